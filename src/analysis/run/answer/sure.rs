//! How sure an answer is: of chance, of what is not known, of what is contested.

use super::effect::{Effect, Finding};
use super::{Facts, named};
use crate::report::words::{counted, listed, lower_first, plain, shortest, signed, upper_first};

/// `12`, `only 4 to 16`.
fn few_to_many([few, many]: [usize; 2]) -> String {
    if few == many { format!("{few}") } else { format!("only {few} to {many}") }
}

/// Histories below which quantiles of them are not told.
pub(super) const QUANTILES: usize = 20;

/// Share of what matters below which a move is as good as none.
pub(crate) const HARDLY: f64 = 0.1;

/// What was found on open questions with each position forced on the same luck.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contested {
    /// Open questions that were asked.
    pub asked: usize,
    /// Those that move the first outcome by more than chance would.
    pub told: usize,
    /// The one that moves it most, in words.
    pub strongest: Option<String>,
    /// The smallest and the largest average of the answer under a position on that one, each with the position.
    pub sizes: Option<[(String, f64); 2]>,
    /// Whether the interval of each of the two holds no difference.
    pub unclear: [bool; 2],
    /// How far apart any two positions put it at the most, of those that move it.
    pub largest: Option<f64>,
    /// On how few and how many histories each was tried.
    pub tried: [usize; 2],
    /// Those that were tried on too few histories for an interval to bound anything.
    pub few: usize,
    /// What the widest of the contrasts of the others would have missed: the far end of its interval.
    pub missed: Option<f64>,
    /// Whether the sign turns on one of them.
    pub flips: bool,
}

/// What is seen of contested questions by parting the histories by the positions that they hold by lot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ByLot {
    /// Questions on which histories hold different positions.
    pub open: usize,
    /// Those that are seen to move a difference by more than chance would: `H1 (vehicle or principles)`.
    pub seen: Vec<String>,
}

/// On what question a difference is seen to turn, by the positions that histories hold by lot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Turning {
    /// Title of the outcome, as it stands in a sentence.
    pub title: String,
    /// The question: `H1 (vehicle or principles)`.
    pub question: String,
    /// Its positions, each with the average under it, the smallest first.
    pub means: Vec<(String, f64)>,
    /// The smallest difference that matters, if there is one.
    pub matters: Option<f64>,
    /// Decimals of the averages.
    pub decimals: usize,
}

impl Turning {
    fn position(&self, (position, mean): &(String, f64)) -> String {
        format!("{} ({})", named(&position.replace('-', " ")), signed(*mean, self.decimals))
    }

    /// `H1 (vehicle or principles), from +0.27 (“principles”) to +0.39 (“catalyst”)`.
    fn range_of(&self) -> Option<String> {
        let (low, high) = (self.means.first()?, self.means.last()?);
        let said = |(position, mean): &(String, f64)| {
            format!("{} ({})", signed(*mean, self.decimals), named(&position.replace('-', " ")))
        };
        Some(format!("{}, from {} to {}", self.question, said(low), said(high)))
    }

    /// `Changes of case holder: as much as the 0.05 that matters only where H1 (vehicle or principles) is “principles” (-0.14).`
    fn only_where(&self) -> Option<String> {
        let least = self.matters?;
        let counts = |one: &&(String, f64)| one.1.abs() >= least;
        let all = |is: bool| -> Vec<String> {
            self.means.iter().filter(|one| counts(one) == is).map(|one| self.position(one)).collect()
        };
        let (yes, no) = (all(true), all(false));
        // The fewer positions are named.
        let (words, named) = if yes.len() < no.len() { ("as much as the", &yes) } else { ("under the", &no) };
        let only = if yes.len() < no.len() { " only" } else { "" };
        (!yes.is_empty() && !no.is_empty()).then(|| {
            format!(
                " {}: {words} {} that matters{only} where {} is {}.",
                upper_first(&self.title),
                shortest(least),
                self.question,
                listed(named)
            )
        })
    }
}

impl Facts {
    /// Of what the sureness is, where the option sets itself what is told first: ` of direct work`.
    fn of_carried(&self) -> String {
        self.carried_title().map_or_else(String::new, |title| format!(" of {title}"))
    }

    /// What contested questions move: the answer, or the difference that carries it.
    fn the_answer(&self) -> String {
        self.carried_title()
            .map_or_else(|| "the answer".to_owned(), |title| format!("the difference in {title}"))
    }

    /// One sentence on chance.
    pub(super) fn of_chance(&self) -> String {
        let Some(told) = self.carried() else {
            return "Nothing is defined of which chance could be told.".to_owned();
        };
        let title = lower_first(&told.measure.title);
        match (told.finding(), told.interval_words()) {
            (Finding::Undefined, _) => "Nothing is defined of which chance could be told.".to_owned(),
            (Finding::One, _) => {
                "One history has a value, so that nothing can be said of chance: run at least 100.".to_owned()
            }
            (Finding::Same, _) => format!("No history of {} has any difference in {title}.", told.n),
            (_, Some(interval)) => format!(
                "Over {} histories the average difference{} has a 95% interval of {interval}.{}",
                told.n,
                self.of_carried(),
                told.why_not_apart().map_or_else(String::new, |why| format!(" {why}"))
            ),
            (_, None) => format!("Of {} histories no interval of the average can be given.", told.n),
        }
    }

    /// One sentence on what is not known.
    pub(super) fn of_the_unknown(&self) -> String {
        let Some(told) = self.carried().filter(|told| told.finding() != Finding::Undefined) else {
            return "Nothing is defined that could be spread.".to_owned();
        };
        match told.middle {
            Some([low, high]) if told.n >= QUANTILES && low.is_finite() && high.is_finite() => {
                let decimals = told.decimals();
                let either = if low < 0.0 && high > 0.0 { ", so it can go either way" } else { "" };
                format!(
                    "With other values and other luck the middle 90 of 100 histories{} lie between {} and {}{either}.",
                    self.of_carried(),
                    signed(low, decimals),
                    signed(high, decimals)
                )
            }
            _ => format!(
                "Each history draws other values for what is not known, and other luck: {} too few to tell how far they spread.",
                if told.n == 1 { "one is".to_owned() } else { format!("{} are", told.n) }
            ),
        }
    }

    /// What is contested: of the answer in a sentence, and of other outcomes that matter under some positions alone.
    pub(super) fn of_the_contested(&self) -> String {
        // Where the answer itself is said to matter under some positions alone, or to turn on them, the others need not be.
        let told = self.contested.as_ref().filter(|found| self.straddles(found.sizes.as_ref()));
        let is_seen = |one: &Turning| {
            self.contested.is_some() && self.seen.iter().any(|seen| seen.question == one.question)
        };
        let is_said = |one: &&Turning| {
            told.is_none_or(|found| found.strongest.as_ref() != Some(&one.question)) && !is_seen(one)
        };
        let others = self.only_where.iter().filter(is_said);
        let others: Vec<String> = others.filter_map(Turning::only_where).take(1).collect();
        self.contested_of_the_answer() + &others.concat()
    }

    fn contested_of_the_answer(&self) -> String {
        match &self.contested {
            None if self.histories == 1 => {
                "One history takes one position on each contested question: nothing is told of them."
                    .to_owned()
            }
            None if self.histories < QUANTILES && self.by_lot.as_ref().is_none_or(|lot| lot.open > 0) => {
                format!(
                    "The contested questions were not tried one by one, and {} histories are too few to tell what turns on them.",
                    self.histories
                )
            }
            None => self.by_lot(),
            Some(Contested { asked: 0, .. }) => {
                "No question that people contest is left open here.".to_owned()
            }
            Some(Contested { asked, told: 0, tried, .. }) if !self.seen.is_empty() => format!(
                "Of {}, each forced on {} histories, none was seen to move {}; but by the positions that the {} histories hold by lot it turns on {}.",
                counted(*asked, "contested question"),
                few_to_many(*tried),
                self.the_answer(),
                self.histories,
                listed(&self.seen.iter().filter_map(Turning::range_of).collect::<Vec<_>>())
            ),
            Some(Contested { asked, told: 0, tried, few, missed, .. }) => format!(
                "Of {}, none was seen to move {} on average; each was tried on {} histories{}{}.",
                counted(*asked, "contested question"),
                self.the_answer(),
                few_to_many(*tried),
                match few {
                    0 => String::new(),
                    some if some == asked => ", too few to say how far one could move it".to_owned(),
                    some => format!(", {some} of them on too few to say how far they could move it"),
                },
                missed.filter(|missed| *missed > 0.0).map_or_else(String::new, |missed| {
                    let decimals = self.carried().map_or(2, Effect::decimals);
                    let mean = self.carried().and_then(|told| told.mean).unwrap_or(0.0);
                    let is_apart = self.carried().is_some_and(|told| told.finding() == Finding::Apart);
                    format!(
                        ", and {}a move of up to {} could have been missed{} (it is {}{})",
                        if *few > 0 { "of the others " } else { "" },
                        plain(missed, decimals),
                        if missed >= mean.abs() { ", as large as the answer itself" } else { "" },
                        signed(mean, decimals),
                        if is_apart { "" } else { ", not told apart" }
                    )
                })
            ),
            Some(Contested { asked, told, strongest, largest, .. }) if self.is_hardly(*largest) => {
                format!(
                    "Of {}, {told} {} {} by more than chance would, though by less than a tenth of {}{}.",
                    counted(*asked, "contested question"),
                    if *told == 1 { "moves" } else { "move" },
                    self.the_answer(),
                    if self.carried().is_some_and(|told| told.matters.is_some()) {
                        "what matters"
                    } else {
                        "itself"
                    },
                    strongest.as_ref().map_or_else(String::new, |words| {
                        if *told == 1 { format!(": {words}") } else { format!(", most of all {words}") }
                    })
                ) + &self.seen_by_lot(strongest.as_ref())
            }
            Some(Contested { asked, told, strongest, sizes, unclear, flips, .. }) => {
                format!(
                    "Of {}, {told} {} {} by more than chance would{}{}{}.",
                    counted(*asked, "contested question"),
                    if *told == 1 { "moves" } else { "move" },
                    self.the_answer(),
                    strongest.as_ref().map_or_else(String::new, |words| {
                        if *told == 1 { format!(": {words}") } else { format!(", most of all {words}") }
                    }),
                    sizes.as_ref().map_or_else(String::new, |sizes| self.by_position(sizes, *unclear)),
                    match (*flips, self.straddles(sizes.as_ref()), *told) {
                        (true, _, 1) => "; whether it is higher or lower turns on it",
                        (true, _, _) => "; whether it is higher or lower turns on one of them",
                        (false, true, _) => "; whether it is as large as matters turns on it",
                        (false, false, 1) => "; its size turns on it, not its side",
                        (false, false, _) => "; its size turns on them, not its side",
                    }
                ) + &self.seen_by_lot(strongest.as_ref())
            }
        }
    }

    /// Questions on which the answer is seen to turn by the positions that histories hold by lot, but for that of which the sentence
    /// before tells.
    fn seen_by_lot(&self, told: Option<&String>) -> String {
        let others = self.seen.iter().filter(|one| Some(&one.question) != told);
        let others: Vec<String> = others.filter_map(Turning::range_of).collect();
        match others.is_empty() {
            true => String::new(),
            false => format!(
                " By the positions that the {} histories hold by lot it turns on {}.",
                self.histories,
                listed(&others)
            ),
        }
    }

    /// Whether the answer is as large as matters under one of two positions and not under the other.
    fn straddles(&self, sizes: Option<&[(String, f64); 2]>) -> bool {
        let least = self.carried().and_then(|told| told.matters).filter(|least| *least > 0.0);
        sizes.zip(least).is_some_and(|([one, other], least)| (one.1.abs() < least) != (other.1.abs() < least))
    }

    /// Whether so much is less than a tenth of what matters, or where nothing is said to, of the answer itself.
    fn is_hardly(&self, size: Option<f64>) -> bool {
        let beside = self.carried().and_then(|told| told.matters.or(told.mean));
        size.zip(beside).is_some_and(|(size, beside)| size < HARDLY * beside.abs())
    }

    /// What the positions that histories hold by lot show, where the questions were not tried one by one.
    fn by_lot(&self) -> String {
        let not_tried = "The contested questions were not tried one by one in this run";
        match &self.by_lot {
            None => format!("{not_tried}."),
            Some(ByLot { open: 0, .. }) => "No question that people contest is left open here.".to_owned(),
            Some(ByLot { open, seen }) => format!(
                "{not_tried}; of {} that histories answer by lot, {}.",
                counted(*open, "question"),
                match seen.as_slice() {
                    [] => format!(
                        "none is seen to move a difference by more than chance would, where {} histories show large moves alone",
                        self.histories
                    ),
                    [one] => format!(
                        "one is seen to move a difference by more than chance would, {one}: see what it turns on"
                    ),
                    all => format!(
                        "{} are seen to move differences by more than chance would, {}: see what it turns on",
                        all.len(),
                        listed(all)
                    ),
                }
            ),
        }
    }

    /// `, from +0.05 (“vehicle”, not told apart) to +0.21 (“principles”)`.
    fn by_position(&self, sizes: &[(String, f64); 2], unclear: [bool; 2]) -> String {
        let decimals = self.carried().map_or(2, Effect::decimals);
        let of = |at: usize| {
            let (position, size) = &sizes[at];
            let apart = if unclear[at] { ", not told apart" } else { "" };
            format!("{} ({}{apart})", signed(*size, decimals), named(&position.replace('-', " ")))
        };
        format!(", from {} to {}", of(0), of(1))
    }
}
