//! What a field of a scenario means: by its path, or by the path in which a service or an authority is named.

use std::io::{self, Write};

use super::explain::line;
use crate::scenario::declaration::{Absent, FIELDS, Field, SECTIONS};

/// Explains the field of a path, or the table of a name with its fields; whether there is one.
///
/// # Errors
/// `out` cannot be written.
pub fn explain(name: &str, out: &mut dyn Write) -> io::Result<bool> {
    let name = name.trim().trim_start_matches('[').trim_end_matches(']');
    if let Some(field) = find(name) {
        explain_field(field, out)?;
        return Ok(true);
    }
    let Some(section) = SECTIONS.iter().find(|section| !section.name.is_empty() && section.name == name)
    else {
        return Ok(false);
    };
    line(out, "table of a scenario", section.name)?;
    line(out, "meaning", section.doc)?;
    for field in FIELDS.iter().filter(|field| field.section == section.name) {
        line(out, field.key, field.doc)?;
    }
    Ok(true)
}

/// Explains the field whose meaning begins with some words, as charts of a sweep name it; whether there is one.
///
/// # Errors
/// `out` cannot be written.
pub fn explain_by_words(words: &str, out: &mut dyn Write) -> io::Result<bool> {
    let begins = |field: &&Field| {
        field.doc.strip_prefix(words).is_some_and(|rest| rest.starts_with([' ', '.', ':', ';', ',']))
    };
    let field = FIELDS.iter().find(begins).filter(|_| words.contains(' '));
    field.map_or(Ok(false), |field| explain_field(field, out).map(|()| true))
}

/// The field of a path such as `contract.term_years`, or `practice.Evolve YP.size`, which names the service.
fn find(path: &str) -> Option<&'static Field> {
    let whole = FIELDS.iter().find(|field| field.path() == path);
    whole.or_else(|| {
        let (section, rest) = path.split_once('.')?;
        let (_, key) = rest.rsplit_once('.')?;
        FIELDS.iter().find(|field| field.section == section && field.key == key)
    })
}

fn explain_field(field: &Field, out: &mut dyn Write) -> io::Result<()> {
    line(out, "field of a scenario", &field.path())?;
    line(out, "meaning", field.doc)?;
    line(out, "may be", &field.allowed())?;
    let absent = match field.absent {
        Absent::Required => "must be written".to_owned(),
        Absent::Open(what) => what.to_owned(),
        Absent::Whole(number) => number.to_string(),
        Absent::Number(number) => number.to_string(),
        Absent::Flag(flag) => flag.to_string(),
        Absent::Text(text) => format!("\"{text}\""),
    };
    line(out, "if left out", &absent)?;
    let set = match (field.section, field.key) {
        ("", key) => format!("{key} = ... at the top of the file"),
        (section, key) => {
            format!("[{section}] {key} = ..., or in an arm set = {{ \"{section}.{key}\" = ... }}")
        }
    };
    line(out, "is written", &set)
}

/// Paths and tables that can be explained here.
pub fn names() -> Vec<String> {
    let tables = SECTIONS.iter().filter(|section| !section.name.is_empty());
    FIELDS.iter().map(Field::path).chain(tables.map(|section| section.name.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str) -> Option<String> {
        let mut out = Vec::new();
        explain(name, &mut out).unwrap().then(|| String::from_utf8(out).unwrap())
    }

    #[test]
    fn every_field_and_table_of_a_scenario_is_explained() {
        for name in names() {
            assert!(said(&name).is_some_and(|told| told.contains("meaning ")), "{name}");
        }
        let told = said("contract.term_years").unwrap();
        for words in ["may be", "if left out", "in an arm set = {"] {
            assert!(told.contains(words), "{told}");
        }
        assert!(said("practice.Evolve YP.size").unwrap().contains("practice.size"));
        assert_eq!(said("contract.term_year"), None);
        let mut out = Vec::new();
        assert!(explain_by_words("Length of the contract", &mut out).unwrap());
        assert!(String::from_utf8(out).unwrap().contains("contract.term_years"));
    }
}
