//! Lines of the score card for what the model was built with: the facts of the pilots, and the calibrations
//! of the baselines with what they held out.

use super::baselines::{Baseline, Stand};
use super::card::{Line, Part};
use super::pilots::{Fact, Figure, Pilots};

/// Sections of the card.
pub const PILOTS: &str = "pilots";
/// Calibrations of the baselines.
pub const BASELINES: &str = "baselines";

/// Why the model stays below some figures, by summary, as `docs/calibration.md` tells it.
const KNOWN: [(&str, &str); 3] = [
    (
        "placements_3plus_two_years",
        "the published count may hold changes of status as placements, the model's does not",
    ),
    ("workers_3plus", "changes of case holder fall on fewer children in reality than in the model"),
    ("agency", "agency workers beyond vacancies are not in the model"),
];

/// Facts of the pilots.
pub fn of_pilots(pilots: &Pilots) -> Vec<Line> {
    let lines = pilots.facts.iter().flat_map(|fact| {
        let figures = fact.found.figures.iter().enumerate();
        figures.map(move |(at, figure)| of_figure(fact, figure, at == 0))
    });
    lines.collect()
}

fn of_figure(fact: &Fact, figure: &Figure, is_first: bool) -> Line {
    let row = fact.row;
    let passes = figure.passes();
    let reason = match (passes, row.missed) {
        (true, _) => row.worth,
        (false, "") => figure.reason(),
        (false, known) => known,
    };
    let title = match figure.what {
        "" => row.fact.to_owned(),
        what => format!("{}: {what}", row.fact),
    };
    // What else was seen stands once, with the first figure of a row.
    let notes = if is_first { &fact.found.notes[..] } else { &[] };
    let looks: Vec<&str> = row.looks.iter().map(|look| look.title()).collect();
    let read = format!("asked: {}; read in {}", row.tolerance, looks.join(" and "));
    Line {
        part: Part::Fitted,
        section: PILOTS,
        row: row.id.to_owned(),
        title,
        window: row.window.to_owned(),
        observed: figure.observed,
        seen: figure.seen.to_owned(),
        simulated: figure.simulated,
        interval: figure.interval,
        half_width: figure.half_width,
        allowed: figure.allowed,
        unit: figure.unit.to_owned(),
        passes,
        reason: reason.to_owned(),
        note: notes.iter().cloned().chain([read]).collect::<Vec<_>>().join(". "),
    }
}

/// Targets of the calibrations, of one part.
pub fn of_baselines(baselines: &[Baseline], part: Part) -> Vec<Line> {
    let lines = baselines.iter().flat_map(|baseline| {
        let of = baseline.stands.iter();
        let of = of.filter(move |stand| stand.target.is_fitted == (part == Part::Fitted));
        of.map(move |stand| of_stand(baseline, stand, part))
    });
    lines.collect()
}

fn of_stand(baseline: &Baseline, stand: &Stand, part: Part) -> Line {
    let (target, predicted) = (&stand.target, &stand.predicted);
    let (tolerance, passes) = (stand.tolerance(), stand.passes());
    let way = if stand.off() > 0.0 { "above" } else { "below" };
    let mut known = KNOWN.iter();
    let known = known.find(|(summary, _)| *summary == stand.summary && stand.off() < 0.0);
    let known = known.map_or(String::new(), |(_, sentence)| format!("; {sentence}"));
    let reason = if passes {
        String::new()
    } else {
        format!("{:.1} tolerances {way} the figure{known}", stand.off().abs())
    };
    Line {
        part,
        section: BASELINES,
        row: format!("{}: {}", baseline.name, target.id),
        title: stand.title.to_owned(),
        window: baseline.window.clone(),
        observed: target.observed,
        seen: String::new(),
        simulated: predicted.mean,
        interval: (predicted.quantiles[0], predicted.quantiles[2]),
        half_width: 1.96 * predicted.sd / (baseline.rows as f64).sqrt(),
        allowed: (target.observed - tolerance, target.observed + tolerance),
        unit: stand.unit.to_string(),
        passes,
        reason,
        note: format!(
            "{:+.1} tolerances of {tolerance:.3}; the model may be off because: {}; figure: {}",
            stand.off(),
            target.why,
            target.source
        ),
    }
}
