//! Sobol' points: a sequence that fills the unit cube evenly in every direction and in every pair of directions, as it is
//! or scrambled. Direction numbers are those of Joe and Kuo (2008).

use std::sync::OnceLock;

use rand::Rng;

const TABLE: &str = include_str!("joe-kuo.txt");
/// Binary digits of a coordinate.
const DIGITS: usize = 32;
/// One in the last digit.
const LAST: f64 = 1.0 / 4_294_967_296.0;

type Directions = [u32; DIGITS];

/// Directions that the sequence has at the most.
pub const SOBOL_DIRECTIONS: usize = 160;

/// A table that cannot be read is a bug and panics with a sentence.
fn table() -> &'static [Directions] {
    static READ: OnceLock<Vec<Directions>> = OnceLock::new();
    READ.get_or_init(|| {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        let first = std::array::from_fn(|digit| 1 << (DIGITS - 1 - digit));
        std::iter::once(first).chain(lines.map(directions)).collect()
    })
}

fn directions(line: &str) -> Directions {
    let numbers: Option<Vec<u32>> = line.split(' ').map(|word| word.parse().ok()).collect();
    let Some([_, degree, inner, initial @ ..]) = numbers.as_deref() else {
        panic!("joe-kuo.txt has a line that cannot be read: {line}");
    };
    let degree = *degree as usize;
    let mut directions = [0; DIGITS];
    for digit in 0..DIGITS {
        directions[digit] = if digit < degree {
            initial[digit] << (DIGITS - 1 - digit)
        } else {
            let before = directions[digit - degree];
            let inner = (1..degree).filter(|back| inner >> (degree - 1 - back) & 1 == 1);
            inner.fold(before ^ before >> degree, |sum, back| sum ^ directions[digit - back])
        };
    }
    directions
}

/// The first `points` points in `inputs` directions, each coordinate in [0, 1), in the order of the Gray code and from the
/// origin, as SciPy gives them.
///
/// # Panics
/// With more than [`SOBOL_DIRECTIONS`] directions.
pub fn sobol_points(points: usize, inputs: usize) -> Vec<Vec<f64>> {
    sequence(points, &table()[..inputs], &vec![0; inputs])
}

/// The same scrambled: in each direction a random lower triangle of binary digits and a random shift (Matousek 1998), which
/// keep the balance of 2^k points and make every coordinate uniform in (0, 1). `generator(direction)` gives 33 numbers.
///
/// # Panics
/// With more than [`SOBOL_DIRECTIONS`] directions.
pub fn scrambled_sobol_points<R: Rng>(
    points: usize,
    inputs: usize,
    mut generator: impl FnMut(usize) -> R,
) -> Vec<Vec<f64>> {
    let mut shifts = Vec::with_capacity(inputs);
    let scrambled = table()[..inputs].iter().enumerate().map(|(input, directions)| {
        let mut generator = generator(input);
        // A row gives one digit: its own and some of those before it.
        let rows: [u32; DIGITS] = std::array::from_fn(|digit| {
            let own = 1 << (DIGITS - 1 - digit);
            let before = !(u32::MAX >> digit);
            generator.next_u32() & before | own
        });
        shifts.push(generator.next_u32());
        directions.map(|direction| {
            let digits = rows.iter().map(|row| (row & direction).count_ones() & 1);
            digits.fold(0, |number, digit| number << 1 | digit)
        })
    });
    let scrambled: Vec<Directions> = scrambled.collect();
    let mut all = sequence(points, &scrambled, &shifts);
    // Half of the last digit keeps nought out.
    all.iter_mut().flatten().for_each(|coordinate| *coordinate += 0.5 * LAST);
    all
}

fn sequence(points: usize, directions: &[Directions], shifts: &[u32]) -> Vec<Vec<f64>> {
    let mut at = shifts.to_vec();
    let mut all = Vec::with_capacity(points);
    for number in 0..points {
        all.push(at.iter().map(|coordinate| f64::from(*coordinate) * LAST).collect());
        let digit = (number + 1).trailing_zeros() as usize;
        for (coordinate, directions) in at.iter_mut().zip(directions) {
            *coordinate ^= directions[digit.min(DIGITS - 1)];
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

    #[test]
    fn the_points_are_those_of_scipy() {
        // scipy.stats.qmc.Sobol(160, scramble=False), SciPy 1.17.1.
        let points = sobol_points(1024, 160);
        for (point, direction, expected) in SCIPY {
            assert_eq!(points[point][direction], expected, "point {point}, direction {direction}");
        }
    }

    /// Of a table of 2^k scrambled points each direction has one in each of its 2^k parts, and each pair of the first two
    /// one in each box of equal size.
    #[test]
    fn scrambled_points_keep_their_balance() {
        let points = scrambled_sobol_points(64, 20, |k| ChaCha8Rng::seed_from_u64(k as u64));
        for k in 0..20 {
            let mut parts: Vec<usize> = points.iter().map(|p| (p[k] * 64.0) as usize).collect();
            parts.sort_unstable();
            assert_eq!(parts, (0..64).collect::<Vec<_>>());
        }
        for (across, down) in [(2.0, 32.0), (8.0, 8.0), (32.0, 2.0)] {
            let mut boxes: Vec<(usize, usize)> =
                points.iter().map(|p| ((p[0] * across) as usize, (p[1] * down) as usize)).collect();
            boxes.sort_unstable();
            boxes.dedup();
            assert_eq!(boxes.len(), 64);
        }
        let other = scrambled_sobol_points(64, 20, |k| ChaCha8Rng::seed_from_u64(100 + k as u64));
        assert_ne!(points, other);
    }

    const SCIPY: [(usize, usize, f64); 12] = [
        (1, 0, 0.5),
        (3, 1, 0.75),
        (7, 2, 0.375),
        (10, 5, 0.5625),
        (37, 9, 0.171875),
        (100, 17, 0.7421875),
        (255, 40, 0.03515625),
        (511, 63, 0.501953125),
        (640, 99, 0.7666015625),
        (777, 120, 0.6259765625),
        (1000, 158, 0.2490234375),
        (1023, 159, 0.4267578125),
    ];
}
