//! Plain numbers that `study` makes from a scenario, one parameter set and one set of hypothesis
//! positions. The same in all arms of a replication but for what an arm changes.

pub mod before_care;
pub mod budgets;
pub mod care;
pub mod commissioning;
pub mod culture;
pub mod experience;
pub mod learning;
pub mod local;
pub mod money;
pub mod placements;
pub mod unaccompanied;
pub mod workforce;

pub use before_care::BeforeCareSettings;
pub use budgets::BudgetSettings;
pub use care::CareSettings;
pub use commissioning::CommissioningSettings;
pub use culture::CultureSettings;
pub use experience::ExperienceSettings;
pub use learning::LearningSettings;
pub use local::{Arranged, Cohorts, LocalAuthority, PracticeTerms};
pub use money::MoneySettings;
pub use placements::PlacementSettings;
pub use unaccompanied::{Stream, UnaccompaniedSettings};
pub use workforce::{CaseworkSettings, LeaverSettings, WorkforceSettings};

use std::sync::Arc;

use crate::arrangement::{DatedEvent, Idea};
use crate::calendar::months_to_30_september;
use crate::evidence::{Level, ParameterSet};

/// Everything that the model reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The quantities of the replication as this arm has them. A term reads its own here by id; the rest of the settings
    /// prepares what follows from several, from a position, or is read for every child in every month.
    pub quantities: Arc<ParameterSet>,
    /// Authorities: children, arrivals, in-house teams.
    pub authorities: Vec<LocalAuthority>,
    /// Practices, in the scenario's order: whom they serve, with what staff and under what contract.
    pub practices: Vec<PracticeTerms>,
    /// Contracts, trust, politics, decisions, insecurity.
    pub commissioning: CommissioningSettings,
    /// Money.
    pub money: MoneySettings,
    /// Who holds the placement money; ownership and incentives.
    pub budgets: BudgetSettings,
    /// Who belongs to the fixed cohorts: the same in all arms.
    pub cohorts: Option<Cohorts>,
    /// Leaving care and coming back.
    pub care: CareSettings,
    /// Help to families before care.
    pub before_care: BeforeCareSettings,
    /// Placements.
    pub placements: PlacementSettings,
    /// Posts and those who hold them.
    pub workforce: WorkforceSettings,
    /// The working month and the relationship.
    pub casework: CaseworkSettings,
    /// Service models and how far they take effect.
    pub culture: CultureSettings,
    /// What children, families and staff make of a service.
    pub experience: ExperienceSettings,
    /// Care leavers.
    pub leavers: LeaverSettings,
    /// What the scenario lets happen on a date.
    pub events: Vec<DatedEvent>,
    /// What the scenario lets somebody try.
    pub ideas: Vec<Idea>,
    /// How ideas are tried, judged and passed on.
    pub learning: LearningSettings,
    /// Months of the study.
    pub horizon: u32,
    /// Whether events are logged (one replication replayed alone).
    pub keep_log: bool,
}

impl Settings {
    /// Takes the levels of the year that begins with a month of the study, if one does: those of children
    /// in April, those of workers in October, after the workforce has been counted.
    pub fn begin_month(&mut self, month: u32) {
        let counted = month.checked_sub(months_to_30_september(0));
        let workforce = counted.filter(|since| since.is_multiple_of(12));
        for authority in &mut self.authorities {
            if month.is_multiple_of(12) {
                authority.begin_year((month / 12) as usize, |level| !level.is_of_workers());
            }
            if let Some(since) = workforce {
                authority.begin_year(1 + (since / 12) as usize, Level::is_of_workers);
            }
        }
    }
}
