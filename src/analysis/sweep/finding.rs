//! The first sentence of a sweep, what is told apart or that nothing is, and what its averages hide: how far single histories lie
//! from them, and in how many nothing differs.

use super::answer::{self, FEW, far, farthest, half_width, levels, weight};
use super::read::{Read, Together};
use crate::analysis::run::page::QUANTILES;
use crate::analysis::sweep::rows::CellRow;
use crate::chart::number;
use crate::report::words::{after, counted, listed, lower_first};
use crate::report::{difference_rounding, direction, range};
use crate::results::rows::IndicatorRow;

/// Outcomes that are told with their size where more than these are told apart.
const IN_FULL: usize = 3;

/// So many histories, in words.
pub(super) fn histories(count: usize) -> String {
    match count {
        1 => "1 history".to_owned(),
        many => format!("{} histories", number(many as f64, 0)),
    }
}

/// What is told apart of all that is read together, or that nothing is.
pub(super) fn first(read: &Read, headlines: &[&IndicatorRow], together: &Together) -> String {
    let lived = read.manifest.replications;
    let all = || headlines.iter().flat_map(|of| read.of(&of.indicator)).filter(|row| row.cell > 0);
    let is_same = |row: &CellRow| row.difference_mean == Some(0.0) && row.difference_sd == Some(0.0);
    let few = if lived < FEW { format!("{} are few", histories(lived)) } else { String::new() };
    let apart: Vec<(&IndicatorRow, &CellRow)> = headlines
        .iter()
        .filter_map(|of| {
            let rows: Vec<&CellRow> = read.of(&of.indicator).filter(|row| together.is_apart(row)).collect();
            Some((*of, farthest(&rows)?))
        })
        .collect();
    if together.count == 0 {
        return "Nothing is told apart: no outcome is defined in two combinations.".to_owned();
    }
    if lived == 1 {
        return "Nothing is told apart: one history cannot tell a difference from luck.".to_owned();
    }
    if all().filter(|row| row.difference_mean.is_some()).all(is_same) {
        return match read.combinations_lived() {
            2 => format!(
                "Nothing differs: the other combination is the same as the first in all {}.",
                histories(lived)
            ),
            many => format!(
                "Nothing differs: each of {} other combinations is the same as the first in all {}.",
                many - 1,
                histories(lived)
            ),
        };
    }
    match &apart[..] {
        [] if lived < FEW => format!("Nothing is told apart: {few}."),
        [] => format!(
            "Nothing is told apart in {}: of {} that are read together none is more than chance makes.",
            histories(lived),
            counted(together.count, "difference")
        ),
        some => {
            let others = match headlines.len() - some.len() {
                0 => String::new(),
                1 => " Of the one other outcome nothing is told apart.".to_owned(),
                more => format!(" Of {more} other outcomes nothing is told apart."),
            };
            let few = if few.is_empty() { few } else { format!(" {few}.") };
            format!("{}{others}{few}", told(read, together, some))
        }
    }
}

/// The outcomes that are told apart: those that are as large as matters first and in full.
fn told(read: &Read, together: &Together, apart: &[(&IndicatorRow, &CellRow)]) -> String {
    let is_small = |(of, row): &&(&IndicatorRow, &CellRow)| {
        read.least(&of.indicator).is_some_and(|least| far(row) < least)
    };
    let in_full = |some: &[&(&IndicatorRow, &CellRow)]| {
        let shown = if some.len() > IN_FULL { 1 } else { some.len() };
        let mut said: Vec<String> =
            some[..shown].iter().map(|(of, row)| largest(read, together, of, row)).collect();
        let rest: Vec<String> = some[shown..].iter().map(|(of, _)| lower_first(&of.title)).collect();
        if !rest.is_empty() {
            said.push(format!("and {}", listed(&rest)));
        }
        said.join("; ")
    };
    let (small, large): (Vec<_>, Vec<_>) = apart.iter().partition(is_small);
    let first = read.first_cell();
    if large.is_empty() {
        return format!("Told apart from {first}, but on average less than matters: {}.", in_full(&small));
    }
    let names: Vec<String> = small.iter().map(|(of, _)| lower_first(&of.title)).collect();
    let small = match names.is_empty() {
        true => String::new(),
        false => format!(" Told apart too, but on average less than matters: {}.", listed(&names)),
    };
    format!("Told apart from {first}: {}.{small}", in_full(&large))
}

/// The largest difference of an outcome that is told apart, with what it comes to.
fn largest(read: &Read, together: &Together, of: &IndicatorRow, row: &CellRow) -> String {
    let least = read.least(&of.indicator);
    let mean = row.difference_mean.unwrap_or(0.0);
    let print = answer::rounded(of, row, together, least);
    let comes_to = least.map_or_else(String::new, |least| format!(" ({})", weight(row, least)));
    format!(
        "{}, {} by {}{} at {}{comes_to}",
        lower_first(&of.title),
        direction(mean),
        print.print(mean.abs()),
        after(of),
        levels(row)
    )
}

/// Between what two values the difference lies in the middle nine of ten histories, in a sentence; of fewer than are needed for that
/// nothing.
pub(super) fn of_middle(
    of: &IndicatorRow,
    row: &CellRow,
    together: &Together,
    least: Option<f64>,
) -> Option<String> {
    let ends = (row.difference_q05?, row.difference_q95?);
    if row.difference_n < QUANTILES || ends == (0.0, 0.0) {
        return None;
    }
    let print = answer::rounded(of, row, together, least);
    Some(format!(
        "In the middle 90% of {} the difference is {}{} at {}.",
        histories(row.difference_n),
        range(&print, Some(ends.0), Some(ends.1)),
        after(of),
        levels(row)
    ))
}

/// How far single histories lie from the average of the largest difference in the outcome that leads, or that there are too few to say.
pub(super) fn of_single_histories(read: &Read, leads: &IndicatorRow, together: &Together) -> Option<String> {
    let rows: Vec<&CellRow> = read.of(&leads.indicator).collect();
    let row = answer::shown(&rows, together)?;
    if far(row) == 0.0 || row.difference_n < 2 {
        return None;
    }
    if row.difference_n < QUANTILES {
        return Some(format!(
            "{} are too few to say how far single ones lie from the average.",
            histories(row.difference_n)
        ));
    }
    let mean = row.difference_mean?;
    let print = difference_rounding(leads, half_width(row));
    let said = of_middle(leads, row, together, read.least(&leads.indicator))?;
    Some(format!(
        "The largest average difference in {}, {} by {}{}, is no forecast of one history. {said}",
        lower_first(&leads.title),
        direction(mean),
        print.print(mean.abs()),
        after(leads)
    ))
}

/// Why the middle history differs by nothing, where it does so at some combinations of the outcomes that lead though others differ.
pub(super) fn of_nought(read: &Read, headlines: &[&IndicatorRow]) -> Option<String> {
    let is_nought = |row: &&CellRow| {
        let ends = [row.difference_q05, row.difference_q95];
        row.cell > 0
            && row.difference_n >= QUANTILES
            && row.difference_q50 == Some(0.0)
            && ends.iter().any(|end| end.is_some_and(|end| end != 0.0))
    };
    let of: Vec<String> = headlines
        .iter()
        .filter(|of| read.of(&of.indicator).any(|row| is_nought(&row)))
        .map(|of| lower_first(&of.title))
        .collect();
    if of.is_empty() {
        return None;
    }
    let of = match of.len() == headlines.len() && of.len() > 1 {
        true => "every outcome".to_owned(),
        false => listed(&of),
    };
    let never = unopened(read).map_or_else(String::new, |said| format!(" {said}"));
    Some(format!(
        "The middle history differs by nothing at some combinations, in {}: all live the same luck, and where what is varied decides nothing in a history it is the same to the last figure.{never}",
        of
    ))
}

/// In how many histories the one service never opens, where that is told: it holds nobody in them.
fn unopened(read: &Read) -> Option<String> {
    let services: Vec<&str> = read
        .units
        .iter()
        .filter(|unit| unit.kind == "provider" && unit.unit != "in_house")
        .map(|unit| unit.unit.as_str())
        .collect();
    let [service] = services[..] else { return None };
    let held = read.cells.iter().filter(|row| row.unit == service && row.indicator == "held_by_practice");
    let opened: Vec<usize> = held.map(|row| row.n).collect();
    let first = *opened.first()?;
    let is_alike = opened.len() == read.combinations_lived() && opened.iter().all(|n| *n == first);
    let never = read.manifest.replications.checked_sub(first).filter(|never| *never > 0 && is_alike)?;
    Some(format!(
        "In {never} of {} the service opens with no combination.",
        histories(read.manifest.replications)
    ))
}

/// That no contested question was forced, and which command does so.
pub(super) fn contested(read: &Read) -> String {
    let varied = read.manifest.factors.iter().any(|factor| factor.path.starts_with("hypotheses."));
    format!(
        "{} each history holds positions on them by lot, unless the scenario sets them. swplab run FILE, with a combination as an option of the scenario, forces each position in turn.",
        if varied {
            "Of contested questions those that are varied are forced and no other is:"
        } else {
            "No contested question is forced in a sweep:"
        }
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::run::tables::indicator_rows;
    use crate::analysis::sweep::answer::tests::row;
    use crate::indicator::relationship::WORKER_CHANGES;
    use crate::results::rows::UnitRow;
    use crate::results::testing;
    use crate::scenario::Factor;

    fn read(rows: Vec<CellRow>, replications: usize) -> Read {
        let levels = (0..rows.len()).map(|at| (at + 2).to_string()).collect();
        let factors = vec![Factor { path: "contract.term_years".to_owned(), levels }];
        let manifest = crate::results::Manifest { replications, factors, ..testing::manifest() };
        Read::new(manifest, indicator_rows(&[WORKER_CHANGES]), Vec::<UnitRow>::new(), rows)
    }

    fn said(rows: Vec<CellRow>, replications: usize) -> String {
        let read = read(rows, replications);
        first(&read, &read.headlines(), &read.read_together())
    }

    #[test]
    fn the_first_sentence_says_what_is_told_apart_or_that_nothing_is() {
        let base = |n| row(0, n, Some(0.0), 0.0);
        assert_eq!(
            said(vec![base(12), row(1, 12, Some(0.01), 1.0)], 12),
            "Nothing is told apart: 12 histories are few."
        );
        let many = said(vec![base(400), row(1, 400, Some(0.001), 1.0)], 400);
        assert!(many.starts_with("Nothing is told apart in 400 histories: of 1 difference"), "{many}");
        assert!(!many.contains("few"));
        let one = said(vec![base(1), row(1, 1, Some(0.5), f64::NAN)], 1);
        assert!(one.contains("one history cannot tell"), "{one}");
        let same = said(vec![base(12), row(1, 12, Some(0.0), 0.0)], 12);
        assert_eq!(
            same,
            "Nothing differs: the other combination is the same as the first in all 12 histories."
        );
        let told = said(vec![base(400), row(1, 400, Some(0.2), 0.1), row(2, 400, Some(-0.3), 0.1)], 400);
        assert_eq!(
            told,
            "Told apart from 2 years: changes of case holder, lower by 0.300 per child-year at 4 years (more than matters)."
        );
        assert!(said(vec![base(50), row(1, 50, Some(0.2), 0.1)], 50).ends_with("50 histories are few."));
        let small = said(vec![base(400), row(1, 400, Some(0.04), 0.05)], 400);
        assert!(small.starts_with("Told apart from 2 years, but on average less than matters: "), "{small}");
    }

    #[test]
    fn single_histories_are_told_of_twenty_and_more() {
        let with = |n: usize| {
            let mut far = row(1, n, Some(0.2), 0.1);
            (far.difference_q05, far.difference_q95) = (Some(-0.14), Some(0.52));
            let read = read(vec![row(0, n, Some(0.0), 0.0), far], n);
            of_single_histories(&read, read.headlines()[0], &read.read_together()).unwrap()
        };
        assert!(with(19).starts_with("19 histories are too few"));
        let said = with(20);
        assert!(
            said.contains("\u{2212}0.14 to 0.52 per child-year") && said.contains("20 histories"),
            "{said}"
        );
    }

    #[test]
    fn a_middle_history_without_a_difference_is_told_only_where_there_is_one() {
        let with = |middle: f64| {
            let mut far = row(1, 40, Some(0.2), 0.1);
            (far.difference_q05, far.difference_q50, far.difference_q95) =
                (Some(0.0), Some(middle), Some(0.5));
            let read = read(vec![row(0, 40, Some(0.0), 0.0), far], 40);
            of_nought(&read, &read.headlines())
        };
        assert!(with(0.0).is_some_and(|said| said.contains("in changes of case holder")));
        assert_eq!(with(0.1), None);
    }
}
