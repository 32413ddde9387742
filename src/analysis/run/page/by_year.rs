//! What an arm does year by year: the mean paired difference of each year with its interval, drawn and told. The page of the
//! laboratory draws its own histories with it.

use super::load::Tables;
use super::{scope, source};
use crate::analysis::run::answer::{Facts, Finding, named};
use crate::analysis::run::rows::YearDifferenceRow;
use crate::chart::{Heading, KeyMark, Panel, Panels, Point, Rounding, Series, arm_colour, number};
use crate::report::html::{Figure, Page, Table};
use crate::report::words::{difference_rounding, difference_unit, lower_first, range};
use crate::results::rows::IndicatorRow;

/// By which clock years are told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    /// Financial years.
    Calendar,
    /// Years since the planned opening.
    Opening,
}

impl Clock {
    pub(crate) fn key(self) -> &'static str {
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

    /// Keys of the years in the table, of the years of a study.
    pub(crate) fn years(self, calendar: &[String]) -> Vec<String> {
        match self {
            Clock::Calendar => calendar.to_vec(),
            Clock::Opening => (1..=calendar.len()).map(|year| year.to_string()).collect(),
        }
    }
}

/// A measure of a unit in some arms, year by year.
pub(crate) struct OverTime<'a> {
    /// Names of the arms, the first that against which the others are compared.
    pub(crate) arms: Vec<&'a str>,
    /// The measure.
    pub(crate) indicator: &'a IndicatorRow,
    /// Id of the unit.
    pub(crate) unit: &'a str,
    /// By which clock.
    pub(crate) clock: Clock,
    /// Keys of the years.
    pub(crate) years: Vec<String>,
    /// Rows of this measure, unit and clock.
    pub(crate) rows: Vec<&'a YearDifferenceRow>,
    /// Position of the arm that the title tells of.
    pub(crate) told: usize,
    /// Whether the last year since an opening is cut short.
    pub(crate) opens_late: bool,
    /// Population, period and number of histories.
    pub(crate) scope: String,
    /// The words under the drawing.
    pub(crate) source: String,
    /// Whether the way to half of the last year's difference is marked.
    pub(crate) marks_half: bool,
}

/// Half of the difference of a last year, and where it is reached.
pub(crate) struct HalfWay {
    /// Half of the difference.
    pub(crate) half: f64,
    /// Number of the year, on the line between the means of two years: 1 is the middle of the first.
    pub(crate) year: f64,
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
    let is_of =
        |row: &&YearDifferenceRow| row.clock == clock.key() && row.unit == unit && row.indicator == *id;
    let over_time = OverTime {
        arms: (0..tables.arms()).map(|arm| tables.arm(arm)).collect(),
        indicator,
        unit,
        clock,
        years: clock.years(&tables.manifest.years),
        rows: tables.by_year.iter().filter(is_of).collect(),
        told: of_arm.or_else(|| tables.farthest_arm(unit, id))?,
        opens_late: tables.exposure.iter().any(|row| row.before.is_some_and(|before| before > 0.0)),
        scope: scope(tables, unit),
        source: source(tables),
        marks_half: false,
    };
    over_time.figure()
}

impl OverTime<'_> {
    fn row(&self, arm: usize, year: &str) -> Option<&YearDifferenceRow> {
        self.rows.iter().copied().find(|row| row.arm == self.arms[arm] && row.year == year)
    }

    /// The years in which the first comparison is defined, each with its position.
    fn drawn(&self) -> Vec<(usize, &String)> {
        self.years.iter().enumerate().filter(|(_, year)| self.row(1, year).is_some()).collect()
    }

    /// The figure; none where nothing is to be drawn.
    pub(crate) fn figure(&self) -> Option<Figure> {
        let years = self.drawn();
        years.last()?;
        let title = self.title(&years)?;
        let print = self.rounding(&years);
        let OverTime { indicator, unit, clock, arms, .. } = self;
        let (when, first) = (clock.words(), arms[0]);
        let cut = match clock {
            Clock::Opening if self.opens_late => " The last year is cut short by the end of the study.",
            _ => "",
        };
        let against = format!("ifference against {first}");
        let of = difference_unit(indicator);
        Some(Figure {
            heading: Heading {
                id: format!("{}-{unit}-{}", clock.key(), indicator.indicator).replace('_', "-"),
                title,
                subtitle: format!("{}: d{against} {when}, {of}.{cut} {}", indicator.title, self.scope),
                source: self.source.clone(),
                description: format!(
                    "One panel for each option: the mean difference in {} against {first} {when}, with a band for its 95% interval.",
                    lower_first(&indicator.title)
                ),
            },
            drawing: Box::new(self.panels(&years, format!("D{against}, {of}"), &print)),
            data: self.table(&years, &print),
        })
    }

    fn panels(&self, years: &[(usize, &String)], y_title: String, print: &Rounding) -> Panels {
        let label = |year: &str| year.rsplit(' ').next().unwrap_or(year).to_owned();
        let panel = |arm: usize| Panel {
            title: self.arms[arm].to_owned(),
            series: vec![Series {
                label: String::new(),
                colour: arm_colour(arm),
                points: self.points(arm),
                step: false,
                marked: true,
                band: true,
            }],
            points_of_interest: self.half_way(arm).map(|way| way.year).into_iter().collect(),
        };
        let mut key = vec![
            (KeyMark::Line(arm_colour(1)), "mean difference".to_owned()),
            (KeyMark::Band(arm_colour(1)), "95% interval of the mean".to_owned()),
        ];
        if (1..self.arms.len()).any(|arm| self.half_way(arm).is_some()) {
            key.push((KeyMark::Upright, "half of the last year\u{2019}s difference".to_owned()));
        }
        Panels {
            panels: (1..self.arms.len()).map(panel).collect(),
            y_title,
            x_title: match self.marks_half {
                true => format!("{}; a dot stands for the middle of its year", self.clock.title()),
                false => self.clock.title().to_owned(),
            },
            x_labels: years
                .iter()
                .filter(|(at, _)| at % 3 == 0)
                .map(|(at, year)| ((at + 1) as f64, label(year)))
                .collect(),
            rounding: print.clone(),
            y_limits: self.limits(),
            key,
        }
    }

    /// Limits of the upright scale: no difference is always on it.
    fn limits(&self) -> Option<(f64, f64)> {
        let points = (1..self.arms.len()).flat_map(|arm| self.points(arm));
        let ends =
            points.fold((0.0_f64, 0.0_f64), |(low, high), point| (low.min(point.low), high.max(point.high)));
        let ticks = (ends.0 < ends.1).then(|| crate::statistics::ticks(ends.0, ends.1, 4))?;
        Some((*ticks.first()?, *ticks.last()?))
    }

    /// Where an arm is half way to the difference of its last year. It is told only where the intervals bear it: that of the last
    /// year leaves out none, those of all years before the half lie below it, and those of all years after it above.
    pub(crate) fn half_way(&self, arm: usize) -> Option<HalfWay> {
        let points = self.points(arm);
        let last = points.last().filter(|last| self.marks_half && last.low * last.high > 0.0)?;
        let (half, side) = (last.y / 2.0, last.y.signum());
        let at = points.iter().position(|point| side * point.y >= side * half).filter(|at| *at > 0)?;
        let nearer = |point: &Point| (side * point.low).min(side * point.high);
        let farther = |point: &Point| (side * point.low).max(side * point.high);
        let bears = points[..at].iter().all(|point| farther(point) < side * half)
            && points[at..].iter().all(|point| nearer(point) > side * half);
        let (before, after) = (points[at - 1], points[at]);
        let year = before.x + (after.x - before.x) * (half - before.y) / (after.y - before.y);
        bears.then_some(HalfWay { half, year })
    }

    /// The same in a sentence.
    pub(crate) fn half_way_in_words(&self, arm: usize) -> Option<String> {
        let HalfWay { half, year } = self.half_way(arm)?;
        let from = match self.clock {
            Clock::Calendar => "the first day",
            Clock::Opening => "the planned opening",
        };
        Some(format!(
            "Half ({}) of the last year\u{2019}s difference ({}) is there in month {}, counted from {from}: a dot stands for the middle of its year, and between two the line is straight.",
            self.rounding(&self.drawn()).print(half),
            self.rounding(&self.drawn()).print(2.0 * half),
            number(12.0 * (year - 0.5), 0)
        ))
    }

    /// The means of an arm with their intervals, by the number of the year.
    fn points(&self, arm: usize) -> Vec<Point> {
        let point = |(at, year): (usize, &String)| {
            let row = self.row(arm, year)?;
            Some(Point { x: (at + 1) as f64, y: row.mean?, low: row.ci_low?, high: row.ci_high? })
        };
        self.drawn().into_iter().filter_map(point).collect()
    }

    /// The years of the arm told that have an interval.
    fn told<'s>(
        &'s self,
        years: &'s [(usize, &String)],
    ) -> impl Iterator<Item = &'s YearDifferenceRow> + Clone {
        let of = |(_, year): &(usize, &String)| self.row(self.told, year);
        years.iter().filter_map(of).filter(|row| row.ci_low.is_some())
    }

    fn title(&self, years: &[(usize, &String)]) -> Option<String> {
        let drawn = self.told(years);
        let all = drawn.clone().count();
        let lower = drawn.clone().filter(|row| row.ci_high.is_some_and(|high| high < 0.0)).count();
        let higher = drawn.filter(|row| row.ci_low.is_some_and(|low| low > 0.0)).count();
        let span = if all == 1 { "1 year".to_owned() } else { format!("{all} years") };
        let sides = match (lower, higher) {
            (0, 0) => format!("told apart from none in no year of {all}"),
            (lower, 0) => format!("lower in {lower} of {span}"),
            (0, higher) => format!("higher in {higher} of {span}"),
            (lower, higher) => format!("lower in {lower} of {span}, higher in {higher}"),
        };
        // Of few years chance tells apart fewer than one.
        let chance = match all {
            0..20 => String::new(),
            all => format!(" (by chance alone: about {})", number(0.05 * all as f64, 0)),
        };
        (all > 0).then(|| {
            format!(
                "{} with {}: {sides}, by the 95% interval of each{chance}",
                self.indicator.title,
                named(self.arms[self.told])
            )
        })
    }

    /// An interval that leaves out no difference is not printed as if it reached to it.
    fn rounding(&self, years: &[(usize, &String)]) -> Rounding {
        let half =
            self.rows.iter().filter_map(|row| Some((row.ci_high? - row.ci_low?) / 2.0)).reduce(f64::max);
        let mut print = difference_rounding(self.indicator, half);
        let nearest = |row: &YearDifferenceRow| {
            let ends = [row.ci_low?, row.ci_high?];
            (ends[0] * ends[1] > 0.0).then(|| ends[0].abs().min(ends[1].abs()))
        };
        let nearest = self.told(years).filter_map(nearest).reduce(f64::min);
        let is_seen =
            |decimals: &usize| nearest.is_none_or(|end| end * libm::pow(10.0, *decimals as f64) >= 0.5);
        print.decimals = (print.decimals..print.decimals + 3).find(is_seen).unwrap_or(print.decimals);
        print
    }

    fn table(&self, years: &[(usize, &String)], print: &Rounding) -> Table {
        let mut header = vec![self.clock.title().to_owned()];
        header.extend(self.arms[1..].iter().map(|arm| (*arm).to_owned()));
        let cell = |row: &YearDifferenceRow| {
            format!(
                "{} ({})",
                print.print(row.mean.unwrap_or(f64::NAN)),
                range(print, row.ci_low, row.ci_high)
            )
        };
        let line = |(_, year): &(usize, &String)| {
            let mut cells = vec![(*year).clone()];
            let of = |arm| self.row(arm, year).map_or_else(|| "Not defined".to_owned(), cell);
            cells.extend((1..self.arms.len()).map(of));
            cells
        };
        Table {
            caption: format!(
                "{}: mean difference against {} {}, {}, with the 95% interval in brackets",
                self.indicator.title,
                self.arms[0],
                self.clock.words(),
                difference_unit(self.indicator)
            ),
            header,
            rows: years.iter().map(line).collect(),
        }
    }
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
    // Of few histories the years tell no more than all of them together.
    let is_told = tables.manifest.years.len() > 1 && !told.is_of_few();
    let Some(found) = found.filter(|_| is_told) else { return };
    page.section("time", "Over time");
    page.figure(found);
}
