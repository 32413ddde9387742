//! Where children live, and how long they stay there.

use super::declared::*;

indicators! {
    Placements
    /// Children looked after on 31 March with one placement in the year, the one on 1 April or at entry
    /// included; a new placement is a change of carer.
    PLACEMENTS_1 = "placements_1", "One placement in the year",
        PERCENT, Higher, 1, SSDA903,
        Ratio(|year| share(year.stock.one, year.stock.children));
    /// As above, two placements.
    PLACEMENTS_2 = "placements_2", "Two placements in the year",
        PERCENT, Lower, 1, SSDA903,
        Ratio(|year| share(year.stock.two, year.stock.children));
    /// As above, three or more placements.
    PLACEMENTS_3PLUS = "placements_3plus", "Three or more placements in the year",
        PERCENT, Lower, 1, SSDA903,
        Ratio(|year| share(year.stock.three, year.stock.children));
    /// The alternative reading: an episode that keeps the carer but changes the status counts as a placement
    /// too.
    PLACEMENTS_3PLUS_STATUS = "placements_3plus_status", "Three or more placements, changes of status counted",
        PERCENT, Lower, 1, SSDA903,
        Ratio(|year| share(year.stock.three_with_status, year.stock.children));
    /// Children looked after on 31 March and on the 31 March before; placements in two years, as far as they were
    /// in care.
    PLACEMENTS_3PLUS_TWO_YEARS = "placements_3plus_two_years", "Three or more placements in two years",
        PERCENT, Lower, 1, SSDA903,
        Ratio(|year| share(year.stock.three_in_two_years, year.stock.two_years));
    /// Children under 16 looked after for two and a half years or more: in the same placement for two years or
    /// more, or placed for adoption where that placement and the one before make two years together.
    SAME_PLACEMENT_TWO_YEARS = "same_placement_two_years", "Same placement for two years",
        PERCENT, Higher, 1, SSDA903,
        Ratio(|year| share(year.stock.long_term_stable, year.stock.long_term));
    /// Children looked after on 31 March for 12 months or more who did not change carer in the year.
    NO_MOVE_IN_YEAR = "no_move_in_year", "No move in the year, in care a year or more",
        PERCENT, Higher, 1, SSDA903,
        Ratio(|year| share(year.stock.no_move, year.stock.a_year));
    /// Children looked after on 31 March for 12 months or more who changed carer twice or more in the year.
    TWO_MOVES_IN_YEAR = "two_moves_in_year", "Two or more moves in the year, in care a year or more",
        PERCENT, Lower, 1, SSDA903,
        Ratio(|year| share(year.stock.two_moves, year.stock.a_year));
    /// Children looked after on 31 March whose placements are by nature less stable than the mean: who is
    /// served.
    HIGHER_NEED = "higher_need", "Children of higher need",
        PERCENT, Neither, 1, OWN,
        Ratio(|year| share(year.stock.higher_need, year.stock.children));
    /// Of these, in care for 12 months or more: those who did not change carer in the year.
    NO_MOVE_HIGHER_NEED = "no_move_higher_need", "No move in the year, higher need",
        PERCENT, Higher, 1, OWN,
        Ratio(|year| share(year.stock.no_move_higher, year.stock.a_year_higher));
    /// Of the others, in care for 12 months or more: those who did not change carer in the year.
    NO_MOVE_LOWER_NEED = "no_move_lower_need", "No move in the year, lower need",
        PERCENT, Higher, 1, OWN,
        Ratio(|year| {
            let stock = &year.stock;
            share(stock.no_move - stock.no_move_higher, stock.a_year - stock.a_year_higher)
        });
    /// Placement endings asked for by the carer or the child (CREQB, CREQO, CHILD) per 100 looked-after
    /// child-years.
    DISRUPTIONS = "disruptions", "Disruptions",
        Plain("per 100 child-years"), Lower, 1, SSDA903,
        Ratio(|year| share(year.tally.disruptions, year.child_years()));
    /// Changes of carer per looked-after child-year; changes of status only are left out.
    MOVES = "moves", "Placement moves",
        Plain("per child-year"), Lower, 2, SSDA903,
        Ratio(|year| (year.tally.moves, year.child_years()));
    /// All changes of placement per looked-after child-year, changes of status only included.
    MOVES_WITH_STATUS = "moves_with_status", "Placement changes, changes of status counted",
        Plain("per child-year"), Neither, 2, SSDA903,
        Ratio(|year| (year.tally.moves + year.tally.statuses, year.child_years()));
}
