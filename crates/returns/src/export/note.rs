//! The note beside an exported return: what it is, where it comes from, what in it is simulated.

use super::{Wanted, Written};

/// Where an export comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Version of the program.
    pub version: String,
    /// Scenario, by name.
    pub scenario: String,
    /// Arm, by name.
    pub arm: String,
    /// Authority, by name.
    pub authority: String,
    /// Root seed.
    pub seed: u64,
    /// Replication.
    pub replication: u32,
}

/// The text of `NOTE.txt`.
pub(super) fn note(origin: &Origin, wanted: &Wanted, written: &Written) -> String {
    let Origin { version, scenario, arm, authority, seed, replication } = origin;
    let years: Vec<String> = written.years.iter().map(i32::to_string).collect();
    let lists = match wanted.codes_of {
        Some(year) => format!("those of collection year {year}, in every folder"),
        None => "those of each collection year; before 2023 those of 2023".to_owned(),
    };
    let rows: String = written.rows.iter().map(|(name, rows)| format!("  {name}: {rows}\n")).collect();
    format!(
        "SYNTHETIC. No row is about a real child, worker, carer, home or address.\n\
         \n\
         A looked-after-children return (SSDA903) written by swplab {version} from a simulation.\n\
         \n\
         Scenario: {scenario}\n\
         Arm: {arm}\n\
         Authority: {authority}\n\
         Seed: {seed}\n\
         Replication: {replication}\n\
         Collection years: {years}\n\
         Code lists: {lists}\n\
         \n\
         Rows over all years:\n\
         {rows}\
         \n\
         Each folder is one collection year, 1 April to 31 March, named by its last day. It holds each\n\
         episode open at any time of the year; the first folder also holds the earlier episodes of the\n\
         periods of care that its first day finds in progress, which earlier returns would have held.\n\
         \n\
         Simulated: when children were born, entered and left care and by which route; kinds of placement,\n\
         when and why they changed; who held each case, when and why it changed hands; whether care\n\
         leavers were in education, employment or training and suitably housed on 31 March.\n\
         \n\
         Drawn for form only: sex, ethnic origin, category of need, legal status, who is whose brother or\n\
         sister (with up to a fortnight between their simulated starts), who came alone from abroad, house,\n\
         provider, the finer code inside a kind, reason or route, the placements before the last two of a\n\
         period of care that was in progress on the first day, dates and forms of reviews, contact with care\n\
         leavers, the day of the week. Pupil numbers belong to an\n\
         authority 000, postcodes to an area ZZ, provider numbers begin with 99 and workers' with XX: none\n\
         is real.\n\
         \n\
         Plans to adopt, adopters and permanence before care follow from simulated placements and orders where they can;\n\
         their dates and codes, like plans that led to no placement, earlier periods of care, missing episodes, health\n\
         and mothers, are drawn by published shares.\n\
         \n\
         A cover of under a month is no social worker's episode. The last worker's episode of a period\n\
         of care ends with it, but where the collection's rules want it open. Dates are whole days:\n\
         events of one child keep their order and their financial year and stand a day apart or more\n\
         (workers three).\n",
        years = years.join(", "),
    )
}
