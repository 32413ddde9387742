//! What is varied or set in the manual's words. The path, by which the scenario names it, stands in the appendix and in the
//! tables.

use crate::evidence::{Evidence, Hypotheses};
use crate::report::words::{listed, lower_first};
use crate::scenario::declaration::{FIELDS, Field};

/// Letters up to which the first words of the manual are a name.
const LONGEST: usize = 90;

/// A name and the unit of its levels, empty where the name says it or there is none.
struct Named {
    name: String,
    unit: String,
}

/// The field of a path, or of one that names a service or an authority in its middle, with that name.
fn field(path: &str) -> Option<(&'static Field, Option<&str>)> {
    if let Some(field) = FIELDS.iter().find(|field| field.path() == path) {
        return Some((field, None));
    }
    let (section, rest) = path.split_once('.')?;
    let (of, key) = rest.rsplit_once('.')?;
    FIELDS.iter().find(|field| field.section == section && field.key == key).map(|field| (field, Some(of)))
}

fn named(path: &str) -> Named {
    let whole = || Named { name: path.to_owned(), unit: String::new() };
    if let Some(id) = path.strip_prefix("parameters.") {
        let evidence = Evidence::embedded();
        return evidence.key(id).map(|key| &evidence.quantities()[key.quantity]).map_or_else(
            whole,
            |quantity| Named {
                name: quantity.label.clone(),
                unit: if quantity.is_table() { "times as usual".to_owned() } else { quantity.unit.clone() },
            },
        );
    }
    if let Some(id) = path.strip_prefix("hypotheses.") {
        return Hypotheses::embedded().find(id).map_or_else(whole, |one| Named {
            name: format!("{} {}", one.id, lower_first(&one.title)),
            unit: String::new(),
        });
    }
    let Some((field, of)) = field(path) else { return whole() };
    let ends = [". ", ", ", ": ", "; ", " ("].iter().filter_map(|end| field.doc.find(end)).min();
    let first = field.doc[..ends.unwrap_or(field.doc.len())].trim_end_matches('.');
    // A sentence is no name, and a word that begins a list of choices says nothing of what is chosen.
    if first.chars().count() > LONGEST || !first.contains(' ') {
        return whole();
    }
    let is_said = first.to_lowercase().contains(field.unit);
    Named {
        name: of.map_or_else(|| first.to_owned(), |of| format!("{first} ({of})")),
        unit: if is_said { String::new() } else { field.unit.to_owned() },
    }
}

/// What is varied, without the unit of its levels.
pub(crate) fn name(path: &str) -> String {
    named(path).name
}

/// What is varied, inside a sentence; a question keeps its number, and a path is written as it is.
pub(crate) fn inside(path: &str) -> String {
    let name = name(path);
    let is_question = name.starts_with('H') && name[1..].starts_with(|c: char| c.is_ascii_digit());
    if is_question || name == path { name } else { lower_first(&name) }
}

/// What is varied, as the title of an axis.
pub(crate) fn axis(path: &str) -> String {
    let Named { name, unit } = named(path);
    if unit.is_empty() { name } else { format!("{name}, {unit}") }
}

/// One level, as a title: `Length of the contract: 2 years`.
pub(crate) fn title(path: &str, level: &str) -> String {
    let Named { name, unit } = named(path);
    format!("{name}: {} {unit}", level.trim_matches('"')).trim_end().to_owned()
}

/// A word of so many things as it is of one: `years` is `year`.
fn of_one(words: &str, level: &str) -> String {
    let (first, rest) = words.split_once(' ').map_or((words, ""), |(first, rest)| (first, rest));
    let is_many = first.ends_with('s') && !first.ends_with("ss") && first != "times";
    match (level, is_many) {
        ("1", true) => format!("{} {rest}", &first[..first.len() - 1]).trim_end().to_owned(),
        _ => words.to_owned(),
    }
}

/// One level inside a sentence: `length of the contract 2 years`, `3 months between reviews` where the name begins with what is counted.
pub(crate) fn at(path: &str, level: &str) -> String {
    let (name, unit) = (inside(path), named(path).unit);
    let level = level.trim_matches('"');
    let counts = field(path).map_or("", |(field, _)| field.unit);
    if unit.is_empty() && !counts.is_empty() && name.starts_with(counts) {
        return format!("{level} {}", of_one(&name, level));
    }
    format!("{name} {level} {}", of_one(&unit, level)).trim_end().to_owned()
}

/// A combination of levels, as short as it can be told: a level with its unit where no other has that unit, else with
/// its name; `2 years with 3 months between reviews`.
pub(crate) fn combination<'a>(levels: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let levels: Vec<(&str, &str)> = levels.collect();
    let units: Vec<String> = levels.iter().map(|(path, _)| named(path).unit).collect();
    let words = levels.iter().zip(&units).map(|((path, level), unit)| {
        let is_only = !unit.is_empty() && units.iter().filter(|other| *other == unit).count() == 1;
        let level = level.trim_matches('"');
        if is_only { format!("{level} {}", of_one(unit, level)) } else { at(path, level) }
    });
    let words: Vec<String> = words.collect();
    match &words[..] {
        [first, rest @ ..] if !rest.is_empty() => format!("{first} with {}", listed(rest)),
        _ => listed(&words),
    }
}

/// A factor with its levels: `length of the contract (2, 3 and 5 years)`.
pub(crate) fn varied(path: &str, levels: &[String]) -> String {
    let unit = named(path).unit;
    let levels: Vec<String> = levels.iter().map(|level| level.trim_matches('"').to_owned()).collect();
    format!("{} ({})", inside(path), format!("{} {unit}", listed(&levels)).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_varied_has_the_words_of_the_manual_and_its_unit_once() {
        assert_eq!(axis("contract.term_years"), "Length of the contract, years");
        assert_eq!(axis("contract.review_months"), "Months between reviews");
        assert_eq!(title("contract.term_years", "2"), "Length of the contract: 2 years");
        assert_eq!(at("contract.review_months", "24"), "24 months between reviews");
        assert_eq!(at("contract.review_months", "1"), "1 month between reviews");
        assert_eq!(at("contract.term_years", "1"), "length of the contract 1 year");
        assert_eq!(title("contract.review_style", "\"static\""), "contract.review_style: static");
        assert_eq!(title("hypotheses.H6", "\"neutral\""), "H6 contract length: neutral");
        assert!(axis("practice.Evolve YP.size").ends_with(" (Evolve YP)"));
        assert_eq!(axis("no.such"), "no.such");
        let both = [("contract.term_years", "2"), ("in_house.caseload", "14")];
        assert_eq!(combination(both.into_iter()), "2 years with 14 cases for each case holder");
        let three = [("contract.term_years", "1"), ("contract.review_months", "3"), ("practice.size", "60")];
        assert_eq!(
            combination(three.into_iter()),
            "1 year with 3 months between reviews and 60 young people served at the start"
        );
        let alike = [("contract.term_years", "2"), ("contract.term_years", "5")];
        assert!(combination(alike.into_iter()).starts_with("length of the contract 2 years with "));
        let levels = ["2", "3", "5"].map(str::to_owned);
        assert_eq!(varied("contract.term_years", &levels), "length of the contract (2, 3 and 5 years)");
    }
}
