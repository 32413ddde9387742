//! Where a contract stands, what becomes of it and why.

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
}
