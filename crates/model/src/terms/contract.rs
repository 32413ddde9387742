//! Who is contracted and for what, where a contract stands, what becomes of it and why.

use super::declared::terms;

terms! {
    /// Where a contract stands.
    Stage:
    /// Awarded; the practice hires and takes over systems before children are transferred.
    Mobilising "mobilising" "mobilising",
    /// Children are served under the contract.
    Running "running" "running",
    /// Over. A following contract, if any, is another entry.
    Ended "ended" "ended",
}

terms! {
    /// What became of a contract.
    Fate:
    /// Still going.
    Running "running" "running at the horizon",
    /// Followed by another contract with the same practice, no child moved.
    Renewed "renewed" "renewed",
    /// Put out to tender and won by another practice.
    LostTender "lost-tender" "lost the tender",
    /// Not renewed at its end: the children went back in house.
    NotRenewed "not-renewed" "not renewed",
    /// Ended before its end or break point.
    Terminated "terminated" "ended early",
    /// Stopped before children were transferred.
    NeverOpened "never-opened" "never opened",
}

terms! {
    /// Why a contract ended; its key is empty where there is no cause.
    Cause:
    /// None: still running, or renewed.
    None "" "none",
    /// Its term was over and the authority chose otherwise without a special reason.
    Term "term" "term",
    /// A change of political control.
    Politics "politics" "politics",
    /// Trust between authority and practice broke down.
    Trust "trust" "trust",
    /// The practice's account or the authority's budget.
    Money "money" "money",
    /// A serious error in the practice.
    Failure "failure" "failure",
    /// The authority reorganised its services.
    Restructure "restructure" "restructure",
    /// A weak inspection result of the authority before the practice opened.
    Inspection "inspection" "inspection",
    /// The practice had hardly anybody left at work.
    Staff "staff" "staff",
    /// The tender for the first contract was won by the authority's own team.
    InHouse "in-house" "the authority's own team",
}

terms! {
    /// Legal form of a practice.
    PracticeForm:
    /// Owned by its staff, not for profit (Evolve YP).
    Mutual "mutual" "a mutual of its staff",
    /// Private company.
    Company "company" "a private company",
    /// Voluntary body with a parent.
    Voluntary "voluntary" "a voluntary body",
    /// Large corporate provider.
    Corporate "corporate" "a large corporate provider",
    /// A unit inside the authority: no contract, no tender, no insecurity of contract.
    InHouseUnit "in-house-unit" "a unit inside the authority",
    /// Company owned by one or more authorities: a trust.
    AuthorityOwned "authority-owned" "a company owned by the authority",
}

impl PracticeForm {
    /// Owned by shareholders or an owner, for profit.
    pub fn is_for_profit(self) -> bool {
        matches!(self, PracticeForm::Company | PracticeForm::Corporate)
    }

    /// Whether it is a large corporate provider.
    pub fn is_large(self) -> bool {
        self == PracticeForm::Corporate
    }

    /// Whether its staff own it, not for profit.
    pub fn is_staff_owned(self) -> bool {
        self == PracticeForm::Mutual
    }

    /// Whether the authority or several own it.
    pub fn is_authority_owned(self) -> bool {
        self == PracticeForm::AuthorityOwned
    }

    /// Whether a known organisation stands behind it: a charity, a large company, an authority.
    pub fn has_parent(self) -> bool {
        matches!(self, PracticeForm::Voluntary | PracticeForm::Corporate | PracticeForm::AuthorityOwned)
    }
}

terms! {
    /// What a practice does for children.
    Serves:
    /// It holds cases.
    Cases "cases" "holds cases",
    /// It reviews the cases of others and holds none itself.
    Reviews "reviews" "reviews the cases of others",
}

terms! {
    /// How a contract is reviewed.
    ReviewStyle:
    /// Contract and review at arm's length.
    Static "static" "at arm's length",
    /// Shared perspective, the authority's support written in.
    Collaborative "collaborative" "together",
}

terms! {
    /// How authorities stand on the first day.
    Baseline:
    /// In their published figures, with the flows of their published series.
    AsPublished "as-published" "as published",
    /// In the balance of their rates: nothing moves unless something is done.
    Balanced "balanced" "in balance",
}

terms! {
    /// What a change in time may wait for, of the authorities' own teams.
    Watched:
    /// Share of posts without a permanent case holder.
    Vacancy "vacancy" "the share of posts without a permanent case holder",
    /// Share of posts with an agency case holder.
    Agency "agency" "the share of posts with an agency case holder",
    /// Cases for each case holder at work.
    Caseload "caseload" "cases for each case holder at work",
    /// Children looked after.
    Children "children" "children looked after",
}

terms! {
    /// What may happen on a date that a scenario sets.
    Happening:
    /// An inspection finds the authority's services inadequate.
    InadequateInspection "inadequate-inspection" "an inspection finds services inadequate",
    /// Political control of the authority changes.
    ChangeOfControl "change-of-control" "political control changes",
    /// The director of children's services is succeeded by another.
    ChangeOfDirector "change-of-director" "the director is succeeded by another",
    /// An intervention orders the practices of the scenario into being; none is prepared before.
    Order "order" "an intervention orders a body into being",
    /// The authority reorganises its services.
    Reorganisation "reorganisation" "services are reorganised",
}
