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
    /// Contracts after which no other was let, at the end of their term.
    pub not_renewed: usize,
    /// Contracts after which another organisation won the tender.
    pub lost_tenders: usize,
    /// Share of services that still ran after the years asked for, if any was watched so long.
    pub still_served: Option<f64>,
    /// The 95% interval of that share.
    pub still_interval: Option<[f64; 2]>,
}

impl Contracts {
    fn ended_early(&self) -> usize {
        self.early.iter().map(|(_, count)| count).sum()
    }

    /// The 95% interval of that rate, its logarithm taken as normal; of none the upper end is that of three (the rule of three).
    fn rate_interval(&self) -> Option<[f64; 2]> {
        let (rate, ends) = (self.rate()?, self.ended_early() as f64);
        let far = libm::exp(1.96 / ends.sqrt());
        Some(if ends > 0.0 { [rate / far, rate * far] } else { [0.0, 300.0 / self.contract_years] })
    }

    /// Early ends for 100 contract-years; none where no contract ran.
    pub fn rate(&self) -> Option<f64> {
        let is_exposed = self.contract_years.is_finite() && self.contract_years > 0.0;
        is_exposed.then(|| 100.0 * self.ended_early() as f64 / self.contract_years)
    }
}

/// What became of each arm's contracts, a sentence an arm; of arms of whose contracts the same is to be said, one sentence, and of arms
/// without any none.
pub fn contracts_sentences(all: &[Contracts]) -> Vec<String> {
    let mut groups: Vec<(String, Vec<&Contracts>)> = Vec::new();
    for of in all.iter().filter(|of| of.awarded > 0) {
        let words = sentence(of, false);
        match groups.iter_mut().find(|(known, _)| *known == words) {
            Some((_, group)) => group.push(of),
            None => groups.push((words, vec![of])),
        }
    }
    let said = |(at, (words, group)): (usize, &(String, Vec<&Contracts>))| {
        let words = if at == 0 { &sentence(group[0], true) } else { words };
        format!("With {}, {words}", whose(group))
    };
    groups.iter().enumerate().map(said).collect()
}

/// `“3 years”`, or `“3 years” and “5 years” alike`.
fn whose(group: &[&Contracts]) -> String {
    let names: Vec<String> = group.iter().map(|of| named(&of.arm)).collect();
    listed(&names) + if group.len() > 1 { " alike" } else { "" }
}

/// What became of the contracts of an arm, behind its name; what holds of all of them is said of the first.
fn sentence(of: &Contracts, is_first: bool) -> String {
    let histories =
        if of.histories == 1 { "1 history".to_owned() } else { format!("{} histories", of.histories) };
    let awarded = match (is_first, of.awarded) {
        (true, 1) => format!("1 contract was awarded in {histories}"),
        (true, many) => format!("{many} contracts were awarded in {histories}"),
        (false, many) => format!("{many} awarded"),
    };
    let begins = format!(
        "{awarded}; {}",
        match of.never_opened {
            0 if of.awarded == 1 => "it opened".to_owned(),
            1 if of.awarded == 1 => "it never opened".to_owned(),
            0 => "all opened".to_owned(),
            all if all == of.awarded => "none of them ever opened".to_owned(),
            some => format!("{some} never opened"),
        }
    );
    let Some(rate) = of.rate() else { return format!("{begins}, so that none could end early.") };
    let causes: Vec<String> = of.early.iter().map(|(cause, count)| format!("{cause} {count}")).collect();
    let causes = if causes.is_empty() { String::new() } else { format!(" ({})", listed(&causes)) };
    format!(
        "{begins}; {} ended early in {} contract-years, {} per 100{causes}{}.",
        of.ended_early(),
        number(of.contract_years, if of.contract_years < 9.95 { 1 } else { 0 }),
        number(rate, 1),
        at_their_terms(of)
    )
}

/// How contracts ended at the end of their term, to stand behind those that ended early; empty where none did.
fn at_their_terms(of: &Contracts) -> String {
    let said = [(of.not_renewed, "not renewed"), (of.lost_tenders, "won by another organisation")];
    let said = said.into_iter().filter(|(count, _)| *count > 0);
    let said: Vec<String> = said.map(|(count, words)| format!("{count} {words}")).collect();
    if said.is_empty() { String::new() } else { format!("; {}", listed(&said)) }
}

/// Whether what is known of the higher one leaves it no higher than the lower one may be; so too where it is not known.
fn overlap(higher: Option<[f64; 2]>, lower: Option<[f64; 2]>) -> bool {
    higher.zip(lower).is_none_or(|([low, _], [_, high])| low <= high)
}

/// Title of a chart of how contracts end: the highest rate of early ends and the lowest, of arms whose contracts ran at all; arms are
/// named where the intervals of the two lie apart.
pub fn early_ends_title(all: &[Contracts]) -> String {
    let mut rates: Vec<(&Contracts, f64)> = all.iter().filter_map(|of| Some((of, of.rate()?))).collect();
    rates.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (Some((most, high)), Some((least, low))) = (rates.first(), rates.last()) else {
        return "No contract ran, so none could end early".to_owned();
    };
    let [high, low] = [*high, *low].map(|rate| number(rate, 1));
    let are_alike = overlap(most.rate_interval(), least.rate_interval());
    let (most, least) = (named(&most.arm), named(&least.arm));
    match () {
        () if rates.len() == 1 => format!("Ended early with {most}: {high} per 100 contract-years"),
        () if high == low => {
            format!("Ended early: {high} per 100 contract-years with every option whose contracts ran")
        }
        () if are_alike => {
            format!("Ended early: {low} to {high} per 100 contract-years, with intervals that overlap")
        }
        () => format!("Ended early: {high} per 100 contract-years with {most}, {low} with {least}"),
    }
}

/// Whether a chart of how long services run has a finding: one option alone, or two of which the intervals lie apart.
pub fn still_served_is_told(all: &[Contracts]) -> bool {
    let mut shares: Vec<(&Contracts, f64)> =
        all.iter().filter_map(|of| Some((of, of.still_served?))).collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    let apart = |(most, least): (&(&Contracts, f64), &(&Contracts, f64))| {
        !overlap(most.0.still_interval, least.0.still_interval)
    };
    shares.len() == 1 || shares.first().zip(shares.last()).is_some_and(apart)
}

/// Title of a chart of how long services run: the highest and the lowest share after so many years, of arms in which a service ran;
/// arms are named where the intervals of the two lie apart.
pub fn still_served_title(years: f64, all: &[Contracts]) -> String {
    let mut shares: Vec<(&Contracts, f64)> =
        all.iter().filter_map(|of| Some((of, of.still_served?))).collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (Some((most, high)), Some((least, low))) = (shares.first(), shares.last()) else {
        return format!("No service was watched for {}", counted(years as usize, "year"));
    };
    let [high, low] = [*high, *low].map(|share| number(100.0 * share, 0));
    let are_alike = overlap(most.still_interval, least.still_interval);
    let (most, least) = (named(&most.arm), named(&least.arm));
    let after = format!("After {}", counted(years as usize, "year"));
    match () {
        () if shares.len() == 1 => format!("{after}, {high}% of services still run with {most}"),
        () if high == low => format!("{after}, {high}% of services still run with every option that has one"),
        () if are_alike => {
            format!("{after}, {low}% to {high}% of services still run, with intervals that overlap")
        }
        () => format!("{after}, {high}% of services still run with {most} and {low}% with {least}"),
    }
}
