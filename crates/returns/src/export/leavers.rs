//! Care leavers as OC3 asks for them: how each fares on the day of the year that counts, and with whom the
//! authority is not in touch.

use std::collections::BTreeMap;

use super::form;
use super::known::Known;
use super::numbers::Numbers;
use super::ordinals;
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Purpose};
use swplab_model::history::{CareHistories, CareLeaverOnDay};

/// IN_TOUCH, ACTIV and ACCOM of a care leaver in the year that ends on `last`. What she does and where she lives stays from
/// year to year but for a share.
pub(super) fn cells(
    known: &Known,
    leaver: &CareLeaverOnDay,
    last: Day,
    (numbers, out_of_touch): (&Numbers, &[f64; 2]),
    draws: &Draws,
) -> [&'static str; 3] {
    let (age, year) = (known.person.age(last), last.parts().0);
    let of_year =
        |year| draws.block(Purpose::Exported, known.name, ordinals::of_year(ordinals::LEAVERS, year));
    let away = is_adrift(leaver) && of_year(year)[5] < out_of_touch[of_age(age)];
    if away {
        return [form::choose("not-in-touch", of_year(year)[4]), "0", "0"];
    }
    let changes = numbers.leavers_change;
    let since = |k: usize| (0..5).map(|back| year - back).find(|&year| of_year(year)[k] < changes);
    let [of_activity, of_home] = [0, 1].map(|k| of_year(since(k).unwrap_or(year - 5)));
    let activity = match (leaver.is_in_education_or_work, age >= 19, known.person.is_girl) {
        (true, false, _) => "active-17",
        (true, true, _) => "active",
        (false, _, true) => "inactive-girl",
        (false, _, false) => "inactive",
    };
    let home = match (leaver.is_suitably_housed, leaver.is_in_education_or_work) {
        (false, true) => "not-housed",
        (false, false) => "not-housed-inactive",
        (true, _) => match stays(known, age, numbers, draws) {
            Some(Stays::WithCarers) => "housed-carers",
            Some(Stays::AtHome) => "housed-home",
            None if age >= 19 => "housed",
            None if age == 18 => "housed-18",
            None => "housed-17",
        },
    };
    ["YES", form::choose(activity, of_activity[2]), form::choose(home, of_home[3])]
}

/// Where a care leaver has stayed since care ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stays {
    /// With her former foster carers ("staying put").
    WithCarers,
    /// With her family, to whom she went.
    AtHome,
}

/// Whether she is still where care left her. One draw of hers is held against a chance that falls with age, so that nobody
/// comes back to carers whom she has left. Only who lived with foster carers or relatives to her 18th birthday, and stayed
/// with them then, can be with former foster carers; of who left before the return began, that is drawn.
fn stays(known: &Known, age: i32, numbers: &Numbers, draws: &Draws) -> Option<Stays> {
    let u = draws.block(Purpose::Exported, known.name, ordinals::LEAVER_STAYS);
    let (stayed, went_home) = match known.last_of_care() {
        Some(last) => {
            (last.how == "E17" && last.place.starts_with('U'), matches!(last.how, "E4A" | "E4B" | "E13"))
        }
        None => (u[2] < numbers.leavers_stayed, false),
    };
    let is_there = stayed && u[0] < still_there(age, &numbers.leavers_stay);
    let is_home = went_home && u[1] < numbers.leavers_home;
    is_there.then_some(Stays::WithCarers).or(is_home.then_some(Stays::AtHome))
}

/// The share of those who stayed who are there still at an age: nobody before 18, the last of the table from 20 on.
fn still_there(age: i32, shares: &[f64]) -> f64 {
    let Ok(years) = usize::try_from(age - 18) else { return 0.0 };
    // Draws of single quantities apart, no share is above that of the age before.
    shares.iter().take(years + 1).copied().fold(1.0, f64::min)
}

/// Care leavers of a year by their position; those of whom no month was simulated fare as often as the others.
pub(super) fn with_outcomes(
    leavers: &[CareLeaverOnDay],
    histories: &CareHistories,
) -> BTreeMap<usize, CareLeaverOnDay> {
    let share = |fares: fn(&CareLeaverOnDay) -> bool| {
        let lived = || leavers.iter().filter(|leaver| leaver.is_lived);
        lived().filter(|leaver| fares(leaver)).count() as f64 / (lived().count() as f64).max(1.0)
    };
    let busy = share(|leaver| leaver.is_in_education_or_work);
    let housed = share(|leaver| leaver.is_suitably_housed);
    let tie = histories.parameters.get("care-leavers.home-with-work");
    let told = |leaver: &CareLeaverOnDay| {
        let name = histories.children[leaver.child].name;
        let u = histories.draws.block(Purpose::Exported, name, ordinals::LEAVER);
        let drawn = CareLeaverOnDay {
            is_in_education_or_work: u[4] < busy,
            is_suitably_housed: u[if u[6] < tie { 4 } else { 5 }] < housed,
            ..*leaver
        };
        (leaver.child, if leaver.is_lived { *leaver } else { drawn })
    };
    leavers.iter().map(told).collect()
}

/// Whether a care leaver has neither work or school nor a suitable home: those with whom the authority is
/// not in touch count as neither in the statistics, and are taken from among these.
fn is_adrift(leaver: &CareLeaverOnDay) -> bool {
    !leaver.is_in_education_or_work && !leaver.is_suitably_housed
}

/// The group of ages in which contact is told: 17 and 18, or older.
fn of_age(age: i32) -> usize {
    usize::from(age >= 19)
}

/// Of those adrift in a year, the share with whom the authority is not in touch, so that of all it has the
/// contact that is published.
pub(super) fn out_of_touch<'a>(
    leavers: impl Iterator<Item = (&'a Known, &'a CareLeaverOnDay)>,
    last: Day,
    in_touch: &[f64],
) -> [f64; 2] {
    let mut counts = [(0.0, 0.0); 2];
    for (known, leaver) in leavers {
        let (all, adrift) = &mut counts[of_age(known.person.age(last))];
        *all += 1.0;
        *adrift += f64::from(u8::from(is_adrift(leaver)));
    }
    std::array::from_fn(|group| {
        let (all, adrift) = counts[group];
        let wanted = all * (1.0 - in_touch.get(group).copied().unwrap_or(1.0)).max(0.0);
        if adrift > 0.0 { (wanted / adrift).min(1.0) } else { 0.0 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_are_with_their_carers_with_every_year() {
        let shares = [0.7, 0.38, 0.26];
        let at = |age| still_there(age, &shares);
        assert_eq!([17, 18, 19, 20, 21].map(at), [0.0, 0.7, 0.38, 0.26, 0.26]);
        // Where a scenario sets more for a later age, nobody comes back all the same.
        assert_eq!(still_there(19, &[0.2, 0.9, 0.1]), 0.2);
    }
}
