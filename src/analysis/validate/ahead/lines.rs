//! Scored forecasts on the score card.

use super::{AheadScore, FORECASTERS, Forecasts, ORIGIN};
use crate::analysis::validate::card::{Line, Part};
use crate::analysis::validate::coverage::Coverage;
use crate::analysis::validate::totals::COVERAGE;
use crate::statistics::wilson;

/// Section of the card.
pub(in crate::analysis::validate) const SECTION: &str = "forecasts";
/// What each band should hold, and what passes, %.
const HALF: (f64, (f64, f64)) = (50.0, (40.0, 60.0));

/// The lines of the card: scores, then coverage.
pub(in crate::analysis::validate) fn lines(found: &Forecasts) -> Vec<Line> {
    let scores = found.scores.iter().flat_map(|one| [1, 2].map(|against| score(one, against)));
    let most = (100.0 * super::super::INTERVAL, (100.0 * COVERAGE.0, 100.0 * COVERAGE.1));
    let coverages = found.scores.iter().flat_map(|one| {
        [("50%", HALF, one.half[0]), ("80%", most, one.most[0])]
            .map(|(band, nominal, share)| coverage(one, band, nominal, share))
    });
    scores.chain(coverages).collect()
}

fn window(one: &AheadScore) -> String {
    format!("{ORIGIN} to {}", one.year)
}

fn score(one: &AheadScore, against: usize) -> Line {
    let passes = one.crps[0] <= one.crps[against];
    Line {
        title: format!(
            "{}, {}: score no higher than that of \"{}\"",
            one.title, one.year, FORECASTERS[against]
        ),
        window: window(one),
        observed: one.crps[against],
        simulated: one.crps[0],
        allowed: (0.0, one.crps[against]),
        unit: format!("% of the value of {ORIGIN}"),
        passes,
        reason: match passes {
            true => String::new(),
            false => format!(
                "what was published is on average {:+.1}% from the middle of the forecast, {:+.1}% from that of \"{}\"; {:.0}% lie inside its 80% band",
                one.error[0], one.error[against], FORECASTERS[against], one.most[0]
            ),
        },
        note: format!("{} authorities", one.authorities),
        ..Line::plain(Part::HeldOut, SECTION)
    }
}

fn coverage(one: &AheadScore, band: &str, nominal: (f64, (f64, f64)), share: f64) -> Line {
    let inside = (share / 100.0 * one.authorities as f64).round() as usize;
    let coverage = Coverage {
        row: String::new(),
        title: format!("{}, {}: authorities inside their {band} band", one.title, one.year),
        window: window(one),
        nominal,
        share,
        chance: wilson(inside, one.authorities, 0.95),
        bias: one.error[0],
        note: format!("{} authorities", one.authorities),
    };
    coverage.line(SECTION)
}
