//! The scenarios in which the facts of the pilots are looked for: the shipped ones, and worlds put together
//! from their practices.

use std::collections::BTreeMap;

use crate::scenario::{Document, ProfileFiles, Scenario};

const FIRST_WAVE: &str = include_str!("../../../../scenarios/first-wave.toml");
const SANDWELL: &str = include_str!("../../../../scenarios/sandwell.toml");
const SPIRIT: &str = include_str!("../../../../scenarios/in-the-spirit.toml");
const COMPANY: &str = include_str!("../../../../scenarios/achieving-for-children.toml");
const KENT: &str = include_str!("../../../../scenarios/kent.toml");
const EVOLVE: &str = include_str!("../../../../scenarios/evolve-yp.toml");

/// Practices that were evaluated.
pub const SITES: usize = 5;
/// Their hosts, in the order of the scenario file.
const HOSTS: [&str; SITES] =
    ["blackburn-with-darwen-2011", "hillingdon-2011", "kent-2011", "liverpool-2011", "staffordshire-2011"];
/// The pilots' 2009 is lived from April 2011, and visits without notice move with it.
const PARAMETERS: &str = "\n[parameters]\n\"inspection.visits-until\" = { value = 2014, why = \"moved\" }\n";
/// The practices opened; that one may not is asked of the programme before it opens only.
const OPENED: &str = "\"contract.never-opens\" = { value = 0, why = \"opened\" }\n";
/// A file has two arms; where one is lived the second only completes it.
const ALONE: &str = "\n[[arms]]\nname = \"as it was\"\n\
                     \n[[arms]]\nname = \"other\"\nset = { \"contract.term_years\" = 4 }\n";
/// An authority of 434 children without a practice: England scaled to the mean authority of 2011.
const AVERAGE: &str = "title = \"Average authority\"\nquestion = \"What does it look like?\"\n\
    authorities = [\"england-average-2011\"]\n\
    [study]\nstart = \"2011-03-31\"\nhorizon_years = 4\nreplications = 1\nseed = 20110331\n\
    [in_house]\nserve_to_age = 21\npathway_teams = true\n\
    [[arms]]\nname = \"in house\"\n[[arms]]\nname = \"again\"\n\
    set = { \"authority.arrivals_factor\" = 1.1 }\n";

/// A scenario that the program carries: a fault in it is a bug.
fn parsed(name: &str, text: &str) -> Scenario {
    let files = ProfileFiles::Kept(BTreeMap::new());
    let document = Document::parse(&format!("{name}.toml"), name.to_owned(), files, text.as_bytes());
    let scenario = document.and_then(|document| document.scenario());
    match scenario {
        Ok((scenario, _)) => scenario,
        Err(faults) => panic!("the carried scenario {name} has faults: {faults}"),
    }
}

fn first_arm(mut scenario: Scenario) -> Scenario {
    scenario.arms.truncate(1);
    scenario
}

/// The `[[practice]]` tables of a scenario file.
fn practices(file: &str) -> Vec<String> {
    let tables = file.split_once("\n[[practice]]").map_or("", |(_, all)| all);
    let tables = tables.split_once("\n[contract]").map_or("", |(all, _)| all);
    let tables = tables.split("\n[[practice]]");
    tables.map(|table| format!("\n[[practice]]{table}\n")).collect()
}

fn head(authorities: &[&str], years: u32, seed: u32) -> String {
    format!(
        "title = \"Pilots\"\nquestion = \"What do the pilots show?\"\nauthorities = {authorities:?}\n\
         [study]\nstart = \"2011-03-31\"\nhorizon_years = {years}\nreplications = 1\nseed = {seed}\n"
    )
}

/// The five practices, their hosts and comparison authorities, with few evaluations of each world.
pub fn evaluation() -> Scenario {
    let mut scenario = parsed("first-wave", FIRST_WAVE);
    scenario.observation.evaluations = 5;
    scenario
}

/// Each practice alone with its host, and the same authority without it, for three years.
pub fn sites() -> Vec<Scenario> {
    let pairs = HOSTS.iter().zip(practices(FIRST_WAVE)).zip(1..);
    pairs
        .map(|((host, table), seed)| {
            let text = head(&[host], 3, seed)
                + &table
                + "\n[contract]\nterm_years = 3\nmobilisation_months = 1\n"
                + PARAMETERS
                + OPENED
                + "\n[[arms]]\nname = \"practice\"\n\
                   \n[[arms]]\nname = \"in house\"\nset = { practice = [] }\n";
            parsed(host, &text)
        })
        .collect()
}

/// All five practices under the same quantities and positions, for five years from their opening.
pub fn first_wave() -> Scenario {
    let text = head(&HOSTS, 5, 20_091_201)
        + &practices(FIRST_WAVE).concat()
        + "\n[contract]\nterm_years = 3\nmobilisation_months = 1\n"
        + PARAMETERS
        + OPENED
        + ALONE;
    first_arm(parsed("pilots", &text))
}

/// The six sites that were selected, from their selection on, with the usual preparation.
pub fn selected() -> Scenario {
    let mut hosts = HOSTS.to_vec();
    hosts.push("sandwell-2011");
    let sixth = practices(SANDWELL)
        .concat()
        .replace("name = \"Practice\"", "name = \"Sandwell\"\nauthority = \"sandwell-2011\"");
    let text = head(&hosts, 2, 20_081_201)
        + &practices(FIRST_WAVE).concat()
        + &sixth
        + "\n[contract]\nterm_years = 3\n"
        + PARAMETERS
        + ALONE;
    first_arm(parsed("selected", &text))
}

/// The company of two councils, as it was.
pub fn company() -> Scenario {
    first_arm(parsed("achieving-for-children", COMPANY))
}

/// The company for profit, as it was.
pub fn spirit() -> Scenario {
    first_arm(parsed("in-the-spirit", SPIRIT))
}

/// The staff-led practice, as it was, for two years.
pub fn evolve() -> Scenario {
    let mut scenario = first_arm(parsed("evolve-yp", EVOLVE));
    scenario.horizon_years = 2;
    scenario
}

/// The service for those of 16 and over, for two years.
pub fn kent() -> Scenario {
    let mut scenario = parsed("kent", KENT);
    scenario.horizon_years = 2;
    scenario
}

/// The average authority without a practice, for four years.
pub fn average() -> Scenario {
    parsed("average", AVERAGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_site_has_its_own_practice_and_host() {
        let sites = sites();
        assert_eq!(sites.len(), SITES);
        for (site, host) in sites.iter().zip(HOSTS) {
            let arm = &site.arms[0].alternative;
            assert_eq!(arm.practices.len(), 1);
            assert_eq!(arm.authorities[0].profile, host);
        }
        assert_eq!(selected().arms[0].alternative.practices.len(), SITES + 1);
    }
}
