//! On what an answer rests, and what is not to be concluded from it.

use super::effect::{Effect, Finding};
use super::numbers::hundredth;
use super::{Facts, Mark, named};
use crate::chart::number;
use crate::report::words::{counted, listed, lower_first, plain, signed};

/// Quantities behind an outcome by grade, `A` to `D`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grades(pub [usize; 4]);

impl Grades {
    /// How strong the evidence is, of five and in words: whether nobody has measured the effect, else by how many of the numbers are
    /// assumptions, which are of the whole model where it was not traced which of them can move it.
    pub(crate) fn strength(self, is_unmeasured: bool, is_traced: bool) -> (Option<usize>, &'static str) {
        let Grades([a, b, c, d]) = self;
        let all = a + b + c + d;
        let most = all > 0 && 2 * d > all;
        match (is_unmeasured, all) {
            (true, _) => (Some(1), "Very weak: no study has measured this effect."),
            (false, 0) => (None, "Not known: the list of numbers was not kept."),
            (false, _) if most && is_traced => {
                (Some(2), "Weak: most of the numbers that may move it are assumptions.")
            }
            (false, _) if most => (
                Some(2),
                "Weak: most numbers of the whole model are assumptions; which move this was not traced.",
            ),
            (false, _) if is_traced => (
                Some(3),
                "Moderate: at most half of the numbers that may move it are assumptions, but it is a simulation.",
            ),
            (false, _) => (
                Some(3),
                "Moderate: at most half of the numbers of the whole model are assumptions; which move this was not traced, and it is a simulation.",
            ),
        }
    }
}

/// How strong the evidence is where it was not traced which numbers move an outcome, by those by which the option acts.
fn strength_of_acting(Grades([a, b, c, d]): Grades) -> (Option<usize>, String) {
    let all = a + b + c + d;
    match d {
        d if d == all && all == 1 => {
            (Some(1), "Very weak: the one number by which the option acts is an assumption.".to_owned())
        }
        d if d == all => {
            (Some(1), format!("Very weak: all {all} numbers by which the option acts are assumptions."))
        }
        d if 2 * d > all => (Some(2), "Weak: most of the numbers by which the option acts are assumptions.".to_owned()),
        _ => (
            Some(3),
            "Moderate: at most half of the numbers by which the option acts are assumptions, but it is a simulation."
                .to_owned(),
        ),
    }
}

/// Histories below which a run is called a quick look.
const FEW: usize = 100;
/// Kinds of children to whom it does the contrary that are named.
const KINDS: usize = 2;

impl Facts {
    /// On what it mainly rests.
    pub(super) fn rests(&self) -> String {
        let Grades([a, b, c, d]) = self.grades;
        let all = a + b + c + d;
        let counts = match all {
            0 => "The list of numbers behind this was not kept with the results.".to_owned(),
            _ => format!(
                "{}, {a} are measured statistics (grade A), {b} peer-reviewed estimates (B), {c} grey literature or claims (C) and {d} assumptions (D){}.",
                if self.is_traced {
                    format!("Of {} numbers that may move it", number(all as f64, 0))
                } else {
                    format!("Of {} numbers of the model", number(all as f64, 0))
                },
                if self.is_traced { "" } else { "; which of them move this outcome was not traced" }
            ),
        };
        let counts = match self.acting.filter(|_| !self.is_traced) {
            Some(Grades([a, b, c, d])) if a + b + c == 0 => format!(
                "{} by which the option acts {} (D). {counts}",
                if d == 1 { "The one number".to_owned() } else { format!("All {d} numbers") },
                if d == 1 { "is an assumption" } else { "are assumptions" }
            ),
            Some(Grades([a, b, c, d])) => {
                format!(
                    "Of {} by which the option acts, {d} {} (D). {counts}",
                    counted(a + b + c + d, "number"),
                    if d == 1 { "is an assumption" } else { "are assumptions" }
                )
            }
            None => counts,
        };
        match &self.unmeasured {
            Some(who) => format!("No study has measured this effect ({who}). {counts}"),
            None => counts,
        }
    }

    /// The mark of evidence.
    pub(super) fn evidence_mark(&self) -> Mark {
        let acting = self.acting.filter(|_| !self.is_traced && self.unmeasured.is_none());
        let (level, words) = acting.map_or_else(
            || {
                let (level, words) = self.grades.strength(self.unmeasured.is_some(), self.is_traced);
                (level, words.to_owned())
            },
            strength_of_acting,
        );
        Mark { title: "Strength of evidence", level, words }
    }

    /// What is not to be concluded, the gravest first.
    pub(super) fn not_to_conclude(&self) -> Vec<String> {
        let is_one = self.carried().is_some_and(|told| told.finding() == Finding::One);
        let mut said = vec![match &self.unmeasured {
            _ if is_one => "That this is an effect: in one history luck and effect cannot be told apart.".to_owned(),
            Some(_) => "That the interval says how sure this is: no study has measured the effect, and whether the mechanisms are the right ones is in no interval.".to_owned(),
            None => "That the interval says how sure this is: whether the mechanisms are the right ones, and none is missing, is in no interval.".to_owned(),
        }];
        let Some(told) = self.carried().filter(|told| told.finding() != Finding::Undefined) else {
            return said;
        };
        if told.n < FEW && !is_one {
            said.push(format!(
                "That this is the last word: {} {} a quick look, and 100 or more make an answer.",
                number(told.n as f64, 0),
                if told.n == 1 { "history is" } else { "histories are" }
            ));
        }
        let missed = told.could_be_missed().filter(|size| told.finding() == Finding::NotApart && *size > 0.0);
        if let Some(size) = missed {
            said.push(format!(
                "That the options are alike: an average difference in {} of up to {} could have been missed{}.",
                lower_first(&told.measure.title),
                plain(size, told.decimals()),
                if told.read > 1 { format!(", {} being read together", told.of_so_many()) } else { String::new() }
            ));
        }
        said.extend(self.whole_not_told());
        let is_apart = told.finding() == Finding::Apart;
        if let Some([better, worse]) = self.off.filter(|[_, worse]| is_apart && *worse >= 0.005) {
            said.push(format!(
                "That every child gains or loses alike: with {} {} of 100 children are better off and {} worse off, part of it luck{}.",
                named(&told.arm),
                hundredth(better),
                hundredth(worse),
                self.contrary_kinds(told)
            ));
        }
        if said.len() < 2 {
            let what = if is_one {
                "it is one of very many possible histories, and a real one lives through another"
            } else {
                "it is an average over possible histories, and a real one lives through a single history"
            };
            said.push(format!("That one real authority will see this: {what}."));
        }
        said.truncate(3);
        said
    }

    /// Kinds of children to whom it does the contrary on average, to stand at a sentence's end:
    /// `; on average it is worse for children in semi-independent living (+0.047) and 2 more kinds`.
    fn contrary_kinds(&self, told: &Effect) -> String {
        let named: Vec<String> = self
            .contrary
            .iter()
            .take(KINDS)
            .map(|(whom, mean)| format!("{whom} ({})", signed(*mean, told.decimals())))
            .collect();
        let more = self.contrary.len() - named.len();
        let more = (more > 0).then(|| counted(more, "more kind"));
        let side = if told.goodness() == "better" { "worse" } else { "better" };
        match named.is_empty() || told.goodness().is_empty() {
            true => String::new(),
            false => format!(
                "; on average it is {side} for {}",
                listed(&named.into_iter().chain(more).collect::<Vec<_>>())
            ),
        }
    }
}
