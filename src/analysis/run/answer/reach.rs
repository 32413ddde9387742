//! Whom the arm that is told reaches, in which years it does the contrary, and how the other arms stand to each other.

use super::effect::{Effect, Finding};
use super::numbers::{hundredth, of_histories};
use super::{Elsewhere, Facts, named};
use crate::report::words::{lower_first, plain, shortest, signed};

/// Share of histories without a service above which the answer says so.
const NEVER: f64 = 0.05;

/// How much of the group a practice holds with an arm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// Share of the child-years of the study in which a practice holds the case, mean over histories.
    pub held: f64,
    /// Share of histories in which none ever does.
    pub never: f64,
}

/// How much of the group a practice holds in a year.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldYear {
    /// The year: `2027 to 2028`.
    pub year: String,
    /// Share of the child-years of that year in which a practice holds the case, mean over histories.
    pub held: f64,
    /// Share of that year for which a contract runs, mean over histories; of one service alone.
    pub running: Option<f64>,
}

/// Single years in which an effect has the other side than over all.
#[derive(Clone, Debug, PartialEq)]
pub struct Turned {
    /// The years of the study, from 1, each with its average difference.
    pub years: Vec<(usize, f64)>,
    /// How many years were looked at.
    pub of: usize,
    /// The average difference of the last year, where it is told apart and the first year and the last have different sides.
    pub last: Option<f64>,
}

/// Two other arms, and the paired difference of the second from the first of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    /// The arms.
    pub arms: [String; 2],
    /// Mean difference.
    pub mean: f64,
    /// Its 95% interval.
    pub interval: [f64; 2],
}

/// A financial year in figures: `2027/28` of `2027 to 2028`.
fn in_short(year: &str) -> String {
    year.replace(" to 20", "/")
}

impl Facts {
    /// Whether an outcome is what the arms set themselves, so that its moving is no finding.
    pub fn is_by_design(&self, effect: &Effect) -> bool {
        self.by_design.contains(&effect.measure.id)
    }

    /// In how many histories no service opens, where that is not rare.
    fn never_opened(&self, histories: usize) -> String {
        match self.reach.filter(|reach| reach.held > 0.0 && reach.never > NEVER) {
            Some(Reach { never, .. }) => {
                format!(" In {} histories no service ever opens.", of_histories(never, histories))
            }
            None => String::new(),
        }
    }

    /// How much of the group the arm that is told reaches; nothing where it has no service.
    pub fn reaches(&self) -> Option<String> {
        let told = self.told()?;
        let held = self.reach?.held;
        (held > 0.0).then(|| {
            let share = match hundredth(held) {
                said if said == "0" => "less than 1".to_owned(),
                said => said,
            };
            format!(
                "With {} a practice holds {share}% of the child-years of these young people{}.{}{}",
                named(&told.arm),
                self.faded(),
                self.never_opened(told.n),
                self.beside_them()
            )
        })
    }

    /// That a list ages: `: 59% in 2027/28 (a contract runs for 86%) and 7% in 2038/39 (49%), as others …`.
    fn faded(&self) -> String {
        let Some([most, last]) = self.fading.as_ref().filter(|[most, last]| most.year != last.year) else {
            return String::new();
        };
        // The list begins on the planned opening, and of the year before that a contract runs a smaller part.
        let is_beside = [most, last].iter().all(|of| of.running.is_some_and(|share| share >= of.held));
        let runs = |of: &HeldYear, words: &str| {
            let share = of.running.filter(|_| is_beside);
            share.map_or_else(String::new, |share| format!(" ({words}{}%)", hundredth(share)))
        };
        format!(
            ": {}% in {}{} and {}% in {}{}, as others come to its places",
            hundredth(most.held),
            in_short(&most.year),
            runs(most, "a contract runs for "),
            hundredth(last.held),
            in_short(&last.year),
            runs(last, "")
        )
    }

    /// How many care leavers the same places hold, whom the outcomes do not count.
    fn beside_them(&self) -> String {
        // An outcome of care leavers, if one leads, tells of them.
        let is_told = self.effects.iter().any(|one| one.measure.id.starts_with("care_leavers"));
        let leavers = self.leavers.filter(|n| *n >= 0.5 && !is_told);
        let Some((children, leavers)) = self.group.at_a_time.zip(leavers) else { return String::new() };
        let share = leavers / (leavers + children);
        format!(
            " Of 100 places on the list {} are held by care leavers, whom these outcomes do not count.",
            hundredth(share)
        )
    }

    /// How far the two outermost of the other arms differ, where they lie nearer to each other than to the first arm.
    pub(super) fn among_themselves(&self) -> Option<String> {
        let apart = self.apart.as_ref()?;
        let of = |arm: &String| self.leading().iter().find(|one| one.arm == *arm);
        let (one, other) = (of(&apart.arms[0])?, of(&apart.arms[1])?);
        let (a, b) = (one.mean?, other.mean?);
        let is_near = apart.mean.abs() < 0.5 * a.abs().max(b.abs());
        if a * b <= 0.0 || !is_near || one.finding() != Finding::Apart && other.finding() != Finding::Apart {
            return None;
        }
        let decimals = one.decimals().max(other.decimals());
        let [low, high] = apart.interval;
        let unclear = match one.matters.filter(|least| *least > apart.mean.abs()) {
            _ if low <= 0.0 && high >= 0.0 => ", not told apart".to_owned(),
            Some(least) => {
                format!("; told apart, but less than the {} that matters", shortest(least))
            }
            None => String::new(),
        };
        Some(format!(
            "{} and {}, the two furthest apart, differ by {} (95% interval {} to {}{unclear}).",
            named(&apart.arms[0]),
            named(&apart.arms[1]),
            plain(apart.mean.abs(), decimals),
            signed(low, decimals),
            signed(high, decimals)
        ))
    }

    /// Where what the group gains is not seen in the whole authority: what is not to be concluded.
    pub(super) fn whole_not_told(&self) -> Option<String> {
        let told = self.told()?;
        let paid = self.effects.iter().filter(|one| one.arm == told.arm && one.finding() == Finding::Apart);
        let mut paid = paid.filter(|one| one.goodness() == "better");
        if let Some(own) = paid.find(|own| self.contrary_elsewhere(own).is_some()) {
            return Some(format!(
                "That {} is a gain for all: in {} {}.",
                named(&own.arm),
                lower_first(&own.measure.title),
                self.gain_and_loss(own)
            ));
        }
        let found = self.beside(told).into_iter().chain([told]).find_map(|own| {
            let whole = self
                .whole
                .iter()
                .find(|one| one.arm == own.arm && one.measure.id == own.measure.id)
                .filter(|one| matches!(one.finding(), Finding::NotApart | Finding::Same))
                .filter(|one| !one.is_apart_only_alone())?;
            // What is told of other children says it.
            let is_told =
                |rest: &Elsewhere| rest.effect.arm == own.arm && rest.effect.measure.id == own.measure.id;
            if self.elsewhere.iter().any(is_told) {
                return None;
            }
            (own.finding() == Finding::Apart).then_some((own, whole))
        });
        let (own, whole) = found?;
        let title = lower_first(&own.measure.title);
        let arm = named(&own.arm);
        let Some([low, high]) = whole.interval.filter(|_| whole.finding() == Finding::NotApart) else {
            return Some(format!(
                "That {} sees it: over all its children {title} with {arm} is the same in every one of {} histories.",
                self.everybody, whole.n
            ));
        };
        let decimals = whole.decimals();
        let interval = format!("{} to {}", signed(low, decimals), signed(high, decimals));
        // What the group alone would make of the whole, if all others were as before.
        let share = self.group.at_a_time.zip(self.whole_at_a_time).map(|(part, all)| part / all);
        let alone = share.zip(own.mean).map(|(share, mean)| share * mean);
        let is_paid = alone.is_some_and(|alone| alone < low || alone > high);
        Some(if is_paid {
            format!(
                "That {arm} is a gain for all: other children pay for it; over {} {title} is then not told apart from no difference (95% interval {interval}).",
                self.everybody
            )
        } else {
            format!(
                "That {} sees it: over all its children {title} with {arm} is not told apart from no difference (95% interval {interval}).",
                self.everybody
            )
        })
    }
}
