//! `swplab import ssda903`: an authority's own data as a profile from which a study can begin.

use std::fs;
use std::path::{Path, PathBuf};

use super::directory::beside;
use super::exit::Exit;
use super::files::{Readers, write_all};
use super::interrupt;
use super::say;
use crate::calendar::Day;
use crate::evidence::{Carried, Profile};
use crate::returns::import::{self, Census, Found, Given, Reading, Rounding, words};
use crate::returns::names;

/// What to make of a looked-after-children return.
#[derive(clap::Args, Clone, Debug)]
pub struct Asked {
    /// Folder with the return's files, CSV or XML, of one year or several
    folder: PathBuf,
    /// Day of the profile; the last 31 March that the returns cover if not given
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<Day>,
    /// Authority, where the files hold several; one profile each if not given
    #[arg(long, value_name = "NAME")]
    authority: Option<String>,
    /// Profile to write; NAME-YEAR.toml if not given
    #[arg(long, value_name = "FILE.toml")]
    out: Option<PathBuf>,
    /// List of faults to write; beside the profile if not given
    #[arg(long, value_name = "FILE.csv")]
    faults: Option<PathBuf>,
    /// Published profile whose leaving, vacancies, agency cover and caseload the profile takes, for a return does not tell
    /// them; that of the authority in the nearest year if it is known by its name, `none` for England's
    #[arg(long, value_name = "PROFILE")]
    workforce_of: Option<String>,
    /// Vacancies in the authority's own workforce return, % of posts
    #[arg(long, value_name = "PERCENT", requires = "agency", value_parser = percent)]
    vacancy: Option<f64>,
    /// Agency workers in the same return, % of them and those in post
    #[arg(long, value_name = "PERCENT", requires = "vacancy", value_parser = percent)]
    agency: Option<f64>,
    /// Posts of case holders of children in care and of care leavers in the same return, filled or vacant, agency workers beyond
    /// them included; they tell the caseload where the return counts care leavers (OC3)
    #[arg(long, value_name = "NUMBER", requires = "vacancy", value_parser = posts)]
    posts: Option<f64>,
    /// Years to 31 March whose starts count, as in 2019-2021; all that the returns cover, alike, if not given
    #[arg(long, value_name = "YEAR-YEAR", value_parser = years)]
    starts_of: Option<(u32, u32)>,
    /// Round ages and lengths to quarters of a year instead of months
    #[arg(long)]
    coarse: bool,
    /// Write the profile also where more than 5% of children or episodes are lost
    #[arg(long)]
    accept_losses: bool,
    /// Replace files that exist
    #[arg(long)]
    replace: bool,
}

/// An ISO date.
fn date(text: &str) -> Result<Day, String> {
    let parts: Vec<Option<u32>> = text.split('-').map(|part| part.parse().ok()).collect();
    match parts[..] {
        [Some(year), Some(month), Some(day)] => Day::of(year.min(9999) as i32, month, day),
        _ => None,
    }
    .ok_or_else(|| "a date is written as in 2021-03-31".to_owned())
}

/// A first and a last year, or one.
fn years(text: &str) -> Result<(u32, u32), String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.trim().parse(), last.trim().parse()) {
        (Ok(first), Ok(last)) if first <= last => Ok((first, last)),
        _ => Err("years are written as in 2019-2021, the first before the last".to_owned()),
    }
}

/// A number of posts.
fn posts(text: &str) -> Result<f64, String> {
    let posts = text.trim().parse().ok();
    posts
        .filter(|posts| (1.0..1e5).contains(posts))
        .ok_or_else(|| "posts are a number of one or more".to_owned())
}

/// A share in percent that is neither none nor all.
fn percent(text: &str) -> Result<f64, String> {
    let share = text.trim_end_matches('%').trim().parse().ok();
    share
        .filter(|share| (0.0..100.0).contains(share))
        .ok_or_else(|| "a percentage is from 0 to under 100".to_owned())
}

const SOURCE: &str = "Looked-after-children return (SSDA903) of the authority, read by swplab";
const LICENCE: &str = "The authority's own data; no licence to publish is implied";
const NOTE: &str = "Made from records of individual children. Names, numbers, dates, postcodes and \
    ethnicity are left out, but ages and lengths still describe single children of an authority: keep \
    this file, and results that carry it in their manifest, as such records are kept";

/// Reads a return, writes a profile for each authority and the list of faults.
pub fn run(asked: &Asked) -> Result<Exit, Exit> {
    if let (Some(faults), Some(out)) = (&asked.faults, &asked.out)
        && whole(faults) == whole(out)
    {
        say::note("error: --faults and --out name the same file");
        return Err(Exit::BadInput);
    }
    interrupt::listen();
    interrupt::keeps("Interrupted: nothing was written.".to_owned());
    let given = import::gather(&asked.folder).map_err(|fault| {
        let shown = asked.folder.display();
        say::note(&match asked.folder.is_file() {
            true => {
                format!("error: `{shown}` is a file: name the folder in which the files of the return lie")
            }
            false => format!("error: `{shown}` cannot be read: {fault}"),
        });
        Exit::BadInput
    })?;
    let reading = import::read(&given);
    let own = chosen(asked, &reading)?;
    let mut made = Vec::new();
    let mut text = words::of_reading(&reading);
    let mut refusals = Vec::new();
    for authority in own {
        match profile(asked, &reading, authority) {
            Ok((found, told)) => {
                text += &told;
                made.push(found);
            }
            Err(refusal) => refusals.push(refusal),
        }
    }
    if let (false, Some(exit)) = (made.is_empty() || asked.accept_losses, losses(&text, &reading)) {
        return Err(exit);
    }
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    for found in &made {
        files.push((profile_path(asked, found), file(found)));
    }
    let faults_path = faults_path(asked, &files);
    if !reading.faults.is_empty() {
        files.push((faults_path.clone(), reading.faults.csv()));
    }
    if made.is_empty() {
        files.clear();
    }
    if let Some(own) = files.iter().map(|(path, _)| path).find(|path| is_among(&given, path)) {
        say::note(&format!("error: `{}` is a file of the return: choose another name", own.display()));
        return Err(Exit::BadInput);
    }
    // Ages and lengths describe single children.
    write_all(&files, Readers::Owner, asked.replace)?;
    for refusal in &refusals {
        say::note(&format!("error: {refusal}"));
    }
    if files.iter().any(|(path, _)| *path == faults_path) {
        text += &format!("\nEvery fault with its file and line: {}\n", faults_path.display());
    }
    for (path, _) in &files[..made.len()] {
        text += &format!("Profile: {}\n", path.display());
    }
    let Some((first, _)) = files[..made.len()].first() else {
        say::note(text.trim_end());
        if refusals.is_empty() {
            say::note("error: nothing usable remains of these files");
        }
        return Err(Exit::BadInput);
    };
    let name = first.file_name().unwrap_or_default().to_string_lossy().into_owned();
    text += &format!(
        "Use it in a scenario beside it: authorities = [\"{name}\"]\nIt describes single children: keep it as their records are kept.\n"
    );
    Ok(say::answer(&text, Exit::Well))
}

/// A path from the root, so that one file is one path however it is spelt.
fn whole(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    folder.join(path.file_name().unwrap_or_default())
}

/// Whether a path leads to a file of the return, which may be the only copy.
fn is_among(given: &[Given], path: &Path) -> bool {
    let Ok(real) = fs::canonicalize(path) else { return false };
    let mut files = given.iter().filter_map(|file| file.path.as_ref());
    files.any(|file| fs::canonicalize(file).is_ok_and(|file| file == real))
}

/// Says what would be lost, if that is more than may be.
fn losses(text: &str, reading: &Reading) -> Option<Exit> {
    let losses = &reading.kept.losses;
    if losses.is_empty() {
        return None;
    }
    say::note(text.trim_end());
    for loss in losses {
        say::note(&format!("error: {loss}"));
    }
    say::note(
        "Nothing was written: a profile of what is left would deceive. Mend the files, or add --accept-losses.",
    );
    Some(Exit::Losses)
}

/// The authorities to make profiles of, by their place in the reading.
fn chosen(asked: &Asked, reading: &Reading) -> Result<Vec<usize>, Exit> {
    let refuse = |text: String| {
        say::note(&format!("error: {text}"));
        Err(Exit::BadInput)
    };
    let known = &reading.authorities;
    let are_named = known.iter().any(|name| !name.is_empty());
    match &asked.authority {
        Some(wanted) if are_named => {
            let form = names::form(names::of_code(wanted));
            match known.iter().position(|name| names::form(names::of_code(name)) == form) {
                Some(at) => Ok(vec![at]),
                None => refuse(format!(
                    "no authority is called \"{wanted}\"; the files name {}.{}",
                    known.join(", "),
                    names::hint(wanted, known.iter().map(String::as_str))
                )),
            }
        }
        None if known.len() > 1 && asked.out.is_some() => refuse(format!(
            "the files hold {} authorities ({}), and --out names one profile: choose one with --authority",
            known.len(),
            known.join(", ")
        )),
        _ => Ok((0..known.len()).collect()),
    }
}

/// The profile of an authority, with what is told of it.
fn profile(asked: &Asked, reading: &Reading, authority: usize) -> Result<(Found, String), String> {
    let named = &reading.authorities[authority];
    let name = match (&asked.authority, named.is_empty()) {
        (Some(given), true) => given.clone(),
        (_, false) => named.clone(),
        (None, true) => {
            let folder = fs::canonicalize(&asked.folder).unwrap_or_else(|_| asked.folder.clone());
            folder.file_name().map_or("authority".into(), |name| name.to_string_lossy().into_owned())
        }
    };
    let (histories, (_, to)) = reading
        .histories(authority)
        .zip(reading.covers)
        .ok_or_else(|| format!("{name}: no usable episode of care remains"))?;
    let day = asked.date.unwrap_or(to.plus(-1));
    let rounding = if asked.coarse { Rounding::Quarters } else { Rounding::Months };
    let mut found = import::profile(&histories, &name, day, rounding)
        .map_err(|fault| format!("{name}, {}: {fault}", day.iso()))?;
    workforce(asked, &mut found)?;
    if let Some(years) = asked.starts_of {
        found.with_starts_of(years).map_err(|fault| format!("{name}: {fault}"))?;
    }
    let told = words::of_found(&found, &import::official(&histories, day));
    Ok((found, told))
}

/// What the return does not tell of the workforce: from published figures, and from the authority's own return of it.
fn workforce(asked: &Asked, found: &mut Found) -> Result<(), String> {
    let wanted = match asked.workforce_of.as_deref() {
        Some("none") => None,
        Some(named) => {
            let known = Carried::find(named).map(|carried| carried.used);
            let known = known.or_else(|| names::profile(named).map(str::to_owned));
            Some(known.ok_or_else(|| {
                format!("no published profile is called \"{named}\"; `swplab authorities` lists them")
            })?)
        }
        None => names::profile(&found.profile.name)
            .and_then(|last| last.rsplit_once('-'))
            .and_then(|(stem, _)| Carried::find(&format!("{stem}-{}", found.profile.year)))
            .map(|carried| carried.used),
    };
    if let Some((name, published)) = wanted.and_then(|name| Profile::embedded(&name).map(|own| (name, own))) {
        found.with_workforce(&name, &published);
    }
    if let (Some(vacancy), Some(agency)) = (asked.vacancy, asked.agency) {
        if asked.posts.is_some() && found.profile.care_leavers.is_none() {
            return Err(
                "--posts: the return has no table of care leavers (OC3), whom the posts serve too".to_owned()
            );
        }
        let census = Census { vacancy: vacancy / 100.0, agency: agency / 100.0, posts: asked.posts };
        found.with_census(&census);
    }
    Ok(())
}

/// The text of a profile file.
fn file(found: &Found) -> String {
    let second = found.workforce_of.as_deref().map_or(String::new(), |of| {
        format!("Second source, of leaving, vacancies, agency cover and caseload as far as the return does not tell them: {of}")
    });
    found.profile.to_toml_of([SOURCE, &second], LICENCE, NOTE) + &import::toml(found)
}

fn profile_path(asked: &Asked, found: &Found) -> PathBuf {
    asked.out.clone().unwrap_or_else(|| {
        let plain = found.profile.name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' });
        let plain: String = plain.collect::<String>().to_lowercase();
        PathBuf::from(format!("{}-{}.toml", plain.trim_matches('-'), found.profile.year))
    })
}

fn faults_path(asked: &Asked, files: &[(PathBuf, String)]) -> PathBuf {
    let beside_profile = |path: &Path| beside(&path.with_extension(""), "-faults.csv");
    match (&asked.faults, files) {
        (Some(given), _) => given.clone(),
        (None, [(only, _)]) => beside_profile(only),
        (None, _) => asked.out.as_deref().map_or_else(|| PathBuf::from("faults.csv"), beside_profile),
    }
}
