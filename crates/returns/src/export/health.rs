//! Health, and what the law and drugs have to do with it (OC2), of children looked after for the whole year. The model
//! knows nothing of it: rates are the published ones, and bear on nothing that is simulated.

use super::form;
use super::ordinals;
use super::tables::{Known, Year};
use swplab_model::draws::{Draws, Purpose, normal};

/// Mean and spread of the score of the strengths and difficulties questionnaire; a score of 17 or more is a cause for concern.
const SCORE: (f64, f64) = (14.2, 7.0);
/// How far a child's score is hers and not the year's: squares sum to 1.
const HER_OWN: (f64, f64) = (0.8, 0.6);
/// The highest score.
const MOST: f64 = 40.0;

/// The cells of the table behind DOB for a child who is asked for.
pub(super) fn cells(known: &Known, year: &Year, draws: &Draws) -> [String; 10] {
    let person = &known.person;
    let named = year.last.parts().0;
    let own = draws.block(Purpose::Exported, known.name, ordinals::HEALTH);
    let u = draws.block(Purpose::Exported, known.name, ordinals::of_year(ordinals::HEALTH, named));
    let more = draws.block(Purpose::Exported, known.name, ordinals::of_year(ordinals::HEALTH_MORE, named));
    let age = person.age(year.last);
    let is = |item: &str, u: f64| form::choose(item, u).to_owned();
    let blank = String::new;
    let asked = person.born.birthday(4) <= year.last && person.born.birthday(17) >= year.first;
    // Whose fourth or seventeenth birthday lies in the year may have been out of the age asked for.
    let is_between = person.born.birthday(4) > year.first || person.born.birthday(17) <= year.last;
    let (score, why_none) = match asked {
        false => (blank(), blank()),
        true if is_between && more[0] < 0.5 => (blank(), "SDQ1".to_owned()),
        true if form::choose("oc2-questionnaire", u[0]) == "1" => {
            let score = HER_OWN.0 * normal(own[0]) + HER_OWN.1 * normal(u[1]);
            let score = libm::round(SCORE.0 + SCORE.1 * score).clamp(0.0, MOST);
            (format!("{score}"), blank())
        }
        true => (blank(), is("no-questionnaire", more[1])),
    };
    let convicted = if age >= 10 { is("oc2-convicted", u[2]) } else { blank() };
    let developed = if age < 5 { is("oc2-development", u[3]) } else { blank() };
    let misuses = if age >= 10 { is("oc2-misuse", u[4]) } else { "0".to_owned() };
    let helped = if misuses == "1" { is("oc2-intervention", more[2]) } else { blank() };
    let offered = if helped == "0" { is("oc2-offered", more[3]) } else { blank() };
    [
        score,
        why_none,
        convicted,
        developed,
        is("oc2-immunised", u[5]),
        is("oc2-teeth", u[6]),
        is("oc2-assessed", u[7]),
        misuses,
        helped,
        offered,
    ]
}

/// Whether a child was looked after for the whole of a year, as the rules of the collection tell it.
pub(super) fn is_asked_for(known: &Known, year: &Year) -> bool {
    known.periods.iter().any(|period| {
        period.began() <= year.first && period.ended.is_none_or(|(ended, _)| ended >= year.last)
    })
}
