//! How children leave care, and what follows.

use super::declared::*;
use crate::terms::Exit;

indicators! {
    LeavingCare
    /// Children ceasing in the year, last period each: returned to parents or relatives, planned or not.
    EXITS_HOME = "exits_home", "Left care to go home",
        Percent("of exits"), Neither, 1, SSDA903,
        Ratio(|year| share(year.tally.exits[Exit::Home as usize], year.exits()));
    /// Children ceasing in the year: adopted.
    EXITS_ADOPTION = "exits_adoption", "Left care by adoption",
        Percent("of exits"), Neither, 1, SSDA903,
        Ratio(|year| share(year.tally.exits[Exit::Adoption as usize], year.exits()));
    /// Children ceasing in the year: special guardianship order.
    EXITS_SPECIAL_GUARDIANSHIP = "exits_special_guardianship", "Left care by special guardianship",
        Percent("of exits"), Neither, 1, SSDA903,
        Ratio(|year| share(year.tally.exits[Exit::Guardianship as usize], year.exits()));
    /// Children ceasing in the year: on the 18th birthday.
    EXITS_18 = "exits_18", "Left care on the 18th birthday",
        Percent("of exits"), Neither, 1, SSDA903,
        Ratio(|year| share(year.tally.exits[Exit::Birthday as usize], year.exits()));
    /// Children ceasing in the year: residence order, supported living, custody, transfer and other.
    EXITS_OTHER = "exits_other", "Left care by another route",
        Percent("of exits"), Neither, 1, SSDA903,
        Ratio(|year| share(year.tally.exits[Exit::Other as usize], year.exits()));
    /// Children ceasing in the year: mean days from the start of the last continuous period.
    LENGTH_OF_CARE = "length_of_care", "Length of the last period of care",
        Plain("days"), Neither, 0, SSDA903,
        Ratio(|year| (year.tally.exit_days, year.exits()));
    /// Periods of care that start in the year and are not the child's first.
    REENTRIES = "reentries", "Children who came back into care",
        Percent("of starts"), Lower, 1, SSDA903,
        Ratio(|year| share(year.tally.reentries, year.tally.starts));
    /// Care leavers aged 19 to 21, looked after 13 weeks or more after 14 including some after 16; not known
    /// stays in the denominator.
    CARE_LEAVERS_EET = "care_leavers_eet", "Care leavers in education, employment or training",
        PERCENT, Higher, 1, SSDA903,
        Ratio(|year| share(year.stock.in_education, year.stock.young_adults));
    /// The same young people, in accommodation deemed suitable.
    CARE_LEAVERS_ACCOMMODATION = "care_leavers_accommodation", "Care leavers in suitable accommodation",
        PERCENT, Higher, 1, SSDA903,
        Ratio(|year| share(year.stock.housed, year.stock.young_adults));
}
