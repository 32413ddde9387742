//! Which draws of a child's are about what: each matter has its own, so that one more moves no other.

/// What is asked of a person.
pub(super) const PERSON: u32 = 0;
/// Placements before the first day, by period of care.
pub(super) const EARLIER: u32 = 1;
/// A care leaver's row.
pub(super) const LEAVER: u32 = 32;
/// Whether a care leaver stays where care left her.
pub(super) const LEAVER_STAYS: u32 = 33;
/// The part that a child usually takes in her reviews.
pub(super) const REVIEWS_USUAL: u32 = 34;
/// What a care leaver does and where she lives, by year.
pub(super) const LEAVERS: u32 = 1 << 25;
/// An earlier period of care.
pub(super) const EARLIER_PERIOD: u32 = 1 << 26;
/// Carers, one after the other.
pub(super) const CARERS: u32 = 64;
/// Reasons and ways out that belong to the child, not to the carer's house.
pub(super) const REASONS: u32 = 1 << 15;
/// Reviews, one after the other.
pub(super) const REVIEWS: u32 = 1 << 16;
/// The part that a child takes in each.
pub(super) const REVIEW_PARTS: u32 = REVIEWS + (1 << 14);
/// Weekdays, by period and event.
pub(super) const WEEKDAYS: u32 = 1 << 17;
/// Legal status, by period of care.
pub(super) const LEGAL: u32 = 1 << 18;
/// Brothers and sisters.
pub(super) const SIBLINGS: u32 = 1 << 19;
/// Plans to adopt, by period of care.
pub(super) const ADOPTION: u32 = 1 << 20;
/// Health, a child's own and by year.
pub(super) const HEALTH: u32 = 1 << 21;
pub(super) const HEALTH_MORE: u32 = HEALTH + (1 << 16);
/// Missing episodes, by year and number.
pub(super) const MISSING: u32 = 1 << 22;
/// Whether a girl has a child.
pub(super) const MOTHERS: u32 = 1 << 23;
/// Permanence before care.
pub(super) const PERMANENCE: u32 = 1 << 24;
/// Households and homes, by number. The ordinal between stays free: returns written with it have used it.
pub(super) const HOUSES: u32 = SIBLINGS + 2;

/// The draws about a matter that belong to a year.
pub(super) fn of_year(matter: u32, year: i32) -> u32 {
    matter + 1 + year.rem_euclid(200) as u32
}
