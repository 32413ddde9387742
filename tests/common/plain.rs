//! Settings with all but one process switched off, for what has a closed form.

use std::sync::Arc;

use swplab::model::hazard::bands::{CARE_BANDS, PLACEMENT_BANDS};
use swplab::model::settings::Settings;
use swplab::model::settings::placements::OTHER;
use swplab::terms::{AGES, TYPES};

/// Nobody there on the first day; children of 1 to 4 arrive at a constant rate, so that none turns 18
/// within 13 years; nobody leaves, moves or comes back.
pub fn only_arrivals(settings: &mut Settings, entries: f64) {
    nobody_leaves(settings);
    let local = &mut settings.authorities[0];
    Arc::make_mut(&mut local.authority.figures).ages = [0.0; AGES];
    local.entries = entries;
    local.entries_ceiling = entries;
    local.first_ages = None;
    settings.care.start_ages = [0.0, 1.0, 0.0, 0.0, 0.0];
    settings.care.arrivals_sigma = 0.0;
}

/// Nobody comes; those of the first day are 1 to 4 years old and stay.
pub fn only_those_there(settings: &mut Settings, children: f64) {
    nobody_leaves(settings);
    let local = &mut settings.authorities[0];
    Arc::make_mut(&mut local.authority.figures).ages = [0.0, children, 0.0, 0.0, 0.0];
    local.entries = 0.0;
    local.entries_ceiling = 0.0;
    local.in_house.serve_to_age = 18.0;
}

fn nobody_leaves(settings: &mut Settings) {
    settings.care.rate = [[[0.0; AGES]; CARE_BANDS]; 5];
    settings.care.adoption_order = 0.0;
    settings.care.adoption_breakdown = 0.0;
    settings.care.reentry = [0.0; 3];
    settings.authorities[0].exits_factor = 1.0;
    settings.authorities[0].unaccompanied = None;
    settings.authorities[0].by_type = only_foster();
    settings.authorities[0].first_types = [only_foster(); AGES];
    settings.authorities[0].next_types = [1.0; TYPES];
    settings.placements.rate = [[0.0; PLACEMENT_BANDS]; 3];
    settings.placements.disruption = [0.0; PLACEMENT_BANDS];
    settings.placements.first_year = [1.0; AGES];
    settings.placements.type_factor = [1.0; TYPES];
    settings.placements.type_factor_disruption = [1.0; TYPES];
    settings.placements.age_factor = [1.0; AGES];
    settings.placements.age_factor_disruption = [1.0; AGES];
    settings.placements.entry = [only_foster(); AGES];
    settings.placements.destination = [only_foster(); AGES];
}

fn only_foster() -> [f64; TYPES] {
    let mut types = [0.0; TYPES];
    types[0] = 1.0;
    types
}

/// A constant rate of leaving care by a risk, whatever the age and the time in care.
pub fn leave_at(settings: &mut Settings, risk: usize, rate: f64) {
    settings.care.rate[risk] = [[rate; AGES]; CARE_BANDS];
}

/// A constant rate of moves that frailty multiplies.
pub fn move_at(settings: &mut Settings, rate: f64) {
    settings.placements.rate[OTHER] = [rate; PLACEMENT_BANDS];
}

/// Workers leave at a constant rate whatever their morale, and are never sick.
pub fn workers_leave_at(settings: &mut Settings, rate: f64) {
    let staff = &mut settings.workforce;
    staff.leaving = [rate; 3];
    staff.leaving_morale = 0.0;
    staff.leaving_insecurity = 0.0;
    staff.leaving_distrust = 0.0;
    staff.sickness = 1e-12;
    staff.moves_inside = 0.0;
    staff.parental_leave = 0.0;
}
