//! One declaration of every indicator: its id, title, unit and published definition. The tables,
//! the data dictionary, the charts and the report all read this list.

/// Which direction is good for children or for the authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// A higher value is better.
    Higher,
    /// A lower value is better.
    Lower,
    /// Neither direction is better in itself.
    Neither,
}

/// What an indicator is about; the report groups by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Placements and their stability.
    Placements,
    /// The child's case holder and the time they have together.
    Relationship,
    /// Leaving care and what follows.
    LeavingCare,
    /// Case holders: posts, caseloads, morale.
    Workforce,
    /// Contracts, trust between provider and authority.
    Contract,
    /// Money.
    Money,
    /// Numbers of children and flows.
    Numbers,
}

/// One indicator.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// Stable id, used in tables.
    pub id: &'static str,
    /// Sentence-case title.
    pub title: &'static str,
    /// Unit as printed: `%`, `per child-year`, `hours per child and month`, `£`, ...
    pub unit: &'static str,
    /// Group in the report.
    pub subject: Subject,
    /// Good direction.
    pub better: Better,
    /// Decimals to print.
    pub decimals: usize,
    /// Population and what counts, in one or two sentences.
    pub definition: &'static str,
    /// Where the definition comes from; empty for the project's own.
    pub official: &'static str,
}

const SSDA903: &str = "DfE, children looked after in England (SSDA903 return)";
const WORKFORCE: &str = "DfE, children's social work workforce";

macro_rules! indicators {
    ($($id:literal, $title:literal, $unit:literal, $subject:ident, $better:ident, $decimals:literal, $definition:literal, $official:expr;)*) => {
        /// Every indicator, in the order of the tables.
        pub const INDICATORS: &[Definition] = &[$(Definition {
            id: $id, title: $title, unit: $unit, subject: Subject::$subject, better: Better::$better,
            decimals: $decimals, definition: $definition, official: $official,
        }),*];
    };
}

indicators! {
    "placements_1", "One placement in the year", "%", Placements, Higher, 1,
        "Children looked after on 31 March with one placement in the year, the one on 1 April or at entry included; a new placement is a change of carer.", SSDA903;
    "placements_2", "Two placements in the year", "%", Placements, Lower, 1,
        "As above, two placements.", SSDA903;
    "placements_3plus", "Three or more placements in the year", "%", Placements, Lower, 1,
        "As above, three or more placements.", SSDA903;
    "placements_3plus_status", "Three or more placements, changes of status counted", "%", Placements, Lower, 1,
        "The alternative reading: an episode that keeps the carer but changes the status counts as a placement too.", SSDA903;
    "placements_3plus_two_years", "Three or more placements in two years", "%", Placements, Lower, 1,
        "Children looked after on 31 March for two years or more; placements in those two years.", SSDA903;
    "same_placement_two_years", "Same placement for two years", "%", Placements, Higher, 1,
        "Children under 16 looked after for two and a half years or more: in the same placement for two years or more, or placed for adoption where that placement and the one before make two years together.", SSDA903;
    "no_move_in_year", "No move in the year, in care a year or more", "%", Placements, Higher, 1,
        "Children looked after on 31 March for 12 months or more who did not change carer in the year.", SSDA903;
    "two_moves_in_year", "Two or more moves in the year, in care a year or more", "%", Placements, Lower, 1,
        "Children looked after on 31 March for 12 months or more who changed carer twice or more in the year.", SSDA903;
    "higher_need", "Children of higher need", "%", Placements, Neither, 1,
        "Children looked after on 31 March whose placements are by nature less stable than the mean: who is served.", "";
    "no_move_higher_need", "No move in the year, higher need", "%", Placements, Higher, 1,
        "Of these, in care for 12 months or more: those who did not change carer in the year.", "";
    "no_move_lower_need", "No move in the year, lower need", "%", Placements, Higher, 1,
        "Of the others, in care for 12 months or more: those who did not change carer in the year.", "";
    "disruptions", "Disruptions", "per 100 child-years", Placements, Lower, 1,
        "Placement endings asked for by the carer or the child (CREQB, CREQO, CHILD) per 100 looked-after child-years.", SSDA903;
    "moves", "Placement moves", "per child-year", Placements, Lower, 2,
        "Changes of carer per looked-after child-year; changes of status only are left out.", SSDA903;
    "moves_with_status", "Placement changes, changes of status counted", "per child-year", Placements, Neither, 2,
        "All changes of placement per looked-after child-year, changes of status only included.", SSDA903;
    "worker_changes", "Changes of case holder", "per child-year", Relationship, Lower, 2,
        "Changes of case holder per looked-after child-year; the end of an agency cover of under a month is not a change.", SSDA903;
    "hand_overs", "All hand-overs", "per child-year", Relationship, Lower, 2,
        "Hand-overs of a child's case from one person to another per looked-after child-year, from every cause, the ends of covers of under a month included: the sum of the six causes below.", "";
    "workers_3plus", "Three or more case holders in the year", "%", Relationship, Lower, 1,
        "Children looked after on 31 March with three or more different case holders in the year; whoever covered for under a month does not count.", SSDA903;
    "same_worker_all_year", "Same case holder all year", "%", Relationship, Higher, 1,
        "Children looked after throughout the 12 months who had one case holder; cover of under a month is not a change.", SSDA903;
    "changes_pathway", "Hand-overs between teams and at 16", "per child-year", Relationship, Lower, 2,
        "Changes of case holder because the child passes to the next team of the pathway.", "";
    "changes_leaver", "Hand-overs because a worker left", "per child-year", Relationship, Lower, 2,
        "Changes of case holder because a permanent worker left the employer.", "";
    "changes_agency", "Hand-overs because an agency worker left", "per child-year", Relationship, Lower, 2,
        "Changes of case holder at the end of an agency cover, however short.", "";
    "changes_sickness", "Hand-overs because of long sickness", "per child-year", Relationship, Lower, 2,
        "Changes of case holder because the worker was off sick for more than a month.", "";
    "changes_reallocation", "Re-allocations", "per child-year", Relationship, Lower, 2,
        "Changes of case holder to level caseloads or for other internal reasons.", "";
    "changes_transfer", "Hand-overs at a transfer between providers", "per child-year", Relationship, Lower, 2,
        "Changes of case holder because a contract began or ended.", "";
    "direct_hours", "Direct work", "hours per child and month", Relationship, Higher, 2,
        "Hours that the case holder spends with the child and family, mean over looked-after child-months.", "";
    "decision_wait", "Waiting time for a decision", "days", Relationship, Lower, 1,
        "Mean days from the request for a decision that needs a signature to the signature.", "";
    "decision_quick", "Quick decisions", "%", Relationship, Higher, 1,
        "Share of decisions signed within a week.", "";
    "decision_delayed", "Delayed decisions", "%", Relationship, Lower, 1,
        "Share of decisions that waited more than a month.", "";
    "relationship", "Relationship between child and case holder", "index, 0 to 1", Relationship, Higher, 3,
        "Mean over looked-after child-months of the relationship index: it grows with direct work and breaks at a hand-over.", "";
    "satisfaction", "Satisfaction of children and families", "index, 0 to 1", Relationship, Higher, 3,
        "Mean over looked-after child-months of the satisfaction index: the relationship with the case holder, and what the way of serving and transferring adds or takes.", "";
    "reachability", "Reachability of the case holder", "index, 0 to 1", Relationship, Higher, 3,
        "Mean over looked-after child-months of how easily children and families reach their worker, outside office hours too.", "";
    "exits_home", "Left care to go home", "% of exits", LeavingCare, Neither, 1,
        "Children ceasing in the year, last period each: returned to parents or relatives, planned or not.", SSDA903;
    "exits_adoption", "Left care by adoption", "% of exits", LeavingCare, Neither, 1,
        "Children ceasing in the year: adopted.", SSDA903;
    "exits_special_guardianship", "Left care by special guardianship", "% of exits", LeavingCare, Neither, 1,
        "Children ceasing in the year: special guardianship order.", SSDA903;
    "exits_18", "Left care on the 18th birthday", "% of exits", LeavingCare, Neither, 1,
        "Children ceasing in the year: on the 18th birthday.", SSDA903;
    "exits_other", "Left care by another route", "% of exits", LeavingCare, Neither, 1,
        "Children ceasing in the year: residence order, supported living, custody, transfer and other.", SSDA903;
    "length_of_care", "Length of the last period of care", "days", LeavingCare, Neither, 0,
        "Children ceasing in the year: mean days from the start of the last continuous period.", SSDA903;
    "reentries", "Children who came back into care", "% of starts", LeavingCare, Lower, 1,
        "Periods of care that start in the year and are not the child's first.", SSDA903;
    "care_leavers_eet", "Care leavers in education, employment or training", "%", LeavingCare, Higher, 1,
        "Care leavers aged 19 to 21, looked after 13 weeks or more after 14 including some after 16; not known stays in the denominator.", SSDA903;
    "care_leavers_accommodation", "Care leavers in suitable accommodation", "%", LeavingCare, Higher, 1,
        "The same young people, in accommodation deemed suitable.", SSDA903;
    "turnover", "Turnover of case holders", "% per year", Workforce, Lower, 1,
        "Leavers in the year to 30 September as a share of those in post at its end; agency workers are not in post.", WORKFORCE;
    "vacancy", "Vacancy rate", "%", Workforce, Lower, 1,
        "Vacancies as a share of posts on 30 September, whether or not an agency worker covers them.", WORKFORCE;
    "agency", "Agency worker rate", "%", Workforce, Lower, 1,
        "Agency workers as a share of agency and in post on 30 September.", WORKFORCE;
    "caseload", "Caseload", "cases per case holder", Workforce, Lower, 1,
        "Cases on 30 September per case holder, agency included.", WORKFORCE;
    "caseload_p90", "Caseload, 90th percentile", "cases", Workforce, Lower, 1,
        "Nine case holders in ten have no more cases than this, on 30 September.", "";
    "absence", "Sickness absence", "% of days", Workforce, Lower, 1,
        "Days lost to sickness as a share of days available, year to 30 September.", WORKFORCE;
    "morale", "Morale of case holders", "index, 0 to 1", Workforce, Higher, 3,
        "Mean over worker-months of the morale index.", "";
    "insecurity", "Job insecurity of case holders", "index, 0 to 1", Workforce, Lower, 3,
        "Mean over worker-months of the job insecurity index.", "";
    "culture", "Culture of learning and practice", "index points from an ordinary authority", Workforce, Higher, 3,
        "Mean over worker-months of how far the people's learning and practice are from those of an ordinary authority, which is 0.", "";
    "contract_running", "Months under contract", "% of months", Contract, Neither, 1,
        "Share of the months of the period in which a practice served children under a contract.", "";
    "tenders", "Tenders", "per period", Contract, Neither, 2,
        "Tenders held in the period.", "";
    "transfers", "Transfers of children", "per period", Contract, Lower, 2,
        "Times that the practice's children passed from one provider to another in the period.", "";
    "trust", "Trust between authority and practice", "index, 0 to 1", Contract, Higher, 3,
        "Mean over the months under contract.", "";
    "provider_balance", "Practice's account", "£ thousand", Contract, Higher, 0,
        "Income less costs of the practice over the period.", "";
    "inspection_grade", "Grade of the last inspection", "grade, 1 to 4", Contract, Higher, 2,
        "Mean grade on 31 March of the authorities inspected since the study began: 1 inadequate, 2 requires improvement, 3 good, 4 outstanding.", "Ofsted, inspection of children's services";
    "cost_per_child_year", "Cost", "£ per child-year", Money, Lower, 0,
        "Money of the period at stated prices, all heads, per looked-after child-year; of the whole authority and of a provider with its care leavers' support, of a cohort its looked-after children only.", "";
    "cost_placements", "Cost of placements", "£ per child-year", Money, Lower, 0,
        "Placements by type and week, per looked-after child-year.", "";
    "cost_staff", "Cost of field staff", "£ per child-year", Money, Lower, 0,
        "Case holders, managers and support in post and their overheads, per looked-after child-year.", "";
    "cost_agency", "Cost of agency cover", "£ per child-year", Money, Lower, 0,
        "What agency cover costs above the salaries saved, plus those salaries, per looked-after child-year.", "";
    "cost_recruitment", "Cost of recruitment", "£ per child-year", Money, Lower, 0,
        "Hiring and induction, per looked-after child-year.", "";
    "cost_procurement", "Cost of procurement", "£ per child-year", Money, Lower, 0,
        "Tenders (authority and bidders) and contract management, per looked-after child-year.", "";
    "cost_transition", "Cost of transition", "£ per child-year", Money, Lower, 0,
        "Mobilisation, transfer and closing down, per looked-after child-year.", "";
    "cost_total", "Total cost", "£ million", Money, Lower, 1,
        "All heads over the period.", "";
    "children", "Children looked after", "children", Numbers, Neither, 0,
        "Children looked after on 31 March; over a horizon, the mean of its year ends.", SSDA903;
    "starts", "Periods of care that started", "per year", Numbers, Neither, 0,
        "Periods of care that started in the year.", SSDA903;
    "care_leavers", "Care leavers served", "young people", Numbers, Neither, 0,
        "Care leavers with a case holder on 31 March.", "";
}

/// The indicators that the report leads with, by id, in order; yearly values are kept for all.
pub const HEADLINES: &[&str] = &[
    "worker_changes",
    "same_worker_all_year",
    "placements_3plus",
    "disruptions",
    "direct_hours",
    "turnover",
    "cost_per_child_year",
];

/// The position of an indicator in [`INDICATORS`].
///
/// # Panics
/// On an id that is not declared: a bug in the program.
pub fn index_of(id: &str) -> usize {
    INDICATORS
        .iter()
        .position(|definition| definition.id == id)
        .unwrap_or_else(|| panic!("no indicator is called {id}"))
}
