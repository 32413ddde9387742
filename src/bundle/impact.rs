//! What is known of how far an input moves the answer: from the tables of the results, or that nothing measured it.

use std::collections::BTreeMap;

use super::study::Study;
use crate::analysis::run::contested_rows::ContestedRow;
use crate::analysis::run::rows::InfluenceRow;
use crate::analysis::run::tables::TOGETHER;
use crate::analysis::sensitivity::rows::{EffectRow, MeanRow};
use crate::results::table::Table as _;

/// From this share of the variance on an input is called critical.
pub(super) const CRITICAL: f64 = 0.1;

/// A colour of the guidance on analytical models, in words.
pub(super) const RATINGS: [&str; 3] = ["GREEN", "AMBER", "RED"];

/// How far an input moves the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Impact {
    /// `GREEN`, `AMBER`, `RED`, or `not measured`.
    pub(super) rating: &'static str,
    /// On what that rests, in one sentence without a full stop.
    pub(super) basis: String,
}

impl Impact {
    pub(super) fn not_measured(why: &str) -> Impact {
        Impact { rating: "not measured", basis: format!("not measured: {why}") }
    }
}

/// What the results say of every input that they say anything of, by id.
pub(super) struct Impacts {
    shares: BTreeMap<String, InfluenceRow>,
    effects: BTreeMap<String, EffectRow>,
    /// Of those that were taken on as leaders; of a question its largest move.
    means: BTreeMap<String, MeanRow>,
    contested: BTreeMap<String, ContestedRow>,
    /// Size of the largest effect of an input, luck apart.
    largest: f64,
    /// Why nothing is said of an input that is in none of these.
    silence: &'static str,
}

impl Impacts {
    /// Reads them.
    pub(super) fn of(study: &Study) -> Impacts {
        let mut shares: BTreeMap<String, InfluenceRow> = BTreeMap::new();
        for row in told(study, study.rows()) {
            let share = |row: &InfluenceRow| row.share.unwrap_or(0.0);
            let is_more = |known: &InfluenceRow| {
                stands_out(&row).cmp(&stands_out(known)).then(share(&row).total_cmp(&share(known))).is_gt()
            };
            if shares.get(&row.input).is_none_or(is_more) {
                shares.insert(row.input.clone(), row);
            }
        }
        let effects: Vec<EffectRow> = if study.has(EffectRow::NAME) && study.command == "sensitivity" {
            study.rows()
        } else {
            Vec::new()
        };
        let mut means: BTreeMap<String, MeanRow> = BTreeMap::new();
        for row in study.rows::<MeanRow>().into_iter().filter(|row| row.histories > 0) {
            means.entry(row.input.clone()).or_insert(row);
        }
        let mut contested: BTreeMap<String, ContestedRow> = BTreeMap::new();
        for row in study.rows::<ContestedRow>() {
            let is_more = |known: &ContestedRow| {
                (stage(&row), row.contrast.map_or(0.0, f64::abs))
                    > (stage(known), known.contrast.map_or(0.0, f64::abs))
            };
            if contested.get(&row.hypothesis).is_none_or(is_more) {
                contested.insert(row.hypothesis.clone(), row);
            }
        }
        let sizes = effects.iter().filter(|row| row.kind != "luck").filter_map(|row| row.size);
        let largest = sizes.fold(0.0, f64::max);
        let silence = match study.command {
            "run" if shares.is_empty() => {
                "this run has too few replications, or nothing that varies, to tell shares of the variance"
            }
            "run" => "the same value holds in every replication of this run; `swplab sensitivity` varies it",
            "sensitivity" => "the screening did not vary it",
            _ => "this analysis varies no such input by itself; `swplab sensitivity` does",
        };
        Impacts {
            shares,
            effects: effects.into_iter().map(|row| (row.input.clone(), row)).collect(),
            means,
            contested,
            largest,
            silence,
        }
    }

    /// Whether anything at all was measured.
    pub(super) fn are_measured(&self) -> bool {
        !(self.shares.is_empty() && self.effects.is_empty() && self.contested.is_empty())
    }

    /// How many inputs have a share of the variance that is told, and how many of these are above what chance would show.
    pub(super) fn shares_told(&self) -> [usize; 2] {
        [self.shares.len(), self.shares.values().filter(|row| stands_out(row)).count()]
    }

    /// Of a quantity, by id.
    pub(super) fn of_quantity(&self, study: &Study, id: &str) -> Impact {
        if let Some(row) = self.means.get(id) {
            return of_mean(row);
        }
        if let Some(row) = self.effects.get(id) {
            return self.of_screened(row);
        }
        match self.shares.get(id) {
            Some(row) => of_share(study, row),
            None => Impact::not_measured(self.silence),
        }
    }

    /// Of an input of which only the screening says anything; where leaders were taken on it is none of them.
    fn of_screened(&self, row: &EffectRow) -> Impact {
        let found = of_effect(row, self.largest);
        match found.rating {
            "RED" if !self.means.is_empty() => Impact { rating: RATINGS[1], ..found },
            _ => found,
        }
    }

    /// Of a contested question, by id.
    pub(super) fn of_question(&self, study: &Study, id: &str) -> Impact {
        if let Some(row) = self.contested.get(id) {
            return of_contrast(study, row);
        }
        if let Some(row) = self.means.get(id) {
            return of_mean(row);
        }
        if let Some(row) = self.effects.get(id) {
            return self.of_screened(row);
        }
        match self.shares.get(id) {
            Some(row) => of_share(study, row),
            None if study.command == "run" => Impact::not_measured(
                "its positions were not forced on the same luck in this run, and no share of the variance is told of it",
            ),
            None => Impact::not_measured(self.silence),
        }
    }
}

/// The rows that bear on the answer: of single inputs, of the outcomes that lead, of the young people whom the service is
/// for, of differences; where there are none of these, of what there is.
fn told(study: &Study, mut rows: Vec<InfluenceRow>) -> Vec<InfluenceRow> {
    fn keep(rows: &mut Vec<InfluenceRow>, is_kept: impl Fn(&InfluenceRow) -> bool) {
        if rows.iter().any(&is_kept) {
            rows.retain(is_kept);
        }
    }
    rows.retain(|row| row.kind != TOGETHER);
    keep(&mut rows, |row| row.of == "difference");
    keep(&mut rows, |row| row.unit == "remit");
    keep(&mut rows, |row| study.manifest.outcomes.contains(&row.indicator));
    rows
}

fn stands_out(row: &InfluenceRow) -> bool {
    matches!((row.share, row.noise_floor), (Some(share), Some(floor)) if share > floor)
}

fn stage(row: &ContestedRow) -> usize {
    ["moves_nothing", "screened", "not_told", "told"]
        .iter()
        .position(|known| *known == row.stage)
        .unwrap_or(0)
}

fn percent(share: f64) -> String {
    format!("{}%", crate::chart::number(100.0 * share, 0))
}

/// The strongest of an input's shares.
fn of_share(study: &Study, row: &InfluenceRow) -> Impact {
    let (share, floor) = (row.share.unwrap_or(0.0), row.noise_floor.unwrap_or(0.0));
    let whose = match row.of.as_str() {
        "difference" => format!("the difference in {} with \"{}\"", study.title(&row.indicator), row.arm),
        _ => format!("the level of {} with \"{}\"", study.title(&row.indicator), row.arm),
    };
    if !stands_out(row) && floor > CRITICAL {
        return Impact::not_measured(&format!(
            "{} replications tell shares of the variance only above {}, and no outcome that leads varies with it by more",
            row.n,
            percent(floor)
        ));
    }
    if !stands_out(row) {
        return Impact {
            rating: RATINGS[0],
            basis: format!(
                "in {} replications no outcome that leads varies with it by more than chance would show ({} at the most)",
                row.n,
                percent(floor)
            ),
        };
    }
    let rating = if share >= CRITICAL { RATINGS[2] } else { RATINGS[1] };
    Impact {
        rating,
        basis: format!(
            "up to {} of the variance of {whose} goes with it, where chance would show {} at the most ({} replications)",
            percent(share),
            percent(floor),
            row.n
        ),
    }
}

/// What the mean effect of an input that was taken on says.
fn of_mean(row: &MeanRow) -> Impact {
    let (rating, place) = match row.place.as_str() {
        "first" => (RATINGS[2], "it is told to be among the first three"),
        "open" => (RATINGS[1], "it may be among the first three"),
        _ => (RATINGS[1], "it is told to be behind the first three"),
    };
    let number = |value: Option<f64>| digits(value.unwrap_or(f64::NAN));
    Impact {
        rating,
        basis: format!(
            "going from {} to {} moves the difference by {} on average (95% interval {} to {}, {} histories); {place}",
            row.from,
            row.to,
            number(row.mean),
            number(row.mean_low),
            number(row.mean_high),
            row.histories
        ),
    }
}

/// What the screening of a sensitivity analysis found; `largest` is the size of the largest effect of an input.
fn of_effect(row: &EffectRow, largest: f64) -> Impact {
    let size = row.size.filter(|size| *size > 0.0);
    let Some(size) = size else {
        let moved = if row.moves { "; it moves other figures" } else { "" };
        let basis = format!("does not move the difference over its range ({}){moved}", row.range);
        return Impact { rating: RATINGS[0], basis };
    };
    let interval = match (row.size_low, row.size_high) {
        (Some(low), Some(high)) => format!(" (95% interval {} to {})", digits(low), digits(high)),
        _ => String::new(),
    };
    let rating = if row.among_the_first >= 0.5 {
        RATINGS[2]
    } else if size >= CRITICAL * largest {
        RATINGS[1]
    } else {
        RATINGS[0]
    };
    Impact {
        rating,
        basis: format!(
            "a step over half of its range moves the difference by {} on average{interval}, where the largest effect of an \
             input is {}; it is among the first by size in {} of the walks drawn again",
            digits(size),
            digits(largest),
            percent(row.among_the_first)
        ),
    }
}

/// A number with three digits that count.
fn digits(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let before = libm::floor(libm::log10(value.abs())) as i32 + 1;
    let decimals = usize::try_from(3 - before).unwrap_or(0);
    format!("{value:.decimals$}")
}

/// What forcing the positions on the same luck showed.
fn of_contrast(study: &Study, row: &ContestedRow) -> Impact {
    let figure = format!("{} with \"{}\"", study.title(&row.indicator), row.arm);
    let (rating, basis) = match (row.stage.as_str(), row.contrast, row.contrast_low, row.contrast_high) {
        ("told", Some(contrast), Some(low), Some(high)) => (
            RATINGS[2],
            format!(
                "under \"{}\" the difference in {figure} is another than under \"{}\" by {} (95% interval {} to {}), on the same luck",
                row.position,
                row.against,
                digits(contrast),
                digits(low),
                digits(high)
            ),
        ),
        ("moves_nothing", ..) => (
            RATINGS[0],
            format!(
                "forced on the same luck, its positions move no difference in {figure} in the first replications"
            ),
        ),
        ("screened", ..) => (
            RATINGS[0],
            format!("forced on the same luck, its positions move {figure} too little to be taken further"),
        ),
        _ => (
            RATINGS[1],
            format!("forced on the same luck, its positions move {figure}, not told apart from chance"),
        ),
    };
    Impact { rating, basis }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(size: f64, among_the_first: f64) -> EffectRow {
        EffectRow {
            input: "a.quantity".to_owned(),
            title: "A quantity".to_owned(),
            kind: "quantity".to_owned(),
            grade: "D".to_owned(),
            range: "0 to 1".to_owned(),
            moves: true,
            mean: Some(size),
            mean_low: Some(size),
            mean_high: Some(size),
            size: Some(size),
            size_low: Some(size / 2.0),
            size_high: Some(size * 2.0),
            spread: Some(0.0),
            among_the_first,
        }
    }

    #[test]
    fn a_mean_effect_is_rated_by_its_place() {
        let of = |place: &str| {
            let EffectRow { input, title, kind, grade, .. } = effect(0.1, 0.0);
            let (from, to, place) = ("0".to_owned(), "1".to_owned(), place.to_owned());
            let [mean, mean_low, mean_high] = [0.1, 0.05, 0.15].map(Some);
            let (all_mean, all_low, all_high, histories) = (None, None, None, 32);
            of_mean(&MeanRow {
                input,
                title,
                kind,
                grade,
                from,
                to,
                all_mean,
                all_low,
                all_high,
                histories,
                mean,
                mean_low,
                mean_high,
                place,
            })
        };
        assert_eq!(["first", "open", "behind"].map(|place| of(place).rating), ["RED", "AMBER", "AMBER"]);
        let said = of("first").basis;
        assert!(said.starts_with("going from 0 to 1 moves the difference by 0.100"), "{said}");
    }

    #[test]
    fn an_effect_is_rated_by_its_size_among_the_others() {
        let rated = |size, first| of_effect(&effect(size, first), 0.2).rating;
        assert_eq!(
            [rated(0.0, 0.0), rated(0.01, 0.0), rated(0.05, 0.2), rated(0.2, 0.9)],
            ["GREEN", "GREEN", "AMBER", "RED"]
        );
        let nothing = of_effect(&effect(0.0, 0.0), 0.2).basis;
        assert!(
            nothing.starts_with("does not move the difference") && nothing.ends_with("other figures"),
            "{nothing}"
        );
        assert!(
            of_effect(&effect(0.05, 0.2), 0.2)
                .basis
                .contains("by 0.0500 on average (95% interval 0.0250 to 0.100)")
        );
    }

    #[test]
    fn numbers_keep_the_digits_that_count() {
        assert_eq!(
            [0.0, 0.000123456, 0.0456, 1.0, 12.34, 1234.5, -0.05].map(digits),
            ["0", "0.000123", "0.0456", "1.00", "12.3", "1234", "-0.0500"]
        );
    }
}
