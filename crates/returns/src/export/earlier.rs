//! Children of the first day who had been looked after before. The model knows how many starts are not a child's first, and
//! of a child of the first day only the present period; an earlier one, of one placement, is drawn for as many.

use super::episodes::{Episode, Making};
use super::ordinals;
use super::person::{Person, postcode};
use swplab_model::calendar::Day;
use swplab_model::draws::{Purpose, exponential};
use swplab_model::history::{ChildHistory, PlacementType};

/// Least days between an earlier period of care and the next, and of that period.
const APART: f64 = 60.0;
const LEAST: f64 = 5.0;

/// The earlier period of care of a child whom the first day finds in care since `began`, for some.
pub(super) fn period(child: &ChildHistory, person: &Person, began: Day, making: Making) -> Option<Episode> {
    let Making { numbers, draws, houses } = making;
    let u = draws.block(Purpose::Exported, child.name, ordinals::EARLIER_PERIOD);
    let is_of_first_day = child.periods.first().is_some_and(|period| period.began < 0.0);
    if !is_of_first_day || person.is_unaccompanied || u[0] >= numbers.earlier_share {
        return None;
    }
    let [apart, lasts] = numbers.earlier_days;
    let ended = began.plus(-((APART + apart * exponential(u[1])) as i32));
    let from = ended.plus(-((LEAST + lasts * exponential(u[2])) as i32)).max(person.born.plus(1));
    if ended.days_since(from) < LEAST as i32 {
        return None;
    }
    let house = houses.choose(PlacementType::Foster, "U6", u[3], None, draws);
    Some(Episode {
        began: from,
        because: "S",
        legal: "V2",
        place: "U6",
        provider: house.provider,
        ended: Some(ended),
        how: if u[4] < 0.75 { "E4A" } else { "E4B" },
        reason: "",
        post: postcode((2 * house.number + 1) % 360_000),
        urn: house.urn,
        is_mistaken: false,
    })
}
