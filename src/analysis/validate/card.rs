//! The score card: each target with what was observed, what the model says, and whether it passes;
//! what was fitted and what was held out apart; and a reason for every miss.

use super::ahead::Forecasts;
use super::backcast::BackCast;
use super::balance::Balance;
use super::baselines::Baseline;
use super::built::{of_baselines, of_pilots};
use super::first_year::FirstYear;
use super::patterns::{Pattern, patterns};
use super::persistence::Persistence;
use super::pilots::Pilots;
use super::round_trip::RoundTrip;
use super::targets::{Kind, TARGETS};
use super::totals::{COVERAGE, Total, totals};
use crate::evidence::{LEVELS, Level};
use crate::statistics::{mean, quantile, sample_sd, sorted};

/// Whether the model was set to a target, or built with it in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The model was set to it, or built with it in view.
    Fitted,
    /// The model was not fitted to it.
    HeldOut,
}

impl Part {
    /// The word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Part::Fitted => "fitted",
            Part::HeldOut => "held out",
        }
    }
}

/// One line of the card.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Fitted or held out.
    pub part: Part,
    /// Section: pilots, baselines, persistence, round trip, balance, first year, forecasts, nation, coverage, score, score with a spread, pattern, later back-casts, long look.
    pub section: &'static str,
    /// Row of the evidence review, or target of a calibration; empty elsewhere.
    pub row: String,
    /// What, in words.
    pub title: String,
    /// When: the window that is looked at.
    pub window: String,
    /// Published, or the figure that must be reached; `NaN` where it is a word.
    pub observed: f64,
    /// What was seen, where it is a word.
    pub seen: String,
    /// Simulated.
    pub simulated: f64,
    /// Interval of the simulated value; `NaN` where there is none.
    pub interval: (f64, f64),
    /// Half of the 95% interval of the simulated value as chance in the runs leaves it; `NaN` where not known.
    pub half_width: f64,
    /// Lowest and highest simulated value that passes; `NaN` where the interval must hold the observed one.
    pub allowed: (f64, f64),
    /// Unit.
    pub unit: String,
    /// Whether it passes.
    pub passes: bool,
    /// Why it does not; of one that passes, with what reservation, or nothing.
    pub reason: String,
    /// What else is to be known of it.
    pub note: String,
}

/// Section of the back-casts from later years.
pub(super) const LATER: &str = "later back-casts";

/// No interval, or no range.
const NONE: (f64, f64) = (f64::NAN, f64::NAN);

impl Line {
    /// A line without words beside its title.
    pub(super) fn plain(part: Part, section: &'static str) -> Line {
        Line {
            part,
            section,
            row: String::new(),
            title: String::new(),
            window: String::new(),
            observed: f64::NAN,
            seen: String::new(),
            simulated: f64::NAN,
            interval: NONE,
            half_width: f64::NAN,
            allowed: NONE,
            unit: String::new(),
            passes: false,
            reason: String::new(),
            note: String::new(),
        }
    }
}

/// The whole card.
#[derive(Clone, Debug)]
pub struct Card {
    /// Lines, fitted first.
    pub lines: Vec<Line>,
    /// Totals of the back-cast.
    pub totals: Vec<Total>,
    /// Patterns of the back-cast.
    pub patterns: Vec<Pattern>,
    /// How far the nation had to be set, by level: mean factor over replications.
    pub centres: Vec<(Level, f64)>,
}

impl Card {
    /// Lines of a part that pass, and all of it.
    pub fn passed(&self, part: Part) -> (usize, usize) {
        let of = self.lines.iter().filter(|line| line.part == part);
        (of.clone().filter(|line| line.passes).count(), of.count())
    }
}

fn fitted(found: &BackCast) -> Vec<Line> {
    let start = found.start;
    let anchors = &found.anchors;
    let runs = (found.centres.len() as f64).sqrt();
    // Growth in the first year is the nation's of the last; the rest are its figures of the start.
    let wanted = [
        (
            format!("Children looked after, England: first year's growth as in the year before {start}"),
            anchors.growth.map(|growth| 100.0 * (growth - 1.0)),
            "%",
            0.5,
        ),
        (format!("Three or more placements, England, {start}"), anchors.three_placements, "points", 0.3),
        (format!("Turnover, England, {start}"), anchors.turnover, "points", 1.0),
        (format!("Vacancy rate, England, {start}"), anchors.vacancy, "points", 1.0),
        (format!("Agency worker rate, England, {start}"), anchors.agency, "points", 1.0),
        (
            "Three or more case holders in the year, England, 2018".to_owned(),
            anchors.three_workers,
            "points",
            1.0,
        ),
    ];
    let lines = wanted.into_iter().enumerate().filter_map(|(at, (title, observed, unit, tolerance))| {
        let observed = observed?;
        let reached = found.centres.iter().map(|(_, reached)| match at {
            0 => 100.0 * (reached[0] - 1.0),
            _ => reached[at],
        });
        let reached: Vec<f64> = reached.collect();
        let rising = sorted(&reached);
        let simulated = quantile(&rising, 0.5);
        let passes = (simulated - observed).abs() <= tolerance;
        Some(Line {
            title,
            window: format!("the start, {start}"),
            observed,
            simulated,
            interval: (quantile(&rising, 0.025), quantile(&rising, 0.975)),
            half_width: 1.96 * sample_sd(&reached) / runs,
            allowed: (observed - tolerance, observed + tolerance),
            unit: unit.to_owned(),
            passes,
            reason: match (passes, at) {
                (true, _) => String::new(),
                (false, 4) => "agency workers beyond vacancies are not in the model, so their rate cannot be set higher than vacancies allow".to_owned(),
                _ => "setting the nation to its figures of the start did not come within the tolerance".to_owned(),
            },
            ..Line::plain(Part::Fitted, "nation")
        })
    });
    lines.collect()
}

fn nation(found: &BackCast, section: &'static str) -> Vec<Line> {
    let lines = found.nation.iter().map(|nation| {
        let target = &TARGETS[nation.target];
        let passes = nation.interval.0 <= nation.observed && nation.observed <= nation.interval.1;
        let way = if nation.observed > nation.median { "higher" } else { "lower" };
        Line {
            title: format!("{}, England, {}", target.title, nation.year),
            window: format!("{} to {}", found.start, nation.year),
            observed: nation.observed,
            simulated: nation.median,
            interval: nation.interval,
            unit: if target.kind == Kind::Stock { "children".to_owned() } else { "%".to_owned() },
            passes,
            reason: match (passes, target.has_start) {
                (true, _) => String::new(),
                (false, true) => format!("England was {way} than its figures to {} let expect", found.start),
                (false, false) => format!("England is {way} than the model; it was not set to a figure of the start, for none is published"),
            },
            ..Line::plain(Part::HeldOut, section)
        }
    });
    lines.collect()
}

fn of_total(total: &Total, window: &str) -> Vec<Line> {
    let target = &TARGETS[total.target];
    let mut lines = Vec::new();
    let covers = total.covers();
    let lopsided = total.above.max(total.below) as f64 > 2.0 * total.above.min(total.below) as f64;
    lines.push(Line {
        title: format!("{}: areas inside their 80% interval", target.title),
        window: window.to_owned(),
        observed: 80.0,
        simulated: 100.0 * total.coverage(),
        interval: (100.0 * total.band.low, 100.0 * total.band.high),
        half_width: 50.0 * (total.band.high - total.band.low),
        allowed: (100.0 * COVERAGE.0, 100.0 * COVERAGE.1),
        unit: "% of areas and years".to_owned(),
        passes: covers,
        reason: match (covers, total.coverage() > COVERAGE.1, lopsided) {
            (true, ..) => String::new(),
            (false, true, _) if target.kind == Kind::Workforce => {
                "intervals are too wide: the model counts the case holders of children in care alone, a fraction of the workforce, so chance is larger than in the figures".to_owned()
            }
            (false, true, _) => "intervals are too wide: areas moved less than before the start".to_owned(),
            (false, false, true) => format!(
                "{} lie above and {} below: the nation as a whole is off by {:.1} {}",
                total.above, total.below, total.bias, target.unit
            ),
            (false, false, false) => format!(
                "{} lie above and {} below: areas moved further than levels were seen to move before the start",
                total.above, total.below
            ),
        },
        ..Line::plain(Part::HeldOut, "coverage")
    });
    for (points, section) in [(true, "score"), (false, "score with a spread")] {
        let Some(rule) = total.rule(points) else {
            continue;
        };
        let what = if target.must_beat_no_change { "below" } else { "at most 5% above" };
        lines.push(Line {
            title: format!("{}: score {what} that of \"{}\"", target.title, rule.against.title()),
            window: window.to_owned(),
            observed: rule.score,
            simulated: total.crps,
            allowed: (0.0, rule.allowed),
            unit: target.unit.to_owned(),
            passes: rule.holds,
            reason: if rule.holds {
                String::new()
            } else {
                format!(
                    "mean error {:+.1} {}, {} of {} above the interval and {} below",
                    total.bias, target.unit, total.above, total.areas, total.below
                )
            },
            ..Line::plain(Part::HeldOut, section)
        });
    }
    lines
}

fn of_pattern(pattern: &Pattern, window: &str) -> Line {
    let reason = match (pattern.passes, pattern.kind) {
        (true, _) => "",
        (false, "order") => "the order of areas is no better than chance",
        (false, "spread") if pattern.simulated > pattern.observed => {
            "areas stand further apart in the model than in the figures"
        }
        (false, "spread") => "areas stand less far apart in the model than in the figures",
        (false, "size") => "small areas do not vary more than large ones as they do in the figures",
        (false, "return") if pattern.simulated > pattern.observed => {
            "areas come back to the nation faster than in the model"
        }
        (false, "return") => "areas keep their distance from the nation longer than in the model",
        (false, _) => "England went the other way",
    };
    Line {
        title: pattern.title.clone(),
        window: window.to_owned(),
        observed: pattern.observed,
        simulated: pattern.simulated,
        allowed: pattern.allowed,
        passes: pattern.passes,
        reason: reason.to_owned(),
        ..Line::plain(Part::HeldOut, "pattern")
    }
}

/// What is judged beside the back-cast, as far as it was asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Besides<'a> {
    /// The long look.
    pub long: Option<&'a BackCast>,
    /// The facts of the pilots.
    pub pilots: Option<&'a Pilots>,
    /// The calibrations of the baselines.
    pub baselines: Option<&'a [Baseline]>,
    /// First-year agreement.
    pub first_year: Option<&'a FirstYear>,
    /// Forecasts scored.
    pub forecasts: Option<&'a Forecasts>,
    /// Persistence.
    pub persistence: Option<&'a Persistence>,
    /// Round trip.
    pub round_trip: Option<&'a RoundTrip>,
    /// Balance.
    pub balance: Option<&'a Balance>,
    /// Back-casts from later years.
    pub later: &'a [BackCast],
}

/// The card of a back-cast, and of what was asked for besides.
pub fn card(found: Option<&BackCast>, besides: Besides<'_>) -> Card {
    let Besides { long, pilots, baselines, first_year, forecasts, persistence, round_trip, balance, later } =
        besides;
    let totals = found.map_or_else(Vec::new, totals);
    let patterns = found.map_or_else(Vec::new, patterns);
    let calibrated = |part| baselines.map_or_else(Vec::new, |all| of_baselines(all, part));
    let mut lines = pilots.map_or_else(Vec::new, of_pilots);
    lines.extend(calibrated(Part::Fitted));
    lines.extend(persistence.map_or_else(Vec::new, super::persistence::lines));
    lines.extend(round_trip.map_or_else(Vec::new, super::round_trip::lines));
    lines.extend(balance.map_or_else(Vec::new, super::balance::lines));
    lines.extend(found.map_or_else(Vec::new, fitted));
    lines.extend(calibrated(Part::HeldOut));
    lines.extend(first_year.map_or_else(Vec::new, super::first_year::lines));
    lines.extend(forecasts.map_or_else(Vec::new, super::ahead::lines));
    if let Some(found) = found {
        let last = found.nation.iter().map(|nation| nation.year).max();
        let window = format!("{} to {}", found.start + 1, last.unwrap_or(found.start + 1));
        lines.extend(nation(found, "nation"));
        for total in totals.iter().filter(|total| total.year.is_none()) {
            lines.extend(of_total(total, &window));
        }
        lines.extend(patterns.iter().map(|one| of_pattern(one, &window)));
    }
    for found in later {
        let window = format!("from {}", found.start);
        for total in super::totals::totals(found).iter().filter(|total| total.year.is_none()) {
            lines.extend(of_total(total, &window).into_iter().map(|line| Line {
                section: LATER,
                title: format!("From {}: {}", found.start, line.title),
                ..line
            }));
        }
    }
    if let Some(long) = long {
        let all = nation(long, "long look")
            .into_iter()
            .filter(|line| line.title.ends_with(&format!("{}", long.start + 10)));
        lines.extend(all);
        for total in super::totals::totals(long).iter().filter(|total| total.year == Some(long.start + 10)) {
            let window = format!("{}", long.start + 10);
            lines.extend(of_total(total, &window).into_iter().map(|line| Line {
                section: "long look",
                title: format!("Ten years on: {}", line.title),
                ..line
            }));
        }
    }
    let centres = (0..LEVELS).map(|level| {
        let centres = found.iter().flat_map(|found| &found.centres);
        let factors: Vec<f64> = centres.map(|(centre, _)| centre[level]).collect();
        (Level::ALL[level], mean(&factors))
    });
    let moved = |(_, factor): &(Level, f64)| factor.is_finite() && *factor != 1.0;
    Card { lines, totals, patterns, centres: centres.filter(moved).collect() }
}
