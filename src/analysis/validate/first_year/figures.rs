//! The figures that are compared: how each is published, what answers it, and whether the start is given it.

use crate::analysis::answers::answer;
use crate::analysis::validate::known::older;
use crate::analysis::validate::targets::{Kind, Target};
use crate::evidence::{Figure, PublishedYear, moves, published, published_years};
use crate::indicator::{Indicator, placements};

/// How a figure is published.
#[derive(Clone, Copy)]
enum Printed {
    /// In the series of children looked after, started and ceased.
    Series(fn(&PublishedYear) -> Option<f64>),
    /// In the table of authorities, as a share of children or a rate of the workforce.
    Table(Figure, Kind),
    /// In the table of moves.
    Moves,
}

/// A figure that is compared.
pub(super) struct Compared {
    /// Id in tables.
    pub(super) id: &'static str,
    /// In words.
    pub(super) title: &'static str,
    /// Unit.
    pub(super) unit: &'static str,
    /// What is simulated.
    pub(super) simulated: Indicator,
    /// Whether the published figure of the start's own year is put into the first day: to find it there again is an echo.
    pub(super) is_given: bool,
    /// Whether the bound on its bias is asked of it.
    pub(super) is_bounded: bool,
    printed: Printed,
}

/// A figure whose title and unit are those of its column.
const fn of(id: &'static str, title: &'static str, unit: &'static str, printed: Printed) -> Compared {
    let simulated = match printed {
        Printed::Table(figure, _) => answer(figure),
        Printed::Moves | Printed::Series(_) => placements::MOVES,
    };
    Compared { id, title, unit, simulated, is_given: false, is_bounded: true, printed }
}

const PERCENT: &str = "%";

/// Every figure, in the order of the tables.
pub(super) const COMPARED: [Compared; 13] = {
    use Figure as F;
    use Kind::{Share, Workforce};
    use Printed::{Moves, Series, Table};
    [
        Compared {
            simulated: answer(F::Stock),
            is_given: true,
            ..of("stock", "Children looked after", "children", Series(|year| year.children))
        },
        Compared {
            simulated: answer(F::Started),
            ..of("started", "Children who started in the year", "children", Series(|year| year.started))
        },
        Compared {
            simulated: answer(F::Ceased),
            is_bounded: false,
            ..of("ceased", "Children who ceased in the year", "children", Series(|year| year.ceased))
        },
        of("moves", "Real moves", "per child-year", Moves),
        of(
            "three_placements",
            "Three or more placements in the year",
            PERCENT,
            Table(F::ThreePlacements, Share(F::ThreePlacementsCount, F::ThreePlacementsBase)),
        ),
        Compared {
            is_bounded: false,
            ..of(
                "three_placements_two_years",
                "Three or more placements in two years",
                PERCENT,
                Table(
                    F::ThreePlacementsTwoYears,
                    Share(F::ThreePlacementsTwoYearsCount, F::ThreePlacementsTwoYearsBase),
                ),
            )
        },
        of(
            "same_carer",
            "Same carer for two years",
            PERCENT,
            Table(F::SameCarer, Share(F::SameCarerCount, F::SameCarerBase)),
        ),
        Compared {
            is_bounded: false,
            ..of(
                "three_workers",
                "Three or more case holders in the year",
                PERCENT,
                Table(F::ThreeWorkers, Share(F::ThreeWorkersCount, F::ThreeWorkersBase)),
            )
        },
        of("turnover", "Turnover", PERCENT, Table(F::Turnover, Workforce)),
        of("vacancy", "Vacancy rate", PERCENT, Table(F::VacancyRate, Workforce)),
        of("agency", "Agency worker rate", PERCENT, Table(F::AgencyRate, Workforce)),
        Compared {
            is_given: true,
            ..of("caseload", "Caseload", "cases per case holder", Table(F::Caseload, Workforce))
        },
        Compared {
            is_bounded: false,
            ..of("absence", "Sickness absence", PERCENT, Table(F::Absence, Workforce))
        },
    ]
};

impl Compared {
    /// Whether its year is the workforce's, which ends on 30 September.
    pub(super) fn is_of_workers(&self) -> bool {
        matches!(self.printed, Printed::Table(_, Kind::Workforce))
    }

    /// Whether chance among those in post is to be that of the published number.
    pub(super) fn is_turnover(&self) -> bool {
        matches!(self.printed, Printed::Table(Figure::Turnover, _))
    }

    /// What is published of an authority and a year; `None` where it is withheld or not found.
    pub(super) fn published(&self, code: &str, year: u32) -> Option<f64> {
        match self.printed {
            Printed::Moves => moves(code, year),
            Printed::Series(of) => published_years(code).iter().find(|one| one.year == year).and_then(of),
            Printed::Table(figure, kind) => {
                let target = Target {
                    indicator: answer(Figure::Stock),
                    title: self.title,
                    unit: self.unit,
                    figure,
                    kind,
                    must_beat_no_change: false,
                    has_start: true,
                };
                let row = published().row(year, code)?;
                // A workforce that is published with a neighbour's is not the authority's own.
                let is_own = kind != Kind::Workforce || row.workforce_with.len() < 2;
                is_own.then(|| target.observed(&[row]).or_else(|| older(&target, &[row]))).flatten()
            }
        }
    }
}
