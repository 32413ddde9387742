//! What is written and can do nothing in any arm, which a check tells: nobody should wait for an effect that cannot come.

use crate::arrangement::{Contract, Practice};
use crate::evidence::{ATTRIBUTES, Evidence, Hypotheses};

use super::reader::Reader;
use super::scenario::{Alternative, Arm};
use super::tree::Origin;

/// Something that is set and idle: its path, whether it is set in an arm, whether it could act there, and why it cannot.
struct Idle {
    path: &'static str,
    is_set: fn(&Alternative) -> bool,
    can_act: fn(&Alternative) -> bool,
    why: &'static str,
}

fn any(arm: &Alternative, of: impl Fn(&Practice) -> bool) -> bool {
    arm.practices.iter().any(of)
}

/// The value of a practice's attribute, where it is set.
fn way(practice: &Practice, key: &str) -> Option<f64> {
    let index = ATTRIBUTES.iter().position(|attribute| attribute.key == key)?;
    practice.service_model[index]
}

/// A panel, the first of the holders of a budget.
const PANEL: f64 = 0.0;

const ALL: &[Idle] = &[
    Idle {
        path: "authority.budget_cut_from",
        is_set: |arm| arm.authorities.iter().any(|one| one.circumstances.budget_cut_from > 0.0),
        can_act: |arm| arm.authorities.iter().any(|one| one.circumstances.budget_cut > 0.0),
        why: "authority.budget_cut is 0",
    },
    Idle {
        path: "in_house.extra_posts_from",
        is_set: |arm| {
            arm.in_house.iter().any(|own| own.extra_posts_from != 1.0 || own.extra_posts_years != 3.0)
        },
        can_act: |arm| arm.in_house.iter().any(|own| own.extra_posts > 0.0),
        why: "in_house.extra_posts is 0",
    },
    Idle {
        path: "practice.support_until_years",
        is_set: |arm| any(arm, |practice| practice.support_until_months.is_some()),
        can_act: |arm| any(arm, |practice| practice.support_yearly > 0.0),
        why: "practice.support_grant is 0",
    },
    Idle {
        path: "practice.budget_period",
        is_set: |arm| any(arm, |practice| way(practice, "budget_period").is_some_and(|period| period > 0.0)),
        can_act: |arm| any(arm, |practice| way(practice, "budget_holder") != Some(PANEL)),
        why: "the authority's panel holds the budget (practice.budget_holder)",
    },
    Idle {
        path: "in_house.region",
        is_set: |arm| arm.in_house.iter().any(|own| own.region.is_some()),
        can_act: |arm| {
            let named = || arm.in_house.iter().filter_map(|own| own.region.as_ref());
            named().any(|region| named().filter(|other| *other == region).count() > 1)
        },
        why: "no two authorities are of the same region",
    },
    Idle {
        path: "in_house.network",
        is_set: |arm| arm.in_house.iter().any(|own| own.network.is_some()),
        can_act: |arm| {
            let named = || arm.in_house.iter().filter_map(|own| own.network.as_ref());
            let is_shared = named().any(|one| named().filter(|other| *other == one).count() > 1);
            is_shared && (!arm.ideas.is_empty() || arm.in_house.iter().any(|own| own.commissioners_learn))
        },
        why: "no two authorities are of the same network, or there is no idea and no commissioner who learns",
    },
    Idle {
        path: "in_house.commissioners_learn",
        is_set: |arm| arm.in_house.iter().any(|own| own.commissioners_learn),
        can_act: |arm| any(arm, |practice| !practice.is_in_house_unit()),
        why: "nothing is bought",
    },
    Idle {
        path: "contract.first_tendered",
        is_set: |arm| any(arm, |practice| practice.contract.first_tendered),
        can_act: |arm| {
            any(arm, |practice| !practice.contract.by_intervention && !practice.is_in_house_unit())
        },
        why: "nobody bids for a unit inside the authority or a body that is ordered into being",
    },
    Idle {
        path: "contract.joined_later",
        is_set: |arm| any(arm, |practice| practice.contract.joined_later),
        can_act: |arm| any(arm, |practice| practice.authorities.len() > 1),
        why: "no other authority may join (practice.authorities)",
    },
    Idle {
        path: "contract",
        is_set: |arm| any(arm, |practice| practice.contract != Contract::usual()),
        can_act: |arm| any(arm, |practice| !practice.is_in_house_unit()),
        why: "a unit inside the authority has no contract (practice.form)",
    },
];

/// Warns of what is set and can do nothing in any arm, and of what an arm sets though it is settled at the start.
pub(super) fn warn(reader: &mut Reader<'_>, arms: &[(Arm, Origin)]) {
    let alternatives = || arms.iter().map(|(arm, _)| &arm.alternative);
    for idle in ALL {
        let mut set = arms.iter().filter(|(arm, _)| (idle.is_set)(&arm.alternative)).peekable();
        let Some((_, at)) = set.peek() else {
            continue;
        };
        if !alternatives().any(idle.can_act) {
            reader.warn(*at, idle.path, format!("{} can do nothing: {}.", idle.path, idle.why));
        }
    }
    warn_of_telling(reader, arms);
    let shares = |arm: &Alternative| -> Vec<Option<f64>> {
        arm.practices.iter().map(|practice| practice.care_leavers_share).collect()
    };
    let first = alternatives().find(|arm| !arm.practices.is_empty()).map(shares).unwrap_or_default();
    for (arm, at) in arms.iter().filter(|(arm, _)| !arm.alternative.practices.is_empty()) {
        if shares(&arm.alternative) != first && shares(&arm.alternative).len() == first.len() {
            let path = "practice.care_leavers_share";
            let message = format!(
                "{path} can do nothing in arm \"{}\": whom a practice first serves is the same in all arms, as in the first that has one.",
                arm.name
            );
            reader.warn(*at, path, message);
        }
    }
}

/// What differences are held against is one for all arms: that of the first.
fn warn_of_telling(reader: &mut Reader<'_>, arms: &[(Arm, Origin)]) {
    let Some((first, _)) = arms.first() else { return };
    for quantity in Evidence::embedded().quantities().iter().filter(|quantity| quantity.is_of_telling()) {
        let of = |arm: &Arm| arm.alternative.parameters.get(&quantity.id).map(|set| set.value);
        for (arm, at) in arms.iter().filter(|(arm, _)| of(arm) != of(first)) {
            let path = format!("parameters.{}", quantity.id);
            let message = format!(
                "{path} can do nothing in arm \"{}\": all arms are held against that of the first.",
                arm.name
            );
            reader.warn(*at, &path, message);
        }
    }
}

/// Why what stands at a path can do nothing in any of these alternatives, where that is known beforehand.
pub fn why_idle(path: &str, arms: &[&Alternative]) -> Option<String> {
    let (head, rest) = path.split_once('.')?;
    if head == "hypotheses" {
        let hypothesis = Hypotheses::embedded().find(rest).filter(|known| !known.acts())?;
        return Some(format!("no process of the model reads {}", hypothesis.id));
    }
    if head == "parameters" {
        let evidence = Evidence::embedded();
        let quantity = &evidence.quantities()[evidence.key(rest)?.quantity];
        if !quantity.is_of_studies() {
            let reader =
                if quantity.is_of_telling() { "what tells results" } else { "an evaluation or an export" };
            return Some(format!("only {reader} reads it"));
        }
        let off = |arm: &&&Alternative| quantity.mechanisms.iter().any(|id| arm.switched_off.contains(id));
        let is_off =
            quantity.neutral.is_some() && !arms.is_empty() && arms.iter().filter(off).count() == arms.len();
        return is_off.then(|| "its mechanism is switched off".to_owned());
    }
    let key = rest.rsplit('.').next().unwrap_or(rest);
    let names = |idle: &&Idle| match idle.path.split_once('.') {
        Some((section, own)) => section == head && own == key,
        None => idle.path == head || rest.contains(&format!("{}.", idle.path)),
    };
    let mut known = ALL.iter().filter(names);
    let idle = known.find(|idle| !arms.iter().any(|arm| (idle.can_act)(arm)))?;
    Some(idle.why.to_owned())
}
