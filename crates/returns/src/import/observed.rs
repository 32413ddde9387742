//! The rates as they were counted, for readers: rows of the profile's `observed` tables and lines of
//! the program's answer.

use super::levels::Counted;
use super::profile::Found;
use super::rates::{RATED_ROUTES, RATED_WHYS};
use super::{ROUTES, WHYS};
use swplab_model::evidence::{Evidence, ParameterSet};
use swplab_model::statistics::{Interval, Ratio};
use swplab_model::terms::{AgeBand, CARE_WORDS, PLACEMENT_WORDS};

/// One rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// What is counted.
    pub what: String,
    /// Among whom: a band of time or age, or `all`.
    pub among: &'static str,
    /// Events.
    pub events: f64,
    /// Exposure, in `unit`.
    pub exposure: f64,
    /// What one of the exposure is.
    pub unit: &'static str,
    /// Events for each unit.
    pub rate: f64,
    /// Its 95% interval; 80% by [`rows_at`].
    pub interval: Interval,
}

/// Every rate with its 95% interval.
pub fn rows(found: &Found) -> Vec<Observed> {
    rows_at(found, 0.95)
}

/// Every rate with its interval at a level.
pub fn rows_at(found: &Found, level: f64) -> Vec<Observed> {
    let rates = &found.rates;
    let mut rows = Vec::new();
    for (at, all) in rates.care_all.iter().enumerate() {
        let route = RATED_ROUTES.get(at).map_or("all routes but the 18th birthday", |r| ROUTES[*r as usize]);
        let what = format!("leaving care: {route}");
        rows.push(of_ratio(&what, "all", all, level));
        let bands = CARE_WORDS.into_iter().zip(&rates.care[at]);
        rows.extend(bands.map(|(among, ratio)| of_ratio(&what, among, ratio, level)));
    }
    for (at, all) in rates.placement_all.iter().enumerate() {
        let why = RATED_WHYS.get(at).map_or("all reasons", |why| WHYS[*why as usize]);
        let what = format!("moves: {why}");
        rows.push(of_ratio(&what, "all", all, level));
        let bands = PLACEMENT_WORDS.into_iter().zip(&rates.placement[at]);
        rows.extend(bands.map(|(among, ratio)| of_ratio(&what, among, ratio, level)));
    }
    let p = ParameterSet::central(Evidence::embedded(), &Default::default());
    let usual = p.get("arrivals.overdispersion");
    let months = rates.years as f64 * 12.0;
    let mut arrivals = |among: &'static str, ages: &[usize]| {
        let (events, _, interval) = rates.arrivals_rate(ages, usual, level);
        rows.push(Observed {
            what: "periods of care that begin".to_owned(),
            among,
            events,
            exposure: months,
            unit: "month",
            rate: events / months,
            interval,
        });
    };
    arrivals("all", &[0, 1, 2, 3, 4]);
    for band in AgeBand::ALL {
        arrivals(band.words_before_18(), &[band as usize]);
    }
    if rates.changes.exposure > 0.0 {
        let mut changes = of_ratio("changes of case holder", "all", &rates.changes, level);
        changes.interval = rates.changes_interval(p.get("import.hand-overs.alike"), level);
        rows.push(changes);
    }
    if rates.holders.exposure > 0.0 {
        let mut holders = of_ratio("different case holders in the last year", "all", &rates.holders, level);
        holders.unit = "child in care on its last day";
        holders.interval = rates.holders_interval(p.get("import.hand-overs.alike"), level);
        rows.push(holders);
    }
    rows.retain(|row| row.exposure > 0.0);
    rows
}

fn of_ratio(what: &str, among: &'static str, ratio: &Ratio, level: f64) -> Observed {
    Observed {
        what: what.to_owned(),
        among,
        events: ratio.events,
        exposure: ratio.exposure,
        unit: "child-month",
        rate: ratio.rate(),
        interval: ratio.interval(level),
    }
}

/// The rates and the levels as they were counted, as tables of a profile file.
pub fn toml(found: &Found) -> String {
    let mut text = "\n# Rates as they were counted, for readers: swplab reads the levels above, not these.\n\
        # Intervals allow for children who differ and, for arrivals, for years that differ.\n"
        .to_owned();
    for row in rows(found) {
        text += &format!(
            "\n[[observed.rate]]\nwhat = \"{}\"\namong = \"{}\"\nevents = {}\nexposure = {:.2}\nunit = \"{}\"\n\
             rate = {:.6}\nlow = {:.6}\nhigh = {:.6}\n",
            row.what,
            row.among,
            row.events,
            row.exposure,
            row.unit,
            row.rate,
            row.interval.low,
            row.interval.high
        );
    }
    text += "\n# Levels as counted, before they are drawn towards 1 and divided by the exits factor of the flows.\n";
    for (name, counted) in counted(found) {
        text += &format!(
            "\n[[observed.level]]\nname = \"{name}\"\nevents = {}\nexpected = {:.3}\nfactor = {:.4}\nlog_se = {:.4}\n",
            counted.events,
            counted.expected,
            if counted.expected > 0.0 { counted.factor() } else { 1.0 },
            counted.log_se
        );
    }
    text
}

/// The levels as counted, with their keys.
pub fn counted(found: &Found) -> Vec<(&'static str, Counted)> {
    let [home, guardianship, other, adoption] = found.levels.exits;
    let [moves, disruptions] = found.levels.moves;
    let mut all = vec![
        ("entries", found.entries),
        ("home", home),
        ("guardianship", guardianship),
        ("other_exits", other),
        ("adoption", adoption),
        ("moves", moves),
        ("disruptions", disruptions),
    ];
    all.extend(found.levels.hand_overs.map(|counted| ("hand_overs", counted)));
    all
}
