//! What stands in results: an indicator by its id or title, a column or a table, and the words at the heads of tables and on
//! charts.

use std::io::{self, Write};

use super::explain::line;
use crate::analysis::run::{declared, matters::Matters};
use crate::indicator::{Better, INDICATORS, Indicator};
use crate::report::words::shortest;

/// Words at the heads of tables and on charts that are no indicator and no column.
const WORDS: [(&str, &str); 74] = [
    ("Arm", "One alternative of the scenario. The first is the reference: the others are compared with it."),
    (
        "Replications",
        "Histories that were simulated: each draws its own luck and its own values for what is not known, the same in all arms.",
    ),
    ("Mean", "Mean over the replications."),
    (
        "Mean difference",
        "Mean over the replications of an arm's value less that of the first arm with the same luck.",
    ),
    ("Median", "Half of the replications lie below, half above."),
    (
        "95% interval of the mean",
        "Where the mean would lie with endlessly many replications, with 95% confidence. It says how well the model's answer is known, not how the world will be.",
    ),
    ("95% interval", "Where the mean would lie with endlessly many replications, with 95% confidence."),
    ("Middle half", "From the 25th to the 75th percentile of the replications."),
    (
        "Middle 90%",
        "From the 5th to the 95th percentile of the replications: one in twenty lies below, one in twenty above.",
    ),
    ("Middle 90% of replications", "From the 5th to the 95th percentile of the replications."),
    ("Middle 95%", "From the 2.5th to the 97.5th percentile of the replications."),
    ("Lower", "Share of replications in which the arm is lower than the first."),
    ("Higher", "Share of replications in which the arm is higher than the first."),
    ("The same", "Share of replications in which the arm equals the first exactly."),
    (
        "Better",
        "Share of replications in which the arm does better than the first by more than the smallest difference that matters.",
    ),
    (
        "No matter",
        "Share of replications in which the difference from the first arm is no larger than the smallest that matters.",
    ),
    (
        "Worse",
        "Share of replications in which the arm does worse than the first by more than the smallest difference that matters.",
    ),
    (
        "Chance of being better",
        "Share of replications in which the arm does better than the first by more than the smallest difference that matters.",
    ),
    (
        "Smallest mean difference that would show",
        "Half the width of the 95% interval of the mean difference: a smaller one could not be told apart from none with so many replications.",
    ),
    ("Year", "Financial year, from April to March, or the year since the planned opening of the service."),
    ("Financial year", "From April to March."),
    ("Measure", "The indicator that is told: `swplab explain` knows each by its title."),
    ("Headline", "One of the seven indicators that lead the report."),
    (
        "Unit",
        "Whose figures are told: the whole authority, the children of the remit, a cohort, or those whom a provider serves.",
    ),
    ("Whole authority", "Everybody who is looked after by the authority."),
    (
        "Children of the remit",
        "The young people whom the service would be serving if it were there: the same in all arms.",
    ),
    (
        "Contested question",
        "A question on which readings of the evidence differ: a hypothesis, see `swplab explain H1`.",
    ),
    (
        "Position",
        "One answer to a contested question. Each replication draws one, unless the scenario takes it.",
    ),
    (
        "Quantity",
        "A number of the model with its range, source and grade: `swplab explain in-house.caseload`.",
    ),
    ("Range", "The lowest and the highest value that the source of a quantity allows."),
    ("Source", "Where a number comes from, by the keys of docs/references.md."),
    ("Grade", "A measured statistic, B peer-reviewed estimate, C grey literature or a claim, D assumption."),
    ("Grade A: measured statistic", "The number was measured and published."),
    ("Grade B: peer-reviewed estimate", "The number is an estimate in a reviewed publication."),
    ("Grade C: grey literature or a claim", "The number comes from a report, an evaluation or a statement."),
    ("Grade D: assumption", "Nobody has measured the number: its range is what we would defend."),
    ("Published", "The figure as it was published for this authority."),
    (
        "Simulated, mean",
        "The model's figure of the same year without a practice, mean over the replications.",
    ),
    ("Off", "The published figure lies outside what the model gives in 95 of 100 replications."),
    ("Fate", "What became of a contract: whether it opened, ran its term, was renewed, ended early."),
    ("Cause", "Why a contract ended: its term, trust, money, politics, failure, reorganisation."),
    ("Share of replications", "In how many of the simulated histories something is so."),
    (
        "Noise of one year's figure (95%)",
        "How far one year's figure of so few children moves by chance alone.",
    ),
    (
        "Average difference of the arm that stands out most",
        "Mean difference of the arm whose mean difference is the largest against its own noise.",
    ),
    ("Before the opening", "Child-years before the service opens."),
    ("Within the first term", "Child-years from the opening to the end of the arm's first contract."),
    (
        "Better off",
        "Share of children who do better than they do themselves in the first arm, by more than the smallest difference that matters.",
    ),
    (
        "Worse off",
        "Share of children who do worse than they do themselves in the first arm, by more than the smallest difference that matters.",
    ),
    (
        "Chance of being better by more than what matters",
        "Share of replications in which the arm does better than the first by more than the smallest difference that matters.",
    ),
    ("Changes", "Fields of the scenario that an arm sets otherwise."),
    (
        "Children by",
        "The kinds by which children are told apart: age at entry, placement, time in care, unaccompanied or not.",
    ),
    ("Kind", "The kind of child within one way of telling children apart."),
    (
        "Cohorts like this in each of two groups to see it in one year",
        "How many groups of so many children an evaluation would have to watch for a year, on each side, to see the difference through chance.",
    ),
    ("Contracts", "How many contracts, over all replications."),
    ("Difference", "An arm's value less that of the first arm with the same luck."),
    ("Fact", "A published fact of the pilots with which the model is compared."),
    ("Figure", "A published figure of the authority, or the indicator that is told."),
    (
        "Financial year that ends on 31 March",
        "The year of the published figures, by the day on which it ends.",
    ),
    ("From", "Where a number comes from, or when something begins."),
    ("Head", "A head of cost, such as placements or field staff, or of a table."),
    ("In words", "The same in a sentence."),
    ("Key", "The word by which files and tables name something."),
    ("Level", "The mean of an arm itself, not its difference from another."),
    ("Official definition", "Where an indicator's definition comes from; the others are this project's own."),
    ("Outcome", "What came of something: of a tender, whether and by whom it was won."),
    ("Positions", "The answers to a contested question, one of which each replication draws."),
    (
        "Published price",
        "The price at which an organisation offered the service, against the authority's own cost.",
    ),
    ("Question", "What a hypothesis asks, or what the scenario asks."),
    ("Services watched", "Services whose contracts were followed, over all replications."),
    ("Value", "The number itself, in the unit that stands beside it."),
    ("What counts", "What is counted of each child, such as changes of case holder or moves."),
    ("Words", "The words that the report uses for a chance of that size."),
    (
        "Year since the planned opening",
        "Years counted from the day on which the service is to open, the same in all arms.",
    ),
    ("Share", "Part of the whole, from 0 to 100%."),
];

/// Explains what stands in results under a name; whether anything does.
///
/// # Errors
/// `out` cannot be written.
pub fn explain(name: &str, out: &mut dyn Write) -> io::Result<bool> {
    let name = name.trim();
    if let Some(indicator) = indicator(name) {
        explain_indicator(indicator, out)?;
        return Ok(true);
    }
    let mut is_known = false;
    if let Some((word, meaning)) = WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(name)) {
        line(out, "word", word)?;
        line(out, "meaning", meaning)?;
        is_known = true;
    }
    for (table, columns) in declared() {
        if table == name {
            line(out, "table", table)?;
            for column in columns {
                line(out, column.name, column.meaning)?;
            }
            return Ok(true);
        }
        for column in columns.iter().filter(|column| column.name == name) {
            if !is_known {
                line(out, "column", name)?;
            }
            let unit = if column.unit.is_empty() { String::new() } else { format!(", {}", column.unit) };
            line(out, table, &format!("{} ({}{unit})", column.meaning, column.kind.words()))?;
            is_known = true;
        }
    }
    Ok(is_known)
}

/// Names that can be explained here.
pub fn names() -> impl Iterator<Item = &'static str> {
    let columns = declared()
        .into_iter()
        .flat_map(|(table, columns)| std::iter::once(table).chain(columns.iter().map(|column| column.name)));
    INDICATORS.iter().map(|one| one.id).chain(WORDS.iter().map(|(word, _)| *word)).chain(columns)
}

fn indicator(name: &str) -> Option<&'static Indicator> {
    INDICATORS.iter().find(|one| one.id.eq_ignore_ascii_case(name) || one.title.eq_ignore_ascii_case(name))
}

fn explain_indicator(indicator: &Indicator, out: &mut dyn Write) -> io::Result<()> {
    line(out, "indicator", indicator.id)?;
    line(out, "title", indicator.title)?;
    line(out, "definition", indicator.definition)?;
    line(out, "unit", &indicator.unit.to_string())?;
    let direction = match indicator.better {
        Better::Higher => "higher is better",
        Better::Lower => "lower is better",
        Better::Neither => "neither direction is better in itself",
    };
    line(out, "direction", direction)?;
    let source = match indicator.official {
        "" => "a definition of this project",
        official => official,
    };
    line(out, "source", source)?;
    if let Some(least) = Matters::of(&[]).least(indicator) {
        let quantity = format!("matters.{}", indicator.id.replace('_', "-"));
        line(out, "matters from", &format!("{} (quantity {quantity})", shortest(least)))?;
    }
    let tables =
        declared().into_iter().filter(|(_, columns)| columns.iter().any(|column| column.name == "indicator"));
    let tables: Vec<&str> = tables.map(|(table, _)| table).collect();
    line(out, "stands in", &format!("{}, in the rows whose indicator is {}", tables.join(", "), indicator.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str) -> Option<String> {
        let mut out = Vec::new();
        let is_known = explain(name, &mut out).unwrap();
        is_known.then(|| String::from_utf8(out).unwrap())
    }

    #[test]
    fn every_indicator_is_explained_by_its_id_and_by_its_title() {
        for one in &INDICATORS {
            let told = said(one.id).unwrap();
            for words in ["definition ", "unit ", "direction ", "source ", "summary.csv"] {
                assert!(told.contains(words), "{told}");
            }
            assert!(said(one.title).unwrap().contains("\ntitle "), "{}", one.title);
        }
        let told = said("worker_changes").unwrap();
        assert!(told.contains("lower is better") && told.contains("matters.worker-changes"), "{told}");
    }

    #[test]
    fn columns_tables_and_words_are_explained_and_nothing_else() {
        for (name, words) in [
            ("ci_low", "summary.csv"),
            ("summary.csv", "Lower end of the 95% interval"),
            ("chance_better", "does better than the first"),
            ("middle 90%", "one in twenty"),
        ] {
            assert!(said(name).unwrap().contains(words), "{name}");
        }
        assert_eq!(said("ci_lower"), None);
        for (at, (word, meaning)) in WORDS.iter().enumerate() {
            assert!(meaning.ends_with('.') && WORDS[..at].iter().all(|(known, _)| known != word), "{word}");
        }
    }
}
