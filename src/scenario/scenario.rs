//! A scenario as it is meant: validated, complete, ready for the study.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use super::sweep::Design;
use crate::arrangement::{Authority, Change, DatedEvent, Idea, InHouse, Practice};
use crate::evidence::Posterior;

/// A question and the arms that answer it.
#[derive(Clone, Debug, Serialize)]
pub struct Scenario {
    /// File stem, used for the default results directory.
    #[serde(skip)]
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
    /// Factors of the full factorial of a sweep, in file order; empty without a `[sweep]` table.
    pub sweep: Vec<Factor>,
    /// How the cells of a sweep are laid out, and which arm they change.
    #[serde(skip_serializing_if = "Design::is_usual")]
    pub design: Design,
    /// How an evaluation looks at the practices; a run reads nothing of it.
    pub observation: super::Observation,
    /// What is told at the end of a run; it moves no result.
    pub readings: super::Readings,
    /// Ids of the indicators that lead in report, terminal and charts; it moves no result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcomes: Option<Vec<String>>,
    /// What the laboratory's page offers; it moves no result.
    #[serde(skip)]
    pub lab: super::Lab,
    /// Two or more arms; the first is the reference.
    pub arms: Vec<Arm>,
    /// The scenario file as written.
    #[serde(skip)]
    pub text: String,
}

/// One alternative in the experiment.
#[derive(Clone, Debug, Serialize)]
pub struct Arm {
    /// Name as shown in every table and chart.
    pub name: String,
    /// The dotted paths that this arm sets and the values as written; what they come to is the alternative.
    #[serde(skip)]
    pub changes: Vec<(String, String)>,
    /// The alternative with everything resolved.
    #[serde(flatten)]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alternative {
    /// Authorities and their published figures.
    pub authorities: Vec<Authority>,
    /// How each authority's own teams work, in the order of the authorities.
    pub in_house: Vec<InHouse>,
    /// Practices under contract; empty for an in-house authority.
    pub practices: Vec<Practice>,
    /// The posterior of which each replication takes a row; the same in every arm.
    #[serde(serialize_with = "by_hash")]
    pub posterior: Option<Arc<Posterior>>,
    /// Quantities that the scenario overrides, by id, and single entries of tables as `id.band`.
    pub parameters: BTreeMap<String, Override>,
    /// Hypotheses on which a position is taken, by id; the others are drawn per replication.
    pub hypotheses: BTreeMap<String, String>,
    /// What happens on a date, in the order of the dates.
    pub events: Vec<DatedEvent>,
    /// What is tried in one team and may be passed on, in the order of the file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ideas: Vec<Idea>,
    /// Mechanisms that are switched off, by id.
    pub switched_off: BTreeSet<String>,
    /// What changes during a run, in the order of the file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<Later>,
    /// What then holds, where the first, the second or both of the changes have come, and so on: entry `k` is that of the
    /// changes whose bits are set in `k + 1`.
    #[serde(skip)]
    pub in_time: Vec<Alternative>,
}

/// A change during a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Later {
    /// When it comes, and when it goes.
    pub change: Change,
    /// The dotted paths that it sets and the values as written.
    pub set: Vec<(String, String)>,
}

/// A quantity set by the scenario: a fixed value, for a table a factor on all its entries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Override {
    /// Value used in every replication.
    pub value: f64,
    /// Reason given.
    pub why: String,
}

impl Alternative {
    /// The values that the scenario sets, by id, as [`ParameterSet`](crate::evidence::ParameterSet) takes them.
    pub fn overrides(&self) -> BTreeMap<String, f64> {
        let values = self.parameters.iter().map(|(id, set)| (id.clone(), set.value));
        values.collect()
    }

    /// Sets the same in what holds on the first day and in all that its changes come to.
    pub fn set_throughout(&mut self, set: impl Fn(&mut Alternative)) {
        set(self);
        self.in_time.iter_mut().for_each(set);
    }
}

/// A posterior stands for its rows by the hash of its file.
fn by_hash<S: Serializer>(posterior: &Option<Arc<Posterior>>, serializer: S) -> Result<S::Ok, S::Error> {
    posterior.as_ref().map(|posterior| (&posterior.name, &posterior.blake3)).serialize(serializer)
}
