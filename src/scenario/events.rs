//! Dated events of a scenario: read, and placed in the months of the study.

use crate::evidence::nearest_of;

use super::alternative::section;
use super::paths::suggestion;
use super::reader::{Layers, Reader};
use super::scenario::{Authority, DatedEvent, Happening};
use super::tree::{Table, Value};

/// Months from year 0 to a month such as `2012-05`; `None` if it is not one.
pub(super) fn months_of(text: &str) -> Option<i64> {
    let (year, month) = text.split_once('-')?;
    if year.len() != 4 || month.len() != 2 {
        return None;
    }
    let (year, month): (i64, i64) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12).contains(&month).then_some(12 * year + month - 1)
}

/// The events of a tree, in the order of their dates. Where the reader notes an error, one is left out.
pub(super) fn events(reader: &mut Reader<'_>, tree: &Table, authorities: &[Authority]) -> Vec<DatedEvent> {
    let Some(entry) = tree.get("event") else {
        return Vec::new();
    };
    let Value::List(items) = &entry.node.value else {
        let message = "event is not a list: write [[event]] in double brackets, once for each.";
        reader.error(entry.key_at, "event", message.to_string());
        return Vec::new();
    };
    let study = section(reader, tree, "study");
    let start = reader.text(&study, "start").unwrap_or_default();
    let horizon = reader.whole(&study, "horizon_years").unwrap_or(0);
    // The first month is the April after the date of the figures.
    let first = start.get(..7).and_then(months_of).map_or(0, |march| march + 1);
    let mut events = Vec::new();
    for item in items {
        let Value::Table(table) = &item.value else {
            let message = format!("event holds {}, but must hold tables.", item.found());
            reader.error(item.at, "event", message);
            continue;
        };
        reader.refuse_unknown_keys("event", "event", table);
        let own = Layers {
            section: "event",
            prefix: "event".into(),
            tables: vec![("event".into(), table)],
            at: item.at,
        };
        let date = reader.text(&own, "date");
        let what = match reader.text(&own, "what").as_deref() {
            Some("inadequate-inspection") => Some(Happening::InadequateInspection),
            Some("change-of-control") => Some(Happening::ChangeOfControl),
            Some("change-of-director") => Some(Happening::ChangeOfDirector),
            Some("reorganisation") => Some(Happening::Reorganisation),
            _ => None,
        };
        let authority = place_of(reader, &own, authorities);
        let (Some(date), Some(what), Ok(authority)) = (date, what, authority) else {
            continue;
        };
        let month = months_of(&date).unwrap_or(first) - first;
        if !(0..12 * horizon).contains(&month) {
            let message = format!(
                "event.date is {date}, but must lie inside the study: {horizon} years from the day after {start}."
            );
            reader.error(own.place("date"), "event.date", message);
            continue;
        }
        events.push(DatedEvent { at: month as f64 + 0.5, authority, what });
    }
    events.sort_by(|a, b| a.at.total_cmp(&b.at));
    events
}

/// The authority that an event names: none for every one, an error if it is not known.
fn place_of(
    reader: &mut Reader<'_>,
    own: &Layers<'_>,
    authorities: &[Authority],
) -> Result<Option<usize>, ()> {
    let Some(written) = reader.text(own, "authority") else {
        return Ok(None);
    };
    let found = authorities.iter().position(|a| a.profile == written || a.name == written);
    if found.is_some() || authorities.is_empty() {
        return Ok(found);
    }
    let known: Vec<&str> = authorities.iter().map(|a| a.profile.as_str()).collect();
    let message = format!(
        "event.authority is \"{written}\", but must be one of the scenario's authorities: {}.{}",
        known.join(", "),
        suggestion(&nearest_of(&written, known.iter().copied()))
    );
    reader.error(own.place("authority"), "event.authority", message);
    Err(())
}
