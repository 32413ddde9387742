//! What a run tells, for the page: the sentences of its ending, the quantities behind its headlines with their grades, and
//! the figures of the authority beside the model's first year. All three are made by what makes them for the report.

use serde_json::{Value, json};

use crate::analysis::run::assumptions::{Assumption, assumptions};
use crate::analysis::run::{ending, first_year, starts};
use crate::evidence::Hypotheses;
use crate::scenario::Scenario;
use crate::study::Results;

/// What is told, as JSON.
pub(super) fn told(results: &Results, scenario: &Scenario) -> String {
    let first_year = first_year::rows(results, &scenario.arms);
    let behind = assumptions(&scenario.arms);
    let quantities = behind.iter().filter(|quantity| !quantity.headlines.is_empty()).map(quantity);
    let taken = &scenario.arms[0].alternative.hypotheses;
    let questions = Hypotheses::embedded().all().iter().filter(|question| question.acts()).map(|question| {
        json!({
            "id": question.id,
            "title": question.title,
            "question": question.question,
            "positions": question.positions.iter().map(|one| json!([one.name, one.meaning])).collect::<Vec<_>>(),
            "taken": taken.get(&question.id),
        })
    });
    let figures = first_year.iter().map(|row| {
        json!({
            "authority": row.authority,
            "id": row.figure,
            "title": row.title,
            "unit": row.unit,
            "decimals": row.decimals,
            "year": row.published_year,
            "published": row.published,
            "mean": row.mean,
            "low": row.q025,
            "high": row.q975,
            "enough": row.enough,
            "off": row.off,
        })
    });
    json!({
        "replications": results.replications,
        "failures": results.failures.iter().map(|failure| &failure.message).collect::<Vec<_>>(),
        "ending": ending::of_run(results, scenario),
        "figures": figures.collect::<Vec<_>>(),
        "verdict": first_year::verdict(&first_year),
        "starts": starts::of_rows(&starts::rows(&scenario.arms[first_year::arm(&scenario.arms)])),
        "quantities": quantities.collect::<Vec<_>>(),
        "questions": questions.collect::<Vec<_>>(),
    })
    .to_string()
}

/// A quantity with its provenance.
pub(super) fn quantity(quantity: &Assumption) -> Value {
    json!({
        "id": quantity.id,
        "label": quantity.label,
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "grade": quantity.grade,
        "source": quantity.source,
        "overridden": quantity.overridden,
        "headlines": quantity.headlines,
    })
}
