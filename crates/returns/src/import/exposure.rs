//! Histories cut into slices within which every band stays the same: what the rates are counted over.

use super::histories::{History, Period, Stay};
use super::meaning::{Lives, Route, Why};
use super::years::Window;
use swplab_model::calendar::Day;
use swplab_model::model::hazard::bands::{
    AGE_ENDS, CARE_ENDS, DAYS_PER_MONTH, PLACEMENT_ENDS, age_band, band,
};

/// A piece of a child's time in care, with what happened at its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slice {
    pub months: f64,
    /// Age band.
    pub age: usize,
    /// Band of time in care; nothing where the beginning is not known.
    pub care: Option<usize>,
    /// Band of time with the carer; nothing where the beginning is not known.
    pub placement: Option<usize>,
    pub lives: Lives,
    /// Whether it is the first slice of a stay inside the years covered.
    pub begins_stay: bool,
    /// Whether the time with the carer began with a move, seen or told by the return.
    pub stay_began_by_move: bool,
    /// Months with the carer before the years covered.
    pub before: f64,
    /// Why the carer changed at its end. A match for adoption is not among them.
    pub moved: Option<Why>,
    /// Whether the child was matched for adoption at its end: she goes to adopters, or her carer becomes one.
    pub matched: bool,
    /// How care ended at its end.
    pub left: Option<Route>,
    /// Whether only status or kind changed at its end.
    pub status: bool,
}

/// The slices of a child inside the years covered, in order, by period.
pub(super) fn slices(history: &History, window: &Window) -> Vec<Vec<Slice>> {
    let of = |period: &Period| {
        let mut found = Vec::new();
        for (index, stay) in period.stays.iter().enumerate() {
            stay_slices(history.born, period, index, stay, window, &mut found);
        }
        found
    };
    history.periods.iter().map(of).collect()
}

fn stay_slices(
    born: Day,
    period: &Period,
    index: usize,
    stay: &Stay,
    window: &Window,
    found: &mut Vec<Slice>,
) {
    // Days since the years covered begin.
    let at = |day: Day| f64::from(day.days_since(window.from));
    let (from, to) = (at(stay.start).max(0.0), at(stay.end).min(at(window.to)));
    if to <= from {
        return;
    }
    let (birth, care, began) = (at(born), at(period.start), at(stay.start));
    let mut cuts: Vec<f64> = vec![from, to];
    let ends = |origin: f64, ends: &[f64], unit: f64| -> Vec<f64> {
        ends.iter().map(|end| origin + end * unit).collect()
    };
    cuts.extend(ends(birth, &AGE_ENDS, 12.0 * DAYS_PER_MONTH));
    cuts.extend(ends(care, &CARE_ENDS, DAYS_PER_MONTH));
    cuts.extend(ends(began, &PLACEMENT_ENDS, DAYS_PER_MONTH));
    cuts.extend(stay.kinds.iter().map(|(day, _)| at(*day)));
    cuts.extend(period.statuses.iter().map(|day| at(*day)));
    cuts.retain(|cut| (from..=to).contains(cut));
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    let is_last = index + 1 == period.stays.len();
    let next_is_adoption =
        period.stays.get(index + 1).is_some_and(|next| next.lives(next.start) == Lives::Adoption);
    for (piece, pair) in cuts.windows(2).enumerate() {
        let (start, end) = (pair[0], pair[1]);
        let middle = (start + end) / 2.0;
        let day = |days: f64| window.from.plus(libm::floor(days) as i32);
        let lives = stay.lives(day(start));
        let ends_stay = end >= at(stay.end);
        let kind_after = if ends_stay { lives } else { stay.lives(day(end)) };
        let becomes_adopter = kind_after == Lives::Adoption && lives != Lives::Adoption;
        let goes_to_adopters = ends_stay && next_is_adoption && lives != Lives::Adoption;
        found.push(Slice {
            months: (end - start) / DAYS_PER_MONTH,
            age: age_band((middle - birth) / DAYS_PER_MONTH),
            care: period.is_start_known.then(|| band(&CARE_ENDS, (middle - care) / DAYS_PER_MONTH)),
            placement: stay.is_start_known.then(|| band(&PLACEMENT_ENDS, (middle - began) / DAYS_PER_MONTH)),
            lives,
            begins_stay: piece == 0,
            stay_began_by_move: index > 0 || (stay.is_start_known && !period.is_start_known),
            before: ((-began).max(0.0)) / DAYS_PER_MONTH,
            moved: stay.moved.filter(|_| ends_stay && !goes_to_adopters),
            matched: becomes_adopter || goes_to_adopters,
            left: period.left.filter(|_| ends_stay && is_last),
            status: period.statuses.iter().any(|status| at(*status) == end),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::of(year, month, day).unwrap()
    }

    #[test]
    fn slices_add_up_to_the_time_inside_the_years_and_carry_what_happened() {
        let window = Window { from: day(2018, 4, 1), to: day(2020, 4, 1) };
        let stay = |from: Day, to: Day, lives, moved| Stay {
            start: from,
            is_start_known: true,
            end: to,
            kinds: vec![(from, lives)],
            moved,
        };
        let (start, moved, end) = (day(2018, 3, 1), day(2018, 5, 1), day(2019, 5, 1));
        let history = History {
            born: day(2008, 5, 1),
            periods: vec![Period {
                start,
                is_start_known: true,
                end,
                left: Some(Route::Home),
                stays: vec![
                    stay(start, moved, Lives::Foster, Some(Why::Disruption)),
                    stay(moved, end, Lives::Residential, None),
                ],
                statuses: vec![day(2018, 8, 1)],
            }],
            holders: Vec::new(),
            unaccompanied: false,
        };
        let slices = &slices(&history, &window)[0];
        let months: f64 = slices.iter().map(|slice| slice.months).sum();
        assert!((months - end.months_since(window.from)).abs() < 1e-9);
        let moves: Vec<_> = slices.iter().filter_map(|slice| slice.moved).collect();
        assert_eq!(moves, [Why::Disruption]);
        assert_eq!(slices.last().unwrap().left, Some(Route::Home));
        assert_eq!(slices.iter().filter(|slice| slice.status).count(), 1);
        // Nine years old until 1 May 2018, then ten.
        assert_eq!((slices[0].age, slices.last().unwrap().age), (2, 3));
        assert!((slices[0].before - 31.0 / DAYS_PER_MONTH).abs() < 1e-9);
    }
}
