//! Scenario discovery: a box of few inputs in which cases of interest lie close together, by patient peeling and pasting
//! (PRIM: Friedman and Fisher 1999; Bryant and Lempert 2010). Boxes are found in pure noise too, so a box is judged on
//! cases that it was not made from.

use super::quantile::sorted;

/// The values of one input, case by case.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Numbers.
    Numbers(Vec<f64>),
    /// Positions in a list without an order.
    Kinds(Vec<usize>),
}

/// What a box says of one input.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// Nothing.
    None,
    /// From the first to the second; an end that is infinite is not limited.
    Between(f64, f64),
    /// Kinds that are left out.
    Without(Vec<usize>),
}

/// A box and what lies in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// By input.
    pub limits: Vec<Limit>,
    /// Share of the cases of interest that lie in it.
    pub coverage: f64,
    /// Share of the cases in it that are of interest.
    pub density: f64,
    /// Share of all cases that lie in it.
    pub mass: f64,
    /// Inputs that it limits.
    pub inputs: usize,
}

/// What one step peels off and pastes back, as shares of the cases in the box.
const PEEL: f64 = 0.05;
const PASTE: f64 = 0.05;
/// The smallest share of all cases in a box.
const SMALLEST: f64 = 0.05;

impl Limit {
    fn holds(&self, column: &Column, case: usize) -> bool {
        match (self, column) {
            (Limit::Between(low, high), Column::Numbers(values)) => (*low..=*high).contains(&values[case]),
            (Limit::Without(out), Column::Kinds(kinds)) => !out.contains(&kinds[case]),
            _ => true,
        }
    }
}

/// Whether a case lies in a box.
pub fn is_inside(limits: &[Limit], columns: &[Column], case: usize) -> bool {
    limits.iter().zip(columns).all(|(limit, column)| limit.holds(column, case))
}

/// What lies in a box, of some cases.
pub fn judged(limits: Vec<Limit>, columns: &[Column], of_interest: &[bool], cases: &[usize]) -> Found {
    let inside: Vec<usize> =
        cases.iter().copied().filter(|case| is_inside(&limits, columns, *case)).collect();
    let count = |cases: &[usize]| cases.iter().filter(|case| of_interest[**case]).count() as f64;
    let hits = count(&inside);
    Found {
        coverage: hits / count(cases),
        density: hits / inside.len() as f64,
        mass: inside.len() as f64 / cases.len() as f64,
        inputs: limits.iter().filter(|limit| **limit != Limit::None).count(),
        limits,
    }
}

/// The boxes of a path from the whole space to the smallest, each peeled from the one before where that raises the density
/// most for what it costs in cases, and the last with what pasting adds. Empty where no case is of interest.
pub fn peeled(columns: &[Column], of_interest: &[bool], cases: &[usize]) -> Vec<Found> {
    if !cases.iter().any(|case| of_interest[*case]) {
        return Vec::new();
    }
    let mut path = vec![judged(vec![Limit::None; columns.len()], columns, of_interest, cases)];
    let mut inside = cases.to_vec();
    while let Some((input, limit)) = best_peel(columns, of_interest, &inside, &path[path.len() - 1].limits) {
        let left: Vec<usize> =
            inside.iter().copied().filter(|case| limit.holds(&columns[input], *case)).collect();
        if (left.len() as f64) < SMALLEST * cases.len() as f64 {
            break;
        }
        inside = left;
        let mut limits = path[path.len() - 1].limits.clone();
        limits[input] = limit;
        path.push(judged(limits, columns, of_interest, cases));
    }
    while let Some(wider) = best_paste(columns, of_interest, cases, &path[path.len() - 1]) {
        path.push(wider);
    }
    path
}

fn share(cases: &[usize], of_interest: &[bool]) -> f64 {
    cases.iter().filter(|case| of_interest[**case]).count() as f64 / cases.len() as f64
}

fn best_peel(
    columns: &[Column],
    of_interest: &[bool],
    inside: &[usize],
    limits: &[Limit],
) -> Option<(usize, Limit)> {
    let before = share(inside, of_interest);
    let mut best: Option<(f64, bool, usize, Limit)> = None;
    for (input, column) in columns.iter().enumerate() {
        let is_limited = limits[input] != Limit::None;
        for limit in peels(column, inside, &limits[input]) {
            let left: Vec<usize> = inside.iter().copied().filter(|case| limit.holds(column, *case)).collect();
            if left.is_empty() || left.len() == inside.len() {
                continue;
            }
            // The gain for each case that is lost, so that a kind of many cases does not win by its size. What raises the
            // density nowhere only gives cases away; of two alike, that which limits no further input.
            let gain = (share(&left, of_interest) - before) / (inside.len() - left.len()) as f64;
            let is_better = best
                .as_ref()
                .is_none_or(|(most, limited, ..)| gain > *most || (gain == *most && is_limited && !*limited));
            if gain > 0.0 && is_better {
                best = Some((gain, is_limited, input, limit));
            }
        }
    }
    best.map(|(.., input, limit)| (input, limit))
}

/// The peels of one input: a little from either end, or one kind.
fn peels(column: &Column, inside: &[usize], limit: &Limit) -> Vec<Limit> {
    match column {
        Column::Numbers(values) => {
            let rising = sorted(&inside.iter().map(|case| values[*case]).collect::<Vec<_>>());
            let (low, high) = match limit {
                Limit::Between(low, high) => (*low, *high),
                _ => (f64::NEG_INFINITY, f64::INFINITY),
            };
            let from = edge(&rising, PEEL).map(|edge| Limit::Between(edge, high));
            let to = edge(&rising, 1.0 - PEEL).map(|edge| Limit::Between(low, edge));
            to.into_iter().chain(from).collect()
        }
        Column::Kinds(kinds) => {
            let out = if let Limit::Without(out) = limit { out.clone() } else { Vec::new() };
            let mut there: Vec<usize> = inside.iter().map(|case| kinds[*case]).collect();
            there.sort_unstable();
            there.dedup();
            let without = |kind: usize| {
                let mut out = out.clone();
                out.push(kind);
                out.sort_unstable();
                Limit::Without(out)
            };
            if there.len() < 2 { Vec::new() } else { there.into_iter().map(without).collect() }
        }
    }
}

/// Where a share of rising values ends: midway between two different ones, equal values being stepped over.
fn edge(rising: &[f64], share: f64) -> Option<f64> {
    let at = share * (rising.len().checked_sub(1)?) as f64;
    let (mut low, mut high) = (libm::floor(at) as usize, libm::ceil(at) as usize);
    if share > 0.5 {
        while low > 0 && rising[low] == rising[high] {
            low -= 1;
        }
    } else {
        while high + 1 < rising.len() && rising[low] == rising[high] {
            high += 1;
        }
    }
    (rising[low] < rising[high]).then(|| 0.5 * (rising[low] + rising[high]))
}

/// The box a little wider in one input, where that raises its density.
fn best_paste(columns: &[Column], of_interest: &[bool], cases: &[usize], from: &Found) -> Option<Found> {
    let mut best: Option<Found> = None;
    for (input, column) in columns.iter().enumerate() {
        for limit in pastes(column, cases, columns, from, input) {
            let mut limits = from.limits.clone();
            limits[input] = limit;
            let wider = judged(limits, columns, of_interest, cases);
            let is_better = |than: &Found| wider.mass > from.mass && wider.density > than.density;
            if is_better(best.as_ref().unwrap_or(from)) {
                best = Some(wider);
            }
        }
    }
    best
}

fn pastes(column: &Column, cases: &[usize], columns: &[Column], from: &Found, input: usize) -> Vec<Limit> {
    let others = |case: &usize| {
        let limits = from.limits.iter().zip(columns).enumerate();
        limits.into_iter().all(|(at, (limit, column))| at == input || limit.holds(column, *case))
    };
    match (&from.limits[input], column) {
        (Limit::Between(low, high), Column::Numbers(values)) => {
            let all =
                sorted(&cases.iter().filter(|case| others(case)).map(|c| values[*c]).collect::<Vec<_>>());
            let (first, end) = (all.partition_point(|v| v < low), all.partition_point(|v| v <= high));
            let step = (libm::ceil(PASTE * (end - first) as f64) as usize).max(1);
            let mut wider = Vec::new();
            if low.is_finite() {
                let to = first.checked_sub(step + 1).map_or(f64::NEG_INFINITY, |at| all[at]);
                wider.push(Limit::Between(
                    if to.is_finite() { 0.5 * (to + all[first - step]) } else { to },
                    *high,
                ));
            }
            if high.is_finite() {
                let to = all.get(end + step).copied().unwrap_or(f64::INFINITY);
                wider.push(Limit::Between(
                    *low,
                    if to.is_finite() { 0.5 * (to + all[end + step - 1]) } else { to },
                ));
            }
            let simple = |limit| match limit {
                Limit::Between(low, high) if low.is_infinite() && high.is_infinite() => Limit::None,
                other => other,
            };
            wider.into_iter().map(simple).collect()
        }
        (Limit::Without(out), _) => {
            let without = |kind: &usize| {
                let left: Vec<usize> = out.iter().copied().filter(|one| one != kind).collect();
                if left.is_empty() { Limit::None } else { Limit::Without(left) }
            };
            out.iter().map(without).collect()
        }
        _ => Vec::new(),
    }
}

/// The box of a path that holds most of what is of interest with least of the rest: the harmonic mean of coverage and
/// density is greatest, the earlier box where two are alike.
pub fn chosen(path: &[Found]) -> Option<&Found> {
    let merit = |found: &Found| 2.0 * found.coverage * found.density / (found.coverage + found.density);
    let mut best: Option<&Found> = None;
    for found in path {
        if best.is_none_or(|than| merit(found) > merit(than)) {
            best = Some(found);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;
    use rand::distr::Open01;
    use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

    fn uniforms(seed: u64, count: usize) -> Vec<f64> {
        ChaCha8Rng::seed_from_u64(seed).sample_iter(Open01).take(count).collect()
    }

    fn all(count: usize) -> Vec<usize> {
        (0..count).collect()
    }

    /// A planted box is found within a peel, also where one label in twenty is wrong.
    #[test]
    fn a_planted_box_is_found_within_a_peel() {
        let n = 2_000;
        let mut columns: Vec<Column> = (0..4).map(|k| Column::Numbers(uniforms(k, n))).collect();
        let kinds = uniforms(9, n).iter().map(|u| (u * 3.0) as usize).collect();
        columns.push(Column::Kinds(kinds));
        let value = |input: usize, case: usize| match &columns[input] {
            Column::Numbers(values) => values[case],
            Column::Kinds(kinds) => kinds[case] as f64,
        };
        let is = |case: usize| value(1, case) > 0.7 && value(2, case) < 0.4 && value(4, case) != 1.0;
        let planted: Vec<bool> = (0..n).map(is).collect();
        let flips = uniforms(10, n);
        let flipped: Vec<bool> = (0..n).map(|case| planted[case] != (flips[case] < 0.05)).collect();
        for (labels, least) in [(planted, 0.9), (flipped, 0.75)] {
            let path = peeled(&columns, &labels, &all(n));
            let found = chosen(&path).unwrap();
            assert!(found.density > least, "{found:?}");
            let Limit::Between(low, high) = found.limits[1] else { panic!("{found:?}") };
            assert!((low - 0.7).abs() < 0.05 && high > 0.95, "{found:?}");
            let Limit::Between(low, high) = found.limits[2] else { panic!("{found:?}") };
            assert!((high - 0.4).abs() < 0.05 && low < 0.05, "{found:?}");
            assert_eq!(found.limits[4], Limit::Without(vec![1]));
            let masses: Vec<f64> = path.iter().map(|one| one.mass).collect();
            assert!(path.iter().all(|one| one.mass >= 0.05) && masses[0] == 1.0);
        }
    }

    /// On pure noise a box looks dense on the cases that it was made from and is not on others.
    #[test]
    fn a_box_of_noise_is_not_dense_on_other_cases() {
        let mut seen = Vec::new();
        for seed in 0..5 {
            let n = 1_000;
            let columns: Vec<Column> = (0..8).map(|k| Column::Numbers(uniforms(100 * seed + k, n))).collect();
            let labels: Vec<bool> = uniforms(100 * seed + 50, n).iter().map(|u| *u < 0.12).collect();
            let (made, held): (Vec<usize>, Vec<usize>) = (0..n).partition(|case| case % 2 == 0);
            let path = peeled(&columns, &labels, &made);
            let last = path.last().unwrap();
            let out = judged(last.limits.clone(), &columns, &labels, &held);
            seen.push((last.density, out.density));
        }
        let mean = |of: fn(&(f64, f64)) -> f64| seen.iter().map(of).sum::<f64>() / seen.len() as f64;
        assert!(mean(|one| one.0) > 0.16, "{seen:?}");
        assert!(mean(|one| one.1) < 0.2, "{seen:?}");
    }

    /// Levels that repeat are stepped over: an edge never stands on a value.
    #[test]
    fn equal_values_leave_together() {
        let values: Vec<f64> = (0..100).map(|case| f64::from(case / 25)).collect();
        let labels: Vec<bool> = values.iter().map(|value| *value > 1.5).collect();
        let columns = [Column::Numbers(values)];
        let path = peeled(&columns, &labels, &all(100));
        assert_eq!(path[2].limits[0], Limit::Between(1.5, f64::INFINITY));
        assert_eq!((path[2].coverage, path[2].density, path[2].mass), (1.0, 1.0, 0.5));
        assert_eq!(chosen(&path), Some(&path[2]));
    }

    /// EMA Workbench 2.5.3, `Prim(x, y, threshold=1e-6, peel_alpha=0.05, paste_alpha=0.05, mass_min=0.05)` on the same cases:
    /// its trajectory as cases in the box and cases of interest among them, with a column of kinds and without.
    #[test]
    fn the_path_is_that_of_the_reference_on_the_same_cases() {
        let n = 600;
        let radical = |base: usize, case: usize| {
            let (mut left, mut value, mut digit) = (case + 1, 0.0, 1.0 / base as f64);
            while left > 0 {
                value += digit * (left % base) as f64;
                left /= base;
                digit /= base as f64;
            }
            value
        };
        let mut columns: Vec<Column> = [2, 3, 5, 7]
            .map(|base| Column::Numbers((0..n).map(|case| radical(base, case)).collect()))
            .to_vec();
        // A column of values that repeat.
        columns.push(Column::Numbers(
            (0..n).map(|case| ((case * case + 3 * case) % 11) as f64 / 10.0).collect(),
        ));
        let kinds: Vec<usize> = (0..n).map(|case| (case * 7 + case / 5) % 3).collect();
        let is = |case: usize| {
            (radical(3, case) > 0.6 && radical(5, case) < 0.5 && kinds[case] != 1) != case.is_multiple_of(23)
        };
        let labels: Vec<bool> = (0..n).map(is).collect();
        let count = |columns: &[Column]| -> Vec<(usize, usize)> {
            let of_interest = labels.iter().filter(|label| **label).count() as f64;
            let round = |value: f64| libm::round(value) as usize;
            let path = peeled(columns, &labels, &all(n));
            path.iter().map(|one| (round(one.mass * n as f64), round(one.coverage * of_interest))).collect()
        };
        assert_eq!(count(&columns), WITHOUT_KINDS);
        columns.push(Column::Kinds(kinds.clone()));
        assert_eq!(count(&columns), WITH_KINDS);
    }

    #[rustfmt::skip]
    const WITHOUT_KINDS: [(usize, usize); 48] = [
        (600, 71), (570, 70), (541, 69), (513, 67), (487, 66), (462, 64), (438, 63), (416, 62), (395, 61),
        (375, 61), (356, 60), (338, 59), (321, 58), (304, 57), (288, 57), (273, 56), (259, 55), (246, 55),
        (233, 55), (221, 54), (209, 54), (198, 53), (188, 53), (178, 52), (169, 52), (160, 52), (152, 51),
        (144, 51), (136, 51), (129, 51), (122, 50), (115, 49), (109, 49), (103, 49), (97, 49), (92, 49),
        (87, 48), (82, 48), (77, 47), (73, 47), (69, 47), (65, 47), (61, 47), (57, 46), (54, 46), (51, 46),
        (48, 45), (45, 43),
    ];
    #[rustfmt::skip]
    const WITH_KINDS: [(usize, usize); 33] = [
        (600, 71), (360, 61), (240, 56), (228, 55), (216, 55), (205, 54), (194, 54), (184, 54), (174, 54),
        (165, 53), (156, 52), (148, 52), (140, 52), (133, 52), (126, 52), (119, 51), (113, 50), (107, 50),
        (101, 50), (95, 50), (90, 50), (85, 49), (80, 48), (76, 48), (72, 48), (68, 47), (64, 47), (60, 47),
        (57, 47), (54, 47), (51, 47), (48, 45), (45, 43),
    ];

    #[test]
    fn nothing_of_interest_has_no_box() {
        assert!(peeled(&[Column::Numbers(vec![0.1, 0.2])], &[false, false], &[0, 1]).is_empty());
    }
}
