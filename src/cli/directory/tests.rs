//! Directories that are complete or absent, and what is never removed.

use super::*;
use crate::returns::export::NOTE;

#[test]
fn a_directory_is_absent_until_it_is_complete() {
    let temporary = tempfile::tempdir().unwrap();
    let target = temporary.path().join("out");
    let unfinished = Unfinished::open(&target, false).unwrap();
    fs::write(unfinished.path().join(MANIFEST), "{}").unwrap();
    assert!(!target.exists());
    unfinished.finish().unwrap();
    let names: Vec<_> = fs::read_dir(&target).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, [MANIFEST]);
    assert!(!beside(&target, ".partial").exists());
}

#[test]
fn an_unfinished_directory_leaves_nothing_behind() {
    let temporary = tempfile::tempdir().unwrap();
    let target = temporary.path().join("out");
    drop(Unfinished::open(&target, false).unwrap());
    assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 0);
}

#[test]
fn what_exists_is_refused_and_only_results_are_replaced() {
    let temporary = tempfile::tempdir().unwrap();
    let target = temporary.path().join("out");
    fs::create_dir(&target).unwrap();
    fs::write(target.join("letter.txt"), "dear").unwrap();
    assert!(Unfinished::open(&target, false).unwrap_err().contains("exists already"));
    assert!(Unfinished::open(&target, true).unwrap_err().contains("no results"));
    fs::remove_file(target.join("letter.txt")).unwrap();
    fs::write(target.join(MANIFEST), "{}").unwrap();
    Unfinished::open(&target, true).unwrap().finish().unwrap();
    assert_eq!(fs::read_dir(&target).unwrap().count(), 0);
}

#[test]
fn a_directory_in_use_is_refused_and_what_a_crash_left_is_removed() {
    let temporary = tempfile::tempdir().unwrap();
    let target = temporary.path().join("out");
    let first = Unfinished::open(&target, false).unwrap();
    assert!(Unfinished::open(&target, false).unwrap_err().contains("another command"));
    drop(first);
    let partial = beside(&target, ".partial");
    fs::create_dir(&partial).unwrap();
    fs::write(partial.join(MARK), PASSING).unwrap();
    fs::write(partial.join("half.csv"), "1,").unwrap();
    let second = Unfinished::open(&target, false).unwrap();
    assert!(!second.path().join("half.csv").exists());
}

#[test]
fn what_is_not_known_to_be_ours_is_never_removed() {
    let temporary = tempfile::tempdir().unwrap();
    let target = temporary.path().join("out");
    let partial = beside(&target, ".partial");
    // A directory without our mark, and one with it in which somebody has put a letter.
    for mark in [None, Some(PASSING)] {
        fs::create_dir(&partial).unwrap();
        fs::write(partial.join("letter.txt"), "dear").unwrap();
        mark.iter().for_each(|mark| fs::write(partial.join(MARK), mark).unwrap());
        assert!(Unfinished::open(&target, false).is_err());
        assert_eq!(fs::read_to_string(partial.join("letter.txt")).unwrap(), "dear");
        fs::remove_dir_all(&partial).unwrap();
    }
    // Work that is kept belongs to the command that goes on from it.
    let kept = Unfinished::open_again(&target, false, false).unwrap();
    fs::write(kept.path().join("simulated.csv"), "points").unwrap();
    drop(kept);
    assert!(Unfinished::open(&target, false).unwrap_err().contains("calibration"));
    let again = Unfinished::open_again(&target, false, false).unwrap();
    assert_eq!(fs::read_to_string(again.path().join("simulated.csv")).unwrap(), "points");
    // Results with a letter among them are not replaced.
    fs::create_dir(&target).unwrap();
    fs::write(target.join(MANIFEST), "{}").unwrap();
    fs::write(target.join("letter.txt"), "dear").unwrap();
    assert!(Unfinished::open(&target, true).unwrap_err().contains("letter.txt"));
}

#[test]
fn a_replacement_that_died_between_its_renames_recovers() {
    let temporary = tempfile::tempdir().unwrap();
    let target = temporary.path().join("out");
    let (partial, replaced) = (beside(&target, ".partial"), beside(&target, ".replaced"));
    let made = |path: &Path, text: &str| {
        fs::create_dir(path).unwrap();
        fs::write(path.join(MANIFEST), text).unwrap();
    };
    made(&replaced, "old");
    made(&partial, "new");
    recover(&target).unwrap();
    assert_eq!(fs::read_to_string(target.join(MANIFEST)).unwrap(), "new");
    assert!(!replaced.exists() && !partial.exists());
    fs::remove_dir_all(&target).unwrap();
    made(&replaced, "old");
    recover(&target).unwrap();
    assert_eq!(fs::read_to_string(target.join(MANIFEST)).unwrap(), "old");
}

#[test]
fn of_many_commands_at_once_each_gets_a_directory_of_its_own() {
    let temporary = tempfile::tempdir().unwrap();
    let targets: Vec<PathBuf> = (0..8).map(|number| temporary.path().join(format!("out-{number}"))).collect();
    let claimed = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let first = targets.iter().find_map(|target| Unfinished::claim(target, PASSING).ok());
                claimed.lock().unwrap().push(first.unwrap());
            });
        }
    });
    let mut paths: Vec<PathBuf> = claimed.lock().unwrap().iter().map(|one| one.partial.clone()).collect();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), 8);
}

#[test]
fn a_note_among_results_is_the_users_and_one_in_an_unfinished_export_is_ours() {
    let temporary = tempfile::tempdir().unwrap();
    let target = temporary.path().join("out");
    for directory in [&target, &beside(&target, ".partial")] {
        fs::create_dir_all(directory.join("2012")).unwrap();
        fs::write(directory.join("2012/episodes.xml"), "").unwrap();
        fs::write(directory.join(NOTE), "").unwrap();
    }
    assert!(refuse_strangers(&beside(&target, ".partial")).is_ok());
    assert!(refuse_strangers(&target).is_err());
}

#[test]
fn what_takes_the_name_while_a_command_works_is_left_alone_and_the_results_get_another() {
    for replace in [false, true] {
        let temporary = tempfile::tempdir().unwrap();
        let target = temporary.path().join("out");
        let unfinished = Unfinished::open(&target, replace).unwrap();
        fs::write(unfinished.path().join(MANIFEST), "{}").unwrap();
        fs::create_dir(&target).unwrap();
        fs::write(target.join("letter.txt"), "dear").unwrap();
        let said = unfinished.finish().unwrap_err();
        assert!(said.contains("out-2"), "{said}");
        assert_eq!(fs::read_to_string(target.join("letter.txt")).unwrap(), "dear");
        let names: Vec<String> = entries(&temporary.path().join("out-2")).collect();
        assert_eq!(names, [MANIFEST]);
        assert!(!beside(&target, ".partial").exists() && !beside(&target, ".replaced").exists());
    }
}

#[test]
fn what_was_replaced_stays_known_as_ours_until_it_is_gone() {
    let temporary = tempfile::tempdir().unwrap();
    let target = temporary.path().join("out");
    let replaced = beside(&target, ".replaced");
    for directory in [&target, &replaced] {
        fs::create_dir(directory).unwrap();
        fs::write(directory.join(MANIFEST), "{}").unwrap();
    }
    // A command died while it removed what it had replaced: tables are gone, the manifest is there.
    Unfinished::open(&target, true).unwrap().finish().unwrap();
    assert!(!replaced.exists());
    // Somebody else's directory of that name is found before hours of work, not after.
    fs::create_dir(&replaced).unwrap();
    fs::write(replaced.join("letter.txt"), "dear").unwrap();
    fs::write(target.join(MANIFEST), "{}").unwrap();
    assert!(Unfinished::open(&target, true).unwrap_err().contains("out.replaced"));
}
