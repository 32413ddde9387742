//! Quantities with provenance, and the hypotheses on which the summit disagreed. Every behavioural
//! number of the model lives in `evidence/*.toml`; this room reads them and never invents one.

mod authorities;
mod carried;
mod catalogue;
mod distance;
mod embedded;
mod flows;
mod headlines;
mod hypothesis;
mod keyed;
mod left_care;
mod legal;
mod levels;
mod mechanism;
mod national;
mod parameters;
mod positions;
mod posterior;
mod profile;
mod profile_file;
mod provenance;
mod published;
mod quantity;
mod references;
mod service_model;
mod size;
mod unaccompanied;

pub use carried::{Carried, EVERY_AUTHORITY, code_of, england_names, profile_names};
pub use catalogue::{Evidence, Key};
pub use distance::nearest_of;
pub use flows::{PublishedYear, published_years};
pub use headlines::{Group, groups_apart, is_behind};
pub use hypothesis::{Hypotheses, Hypothesis, PositionText, Reading};
pub use left_care::LeftCare;
pub use legal::{STATUSES, legal_factors};
pub use levels::{LEVELS, Level, LevelFactor};
pub use mechanism::{Mechanism, Shown};
pub use national::National;
pub use parameters::ParameterSet;
pub use positions::{
    Austerity, AutonomyAndBurnout, BudgetHolding, ContractLength, DecisionSpeed, DependenceOnAuthority,
    DirectWork, EvaluationWindow, Integration, LabourSupply, Money, NoDifference, PoliticalControl,
    Positions, Profit, Reviews, Scale, Specialism, TransferCost, VehicleOrPrinciples,
};
pub use posterior::{Posterior, PosteriorError};
pub use profile::{Flows, ListedChild, Profile, ProfileError};
pub use provenance::{Change, Provenance};
pub use published::{
    Boundaries, Cell, Code, Comparable, FIGURES, Figure, Made, NATION, Published, Row as PublishedRow,
    Series, SeriesYear, TableError, moves, plain_number, profile as profile_of, published, slug,
};
pub use quantity::{Distribution, EvidenceError, Grade, Quantity};
pub use references::{Reference, References, SourceKind, keys as source_keys};
pub use service_model::{
    ATTRIBUTES, Attribute, AttributeKind, BUDGET_HOLDERS, BUDGET_PERIODS, OUT_OF_HOURS, ServiceModel, Usual,
    WAYS,
};
pub use size::Size;
pub use unaccompanied::Unaccompanied;
