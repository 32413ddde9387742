//! The plan to adopt as the return tells it beside the episodes: when it was decided that a child should be placed
//! for adoption, when she was matched, by whom she was adopted, or when the plan was given up. It follows from
//! the placements for adoption and the adoptions that are simulated; a plan that never led to a placement is drawn for form.

use super::episodes::Episode;
use super::form;
use super::numbers::Numbers;
use super::ordinals;
use super::spells::Period;
use super::working_days::working_day;
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Name, Purpose, exponential};
use swplab_model::history::{Exit, PlacementType};

/// No step of the way takes longer than this.
const MOST_DAYS: f64 = 365.0;

/// What was decided in a period of care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decision {
    /// The decision that the child should be placed for adoption: DATE_PLACED, DATE_INT.
    pub(super) decided: Day,
    /// When it was taken back, and why: DATE_PLACED_CEASED, REASON_PLACED_CEASED.
    pub(super) taken_back: Option<(Day, &'static str)>,
    /// The adoption.
    pub(super) adopted: Option<Adopted>,
}

/// An adoption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Adopted {
    pub(super) on: Day,
    /// When the child was matched with who adopts her: DATE_MATCH.
    pub(super) matched: Day,
    /// FOSTER_CARE, NB_ADOPTR, SEX_ADOPTR, LS_ADOPTR.
    pub(super) adopters: [&'static str; 4],
}

/// When a plan is given up of which the last placement for adoption has ended without an adoption: some weeks after, within
/// the period. `u` is a uniform draw.
pub(super) fn given_up(period: &Period, u: f64, numbers: &Numbers) -> Option<Day> {
    let is_adoption = |kind: PlacementType| kind == PlacementType::Adoption;
    let last = period.spells.iter().rposition(|spell| is_adoption(spell.placement))?;
    let ended = period.ended;
    if ended.is_some_and(|(_, exit)| exit == Exit::Adoption) {
        return None;
    }
    let Some(next) = period.spells.get(last + 1) else { return ended.map(|(day, _)| day) };
    let weeks = (numbers.adoption_given_up_days * exponential(u)).min(MOST_DAYS);
    // A working day before it may lie in the placement.
    let day = working_day(next.began.plus(1 + weeks as i32)).max(next.began);
    Some(ended.map_or(day, |(ended, _)| day.min(ended)))
}

/// The decision of a period of care, if there was one. `number` is the period's.
pub(super) fn decision(
    (name, number): (Name, usize),
    period: &Period,
    episodes: &[Episode],
    numbers: &Numbers,
    draws: &Draws,
) -> Option<Decision> {
    let order = episodes.iter().position(|episode| episode.legal == "E1");
    let left = period.ended.filter(|(_, exit)| *exit == Exit::Adoption).map(|(day, _)| day);
    let placed = period.spells.iter().rev().find(|spell| spell.placement == PlacementType::Adoption);
    if order.is_none() && placed.is_none() && left.is_none() {
        return None;
    }
    let u = draws.block(Purpose::Exported, name, ordinals::ADOPTION + number as u32);
    let latest = placed.or(period.spells.last())?.began;
    let first = period.first(PlacementType::Adoption).unwrap_or(latest);
    let order = order.map_or(first, |at| episodes[at].began.min(first));
    let before = (numbers.adoption_decision_days * exponential(u[0])).min(MOST_DAYS);
    let decided = working_day(order.plus(-(before as i32)));
    // Nobody decides it in the first days of care: the soonest differ.
    let soonest = 14.0 + numbers.adoption_soonest * (u[6] + u[7]);
    let decided = decided.max(working_day(period.began().plus(soonest as i32))).min(order);
    let adopted = left.map(|on| {
        let before = (numbers.adoption_match_days * exponential(u[1])).min(MOST_DAYS);
        let matched = working_day(latest.plus(-1 - before as i32)).max(decided).min(latest);
        let of_carer = episodes.last().is_some_and(|last| !last.place.starts_with('A'));
        let adopters = form::choose("adopters", u[2]);
        let (sex, status) = adopters.split_once('-').unwrap_or((adopters, ""));
        let count = if sex.ends_with('1') { "1" } else { "2" };
        Adopted { on, matched, adopters: [if of_carer { "1" } else { "0" }, count, sex, status] }
    });
    // The order falls when the plan is given up, or with the end of care.
    let taken_back = left.is_none().then(|| {
        let Some(since) = episodes.iter().rposition(|episode| episode.legal == "E1") else {
            return given_up(period, u[4], numbers);
        };
        let after = episodes.get(since + 1).map(|next| next.began);
        after.or(period.ended.map(|(day, _)| day))
    });
    let taken_back = taken_back.flatten().map(|day| {
        let item = if placed.is_some() { "plan-given-up" } else { "plan-unplaced" };
        (day, form::choose(item, u[3]))
    });
    Some(Decision { decided, taken_back, adopted })
}
