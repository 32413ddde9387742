//! Politics: elections, changes of political control, changes of director. M89 to M93; H8.
//!
//! ```text
//! elections  at politics.first-election and every politics.election-interval months; control changes with
//!            probability politics.control-change
//! director   changes in a month with probability 1 - exp(-politics.director-changes ÷ 12)
//! factor     on the chance of going on, if control has changed since the last decision:
//!            f + spared × (1 - f),   f = politics.renewal-factor                                 M89
//!            under H8 `exogenous-shock` always, `trust-mediated` where trust is under
//!            politics.trust-threshold, `no-effect` never
//! spared     = politics.insulation + politics.transcends, if its staff own the practice          M90, M91
//! ```
//!
//! One addressed draw for an authority and calendar month says whether control changes, so that an election
//! falls alike in all arms. Where the factor acts: `renewal`; what a new director does: `trust`,
//! `interruption`; what political support and leadership do: `innovation` (M92), `culture` (M93). Sources:
//! control-change-*, dcs-change-*.

use crate::draws::{Draws, Name, Purpose};
use crate::evidence::PoliticalControl;
use crate::model::settings::Settings;
use crate::model::settings::commissioning::CommissioningSettings;
use crate::model::world::{AuthorityState, World};

/// The political state of an authority on the first day, before any change was seen.
pub fn begin(in_house: usize, settings: &CommissioningSettings) -> AuthorityState {
    AuthorityState { next_election: settings.first_election, ..AuthorityState::at_start(in_house) }
}

/// The elections and directors of one month, for every authority.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    elections(&mut world.authorities, &settings.commissioning, draws, world.month);
}

/// The elections and directors of one month, for these authorities.
pub fn elections(
    authorities: &mut [AuthorityState],
    settings: &CommissioningSettings,
    draws: &Draws,
    month: u32,
) {
    let start = f64::from(month);
    for (index, authority) in authorities.iter_mut().enumerate() {
        let here = Name::authority(index, month);
        while authority.next_election < start + 1.0 {
            // An election before the first day has happened: its result is the state at the start.
            if authority.next_election >= start
                && draws.uniform(Purpose::Election, here, 0) < settings.control_change
            {
                authority.control_changed = authority.next_election;
            }
            authority.next_election += settings.election_interval.max(1.0);
        }
        let [change, day, ..] = draws.block(Purpose::Director, here, 0);
        let probability = -libm::expm1(-settings.director_changes / 12.0);
        if change < probability {
            authority.director_changed = start + day;
        }
    }
}

/// What a change of control since the last decision leaves of the chance of going on: 1 without
/// one (H8). Independence insulates from a share of the loss, and ownership by the staff from another.
pub fn factor_at_renewal(
    has_changed: bool,
    trust: f64,
    is_staff_owned: bool,
    settings: &CommissioningSettings,
) -> f64 {
    let tells = has_changed
        && match settings.political_control {
            PoliticalControl::ExogenousShock => true,
            PoliticalControl::TrustMediated => trust < settings.politics_trust_threshold,
            PoliticalControl::NoEffect => false,
        };
    if !tells {
        return 1.0;
    }
    let owned = if is_staff_owned { settings.transcends } else { 0.0 };
    let spared = (settings.insulation + owned).min(1.0);
    settings.renewal_factor + spared * (1.0 - settings.renewal_factor)
}
