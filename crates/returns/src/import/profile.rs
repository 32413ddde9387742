//! The profile of one authority: its children on a day in whole months, the year's flows, its levels,
//! and the rates as they were counted. No name, number, date, postcode or ethnicity is in it.

use super::apart;
use super::histories::{Histories, History};
use super::levels::{self, Counted, Levels};
use super::rates::{self, Rates};
use super::staff::{self, Census, Served, Staff};
use swplab_model::calendar::Day;
use swplab_model::evidence::{
    Evidence, Flows, LEVELS, Level, LevelFactor, ListedChild, National, ParameterSet, Profile, Series,
};
use swplab_model::model::settings::UnaccompaniedSettings;
use swplab_model::terms::AGES;

/// What a return says of one authority on a day.
#[derive(Clone, Debug)]
pub struct Found {
    /// The profile.
    pub profile: Profile,
    /// The rates behind it.
    pub rates: Rates,
    /// Its levels as counted, before they are drawn towards 1.
    pub levels: Levels,
    /// Its level of first entries as counted; `expected` is what the year's flows alone would say.
    pub entries: Counted,
    /// The day.
    pub day: Day,
    /// First day covered.
    pub from: Day,
    /// Children with a usable history.
    pub histories: usize,
    /// Periods of care.
    pub periods: usize,
    /// Children of the list whose period of care began before the returns tell.
    pub starts_not_known: usize,
    /// Its case holders, where the return has them.
    pub staff: Option<Staff>,
    /// The published profile whose levels of the workforce it has, if any.
    pub workforce_of: Option<String>,
    /// The first and the last year whose starts count; all of them if not chosen.
    starts_of: Option<(u32, u32)>,
    /// Levels before the table of case holders was read.
    without_staff: [LevelFactor; LEVELS],
    /// Whom its posts were provided for.
    served: Served,
}

impl Found {
    /// Takes what the return does not tell of the workforce from a published profile: leaving, vacancies, agency cover
    /// and, where the return has no case holders, the caseload. What it tells of them is held against that.
    pub fn with_workforce(&mut self, of: &str, published: &Profile) {
        let p = ParameterSet::central(Evidence::embedded(), &Default::default());
        for level in [Level::Leaving, Level::Vacancy, Level::Cover, Level::Beyond, Level::Caseload] {
            self.profile.levels[level as usize] = published.levels[level as usize];
        }
        self.without_staff = self.profile.levels;
        staff::put(&mut self.profile.levels, self.staff.as_ref(), None, self.served, &p);
        self.workforce_of = Some(format!("{of}: {}", published.source.trim_end_matches('.')));
    }

    /// Periods of care that began by year, and which years count.
    pub fn starts(&self) -> Series {
        let first = self.from.financial_year() + 1;
        let years = (first..).zip(&self.rates.arrivals);
        let starts: Vec<(u32, f64)> =
            years.map(|(year, ages)| (year.unsigned_abs(), ages.iter().sum())).collect();
        Series::of(&starts, |year| self.starts_of.is_none_or(|(from, to)| (from..=to).contains(&year)))
    }

    /// Lets the starts of some years count and no others.
    ///
    /// # Errors
    /// The returns cover none of them, or nobody started in them.
    pub fn with_starts_of(&mut self, years: (u32, u32)) -> Result<(), String> {
        let p = ParameterSet::central(Evidence::embedded(), &Default::default());
        self.starts_of = Some(years);
        let series = self.starts();
        let covered = self.rates.arrivals.iter().zip(&series.0).filter(|(_, one)| one.weight > 0.0);
        let arrivals: Vec<[f64; AGES]> = covered.map(|(ages, _)| *ages).collect();
        let chosen = Rates { years: arrivals.len(), arrivals, ..self.rates.clone() };
        let a_year = self.entries.expected / self.rates.years as f64;
        let every_age: Vec<usize> = (0..AGES).collect();
        let (events, log_se, _) = chosen.arrivals_rate(&every_age, p.get("arrivals.overdispersion"), 0.95);
        if chosen.years == 0 || events <= 0.0 {
            return Err(format!("nobody started in the years chosen ({})", series.in_words()));
        }
        self.entries = Counted { events, expected: a_year * chosen.years as f64, log_se };
        self.profile.levels[Level::Entries as usize] = of_entries(&self.entries);
        Ok(())
    }

    /// Takes vacancies and agency cover from the authority's own return of its workforce; they go before published ones.
    pub fn with_census(&mut self, census: &Census) {
        let p = ParameterSet::central(Evidence::embedded(), &Default::default());
        for level in [Level::Leaving, Level::Caseload] {
            self.profile.levels[level as usize] = self.without_staff[level as usize];
        }
        staff::put(&mut self.profile.levels, self.staff.as_ref(), Some(census), self.served, &p);
    }
}

/// Why there is no profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoProfile {
    /// The day is outside the years covered.
    #[error("the returns do not cover this day")]
    DayNotCovered,
    /// Nobody is in care on the day.
    #[error("no child is in care on this day")]
    NobodyInCare,
}

/// Lengths in a profile are whole months, or whole quarters of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Whole months.
    Months,
    /// Whole quarters, by the middle month of each.
    Quarters,
}

impl Rounding {
    fn of(self, months: f64) -> f64 {
        match self {
            Rounding::Months => libm::floor(months),
            Rounding::Quarters => libm::floor(months / 3.0) * 3.0 + 1.0,
        }
    }
}

/// Makes the profile of an authority's children on a day.
///
/// # Errors
/// The day is not covered, or nobody is in care on it.
pub fn profile(histories: &Histories, name: &str, day: Day, rounding: Rounding) -> Result<Found, NoProfile> {
    let window = &histories.window;
    if day < window.from || day >= window.to {
        return Err(NoProfile::DayNotCovered);
    }
    let listed: Vec<(ListedChild, bool)> =
        (histories.children.iter()).filter_map(|history| list(history, day, rounding)).collect();
    if listed.is_empty() {
        return Err(NoProfile::NobodyInCare);
    }
    let starts_not_known = listed.iter().filter(|(_, known)| !known).count();
    let mut children: Vec<ListedChild> = listed.into_iter().map(|(child, _)| child).collect();
    sort(&mut children);
    let (ages, placements) = Profile::counted(&children);
    let stock = children.len() as f64;
    let (year, _, _) = day.parts();
    let national = National::nearest(year.unsigned_abs());
    let p = ParameterSet::central(Evidence::embedded(), &Default::default());
    // Where unaccompanied children are told apart, all rates are those of the others.
    let alone = histories.children.iter().any(|history| history.unaccompanied);
    let others = Histories {
        children: histories.children.iter().filter(|history| !history.unaccompanied).cloned().collect(),
        ..histories.clone()
    };
    let unaccompanied = alone.then(|| apart::unaccompanied(histories, &children));
    let of_others: Vec<ListedChild> = children.iter().filter(|child| !child.unaccompanied).copied().collect();
    let their_stock = of_others.len() as f64;
    let their_nation = match alone {
        true => UnaccompaniedSettings::new(&p).others(&national),
        false => national,
    };
    let their_flows = flows(&others, day, their_stock);
    // Case holders hold the cases of all.
    let of_all = rates::rates(histories);
    let rates = Rates {
        changes: of_all.changes,
        changes_spread: of_all.changes_spread,
        holders: of_all.holders,
        blocks: of_all.blocks,
        ..rates::rates(&others)
    };
    let own_levels = levels::levels(&others, &p);
    let entries = entries(&rates, &their_flows, &their_nation, &p);
    let exits_factor =
        exits_factor(&Profile::counted(&of_others).0, their_stock.max(1.0), &their_flows, &their_nation);
    let flows = match unaccompanied {
        Some(own) => Flows {
            started: their_flows.started + own.started,
            ceased: their_flows.ceased + own.ceased,
            growth: flows(histories, day, stock).growth,
        },
        None => their_flows,
    };
    let profile = Profile {
        name: name.to_owned(),
        source: "A looked-after-children return (SSDA903).".to_owned(),
        year: year.unsigned_abs(),
        ages,
        placements,
        stock,
        any_time: None,
        flows: Some(flows),
        unaccompanied,
        care_leavers: apart::care_leavers(histories, day, &p),
        arrival_ages: arrival_ages(&rates, &p),
        levels: level_factors(&own_levels, &entries, exits_factor, (rates.years, &p)),
        children,
        national,
    };
    let without_staff = profile.levels;
    let staff = staff::staff(histories, day, &p);
    let mut found = Found {
        profile,
        rates,
        levels: own_levels,
        entries,
        day,
        from: window.from,
        histories: histories.children.len(),
        periods: histories.children.iter().map(|history| history.periods.len()).sum(),
        starts_not_known,
        staff,
        workforce_of: None,
        starts_of: None,
        without_staff,
        served: staff::served(histories, day, staff.as_ref(), &p),
    };
    let served = found.served;
    staff::put(&mut found.profile.levels, found.staff.as_ref(), None, served, &p);
    Ok(found)
}

/// A child in care on the day, and whether the beginning of her period is known.
fn list(history: &History, day: Day, rounding: Rounding) -> Option<(ListedChild, bool)> {
    let period = history.periods.iter().find(|period| period.start <= day && period.end > day)?;
    let at = period.stays.iter().rposition(|stay| stay.start <= day)?;
    let stay = &period.stays[at];
    let months = |since: Day| rounding.of(day.months_since(since).max(0.0));
    // The last month before an 18th birthday, whatever a calendar month's length makes of it.
    let age_months = months(history.born).min(215.0);
    let months_in_care = months(period.start).min(age_months + 1.0);
    let months_in_placement = months(stay.start).min(months_in_care);
    let before = at.checked_sub(1).map(|before| &period.stays[before]);
    let child = ListedChild {
        age_months,
        placement: stay.lives(day),
        months_in_care,
        months_in_placement,
        months_since_previous: before
            .map(|before| months(before.start).clamp(months_in_placement, months_in_care)),
        unaccompanied: history.unaccompanied,
    };
    Some((child, period.is_start_known))
}

/// Sorted by what is listed, so that no order of the return is left.
fn sort(children: &mut [ListedChild]) {
    children.sort_by(|a, b| {
        let key = |child: &ListedChild| {
            [
                child.age_months,
                f64::from(child.placement as u8),
                child.months_in_care,
                child.months_in_placement,
                child.months_since_previous.unwrap_or(-1.0),
                f64::from(u8::from(child.unaccompanied)),
            ]
        };
        let pairs = key(a).into_iter().zip(key(b));
        pairs.map(|(a, b)| a.total_cmp(&b)).find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    });
}

/// Children who started and ceased in the twelve months to the day, as the department counts them: a
/// child counts once, and as ceased by her last cease unless she is back on the day.
fn flows(histories: &Histories, day: Day, stock: f64) -> Flows {
    let after = day.plus(1);
    let from = after.birthday(-1);
    let (mut started, mut ceased, mut before) = (0.0, 0.0, 0.0);
    for history in &histories.children {
        let within = |day: Day| day >= from && day < after;
        let starts = history.periods.iter().any(|p| p.is_start_known && within(p.start));
        let leaves = history.periods.iter().any(|p| p.left.is_some() && within(p.end));
        started += f64::from(u8::from(starts));
        ceased += f64::from(u8::from(leaves && !rates::is_in_care(history, day)));
        before += f64::from(u8::from(rates::is_in_care(history, from.plus(-1))));
    }
    let is_known = from.plus(-1) >= histories.window.from;
    Flows { started, ceased, growth: is_known.then_some(stock - before) }
}

/// Periods that the model makes of the year's flows each month, against those of all years.
fn entries(rates: &Rates, flows: &Flows, national: &National, p: &ParameterSet) -> Counted {
    let every_age: Vec<usize> = (0..AGES).collect();
    let (events, sd, _) = rates.arrivals_rate(&every_age, p.get("arrivals.overdispersion"), 0.95);
    let periods = flows.started * (national.ceased + national.growth) / national.started;
    Counted { events, expected: periods * rates.years as f64, log_se: sd }
}

/// The factor that the model puts on exits for these flows: see the manual, "Leaving care".
fn exits_factor(ages: &[f64; 5], stock: f64, flows: &Flows, national: &National) -> f64 {
    let birthdays = |oldest: f64| oldest / 2.0;
    let own = (flows.ceased - birthdays(ages[AGES - 1])) / stock;
    let nation = (national.ceased - birthdays(national.oldest_share * national.stock)) / national.stock;
    if own > 0.0 && nation > 0.0 { own / nation } else { 1.0 }
}

/// Shares by age of those who start, drawn towards the nation's as if by `USUAL` children.
fn arrival_ages(rates: &Rates, p: &ParameterSet) -> Option<[f64; AGES]> {
    const USUAL: f64 = 20.0;
    let usual = p.table("arrivals.first-ages");
    let counts: Vec<f64> = (0..AGES).map(|age| rates.arrivals.iter().map(|year| year[age]).sum()).collect();
    let total: f64 = counts.iter().sum();
    let all: f64 = usual.iter().sum();
    let share = |age: usize| (counts[age] + USUAL * usual[age] / all) / (total + USUAL);
    // Four decimals: the file is for people too.
    (total > 0.0).then(|| std::array::from_fn(|age| rounded(share(age), 1e4)))
}

fn level_factors(
    own: &Levels,
    entries: &Counted,
    exits_factor: f64,
    (years, p): (usize, &ParameterSet),
) -> [LevelFactor; LEVELS] {
    let spread = p.get("import.level-spread");
    let mut factors = [LevelFactor::ONE; LEVELS];
    let mut put = |level: Level, counted: &Counted, by: f64| {
        let counted = Counted { expected: counted.expected * by, ..*counted };
        if counted.expected > 0.0 {
            let (factor, log_sd) = counted.drawn_in(spread);
            factors[level as usize] = LevelFactor {
                factor: rounded(factor.clamp(0.01, 100.0), 1e4),
                log_sd: rounded(log_sd.clamp(0.0, 3.0), 1e4),
            };
        }
    };
    let exits = [Level::Home, Level::Guardianship, Level::OtherExits, Level::Adoption];
    for (level, counted) in exits.into_iter().zip(&own.exits) {
        put(level, counted, exits_factor);
    }
    let moves = Counted {
        log_se: own.moves[0].log_se.hypot(levels::of_today(&p.table("local.moves"), years)),
        ..own.moves[0]
    };
    put(Level::Moves, &moves, 1.0);
    put(Level::Disruptions, &own.moves[1], 1.0);
    if let Some(hand_overs) = &own.hand_overs {
        put(Level::HandOvers, hand_overs, 1.0);
    }
    let log_sd = rounded(levels::of_today(&p.table("local.exits"), years), 1e4);
    factors[Level::Exits as usize] =
        LevelFactor { factor: rounded(libm::exp(-log_sd * log_sd / 2.0), 1e4), log_sd };
    // Entries are not drawn towards 1: the flows of one year are no prior for those of all.
    if entries.expected > 0.0 && entries.events > 0.0 {
        factors[Level::Entries as usize] = of_entries(entries);
    }
    factors
}

fn of_entries(entries: &Counted) -> LevelFactor {
    LevelFactor {
        factor: rounded(entries.factor().clamp(0.01, 100.0), 1e4),
        log_sd: rounded(entries.log_se.clamp(0.0, 3.0), 1e4),
    }
}

fn rounded(value: f64, by: f64) -> f64 {
    libm::round(value * by) / by
}
