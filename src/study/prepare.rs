//! From a scenario's alternative, a parameter set and hypothesis positions to the model's plain numbers.

use crate::evidence::{ParameterSet, Positions, Usual, Way};
use crate::model::hazard::bands::AGES;
use crate::model::settings::{
    CareSettings, CaseworkSettings, Cohorts, CommissioningSettings, ContractTerms, CultureSettings,
    DatedEvent, ExperienceSettings, Happening, LeaverSettings, LocalAuthority, MoneySettings,
    PlacementSettings, PracticeTerms, Settings, WorkforceSettings,
};
use crate::model::world::TYPES;
use crate::scenario::{self, Alternative, Authority, InHouse, Practice, PracticeForm, ReviewStyle};

/// The model's numbers for one arm. `all` are all arms of the study: they share the cohorts and the
/// highest rate of arrivals, at which candidates are drawn.
pub fn settings(
    arm: &Alternative,
    all: &[Alternative],
    p: &ParameterSet,
    positions: &Positions,
    months: u32,
) -> Settings {
    let mut care = CareSettings::new(p);
    care.other_sigmas = other_spreads(all, p);
    let experience = ExperienceSettings::new(p, positions);
    let selection = experience.specialism_selection;
    let authorities = (0..arm.authorities.len())
        .map(|k| {
            let ceiling = highest_entries(all, k, p);
            local_authority(&arm.in_house[k], &arm.authorities[k], ceiling, p, &care)
        })
        .collect();
    Settings {
        authorities,
        practices: arm
            .practices
            .iter()
            .map(|practice| practice_terms(practice, p, selection))
            .collect(),
        terms: arm
            .practices
            .iter()
            .map(|practice| contract_terms(practice, &arm.in_house[practice.authority], p))
            .collect(),
        cohorts: cohorts(all, p, selection),
        care,
        placements: PlacementSettings::new(p),
        workforce: WorkforceSettings::new(p, positions),
        casework: CaseworkSettings::new(p, positions),
        culture: CultureSettings::new(p, positions),
        experience,
        leavers: LeaverSettings::new(p),
        commissioning: CommissioningSettings::new(p, positions),
        money: MoneySettings::new(p),
        events: arm.events.iter().map(event).collect(),
        horizon: months,
        keep_log: false,
    }
}

/// The highest rate of first entries that any arm allows an authority, in multiples of this arm's
/// `arrivals.first-ages`: an arm that scales that table scales its entries.
fn highest_entries(all: &[Alternative], authority: usize, p: &ParameterSet) -> f64 {
    let scale = |arm: &Alternative| of_arm(arm, "arrivals.first-ages", p);
    let own = p.factor("arrivals.first-ages");
    let rate = |arm: &Alternative| {
        let authority = arm.authorities.get(authority)?;
        let first = first_entries(authority, of_arm(arm, "care.reentry.share", p));
        // Where no arm scales the table the quotient is exactly 1.
        Some(first * authority.arrivals_factor * (scale(arm) / own))
    };
    all.iter().filter_map(rate).fold(0.0, f64::max)
}

/// The spreads between years that other arms set, where they are not this arm's.
fn other_spreads(all: &[Alternative], p: &ParameterSet) -> Vec<f64> {
    let id = "arrivals.overdispersion";
    let mut spreads: Vec<f64> = all.iter().map(|arm| of_arm(arm, id, p)).collect();
    spreads.retain(|spread| *spread != p.get(id));
    spreads.sort_by(f64::total_cmp);
    spreads.dedup();
    spreads
}

/// What a quantity is in another arm of the same replication.
fn of_arm(arm: &Alternative, id: &str, p: &ParameterSet) -> f64 {
    let set = arm.parameters.get(id).map(|set| set.value);
    set.unwrap_or_else(|| p.unset(id))
}

/// The cohorts follow the first practice that holds cases of the first arm that has one, so that they are the same
/// in every arm; its clients are selected as far as in the arm where it is most of a specialist.
fn cohorts(all: &[Alternative], p: &ParameterSet, selection: f64) -> Option<Cohorts> {
    let first = |arm: &'_ Alternative| arm.practices.iter().find(|p| !p.reviews_only).cloned();
    let practice = all.iter().find_map(first)?;
    let firsts = all.iter().filter_map(first);
    let specialism = firsts.map(|practice| way(&practice.way, true, p).specialism);
    Some(Cohorts {
        authority: practice.authority,
        size: f64::from(practice.size),
        leavers_share: practice
            .care_leavers_share
            .unwrap_or_else(|| p.get("practice.care-leavers-share")),
        min_age: practice.min_age * 12.0,
        selects: selection * specialism.fold(0.0, f64::max),
        posts: posts(&practice),
    })
}

fn posts(practice: &Practice) -> u32 {
    let holders = practice.social_workers + practice.personal_advisers;
    if holders > 1.0 {
        libm::round(holders) as u32
    } else {
        1
    }
}

fn practice_terms(practice: &Practice, p: &ParameterSet, selection: f64) -> PracticeTerms {
    let way = way(&practice.way, true, p);
    PracticeTerms {
        authority: practice.authority,
        size: f64::from(practice.grows_to.unwrap_or(practice.size)),
        starts_with: practice.size,
        min_age: practice.min_age * 12.0,
        serve_to_age: practice.serve_to_age,
        posts: posts(practice),
        referral: p.get("practice.referral"),
        selects: selection * way.specialism,
        reviews_only: practice.reviews_only,
        way,
    }
}

fn contract_terms(practice: &Practice, buyer: &InHouse, p: &ParameterSet) -> ContractTerms {
    let contract = &practice.contract;
    let holders = practice.social_workers + practice.personal_advisers;
    ContractTerms {
        authority: practice.authority,
        term_months: contract.term_months,
        extension_months: contract.extension_months,
        review_months: contract.review_months,
        is_collaborative: contract.review_style == ReviewStyle::Collaborative,
        break_months: contract.break_months,
        price_follows_numbers: contract.price_follows_numbers,
        price_ratio: contract.price_ratio,
        retender: contract.retender,
        mobilisation_months: contract.mobilisation_months,
        workers_move: practice.workers_move_share,
        is_for_profit: matches!(
            practice.form,
            PracticeForm::Company | PracticeForm::Corporate
        ),
        is_staff_owned: practice.form == PracticeForm::Mutual,
        is_in_house_unit: practice.form == PracticeForm::InHouseUnit,
        reviews_only: practice.reviews_only,
        size_cases: f64::from(practice.size),
        case_holders: holders,
        adviser_share: if holders > 0.0 {
            practice.personal_advisers / holders
        } else {
            0.0
        },
        // M81: several buyers share what does not grow with cases.
        other_staff: practice.other_staff
            * (1.0
                - p.get("market.shared-costs") * (1.0 - 1.0 / f64::from(practice.buyers.max(1)))),
        has_parent: matches!(
            practice.form,
            PracticeForm::Voluntary | PracticeForm::Corporate | PracticeForm::AuthorityOwned
        ),
        grant_window: practice.grant_window_months,
        way: way(&practice.way, true, p),
        commissioning_skill: way(&buyer.way, false, p).commissioning_skill
            - p.get("way.commissioning-skill.in-house"),
    }
}

fn local_authority(
    in_house: &InHouse,
    authority: &Authority,
    entries_ceiling: f64,
    p: &ParameterSet,
    care: &CareSettings,
) -> LocalAuthority {
    let by_type = by_type(authority, p.get("placement.kinship-share"));
    let national = p.table("placement.national-mix");
    let total: f64 = by_type.iter().sum();
    let mut local_mix = [1.0; TYPES];
    for kind in 0..TYPES {
        if total > 0.0 && national[kind] > 0.0 {
            local_mix[kind] = by_type[kind] / total / national[kind];
        }
    }
    let entries = first_entries(authority, care.reentry_share) * authority.arrivals_factor;
    LocalAuthority {
        children: authority.ages,
        by_type,
        local_mix,
        entries,
        entries_ceiling: entries_ceiling.max(entries),
        exits_factor: exits_factor(authority, care),
        caseload: in_house
            .caseload
            .unwrap_or_else(|| p.get("in-house.caseload")),
        serve_to_age: in_house.serve_to_age,
        pathway_teams: in_house.pathway_teams,
        vacancies_held: in_house.vacancies_held,
        way: way(&in_house.way, false, p),
    }
}

fn event(written: &scenario::DatedEvent) -> DatedEvent {
    DatedEvent {
        at: written.at,
        authority: written.authority,
        what: match written.what {
            scenario::Happening::InadequateInspection => Happening::InadequateInspection,
            scenario::Happening::ChangeOfControl => Happening::ChangeOfControl,
            scenario::Happening::ChangeOfDirector => Happening::ChangeOfDirector,
            scenario::Happening::Reorganisation => Happening::Reorganisation,
        },
    }
}

/// A way of working: what the scenario sets, else what is usual on that side.
fn way(written: &[Option<f64>], in_practice: bool, p: &ParameterSet) -> Way {
    Way::from_fn(|index, attribute| {
        let usual = || match attribute.usual(in_practice) {
            Usual::Quantity => p.get(&attribute.quantity(in_practice)),
            Usual::Is(value) => value,
            Usual::Nothing => 0.0,
        };
        written[index].unwrap_or_else(usual)
    })
}

/// Children by the model's types: relatives' share split from fostering.
fn by_type(authority: &Authority, kinship_share: f64) -> [f64; TYPES] {
    let [
        foster,
        residential,
        parents,
        semi_independent,
        adoption,
        other,
    ] = authority.placements;
    [
        foster * (1.0 - kinship_share),
        foster * kinship_share,
        residential,
        parents,
        semi_independent,
        adoption,
        other,
    ]
}

/// Leavers of the year and the stock's growth.
///
/// Leavers = looked after at any time in the year - stock: children who left and came back are
/// missing from it, so it is scaled by the nation's ceases ÷ the same difference for the nation.
/// Growth is the nation's; the authority's own is not in the file.
fn flows(authority: &Authority) -> (f64, f64) {
    let [any_time, stock, ceased, growth] = authority.national;
    let children: f64 = authority.ages.iter().sum();
    let scale = ceased / (any_time - stock);
    let leavers = (authority.any_time - children) * scale;
    (leavers, children * growth / stock)
}

/// First entries per month: starting periods are leavers + the stock's growth; of these a share are
/// second periods, which the model makes itself.
fn first_entries(authority: &Authority, reentry_share: f64) -> f64 {
    let (leavers, growth) = flows(authority);
    let periods = leavers + growth;
    let first = periods * (1.0 - reentry_share) / 12.0;
    first.max(0.0)
}

/// The factor on the nation's exits: exits apart from 18th birthdays follow the authority's leavers
/// per child against the nation's, birthdays being as many as a twelfth of the months of those aged
/// 16 and 17 allow.
fn exits_factor(authority: &Authority, care: &CareSettings) -> f64 {
    let [_, stock, ceased, _] = authority.national;
    let children: f64 = authority.ages.iter().sum();
    let (leavers, _) = flows(authority);
    let birthdays = authority.ages[AGES - 1] / 2.0;
    // The nation's own counts by age stand in the same file as the authority's.
    let national_birthdays = care.national_oldest_share * stock / 2.0;
    let own = (leavers - birthdays) / children;
    let nation = (ceased - national_birthdays) / stock;
    if own > 0.0 && nation > 0.0 {
        own / nation
    } else {
        1.0
    }
}
