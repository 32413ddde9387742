//! Case holders as the table of social workers shows them: how many hold cases on a day, and how many leave.
//!
//! ```text
//! leaving    a case holder whose last cases pass on because she left the role, of those seen for `import.staff.seen-months`
//!            or more: agency workers seldom stay so long
//! expected   months of such case holders × `workforce.leaving` at the tenure that is seen
//! caseload   children on the day ÷ their case holders, of those who mostly serve children of under 16: at least half
//!            of the days of their cases in the year up to it
//! provided   caseload × (1 - u) × cases of last April ÷ those of the day, u the share of posts that nobody holds
//! its error  √(noise² + (u × posts + 3 ÷ 12) ÷ holders²): which posts somebody holds is chance, and the posts of
//!            three stages are whole ones
//! ```
//!
//! Who mostly serves those of 16 and over serves care leavers besides, of whom the table does not tell; that she took
//! over a younger child whom nobody else could take makes her none of the others. An authority that knows its posts says
//! them: then the cases provided for are its children and care leavers of last April ÷ its posts.

use std::collections::BTreeMap;

use super::apart::care_leavers;
use super::histories::{Histories, Holder};
use super::levels::{Counted, log_se, of_today};
use super::meaning::TookOver;
use super::rates::{changes, is_in_care};
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
    /// Of them, who mostly serve children of under 16.
    pub of_younger: usize,
    /// Children whose case these hold on the day.
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

/// The cases of a case holder: those of the day, and days of cases in the year up to it.
#[derive(Clone, Copy, Debug, Default)]
struct Cases {
    children: usize,
    /// Days with children of under 16.
    younger: i32,
    /// Days with those of 16 and over.
    older: i32,
}

impl Cases {
    fn count(&mut self, holder: &Holder, sixteen: Day, day: Day) {
        let days = |from: Day, to: Day| to.days_since(from).max(0);
        let (from, to) = (holder.start.max(day.plus(-YEAR)), holder.end.min(day.plus(1)));
        self.children += usize::from(holder.start <= day && holder.end > day);
        self.younger += days(from, to.min(sixteen));
        self.older += days(from.max(sixteen), to);
    }

    fn mostly_younger(&self) -> bool {
        self.children > 0 && self.younger > 0 && self.younger >= self.older
    }
}

/// Counts the case holders; nothing where nobody mostly serves children of under 16 on the day.
pub(super) fn staff(histories: &Histories, day: Day, p: &ParameterSet) -> Option<Staff> {
    let window = &histories.window;
    let mut seen: BTreeMap<u32, Seen> = BTreeMap::new();
    let mut cases: BTreeMap<u32, Cases> = BTreeMap::new();
    for history in &histories.children {
        for (index, holder) in history.holders.iter().enumerate() {
            cases.entry(holder.worker).or_default().count(holder, history.born.birthday(16), day);
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
    let of_younger = || cases.values().filter(|cases| cases.mostly_younger());
    (of_younger().count() > 0).then(|| Staff {
        holders: cases.values().filter(|cases| cases.children > 0).count(),
        of_younger: of_younger().count(),
        children: of_younger().map(|cases| cases.children).sum(),
        left: Counted { events, expected, log_se: log_se(events, events).hypot(drift) },
    })
}

/// Days of a month, on average.
const DAYS: f64 = swplab_model::terms::DAYS_PER_MONTH;
/// Days of the year in which cases tell whom a case holder serves.
const YEAR: i32 = 365;
/// Stages of the pathway before the 16th birthday, each with whole posts.
const STAGES: f64 = 3.0;

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
    /// Posts of case holders of children in care and of care leavers, filled or not, if they are known.
    pub posts: Option<f64>,
}

/// Whom an authority's posts were provided for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Served {
    /// Children in care and care leavers when the posts of the day were provided, where the care leavers are counted.
    pub cases: Option<f64>,
    /// How many they were then for each of the day.
    pub then: f64,
    /// Posts, where nobody counted them.
    pub posts: f64,
}

/// Whom the posts of a day were provided for: budgets are set in April on the cases of the day.
pub(super) fn served(histories: &Histories, day: Day, staff: Option<&Staff>, p: &ParameterSet) -> Served {
    let april = Day::first_of_financial_year(day.financial_year()).plus(-1);
    let then = if april < histories.window.from { day } else { april };
    let in_care = |day: Day| histories.children.iter().filter(|one| is_in_care(one, day)).count() as f64;
    let left = |day: Day| care_leavers(histories, day, p).map(|own| own.counts().iter().sum::<f64>());
    let (children, leavers) = ([then, day].map(in_care), left(then).zip(left(day)));
    let cases = |at: usize| children[at] + leavers.map_or(0.0, |both| [both.0, both.1][at]);
    Served {
        cases: leavers.map(|_| cases(0)),
        then: if cases(1) > 0.0 { cases(0) / cases(1) } else { 1.0 },
        posts: staff.map_or(1.0 + children[1] / USUAL_CASES, |staff| staff.holders as f64),
    }
}

/// Cases of a case holder where neither posts nor case holders were counted: about as many as in England.
const USUAL_CASES: f64 = 15.0;

/// Puts what the tables tell into levels that hold what is known without them: leaving, vacancies and cover where there
/// is a return of the workforce, and the cases provided for.
pub(super) fn put(
    levels: &mut [LevelFactor; LEVELS],
    staff: Option<&Staff>,
    census: Option<&Census>,
    served: Served,
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
        let posts = posts.unwrap_or(served.posts);
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
    let counted = census.and_then(|census| census.posts).zip(served.cases);
    if let Some((posts, cases)) = counted {
        // Posts are whole ones.
        let error = (1.0 / 12.0_f64).sqrt() / posts;
        take(Level::Caseload, "local.caseload", cases / posts / p.get("in-house.caseload"), error);
    } else if let Some(staff) = staff {
        let (holders, nobody) = (staff.of_younger as f64, unheld(&numbers, &factors));
        let provided = served.then * staff.children as f64 / holders * (1.0 - nobody);
        let chance = (nobody * holders / (1.0 - nobody) + STAGES / 12.0).sqrt() / holders;
        let error = noise("local.caseload").hypot(chance);
        take(Level::Caseload, "local.caseload", provided / p.get("in-house.caseload"), error);
    }
    if let Some(beyond) = of_beyond {
        levels[Level::Beyond as usize] = beyond;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use swplab_model::evidence::Evidence;

    /// Cases of a case holder, each from a day to another and of a child born on a day.
    fn of(cases: &[(i32, i32, i32)]) -> Cases {
        let day = Day::first_of_financial_year(2027).plus(-1);
        let mut found = Cases::default();
        for &(from, to, sixteen) in cases {
            let (start, end) = (day.plus(from), day.plus(to));
            found.count(&Holder { worker: 0, start, end, why: None }, day.plus(sixteen), day);
        }
        found
    }

    #[test]
    fn who_serves_the_old_and_holds_one_young_child_besides_is_none_of_those_who_serve_the_young() {
        // Two who turned 16 long ago, held up to a month ago, and a young child since two months ago.
        let besides = of(&[(-900, -30, -800), (-400, -30, -600), (-60, 200, 2_000)]);
        assert_eq!((besides.children, besides.younger, besides.older), (1, 61, 670));
        assert!(!besides.mostly_younger());
        // One who turned 16 half a year ago counts as both.
        let young = of(&[(-300, 50, -182), (-100, 40, 900)]);
        assert_eq!((young.children, young.younger, young.older), (2, 118 + 101, 183));
        assert!(young.mostly_younger());
        // Who holds nobody on the day is no case holder of the day.
        assert!(!of(&[(-300, -10, 900)]).mostly_younger());
    }

    /// The level of cases provided for that so much says.
    fn caseload(staff: Option<Staff>, posts: Option<f64>) -> LevelFactor {
        let p = ParameterSet::central(Evidence::embedded(), &Default::default());
        let mut levels = [LevelFactor::ONE; LEVELS];
        let census = Census { vacancy: 0.1, agency: 0.1, posts };
        let served = Served { cases: Some(90.0), then: 1.0, posts: 6.0 };
        put(&mut levels, staff.as_ref(), Some(&census), served, &p);
        levels[Level::Caseload as usize]
    }

    #[test]
    fn posts_tell_the_caseload_and_few_case_holders_tell_little_of_it() {
        let p = ParameterSet::central(Evidence::embedded(), &Default::default());
        let left = Counted { events: 0.0, expected: 1.0, log_se: 1.0 };
        let seen = |holders: usize| Staff { holders, of_younger: holders, children: 9 * holders, left };
        let told = caseload(Some(seen(3)), Some(10.0));
        assert!((told.factor * p.get("in-house.caseload") - 9.0).abs() < 0.5, "{told:?}");
        let (few, many) = (caseload(Some(seen(3)), None), caseload(Some(seen(60)), None));
        assert!(many.factor < few.factor && few.factor < 1.0, "{few:?} {many:?}");
        assert!(many.log_sd < few.log_sd && told.log_sd < many.log_sd, "{few:?} {many:?}");
    }

    #[test]
    fn a_table_that_tells_much_goes_before_what_is_known_and_one_that_tells_little_after() {
        let known = LevelFactor { factor: 1.0, log_sd: 0.2 };
        let (much, little) = (given(known, 2.0, 0.02), given(known, 2.0, 2.0));
        assert!(much.factor > 1.95 && much.log_sd < 0.021, "{much:?}");
        assert!(little.factor < 1.02 && little.log_sd > 0.19, "{little:?}");
    }
}
