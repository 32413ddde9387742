//! The files of jobs do what they say, with stand-ins for the engines that do what their manuals say of arrays.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::place::{Place, assert_exit, assert_same_files, stderr, stdout};

const SWEEP: [&str; 6] =
    ["sweep", "contract-length.toml", "--vary", "contract.term_years=3,5", "--replications", "4"];

/// `hq submit --array 1-N ... -- COMMAND`, one task after another.
const HQ: &str = r#"#!/bin/sh
last=
while [ "$1" != -- ]; do
    case "$1" in --array) last=${2#1-} ;; esac
    shift
done
shift
task=1
while [ "$task" -le "$last" ]; do
    HQ_TASK_ID=$task "$@" || exit 1
    task=$((task + 1))
done
"#;

/// `sbatch [--array=1-N] < SCRIPT`, at once and one task after another.
const SBATCH: &str = r#"#!/bin/sh
last=
for option in "$@"; do
    case "$option" in --array=*) last=${option#--array=1-} ;; esac
done
script=$(mktemp)
cat > "$script"
if [ -z "$last" ]; then sh "$script" >&2; exit; fi
task=1
while [ "$task" -le "$last" ]; do
    SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_COUNT=$last sh "$script" >&2 || exit 1
    task=$((task + 1))
done
echo '17;here'
"#;

fn run_file(engine: &str, stand_in: (&str, &str)) {
    let place = Place::with_scenario();
    assert_exit(&place.swplab(&[&SWEEP[..], &["--out", "one"]].concat()), 0);
    let jobs = ["jobs", "--engine", engine, "--shards", "3", "--parts", "all the parts", "--"];
    let told = place.swplab(&[&jobs[..], &SWEEP, &["--out", "merged"]].concat());
    assert_exit(&told, 0);
    place.write("jobs.sh", &stdout(&told));
    let tools = place.at("tools");
    fs::create_dir(&tools).unwrap();
    for (name, text) in [stand_in, ("scontrol", "#!/bin/sh\nexit 1\n")] {
        fs::write(tools.join(name), text).unwrap();
        fs::set_permissions(tools.join(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_swplab")).parent().unwrap().display().to_string();
    let path = format!("{}:{program}:{}", tools.display(), std::env::var("PATH").unwrap());
    let ran = Command::new("sh")
        .arg(place.at("jobs.sh"))
        .current_dir(place.at(""))
        .env("PATH", path)
        .output()
        .unwrap();
    assert_exit(&ran, 0);
    assert_eq!(fs::read_dir(place.at("all the parts")).unwrap().count(), 3, "{}", stderr(&ran));
    assert_same_files(&place.files_of("one"), &place.files_of("merged"));
}

#[test]
fn the_file_for_hyperqueue_lives_all_shards_and_merges_them() {
    run_file("hq", ("hq", HQ));
}

#[test]
fn the_file_for_slurm_lives_all_shards_and_merges_them() {
    run_file("slurm", ("sbatch", SBATCH));
}
