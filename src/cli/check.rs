//! `swplab check FILE`: says what is wrong with a scenario and what can hardly be meant. Writes nothing.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use crate::analysis::run::starts;
use crate::scenario::carried;
use crate::scenario::{Scenario, ScenarioError};

/// Checks a scenario file; 0 if it can be run, warnings or not, and 2 if not.
///
/// # Errors
/// `out` cannot be written.
pub fn run(path: &Path, out: &mut dyn Write) -> io::Result<u8> {
    let checked =
        carried::document(path).and_then(|document| document.scenario().map_err(ScenarioError::from));
    match checked {
        Ok((scenario, warnings)) => {
            for warning in &warnings {
                writeln!(out, "{warning}")?;
            }
            let with = match warnings.len() {
                0 => String::new(),
                1 => ", with 1 warning".into(),
                n => format!(", with {n} warnings"),
            };
            writeln!(
                out,
                "{} is in order{with}: {} arms over {} years, {} replications each.",
                path.display(),
                scenario.arms.len(),
                scenario.horizon_years,
                scenario.replications
            )?;
            writeln!(out, "{}", known_of(&scenario))?;
            write!(out, "{}", starts::told(&scenario.arms[0].alternative.authorities))?;
            Ok(0)
        }
        Err(error) => {
            writeln!(out, "{error}")?;
            Ok(2)
        }
    }
}

/// Which year's figures are used, and what the parameters are drawn from.
fn known_of(scenario: &Scenario) -> String {
    let first = &scenario.arms[0].alternative;
    let mut years: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for authority in &first.authorities {
        years.entry(authority.figures.year).or_default().push(&authority.profile);
    }
    let of_years = years.iter().map(|(year, names)| {
        let others = match names.len() - 1 {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!("those of \"{}\"{others} are of 31 March {year}", names[0])
    });
    let years = of_years.collect::<Vec<_>>().join(", ");
    let drawn = match &first.posterior {
        Some(posterior) => format!("the {} rows of posterior \"{}\"", posterior.rows().len(), posterior.name),
        None => "the quantities' own ranges, without a posterior".to_owned(),
    };
    format!("Figures: {years}. Parameters are drawn from {drawn}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_scenario_is_in_order() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/contract-length.toml");
        let mut out = Vec::new();
        let code = run(&path, &mut out).unwrap();
        let said = String::from_utf8(out).unwrap();
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("is in order: 6 arms over 14 years, 200 replications each."), "{said}");
    }

    #[test]
    fn a_file_that_is_not_there_is_bad_input() {
        let mut out = Vec::new();
        assert_eq!(run(Path::new("no-such-scenario.toml"), &mut out).unwrap(), 2);
        assert!(String::from_utf8(out).unwrap().starts_with("no-such-scenario.toml cannot be read"));
    }
}
