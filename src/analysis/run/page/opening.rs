//! Time since the opening: how long each unit is there in each arm, and what an arm does year by year.

use super::load::Tables;
use super::{scope, source};
use crate::analysis::run::answer::{Facts, Finding, named};
use crate::analysis::run::rows::{ExposureRow, YearDifferenceRow};
use crate::chart::{Heading, KeyMark, Panel, Panels, Point, Series, arm_colour, number};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::{difference_rounding, difference_unit, listed, lower_first, range};
use crate::results::rows::IndicatorRow;

/// Share of a unit's child-years below which what lies in them is hardly felt.
const HARDLY: f64 = 0.1;

/// What is drawn by time since the opening.
pub(super) const DRAWN: [&str; 3] = ["worker_changes", "relationship", "cost_per_child_year"];

/// Arms with a service of which hardly any child-years of a unit lie after its first term, and how many: `none`, `at most 4%`.
fn hardly_ended(tables: &Tables, unit: &str) -> Option<(String, String)> {
    let served = |row: &&ExposureRow| row.unit == unit && row.held.is_some_and(|held| held > 0.0);
    let share = |row: &ExposureRow| row.after.zip(row.child_years).map(|(after, all)| after / all);
    let all = tables.exposure.iter().filter(served).count();
    let hardly: Vec<(String, f64)> = tables
        .exposure
        .iter()
        .filter(served)
        .filter_map(|row| Some((named(&row.arm), share(row).filter(|share| *share < HARDLY)?)))
        .collect();
    let most = hardly.iter().map(|(_, share)| *share).fold(0.0, f64::max);
    let so_few = match most {
        0.0 => "none".to_owned(),
        ..0.01 => "under 1%".to_owned(),
        most => format!("at most {}%", number(libm::ceil(100.0 * most), 0)),
    };
    let of: Vec<String> = hardly.into_iter().map(|(arm, _)| arm).collect();
    match of.len() {
        0 => None,
        many if many == all && many > 1 => Some(("any option".to_owned(), so_few)),
        _ => Some((listed(&of), so_few)),
    }
}

/// What is not to be concluded of a unit that hardly lives to see the end of a term.
pub(super) fn not_the_end(tables: &Tables, unit: &str) -> Option<String> {
    let (of, so_few) = hardly_ended(tables, unit)?;
    let shares =
        tables.exposure.iter().filter(|row| row.unit == unit && row.held.is_some_and(|held| held > 0.0));
    let shares = shares.filter_map(|row| Some((row, row.after? / row.child_years?)));
    let others: Vec<_> = shares.filter(|(_, share)| *share >= HARDLY).collect();
    let most = others.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let beside = most.map_or_else(String::new, |(row, share)| {
        format!(
            ", and {}% with {}: ends that have not come yet are part of the difference",
            number(100.0 * share, 0),
            named(&row.arm)
        )
    });
    Some(format!(
        "That this says what the end of a contract does to children: with {of} {so_few} of the child-years that are counted lie after the first term{beside}."
    ))
}

/// Sentences on arms whose end hardly anybody of a unit lives to see; a longer horizon is the remedy.
pub(super) fn warnings(tables: &Tables) -> Vec<String> {
    let mut said: Vec<((String, String), Vec<String>)> = Vec::new();
    for unit in tables.answer_units() {
        let Some(of) = hardly_ended(tables, &unit.unit) else { continue };
        match said.iter_mut().find(|(known, _)| *known == of) {
            Some((_, units)) => units.push(lower_first(&unit.title)),
            None => said.push((of, vec![lower_first(&unit.title)])),
        }
    }
    let words = |((of, so_few), units): ((String, String), Vec<String>)| {
        format!(
            "The end of the first term is {} felt with {of}: of {} {} of the child-years that are counted lie after it.",
            if so_few == "none" { "not" } else { "hardly" },
            listed(&units),
            so_few,
        )
    };
    said.into_iter().map(words).collect()
}

fn exposure_table(tables: &Tables) -> Table {
    let years = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| number(value, 0));
    let share =
        |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |s| format!("{}%", number(100.0 * s, 0)));
    let mut rows = Vec::new();
    for unit in tables.units.iter().filter(|unit| unit.paired) {
        for row in tables.exposure.iter().filter(|row| row.unit == unit.unit) {
            let is_served = row.held.is_some_and(|held| held > 0.0);
            rows.push(vec![
                unit.title.clone(),
                row.arm.clone(),
                years(row.before),
                years(row.within),
                if is_served { years(row.after) } else { "-".to_owned() },
                if is_served {
                    share(row.after.zip(row.child_years).map(|(a, b)| a / b))
                } else {
                    "-".to_owned()
                },
                share(row.held),
            ]);
        }
    }
    let header = [
        "Unit",
        "Option",
        "Before the opening",
        "Within the first term",
        "After it",
        "After it, share",
        "Held by the practice",
    ];
    Table {
        caption: "Child-years of each unit before the opening, within the option\u{2019}s first term and after it; and the share of those after the opening in which a practice held the case".to_owned(),
        header: header.map(str::to_owned).to_vec(),
        rows,
    }
}

/// By which clock years are told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// Financial years.
    Calendar,
    /// Years since the planned opening.
    Opening,
}

impl Clock {
    fn key(self) -> &'static str {
        match self {
            Clock::Calendar => "calendar",
            Clock::Opening => "opening",
        }
    }

    /// Titles of a scale and a column.
    fn title(self) -> &'static str {
        match self {
            Clock::Calendar => "Financial year that ends on 31 March",
            Clock::Opening => "Year since the planned opening",
        }
    }

    /// Inside a sentence.
    fn words(self) -> &'static str {
        match self {
            Clock::Calendar => "by financial year",
            Clock::Opening => "by year since the planned opening",
        }
    }

    /// Keys of the years in the table.
    fn years(self, tables: &Tables) -> Vec<String> {
        match self {
            Clock::Calendar => tables.manifest.years.clone(),
            Clock::Opening => (1..=tables.manifest.years.len()).map(|year| year.to_string()).collect(),
        }
    }
}

fn row<'a>(
    tables: &'a Tables,
    arm: usize,
    (unit, indicator): (&str, &str),
    (clock, year): (Clock, &str),
) -> Option<&'a YearDifferenceRow> {
    tables.by_year.iter().find(|row| {
        row.clock == clock.key()
            && row.arm == tables.arm(arm)
            && row.unit == unit
            && row.indicator == indicator
            && row.year == year
    })
}

/// The mean paired difference year by year.
pub(super) fn figure(
    tables: &Tables,
    unit: &str,
    indicator: &IndicatorRow,
    clock: Clock,
    of_arm: Option<usize>,
) -> Option<Figure> {
    let id = &indicator.indicator;
    let of = |arm: usize, year: &str| row(tables, arm, (unit, id), (clock, year));
    let years: Vec<(usize, String)> =
        clock.years(tables).into_iter().enumerate().filter(|(_, year)| of(1, year).is_some()).collect();
    years.last()?;
    let series = |arm: usize| {
        let point = |(at, year): &(usize, String)| {
            let row = of(arm, year)?;
            Some(Point { x: (*at + 1) as f64, y: row.mean?, low: row.ci_low?, high: row.ci_high? })
        };
        let points = years.iter().filter_map(point).collect();
        Series {
            label: String::new(),
            colour: arm_colour(arm),
            points,
            step: false,
            marked: true,
            band: true,
        }
    };
    let panel = |arm: usize| Panel {
        title: tables.arm(arm).to_owned(),
        series: vec![series(arm)],
        points_of_interest: Vec::new(),
    };
    let half = tables
        .by_year
        .iter()
        .filter(|row| row.clock == clock.key() && row.unit == unit && row.indicator == *id);
    let half = half.filter_map(|row| Some((row.ci_high? - row.ci_low?) / 2.0)).reduce(f64::max);
    let mut print = difference_rounding(indicator, half);
    let told = of_arm.or_else(|| tables.farthest_arm(unit, id))?;
    let drawn = years.iter().filter_map(|(_, year)| of(told, year)).filter(|row| row.ci_low.is_some());
    let all = drawn.clone().count();
    let lower = drawn.clone().filter(|row| row.ci_high.is_some_and(|high| high < 0.0)).count();
    let higher = drawn.clone().filter(|row| row.ci_low.is_some_and(|low| low > 0.0)).count();
    if all == 0 {
        return None;
    }
    let span = if all == 1 { "1 year".to_owned() } else { format!("{all} years") };
    let sides = match (lower, higher) {
        (0, 0) => format!("told apart from none in no year of {all}"),
        (lower, 0) => format!("lower in {lower} of {span}"),
        (0, higher) => format!("higher in {higher} of {span}"),
        (lower, higher) => format!("lower in {lower} of {span}, higher in {higher}"),
    };
    let opens_late = tables.exposure.iter().any(|row| row.before.is_some_and(|before| before > 0.0));
    let cut = match clock {
        Clock::Opening if opens_late => " The last year is cut short by the end of the study.",
        _ => "",
    };
    // An interval that leaves out no difference is not printed as if it reached to it.
    let nearest = |row: &YearDifferenceRow| {
        let ends = [row.ci_low?, row.ci_high?];
        (ends[0] * ends[1] > 0.0).then(|| ends[0].abs().min(ends[1].abs()))
    };
    let nearest = drawn.clone().filter_map(nearest).reduce(f64::min);
    let is_seen = |decimals: &usize| nearest.is_none_or(|end| end * libm::pow(10.0, *decimals as f64) >= 0.5);
    print.decimals = (print.decimals..print.decimals + 3).find(is_seen).unwrap_or(print.decimals);
    let mut header = vec![clock.title().to_owned()];
    header.extend((1..tables.arms()).map(|arm| tables.arm(arm).to_owned()));
    let cell = |row: &YearDifferenceRow| {
        format!("{} ({})", print.print(row.mean.unwrap_or(f64::NAN)), range(&print, row.ci_low, row.ci_high))
    };
    let line = |(_, year): &(usize, String)| {
        let mut cells = vec![year.clone()];
        let of = |arm| of(arm, year).map_or_else(|| "Not defined".to_owned(), cell);
        cells.extend((1..tables.arms()).map(of));
        cells
    };
    let label = |year: &str| year.rsplit(' ').next().unwrap_or(year).to_owned();
    let when = clock.words();
    Some(Figure {
        heading: Heading {
            id: format!("{}-{unit}-{id}", clock.key()).replace('_', "-"),
            title: format!(
                "{} with {}: {sides}, by the 95% interval of each (by chance alone: {})",
                indicator.title,
                named(tables.arm(told)),
                if all < 20 {
                    "fewer than 1".to_owned()
                } else {
                    format!("about {}", number(0.05 * all as f64, 0))
                }
            ),
            subtitle: format!(
                "{}: difference against {} {when}, {}.{cut} {}",
                indicator.title,
                tables.arm(0),
                difference_unit(indicator),
                scope(tables, unit)
            ),
            source: source(tables),
            description: format!(
                "One panel for each option: the mean difference in {} against {} {when}, with a band for its 95% interval.",
                lower_first(&indicator.title),
                tables.arm(0)
            ),
        },
        drawing: Box::new(Panels {
            panels: (1..tables.arms()).map(panel).collect(),
            y_title: format!("Difference against {}, {}", tables.arm(0), difference_unit(indicator)),
            x_title: clock.title().to_owned(),
            x_labels: years
                .iter()
                .filter(|(at, _)| at % 3 == 0)
                .map(|(at, year)| ((at + 1) as f64, label(year)))
                .collect(),
            rounding: print.clone(),
            y_limits: None,
            key: vec![
                (KeyMark::Line(arm_colour(1)), "mean difference".to_owned()),
                (KeyMark::Band(arm_colour(1)), "95% interval of the mean".to_owned()),
            ],
        }),
        data: Table {
            caption: format!(
                "{}: mean difference against {} {when}, {}, with the 95% interval in brackets",
                indicator.title,
                tables.arm(0),
                difference_unit(indicator)
            ),
            header,
            rows: years.iter().map(line).collect(),
        },
    })
}

/// The first outcome over time: since the opening where a service opens, else by financial year.
pub(super) fn brief(page: &mut Page, tables: &Tables, facts: &Facts, unit: &str) {
    let Some(told) =
        facts.carried().filter(|told| matches!(told.finding(), Finding::Apart | Finding::NotApart))
    else {
        return;
    };
    let Some(indicator) = tables.indicators.iter().find(|one| one.indicator == told.measure.id) else {
        return;
    };
    let arm = (1..tables.arms()).find(|arm| tables.arm(*arm) == told.arm);
    let clock = if tables.exposure.is_empty() { Clock::Calendar } else { Clock::Opening };
    let found = figure(tables, unit, indicator, clock, arm)
        .or_else(|| figure(tables, unit, indicator, Clock::Calendar, arm));
    let Some(found) = found.filter(|_| tables.manifest.years.len() > 1) else { return };
    page.section("time", "Over time");
    page.figure(found);
}

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    if tables.exposure.is_empty() || tables.arms() < 2 {
        return;
    }
    page.section("opening", "Time since the opening");
    page.paragraph("The young people whom the service is for (in the tables: the remit) are those whom it would be serving if it were there: its places are filled on the planned opening day, freed when their holder leaves, and given to the next young person who passes on and is old enough. The list is made once in a life without any practice, and every option is read on it. Those first served grow out of that group within some years; the remit lasts as long as the question.");
    for said in warnings(tables) {
        page.inset(&said);
    }
    page.table(&exposure_table(tables));
    let Some(unit) = tables.answer_units().into_iter().rfind(|unit| unit.kind == "cohort") else { return };
    for id in DRAWN {
        let indicator = tables.indicators.iter().find(|indicator| indicator.indicator == id);
        if let Some(figure) =
            indicator.and_then(|indicator| figure(tables, &unit.unit, indicator, Clock::Opening, None))
        {
            page.figure(figure);
        }
    }
}
