//! Points that fill the unit cube evenly in every direction.

use rand::distr::Open01;
use rand::{Rng, RngExt};

/// A Latin hypercube of `points` points in `inputs` directions: xᵢⱼ = (πⱼ(i) − uᵢⱼ) / N, the best of
/// `tries` by the smallest distance between two of its points. `generator(try, direction)` gives 2N numbers
/// in (0, 1), those of the order first.
pub fn latin_hypercube<R: Rng>(
    points: usize,
    inputs: usize,
    tries: usize,
    mut generator: impl FnMut(usize, usize) -> R,
) -> Vec<Vec<f64>> {
    let mut best = (f64::NEG_INFINITY, Vec::new());
    for one in 0..tries.max(1) {
        let mut design = vec![vec![0.0; inputs]; points];
        for input in 0..inputs {
            let u: Vec<f64> = generator(one, input).sample_iter(Open01).take(2 * points).collect();
            let mut order: Vec<usize> = (0..points).collect();
            order.sort_by(|a, b| u[*a].total_cmp(&u[*b]));
            for (rank, point) in order.into_iter().enumerate() {
                design[point][input] = (rank as f64 + 1.0 - u[points + point]) / points as f64;
            }
        }
        let apart = smallest_distance(&design);
        if apart > best.0 {
            best = (apart, design);
        }
    }
    best.1
}

/// Smallest squared distance between two points; infinite for fewer than two.
fn smallest_distance(design: &[Vec<f64>]) -> f64 {
    let mut smallest = f64::INFINITY;
    for (i, a) in design.iter().enumerate() {
        for b in &design[..i] {
            let square: f64 = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum();
            smallest = smallest.min(square);
        }
    }
    smallest
}

/// Largest absolute correlation between two directions of a design.
pub fn largest_correlation(design: &[Vec<f64>]) -> f64 {
    let inputs = design.first().map_or(0, Vec::len);
    let column = |k: usize| design.iter().map(|point| point[k]).collect::<Vec<f64>>();
    let columns: Vec<super::Ranked> = (0..inputs).map(|k| super::Ranked::of(column(k))).collect();
    let mut largest = 0.0_f64;
    for (i, a) in columns.iter().enumerate() {
        for b in &columns[..i] {
            largest = largest.max(super::rank_correlation(a, b).abs());
        }
    }
    largest
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

    #[test]
    fn every_direction_has_one_point_in_each_of_its_n_parts() {
        let generator = |one, k| ChaCha8Rng::seed_from_u64((3 * one + k) as u64);
        let make = |tries| latin_hypercube(20, 3, tries, generator);
        let design = make(50);
        for k in 0..3 {
            let mut parts: Vec<usize> = design.iter().map(|p| (p[k] * 20.0) as usize).collect();
            parts.sort_unstable();
            assert_eq!(parts, (0..20).collect::<Vec<_>>());
        }
        assert!(smallest_distance(&design) >= smallest_distance(&make(1)));
        assert!(largest_correlation(&design) <= 1.0);
    }
}
