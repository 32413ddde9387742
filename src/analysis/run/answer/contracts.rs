//! What became of contracts, with rates by exposure: nothing is said of contracts that nobody awarded, and no rate is given where no
//! contract ran.

use super::named;
use crate::chart::number;
use crate::report::words::{counted, listed};

/// The contracts of one arm.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contracts {
    /// The arm.
    pub arm: String,
    /// Histories lived.
    pub histories: usize,
    /// Contracts awarded, renewals among them.
    pub awarded: usize,
    /// Those that never opened.
    pub never_opened: usize,
    /// Years for which contracts ran, all histories together.
    pub contract_years: f64,
    /// Contracts that ended early, by cause in words.
    pub early: Vec<(String, usize)>,
    /// Share of services that still ran after the years asked for, if any was watched so long.
    pub still_served: Option<f64>,
}

impl Contracts {
    fn ended_early(&self) -> usize {
        self.early.iter().map(|(_, count)| count).sum()
    }

    /// Early ends for 100 contract-years; none where no contract ran.
    pub fn rate(&self) -> Option<f64> {
        let is_exposed = self.contract_years.is_finite() && self.contract_years > 0.0;
        is_exposed.then(|| 100.0 * self.ended_early() as f64 / self.contract_years)
    }
}

/// What became of each arm's contracts, a sentence an arm.
pub fn contracts_sentences(all: &[Contracts]) -> Vec<String> {
    all.iter().map(sentence).collect()
}

fn sentence(of: &Contracts) -> String {
    if of.awarded == 0 {
        return format!("With {} no contract was awarded.", named(&of.arm));
    }
    let begins = format!(
        "With {}, {} {} awarded in {}; {}",
        named(&of.arm),
        counted(of.awarded, "contract"),
        if of.awarded == 1 { "was" } else { "were" },
        if of.histories == 1 { "1 history".to_owned() } else { format!("{} histories", of.histories) },
        match of.never_opened {
            0 if of.awarded == 1 => "it opened".to_owned(),
            1 if of.awarded == 1 => "it never opened".to_owned(),
            0 => "all of them opened".to_owned(),
            all if all == of.awarded => "none of them ever opened".to_owned(),
            some => format!("{some} never opened"),
        }
    );
    let Some(rate) = of.rate() else { return format!("{begins}, so that none could end early.") };
    let causes: Vec<String> = of.early.iter().map(|(cause, count)| format!("{cause} {count}")).collect();
    let causes = if causes.is_empty() { String::new() } else { format!(" ({})", listed(&causes)) };
    format!(
        "{begins}; {} ended early in {} contract-years, {} per 100 contract-years{causes}.",
        of.ended_early(),
        number(of.contract_years, if of.contract_years < 9.95 { 1 } else { 0 }),
        number(rate, 1)
    )
}

/// Title of a chart of how contracts end: the highest rate of early ends and the lowest, of arms whose contracts ran at all.
pub fn early_ends_title(all: &[Contracts]) -> String {
    let mut rates: Vec<(&str, f64)> =
        all.iter().filter_map(|of| Some((of.arm.as_str(), of.rate()?))).collect();
    rates.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (Some((most, high)), Some((least, low))) = (rates.first(), rates.last()) else {
        return "No contract ran, so none could end early".to_owned();
    };
    let [high, low] = [*high, *low].map(|rate| number(rate, 1));
    let (most, least) = (named(most), named(least));
    match () {
        () if rates.len() == 1 => format!("Ended early with {most}: {high} per 100 contract-years"),
        () if high == low => {
            format!("Ended early: {high} per 100 contract-years in every arm whose contracts ran")
        }
        () => format!("Ended early: {high} per 100 contract-years with {most}, {low} with {least}"),
    }
}

/// Title of a chart of how long services run: the highest and the lowest share after so many years, of arms in which a service ran.
pub fn still_served_title(years: f64, all: &[Contracts]) -> String {
    let mut shares: Vec<(&str, f64)> =
        all.iter().filter_map(|of| Some((of.arm.as_str(), of.still_served?))).collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (Some((most, high)), Some((least, low))) = (shares.first(), shares.last()) else {
        return format!("No service was watched for {} years", number(years, 0));
    };
    let [high, low] = [*high, *low].map(|share| number(100.0 * share, 0));
    let (most, least) = (named(most), named(least));
    let after = format!("After {} years", number(years, 0));
    match () {
        () if shares.len() == 1 => format!("{after}, {high}% of services still run with {most}"),
        () if high == low => format!("{after}, {high}% of services still run in every arm that has one"),
        () => format!("{after}, {high}% of services still run with {most} and {low}% with {least}"),
    }
}
