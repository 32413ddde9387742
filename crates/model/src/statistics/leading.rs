//! Which effects are the largest in size, and how far that is told.

use super::moments::Summary;
use super::quantile::Interval;
use super::stopping::joint_interval;

/// The size of an effect, whatever its sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Of its mean.
    pub size: f64,
    /// Where it may lie.
    pub interval: Interval,
}

impl Size {
    /// Of a mean whose interval is that which it has among `read` that are read together; any size below two values.
    pub fn of(found: &Summary, read: usize) -> Size {
        let (low, high) = joint_interval(found, read);
        Size::within(found.mean, low, high)
    }

    /// Of a mean with its interval.
    pub fn within(mean: f64, low: f64, high: f64) -> Size {
        if low.is_nan() || high.is_nan() {
            return Size { size: mean.abs(), interval: Interval { low: 0.0, high: f64::INFINITY } };
        }
        let nearest = if low <= 0.0 && high >= 0.0 { 0.0 } else { low.abs().min(high.abs()) };
        Size { size: mean.abs(), interval: Interval { low: nearest, high: low.abs().max(high.abs()) } }
    }

    /// Of the larger of two effects, where both are of one thing.
    #[must_use]
    pub fn or(self, other: Size) -> Size {
        let (a, b) = (self.interval, other.interval);
        let interval = Interval { low: a.low.max(b.low), high: a.high.max(b.high) };
        Size { size: self.size.max(other.size), interval }
    }
}

/// How effects stand to each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// By falling size.
    pub order: Vec<usize>,
    /// Numbers of places of which it is told who holds them: the intervals of those before lie above nought and above all of
    /// those behind.
    pub told: Vec<usize>,
    /// Those that may be among the first `places`, by falling size.
    pub contenders: Vec<usize>,
}

/// How some effects stand to each other, of which the first `places` are asked for.
pub fn standing(sizes: &[Size], places: usize) -> Standing {
    let size = |at: usize| if sizes[at].size.is_nan() { 0.0 } else { sizes[at].size };
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|a, b| size(*b).total_cmp(&size(*a)));
    let is_told = |count: &usize| {
        let (first, behind) = order.split_at(*count);
        let highest = behind.iter().map(|at| sizes[*at].interval.high).fold(0.0, f64::max);
        first.iter().all(|at| sizes[*at].interval.low > highest)
    };
    let told = (1..=order.len()).filter(is_told).collect();
    let mut lows: Vec<f64> = sizes.iter().map(|size| size.interval.low).collect();
    lows.sort_by(|a, b| b.total_cmp(a));
    let least = lows.get(places.saturating_sub(1)).copied().unwrap_or(0.0);
    let contenders = order.iter().copied().filter(|at| sizes[*at].interval.high >= least).collect();
    Standing { order, told, contenders }
}

#[cfg(test)]
mod tests {
    use rand::distr::Open01;
    use rand::{Rng, RngExt};
    use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

    use super::*;
    use crate::statistics::normal_quantile;

    const PLACES: usize = 3;
    const LOOKS: [usize; 4] = [250, 500, 1000, 2000];

    /// Eight inputs that are moved one at a time, at each look those that may be among the first; noise stands for luck.
    fn raced(effects: [f64; 8], rng: &mut impl Rng) -> (Standing, usize) {
        let mut values: [Vec<f64>; 8] = Default::default();
        let mut racing: Vec<usize> = (0..8).collect();
        let (mut found, mut lived) = (Standing::default(), 0);
        for look in LOOKS {
            for _ in lived..look {
                for at in &racing {
                    values[*at].push(effects[*at] + 3.0 * normal_quantile(rng.sample(Open01)));
                }
            }
            lived = look;
            let read = effects.len() * LOOKS.len();
            let sizes: Vec<Size> = values.iter().map(|own| Size::of(&Summary::of(own), read)).collect();
            found = standing(&sizes, PLACES);
            if found.contenders.len() <= PLACES {
                break;
            }
            racing = found.contenders.clone();
        }
        (found, lived)
    }

    #[test]
    fn the_first_three_are_found_and_those_that_are_alike_are_told_as_tied() {
        let (mut right, mut wrong, mut early, mut tied) = (0, 0, 0, 0);
        for seed in 0..100 {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let (found, lived) = raced([0.3, 2.0, -1.5, 0.2, 1.0, -0.1, 0.0, 0.05], &mut rng);
            let mut first = found.order[..PLACES].to_vec();
            first.sort_unstable();
            let is_told = found.told.contains(&PLACES);
            right += usize::from(is_told && first == [1, 2, 4]);
            wrong += usize::from(is_told && first != [1, 2, 4]);
            early += usize::from(lived < 2000);
            // The third and the fourth are one size.
            let (found, _) = raced([0.8, 2.0, -1.5, 0.2, -0.8, -0.1, 0.0, 0.05], &mut rng);
            let may_be_third = |at| found.contenders.contains(&at);
            let is_told = found.told.contains(&2) && !found.told.contains(&PLACES);
            tied += usize::from(is_told && may_be_third(0) && may_be_third(4));
        }
        assert!(right >= 95 && wrong == 0, "{right} right, {wrong} wrong");
        assert!(tied >= 95, "{tied} ties told");
        assert!(early >= 40, "only {early} ended before all was lived");
    }

    #[test]
    fn a_size_is_without_sign_and_an_interval_over_nought_begins_there() {
        let ends = |mean, low, high| {
            let found = Size::within(mean, low, high);
            (found.size, found.interval.low, found.interval.high)
        };
        assert_eq!(ends(-2.0, -3.0, -1.0), (2.0, 1.0, 3.0));
        assert_eq!(ends(0.5, -1.0, 2.0), (0.5, 0.0, 2.0));
        assert_eq!(Size::of(&Summary::of(&[1.0]), 4).interval.high, f64::INFINITY);
        let both = Size::within(-2.0, -3.0, -1.0).or(Size::within(0.5, -1.0, 4.0));
        assert_eq!((both.size, both.interval.low, both.interval.high), (2.0, 1.0, 4.0));
        let few = standing(&[Size::within(1.0, 0.5, 1.5)], PLACES);
        assert_eq!((few.told, few.contenders), (vec![1], vec![0]));
    }
}
