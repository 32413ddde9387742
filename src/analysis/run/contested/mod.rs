//! Contested readings on the same luck: each position on an open question is forced in the first arm and in that which the answer
//! tells, with the children, values and luck of the same replications, so that two positions differ by nothing else.

mod plan;
pub(crate) mod rows;

pub(super) use self::plan::SCREENED;
use self::plan::{Asked, ask};
use self::rows::ContestedRow;
use crate::analysis::Loaded;
use crate::analysis::design::headline::Headline;
use crate::analysis::run::answer::of_results::told_first;
use crate::evidence::{Hypotheses, Hypothesis};
use crate::indicator::indicator;
use crate::results::table::cell;
use crate::statistics::Summary;
use crate::study::{Forcing, History, Results, Runner, StudyError, UnitId, in_order};

/// Lives of a replication of the study beside its arms: the beginning and that in which the remit is found.
const LIVES_BESIDE: f64 = 2.0;
/// How many times the lives of the study the questions may take.
const TIMES: f64 = 2.0;
/// Histories in which a contrast is not nought, below which it is not told.
const UNLIKE: usize = 5;

/// What was found: rows of the table, in the order of the questions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contested {
    pub(super) rows: Vec<ContestedRow>,
}

/// What is asked of a study.
struct Question<'a> {
    results: &'a Results,
    figure: Headline,
    /// The arm that the answer tells.
    arm: usize,
    open: Vec<&'static Hypothesis>,
}

/// Asks the open questions of a study, with no more than twice the lives that the study took; nothing where there are no two arms, no open question
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
    let is_open = |one: &&Hypothesis| {
        let mut held =
            arms.iter().flat_map(|arm| std::iter::once(&arm.alternative).chain(&arm.alternative.in_time));
        held.all(|held| !held.hypotheses.contains_key(&one.id))
    };
    let open: Vec<&Hypothesis> = Hypotheses::embedded().acting().filter(is_open).collect();
    let told = told_first(results, &loaded.scenario).filter(|_| !open.is_empty());
    let Some((arm, figure, effect)) = told.and_then(|(arm, unit, id, effect)| {
        let unit = UnitId(results.units.iter().position(|known| known.id == unit)?);
        Some((arm, Headline { indicator: indicator(&id)?, unit }, effect))
    }) else {
        return Ok(Contested::default());
    };
    let question = Question { results, figure, arm, open };
    let counts: Vec<usize> = question.open.iter().map(|one| one.positions.len()).collect();
    let replications = results.replications as u32;
    let pair = [0, arm];
    let forcing = Forcing::new(&loaded.scenario, results, pair, (figure.unit, figure.indicator));
    // What arms shared was lived once.
    let lived = results.lived_child_months as f64 / results.child_months.max(1) as f64;
    let budget = TIMES * f64::from(replications) * (lived * arms.len() as f64 + LIVES_BESIDE)
        - f64::from(forcing.keeps(replications).min(SCREENED)) * LIVES_BESIDE;
    let staged = runner.counting("runs", budget as u64);
    let mut live = |at: usize, range: std::ops::Range<u32>| question.live(&forcing, at, range, &staged);
    let asked = ask(&counts, (replications, budget), effect, &mut live)?;
    staged.reach(budget as u64);
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
    /// The pair under each position, of some replications: differences by position, and how many lives they took.
    fn live(
        &self,
        forcing: &Forcing<'_>,
        at: usize,
        range: std::ops::Range<u32>,
        runner: &Runner<'_>,
    ) -> Result<(Vec<Vec<f64>>, f64), StudyError> {
        let names: Vec<&str> = self.open[at].position_names().collect();
        let forced = forcing.under(&self.open[at].id, &names);
        let (mut values, mut lives) = (vec![Vec::new(); names.len()], 0.0);
        in_order(&forced, range, false, runner, |one| {
            let of = |life: &Result<History, String>| life.as_ref().map_or(f64::NAN, |life| life.horizon[0]);
            for (values, pair) in values.iter_mut().zip(one.histories.chunks(2)) {
                values.push(of(&pair[1]) - of(&pair[0]));
            }
            for life in one.histories.iter().flatten().filter(|life| life.child_months > 0) {
                lives += life.lived_child_months as f64 / life.child_months as f64;
            }
        })?;
        Ok((values, lives))
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
