//! The numbers of one block, and a choice made with some of them.

/// 1 less half a step of 52 bits.
const BELOW_ONE: f64 = 1.0 - 0.5 / 4_503_599_627_370_496.0;

/// One block: eight numbers of 64 bits, or sixteen of 32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words(pub(super) [u64; 8]);

impl Words {
    /// Eight independent uniforms, strictly between 0 and 1.
    #[inline]
    pub fn uniforms(&self) -> [f64; 8] {
        // 52 bits and a half: with 53 the largest value rounds to 1 and an inverse CDF is infinite.
        // The bits are put behind the point of a number in [1, 2); what is taken off again, a half
        // step less than 1, leaves the middle of the step, exactly.
        self.0.map(|bits| f64::from_bits((bits >> 12) | 0x3ff0_0000_0000_0000) - BELOW_ONE)
    }

    /// The sixteen numbers of 32 bits; the k-th uniform is made of those at 2k and 2k + 1.
    #[inline]
    pub fn halves(&self) -> [u32; 16] {
        std::array::from_fn(|half| (self.0[half / 2] >> (32 * (half % 2))) as u32)
    }

    /// Uniform of the k-th of the sixteen; it serves nothing else if uniform k ÷ 2 is not used.
    #[inline]
    pub fn half(&self, k: usize) -> f64 {
        Words::uniform_of((self.0[k / 2] >> (32 * (k % 2))) as u32)
    }

    /// Uniform of one of the sixteen: the middle of one of 2^32 steps.
    #[inline]
    pub fn uniform_of(half: u32) -> f64 {
        (f64::from(half) + 0.5) * (1.0 / 4_294_967_296.0)
    }

    /// [`Draws::choose`](super::Draws::choose) among at most eight options with the second half of the block, which then
    /// serves nothing else: uniforms 4 to 7 are made of the same bits.
    #[inline]
    pub fn choose(&self, weights: impl IntoIterator<Item = f64>) -> Option<usize> {
        let mut race = Race::new();
        for (option, (weight, word)) in weights.into_iter().zip(&self.halves()[8..]).enumerate() {
            race.enter(option, weight, *word);
        }
        race.winner()
    }
}

/// A choice going on: the smallest exponential ÷ weight so far.
pub(super) struct Race {
    smallest: f64,
    winner: usize,
}

impl Race {
    pub(super) fn new() -> Race {
        Race { smallest: f64::INFINITY, winner: 0 }
    }

    #[inline]
    pub(super) fn enter(&mut self, option: usize, weight: f64, word: u32) {
        // Asked of the weight too: the sum of no posts is -0, by which a time would be before all others.
        let time = super::inverse::exponential_of_word(word) / weight;
        let wins = (time < self.smallest) & (weight > 0.0);
        self.smallest = if wins { time } else { self.smallest };
        self.winner = if wins { option } else { self.winner };
    }

    /// The same, without the time of an option that has plainly lost: most of many are told so.
    #[inline]
    pub(super) fn enter_if_near(&mut self, option: usize, weight: f64, word: u32) {
        // -ln u is never below 1 - u; the margin is a hundred times the error of the exponential of a word. Without a
        // weight the product is 0 or no number, and nothing is entered.
        let soonest = 1.0 - Words::uniform_of(word) - 1e-9;
        if soonest <= self.smallest * weight {
            self.enter(option, weight, word);
        }
    }

    pub(super) fn winner(&self) -> Option<usize> {
        (self.smallest < f64::INFINITY).then_some(self.winner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_that_are_told_to_have_lost_never_win() {
        let mut state = 1u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 32) as u32
        };
        for round in 0..40_000u32 {
            let (mut all, mut near) = (Race::new(), Race::new());
            for option in 0..1 + round as usize % 40 {
                // Words near both ends, equal words and equal weights, none and tiny ones.
                let word = match next() % 8 {
                    0 => u32::MAX - next() % 3,
                    1 => next() % 3,
                    2 => u32::MAX / 2 + next() % 2,
                    _ => next(),
                };
                let weight = match next() % 8 {
                    0 => 0.0,
                    1 => -0.0,
                    2 => 1e-12 * f64::from(next() % 5),
                    3 | 4 => 1.0,
                    _ => f64::from(next()) / 1e9,
                };
                all.enter(option, weight, word);
                near.enter_if_near(option, weight, word);
            }
            assert_eq!(all.winner(), near.winner(), "round {round}");
            assert_eq!(all.smallest.to_bits(), near.smallest.to_bits(), "round {round}");
        }
    }
}
