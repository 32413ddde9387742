//! Designs that several analyses share: which combinations of values are lived, laid out as every combination, as a Latin
//! hypercube or as Sobol' points, and which of their factors can do nothing.

#[cfg(feature = "cli")]
pub(crate) mod arguments;
mod factorial;
pub(crate) mod headline;
pub(crate) mod inputs;

use rand_chacha::ChaCha8Rng;

pub use factorial::{MOST_CELLS, full_factorial};

use super::{Input, Loaded, Refusal};
use crate::draws::{Draws, Name, Purpose};
use crate::scenario::{Alternative, Arm, Design, Factor, Layout, Range, USUAL_POINTS, why_idle};
use crate::statistics::{SOBOL_DIRECTIONS, latin_hypercube, scrambled_sobol_points, sobol_points};
use crate::study::StudyError;

/// Latin hypercubes of which the most even is taken.
const TRIES: usize = 20;

/// Cells of a design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    /// Factors, each with the levels that cells have.
    pub factors: Vec<Factor>,
    /// Level position of each factor, by cell; without levels for the base arm as it is. The first is the reference.
    pub cells: Vec<Vec<usize>>,
}

/// Lays out the cells. A design of points begins with the base arm as it is, against which its cells are compared; of a full
/// factorial the first cell has the first level of each factor.
///
/// # Errors
/// Without factors, with faulty ones, and with more cells or factors than a design may have.
pub fn cells(factors: &[Factor], design: &Design, seed: u64) -> Result<Cells, StudyError> {
    if design.layout == Layout::Factorial {
        if let Some(factor) = factors.iter().find(|factor| Range::of(factor).is_some()) {
            return Err(StudyError::RangeInFactorial { path: factor.path.clone() });
        }
        return Ok(Cells { factors: factors.to_vec(), cells: full_factorial(factors)? });
    }
    factorial::check(factors)?;
    let points = design.points.unwrap_or(USUAL_POINTS) as usize;
    if points >= MOST_CELLS {
        return Err(StudyError::TooManyCells { cells: points as u128 + 1, most: MOST_CELLS });
    }
    let all = points_of(design.layout, points, factors.len(), seed)?;
    let mut cells = vec![Vec::new()];
    cells.resize(points + 1, Vec::with_capacity(factors.len()));
    let mut laid_out = Vec::with_capacity(factors.len());
    for (at, factor) in factors.iter().enumerate() {
        let values: Vec<String> = all.iter().map(|point| value(factor, point[at])).collect();
        let mut levels = match Range::of(factor) {
            Some(_) => values.clone(),
            None => factor.levels.clone(),
        };
        if Range::of(factor).is_some() {
            let number = |text: &String| text.parse::<f64>().unwrap_or(f64::NAN);
            levels.sort_by(|a, b| number(a).total_cmp(&number(b)));
            levels.dedup();
        }
        for (cell, value) in cells.iter_mut().skip(1).zip(&values) {
            cell.push(levels.iter().position(|level| level == value).unwrap_or(0));
        }
        laid_out.push(Factor { path: factor.path.clone(), levels });
    }
    Ok(Cells { factors: laid_out, cells })
}

/// The value of a factor at a coordinate in [0, 1): of its range, or one of its levels.
pub(crate) fn value(factor: &Factor, coordinate: f64) -> String {
    match Range::of(factor) {
        Some(range) => range.at(coordinate),
        None => {
            let count = factor.levels.len();
            factor.levels[((coordinate * count as f64) as usize).min(count - 1)].clone()
        }
    }
}

/// Points of a design in the unit cube.
///
/// # Errors
/// With more directions than Sobol' points have.
pub(crate) fn points_of(
    layout: Layout,
    points: usize,
    inputs: usize,
    seed: u64,
) -> Result<Vec<Vec<f64>>, StudyError> {
    let draws = Draws::new(seed, 0);
    let generator = |number: usize| draws.generator(Purpose::Design, Name::numbered(number), 0);
    if layout != Layout::LatinHypercube && inputs > SOBOL_DIRECTIONS {
        return Err(StudyError::TooManyFactors { factors: inputs, most: SOBOL_DIRECTIONS });
    }
    Ok(match layout {
        Layout::LatinHypercube => {
            latin_hypercube(points, inputs, TRIES, |one, input| generator(one * 1000 + input))
        }
        Layout::SobolPlain => sobol_points(points, inputs),
        Layout::Factorial | Layout::Sobol => scrambled_sobol_points(points, inputs, generator),
    })
}

/// Numbers by which whole rows of a design are drawn again for its intervals: a number below n at each call.
pub(crate) fn picks(seed: u64, number: usize) -> impl FnMut(usize) -> usize {
    use rand::{RngExt, distr::Open01};
    let mut generator: ChaCha8Rng =
        Draws::new(seed, 0).generator(Purpose::Resample, Name::numbered(number), 0);
    move |n| ((generator.sample::<f64, _>(Open01) * n as f64) as usize).min(n.saturating_sub(1))
}

/// Refuses factors that can do nothing: because it is known why, or because no value changes what the base arm is.
///
/// # Errors
/// A sentence for each of them.
pub(crate) fn refuse_idle(
    input: &mut Input,
    loaded: &Loaded,
    base: usize,
    (factors, arms): (&[Factor], &[Arm]),
) -> Result<(), Refusal> {
    let alternatives: Vec<&Alternative> = arms.iter().map(|arm| &arm.alternative).collect();
    let mut said = Vec::new();
    for factor in factors {
        let path = &factor.path;
        if let Some(why) = why_idle(path, &alternatives) {
            said.push(format!("error: varying {path} can do nothing: {why}."));
            continue;
        }
        let ended = match Range::of(factor) {
            Some(range) => Factor { path: path.clone(), levels: range.ends().to_vec() },
            None => factor.clone(),
        };
        let ends = [0, ended.levels.len() - 1].map(|level| vec![level]);
        let own = loaded.cells(input, base, std::slice::from_ref(&ended), &ends)?;
        let before = &loaded.scenario.arms[base].alternative;
        if own.iter().all(|cell| is_alike(&cell.alternative, before)) && ended.levels.len() > 1 {
            let name = &loaded.scenario.arms[base].name;
            said.push(format!("error: varying {path} can do nothing: no value of it changes \"{name}\"."));
        }
    }
    if said.is_empty() { Ok(()) } else { Err(Refusal(said)) }
}

/// Whether two alternatives do the same, reasons apart.
fn is_alike(one: &Alternative, other: &Alternative) -> bool {
    let plain = |of: &Alternative| {
        let mut of = of.clone();
        of.parameters.values_mut().for_each(|set| set.why.clear());
        of
    };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(path: &str, levels: &[&str]) -> Factor {
        Factor { path: path.to_owned(), levels: levels.iter().map(|level| (*level).to_owned()).collect() }
    }

    fn design(layout: Layout, points: u32) -> Design {
        Design { layout, points: Some(points), base: None }
    }

    #[test]
    fn points_begin_with_the_base_and_stay_in_their_ranges() {
        let factors = [
            factor("a", &[&Range::written("2", "10")]),
            factor("b", &[&Range::written("0.5", "1.5")]),
            factor("c", &["x", "y"]),
        ];
        for layout in [Layout::LatinHypercube, Layout::Sobol, Layout::SobolPlain] {
            let found = cells(&factors, &design(layout, 16), 7).unwrap();
            assert_eq!((found.cells.len(), found.cells[0].len()), (17, 0));
            let value = |cell: usize, at: usize| found.factors[at].levels[found.cells[cell][at]].as_str();
            for cell in 1..17 {
                let (a, b): (i64, f64) = (value(cell, 0).parse().unwrap(), value(cell, 1).parse().unwrap());
                assert!((2..=10).contains(&a) && (0.5..=1.5).contains(&b));
            }
            // Even in every direction: half of the points have each of two levels.
            assert_eq!((1..17).filter(|cell| value(*cell, 2) == "x").count(), 8);
            assert_eq!(found, cells(&factors, &design(layout, 16), 7).unwrap());
            let moves = found != cells(&factors, &design(layout, 16), 8).unwrap();
            assert_eq!(moves, layout != Layout::SobolPlain, "the seed acts on {}", layout.name());
        }
        assert!(cells(&factors, &Design::default(), 7).unwrap_err().to_string().contains("range"));
        let many: Vec<Factor> = (0..200).map(|at| factor(&format!("f{at}"), &["1", "2"])).collect();
        assert!(cells(&many, &design(Layout::Sobol, 4), 1).is_err());
        assert!(cells(&many, &design(Layout::LatinHypercube, 4), 1).is_ok());
    }
}
