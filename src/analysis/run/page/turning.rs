//! Which contested questions the answer turns on.

use super::load::Tables;
use crate::analysis::run::answer::{ByLot, Effect, Turning, named};
use crate::analysis::run::rows::PositionRow;
use crate::report::words::{counted, direction, lower_first, shortest, size};
use crate::results::rows::IndicatorRow;
use crate::statistics::{normal_cdf, student_quantile};

/// What the table calls the rows over all positions.
pub(super) const POOLED: &str = "pooled";
/// Histories below which those that hold a position are too few to be compared with others.
const FEW: usize = 40;

/// How far two positions on one question move one difference apart.
pub(super) struct Contrast<'a> {
    pub(super) hypothesis: &'a str,
    indicator: &'a IndicatorRow,
    unit: &'a str,
    arm: usize,
    low: &'a PositionRow,
    high: &'a PositionRow,
    /// Difference between the positions ÷ its standard error.
    pub(super) strength: f64,
}

impl Contrast<'_> {
    /// Whether it is told apart from chance as one of so many.
    pub(super) fn is_told(&self, asked: usize) -> bool {
        // A contrast is the widest of the pairs of its positions; three positions make three pairs.
        2.0 * normal_cdf(-self.strength) * asked.max(1) as f64 * 3.0 < 0.05
    }

    pub(super) fn flips(&self) -> bool {
        self.low.ci_high.is_some_and(|v| v < 0.0) && self.high.ci_low.is_some_and(|v| v > 0.0)
    }
}

fn standard_error(row: &PositionRow) -> Option<f64> {
    let t = student_quantile(0.975, row.n.checked_sub(1)? as f64);
    Some((row.ci_high? - row.ci_low?) / (2.0 * t))
}

pub(super) fn rows<'a>(
    tables: &'a Tables,
    arm: usize,
    unit: &'a str,
    indicator: &'a str,
) -> impl Iterator<Item = &'a PositionRow> {
    tables
        .positions
        .iter()
        .filter(move |p| p.arm == tables.arm(arm) && p.unit == unit && p.indicator == indicator)
}

/// Ids of the contested questions that are open in this study.
pub(super) fn open_questions(tables: &Tables) -> Vec<&str> {
    // First position met of each question, in the table's order, and whether another was met.
    let mut met: Vec<(&str, &str, bool)> = Vec::new();
    for row in tables.positions.iter().filter(|row| row.hypothesis != POOLED) {
        match met.iter_mut().find(|(id, _, _)| *id == row.hypothesis) {
            Some((_, first, several)) => *several |= *first != row.position,
            None => met.push((&row.hypothesis, &row.position, false)),
        }
    }
    met.retain(|(_, _, several)| *several);
    met.into_iter().map(|(id, _, _)| id).collect()
}

pub(super) fn contrasts<'a>(
    tables: &'a Tables,
    unit: &'a str,
    indicator: &'a IndicatorRow,
    arm: usize,
) -> Vec<Contrast<'a>> {
    let mut found = Vec::new();
    for hypothesis in open_questions(tables) {
        let held: Vec<&PositionRow> = rows(tables, arm, unit, &indicator.indicator)
            .filter(|p| p.hypothesis == hypothesis && p.n > 2 && p.mean.is_some())
            .collect();
        let by_mean =
            |a: &&&PositionRow, b: &&&PositionRow| a.mean.unwrap_or(0.0).total_cmp(&b.mean.unwrap_or(0.0));
        let (Some(low), Some(high)) = (held.iter().min_by(by_mean), held.iter().max_by(by_mean)) else {
            continue;
        };
        let (Some(one), Some(two)) = (standard_error(low), standard_error(high)) else {
            continue;
        };
        let error = (one * one + two * two).sqrt();
        let gap = high.mean.unwrap_or(0.0) - low.mean.unwrap_or(0.0);
        if error > 0.0 {
            found.push(Contrast { hypothesis, indicator, unit, arm, low, high, strength: gap / error });
        }
    }
    found.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    found
}

pub(super) fn question(tables: &Tables, id: &str) -> String {
    tables
        .manifest
        .hypotheses
        .iter()
        .find(|h| h.id == id)
        .map_or_else(|| id.to_owned(), |h| format!("{id}, {}", lower_first(&h.title)))
}

pub(super) fn position(tables: &Tables, hypothesis: &str, name: &str) -> String {
    tables
        .manifest
        .hypotheses
        .iter()
        .find(|h| h.id == hypothesis)
        .and_then(|h| h.positions.iter().find(|p| p.name == name))
        .map_or_else(|| name.replace(['_', '-'], " "), |p| p.meaning.trim_end_matches('.').to_owned())
}

/// Whether the sign turns on it, or the two lie closer than matters.
fn turn(tables: &Tables, contrast: &Contrast) -> String {
    let least = tables.difference(contrast.arm, contrast.unit, &contrast.indicator.indicator);
    let least = least.and_then(|row| row.matters).filter(|least| *least > 0.0);
    let gap = contrast.high.mean.unwrap_or(0.0) - contrast.low.mean.unwrap_or(0.0);
    match least {
        _ if contrast.flips() => " The sign of the answer depends on it.".to_owned(),
        Some(least) if gap < least => {
            format!(
                " The first two lie closer together than {}, the smallest difference that matters.",
                shortest(least)
            )
        }
        _ => String::new(),
    }
}

fn described(tables: &Tables, contrast: &Contrast) -> String {
    let unit =
        tables.units.iter().find(|u| u.unit == contrast.unit).map_or(contrast.unit, |u| u.title.as_str());
    let half = |row: &PositionRow| Some((row.ci_high? - row.ci_low?) / 2.0);
    let side = |row: &PositionRow| {
        let mean = row.mean.unwrap_or(0.0);
        let told = row.ci_low.is_some_and(|l| l > 0.0) || row.ci_high.is_some_and(|h| h < 0.0);
        let amount = if told {
            format!("{} by {}", direction(mean), size(contrast.indicator, mean, half(row)))
        } else {
            "not told apart from no difference".to_owned()
        };
        format!("{amount} where “{}”", position(tables, contrast.hypothesis, &row.position))
    };
    // Positions between the two.
    let between = rows(tables, contrast.arm, contrast.unit, &contrast.indicator.indicator)
        .filter(|row| row.hypothesis == contrast.hypothesis && row.n > 2)
        .filter(|row| row.position != contrast.low.position && row.position != contrast.high.position);
    let between: String = between.map(|row| format!("; {}", side(row))).collect();
    format!(
        "{} ({}): with {}, {}: {}; {}{between}.{}",
        question(tables, contrast.hypothesis),
        lower_first(unit),
        named(tables.arm(contrast.arm)),
        lower_first(&contrast.indicator.title),
        side(contrast.low),
        side(contrast.high),
        turn(tables, contrast)
    )
}

/// The contested questions that move a headline difference by more than chance, strongest first.
pub(super) fn turning_points(tables: &Tables) -> Vec<String> {
    let open = open_questions(tables);
    if tables.manifest.replications < 2 {
        return vec!["One history takes one position on each contested question, so what turns on them cannot be told.".to_owned()];
    }
    if open.is_empty() {
        return vec!["The scenario takes a position on every contested question, or none is open, so the answer is not split by them.".to_owned()];
    }
    if !tables.contested.is_empty() {
        return super::contested::sentences(tables);
    }
    if tables.manifest.replications < FEW {
        return vec![format!(
            "Each history takes a position by lot on each contested question; {} are too few to tell whether the answer turns on any.",
            tables.manifest.replications
        )];
    }
    let all = all(tables);
    let named = strongest(&all);
    let by_lot = "each history takes its positions by lot";
    if named.is_empty() {
        return vec![format!(
            "No position on the {} that the scenario leaves open is seen to move a difference by more than chance would in {} histories; {by_lot}.",
            counted(open.len(), "contested question"),
            tables.manifest.replications
        )];
    }
    let mut said = vec![format!(
        "Of {} that the scenario leaves open, {} {} seen to move a difference by more than chance would; {by_lot}.",
        counted(open.len(), "contested question"),
        named.len(),
        if named.len() == 1 { "is" } else { "are" }
    )];
    said.extend(named.iter().take(3).map(|c| described(tables, c)));
    said
}

/// Of contrasts that are told apart from chance the strongest of each question, the strongest first.
fn strongest<'a, 'b>(all: &'b [Contrast<'a>]) -> Vec<&'b Contrast<'a>> {
    let mut told: Vec<&Contrast> = all.iter().filter(|contrast| contrast.is_told(all.len())).collect();
    told.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    let mut named: Vec<&Contrast> = Vec::new();
    for contrast in told {
        if !named.iter().any(|known| known.hypothesis == contrast.hypothesis) {
            named.push(contrast);
        }
    }
    named
}

/// What is seen of contested questions by the positions that histories hold by lot; nothing where they were asked one by one, or too
/// few histories were lived.
pub(super) fn by_lot(tables: &Tables) -> Option<ByLot> {
    let open = open_questions(tables);
    if tables.manifest.replications < 2 || !tables.contested.is_empty() {
        return None;
    }
    if tables.manifest.replications < FEW && !open.is_empty() {
        return None;
    }
    let all = all(tables);
    let words = |contrast: &&Contrast| {
        let known = tables.manifest.hypotheses.iter().find(|known| known.id == contrast.hypothesis);
        let title = known.map_or_else(String::new, |known| format!(" ({})", lower_first(&known.title)));
        format!("{}{title} for {}", contrast.hypothesis, lower_first(&contrast.indicator.title))
    };
    Some(ByLot { open: open.len(), seen: strongest(&all).iter().map(words).collect() })
}

/// A contrast with the averages under every position on its question.
fn turning(tables: &Tables, contrast: &Contrast, effect: &Effect) -> Turning {
    let known = tables.manifest.hypotheses.iter().find(|known| known.id == contrast.hypothesis);
    let title = known.map_or_else(String::new, |known| format!(" ({})", lower_first(&known.title)));
    let own = rows(tables, contrast.arm, contrast.unit, &contrast.indicator.indicator);
    let own = own.filter(|row| row.hypothesis == contrast.hypothesis && row.n > 2);
    let mut means: Vec<(String, f64)> =
        own.filter_map(|row| Some((row.position.clone(), row.mean?))).collect();
    means.sort_by(|a, b| a.1.total_cmp(&b.1));
    Turning {
        title: lower_first(&contrast.indicator.title),
        question: format!("{}{title}", contrast.hypothesis),
        means,
        matters: effect.matters.filter(|least| *least > 0.0),
        decimals: effect.decimals(),
    }
}

/// On which questions a difference is seen to turn by the positions that histories hold by lot, the one on which it turns most clearly
/// first; so many differences are read together.
pub(super) fn seen(tables: &Tables, unit: &str, effect: &Effect, read: usize) -> Vec<Turning> {
    let arm = (1..tables.arms()).find(|arm| tables.arm(*arm) == effect.arm);
    let indicator = tables.indicators.iter().find(|one| one.indicator == effect.measure.id);
    let Some((arm, indicator)) = arm.zip(indicator) else { return Vec::new() };
    if tables.manifest.replications < FEW {
        return Vec::new();
    }
    let all = contrasts(tables, unit, indicator, arm);
    let asked = all.len() * read;
    let told = all.iter().filter(|contrast| contrast.is_told(asked));
    told.map(|contrast| turning(tables, contrast, effect)).collect()
}

/// Every contrast on what the study asks for.
fn all(tables: &Tables) -> Vec<Contrast<'_>> {
    let mut all = Vec::new();
    for unit in tables.answer_units() {
        for indicator in tables.outcomes() {
            for arm in 1..tables.arms() {
                all.extend(contrasts(tables, &unit.unit, indicator, arm));
            }
        }
    }
    all
}

/// How many contrasts are read together.
pub(super) fn asked(tables: &Tables) -> usize {
    all(tables).len()
}
