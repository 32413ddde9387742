//! A sweep as its tables hold it: cells by levels, and the words for what is held.

use std::collections::BTreeSet;

use crate::analysis::names;
use crate::analysis::run::answer::prices;
use crate::analysis::sweep::finding::histories;
use crate::analysis::sweep::rows::CellRow;
use crate::evidence::Evidence;
use crate::results::manifest::Manifest;
use crate::results::rows::{IndicatorRow, UnitRow};
use crate::scenario::Factor;
use crate::statistics::{Summary, holm};

/// The units that the page may show: the first that has differences.
const UNITS: [&str; 2] = ["remit", "authority"];

/// What is told apart of all that is read together.
pub(super) struct Together {
    /// Differences that are read together: those of the headlines in every cell but the first.
    pub(super) count: usize,
    apart: BTreeSet<(usize, String)>,
}

impl Together {
    pub(super) fn of<'a>(rows: impl Iterator<Item = &'a CellRow>) -> Together {
        let rows: Vec<&CellRow> = rows.collect();
        let alone: Vec<f64> = rows.iter().map(|row| p_value(row)).collect();
        let apart = rows.iter().zip(holm(&alone)).filter(|(_, adjusted)| *adjusted < 0.05);
        let apart = apart.map(|(row, _)| (row.cell, row.indicator.clone())).collect();
        Together { count: rows.len(), apart }
    }

    /// Whether the mean difference of a cell is told apart from none.
    pub(super) fn is_apart(&self, row: &CellRow) -> bool {
        self.apart.contains(&(row.cell, row.indicator.clone()))
    }
}

/// Of no mean difference, alone; not a number where one history or none tells it.
fn p_value(row: &CellRow) -> f64 {
    match (row.difference_mean, row.difference_sd) {
        (Some(mean), Some(sd)) if row.difference_n > 1 && mean != 0.0 => {
            Summary::from_moments(row.difference_n, mean, sd).p_value()
        }
        _ => f64::NAN,
    }
}

/// A sweep as read back from its directory.
pub(super) struct Read {
    pub(super) manifest: Manifest,
    pub(super) indicators: Vec<IndicatorRow>,
    pub(super) units: Vec<UnitRow>,
    pub(super) cells: Vec<CellRow>,
    /// Id and title of the unit that the page shows.
    pub(super) unit: (String, String),
}

impl Read {
    /// What is read, of the unit that is shown: the first that has differences.
    pub(super) fn new(
        manifest: Manifest,
        indicators: Vec<IndicatorRow>,
        units: Vec<UnitRow>,
        cells: Vec<CellRow>,
    ) -> Read {
        let has_values = |id: &&str| cells.iter().any(|row| row.unit == *id && row.difference_mean.is_some());
        let shown = UNITS.into_iter().find(has_values).unwrap_or("authority");
        let title = units.iter().find(|unit| unit.unit == shown).map_or("", |unit| &unit.title).to_owned();
        Read { manifest, indicators, units, cells, unit: (shown.to_owned(), title) }
    }

    /// The headlines that have differences, in their order.
    pub(super) fn headlines(&self) -> Vec<&IndicatorRow> {
        let has_values = |id: &str| self.of(id).any(|row| row.difference_mean.is_some());
        let known = self.indicators.iter().filter(|one| one.headline > 0 && has_values(&one.indicator));
        let mut headlines: Vec<&IndicatorRow> = known.collect();
        headlines.sort_by_key(|one| one.headline);
        headlines
    }

    /// The rows of the shown unit that are of an indicator.
    pub(super) fn of(&self, indicator: &str) -> impl Iterator<Item = &CellRow> {
        self.cells.iter().filter(move |row| row.unit == self.unit.0 && row.indicator == indicator)
    }

    /// Of every headline in every cell but the first, the cell, the indicator and the p-value of no difference, adjusted by
    /// Holm over all of them, as a run adjusts those of its arms.
    pub(super) fn read_together(&self) -> Together {
        let is_headline =
            |id: &str| self.indicators.iter().any(|known| known.indicator == id && known.headline > 0);
        let rows = self.cells.iter().filter(|row| row.unit == self.unit.0 && row.cell > 0);
        Together::of(rows.filter(|row| row.difference_mean.is_some() && is_headline(&row.indicator)))
    }

    /// The smallest difference of a headline that matters, as the study has it; none of what is no headline.
    pub(super) fn least(&self, indicator: &str) -> Option<f64> {
        self.quantity(&format!("matters.{}", indicator.replace('_', "-")))
    }

    /// A quantity as the study has it.
    fn quantity(&self, id: &str) -> Option<f64> {
        let quantity = Evidence::embedded().find(id)?;
        let resolved = &self.manifest.scenario_as_resolved;
        let path = format!("arms.000.parameters.{id}.value = ");
        let set = resolved.lines().find_map(|line| line.strip_prefix(&path)?.parse().ok());
        Some(set.unwrap_or(quantity.value))
    }

    /// In whose prices pounds are.
    pub(super) fn prices(&self) -> String {
        prices(self.quantity("money.price-level"))
    }

    /// Cells in which a factor alone has another level than in the first, with their rows of an indicator.
    pub(super) fn alone(&self, factor: usize, indicator: &str) -> Vec<(&str, &CellRow)> {
        let of_level = |level: usize| {
            let mut levels = vec![0; self.manifest.factors.len()];
            levels[factor] = level;
            let row = self.row(&levels, &self.unit.0, indicator)?;
            Some((self.factor(factor).levels[level].as_str(), row))
        };
        (1..self.factor(factor).levels.len()).filter_map(of_level).collect()
    }

    /// Whether the cells are points and not all combinations.
    pub(super) fn is_of_points(&self) -> bool {
        self.cells.first().is_some_and(|row| row.levels.is_empty())
    }

    /// How many combinations were lived, the first among them.
    pub(super) fn combinations_lived(&self) -> usize {
        self.cells.iter().map(|row| row.cell).max().map_or(0, |last| last + 1)
    }

    pub(super) fn factor(&self, at: usize) -> &Factor {
        &self.manifest.factors[at]
    }

    /// The row of a cell given by its level positions: the last factor changes fastest.
    pub(super) fn row(&self, levels: &[usize], unit: &str, indicator: &str) -> Option<&CellRow> {
        let parts: Vec<String> = self
            .manifest
            .factors
            .iter()
            .zip(levels)
            .map(|(factor, level)| format!("{}={}", factor.path, factor.levels[*level]))
            .collect();
        let wanted = parts.join(";");
        self.cells.iter().find(|c| c.levels == wanted && c.unit == unit && c.indicator == indicator)
    }

    /// Level positions with the first two factors given and the others held.
    pub(super) fn at(&self, first: usize, second: usize, held: &[usize]) -> Vec<usize> {
        let mut levels = vec![first];
        if self.manifest.factors.len() > 1 {
            levels.push(second);
        }
        levels.extend(held);
        levels
    }

    /// Every combination of levels of the factors beyond the second, the last changing fastest; one
    /// without levels where there are no such factors.
    pub(super) fn combinations(&self) -> Vec<Vec<usize>> {
        let mut all = vec![Vec::new()];
        for factor in self.manifest.factors.iter().skip(2) {
            let longer = |held: &Vec<usize>, level| held.iter().copied().chain([level]).collect();
            all = all
                .iter()
                .flat_map(|held| (0..factor.levels.len()).map(move |level| longer(held, level)))
                .collect();
        }
        all
    }

    /// The levels held, in words.
    pub(super) fn held(&self, held: &[usize]) -> String {
        let factors = self.manifest.factors.iter().skip(2).zip(held);
        let parts: Vec<String> =
            factors.map(|(factor, level)| names::at(&factor.path, &factor.levels[*level])).collect();
        parts.join(" and ")
    }

    /// The least and the greatest mean difference of an indicator in any cell: one scale for all maps.
    pub(super) fn limits(&self, indicator: &str) -> (f64, f64) {
        let rows = self.cells.iter();
        rows.filter(|c| c.unit == self.unit.0 && c.indicator == indicator)
            .filter_map(|c| c.difference_mean)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), mean| (low.min(mean), high.max(mean)))
    }

    pub(super) fn source(&self) -> String {
        format!(
            "Source: swplab {} simulation of scenario {} ({}).",
            self.manifest.swplab_version,
            self.manifest.scenario,
            self.manifest.scenario_blake3.chars().take(8).collect::<String>()
        )
    }

    pub(super) fn scope(&self, held: &[usize]) -> String {
        let held = match held {
            [] => String::new(),
            held => format!(", with {}", self.held(held)),
        };
        format!(
            "{}, {} years, {} of each combination{held}",
            self.unit.1,
            self.manifest.horizon_years,
            histories(self.manifest.replications)
        )
    }

    pub(super) fn first_cell(&self) -> String {
        if self.is_of_points() {
            return "the option as it is".to_owned();
        }
        names::combination(self.manifest.factors.iter().map(|f| (f.path.as_str(), f.levels[0].as_str())))
    }

    /// What the others are held at where one factor alone is varied; nothing where there are no others.
    pub(super) fn others(&self, factor: usize) -> String {
        let others = self.manifest.factors.iter().enumerate().filter(|(at, _)| *at != factor);
        names::combination(others.map(|(_, f)| (f.path.as_str(), f.levels[0].as_str())))
    }
}
