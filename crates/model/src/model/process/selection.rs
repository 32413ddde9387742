//! Selection: whom a practice serves first. M115; H18.
//!
//! ```text
//! key       = key of `need` + selection × specialism × need,   lowest first                      M115, H18
//! need      = frailty ÷ (1 + frailty)
//! selection = specialism.selection under H18 `selection`, else 0
//! ```
//!
//! The cohort fixed at the start comes first, the others follow, in the order of the key. Under H18
//! `selection` a specialist practice takes easier clients: here, where the cohort is fixed (`start`; in all
//! arms as far as in the arm with the most specialism) and at referrals (`pathway`). A practice may review
//! the cases of others and hold none: it takes no transfer of children. Without unit; grade D.

use crate::draws::{Draws, Purpose};
use crate::model::settings::Settings;
use crate::model::world::{PlacementType, SERVED, Transfer, World};

use super::need;

/// Need for help as the frailty of placements shows it, from 0 to 1: half at the mean.
pub fn need(frailty: f64) -> f64 {
    frailty / (1.0 + frailty)
}

/// Rows of the children and care leavers to be transferred: the cohort fixed at the start first,
/// then other eligible ones by their own draw, up to the size of the contract.
pub fn chosen(
    world: &World,
    settings: &Settings,
    draws: &Draws,
    order: &Transfer,
    practice: usize,
) -> (Vec<usize>, Vec<usize>) {
    let terms = &settings.practices[practice];
    if terms.practice.reviews_only() {
        return (Vec::new(), Vec::new());
    }
    let key = |who: u32, placement: Option<PlacementType>| {
        let person = &world.children.people[who as usize];
        let first = f64::from(u8::from(person.cohorts & SERVED == 0)) * 2.0;
        let drawn = draws.uniform(Purpose::ServedAtStart, person.name, 0);
        let needed = need::key(drawn, terms.need, need::needy(person, placement));
        first + needed + terms.selects * need(person.frailty)
    };
    let here = |post: u32| {
        world
            .posts
            .get(post as usize)
            .is_some_and(|post| world.providers[post.provider as usize].practice.is_none())
    };
    let mut found: Vec<(f64, bool, usize)> = Vec::new();
    for (i, &who) in world.children.who.iter().enumerate() {
        let person = &world.children.people[who as usize];
        let fits = usize::from(person.authority) == terms.practice.authority
            && order.at - person.born >= terms.practice.min_age_months()
            && here(world.children.state[i].post);
        if fits {
            let placement = world.children.state[i].placement;
            found.push((key(who, Some(placement)), false, i));
        }
    }
    for (i, leaver) in world.children.leavers.iter().enumerate() {
        let person = &world.children.people[leaver.who as usize];
        // Care leavers come only from the cohort: others are settled with their advisers.
        if person.cohorts & SERVED != 0
            && usize::from(person.authority) == terms.practice.authority
            && here(leaver.post)
        {
            found.push((key(leaver.who, None), true, i));
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
    found.truncate(terms.practice.size as usize);
    let children = found.iter().filter(|f| !f.1).map(|f| f.2).collect();
    let leavers = found.iter().filter(|f| f.1).map(|f| f.2).collect();
    (children, leavers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn need_is_half_at_the_mean_and_rises_with_frailty() {
        assert_eq!(need(1.0), 0.5);
        assert_eq!(need(0.0), 0.0);
        assert!(need(3.0) > need(2.0) && need(1e9) < 1.0);
    }
}
