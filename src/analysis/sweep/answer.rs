//! What a sweep says before any chart: what each thing that is varied does alone, and where combinations are points which of them are
//! told apart from the first once all that are read together are allowed for.

use super::read::{Read, Together};
use crate::analysis::names;
use crate::analysis::sweep::rows::CellRow;
use crate::chart::Rounding;
use crate::report::words::{
    after, counted, difference_rounding, listed, lower_first, shortest, telling_decimals,
};
use crate::report::{Table, difference_unit, direction, range, size};
use crate::results::rows::IndicatorRow;
use crate::statistics::{Summary, holm};

/// Histories below which a sweep is called a quick look.
pub(super) const FEW: usize = 100;

/// Levels of a factor up to which each is told in a sentence.
const TOLD: usize = 5;

/// A combination in words.
pub(super) fn levels(row: &CellRow) -> String {
    if row.levels.is_empty() {
        "the option as it is".to_owned()
    } else {
        names::combination(row.levels.split(';').filter_map(|level| level.split_once('=')))
    }
}

pub(super) fn half_width(row: &CellRow) -> Option<f64> {
    let half = (row.difference_high? - row.difference_low?) / 2.0;
    half.is_finite().then_some(half)
}

/// Whether the interval of a difference, read alone, leaves out none.
pub(super) fn is_beyond(row: &CellRow) -> bool {
    row.difference_low.is_some_and(|low| low > 0.0) || row.difference_high.is_some_and(|high| high < 0.0)
}

/// What a difference that is told apart comes to beside the smallest that matters, by its interval as in a run.
pub(super) fn weight(row: &CellRow, least: f64) -> &'static str {
    let mean = row.difference_mean.unwrap_or(0.0).abs();
    let half = half_width(row).unwrap_or(0.0);
    match mean < least {
        true if mean + half < least => "too small to matter",
        true => "perhaps too small to matter",
        false if mean - half < least => "about the smallest that matters",
        false => "more than matters",
    }
}

/// How a difference is printed: one that is told apart with two figures, and never as what matters where it is not.
pub(super) fn rounded(
    indicator: &IndicatorRow,
    row: &CellRow,
    together: &Together,
    least: Option<f64>,
) -> Rounding {
    let mut print = difference_rounding(indicator, half_width(row));
    if let Some(mean) = row.difference_mean.filter(|_| together.is_apart(row)) {
        print.decimals = telling_decimals(print.decimals, mean, least);
    }
    print
}

/// How differences that stand side by side are printed: as finely as the one that needs it most.
fn finest(
    indicator: &IndicatorRow,
    rows: &[(&str, &CellRow)],
    together: &Together,
    least: Option<f64>,
) -> Rounding {
    let all = rows.iter().map(|(_, row)| rounded(indicator, row, together, least));
    all.reduce(|a, b| if a.decimals >= b.decimals { a } else { b })
        .unwrap_or_else(|| difference_rounding(indicator, None))
}

/// A difference in words, with its interval and what it comes to.
fn difference(
    indicator: &IndicatorRow,
    row: &CellRow,
    (print, together): (&Rounding, &Together),
    least: Option<f64>,
) -> String {
    let mean = row.difference_mean.unwrap_or(0.0);
    if mean == 0.0 {
        return if row.difference_n < 2 { "the same in the one history" } else { "the same on average" }
            .to_owned();
    }
    let half = half_width(row);
    let interval = half.map_or_else(String::new, |_| {
        format!("95% interval {}, ", range(print, row.difference_low, row.difference_high))
    });
    let size = print.print(mean.abs());
    let by = match size.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
        true => format!("{} by {size}{} (", direction(mean), after(indicator)),
        false => "as good as the same (".to_owned(),
    };
    let comes_to = match least {
        _ if row.difference_n < 2 => "one history cannot tell it from luck",
        _ if !together.is_apart(row) && is_beyond(row) => {
            return format!(
                "{by}{interval}too near to none for one of {} differences that are read together)",
                together.count
            );
        }
        _ if !together.is_apart(row) => "not told apart from none",
        Some(least) => weight(row, least),
        None => "told apart from none",
    };
    format!("{by}{interval}{comes_to})")
}

/// What one factor does to an outcome, the others being as in the first combination; nothing where it is not defined.
pub(super) fn of_factor(
    read: &Read,
    together: &Together,
    indicator: &IndicatorRow,
    factor: usize,
) -> Option<String> {
    let mut rows = read.alone(factor, &indicator.indicator);
    rows.retain(|(_, row)| row.difference_mean.is_some());
    if rows.is_empty() {
        return None;
    }
    let least = read.least(&indicator.indicator);
    let print = finest(indicator, &rows, together, least);
    let of = read.factor(factor);
    let all = rows.len();
    if all > TOLD {
        rows.sort_by(|a, b| far(b.1).total_cmp(&far(a.1)));
        rows.truncate(1);
    }
    let told: Vec<String> = rows
        .iter()
        .map(|(level, row)| {
            let level = names::combination([(of.path.as_str(), *level)].into_iter());
            format!("{} with {level}", difference(indicator, row, (&print, together), least))
        })
        .collect();
    let others = read.others(factor);
    let held = if others.is_empty() { String::new() } else { format!(", by itself (at {others})") };
    let first = names::combination([(of.path.as_str(), of.levels[0].as_str())].into_iter());
    let most = if all > TOLD { format!(", the farthest of {all}") } else { String::new() };
    Some(format!(
        "{}{held}, against {first}: {} {}{most}.",
        names::name(&of.path),
        lower_first(&indicator.title),
        listed(&told)
    ))
}

/// What factors do alone to outcomes that do not lead: told apart and as large as matters, the farthest level of each.
pub(super) fn of_others(read: &Read, together: &Together, others: &[&IndicatorRow]) -> Option<String> {
    let farthest = |(factor, of): (usize, &IndicatorRow)| {
        let least = read.least(&of.indicator)?;
        let rows = read.alone(factor, &of.indicator);
        let counts = rows.iter().filter(|(_, row)| together.is_apart(row) && far(row) >= least);
        let (level, row) = counts.max_by(|a, b| far(a.1).total_cmp(&far(b.1)))?;
        let level = names::combination([(read.factor(factor).path.as_str(), *level)].into_iter());
        let print = rounded(of, row, together, Some(least));
        let said = difference(of, row, (&print, together), Some(least));
        Some(format!("{} {said} with {level}", lower_first(&of.title)))
    };
    let factors = 0..read.manifest.factors.len();
    let all = factors.flat_map(|factor| others.iter().map(move |of| (factor, *of)));
    let told: Vec<String> = all.filter_map(farthest).collect();
    (!told.is_empty())
        .then(|| format!("Each by itself as much as matters on other outcomes: {}.", listed(&told)))
}

/// Whether one of two factors does more or less where the other has another level: where it shows most, and of all other outcomes that are
/// told apart, all interactions of the outcomes being read together. Nothing where there are not two that are varied together.
pub(super) fn interactions(read: &Read, outcomes: &[&IndicatorRow]) -> Option<String> {
    let rows: Vec<(&IndicatorRow, &CellRow)> = outcomes
        .iter()
        .flat_map(|of| read.of(&of.indicator).map(move |row| (*of, row)))
        .filter(|(_, row)| row.interaction_mean.is_some())
        .collect();
    let asks = match &read.manifest.factors[..] {
        [one, other] => {
            format!(
                "Does the effect of {} depend on {}?",
                names::inside(&one.path),
                names::inside(&other.path)
            )
        }
        _ => "Do two things that are varied change more or less together than each alone?".to_owned(),
    };
    if rows.first()?.1.interaction_n < 2 {
        return Some(format!("{asks} One history cannot tell."));
    }
    let alone: Vec<f64> = rows.iter().map(|(_, row)| interaction_p(row)).collect();
    let adjusted = holm(&alone);
    let all = || rows.iter().copied().zip(adjusted.iter().copied());
    // Of each outcome the one that stands out most.
    let most = |of: &IndicatorRow| {
        let own = all().filter(|((known, _), _)| known.indicator == of.indicator);
        own.min_by(|a, b| interaction_p(a.0.1).total_cmp(&interaction_p(b.0.1)))
    };
    let first = all().min_by(|a, b| interaction_p(a.0.1).total_cmp(&interaction_p(b.0.1)))?;
    let leads = first.0.0;
    let is_apart = first.1 < 0.05;
    let lead = beyond(read, first.0.0, first.0.1, is_apart);
    let others = outcomes.iter().filter(|of| of.indicator != leads.indicator).filter_map(|of| most(of));
    let others: Vec<String> =
        others.filter(|(_, p)| *p < 0.05).map(|((of, row), _)| beyond(read, of, row, true)).collect();
    let shows = if is_apart || !others.is_empty() { "" } else { " Nothing shows it." };
    let others = match (others.len(), outcomes.len()) {
        (_, 1) => String::new(),
        (0, _) => {
            format!(
                " Of {} outcomes read together {} is told apart in this.",
                outcomes.len(),
                if is_apart { "no other" } else { "none" }
            )
        }
        _ => format!(
            " Of {} outcomes read together told apart in this{}: {}.",
            outcomes.len(),
            if is_apart { " too" } else { "" },
            others.join("; ")
        ),
    };
    Some(format!("{asks}{shows} The clearest sign: {lead}.{others}"))
}

/// An interaction in words: `changes of case holder, higher by 0.002 per child-year at 10 years with 24 months between reviews than …`.
fn beyond(read: &Read, of: &IndicatorRow, row: &CellRow, is_apart: bool) -> String {
    let mean = row.interaction_mean.unwrap_or(0.0);
    let title = lower_first(&of.title);
    if mean == 0.0 {
        return format!("{title} at {}, what the two alone add up to in every history", levels(row));
    }
    let half = row.interaction_high.zip(row.interaction_low).map(|(high, low)| (high - low) / 2.0);
    let print = difference_rounding(of, half);
    let comes_to = match read.least(&of.indicator) {
        _ if !is_apart => "not told apart from none",
        Some(least) if mean.abs() < least => "told apart, but less than matters",
        Some(_) => "as much as matters",
        None => "told apart from none",
    };
    format!(
        "{title}, {} by {}{} at {} than the two alone add up to (95% interval {}, {comes_to})",
        direction(mean),
        print.print(mean.abs()),
        after(of),
        levels(row),
        range(&print, row.interaction_low, row.interaction_high)
    )
}

/// Of no interaction, alone; of one that is the same in every history one or nought.
fn interaction_p(row: &CellRow) -> f64 {
    match (row.interaction_mean, row.interaction_sd) {
        (Some(mean), Some(sd)) if row.interaction_n > 1 && mean != 0.0 => {
            Summary::from_moments(row.interaction_n, mean, sd).p_value()
        }
        _ => 1.0,
    }
}

/// Each thing that is varied alone: outcomes down, levels across.
pub(super) fn table(read: &Read, together: &Together, headlines: &[&IndicatorRow]) -> Option<Table> {
    let factors = read.manifest.factors.iter().enumerate();
    let columns: Vec<(usize, usize)> =
        factors.flat_map(|(at, factor)| (1..factor.levels.len()).map(move |level| (at, level))).collect();
    let first = headlines.first()?;
    if columns.len() > TOLD + 2
        || (0..read.manifest.factors.len()).any(|at| read.alone(at, &first.indicator).is_empty())
    {
        return None;
    }
    let cell = |indicator: &IndicatorRow, (factor, level): (usize, usize)| {
        let rows = read.alone(factor, &indicator.indicator);
        let wanted = &read.factor(factor).levels[level];
        let Some((_, row)) = rows.iter().find(|(level, _)| level == wanted) else { return String::new() };
        let Some(mean) = row.difference_mean else { return String::new() };
        let least = read.least(&indicator.indicator);
        let print = finest(indicator, &rows, together, least).print(mean);
        let small = least.filter(|least| mean.abs() < *least);
        match (together.is_apart(row), small) {
            (false, _) => format!("({print})"),
            (true, Some(least)) => format!("{print}, {}", weight(row, least)),
            (true, None) => print,
        }
    };
    let levels = columns.iter().map(|(factor, level)| {
        let of = read.factor(*factor);
        names::title(&of.path, &of.levels[*level])
    });
    let header = ["Outcome".to_owned(), "Matters from".to_owned()].into_iter().chain(levels).collect();
    let rows = headlines.iter().map(|indicator| {
        let least = read.least(&indicator.indicator).map_or_else(|| "not stated".to_owned(), shortest);
        let of_levels = columns.iter().map(|column| cell(indicator, *column));
        let name = format!("{}, {}", indicator.title, difference_unit(indicator));
        [name, least].into_iter().chain(of_levels).collect()
    });
    Some(Table {
        caption: format!(
            "Each thing that is varied alone: average difference against {}. In brackets: not told apart from none.",
            read.first_cell()
        ),
        header,
        rows: rows.collect(),
    })
}

pub(super) fn far(row: &CellRow) -> f64 {
    row.difference_mean.unwrap_or(0.0).abs()
}

pub(super) fn farthest<'a>(rows: &[&'a CellRow]) -> Option<&'a CellRow> {
    rows.iter().copied().max_by(|a, b| far(a).total_cmp(&far(b)))
}

/// The combination that is told of an outcome: of those that are told apart from the first, or of all where none is, the farthest.
pub(super) fn shown<'a>(rows: &[&'a CellRow], together: &Together) -> Option<&'a CellRow> {
    let others: Vec<&CellRow> =
        rows.iter().copied().filter(|row| row.cell > 0 && row.difference_mean.is_some()).collect();
    let told: Vec<&CellRow> = others.iter().copied().filter(|row| together.is_apart(row)).collect();
    farthest(&told).or_else(|| farthest(&others))
}

/// What an outcome does over the combinations, of which the first is that against which the others stand; nothing where it is not defined.
pub(super) fn sentence(indicator: &IndicatorRow, rows: &[&CellRow], together: &Together) -> Option<String> {
    let others: Vec<&CellRow> =
        rows.iter().copied().filter(|row| row.cell > 0 && row.difference_mean.is_some()).collect();
    let largest = farthest(&others)?;
    let all = counted(others.len(), "other combination");
    let title = &indicator.title;
    if far(largest) == 0.0 {
        return Some(format!("{title}: on average the same in every one of {all} as in the first."));
    }
    let told: Vec<&CellRow> = others.iter().copied().filter(|row| together.is_apart(row)).collect();
    let shown = shown(rows, together)?;
    let mean = shown.difference_mean?;
    let half = half_width(shown);
    let interval = half.map_or_else(String::new, |_| {
        let print = difference_rounding(indicator, half);
        // One that leaves out no difference and is not told apart says why.
        let alone = if is_beyond(shown) && told.is_empty() {
            format!(", too near to none for one of {} differences that are read together", together.count)
        } else {
            String::new()
        };
        format!(" (95% interval {}{alone})", range(&print, shown.difference_low, shown.difference_high))
    });
    let where_to =
        format!("{} by {} at {}{interval}", direction(mean), size(indicator, mean, half), levels(shown));
    Some(match told.len() {
        _ if largest.difference_n < 2 => {
            format!("{title}: {where_to} in the one history that was lived, which cannot tell it from luck.")
        }
        0 if others.len() == 1 => {
            format!("{title}: the other combination is not told apart from the first: {where_to}.")
        }
        0 => format!(
            "{title}: none of {all} is told apart from the first; the largest difference is {where_to}."
        ),
        1 => format!("{title}: 1 of {all} is told apart from the first: {where_to}."),
        some => format!(
            "{title}: {some} of {all} are told apart from the first; the largest difference is {where_to}."
        ),
    })
}

/// What is not to be concluded, the gravest first.
pub(super) fn not_to_conclude(replications: usize, together: usize) -> Vec<String> {
    let mut said = vec![
        "That an interval says how sure this is: whether the mechanisms are the right ones, and none is missing, is in no interval.".to_owned(),
        format!(
            "That the combination that looks best is best: {} read together, and some stand out by chance. Those that are called told apart here allow for all of them; the intervals in the charts do not.",
            if together == 1 { "1 difference is".to_owned() } else { format!("{together} differences are") }
        ),
    ];
    if replications < FEW {
        said.push(format!(
            "That this is the last word: {} a quick look, and {FEW} or more make an answer.",
            if replications == 1 {
                "1 history is".to_owned()
            } else {
                format!("{replications} histories are")
            }
        ));
    }
    said
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::analysis::run::tables::indicator_rows;
    use crate::indicator::relationship::WORKER_CHANGES;

    pub(in crate::analysis::sweep) fn row(cell: usize, n: usize, mean: Option<f64>, sd: f64) -> CellRow {
        let summary = Summary::from_moments(n, mean.unwrap_or(0.0), sd);
        let end = |value: f64| value.is_finite().then_some(value);
        CellRow {
            cell,
            levels: format!("contract.term_years={}", cell + 2),
            unit: "remit".to_owned(),
            indicator: WORKER_CHANGES.id.to_owned(),
            n,
            mean: Some(1.0),
            sd: Some(0.1),
            ci_low: None,
            ci_high: None,
            q05: None,
            q25: None,
            q50: None,
            q75: None,
            q95: None,
            difference_n: n,
            difference_mean: mean,
            difference_sd: Some(sd),
            difference_low: end(summary.low),
            difference_high: end(summary.high),
            difference_q05: None,
            difference_q50: None,
            difference_q95: None,
            interaction_n: 0,
            interaction_mean: None,
            interaction_sd: None,
            interaction_low: None,
            interaction_high: None,
        }
    }

    /// With so many differences read together, those beyond the rows being plainly none.
    fn together(rows: &[CellRow], count: usize) -> Together {
        let nothing: Vec<CellRow> = (0..count).map(|at| row(100 + at, 100, Some(1e-6), 1.0)).collect();
        Together::of(rows.iter().filter(|row| row.cell > 0).chain(&nothing).take(count))
    }

    fn said(rows: &[CellRow], count: usize) -> Option<String> {
        let indicator = indicator_rows(&[WORKER_CHANGES]).remove(0);
        sentence(&indicator, &rows.iter().collect::<Vec<_>>(), &together(rows, count))
    }

    #[test]
    fn each_sentence_says_what_its_cells_hold() {
        let first = || row(0, 100, Some(0.0), 0.0);
        let none = said(&[first(), row(1, 100, Some(0.01), 1.0), row(2, 100, Some(-0.02), 1.0)], 2).unwrap();
        assert!(none.contains("none of 2 other combinations") && none.contains("lower by 0.0"), "{none}");
        assert!(none.contains("at 4 years"), "{none}");
        let some = said(&[first(), row(1, 100, Some(0.5), 0.1), row(2, 100, Some(-0.9), 9.0)], 2).unwrap();
        assert!(
            some.contains("1 of 2 other combinations is told apart") && some.contains("higher by 0.5"),
            "{some}"
        );
        assert!(some.contains("at 3 years"), "the one that is told and not the largest: {some}");
        let alone = said(&[first(), row(1, 100, Some(0.25), 1.0)], 40).unwrap();
        assert!(
            alone.contains("the other combination is not told apart")
                && alone.contains("one of 40 differences"),
            "{alone}"
        );
        assert!(!none.contains("read together") && !some.contains("read together"));
        let same = said(&[first(), row(1, 100, Some(0.0), 0.0)], 1).unwrap();
        assert!(same.contains("the same in every one of 1 other combination"), "{same}");
        let one = said(&[first(), row(1, 1, Some(0.5), f64::NAN)], 1).unwrap();
        assert!(one.contains("from luck") && !one.contains("NaN") && !one.contains("interval"), "{one}");
        assert_eq!(said(&[first(), row(1, 0, None, f64::NAN)], 1), None);
    }

    #[test]
    fn what_a_difference_comes_to_is_told_by_its_interval() {
        let of = |mean: f64, sd: f64| weight(&row(1, 100, Some(mean), sd), 0.05);
        assert_eq!(of(0.02, 0.05), "too small to matter");
        assert_eq!(of(-0.045, 0.05), "perhaps too small to matter");
        assert_eq!(of(-0.0505, 0.1), "about the smallest that matters");
        assert_eq!(of(0.09, 0.05), "more than matters");
    }

    #[test]
    fn more_that_are_read_together_need_more_to_be_told() {
        // Two and a half standard errors: enough alone, not enough of forty.
        let rows = [row(1, 100, Some(0.25), 1.0)];
        assert!(together(&rows, 1).is_apart(&rows[0]) && !together(&rows, 40).is_apart(&rows[0]));
        let all = not_to_conclude(12, 40);
        assert!(all.len() == 3 && all[1].contains("40 differences") && all[2].contains("12 histories"));
        assert_eq!(not_to_conclude(400, 1).len(), 2);
    }
}
