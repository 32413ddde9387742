//! `swplab export ssda903`: one replication of one arm as a looked-after-children return.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::analyse::{finish, refuse as refuse_input};
use super::directory::Unfinished;
use super::exit::Exit;
use super::progress::Shown;
use super::say::{self, note};
use super::{ending, interrupt};
use crate::analysis::Input;
use crate::calendar::{MONTHS_A_YEAR, first_year};
use crate::returns::export::{self, Origin, Written};
use crate::returns::names as spelt;
use crate::study::{Progress, Simulation};

/// What is asked of an export.
#[derive(Args, Clone, Debug)]
pub struct Asked {
    /// Directory to write; must not exist
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Arm, by name; the first if not given
    #[arg(long, value_name = "NAME")]
    arm: Option<String>,
    /// Replication
    #[arg(long, value_name = "K", default_value_t = 0)]
    replication: u32,
    /// Collection years, named by the 31 March on which they end; all of the study if not given
    #[arg(long, value_name = "FROM-TO", value_parser = years)]
    years: Option<(i32, i32)>,
    /// Authority, by name or profile; needed where the scenario has several
    #[arg(long, value_name = "NAME")]
    authority: Option<String>,
    /// Collection year whose code lists all folders use, instead of each year's own
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(2023..=2027))]
    codes_of: Option<i32>,
    /// Form of dates: dd/mm/yyyy as in returns, or ISO as in pooled files
    #[arg(long, value_name = "FORM", value_enum, default_value_t = DateForm::Return)]
    date_format: DateForm,
    /// Form of files: a file of CSV for each table, or one file of XML as the return nests it
    #[arg(long, value_name = "FORM", value_enum, default_value_t = FileForm::Csv)]
    format: FileForm,
    /// Seed, instead of the scenario's own
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=i64::MAX as u64))]
    seed: Option<u64>,
    /// Show no progress and no summary
    #[arg(long, short)]
    quiet: bool,
}

/// How tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FileForm {
    /// A file of CSV for each table
    Csv,
    /// One file of XML for each year
    Xml,
}

/// How dates are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DateForm {
    /// dd/mm/yyyy
    Return,
    /// yyyy-mm-dd
    Iso,
}

/// Writes the return of a scenario.
pub fn ssda903(path: PathBuf, asked: &Asked) -> Result<Exit, Exit> {
    let mut input = Input::typed(&path).map_err(refuse_input)?;
    input.seed = asked.seed;
    let loaded = input.scenario(&[]);
    input.warnings.iter().for_each(|warning| note(warning));
    let loaded = loaded.map_err(refuse_input)?;
    let arm = loaded.arm(asked.arm.as_deref()).map_err(refuse_input)?;
    let scenario = &loaded.scenario;
    let authorities = &scenario.arms[arm].alternative.authorities;
    let names: Vec<(&str, &str)> = authorities
        .iter()
        .map(|authority| (authority.figures.name.as_str(), authority.profile.as_str()))
        .collect();
    let authority = chosen(&names, asked.authority.as_deref()).map_err(|fault| refuse(&fault))?;
    let first_year = first_year(&scenario.start) as i32;
    let wanted = export::Wanted {
        authority,
        department_code: spelt::department_code(&authorities[authority].figures.name),
        first_year,
        years: within(asked.years, first_year, scenario.horizon_years).map_err(|fault| refuse(&fault))?,
        codes_of: asked.codes_of,
        iso_dates: asked.date_format == DateForm::Iso,
        as_xml: asked.format == FileForm::Xml,
    };
    let origin = Origin {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        scenario: scenario.name.clone(),
        arm: scenario.arms[arm].name.clone(),
        authority: authorities[authority].figures.name.clone(),
        seed: scenario.seed,
        replication: asked.replication,
    };
    if std::fs::symlink_metadata(&asked.out).is_ok() {
        let shown = asked.out.display();
        return Err(ending::of_writing(format!(
            "`{shown}` exists already: choose another directory with --out"
        )));
    }
    interrupt::listen();
    let unfinished = Unfinished::open(&asked.out, false).map_err(ending::of_writing)?;
    let simulation = Simulation::of_arms(scenario);
    let shown = Shown::new(asked.quiet);
    let total = u64::from(scenario.horizon_years);
    let histories = simulation.histories(asked.replication, arm, |world| {
        shown.step(Progress {
            unit: "years",
            done: u64::from(world.month / MONTHS_A_YEAR),
            total,
            failed: 0,
        });
    });
    shown.end();
    let written = export::write(unfinished.path(), &histories, &wanted, &origin)
        .map_err(|error| ending::of_writing(error.to_string()))?;
    let finished = finish(unfinished, None)?;
    if asked.quiet {
        return Ok(Exit::Well);
    }
    Ok(say::answer(&summary(&origin, &written, &finished), Exit::Well))
}

fn summary(origin: &Origin, written: &Written, finished: &Path) -> String {
    let (first, last) = (written.years.first(), written.years.last());
    let years = match (first, last) {
        (Some(first), Some(last)) if first < last => format!("{first} to {last}"),
        (Some(only), _) => only.to_string(),
        _ => String::new(),
    };
    let rows: String =
        written.rows.iter().map(|(name, rows)| format!("  {name:<18}{rows:>8} rows\n")).collect();
    format!(
        "Synthetic return of {} (\"{}\", replication {}), collection years {years}:\n{rows}Written to {}\n",
        origin.authority,
        origin.arm,
        origin.replication,
        finished.display()
    )
}

/// The position of an authority by its name or profile.
fn chosen(names: &[(&str, &str)], asked: Option<&str>) -> Result<usize, String> {
    let listed = || {
        let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        names.join(", ")
    };
    let Some(asked) = asked else {
        return match names.len() {
            1 => Ok(0),
            many => Err(format!(
                "error: a return is one authority's and the scenario has {many}: add --authority with one of {}",
                listed()
            )),
        };
    };
    let form = spelt::form(spelt::of_code(asked));
    let found = names.iter().position(|(_, profile)| *profile == asked);
    let found = found.or_else(|| names.iter().position(|(name, _)| spelt::form(name) == form));
    found.ok_or_else(|| {
        let hint = spelt::hint(spelt::of_code(asked), names.iter().map(|(name, _)| *name));
        format!("error: no authority is called \"{asked}\".{hint} There are: {}", listed())
    })
}

/// Years of the study, from 0, of a range of collection years.
fn within(asked: Option<(i32, i32)>, first_year: i32, horizon: u32) -> Result<std::ops::Range<u32>, String> {
    let (first, last) = (first_year + 1, first_year + horizon as i32);
    let Some((from, to)) = asked else {
        return Ok(0..horizon);
    };
    if from < first || to > last {
        return Err(format!(
            "error: --years {from}-{to} is not within the study's collection years, {first} to {last}"
        ));
    }
    Ok((from - first) as u32..(to - first + 1) as u32)
}

fn refuse(fault: &str) -> Exit {
    note(fault);
    Exit::BadInput
}

/// A year, or a range of years such as `2013-2016`.
fn years(text: &str) -> Result<(i32, i32), String> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let year = |part: &str| part.trim().parse::<i32>();
    match (year(from), year(to)) {
        (Ok(from), Ok(to)) if from <= to => Ok((from, to)),
        _ => Err("expected a year or a range such as 2013-2016".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_years_is_one_year_or_two_in_order() {
        assert_eq!(years("2013"), Ok((2013, 2013)));
        assert_eq!(years("2013-2016"), Ok((2013, 2016)));
        assert!(years("2016-2013").is_err() && years("early").is_err());
        assert_eq!(within(Some((2013, 2014)), 2011, 4), Ok(1..3));
        assert!(within(Some((2011, 2014)), 2011, 4).is_err());
        assert_eq!(within(None, 2011, 4), Ok(0..4));
    }

    #[test]
    fn an_authority_is_named_where_there_are_several() {
        let names = [("Kent", "kent-2011"), ("Salford", "salford-2011")];
        assert_eq!(chosen(&names[..1], None), Ok(0));
        for asked in ["salford-2011", "SALFORD City Council", "355", "E08000006"] {
            assert_eq!(chosen(&names, Some(asked)), Ok(1), "{asked}");
        }
        assert!(chosen(&names, None).is_err_and(|fault| fault.contains("Kent, Salford")));
        assert!(chosen(&names, Some("Leeds")).is_err());
    }
}
