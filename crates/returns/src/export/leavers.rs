//! Care leavers as OC3 asks for them: how each fares on the day of the year that counts, and with whom the
//! authority is not in touch.

use std::collections::BTreeMap;

use super::form;
use super::ordinals;
use super::tables::Known;
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Purpose};
use swplab_model::history::{CareHistories, CareLeaverOnDay};

/// IN_TOUCH, ACTIV and ACCOM of a care leaver in the year that ends on `last`.
pub(super) fn cells(
    known: &Known,
    leaver: &CareLeaverOnDay,
    last: Day,
    out_of_touch: &[f64; 2],
    draws: &Draws,
) -> [&'static str; 3] {
    let u = draws.block(Purpose::Exported, known.name, ordinals::LEAVER);
    let activity = if leaver.is_in_education_or_work { "active" } else { "inactive" };
    let home = if leaver.is_suitably_housed { "housed" } else { "not-housed" };
    let group = of_age(known.person.age(last));
    let is_away = is_adrift(leaver) && u[2] < out_of_touch[group];
    match is_away {
        true => [form::choose("not-in-touch", u[3]), "0", "0"],
        false => ["YES", form::choose(activity, u[0]), form::choose(home, u[1])],
    }
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
    let told = |leaver: &CareLeaverOnDay| {
        let name = histories.children[leaver.child].name;
        let u = histories.draws.block(Purpose::Exported, name, ordinals::LEAVER);
        let drawn = CareLeaverOnDay {
            is_in_education_or_work: u[4] < busy,
            is_suitably_housed: u[5] < housed,
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
