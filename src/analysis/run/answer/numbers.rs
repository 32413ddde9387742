//! Numbers as they stand in sentences.

use crate::chart::number;
use crate::evidence::Evidence;
use crate::report::words::{plain, shortest};

/// A share of so many histories, each of them counted so that shares which lie beside each other add up: `3 of 20`, `69 of 200`.
pub(super) fn of_histories(share: f64, n: usize) -> String {
    format!("{} of {}", count_of(share, n), number(n as f64, 0))
}

/// How many of so many a share is: it was made of whole ones.
fn count_of(share: f64, n: usize) -> String {
    plain(libm::rint(share * n as f64), 0)
}

/// How often something happens a year, without its sign, to two figures at least: `12`, `1.4`, `0.050`.
pub(super) fn times(a_year: f64) -> String {
    let size = a_year.abs();
    let is_told = |decimals: &usize| size * libm::pow(10.0, *decimals as f64) >= 9.5;
    number(size, (0..6).find(is_told).unwrap_or(6))
}

/// Pounds, to as many figures as a sentence bears: `£42`, `£1,310`, `£46,200`, `£1.2 million`.
pub(crate) fn pounds(value: f64) -> String {
    let size = value.abs();
    let rounded = |to: f64| number(to * libm::rint(size / to), 0);
    match size {
        ..999.5 => format!("£{}", number(size, 0)),
        ..9_995.0 => format!("£{}", rounded(10.0)),
        ..99_950.0 => format!("£{}", rounded(100.0)),
        ..999_500.0 => format!("£{}", rounded(1_000.0)),
        ..1e9 => format!("£{} million", number(size / 1e6, 1)),
        _ => format!("£{} million", number(size / 1e6, 0)),
    }
}

/// In whose prices pounds are, by the level of prices as the study sets it:
/// `prices of 2010 to 2011 (times 1.45 in those of 2024 to 2025)`.
pub(crate) fn prices(level: Option<f64>) -> String {
    match level.filter(|level| *level != 1.0) {
        None => {
            let quantities = Evidence::embedded().quantities();
            let now =
                quantities.iter().find(|one| one.id == "money.prices-now").map(|one| shortest(one.value));
            let now = now.map_or_else(String::new, |now| format!(" (times {now} in those of 2024 to 2025)"));
            format!("prices of 2010 to 2011{now}")
        }
        Some(level) => format!("{} times the prices of 2010 to 2011", shortest(level)),
    }
}

/// A share as a whole number of a hundred, halves rounded alike whatever way the share was come by.
pub(crate) fn hundredth(share: f64) -> String {
    plain(libm::round(1e10 * share) / 1e8, 0)
}

/// In how many of so many histories something is better, neither and worse: together they are all of them.
pub(crate) fn thirds(better: f64, worse: f64, n: usize) -> [String; 3] {
    [better, (1.0 - better - worse).max(0.0), worse].map(|share| count_of(share, n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn histories_are_counted_one_by_one_however_many_there_are() {
        assert_eq!(of_histories(0.15, 20), "3 of 20");
        assert_eq!(of_histories(0.345, 200), "69 of 200");
        assert_eq!(of_histories(0.002, 1000), "2 of 1,000");
        assert_eq!(of_histories(1.0 / 3.0, 180), "60 of 180");
        assert_eq!([0.0, 1.0].map(|share| of_histories(share, 200)), ["0 of 200", "200 of 200"]);
    }

    #[test]
    fn better_neither_and_worse_are_all_histories_together() {
        assert_eq!(thirds(0.345, 0.025, 200), ["69", "126", "5"]);
        assert_eq!(thirds(0.25, 0.5, 8), ["2", "2", "4"]);
        for n in [3, 20, 100, 180, 200] {
            for (better, worse) in (0..=n).flat_map(|better| [(better, 0), (better, (n - better) / 2)]) {
                let told = thirds(better as f64 / n as f64, worse as f64 / n as f64, n);
                assert_eq!(told, [better, n - better - worse, worse].map(|count| count.to_string()));
            }
        }
    }

    #[test]
    fn pounds_are_told_to_a_few_figures() {
        assert_eq!(
            [42.4, -1_312.0, 46_200.0, 1_234_000.0].map(pounds),
            ["£42", "£1,310", "£46,200", "£1.2 million"]
        );
        assert_eq!([9.0, 1.44, 0.3, 12.4, 0.05].map(times), ["9.0", "1.4", "0.30", "12", "0.050"]);
    }
}
