//! `swplab explain ID`: a quantity, a hypothesis or a mechanism, who uses it, and what a scenario changed.

use std::io::{self, Write};
use std::path::Path;

use crate::evidence::{
    Change, Evidence, Hypotheses, Hypothesis, Provenance, Quantity, References, nearest_of,
};
use crate::scenario::carried;
use crate::scenario::{Scenario, ScenarioError};

use super::{explain_fields, explain_labels, explain_results, mechanisms};

/// Columns to which text is folded, and the column at which it stands.
const WIDTH: usize = 96;
const INDENT: usize = 20;

/// Explains a quantity, a hypothesis or a mechanism; 0 if it is known, 2 if it or the scenario is not.
///
/// # Errors
/// `out` cannot be written.
pub fn run(id: &str, scenario: Option<&Path>, out: &mut dyn Write) -> io::Result<u8> {
    if let Some(mechanism) = mechanisms::find(id) {
        mechanisms::explain(mechanism, out)?;
        return Ok(0);
    }
    let evidence = Evidence::embedded();
    let hypotheses = Hypotheses::embedded();
    // An entry of a table is explained with its table.
    let quantity = evidence.key(id).map(|key| &evidence.quantities()[key.quantity]);
    let hypothesis = hypotheses.find(&id.to_uppercase());
    if quantity.is_none() && hypothesis.is_none() {
        // A name may stand for both: `children` is a table of results and an indicator, `practice` a column and a table to write.
        let is_known = explain_results::explain(id, out)? | explain_fields::explain(id, out)?;
        if is_known || explain_labels::explain(id, out)? || explain_labels::explain_words(id, out)? {
            return Ok(0);
        }
        writeln!(
            out,
            "\"{id}\" is no known quantity, hypothesis or mechanism, no field of a scenario, and no indicator, table, column or head of results."
        )?;
        let mut near = evidence.nearest(id);
        near.extend(hypotheses.nearest(id));
        near.extend(nearest_of(id, explain_results::names()));
        let fields = explain_fields::names();
        near.extend(nearest_of(id, fields.iter().map(String::as_str)));
        if !near.is_empty() {
            writeln!(out, "Did you mean {}?", near.join(" or "))?;
        }
        return Ok(2);
    }
    let scenario = match scenario.map(read).transpose() {
        Ok(scenario) => scenario,
        Err(error) => {
            writeln!(out, "{error}")?;
            return Ok(2);
        }
    };
    if let Some(quantity) = quantity {
        explain_quantity(quantity, scenario.as_ref(), out)?;
    } else if let Some(hypothesis) = hypothesis {
        explain_hypothesis(hypothesis, scenario.as_ref(), out)?;
    }
    Ok(0)
}

fn read(path: &Path) -> Result<Scenario, ScenarioError> {
    let (scenario, _) = carried::document(path)?.scenario()?;
    Ok(scenario)
}

fn explain_quantity(quantity: &Quantity, scenario: Option<&Scenario>, out: &mut dyn Write) -> io::Result<()> {
    let changes = scenario.map_or(Vec::new(), |scenario| {
        let mut changes = Vec::new();
        for arm in &scenario.arms {
            for (id, set) in &arm.alternative.parameters {
                let key = Evidence::embedded().key(id);
                let of = key.map(|key| &Evidence::embedded().quantities()[key.quantity].id);
                if of == Some(&quantity.id) {
                    let band = id.strip_prefix(&format!("{}.", quantity.id));
                    changes.push(Change {
                        arm: arm.name.clone(),
                        band: band.map(str::to_owned),
                        value: set.value,
                        why: set.why.clone(),
                    });
                }
            }
        }
        changes
    });
    let provenance = Provenance { quantity, changes };
    for (name, text) in provenance.lines() {
        line(out, name, &text)?;
        if name == "source" {
            references(&text, out)?;
        }
    }
    let Some(scenario) = scenario else {
        return Ok(());
    };
    if let Some(posterior) = &scenario.arms[0].alternative.posterior {
        let mut given = posterior.keys().iter();
        let evidence = Evidence::embedded();
        if given.any(|key| evidence.quantities()[key.quantity].id == quantity.id) {
            let text = format!(
                "a row of posterior \"{}\" gives it, or an entry of it, in each replication",
                posterior.name
            );
            line(out, "scenario", &text)?;
        }
    }
    if provenance.changes.is_empty() {
        return line(out, "scenario", &format!("\"{}\" leaves it as it is", scenario.name));
    }
    for change in &provenance.changes {
        let times = if quantity.is_table() { "times " } else { "" };
        let why = if change.why.is_empty() { "no reason given" } else { &change.why };
        let text = format!(
            "arm \"{}\": {}{times}{} in place of {times}{}: {why}",
            change.arm,
            change.band.as_ref().map_or(String::new(), |band| format!("{band} ")),
            change.value,
            quantity.value
        );
        line(out, "scenario", &text)?;
    }
    Ok(())
}

fn explain_hypothesis(
    hypothesis: &Hypothesis,
    scenario: Option<&Scenario>,
    out: &mut dyn Write,
) -> io::Result<()> {
    line(out, "hypothesis", &format!("{}: {}", hypothesis.id, hypothesis.title))?;
    line(out, "question", &hypothesis.question)?;
    for position in &hypothesis.positions {
        line(out, "position", &format!("\"{}\": {}", position.name, position.meaning))?;
    }
    line(out, "told apart by", &hypothesis.told_apart_by)?;
    line(out, "source", &hypothesis.source)?;
    references(&hypothesis.source, out)?;
    let acts = if hypothesis.acts() {
        format!("{}; where it is open, drawn for each replication", hypothesis.acts_in.join(", "))
    } else {
        "nowhere: it is on record and changes no result".to_string()
    };
    line(out, "acts in", &acts)?;
    for arm in scenario.iter().flat_map(|scenario| &scenario.arms) {
        let taken = arm.alternative.hypotheses.get(&hypothesis.id);
        let taken = taken.map_or("open", String::as_str);
        line(out, "scenario", &format!("arm \"{}\": {taken}", arm.name))?;
    }
    Ok(())
}

/// The references that a source cites, in full.
pub(super) fn references(source: &str, out: &mut dyn Write) -> io::Result<()> {
    for cited in References::embedded().cited_in(source) {
        let origin = if cited.origin.is_empty() { String::new() } else { format!(" ({})", cited.origin) };
        line(out, "", &format!("{}: {}{origin}", cited.key, cited.reference))?;
    }
    Ok(())
}

/// One name with its text, folded.
pub(super) fn line(out: &mut dyn Write, name: &str, text: &str) -> io::Result<()> {
    let mut row = format!("{name:INDENT$}");
    if name.chars().count() >= INDENT {
        row.push(' ');
    }
    let mut is_first = true;
    for word in text.split_whitespace() {
        if !is_first && row.chars().count() + 1 + word.chars().count() > WIDTH {
            writeln!(out, "{row}")?;
            row = " ".repeat(INDENT);
            is_first = true;
        }
        if !is_first {
            row.push(' ');
        }
        row += word;
        is_first = false;
    }
    writeln!(out, "{}", row.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(id: &str, scenario: Option<&Path>) -> (u8, String) {
        let mut out = Vec::new();
        let code = run(id, scenario, &mut out).unwrap();
        (code, String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_hypothesis_is_explained_with_the_positions_that_a_scenario_takes() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/contract-length.toml");
        let (code, text) = said("H6", Some(&path));
        assert_eq!(code, 0);
        for words in ["needs-break-clauses", "investment, casework", "arm \"10 years\": open"] {
            assert!(text.contains(words), "{text}");
        }
    }

    #[test]
    fn every_quantity_is_explained() {
        for quantity in Evidence::embedded().quantities() {
            let (code, text) = said(&quantity.id, None);
            assert_eq!(code, 0);
            assert!(text.contains(&quantity.id) && text.contains("used by"), "{text}");
        }
    }

    #[test]
    fn an_unknown_id_is_bad_input_and_names_its_neighbours() {
        let (code, text) = said("H66", None);
        assert_eq!(code, 2);
        assert!(text.contains("Did you mean") && text.contains("H6"), "{text}");
    }
}
