//! Planning: how many posts a practice provides and how many cases it takes, from its cases, money and people. M17,
//! M45, M55, M64, M97, M110, X1.
//!
//! ```text
//! each month
//! places      = planning.refuses-above × caseload × case holders at work                           M17
//! deserted    while fewer than planning.deserted-share of its posts have somebody at work          M64
//! owing       while it owes more of a year's price than it can carry                (`interruption`) X1
//! support     = posts ÷ posts of the contract: managers, office and premises go with them
//! every planning.months since it opened
//! needed      = max(cases, cases paid for) ÷ caseload
//! income      = price × cases paid for + national support, a month
//! affordable  = (income × (1 - money.margin) + from the account) ÷ cost of a post with its support and with what
//!               replacing people has cost of late
//! from the account  (account - planning.reserve-months × income) ÷ planning.spend-months where that is above 0 and
//!               the body is not for profit, account ÷ planning.spend-months where it owes, else 0      M55
//! planned     = needed, at most affordable; a body that is not for profit adds planning.strain × what is short, while
//!               it owes less than half of what it can carry (`interruption`)                       X1, M45
//! posts       + planning.follows × (planned - posts), in whole posts, at least one, where they are more than
//!               planning.slack of the posts apart                                                  M97
//! frozen      while it owes and affords fewer posts than it has: no agency cover is sought (`vacancy`)
//! ```
//!
//! caseload is what it bid with: the young people of its size for each case holder. Cases paid for are those agreed,
//! or, where the price follows numbers, those served. Posts that are added are vacant and recruited to like any other; posts
//! beyond the plan close when they fall vacant. A practice that knows that it will not go on adds none. Units inside
//! the authority and bodies that review and hold no cases keep the posts that the scenario gives them. Sizes grade D.

use super::{conditions, establishment, settlement};
use crate::draws::Draws;
use crate::model::settings::{PracticeTerms, Settings};
use crate::model::world::{Contract, CostHead, Decided, Seat, Stage, World};

/// Posts of a provider, and those with somebody at work.
#[derive(Clone, Copy, Debug, Default)]
struct Posts {
    open: f64,
    at_work: f64,
}

/// Lets every open practice look at its people, and at its posts and money when a look is due.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    if settings.practices.is_empty() {
        return;
    }
    let posts = count(world);
    for index in settings.authorities.len()..world.providers.len() {
        let provider = &world.providers[index];
        let Some(practice) = provider.practice.filter(|_| provider.is_open) else {
            continue;
        };
        let terms = &settings.practices[practice];
        if terms.practice.is_in_house_unit() || terms.practice.reviews_only() {
            continue;
        }
        let of_provider =
            |contract: &&Contract| contract.provider == index && contract.stage == Stage::Running;
        let Some(contract) = world.contracts.iter().rev().find(of_provider).cloned() else {
            continue;
        };
        look_at_people(world, settings, index, posts[index]);
        look_at_money(world, settings, index, posts[index], &contract, terms);
        if let Some(look) = look_due(world, settings, index) {
            plan(world, settings, draws, (index, look), &contract, terms);
        }
        world.providers[index].plan.support = world.establishment[index] / contract.posts;
    }
}

fn count(world: &World) -> Vec<Posts> {
    let mut posts = vec![Posts::default(); world.providers.len()];
    for post in world.posts.iter().filter(|post| post.seat != Seat::Closed) {
        let of = &mut posts[post.provider as usize];
        of.open += 1.0;
        of.at_work += f64::from(u8::from(post.is_staffed()));
    }
    posts
}

fn look_at_people(world: &mut World, settings: &Settings, index: usize, posts: Posts) {
    let quantity = |id| settings.quantities.get(id);
    let plan = &mut world.providers[index].plan;
    plan.places = quantity("planning.refuses-above") * plan.caseload * posts.at_work;
    let deserted = posts.at_work < quantity("planning.deserted-share") * posts.open;
    plan.deserted = if deserted { plan.deserted + 1 } else { 0 };
}

fn look_at_money(
    world: &mut World,
    settings: &Settings,
    index: usize,
    posts: Posts,
    contract: &Contract,
    terms: &PracticeTerms,
) {
    let (provider, money) = (&mut world.providers[index], &settings.money);
    let owes = provider.debt_share(contract.price_of_year());
    let too_much = owes > settings.commissioning.most_debt(provider.form(&terms.practice));
    provider.plan.owing = if too_much { provider.plan.owing + 1 } else { 0 };
    let premium =
        money.agency_premium / (money.salary(terms.practice.adviser_share()) + money.agency_premium);
    let head = |head: CostHead| provider.pounds[head as usize];
    let spent = premium * head(CostHead::Agency) + head(CostHead::Recruitment);
    let replacing = if posts.open > 0.0 { spent / posts.open } else { 0.0 };
    provider.plan.replacing += (replacing - provider.plan.replacing) / 12.0;
}

/// The number of the look that is due this month, counted from the opening.
fn look_due(world: &World, settings: &Settings, index: usize) -> Option<u32> {
    let between = settings.quantities.get("planning.months");
    let open = world.month_start() - world.providers[index].opens;
    let looks = |months: f64| libm::floor(months / between) as u32;
    (open >= between && looks(open) > looks(open - 1.0)).then(|| looks(open))
}

/// Posts that money and cases allow.
struct Means {
    needed: f64,
    affordable: f64,
    planned: f64,
}

fn means(
    world: &World,
    settings: &Settings,
    index: usize,
    contract: &Contract,
    terms: &PracticeTerms,
) -> Means {
    let quantity = |id| settings.quantities.get(id);
    let (provider, money) = (&world.providers[index], &settings.money);
    let paid_for =
        if terms.practice.contract.price_follows_numbers { provider.cases } else { contract.agreed_cases };
    let income = contract.price * paid_for + settlement::support(terms, 1.0, world.month, money);
    let salary = money.salary(terms.practice.adviser_share());
    let support = (contract.other_staff * money.salary_other + contract.overheads) / contract.posts;
    let cost = salary + conditions::duty_pay(provider, salary) + support + provider.plan.replacing;
    let for_profit = provider.form(&terms.practice).is_for_profit();
    let spare = provider.account - quantity("planning.reserve-months") * income;
    let from_account = if provider.account < 0.0 {
        provider.account
    } else if for_profit {
        0.0
    } else {
        spare.max(0.0)
    };
    let affordable =
        (income * (1.0 - money.margin) + from_account / quantity("planning.spend-months")) / cost;
    let needed = provider.cases.max(paid_for) / provider.plan.caseload;
    let debt = provider.debt_share(income * 12.0);
    let strains =
        !for_profit && debt < settings.commissioning.most_debt(provider.form(&terms.practice)) / 2.0;
    let short = (needed - affordable).max(0.0);
    let planned = needed.min(affordable) + if strains { quantity("planning.strain") * short } else { 0.0 };
    Means { needed, affordable, planned }
}

fn plan(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    (index, look): (usize, u32),
    contract: &Contract,
    terms: &PracticeTerms,
) {
    let means = means(world, settings, index, contract, terms);
    let posts = world.establishment[index];
    let provider = &mut world.providers[index];
    provider.plan.is_frozen = provider.account < 0.0 && means.affordable < posts.min(means.needed);
    let distance = means.planned - posts;
    if distance.abs() <= settings.quantities.get("planning.slack") * posts || distance.abs() < 0.5 {
        return;
    }
    let follows = settings.quantities.get("planning.follows");
    if follows <= 0.0 {
        return;
    }
    let whole = libm::round(follows * distance);
    let change = if whole == 0.0 { distance.signum() } else { whole };
    let ends = matches!(contract.decided, Decided::InHouse(_) | Decided::Successor);
    if change > 0.0 && ends {
        return;
    }
    let practice = provider.practice.unwrap_or(0);
    let (first, most) = establishment::planned(practice, provider.transfers, look);
    world.establishment[index] = (posts + change.min(most as f64)).max(1.0);
    if change > 0.0 {
        establishment::fill_up(world, settings, draws, index, first, world.month_start());
    }
}
