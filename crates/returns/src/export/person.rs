//! Who a child of a return is: number, birth, and what the form asks of a person.

use super::arrivals::Arrival;
use super::days::Calendar;
use super::form;
use super::numbers::Numbers;
use super::ordinals;
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Purpose};
use swplab_model::history::ChildHistory;

/// Letters of a check letter or a postcode that are never mistaken for digits.
const CHECK_LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";
const POST_LETTERS: &[u8; 20] = b"ABDEFGHJLNPQRSTUWXYZ";

/// Age in months from which who comes from abroad goes to no school, but to college if anywhere.
const AFTER_SCHOOL: f64 = 192.0;

/// Age in months at which there is room before the 18th birthday for another one.
const LATEST_GIVEN: f64 = 208.0;

/// A number of a child so that all have six digits.
const FIRST_NUMBER: usize = 100_001;

/// What stands in every table about a child.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// CHILD: the same in every year of an export.
    pub(super) number: usize,
    pub(super) born: Day,
    pub(super) is_girl: bool,
    pub(super) ethnic: &'static str,
    pub(super) need: &'static str,
    /// Whether she came alone from abroad.
    pub(super) is_unaccompanied: bool,
    /// Whether she came alone from abroad at 16 or later, and has never been to a school here.
    pub(super) is_unschooled: bool,
    pub(super) home_post: String,
    /// Her draw against what is known late.
    late: f64,
}

impl Person {
    /// The child in some position of the histories. Brothers and sisters share origin, need and home.
    pub(super) fn new(
        position: usize,
        child: &ChildHistory,
        arrival: &Arrival,
        calendar: Calendar,
        numbers: &Numbers,
        draws: &Draws,
    ) -> Person {
        let u = draws.block(Purpose::Exported, child.name, ordinals::PERSON);
        let home = draws.block(Purpose::Exported, arrival.leader, ordinals::PERSON);
        let is_unaccompanied = arrival.is_unaccompanied;
        let born = arrival.born.unwrap_or_else(|| calendar.day(child.born));
        // Nobody is born on 29 February, whose 18th birthday tools put on different days.
        let born = match born.parts() {
            (_, 2, 29) => born.plus(-1),
            _ => born,
        };
        // Who does not know her birthday is given the first of January, here the one that keeps her financial year.
        let is_given = is_unaccompanied
            && [10, 11, 12, 1, 2, 3].contains(&born.parts().1)
            && child.periods.first().is_none_or(|period| period.began - child.born < LATEST_GIVEN)
            && u[5] < numbers.unaccompanied_new_year;
        let born = match born.parts() {
            (year, month, _) if is_given => Day::of(year + i32::from(month > 3), 1, 1).unwrap_or(born),
            _ => born,
        };
        Person {
            number: FIRST_NUMBER + position,
            born,
            is_girl: match is_unaccompanied {
                true => u[0] >= numbers.unaccompanied_male,
                false => form::choose("sex", u[0]) == "female",
            },
            ethnic: form::choose(if is_unaccompanied { "ethnic-unaccompanied" } else { "ethnic" }, home[1]),
            need: if is_unaccompanied { "N8" } else { form::choose("need", home[2]) },
            is_unaccompanied,
            is_unschooled: is_unaccompanied
                && child.periods.first().is_some_and(|period| period.began - child.born >= AFTER_SCHOOL),
            // Who comes from abroad has no home here.
            home_post: match is_unaccompanied {
                true => String::new(),
                false => postcode(2 * (home[4] * 180_000.0) as u32),
            },
            late: u[6],
        }
    }

    /// SEX as a collection year writes it.
    pub(super) fn sex(&self, code_year: i32) -> &'static str {
        match (self.is_girl, code_year >= 2025) {
            (false, false) => "1",
            (true, false) => "2",
            (false, true) => "M",
            (true, true) => "F",
        }
    }

    /// Whole years of age on a day.
    pub(super) fn age(&self, day: Day) -> i32 {
        let years = day.parts().0 - self.born.parts().0;
        years - i32::from(self.born.birthday(years) > day)
    }

    /// ETHNIC of a year: it may not be known yet of who came in it.
    pub(super) fn ethnic_told(
        &self,
        began: Option<Day>,
        year_begins: Day,
        numbers: &Numbers,
    ) -> &'static str {
        let is_new = began.is_some_and(|began| began >= year_begins);
        if is_new && self.late > 1.0 - numbers.late_ethnic { "NOBT" } else { self.ethnic }
    }

    /// UPN: UN1 until school age, UN2 for who has never been to a school here, else a number with a true check letter of an authority that does not
    /// exist (000). `last_day` ends the collection year.
    pub(super) fn pupil_number(&self, last_day: Day) -> String {
        let (year, _, _) = last_day.parts();
        let reference = Day::of(year - 2, 8, 31).unwrap_or(last_day);
        if self.born.birthday(4) > reference {
            return "UN1".to_owned();
        }
        if self.is_unschooled {
            return "UN2".to_owned();
        }
        let begins_school = (self.born.parts().0 + 5).rem_euclid(100);
        let (school, serial) = (self.number / 1000 % 10_000, self.number % 1000);
        let digits = format!("000{school:04}{begins_school:02}{serial:03}");
        let weighted: u32 =
            digits.bytes().zip(2..).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
        let letter = CHECK_LETTERS[weighted as usize % CHECK_LETTERS.len()];
        format!("{}{digits}", char::from(letter))
    }
}

/// A well-formed postcode of the area ZZ, which is never given to an address.
pub(super) fn postcode(number: u32) -> String {
    let letter = |n: u32| char::from(POST_LETTERS[n as usize % POST_LETTERS.len()]);
    let (district, rest) = (10 + number % 90, number / 90);
    let (digit, rest) = (rest % 10, rest / 10);
    format!("ZZ{district} {digit}{}{}", letter(rest), letter(rest / 20))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn person() -> Person {
        Person {
            number: 123_456,
            born: Day::of(2000, 6, 15).unwrap(),
            is_girl: true,
            ethnic: "WBRI",
            need: "N1",
            is_unaccompanied: false,
            is_unschooled: false,
            home_post: postcode(0),
            late: 0.5,
        }
    }

    #[test]
    fn a_pupil_number_has_its_check_letter() {
        let number = person().pupil_number(Day::of(2012, 3, 31).unwrap());
        assert_eq!(&number[1..], "000012305456");
        // 1×6 + 2×7 + 3×8 + 0×9 + 5×10 + 4×11 + 5×12 + 6×13 = 276 = 12 × 23.
        assert_eq!(&number[..1], "A");
        let small = Person { born: Day::of(2008, 6, 15).unwrap(), ..person() };
        assert_eq!(small.pupil_number(Day::of(2012, 3, 31).unwrap()), "UN1");
        let from_abroad = Person { is_unschooled: true, ..person() };
        assert_eq!(from_abroad.pupil_number(Day::of(2012, 3, 31).unwrap()), "UN2");
    }

    #[test]
    fn age_and_sex_follow_day_and_collection_year() {
        let person = person();
        assert_eq!(person.age(Day::of(2018, 6, 14).unwrap()), 17);
        assert_eq!(person.age(Day::of(2018, 6, 15).unwrap()), 18);
        assert_eq!((person.sex(2024), person.sex(2025)), ("2", "F"));
    }

    #[test]
    fn postcodes_are_well_formed_and_differ() {
        let all: BTreeSet<String> = (0..360_000).map(postcode).collect();
        assert_eq!(all.len(), 360_000);
        assert!(all.iter().all(|post| post.len() == 8 && post.starts_with("ZZ")));
    }
}
