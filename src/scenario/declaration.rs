//! One declaration of every field of a scenario file: its path, what may be written, unit, default
//! and meaning. The check, the defaults, the JSON schema and the starter file all read this list.

use std::sync::LazyLock;

use crate::evidence::{ATTRIBUTES, AttributeKind, BUDGET_HOLDERS, OUT_OF_HOURS, Usual};

/// What may be written in a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Any text that is not empty.
    Text,
    /// 31 March of some year, as `2011-03-31`.
    YearEnd,
    /// A whole number from the first to the second.
    Whole(i64, i64),
    /// A number from the first to the second.
    Number(f64, f64),
    /// `true` or `false`.
    Flag,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// One of these whole numbers.
    OneOf(&'static [i64]),
    /// A list of one or more authority profiles.
    Profiles,
    /// A list of mechanisms that the model carries.
    Mechanisms,
    /// A month, as `2012-05`.
    Month,
}

/// What holds when a field is not written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Absent {
    /// It must be written.
    Required,
    /// It may be left out; the text says what then holds.
    Open(&'static str),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// A flag.
    Flag(bool),
    /// A text.
    Text(&'static str),
}

/// One field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Section: empty for the top of the file, `study`, `authority`, `in_house`, `practice`, `contract`.
    pub section: &'static str,
    /// Key inside the section.
    pub key: &'static str,
    /// What may be written.
    pub kind: Kind,
    /// Unit in words; empty if none.
    pub unit: &'static str,
    /// What holds when it is absent.
    pub absent: Absent,
    /// A value as TOML, used in the starter file.
    pub example: &'static str,
    /// What it means, in one or two sentences, with the source of its default where it has one.
    pub doc: &'static str,
}

impl Field {
    /// Dotted path, such as `contract.term_years`.
    pub fn path(&self) -> String {
        if self.section.is_empty() { self.key.to_string() } else { format!("{}.{}", self.section, self.key) }
    }

    /// What may be written, in words that follow "must be".
    pub fn allowed(&self) -> String {
        let list = |names: Vec<String>| match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            _ => names.join(""),
        };
        let unit = if self.unit.is_empty() { String::new() } else { format!(" {}", self.unit) };
        match self.kind {
            Kind::Text => "text in quotation marks, not empty".into(),
            Kind::YearEnd => "31 March of a year from 1990 to 2100, such as \"2011-03-31\"".into(),
            Kind::Whole(least, i64::MAX) => format!("a whole number of {least} or more"),
            Kind::Whole(least, most) => format!("a whole number from {least} to {most}{unit}"),
            Kind::Number(least, most) => format!("a number from {least} to {most}{unit}"),
            Kind::Flag => "true or false".into(),
            Kind::Choice(names) => list(names.iter().map(|n| format!("\"{n}\"")).collect()),
            Kind::OneOf(numbers) => list(numbers.iter().map(i64::to_string).collect()) + &unit,
            Kind::Month => "a month of the study, such as \"2012-05\"".into(),
            Kind::Mechanisms => "a list of mechanisms, such as [\"M46\"]".into(),
            Kind::Profiles => "a list of one or more authority profiles".into(),
        }
    }
}

/// A section and what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// Name of the table; empty for the top of the file.
    pub name: &'static str,
    /// What it holds, in one or two sentences.
    pub doc: &'static str,
}

/// The tables of a scenario file in the order in which people write them.
pub const SECTIONS: [Section; 13] = [
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
        name: "parameters",
        doc: "Quantities that this scenario sets, by id, with the reason: \"worker.x\" = { value = 0.2, why = \"...\" }. For a table the value is a factor on all entries; one entry is set as \"id.band\". `posterior = \"NAME\"` runs over a posterior, a row for each replication; where nothing else is set, `parameters = \"posterior:NAME\"` at the top says the same.",
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
        name: "sweep",
        doc: "Factors of a full factorial for `swplab sweep`, by dotted path: \"contract.term_years\" = [2, 3, 5].",
    },
];

/// Legal forms, as written.
pub const FORMS: &[&str] =
    &["mutual", "company", "voluntary", "corporate", "in-house-unit", "authority-owned"];
/// What a practice does for children, as written.
pub const SERVES: &[&str] = &["cases", "reviews"];
/// Styles of review, as written.
pub const REVIEW_STYLES: &[&str] = &["static", "collaborative"];
/// What may happen on a date, as written.
pub const HAPPENINGS: &[&str] =
    &["inadequate-inspection", "change-of-control", "change-of-director", "reorganisation"];
/// Readings of the findings, as written; `evidence/hypotheses.toml` says what they take.
pub const READINGS: &[&str] = &["proponent", "cautious"];
/// With whom an evaluation compares a practice, as written.
pub const COMPARATORS: &[&str] = &["host", "comparison", "both"];
/// Ages to which care leavers may be served.
pub const SERVED_TO: &[i64] = &[21, 25];

use Absent::{Open, Required};

const fn field(
    (section, key): (&'static str, &'static str),
    kind: Kind,
    unit: &'static str,
    absent: Absent,
    example: &'static str,
    doc: &'static str,
) -> Field {
    Field { section, key, kind, unit, absent, example, doc }
}

/// Every field but `parameters`, `hypotheses`, `arms` and `sweep`, whose keys are names. Ways of
/// working follow the other fields of `in_house` and `practice`.
pub static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let service_models = ["in_house", "practice"].into_iter().flat_map(service_model_fields);
    PLAIN.iter().copied().chain(service_models).collect()
});

/// The fields of a section that set its service model.
fn service_model_fields(section: &'static str) -> impl Iterator<Item = Field> {
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
        Some(Field {
            section,
            key: attribute.key,
            kind,
            unit: match attribute.kind {
                AttributeKind::Share => "(0 none, 1 full)",
                _ => "",
            },
            absent,
            example,
            doc: attribute.doc,
        })
    })
}

#[rustfmt::skip]
const PLAIN: &[Field] = &[
    field(("", "title"), Kind::Text, "", Required, "\"Length of contract\"",
        "Short title, sentence case."),
    field(("", "question"), Kind::Text, "", Required, "\"What if the contract ran for 5 years and not for 3?\"",
        "The question in plain words."),
    field(("", "authorities"), Kind::Profiles, "", Required, "[\"staffordshire-2011\"]",
        "Authority profiles by name, or the path of a profile file from where the scenario stands."),
    field(("", "reading"), Kind::Choice(READINGS), "", Open("no side is taken"), "\"cautious\"",
        "Takes the positions that a keynote speaker of the summit stated together (paragraphs 4 and 37); positions under [hypotheses] go before it."),
    field(("study", "start"), Kind::YearEnd, "", Absent::Text("2011-03-31"), "\"2011-03-31\"",
        "Date of the published figures; month 1 of the study is the April after it."),
    field(("study", "horizon_years"), Kind::Whole(1, 40), "years", Required, "12",
        "Length of the study."),
    field(("study", "replications"), Kind::Whole(1, 100_000), "", Absent::Whole(200), "200",
        "Replications for each arm. Each draws its own values for what is not known, the same in all arms."),
    field(("study", "seed"), Kind::Whole(0, i64::MAX), "", Absent::Whole(1), "2011",
        "Root of all randomness: the same seed gives the same results to the last bit."),
    field(("authority", "arrivals_factor"), Kind::Number(0.0, 10.0), "times the published rate", Absent::Number(1.0), "1.0",
        "Multiplies the rate at which children come into care."),
    field(("authority", "budget_cut"), Kind::Number(0.0, 0.2), "of the budget each year", Absent::Number(0.0), "0.06",
        "Austerity: share of the authority's budget that is cut each year of a course of cuts; 0 for none."),
    field(("authority", "budget_cut_from"), Kind::Number(0.0, 40.0), "years after the start", Absent::Number(0.0), "1",
        "When the course of cuts begins."),
    field(("authority", "budget_cut_years"), Kind::Number(0.0, 4.0), "years", Absent::Number(4.0), "4",
        "Length of the course of cuts. The spending review of 2010 set one of four years."),
    field(("in_house", "caseload"), Kind::Number(1.0, 100.0), "cases for each case holder", Open("taken from the evidence"), "16.0",
        "Cases per case holder for which the authority provides posts."),
    field(("in_house", "serve_to_age"), Kind::OneOf(SERVED_TO), "years", Absent::Whole(21), "21",
        "Age to which the authority's own teams serve care leavers (21, or 25 as since 2018)."),
    field(("in_house", "pathway_teams"), Kind::Flag, "", Absent::Flag(true), "true",
        "Whether children change team along the pathway: assessment, court, looked-after, leaving care."),
    field(("in_house", "vacancies_held"), Kind::Number(0.0, 0.9), "as a share of vacancies", Open("taken from the evidence"), "0.3",
        "Share of vacancies that are held open or hard to fill."),
    field(("practice", "name"), Kind::Text, "", Required, "\"Practice\"",
        "Name, as shown in tables and used in paths."),
    field(("practice", "authority"), Kind::Text, "", Open("the only authority"), "\"staffordshire-2011\"",
        "Profile of the authority that buys from it; needed when there are several."),
    field(("practice", "authorities"), Kind::Profiles, "", Open("the one named by authority"), "[\"staffordshire-2011\", \"england-average-2011\"]",
        "Profiles of several authorities that buy from it, each under a contract of its own; size and staff are shared in proportion to their children."),
    field(("practice", "serves"), Kind::Choice(SERVES), "", Absent::Text("cases"), "\"reviews\"",
        "Cases: it holds cases. Reviews: it reviews the cases of others, as independent reviewing officers do, and holds none (summit report, paragraphs 91 and 94)."),
    field(("practice", "form"), Kind::Choice(FORMS), "", Absent::Text("mutual"), "\"mutual\"",
        "Legal form. An in-house unit has no contract; an authority-owned company, such as a trust, has one with its owner."),
    field(("practice", "buyers"), Kind::Whole(1, 150), "authorities", Absent::Whole(1), "3",
        "Authorities that buy from it, those outside the scenario included: they share its fixed costs (summit report, paragraphs 55, 94, 118)."),
    field(("practice", "grant_window_months"), Kind::Number(1.0, 60.0), "months", Open("no start-up grant"), "6",
        "Months after the award in which a start-up grant must be spent; the practice may withdraw if it opens later."),
    field(("practice", "size"), Kind::Whole(1, 100_000), "young people", Required, "148",
        "Young people served at the start, care leavers included."),
    field(("practice", "grows_to"), Kind::Whole(1, 100_000), "young people", Open("no more than its size"), "160",
        "Young people up to whom the practice takes referrals. The price is agreed for its size."),
    field(("practice", "min_age"), Kind::Number(0.0, 17.0), "years", Absent::Number(0.0), "8",
        "Youngest age served."),
    field(("practice", "care_leavers_share"), Kind::Number(0.0, 1.0), "as a share of size", Open("taken from the evidence"), "0.3",
        "Share of the young people at the start who are care leavers."),
    field(("practice", "serve_to_age"), Kind::OneOf(SERVED_TO), "years", Absent::Whole(21), "21",
        "Age to which the practice serves care leavers."),
    field(("practice", "social_workers"), Kind::Number(0.0, 1000.0), "whole-time posts", Required, "6",
        "Social workers who hold cases."),
    field(("practice", "personal_advisers"), Kind::Number(0.0, 1000.0), "whole-time posts", Absent::Number(0.0), "5",
        "Personal advisers who hold cases."),
    field(("practice", "other_staff"), Kind::Number(0.0, 1000.0), "whole-time posts", Absent::Number(0.0), "4",
        "Managers, project workers and office staff, who hold no cases."),
    field(("practice", "support_grant"), Kind::Number(0.0, 100_000.0), "£ thousand a year", Absent::Number(0.0), "250",
        "National support paid to the practice while it serves children; 0 for none."),
    field(("practice", "support_until_years"), Kind::Number(0.0, 40.0), "years after the start", Open("it is not withdrawn"), "6",
        "When national support is withdrawn, as Doncaster's was when the direction was lifted."),
    field(("practice", "startup_grant"), Kind::Number(0.0, 10_000.0), "£ thousand", Absent::Number(0.0), "100",
        "Grant towards start-up and transfer; 100 for each site of the second wave."),
    field(("practice", "workers_move_share"), Kind::Number(0.0, 1.0), "as a share of workers", Open("taken from the evidence"), "0.5",
        "Share of the children's workers who move with them when the service is transferred."),
    field(("contract", "term_years"), Kind::Number(0.08, 30.0), "years", Absent::Number(3.0), "3",
        "Length of the contract. The pilots had 3 years (summit report, paragraph 124)."),
    field(("contract", "extension_years"), Kind::Number(0.0, 30.0), "years", Absent::Number(0.0), "0",
        "Extension that may be granted at the end of the first term; 0 for none."),
    field(("contract", "review_months"), Kind::Number(1.0, 60.0), "months", Absent::Number(24.0), "24",
        "Months between reviews. Commissioners review about every 2 years (summit report, paragraphs 67 and 68)."),
    field(("contract", "review_style"), Kind::Choice(REVIEW_STYLES), "", Absent::Text("static"), "\"static\"",
        "Static: at arm's length. Collaborative: shared information, support by the authority written in."),
    field(("contract", "break_years"), Kind::Number(0.0, 30.0), "years", Absent::Number(0.0), "0",
        "Years after opening at which either side may end the contract; 0 for no break clause."),
    field(("contract", "price_follows_numbers"), Kind::Flag, "", Absent::Flag(false), "false",
        "Whether the price follows the number of children served."),
    field(("contract", "price_adjustment"), Kind::Flag, "", Absent::Flag(false), "true",
        "Whether each review sets the price anew at the authority's own cost of the day, for the numbers of the day."),
    field(("contract", "price_ratio"), Kind::Number(0.1, 5.0), "times the authority's own cost", Absent::Number(1.0), "1.0",
        "Price against the authority's own cost. The pilots were to cost the same (summit report, paragraph 47)."),
    field(("contract", "retender"), Kind::Flag, "", Absent::Flag(true), "true",
        "Whether the service is tendered again when a contract ends; otherwise the authority renews it or not without a tender."),
    field(("contract", "mobilisation_months"), Kind::Number(0.0, 36.0), "months", Open("taken from the evidence"), "6",
        "Months between award and opening."),
    field(("event", "date"), Kind::Month, "", Required, "\"2012-05\"",
        "Month in which it happens."),
    field(("event", "what"), Kind::Choice(HAPPENINGS), "", Required, "\"change-of-control\"",
        "What happens."),
    field(("event", "authority"), Kind::Text, "", Open("every authority"), "\"staffordshire-2011\"",
        "Profile of the authority where it happens."),
    field(("mechanisms", "off"), Kind::Mechanisms, "", Open("none is switched off"), "[\"M46\"]",
        "Mechanisms that do nothing in this scenario or arm."),
    field(("observation", "comparator"), Kind::Choice(COMPARATORS), "", Absent::Text("both"), "\"both\"",
        "With whom practices are compared: their host authority, a comparison authority, or both."),
    field(("observation", "comparison"), Kind::Profiles, "", Open("the authorities without a practice, in order"), "[\"staffordshire-2011\"]",
        "Comparison authorities, one for each practice in order; the last serves the practices that are left. Each must stand in authorities."),
    field(("observation", "sites"), Kind::Whole(1, 200), "sites", Open("one for each practice of the scenario"), "5",
        "Practices that are evaluated. With more sites than practices further ones are taken from further simulated worlds."),
    field(("observation", "months"), Kind::Whole(3, 60), "months", Absent::Whole(12), "12",
        "Length of the window of observation, from the opening of each practice."),
    field(("observation", "settled_after"), Kind::Whole(0, 240), "months after opening", Absent::Whole(18), "18",
        "When the second window begins, in which the practices have settled (H17)."),
    field(("observation", "staff"), Kind::Whole(0, 1_000_000), "answers", Absent::Whole(2050), "2050",
        "Answers to the staff survey, practices, hosts and comparison authorities together. The national evaluation had 2,050."),
    field(("observation", "children"), Kind::Whole(0, 1_000_000), "interviews", Absent::Whole(169), "169",
        "Children and young people interviewed, all sites together. The national evaluation had 169."),
    field(("observation", "evaluations"), Kind::Whole(1, 10_000), "evaluations", Absent::Whole(20), "20",
        "Evaluations sampled from each simulated world, with the same design and other respondents."),
];

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
