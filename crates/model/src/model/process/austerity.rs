//! Austerity: cuts in an authority's budget, and the posts that they close.
//!
//! ```text
//! cut so far    = cut a year × years since it began, from 0 to all of them
//! posts closed  = posts on the establishment × austerity.posts × cut of the month ÷ (1 - cut so far)
//! ```
//!
//! Whole posts close, when they fall vacant (`vacancy`); what is left over of one is carried on. What cuts do
//! to contracts: `award`, `renewal`; to the front line's hold of money: `budgets`. Shares; grade D.

use crate::draws::Draws;
use crate::model::settings::{LocalAuthority, Settings};
use crate::model::world::World;

/// Share of an authority's budget cut by the first day of `month`: a straight course to its end.
pub fn cut(local: &LocalAuthority, month: f64) -> f64 {
    let course = &local.authority.circumstances;
    let years = (month - course.budget_cut_from * 12.0) / 12.0;
    course.budget_cut * years.clamp(0.0, course.budget_cut_years)
}

/// Carries the authorities' cuts on by a month.
pub fn step(world: &mut World, settings: &Settings, _: &Draws) {
    let month = f64::from(world.month);
    for (authority, local) in world.authorities.iter_mut().zip(&settings.authorities) {
        authority.cut = cut(local, month);
        let before = cut(local, month - 1.0);
        if authority.cut > before {
            let closed = settings.budgets.austerity_posts * (authority.cut - before);
            let posts = &mut world.establishment[authority.in_house];
            authority.posts_due += *posts * closed / (1.0 - before);
            // Whole posts only.
            let due = libm::floor(authority.posts_due).min(*posts);
            authority.posts_due -= due;
            *posts -= due;
        }
    }
}
