//! From a published row to a profile: ages and placements of the authority where they are published,
//! else England's shares of the year; flows and levels from its own figures.

use super::super::authorities::filled;
use super::super::catalogue::Evidence;
use super::super::flows::{PublishedYear, published_years};
use super::super::levels::{LEVELS, LevelFactor};
use super::super::national::National;
use super::super::profile::{Flows, Profile};
use super::super::unaccompanied::{Unaccompanied, of_authority, others};
use super::cell::{Cell, Code};
use super::figure::Figure;
use super::levels::levels;
use super::table::{NATION, Published, Row, published};
use crate::terms::{AGES, PUBLISHED_TYPES};

const RELEASES: &str = "Department for Education, Children looked after in England including adoption, \
    and Children's social work workforce, figures by local authority";
/// Licence of all of them.
pub(super) const LICENCE: &str =
    "Contains public sector information licensed under the Open Government Licence v3.0";

const AGED: [Figure; AGES] =
    [Figure::AgeUnder1, Figure::Age1To4, Figure::Age5To9, Figure::Age10To15, Figure::AgeFrom16];
const PLACED: [Figure; 9] = [
    Figure::PlacedFoster,
    Figure::PlacedHomes,
    Figure::PlacedOtherResidential,
    Figure::PlacedSchools,
    Figure::PlacedParents,
    Figure::PlacedCommunity,
    Figure::PlacedAdoption,
    Figure::PlacedMissing,
    Figure::PlacedOther,
];

const STARTED: [Figure; AGES] = [
    Figure::StartedUnder1,
    Figure::Started1To4,
    Figure::Started5To9,
    Figure::Started10To15,
    Figure::StartedFrom16,
];

/// A profile with the texts of its provenance apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// The profile.
    pub profile: Profile,
    /// Source.
    pub source: String,
    /// Licence.
    pub licence: &'static str,
    /// What was taken from elsewhere.
    pub note: String,
}

/// A row's children in the cells of a block. What the printed cells leave of the stock is shared among the
/// withheld ones: 1 to 5 each to 2011, else in England's proportions. `None` where a cell is missing for
/// another reason; how many were withheld.
fn block(row: &Row, nation: &Row, stock: f64, figures: &[Figure]) -> Option<(Vec<f64>, u32)> {
    let coded = |code: Code| figures.iter().any(|figure| row.cell(*figure) == Cell::Coded(code));
    if coded(Code::OneToFive) {
        let cells = figures.iter().map(|figure| match row.cell(*figure) {
            Cell::Number(children) => Some(Some(children as u32)),
            Cell::Coded(Code::OneToFive) => Some(None),
            Cell::Coded(_) => None,
        });
        let cells = cells.collect::<Option<Vec<_>>>()?;
        return Some(filled(stock as u32, &cells));
    }
    // A type that a release does not print for anybody holds nobody.
    let printed = |figure: &Figure| nation.get(*figure).unwrap_or(0.0);
    let withheld = |figure: &Figure| row.cell(*figure) == Cell::Coded(Code::Confidential);
    let known = |figure: &Figure| row.get(*figure).is_some() || withheld(figure) || printed(figure) <= 0.0;
    let sum: f64 = figures.iter().filter_map(|figure| row.get(*figure)).sum();
    if !figures.iter().all(known) || sum <= 0.0 {
        return None;
    }
    let hidden: f64 = figures.iter().filter(|figure| withheld(figure)).map(printed).sum();
    let left = (stock - sum).max(0.0);
    let cells = figures.iter().map(|figure| match row.get(*figure) {
        Some(children) => children,
        None if withheld(figure) && hidden > 0.0 => left * printed(figure) / hidden,
        None => 0.0,
    });
    Some((cells.collect(), figures.iter().filter(|figure| withheld(figure)).count() as u32))
}

/// England's cells of a block, scaled to the stock.
fn of_nation(nation: &Row, stock: f64, figures: &[Figure]) -> Vec<f64> {
    let cells: Vec<f64> = figures.iter().map(|figure| nation.get(*figure).unwrap_or(0.0)).collect();
    let sum: f64 = cells.iter().sum();
    cells.iter().map(|children| children / sum * stock).collect()
}

/// The cells of a release as the types of [`crate::terms::PUBLISHED_TYPES`]: what is in other placements
/// beyond a share of the stock is supported accommodation coded otherwise (`local.other-placements`).
fn placements(cells: &[f64]) -> [f64; PUBLISHED_TYPES.len()] {
    let most = Evidence::embedded().find("local.other-placements").map_or(1.0, |q| q.value);
    let stock: f64 = cells.iter().sum();
    let kept = cells[8].min(most * stock);
    [
        cells[0],
        cells[1] + cells[3],
        cells[4],
        cells[5] + cells[8] - kept,
        cells[6],
        cells[2] + cells[7] + kept,
    ]
}

/// The row of England of the year, or of the nearest year that is carried.
fn nation_of(year: u32, table: &Published) -> Option<&Row> {
    let complete =
        |row: &&Row| row.get(Figure::AgeFrom16).is_some() && row.get(Figure::PlacedFoster).is_some();
    let carried = || {
        let all = published().rows().filter(|row| row.code == NATION).filter(complete);
        all.min_by_key(|row| (row.year.abs_diff(year), row.year))
    };
    table.nation(year).filter(complete).or_else(carried)
}

/// Shares of those who start for the first time by age, drawn towards England's as far as a year of a small
/// authority is unreliable; those who come back and the unaccompanied children are taken off.
fn first_ages(
    row: &Row,
    england: &Row,
    alone: &Unaccompanied,
    nation: &Unaccompanied,
) -> Option<[f64; AGES]> {
    let evidence = Evidence::embedded();
    let weight = evidence.find("local.first-ages.weight")?.value;
    let (again, share) =
        (&evidence.find("care.reentry.ages")?.values, evidence.find("care.reentry.share")?.value);
    let started = row.get(Figure::Started).filter(|started| *started >= 1.0)?;
    let (mut own, _) = block(row, england, started, &STARTED)?;
    let mut all = of_nation(england, england.get(Figure::Started)?, &STARTED);
    let [.., fourteen, fifteen, sixteen, seventeen] = evidence.find("unaccompanied.ages")?.values[..] else {
        return None;
    };
    for (cells, alone) in [(&mut own, alone), (&mut all, nation)] {
        for (band, share) in [(3, fourteen + fifteen), (4, sixteen + seventeen)] {
            cells[band] = (cells[band] - alone.started * share).max(0.0);
        }
    }
    let sum: f64 = all.iter().sum();
    all.iter_mut().for_each(|cell| *cell /= sum);
    let total: f64 = own.iter().sum();
    let first: [f64; AGES] = std::array::from_fn(|band| {
        let age = (own[band] + weight * all[band]) / (total + weight);
        (age - share * again[band]).max(0.0)
    });
    let sum: f64 = first.iter().sum();
    Some(first.map(|age| age / sum))
}

/// The share of a surplus that lasts, and what of the rest is taken from starts.
pub(super) fn local_flows() -> [f64; 2] {
    match Evidence::embedded().find("local.flows").map(|quantity| &quantity.values[..]) {
        Some(&[lasting, by_starts]) => [lasting, by_starts],
        _ => panic!("the quantity local.flows has two bands"),
    }
}

/// Years before the last that are its usual flows, and how many of them must be known.
const PAST_YEARS: u32 = 4;
const KNOWN_YEARS: usize = 3;

/// The usual share that an authority has of England's starts and ceases, the unaccompanied apart: the mean of the years
/// before `year`.
fn usual_share(code: &str, year: u32) -> Option<f64> {
    let [_, by_starts] = local_flows();
    let (own, all) = (published_years(code), published_years(NATION));
    let share = |of: u32| {
        let flows = |code: &str, years: &[PublishedYear]| {
            let [started, ceased] = others(code, years.iter().find(|one| one.year == of)?);
            started.zip(ceased).filter(|(started, ceased)| *started > 0.0 && *ceased > 0.0)
        };
        let ((started, ceased), (of_starts, of_ceases)) = flows(code, &own).zip(flows(NATION, &all))?;
        Some((1.0 - by_starts) * started / of_starts + by_starts * ceased / of_ceases)
    };
    let known: Vec<f64> = (year.saturating_sub(PAST_YEARS)..year).filter_map(share).collect();
    (known.len() >= KNOWN_YEARS).then(|| known.iter().sum::<f64>() / known.len() as f64)
}

/// Starts and ceases drawn towards balance: most of a single year's surplus does not last, and more of what does not
/// goes into ceases than is taken from starts. Both are drawn towards the authority's usual share of England's, as far as
/// a last year's distance from it does not last.
fn balanced(
    (started, ceased): (f64, f64),
    usual: Option<f64>,
    nation: &National,
    alone: &Unaccompanied,
) -> Flows {
    let [lasting, by_starts] = local_flows();
    // Unaccompanied children come and go by a process of their own, as published.
    let (started, ceased) = ((started - alone.started).max(0.0), (ceased - alone.ceased).max(0.0));
    let of_nation = &nation.unaccompanied;
    let (all_started, all_ceased) = (nation.started - of_nation.started, nation.ceased - of_nation.ceased);
    let through = (1.0 - by_starts) * started / all_started + by_starts * ceased / all_ceased;
    let past = Evidence::embedded().find("local.flows.past").map_or(0.0, |quantity| quantity.value);
    let drawn_to = usual.filter(|_| through > 0.0).map_or(1.0, |usual| libm::pow(usual / through, past));
    let drawn = |own: f64, all: f64| drawn_to * (through * all + lasting * (own - through * all));
    Flows {
        started: alone.started + drawn(started, all_started).max(0.0),
        ceased: alone.ceased + drawn(ceased, all_ceased).max(0.0),
        growth: None,
    }
}

/// The profile of a row; `table` holds England and earlier years.
///
/// # Errors
/// A sentence that says which figure is missing.
pub fn profile(row: &Row, table: &Published) -> Result<Made, String> {
    let Some(stock) = row.get(Figure::Stock).filter(|stock| *stock >= 1.0) else {
        return Err(format!("no children looked after on 31 March {} are published", row.year));
    };
    let nation = National::nearest(row.year);
    let mut notes = Vec::new();
    let Some(england) = nation_of(row.year, table) else {
        return Err(format!("no ages and placements of England are at hand for {}", row.year));
    };
    let (own_ages, own_placed) = (block(row, england, stock, &AGED), block(row, england, stock, &PLACED));
    let (ages, placed) = match (own_ages, own_placed) {
        (Some((ages, hidden)), Some((placed, more))) => {
            if hidden + more > 0 {
                notes.push(format!(
                    "{} cells of ages and placements are withheld and filled in with what the published cells \
                     leave of the stock",
                    hidden + more
                ));
            }
            (ages, placed)
        }
        _ => {
            notes.push(format!(
                "Ages and placements are not published for the authority: they are England's shares of {} times its stock",
                england.year
            ));
            (of_nation(england, stock, &AGED), of_nation(england, stock, &PLACED))
        }
    };
    let (ages, placements): ([f64; AGES], _) = (std::array::from_fn(|band| ages[band]), placements(&placed));
    let (mut alone, note) = of_authority(&row.code, row.year, stock);
    notes.extend(note);
    alone.stock = alone.stock.min(ages[AGES - 2] + ages[AGES - 1]);
    let any_time = row.get(Figure::AnyTime);
    let flows = match (row.get(Figure::Started), row.get(Figure::Ceased)) {
        (Some(started), Some(ceased)) => {
            let usual = usual_share(&row.code, row.year);
            let flows = balanced((started, ceased), usual, &nation, &alone);
            (alone.started, alone.ceased) =
                (alone.started.min(flows.started), alone.ceased.min(flows.ceased));
            notes.push(format!(
                "{started} children started and {ceased} ceased; of the surplus the part that lasts is kept, and \
                 both are drawn towards the authority's share of England's in the years before"
            ));
            Some(flows)
        }
        _ if any_time.is_some() && nation.any_time.is_some() => None,
        _ => {
            notes.push("Starts and ceases are not published: they are England's for each child".to_owned());
            let share = stock / nation.stock;
            Some(Flows { started: nation.started * share, ceased: nation.ceased * share, growth: None })
        }
    };
    let has_levels = table.nation(row.year).is_some_and(|nation| {
        nation.get(Figure::ThreePlacementsBase).is_some() || nation.get(Figure::Turnover).is_some()
    });
    let own_levels = if has_levels {
        let (own, missing) = levels(row, table);
        if !missing.is_empty() {
            notes.push(format!("Not published, so as open as authorities differ: {}", missing.join(", ")));
        }
        notes.push("Levels stand against England's figures of the year and are drawn towards 1 as far as a figure of a small authority is unreliable".to_owned());
        own
    } else {
        [LevelFactor::ONE; LEVELS]
    };
    if row.workforce_with.len() > 1 {
        notes.push(format!("Workforce figures are those of {} together", row.workforce_with.join(" and ")));
    }
    let source = format!("{RELEASES}, 31 March and 30 September {}, {}", row.year, row.code);
    let note = notes.join(". ");
    Ok(Made {
        profile: Profile {
            name: row.name.clone(),
            source: format!("{source}. {note}. {LICENCE}."),
            year: row.year,
            ages,
            placements,
            stock,
            any_time,
            flows,
            unaccompanied: Some(alone),
            care_leavers: None,
            arrival_ages: first_ages(row, england, &alone, &nation.unaccompanied),
            levels: own_levels,
            children: Vec::new(),
            national: nation,
        },
        source,
        licence: LICENCE,
        note,
    })
}

/// England in small: the mean of the authorities of a year, from the row of England.
pub fn average(nation: &Row) -> Option<Profile> {
    let national = National::nearest(nation.year);
    let of = |figures: &[Figure]| block(nation, nation, national.stock, figures);
    let ((ages, _), (placed, _)) = (of(&AGED)?, of(&PLACED)?);
    let stock = rounded(national.stock / national.authorities, 10.0);
    let share = stock / national.stock;
    let scaled = |children: f64| rounded(children * share, 100.0);
    let source = format!(
        "{RELEASES}, national figures of the year ending 31 March {} (stock by age and placement, starts, ceases), \
         scaled to the mean of {} authorities. {LICENCE}.",
        nation.year, national.authorities
    );
    Some(Profile {
        name: format!("Average English authority, {}", nation.year),
        source,
        year: nation.year,
        ages: std::array::from_fn(|band| scaled(ages[band])),
        placements: placements(&placed).map(scaled),
        stock,
        any_time: None,
        flows: Some(Flows {
            started: scaled(national.started),
            ceased: scaled(national.ceased),
            growth: Some(scaled(national.growth)),
        }),
        unaccompanied: Some(Unaccompanied {
            stock: scaled(national.unaccompanied.stock),
            started: scaled(national.unaccompanied.started),
            ceased: scaled(national.unaccompanied.ceased),
        }),
        care_leavers: None,
        arrival_ages: first_ages(nation, nation, &national.unaccompanied, &national.unaccompanied),
        levels: [LevelFactor::ONE; LEVELS],
        children: Vec::new(),
        national,
    })
}

fn rounded(number: f64, parts: f64) -> f64 {
    (number * parts).round() / parts
}

/// The source of every authority of a year at once.
pub fn source_of_all(year: u32, authorities: usize) -> String {
    format!(
        "{RELEASES}, 31 March and 30 September {year}, all {authorities} authorities. Cells of ages and placements that \
         are withheld are filled in with what the published cells leave of the stock; of a year's surplus of starts over ceases the part that lasts is kept; \
         levels stand against England's figures and are drawn towards 1 as far as a figure of a small authority is \
         unreliable. {LICENCE}."
    )
}

/// The name of an authority in the names of profiles: `Bristol, City of` is `bristol`.
pub fn slug(name: &str) -> String {
    let name =
        name.split_once(", ").map_or(name, |(first, rest)| if rest.ends_with(" of") { first } else { name });
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_profiles_of_2011() {
        for (name, expected) in [
            ("Bristol, City of", "bristol"),
            ("Kingston upon Hull, City of", "kingston-upon-hull"),
            ("Bournemouth, Christchurch and Poole", "bournemouth-christchurch-and-poole"),
            ("St. Helens", "st-helens"),
        ] {
            assert_eq!(slug(name), expected);
        }
    }

    #[test]
    fn a_surplus_of_one_year_mostly_does_not_last() {
        let nation = National::nearest(2021);
        let nobody = Unaccompanied { stock: 0.0, started: 0.0, ceased: 0.0 };
        let [lasting, by_starts] = local_flows();
        let (flows, even) = (
            balanced((200.0, 100.0), None, &nation, &nobody),
            balanced((150.0, 150.0), None, &nation, &nobody),
        );
        let surplus = (flows.started - flows.ceased) - (even.started - even.ceased);
        assert!((surplus - lasting * 100.0).abs() < 1.0, "{surplus}");
        // What does not last is taken from starts and added to ceases by their shares.
        let of_nation = &nation.unaccompanied;
        let (all, left) = (nation.started - of_nation.started, nation.ceased - of_nation.ceased);
        let taken = by_starts * (1.0 - lasting) * (200.0 - 100.0 / left * all);
        assert!((200.0 - flows.started - taken).abs() < 1e-9, "{}", flows.started);
    }

    #[test]
    fn a_year_unlike_those_before_is_drawn_towards_them_and_a_usual_one_is_not() {
        let nation = National::nearest(2021);
        let nobody = Unaccompanied { stock: 0.0, started: 0.0, ceased: 0.0 };
        let of_nation = &nation.unaccompanied;
        let all = nation.started - of_nation.started;
        let left = nation.ceased - of_nation.ceased;
        let of =
            |share: f64, usual: f64| balanced((share * all, share * left), Some(usual), &nation, &nobody);
        assert!((of(0.01, 0.01).started - 0.01 * all).abs() < 1e-9);
        let past = Evidence::embedded().find("local.flows.past").unwrap().value;
        let (high, low) = (of(0.02, 0.01), of(0.005, 0.01));
        assert!((high.started / (0.02 * all) - libm::pow(0.5, past)).abs() < 1e-9);
        assert!((low.ceased / (0.005 * left) - libm::pow(2.0, past)).abs() < 1e-9);
        // Kent of 2021 has its four years; nobody has any before 2011.
        assert!(usual_share("E10000016", 2021).is_some_and(|share| share > 0.01 && share < 0.04));
        assert_eq!(usual_share("E10000016", 2013), None);
    }
}
