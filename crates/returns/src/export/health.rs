//! Health, and what the law and drugs have to do with it (OC2), of children looked after for the whole year. The model
//! knows nothing of it. Each child has tendencies of her own, which the years go round: who was not at the dentist's in one
//! year is less often there in the next. Levels differ by age, between boys and girls and for those from abroad.

use super::form;
use super::known::Known;
use super::ordinals;
use super::tables::Year;
use swplab_model::draws::{Draws, Purpose, normal};
use swplab_model::evidence::ParameterSet;

/// The highest score of the questionnaire, and its cause for concern from 17 on.
const MOST: f64 = 40.0;

/// See the quantities `export.health.*` and `export.sdq.*`.
#[derive(Clone, Debug)]
pub(super) struct Rates {
    /// Shares by age: 0 to 4, 5 to 9, 10 to 15, 16 and 17; and of unaccompanied children.
    immunised: Vec<f64>,
    teeth: Vec<f64>,
    assessed: Vec<f64>,
    /// At 10 to 12, 13 to 15, 16 and 17; and of unaccompanied children.
    convicted: Vec<f64>,
    misuse: Vec<f64>,
    /// How many times as often boys as girls are convicted, and misuse substances.
    boys: Vec<f64>,
    /// How far a child's answer is hers and not the year's, in the order of [`Matter`].
    own: Vec<f64>,
    /// Mean score at 4 to 7, 8 to 11, 12 to 14, 15 and 16.
    score: Vec<f64>,
    /// Points more of boys, in homes, with relatives, of unaccompanied children.
    score_more: Vec<f64>,
    score_spread: f64,
}

/// What is asked.
#[derive(Clone, Copy)]
enum Matter {
    Immunised,
    Teeth,
    Assessed,
    Convicted,
    Misuse,
    Score,
}

impl Rates {
    pub(super) fn of(p: &ParameterSet) -> Rates {
        let health = |what: &str| p.table(&format!("export.health.{what}"));
        Rates {
            immunised: health("immunised"),
            teeth: health("teeth"),
            assessed: health("assessed"),
            convicted: health("convicted"),
            misuse: health("misuse"),
            boys: health("boys"),
            own: health("own"),
            score: p.table("export.sdq.mean"),
            score_more: p.table("export.sdq.more"),
            score_spread: p.get("export.sdq.spread"),
        }
    }

    /// Her tendency in a matter in a year: standard normal, of which a part is her own.
    fn tendency(&self, matter: Matter, own: f64, of_year: f64) -> f64 {
        let hers = self.own[matter as usize];
        libm::sqrt(hers) * normal(own) + libm::sqrt(1.0 - hers) * normal(of_year)
    }

    fn is(&self, matter: Matter, share: f64, own: f64, of_year: f64) -> bool {
        let share = share.clamp(1e-9, 1.0 - 1e-9);
        self.tendency(matter, own, of_year) < normal(share)
    }

    /// The share of boys or of girls where `all` have a share, as many of each.
    fn of_sex(&self, all: f64, which: usize, is_girl: bool) -> f64 {
        let ratio = self.boys[which];
        all * 2.0 * if is_girl { 1.0 } else { ratio } / (1.0 + ratio)
    }
}

/// The group of ages of a table.
fn band(age: i32, ends: &[i32]) -> usize {
    ends.iter().filter(|end| age > **end).count()
}

/// The cells of the table behind DOB for a child who is asked for.
pub(super) fn cells(known: &Known, year: &Year, rates: &Rates, draws: &Draws) -> [String; 10] {
    let person = &known.person;
    let named = year.last.parts().0;
    let own = draws.block(Purpose::Exported, known.name, ordinals::HEALTH);
    let u = draws.block(Purpose::Exported, known.name, ordinals::of_year(ordinals::HEALTH, named));
    let more = draws.block(Purpose::Exported, known.name, ordinals::of_year(ordinals::HEALTH_MORE, named));
    let age = person.age(year.last);
    let (girl, alone) = (person.is_girl, person.is_unaccompanied);
    let of_age = |table: &[f64], ends: &[i32]| table[if alone { ends.len() + 1 } else { band(age, ends) }];
    let yes = |is: bool| if is { "1" } else { "0" }.to_owned();
    let blank = String::new;
    let asked = person.born.birthday(4) <= year.last && person.born.birthday(17) >= year.first;
    // Whose fourth or seventeenth birthday lies in the year may have been out of the age asked for.
    let is_between = person.born.birthday(4) > year.first || person.born.birthday(17) <= year.last;
    let (score, why_none) = match asked {
        false => (blank(), blank()),
        true if is_between && more[0] < 0.5 => (blank(), "SDQ1".to_owned()),
        true if form::choose("oc2-questionnaire", u[0]) == "1" => {
            let place = known.place_on(year.last);
            let more = [!girl, place.starts_with(['K', 'R', 'S', 'H']), place_is_kin(place), alone];
            let more = more.iter().zip(&rates.score_more).filter(|(is, _)| **is).map(|(_, points)| points);
            let mean = rates.score[band(age, &[7, 11, 14])] + more.sum::<f64>();
            let score = mean + rates.score_spread * rates.tendency(Matter::Score, own[0], u[1]);
            (as_score(score), blank())
        }
        true => (blank(), form::choose("no-questionnaire", more[1]).to_owned()),
    };
    let offence = rates.of_sex(of_age(&rates.convicted, &[12, 15]), 0, girl);
    let misuse = rates.of_sex(of_age(&rates.misuse, &[12, 15]), 1, girl);
    let is_ten = age >= 10;
    let convicted = if is_ten { yes(rates.is(Matter::Convicted, offence, own[1], u[2])) } else { blank() };
    let developed = if age < 5 { form::choose("oc2-development", u[3]).to_owned() } else { blank() };
    // Who is often in trouble with the law is often in trouble with drugs.
    let misuses = yes(is_ten && rates.is(Matter::Misuse, misuse, own[1], u[4]));
    let helped = match misuses.as_str() {
        "1" => form::choose("oc2-intervention", more[2]).to_owned(),
        _ => blank(),
    };
    let offered = if helped == "0" { form::choose("oc2-offered", more[3]).to_owned() } else { blank() };
    let ages = [4, 9, 15];
    [
        score,
        why_none,
        convicted,
        developed,
        yes(rates.is(Matter::Immunised, of_age(&rates.immunised, &ages), own[2], u[5])),
        // Those who miss the dentist's miss the doctor's.
        yes(rates.is(Matter::Teeth, of_age(&rates.teeth, &ages), own[3], u[6])),
        yes(rates.is(Matter::Assessed, of_age(&rates.assessed, &ages), own[3], u[7])),
        misuses,
        helped,
        offered,
    ]
}

/// A score as the return writes it: a whole number from 0 to [`MOST`]. As a float, what rounds up to nought is `-0`.
fn as_score(points: f64) -> String {
    format!("{}", libm::round(points).clamp(0.0, MOST) as u8)
}

fn place_is_kin(place: &str) -> bool {
    matches!(place, "U1" | "U2" | "U3")
}

/// Whether a child was looked after for the whole of a year, as the rules of the collection tell it.
pub(super) fn is_asked_for(known: &Known, year: &Year) -> bool {
    known.periods.iter().any(|period| {
        period.began() <= year.first && period.ended.is_none_or(|(ended, _)| ended >= year.last)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use swplab_model::evidence::Evidence;

    #[test]
    fn a_score_is_a_whole_number_without_a_sign() {
        let scores = [-7.2, -0.5, -0.3, -0.0, 0.49, 13.5, 39.6, 55.0].map(as_score);
        assert_eq!(scores, ["0", "0", "0", "0", "0", "14", "40", "40"]);
    }

    #[test]
    fn a_matter_has_its_share_and_the_years_of_a_child_are_alike() {
        let rates = Rates::of(&ParameterSet::central(Evidence::embedded(), &Default::default()));
        let at = |k: usize| (k as f64 + 0.5) / 200.0;
        let mut counts = [0.0; 2];
        for own in 0..200 {
            for (first, second) in (0..200).map(|k| (at(k), at((k * 77 + own) % 200))) {
                let was = rates.is(Matter::Teeth, 0.8, at(own), first);
                let is = rates.is(Matter::Teeth, 0.8, at(own), second);
                counts[0] += f64::from(u8::from(is)) / 40_000.0;
                counts[1] += f64::from(u8::from(was && is)) / 40_000.0;
            }
        }
        assert!((counts[0] - 0.8).abs() < 0.01, "{counts:?}");
        assert!(counts[1] > 0.66, "{counts:?}");
        let [boys, girls] = [false, true].map(|girl| rates.of_sex(0.04, 0, girl));
        assert!(boys > girls && (boys + girls - 0.08).abs() < 1e-9);
    }
}
