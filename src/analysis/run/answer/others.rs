//! What else moves with the arm that is told, and how the other arms do.

use super::effect::{Effect, Finding, Weight};
use super::{Facts, Measure, Turned, Waiting, named};
use crate::indicator::Better;
use crate::report::words::{
    counted, listed, lower_first, plain, shortest, signed, telling_decimals, upper_first,
};

/// Arms up to which a sentence names each with its size.
const NAMED: usize = 6;
/// Years that are told one by one.
const YEARS: usize = 3;
/// Histories below which no middle of them is told.
const FEW: usize = 10;
/// Outcomes up to which another arm's larger effect is told.
const MORE: usize = 2;

/// Outcomes that are counted within another.
const PARTS: [(&str, &str); 7] = [
    ("changes_pathway", "worker_changes"),
    ("changes_leaver", "worker_changes"),
    // The end of a cover of under a month is a hand-over and no change of case holder.
    ("changes_agency", "hand_overs"),
    ("changes_sickness", "worker_changes"),
    ("changes_reallocation", "worker_changes"),
    ("changes_transfer", "worker_changes"),
    ("moves", "moves_with_status"),
];

/// `disruptions with “Both”`; the title of an outcome of another option names that.
fn with_arm(measure: &Measure, arm: &str) -> String {
    let title = lower_first(&measure.title);
    if title.contains(" with \u{201c}") { title } else { format!("{title} with {}", named(arm)) }
}

impl Waiting {
    /// ` “Cap” waits until children looked after are above 450: that came in 12 of 60 histories, in half of those within 2.3 years.`
    fn told(&self) -> Option<String> {
        let Waiting { arm, condition, lived, came, middle } = self;
        let how_often = match (came, lived) {
            (_, 0) => return None,
            (0, 1) => "did not come in the one history that was lived".to_owned(),
            (_, 1) => "came in the one history that was lived".to_owned(),
            (0, lived) => format!("came in none of {lived} histories, so that nothing was changed"),
            (came, lived) if came == lived => format!("came in all {lived} histories"),
            (came, lived) => format!("came in {came} of {lived} histories"),
        };
        let when = middle.filter(|_| *came >= FEW);
        let when = match when {
            None => String::new(),
            Some(years) if years < 0.05 => ", in half of those on the first day".to_owned(),
            Some(years) => format!(", in half of those within {years:.1} years"),
        };
        let elsewhere = if (1..*lived).contains(came) { "; in the others nothing was changed" } else { "" };
        Some(format!(" {} waits until {condition}: that {how_often}{when}{elsewhere}.", named(arm)))
    }
}

impl Facts {
    /// Outcomes of an arm but the first outcome and cost, of which a sentence of its own tells.
    fn other_outcomes(&self, told: &Effect) -> Vec<&Effect> {
        self.effects
            .iter()
            .filter(|one| one.arm == told.arm && one.measure.id != told.measure.id && !one.is_cost())
            .collect()
    }

    /// Those of them that no sentence before has told.
    fn further_outcomes(&self, told: &Effect) -> Vec<&Effect> {
        let mut others = self.other_outcomes(told);
        if let Some(brought) =
            self.brought(told).filter(|_| told.finding() == Finding::Apart && self.is_by_design(told))
        {
            others.retain(|one| one.measure.id != brought.measure.id);
        }
        others
    }

    /// The title of an outcome in a list, with that of which it is a part, if that is told too.
    fn listed_title(&self, effect: &Effect) -> String {
        let title = lower_first(&effect.measure.title);
        let of = PARTS.iter().find(|(part, _)| *part == effect.measure.id).map(|(_, whole)| *whole);
        let whole = of.and_then(|id| self.effects.iter().find(|one| one.measure.id == id));
        match whole {
            Some(whole) => format!("{title} (part of {})", lower_first(&whole.measure.title)),
            None => title,
        }
    }

    /// The second sentence: what else moves with the same arm, and where another arm does more.
    pub(super) fn others(&self) -> Option<String> {
        let told = self.told().filter(|told| told.n > 1)?;
        let others = self.further_outcomes(told);
        let titles = |is: &dyn Fn(&Effect) -> bool| -> Vec<String> {
            let title = |one: &&Effect| match self.contrary_elsewhere(one) {
                Some(other) => {
                    format!("{} ({} for other children)", self.listed_title(one), other.effect.goodness())
                }
                None => self.listed_title(one),
            };
            others.iter().filter(|one| is(one)).map(title).collect()
        };
        let moved = |one: &Effect, good: &str, weight: Weight| {
            let is_moved = one.finding() == Finding::Apart && !self.is_by_design(one);
            is_moved && one.goodness() == good && one.weight() == weight
        };
        let is_less =
            |one: &Effect, good: &str| moved(one, good, Weight::Small) || moved(one, good, Weight::Below);
        let is_built = |one: &Effect| self.acts_on.as_ref().is_some_and(|id| *id != one.measure.id);
        let same = |one: &Effect, built: bool| one.finding() == Finding::Same && is_built(one) == built;
        let parts = [
            ("better", titles(&|one| moved(one, "better", Weight::Matters))),
            ("worse", titles(&|one| moved(one, "worse", Weight::Matters))),
            ("different", titles(&|one| moved(one, "", Weight::Matters) || moved(one, "", Weight::Unrated))),
            ("better by less than matters on average", titles(&|one| is_less(one, "better"))),
            ("worse by less than matters on average", titles(&|one| is_less(one, "worse"))),
            ("moved by less than matters on average", titles(&|one| is_less(one, ""))),
            (
                "better, though nobody has said how much matters",
                titles(&|one| moved(one, "better", Weight::Unrated)),
            ),
            (
                "worse, though nobody has said how much matters",
                titles(&|one| moved(one, "worse", Weight::Unrated)),
            ),
            ("moved by design", self.set_by_design(&others)),
            ("not told apart from no difference", titles(&|one| one.finding() == Finding::NotApart)),
            ("the same in every history", titles(&|one| same(one, false))),
            ("the same by construction", titles(&|one| same(one, true))),
            ("known from one history", titles(&|one| one.finding() == Finding::One)),
        ];
        let mut said: Vec<String> = parts
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(words, names)| format!("{words}: {}", listed(&names)))
            .collect();
        said.extend(self.worse_beside());
        said.extend(self.more_elsewhere(told));
        (!said.is_empty()).then(|| format!("Other outcomes with {}, {}.", named(&told.arm), said.join("; ")))
    }

    /// What the option sets itself, each with its level with it and without.
    fn set_by_design(&self, others: &[&Effect]) -> Vec<String> {
        let set = others.iter().filter(|one| one.finding() == Finding::Apart && self.is_by_design(one));
        set.map(|one| {
            let title = self.listed_title(one);
            match one.level.zip(one.mean) {
                Some((level, mean)) => {
                    let of = |level: f64| plain(level, one.measure.decimals);
                    format!("{title} ({} and not {})", of(level + mean), of(level))
                }
                None => title,
            }
        })
        .collect()
    }

    /// What goes with the answer, as far as there is any of it.
    pub(super) fn also(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("Between options.", self.among_themselves()),
            ("A part of it.", self.beyond_a_part()),
            ("Later on.", self.later()),
            ("Single years.", self.single_years()),
            ("What was not chosen.", self.not_chosen()),
            ("Other children.", self.of_others()),
            ("All children.", self.of_all_children()),
            ("Heads of cost.", self.heads_of_cost()),
            ("Without a price.", self.without_price()),
            ("Whom it reaches.", self.reaches()),
        ];
        all.into_iter().filter_map(|(title, said)| Some((title, said?))).collect()
    }

    /// `Of 41 measures not chosen, read together, 12 are told apart with “10 years” (7 better, 1 neither and 4 worse, vacancy rate and
    /// moves among them).`: that what is told is a selection, and which way the rest points.
    fn not_chosen(&self) -> Option<String> {
        let [better, worse, neither, of] = self.not_chosen.filter(|[.., of]| *of > 0)?;
        let names = listed(&self.worse_named);
        let worse_words = match self.worse_named.len() {
            0 => "worse".to_owned(),
            named if named < worse => format!("worse, among these {names}"),
            _ => format!("worse: {names}"),
        };
        let all = [(better, "better"), (neither, "neither"), (worse, &worse_words)];
        let parts: Vec<String> =
            all.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}")).collect();
        let apart = match better + worse + neither {
            0 => "none is told apart".to_owned(),
            1 => format!("1 is told apart ({})", listed(&parts)),
            some => format!("{some} are told apart ({})", listed(&parts)),
        };
        let arm = named(&self.told()?.arm);
        // Heads of cost beside it are those of everybody.
        let whom = if self.whole.is_empty() { "" } else { " (of these young people)" };
        Some(format!("Of {} not chosen{whom}, read together, {apart} with {arm}.", counted(of, "measure")))
    }

    /// That averages of options which begin during the run count the time before.
    fn later(&self) -> Option<String> {
        let arms: Vec<String> = self.changing.iter().map(|arm| named(arm)).collect();
        let (change, their) = if arms.len() == 1 { ("changes", "its") } else { ("change", "their") };
        (!arms.is_empty()).then(|| {
            format!(
                "{} {change} something on a date or a condition during the run: {their} averages count the time, and the histories, without it.{}",
                listed(&arms),
                self.waiting.iter().filter_map(Waiting::told).collect::<String>()
            )
        })
    }

    /// `In year 1 of the study changes of case holder is worse, by 0.07 per child-year.`: outcomes that do the contrary in single years,
    /// that which is told first before the others.
    fn single_years(&self) -> Option<String> {
        let told = self.told().filter(|told| told.n > 1)?;
        let own = self
            .turned
            .as_ref()
            .filter(|turned| told.finding() == Finding::Apart && !turned.years.is_empty());
        let own = own.map(|turned| (told.measure.clone(), turned.clone()));
        let words = |(measure, turned): &(Measure, Turned)| {
            let mean = turned.years.first()?.1;
            let side = side_of(measure, mean);
            let title = with_arm(measure, &told.arm);
            let in_short = |size: f64| plain(size.abs(), telling_decimals(measure.decimals, size, None));
            let last = turned.last.map_or_else(String::new, |last| {
                format!(", and in the last {}, by {}", side_of(measure, last), in_short(last))
            });
            if turned.years.len() > YEARS {
                let years = turned.years.len();
                return Some(format!(
                    "in {years} of {} years of the study {title} is {side}{last}",
                    turned.of
                ));
            }
            let years: Vec<String> = turned.years.iter().map(|(year, _)| year.to_string()).collect();
            let sizes: Vec<String> = turned.years.iter().map(|(_, size)| in_short(*size)).collect();
            let word = if years.len() == 1 { "year" } else { "years" };
            Some(format!(
                "in {word} {} of the study {title} is {side}, by {}{}{last}",
                listed(&years),
                listed(&sizes),
                measure.after()
            ))
        };
        let mut all: Vec<String> = own.iter().chain(&self.turned_others).filter_map(words).collect();
        all.extend(self.crossed_outcomes(told));
        // A chart beside it counts years from the opening.
        let clock = if self.opens { " Years are from the first day, not from the opening." } else { "" };
        (!all.is_empty()).then(|| format!("{}.{clock}", upper_first(&all.join("; "))))
    }

    /// `vacancy rate is worse in the first year, by 4.2 percentage points, and better in the last, by 1.2`: chosen outcomes that turn.
    fn crossed_outcomes(&self, told: &Effect) -> Vec<String> {
        let words = |(id, [first, last]): &(String, [f64; 2])| {
            let one = self.effects.iter().find(|one| one.arm == told.arm && one.measure.id == *id)?;
            let measure = &one.measure;
            let size = |size: f64| plain(size.abs(), one.decimals());
            Some(format!(
                "{} is {} in the first year, by {}{}, and {} in the last, by {}",
                with_arm(measure, &told.arm),
                side_of(measure, *first),
                size(*first),
                measure.after(),
                side_of(measure, *last),
                size(*last)
            ))
        };
        self.crossed.iter().filter_map(words).collect()
    }

    /// `not chosen, but worse by more than 5% of its level: vacancy rate (+1.2 percentage points)`.
    fn worse_beside(&self) -> Vec<String> {
        let words = |one: &&Effect| {
            let size = signed(one.mean.unwrap_or(0.0), one.decimals());
            let crossed = self.crossed.iter().find(|(id, _)| *id == one.measure.id);
            let crossed = crossed.map_or_else(String::new, |(_, [first, last])| {
                let [first, last] = [first, last].map(|size| signed(*size, one.decimals()));
                format!(" on average, {first} in the first year and {last} in the last")
            });
            let to = one.level.zip(one.mean).map_or_else(String::new, |(level, mean)| {
                format!(", to {}", plain(level + mean, one.measure.decimals))
            });
            format!("{} ({size}{}{to}{crossed})", lower_first(&one.measure.title), one.measure.after())
        };
        let of = |is_apart: bool| -> Vec<String> {
            let is_of = |one: &&Effect| (one.finding() == Finding::Apart) == is_apart;
            self.beside.iter().filter(is_of).map(|one| words(&one)).collect()
        };
        let read = self.beside.first().map_or(0, |one| one.read);
        [
            (of(true), "not chosen, but worse by more than 5% of its level".to_owned()),
            (
                of(false),
                format!(
                    "worse by more than 5% of its level if read alone, but not told apart as one of {read}"
                ),
            ),
        ]
        .into_iter()
        .filter(|(names, _)| !names.is_empty())
        .map(|(names, words)| format!("{words}: {}", listed(&names)))
        .collect()
    }

    /// `but with “Workers move” changes of case holder -0.17 per child-year`; where the arm that is told moves nothing by as much, with
    /// the words that this is more than matters.
    fn more_elsewhere(&self, told: &Effect) -> Vec<String> {
        let mut by_arm: Vec<(&str, Vec<String>)> = Vec::new();
        for one in self.beside(told) {
            let size = signed(one.mean.unwrap_or(0.0), one.decimals());
            let said = format!("{} {size}{}", lower_first(&one.measure.title), one.measure.after());
            match by_arm.iter_mut().find(|(arm, _)| *arm == one.arm) {
                Some((_, all)) => all.push(said),
                None => by_arm.push((&one.arm, vec![said])),
            }
        }
        let begins = |arm: &str| match self.is_outweighed(told) {
            true => format!("but with {}, by more than matters:", named(arm)),
            false => format!("but with {}", named(arm)),
        };
        by_arm.into_iter().map(|(arm, said)| format!("{} {}", begins(arm), listed(&said))).collect()
    }

    /// Whether the arm that is told moves no outcome by what is said to matter.
    pub(super) fn is_outweighed(&self, told: &Effect) -> bool {
        !self.moves_what_matters(&told.arm)
    }

    /// Whether an arm moves an outcome by what is said to matter, cost and what it sets itself left out.
    pub(super) fn moves_what_matters(&self, arm: &str) -> bool {
        let mut own = self.effects.iter().filter(|one| one.arm == arm && !one.is_cost());
        own.any(|one| one.counts() && !self.is_by_design(one))
    }

    /// Effects of other arms on outcomes on which the one that is told does nothing that counts, the largest of each outcome.
    pub(super) fn beside(&self, told: &Effect) -> Vec<&Effect> {
        let idle = self.other_outcomes(told).into_iter().filter(|one| !one.counts());
        let most = idle.filter_map(|idle| {
            let rivals = self.effects.iter().filter(|one| one.measure.id == idle.measure.id && one.counts());
            let size = |one: &Effect| one.mean.unwrap_or(0.0).abs();
            rivals.reduce(|most, one| if size(one) > size(most) { one } else { most })
        });
        most.filter(|one| !self.is_by_design(one)).take(MORE).collect()
    }

    /// The third: what the other arms do on the first outcome, and why one is told first.
    pub(super) fn alternatives(&self) -> Option<String> {
        let first = self.told()?;
        // Where the option sets the first outcome itself, the others are told on what it brings with it.
        let told = self.carried()?;
        let leading: Vec<&Effect> =
            self.effects.iter().filter(|one| one.measure.id == told.measure.id).collect();
        let is_one = told.finding() == Finding::One;
        // Where none is told apart the first sentence says so of all of them.
        let is_told = leading.iter().any(|one| one.finding() == Finding::Apart)
            || is_one && leading.iter().any(|one| one.mean != Some(0.0));
        if leading.len() < 2 || !is_told {
            return None;
        }
        let others: Vec<&Effect> = leading.iter().copied().filter(|one| one.arm != told.arm).collect();
        let unit = told.measure.after();
        let decimals = leading.iter().map(|one| one.decimals()).max().unwrap_or(0);
        let size = |one: &Effect| signed(one.mean.unwrap_or(0.0), decimals);
        let title = lower_first(&told.measure.title);
        let mut said = if others.len() > NAMED {
            let mut rising = others.clone();
            rising.sort_by(|a, b| a.mean.unwrap_or(0.0).total_cmp(&b.mean.unwrap_or(0.0)));
            let (low, high) = (rising[0], rising[rising.len() - 1]);
            let unclear = |one: &Effect| match () {
                () if one.finding() == Finding::NotApart => " (not told apart)",
                () if !one.below().is_empty() => " (less than matters)",
                () => "",
            };
            vec![format!(
                "{} on {title}, from {} with {}{} to {} with {}{}{unit}, each in the table",
                counted(others.len(), "other option"),
                size(low),
                named(&low.arm),
                unclear(low),
                size(high),
                named(&high.arm),
                unclear(high)
            )]
        } else {
            let of = |is: &dyn Fn(&Effect) -> bool| -> Vec<String> {
                others
                    .iter()
                    .filter(|one| is(one))
                    .map(|one| format!("{} {}", named(&one.arm), size(one)))
                    .collect()
            };
            let least = told.matters.map_or_else(String::new, shortest);
            let below = format!("less than the {least} that matters: ");
            let is_below = |one: &Effect| !one.below().is_empty();
            let parts = [
                (of(&|one| matches!(one.finding(), Finding::Apart | Finding::One) && !is_below(one)), ""),
                (of(&is_below), &below),
                (of(&|one| one.finding() == Finding::NotApart), "not told apart: "),
                (of(&|one| one.finding() == Finding::Same), "the same in every history: "),
            ];
            let parts: Vec<String> = parts
                .iter()
                .filter(|(names, _)| !names.is_empty())
                .map(|(names, words)| format!("{words}{}", listed(names)))
                .collect();
            let whose = if others.len() == 1 { "The other option" } else { "The other options" };
            vec![format!("{whose} on {title}{}: {}", in_unit(&unit), parts.join("; "))]
        };
        said.extend(self.why_first(first).map(|why| match first.measure.id == told.measure.id {
            true => why,
            false => format!("{why}, by {}", lower_first(&first.measure.title)),
        }));
        Some(format!("{}.", said.join("; ")))
    }

    /// By which rule the arm is told first, where there was a choice.
    fn why_first(&self, told: &Effect) -> Option<String> {
        let leading = self.leading();
        let arm = named(&told.arm);
        if told.finding() == Finding::One {
            return Some(format!("{arm} is told as the first in the scenario, since one history ranks none"));
        }
        let apart = leading.iter().filter(|one| one.finding() == Finding::Apart).count();
        let of_lever = leading.iter().filter(|one| self.lever.contains(&one.arm)).count();
        let size = |one: &Effect| one.mean.unwrap_or(0.0).abs();
        let is_larger = |one: &&Effect| {
            let rest = !self.lever.contains(&one.arm) && one.finding() == Finding::Apart;
            let counts_more = self.moves_what_matters(&one.arm) && !self.moves_what_matters(&told.arm);
            rest && (size(one) > size(told) || counts_more)
        };
        let is_outdone = told.finding() != Finding::Apart || leading.iter().any(|one| is_larger(&one));
        let among = if of_lever > 0 && of_lever < leading.len() && is_outdone {
            format!(" among those that differ in {}", listed(&self.lever_fields))
        } else {
            String::new()
        };
        // Where the largest moves nothing that matters, another comes first.
        let is_rest = |one: &&Effect| one.finding() == Finding::Apart && !self.moves_what_matters(&one.arm);
        let matter = if self.moves_what_matters(&told.arm) && leading.iter().any(|one| is_rest(&one)) {
            " of those that move a chosen outcome by what matters"
        } else {
            ""
        };
        let how = match told.finding() {
            Finding::Apart => "as the largest told apart",
            _ => "as it stands out most from chance",
        };
        // Beside the sizes of all others it is plain that the largest is told.
        let is_plain = told.finding() == Finding::Apart && matter.is_empty() && leading.len() <= NAMED + 1;
        (apart > 1 && !is_plain || !among.is_empty())
            .then(|| format!("{arm} comes first {how}{matter}{among}"))
    }
}

/// On which side of what is good a difference of a measure is, or of what there was where no direction is good.
fn side_of(measure: &Measure, mean: f64) -> &'static str {
    match (measure.better, mean > 0.0) {
        (Better::Neither, true) => "higher",
        (Better::Neither, false) => "lower",
        (Better::Higher, true) | (Better::Lower, false) => "better",
        _ => "worse",
    }
}

/// A unit in brackets: ` (per child-year)`.
fn in_unit(unit: &str) -> String {
    match unit.trim_start() {
        "" => String::new(),
        unit => format!(" ({unit})"),
    }
}
