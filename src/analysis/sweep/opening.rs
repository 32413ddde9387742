//! What a sweep says first: the question, what is told apart, what each thing that is varied does alone, and what stands beside it.

use super::read::{Read, Together};
use super::{answer, cost, finding};
use crate::analysis::names;
use crate::analysis::run::answer::Grades;
use crate::analysis::run::outcomes;
use crate::analysis::run::page::day;
use crate::chart::number;
use crate::evidence::Evidence;
use crate::indicator::Unit;
use crate::indicator::money::COST_PER_CHILD_YEAR;
use crate::report::words::{after, counted, listed, lower_first, upper_first};
use crate::report::{Figure, Page, escape, rounding};
use crate::results::rows::IndicatorRow;

/// The question of the file, and where, when and how often it was lived, above everything else.
pub(super) fn lead(read: &Read) -> String {
    let manifest = &read.manifest;
    let places = match &manifest.places[..] {
        [] => String::new(),
        few if few.len() < 5 => format!("{}. ", listed(few)),
        many => format!("{} authorities. ", many.len()),
    };
    let children = read.units.iter().find(|unit| unit.unit == "authority").and_then(|unit| unit.children);
    let children = children.map_or_else(String::new, |children| {
        format!(": {} children looked after, as simulated", number(children, 0))
    });
    format!(
        "<p class=\"inset\">{}</p>\n<p class=\"place\">{}</p>",
        escape(&question(read)),
        escape(&format!(
            "{places}{}{children}; {} from then, lived in {} of each of {} combinations; a simulation.",
            day(&manifest.start),
            counted(manifest.horizon_years as usize, "year"),
            match manifest.replications {
                1 => "1 history".to_owned(),
                many => format!("{} possible histories", number(many as f64, 0)),
            },
            read.combinations_lived()
        ))
    )
}

/// The question of the file; what is varied where it has none.
fn question(read: &Read) -> String {
    match read.manifest.question.trim() {
        "" => asked(read),
        own => own.to_owned(),
    }
}

/// What is varied and for whom, as a question.
fn asked(read: &Read) -> String {
    let factors: Vec<String> =
        read.manifest.factors.iter().map(|factor| names::varied(&factor.path, &factor.levels)).collect();
    let whom = match read.unit.0.as_str() {
        "remit" => "the young people whom the service is for, listed in a life without it (the remit)",
        _ => "all children looked after",
    };
    format!("What {} {} change for {whom}?", if factors.len() == 1 { "does" } else { "do" }, listed(&factors))
}

/// What is varied and what is not.
fn varied(read: &Read) -> String {
    let option = read.manifest.request.get("base").and_then(|base| base.as_str());
    let option = option.map_or_else(
        || "the option that is varied".to_owned(),
        |option| format!("the option \u{201c}{option}\u{201d}"),
    );
    format!(
        "{} All else is as in {option}; all combinations live the same children with the same luck and the same values for what is not known.",
        asked(read)
    )
}

/// The answer: what is told apart or that nothing is, then what each thing that is varied does alone; how sure it is, what not to
/// conclude, and what goes with it.
pub(super) fn answered(
    read: &Read,
    headlines: &[&IndicatorRow],
    together: &Together,
    (page, figure): (&mut Page, Option<Figure>),
) {
    page.section("answer", "The answer");
    page.answer(&[finding::first(read, headlines, together)]);
    let (leads, said) = first(read, headlines, together);
    if leads.is_none() {
        page.paragraph(&format!("All combinations against the first, {}:", read.first_cell()));
    }
    page.list(&said);
    figure.into_iter().for_each(|figure| page.figure(figure));
    page.named_list(&how_sure(read, headlines, together));
    if !read.manifest.failures.is_empty() {
        page.inset(&format!(
            "{} failed and are left out of every figure here. They are listed in the manifest.",
            counted(read.manifest.failures.len(), "run")
        ));
    }
    page.heading("What not to conclude");
    page.list(&answer::not_to_conclude(read.manifest.replications, together.count));
    page.heading("What goes with it");
    let varied = ("What was varied.".to_owned(), varied(read));
    page.named_list(&[with_it(read, headlines), vec![varied]].concat());
}

/// What each thing that is varied does alone to the outcome that leads, which is given too where anything is said of it; then what
/// they do to the others, and how high the first is. Of points, of which none is varied alone, what all do together to each outcome.
fn first<'a>(
    read: &Read,
    headlines: &[&'a IndicatorRow],
    together: &Together,
) -> (Option<&'a IndicatorRow>, Vec<String>) {
    let leads = headlines.first().copied().filter(|_| !read.is_of_points());
    let factors = 0..read.manifest.factors.len();
    let alone =
        |leads| factors.filter_map(|factor| answer::of_factor(read, together, leads, factor)).collect();
    let mut said: Vec<String> = leads.map_or_else(Vec::new, alone);
    match leads.filter(|_| !said.is_empty()) {
        Some(leads) => {
            let others: Vec<&IndicatorRow> =
                of_no_cost(headlines).filter(|one| one.indicator != leads.indicator).collect();
            said.extend(answer::of_others(read, together, &others));
            said.extend(level(read, leads));
            (Some(leads), said)
        }
        None => (None, combinations(read, headlines, together)),
    }
}

/// Outcomes but cost, of which a sentence of its own tells.
fn of_no_cost<'a>(headlines: &[&'a IndicatorRow]) -> impl Iterator<Item = &'a IndicatorRow> {
    headlines.iter().copied().filter(|one| one.indicator != COST_PER_CHILD_YEAR.id)
}

/// What all combinations together do to each outcome.
fn combinations(read: &Read, headlines: &[&IndicatorRow], together: &Together) -> Vec<String> {
    let said = of_no_cost(headlines)
        .filter_map(|one| answer::sentence(one, &read.of(&one.indicator).collect::<Vec<_>>(), together));
    said.collect()
}

/// What the answer costs and how sure it is, each with its name.
fn how_sure(read: &Read, headlines: &[&IndicatorRow], together: &Together) -> Vec<(String, String)> {
    let leads = headlines.first();
    let single = leads.and_then(|leads| finding::of_single_histories(read, leads, together));
    named([
        ("What it costs.", cost::told(read, together, headlines)),
        ("Single histories.", single),
        ("Strength of evidence.", Some(strength(read))),
    ])
}

/// What stands beside the answer, each with its name.
fn with_it(read: &Read, headlines: &[&IndicatorRow]) -> Vec<(String, String)> {
    named([
        ("Together.", answer::interactions(read, headlines)),
        ("Where nothing moves.", finding::of_nought(read, headlines)),
        ("What is contested.", Some(finding::contested(read))),
    ])
}

/// Those that are said.
fn named<const N: usize>(told: [(&str, Option<String>); N]) -> Vec<(String, String)> {
    told.into_iter().filter_map(|(name, said)| Some((name.to_owned(), said?))).collect()
}

/// The answer as the terminal tells it.
pub(super) fn told(read: &Read) -> Vec<String> {
    let (headlines, together) = (read.headlines(), read.read_together());
    let mut said = vec![question(read), finding::first(read, &headlines, &together)];
    said.extend(first(read, &headlines, &together).1);
    let besides = [how_sure(read, &headlines, &together), with_it(read, &headlines)].concat();
    said.extend(besides.into_iter().map(|(name, said)| format!("{name} {said}")));
    said.extend(read.manifest.warnings.iter().map(|said| format!("Limit. {said}")));
    said.push(format!(
        "{} of each of {} combinations. {}",
        upper_first(&finding::histories(read.manifest.replications)),
        read.combinations_lived(),
        varied(read)
    ));
    said
}

/// What the outcome that leads is with the combination against which the others stand.
fn level(read: &Read, leads: &IndicatorRow) -> Option<String> {
    let mean = read.of(&leads.indicator).find(|row| row.cell == 0)?.mean?;
    // What is printed of a share has its sign with it.
    let unit = if matches!(leads.unit(), Unit::Percent(_)) { String::new() } else { after(leads) };
    let level = rounding(leads).print(mean);
    Some(format!("{} at {}: {level}{unit}.", leads.title, read.first_cell()))
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
