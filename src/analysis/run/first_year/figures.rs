//! How each figure is published, and what stands beside it.

use crate::analysis::answers::answer;
use crate::arrangement::Authority;
use crate::evidence::{Evidence, Figure, PublishedRow, code_of, published};
use crate::indicator::Indicator;
use crate::terms::{AgeBand, PUBLISHED_TYPES, PlacementType};

/// What is simulated.
#[derive(Clone, Copy)]
pub(super) enum Simulated {
    /// Children looked after at the year's end.
    Children,
    /// An indicator in the first year in which it is defined.
    Of(Indicator),
    /// Share of the children of an age, %.
    Aged(AgeBand),
    /// Share of the children of a published type of placement, %.
    Placed(PlacementType),
}

/// How a figure is published.
#[derive(Clone, Copy)]
enum Printed {
    /// A count of children.
    Count,
    /// A share, %; where it is not printed, its children of a population.
    Share(Figure, Figure),
    /// A rate of the workforce.
    Rate,
}

/// Each figure with what answers it, and its decimals.
const DECLARED: [(Figure, Printed, Simulated, usize); 12] = {
    use Figure as F;
    use Printed::{Count, Rate, Share};
    use Simulated::{Children, Of};
    [
        (F::Stock, Count, Children, 0),
        (F::Started, Count, Of(answer(F::Started)), 0),
        (F::Ceased, Count, Of(answer(F::Ceased)), 0),
        (F::ThreePlacements, Share(F::ThreePlacementsCount, F::Stock), Of(answer(F::ThreePlacements)), 1),
        (
            F::ThreePlacementsTwoYears,
            Share(F::ThreePlacementsTwoYearsCount, F::ThreePlacementsTwoYearsBase),
            Of(answer(F::ThreePlacementsTwoYears)),
            1,
        ),
        (F::SameCarer, Share(F::SameCarerCount, F::SameCarerBase), Of(answer(F::SameCarer)), 1),
        (F::ThreeWorkers, Share(F::ThreeWorkersCount, F::ThreeWorkersBase), Of(answer(F::ThreeWorkers)), 1),
        (F::Turnover, Rate, Of(answer(F::Turnover)), 1),
        (F::VacancyRate, Rate, Of(answer(F::VacancyRate)), 1),
        (F::AgencyRate, Rate, Of(answer(F::AgencyRate)), 1),
        (F::Caseload, Rate, Of(answer(F::Caseload)), 1),
        (F::Absence, Rate, Of(answer(F::Absence)), 1),
    ]
};

/// The outcome that a figure is of, by its key.
pub(super) fn outcome_of(figure: &str) -> Option<&'static str> {
    let (_, _, simulated, _) = DECLARED.iter().find(|(known, ..)| known.key() == figure)?;
    match simulated {
        Simulated::Of(indicator) => Some(indicator.id),
        _ => None,
    }
}

/// Half a step of a share that is printed as a whole per cent.
const HALF_A_PERCENT: f64 = 0.5;
/// Half a step of a rate that is printed with one decimal.
const HALF_A_TENTH: f64 = 0.05;
/// Children that a withheld cell of 1 to 5 may be more or fewer than the number filled in.
const FILLED_IN: f64 = 2.0;
/// What the profiles of England's average authority begin with; their figures are England's.
const AVERAGE: &str = "england-average-";

/// A published figure with what answers it.
pub(super) struct Published {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) unit: &'static str,
    pub(super) decimals: usize,
    pub(super) year: u32,
    pub(super) value: f64,
    /// How far the printed number may be from what was counted.
    pub(super) rounding: f64,
    pub(super) simulated: Simulated,
}

/// The published figures of an authority in the year of its profile; what is withheld or not published is left out.
pub(super) fn figures_of(authority: &Authority) -> Vec<Published> {
    let profile = &authority.figures;
    let (row, scale) = if authority.profile.starts_with(AVERAGE) {
        let nation = published().nation(profile.year);
        let stock = nation.and_then(|row| row.get(Figure::Stock));
        (nation, stock.map_or(1.0, |stock| profile.stock / stock))
    } else {
        let code = code_of(&authority.profile);
        (code.and_then(|code| published().row(profile.year, &code)), 1.0)
    };
    let mut all: Vec<Published> = row.map_or_else(Vec::new, |row| {
        let declared = DECLARED.iter();
        declared.filter_map(|one| of_row(row, scale, one)).collect()
    });
    if row.is_some() {
        all.extend(shares(authority));
    }
    all
}

fn of_row(
    row: &PublishedRow,
    scale: f64,
    &(figure, printed, simulated, decimals): &(Figure, Printed, Simulated, usize),
) -> Option<Published> {
    let number = row.get(figure);
    let (value, rounding) = match printed {
        Printed::Count => (number? * scale, 0.0),
        Printed::Rate => (number?, HALF_A_TENTH),
        Printed::Share(children, base) => match number {
            Some(number) => (number, HALF_A_PERCENT),
            None => (100.0 * row.get(children)? / row.get(base).filter(|base| *base > 0.0)?, 0.0),
        },
    };
    Some(Published {
        id: figure.key().to_owned(),
        title: figure.title().to_owned(),
        unit: figure.unit(),
        decimals,
        year: row.year,
        value,
        rounding,
        simulated,
    })
}

/// Shares of ages and of placements, where they are the authority's own.
fn shares(authority: &Authority) -> Vec<Published> {
    let profile = &authority.figures;
    let rounding = HALF_A_PERCENT + 100.0 * FILLED_IN / profile.stock;
    let share = |id: String, title: String, children: f64, simulated| Published {
        id,
        title,
        unit: "% of children looked after on 31 March",
        decimals: 1,
        year: profile.year,
        value: 100.0 * children / profile.stock,
        rounding,
        simulated,
    };
    let mut all = Vec::new();
    if !is_englands(&profile.ages, profile.stock, "local.ages-") {
        all.extend(AgeBand::ALL.into_iter().zip(profile.ages).map(|(age, children)| {
            let title = format!("Aged {}", age.words());
            share(format!("share_{}", age.id()), title, children, Simulated::Aged(age))
        }));
    }
    if !is_englands(&profile.placements, profile.stock, "local.placements-") {
        all.extend(PUBLISHED_TYPES.into_iter().zip(profile.placements).map(|(kind, children)| {
            let title = format!("Living {}", kind.words());
            share(format!("share_{}", kind.id()), title, children, Simulated::Placed(kind))
        }));
    }
    all
}

/// Whether counts are England's shares times the stock, which stand in where nothing is published.
fn is_englands(counts: &[f64], stock: f64, of: &str) -> bool {
    let stands_in = |values: &[f64]| {
        let near = |(count, share): (&f64, &f64)| (count / stock - share).abs() < 1e-9;
        values.len() == counts.len() && counts.iter().zip(values).all(near)
    };
    let all = Evidence::embedded().quantities().iter();
    all.filter(|quantity| quantity.id.starts_with(of)).any(|quantity| stands_in(&quantity.values))
}
