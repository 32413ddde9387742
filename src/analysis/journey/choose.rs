//! By which rule one child, or one worker, is chosen among all.

use std::fmt;
use std::str::FromStr;

use crate::draws::Name;

/// How she is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// The middle one, when all stand in the order of what the two worlds make of them.
    Typical,
    /// The middle one of those whose changes of case holder a year differ; of those whose moves do, where nobody's changes differ.
    Touched,
    /// The one whom the second world helps most.
    MostHelped,
    /// The one whom it harms most.
    MostHarmed,
    /// The middle one of those of an age in years.
    OfAge(u32),
    /// The one of a name.
    Named(u64),
}

impl FromStr for Rule {
    type Err = String;

    fn from_str(text: &str) -> Result<Rule, String> {
        let text = text.trim();
        let named = || text.strip_prefix('n').filter(|bits| bits.len() == 16);
        match text {
            "typical" => Ok(Rule::Typical),
            "touched" => Ok(Rule::Touched),
            "most-helped" => Ok(Rule::MostHelped),
            "most-harmed" => Ok(Rule::MostHarmed),
            _ => text
                .strip_prefix("age:")
                .and_then(|years| years.trim().parse().ok().filter(|years| *years < 18).map(Rule::OfAge))
                .or_else(|| named().and_then(|bits| u64::from_str_radix(bits, 16).ok()).map(Rule::Named))
                .ok_or_else(|| {
                    format!(
                        "`{text}` is no rule: write typical, touched, most-helped, most-harmed, age:N (0 to 17), or a name as events.csv has it, such as n1000000fffff0012"
                    )
                }),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rule::Typical => f.write_str("typical"),
            Rule::Touched => f.write_str("touched"),
            Rule::MostHelped => f.write_str("most-helped"),
            Rule::MostHarmed => f.write_str("most-harmed"),
            Rule::OfAge(years) => write!(f, "age:{years}"),
            Rule::Named(bits) => write!(f, "n{bits:016x}"),
        }
    }
}

/// One of those among whom is chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) name: Name,
    /// Age in years when the story begins; `NaN` of a worker.
    pub(super) age: f64,
    /// How much less of what is better less she has in the second world: below nought it helps her.
    pub(super) difference: f64,
    /// The same of a second figure, where the first is even.
    pub(super) second: f64,
    /// The first figure in the world that is compared against.
    pub(super) level: f64,
}

impl Candidate {
    /// Whether the two worlds come to anything else for her.
    pub(super) fn is_touched(&self) -> bool {
        self.difference != 0.0 || self.second != 0.0
    }
}

/// Whom a rule chose, among how many, and at which place from the one helped most (from 1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Chosen {
    pub(super) who: Candidate,
    pub(super) among: usize,
    pub(super) place: usize,
}

/// Chooses.
///
/// # Errors
/// A sentence on why there is nobody.
pub(super) fn choose(rule: Rule, mut all: Vec<Candidate>) -> Result<Chosen, String> {
    match rule {
        Rule::OfAge(years) => all.retain(|one| libm::floor(one.age) == f64::from(years)),
        Rule::Touched if all.iter().any(|one| one.difference != 0.0) => {
            all.retain(|one| one.difference != 0.0)
        }
        Rule::Touched => all.retain(Candidate::is_touched),
        _ => {}
    }
    all.sort_by(|one, other| {
        let by = |of: fn(&Candidate) -> f64| of(one).total_cmp(&of(other));
        by(|c| c.difference).then(by(|c| c.second)).then(by(|c| c.level)).then(one.name.cmp(&other.name))
    });
    let at = match rule {
        Rule::MostHelped => Some(0),
        Rule::MostHarmed => all.len().checked_sub(1),
        Rule::Typical | Rule::Touched | Rule::OfAge(_) => Some(all.len() / 2),
        Rule::Named(bits) => all.iter().position(|one| one.name.bits() == bits),
    };
    let found = at.and_then(|at| Some(Chosen { who: *all.get(at)?, among: all.len(), place: at + 1 }));
    found.ok_or_else(|| {
        format!("nobody fits \"{rule}\" among {} who are there long enough in both worlds of this history: try another --history, or another rule", all.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(number: usize, age: f64, difference: f64) -> Candidate {
        Candidate { name: Name::numbered(number), age, difference, second: 0.0, level: 1.0 }
    }

    #[test]
    fn a_rule_is_read_as_it_is_written() {
        for text in ["typical", "touched", "most-helped", "most-harmed", "age:9", "n1000000fffff0012"] {
            assert_eq!(text.parse::<Rule>().unwrap().to_string(), text);
        }
        for wrong in ["", "age:", "age:18", "age:-1", "n12", "n1000000fffff001x", "helped"] {
            assert!(wrong.parse::<Rule>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_middle_the_first_and_the_last_are_chosen() {
        let all = || {
            vec![one(1, 9.0, 0.4), one(2, 9.5, -1.0), one(3, 3.0, 0.0), one(4, 12.0, 2.0), one(5, 9.9, -0.1)]
        };
        let chosen =
            |rule: Rule| choose(rule, all()).map(|chosen| (chosen.who.name, chosen.place, chosen.among));
        let name = Name::numbered;
        assert_eq!(chosen(Rule::Typical), Ok((name(3), 3, 5)));
        assert_eq!(chosen(Rule::Touched), Ok((name(1), 3, 4)));
        assert_eq!(chosen(Rule::MostHelped), Ok((name(2), 1, 5)));
        assert_eq!(chosen(Rule::MostHarmed), Ok((name(4), 5, 5)));
        assert_eq!(chosen(Rule::OfAge(9)), Ok((name(5), 2, 3)));
        assert_eq!(chosen(Rule::Named(name(4).bits())), Ok((name(4), 5, 5)));
        assert!(chosen(Rule::OfAge(17)).unwrap_err().contains("nobody fits \"age:17\" among 0"));
        assert!(choose(Rule::MostHarmed, Vec::new()).is_err());
        let moved = |number, second| Candidate { second, ..one(number, 9.0, 0.0) };
        let all = vec![moved(1, 0.0), moved(2, -1.0), moved(3, 0.5)];
        assert_eq!(
            choose(Rule::Touched, all).map(|chosen| (chosen.who.name, chosen.among)),
            Ok((name(3), 2))
        );
    }
}
