//! `swplab schema`: a JSON Schema of scenario files, for editors that complete and check as one types.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::evidence::{Evidence, Hypotheses, Mechanism, Posterior, england_names, profile_names};
use crate::indicator::INDICATORS;
use crate::scenario::Layout;
use crate::scenario::declaration::{Absent, FIELDS, Field, Kind, SECTIONS};

/// Prints the schema.
///
/// # Errors
/// `out` cannot be written.
pub fn run(out: &mut dyn Write) -> io::Result<u8> {
    serde_json::to_writer_pretty(&mut *out, &schema())?;
    writeln!(out)?;
    Ok(0)
}

/// JSON Schema (draft 2020-12) of a scenario file, made from the declaration.
pub fn schema() -> Value {
    let mut top = fields_of("");
    let mut required = required_of("");
    for section in SECTIONS.iter().filter(|section| !section.name.is_empty()) {
        let mut shape = match section.name {
            "practice" => {
                let mut practice = object(fields_of("practice"), required_of("practice"));
                practice["properties"]["contract"] = object(fields_of("contract"), Vec::new());
                json!({ "type": "array", "items": practice })
            }
            list @ ("event" | "idea") => {
                let item = object(fields_of(list), required_of(list));
                json!({ "type": "array", "items": item })
            }
            "change" => {
                let mut change = object(fields_of("change"), vec![json!("set")]);
                change["properties"]["set"] = set("What changes, by dotted path.");
                json!({ "type": "array", "maxItems": 4, "items": change })
            }
            "in_house" => {
                let mut teams = object(fields_of("in_house"), Vec::new());
                let own = object(fields_of("in_house"), Vec::new());
                teams["additionalProperties"] = own;
                teams
            }
            "parameters" => parameters(),
            "hypotheses" => hypotheses(),
            "arms" => arms(),
            "sweep" => sweep(),
            "lab" => lab(),
            name => object(fields_of(name), required_of(name)),
        };
        shape["description"] = json!(section.doc);
        top.insert(section.name.into(), shape);
    }
    required.extend(["study", "arms"].map(|name| json!(name)));
    let mut schema = object(top, required);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("swplab scenario");
    schema
}

fn object(properties: Map<String, Value>, required: Vec<Value>) -> Value {
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn fields_of(section: &str) -> Map<String, Value> {
    let fields = FIELDS.iter().filter(|field| field.section == section);
    fields.map(|field| (field.key.to_string(), value_of(field))).collect()
}

fn required_of(section: &str) -> Vec<Value> {
    let fields = FIELDS.iter().filter(|field| field.section == section);
    fields.filter(|f| f.absent == Absent::Required).map(|f| json!(f.key)).collect()
}

/// The schema of one value.
fn value_of(field: &Field) -> Value {
    let mut value = match field.kind {
        Kind::Text | Kind::Authority => json!({ "type": "string", "minLength": 1 }),
        Kind::YearEnd => json!({ "type": "string", "pattern": "^(19|20|21)[0-9]{2}-03-31$" }),
        Kind::Whole(least, i64::MAX) => json!({ "type": "integer", "minimum": least }),
        Kind::Whole(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Number(least, most) | Kind::Years(least, most) | Kind::Thousands(least, most) => {
            json!({ "type": "number", "minimum": least, "maximum": most })
        }
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Choice(names) => json!({ "enum": names }),
        Kind::OneOf(numbers) => json!({ "enum": numbers }),
        Kind::Month => json!({ "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$" }),
        Kind::Mechanisms => {
            let carried = Mechanism::all().iter().filter(|m| m.is_implemented());
            let known: Vec<&str> = carried.map(|m| m.id.as_str()).collect();
            json!({ "type": "array", "uniqueItems": true, "items": { "enum": known } })
        }
        Kind::Indicators => {
            let known: Vec<&str> = INDICATORS.iter().map(|indicator| indicator.id).collect();
            json!({ "type": "array", "minItems": 1, "uniqueItems": true, "items": { "enum": known } })
        }
        Kind::Several(names) => {
            json!({ "type": "array", "minItems": 1, "uniqueItems": true, "items": { "enum": names } })
        }
        Kind::Profiles | Kind::Authorities => {
            let known: Vec<&str> = profile_names().chain(england_names()).collect();
            // Another year of an authority is taken too: the nearest with figures stands in.
            let other = json!({ "type": "string", "pattern": "(\\.toml|-[0-9]{4})$" });
            let item = json!({ "anyOf": [{ "enum": known }, other] });
            json!({ "type": "array", "minItems": 1, "uniqueItems": true, "items": item })
        }
    };
    let mut description = field.doc.to_string();
    description += &format!(" Must be {}.", field.allowed());
    match field.absent {
        Absent::Required => {}
        Absent::Open(what) => description += &format!(" If left out: {what}."),
        Absent::Whole(default) => value["default"] = json!(default),
        Absent::Number(default) => value["default"] = json!(default),
        Absent::Flag(default) => value["default"] = json!(default),
        Absent::Text(default) => value["default"] = json!(default),
    }
    value["description"] = json!(description);
    value
}

/// Id and schema of the value of every quantity.
fn quantity_values() -> impl Iterator<Item = (&'static str, Value)> {
    Evidence::embedded().quantities().iter().map(|quantity| {
        let mut number =
            json!({ "type": "number", "minimum": quantity.allowed.0, "maximum": quantity.allowed.1 });
        let what = if quantity.is_table() { "factor on all entries" } else { &quantity.unit };
        number["description"] =
            json!(format!("{} ({what}; grade {})", quantity.label, quantity.grade.letter()));
        (quantity.id.as_str(), number)
    })
}

/// Key and schema of the factor on every entry of a table.
fn entry_values() -> impl Iterator<Item = (String, Value)> {
    let tables = Evidence::embedded().quantities().iter();
    tables.flat_map(|quantity| {
        quantity.bands.iter().map(|band| {
            let (least, most) = quantity.allowed;
            let mut number = json!({ "type": "number", "minimum": least, "maximum": most });
            number["description"] = json!(format!("{}, {band} (factor on this entry)", quantity.label));
            (format!("{}.{band}", quantity.id), number)
        })
    })
}

fn with_reason(number: &Value) -> Value {
    let object = json!({
        "type": "object",
        "properties": { "value": number, "why": { "type": "string" } },
        "required": ["value"],
        "additionalProperties": false,
    });
    json!({ "description": number["description"], "anyOf": [object, number] })
}

fn parameters() -> Value {
    let values = quantity_values();
    let mut properties: Map<String, Value> =
        values.map(|(id, number)| (id.to_string(), with_reason(&number))).collect();
    for (key, number) in entry_values() {
        properties.insert(key, with_reason(&number));
    }
    // An id without quotation marks reaches the editor as tables within tables.
    let firsts = properties.keys().filter_map(|id| id.split_once('.')).map(|(first, _)| first.to_owned());
    for first in firsts.collect::<Vec<_>>() {
        properties.entry(first).or_insert(json!({ "type": "object" }));
    }
    properties.insert(
        "posterior".into(),
        json!({
            "type": "string",
            "description": "A posterior that the program carries, \"none\", or a path that ends in .csv",
            "anyOf": [{ "enum": Posterior::names().chain(["none"]).collect::<Vec<_>>() }, { "pattern": "\\.csv$" }],
        }),
    );
    let table = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    json!({ "anyOf": [table, { "type": "string", "pattern": "^posterior:.+$" }] })
}

fn positions() -> impl Iterator<Item = (String, Value)> {
    Hypotheses::embedded().all().iter().map(|hypothesis| {
        let names: Vec<&str> = hypothesis.position_names().chain(["open"]).collect();
        let value = json!({ "enum": names, "description": hypothesis.question });
        (hypothesis.id.clone(), value)
    })
}

fn hypotheses() -> Value {
    object(positions().collect(), Vec::new())
}

/// Paths that an arm or a sweep may set, with the schema of their values.
fn settable() -> Map<String, Value> {
    let mut paths = Map::new();
    for field in FIELDS.iter().filter(|f| {
        !["", "study", "event", "idea", "change", "observation", "readings"].contains(&f.section)
            && f.key != "name"
    }) {
        paths.insert(field.path(), value_of(field));
    }
    // Of what stands at the top of a file an arm may set one key.
    let reading = FIELDS.iter().find(|field| (field.section, field.key) == ("", "reading"));
    paths.extend(reading.map(|field| (field.path(), value_of(field))));
    for (id, number) in quantity_values() {
        paths.insert(format!("parameters.{id}"), with_reason(&number));
    }
    for (key, number) in entry_values() {
        paths.insert(format!("parameters.{key}"), with_reason(&number));
    }
    for (id, position) in positions() {
        paths.insert(format!("hypotheses.{id}"), position);
    }
    paths
}

/// Paths that name a practice, and unquoted paths, which an editor sees as tables within tables.
fn other_paths() -> Value {
    json!({ "^practice(\\..+)?$": {}, "^(event|idea|change)$": {}, "^in_house\\..+$": {}, "^(authority|in_house|contract|parameters|hypotheses|mechanisms)$": { "type": "object" } })
}

/// A table of paths and their values.
fn set(description: &str) -> Value {
    json!({
        "type": "object",
        "description": description,
        "properties": settable(),
        "patternProperties": other_paths(),
        "additionalProperties": false,
    })
}

fn arms() -> Value {
    let set = set("What differs, by dotted path.");
    let name = json!({ "type": "string", "minLength": 1, "description": "Name, as shown in every table and chart." });
    let properties = Map::from_iter([("name".to_string(), name), ("set".to_string(), set)]);
    let arm = object(properties, vec![json!("name")]);
    json!({ "type": "array", "minItems": 2, "items": arm })
}

fn sweep() -> Value {
    let levels = settable().into_iter().map(|(path, value)| {
        let list = json!({ "type": "array", "minItems": 1, "uniqueItems": true, "items": value });
        let ends = Map::from_iter(["from", "to"].map(|end| (end.to_string(), json!({ "type": "number" }))));
        let range = object(ends, vec![json!("from"), json!("to")]);
        (path, json!({ "anyOf": [list, range] }))
    });
    let mut levels: Map<String, Value> = levels.collect();
    let layouts = Layout::ALL.map(Layout::name);
    levels.insert("design".into(), json!({ "enum": layouts }));
    levels.insert("points".into(), json!({ "type": "integer", "minimum": 2, "maximum": 65535 }));
    levels.insert(
        "base".into(),
        json!({ "type": "string", "description": "Name of the arm that the cells change." }),
    );
    json!({
        "type": "object",
        "properties": levels,
        "patternProperties": other_paths(),
        "additionalProperties": false,
    })
}

fn lab() -> Value {
    let known: Vec<&str> = INDICATORS.iter().map(|indicator| indicator.id).collect();
    let text = || json!({ "type": "string", "minLength": 1 });
    let paths = json!({ "type": "array", "items": text() });
    let set = json!({
        "type": "object",
        "properties": settable(),
        "patternProperties": other_paths(),
        "additionalProperties": false,
    });
    let properties = |value: Value| value.as_object().cloned().unwrap_or_default();
    let control = json!({
        "path": text(), "label": text(), "values": { "type": "array", "minItems": 1 },
        "words": { "type": "array", "items": text() },
    });
    let step = json!({
        "title": text(), "text": text(), "question": text(), "reveal": text(),
        "show": { "enum": known }, "unit": { "enum": crate::scenario::UNITS },
        "controls": paths, "first": set, "second": set,
        "stop": { "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$" }, "stop_says": text(),
    });
    let named = |names: &[&str]| names.iter().map(|name| json!(name)).collect::<Vec<_>>();
    let known: Vec<&str> = INDICATORS.iter().map(|indicator| indicator.id).collect();
    let all = json!({
        "show": { "enum": known },
        "unit": { "enum": crate::scenario::UNITS },
        "second": text(),
        "history": { "type": "integer", "minimum": 1, "maximum": 10000 },
        "control": { "type": "array", "items": object(properties(control), named(&["path", "label", "values"])) },
        "step": { "type": "array", "items": object(properties(step), named(&["title", "text"])) },
    });
    object(properties(all), Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_declared_field_stands_in_the_schema_with_its_range() {
        let schema = schema();
        for field in FIELDS.iter() {
            let at = match field.section {
                "" => &schema["properties"],
                list @ ("practice" | "event" | "idea" | "change") => {
                    &schema["properties"][list]["items"]["properties"]
                }
                name => &schema["properties"][name]["properties"],
            };
            assert!(at[field.key]["description"].is_string(), "{}", field.path());
        }
        let term = &schema["properties"]["contract"]["properties"]["term_years"];
        assert_eq!((&term["minimum"], &term["maximum"]), (&json!(0.08), &json!(30.0)));
        let set = &schema["properties"]["arms"]["items"]["properties"]["set"]["properties"];
        assert_eq!(set["hypotheses.H6"]["enum"][1], "neutral");
        assert_eq!(set["reading"]["enum"][0], "proponent");
    }
}
