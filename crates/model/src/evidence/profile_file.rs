//! A profile as it is written in a file: read with its faults, and written again.
//!
//! Schema 1 has ages, placements and children looked after at any time in the year. Schema 2 may have
//! instead the year's flows, and besides the authority's own levels and a list of its children.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::distance::nearest_of;
use super::keyed::{Ages, Placements};
use super::left_care::LeftCare;
use super::levels::{LEVELS, Level, LevelFactor};
use super::national::National;
use super::profile::{Flows, ListedChild, Profile, ProfileError};
use super::unaccompanied::Unaccompanied;
use crate::terms::{EIGHTEEN, PlacementType};
use crate::text;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Written {
    schema: u32,
    name: String,
    year: u32,
    stock: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    any_time: Option<f64>,
    ages: Ages,
    placements: Placements,
    #[serde(skip_serializing_if = "Option::is_none")]
    flows: Option<FlowsWritten>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unaccompanied: Option<Unaccompanied>,
    #[serde(skip_serializing_if = "Option::is_none")]
    care_leavers: Option<LeftCare>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arrival_ages: Option<Ages>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    levels: BTreeMap<String, LevelWritten>,
    provenance: Sources,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    child: Vec<ChildWritten>,
    /// Rates as they were counted, for readers of the file: the model reads the levels.
    #[serde(default, rename = "observed", skip_serializing)]
    _observed: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct FlowsWritten {
    started: f64,
    ceased: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    growth: Option<f64>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct LevelWritten {
    factor: f64,
    #[serde(default)]
    log_sd: f64,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    source: String,
    /// Where levels that the first source does not tell were taken from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    second_source: String,
    licence: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ChildWritten {
    age_months: f64,
    placement: String,
    months_in_care: f64,
    months_in_placement: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    months_since_previous: Option<f64>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    unaccompanied: bool,
}

/// One line for a fault of syntax or of a key.
fn unreadable(text: &str, error: &toml::de::Error) -> ProfileError {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or("");
    let place = match before.matches('\n').count() {
        0 => String::new(),
        lines => format!(" (line {})", lines + 1),
    };
    ProfileError::Unreadable(format!("{}{place}", error.message()))
}

fn impossible<T>(message: String) -> Result<T, ProfileError> {
    Err(ProfileError::Impossible(message))
}

/// A count of ten million children is no authority; the bound keeps damaged files harmless.
const COUNTS: std::ops::RangeInclusive<f64> = 0.0..=1.0e7;

/// Ages and placements against the stock, and the stock itself.
fn counts(w: &Written) -> Result<(), ProfileError> {
    let (ages, placements) = (&w.ages.0, &w.placements.0);
    let figures = ages.iter().chain(placements).chain([&w.stock]);
    let flows = w.flows.iter().flat_map(|f| [f.started, f.ceased]);
    let flows = flows.chain(w.care_leavers.iter().flat_map(|left| left.counts()));
    let figures = figures.copied().chain(w.any_time).chain(flows);
    if figures.into_iter().any(|figure| !COUNTS.contains(&figure)) || w.stock < 1.0 {
        return impossible("every figure is a count of children, and the stock at least 1".into());
    }
    let tolerance = 0.01 * w.stock + 1.0;
    for (what, sum) in [("ages", ages.iter().sum::<f64>()), ("placements", placements.iter().sum())] {
        if (sum - w.stock).abs() > tolerance {
            return impossible(format!("{what} sum to {sum}, but the stock is {}", w.stock));
        }
    }
    Ok(())
}

fn flows(w: &Written, national: &National) -> Result<Option<Flows>, ProfileError> {
    match (&w.flows, w.any_time) {
        (None, None) => impossible(
            "a profile needs any_time, the children looked after at any time in the year, or [flows] with started and ceased"
                .into(),
        ),
        (None, Some(_)) if national.any_time.is_none() => impossible(format!(
            "England's children looked after at any time in the year ending 31 March {} are not at hand: \
             [flows] with started and ceased is needed",
            national.year
        )),
        (None, Some(any_time)) if any_time < w.stock => impossible(format!(
            "children looked after at any time in the year ({any_time}) are fewer than the stock ({})",
            w.stock
        )),
        (None, Some(_)) => Ok(None),
        (Some(flows), _) => {
            if flows.growth.is_some_and(|growth| !(-w.stock * 10.0..=w.stock).contains(&growth)) {
                return impossible(
                    "growth is the stock less that of the year before, so at most the stock".into(),
                );
            }
            Ok(Some(Flows {
                started: flows.started,
                ceased: flows.ceased,
                growth: flows.growth,
            }))
        }
    }
}

/// Unaccompanied children are some of all; where children are listed, each of them says that she is one.
fn unaccompanied(w: &Written) -> Result<(), ProfileError> {
    let listed = w.child.iter().filter(|child| child.unaccompanied).count() as f64;
    let Some(own) = &w.unaccompanied else {
        return match listed {
            0.0 => Ok(()),
            _ => impossible(
                "children are listed as unaccompanied, so [unaccompanied] is needed: stock, started, ceased"
                    .into(),
            ),
        };
    };
    if !w.child.is_empty() && own.stock != listed {
        return impossible(format!(
            "unaccompanied: the stock is {}, but {listed} of the children listed are unaccompanied",
            own.stock
        ));
    }
    let oldest = if w.child.is_empty() { w.ages.0[3] + w.ages.0[4] } else { listed };
    let (started, ceased) = w.flows.as_ref().map_or((1.0e7, 1.0e7), |flows| (flows.started, flows.ceased));
    let pairs = [(own.stock, oldest), (own.started, started), (own.ceased, ceased)];
    if pairs.iter().any(|(some, all)| !(0.0..=*all).contains(some)) {
        return impossible(
            "unaccompanied: stock is at most the children of 10 and over, started and ceased at most those of all children"
                .into(),
        );
    }
    Ok(())
}

fn levels(w: &Written) -> Result<[LevelFactor; LEVELS], ProfileError> {
    let mut levels = [LevelFactor::ONE; LEVELS];
    for (key, level) in &w.levels {
        let Some(known) = Level::of_key(key) else {
            let near = nearest_of(key, Level::ALL.iter().map(|level| level.key()));
            let near = near.first().map_or(String::new(), |near| format!(". Did you mean {near}?"));
            return impossible(format!("levels.{key} is not a known level{near}"));
        };
        // Beyond these a rate is no longer one of an authority.
        if !(0.01..=100.0).contains(&level.factor) || !(0.0..=3.0).contains(&level.log_sd) {
            return impossible(format!(
                "levels.{key} has factor {} and log_sd {}: a factor is from 0.01 to 100, the standard deviation of its logarithm from 0 to 3",
                level.factor, level.log_sd
            ));
        }
        levels[known as usize] = LevelFactor { factor: level.factor, log_sd: level.log_sd };
    }
    Ok(levels)
}

fn listed(row: &ChildWritten) -> Result<ListedChild, String> {
    let Some(placement) = PlacementType::of_key(&row.placement) else {
        return Err(format!(
            "placement is \"{}\", but must be one of {}",
            row.placement,
            PlacementType::ALL.map(PlacementType::key).join(", ")
        ));
    };
    if !(0.0..EIGHTEEN).contains(&row.age_months) {
        return Err(format!("age_months is {}, but must be from 0 to under {EIGHTEEN}", row.age_months));
    }
    // Whole months may round a period up to the age of a child in care since birth.
    if !(0.0..=row.age_months + 1.0).contains(&row.months_in_care) {
        return Err(format!(
            "months_in_care is {}, but must be from 0 to the age of {} months",
            row.months_in_care, row.age_months
        ));
    }
    if !(0.0..=row.months_in_care).contains(&row.months_in_placement) {
        return Err(format!(
            "months_in_placement is {}, but must be from 0 to the {} months in care",
            row.months_in_placement, row.months_in_care
        ));
    }
    if let Some(previous) = row.months_since_previous
        && !(row.months_in_placement..=row.months_in_care).contains(&previous)
    {
        return Err(format!(
            "months_since_previous is {previous}, but the placement before began between the \
             present one and the start of care, {} to {} months ago",
            row.months_in_placement, row.months_in_care
        ));
    }
    Ok(ListedChild {
        age_months: row.age_months,
        placement,
        months_in_care: row.months_in_care,
        months_in_placement: row.months_in_placement,
        months_since_previous: row.months_since_previous,
        unaccompanied: row.unaccompanied,
    })
}

fn children(w: &Written) -> Result<Vec<ListedChild>, ProfileError> {
    let mut children = Vec::with_capacity(w.child.len());
    for (index, row) in w.child.iter().enumerate() {
        match listed(row) {
            Ok(child) => children.push(child),
            Err(fault) => return impossible(format!("child {}: {fault}", index + 1)),
        }
    }
    if children.is_empty() {
        return Ok(children);
    }
    if children.len() as f64 != w.stock {
        return impossible(format!("{} children are listed, but the stock is {}", children.len(), w.stock));
    }
    let (ages, placements) = Profile::counted(&children);
    if ages != w.ages.0 || placements != w.placements.0 {
        return impossible("the children listed are not those counted under [ages] and [placements]".into());
    }
    Ok(children)
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// A key that is missing or not known, or figures that cannot be right.
    pub fn parse(text: &str) -> Result<Profile, ProfileError> {
        let w: Written = toml::from_str(text).map_err(|e| unreadable(text, &e))?;
        if !(1..=2).contains(&w.schema) {
            return impossible(format!("schema {} is not known, only 1 and 2", w.schema));
        }
        if !(1990..=2100).contains(&w.year) {
            return impossible(format!("the year is {}, but must be from 1990 to 2100", w.year));
        }
        counts(&w)?;
        let national = National::nearest(w.year);
        let flows = flows(&w, &national)?;
        unaccompanied(&w)?;
        let levels = levels(&w)?;
        let children = children(&w)?;
        let arrival_ages = w.arrival_ages.as_ref().map(|ages| ages.0);
        if let Some(ages) = arrival_ages {
            let sum: f64 = ages.iter().sum();
            if ages.iter().any(|share| !(0.0..=1.0).contains(share)) || (sum - 1.0).abs() > 0.005 {
                return impossible(format!("arrival_ages are shares that sum to 1, not to {sum}"));
            }
        }
        let given = &w.provenance;
        let texts = [&given.source, &given.second_source, &given.note, &given.licence];
        let source = texts.map(|t| t.trim().trim_end_matches('.'));
        if source[0].is_empty() || w.name.trim().is_empty() {
            return impossible("a profile needs a name and a source".into());
        }
        let unfit = text::fault_of_name(&w.name).map(|fault| format!("the name {fault}"));
        let of_source = |written: &String| text::fault_of_sentence(written);
        let unfit = unfit.or_else(|| {
            texts.into_iter().find_map(of_source).map(|fault| format!("a text of [provenance] {fault}"))
        });
        if let Some(fault) = unfit {
            return impossible(fault);
        }
        let source: Vec<&str> = source.into_iter().filter(|t| !t.is_empty()).collect();
        Ok(Profile {
            source: format!("{}.", source.join(". ")),
            year: w.year,
            ages: w.ages.0,
            placements: w.placements.0,
            stock: w.stock,
            any_time: w.any_time,
            flows,
            unaccompanied: w.unaccompanied,
            care_leavers: w.care_leavers,
            arrival_ages,
            levels,
            children,
            national,
            name: w.name,
        })
    }

    /// The profile as a file of schema 2, with its source, licence and note in place of
    /// [`Profile::source`].
    pub fn to_toml(&self, source: &str, licence: &str, note: &str) -> String {
        self.to_toml_of([source, ""], licence, note)
    }

    /// The same with a second source, where one told what the first does not.
    pub fn to_toml_of(&self, [source, second]: [&str; 2], licence: &str, note: &str) -> String {
        let own = |level: &Level| self.levels[*level as usize] != LevelFactor::ONE;
        let levels = Level::ALL.into_iter().filter(own).map(|level| {
            let LevelFactor { factor, log_sd } = self.levels[level as usize];
            (level.key().to_owned(), LevelWritten { factor, log_sd })
        });
        let child = |child: &ListedChild| ChildWritten {
            age_months: child.age_months,
            placement: child.placement.key().to_owned(),
            months_in_care: child.months_in_care,
            months_in_placement: child.months_in_placement,
            months_since_previous: child.months_since_previous,
            unaccompanied: child.unaccompanied,
        };
        let written = Written {
            schema: 2,
            name: self.name.clone(),
            year: self.year,
            stock: self.stock,
            any_time: self.any_time,
            ages: Ages(self.ages),
            placements: Placements(self.placements),
            flows: self.flows.map(|flows| FlowsWritten {
                started: flows.started,
                ceased: flows.ceased,
                growth: flows.growth,
            }),
            unaccompanied: self.unaccompanied,
            care_leavers: self.care_leavers,
            arrival_ages: self.arrival_ages.map(Ages),
            levels: levels.collect(),
            provenance: Sources {
                source: source.to_owned(),
                second_source: second.to_owned(),
                licence: licence.to_owned(),
                note: note.to_owned(),
            },
            child: self.children.iter().map(child).collect(),
            _observed: None,
        };
        match toml::to_string(&written) {
            Ok(text) => text,
            Err(fault) => panic!("a profile of numbers and texts can be written: {fault}"),
        }
    }
}

#[cfg(test)]
mod tests;
