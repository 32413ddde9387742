//! "Your figures and the model's first year": what is published of each authority beside what the model makes of it.

mod figures;

use std::fmt::Write;

use figures::{Published, Simulated, figures_of};

use crate::analysis::run::rows::FirstYearRow;
use crate::chart::number;
use crate::report::words::{counted, lower_first};
use crate::results::table::cell;
use crate::scenario::Arm;
use crate::statistics::{finite, mean, quantile, sorted};
use crate::study::{ArmId, Results, Standing, UnitId, YearId};
use crate::terms::{AgeBand, PlacementType};

/// Replications below which the middle 95% is not told from the whole.
const ENOUGH: usize = 40;
/// Figures that are listed, those farthest out first.
pub(crate) const LISTED: usize = 8;

/// The arm that is read: the first without a practice, else the first.
pub(crate) fn arm(arms: &[Arm]) -> usize {
    arms.iter().position(|arm| arm.alternative.practices.is_empty()).unwrap_or(0)
}

/// Rows by authority and figure; without what is not published, or not simulated of one authority alone.
pub(crate) fn rows(results: &Results, arms: &[Arm]) -> Vec<FirstYearRow> {
    let read = arm(arms);
    let Some(arm) = arms.get(read) else { return Vec::new() };
    let mut rows = Vec::new();
    for (place, authority) in arm.alternative.authorities.iter().enumerate() {
        for figure in figures_of(authority) {
            let Some((year, values)) = simulated(results, ArmId(read), place, &figure) else {
                continue;
            };
            rows.push(row(&authority.figures.name, &arm.name, &results.years[year], figure, &values));
        }
    }
    rows
}

fn row(authority: &str, arm: &str, year: &str, figure: Published, values: &[f64]) -> FirstYearRow {
    let rising = sorted(values);
    let (low, high) = (quantile(&rising, 0.025), quantile(&rising, 0.975));
    let enough = rising.len() >= ENOUGH;
    let outside = figure.value < low - figure.rounding || figure.value > high + figure.rounding;
    FirstYearRow {
        authority: authority.to_owned(),
        figure: figure.id,
        title: figure.title,
        unit: figure.unit.to_owned(),
        decimals: figure.decimals,
        published_year: figure.year,
        published: figure.value,
        rounding: figure.rounding,
        arm: arm.to_owned(),
        year: year.to_owned(),
        n: rising.len(),
        mean: cell(mean(&rising)),
        q025: cell(low),
        q975: cell(high),
        enough,
        off: enough && outside,
    }
}

/// What answers a figure, by replication, and its year.
fn simulated(results: &Results, arm: ArmId, place: usize, figure: &Published) -> Option<(usize, Vec<f64>)> {
    if results.places.len() <= place || results.years.is_empty() {
        return None;
    }
    let end = |of: &dyn Fn(_, _) -> bool| children(results, arm, place, 1, of);
    let all = end(&|_, _| true);
    let share = |part: Vec<f64>| -> Vec<f64> {
        part.iter().zip(&all).filter(|(_, all)| **all > 0.0).map(|(part, all)| 100.0 * part / all).collect()
    };
    let (year, values) = match figure.simulated {
        Simulated::Children => (0, all),
        Simulated::Of(indicator) => {
            let years = 0..results.years.len().min(2);
            let mut defined = years.filter_map(|year| {
                let values = of_year(results, arm, place, year, &indicator)?;
                (!values.is_empty()).then_some((year, values))
            });
            defined.next()?
        }
        Simulated::Aged(band) => (0, share(end(&|_, age| age == band))),
        Simulated::Placed(kind) => {
            (0, share(end(&|placement: PlacementType, _| placement.published() == kind)))
        }
    };
    (!values.is_empty()).then_some((year, values))
}

/// Children of one authority so many years from the first day, of some placements and ages, by replication.
fn children(
    results: &Results,
    arm: ArmId,
    place: usize,
    years: usize,
    of: impl Fn(PlacementType, AgeBand) -> bool,
) -> Vec<f64> {
    let mut sums: Vec<f64> = Vec::new();
    for kind in PlacementType::ALL {
        for age in AgeBand::ALL {
            if of(kind, age) || sums.is_empty() {
                let here = results.standing(arm, place, years, Standing::Placement(kind), age);
                sums.resize(here.len(), 0.0);
                if of(kind, age) {
                    sums.iter_mut().zip(here).for_each(|(sum, here)| *sum += here);
                }
            }
        }
    }
    sums
}

/// An indicator of one authority in a year by replication, where it is defined; `None` where it is not lived by itself.
fn of_year(
    results: &Results,
    arm: ArmId,
    place: usize,
    year: usize,
    indicator: &crate::indicator::Indicator,
) -> Option<Vec<f64>> {
    let (unit, year) = (UnitId(0), YearId(year));
    let values: Vec<f64> = match (results.authorities.is_empty(), results.places.len()) {
        (true, 1) => results.yearly_values(arm, unit, year, indicator),
        (true, _) => return None,
        (false, _) => results.authority_yearly_values(arm, place, (unit, year), indicator),
    };
    Some(finite(&values))
}

/// What the rows come to, in a sentence.
pub(crate) fn verdict(rows: &[FirstYearRow]) -> String {
    let Some(n) = rows.iter().map(|row| row.n).max() else {
        return "No figure of the year of the profile is at hand to compare with the model's first year."
            .to_owned();
    };
    let told = rows.iter().filter(|row| row.enough).count();
    if told == 0 {
        return format!(
            "With {} it cannot be told whether the model's first year is off: at least {ENOUGH} are needed.",
            histories(n)
        );
    }
    let off = rows.iter().filter(|row| row.off).count();
    let of = counted(told, "published figure");
    let arm = rows.first().map_or("", |row| row.arm.as_str());
    let begins = format!(
        "{} of {of} {} outside the middle 95% of the model's first year with \u{201c}{arm}\u{201d} ({}{}){}",
        if off == 0 { "None".to_owned() } else { off.to_string() },
        if off < 2 { "lies" } else { "lie" },
        histories(n),
        of_the_second(rows),
        allowance(rows, off)
    );
    match off {
        0 => format!("{begins}."),
        _ => format!(
            "{begins}; chance alone would put {} there: {}.",
            by_chance(told),
            beside_chance(off, told) + &far_off(rows, off, told)
        ),
    }
}

/// What these figures say beyond their number: ` 12 of them are what the model starts from; of the 4 others 1 lies outside. None is of
/// changes of case holder.`; nothing where neither is so, or where there are none.
pub(crate) fn beside_the_answer(rows: &[FirstYearRow], outcome: &str, title: &str) -> Option<String> {
    let told: Vec<&FirstYearRow> = rows.iter().filter(|row| row.enough).collect();
    let (start, others): (Vec<&FirstYearRow>, Vec<_>) =
        told.iter().copied().partition(|row| is_of_the_start(&row.figure));
    let off = others.iter().filter(|row| row.off).count();
    let of_others = match (others.len(), off) {
        (0, _) => String::new(),
        (1, 0) => "; the other one lies within".to_owned(),
        (1, _) => "; the other one lies outside".to_owned(),
        (some, 0) => format!("; of the {some} others none lies outside"),
        (some, 1) => format!("; of the {some} others 1 lies outside"),
        (some, off) => format!("; of the {some} others {off} lie outside"),
    };
    let starts = (!start.is_empty()).then(|| {
        let them =
            if start.len() == 1 { "1 of them is".to_owned() } else { format!("{} of them are", start.len()) };
        format!("{them} what the model starts from{of_others}.")
    });
    let is_of = |row: &&FirstYearRow| figures::outcome_of(&row.figure) == Some(outcome);
    let none = !told.is_empty() && !told.iter().any(is_of);
    let none = none.then(|| format!("None is of {}.", lower_first(title)));
    let said: Vec<String> = starts.into_iter().chain(none).collect();
    (!said.is_empty()).then(|| format!(" {}", said.join(" ")))
}

/// Whether a figure is of the children with whom the model starts: how many, of which ages, in which placements.
fn is_of_the_start(figure: &str) -> bool {
    figure == crate::evidence::Figure::Stock.key() || figure.starts_with("share_")
}

/// Whether a row is of the model's second year: a figure that looks back over a year or more is first defined there.
pub(crate) fn is_of_the_second(rows: &[FirstYearRow], row: &FirstYearRow) -> bool {
    rows.iter().map(|row| row.year.as_str()).min().is_some_and(|first| first < row.year.as_str())
}

/// How many figures are of the second year, as they are first defined there: `; 3 figures of its second`; empty where none is.
fn of_the_second(rows: &[FirstYearRow]) -> String {
    match rows.iter().filter(|row| row.enough && is_of_the_second(rows, row)).count() {
        0 => String::new(),
        some => format!("; {some} figures of its second"),
    }
}

/// How many more lie outside as they are printed, the rounding of what is published not allowed for; empty where none does.
fn allowance(rows: &[FirstYearRow], off: usize) -> String {
    let is_outside = |row: &&FirstYearRow| {
        let beyond =
            |end: Option<f64>, by: fn(&f64, &f64) -> bool| end.is_some_and(|end| by(&row.published, &end));
        row.enough && (beyond(row.q025, f64::lt) || beyond(row.q975, f64::gt))
    };
    let printed = rows.iter().filter(is_outside).count();
    match printed.saturating_sub(off) {
        0 => String::new(),
        _ => format!(", rounding of what is published allowed for (without that, {printed})"),
    }
}

/// How so many stand to what chance alone would give, by the binomial chance of as many or more, and of as many or fewer.
fn beside_chance(off: usize, told: usize) -> String {
    let fewer = 1.0 - so_many_by_chance(off + 1, told);
    match () {
        () if is_beyond_chance(off, told) => "that is more than it gives in 95 of 100 such sets",
        () if fewer < 0.05 => "that is fewer than it gives in 95 of 100 such sets",
        () => "it may give so many",
    }
    .to_owned()
}

/// What is said of the figure that is farthest off, where chance may well put so many there but none of so many so far.
fn far_off(rows: &[FirstYearRow], off: usize, told: usize) -> String {
    let far = rows.iter().filter(|row| row.off).map(|row| (row, deviations(row)));
    let Some((row, far)) = far.max_by(|a, b| a.1.total_cmp(&b.1)) else { return String::new() };
    let by_chance = told as f64 * libm::erfc(far / std::f64::consts::SQRT_2);
    if is_beyond_chance(off, told) || by_chance >= 0.05 {
        return String::new();
    }
    let far =
        if far.is_finite() { format!("{} standard deviations", number(far, 1)) } else { "at all".to_owned() };
    format!(", but hardly one so far off as {}, {} ({far})", row.authority, lower_first(&row.title))
}

/// How far a published number, its rounding allowed for, lies from the mean of the histories, in standard deviations of them as their
/// middle 95% has it.
fn deviations(row: &FirstYearRow) -> f64 {
    let (Some(mean), Some(low), Some(high)) = (row.mean, row.q025, row.q975) else { return 0.0 };
    let beyond = ((row.published - mean).abs() - row.rounding).max(0.0);
    beyond / ((high - low) / 3.92)
}

/// How many of so many figures chance alone would put outside.
pub(crate) fn by_chance(told: usize) -> String {
    match number(0.05 * told as f64, 0) {
        zero if zero == "0" => "fewer than 1".to_owned(),
        some => format!("about {some}"),
    }
}

/// Whether chance alone would hardly put so many outside.
pub(crate) fn is_beyond_chance(off: usize, told: usize) -> bool {
    so_many_by_chance(off, told) < 0.05
}

/// The chance that so many of all figures or more lie outside, each with 1 in 20 by itself.
fn so_many_by_chance(off: usize, all: usize) -> f64 {
    let mut exactly = libm::pow(0.95, all as f64);
    let mut fewer = 0.0;
    for many in 0..off {
        fewer += exactly;
        exactly *= (all - many) as f64 / (many + 1) as f64 * (0.05 / 0.95);
    }
    1.0 - fewer
}

fn histories(n: usize) -> String {
    if n == 1 { "1 history".to_owned() } else { format!("{n} histories") }
}

/// The rows that are off, those farthest out first.
pub(crate) fn off(rows: &[FirstYearRow]) -> Vec<&FirstYearRow> {
    let mut off: Vec<&FirstYearRow> = rows.iter().filter(|row| row.off).collect();
    off.sort_by(|a, b| farness(b).total_cmp(&farness(a)));
    off
}

/// Distance from the interval in widths of it.
fn farness(row: &FirstYearRow) -> f64 {
    let (Some(low), Some(high)) = (row.q025, row.q975) else { return 0.0 };
    let beyond = (low - row.published).max(row.published - high);
    beyond / (high - low).max(row.rounding).max(1e-9)
}

/// Published and simulated, in words and in their unit.
pub(crate) fn in_words(row: &FirstYearRow) -> String {
    // A share is of what its table says; anything else is told in its unit.
    let (sign, unit) = match row.unit.strip_prefix('%') {
        Some(of) => ("%", of),
        None => ("", row.unit.as_str()),
    };
    let unit = unit.trim();
    let title = match unit {
        "" => lower_first(&row.title),
        unit => format!("{} ({unit})", lower_first(&row.title)),
    };
    let print = |value: f64| number(value, row.decimals).replace('\u{2212}', "-") + sign;
    format!(
        "{}, {}: {} published for {}, {} simulated in {} ({} to {})",
        row.authority,
        title,
        print(row.published),
        row.published_year,
        print(row.mean.unwrap_or(f64::NAN)),
        row.year,
        print(row.q025.unwrap_or(f64::NAN)),
        print(row.q975.unwrap_or(f64::NAN)),
    )
}

/// What a run says at its end: nothing unless something is off.
pub(crate) fn ending(rows: &[FirstYearRow]) -> String {
    let off = off(rows);
    if off.is_empty() {
        return String::new();
    }
    let mut text = format!("Your figures and the model's first year: {}\n", verdict(rows));
    for row in off.iter().take(LISTED) {
        writeln!(text, "  {}", in_words(row)).expect("writing to a string cannot fail");
    }
    if off.len() > LISTED {
        writeln!(text, "  and {} more in first-year.csv", off.len() - LISTED)
            .expect("writing to a string cannot fail");
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(published: f64, low: f64, high: f64, n: usize) -> FirstYearRow {
        let figure = Published {
            id: "three_placements".to_owned(),
            title: "Three or more placements in the year".to_owned(),
            unit: "%",
            decimals: 1,
            year: 2025,
            value: published,
            rounding: 0.5,
            simulated: Simulated::Children,
        };
        let step = (high - low) / (n.max(2) - 1) as f64;
        let values: Vec<f64> = (0..n).map(|at| low + step * at as f64).collect();
        row_of("A", figure, &values)
    }

    fn row_of(authority: &str, figure: Published, values: &[f64]) -> FirstYearRow {
        super::row(authority, "as it is", "2025 to 2026", figure, values)
    }

    /// Reads the sentence back against the rows.
    fn holds(rows: &[FirstYearRow]) {
        let said = verdict(rows);
        let told: Vec<&FirstYearRow> = rows.iter().filter(|row| row.n >= ENOUGH).collect();
        let outside = |row: &&&FirstYearRow| {
            row.published + row.rounding < row.q025.unwrap()
                || row.published - row.rounding > row.q975.unwrap()
        };
        let off = told.iter().filter(outside).count();
        let expected = match (rows.is_empty(), told.len(), off) {
            (true, ..) => "No figure".to_owned(),
            (_, 0, _) => format!("With {} histor", rows[0].n),
            (_, _, 0) => "None of ".to_owned(),
            (_, told, off) => format!("{off} of {told} published figure"),
        };
        assert!(said.starts_with(&expected), "{said}\n{expected}");
        assert_eq!(ending(rows).is_empty(), off == 0, "{said}");
        assert_eq!(super::off(rows).len(), off);
        // One of three lies there in 1 of 7 sets by chance, two of three in fewer than 1 of 100.
        assert_eq!(said.contains("that is more than it gives"), off > 1, "{said}");
        let printed =
            |row: &&&FirstYearRow| row.published < row.q025.unwrap() || row.published > row.q975.unwrap();
        let printed = told.iter().filter(printed).count();
        let says = said.contains(&format!("(without that, {printed})"));
        assert_eq!(says, !told.is_empty() && printed > off, "{said}");
    }

    #[test]
    fn sentences_say_what_the_numbers_say() {
        holds(&[]);
        for n in [1, 2, ENOUGH - 1, ENOUGH, 200] {
            for published in [0.0, 9.0, 9.6, 10.0, 15.0, 20.0, 20.4, 21.0, 90.0] {
                holds(&[row(published, 10.0, 20.0, n)]);
                holds(&[row(published, 10.0, 20.0, n), row(15.0, 10.0, 20.0, n), row(3.0, 10.0, 20.0, n)]);
                // Every history the same.
                holds(&[row(published, 10.0, 10.0, n)]);
            }
        }
    }

    #[test]
    fn figures_of_the_second_year_are_counted_as_such() {
        let first = || row(15.0, 10.0, 20.0, 60);
        let second = || FirstYearRow { year: "2026 to 2027".to_owned(), ..first() };
        let said = |rows: &[FirstYearRow]| verdict(rows).contains("second");
        assert!(!said(&[first(), first()]) && !said(&[second()]));
        let told = verdict(&[first(), second(), second()]);
        assert!(told.contains("(60 histories; 2 figures of its second)"), "{told}");
    }

    #[test]
    fn rounding_is_allowed_for_and_the_farthest_comes_first() {
        assert!(!row(9.8, 10.0, 20.0, 100).off);
        assert!(row(9.0, 10.0, 20.0, 100).off);
        let rows = [row(9.0, 10.0, 20.0, 100), row(60.0, 10.0, 20.0, 100)];
        assert_eq!(off(&rows)[0].published, 60.0);
        let said = ending(&rows);
        assert!(
            said.contains("60.0% published for 2025, 15.0% simulated in 2025 to 2026 (10.2% to 19.8%)"),
            "{said}"
        );
    }

    #[test]
    fn so_many_stand_to_chance_by_their_binomial_tail() {
        assert_eq!(beside_chance(7, 120), "it may give so many");
        // 3 figures, of which one lies 2.3 or 4.1 standard deviations of 2.42 off: 3 times 2.3% and 3 times 0.004%.
        let figures =
            |far: f64| [row(far, 10.0, 20.0, 200), row(15.0, 10.0, 20.0, 200), row(14.0, 10.0, 20.0, 200)];
        assert!(verdict(&figures(21.0)).ends_with("so many."), "{}", verdict(&figures(21.0)));
        assert!(
            verdict(&figures(25.5)).contains(
                "hardly one so far off as A, three or more placements in the year (4.1 standard deviations)."
            ),
            "{}",
            verdict(&figures(25.5))
        );
        assert!(beside_chance(13, 120).starts_with("that is more than"));
        assert!(beside_chance(1, 120).starts_with("that is fewer than"));
        assert!(beside_chance(1, 20).starts_with("it may give"));
    }

    #[test]
    fn few_replications_flag_nothing() {
        assert!(!row(90.0, 10.0, 20.0, ENOUGH - 1).off);
    }
}
