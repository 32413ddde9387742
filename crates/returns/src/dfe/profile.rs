//! Rows into profile files, with a table of all that the files say and a table of remarks.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use super::remark::Remark;
use swplab_model::evidence::{Figure, Published, PublishedRow, profile_of, slug};
use swplab_model::text::as_cell;

/// Head of the table: what it is, where it is from, and what its codes mean.
const HEAD: &str = "\
# Authorities of England as published: one row for each authority and year, England under E92000001.
# Source: Department for Education, Children looked after in England including adoption; Children's social work
# workforce; social workers of looked-after children; Office for National Statistics, mid-year population estimates.
# Contains public sector information licensed under the Open Government Licence v3.0.
# year: of 31 March; of 30 September for the workforce, of 30 June for the population. code: that of today for the
# same area. workforce_with: the workforce of these authorities is published together, and stands at each of them.
# A cell without a number holds the reason: confidential, unavailable, inapplicable, unreliable, rounds_to_zero or
# one_to_five; an empty cell is not in the files. None of them is zero. Made by: swplab import dfe FILES --out DIR
";

/// Who publishes what the files hold.
const PUBLISHER: &str = "Department for Education, figures by local authority as published";

/// What marks a directory as made by this program.
const MANIFEST: &str = "manifest.json";

/// The name of an authority's profile, such as kent-2021.
pub fn profile_name(name: &str, year: u32) -> String {
    format!("{}-{year}", slug(name))
}

/// The profile of a row as a file, whose source names the files that it was made from and no others.
///
/// # Errors
/// A sentence that says which figure is missing.
pub fn profile_text(
    row: &PublishedRow,
    table: &Published,
    files: &BTreeSet<String>,
) -> Result<String, String> {
    let made = profile_of(row, table)?;
    let of_workforce = |figure: &Figure| figure.is_of_workforce() && row.get(*figure).is_some();
    let day = if Figure::all().any(|figure| of_workforce(&figure)) {
        "31 March and 30 September"
    } else {
        "31 March"
    };
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let source = format!("{PUBLISHER} ({}), {day} {}, {}", files.join(", "), row.year, row.code);
    Ok(made.profile.to_toml(&source, made.licence, &made.note))
}

/// The table as a file.
pub fn table_text(table: &Published) -> String {
    format!("{HEAD}{}\n", table.lines().join("\n"))
}

/// Remarks as a table.
pub fn remarks_text(remarks: &[Remark]) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["kind", "file", "line", "column", "authority", "found", "meaning", "done"])?;
    for remark in remarks {
        let line = if remark.line > 0 { remark.line.to_string() } else { String::new() };
        out.write_record([
            remark.kind.word(),
            &as_cell(&remark.file),
            &line,
            &as_cell(&remark.column),
            &as_cell(&remark.authority),
            &as_cell(&remark.found),
            &remark.meaning,
            &remark.done,
        ])?;
    }
    out.into_inner().map_err(|fault| csv::Error::from(fault.into_error()))
}

/// Profiles by name with their texts, and in sentences which rows could not be made one. `files`: those of each
/// authority, by its code.
pub fn profiles(
    rows: &[&PublishedRow],
    table: &Published,
    files: &BTreeMap<String, BTreeSet<String>>,
) -> (Vec<(String, String)>, Vec<String>) {
    let none = BTreeSet::new();
    let (mut made, mut faults) = (Vec::new(), Vec::new());
    for row in rows {
        if slug(&row.name).is_empty() {
            faults.push(format!("{}: no file gives this authority a name", row.code));
            continue;
        }
        let name = profile_name(&row.name, row.year);
        let is_taken = made.iter().any(|(other, _)| *other == name);
        // Two authorities whose names differ in their signs alone are told apart by their codes.
        let name = if is_taken { format!("{}-{name}", slug(&row.code)) } else { name };
        match profile_text(row, table, files.get(&row.code).unwrap_or(&none)) {
            Ok(text) => made.push((name, text)),
            Err(fault) => faults.push(format!("{}: {fault}", row.name)),
        }
    }
    (made, faults)
}

/// Writes profiles, the table and the remarks into an existing directory.
///
/// # Errors
/// A file that cannot be written.
pub fn write_profiles(
    directory: &Path,
    table: &Published,
    profiles: &[(String, String)],
    remarks: &[Remark],
) -> io::Result<()> {
    for (name, text) in profiles {
        std::fs::write(directory.join(format!("{name}.toml")), text)?;
    }
    std::fs::write(directory.join("figures.csv"), table_text(table))?;
    let remarks = remarks_text(remarks).map_err(io::Error::other)?;
    std::fs::write(directory.join("remarks.csv"), remarks)?;
    let names: Vec<&String> = profiles.iter().map(|(name, _)| name).collect();
    let manifest = serde_json::json!({
        "kind": "import-dfe",
        "program": env!("CARGO_PKG_VERSION"),
        "profiles": names,
    });
    std::fs::write(directory.join(MANIFEST), format!("{manifest:#}\n"))
}
