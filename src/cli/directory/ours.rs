//! What in a directory is ours, and its removal.

use std::fs;
use std::path::{Path, PathBuf};

use super::{MANIFEST, MARK};
use crate::returns::export::NOTE;

/// Names of what stands in a directory.
pub(super) fn entries(directory: &Path) -> impl Iterator<Item = String> {
    let all = fs::read_dir(directory).into_iter().flatten().flatten();
    all.map(|entry| entry.file_name().to_string_lossy().into_owned())
}

/// Refuses a directory with something in it that is not ours.
///
/// # Errors
/// A sentence, where a directory holds something that no command of swplab writes.
pub(super) fn refuse_strangers(directory: &Path) -> Result<(), String> {
    // Exports have years and a note beside tables, and are never replaced: in results such would be the user's. So it is with
    // what a bundle has beside them.
    let is_unfinished = directory.extension().is_some_and(|end| end == "partial");
    let Some(stranger) = stranger(directory, is_unfinished) else { return Ok(()) };
    Err(format!(
        "`{}` was not written by swplab: move it away, so that `{}` can be replaced",
        stranger.display(),
        directory.display()
    ))
}

/// The first thing in a directory that no command of swplab writes there.
fn stranger(directory: &Path, is_unfinished: bool) -> Option<PathBuf> {
    const OURS: [&str; 8] = ["csv", "parquet", "json", "html", "svg", "png", "toml", "xml"];
    const OF_A_BUNDLE: [&str; 4] = ["md", "ods", "cff", "zip"];
    let is_ours = |path: &Path| {
        let ends = |known: &[&str]| path.extension().is_some_and(|end| known.iter().any(|ours| end == *ours));
        let of_kind = ends(&OURS) || (is_unfinished && ends(&OF_A_BUNDLE));
        let of_name = path.ends_with(MARK) || (is_unfinished && path.ends_with(NOTE));
        fs::symlink_metadata(path).is_ok_and(|about| about.is_file()) && (of_kind || of_name)
    };
    let is_year = |name: &str| name.len() == 4 && name.bytes().all(|digit| digit.is_ascii_digit());
    let is_folder = |name: &str| name == "charts" || (is_unfinished && (is_year(name) || name == "results"));
    entries(directory).find_map(|name| {
        let path = directory.join(&name);
        if is_folder(&name) && path.is_dir() && !path.is_symlink() {
            return stranger(&path, is_unfinished);
        }
        (!is_ours(&path)).then_some(path)
    })
}

/// Removes results whose name others have, the manifest last: for as long as anything is left, it says what this is.
pub(super) fn remove_replaced(replaced: &Path) -> std::io::Result<()> {
    remove_all_but(replaced, MANIFEST)?;
    fs::remove_dir_all(replaced)
}

/// Removes what stands in a directory but for one file.
pub(super) fn remove_all_but(directory: &Path, kept: &str) -> std::io::Result<()> {
    for path in entries(directory).filter(|name| name != kept).map(|name| directory.join(name)) {
        if path.is_dir() { fs::remove_dir_all(&path)? } else { fs::remove_file(&path)? }
    }
    Ok(())
}
