//! A scenario as it is meant: validated, complete, ready for the study.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::evidence::{Flows, LEVELS, LevelFactor, ListedChild, National, Posterior};

/// A question and the arms that answer it.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// File stem, used for the default results directory.
    pub name: String,
    /// Short title, sentence case.
    pub title: String,
    /// The question in plain words.
    pub question: String,
    /// First day, ISO; the study starts on the day after a 31 March (month 0 is April).
    pub start: String,
    /// Length of the study in years.
    pub horizon_years: u32,
    /// Replications per arm.
    pub replications: u32,
    /// Root seed.
    pub seed: u64,
    /// Two or more arms; the first is the reference.
    pub arms: Vec<Arm>,
    /// Factors of the full factorial of a sweep, in file order; empty without a `[sweep]` table.
    pub sweep: Vec<Factor>,
    /// How an evaluation looks at the practices; a run reads nothing of it.
    pub observation: super::Observation,
    /// The scenario file as written.
    pub text: String,
    /// Canonical text of the scenario as resolved (sorted keys, defaults filled in), hashed into the manifest.
    pub resolved: String,
}

/// One alternative in the experiment.
#[derive(Clone, Debug)]
pub struct Arm {
    /// Name as shown in every table and chart.
    pub name: String,
    /// The dotted paths that this arm sets and the values as written.
    pub changes: Vec<(String, String)>,
    /// The alternative with everything resolved.
    pub alternative: Alternative,
}

/// One factor of a sweep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// Dotted path: a scenario field, `parameters.ID` or `hypotheses.ID`.
    pub path: String,
    /// Levels as TOML values in their written form.
    pub levels: Vec<String>,
}

/// Everything that an arm can set, as plain numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Authorities and their published figures.
    pub authorities: Vec<Authority>,
    /// How each authority's own teams work, in the order of the authorities.
    pub in_house: Vec<InHouse>,
    /// Practices under contract; empty for an in-house authority.
    pub practices: Vec<Practice>,
    /// The posterior of which each replication takes a row; the same in every arm.
    pub posterior: Option<Arc<Posterior>>,
    /// Quantities that the scenario overrides, by id, and single entries of tables as `id.band`.
    pub parameters: BTreeMap<String, Override>,
    /// Hypotheses on which a position is taken, by id; the others are drawn per replication.
    pub hypotheses: BTreeMap<String, String>,
    /// What happens on a date, in the order of the dates.
    pub events: Vec<DatedEvent>,
    /// Mechanisms that are switched off, by id.
    pub switched_off: BTreeSet<String>,
}

impl PracticeForm {
    /// The name as written in scenario files.
    pub fn name(self) -> &'static str {
        match self {
            PracticeForm::Mutual => "mutual",
            PracticeForm::Company => "company",
            PracticeForm::Voluntary => "voluntary",
            PracticeForm::Corporate => "corporate",
            PracticeForm::InHouseUnit => "in-house-unit",
            PracticeForm::AuthorityOwned => "authority-owned",
        }
    }
}

impl ReviewStyle {
    /// The name as written in scenario files.
    pub fn name(self) -> &'static str {
        match self {
            ReviewStyle::Static => "static",
            ReviewStyle::Collaborative => "collaborative",
        }
    }
}

impl Alternative {
    /// The values that the scenario sets, by id, as [`ParameterSet`](crate::evidence::ParameterSet) takes them.
    pub fn overrides(&self) -> BTreeMap<String, f64> {
        let values = self.parameters.iter().map(|(id, set)| (id.clone(), set.value));
        values.collect()
    }
}

/// A quantity set by the scenario: a fixed value, for a table a factor on all its entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    /// Value used in every replication.
    pub value: f64,
    /// Reason given.
    pub why: String,
}

/// An authority profile: published figures with their source. Counts of children on 31 March.
#[derive(Clone, Debug, PartialEq)]
pub struct Authority {
    /// Profile name, for example `staffordshire-2011`.
    pub profile: String,
    /// Name in words.
    pub name: String,
    /// Source and licence line.
    pub source: String,
    /// Children looked after by age band: under 1, 1 to 4, 5 to 9, 10 to 15, 16 and over.
    pub ages: [f64; 5],
    /// Children by placement: foster (kinship included), residential, parents, semi-independent,
    /// placed for adoption, other.
    pub placements: [f64; 6],
    /// Children looked after at any time in the year, where the profile has no flows.
    pub any_time: Option<f64>,
    /// Children who started and ceased in the year.
    pub flows: Option<Flows>,
    /// Shares of those who start for the first time by age, if they are the authority's own.
    pub arrival_ages: Option<[f64; 5]>,
    /// Its own levels, in the order of [`crate::evidence::Level::ALL`].
    pub levels: [LevelFactor; LEVELS],
    /// Its children on the first day, one by one; empty where only their numbers are known.
    pub children: Arc<[ListedChild]>,
    /// The whole country in the year of the figures.
    pub national: National,
    /// Cuts to its budget.
    pub cut: BudgetCut,
    /// Multiplies every arrival rate (1 unless a scenario asks "what if more children came").
    pub arrivals_factor: f64,
}

/// A course of cuts to an authority's budget.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BudgetCut {
    /// Share of the budget cut each year; 0 for none.
    pub yearly: f64,
    /// Month of the study in which the course begins.
    pub from_months: f64,
    /// Its length in years.
    pub years: f64,
}

/// The authority's own children's service.
#[derive(Clone, Debug, PartialEq)]
pub struct InHouse {
    /// Cases per case holder for which posts are provided; `None` takes the quantity `in-house.caseload`.
    pub caseload: Option<f64>,
    /// Age to which care leavers are served: 21 or 25.
    pub serve_to_age: f64,
    /// Whether children change team along the care pathway (assessment, court, looked-after, leaving care).
    pub pathway_teams: bool,
    /// Share of vacancies that are held open or hard to fill; `None` takes the quantity.
    pub vacancies_held: Option<f64>,
    /// Service model: a value for each of [`ATTRIBUTES`](crate::evidence::ATTRIBUTES) that the
    /// scenario sets.
    pub service_model: Vec<Option<f64>>,
}

/// Legal form of a practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PracticeForm {
    /// Owned by its staff, not for profit (Evolve YP).
    Mutual,
    /// Private company.
    Company,
    /// Voluntary body with a parent.
    Voluntary,
    /// Large corporate provider.
    Corporate,
    /// A unit inside the authority: no contract, no insecurity of contract.
    InHouseUnit,
    /// Company owned by one or more authorities: a trust.
    AuthorityOwned,
}

/// Something that the scenario lets happen on a date.
#[derive(Clone, Debug, PartialEq)]
pub struct DatedEvent {
    /// Months since the study began; the event falls in the middle of its month.
    pub at: f64,
    /// Position of the authority; `None` for every one.
    pub authority: Option<usize>,
    /// What happens.
    pub what: Happening,
}

/// What may happen on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// An inspection finds the authority's services inadequate.
    InadequateInspection,
    /// Political control of the authority changes.
    ChangeOfControl,
    /// The director of children's services is succeeded by another.
    ChangeOfDirector,
    /// The authority reorganises its services.
    Reorganisation,
}

/// A practice and its contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Practice {
    /// Name.
    pub name: String,
    /// Position of the authority that buys from it.
    pub authority: usize,
    /// Legal form.
    pub form: PracticeForm,
    /// Whether it reviews the cases of others and holds none itself.
    pub reviews_only: bool,
    /// Young people at the start, care leavers included.
    pub size: u32,
    /// Young people up to whom it takes referrals; `None` stays at `size`.
    pub grows_to: Option<u32>,
    /// Youngest age served, years.
    pub min_age: f64,
    /// Share of `size` that are care leavers at the start; `None` takes the quantity.
    pub care_leavers_share: Option<f64>,
    /// Age to which care leavers are served: 21 or 25.
    pub serve_to_age: f64,
    /// Social workers who hold cases.
    pub social_workers: f64,
    /// Personal advisers who hold cases.
    pub personal_advisers: f64,
    /// Other staff (managers, project workers, office).
    pub other_staff: f64,
    /// National support, thousands of pounds a year.
    pub support: f64,
    /// Month of the study in which it is withdrawn; `None` if it is not.
    pub support_months: Option<f64>,
    /// Start-up grant, thousands of pounds.
    pub grant: f64,
    /// Share of the children's workers who move with them at a transfer; `None` takes the quantity.
    pub workers_move_share: Option<f64>,
    /// Authorities that buy from it, those outside the scenario included.
    pub buyers: u32,
    /// Months after the award in which a start-up grant must be spent; `None` without a grant.
    pub grant_window_months: Option<f64>,
    /// Service model: a value for each of [`ATTRIBUTES`](crate::evidence::ATTRIBUTES) that the
    /// scenario sets.
    pub service_model: Vec<Option<f64>>,
    /// How it is commissioned.
    pub contract: Commissioning,
}

/// How a review is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewStyle {
    /// Contract and review at arm's length.
    Static,
    /// Shared perspective, authority's support written in.
    Collaborative,
}

/// Contract terms.
#[derive(Clone, Debug, PartialEq)]
pub struct Commissioning {
    /// Term in months.
    pub term_months: f64,
    /// Extension offered at the end of the first term, months (0 for none).
    pub extension_months: f64,
    /// Months between reviews.
    pub review_months: f64,
    /// Style of review.
    pub review_style: ReviewStyle,
    /// Whether either side may end the contract at a break point, and where (months from opening; 0 for none).
    pub break_months: f64,
    /// Whether the price follows the number of children.
    pub price_follows_numbers: bool,
    /// Whether each review adjusts price and numbers.
    pub adjusts_price: bool,
    /// Price as a ratio to the authority's own cost (1 is the level-price rule).
    pub price_ratio: f64,
    /// Whether the service is put out to tender again when a contract ends (otherwise it goes back in house).
    pub retender: bool,
    /// Months between award and opening; `None` draws from the quantity.
    pub mobilisation_months: Option<f64>,
}
