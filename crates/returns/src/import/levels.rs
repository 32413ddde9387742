//! An authority's levels: its own rates against what the model's quantities give for children of the
//! same ages, times in care and in placement, and placement types (indirect standardisation).
//! How moves are weighed: `moves`.

use std::collections::BTreeMap;

use super::Window;
use super::exposure::{Slice, slices};
use super::histories::{Histories, History, Holder};
use super::meaning::{Route, TookOver};
use super::moves::moves;
use super::rates::{changes, is_at_risk};
use swplab_model::calendar::Day;
use swplab_model::evidence::ParameterSet;
use swplab_model::model::settings::{CareSettings, PlacementSettings};
use swplab_model::statistics::Ratio;

/// A level as it was counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    /// Events.
    pub events: f64,
    /// Events that the model's rates would have given.
    pub expected: f64,
    /// Standard error of the logarithm of events ÷ expected.
    pub log_se: f64,
}

impl Counted {
    /// Events ÷ expected.
    pub fn factor(&self) -> f64 {
        self.events / self.expected
    }

    /// The level drawn towards 1, and the standard deviation of its logarithm: authorities differ by
    /// `spread` (a log-standard deviation), so that little data say little. It is the posterior of a
    /// gamma prior with mean 1 and variance `spread`², the events counted for what they are worth.
    pub fn drawn_in(&self, spread: f64) -> (f64, f64) {
        let prior = 1.0 / (spread * spread);
        let worth = if self.events > 0.0 { 1.0 / (self.log_se * self.log_se) } else { 0.0 };
        let expected = if self.events > 0.0 { worth / self.factor() } else { self.expected };
        let factor = (worth + prior) / (expected + prior);
        (factor, 1.0 / libm::sqrt(worth + prior))
    }
}

/// How far a level of today may lie from what so many years to today gave, as the standard deviation of its logarithm.
/// The first four bands of its quantity say how levels move from year to year (spread, persistence, a year's own, the
/// nation's change).
pub fn of_today(bands: &[f64], years: usize) -> f64 {
    let (spread, persistence, of_year, of_nation) = (bands[0], bands[1], bands[2], bands[3]);
    let n = years.max(1) as f64;
    let alike = |apart: usize| libm::pow(persistence, apart as f64);
    let pairs: f64 = (0..years).flat_map(|a| (0..years).map(move |b| alike(a.abs_diff(b)))).sum();
    let with_today: f64 = (0..years).map(alike).sum();
    let apart = spread * spread * (1.0 + pairs / (n * n) - 2.0 * with_today / n);
    let walked = of_nation * of_nation * (n - 1.0) * (2.0 * n - 1.0) / (6.0 * n);
    (apart.max(0.0) + of_year * of_year / n + walked).sqrt()
}

/// Levels that a return tells of.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    /// Home, special guardianship, other exits, matches for adoption; the model's exits factor is 1.
    pub exits: [Counted; 4],
    /// Moves other than disruptions, and disruptions.
    pub moves: [Counted; 2],
    /// Cases allocated anew inside the team; nothing where the return does not say why case holders
    /// change. The model's rate is taken at an ordinary caseload.
    pub hand_overs: Option<Counted>,
    /// Whether reasons were given for enough moves to part the two; else both are the same.
    pub reasons_known: bool,
}

/// Counts the levels of an authority against the quantities of a parameter set.
pub fn levels(histories: &Histories, p: &ParameterSet) -> Levels {
    let care = CareSettings::new(p);
    let placements = PlacementSettings::new(p);
    let children: Vec<Vec<Slice>> = (histories.children.iter())
        .map(|history| slices(history, &histories.window).into_iter().flatten().collect())
        .collect();
    let (moves, reasons_known) = moves(&children, &placements);
    Levels { exits: exits(&children, &care), moves, hand_overs: hand_overs(histories, p), reasons_known }
}

/// A case holder who moves to another job of the same employer hands over all her cases for the same
/// reason, so only a case that changes hands by itself was allocated anew.
fn hand_overs(histories: &Histories, p: &ParameterSet) -> Option<Counted> {
    let window = &histories.window;
    let reallocation = p.get("workforce.reallocation");
    let (mut changed, mut told) = (0.0, 0.0);
    let mut managed: BTreeMap<u32, Vec<Day>> = BTreeMap::new();
    let each = |history: &History, act: &mut dyn FnMut(&Holder, Option<&Holder>)| {
        for (index, holder) in history.holders.iter().enumerate() {
            let next = history.holders.get(index + 1);
            let is_inside = holder.end > window.from && holder.start < window.to;
            let next = next.filter(|_| changes(holder, next) && holder.end < window.to);
            if is_inside {
                act(holder, next);
            }
        }
    };
    for history in &histories.children {
        each(history, &mut |holder, next| {
            if let Some(next) = next {
                changed += 1.0;
                told += f64::from(u8::from(next.why.is_some()));
                if next.why == Some(TookOver::Managed) {
                    managed.entry(holder.worker).or_default().push(holder.end);
                }
            }
        });
    }
    let is_alone = |holder: &Holder| {
        let near = |day: &&Day| day.days_since(holder.end).abs() <= TOGETHER;
        let days = managed.get(&holder.worker);
        days.is_some_and(|days| days.iter().filter(near).count() == 1)
    };
    let mut ratio = Ratio::default();
    for history in &histories.children {
        let (mut own, mut expected) = (0.0, 0.0);
        each(history, &mut |holder, next| {
            let (from, to) = (holder.start.max(window.from), holder.end.min(window.to));
            expected += reallocation * to.months_since(from);
            let is_managed = next.is_some_and(|next| next.why == Some(TookOver::Managed));
            own += f64::from(u8::from(is_managed && is_alone(holder)));
        });
        if expected > 0.0 {
            ratio.add(own, expected);
        }
    }
    (changed > 0.0 && told >= 0.8 * changed).then(|| Counted {
        events: ratio.events,
        expected: ratio.exposure,
        log_se: log_se(ratio.events, ratio.spread()).hypot(of_teams(
            ratio.exposure / reallocation,
            window,
            p,
        )),
    })
}

/// How far the mean of an authority's teams strays from what it would be in many authorities like it: teams differ
/// (workforce.team-spread), and it has few of them. `months` are those of its children inside the window.
fn of_teams(months: f64, window: &Window, p: &ParameterSet) -> f64 {
    let cases = months / window.to.months_since(window.from);
    let of_team = p.get("in-house.caseload") * p.get("workforce.team-posts");
    let variance = libm::exp(p.get("workforce.team-spread") * p.get("workforce.team-spread")) - 1.0;
    (variance * (of_team / cases).min(1.0)).sqrt()
}

/// Cases that one case holder gives up within so many days go together: returns keep the days of one
/// child's changes apart.
const TOGETHER: i32 = 3;

fn exits(children: &[Vec<Slice>], care: &CareSettings) -> [Counted; 4] {
    std::array::from_fn(|risk| {
        let (mut events, mut expected, mut squares) = (0.0, 0.0, [0.0; 3]);
        for slices in children {
            let (mut own, mut own_expected) = (0.0, 0.0);
            for slice in slices.iter().filter(|slice| is_at_risk(slice)) {
                let Some(band) = slice.care else { continue };
                own_expected += slice.months * care.rate[risk][band][slice.age];
                own += f64::from(u8::from(leaves_by(slice, risk)));
            }
            events += own;
            expected += own_expected;
            squares[0] += own * own;
            squares[1] += own * own_expected;
            squares[2] += own_expected * own_expected;
        }
        let factor: f64 = events / expected;
        let spread = squares[0] - 2.0 * factor * squares[1] + factor * factor * squares[2];
        Counted { events, expected, log_se: log_se(events, spread) }
    })
}

fn leaves_by(slice: &Slice, risk: usize) -> bool {
    match risk {
        0 => slice.left == Some(Route::Home),
        1 => slice.left == Some(Route::Guardianship),
        2 => slice.left == Some(Route::Other),
        // An order without a placement for adoption before it was a match too.
        _ => slice.matched || slice.left == Some(Route::Adoption),
    }
}

/// Standard error of the logarithm of a count; few events are at least as uncertain as Poisson's.
pub(super) fn log_se(events: f64, spread: f64) -> f64 {
    let least = if events < 20.0 { events } else { 0.0 };
    let counted = events.max(0.5);
    libm::sqrt(spread.max(least).max(0.25)) / counted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_that_stays_is_as_sure_as_its_count_and_one_that_moves_is_less() {
        assert_eq!(of_today(&[0.3, 1.0, 0.0, 0.0], 6), 0.0);
        assert!((of_today(&[0.3, 0.9, 0.1, 0.0], 1) - 0.1).abs() < 1e-12);
        // Of years that are not alike at all: the last is one of them.
        let expected = 0.3 * (1.0f64 + 1.0 / 4.0 - 2.0 / 4.0).sqrt();
        assert!((of_today(&[0.3, 0.0, 0.0, 0.0], 4) - expected).abs() < 1e-12);
    }

    #[test]
    fn little_data_say_little_and_much_say_all() {
        let counted =
            |events: f64| Counted { events, expected: events / 2.0, log_se: 1.0 / libm::sqrt(events) };
        let (few, few_sd) = counted(2.0).drawn_in(0.3);
        let (many, many_sd) = counted(20_000.0).drawn_in(0.3);
        // (2 + 1/0.09) ÷ (1 + 1/0.09) and its spread.
        assert!((few - 13.111 / 12.111).abs() < 1e-3 && (few_sd - 0.2762).abs() < 1e-3);
        assert!((many - 2.0).abs() < 1e-2 && (many_sd - 1.0 / libm::sqrt(20_000.0)).abs() < 1e-4);
        let none = Counted { events: 0.0, expected: 5.0, log_se: log_se(0.0, 0.0) };
        let (factor, log_sd) = none.drawn_in(0.3);
        assert!(factor > 0.6 && factor < 0.8 && (log_sd - 0.3).abs() < 1e-9);
    }
}
