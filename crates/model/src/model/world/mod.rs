//! State only: who is where. Plain data; columns where there are many.

mod access;
mod authorities;
mod bidders;
mod children;
mod contracts;
mod culture;
mod flows;
mod log;
mod plans;
mod providers;
mod stakes;
mod tally;
mod workers;

pub use access::Access;
pub use authorities::{AuthorityState, Grade};
pub use bidders::{Bid, ORGANISATIONS, OWN_TEAM, Organisation};
pub use children::{
    CareClock, CareLeaver, ChildId, ChildState, Children, Delayed, DueDates, ELIGIBLE, Late, NO_POST, Person,
    PlacementClock, REMIT, Returned, SERVED, YearOfCare, earlier,
};
pub use contracts::{Contract, Decided};
pub use culture::{Climate, Culture};
pub use flows::{COST_HEADS, CostHead, Flows};
pub use log::{Event, Log, What};
pub use plans::Plan;
pub use providers::{Provider, TrackRecord, Transfer, TransferTo};
pub use stakes::{Budget, Incentives};
pub use tally::{COHORT_GROUPS, COHORTS, LOCAL_PROVIDERS, Tally};
pub use workers::{Post, PostMonth, Seat, Team, Trial};

use crate::draws::Name;
pub use crate::terms::{
    Cause, Destination, EIGHTEEN, Exit, FOURTEEN, Fate, HandOver, Lever, MoveReason, Origin, PathwayStage,
    PlacementType, SIXTEEN, Stage, Standing, TYPES,
};

/// The world of one arm in one replication.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// The month about to run or running, from 0.
    pub month: u32,
    /// Children and care leavers.
    pub children: Children,
    /// Posts.
    pub posts: Vec<Post>,
    /// What the month's pass needs of each post.
    pub post_months: Vec<PostMonth>,
    /// Sum of the weights of each team's posts, while they hold: from their gathering to the
    /// month's end; empty outside.
    pub team_weights: Vec<f64>,
    /// Teams.
    pub teams: Vec<Team>,
    /// Teams of each provider.
    pub provider_teams: Vec<Vec<u32>>,
    /// The same by stage of the pathway: teams that serve it, those that keep children all the way included.
    pub stage_teams: Vec<[Vec<u32>; PathwayStage::COUNT]>,
    /// Providers; the authorities' own teams come first, in the authorities' order.
    pub providers: Vec<Provider>,
    /// Authorities.
    pub authorities: Vec<AuthorityState>,
    /// Contracts, ended ones included.
    pub contracts: Vec<Contract>,
    /// Transfers ordered for this month.
    pub transfers: Vec<Transfer>,
    /// Bids of every tender so far, and who looked at it and did not bid.
    pub bids: Vec<Bid>,
    /// Counts by provider for finance and reviews, this month.
    pub flows: Vec<Flows>,
    /// Counts of this month by provider and, inside it, by the cohorts that a child belongs to: each
    /// event once. [`World::add_up`] makes the groups' counts of them.
    pub cells: Vec<Tally>,
    /// Counts by group this month: providers, then the cohorts (served, eligible, remit).
    pub tallies: Vec<Tally>,
    /// Cases of each provider on the first day of the month.
    pub cases_at_start: Vec<f64>,
    /// Posts on each provider's establishment; a post vacated above it is closed.
    pub establishment: Vec<f64>,
    /// Ids given to case holders so far.
    pub holders: u32,
    /// Leavers (permanent workers who left the employer) this month, by provider.
    pub worker_exits: Vec<f64>,
    /// Months of sickness absence this month, by provider.
    pub sick_months: Vec<f64>,
    /// Looked-after child-months processed so far.
    pub child_months: u64,
    /// Event log.
    pub log: Log,
}

impl World {
    /// Group index of the cohort that the practice first serves.
    pub fn served_group(&self) -> usize {
        self.providers.len()
    }

    /// Group index of the cohort of all eligible children.
    pub fn eligible_group(&self) -> usize {
        self.providers.len() + 1
    }

    /// Group index of those who hold a place of the remit.
    pub fn remit_group(&self) -> usize {
        self.providers.len() + 2
    }

    /// First instant of the running month.
    pub fn month_start(&self) -> f64 {
        f64::from(self.month)
    }

    /// Position in [`World::cells`] of a provider's children who belong to these cohorts.
    #[inline]
    pub fn cell(provider: usize, cohorts: u8) -> usize {
        provider * COHORTS + usize::from(cohorts) % COHORTS
    }

    /// Adds the month's counts up to those of the groups.
    pub fn add_up(&mut self) {
        let groups = [SERVED, ELIGIBLE, REMIT].into_iter().zip(self.providers.len()..);
        self.tallies.fill(Tally::default());
        for (position, cell) in self.cells.iter_mut().enumerate() {
            let (provider, cohorts) = (position / COHORTS, (position % COHORTS) as u8);
            cell.child_months = cell.by_type.iter().sum();
            cell.by_provider[self.providers[provider].local as usize] = cell.child_months;
            self.tallies[provider].add(cell);
            for (bit, group) in groups.clone() {
                if cohorts & bit != 0 {
                    self.tallies[group].add(cell);
                }
            }
        }
    }

    /// Adds an empty team to a provider; `stage` is `None` for one that keeps children all the way.
    pub fn add_team(&mut self, provider: usize, stage: Option<PathwayStage>, name: Name) -> u32 {
        let team = self.teams.len() as u32;
        self.teams.push(Team::new(provider as u32, stage, name));
        self.provider_teams[provider].push(team);
        for (serves, teams) in self.stage_teams[provider].iter_mut().enumerate() {
            if stage.is_none_or(|stage| stage as usize == serves) {
                teams.push(team);
            }
        }
        team
    }

    /// A case holder's id, never used before in this world.
    pub fn new_holder(&mut self) -> u32 {
        self.holders += 1;
        self.holders
    }
}
