//! Measures: what an evaluation asks, and how each answer follows from what the simulated world holds.
//!
//! ```text
//! caseload            cases + observation.caseload.error × z
//! enough time         yes with chance observation.adequacy.share
//!                     + observation.adequacy.slope × (hours for each case ÷ hours at the norm in house - 1)
//! paperwork time      100 × casework.recording × (factor of H2 in a practice)
//!                     × (cases ÷ casework.norm) ^ casework.recording.elasticity
//!                     + observation.paperwork.spread × (z + s√ρ)
//! burnout             observation.burnout.level + observation.burnout.slope × (morale.level - morale)
//!                     + observation.burnout.spread × (z + s√ρ)
//! job control         observation.control.level + observation.control.slope
//!                     × (share of decisions the provider may sign - decision.own-share.in-house)
//!                     + observation.control.spread × (z + s√ρ)
//! job insecurity      1 + observation.insecurity.slope × insecurity
//!                     + observation.insecurity.spread × (z + s√ρ)
//! same worker         yes if one case holder in the window's months, said wrongly with chance
//!                     observation.same-worker.misreport
//! relationship        yes with chance observation.relationship.share
//!                     + observation.relationship.slope × (relationship - relationship.reference)
//! quick, delayed      yes with the provider's share of quick or delayed decisions in the window; by chance
//!                     with observation.decision.misreport
//! placement moves     changes of carer, each missed with chance observation.moves.missed
//! ```
//!
//! What a respondent says is linear in what the model holds. z is a standard normal deviate of the person, s
//! one of the group and site, ρ = `observation.site-spread`. A yes at a site has its chance moved by s√ρ
//! times the spread of such an answer. Under H2 `comparison-artefact` the cases of a comparison authority
//! count `observation.comparison-load` times.

use crate::draws::{exponential, normal};
use crate::evidence::{DirectWork, ParameterSet, Positions};
use crate::indicator::{Askable, Better, CaseHolderSeen, ChildSeen};
use crate::model::settings::CaseworkSettings;

/// Whose answers a measure is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Case holders, by survey.
    Staff,
    /// Children and young people, by interview.
    Children,
    /// Records of all children served.
    Records,
}

/// One measure.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Stable id, used in tables.
    pub id: &'static str,
    /// Sentence-case title.
    pub title: &'static str,
    /// Unit as printed.
    pub unit: &'static str,
    /// Decimals to print.
    pub decimals: usize,
    /// Good direction.
    pub better: Better,
    /// Who answers.
    pub asked: Asked,
    /// What is asked or counted, in a sentence.
    pub meaning: &'static str,
    /// What an answer is.
    pub answer: Answer,
    /// Whether the national evaluation found no difference in it (V05, P60).
    pub is_null: bool,
}

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A yes or a no.
    YesNo,
    /// A number.
    Number,
}

impl Measure {
    /// Whether an answer is a yes or a no.
    pub fn is_share(&self) -> bool {
        self.answer == Answer::YesNo
    }
}

macro_rules! measures {
    ($($id:literal, $title:literal, $unit:literal, $decimals:literal, $better:ident, $asked:ident, $answer:ident, $null:literal, $meaning:literal;)*) => {
        /// Every measure, in the order of the tables: staff first, then children, then records.
        pub const MEASURES: &[Measure] = &[$(Measure {
            id: $id, title: $title, unit: $unit, decimals: $decimals, better: Better::$better,
            asked: Asked::$asked, answer: Answer::$answer, is_null: $null, meaning: $meaning,
        }),*];
    };
}

measures! {
    "caseload", "Caseload", "cases", 1, Lower, Staff, Number, false,
        "Cases that a case holder says she holds.";
    "direct_work_adequacy", "Enough time for direct work", "% of staff", 1, Higher, Staff, YesNo, false,
        "Case holders who say that they have enough time for direct work.";
    "paperwork_time", "Paperwork time", "% of working time", 1, Lower, Staff, Number, true,
        "Share of working time on recording and forms, as case holders report it.";
    "burnout", "Burnout", "points, 0 to 54", 1, Lower, Staff, Number, true,
        "Emotional exhaustion (Maslach), set by morale.";
    "job_control", "Job control", "points, 24 to 96", 1, Higher, Staff, Number, true,
        "Decision latitude (Karasek), set by the share of decisions that the provider may sign itself.";
    "job_insecurity", "Job insecurity", "points, 1 to 4", 2, Lower, Staff, Number, false,
        "How insecure case holders say their job is.";
    "same_worker", "Same worker for the last year", "% of children", 1, Higher, Children, YesNo, false,
        "Children looked after throughout who say that they had one worker in the months of the window.";
    "relationship_quality", "Relationship with the worker", "% of children", 1, Higher, Children, YesNo, false,
        "Children who say that their worker listens, cares and does her best.";
    "decision_quick", "Quick decisions", "% of children", 1, Higher, Children, YesNo, false,
        "Children who say that decisions about them are made quickly.";
    "decision_delayed", "Delayed decisions", "% of children", 1, Lower, Children, YesNo, false,
        "Children who say that decisions about them are delayed.";
    "placement_moves", "Placement moves in the year", "per child", 2, Lower, Records, Number, false,
        "Changes of carer in the months of the window, by records of children looked after throughout.";
}

/// Number of measures.
pub const MEASURE_COUNT: usize = 11;
/// Measures of the staff survey: the first so many.
pub const STAFF_MEASURES: usize = 6;
/// Measures of the interviews: the next so many.
pub const CHILD_MEASURES: usize = 4;
/// Position of the measure that comes from records.
pub const RECORDS: usize = STAFF_MEASURES + CHILD_MEASURES;

/// One number for each measure; `NaN` where it does not apply.
pub type Values = [f64; MEASURE_COUNT];

macro_rules! instrument {
    ($($field:ident $id:literal)*) => {
        /// The numbers of the measures and of non-response, one for each quantity `observation.*`.
        #[derive(Clone, Debug)]
        pub struct Instrument {
            $(#[doc = concat!("Quantity `", $id, "`.")] pub $field: f64,)*
            /// Morale at which burnout is at its level.
            pub morale: f64,
            /// Share of decisions that an authority's own teams may sign themselves.
            pub own_decisions: f64,
            /// Hours of direct work per case at the norm of cases, in house.
            pub hours: f64,
            /// Factor on the cases of a comparison authority: above 1 under H2 comparison-artefact only.
            pub load: f64,
            /// The working month, for the share of recording.
            pub casework: CaseworkSettings,
        }

        impl Instrument {
            /// Reads the quantities; H2 decides whether comparison authorities are heavier loaded.
            pub fn new(p: &ParameterSet, positions: &Positions, casework: &CaseworkSettings) -> Instrument {
                let is_artefact = positions.direct_work() == DirectWork::ComparisonArtefact;
                Instrument {
                    $($field: p.get($id),)*
                    morale: p.get("morale.level"),
                    own_decisions: p.get("decision.own-share.in-house"),
                    hours: casework.hours_per_case(0.0, libm::round(casework.norm) as u32, 0.0),
                    load: if is_artefact { p.get("observation.comparison-load") } else { 1.0 },
                    casework: casework.clone(),
                }
            }
        }
    };
}

instrument! {
    response "observation.response"
    response_morale "observation.response.morale"
    year_one_share "observation.year-one-share"
    practice_children "observation.children.practice-share"
    site_spread "observation.site-spread"
    margin "observation.margin"
    caseload_error "observation.caseload.error"
    adequacy "observation.adequacy.share"
    adequacy_slope "observation.adequacy.slope"
    paperwork_spread "observation.paperwork.spread"
    burnout "observation.burnout.level"
    burnout_slope "observation.burnout.slope"
    burnout_spread "observation.burnout.spread"
    control "observation.control.level"
    control_slope "observation.control.slope"
    control_spread "observation.control.spread"
    insecurity_slope "observation.insecurity.slope"
    insecurity_spread "observation.insecurity.spread"
    misreport "observation.same-worker.misreport"
    missed_moves "observation.moves.missed"
    relationship "observation.relationship.share"
    relationship_slope "observation.relationship.slope"
    decision_misreport "observation.decision.misreport"
}

/// Where a respondent works or is served, and what that adds to every answer.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Those who can be asked there.
    pub askable: &'a Askable,
    /// Factor on cases (see [`Instrument::load`]; 1 elsewhere).
    pub load: f64,
    /// What is added to every answer: an effect imposed on the practices, 0 elsewhere. Shares in points of 100.
    pub shift: &'a Values,
    /// What the practices of all sites say on average before the shift, in points of 100 for shares;
    /// read only where something is shifted.
    pub mean: &'a Values,
    /// Standard normal deviates of the place, one for each measure.
    pub site: &'a Values,
}

fn chance(share: f64) -> f64 {
    share.clamp(0.0, 1.0)
}

/// What a yes is worth, so that means are percentages.
const YES: f64 = 100.0;

impl Instrument {
    /// What a case holder would say on average; shares in points of 100.
    pub fn expected_of_staff(&self, place: &Place<'_>, seen: &CaseHolderSeen) -> [f64; STAFF_MEASURES] {
        let cases = seen.cases * place.load;
        let hours = seen.hours / place.load;
        let adequacy = self.adequacy + self.adequacy_slope * (hours / self.hours - 1.0);
        let recording = self.casework.recording_share(place.askable.ways, cases);
        let own = place.askable.own_decisions - self.own_decisions;
        [
            cases,
            YES * chance(adequacy),
            YES * chance(recording),
            self.burnout + self.burnout_slope * (self.morale - seen.morale),
            self.control + self.control_slope * own,
            1.0 + self.insecurity_slope * place.askable.insecurity,
        ]
    }

    /// What a child would say on average; `NaN` where the question does not apply.
    pub fn expected_of_child(&self, place: &Place<'_>, seen: &ChildSeen) -> [f64; CHILD_MEASURES] {
        let same = seen.same_worker;
        let listens =
            self.relationship + self.relationship_slope * (seen.relationship - self.casework.reference);
        let told = |share: f64| (1.0 - self.decision_misreport) * share + self.decision_misreport / 3.0;
        [
            YES * (same * (1.0 - self.misreport) + (1.0 - same) * self.misreport),
            YES * chance(listens),
            YES * told(place.askable.quick),
            YES * told(place.askable.delayed),
        ]
    }

    /// What the records of a child show on average.
    pub fn expected_of_records(&self, seen: &ChildSeen) -> f64 {
        seen.moves * (1.0 - self.missed_moves)
    }

    /// What a case holder answers; `u` are her uniforms, one for each measure from the second on.
    pub fn answers_of_staff(
        &self,
        place: &Place<'_>,
        seen: &CaseHolderSeen,
        u: &[f64; 8],
    ) -> [f64; STAFF_MEASURES] {
        let mut answer = self.expected_of_staff(place, seen);
        let between = self.site_spread.sqrt();
        let spreads = [
            self.caseload_error,
            0.0,
            self.paperwork_spread,
            self.burnout_spread,
            self.control_spread,
            self.insecurity_spread,
        ];
        for (measure, value) in answer.iter_mut().enumerate() {
            let shift = place.shift[measure];
            let site = place.site[measure] * between;
            *value = match measure {
                // Cases are a count: sites differ in them as the simulated sites do.
                0 => *value + shift + spreads[0] * normal(u[1]),
                1 => yes(*value, (shift, place.mean[1]), site, u[2]),
                _ => *value + shift + spreads[measure] * (site + normal(u[measure + 1])),
            };
        }
        answer
    }

    /// What a child answers; `u` are her uniforms.
    pub fn answers_of_child(
        &self,
        place: &Place<'_>,
        seen: &ChildSeen,
        u: &[f64; 8],
    ) -> [f64; CHILD_MEASURES] {
        let expected = self.expected_of_child(place, seen);
        let between = self.site_spread.sqrt();
        let asked = |k: usize, between: f64, u: f64| {
            let at = STAFF_MEASURES + k;
            let shift = (place.shift[at], place.mean[at]);
            yes(expected[k], shift, place.site[at] * between, u)
        };
        [
            asked(0, 0.0, u[1]),
            asked(1, between, u[2]),
            asked(2, between, u[3]),
            // One who finds decisions quick does not find them delayed: the same uniform from above.
            asked(3, between, 1.0 - u[3]),
        ]
    }

    /// What the records of a child show: each move is missed with the same chance.
    pub fn records(&self, place: &Place<'_>, seen: &ChildSeen, u: &[f64; 8]) -> f64 {
        if seen.moves.is_nan() {
            return f64::NAN;
        }
        // Moves that are missed lie a geometric number of moves apart.
        let rate = -libm::log1p(-self.missed_moves);
        let mut missed = 0.0;
        let mut at = 0.0;
        for &u in &u[4..] {
            if rate <= 0.0 {
                break;
            }
            at += libm::floor(exponential(u) / rate) + 1.0;
            if at > seen.moves {
                break;
            }
            missed += 1.0;
        }
        seen.moves - missed + place.shift[RECORDS]
    }
}

/// A yes (100) or a no (0). `expected` and the shift are in points of 100; the site moves the chance by
/// its share of the spread of such an answer. A shift goes to each in proportion to the room that her
/// chance has, so that the mean over the sites moves by the shift and no chance leaves 0 to 1.
fn yes(expected: f64, (shift, mean): (f64, f64), site: f64, u: f64) -> f64 {
    if expected.is_nan() {
        return f64::NAN;
    }
    let share = chance(expected / YES);
    let (shift, mean) = (shift / YES, mean / YES);
    let moved = if shift > 0.0 && mean < 1.0 {
        share + shift * (1.0 - share) / (1.0 - mean)
    } else if shift < 0.0 && mean > 0.0 {
        share + shift * share / mean
    } else {
        share
    };
    let moved = moved + site * (share * (1.0 - share)).sqrt();
    if u < chance(moved) { YES } else { 0.0 }
}
