//! What each channel adds, averaged over every order in which the channels may be opened (Shapley's value).
//!
//! ```text
//! φ(c) = sum over sets S without c of |S|! (n - |S| - 1)! ÷ n! × (d(S with c) - d(S))
//! ```
//!
//! d(S) is the difference of two arms where the channels of S alone are open. The values add up to d(all) - d(none), so
//! that what no channel carries is d(none), the remainder. L. S. Shapley (1953), A value for n-person games.

/// Each player's value in a game of `players`, of which `worth` holds the worth of every set by its bits.
pub(crate) fn shapley(players: usize, worth: &[f64]) -> Vec<f64> {
    assert_eq!(worth.len(), 1 << players, "a game has a worth for every set");
    // By size of the set that a player joins.
    let weights: Vec<f64> =
        (0..players).map(|size| 1.0 / (players as f64 * choose(players - 1, size))).collect();
    let value = |player: usize| {
        let without = (0..worth.len()).filter(|set| set & 1 << player == 0);
        without.map(|set| weights[set.count_ones() as usize] * (worth[set | 1 << player] - worth[set])).sum()
    };
    (0..players).map(value).collect()
}

/// How many sets of `some` there are among `all`.
fn choose(all: usize, some: usize) -> f64 {
    (0..some).map(|k| (all - k) as f64 / (k + 1) as f64).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_games_with_a_known_answer() {
        // Additive: each has what it brings, whoever is there.
        let own = [3.0, -1.0, 0.5, 0.0];
        let of = |set: usize| -> f64 { (0..4).filter(|k| set & 1 << k != 0).map(|k| own[k]).sum() };
        let additive: Vec<f64> = (0..16).map(|set| 7.0 + of(set)).collect();
        for (found, known) in shapley(4, &additive).iter().zip(own) {
            assert!((found - known).abs() < 1e-12);
        }
        // The glove game: one left glove, two right ones; a pair is worth 1 (2/3, 1/6, 1/6).
        let gloves: Vec<f64> = (0..8_usize).map(|set| f64::from(set & 1 != 0 && set & 6 != 0)).collect();
        for (found, known) in shapley(3, &gloves).iter().zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((found - known).abs() < 1e-12);
        }
        // What two do only together is halved.
        let both: Vec<f64> = (0..4_usize).map(|set| f64::from(set == 3)).collect();
        assert_eq!(shapley(2, &both), [0.5, 0.5]);
        assert!(shapley(0, &[5.0]).is_empty());
    }

    #[test]
    fn values_add_up_to_what_all_have_less_what_none_has() {
        let worth: Vec<f64> = (0..128_u32).map(|set| f64::from(set * 7919 % 101)).collect();
        let sum: f64 = shapley(7, &worth).iter().sum();
        assert!((sum - (worth[127] - worth[0])).abs() < 1e-9);
    }
}
