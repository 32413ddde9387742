//! Numbers of posts, case holders, the working month, the relationship, care leavers.

use super::care::fixed;
use crate::evidence::{LabourSupply, ParameterSet, Positions};
use crate::model::hazard::workers;
use crate::terms::{Destination, Origin};

/// Ends of the bands of tenure, months.
pub const TENURE_ENDS: [f64; 3] = [24.0, 60.0, f64::INFINITY];

/// See the quantities `workforce.*` and `morale.*`.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkforceSettings {
    /// Posts in a team.
    pub team_posts: f64,
    /// Monthly rate of leaving the employer by band of tenure.
    pub leaving: [f64; 3],
    /// Effect of morale on leaving, per unit below the reference.
    pub leaving_morale: f64,
    /// Effect of job insecurity on leaving, per unit above the reference.
    pub leaving_insecurity: f64,
    /// Effect of distrust between practice and authority on leaving, per unit below the threshold.
    pub leaving_distrust: f64,
    /// Trust below which staff begin to leave for it.
    pub distrust_below: f64,
    /// Least share of the base hazard of leaving, however content and secure a worker is.
    pub leaving_least: f64,
    /// Factor on leaving in a practice that its staff own.
    pub leaving_ownership: f64,
    /// Monthly rate of long sickness (over a month).
    pub sickness: f64,
    /// Mean months of a long sick leave beyond the first.
    pub sickness_months: f64,
    /// Share of days lost to short sickness.
    pub short_sickness: f64,
    /// Monthly rate of moves to another team or role of the same employer, where all its other posts
    /// are in other teams.
    pub moves_inside: f64,
    /// Monthly rate of parental leave.
    pub parental_leave: f64,
    /// Share of vacancies that are held or hard to fill.
    pub held_share: f64,
    /// Mean months for which such a vacancy is not filled.
    pub held_months: f64,
    /// Mean months of recruitment.
    pub recruitment_months: f64,
    /// Share of vacancies for which agency cover is sought.
    pub cover_share: f64,
    /// Agency workers in no vacant post, for each post provided.
    pub cover_beyond: f64,
    /// Share of covers that begin without a gap (the agency worker takes the cases over).
    pub cover_at_once: f64,
    /// Mean months until a cover with a gap begins.
    pub cover_gap: f64,
    /// Months for which an agency worker stays at least.
    pub cover_least: f64,
    /// Mean months of an agency worker's stay.
    pub cover_months: f64,
    /// Share of newcomers to a post without cases who join the team with the most cases per post.
    pub follows_cases: f64,
    /// Re-allocations per case and month at the norm of cases.
    pub reallocation: f64,
    /// Factor on re-allocation in a practice.
    pub reallocation_practice: f64,
    /// Rise of re-allocation per unit of overload (cases ÷ norm - 1).
    pub reallocation_overload: f64,
    /// Morale to which a case holder tends under reference conditions.
    pub morale: f64,
    /// Share of the distance to that level closed in a month.
    pub morale_speed: f64,
    /// Effect of caseload on morale, per unit of cases ÷ norm below 1.
    pub morale_caseload: f64,
    /// Effect of job insecurity on morale.
    pub morale_insecurity: f64,
    /// Effect of a practice's autonomy on morale.
    pub morale_autonomy: f64,
    /// Effect of a practice's social support on morale.
    pub morale_support: f64,
    /// Reference job insecurity (that of in-house staff).
    pub insecurity: f64,
    /// Spread of morale between people.
    pub morale_spread: f64,
    /// Shares of newcomers by where they come from, the authority that buys from a practice apart.
    pub from: [f64; Origin::COUNT - 1],
    /// Share of a practice's newcomers who come from the authority that buys (0 unless H14 says `shared-pool`).
    pub from_host: f64,
    /// Shares of leavers by where they go, practices apart.
    pub to: [f64; Destination::COUNT - 1],
    /// Mean months since qualification of newcomers who are not newly qualified.
    pub experience: f64,
    /// Share of moves between authorities that stay in a region which the scenario declares.
    pub region: f64,
    /// How much more often a worker of low morale is taken by a neighbour, per unit of morale.
    pub region_morale: f64,
    /// Months after qualification at which a case holder is settled in the work.
    pub settled: f64,
    /// Mean newness of case holders at which published rates hold.
    pub usual_newness: f64,
    /// Share of direct work that the newly qualified do less.
    pub newness_hours: f64,
    /// Share by which cases pass from their hands more often.
    pub newness_hand_overs: f64,
    /// Mean aptitude for a practice's ways of those who come to one.
    pub aptitude_joins: f64,
    /// Fall of the logarithm of leaving for each unit of aptitude, where such ways are at work.
    pub aptitude_stays: f64,
    /// Share of decisions that a provider signs itself beyond the usual for each unit of its people's aptitude.
    pub aptitude_signs: f64,
}

impl WorkforceSettings {
    /// Reads the quantities. `H12` decides what autonomy and insecurity do to morale.
    pub fn new(p: &ParameterSet, positions: &Positions) -> WorkforceSettings {
        use crate::evidence::AutonomyAndBurnout as H12;
        let (autonomy, insecurity) = match positions.autonomy_and_burnout() {
            H12::AutonomyLowersBurnout => (1.0, 0.0),
            H12::InsecurityCancels => (1.0, 1.0),
            H12::NoLink => (0.0, 0.0),
        };
        WorkforceSettings {
            team_posts: p.get("workforce.team-posts"),
            leaving: fixed(p.table("workforce.leaving"), "workforce.leaving"),
            leaving_morale: p.get("workforce.leaving.morale"),
            leaving_insecurity: p.get("workforce.leaving.insecurity"),
            leaving_distrust: p.get("workforce.leaving.distrust"),
            distrust_below: p.get("workforce.leaving.distrust-below"),
            leaving_least: p.get("workforce.leaving.least"),
            leaving_ownership: p.get("workforce.leaving.ownership"),
            sickness: p.get("workforce.sickness"),
            sickness_months: p.get("workforce.sickness-months"),
            short_sickness: p.get("workforce.short-sickness"),
            moves_inside: p.get("workforce.moves-inside"),
            parental_leave: p.get("workforce.parental-leave"),
            held_share: p.get("workforce.vacancy.held-share"),
            held_months: p.get("workforce.vacancy.held-months"),
            recruitment_months: p.get("workforce.vacancy.recruitment-months"),
            cover_share: p.get("workforce.cover.share"),
            cover_beyond: p.get("workforce.cover.beyond"),
            cover_at_once: p.get("workforce.cover.at-once"),
            cover_gap: p.get("workforce.cover.gap-months"),
            cover_least: p.get("workforce.cover.least-months"),
            cover_months: p.get("workforce.cover.months"),
            follows_cases: p.get("workforce.follows-cases"),
            reallocation: p.get("workforce.reallocation"),
            reallocation_practice: p.get("workforce.reallocation.practice"),
            reallocation_overload: p.get("workforce.reallocation.overload"),
            morale: p.get("morale.level"),
            morale_speed: p.get("morale.speed"),
            morale_caseload: p.get("morale.caseload"),
            morale_insecurity: p.get("morale.insecurity") * insecurity,
            morale_autonomy: p.get("morale.autonomy") * autonomy,
            morale_support: p.get("morale.support"),
            insecurity: p.get("insecurity.in-house"),
            morale_spread: p.get("morale.spread"),
            from: fixed(p.table("workers.from"), "workers.from"),
            from_host: if positions.labour_supply() == LabourSupply::SharedPool {
                p.get("workers.from-host")
            } else {
                0.0
            },
            to: fixed(p.table("workers.to"), "workers.to"),
            experience: p.get("workers.experience-months"),
            region: p.get("workers.region"),
            region_morale: p.get("workers.region-morale"),
            settled: p.get("workers.settled-months"),
            usual_newness: p.get("workers.usual-newness"),
            newness_hours: p.get("workers.newness.hours"),
            newness_hand_overs: p.get("workers.newness.hand-overs"),
            aptitude_joins: p.get("workers.aptitude.joins"),
            aptitude_stays: p.get("workers.aptitude.stays"),
            aptitude_signs: p.get("workers.aptitude.signs"),
        }
    }
}

/// Cases for which hours are tabulated; nobody holds more.
pub const CASES: usize = 256;

/// See the quantities `casework.*` and `relationship.*`.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseworkSettings {
    /// Hours worked in a month, leave taken off.
    pub hours: f64,
    /// Hours of direct work per case, by whole cases held, in house and in a practice.
    pub direct_hours: [[f64; CASES]; 2],
    /// Share of hours for recording, at the norm of cases.
    pub recording: f64,
    /// Elasticity of recording with respect to cases.
    pub recording_elasticity: f64,
    /// Factor on a practice's recording (`H2` paperwork; 1 otherwise).
    pub practice_recording: f64,
    /// Share of hours for meetings and waiting for decisions.
    pub meetings: f64,
    /// Share of hours freed per unit of child protection left out of the remit (`H2` remit; 0 otherwise).
    pub remit: f64,
    /// Hours of direct work per case, by whole cases held, that all hours freed would give.
    pub all_freed: [f64; CASES],
    /// Hours of travel per hour of direct work.
    pub travel: f64,
    /// Reference cases per case holder.
    pub norm: f64,
    /// Cases, as a multiple of the norm, at which a case holder has no room left.
    pub most_cases: f64,
    /// Room that counts in the choice however full a case holder is.
    pub least_room: f64,
    /// Power of the room in the weight of the choice.
    pub evenness: f64,
    /// Least share of the hours left for direct work.
    pub least_direct: f64,
    /// Growth of the relationship per hour of direct work.
    pub growth: f64,
    /// Reference relationship at which disruptions are as published.
    pub reference: f64,
    /// Fall of disruptions per unit of relationship.
    pub protects: f64,
    /// Least factor on disruptions.
    pub protected_least: f64,
    /// Decisions that need a signature, per child and month.
    pub decisions: f64,
    /// Days below which a decision counts as quick.
    pub quick_days: f64,
    /// Days above which it counts as delayed.
    pub delayed_days: f64,
    /// Days that one waits in an ordinary authority on average.
    pub ordinary_days: f64,
}

impl CaseworkSettings {
    /// Reads the quantities. `H2` decides why practices have more time for direct work.
    pub fn new(p: &ParameterSet, positions: &Positions) -> CaseworkSettings {
        use crate::evidence::DirectWork as H2;
        let h2 = positions.direct_work();
        let mut settings = CaseworkSettings {
            hours: p.get("casework.hours"),
            direct_hours: [[0.0; CASES]; 2],
            recording: p.get("casework.recording"),
            recording_elasticity: p.get("casework.recording.elasticity"),
            practice_recording: if h2 == H2::Paperwork { p.get("casework.recording.practice") } else { 1.0 },
            meetings: p.get("casework.meetings"),
            all_freed: [0.0; CASES],
            remit: if h2 == H2::Remit { p.get("casework.remit") } else { 0.0 },
            travel: p.get("casework.travel"),
            norm: p.get("casework.norm"),
            most_cases: p.get("allocation.most-cases"),
            least_room: p.get("allocation.least-room"),
            evenness: p.get("allocation.evenness"),
            least_direct: p.get("casework.least-direct"),
            growth: p.get("relationship.growth"),
            reference: p.get("relationship.reference"),
            protects: p.get("relationship.protects"),
            protected_least: p.get("relationship.protects.least"),
            decisions: p.get("decisions.rate"),
            quick_days: p.get("decisions.quick-days"),
            delayed_days: p.get("decisions.delayed-days"),
            ordinary_days: {
                let own = p.get("decision.own-share.in-house");
                let authority = p.get("decision.wait-authority") + p.get("decision.panel");
                own * p.get("decision.wait-own") + (1.0 - own) * authority
            },
        };
        let at_work = settings.hours * (1.0 - p.get("workforce.short-sickness"));
        let tells = p.get("casework.caseload-tells");
        // H2: where remit or paperwork is the reason, a practice's fewer cases are the smaller part of it.
        let in_practice = match h2 {
            H2::Remit | H2::Paperwork => tells * p.get("casework.caseload-tells.otherwise"),
            H2::Caseload | H2::ComparisonArtefact => tells,
        };
        for cases in 0..CASES {
            // M12: how far the number of cases tells on the time for each.
            let counted = |tells: f64| settings.norm + tells * (f64::from(cases as u32) - settings.norm);
            let hours = |recording: f64, counted: f64| {
                workers::direct_hours(
                    at_work,
                    recording,
                    settings.recording_elasticity,
                    settings.meetings,
                    settings.travel,
                    if counted < 1.0 { 1.0 } else { counted },
                    settings.norm,
                    settings.least_direct,
                )
            };
            let in_house = hours(settings.recording, counted(tells));
            let practice = hours(settings.recording * settings.practice_recording, counted(in_practice));
            settings.direct_hours[0][cases] = in_house;
            settings.direct_hours[1][cases] = practice;
            if cases > 0 {
                settings.all_freed[cases] = at_work / (1.0 + settings.travel) / cases as f64;
            }
        }
        settings
    }

    /// Share of the working time that recording takes of a holder of so many cases, where a practice's ways are at work
    /// to such a share.
    pub fn recording_share(&self, ways: f64, cases: f64) -> f64 {
        let base = self.recording * (1.0 + ways * (self.practice_recording - 1.0));
        let cases = if cases < 1.0 { 1.0 } else { cases };
        base * libm::pow(cases / self.norm, self.recording_elasticity)
    }

    /// Hours of direct work per case of a holder of so many cases, where a practice's ways are at work to such a share,
    /// a share of all hours being freed.
    pub fn hours_per_case(&self, ways: f64, cases: u32, freed: f64) -> f64 {
        let cases = (cases as usize).min(CASES - 1);
        // Read in place: a copy of the table would cost more than all else that a post's month does.
        let [ordinary, practice] = &self.direct_hours;
        let (ordinary, practice) = (ordinary[cases], practice[cases]);
        let hours = ordinary + ways * (practice - ordinary) + freed * self.all_freed[cases];
        if hours > 0.0 { hours } else { 0.0 }
    }
}

/// See the quantities `care-leavers.*`.
#[derive(Clone, Debug, PartialEq)]
pub struct LeaverSettings {
    /// Share in education, employment or training at the reference.
    pub eet: f64,
    /// Points gained or lost per unit of relationship from the reference.
    pub eet_relationship: f64,
    /// Points lost per move of carer after the first two.
    pub eet_moves: f64,
    /// Share in suitable accommodation at the reference.
    pub accommodation: f64,
    /// Points gained or lost per unit of relationship from the reference.
    pub accommodation_relationship: f64,
    /// Chance that a young person's circumstances change from one year to the next.
    pub renewed: f64,
    /// Share whose home depends on the same luck as their education and work.
    pub home_with_work: f64,
    /// Share of a practice's young people who keep their case holder at 18.
    pub keeps_worker: f64,
    /// Weeks looked after, after 14, that make a care leaver, in months.
    pub least_months: f64,
}

impl LeaverSettings {
    /// Reads the quantities.
    pub fn new(p: &ParameterSet) -> LeaverSettings {
        LeaverSettings {
            eet: p.get("care-leavers.eet"),
            eet_relationship: p.get("care-leavers.eet.relationship"),
            eet_moves: p.get("care-leavers.eet.moves"),
            accommodation: p.get("care-leavers.accommodation"),
            accommodation_relationship: p.get("care-leavers.accommodation.relationship"),
            renewed: p.get("care-leavers.renewed"),
            home_with_work: p.get("care-leavers.home-with-work"),
            keeps_worker: p.get("care-leavers.keeps-worker"),
            least_months: p.get("care-leavers.least-months"),
        }
    }

    /// The draw against the chance of suitable accommodation, from that of education, one of its own and one that says which
    /// of them counts.
    pub fn home_draw(&self, [education, own, tie]: [f64; 3]) -> f64 {
        if tie < self.home_with_work { education } else { own }
    }
}
