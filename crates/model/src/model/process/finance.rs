//! Finance: the money of a month, by provider and head of cost. M62, M70, M81, M85, X1; H3.
//!
//! ```text
//! placements   child-months by type × (money.placement.TYPE + money.services.looked-after)
//!              × factor on their cost (`conditions`)
//!              + care-leaver months × money.services.leaver
//!              + cases × s.section_17 × section-17.fund                                          (`budgets`)
//!              in house    + help to families before care                                    (`before_care`)
//! staff        in house    paid months × salary + months worked × salary × money.overheads.in-house
//!              practice    paid months × salary + months under contract
//!                          × (other staff × money.salary.other + planned overheads) × support   (`planning`)
//!              both        + co-ordinators of units × money.salary.other
//!                          + the pay of a duty round the clock (`conditions`)                    M29
//!                          + months worked × levers                                          (`levers`)
//! agency       cover months × (salary + money.agency.premium)
//! recruitment  hires × money.recruitment
//! procurement  own bids × money.tender.bid                                                       M70
//!              + bids of rivals × money.tender.bid                                          (`market`)
//!              + tenders × money.tender.authority + months under contract × money.contract.management
//!              + reviews × money.contract.review
//!              + under H3 `dearer`: cases × money.dearer.support + money.dearer.duplicate
//!                × (1 - s.back_office) × overheads in house of the posts given up
//!              + own bids × capability support × lever.capability-support, paid by the department
//! transition   openings × (money.transition.opening, and of a company that the authority owns
//!              money.transition.company × young people) + closings × money.transition.closing    M62
//!              in house    + what answering for an inadequate grade takes               (`grades`)  X7
//! surplus      of a practice: price + national support - placements settled (`settlement`) - staff - agency
//!              - recruitment - own bids; it goes to its account, which opens with money.reserve
//! salary       money.salary.social-worker and money.salary.adviser, mixed by the share of advisers
//! paid months  permanent months - money.salary.newness × how much newer than usual their people are (`origins`)
//! price        for a case and month: price ratio × level cost × (1 + money.price.premium) in the share
//!              money.level-price, the practice's own planned cost for the rest                   M85
//! level cost  += (the authority's own staff, agency and recruitment for a case - level cost) ÷ 12; on the first
//!              day (salary × (1 + money.overheads.in-house) + agency share × money.agency.premium
//!              + hires × money.recruitment) for each case holder ÷ her cases
//! overheads    planned: what the price leaves after staff and money.margin, for each case holder between
//!              money.overheads.practice-least and money.overheads.practice-most
//! other staff  × (1 - market.shared-costs × (1 - 1 ÷ buyers)) where several buy                  M81
//! ```
//!
//! A review is paid by the authority whole, the practice's hours included: its price covers no further ones.
//! The saving of several buyers is worked out once, where a study's settings are made.
//! The price is paid for the cases agreed or, where it follows numbers, for the cases served: at a fixed
//! price rising numbers are a loss (X1). In house the share of advisers is `money.advisers.in-house`. What is
//! settled at the year's end is the matter of `settlement`. Pounds at prices of 2010 to 2011 × money.price-level,
//! not discounted; what a scenario sets itself is taken as it is written.
//!
//! Identity, held by a test each month: the sum of all heads = what the authority paid (own costs,
//! placements, price, its procurement and transition) + what others paid (rival bidders, national grants). To
//! compare: field work apart, spending for each looked-after child was £42,700 in 2010 to 2011 without
//! leaving care.

use super::{conditions, grades, origins, settlement};
use crate::draws::Draws;
use crate::evidence::Money;
use crate::model::settings::PracticeTerms;
use crate::model::settings::Settings;
use crate::model::settings::money::MoneySettings;
use crate::model::settings::workforce::WorkforceSettings;
use crate::model::world::{
    COST_HEADS, Contract, CostHead, Flows, Organisation, Provider, Seat, Stage, TrackRecord, World,
};

/// Months over which the level cost is smoothed.
const YEAR: f64 = 12.0;

/// How an authority's own teams stand on the first day, for the first price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InHouseStart {
    /// Cases per case holder.
    pub caseload: f64,
    /// Share of case-holder months worked by agency cover.
    pub agency_share: f64,
    /// Hires per case holder and year.
    pub hires: f64,
}

/// The price and what the practice plans with it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Award {
    /// Pounds per case and month.
    pub price: f64,
    /// Premises, insurance, systems: pounds per month.
    pub overheads: f64,
    /// Posts of case holders.
    pub posts: f64,
    /// Managers, project workers and office staff.
    pub other_staff: f64,
}

/// Sets the level cost of each authority's own teams before the first award; by authority.
pub fn begin(world: &mut World, settings: &Settings) {
    let starts: Vec<InHouseStart> =
        (0..settings.authorities.len()).map(|authority| in_house_start(world, settings, authority)).collect();
    set_level_costs(&mut world.providers, &starts, &settings.money);
}

fn in_house_start(world: &World, settings: &Settings, authority: usize) -> InHouseStart {
    let mut filled = 0.0;
    let mut agency = 0.0;
    let mut cases = 0.0;
    for post in world.posts.iter().filter(|post| post.provider as usize == authority) {
        filled += f64::from(u8::from(post.seat == Seat::Permanent));
        agency += f64::from(u8::from(post.seat == Seat::Agency));
        cases += f64::from(post.cases());
    }
    let holders = filled + agency;
    let leaving: f64 = settings.workforce.leaving.iter().sum::<f64>() / 3.0;
    InHouseStart {
        caseload: if holders > 0.0 { cases / holders } else { 0.0 },
        agency_share: if holders > 0.0 { agency / holders } else { 0.0 },
        hires: leaving * 12.0,
    }
}

/// Sets the level cost of a case in the authorities' own teams.
pub fn set_level_costs(providers: &mut [Provider], starts: &[InHouseStart], settings: &MoneySettings) {
    for provider in providers.iter_mut().filter(|p| p.practice.is_none()) {
        let start = starts[provider.authority];
        let holder = settings.salary(settings.advisers_in_house) * (1.0 + settings.overheads_in_house)
            + start.agency_share * settings.agency_premium
            + start.hires / YEAR * settings.recruitment;
        provider.level_cost = if start.caseload > 0.0 { holder / start.caseload } else { 0.0 };
    }
}

/// The price of a contract for `cases` at the authority's level cost, and the overheads that a
/// practice which means to keep its margin can afford, within what it needs and can use.
/// Who runs it brings its own price and caseload, where it is not the one that the scenario names.
pub fn award(
    level_cost: f64,
    cases: f64,
    terms: &PracticeTerms,
    run_by: Option<&Organisation>,
    settings: &MoneySettings,
) -> Award {
    let (dearer, caseload) = run_by.map_or((1.0, 1.0), |who| (who.price, who.caseload));
    let level = terms.practice.contract.price_ratio * level_cost * (1.0 + settings.premium) * dearer;
    let scale = if terms.practice.cases() > 0.0 { cases / terms.practice.cases() / caseload } else { 0.0 };
    let holders = terms.practice.case_holders() * scale;
    let other_staff = terms.practice.other_staff * scale;
    let staff =
        holders * settings.salary(terms.practice.adviser_share()) + other_staff * settings.salary_other;
    let least = settings.overheads_least * holders;
    let most = (settings.overheads_most * holders).max(least);
    let own =
        if cases > 0.0 { (staff + 0.5 * (least + most)) / (1.0 - settings.margin) / cases } else { level };
    let price = settings.level_price * level + (1.0 - settings.level_price) * own;
    let left = price * cases * (1.0 - settings.margin) - staff;
    Award { price, overheads: left.clamp(least, most), posts: libm::round(holders).max(1.0), other_staff }
}

/// The money of one month, for every provider.
pub fn step(world: &mut World, settings: &Settings, _: &Draws) {
    count_flows(world, &settings.workforce);
    for authority in &world.authorities {
        let cases = world.providers[authority.in_house].cases;
        world.flows[authority.in_house].answering = grades::cost(authority, cases, &settings.commissioning);
    }
    let (contracts, flows, month) = (&world.contracts, &world.flows, world.month);
    account(&mut world.providers, contracts, flows, &settings.practices, &settings.money, month);
}

/// Counts what each provider's posts and cases did this month.
fn count_flows(world: &mut World, staff: &WorkforceSettings) {
    let start = world.month_start();
    for post in &world.posts {
        let flow = &mut world.flows[post.provider as usize];
        match post.seat {
            Seat::Closed => continue,
            Seat::Permanent | Seat::Sick => {
                flow.permanent_months += 1.0;
                flow.newness += origins::newer(post, start, staff);
            }
            Seat::Agency => flow.agency_months += 1.0,
            Seat::Vacant => {}
        }
        flow.posts += 1.0;
    }
    for (flow, tally) in world.flows.iter_mut().zip(&world.tallies) {
        flow.child_months = tally.by_type;
        flow.leaver_months = tally.leaver_months;
        flow.changes = tally.changes.iter().sum();
        flow.disruptions = tally.disruptions;
    }
}

/// The account of one month, when its flows are counted.
pub fn account(
    providers: &mut [Provider],
    contracts: &[Contract],
    flows: &[Flows],
    terms: &[PracticeTerms],
    settings: &MoneySettings,
    month: u32,
) {
    // The authorities' own teams stand first, in the authorities' order.
    let own_teams: Vec<TrackRecord> = (providers.iter())
        .filter(|provider| provider.practice.is_none())
        .map(|provider| provider.record)
        .collect();
    for (index, provider) in providers.iter_mut().enumerate() {
        let flow = &flows[index];
        provider.pounds = [0.0; COST_HEADS];
        provider.paid_by_others = 0.0;
        provider.price_received = 0.0;
        placements(provider, flow, settings);
        match provider.practice {
            Some(practice) if is_paid_by_price(provider, flow, terms) => {
                let start = f64::from(month);
                // The last contract that ran in this month sets the price of all of it.
                let contract = contracts.iter().rev().find(|c| {
                    c.provider == index && (c.stage == Stage::Running || (c.has_opened && c.ended >= start))
                });
                let own = own_teams[provider.authority];
                under_contract(provider, contract, flow, own, &terms[practice], settings, month);
            }
            _ => in_house(provider, flow, settings),
        }
        per_case(provider, flow);
    }
}

/// Whether the authority pays a provider a price and not its costs: a practice under contract.
/// Reviewing officers taken back are employed by the authority, at cost.
pub fn is_paid_by_price(provider: &Provider, flow: &Flows, terms: &[PracticeTerms]) -> bool {
    provider.practice.is_some_and(|practice| {
        let terms = &terms[practice];
        let goes_on = provider.is_open || flow.contract_months > 0.0;
        !terms.practice.is_in_house_unit() && (goes_on || !terms.practice.reviews_only())
    })
}

fn placements(provider: &mut Provider, flow: &Flows, settings: &MoneySettings) {
    let months = flow.child_months.iter().zip(settings.placement_month);
    provider.pounds[CostHead::Placements as usize] =
        conditions::placements(provider, months.map(|(n, price)| n * price).sum::<f64>())
            + flow.leaver_months * settings.leaver_month
            + flow.case_months() * provider.departure.section_17 * settings.section_17
            + flow.before_care;
}

fn in_house(provider: &mut Provider, flow: &Flows, settings: &MoneySettings) {
    let salary = settings.salary(settings.advisers_in_house);
    let worked = flow.permanent_months + flow.agency_months;
    provider.pounds[CostHead::Staff as usize] = settings.paid_months(flow) * salary
        + worked * salary * settings.overheads_in_house
        + conditions::duty_pay(provider, worked * salary)
        + worked * provider.levers
        + provider.culture.coordinators * settings.salary_other;
    provider.pounds[CostHead::Agency as usize] = flow.agency_months * (salary + settings.agency_premium);
    provider.pounds[CostHead::Recruitment as usize] = flow.hires * settings.recruitment;
    provider.pounds[CostHead::Transition as usize] =
        flow.transitions * settings.opening + flow.closings * settings.closing + flow.answering;
}

#[allow(clippy::too_many_arguments)] // each is a part of the month's money
fn under_contract(
    provider: &mut Provider,
    contract: Option<&Contract>,
    flow: &Flows,
    in_house: TrackRecord,
    terms: &PracticeTerms,
    settings: &MoneySettings,
    month: u32,
) {
    let salary = settings.salary(terms.practice.adviser_share());
    let running = flow.contract_months;
    let support = contract.map_or(0.0, |c| c.other_staff * settings.salary_other + c.overheads);
    let worked = flow.permanent_months + flow.agency_months;
    let staff = settings.paid_months(flow) * salary
        + conditions::duty_pay(provider, worked * salary)
        + worked * provider.levers
        + provider.culture.coordinators * settings.salary_other
        + running * support * provider.plan.support;
    let agency = flow.agency_months * (salary + settings.agency_premium);
    let recruitment = flow.hires * settings.recruitment;
    let own_bids = flow.bids * settings.tender_bid;
    let rival_bids = flow.rival_bids * settings.tender_bid;
    let full = contract.map_or(0.0, |c| {
        let cases = if terms.practice.contract.price_follows_numbers {
            flow.case_months()
        } else {
            c.agreed_cases * running
        };
        c.price * cases
    });
    let children: f64 = flow.child_months.iter().sum();
    settlement::placements(provider, children, month);
    let price = settlement::results(provider, full, in_house, month, settings);
    let national = settlement::support(terms, running, month, settings);
    let surplus = price + national - provider.budget.settled - staff - agency - recruitment - own_bids;
    // A company of the authority's own takes over systems, property and staff of a whole service.
    let company = if terms.practice.form.is_authority_owned() { settings.opening_company } else { 0.0 };
    let opening = flow.transitions * (settings.opening + company * terms.practice.cases());
    let helped = flow.bids * terms.service_model.capability_support * settings.lever_capability;
    let grant = settlement::grant(provider, terms, opening, month, settings.grant_borne);
    provider.budget.support = national;
    provider.budget.grant = grant;
    provider.budget.grant_spent += grant;
    provider.budget.duplicate =
        if settings.money == Money::Dearer { duplicate(provider, flow, terms, settings) } else { 0.0 };
    provider.account += surplus;
    provider.price_received = price;
    provider.paid_by_others = rival_bids + national + grant + helped;
    provider.pounds[CostHead::Staff as usize] = staff;
    provider.pounds[CostHead::Agency as usize] = agency;
    provider.pounds[CostHead::Recruitment as usize] = recruitment;
    provider.pounds[CostHead::Procurement as usize] = own_bids
        + rival_bids
        + helped
        + flow.tenders * settings.tender_authority
        + flow.contract_months * settings.contract_management
        + flow.reviews * settings.contract_review
        + provider.budget.duplicate;
    provider.pounds[CostHead::Transition as usize] = opening + flow.closings * settings.closing;
    provider.pounds[CostHead::Surplus as usize] = surplus;
    let price_of_year = contract.map_or(0.0, Contract::price_of_year);
    settlement::share_out(provider, terms, price_of_year, month, settings);
}

/// What the authority goes on paying beside the price, if a practice is dearer (H3).
fn duplicate(provider: &Provider, flow: &Flows, terms: &PracticeTerms, settings: &MoneySettings) -> f64 {
    let overheads = terms.practice.case_holders()
        * settings.salary(terms.practice.adviser_share())
        * settings.overheads_in_house;
    let kept = settings.dearer_duplicate * (1.0 - provider.departure.back_office) * overheads;
    flow.contract_months * kept + flow.case_months() * settings.dearer_support
}

fn per_case(provider: &mut Provider, flow: &Flows) {
    let cases = flow.case_months();
    provider.cases = cases;
    provider.case_cost = [0.0; COST_HEADS];
    if cases <= 0.0 {
        return;
    }
    for head in 1..COST_HEADS {
        provider.case_cost[head] = provider.pounds[head] / cases;
    }
    let level = provider.case_cost[CostHead::Staff as usize]
        + provider.case_cost[CostHead::Agency as usize]
        + provider.case_cost[CostHead::Recruitment as usize];
    if provider.level_cost > 0.0 {
        provider.level_cost += (level - provider.level_cost) / YEAR;
    } else {
        provider.level_cost = level;
    }
}

/// What the authority paid for a provider's children this month, pounds. `has_contract` says whether
/// it is a practice paid by price, or the authority's own teams and units, paid at cost.
pub fn paid_by_authority(
    provider: &Provider,
    flow: &Flows,
    settings: &MoneySettings,
    has_contract: bool,
) -> f64 {
    let head = |head: CostHead| provider.pounds[head as usize];
    let transition = head(CostHead::Transition);
    let placements = head(CostHead::Placements);
    if has_contract {
        placements - provider.budget.settled + transition - provider.budget.grant
            + provider.price_received
            + provider.budget.duplicate
            + flow.tenders * settings.tender_authority
            + flow.contract_months * settings.contract_management
            + flow.reviews * settings.contract_review
    } else {
        placements + transition + head(CostHead::Staff) + head(CostHead::Agency) + head(CostHead::Recruitment)
    }
}
