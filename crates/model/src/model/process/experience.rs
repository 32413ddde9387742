//! Experience: what each provider's service model does for children, families and staff this month.
//!
//! ```text
//! engagement    1 + engagement.personal × s.known_by_name                           M21
//!                 + engagement.local-office × s.local_office⁺                       M23
//!                 - engagement.corporate-estates × s.local_office⁻                  M24
//!                 ± engagement.stigma × s.stigma (+ outside the authority, - inside)  M113
//!                 + specialism.gain × s.specialism (H18 `quality-gain`)             M115
//!               at least `effects.least-factor`: a factor on the growth of the relationship
//! hours         1 + joint-work.hours × s.specialists                                M25
//!                 + remit.focus × f, in house only                                  M116
//! freed         - casework.remit × s.child_protection (H2 `remit`), of all hours    M13
//! recruitment   1 + out-of-hours.recruitment × s.out_of_hours⁺, on its months       M29
//! duty          out-of-hours.pay × s.out_of_hours⁺, of case holders' salaries       M29
//! deterred      out-of-hours.bidders × s.out_of_hours⁺, of rival bidders            M29
//! leaving       1 + leaving.tender, from the decision to tender to the contract's end  X10
//! referral      1 + remit.larger-field × s.child_protection⁺                        M123
//! challenge     1 - independence.challenge × c, on waits for the authority          M114
//! reachability  reachability.office-hours + reachability.informal
//!                 + reachability.formal × s.out_of_hours⁺
//!                 - reachability.informal × s.out_of_hours⁻                         M28
//! experience    satisfaction.family-contact × s.family_contact                      M10
//!                 + satisfaction.whole-journey × s.whole_journey                    M11
//!                 + satisfaction.known-by-name × s.known_by_name                    M20
//!                 + satisfaction.community × s.local_office                         M26
//!                 + satisfaction.choice × s.choice_of_worker                        M120
//!                 + satisfaction.reachability × (reachability above the ordinary)   M28
//!                 - resentment
//! education     care-leavers.eet.advocacy × s.advocacy                              M44
//!                 + care-leavers.eet.experience × experience                         M27
//! kept          relationship.kept + relationship.kept-known × s.known_by_name, within 0 to 1: the share
//!               of the relationship that a hand-over leaves                         M01, M22
//! resentment    × exp(-1 ÷ transfer.resentment-months) each month, and at a transfer
//!                 + share × transfer.resentment × (1 - transfer.consultation × consultation)  M04, M05
//! relationship  × 1 - transfer.unsettles, of all whom a transfer concerns (H10)     M07
//! ```
//!
//! s is the departure of the service model (`culture`), d⁺ = max(0, d), d⁻ = max(0, -d). f is the mean, over
//! all the authority's cases, of what the remit of an open practice that serves them leaves out of child
//! protection; the share of a transfer is 1, in house that of its cases which came. A transfer unsettles even
//! where the worker comes along: under H10 `permanent` each, under `transient` the first, under `none` never.
//! c is the share of its children whom a statutorily independent body reviews or serves. Indices without
//! unit. Signs from the summit and the evaluators; no size was measured: grade D. The evaluators found
//! practices and authorities equal on reachability and on contact: equal by default.

use super::is_outside;
use crate::draws::Draws;
use crate::evidence::ServiceModel;
use crate::model::settings::{ExperienceSettings, Settings};
use crate::model::world::{Access, Contract, Provider, Stage, Transfer, TransferTo, World};

/// Sets every provider's terms for the month.
pub fn step(world: &mut World, settings: &Settings, _: &Draws) {
    let focus = focus(world, settings);
    let challenge = challenge(world, settings);
    for index in 0..world.providers.len() {
        let provider = &world.providers[index];
        let is_outside = is_outside(provider, settings);
        let remit = settings.casework.remit;
        let mut access = terms(provider, is_outside, &settings.experience, remit);
        if provider.practice.is_none() {
            access.hours += settings.experience.focus * focus[provider.authority];
        }
        if is_outside && tenders(index, &world.contracts, settings) {
            access.leaving += settings.experience.tender_leaving;
        }
        access.challenge -= settings.experience.challenge * challenge[provider.authority];
        world.providers[index].access = access;
    }
}

/// The terms of one provider that follow from its own way of working. `remit` is the share of hours
/// that a remit without child protection frees (H2), per unit.
pub fn terms(provider: &Provider, is_outside: bool, numbers: &ExperienceSettings, remit: f64) -> Access {
    let departure = &provider.departure;
    let office = departure.local_office;
    let friendlier = if office > 0.0 { office } else { 0.0 };
    let less_friendly = if office < 0.0 { -office } else { 0.0 };
    let stigma = if is_outside { departure.stigma } else { -departure.stigma };
    let engagement = 1.0 + numbers.personal * departure.known_by_name + numbers.local_office * friendlier
        - numbers.corporate_estates * less_friendly
        + numbers.stigma * stigma
        + numbers.specialism_gain * departure.specialism;
    let resentment = provider.access.resentment * libm::exp(-1.0 / numbers.resentment_months);
    let (reachability, reached) = reachability(departure.out_of_hours, numbers);
    let experience = pleasing(departure, numbers) + numbers.reachability * reached - resentment;
    let duty = if departure.out_of_hours > 0.0 { departure.out_of_hours } else { 0.0 };
    let protection = if departure.child_protection > 0.0 { departure.child_protection } else { 0.0 };
    Access {
        engagement: engagement.max(numbers.least),
        hours: 1.0 + numbers.joint_work * departure.specialists,
        freed: -remit * departure.child_protection,
        leaving: 1.0,
        recruitment: 1.0 + numbers.duty_recruitment * duty,
        duty: numbers.duty_pay * duty,
        deterred: numbers.duty_bidders * duty,
        referral: 1.0 + numbers.larger_field * protection,
        challenge: 1.0,
        education: numbers.advocacy * departure.advocacy + numbers.eet_experience * experience,
        reachability,
        experience,
        resentment,
    }
}

/// Share of the relationship kept at a hand-over to one of a provider's workers: more where a small
/// team knows the child (M01, M22).
pub fn share_kept(provider: &Provider, numbers: &ExperienceSettings) -> f64 {
    (numbers.kept + numbers.kept_known * provider.departure.known_by_name).clamp(0.0, 1.0)
}

/// Satisfaction with the way of serving, against an ordinary authority's.
fn pleasing(departure: &ServiceModel, numbers: &ExperienceSettings) -> f64 {
    numbers.family_contact * departure.family_contact
        + numbers.whole_journey * departure.whole_journey
        + numbers.known_by_name * departure.known_by_name
        + numbers.community * departure.local_office
        + numbers.choice * departure.choice_of_worker
}

/// Reachability, and how far it lies above that of an ordinary service. `d` counts from the own
/// worker's mobile: -1 is office hours only, 1 a formal duty.
pub fn reachability(d: f64, numbers: &ExperienceSettings) -> (f64, f64) {
    let gain = if d > 0.0 { numbers.formal * d } else { numbers.informal * d };
    (numbers.office_hours + numbers.informal + gain, gain)
}

/// By authority: share of its cases that open practices serve × what their remit leaves out of child
/// protection.
fn focus(world: &World, settings: &Settings) -> Vec<f64> {
    let mut cases = vec![0.0; settings.authorities.len()];
    let mut left_out = vec![0.0; settings.authorities.len()];
    for provider in &world.providers {
        cases[provider.authority] += provider.cases;
        if provider.practice.is_some() && provider.is_open && provider.departure.child_protection < 0.0 {
            left_out[provider.authority] -= provider.cases * provider.departure.child_protection;
        }
    }
    let share = |(part, all): (f64, f64)| if all > 0.0 { part / all } else { 0.0 };
    left_out.into_iter().zip(cases).map(share).collect()
}

/// By authority: share of its children whose care an independent body reviews or provides.
fn challenge(world: &World, settings: &Settings) -> Vec<f64> {
    let mut reviewed = vec![0.0; settings.authorities.len()];
    let mut cases = vec![0.0; settings.authorities.len()];
    for provider in &world.providers {
        cases[provider.authority] += provider.cases;
        let Some(practice) = provider.practice else {
            continue;
        };
        if provider.is_open {
            let terms = &settings.practices[practice];
            let reached =
                if terms.practice.reviews_only() { terms.practice.most_cases() } else { provider.cases };
            reviewed[provider.authority] += provider.departure.independence * reached;
        }
    }
    let share = |(part, all): (f64, f64)| {
        if all > 0.0 { (part / all).clamp(0.0, 1.0) } else { 0.0 }
    };
    reviewed.into_iter().zip(cases).map(share).collect()
}

/// Whether the provider's service has been put out to tender and the contract still runs.
fn tenders(provider: usize, contracts: &[Contract], settings: &Settings) -> bool {
    let running = contracts
        .iter()
        .rev()
        .find(|contract| contract.provider == provider && contract.stage == Stage::Running);
    running.is_some_and(|contract| {
        settings.practices[contract.practice].practice.contract.retender && contract.decided.goes_on()
    })
}

/// Rows of the children and care leavers whom a provider serves.
pub fn served_by(world: &World, provider: usize) -> (Vec<usize>, Vec<usize>) {
    let here = |post: u32| {
        let post = world.posts.get(post as usize);
        post.is_some_and(|post| post.provider as usize == provider)
    };
    let children = (0..world.children.count()).filter(|&i| here(world.children.state[i].post));
    let leavers = &world.children.leavers;
    let leavers = (0..leavers.len()).filter(|&i| here(leavers[i].post));
    (children.collect(), leavers.collect())
}

/// After a transfer all who were concerned lose a share of the relationship (M07), and their satisfaction
/// with the provider falls, less where they were consulted (M04, M05). Back in house the fall is shared with
/// all whom the authority serves.
pub fn unsettle(
    world: &mut World,
    settings: &Settings,
    order: &Transfer,
    practice: usize,
    (children, leavers): &(Vec<usize>, Vec<usize>),
) {
    let keeps = 1.0 - order.unsettles;
    for &i in children {
        world.children.state[i].relationship *= keeps;
    }
    for &i in leavers {
        world.children.leavers[i].relationship *= keeps;
    }
    let moved = (children.len() + leavers.len()) as f64;
    let (to, share) = match order.to {
        TransferTo::InHouse => {
            let to = world.authorities[settings.practices[practice].practice.authority].in_house;
            let cases = world.providers[to].cases + moved;
            (to, if cases > 0.0 { moved / cases } else { 0.0 })
        }
        _ => (order.provider, f64::from(u8::from(moved > 0.0))),
    };
    let numbers = &settings.experience;
    let spared = numbers.consultation * settings.practices[practice].service_model.consultation;
    world.providers[to].access.resentment += share * numbers.resentment * (1.0 - spared);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::evidence::{Evidence, ParameterSet, Positions};

    fn numbers(h18: &str) -> ExperienceSettings {
        let parameters = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
        let taken = BTreeMap::from([("H18".to_string(), h18.to_string())]);
        ExperienceSettings::new(&parameters, &Positions::drawn(&taken, |_| 0.0))
    }

    fn provider(change: impl FnOnce(&mut ServiceModel)) -> Provider {
        let mut provider = Provider::new(0, None);
        change(&mut provider.departure);
        provider
    }

    fn of(provider: &Provider, is_outside: bool) -> Access {
        terms(provider, is_outside, &numbers("quality-gain"), 0.1)
    }

    #[test]
    fn an_ordinary_service_changes_exactly_nothing() {
        let access = of(&provider(|_| {}), false);
        let reachability = access.reachability;
        assert_eq!(access, Access { reachability, freed: -0.0, ..Access::default() });
    }

    #[test]
    fn what_pleases_raises_experience_and_with_it_education() {
        let ordinary = of(&provider(|_| {}), false);
        let changes: [fn(&mut ServiceModel); 6] = [
            |s| s.family_contact = 0.3,
            |s| s.whole_journey = 0.3,
            |s| s.known_by_name = 0.3,
            |s| s.local_office = 0.3,
            |s| s.choice_of_worker = 0.3,
            |s| s.out_of_hours = 1.0,
        ];
        for change in changes {
            let access = of(&provider(change), false);
            assert!(access.experience > ordinary.experience);
            assert!(access.education > ordinary.education);
        }
        let advocacy = of(&provider(|s| s.advocacy = 0.3), false);
        assert_eq!(advocacy.experience, 0.0);
        assert!(advocacy.education > 0.0);
    }

    #[test]
    fn a_friendly_office_engages_and_corporate_premises_put_off() {
        assert!(of(&provider(|s| s.local_office = 0.4), false).engagement > 1.0);
        assert!(of(&provider(|s| s.local_office = -0.3), false).engagement < 1.0);
    }

    #[test]
    fn those_wary_of_the_authority_engage_with_a_body_outside_it() {
        let wary = provider(|s| s.stigma = 0.5);
        assert!(of(&wary, true).engagement > 1.0);
        assert!(of(&wary, false).engagement < 1.0);
    }

    #[test]
    fn specialism_raises_quality_only_under_its_position() {
        let specialist = provider(|s| s.specialism = 1.0);
        assert!(of(&specialist, true).engagement > 1.0);
        for position in ["selection", "none"] {
            let access = terms(&specialist, true, &numbers(position), 0.0);
            assert_eq!(access.engagement, 1.0);
        }
        assert!(numbers("selection").specialism_selection > 0.0);
        assert_eq!(numbers("none").specialism_selection, 0.0);
    }

    #[test]
    fn a_narrow_remit_frees_hours_and_a_wide_one_brings_more_children() {
        let narrow = of(&provider(|s| s.child_protection = -0.4), true);
        assert!((narrow.freed - 0.04).abs() < 1e-12);
        assert_eq!(narrow.referral, 1.0);
        let wide = of(&provider(|s| s.child_protection = 0.5), true);
        assert!(wide.freed < 0.0 && wide.referral > 1.0);
    }

    #[test]
    fn a_formal_duty_adds_little_deters_and_costs() {
        let numbers = numbers("none");
        let formal = of(&provider(|s| s.out_of_hours = 1.0), true);
        let none = of(&provider(|s| s.out_of_hours = -1.0), true);
        let informal = numbers.office_hours + numbers.informal;
        assert!(formal.reachability - informal < informal - none.reachability);
        assert!(formal.recruitment > 1.0 && formal.duty > 0.0 && formal.deterred > 0.0);
        assert_eq!((none.recruitment, none.duty, none.deterred), (1.0, 0.0, 0.0));
    }

    #[test]
    fn more_is_kept_at_a_hand_over_where_children_are_known_by_name() {
        let numbers = numbers("none");
        assert_eq!(share_kept(&provider(|_| {}), &numbers), numbers.kept);
        let known = provider(|s| s.known_by_name = 0.3);
        let expected = numbers.kept + 0.3 * numbers.kept_known;
        assert!((share_kept(&known, &numbers) - expected).abs() < 1e-12);
    }

    #[test]
    fn resentment_fades_and_lowers_what_they_feel() {
        let mut resentful = provider(|_| {});
        resentful.access.resentment = 0.2;
        let first = of(&resentful, true);
        assert!(first.resentment < 0.2 && first.experience == -first.resentment);
        resentful.access = first.clone();
        assert!(of(&resentful, true).resentment < first.resentment);
    }
}
