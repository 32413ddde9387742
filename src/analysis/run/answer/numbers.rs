//! Numbers as they stand in sentences.

use crate::chart::number;
use crate::report::words::{plain, shortest};

/// Histories below which they are counted one by one and not by the hundred.
const HUNDRED: usize = 100;

/// A share of so many histories: `3 of 20`, `14 of 100`, `fewer than 1 of 100`, `more than 99 of 100`.
pub(super) fn of_histories(share: f64, n: usize) -> String {
    if n < HUNDRED {
        return format!("{} of {n}", number(share * n as f64, 0));
    }
    let said = match hundredth(share) {
        none if none == "0" && share > 0.0 => "fewer than 1".to_owned(),
        all if all == "100" && share < 1.0 => "more than 99".to_owned(),
        some => some,
    };
    format!("{said} of 100")
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

/// In whose prices pounds are, by the level of prices as the study sets it: `prices of 2010 to 2011`.
pub(crate) fn prices(level: Option<f64>) -> String {
    match level.filter(|level| *level != 1.0) {
        None => "prices of 2010 to 2011".to_owned(),
        Some(level) => format!("{} times the prices of 2010 to 2011", shortest(level)),
    }
}

/// A share as a whole number of a hundred, halves rounded alike whatever way the share was come by.
pub(crate) fn hundredth(share: f64) -> String {
    plain(libm::round(1e10 * share) / 1e8, 0)
}

/// How often of so many something is better, neither and worse: of a hundred to a tenth, which of 200 histories and of 1,000 is what
/// there is; of fewer histories each is counted.
pub(crate) fn thirds(better: f64, worse: f64, n: usize) -> [String; 3] {
    let of = |share: f64| match n < HUNDRED {
        true => plain(libm::rint(share * n as f64), 0),
        false => shortest(libm::rint(libm::round(1e10 * share) / 1e7) / 10.0),
    };
    [better, (1.0 - better - worse).max(0.0), worse].map(of)
}

/// Of how many those are: `100 histories`, `6 histories`.
pub(crate) fn out_of(n: usize) -> usize {
    n.min(HUNDRED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_histories_are_counted_and_many_told_by_the_hundred() {
        assert_eq!(of_histories(0.15, 20), "3 of 20");
        assert_eq!(of_histories(0.14, 200), "14 of 100");
        assert_eq!(of_histories(0.002, 1000), "fewer than 1 of 100");
        assert_eq!(of_histories(0.998, 1000), "more than 99 of 100");
        assert_eq!(of_histories(0.005, 200), "fewer than 1 of 100");
        assert_eq!(
            (of_histories(0.0, 200), of_histories(1.0, 200)),
            ("0 of 100".into(), "100 of 100".into())
        );
    }

    #[test]
    fn better_neither_and_worse_are_what_there_is_and_a_sentence_rounds_halves_to_the_even_number() {
        // 69, 126 and 5 of 200 histories.
        assert_eq!(thirds(0.345, 0.025, 200), ["34.5", "63", "2.5"]);
        assert_eq!([0.345, 0.355].map(|share| of_histories(share, 200)), ["34 of 100", "36 of 100"]);
        assert_eq!(thirds(0.25, 0.5, 8), ["2", "2", "4"]);
        for half in 0..=200 {
            let share = f64::from(half) / 200.0;
            let [better, neither, worse] = thirds(share, 0.0, 200).map(|one| one.parse::<f64>().unwrap());
            assert_eq!((better, neither, worse), (0.5 * f64::from(half), 100.0 - better, 0.0));
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
