//! The answer in sentences: typed templates that are filled from the numbers of the tables and from nothing else. Page and terminal
//! tell it by this one module. Each template states when it may be said; where it may not, there is no sentence.

mod asked;
mod contracts;
mod cost;
mod dominant;
mod effect;
mod elsewhere;
mod levers;
mod marks;
mod nested;
mod numbers;
pub(crate) mod of_results;
mod others;
mod reach;
mod rests;
pub(crate) mod rows;
mod sizes;
mod sure;

pub use contracts::{
    Contracts, contracts_sentences, early_ends_title, still_served_is_told, still_served_title,
};
pub use dominant::Dominant;
pub use effect::{Effect, Finding, Measure, Weight};
pub use elsewhere::Elsewhere;
pub use nested::Within;
pub(crate) use numbers::{hundredth, pounds, prices, thirds};
pub use reach::{Apart, HeldYear, Reach, Turned};
pub use rests::Grades;
pub(crate) use sure::HARDLY;
pub use sure::{ByLot, Contested, Turning};

use crate::report::words::{counted, lower_first};

/// The children of whom the answer tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// Who they are, in the plural: `children looked after`.
    pub whom: String,
    /// How many of them there are at a time, on average over the years of the study, if it is known and any.
    pub at_a_time: Option<f64>,
}

/// A change during the run that waits for a condition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waiting {
    /// Name of the arm.
    pub arm: String,
    /// What it waits for: `children looked after are above 450`.
    pub condition: String,
    /// Histories that were lived, and in how many of them it came.
    pub lived: usize,
    /// See [`Self::lived`].
    pub came: usize,
    /// Years from the first day after which it first came, the middle of those in which it did.
    pub middle: Option<f64>,
}

/// Everything that an answer is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Name of the arm against which the others stand.
    pub first: String,
    /// Names of the other arms, in order.
    pub arms: Vec<String>,
    /// Arms among which one is told first; all of them where there are none: those that move what most arms move.
    pub lever: Vec<String>,
    /// The fields by which they are these, in words: those that more arms set than any other.
    pub lever_fields: Vec<String>,
    /// Arms that change something during the run.
    pub changing: Vec<String>,
    /// Changes during the run that wait for a condition.
    pub waiting: Vec<Waiting>,
    /// Histories lived in each arm.
    pub histories: usize,
    /// Years of the study.
    pub years: f64,
    /// Everybody, of whom the group may be a part: `the whole authority`, `all 10 authorities`.
    pub everybody: String,
    /// Of whom the answer tells.
    pub group: Group,
    /// Effects on the outcomes that lead, outcome by outcome and in it arm by arm; what is not defined is left out.
    pub effects: Vec<Effect>,
    /// Effects on the cost of a child-year of the same children.
    pub costs: Vec<Effect>,
    /// Effects on their whole cost over the study, in million pounds.
    pub totals: Vec<Effect>,
    /// Effects on how many of them there are at a time.
    pub children: Vec<Effect>,
    /// Effects on how many children the whole authority has at a time, where the group is a part of it.
    pub whole_children: Vec<Effect>,
    /// The same outcomes and the whole cost of the whole authority, where the group is a part of it.
    pub whole: Vec<Effect>,
    /// Children of the whole authority at a time, where the group is a part of it.
    pub whole_at_a_time: Option<f64>,
    /// Single years in which the effect that is told has the other side and is told apart, if any.
    pub turned: Option<Turned>,
    /// How much of the group a practice holds with the arm that is told.
    pub reach: Option<Reach>,
    /// Who the group is, where it is a list made in a life without a service, to stand behind its name.
    pub listed: Option<String>,
    /// How much of it a practice holds in the year in which it holds most, and in the last one.
    pub fading: Option<[HeldYear; 2]>,
    /// Whether a service opens, so that years since the opening are others than those of the study.
    pub opens: bool,
    /// The two other arms that lie furthest apart on the first outcome, and by how much.
    pub apart: Option<Apart>,
    /// An arm that sets a part of what the arm that is told sets.
    pub within: Option<Within>,
    /// Options beside which nothing speaks for others.
    pub dominant: Vec<Dominant>,
    /// Ids of outcomes that an arm sets itself.
    pub by_design: Vec<String>,
    /// Id of the one outcome on which alone the arm that is told acts, where that is so.
    pub acts_on: Option<String>,
    /// What practices are paid beyond what they spend with each arm and not with the first, of everybody, pounds a year.
    pub surplus: Vec<(String, f64)>,
    /// In whose prices pounds are: `prices of 2010 to 2011 (times 1.45 in those of 2024 to 2025)`.
    pub prices: String,
    /// On what the numbers behind the first outcome rest.
    pub grades: Grades,
    /// Whether these are the numbers that can move it, and not all that there are.
    pub is_traced: bool,
    /// The grades of the numbers by which the fields act in which the arm that is told differs, where they are known of each field.
    pub acting: Option<Grades>,
    /// Id of an outcome that moves to one side in every history because each number by which those fields act on it is an assumption of
    /// one side.
    pub put_in: Option<String>,
    /// What was found on open questions, if they were asked.
    pub contested: Option<Contested>,
    /// Who says that nobody has measured what these arms do, where that is known.
    pub unmeasured: Option<String>,
    /// Shares of the children who are better and worse off with the arm that is told, where they were counted.
    pub off: Option<[f64; 2]>,
    /// Of the measures that were not chosen, how many are told apart with the arm that is told as better, as worse and where no direction
    /// is good, and how many there are.
    pub not_chosen: Option<[usize; 4]>,
    /// Titles of those of them that are worse and stand out most.
    pub worse_named: Vec<String>,
    /// What arms do to other children of the authority, against what they do to the group or by what matters.
    pub elsewhere: Vec<Elsewhere>,
    /// What else the arm that is told makes worse of the same children and those who work with them, beside the outcomes that lead.
    pub beside: Vec<Effect>,
    /// Of those of them, and of chosen outcomes that are told by no year, those that do one thing in the first year and the contrary in
    /// the last, each by more than matters or a twentieth of its level: the ids with both differences.
    pub crossed: Vec<(String, [f64; 2])>,
    /// What the arm that is told sets and the evidence has no price of, in words.
    pub free: Vec<&'static str>,
    /// Heads of what a child-year of everybody costs that are told apart with it, the largest first: in words, and pounds.
    pub heads: Vec<(String, f64)>,
    /// By how many pounds a child-year of everybody differs in the last year with it, where that is told apart.
    pub cost_last: Option<f64>,
    /// Other outcomes of the arm that is told, each with the years in which it has the other side.
    pub turned_others: Vec<(Measure, Turned)>,
    /// Care leavers of the same places at a time, whom no outcome of children counts.
    pub leavers: Option<f64>,
    /// Kinds of children on whose average the effect that is told has the other side, told apart from all and from none, each with it:
    /// `children in semi-independent living`, +0.05.
    pub contrary: Vec<(String, f64)>,
    /// The questions on which the effect that is told is seen to turn by the positions that histories hold by lot, each with the smallest
    /// and the largest average under a position on it.
    pub seen: Vec<Turning>,
    /// Other outcomes that matter on average and under some positions on a question do not.
    pub only_where: Vec<Turning>,
    /// What histories that hold other positions on contested questions show, where the questions were not tried one by one.
    pub by_lot: Option<ByLot>,
}

/// The answer in sentences; what may not be said is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// At most four: the effect on the first outcome, other outcomes, other arms, cost.
    pub sentences: Vec<String>,
    /// How sure this is: of chance, of what is not known, of what is contested.
    pub sure: [String; 3],
    /// On what it mainly rests.
    pub rests: String,
    /// What goes with it, each under a few words: years that are the contrary, what was not chosen, other children, whom it reaches.
    pub also: Vec<(&'static str, String)>,
    /// What is not to be concluded, the gravest first; two or three.
    pub not: Vec<String>,
    /// Size, cost and strength of evidence, to be read apart.
    pub marks: [Mark; 3],
}

/// One of the three marks of an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    /// What is marked.
    pub title: &'static str,
    /// How many of five; none where there is nothing to go by.
    pub level: Option<usize>,
    /// The mark in words.
    pub words: String,
}

/// Everybody of one authority.
const WHOLE: &str = "the whole authority";

/// An arm by its name, which may be any words: `“10 years”`.
pub(crate) fn named(arm: &str) -> String {
    format!("\u{201c}{arm}\u{201d}")
}

impl Facts {
    /// The effects on the first outcome that is defined.
    fn leading(&self) -> &[Effect] {
        let Some(first) = self.effects.first() else { return &[] };
        let more = self.effects.iter().take_while(|effect| effect.measure.id == first.measure.id).count();
        &self.effects[..more]
    }

    /// The effect that the answer tells first: on the first outcome the largest of the arms that are told apart, and among them of those
    /// that move some outcome by what matters, if any does; where none is told apart, that with most of its own half-intervals; of one
    /// history the first arm's.
    pub fn told(&self) -> Option<&Effect> {
        let leading = self.leading();
        let of_lever = || leading.iter().filter(|effect| self.lever.contains(&effect.arm));
        let is_lever = of_lever().next().is_some();
        let rank = |effect: &Effect| {
            let standing = match effect.finding() {
                Finding::Apart => 4,
                Finding::NotApart => 3,
                Finding::Same => 2,
                Finding::One => 1,
                Finding::Undefined => 0,
            };
            let matters = u8::from(standing == 4 && self.moves_what_matters(&effect.arm));
            let size = match effect.finding() {
                Finding::Apart => effect.mean.unwrap_or(0.0).abs(),
                _ => effect.strength(),
            };
            (standing + matters, size)
        };
        let among = leading.iter().filter(|effect| !is_lever || self.lever.contains(&effect.arm));
        // In one history the largest would be so by luck.
        if let Some(first) = among.clone().find(|_| leading.iter().all(|one| one.n == 1)) {
            return Some(first);
        }
        among.reduce(|most, one| {
            let (a, b) = (rank(most), rank(one));
            let is_more = b.0 > a.0 || b.0 == a.0 && b.1.total_cmp(&a.1).is_gt();
            if is_more { one } else { most }
        })
    }

    /// The effect that carries the chart and how sure the answer is: the one that is told first, or where the option sets that outcome
    /// itself what it brings with it, else the first other outcome of the same arm that it does not set.
    pub fn carried(&self) -> Option<&Effect> {
        let told = self.told()?;
        if !self.is_by_design(told) {
            return Some(told);
        }
        let is_free = |one: &&Effect| one.arm == told.arm && !self.is_by_design(one) && !one.is_cost();
        self.brought(told).or_else(|| self.effects.iter().find(is_free)).or(Some(told))
    }

    /// The outcome that carries it, where it is another than the one that is told first.
    pub(super) fn carried_title(&self) -> Option<String> {
        let (told, carried) = (self.told()?, self.carried()?);
        (told.measure.id != carried.measure.id).then(|| lower_first(&carried.measure.title))
    }

    /// The effect on cost of the arm that is told.
    pub fn cost(&self) -> Option<&Effect> {
        let arm = self.told().map_or_else(|| self.arms.first(), |told| Some(&told.arm))?;
        self.costs.iter().find(|cost| cost.arm == *arm)
    }

    /// The answer.
    pub fn answer(&self) -> Answer {
        let sentences = [self.effect(), self.others(), self.alternatives(), self.in_pounds()];
        Answer {
            sentences: self.with_who_they_are(sentences.into_iter().flatten().collect()),
            sure: [self.of_chance(), self.of_the_unknown(), self.of_the_contested()],
            rests: self.rests(),
            also: self.also(),
            not: self.not_to_conclude(),
            marks: [self.size_mark(), self.cost_mark(), self.evidence_mark()],
        }
    }

    /// Sentences with who the group is behind its first name: `the young people whom the service is for (a list made …)`.
    fn with_who_they_are(&self, mut sentences: Vec<String>) -> Vec<String> {
        let named = sentences.iter_mut().find(|said| said.contains(&self.group.whom));
        if let Some((said, listed)) = named.zip(self.listed.as_ref()) {
            *said = said.replacen(&self.group.whom, &format!("{} ({listed})", self.group.whom), 1);
        }
        sentences
    }

    /// `With “10 years” instead of “3 years”`.
    fn instead(&self, arm: &str) -> String {
        format!("With {} instead of {}", named(arm), named(&self.first))
    }

    /// The first sentence: what the first outcome does, of whom, in how many histories.
    fn effect(&self) -> Option<String> {
        let Some(told) = self.told() else {
            return Some(format!("No outcome that was asked for is defined for {}.", self.group.whom));
        };
        let title = lower_first(&told.measure.title);
        let leading = self.leading();
        let all = counted(leading.len(), "alternative");
        Some(match told.finding() {
            Finding::Undefined => format!("There is no value of {title} for {}.", self.group.whom),
            Finding::One if leading.iter().all(|effect| effect.mean == Some(0.0)) => format!(
                "In the one history that {}, {title} came out the same with {} as with {}; one history cannot tell an effect from luck.",
                if self.histories > 1 { "has a value" } else { "was lived" },
                if leading.len() == 1 { named(&told.arm) } else { format!("each of {all}") },
                named(&self.first),
            ),
            Finding::One => format!(
                "In the one history that {}, {} instead of {}: {}; one history cannot tell an effect from luck.",
                if self.histories > 1 { "has a value" } else { "was lived" },
                named(&told.arm),
                named(&self.first),
                self.in_words(told) + &self.of_whom(told)
            ),
            Finding::Same if leading.iter().all(|effect| effect.finding() == Finding::Same) => {
                let whatever = if leading.len() == 1 { named(&told.arm) } else { format!("any of {all}") };
                format!(
                    "{}: no difference between {whatever} and {} in any of {} histories.",
                    told.measure.title,
                    named(&self.first),
                    told.n
                )
            }
            Finding::Same | Finding::NotApart
                if leading.len() > 1 && leading.iter().all(|effect| effect.finding() != Finding::Apart) =>
            {
                format!(
                    "On {title}, none of {all} to {} is told apart from chance; with {}, {}{}.",
                    named(&self.first),
                    named(&told.arm),
                    told.between(),
                    told.histories_clause()
                )
            }
            Finding::Same => format!(
                "{}: no difference between {} and {} in any of {} histories.",
                told.measure.title,
                named(&told.arm),
                named(&self.first),
                told.n
            ),
            // What the option sets is no finding of chance.
            Finding::NotApart if self.is_by_design(told) => format!(
                "{}, {}, by design; nothing that comes with it is told apart from chance{}.",
                self.instead(&told.arm),
                self.in_words(told),
                if told.is_of_few() { format!(" in {} histories", told.n) } else { String::new() }
            ),
            Finding::NotApart if told.is_of_few() => format!(
                "{}, {} histories are too few for a difference in {title} to be told apart from chance: {}{}.",
                self.instead(&told.arm),
                told.n,
                told.between(),
                told.histories_clause()
            ),
            Finding::NotApart => format!(
                "{}, no difference in {title} is told apart from chance: {}{}.",
                self.instead(&told.arm),
                told.between(),
                told.histories_clause()
            ),
            Finding::Apart => {
                format!(
                    "{}, {}{}{}{}.",
                    self.instead(&told.arm),
                    self.in_words(told),
                    if self.is_by_design(told) {
                        String::new()
                    } else {
                        self.of_whom(told) + &told.below() + &self.against_others(told)
                    },
                    if self.is_by_design(told) {
                        self.with_it(told)
                    } else {
                        told.histories_clause() + self.as_put_in(told) + &self.felt(told)
                    },
                    told.against_most()
                )
            }
        })
    }

    /// That an effect which every history has was put in, to stand behind the clause on histories; nothing of others.
    fn as_put_in(&self, told: &Effect) -> &'static str {
        let is_every = told.n > 1 && told.better.is_some_and(|share| share >= 1.0);
        let is_put_in = self.put_in.as_ref() == Some(&told.measure.id);
        if is_every && is_put_in { ", by design: its direction is put in" } else { "" }
    }

    /// What an outcome that the option sets itself brings with it: the first other outcome that is told apart.
    fn with_it(&self, told: &Effect) -> String {
        self.brought(told).map_or_else(
            || ", by design".to_owned(),
            |one| {
                let of_whom = self.of_whom(one);
                let (below, clause) = (one.below(), one.histories_clause());
                format!(", by design; with it {}{of_whom}{below}{clause}", self.in_words(one))
            },
        )
    }

    /// What a move on an index brings that can be counted: the first other outcome that is told apart and told by the child.
    fn felt(&self, told: &Effect) -> String {
        if told.measure.scale().is_none() && told.measure.zero().is_none() {
            return String::new();
        }
        let others = self.effects.iter().filter(|one| one.arm == told.arm && one.finding() == Finding::Apart);
        let felt = others.filter(|one| !self.is_by_design(one)).find(|one| self.is_counted(one));
        let whom = self.of_whom(told);
        felt.map_or_else(String::new, |one| {
            // Who they are is said once.
            let again = whom.replacen(", for the ", " among the ", 1);
            let words = self.in_words(one);
            let words = if again.is_empty() { words } else { words.replacen(&again, " among them", 1) };
            format!("; with it {words}{}{}", one.below(), self.against_others(one))
        })
    }

    /// The first other outcome of an arm that is told apart.
    fn brought(&self, told: &Effect) -> Option<&Effect> {
        let brought = |one: &&Effect| {
            one.arm == told.arm
                && one.finding() == Finding::Apart
                && !self.is_by_design(one)
                && !one.is_cost()
        };
        self.effects.iter().find(brought)
    }

    /// Title of the chart that carries the answer.
    pub fn chart_title(&self) -> String {
        let Some(told) = self.carried() else { return "No outcome that was asked for is defined".to_owned() };
        let title = &told.measure.title;
        match told.finding() {
            Finding::Undefined => format!("{title}: not defined here"),
            Finding::One => format!("{title}: the difference in the one history that was lived"),
            Finding::Same => format!("{title}: no difference in any history with {}", named(&told.arm)),
            Finding::NotApart => {
                format!("{title}: no difference told apart from chance with {}", named(&told.arm))
            }
            Finding::Apart => {
                format!("{title}: on average {} with {}", told.size_and_side(), named(&told.arm))
            }
        }
    }
}
