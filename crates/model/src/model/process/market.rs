//! Market: who bids for a service, who wins it, and what the winner brings. M07, M29, M68, M70 to M73, M77, M82,
//! M85, M88, M93, M109, X10; P28.
//!
//! ```text
//! organisations  nine watch the tenders of an authority: three of staff, three voluntary bodies, two private companies
//!                and a large one. Each has for good: size (exponential, market.size on average, × market.size.staff for one
//!                of staff, × market.size.large for the large one), record and capability (normal, spread 1), cases for each
//!                case holder (lognormal, log-sd market.caseload-spread, against what is asked for) and price
//!                (lognormal, log-sd market.price-spread, against the authority's own cost)
//! gain           = money.margin × price × cases × months of the term                              M68
//! cost           = money.tender.bid; of one that no known organisation stands behind × market.bid.alone,
//!                what is above 1 × (1 - market.bid.support × capability support)              M70, M72
//! bids           with probability L(market.bid.base; market.bid.returns × ln(gain ÷ cost ÷ market.bid.usual-return))
//!                × (1 - rivals deterred) (`experience`)                                           M29
//! weighed        odds = exp(standing + market.award.record × record + market.award.capability × capability
//!                - market.award.price × (price - 1))
//! standing       = contract.retender.scale × max(0, 1 - young people served ÷ contract.retender.ordinary-size)
//!                + contract.retender.support × capability support                                 M82, M72
//!                and, where no known organisation stands behind it,
//!                + contract.retender.known-organisation                                           M73
//!                + contract.retender.demand                                                       M70
//!                + contract.retender.experience × (training in business - usual), training of one of the market
//!                = bids before ÷ (1 + bids before)                                                M71
//! own team       where the first contract is tendered (`first_tendered`), the authority's own team bids at its own cost
//!                with odds market.in-house; if it wins, or nobody else bids, nothing is bought           P28
//! in place       as `renewal` says; it bids unless it owes more than it can carry (`planning`)
//! wins           who is first in a race of odds among those who bid; nobody bids: back in house
//! brings         its form, its price and its caseload; of the departures from an ordinary practice that the scenario
//!                asks for, market.specified; market.capability × capability in leadership, learning,
//!                supervision and middle management
//! ```
//!
//! An authority that `recommissions` thinks each April about a service that came back at least
//! market.recommission-months ago: it tenders it again with probability L(market.recommission; k), k of `renewal` for
//! cuts alone. The organisation that the scenario names bids there too, without the odds of who is in place. Sizes grade
//! D: no list of bidders for children's social work was found.

use crate::draws::{Draws, Name, Purpose, exponential, normal};
use crate::evidence::ServiceModel;
use crate::model::hazard::contracts::chance;
use crate::model::settings::{CommissioningSettings, PracticeTerms, Settings};
use crate::model::world::{Bid, Contract, Decided, ORGANISATIONS, OWN_TEAM, Organisation, Provider, Stage};
use crate::terms::PracticeForm;

use super::commissioning::Commissioning;
use super::renewal;

/// Forms of the organisations (P28: three of staff, three voluntary, three private).
const FORMS: [PracticeForm; ORGANISATIONS] = [
    PracticeForm::Mutual,
    PracticeForm::Mutual,
    PracticeForm::Mutual,
    PracticeForm::Voluntary,
    PracticeForm::Voluntary,
    PracticeForm::Voluntary,
    PracticeForm::Company,
    PracticeForm::Company,
    PracticeForm::Corporate,
];

/// An organisation of an authority's market.
pub fn organisation(authority: usize, at: usize, draws: &Draws, s: &CommissioningSettings) -> Organisation {
    let name = Name::authority(authority, at as u32);
    let [size, record, capability, caseload, price, ..] = draws.block(Purpose::Organisation, name, 0);
    let form = FORMS[at];
    let scale = match form {
        PracticeForm::Mutual => s.size_of_staff,
        PracticeForm::Corporate => s.size_of_large,
        _ => 1.0,
    };
    Organisation {
        number: at as u32 + 1,
        form,
        size: s.market_size * scale * exponential(size),
        record: normal(record),
        capability: normal(capability),
        caseload: libm::exp(s.caseload_spread * normal(caseload)),
        price: libm::exp(s.price_spread * normal(price)),
    }
}

/// How a bidder stands with an authority, whatever it bids, on the logit scale.
pub fn standing(
    form: PracticeForm,
    young_people: f64,
    training: f64,
    terms: &PracticeTerms,
    s: &CommissioningSettings,
) -> f64 {
    let alone = if form.has_parent() {
        0.0
    } else {
        s.known_organisation + s.tender_demand + s.bid_experience * (training - s.usual.business_training)
    };
    let smaller = (1.0 - young_people / s.ordinary_size).max(0.0);
    alone + s.bid_support * terms.service_model.capability_support + s.scale_pressure * smaller
}

/// The way in which the organisation that runs a practice works.
pub fn ways(provider: &Provider, terms: &PracticeTerms, settings: &Settings) -> ServiceModel {
    let asked = terms.service_model;
    let Some(organisation) = provider.run_by else {
        return asked;
    };
    let s = &settings.commissioning;
    let mut ways = asked.with(&s.usual, |asked, usual| usual + s.specified * (asked - usual));
    let more = s.capability * organisation.capability;
    for way in [&mut ways.leadership, &mut ways.learning, &mut ways.supervision, &mut ways.middle_management]
    {
        *way = (*way + more).clamp(0.0, 1.0);
    }
    ways
}

/// What is tendered: for how many cases, at what monthly price a case, as which contract.
struct Tender {
    provider: usize,
    practice: usize,
    cycle: u32,
    day: f64,
    cases: f64,
    price: f64,
}

impl Commissioning<'_> {
    /// Holds the tender for what follows a contract: what is decided.
    pub(super) fn tender(&mut self, at: usize, day: f64) -> Decided {
        let known = self.known(at, day);
        let contract = &self.contracts[at];
        let (provider, agreed) = (contract.provider, contract.agreed_cases);
        let state = &self.providers[provider];
        let cases = if state.cases > 0.0 { state.cases } else { agreed };
        let (practice, cycle, price) = (contract.practice, contract.cycle + 1, contract.price);
        let form = state.form(&self.terms_of(at).practice);
        let in_place = state.run_by.map_or(0, |organisation| organisation.number);
        let bids = state.plan.owing == 0;
        let odds = renewal::odds_in_place(&known, form, self.terms_of(at), self.settings);
        let tender = Tender { provider, practice, cycle, day, cases, price };
        match self.choose(&tender, Some((in_place, form, odds, bids))) {
            Some(won) if won == in_place => Decided::Renew,
            Some(won) => {
                self.contracts[at].won_by = self.numbered(provider, won);
                Decided::Successor
            }
            None => Decided::InHouse(crate::terms::Cause::Term),
        }
    }

    /// The organisation of a number; `None` for the one that the scenario names.
    fn numbered(&self, provider: usize, number: u32) -> Option<Organisation> {
        let at = number.checked_sub(1)? as usize;
        Some(organisation(self.providers[provider].authority, at, self.draws, self.settings))
    }

    /// Lets everybody decide about bidding and the authority choose: the number of who wins.
    fn choose(&mut self, tender: &Tender, in_place: Option<(u32, PracticeForm, f64, bool)>) -> Option<u32> {
        let mut bids: Vec<Bid> =
            (0..=ORGANISATIONS as u32).map(|number| self.weigh(tender, number)).collect();
        if let Some((number, form, odds, has_bid)) = in_place {
            let bid = &mut bids[number as usize];
            *bid =
                Bid { form, is_in_place: true, odds, has_bid, chance: f64::from(u8::from(has_bid)), ..*bid };
        }
        if tender.cycle == 0 {
            bids.push(self.own_team(tender));
        }
        let name = Name::practice(self.providers[tender.provider].authority, tender.practice, tender.cycle);
        let weights = bids.iter().map(|bid| if bid.has_bid { bid.odds } else { 0.0 });
        let won = self.draws.choose(Purpose::Tender, name, 1, weights);
        if let Some(won) = won {
            bids[won].has_won = true;
        }
        let flow = &mut self.flows[tender.provider];
        flow.tenders += 1.0;
        for bid in bids.iter().filter(|bid| bid.has_bid && bid.organisation != OWN_TEAM) {
            if bid.is_in_place {
                flow.bids += 1.0;
            } else {
                flow.rival_bids += if bid.form.has_parent() { 1.0 } else { self.settings.bid_alone };
            }
            if let Some(at) = bid.organisation.checked_sub(1) {
                let before = &mut self.providers[tender.provider].bids_before[at as usize];
                *before = before.saturating_add(1);
            }
        }
        self.bids.append(&mut bids);
        won.map(|won| won as u32)
    }

    /// Holds the tender for the first contract of all: whether an organisation has won it, which then runs the service.
    pub(super) fn tender_first(&mut self, provider: usize, practice: usize, day: f64) -> bool {
        let cases = self.terms[practice].practice.cases();
        let price = self.agreed(provider, 0, day, day, cases).price;
        match self.choose(&Tender { provider, practice, cycle: 0, day, cases, price }, None) {
            Some(won) if won != OWN_TEAM => {
                self.providers[provider].run_by = self.numbered(provider, won);
                true
            }
            _ => false,
        }
    }

    /// The authority's own team bids at its own cost, in the ways that it has.
    fn own_team(&self, tender: &Tender) -> Bid {
        Bid {
            provider: tender.provider,
            cycle: tender.cycle,
            at: tender.day,
            organisation: OWN_TEAM,
            form: PracticeForm::InHouseUnit,
            is_in_place: false,
            chance: 1.0,
            has_bid: true,
            price: 1.0,
            odds: self.settings.market_in_house,
            has_won: false,
        }
    }

    /// What an organisation that is not in place does in a tender, and how the authority would weigh it.
    fn weigh(&self, tender: &Tender, number: u32) -> Bid {
        let (s, terms) = (self.settings, &self.terms[tender.practice]);
        let state = &self.providers[tender.provider];
        let who = self.numbered(tender.provider, number);
        let form = who.map_or(terms.practice.form, |who| who.form);
        let before = who.map_or(1.0, |who| f64::from(state.bids_before[who.number as usize - 1]));
        let training =
            if who.is_some() { before / (1.0 + before) } else { terms.service_model.business_training };
        let young_people = who.map_or(terms.practice.cases(), |who| who.size + tender.cases);
        let (record, price) = who.map_or((0.0, 1.0), |who| (who.record, who.price));
        let capability = who.map_or(0.0, |who| who.capability);
        let odds = libm::exp(
            standing(form, young_people, training, terms, s)
                + s.award_record * record
                + s.award_capability * capability
                - s.award_price * (price - 1.0),
        );
        let gain = self.money.margin * tender.price * tender.cases * terms.practice.contract.term_months;
        let support = s.bid_support_cost * terms.service_model.capability_support;
        let alone = 1.0 + (s.bid_alone - 1.0) * (1.0 - support).max(0.0);
        let cost = self.money.tender_bid * if form.has_parent() { 1.0 } else { alone };
        let chance = chance_to_bid(gain, cost, s) * (1.0 - state.access.deterred);
        // Who is named by the scenario bids only for what it holds; once it is gone it may come again.
        let name = Name::practice(state.authority, tender.practice, tender.cycle);
        let drawn = self.draws.uniform(Purpose::Bid, name, number);
        let may = number > 0 || state.run_by.is_some() || !state.is_open;
        Bid {
            provider: tender.provider,
            cycle: tender.cycle,
            at: tender.day,
            organisation: number,
            form,
            is_in_place: false,
            chance: if may { chance } else { 0.0 },
            has_bid: may && drawn < chance,
            price,
            odds,
            has_won: false,
        }
    }

    /// An authority thinks each April about a service that came back: whether it buys it again, and from whom.
    pub(super) fn recommission(&mut self, provider: usize, start: f64) {
        let s = self.settings;
        let Some(at) = self.contracts.iter().rposition(|contract| contract.provider == provider) else {
            return;
        };
        let terms = self.terms_of(at);
        let last = self.contracts[at].clone();
        let is_april = libm::fmod(start, 12.0) == 0.0;
        let due = last.stage == Stage::Ended && start - last.ended >= s.recommission_months;
        if !terms.practice.contract.recommissions || !is_april || !due {
            return;
        }
        let cut = self.authorities[last.authority].cut;
        let name = Name::practice(last.authority, last.practice, start as u32);
        let drawn = self.draws.uniform(Purpose::Recommissioning, name, 0);
        if drawn >= chance(s.recommission, renewal::austerity(cut, s)) {
            return;
        }
        let (practice, cycle) = (last.practice, last.cycle + 1);
        let cases = terms.practice.cases();
        let tender = Tender { provider, practice, cycle, day: start, cases, price: last.price };
        if let Some(won) = self.choose(&tender, None) {
            self.providers[provider].run_by = self.numbered(provider, won);
            let months = terms.practice.contract.mobilisation_months.unwrap_or(s.mobilisation_planned);
            let next = self.agreed(provider, cycle, start, start + months, cases);
            self.providers[provider].opens = start + months;
            self.contracts.push(Contract { stage: Stage::Mobilising, has_opened: false, ..next });
        }
    }
}

fn chance_to_bid(gain: f64, cost: f64, s: &CommissioningSettings) -> f64 {
    if gain <= 0.0 || cost <= 0.0 {
        return if gain > 0.0 { 1.0 } else { 0.0 };
    }
    chance(s.bid_base, s.bid_returns * libm::log(gain / cost / s.bid_usual_return))
}
