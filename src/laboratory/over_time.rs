//! A difference year by year, of the histories that the page has lived: the same mean, interval, words and drawing as in the
//! report.

use serde::Deserialize;
use serde_json::json;

use crate::analysis::run::page::by_year::{Clock, OverTime as Drawn};
use crate::analysis::run::page::scope_of;
use crate::analysis::run::rows::YearDifferenceRow;
use crate::analysis::run::tables::by_year::row;
use crate::analysis::run::tables::names::indicator_rows;
use crate::chart::{Form, render};
use crate::scenario::Scenario;
use crate::study::Shape;

/// Width of the drawing on the page, px: that of the dots above it.
const WIDTH: f64 = 620.0;

/// What the page asks: a measure of a unit in both arms.
#[derive(Clone, Debug, Deserialize)]
pub struct OverTime {
    /// Id of the measure.
    pub measure: String,
    /// Id of the unit.
    pub unit: String,
    /// Whether years count from the planned opening and not by the calendar.
    pub since_opening: bool,
    /// Whether the service opens after the first day, so that the last year since its opening is cut short.
    pub opens_late: bool,
    /// Whether the drawing is for a narrow page.
    pub narrow: bool,
    /// Values of the first arm by year and replication; none where not defined.
    pub first: Vec<Vec<Option<f64>>>,
    /// Those of the second.
    pub second: Vec<Vec<Option<f64>>>,
}

/// The drawing with its words and its table, and where half of the way is; `null` where nothing is to be drawn.
pub(super) fn over_time(asked: &OverTime, shape: &Shape, scenario: &Scenario) -> Result<String, String> {
    let unit = shape.units.iter().find(|unit| unit.id == asked.unit);
    let unit = unit.ok_or_else(|| format!("There is no unit {}.", asked.unit))?;
    let at = shape.indicators.iter().position(|indicator| indicator.id == asked.measure);
    let at = at.ok_or_else(|| format!("There is no measure {}.", asked.measure))?;
    let clock = if asked.since_opening { Clock::Opening } else { Clock::Calendar };
    let arms: Vec<&str> = scenario.arms.iter().take(2).map(|arm| arm.name.as_str()).collect();
    let years = clock.years(&shape.years);
    let values = |values: &[Option<f64>]| values.iter().map(|value| value.unwrap_or(f64::NAN)).collect();
    let rows: Vec<YearDifferenceRow> = years
        .iter()
        .zip(asked.first.iter().zip(&asked.second))
        .filter_map(|(year, (first, second))| {
            let pair = (values(first), values(second));
            row((arms[1], unit, &shape.indicators[at]), (clock.key(), year), &pair)
        })
        .collect();
    let indicator = indicator_rows(&shape.indicators[at..=at]).remove(0);
    let replications = asked.first.first().map_or(0, Vec::len);
    let drawn = Drawn {
        arms,
        indicator: &indicator,
        unit: &unit.id,
        clock,
        scope: scope_of(&unit.title, &shape.years, scenario.horizon_years, replications),
        years,
        rows: rows.iter().collect(),
        told: 1,
        opens_late: asked.opens_late,
        source: String::new(),
        marks_half: !(asked.since_opening && asked.opens_late),
    };
    let form = Form { width: if asked.narrow { Form::NARROW.width } else { WIDTH }, ..Form::WIDE };
    let told = drawn.figure().map(|figure| {
        json!({
            "title": figure.heading.title,
            "subtitle": figure.heading.subtitle,
            "drawing": render(&figure.heading, figure.drawing.as_ref(), form),
            "table": { "caption": figure.data.caption, "header": figure.data.header, "rows": figure.data.rows },
            "half": drawn.half_way_in_words(1),
        })
    });
    Ok(json!(told).to_string())
}
