//! What a sweep says first: what was asked, of whom, and what each factor does alone.

use super::answer;
use super::read::{Read, Together};
use crate::analysis::names;
use crate::analysis::run::answer::Grades;
use crate::analysis::run::outcomes;
use crate::evidence::Evidence;
use crate::indicator::Unit;
use crate::indicator::money::COST_PER_CHILD_YEAR;
use crate::report::Page;
use crate::report::rounding;
use crate::report::words::{after, listed, lower_first};
use crate::results::rows::IndicatorRow;

/// What was asked, of whom, and on what it rests.
pub(super) fn asked(read: &Read) -> String {
    let factors: Vec<String> =
        read.manifest.factors.iter().map(|factor| names::varied(&factor.path, &factor.levels)).collect();
    let whom = match read.unit.0.as_str() {
        "remit" => "the young people whom the service is for, listed in a life without it (the remit)",
        _ => "all children looked after",
    };
    format!("What {} {} change for {whom}?", if factors.len() == 1 { "does" } else { "do" }, listed(&factors))
}

/// Place, time, histories, and the scenario whose fields are varied.
fn where_and_when(read: &Read) -> String {
    let manifest = &read.manifest;
    let places = match &manifest.places[..] {
        [] => "The scenario".to_owned(),
        few if few.len() < 4 => listed(few),
        many => format!("{} authorities", many.len()),
    };
    let arm = manifest.request.get("base").and_then(|base| base.as_str());
    let of_arm = arm.map_or_else(String::new, |arm| format!(", arm \"{arm}\""));
    let combinations = read.cells.iter().map(|row| row.cell).max().unwrap_or(0) + 1;
    format!(
        "{places}, {} years from {}. Varied is the scenario \"{}\"{of_arm}. {} of each of {combinations} combinations, on the same children with the same luck and the same values for what is not known.",
        manifest.horizon_years,
        manifest
            .start
            .strip_suffix("-03-31")
            .map_or_else(|| manifest.start.clone(), |year| format!("31 March {year}")),
        manifest.title,
        if manifest.replications == 1 {
            "One possible history".to_owned()
        } else {
            format!("{} possible histories", manifest.replications)
        },
    )
}

/// The answer: what each factor does alone to the outcome that leads, then to all.
pub(super) fn answered(read: &Read, headlines: &[&IndicatorRow], together: &Together, page: &mut Page) {
    page.section("answer", "The answer");
    page.paragraph(&where_and_when(read));
    let (leads, said) = first(read, headlines, together);
    page.list(&said);
    match leads {
        // One chart carries the answer; the others and the table stand further down.
        Some(leads) => {
            let held = read.combinations();
            held.first()
                .into_iter()
                .for_each(|held| page.figure(super::page::response(read, leads, (0, held))));
        }
        None => {
            let said = combinations(read, headlines, together);
            page.paragraph(&format!("All combinations against the first, {}:", read.first_cell()));
            page.list(&said);
        }
    }
    let mut told = besides(read, headlines, together);
    told.push(("Strength of evidence.".to_owned(), strength(read)));
    page.named_list(&told);
}

/// What each factor does alone to the outcome that leads, which is given too where anything is said of it; then what the
/// others do.
fn first<'a>(
    read: &Read,
    headlines: &[&'a IndicatorRow],
    together: &Together,
) -> (Option<&'a IndicatorRow>, Vec<String>) {
    let Some(leads) = headlines.first().copied().filter(|_| !read.is_of_points()) else {
        return (None, Vec::new());
    };
    let factors = 0..read.manifest.factors.len();
    let alone = factors.filter_map(|factor| answer::of_factor(read, together, leads, factor));
    let mut said: Vec<String> = level(read, leads).into_iter().chain(alone).collect();
    let is_told = !said.is_empty();
    said.extend(answer::of_others(read, together, headlines.get(1..).unwrap_or_default()));
    (Some(leads).filter(|_| is_told), said)
}

/// What all combinations together do to each outcome; of cost a sentence of its own tells.
fn combinations(read: &Read, headlines: &[&IndicatorRow], together: &Together) -> Vec<String> {
    let others = headlines.iter().filter(|one| one.indicator != COST_PER_CHILD_YEAR.id);
    let said = others
        .filter_map(|one| answer::sentence(one, &read.of(&one.indicator).collect::<Vec<_>>(), together));
    said.collect()
}

/// What factors do together, and what it costs, each with its name.
fn besides(read: &Read, headlines: &[&IndicatorRow], together: &Together) -> Vec<(String, String)> {
    let cost = headlines.iter().find(|one| one.indicator == COST_PER_CHILD_YEAR.id);
    let cells = |one: &IndicatorRow| read.of(&one.indicator).collect::<Vec<_>>();
    let paid = cost.and_then(|one| answer::paid_for(read, together, one, headlines));
    let paid = paid.map_or_else(String::new, |said| format!(" {said}."));
    let cost = cost.and_then(|one| answer::sentence(one, &cells(one), together));
    let mut told: Vec<(String, String)> = Vec::new();
    told.extend(answer::interactions(read, headlines).map(|said| ("Together.".to_owned(), said)));
    told.extend(cost.and_then(|said| said.split_once(": ").map(|(_, said)| said.to_owned())).map(|said| {
        (
            "What it costs.".to_owned(),
            format!("Of a child and year, {}, in {}.{paid}", said.trim_end_matches('.'), read.prices()),
        )
    }));
    told
}

/// The answer as the terminal tells it.
pub(super) fn told(read: &Read) -> Vec<String> {
    let (headlines, together) = (read.headlines(), read.read_together());
    let (leads, of_factors) = first(read, &headlines, &together);
    let mut said = vec![asked(read)];
    said.extend(of_factors);
    if leads.is_none() {
        said.extend(combinations(read, &headlines, &together));
    }
    said.extend(
        besides(read, &headlines, &together).into_iter().map(|(name, said)| format!("{name} {said}")),
    );
    said
}

/// What the outcome that leads is with the combination against which the others stand.
fn level(read: &Read, leads: &IndicatorRow) -> Option<String> {
    let mean = read.of(&leads.indicator).find(|row| row.cell == 0)?.mean?;
    // What is printed of a share has its sign with it.
    let unit = if matches!(leads.unit(), Unit::Percent(_)) { String::new() } else { after(leads) };
    let level = rounding(leads).print(mean);
    Some(format!("{} with {}: {level}{unit}.", leads.title, read.first_cell()))
}

/// How strong the evidence is, by the rule of a run: whether anybody has measured what is varied, else by the grades of the model’s
/// numbers, of which a sweep does not trace those that act.
fn strength(read: &Read) -> String {
    let paths = || read.manifest.factors.iter().map(|factor| factor.path.as_str());
    let unmeasured = outcomes::unmeasured(paths());
    let known = Evidence::embedded().quantities();
    let grades = ["A", "B", "C", "D"]
        .map(|grade| known.iter().filter(|quantity| quantity.grade.letter() == grade).count());
    let (_, words) = Grades(grades).strength(unmeasured.is_some(), false);
    match unmeasured {
        Some(who) => format!("{} ({who}).", words.trim_end_matches('.')),
        // Of some of what is varied it may be so.
        None => {
            let of = paths().filter_map(|path| {
                let who = outcomes::unmeasured(std::iter::once(path))?;
                Some(format!("{} ({who})", lower_first(&names::name(path))))
            });
            let of: Vec<String> = of.collect();
            match of.is_empty() {
                true => words.to_owned(),
                false => format!("{words} No study has measured the effect of {}.", listed(&of)),
            }
        }
    }
}
