//! What the program is built from: known advisories, licences and places of every package of the lock file, without a
//! network. The two tables say of which day they are.
//!
//! A package that the tables do not know fails. They are renewed from a copy of the advisory database by
//!   SWPLAB_ADVISORIES=DIR cargo test --test promises audit
//! which asks cargo for the licences. The difference of the tables is read before it is committed.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use semver::{Version, VersionReq};
use serde::Deserialize;

/// Licences under which a package may be taken into a program that is itself MIT or Apache-2.0.
const PERMITTED: [&str; 11] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Advisories that hold for a package of ours and do no harm here, each with the reason.
const ANSWERED: [(&str, &str); 0] = [];

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: Version,
    source: Option<String>,
    checksum: Option<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Described>,
}

#[derive(Deserialize)]
struct Described {
    name: String,
    version: Version,
    source: Option<String>,
    license: Option<String>,
}

/// The head of a file of the advisory database.
#[derive(Deserialize)]
struct Written {
    advisory: Head,
    versions: Versions,
}

#[derive(Deserialize)]
struct Head {
    id: String,
    package: String,
    withdrawn: Option<toml::Value>,
}

#[derive(Deserialize)]
struct Versions {
    patched: Vec<VersionReq>,
    #[serde(default)]
    unaffected: Vec<VersionReq>,
}

/// A row of `advisories.csv`: versions that one of `spared` fits are not concerned.
#[derive(Deserialize)]
struct Advisory {
    id: String,
    package: String,
    spared: String,
    title: String,
}

impl Advisory {
    fn holds_for(&self, version: &Version) -> bool {
        let spared = self.spared.split(" | ").filter(|text| !text.is_empty());
        !spared.map(requirement).any(|wanted| wanted.matches(version))
    }
}

#[derive(Deserialize)]
struct Licensed {
    package: String,
    version: Version,
    licence: String,
}

fn requirement(text: &str) -> VersionReq {
    VersionReq::parse(text).unwrap_or_else(|fault| panic!("\"{text}\": {fault}"))
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(here(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

fn rows<T: for<'a> Deserialize<'a>>(table: &str) -> Vec<T> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(table.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().expect("the table is a CSV with its columns")
}

/// Packages of the lock file but our own, which have no source.
fn foreign() -> Vec<Locked> {
    let lock: Lock = toml::from_str(&read("Cargo.lock")).expect("the lock file is TOML");
    lock.package.into_iter().filter(|package| package.source.is_some()).collect()
}

/// The two tables, made again first if a copy of the database is named.
fn tables() -> (Vec<Licensed>, Vec<Advisory>) {
    if let Some(database) = std::env::var_os("SWPLAB_ADVISORIES") {
        renew(Path::new(&database));
    }
    (rows(&read(".ci/audit/licences.csv")), rows(&read(".ci/audit/advisories.csv")))
}

#[test]
fn no_package_has_an_advisory_without_an_answer_or_a_licence_that_is_not_permitted() {
    let (licences, advisories) = tables();
    let mut wrong = Vec::new();
    let packages = foreign();
    for Locked { name, version, source, checksum } in &packages {
        if source.as_deref() != Some(REGISTRY) || checksum.is_none() {
            wrong.push(format!("{name} {version} is not from the registry with a checksum"));
        }
        match licences.iter().find(|row| row.package == *name && row.version == *version) {
            None => wrong.push(format!("{name} {version} was not looked at: see the head of this test")),
            Some(row) if !is_permitted(&row.licence) => {
                wrong.push(format!("{name} {version} has the licence {}", row.licence));
            }
            Some(_) => {}
        }
        for advisory in advisories.iter().filter(|advisory| advisory.package == *name) {
            let answered = ANSWERED.iter().any(|(id, _)| *id == advisory.id);
            if advisory.holds_for(version) && !answered {
                wrong.push(format!("{name} {version}: {}, {}", advisory.id, advisory.title));
            }
        }
    }
    let known = |row: &Licensed| packages.iter().any(|p| p.name == row.package && p.version == row.version);
    let left = licences.iter().filter(|row| !known(row));
    wrong.extend(left.map(|row| format!("{} {} is no longer in the lock file", row.package, row.version)));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let head = read(".ci/audit/advisories.csv");
    println!("{} packages, {} past advisories looked at.", packages.len(), advisories.len());
    println!("{}", head.lines().next().unwrap_or_default());
}

#[test]
fn an_answer_stands_only_beside_an_advisory_that_holds() {
    let (_, advisories) = tables();
    let packages = foreign();
    for (id, reason) in ANSWERED {
        assert!(!reason.is_empty(), "{id}");
        let advisory = advisories.iter().find(|advisory| advisory.id == id);
        let advisory = advisory.unwrap_or_else(|| panic!("{id} concerns no package of ours"));
        let mut ours = packages.iter().filter(|package| package.name == advisory.package);
        assert!(ours.any(|package| advisory.holds_for(&package.version)), "{id} does not hold any more");
    }
}

#[test]
fn an_advisory_spares_what_is_patched_and_nothing_else() {
    let advisory = Advisory {
        id: "R".to_string(),
        package: "p".to_string(),
        spared: ">=0.10.1 | <0.10.0, >=0.9.3 | <0.7.0".to_string(),
        title: String::new(),
    };
    for (version, holds) in [("0.10.0", true), ("0.10.1", false), ("0.9.2", true), ("0.9.5", false)] {
        assert_eq!(advisory.holds_for(&Version::parse(version).unwrap()), holds, "{version}");
    }
    let never_mended = Advisory { spared: String::new(), ..advisory };
    assert!(never_mended.holds_for(&Version::new(9, 0, 0)));
}

#[test]
fn a_licence_is_permitted_by_every_part_that_is_asked_for() {
    for permitted in ["MIT", "MIT/Apache-2.0", "MIT OR GPL-3.0-only", "(MIT OR Apache-2.0) AND Unicode-3.0"] {
        assert!(is_permitted(permitted), "{permitted}");
    }
    for refused in ["", "GPL-3.0-only", "MIT AND GPL-3.0-only", "(MIT OR Zlib) AND LGPL-2.1"] {
        assert!(!is_permitted(refused), "{refused}");
    }
}

#[test]
fn an_exact_version_has_its_reason_beside_it() {
    for path in [
        "Cargo.toml",
        "crates/model/Cargo.toml",
        "crates/returns/Cargo.toml",
        "lab/engine/Cargo.toml",
        "python/Cargo.toml",
    ] {
        let text = read(path);
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.contains("\"=")) {
            let before = at.checked_sub(1).map_or("", |at| lines[at]);
            assert!(before.starts_with("# Exact: "), "{path}: no line \"# Exact: ...\" above {line}");
        }
    }
}

/// Expressions of the registry: alternatives with OR or a stroke, and AND between them, with brackets at most around a part.
fn is_permitted(expression: &str) -> bool {
    expression.split(" AND ").all(|part| {
        let part = part.trim().trim_start_matches('(').trim_end_matches(')').replace('/', " OR ");
        part.split(" OR ").any(|licence| PERMITTED.contains(&licence.trim()))
    })
}

fn renew(database: &Path) {
    let (mut packages, mut advisories) = (BTreeMap::new(), BTreeMap::new());
    for package in described() {
        let folder = database.join("crates").join(&package.name);
        for file in fs::read_dir(folder).into_iter().flatten() {
            let text = fs::read_to_string(file.expect("a file of the database").path()).expect("text");
            if let Some((id, row)) = row_of(&text) {
                advisories.insert(id, row);
            }
        }
        let licence = package.license.unwrap_or_default();
        packages.insert((package.name, package.version), licence);
    }
    let day = Command::new("date").arg("+%Y-%m-%d").output().expect("date tells the day");
    let day = String::from_utf8(day.stdout).expect("a date is text");
    let mut licences =
        format!("# Licences of the packages of Cargo.lock as their manifests state them, {day}");
    licences.push_str("package,version,licence\n");
    for ((package, version), licence) in packages {
        writeln!(licences, "{package},{version},{licence}").expect("a string takes everything");
    }
    let mut table = format!(
        "# Advisories on packages of Cargo.lock, of any version: RustSec Advisory Database (CC0-1.0), {}, read on {day}",
        commit(database)
    );
    table.push_str("id,package,spared,title\n");
    table.extend(advisories.into_values());
    fs::create_dir_all(here(".ci/audit")).expect("the folder is made");
    fs::write(here(".ci/audit/licences.csv"), licences).expect("the licences are written");
    fs::write(here(".ci/audit/advisories.csv"), table).expect("the advisories are written");
}

/// Commit and day of the database.
fn commit(database: &Path) -> String {
    let mut git = Command::new("git");
    git.arg("-C").arg(database).args(["log", "-1", "--format=commit %h of %cs"]);
    String::from_utf8(git.output().expect("git tells the commit").stdout).expect("text").trim().to_string()
}

/// What cargo knows of the packages of the lock file but our own.
fn described() -> Vec<Described> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--locked", "--all-features", "--format-version", "1"]);
    let output = cargo.current_dir(here("")).output().expect("cargo tells the packages");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Metadata = serde_json::from_slice(&output.stdout).expect("metadata are JSON");
    metadata.packages.into_iter().filter(|package| package.source.is_some()).collect()
}

/// The id and the row of an advisory, unless it was withdrawn.
fn row_of(text: &str) -> Option<(String, String)> {
    let (_, rest) = text.split_once("```toml")?;
    let (head, body) = rest.split_once("```")?;
    let Written { advisory: Head { id, package, withdrawn }, versions } =
        toml::from_str(head).unwrap_or_else(|fault| panic!("{fault}\n{head}"));
    if withdrawn.is_some() {
        return None;
    }
    let spared: Vec<String> =
        versions.patched.iter().chain(&versions.unaffected).map(ToString::to_string).collect();
    let title = body.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default();
    let title = title.trim().replace('"', "'");
    Some((id.clone(), format!("{id},{package},\"{}\",\"{title}\"\n", spared.join(" | "))))
}
