//! Scenario files into scenarios, with every fault shown at once.
//! PLACEHOLDER until `scenario::Document` is there: any text that is TOML is the same scenario.

use std::collections::BTreeMap;
use std::path::Path;

use super::exit::Exit;
use super::say::note;
use crate::scenario::{
    Alternative, Arm, Commissioning, Factor, InHouse, Practice, PracticeForm, ReviewStyle, Scenario,
};

/// A scenario that passed its check.
pub struct Loaded {
    /// The scenario as meant.
    pub scenario: Scenario,
    /// Warnings shown.
    pub warnings: usize,
}

/// Reads and checks a scenario file.
pub fn read(path: &Path) -> Result<Loaded, Exit> {
    let text = std::fs::read_to_string(path).map_err(|fault| {
        note(&format!(
            "error: could not read `{}`: {fault}",
            path.display()
        ));
        Exit::BadInput
    })?;
    let name = path
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    from_text(&name, &text)
}

/// Checks the text of a scenario that a manifest holds.
pub fn from_text(name: &str, text: &str) -> Result<Loaded, Exit> {
    let arm = |years: f64| Arm {
        name: format!("{years} years"),
        changes: vec![("contract.term_years".to_owned(), years.to_string())],
        alternative: alternative(years),
    };
    let scenario = Scenario {
        name: name.to_owned(),
        title: "What if the contract ran longer?".to_owned(),
        question: "What if the contract ran longer?".to_owned(),
        start: "2011-04-01".to_owned(),
        horizon_years: 12,
        replications: 200,
        seed: 1,
        arms: [3.0, 2.0, 5.0, 7.0, 10.0].map(arm).to_vec(),
        sweep: Vec::new(),
        text: text.to_owned(),
        resolved: text.to_owned(),
    };
    Ok(Loaded {
        scenario,
        warnings: 0,
    })
}

/// The cells of a sweep as arms.
pub fn cells(_loaded: &Loaded, factors: &[Factor], cells: &[Vec<usize>]) -> Result<Vec<Arm>, Exit> {
    let arm = |cell: &Vec<usize>| {
        let changes: Vec<(String, String)> = factors
            .iter()
            .zip(cell)
            .map(|(factor, level)| (factor.path.clone(), factor.levels[*level].clone()))
            .collect();
        let years = changes[0].1.parse().unwrap_or(3.0);
        let words: Vec<String> = changes
            .iter()
            .map(|(path, level)| format!("{path} = {level}"))
            .collect();
        Arm {
            name: words.join("; "),
            changes,
            alternative: alternative(years),
        }
    };
    Ok(cells.iter().map(arm).collect())
}

fn alternative(years: f64) -> Alternative {
    Alternative {
        authorities: Vec::new(),
        in_house: InHouse {
            caseload: None,
            serve_to_age: 21.0,
            pathway_teams: true,
            posts_held: None,
        },
        practices: vec![Practice {
            name: "Evolve YP".to_owned(),
            authority: 0,
            form: PracticeForm::Mutual,
            size: 148,
            min_age: 8.0,
            care_leavers_share: None,
            serve_to_age: 21.0,
            social_workers: 6.0,
            personal_advisers: 3.0,
            other_staff: 8.0,
            workers_move_share: None,
            contract: Commissioning {
                term_months: 12.0 * years,
                extension_months: 0.0,
                review_months: 12.0,
                review_style: ReviewStyle::Static,
                break_months: 0.0,
                price_follows_numbers: false,
                price_ratio: 1.0,
                retender: true,
                mobilisation_months: None,
            },
        }],
        parameters: BTreeMap::new(),
        hypotheses: BTreeMap::new(),
    }
}
