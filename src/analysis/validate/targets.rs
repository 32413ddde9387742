//! What is predicted, and which figures were used to begin with: the two never overlap.

use crate::analysis::answers::answer;
use crate::evidence::{Figure, Published, PublishedRow};
use crate::indicator::Indicator;

/// Which children or workers a target counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Children looked after, in per cent of those at the start.
    Stock,
    /// A share of children: count over base.
    Share(Figure, Figure),
    /// A rate of the workforce.
    Workforce,
}

/// Something that is published of every authority and that the model predicts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Indicator of the model.
    pub indicator: Indicator,
    /// What it is, in words.
    pub title: &'static str,
    /// Unit of its scores.
    pub unit: &'static str,
    /// Published figure.
    pub figure: Figure,
    /// What it counts.
    pub kind: Kind,
    /// Whether it is one of those that must beat "no change": stability and vacancy.
    pub must_beat_no_change: bool,
    /// Whether the figures at the start are known, and a forecast begins at them.
    pub has_start: bool,
}

/// Targets of every authority.
pub const TARGETS: [Target; 7] = [
    Target {
        indicator: answer(Figure::Stock),
        title: "Children looked after",
        unit: "% of the number at the start",
        figure: Figure::Stock,
        kind: Kind::Stock,
        must_beat_no_change: false,
        has_start: true,
    },
    Target {
        indicator: answer(Figure::ThreePlacements),
        title: "Three or more placements in the year",
        unit: "points",
        figure: Figure::ThreePlacements,
        kind: Kind::Share(Figure::ThreePlacementsCount, Figure::ThreePlacementsBase),
        must_beat_no_change: true,
        has_start: true,
    },
    Target {
        indicator: answer(Figure::SameCarer),
        title: "Same carer for two years",
        unit: "points",
        figure: Figure::SameCarer,
        kind: Kind::Share(Figure::SameCarerCount, Figure::SameCarerBase),
        must_beat_no_change: true,
        has_start: true,
    },
    Target {
        indicator: answer(Figure::Turnover),
        title: "Turnover",
        unit: "points",
        figure: Figure::Turnover,
        kind: Kind::Workforce,
        must_beat_no_change: false,
        has_start: true,
    },
    Target {
        indicator: answer(Figure::VacancyRate),
        title: "Vacancy rate",
        unit: "points",
        figure: Figure::VacancyRate,
        kind: Kind::Workforce,
        must_beat_no_change: true,
        has_start: true,
    },
    Target {
        indicator: answer(Figure::AgencyRate),
        title: "Agency worker rate",
        unit: "points",
        figure: Figure::AgencyRate,
        kind: Kind::Workforce,
        must_beat_no_change: false,
        has_start: true,
    },
    Target {
        indicator: answer(Figure::ThreeWorkers),
        title: "Three or more social workers in the year",
        unit: "points",
        figure: Figure::ThreeWorkers,
        kind: Kind::Share(Figure::ThreeWorkersCount, Figure::ThreeWorkersBase),
        must_beat_no_change: false,
        has_start: false,
    },
];

impl Target {
    /// Day of the figure of a year, as one number.
    pub fn day(&self, year: u32) -> u32 {
        year * 10_000 + if self.kind == Kind::Workforce { 930 } else { 331 }
    }

    /// The year of a study, from 0, at whose end or in which the figure of `year` falls.
    pub fn year_of_study(&self, year: u32, start: u32) -> Option<usize> {
        let first = if self.kind == Kind::Workforce { start } else { start + 1 };
        year.checked_sub(first).map(|year| year as usize)
    }

    /// The figure of several authorities together; `None` where a part is not published.
    pub fn observed(&self, rows: &[&PublishedRow]) -> Option<f64> {
        let sum = |figure: Figure| {
            let parts = rows.iter().map(|row| row.get(figure));
            parts.sum::<Option<f64>>()
        };
        match (self.kind, rows) {
            (_, []) => None,
            (Kind::Stock, _) => sum(Figure::Stock),
            (Kind::Share(count, base), [one]) => match (one.get(count), one.get(base)) {
                (Some(count), Some(base)) if base > 0.0 => Some(100.0 * count / base),
                _ => one.get(self.figure),
            },
            (Kind::Share(count, base), _) => {
                let base = sum(base).filter(|base| *base > 0.0)?;
                Some(100.0 * sum(count)? / base)
            }
            (Kind::Workforce, [one]) => one.get(self.figure),
            // Published together: the same figure stands at each.
            (Kind::Workforce, [one, ..])
                if rows.iter().all(|row| {
                    !row.workforce_with.is_empty() && row.workforce_with == one.workforce_with
                }) =>
            {
                one.get(self.figure)
            }
            (Kind::Workforce, _) => {
                let in_post = sum(Figure::InPost)?;
                let (part, whole) = match self.figure {
                    Figure::Turnover => (sum(Figure::Leavers)?, in_post),
                    Figure::VacancyRate => {
                        let vacancies = sum(Figure::Vacancies)?;
                        (vacancies, vacancies + in_post)
                    }
                    _ => {
                        let agency = sum(Figure::Agency)?;
                        (agency, agency + in_post)
                    }
                };
                (whole > 0.0).then(|| 100.0 * part / whole)
            }
        }
    }

    /// England's figure of a year.
    pub fn of_nation(&self, table: &Published, year: u32) -> Option<f64> {
        self.observed(&[table.nation(year)?])
    }
}

/// The target of an indicator.
pub fn target(indicator: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.indicator.id == indicator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Cell;

    fn row(code: &str, cells: &[(Figure, f64)]) -> PublishedRow {
        let mut row = PublishedRow::blank(2024, code, code);
        for (figure, value) in cells {
            row.set(*figure, Cell::Number(*value));
        }
        row
    }

    #[test]
    fn figures_of_several_authorities_are_those_of_their_sum() {
        let one = row(
            "A",
            &[
                (Figure::ThreePlacementsCount, 10.0),
                (Figure::ThreePlacementsBase, 100.0),
                (Figure::InPost, 80.0),
                (Figure::Vacancies, 20.0),
                (Figure::VacancyRate, 20.0),
            ],
        );
        let other = row(
            "B",
            &[
                (Figure::ThreePlacementsCount, 10.0),
                (Figure::ThreePlacementsBase, 300.0),
                (Figure::InPost, 100.0),
                (Figure::Vacancies, 0.0),
                (Figure::VacancyRate, 0.0),
            ],
        );
        let of = |indicator: &str, rows: &[&PublishedRow]| target(indicator).unwrap().observed(rows);
        assert_eq!(of("placements_3plus", &[&one, &other]), Some(5.0));
        assert_eq!(of("vacancy", &[&one, &other]), Some(10.0));
        assert_eq!(of("vacancy", &[&one]), Some(20.0));
        assert_eq!(of("turnover", &[&one, &other]), None);
        let [mut first, mut second] = [one, other];
        first.workforce_with = vec!["A".into(), "B".into()];
        second.workforce_with = first.workforce_with.clone();
        assert_eq!(of("vacancy", &[&first, &second]), Some(20.0));
    }

    #[test]
    fn a_figure_falls_into_the_year_of_the_study_that_holds_its_day() {
        let of = |indicator: &str, year| target(indicator).unwrap().year_of_study(year, 2021);
        assert_eq!(
            (of("children", 2021), of("children", 2022), of("children", 2025)),
            (None, Some(0), Some(3))
        );
        assert_eq!((of("vacancy", 2021), of("vacancy", 2025)), (Some(0), Some(4)));
    }
}
