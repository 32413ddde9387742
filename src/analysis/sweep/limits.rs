//! Limits of a sweep: what is to be said of its scenario, what every such study says, and what a sweep cannot tell.

use super::SweepResults;
use super::read::Read;
use crate::analysis::design::Cells;
use crate::analysis::names;
use crate::analysis::run::page::limits::standing;
use crate::report::Page;
use crate::report::words::listed;
use crate::scenario::{Arm, HORIZON, late_end};

/// What is to be said of a scenario before anybody believes it: what was told as warnings, each a path and a sentence, the end of
/// the longest term by the combinations that have it.
pub(super) fn warnings(
    design: &Cells,
    combinations: &[Arm],
    (horizon, remarks): (u32, &[(String, String)]),
) -> Vec<String> {
    let others = remarks.iter().filter(|(path, _)| path != HORIZON).map(|(_, said)| said.clone());
    short_horizon(design, combinations, horizon).into_iter().chain(others).collect()
}

/// A term whose end is hardly lived, with the values that all combinations have in common whose term it is.
fn short_horizon(design: &Cells, combinations: &[Arm], horizon: u32) -> Option<String> {
    let late = late_end(combinations.iter().map(|arm| &arm.alternative), horizon)?;
    let in_common = |factor: usize| {
        let mut levels = late.of.iter().map(|at| design.cells[*at].get(factor).copied());
        let first = levels.next()??;
        let factor = &design.factors[factor];
        levels
            .all(|level| level == Some(first))
            .then(|| (factor.path.as_str(), factor.levels[first].as_str()))
    };
    let with = names::combination((0..design.factors.len()).filter_map(in_common));
    let with = if with.is_empty() { "The".to_owned() } else { format!("With {with} the") };
    Some(format!(
        "{with} first term ends about {:.1} years after the start, and {horizon} years are lived: what its end does to children is hardly felt. With {} years three would follow it.",
        late.years, late.enough
    ))
}

/// What moved nothing at all, in a sentence; nothing where all that is varied moved something.
pub(super) fn idle(found: &SweepResults) -> Option<String> {
    let idle: Vec<String> = (0..found.factors.len())
        .filter(|factor| found.moves_nothing(*factor))
        .map(|factor| names::inside(&found.factors[factor].path))
        .collect();
    (!idle.is_empty()).then(|| {
        format!(
            "No figure moved with {}: in these histories it had nothing to act on, or it says how a study begins, which all combinations share.",
            listed(&idle)
        )
    })
}

/// Limits of this sweep and of every such study, and how to repeat it.
pub(super) fn write(read: &Read, page: &mut Page) {
    page.section("limits", "Limits");
    let mut said = read.manifest.warnings.clone();
    said.push("A sweep says what differs and not why: swplab run FILE --why, with a combination as an option of the scenario beside another, tells the chain from lever to outcome.".to_owned());
    if read.manifest.posterior.is_none() {
        said.push("The model was not fitted to published figures for this: quantities are drawn from the ranges of their sources.".to_owned());
    }
    said.extend(standing());
    page.list(&said);
    page.section("repeat", "How to repeat it");
    page.paragraph("With the folder of these results in place of DIR, the first command lives it all again and compares every table byte for byte; the second draws charts and page again from the tables.");
    page.code("swplab verify DIR\nswplab report DIR");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Input;
    use crate::scenario::Factor;

    #[test]
    fn the_end_of_the_longest_term_is_told_by_the_value_that_makes_it_long() {
        let text = include_str!("../../../tests/fixtures/sweep.toml");
        let mut input = Input::text("sweep", text);
        let loaded = input.scenario(&[]).unwrap();
        let factor = |path: &str, levels: &[&str]| Factor {
            path: path.to_owned(),
            levels: levels.iter().map(|level| (*level).to_owned()).collect(),
        };
        let terms = factor("contract.term_years", &["2", "5"]);
        let design = Cells {
            factors: vec![terms, factor("contract.review_months", &["3", "12"])],
            cells: vec![vec![0, 0], vec![0, 1], vec![1, 0], vec![1, 1]],
        };
        let arms = loaded.cells(&mut input, 1, &design.factors, &design.cells).unwrap();
        // The scenario as written is warned of its own three years: 0.8 until the opening, and the term.
        assert_eq!(input.remarks.len(), 1, "{:?}", input.remarks);
        let said = warnings(&design, &arms, (6, &input.remarks));
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("With 5 years the first term ends about 5.8 years after"), "{said:?}");
        assert!(said[0].contains("and 6 years are lived") && said[0].contains("With 9 years"), "{said:?}");
        assert_eq!(short_horizon(&design, &arms, 9), None);
        let short = short_horizon(&design, &arms[..2], 5).unwrap();
        assert!(short.starts_with("With 2 years the first term ends about 2.8 years"), "{short}");
    }
}
