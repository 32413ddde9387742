//! Every field of a scenario file, in the order in which people write them. The check, the defaults, the JSON
//! schema, the starter file and the manual read this list.

use std::sync::LazyLock;

pub use crate::arrangement::{Absent, Field, Kind};
use crate::arrangement::{Change, Circumstances, Contract, DatedEvent, Idea, InHouse, Practice};
use crate::evidence::{ATTRIBUTES, AttributeKind, BUDGET_HOLDERS, OUT_OF_HOURS, Usual};

use super::observation::Observation;
use super::readings::Readings;
use super::study::Study;

/// A section and what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// Name of the table; empty for the top of the file.
    pub name: &'static str,
    /// What it holds, in one or two sentences.
    pub doc: &'static str,
}

/// The tables of a scenario file in the order in which people write them.
pub const SECTIONS: [Section; 17] = [
    Section { name: "", doc: "What is asked, and where." },
    Section { name: "study", doc: "How long and how often the question is simulated." },
    Section { name: "authority", doc: "Settings common to all authorities of the scenario." },
    Section {
        name: "in_house",
        doc: "How the authorities' own teams work; what differs in one of them goes under [in_house.\"PROFILE\"].",
    },
    Section {
        name: "practice",
        doc: "A practice under contract; write [[practice]] once for each. Terms of its own go under [practice.contract].",
    },
    Section { name: "contract", doc: "Contract terms common to all practices." },
    Section {
        name: "event",
        doc: "Something that happens on a date; write [[event]] once for each. It happens besides what is drawn.",
    },
    Section {
        name: "idea",
        doc: "An idea that is tried in one team, judged on few cases and noisy signs, kept or dropped, and passed on to the next; write [[idea]] once for each.",
    },
    Section {
        name: "change",
        doc: "Fields that change during a run; write [[change]] once for each, up to four. `set` names what changes, by dotted path, as in an arm: set = { \"in_house.caseload\" = 12 }. It comes in a month (`from`), or when a condition is met (`when`, with `above` or `below`); until then, and where it never comes, the rest of the scenario holds. An arm has changes of its own by set = { change = [{ from = \"2014-04\", set = { ... } }] }.",
    },
    Section {
        name: "parameters",
        doc: "Quantities that this scenario sets, by id, with the reason: \"worker.x\" = { value = 0.2, why = \"...\" }. For a table the value is a factor on all entries; one entry is set as \"id.band\". `posterior = \"NAME\"` runs over a posterior, a row for each replication; where nothing else is set, `parameters = \"posterior:NAME\"` at the top says the same. Without either the posterior of the year of the authorities' figures is taken, where the program carries it and all are of one year; `\"none\"` takes the quantities' own ranges.",
    },
    Section {
        name: "hypotheses",
        doc: "Positions taken on open questions, such as H6 = \"neutral\". A question left out is drawn anew for each replication.",
    },
    Section {
        name: "mechanisms",
        doc: "Mechanisms switched off, to see what they do: `swplab mechanisms` lists them.",
    },
    Section {
        name: "arms",
        doc: "Two or more alternatives; the first is the reference. `set` names what differs, by dotted path.",
    },
    Section {
        name: "observation",
        doc: "How an evaluation looks at the practices, for `swplab observe` and `swplab power`; a run reads nothing of it.",
    },
    Section {
        name: "readings",
        doc: "What the end of a run tells, and `swplab readings` writes into the head of the file; it moves no result.",
    },
    Section {
        name: "lab",
        doc: "What the page of `swplab lab` offers; it moves no result. `show` is the indicator and `unit` the children whose difference is shown first, `second` the arm that is the second world at first, `history` the number of the history in the picture (1). [[lab.control]] is a field that can be moved: `path`, `label`, `values`, and `words` where a value does not say what it is. [[lab.step]] is a step of the guided tour: `title`, `text`, what the two worlds set (`first`, `second`), the paths of its `controls`, a `question` that the room answers before the result opens, the indicator and the children that it asks for, `show` and `unit` (those of the page, if none are named), what is said when it is open, `reveal`, and where the player stops by itself so that a room looks at the same moment: the month, `stop` (\"2013-03\"), with what is said there, `stop_says`.",
    },
    Section {
        name: "sweep",
        doc: "What `swplab sweep` varies, by dotted path: \"contract.term_years\" = [2, 3, 5], or a range { from = 2, to = 10 }. `design` lays out the cells: \"factorial\" (every combination, if none is named), \"latin-hypercube\", \"sobol\" or \"sobol-plain\", these with `points` cells (32). `base` names the arm that the cells change; the first if none is named.",
    },
];

/// Readings of the findings, as written; `evidence/hypotheses.toml` says what they take.
pub const READINGS: &[&str] = &["proponent", "cautious"];

/// The fields at the top of the file, in order.
pub(super) const TOP: [Field; 5] = [
    plain("", "title", Kind::Text, Absent::Required, "\"Length of contract\"", "Short title, sentence case."),
    plain(
        "",
        "question",
        Kind::Text,
        Absent::Required,
        "\"What if the contract ran for 5 years and not for 3?\"",
        "The question in plain words.",
    ),
    plain(
        "",
        "authorities",
        Kind::Profiles,
        Absent::Required,
        "[\"staffordshire-2011\"]",
        "Authority profiles by name, or the path of a profile file from where the scenario stands.",
    ),
    plain(
        "",
        "reading",
        Kind::Choice(READINGS),
        Absent::Open("no side is taken"),
        "\"cautious\"",
        "Takes the positions that a keynote speaker of the summit stated together (paragraphs 4 and 37); positions under [hypotheses] go before it.",
    ),
    plain(
        "",
        "outcomes",
        Kind::Indicators,
        Absent::Open(
            "those of which `[readings]` tell, else those on which the fields act in which arms differ, else the headlines",
        ),
        "[\"culture\", \"direct_hours\"]",
        "The indicators that lead in report, terminal and charts, the first before all; cost is always among them. It moves no result.",
    ),
];

/// The mechanisms that are switched off.
pub(super) const OFF: Field = plain(
    "mechanisms",
    "off",
    Kind::Mechanisms,
    Absent::Open("none is switched off"),
    "[\"M46\"]",
    "Mechanisms that do nothing in this scenario or arm.",
);

/// A field without a unit.
pub(super) const fn plain(
    section: &'static str,
    key: &'static str,
    kind: Kind,
    absent: Absent,
    example: &'static str,
    doc: &'static str,
) -> Field {
    Field { section, key, kind, unit: "", absent, example, doc }
}

/// Every field but `parameters`, `hypotheses`, `arms` and `sweep`, whose keys are names. Service models follow the
/// other fields of `in_house` and `practice`.
pub static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let mut fields = TOP.to_vec();
    fields.extend_from_slice(Study::FIELDS);
    fields.extend_from_slice(Circumstances::FIELDS);
    fields.extend_from_slice(InHouse::FIELDS);
    fields.extend(attribute_fields("in_house"));
    fields.extend_from_slice(Practice::FIELDS);
    fields.extend(attribute_fields("practice"));
    fields.extend_from_slice(Contract::FIELDS);
    fields.extend_from_slice(DatedEvent::FIELDS);
    fields.extend_from_slice(Idea::FIELDS);
    fields.extend_from_slice(Change::FIELDS);
    fields.push(OFF);
    fields.extend_from_slice(Observation::FIELDS);
    fields.extend_from_slice(Readings::FIELDS);
    fields
});

/// The fields of a section that set its service model.
fn attribute_fields(section: &'static str) -> impl Iterator<Item = Field> {
    ATTRIBUTES.iter().filter_map(move |attribute| {
        let (kind, example) = match attribute.kind {
            AttributeKind::Share => (Kind::Number(0.0, 1.0), "0.5"),
            AttributeKind::Flag => (Kind::Flag, "true"),
            AttributeKind::Choice(BUDGET_HOLDERS) => (Kind::Choice(BUDGET_HOLDERS), "\"front-line\""),
            AttributeKind::Choice(OUT_OF_HOURS) => (Kind::Choice(OUT_OF_HOURS), "\"formal\""),
            AttributeKind::Choice(names) => (Kind::Choice(names), "\"year\""),
        };
        let absent = match attribute.usual(section == "practice") {
            Usual::Nothing => return None,
            Usual::Quantity => Absent::Open("taken from the evidence"),
            Usual::Is(value) => match attribute.kind {
                AttributeKind::Share => Absent::Open("as usual: 0"),
                AttributeKind::Flag => Absent::Flag(value > 0.0),
                AttributeKind::Choice(names) => Absent::Text(names[value as usize]),
            },
        };
        let unit = if attribute.kind == AttributeKind::Share { "(0 none, 1 full)" } else { "" };
        Some(Field { section, key: attribute.key, kind, unit, absent, example, doc: attribute.doc })
    })
}

/// A field by section and key.
pub fn find(section: &str, key: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|f| f.section == section && f.key == key)
}

/// The keys that a section may hold, tables inside it included.
pub(super) fn keys_of(section: &str) -> Vec<&'static str> {
    let mut keys: Vec<&str> = FIELDS.iter().filter(|f| f.section == section).map(|f| f.key).collect();
    match section {
        "" => keys.extend(SECTIONS.iter().map(|s| s.name).filter(|name| !name.is_empty())),
        "practice" => keys.push("contract"),
        "change" => keys.push("set"),
        _ => {}
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_stands_once_in_a_known_section_and_is_explained() {
        for (index, field) in FIELDS.iter().enumerate() {
            assert!(SECTIONS.iter().any(|s| s.name == field.section), "{}", field.path());
            assert!(field.doc.ends_with('.'), "{}", field.path());
            assert!(FIELDS[..index].iter().all(|f| f.path() != field.path()));
        }
    }
}
