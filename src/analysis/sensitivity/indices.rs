//! Shares of the variance of the difference: of the inputs with the largest mean effects, of groups, of luck, over the whole
//! study and year by year.

use super::{Found, Outcome, Sensitivity};
use crate::analysis::design::inputs::GROUPS;
use crate::analysis::design::{picks, points_of};
use crate::draws::{Draws, Name, Purpose};
use crate::scenario::Layout;
use crate::statistics::{Rows, SOBOL_DIRECTIONS, VarianceShares, variance_shares};
use crate::study::{Runner, StudyError};

/// Sets beside single inputs at the most: groups, assumptions and open questions together, luck.
pub(super) const GROUP_SETS: usize = GROUPS.len() + 2;
/// Rows drawn again for the intervals.
const RESAMPLES: usize = 500;
const LEVEL: f64 = 0.95;
/// The name of what nobody has measured.
pub(crate) const ASSUMED: &str = "assumptions and open questions together";

/// A set of inputs that is varied together.
#[derive(Clone, Debug)]
pub(crate) struct Set {
    pub(crate) name: String,
    /// `input`, `group` or `luck`.
    pub(crate) kind: &'static str,
    pub(crate) inputs: Vec<usize>,
}

/// Coordinates by row and input.
type Points = Vec<Vec<f64>>;

/// What the indices are.
#[derive(Clone, Debug)]
pub(crate) struct Indices {
    pub(crate) sets: Vec<Set>,
    /// Over the whole study; `None` where the difference does not vary.
    pub(crate) whole: Option<VarianceShares>,
    /// Year by year.
    pub(crate) years: Vec<Option<VarianceShares>>,
    /// Mean of the difference over the rows at A and at B.
    pub(crate) mean: f64,
}

impl Sensitivity {
    fn sets(&self, order: &[usize]) -> Vec<Set> {
        let top = self.asked(self.request.top);
        let single = order.iter().take(top).map(|input| Set {
            name: self.inputs[*input].name.clone(),
            kind: "input",
            inputs: vec![*input],
        });
        let of_group = |group: usize| -> Vec<usize> {
            order.iter().copied().filter(|input| self.inputs[*input].group() == Some(group)).collect()
        };
        let mut sets: Vec<Set> = single.collect();
        for (group, name) in GROUPS.iter().enumerate() {
            sets.push(Set { name: (*name).to_owned(), kind: "group", inputs: of_group(group) });
        }
        let assumed = of_group(0).into_iter().chain(of_group(2)).collect();
        sets.push(Set { name: ASSUMED.to_owned(), kind: "group", inputs: assumed });
        sets.retain(|set| !set.inputs.is_empty());
        sets.push(Set { name: "luck".to_owned(), kind: "luck", inputs: vec![self.luck()] });
        sets
    }

    pub(super) fn weigh(&self, runner: &Runner<'_>, found: &mut Found) -> Result<(), StudyError> {
        let order = self.order(found);
        let sets = self.sets(&order);
        let rows = self.asked(self.request.rows);
        let [a, b] = self.two_points(rows, &order)?;
        let mut design = Vec::with_capacity(rows * (2 + sets.len()));
        for row in 0..rows {
            // The lucks of the screening come first.
            let own = 2 * (self.asked(self.request.trajectories) + row) as u32;
            design.push((a[row].clone(), own));
            design.push((b[row].clone(), own + 1));
            for set in &sets {
                let mut point = a[row].clone();
                set.inputs.iter().for_each(|input| point[*input] = b[row][*input]);
                design.push((point, own + u32::from(set.kind == "luck")));
            }
        }
        let outcomes = self.live("indices", design, runner, found)?;
        let arranged = |of: &dyn Fn(&Outcome) -> f64| {
            let mut arranged = Rows { mixed: vec![Vec::new(); sets.len()], ..Rows::default() };
            for row in outcomes.chunks(2 + sets.len()) {
                arranged.a.push(of(&row[0]));
                arranged.b.push(of(&row[1]));
                for (mixed, outcome) in arranged.mixed.iter_mut().zip(&row[2..]) {
                    mixed.push(of(outcome));
                }
            }
            arranged
        };
        let seed = self.loaded.scenario.seed;
        let shares =
            |rows: &Rows, number: usize| variance_shares(rows, RESAMPLES, LEVEL, picks(seed, number));
        let whole = arranged(&|outcome| outcome.value);
        let values: Vec<f64> =
            whole.a.iter().chain(&whole.b).copied().filter(|value| value.is_finite()).collect();
        let years = (0..self.years()).map(|year| shares(&arranged(&|outcome| outcome.years[year]), 2 + year));
        found.indices = Some(Indices {
            whole: shares(&whole, 1),
            years: years.collect(),
            mean: crate::statistics::mean(&values),
            sets,
        });
        Ok(())
    }

    /// Two independent points of each row: Sobol' points for the inputs with the largest effects, plain draws for the rest.
    fn two_points(&self, rows: usize, order: &[usize]) -> Result<[Points; 2], StudyError> {
        let seed = self.loaded.scenario.seed;
        let even: Vec<usize> = order.iter().copied().take(SOBOL_DIRECTIONS / 2).collect();
        let sobol = points_of(Layout::Sobol, rows, 2 * even.len(), seed)?;
        let draws = Draws::new(seed, 2);
        let point = |row: usize, second: usize| {
            let generator = draws.generator(Purpose::Design, Name::numbered(2 * row + second), 0);
            use rand::{RngExt, distr::Open01};
            let mut point: Vec<f64> = generator.sample_iter(Open01).take(self.inputs.len()).collect();
            for (at, input) in even.iter().enumerate() {
                point[*input] = sobol[row][2 * at + second];
            }
            point
        };
        Ok([0, 1].map(|second| (0..rows).map(|row| point(row, second)).collect()))
    }
}
