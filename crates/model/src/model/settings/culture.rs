//! Numbers of service models and of culture: what an ordinary authority does, how far a departure
//! from it takes effect, and what culture changes.

use crate::evidence::{
    Integration, ParameterSet, Positions, Scale, ServiceModel, Usual, VehicleOrPrinciples,
};

macro_rules! settings {
    ($($field:ident $id:literal)*) => {
        /// Plain numbers of culture, one per quantity; units as in the evidence file.
        #[derive(Clone, Debug, PartialEq)]
        pub struct CultureSettings {
            /// Service model of an ordinary authority: departures are counted from it.
            pub ordinary: ServiceModel,
            /// Position on H1.
            pub vehicle: VehicleOrPrinciples,
            /// Position on H9.
            pub integration: Integration,
            /// Position on H13.
            pub scale: Scale,
            $(#[doc = concat!("Quantity `", $id, "`.")] pub $field: f64,)*
        }

        impl CultureSettings {
            /// Reads the quantities and the positions on `H1`, `H9` and `H13`.
            pub fn new(p: &ParameterSet, positions: &Positions) -> CultureSettings {
                CultureSettings {
                    ordinary: ServiceModel::from_fn(|_, attribute| match attribute.in_house {
                        Usual::Quantity => p.get(&attribute.quantity(false)),
                        Usual::Is(value) => value,
                        Usual::Nothing => 0.0,
                    }),
                    vehicle: positions.vehicle_or_principles(),
                    integration: positions.integration(),
                    scale: positions.scale(),
                    $($field: p.get($id),)*
                }
            }
        }
    };
}

settings! {
    inside "culture.inside"
    leadership "culture.leadership"
    toolkits "culture.toolkits"
    learning "culture.learning"
    managers_out "culture.managers-out"
    manager_development "culture.manager-development"
    shared_reviews "culture.shared-reviews"
    outside_form "culture.outside-form"
    landscape "culture.landscape"
    speed "culture.speed"
    outside_speed "culture.outside-speed"
    inertia "culture.inertia"
    rigidity "culture.rigidity"
    haste "culture.haste"
    authority_spread "culture.authority-spread"
    manager_spread "culture.manager-spread"
    manager_leaving "culture.manager-leaving"
    people_spread "habits.people-spread"
    beside "habits.beside"
    settling "habits.settling"
    worn "habits.worn"
    service "culture.service"
    child_first "culture.child-first"
    procedure "culture.procedure"
    reallocation "culture.reallocation"
    separation "culture.separation"
    stays "culture.stays"
    swift "culture.swift"
    respect "culture.respect"
    case_ownership "culture.case-ownership"
    supervision "culture.supervision"
    judgement "culture.judgement"
    standards "culture.standards"
    control "culture.control"
    conflict "culture.conflict"
    conflict_months "culture.conflict-months"
    mistakes "innovation.mistakes"
    permissive "innovation.permissive"
    laboratory "innovation.laboratory"
    incentive "innovation.incentive"
    overload "innovation.overload"
    overload_from "innovation.overload-from"
    fades "innovation.fades"
    isolation "innovation.isolation"
    political_support "innovation.political-support"
    responsiveness "innovation.responsiveness"
    diffusion "integration.diffusion"
    fade "integration.fade"
    assimilation "integration.assimilation"
    liberty "integration.liberty"
    nearness "integration.nearness"
    incident_rate "incidents.rate"
    incident_blamed "incidents.blamed"
    incident_load "incidents.load"
    incident_newness "incidents.newness"
    incident_supervision "incidents.supervision"
    incident_small "incidents.small"
    incident_inquiry "incidents.inquiry"
    incident_suspended "incidents.suspended"
    incident_trust "incidents.trust"
    incident_beyond "incidents.beyond"
    incident_chill "incidents.chill"
    incident_learns "incidents.learns"
    incident_fades "incidents.fades"
    unit_holders "units.holders"
    unit_internal "units.leaders-internal"
    unit_leader_months "units.leader-months"
    unit_hours "units.hours"
    unit_morale "units.morale"
    unit_sickness "units.sickness"
    scale_small "scale.small"
    scale_large "scale.large"
    scale_support "scale.support"
    scale_retention "workforce.leaving.small-team"
    least "effects.least-factor"
}

#[cfg(test)]
impl CultureSettings {
    /// Central quantities but for those given, under named positions.
    pub fn of(overrides: &[(&str, f64)], positions: &[(&str, &str)]) -> CultureSettings {
        let set = overrides.iter().map(|(id, v)| (id.to_string(), *v));
        let taken = positions.iter().map(|(h, p)| (h.to_string(), p.to_string()));
        let evidence = crate::evidence::Evidence::embedded();
        CultureSettings::new(
            &ParameterSet::central(evidence, &set.collect()),
            &Positions::drawn(&taken.collect(), |_| 0.0),
        )
    }
}
