//! Published levels: from an authority's published figures to its levels, drawn towards the nation's as far
//! as a figure of one small authority and year is unreliable.
//!
//! ```text
//! mean      of a level's logarithm = m + (x - m) s² ÷ (s² + e²),   m = -s² ÷ 2
//! variance                         = s² e² ÷ (s² + e²)
//! ```
//!
//! x is the distance of the authority's logit (or logarithm) from the nation's, of stability and moves less what
//! who its children are makes of them, s² the variance between
//! authorities and e² that of the error of x (normal prior, normal error). The fifth band of a level's
//! quantity, noise, is what a published figure adds beyond chance; it is part of e. Levels of moves are divided by their
//! mean over the children of all authorities of the year, so that all together are the nation. Only figures of the year
//! and before are used. Of a year's surplus of starts over ceases the share `local.flows` is taken to last, and
//! both go back by `local.flows.past` to the authority's share of England's in the four years before.

use super::super::catalogue::Evidence;
use super::super::levels::{LEVELS, Level, LevelFactor};
use super::figure::Figure;
use super::profiles::local_flows;
use super::table::{Published, Row, published};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Years whose turnover is averaged: the level hardly moves, a single year says little.
const TURNOVER_YEARS: u32 = 5;
/// Rates are kept from 0 and 1, whose logits are infinite.
const LEAST_RATE: f64 = 0.01;
/// A share of vacancies that are covered can be no higher than this: the odds would be infinite.
const MOST_COVERED: f64 = 0.98;
/// Bounds of a factor in a profile.
const FACTORS: (f64, f64) = (0.011, 99.0);

/// Bands of a level's quantity.
struct Spread {
    spread: f64,
    noise: f64,
}

/// What is known of a level: mean and variance of its logarithm.
#[derive(Clone, Copy, Debug)]
struct Known {
    mean: f64,
    variance: f64,
}

fn values(id: &str) -> &'static [f64] {
    match Evidence::embedded().find(id) {
        Some(quantity) => &quantity.values,
        None => panic!("the quantity {id} is not in the evidence"),
    }
}

fn number(id: &str) -> f64 {
    match Evidence::embedded().find(id) {
        Some(quantity) => quantity.value,
        None => panic!("the quantity {id} is not in the evidence"),
    }
}

fn spread(id: &str) -> Spread {
    let bands = values(id);
    Spread { spread: bands[0], noise: bands[4] }
}

fn logit(share: f64) -> f64 {
    let share = share.clamp(LEAST_RATE, 1.0 - LEAST_RATE);
    libm::log(share / (1.0 - share))
}

impl Known {
    /// Nothing is known beyond how far authorities differ: the mean of their levels is the nation's, 1.
    fn nothing(spread: f64) -> Known {
        Known { mean: -spread * spread / 2.0, variance: spread * spread }
    }

    /// Adds a measurement of the level with its error variance.
    fn given(self, measured: f64, error: f64) -> Known {
        let weight = self.variance / (self.variance + error);
        Known { mean: self.mean + weight * (measured - self.mean), variance: self.variance * (1.0 - weight) }
    }

    fn factor(self) -> LevelFactor {
        LevelFactor { factor: libm::exp(self.mean).clamp(FACTORS.0, FACTORS.1), log_sd: self.variance.sqrt() }
    }
}

/// The logit of a share, half a child more on either side, and its base; `None` where it was not published.
fn measured(row: &Row, (percent, count, base): (Figure, Figure, Figure)) -> Option<(f64, f64)> {
    let base = row.get(base)?;
    let share = match row.get(count) {
        Some(count) if base > 0.0 => count / base,
        _ => row.get(percent)? / 100.0,
    };
    // No logit is infinite, and on average it is that of the true share.
    Some((logit((share * base + 0.5) / (base + 1.0)), base))
}

/// Variance of chance of the logit of a share over a base, whose logit is expected at the nation's: an authority
/// with fewer children by chance must not be thought less sure than one with more.
fn chance(of_nation: f64, base: f64) -> f64 {
    let expected = 1.0 / (1.0 + libm::exp(-of_nation));
    1.0 / ((base + 1.0) * expected * (1.0 - expected))
}

const THREE: (Figure, Figure, Figure) =
    (Figure::ThreePlacements, Figure::ThreePlacementsCount, Figure::ThreePlacementsBase);
const SAME: (Figure, Figure, Figure) = (Figure::SameCarer, Figure::SameCarerCount, Figure::SameCarerBase);

/// How an authority's children differ from the nation's: logarithm of the starts for each child, and shares aged 10 to
/// 15 and 16 and over; 0 where not published.
fn composition(row: &Row, nation: &Row) -> [f64; 3] {
    let share = |row: &Row, of: Figure| Some(row.get(of)? / row.get(Figure::Stock)?.max(1.0));
    let apart = |of: Figure, scale: fn(f64) -> f64| {
        let both = share(row, of).zip(share(nation, of));
        both.map_or(0.0, |(own, all)| scale(own) - scale(all))
    };
    let log = |share: f64| libm::log(share.max(LEAST_RATE));
    [
        apart(Figure::Started, log),
        apart(Figure::Age10To15, |share| share),
        apart(Figure::AgeFrom16, |share| share),
    ]
}

/// The level of moves: how stability and moves differ from the nation's, less what comes of who the children are, which
/// the model adds by itself; all authorities together, each with its children, are the nation.
fn moves(row: &Row, nation: &Row) -> Known {
    let known = drawn_moves(row, nation);
    Known { mean: known.mean - libm::log(moves_of_all(row.year)), ..known }
}

/// Mean level of moves over the children of the authorities of a year that are carried, before it is made 1; 1 where they are
/// no picture of all.
fn moves_of_all(year: u32) -> f64 {
    static ALL: OnceLock<BTreeMap<u32, f64>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let years: BTreeSet<u32> = published().rows().map(|row| row.year).collect();
        years.into_iter().filter_map(|year| Some((year, mean_moves(published(), year)?))).collect()
    });
    all.get(&year).copied().unwrap_or(1.0)
}

/// The same of a table.
fn mean_moves(table: &Published, year: u32) -> Option<f64> {
    let nation = table.nation(year)?;
    let (mut children, mut weighed, mut authorities) = (0.0, 0.0, 0);
    for row in table.of_year(year) {
        let has = [THREE, SAME].into_iter().any(|figures| measured(row, figures).is_some());
        let Some(own) = row.get(Figure::Stock).filter(|_| has) else { continue };
        let known = drawn_moves(row, nation);
        children += own;
        weighed += own * libm::exp(known.mean + known.variance / 2.0);
        authorities += 1;
    }
    (authorities >= MANY).then(|| weighed / children)
}

/// The level of moves of an authority by itself.
fn drawn_moves(row: &Row, nation: &Row) -> Known {
    let spread = spread("local.moves");
    let (response, own) = (values("local.moves.response"), values("local.moves.own"));
    let (by_composition, composition) = (values("local.moves.composition"), composition(row, nation));
    let shares = [THREE, SAME].map(|figures| {
        let ((local, base), (all, _)) = measured(row, figures).zip(measured(nation, figures))?;
        Some((local - all, chance(all, base)))
    });
    let rate = |of: &Row| super::moves::moves(&of.code, of.year).filter(|rate| *rate > 0.0);
    let children = row.get(Figure::Stock).unwrap_or(0.0).max(1.0);
    let rates = rate(row).zip(rate(nation)).map(|(own, all)| {
        (libm::log(own.max(LEAST_RATE) / all), number("local.moves.chance") / (children * all))
    });
    let mut known = Known::nothing(spread.spread);
    let [three, same] = shares;
    for (measure, found) in [three, same, rates].into_iter().enumerate() {
        let Some((apart, chance)) = found else { continue };
        let of_who = by_composition.iter().skip(composition.len() * measure).zip(&composition);
        let apart = apart - of_who.map(|(by, apart)| by * apart).sum::<f64>();
        let (response, error) = (response[measure], chance + own[measure] * own[measure]);
        known = known.given(apart / response, error / (response * response));
    }
    known
}

/// Fewer authorities than these are no picture of all.
const MANY: usize = 100;

/// The mean over authorities of a figure of a year, where enough are at hand, else the nation's: in small authorities
/// turnover is higher, so that a typical one lies above the rate of all workers.
fn mean_of(figure: Figure, year: u32, table: &Published) -> f64 {
    let of = |table: &Published| {
        let of_year: Vec<f64> = table.of_year(year).filter_map(|row| row.get(figure)).collect();
        (of_year.len() >= MANY).then(|| of_year.iter().sum::<f64>() / of_year.len() as f64)
    };
    let nation = || table.nation(year).and_then(|row| row.get(figure));
    of(table).or_else(|| of(published())).or_else(nation).unwrap_or(f64::NAN)
}

fn leaving(row: &Row, table: &Published) -> Known {
    let Spread { spread, noise } = spread("local.leaving");
    let rate = |row: &Row| {
        let turnover = row.get(Figure::Turnover)? / 100.0;
        // Half a leaver more: the logarithm is on average that of the true rate.
        let leavers = row.get(Figure::Leavers).unwrap_or(0.0).max(1.0);
        Some((libm::log(turnover.max(LEAST_RATE) * (leavers + 0.5) / leavers), turnover, leavers))
    };
    let response = number("local.leaving.response");
    let mut known = Known::nothing(spread);
    let mut of_authorities = 0.0;
    for year in row.year.saturating_sub(TURNOVER_YEARS - 1)..=row.year {
        let of_year = if year == row.year { Some(row) } else { table.row(year, &row.code) };
        let Some((of_year, nation)) = of_year.zip(table.nation(year)) else {
            continue;
        };
        if let (Some((local, own, leavers)), Some((all, of_nation, _))) = (rate(of_year), rate(nation)) {
            // Chance is that of the leavers whom the nation's rate would give.
            let expected = (leavers / own.max(LEAST_RATE) * of_nation).max(1.0);
            let error = noise * noise + 1.0 / (expected * response * response);
            of_authorities =
                libm::log(mean_of(Figure::Turnover, year, table) / (100.0 * of_nation)) / response;
            known = known.given((local - all) / response - of_authorities, error);
        }
    }
    Known { mean: known.mean + of_authorities, ..known }
}

/// Vacancies, given how many leave: a post is vacant in proportion to both.
fn vacancy(row: &Row, nation: &Row, leaving: Known) -> Option<Known> {
    let Spread { spread, noise } = spread("local.vacancy");
    let odds = |row: &Row| Some(logit(row.get(Figure::VacancyRate)? / 100.0));
    let apart = odds(row)? - odds(nation)?;
    Some(Known::nothing(spread).given(apart - leaving.mean, noise * noise))
}

/// Cover, and agency workers beyond it: an authority has as many for each vacancy, against the nation's, as are
/// published. They cover vacancies as far as these go; the rest are in no vacant post. Over all authorities that gives
/// a fifth in none, which is what is published (workforce.cover.beyond).
fn agency(row: &Row, nation: &Row) -> Option<[LevelFactor; 2]> {
    let Spread { spread, noise } = spread("local.cover");
    let (share, beyond) = (number("workforce.cover.share"), number("workforce.cover.beyond"));
    let vacant =
        |row: &Row| Some((row.get(Figure::VacancyRate)? / 100.0).clamp(LEAST_RATE, 1.0 - LEAST_RATE));
    let for_each = |row: &Row| Some(logit(row.get(Figure::AgencyRate)? / 100.0) - logit(vacant(row)?));
    let wanted = (share + beyond / vacant(nation)?) * libm::exp(for_each(row)? - for_each(nation)?);
    let covered = wanted.clamp(LEAST_RATE, MOST_COVERED);
    let odds = libm::log(covered / (1.0 - covered)) - libm::log(share / (1.0 - share));
    let rest = (wanted - covered).max(0.0) * vacant(row)? / beyond;
    let beyond = LevelFactor { factor: rest.clamp(FACTORS.0, FACTORS.1), log_sd: 0.0 };
    Some([Known::nothing(spread).given(odds, noise * noise).factor(), beyond])
}

/// The rate of exits is that of the published flows, of whose year chance and the year's own part are not those of the
/// next; it is a mean of starts and ceases by `local.flows`, so that a part of the variance of either is in it.
fn exits(row: &Row) -> LevelFactor {
    let (yearly, response) = (values("local.exits")[2], number("local.exits.response"));
    let chance = row.get(Figure::Ceased).map_or(0.0, |ceased| 1.0 / ceased.max(1.0));
    let [_, by_starts] = local_flows();
    let of_mean = by_starts * by_starts + (1.0 - by_starts) * (1.0 - by_starts);
    let variance = of_mean * (yearly * yearly + chance / (response * response));
    LevelFactor { factor: libm::exp(-variance / 2.0), log_sd: variance.sqrt() }
}

fn caseload(row: &Row, nation: &Row) -> Option<Known> {
    let Spread { spread, noise } = spread("local.caseload");
    let apart = libm::log(row.get(Figure::Caseload)?.max(1.0) / nation.get(Figure::Caseload)?);
    Some(Known::nothing(spread).given(apart, noise * noise))
}

/// The levels of an authority, and what could not be taken from its own figures.
pub(super) fn levels(row: &Row, table: &Published) -> ([LevelFactor; LEVELS], Vec<&'static str>) {
    let mut levels = [LevelFactor::ONE; LEVELS];
    let mut missing = Vec::new();
    let Some(nation) = table.nation(row.year) else {
        return (levels, vec!["England's figures of the year"]);
    };
    let mut set = |level: Level, id: &str, known: Option<LevelFactor>, what: &'static str| {
        levels[level as usize] = known.unwrap_or_else(|| {
            missing.push(what);
            Known::nothing(spread(id).spread).factor()
        });
    };
    // Nothing of a single year tells the level of entries that the flows do not.
    let yearly = values("local.entries")[2];
    set(Level::Entries, "local.entries", Some(LevelFactor { factor: 1.0, log_sd: yearly }), "");
    set(Level::Exits, "local.exits", Some(exits(row)), "");
    let has = |figures: (Figure, Figure, Figure)| measured(row, figures).is_some();
    let moves = (has(THREE) || has(SAME)).then(|| moves(row, nation).factor());
    set(Level::Moves, "local.moves", moves, "stability of placements");
    let leaving = leaving(row, table);
    let some = row.get(Figure::Turnover).is_some();
    set(Level::Leaving, "local.leaving", some.then(|| leaving.factor()), "turnover");
    let vacancy = vacancy(row, nation, leaving).map(Known::factor);
    set(Level::Vacancy, "local.vacancy", vacancy, "vacancies");
    let agency = agency(row, nation);
    set(Level::Cover, "local.cover", agency.map(|[cover, _]| cover), "agency workers");
    set(Level::Beyond, "local.cover", Some(agency.map_or(LevelFactor::ONE, |[_, beyond]| beyond)), "");
    // Nothing is published by authority of disruptions, of changes of case holder one later year alone.
    for (level, id) in [(Level::Disruptions, "local.disruptions"), (Level::HandOvers, "local.hand-overs")] {
        let unknown = Known::nothing(spread(id).spread).factor();
        set(level, id, Some(unknown), "");
    }
    let caseload = caseload(row, nation).map(Known::factor);
    set(Level::Caseload, "local.caseload", caseload, "caseload");
    (levels, missing)
}

#[cfg(test)]
mod tests {
    use super::super::cell::Cell;
    use super::super::table::NATION;
    use super::*;

    fn row(code: &str, three: f64, base: f64, vacancy: f64) -> Row {
        let mut row = Row::blank(2021, code, code);
        for (figure, value) in [
            (Figure::ThreePlacementsCount, three),
            (Figure::ThreePlacementsBase, base),
            (Figure::VacancyRate, vacancy),
            (Figure::AgencyRate, 15.0),
        ] {
            row.set(figure, Cell::Number(value));
        }
        row
    }

    #[test]
    fn all_authorities_together_each_with_its_children_move_as_the_nation_does() {
        for year in [2021, 2023, 2025] {
            let nation = published().nation(year).unwrap();
            let (mut children, mut weighed) = (0.0, 0.0);
            for row in published().of_year(year) {
                let (own, of_figures) = (row.get(Figure::Stock), measured(row, THREE).is_some());
                if let Some(own) = own.filter(|_| of_figures) {
                    let level = levels(row, published()).0[Level::Moves as usize];
                    children += own;
                    weighed += own * level.factor * libm::exp(level.log_sd * level.log_sd / 2.0);
                }
            }
            assert!((weighed / children - 1.0).abs() < 0.002, "{year}: {}", weighed / children);
            // Where nothing else is known of a year, levels stand by themselves.
            assert_eq!(moves_of_all(1990), 1.0);
            assert!(moves_of_all(year) > 0.98 && moves_of_all(year) < 1.03 && nation.year == year);
        }
    }

    #[test]
    fn a_figure_of_few_children_is_drawn_to_the_nation_and_its_level_is_less_sure() {
        let nation = row(NATION, 9_000.0, 100_000.0, 17.0);
        let of = |three, base| {
            let row = row("E1", three, base, 17.0);
            levels(&row, &Published::new([row.clone(), nation.clone()])).0
        };
        let (small, large) = (of(14.0, 100.0), of(1_400.0, 10_000.0));
        let moves = Level::Moves as usize;
        assert!(1.0 < small[moves].factor && small[moves].factor < large[moves].factor);
        assert!(large[moves].log_sd < small[moves].log_sd);
        assert!(small[moves].log_sd < values("local.moves")[0]);
        let as_nation = of(900.0, 10_000.0);
        // Levels of the year are divided by their mean over all children.
        assert!((as_nation[moves].factor * moves_of_all(2021) - 1.0).abs() < 1e-3);
        // A figure like the nation's, with what it leaves open: the mean of the level is the nation's.
        let mean = |level: Level| {
            let LevelFactor { factor, log_sd } = as_nation[level as usize];
            factor * libm::exp(log_sd * log_sd / 2.0)
        };
        assert!((mean(Level::Vacancy) - 1.0).abs() < 0.03);
        // As many agency workers for each vacancy as the nation has, which cover vacancies before they are in none.
        let (share, beyond) = (number("workforce.cover.share"), number("workforce.cover.beyond"));
        let odds = share / (1.0 - share) * as_nation[Level::Cover as usize].factor;
        let covered = odds / (1.0 + odds) + beyond * as_nation[Level::Beyond as usize].factor / 0.17;
        assert!((covered / (share + beyond / 0.17) - 1.0).abs() < 0.02, "{covered}");
    }

    #[test]
    fn a_figure_that_is_not_published_leaves_the_level_as_open_as_authorities_differ() {
        let nation = row(NATION, 9_000.0, 100_000.0, 17.0);
        let blank = Row::blank(2021, "E1", "E1");
        let (levels, missing) = levels(&blank, &Published::new([blank.clone(), nation]));
        assert_eq!(missing.len(), 5);
        let leaving = levels[Level::Leaving as usize];
        let spread = values("local.leaving")[0];
        assert!((leaving.factor * libm::exp(spread * spread / 2.0) - 1.0).abs() < 1e-12);
        assert_eq!(leaving.log_sd, spread);
    }
}
