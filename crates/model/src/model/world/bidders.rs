//! Organisations that may run a service, and the bids that they made.

use serde::{Deserialize, Serialize};

use crate::terms::PracticeForm;

/// Organisations that watch an authority's tenders, the practice in place apart.
pub const ORGANISATIONS: usize = 9;
/// Number under which an authority's own team bids.
pub const OWN_TEAM: u32 = ORGANISATIONS as u32 + 1;

/// An organisation of the market, the same in every tender of its authority.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Organisation {
    /// Its number in the market of its authority, from 1.
    pub number: u32,
    /// Legal form.
    pub form: PracticeForm,
    /// Young people whom it serves elsewhere.
    pub size: f64,
    /// How well what it does elsewhere is spoken of: 0 is ordinary, spread 1.
    pub record: f64,
    /// How well it leads and develops its people: 0 is ordinary, spread 1.
    pub capability: f64,
    /// Cases for each case holder with which it works, against what was asked for.
    pub caseload: f64,
    /// Its price against that of the authority's own cost.
    pub price: f64,
}

/// What one organisation did in one tender.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bid {
    /// Provider whose service was tendered.
    pub provider: usize,
    /// Which contract of the service was tendered for, from 0.
    pub cycle: u32,
    /// Month of the tender.
    pub at: f64,
    /// Number of the organisation; 0 for the one that the scenario names, [`OWN_TEAM`] for the authority's own team.
    pub organisation: u32,
    /// Its legal form.
    pub form: PracticeForm,
    /// Whether it served under the contract that ended.
    pub is_in_place: bool,
    /// Its chance of bidding, as it weighed gain and cost.
    pub chance: f64,
    /// Whether it bid.
    pub has_bid: bool,
    /// Its price against that of the authority's own cost.
    pub price: f64,
    /// How the authority weighed it: odds against an ordinary bidder.
    pub odds: f64,
    /// Whether it won.
    pub has_won: bool,
}
