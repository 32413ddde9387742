//! Contested readings on the same luck: each position on an open question is forced in the first arm and in that which the answer
//! tells, with the children, values and luck of the same replications, so that two positions differ by nothing else.

mod plan;
pub(crate) mod rows;

use self::plan::{Asked, ask};
use self::rows::ContestedRow;
use crate::analysis::Loaded;
use crate::analysis::design::headline::Headline;
use crate::analysis::run::answer::rows::told_first;
use crate::evidence::{Hypotheses, Hypothesis};
use crate::indicator::indicator;
use crate::results::table::cell;
use crate::scenario::Arm;
use crate::statistics::Summary;
use crate::study::{ArmId, Experiment, Results, Runner, Simulation, StudyError, UnitId, in_order};

/// Lives that a pair takes: both arms, the beginning and the life in which the remit is found.
const LIVES_A_PAIR: u64 = 4;
/// Lives of a replication of the study beside its arms.
const LIVES_BESIDE: u64 = 2;
/// Histories in which a contrast is not nought, below which it is not told.
const UNLIKE: usize = 5;

/// What was found: rows of the table, in the order of the questions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contested {
    pub(super) rows: Vec<ContestedRow>,
}

/// What is asked of a study.
struct Question<'a> {
    loaded: &'a Loaded,
    results: &'a Results,
    figure: Headline,
    /// The arm that the answer tells.
    arm: usize,
    open: Vec<&'static Hypothesis>,
}

/// Asks the open questions of a study, with no more lives than the study took; nothing where there are no two arms, no open question
/// or too few replications.
///
/// # Errors
/// When the work is stopped.
pub(super) fn contested(
    loaded: &Loaded,
    results: &Results,
    runner: &Runner<'_>,
) -> Result<Contested, StudyError> {
    let arms = &loaded.scenario.arms;
    let is_open =
        |one: &&Hypothesis| arms.iter().all(|arm| !arm.alternative.hypotheses.contains_key(&one.id));
    let open: Vec<&Hypothesis> = Hypotheses::embedded().acting().filter(is_open).collect();
    let told = told_first(results, &loaded.scenario).filter(|_| !open.is_empty());
    let Some((arm, figure, effect)) = told.and_then(|(arm, unit, id, effect)| {
        let unit = UnitId(results.units.iter().position(|known| known.id == unit)?);
        Some((arm, Headline { indicator: indicator(&id)?, unit }, effect))
    }) else {
        return Ok(Contested::default());
    };
    let question = Question { loaded, results, figure, arm, open };
    let counts: Vec<usize> = question.open.iter().map(|one| one.positions.len()).collect();
    let replications = results.replications as u32;
    let budget = u64::from(replications) * (arms.len() as u64 + LIVES_BESIDE) / LIVES_A_PAIR;
    let staged = runner.counting("runs", 2 * budget);
    let mut is_reused = true;
    let mut live = |at: usize, position: usize, range: std::ops::Range<u32>| {
        question.live(at, position, range, &staged, &mut is_reused)
    };
    let asked = ask(&counts, (replications, budget), effect, &mut live)?;
    staged.reach(2 * budget);
    Ok(Contested { rows: asked.map_or_else(Vec::new, |asked| question.rows(&asked)) })
}

/// Contrasts that are read together: of a question that moves nothing there is none that chance could make.
fn contrasts(asked: &[Asked]) -> usize {
    asked.iter().filter(|one| one.moves).map(|one| one.pairs().len()).sum()
}

/// Questions told: those that act and of which the strongest contrast would arise by chance less than one time in 20, allowing for
/// all that move anything.
fn told(asked: &[Asked]) -> Vec<usize> {
    let all = contrasts(asked);
    let is_told = |one: &Asked| {
        one.acts && one.strongest().is_some_and(|((a, b), _)| adjusted(&one.contrast(a, b), all) < 0.05)
    };
    (0..asked.len()).filter(|at| is_told(&asked[*at])).collect()
}

/// The p-value of no contrast among so many that are read together; 1 where it is nought in nearly all histories.
fn adjusted(contrast: &[f64], all: usize) -> f64 {
    let unlike = contrast.iter().filter(|value| value.is_finite() && **value != 0.0).count();
    if unlike < UNLIKE { 1.0 } else { (Summary::of(contrast).p_value() * all as f64).min(1.0) }
}

impl Question<'_> {
    /// Lives pairs under a position; a replication that drew this very position is taken from the study, if those that were
    /// lived again came out the same.
    fn live(
        &self,
        at: usize,
        position: usize,
        range: std::ops::Range<u32>,
        runner: &Runner<'_>,
        is_reused: &mut bool,
    ) -> Result<(Vec<f64>, u64), StudyError> {
        let hypothesis = self.open[at];
        let name = hypothesis.position_names().nth(position).unwrap_or_default();
        let first = ArmId(0);
        let of_study = |r: u32| -> Option<f64> {
            let column = self.results.hypotheses.iter().position(|id| *id == hypothesis.id)?;
            let drawn = &self.results.positions[r as usize * self.results.hypotheses.len() + column];
            let value = |arm| self.results.value(arm, r as usize, self.figure.unit, self.figure.indicator);
            (drawn == name).then(|| value(ArmId(self.arm)) - value(first))
        };
        let arms = [0, self.arm].map(|arm| {
            let mut arm: Arm = self.loaded.scenario.arms[arm].clone();
            arm.alternative.hypotheses.insert(hypothesis.id.clone(), name.to_owned());
            arm
        });
        let simulation = Simulation::of_cells(&self.loaded.scenario, &arms);
        let shape = simulation.shape();
        let unit = &self.results.units[self.figure.unit.0].id;
        let column = shape.indicators.iter().position(|known| known == self.figure.indicator).unwrap_or(0);
        let unit = shape.units.iter().position(|known| known.id == *unit).unwrap_or(0);
        let place = unit * shape.indicators.len() + column;
        let is_first = range.start == 0;
        let mut lived = 0;
        let mut values: Vec<f64> = Vec::new();
        let mut from = range.start;
        while from < range.end {
            if let Some(value) = of_study(from).filter(|_| *is_reused && !is_first) {
                values.push(value);
                from += 1;
                continue;
            }
            let known = |r: &u32| *is_reused && !is_first && of_study(*r).is_some();
            let to = (from..range.end).find(known).unwrap_or(range.end);
            in_order(&simulation, from..to, false, runner, |one| {
                let of = |life: &Result<crate::study::History, String>| {
                    life.as_ref().map_or(f64::NAN, |life| life.horizon[place])
                };
                values.push(match one.histories.as_slice() {
                    [a, b] => of(b) - of(a),
                    _ => f64::NAN,
                });
            })?;
            lived += u64::from(to - from);
            from = to;
        }
        if is_first {
            let same =
                |(r, value): (u32, &f64)| of_study(r).is_none_or(|study| study.to_bits() == value.to_bits());
            *is_reused &= range.zip(&values).all(same);
        }
        Ok((values, lived))
    }

    fn rows(&self, asked: &[Asked]) -> Vec<ContestedRow> {
        let told = told(asked);
        let all = contrasts(asked);
        let mut rows = Vec::new();
        for (at, (hypothesis, one)) in self.open.iter().zip(asked).enumerate() {
            // The position against which the strongest contrast stands comes first.
            let base = one.strongest().map_or(0, |((base, _), _)| base);
            let stage = match (one.moves, one.acts, told.contains(&at)) {
                (false, ..) => "moves_nothing",
                (true, false, _) => "screened",
                (true, true, false) => "not_told",
                (true, true, true) => "told",
            };
            for (position, name) in hypothesis.position_names().enumerate() {
                let under = Summary::of(&one.differences[position]);
                let contrast = one.contrast(base, position);
                let found = Summary::of(&contrast);
                let own = |value: f64| (position != base).then(|| cell(value)).flatten();
                rows.push(ContestedRow {
                    hypothesis: hypothesis.id.clone(),
                    position: name.to_owned(),
                    against: hypothesis.position_names().nth(base).unwrap_or_default().to_owned(),
                    arm: self.results.arms[self.arm].clone(),
                    unit: self.results.units[self.figure.unit.0].id.clone(),
                    indicator: self.figure.indicator.id.to_owned(),
                    stage: stage.to_owned(),
                    n: under.n,
                    mean: cell(under.mean),
                    ci_low: cell(under.low),
                    ci_high: cell(under.high),
                    contrast: own(found.mean),
                    contrast_low: own(found.low),
                    contrast_high: own(found.high),
                    p_adjusted: own(adjusted(&contrast, all)),
                });
            }
        }
        rows
    }
}
