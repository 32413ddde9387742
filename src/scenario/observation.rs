//! How an evaluation looks at the practices: the `[observation]` table. A run reads nothing of it.

use crate::arrangement::{Held, Value};
use swplab_model::section;

use super::alternative::section;
use super::reader::Reader;
use super::scenario::Alternative;
use super::tree::Table;

/// With whom practices are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Comparator {
    /// The authority that buys from the practice.
    Host,
    /// Another authority, without a practice.
    Comparison,
    /// Both, their answers taken together.
    Both,
}

impl Comparator {
    /// All of them, in the order of the tables.
    pub const ALL: [Comparator; 3] = [Comparator::Host, Comparator::Comparison, Comparator::Both];
    /// Their names, in the same order.
    pub const NAMES: &[&str] = &["host", "comparison", "both"];

    /// The name as written in scenarios and tables.
    pub fn name(self) -> &'static str {
        Comparator::NAMES[self as usize]
    }

    /// The comparator of a name.
    pub fn of_name(name: &str) -> Option<Comparator> {
        Comparator::ALL.into_iter().find(|comparator| comparator.name() == name)
    }
}

impl Held for Comparator {
    fn held(value: Option<Value>) -> Comparator {
        Comparator::of_name(&String::held(value)).unwrap_or(Comparator::Both)
    }
}

section! {
    /// The design of an evaluation. Times in months.
    Observation in "observation":
    comparator: Comparator = "comparator" Choice(Comparator::NAMES), "", Text("both"), "\"both\"",
        "With whom practices are compared: their host authority, a comparison authority, or both.";
    comparison: Vec<usize> =
        "comparison" Authorities, "", Open("the authorities without a practice, in order"), "[\"staffordshire-2011\"]",
        "Comparison authorities, one for each practice in order; the last serves the practices that are left. Each must stand in authorities.";
    sites: Option<u32> = "sites" Whole(1, 200), "sites", Open("one for each practice of the scenario"), "5",
        "Practices that are evaluated. With more sites than practices further ones are taken from further simulated worlds.";
    months: u32 = "months" Whole(3, 60), "months", Whole(12), "12",
        "Length of the window of observation, from the opening of each practice.";
    settled_after: u32 = "settled_after" Whole(0, 240), "months after opening", Whole(18), "18",
        "When the second window begins, in which the practices have settled (H17).";
    staff: u32 = "staff" Whole(0, 1_000_000), "answers", Whole(2050), "2050",
        "Answers to the staff survey, practices, hosts and comparison authorities together. The national evaluation had 2,050.";
    children: u32 = "children" Whole(0, 1_000_000), "interviews", Whole(169), "169",
        "Children and young people interviewed, all sites together. The national evaluation had 169.";
    evaluations: u32 = "evaluations" Whole(1, 10_000), "evaluations", Whole(20), "20",
        "Evaluations sampled from each simulated world, with the same design and other respondents.";
    /// Whether the comparison authorities were named rather than taken in order.
    + names_comparison: bool;
}

/// The observation of a tree. Where the reader notes an error, the result is only a placeholder.
pub(super) fn observation(reader: &mut Reader<'_>, tree: &Table, common: &Alternative) -> Observation {
    let layers = section(reader, tree, "observation");
    let names = layers.has("comparison");
    let read = Observation::read(&mut |field| reader.value(&layers, field), names);
    let named = layers.items("comparison").iter().zip(&read.comparison).zip(&common.practices);
    for ((item, at), practice) in named.filter(|((_, at), practice)| **at == practice.authority) {
        let path = "observation.comparison";
        let host = &common.authorities[*at].profile;
        let message = format!("{path} compares the practice \"{}\" with its own host {host}.", practice.name);
        reader.error(item.at, path, message);
    }
    let comparison = if names { read.comparison } else { without_practice(common) };
    Observation { comparison: in_order(comparison, common), ..read }
}

/// One for each practice; the last serves those that are left.
fn in_order(given: Vec<usize>, common: &Alternative) -> Vec<usize> {
    let Some(&last) = given.last() else {
        return given;
    };
    (0..common.practices.len()).map(|practice| given.get(practice).copied().unwrap_or(last)).collect()
}

fn without_practice(common: &Alternative) -> Vec<usize> {
    let buys = |authority: usize| common.practices.iter().any(|p| p.authority == authority);
    (0..common.authorities.len()).filter(|&authority| !buys(authority)).collect()
}
