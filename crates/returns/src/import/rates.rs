//! Rates of one authority, counted over its children's histories: events by exposure with intervals
//! that allow for children who differ (clusters) and for years that differ (arrivals).

use super::exposure::{Slice, slices};
use super::histories::{Histories, History, Holder};
use super::meaning::{Lives, Route, Why};
use swplab_model::calendar::Day;
use swplab_model::statistics::{Interval, Ratio, student_quantile};
use swplab_model::terms::{AGES, CARE_BANDS, DAYS_PER_MONTH, PLACEMENT_BANDS, age_band};

/// Routes of leaving that have a rate: home, adoption, special guardianship, other.
pub const RATED_ROUTES: [Route; 4] = [Route::Home, Route::Adoption, Route::Guardianship, Route::Other];
/// Reasons of a move that have a rate.
pub const RATED_WHYS: [Why; 4] = [Why::CarePlan, Why::Disruption, Why::Supply, Why::Other];

/// Counts of one authority.
#[derive(Clone, Debug)]
pub struct Rates {
    /// Years covered.
    pub years: usize,
    /// Leaving care for each month, by route and band of time in care; then all routes, birthdays apart.
    pub care: [[Ratio; CARE_BANDS]; RATED_ROUTES.len() + 1],
    /// The same over all bands, time in care not known included.
    pub care_all: [Ratio; RATED_ROUTES.len() + 1],
    /// Moves for each month, by reason and band of time with the carer; then all reasons.
    pub placement: [[Ratio; PLACEMENT_BANDS]; RATED_WHYS.len() + 1],
    /// The same over all bands.
    pub placement_all: [Ratio; RATED_WHYS.len() + 1],
    /// Periods of care that began, by year and age band.
    pub arrivals: Vec<[f64; AGES]>,
    /// Of them those of children with an earlier period in the returns.
    pub known_again: f64,
    /// Changes of case holder for each month in which one is recorded; clusters are children.
    pub changes: Ratio,
    /// Variance of that count about its expectation: children differ, and cases change hands together.
    pub changes_spread: f64,
    /// Different case holders in the last year, children in care on its last day, those with a holder.
    pub holders: Ratio,
    /// Times into which the years are cut for that variance.
    pub blocks: usize,
}

/// Counts the rates of an authority.
pub fn rates(histories: &Histories) -> Rates {
    let window = &histories.window;
    let years = usize::try_from(window.years()).unwrap_or(0);
    let mut rates = Rates {
        years,
        care: Default::default(),
        care_all: Default::default(),
        placement: Default::default(),
        placement_all: Default::default(),
        arrivals: vec![[0.0; AGES]; years],
        known_again: 0.0,
        changes: Ratio::default(),
        changes_spread: 0.0,
        holders: Ratio::default(),
        blocks: 0,
    };
    for history in &histories.children {
        let of_child: Vec<Slice> = slices(history, window).into_iter().flatten().collect();
        rates.count_child(&of_child);
        rates.count_arrivals(history, histories);
    }
    rates.count_holders(histories);
    rates
}

impl Rates {
    fn count_child(&mut self, slices: &[Slice]) {
        let all = RATED_ROUTES.len();
        let mut care = [[(0.0, 0.0); CARE_BANDS]; RATED_ROUTES.len() + 1];
        let mut care_all = [(0.0, 0.0); RATED_ROUTES.len() + 1];
        let mut placement = [[(0.0, 0.0); PLACEMENT_BANDS]; RATED_WHYS.len() + 1];
        let mut placement_all = [(0.0, 0.0); RATED_WHYS.len() + 1];
        for slice in slices {
            let left = slice.left.filter(|route| !matches!(route, Route::Birthday | Route::NotKnown));
            for route in 0..=all {
                let event = match left {
                    Some(left) if route == all || RATED_ROUTES[route] == left => 1.0,
                    _ => 0.0,
                };
                add(&mut care_all[route], event, slice.months);
                if let Some(band) = slice.care {
                    add(&mut care[route][band], event, slice.months);
                }
            }
            // Moves to adopters are moves too, by the care plan.
            let to_adopters = slice.matched.then_some(Why::CarePlan);
            let moved = slice.moved.or(to_adopters);
            let all = RATED_WHYS.len();
            for why in 0..=all {
                let event = match moved {
                    Some(moved) if why == all || RATED_WHYS[why] == moved => 1.0,
                    _ => 0.0,
                };
                add(&mut placement_all[why], event, slice.months);
                if let Some(band) = slice.placement {
                    add(&mut placement[why][band], event, slice.months);
                }
            }
        }
        let put = |ratio: &mut Ratio, (events, months): (f64, f64)| {
            if months > 0.0 {
                ratio.add(events, months);
            }
        };
        for (ratios, own) in self.care.iter_mut().zip(&care) {
            ratios.iter_mut().zip(own).for_each(|(ratio, own)| put(ratio, *own));
        }
        for (ratios, own) in self.placement.iter_mut().zip(&placement) {
            ratios.iter_mut().zip(own).for_each(|(ratio, own)| put(ratio, *own));
        }
        let alls = self.care_all.iter_mut().zip(&care_all);
        alls.for_each(|(ratio, own)| put(ratio, *own));
        let alls = self.placement_all.iter_mut().zip(&placement_all);
        alls.for_each(|(ratio, own)| put(ratio, *own));
    }

    fn count_arrivals(&mut self, history: &History, histories: &Histories) {
        let window = &histories.window;
        for (index, period) in history.periods.iter().enumerate() {
            if !period.is_start_known || period.start < window.from || period.start >= window.to {
                continue;
            }
            let year = period.start.financial_year() - window.from.financial_year();
            let age = age_band(period.start.months_since(history.born));
            if let Some(counts) = usize::try_from(year).ok().and_then(|at| self.arrivals.get_mut(at)) {
                counts[age] += 1.0;
                self.known_again += f64::from(u8::from(index > 0));
            }
        }
    }

    fn count_holders(&mut self, histories: &Histories) {
        let window = &histories.window;
        let (last_year, last_day) = (window.to.plus(-365), window.to.plus(-1));
        let blocks = self.years * if self.years < FEW_YEARS { 4 } else { 2 };
        let days = f64::from(window.to.days_since(window.from)) / blocks.max(1) as f64;
        let at = |day: Day| f64::from(day.days_since(window.from));
        let mut by_child: Vec<Vec<(f64, f64)>> = Vec::new();
        for history in &histories.children {
            let mut own = vec![(0.0, 0.0); blocks];
            for (index, holder) in history.holders.iter().enumerate() {
                let (from, to) = (at(holder.start).max(0.0), at(holder.end.min(window.to)));
                if to <= from {
                    continue;
                }
                for (block, sum) in own.iter_mut().enumerate() {
                    let (begins, ends) = (days * block as f64, days * (block + 1) as f64);
                    sum.1 += (to.min(ends) - from.max(begins)).max(0.0) / DAYS_PER_MONTH;
                }
                let next = history.holders.get(index + 1);
                if changes(holder, next) && holder.end < window.to {
                    let block = ((to / days) as usize).min(blocks - 1);
                    own[block].0 += 1.0;
                }
            }
            let sums = own.iter().fold((0.0, 0.0), |sum, block| (sum.0 + block.0, sum.1 + block.1));
            if sums.1 > 0.0 {
                self.changes.add(sums.0, sums.1);
                by_child.push(own);
            }
            let met = holders_in_year(history, last_year, window.to);
            if let (true, Some(met)) = (is_in_care(history, last_day), met) {
                self.holders.add(met, 1.0);
            }
        }
        self.changes_spread = two_ways(&self.changes, &by_child, blocks);
        self.blocks = blocks;
    }

    /// Arrivals for each month with an interval: years differ by more than chance. The spread between
    /// years is that of these returns and `usual` (a log-standard deviation, counted as `USUAL_YEARS`
    /// years) together, for few years tell little of it.
    pub fn arrivals_rate(&self, ages: &[usize], usual: f64, level: f64) -> (f64, f64, Interval) {
        let by_year: Vec<f64> = self.arrivals.iter().map(|counts| counts.iter().sum()).collect();
        let years = self.years as f64;
        let total: f64 = by_year.iter().sum();
        let mean = total / years;
        let excess: f64 = by_year.iter().map(|count| (count - mean) * (count - mean) - mean).sum();
        let own = if mean > 0.0 { excess / (mean * mean) } else { 0.0 };
        let spread = (USUAL_YEARS * usual * usual + own).max(0.0) / (USUAL_YEARS + years - 1.0);
        let events: f64 =
            self.arrivals.iter().map(|counts| ages.iter().map(|&age| counts[age]).sum::<f64>()).sum();
        let months = years * 12.0;
        let rate = events / months;
        let sd = libm::sqrt(1.0 / events.max(0.5) + spread / years);
        let z = student_quantile(0.5 + 0.5 * level, USUAL_YEARS + years - 1.0);
        let interval =
            Interval { low: rate * libm::exp(-z * sd), high: rate.max(0.5 / months) * libm::exp(z * sd) };
        (events, sd, interval)
    }

    /// Changes of case holder for each month, with an interval. `alike` is the correlation between two
    /// years of an authority: staff change slowly, and few years cannot show how slowly.
    pub fn changes_interval(&self, alike: f64, level: f64) -> Interval {
        let blocks = self.blocks.max(1) as f64;
        let alike = self.alike(alike);
        let more = (1.0 + (blocks - 1.0) * alike) / (1.0 - alike);
        self.interval_of_times(&self.changes, self.changes_spread * more, level)
    }

    /// Different case holders met in the last year, with an interval: what cases that change hands
    /// together add to the spread of changes is added here in proportion.
    pub fn holders_interval(&self, alike: f64, level: f64) -> Interval {
        let together = self.changes_spread / self.changes.spread().max(f64::MIN_POSITIVE);
        let more = together / (1.0 - alike);
        self.interval_of_times(&self.holders, self.holders.spread() * more, level)
    }

    /// The correlation between two of the times into which the years are cut, of that between years:
    /// the shorter the time, the more of it is chance.
    fn alike(&self, between_years: f64) -> f64 {
        let in_a_year = self.blocks as f64 / self.years.max(1) as f64;
        between_years / (between_years + in_a_year * (1.0 - between_years))
    }

    /// Few times tell little of their own spread, so the reach is Student's.
    fn interval_of_times(&self, ratio: &Ratio, spread: f64, level: f64) -> Interval {
        let freedom = self.blocks.saturating_sub(1).max(1) as f64;
        let reach = student_quantile(0.5 + 0.5 * level, freedom) * libm::sqrt(spread) / ratio.exposure;
        Interval { low: (ratio.rate() - reach).max(0.0), high: ratio.rate() + reach }
    }
}

/// With fewer years the times of hand-overs are quarters, else half-years.
const FEW_YEARS: usize = 3;

/// How many years the usual spread between years counts for.
const USUAL_YEARS: f64 = 4.0;

fn add(sum: &mut (f64, f64), event: f64, months: f64) {
    *sum = (sum.0 + event, sum.1 + months);
}

/// Whether the next case holder follows at once and is another.
pub(super) fn changes(holder: &Holder, next: Option<&Holder>) -> bool {
    // Some systems write the last day itself; a gap of more than a month is no hand-over.
    const A_GAP: f64 = DAYS_PER_MONTH;
    next.is_some_and(|next| {
        next.worker != holder.worker && f64::from(next.start.days_since(holder.end)) <= A_GAP
    })
}

/// Different case holders between two days; nothing if none is recorded.
fn holders_in_year(
    history: &History,
    from: swplab_model::calendar::Day,
    to: swplab_model::calendar::Day,
) -> Option<f64> {
    let of_year = history.holders.iter().filter(|holder| holder.start < to && holder.end > from);
    let mut met: Vec<u32> = of_year.map(|holder| holder.worker).collect();
    met.sort_unstable();
    met.dedup();
    (!met.is_empty()).then_some(met.len() as f64)
}

/// Whether a child is in care on a day.
pub(super) fn is_in_care(history: &History, day: Day) -> bool {
    history.periods.iter().any(|period| period.start <= day && period.end > day)
}

/// Variance of a count about its expectation with two kinds of clusters: children, who differ, and
/// times, for a case holder who leaves hands over many cases at once and her cover does so again. It
/// is that between children, plus that between times, less that between their pairs (Cameron, Gelbach
/// and Miller 2011), and at least that between children.
fn two_ways(changes: &Ratio, by_child: &[Vec<(f64, f64)>], blocks: usize) -> f64 {
    let rate = changes.rate();
    let residual = |(events, months): (f64, f64)| events - rate * months;
    let mut between = 0.0;
    for block in 0..blocks {
        let sum: f64 = by_child.iter().map(|own| residual(own[block])).sum();
        between += sum * sum;
    }
    if blocks > 1 {
        between *= blocks as f64 / (blocks - 1) as f64;
    }
    let pairs: f64 = (by_child.iter().flatten()).map(|&pair| residual(pair) * residual(pair)).sum();
    changes.spread() + (between - pairs).max(0.0)
}

/// Whether a slice is one in which the model counts the risks of a period of care: not with adopters.
pub(super) fn is_at_risk(slice: &Slice) -> bool {
    slice.lives != Lives::Adoption
}
