//! How many children and young people there are.

use super::declared::*;
use super::{Group, Year};

/// How many there are: on the days that are counted, or in the months in which a practice serves.
fn of_days(year: &Year, on_the_day: f64, months: f64) -> (f64, f64) {
    match year.group {
        Group::Provider(_) => (months, year.sums.open_months),
        _ => (on_the_day, 1.0),
    }
}

/// Counts of a year of all children, or of those of a cohort who are served.
fn of_years(year: &Year, count: f64) -> (f64, f64) {
    (count, one(year.is_served() && year.group.is_cohort() || year.group == Group::Whole))
}

indicators! {
    Numbers
    /// Children looked after on 31 March; over a horizon, the mean of its year ends; of a practice, the mean over the
    /// months in which it serves.
    CHILDREN = "children", "Children looked after",
        Plain("children"), Neither, 0, SSDA903,
        Ratio(|year| of_days(year, year.stock.children, year.tally.child_months));
    /// Periods of care that started in the year.
    STARTS = "starts", "Periods of care that started",
        Plain("per year"), Neither, 0, SSDA903,
        Ratio(|year| of_years(year, year.tally.starts));
    /// Children who started to be looked after in the year, each counted once, as the department publishes them.
    STARTED = "started", "Children who started to be looked after",
        Plain("children per year"), Neither, 0, SSDA903,
        Ratio(|year| of_years(year, year.tally.started));
    /// Children who ceased to be looked after in the year and were not looked after again at its end, each counted
    /// once, as the department publishes them.
    CEASED = "ceased", "Children who ceased to be looked after",
        Plain("children per year"), Neither, 0, SSDA903,
        Ratio(|year| of_years(year, year.tally.ceased));
    /// Care leavers with a case holder on 31 March; of a practice, the mean over the months in which it serves.
    CARE_LEAVERS = "care_leavers", "Care leavers served",
        Plain("young people"), Neither, 0, OWN,
        Ratio(|year| of_days(year, year.stock.leavers, year.tally.leaver_months));
}
