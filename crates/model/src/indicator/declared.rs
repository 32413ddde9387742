//! What an indicator is, and how one is declared: title, official definition, unit, good direction, decimals, source
//! and the function that computes it stand in one place.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::members::Members;
use super::year::Year;
use crate::model::world::World;

pub(super) use super::year::{one, share};
pub(super) use Better::*;
pub(super) use Measure::*;
pub(super) use Unit::*;

/// Which direction is good for children or for the authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// A higher value is better.
    Higher,
    /// A lower value is better.
    Lower,
    /// Neither direction is better in itself.
    Neither,
}

/// What an indicator is about; the report groups by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// Placements and their stability.
    Placements,
    /// The child's case holder and the time they have together.
    Relationship,
    /// Leaving care and what follows.
    #[serde(rename = "leaving care")]
    LeavingCare,
    /// Case holders: posts, caseloads, morale.
    Workforce,
    /// Contracts, trust between provider and authority.
    Contract,
    /// Money.
    Money,
    /// Numbers of children and flows.
    Numbers,
}

/// In what an indicator is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit<'a> {
    /// Per cent, and of what: `of exits`, `per year`, or nothing.
    Percent(&'a str),
    /// Pounds, and for what: `per child-year`.
    Pounds(&'a str),
    /// Thousands of pounds.
    ThousandPounds,
    /// Millions of pounds.
    MillionPounds,
    /// Anything else, in words.
    Plain(&'a str),
}

impl<'a> Unit<'a> {
    /// The unit that has these words.
    pub fn read(words: &'a str) -> Unit<'a> {
        let after = |sign: char| words.strip_prefix(sign).map(str::trim_start);
        match (after('%'), after('£')) {
            (Some(of), _) => Percent(of),
            (_, Some("thousand")) => ThousandPounds,
            (_, Some("million")) => MillionPounds,
            (_, Some(per)) => Pounds(per),
            _ => Plain(words),
        }
    }
}

impl fmt::Display for Unit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, words) = match *self {
            Percent(of) => ("%", of),
            Pounds(per) => ("£", per),
            ThousandPounds => ("£", "thousand"),
            MillionPounds => ("£", "million"),
            Plain(words) => ("", words),
        };
        let between = if sign.is_empty() || words.is_empty() { "" } else { " " };
        write!(f, "{sign}{between}{words}")
    }
}

/// How an indicator is computed for one unit of results. What a year gives is summed over a longer period before it is
/// divided.
#[derive(Clone, Copy, Debug)]
pub enum Measure {
    /// Numerator and denominator of a year. Not defined where the denominator is nothing.
    Ratio(fn(&Year) -> (f64, f64)),
    /// What a year adds to a sum, and whether the sum is defined by it.
    Sum(fn(&Year) -> (f64, bool)),
    /// Numerator and denominator as the world shows them at each month's end, summed over the year.
    Months(fn(&World, Members) -> (f64, f64)),
    /// The same on 31 March alone.
    YearEnds(fn(&World, Members) -> (f64, f64)),
}

/// One indicator.
#[derive(Clone, Copy, Debug)]
pub struct Indicator {
    /// Stable id, used in tables.
    pub id: &'static str,
    /// Sentence-case title.
    pub title: &'static str,
    /// Population and what counts, in one or two sentences.
    pub definition: &'static str,
    /// Unit as printed.
    pub unit: Unit<'static>,
    /// Group in the report.
    pub subject: Subject,
    /// Good direction.
    pub better: Better,
    /// Decimals to print.
    pub decimals: usize,
    /// Where the definition comes from; empty for the project's own.
    pub official: &'static str,
    /// The function that computes it.
    pub measure: Measure,
}

impl Indicator {
    /// Whether a group of children can have a figure of it. Posts, contracts and inspections are a provider's or an
    /// authority's: of them a group has only the culture of its case holders' teams and what a practice held.
    pub fn is_of_groups(&self) -> bool {
        match self.subject {
            Subject::Workforce => *self == super::workforce::CULTURE,
            Subject::Contract => *self == super::contract::HELD_BY_PRACTICE,
            _ => true,
        }
    }
}

/// Indicators are told apart by their ids.
impl PartialEq for Indicator {
    fn eq(&self, other: &Indicator) -> bool {
        self.id == other.id
    }
}

pub(super) const SSDA903: &str = "DfE, children looked after in England (SSDA903 return)";
pub(super) const WORKFORCE: &str = "DfE, children's social work workforce";
pub(super) const OWN: &str = "";

pub(super) const PERCENT: Unit<'static> = Percent("");

/// Declares the indicators of a subject, in the order of the tables: definition, name, id, title; unit, good
/// direction, decimals, source; measure.
macro_rules! indicators {
    ($subject:ident $(
        $(#[doc = $definition:literal])+
        $name:ident = $id:literal, $title:literal,
        $unit:expr, $better:expr, $decimals:literal, $official:expr,
        $measure:expr;
    )+) => {
        $(
            $(#[doc = $definition])+
            pub const $name: Indicator = Indicator {
                id: $id,
                title: $title,
                // A line of a remark begins with a blank.
                definition: str::trim_ascii_start(concat!($($definition),+)),
                unit: $unit,
                subject: Subject::$subject,
                better: $better,
                decimals: $decimals,
                official: $official,
                measure: $measure,
            };
        )+

        pub(super) const ALL: &[Indicator] = &[$($name),+];
    };
}
pub(super) use indicators;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_read_back_from_its_words() {
        for unit in [
            PERCENT,
            Percent("of exits"),
            Pounds("per child-year"),
            ThousandPounds,
            MillionPounds,
            Plain("days"),
        ] {
            assert_eq!(Unit::read(&unit.to_string()), unit);
        }
    }
}
