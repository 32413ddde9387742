//! First-year agreement on the score card.

use super::shares::POINTS;
use super::{Agreement, FirstYear, YEARS};
use crate::analysis::validate::card::{Line, Part};
use crate::analysis::validate::coverage::Coverage;
use crate::analysis::validate::totals::COVERAGE;
use crate::statistics::mean;

/// Section of the card.
pub(in crate::analysis::validate) const SECTION: &str = "first year";
/// Largest bias over authorities, % of the level.
const BIAS: f64 = 4.0;
/// Largest share of cells whose mean may seem to move by chance alone, %.
const BY_CHANCE: f64 = 2.5;
/// Points by which the share of moving cells in histories may differ from that published.
const AS_AUTHORITIES: f64 = 7.0;

/// The lines of the card: bias and coverage by start and figure, then shares.
pub(in crate::analysis::validate) fn lines(found: &FirstYear) -> Vec<Line> {
    let biases = found.agreements.iter().filter(|one| one.is_bounded).map(bias);
    let coverages = found.agreements.iter().filter_map(coverage);
    let mut starts: Vec<u32> = found.shares.iter().map(|share| share.start).collect();
    starts.dedup();
    biases.chain(coverages).chain(starts.into_iter().flat_map(|start| shares(found, start))).collect()
}

fn bias(one: &Agreement) -> Line {
    let most = one.published * BIAS / 100.0;
    let passes = one.bias().abs() <= BIAS;
    let way = if one.bias() > 0.0 { "above" } else { "below" };
    let chance = if one.bias().abs() - one.half_width <= BIAS {
        ", which the spread of authorities leaves open"
    } else {
        ""
    };
    Line {
        row: one.start.to_string(),
        title: format!("{}: mean of {} authorities", one.title, one.authorities),
        window: format!("start {}, against {}", one.start, one.against.word()),
        observed: one.published,
        simulated: one.simulated,
        half_width: one.half_width * one.published / 100.0,
        allowed: (one.published - most, one.published + most),
        unit: one.unit.to_owned(),
        passes,
        reason: match passes {
            true => String::new(),
            false => format!("{:.1}% {way} the level{chance}", one.bias().abs()),
        },
        note: format!("root mean square over authorities {:.2}; posterior {}", one.rms, one.posterior),
        ..Line::plain(Part::HeldOut, SECTION)
    }
}

fn coverage(one: &Agreement) -> Option<Line> {
    let (share, (_, chance)) = (one.inside()?, one.coverage?);
    let coverage = Coverage {
        row: one.start.to_string(),
        title: format!("{}: authorities inside their 80% interval a year on", one.title),
        window: format!("start {}, against {}", one.start, one.against.word()),
        nominal: (100.0 * super::super::INTERVAL, (100.0 * COVERAGE.0, 100.0 * COVERAGE.1)),
        share,
        chance,
        bias: one.bias(),
        note: String::new(),
    };
    Some(coverage.line(SECTION))
}

fn shares(found: &FirstYear, start: u32) -> Vec<Line> {
    let of: Vec<_> = found.shares.iter().filter(|share| share.start == start).collect();
    let cells: usize = of.iter().map(|share| share.authorities).sum();
    let beyond: usize = of.iter().map(|share| share.beyond).sum();
    let share = 100.0 * beyond as f64 / cells.max(1) as f64;
    let worst = of.iter().max_by_key(|share| share.beyond).filter(|share| share.beyond > 0);
    let window = format!("start {start}, {YEARS} years on");
    let passes = share <= BY_CHANCE;
    let mut lines = vec![Line {
        row: start.to_string(),
        title: format!(
            "Placement types and ages of authorities whose mean share moves by more than {POINTS:.0} points"
        ),
        window: window.clone(),
        observed: 0.0,
        simulated: share,
        allowed: (0.0, BY_CHANCE),
        unit: "% of authorities × types and ages".to_owned(),
        passes,
        reason: match (passes, worst) {
            (false, Some(worst)) => format!(
                "most of them: {} ({} of {} authorities; mean share {:.1}% published, {:.1}% after {YEARS} years)",
                worst.title,
                worst.beyond,
                worst.authorities,
                worst.published,
                worst.simulated[YEARS as usize - 1]
            ),
            _ => String::new(),
        },
        ..Line::plain(Part::HeldOut, SECTION)
    }];
    let known = of.iter().filter(|share| share.by == "placement" && share.published_beyond.is_finite());
    let pairs: Vec<(f64, f64)> =
        known.map(|share| (share.published_beyond, share.histories_beyond)).collect();
    if !pairs.is_empty() {
        let (observed, simulated) = pairs.into_iter().unzip::<_, _, Vec<f64>, Vec<f64>>();
        let (observed, simulated) = (mean(&observed), mean(&simulated));
        let passes = (simulated - observed).abs() <= AS_AUTHORITIES;
        lines.push(Line {
            row: start.to_string(),
            title: format!("Placement types of authorities whose share moves by more than {POINTS:.0} points in one history"),
            window,
            observed,
            simulated,
            allowed: ((observed - AS_AUTHORITIES).max(0.0), observed + AS_AUTHORITIES),
            unit: "% of authorities × types".to_owned(),
            passes,
            reason: match (passes, simulated > observed) {
                (true, _) => String::new(),
                (false, true) => "single histories move more than authorities did".to_owned(),
                (false, false) => "single histories move less than authorities did".to_owned(),
            },
            ..Line::plain(Part::HeldOut, SECTION)
        });
    }
    lines
}
