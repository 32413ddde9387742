//! The figures that the department publishes of an authority, as this program names them.

use crate::terms::declared::joined;
use crate::terms::{AGE_KEYS, AgeBand, PlacementType};

/// A published figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Figure {
    /// Children of 0 to 17 living in the area, mid-year.
    Population,
    /// Children looked after on 31 March.
    Stock,
    /// Children looked after at any time in the year.
    AnyTime,
    /// Children who started to be looked after in the year.
    Started,
    /// Children who ceased to be looked after in the year.
    Ceased,
    /// Of the children looked after on 31 March: under 1.
    AgeUnder1,
    /// Of these: 1 to 4.
    Age1To4,
    /// Of these: 5 to 9.
    Age5To9,
    /// Of these: 10 to 15.
    Age10To15,
    /// Of these: 16 and over.
    AgeFrom16,
    /// Of these: in foster care.
    PlacedFoster,
    /// Of these: in secure units, children's homes and hostels.
    PlacedHomes,
    /// Of these: in other residential settings.
    PlacedOtherResidential,
    /// Of these: in residential schools.
    PlacedSchools,
    /// Of these: with parents.
    PlacedParents,
    /// Of these: in another placement in the community.
    PlacedCommunity,
    /// Of these: placed for adoption.
    PlacedAdoption,
    /// Of these: missing from the placement.
    PlacedMissing,
    /// Of these: in another placement.
    PlacedOther,
    /// Of the children who started to be looked after in the year: under 1.
    StartedUnder1,
    /// Of these: 1 to 4.
    Started1To4,
    /// Of these: 5 to 9.
    Started5To9,
    /// Of these: 10 to 15.
    Started10To15,
    /// Of these: 16 and over.
    StartedFrom16,
    /// Three or more placements in the year.
    ThreePlacements,
    /// The children of that share.
    ThreePlacementsCount,
    /// All children of that share's population.
    ThreePlacementsBase,
    /// Three or more placements in two years.
    ThreePlacementsTwoYears,
    /// The children of that share.
    ThreePlacementsTwoYearsCount,
    /// All children of that share's population.
    ThreePlacementsTwoYearsBase,
    /// Same carer for two years.
    SameCarer,
    /// The children of that share.
    SameCarerCount,
    /// All children of that share's population.
    SameCarerBase,
    /// Three or more social workers in the year.
    ThreeWorkers,
    /// The children of that share.
    ThreeWorkersCount,
    /// All children of that share's population.
    ThreeWorkersBase,
    /// Social workers in post on 30 September.
    InPost,
    /// Social workers who started in the year.
    Starters,
    /// Social workers who left in the year.
    Leavers,
    /// Leavers as a share of those in post.
    Turnover,
    /// Agency social workers on 30 September.
    Agency,
    /// Agency workers as a share of agency and in post.
    AgencyRate,
    /// Vacancies on 30 September.
    Vacancies,
    /// Vacancies as a share of posts.
    VacancyRate,
    /// Social workers who hold cases.
    CaseHolders,
    /// Cases that they hold.
    Cases,
    /// Cases for each case holder.
    Caseload,
    /// Days lost to sickness as a share of days available.
    Absence,
}

/// Figure, its key in tables and layouts, title and unit.
type Declared = (Figure, &'static str, &'static str, &'static str);

const DECLARED: [Declared; FIGURES] = [
    (Figure::Population, "population", "Children of 0 to 17 living in the area, mid-year", "children"),
    (Figure::Stock, "stock", "Children looked after on 31 March", "children"),
    (Figure::AnyTime, "any_time", "Children looked after at any time in the year", "children"),
    (Figure::Started, "started", "Children who started to be looked after in the year", "children"),
    (Figure::Ceased, "ceased", "Children who ceased to be looked after in the year", "children"),
    (
        Figure::AgeUnder1,
        joined!("age_", AgeBand::Under1.id()),
        joined!("Of the children looked after on 31 March: ", AgeBand::Under1.words()),
        "children",
    ),
    (
        Figure::Age1To4,
        joined!("age_", AgeBand::From1To4.id()),
        joined!("Of these: ", AgeBand::From1To4.words()),
        "children",
    ),
    (
        Figure::Age5To9,
        joined!("age_", AgeBand::From5To9.id()),
        joined!("Of these: ", AgeBand::From5To9.words()),
        "children",
    ),
    (
        Figure::Age10To15,
        joined!("age_", AgeBand::From10To15.id()),
        joined!("Of these: ", AgeBand::From10To15.words()),
        "children",
    ),
    (
        Figure::AgeFrom16,
        joined!("age_", AGE_KEYS[AgeBand::From16 as usize]),
        joined!("Of these: ", AgeBand::From16.words()),
        "children",
    ),
    (
        Figure::PlacedFoster,
        joined!("placed_", PlacementType::Foster.id()),
        joined!("Of these: ", PlacementType::Foster.words()),
        "children",
    ),
    (
        Figure::PlacedHomes,
        "placed_homes",
        "Of these: in secure units and children's homes, to 2017 hostels too",
        "children",
    ),
    (
        Figure::PlacedOtherResidential,
        "placed_other_residential",
        "Of these: in other residential settings",
        "children",
    ),
    (Figure::PlacedSchools, "placed_schools", "Of these: in residential schools", "children"),
    (
        Figure::PlacedParents,
        joined!("placed_", PlacementType::Parents.id()),
        joined!("Of these: ", PlacementType::Parents.words()),
        "children",
    ),
    (
        Figure::PlacedCommunity,
        "placed_community",
        "Of these: in another placement in the community, from 2018 in supported accommodation",
        "children",
    ),
    (
        Figure::PlacedAdoption,
        joined!("placed_", PlacementType::Adoption.id()),
        joined!("Of these: ", PlacementType::Adoption.words()),
        "children",
    ),
    (Figure::PlacedMissing, "placed_missing", "Of these: missing from the placement", "children"),
    (
        Figure::PlacedOther,
        joined!("placed_", PlacementType::Other.id()),
        joined!("Of these: ", PlacementType::Other.words()),
        "children",
    ),
    (
        Figure::StartedUnder1,
        joined!("started_", AgeBand::Under1.id()),
        joined!("Of the children who started to be looked after in the year: ", AgeBand::Under1.words()),
        "children",
    ),
    (
        Figure::Started1To4,
        joined!("started_", AgeBand::From1To4.id()),
        joined!("Of these: ", AgeBand::From1To4.words()),
        "children",
    ),
    (
        Figure::Started5To9,
        joined!("started_", AgeBand::From5To9.id()),
        joined!("Of these: ", AgeBand::From5To9.words()),
        "children",
    ),
    (
        Figure::Started10To15,
        joined!("started_", AgeBand::From10To15.id()),
        joined!("Of these: ", AgeBand::From10To15.words()),
        "children",
    ),
    (
        Figure::StartedFrom16,
        joined!("started_", AGE_KEYS[AgeBand::From16 as usize]),
        joined!("Of these: ", AgeBand::From16.words()),
        "children",
    ),
    (
        Figure::ThreePlacements,
        "three_placements",
        "Three or more placements in the year",
        "% of children looked after on 31 March",
    ),
    (Figure::ThreePlacementsCount, "three_placements_count", "The children of that share", "children"),
    (
        Figure::ThreePlacementsBase,
        "three_placements_base",
        "All children of that share's population",
        "children",
    ),
    (
        Figure::ThreePlacementsTwoYears,
        "three_placements_two_years",
        "Three or more placements in two years",
        "% of children looked after for two years",
    ),
    (
        Figure::ThreePlacementsTwoYearsCount,
        "three_placements_two_years_count",
        "The children of that share",
        "children",
    ),
    (
        Figure::ThreePlacementsTwoYearsBase,
        "three_placements_two_years_base",
        "All children of that share's population",
        "children",
    ),
    (
        Figure::SameCarer,
        "same_carer",
        "Same carer for two years",
        "% of those under 16 looked after for two and a half years",
    ),
    (Figure::SameCarerCount, "same_carer_count", "The children of that share", "children"),
    (Figure::SameCarerBase, "same_carer_base", "All children of that share's population", "children"),
    (
        Figure::ThreeWorkers,
        "three_workers",
        "Three or more social workers in the year",
        "% of children looked after on 31 March",
    ),
    (Figure::ThreeWorkersCount, "three_workers_count", "The children of that share", "children"),
    (Figure::ThreeWorkersBase, "three_workers_base", "All children of that share's population", "children"),
    (Figure::InPost, "in_post", "Social workers in post on 30 September", "full-time equivalents"),
    (Figure::Starters, "starters", "Social workers who started in the year", "full-time equivalents"),
    (Figure::Leavers, "leavers", "Social workers who left in the year", "full-time equivalents"),
    (Figure::Turnover, "turnover", "Leavers as a share of those in post", "%"),
    (Figure::Agency, "agency", "Agency social workers on 30 September", "full-time equivalents"),
    (Figure::AgencyRate, "agency_rate", "Agency workers as a share of agency and in post", "%"),
    (Figure::Vacancies, "vacancies", "Vacancies on 30 September", "full-time equivalents"),
    (Figure::VacancyRate, "vacancy_rate", "Vacancies as a share of posts", "%"),
    (Figure::CaseHolders, "case_holders", "Social workers who hold cases", "full-time equivalents"),
    (Figure::Cases, "cases", "Cases that they hold", "cases"),
    (Figure::Caseload, "caseload", "Cases for each case holder", "cases"),
    (Figure::Absence, "absence", "Days lost to sickness as a share of days available", "%"),
];

/// Number of figures.
pub const FIGURES: usize = 48;

impl Figure {
    /// All figures, in the order of the tables.
    pub fn all() -> impl Iterator<Item = Figure> {
        DECLARED.iter().map(|declared| declared.0)
    }

    /// Its key in tables and layouts.
    pub fn key(self) -> &'static str {
        DECLARED[self as usize].1
    }

    /// What it counts.
    pub fn title(self) -> &'static str {
        DECLARED[self as usize].2
    }

    /// Its unit.
    pub fn unit(self) -> &'static str {
        DECLARED[self as usize].3
    }

    /// The figure of a key.
    pub fn of_key(key: &str) -> Option<Figure> {
        Figure::all().find(|figure| figure.key() == key)
    }

    /// Whether it is of the workforce, whose year ends on 30 September.
    pub fn is_of_workforce(self) -> bool {
        self >= Figure::InPost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_figure_stands_at_its_number_under_a_key_of_its_own() {
        for (number, figure) in Figure::all().enumerate() {
            assert_eq!(figure as usize, number);
            assert_eq!(Figure::of_key(figure.key()), Some(figure));
            assert!(!figure.title().is_empty() && !figure.unit().is_empty());
        }
        assert_eq!(Figure::all().count(), FIGURES);
        assert!(Figure::Turnover.is_of_workforce() && !Figure::ThreeWorkers.is_of_workforce());
    }
}
