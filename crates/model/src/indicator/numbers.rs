//! How many children and young people there are.

use super::Group;
use super::declared::*;

indicators! {
    Numbers
    /// Children looked after on 31 March; over a horizon, the mean of its year ends.
    CHILDREN = "children", "Children looked after",
        Plain("children"), Neither, 0, SSDA903,
        Ratio(|year| (year.stock.children, 1.0));
    /// Periods of care that started in the year.
    STARTS = "starts", "Periods of care that started",
        Plain("per year"), Neither, 0, SSDA903,
        Ratio(|year| (year.tally.starts, one(year.is_served() && year.group.is_cohort() || year.group == Group::Whole)));
    /// Care leavers with a case holder on 31 March.
    CARE_LEAVERS = "care_leavers", "Care leavers served",
        Plain("young people"), Neither, 0, OWN,
        Ratio(|year| (year.stock.leavers, 1.0));
}
