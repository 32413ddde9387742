//! How an evaluation looks at the practices: the `[observation]` table. A run reads nothing of it.

use super::alternative::section;
use super::reader::Reader;
use super::scenario::Alternative;
use super::tree::{Table, Value};

/// With whom practices are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

    /// The name as written in scenarios and tables.
    pub fn name(self) -> &'static str {
        match self {
            Comparator::Host => "host",
            Comparator::Comparison => "comparison",
            Comparator::Both => "both",
        }
    }
}

/// The design of an evaluation. Times in months.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// With whom practices are compared.
    pub comparator: Comparator,
    /// Comparison authority of each practice, as a position among the authorities; empty if none.
    pub comparison: Vec<usize>,
    /// Whether the comparison authorities were named rather than taken in order.
    pub names_comparison: bool,
    /// Practices evaluated; `None` for those of the scenario.
    pub sites: Option<u32>,
    /// Length of the window from each practice's opening.
    pub months: u32,
    /// Months from the opening to the window in which the practices have settled.
    pub settled_after: u32,
    /// Answers to the staff survey, all groups together.
    pub staff: u32,
    /// Children interviewed, all groups together.
    pub children: u32,
    /// Evaluations sampled from each simulated world.
    pub evaluations: u32,
}

impl Default for Observation {
    fn default() -> Observation {
        Observation {
            comparator: Comparator::Both,
            comparison: Vec::new(),
            names_comparison: false,
            sites: None,
            months: 12,
            settled_after: 18,
            staff: 2050,
            children: 169,
            evaluations: 20,
        }
    }
}

impl Observation {
    /// Path and value of what differs from the defaults, for the canonical text of a scenario.
    pub(super) fn lines(&self) -> Vec<(&'static str, String)> {
        let usual = Observation::default();
        let mut lines = Vec::new();
        let mut put = |differs: bool, path: &'static str, value: String| {
            if differs {
                lines.push((path, value));
            }
        };
        put(self.comparator != usual.comparator, "comparator", self.comparator.name().into());
        put(self.names_comparison, "comparison", format!("{:?}", self.comparison));
        for (path, own, usual) in [
            ("sites", self.sites.unwrap_or(0), 0),
            ("months", self.months, usual.months),
            ("settled_after", self.settled_after, usual.settled_after),
            ("staff", self.staff, usual.staff),
            ("children", self.children, usual.children),
            ("evaluations", self.evaluations, usual.evaluations),
        ] {
            put(own != usual, path, own.to_string());
        }
        lines
    }
}

/// The observation of a tree. Where the reader notes an error, the result is only a placeholder.
pub(super) fn observation(reader: &mut Reader<'_>, tree: &Table, common: &Alternative) -> Observation {
    let layers = section(reader, tree, "observation");
    let mut whole = |key| reader.whole(&layers, key).map(|number| number as u32);
    let sites = whole("sites");
    let usual = Observation::default();
    let months = whole("months").unwrap_or(usual.months);
    let settled_after = whole("settled_after").unwrap_or(usual.settled_after);
    let staff = whole("staff").unwrap_or(usual.staff);
    let children = whole("children").unwrap_or(usual.children);
    let evaluations = whole("evaluations").unwrap_or(usual.evaluations);
    let comparator = match reader.text(&layers, "comparator").as_deref() {
        Some("host") => Comparator::Host,
        Some("comparison") => Comparator::Comparison,
        _ => Comparator::Both,
    };
    let named = named(reader, tree, common);
    let names_comparison = named.is_some();
    let comparison = in_order(named.unwrap_or_else(|| without_practice(common)), common);
    Observation {
        comparator,
        comparison,
        names_comparison,
        sites,
        months,
        settled_after,
        staff,
        children,
        evaluations,
    }
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

/// The comparison authorities that are named, or nothing if none are.
fn named(reader: &mut Reader<'_>, tree: &Table, common: &Alternative) -> Option<Vec<usize>> {
    let (table, _) = reader.table(tree, "observation")?;
    let entry = table.get("comparison")?;
    let known: Vec<&str> = common.authorities.iter().map(|a| a.profile.as_str()).collect();
    let path = "observation.comparison";
    let wanted = format!("a list of authorities of the scenario: {}", known.join(", "));
    let Value::List(items) = &entry.node.value else {
        let message = format!("{path} is {}, but must be {wanted}.", entry.node.found());
        reader.error(entry.node.at, path, message);
        return None;
    };
    let mut found = Vec::new();
    for (practice, item) in items.iter().enumerate() {
        let position = match &item.value {
            Value::Text(name) => known.iter().position(|known| known == name),
            _ => None,
        };
        match position {
            Some(at) if common.practices.get(practice).map(|p| p.authority) == Some(at) => {
                let message = format!(
                    "{path} compares the practice \"{}\" with its own host {}.",
                    common.practices[practice].name, known[at]
                );
                reader.error(item.at, path, message);
            }
            Some(at) => found.push(at),
            None if !known.is_empty() => {
                let message = format!("{path} holds {}, but must be {wanted}.", item.found());
                reader.error(item.at, path, message);
            }
            None => {}
        }
    }
    Some(found)
}
