//! Case holders as the table of social workers shows them: how many hold cases on a day, and how many leave.
//!
//! ```text
//! leaving    a case holder whose last cases pass on because she left the role, of those seen for `import.staff.seen-months`
//!            or more: agency workers seldom stay so long
//! expected   months of such case holders × `workforce.leaving` at the tenure that is seen
//! caseload   children on the day ÷ their case holders, of those who hold a child of under 16
//! provided   caseload × (1 - share of posts that nobody holds)
//! ```
//!
//! Who holds nobody under 16 serves care leavers besides, of whom the table does not tell.

use std::collections::BTreeMap;

use super::histories::Histories;
use super::levels::{Counted, log_se, of_today};
use super::meaning::TookOver;
use super::rates::changes;
use swplab_model::calendar::Day;
use swplab_model::evidence::{LEVELS, Level, LevelFactor, ParameterSet, Positions};
use swplab_model::model::hazard::bands::band;
use swplab_model::model::settings::WorkforceSettings;
use swplab_model::model::settings::workforce::TENURE_ENDS;
use swplab_model::model::start::{levels_at, unheld};

/// Case holders of an authority.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Staff {
    /// Who hold the case of a child in care on the day.
    pub holders: usize,
    /// Of them, who hold the case of a child of under 16.
    pub of_younger: usize,
    /// Children whose case these hold.
    pub children: usize,
    /// Who left, against the model's own rate; its error is that of the level of today.
    pub left: Counted,
}

/// A case holder over the years covered.
#[derive(Clone, Copy, Debug)]
struct Seen {
    from: Day,
    to: Day,
    /// The last day on which a case of hers passed on because she left.
    left: Option<Day>,
}

/// Counts the case holders; nothing where no child of under 16 in care on the day has one.
pub(super) fn staff(histories: &Histories, day: Day, p: &ParameterSet) -> Option<Staff> {
    let window = &histories.window;
    let mut seen: BTreeMap<u32, Seen> = BTreeMap::new();
    // Children, and of them those of under 16.
    let mut today: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for history in &histories.children {
        for (index, holder) in history.holders.iter().enumerate() {
            if holder.start <= day && holder.end > day {
                let (children, younger) = today.entry(holder.worker).or_insert((0, 0));
                *children += 1;
                *younger += usize::from(history.born.birthday(16) > day);
            }
            let next = history.holders.get(index + 1);
            let next = next.filter(|_| changes(holder, next) && holder.end < window.to);
            let left = next.filter(|next| next.why == Some(TookOver::Left)).map(|_| holder.end);
            let known =
                seen.entry(holder.worker).or_insert(Seen { from: holder.start, to: holder.end, left });
            known.from = known.from.min(holder.start);
            known.to = known.to.max(holder.end.min(window.to));
            known.left = known.left.max(left);
        }
    }
    let least = p.get("import.staff.seen-months");
    let leaving = p.table("workforce.leaving");
    let (mut events, mut expected) = (0.0, 0.0);
    for one in seen.values() {
        let from = one.from.plus((least * DAYS) as i32).max(window.from);
        if one.to <= from {
            continue;
        }
        let mut at = from;
        while at < one.to {
            let next = at.plus(30).min(one.to);
            expected += leaving[band(&TENURE_ENDS, at.months_since(one.from))] * next.months_since(at);
            at = next;
        }
        events += f64::from(u8::from(one.left == Some(one.to) && one.to < window.to));
    }
    let drift = of_today(&p.table("local.leaving"), usize::try_from(window.years()).unwrap_or(0));
    let of_younger = || today.values().filter(|(_, younger)| *younger > 0);
    (of_younger().count() > 0).then(|| Staff {
        holders: today.len(),
        of_younger: of_younger().count(),
        children: of_younger().map(|(children, _)| children).sum(),
        left: Counted { events, expected, log_se: log_se(events, events).hypot(drift) },
    })
}

/// Days of a month, on average.
const DAYS: f64 = swplab_model::terms::DAYS_PER_MONTH;

/// What is known of a level, given what a table counted: the mean of the logarithms by their precision.
fn given(known: LevelFactor, counted: f64, error: f64) -> LevelFactor {
    let (before, count) = (known.log_sd * known.log_sd, error * error);
    let weight = before / (before + count);
    let log = libm::log(known.factor) * (1.0 - weight) + libm::log(counted) * weight;
    LevelFactor { factor: libm::exp(log).clamp(0.01, 100.0), log_sd: (before * (1.0 - weight)).sqrt() }
}

/// An authority's own return of its workforce.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Census {
    /// Vacancies, covered or not, as a share of posts.
    pub vacancy: f64,
    /// Agency workers as a share of agency workers and those in post.
    pub agency: f64,
    /// Posts of case holders.
    pub posts: f64,
}

/// Puts what the tables tell into levels that hold what is known without them: leaving, vacancies and cover where there
/// is a return of the workforce, and the cases provided for.
pub(super) fn put(
    levels: &mut [LevelFactor; LEVELS],
    staff: Option<&Staff>,
    census: Option<&Census>,
    p: &ParameterSet,
) {
    let bands = |id: &str| p.table(id);
    let noise = |id: &str| bands(id)[4];
    let numbers = WorkforceSettings::new(p, &Positions::drawn(&Default::default(), |_| 0.0));
    let mut factors = levels.map(|level| level.factor);
    let mut of_beyond = None;
    let mut take = |level: Level, id: &str, counted: f64, error: f64| {
        let (known, spread) = (levels[level as usize], bands(id)[0]);
        // Of mean 1.
        let open = LevelFactor { factor: libm::exp(-spread * spread / 2.0), log_sd: spread };
        let known = if known.log_sd > 0.0 { known } else { open };
        let taken = given(known, counted, error);
        let rounded = |value: f64| libm::round(value * 1e4) / 1e4;
        levels[level as usize] = LevelFactor { factor: rounded(taken.factor), log_sd: rounded(taken.log_sd) };
        levels.map(|level| level.factor)
    };
    if let Some(left) = staff.map(|staff| staff.left).filter(|left| left.events > 0.0) {
        factors = take(Level::Leaving, "local.leaving", left.factor(), left.log_se);
    }
    if let Some(Census { vacancy, agency, posts }) = census {
        // A share of no or of all posts is one of half a post, and of all but half a one.
        let kept = |share: f64| share.clamp(0.5 / posts, 1.0 - 0.5 / posts);
        let chance = |share: f64| 1.0 / (posts * share * (1.0 - share)).sqrt();
        let (vacant, covered) = (kept(*vacancy), kept(*agency));
        let [of_vacancy, of_cover, beyond] =
            levels_at(&numbers, factors[Level::Leaving as usize], vacant, covered);
        take(Level::Vacancy, "local.vacancy", of_vacancy, chance(vacant).hypot(noise("local.vacancy")));
        let error = chance(vacant).hypot(chance(covered)).hypot(noise("local.cover"));
        factors = take(Level::Cover, "local.cover", of_cover, error);
        let factor = (libm::round(beyond * 1e4) / 1e4).clamp(0.01, 100.0);
        factors[Level::Beyond as usize] = factor;
        of_beyond = Some(LevelFactor { factor, log_sd: 0.0 });
    }
    if let Some(staff) = staff {
        let seen = staff.children as f64 / staff.of_younger as f64;
        let provided = seen * (1.0 - unheld(&numbers, &factors));
        take(
            Level::Caseload,
            "local.caseload",
            provided / p.get("in-house.caseload"),
            noise("local.caseload"),
        );
    }
    if let Some(beyond) = of_beyond {
        levels[Level::Beyond as usize] = beyond;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_tells_much_goes_before_what_is_known_and_one_that_tells_little_after() {
        let known = LevelFactor { factor: 1.0, log_sd: 0.2 };
        let (much, little) = (given(known, 2.0, 0.02), given(known, 2.0, 2.0));
        assert!(much.factor > 1.95 && much.log_sd < 0.021, "{much:?}");
        assert!(little.factor < 1.02 && little.log_sd > 0.19, "{little:?}");
    }
}
