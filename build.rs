//! Tells the program of which commit its sources are, for run logs and citations. It looks again where a source has
//! changed, so that a commit of documents alone builds nothing anew.

use std::path::Path;
use std::process::Command;

/// What the program is made of.
const SOURCES: [&str; 8] =
    ["build.rs", "Cargo.toml", "Cargo.lock", "src", "crates", "evidence", "scenarios", "docs/model.md"];

fn main() {
    for source in SOURCES {
        println!("cargo:rerun-if-changed={source}");
    }
    let commit = packaged().or_else(of_git).unwrap_or_default();
    println!("cargo:rustc-env=SWPLAB_COMMIT={commit}");
}

/// The commit of a package that was unpacked from a registry.
fn packaged() -> Option<String> {
    let text = std::fs::read_to_string(".cargo_vcs_info.json").ok()?;
    let (_, rest) = text.split_once("\"sha1\"")?;
    rest.split('"').nth(1).map(str::to_owned)
}

/// The commit that is checked out here, with a word where sources differ from it; nothing where another repository
/// holds these sources, or none.
fn of_git() -> Option<String> {
    let here = Path::new(".").canonicalize().ok()?;
    if Path::new(&git(&["rev-parse", "--show-toplevel"])?).canonicalize().ok()? != here {
        return None;
    }
    let commit = git(&["rev-parse", "HEAD"])?;
    let changed = git(&[&["status", "--porcelain", "--"][..], &SOURCES[..]].concat())?;
    Some(if changed.is_empty() { commit } else { format!("{commit} with changes") })
}

fn git(arguments: &[&str]) -> Option<String> {
    let ended = Command::new("git").arg("--no-optional-locks").args(arguments).output().ok()?;
    let said = String::from_utf8(ended.stdout).ok()?;
    ended.status.success().then(|| said.trim().to_owned())
}
