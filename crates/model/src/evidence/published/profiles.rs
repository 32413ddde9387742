//! From a published row to a profile: ages and placements of the authority where they are published,
//! else England's shares; flows and levels from its own figures.

use super::super::authorities::filled;
use super::super::catalogue::Evidence;
use super::super::levels::{LEVELS, LevelFactor};
use super::super::national::National;
use super::super::profile::{Flows, Profile};
use super::cell::{Cell, Code};
use super::figure::Figure;
use super::levels::levels;
use super::table::{Published, Row};
use crate::terms::AGES;

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

/// Years for which England's shares by age and placement are at hand; of two as near the earlier.
fn shares_year(year: u32) -> u32 {
    if year < 2023 { 2020 } else { 2024 }
}

/// England's shares under an id.
fn shares(id: &str) -> &'static [f64] {
    match Evidence::embedded().find(id) {
        Some(quantity) => &quantity.values,
        None => panic!("the quantity {id} is not in the evidence"),
    }
}

/// A block of cells that sum to the stock; `None` where any is neither a number nor withheld as 1 to 5.
fn block(row: &Row, stock: f64, figures: &[Figure]) -> Option<(Vec<f64>, u32)> {
    let cells = figures.iter().map(|figure| match row.cell(*figure) {
        Cell::Number(children) => Some(Some(children as u32)),
        Cell::Coded(Code::OneToFive) => Some(None),
        Cell::Coded(_) => None,
    });
    let cells = cells.collect::<Option<Vec<_>>>()?;
    Some(filled(stock as u32, &cells))
}

/// Starts and ceases drawn towards balance: most of a single year's surplus does not last.
fn balanced(started: f64, ceased: f64, nation: &National) -> Flows {
    let lasting = Evidence::embedded().find("local.flows").map_or(0.0, |q| q.value);
    let through = (started / nation.started + ceased / nation.ceased) / 2.0;
    let (usual_starts, usual_ceases) = (through * nation.started, through * nation.ceased);
    let surplus = (started - usual_starts) - (ceased - usual_ceases);
    Flows {
        started: usual_starts + lasting * surplus / 2.0,
        ceased: usual_ceases - lasting * surplus / 2.0,
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
    let (ages, placements) = match (block(row, stock, &AGED), block(row, stock, &PLACED)) {
        (Some((ages, hidden)), Some((p, more))) => {
            if hidden + more > 0 {
                notes.push(format!(
                    "{} cells of ages and placements are withheld (1 to 5 children each) and filled in: \
                     what the published cells leave of the stock, in equal whole numbers",
                    hidden + more
                ));
            }
            let placed = [p[0], p[1] + p[2] + p[3], p[4], p[5], p[6], p[7] + p[8]];
            (std::array::from_fn(|band| ages[band]), placed)
        }
        _ => {
            notes.push(format!(
                "Ages and placements are not published for the authority: they are England's shares of {} times its stock",
                shares_year(row.year)
            ));
            let year = shares_year(row.year);
            let ages = shares(&format!("local.ages-{year}"));
            let placed = shares(&format!("local.placements-{year}"));
            (std::array::from_fn(|band| ages[band] * stock), std::array::from_fn(|kind| placed[kind] * stock))
        }
    };
    let any_time = row.get(Figure::AnyTime);
    let flows = match (row.get(Figure::Started), row.get(Figure::Ceased)) {
        (Some(started), Some(ceased)) => {
            let flows = balanced(started, ceased, &nation);
            notes.push(format!(
                "{started} children started and {ceased} ceased; of the surplus the part that lasts is kept"
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
            arrival_ages: None,
            levels: own_levels,
            children: Vec::new(),
            national: nation,
        },
        source,
        licence: LICENCE,
        note,
    })
}

/// The source of every authority of a year at once.
pub fn source_of_all(year: u32, authorities: usize) -> String {
    format!(
        "{RELEASES}, 31 March and 30 September {year}, all {authorities} authorities. Ages and placements are England's \
         shares of {} times an authority's stock; of a year's surplus of starts over ceases the part that lasts is kept; \
         levels stand against England's figures and are drawn towards 1 as far as a figure of a small authority is \
         unreliable. {LICENCE}.",
        shares_year(year)
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
        let (flows, even) = (balanced(200.0, 100.0, &nation), balanced(150.0, 150.0, &nation));
        assert!(flows.started > even.started && flows.started < 170.0);
        let surplus = (flows.started - flows.ceased) - (even.started - even.ceased);
        assert!((surplus - 20.0).abs() < 1.0, "{surplus}");
    }
}
