//! The answer in sentences: typed templates that are filled from the numbers of the tables and from nothing else. Page and terminal
//! tell it by this one module. Each template states when it may be said; where it may not, there is no sentence.

mod contracts;
mod cost;
mod effect;
mod numbers;
mod rests;
pub(crate) mod rows;
mod sure;

pub use contracts::{Contracts, contracts_sentences, early_ends_title, still_served_title};
pub use effect::{Effect, Finding, Measure};
pub use rests::Grades;
pub use sure::Contested;

use crate::report::words::{counted, listed, lower_first};

/// The children of whom the answer tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// Who they are, in the plural: `children looked after`.
    pub whom: String,
    /// How many there are on the day that counts, if it is known and any.
    pub children: Option<f64>,
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
    /// Histories lived in each arm.
    pub histories: usize,
    /// Of whom the answer tells.
    pub group: Group,
    /// Effects on the outcomes that lead, outcome by outcome and in it arm by arm; what is not defined is left out.
    pub effects: Vec<Effect>,
    /// Effects on the cost of a child-year of the same children.
    pub costs: Vec<Effect>,
    /// In whose prices pounds are: `prices of 2010 to 2011`.
    pub prices: String,
    /// On what the numbers behind the first outcome rest.
    pub grades: Grades,
    /// What was found on open questions, if they were asked.
    pub contested: Option<Contested>,
    /// Who says that nobody has measured what these arms do, where that is known.
    pub unmeasured: Option<String>,
    /// Share of the children who are worse off with the arm that is told, where it was counted.
    pub worse_off: Option<f64>,
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
    /// How many of five.
    pub level: usize,
    /// The mark in words.
    pub words: String,
}

/// Arms up to which a sentence names them and not only their number.
const NAMED: usize = 4;

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

    /// The effect that the answer tells first: on the first outcome, of the arm whose average has most of its own half-intervals; of
    /// arms that are told apart, if there are any.
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
            (standing, effect.strength())
        };
        let among = leading.iter().filter(|effect| !is_lever || self.lever.contains(&effect.arm));
        among.reduce(|most, one| {
            let (a, b) = (rank(most), rank(one));
            let is_more = b.0 > a.0 || b.0 == a.0 && b.1.total_cmp(&a.1).is_gt();
            if is_more { one } else { most }
        })
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
            sentences: sentences.into_iter().flatten().collect(),
            sure: [self.of_chance(), self.of_the_unknown(), self.of_the_contested()],
            rests: self.rests(),
            not: self.not_to_conclude(),
            marks: [self.size_mark(), self.cost_mark(), self.evidence_mark()],
        }
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
                self.in_words(told)
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
            Finding::NotApart => format!(
                "{}, no difference in {title} is told apart from chance: {}{}.",
                self.instead(&told.arm),
                told.between(),
                told.histories_clause()
            ),
            Finding::Apart => {
                format!("{}, {}{}.", self.instead(&told.arm), self.in_words(told), told.histories_clause())
            }
        })
    }

    /// The second: what else moves with the same arm.
    fn others(&self) -> Option<String> {
        let told = self.told().filter(|told| told.n > 1)?;
        let cost = self.costs.first().map(|cost| cost.measure.id.as_str());
        let others: Vec<&Effect> = self
            .effects
            .iter()
            .filter(|one| one.arm == told.arm && one.measure.id != told.measure.id)
            .filter(|one| Some(one.measure.id.as_str()) != cost)
            .collect();
        let titles = |is: &dyn Fn(&Effect) -> bool| -> Vec<String> {
            others.iter().filter(|one| is(one)).map(|one| lower_first(&one.measure.title)).collect()
        };
        let apart = |one: &Effect, good: &str| {
            one.finding() == Finding::Apart && !one.is_too_small() && one.goodness() == good
        };
        let parts = [
            ("better", titles(&|one| apart(one, "better"))),
            ("worse", titles(&|one| apart(one, "worse"))),
            ("different", titles(&|one| apart(one, ""))),
            (
                "moved by too little to matter",
                titles(&|one| one.finding() == Finding::Apart && one.is_too_small()),
            ),
            ("not told apart from no difference", titles(&|one| one.finding() == Finding::NotApart)),
            ("the same in every history", titles(&|one| one.finding() == Finding::Same)),
            ("known from one history", titles(&|one| one.finding() == Finding::One)),
        ];
        let said: Vec<String> = parts
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(words, names)| format!("{words}: {}", listed(&names)))
            .collect();
        (!said.is_empty()).then(|| format!("Other outcomes with {}, {}.", named(&told.arm), said.join("; ")))
    }

    /// The third: how the other arms do on the first outcome.
    fn alternatives(&self) -> Option<String> {
        let told = self.told().filter(|told| told.n > 1)?;
        let leading = self.leading();
        // Where none is told apart the first sentence says so of all of them.
        if leading.len() < 2 || leading.iter().all(|one| one.finding() != Finding::Apart) {
            return None;
        }
        let arms = |is: &dyn Fn(&Effect) -> bool| -> Vec<String> {
            leading.iter().filter(|one| is(one)).map(|one| named(&one.arm)).collect()
        };
        let apart = |one: &Effect, good: &str| one.finding() == Finding::Apart && one.goodness() == good;
        let parts = [
            (arms(&|one| apart(one, "better")), "better"),
            (arms(&|one| apart(one, "worse")), "worse"),
            (arms(&|one| apart(one, "")), "different"),
            (arms(&|one| one.finding() == Finding::NotApart), "not told apart"),
            (arms(&|one| one.finding() == Finding::Same), "the same"),
            (arms(&|one| one.finding() == Finding::One), "known from one history"),
        ];
        let said: Vec<String> = parts
            .iter()
            .filter(|(names, _)| !names.is_empty())
            .map(|(names, words)| match names.len() {
                all if all == leading.len() => format!("all {words}"),
                many if many > NAMED => format!("{many} {words}"),
                few => format!("{few} {words} ({})", listed(names)),
            })
            .collect();
        Some(format!(
            "Of {} to {}, on {}: {}.",
            counted(leading.len(), "alternative"),
            named(&self.first),
            lower_first(&told.measure.title),
            said.join(", ")
        ))
    }

    /// Title of the chart that carries the answer.
    pub fn chart_title(&self) -> String {
        let Some(told) = self.told() else { return "No outcome that was asked for is defined".to_owned() };
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
