//! What `swplab check` takes the JSON Schema takes: every scenario of the repository, and each with a value written otherwise.

use std::fs;
use std::path::Path;

use crate::place::{Place, assert_exit};
use serde_json::{Map, Value};

/// Whether a value fits a schema, by the words that the program's schema uses.
///
/// # Panics
/// At a word that is not known here: the test must learn it.
fn fits(schema: &Value, value: &Value) -> bool {
    let Some(rules) = schema.as_object() else { return schema.as_bool().unwrap_or(true) };
    rules.iter().all(|(word, rule)| match word.as_str() {
        "description" | "default" | "title" | "$schema" | "additionalProperties" | "patternProperties" => {
            true
        }
        "type" => match rule {
            Value::Array(types) => types.iter().any(|one| is_of_type(one, value)),
            one => is_of_type(one, value),
        },
        "enum" => rule.as_array().unwrap().contains(value),
        "anyOf" => rule.as_array().unwrap().iter().any(|one| fits(one, value)),
        "minimum" => value.as_f64().is_none_or(|value| value >= rule.as_f64().unwrap()),
        "maximum" => value.as_f64().is_none_or(|value| value <= rule.as_f64().unwrap()),
        "minLength" => {
            value.as_str().is_none_or(|text| text.chars().count() as u64 >= rule.as_u64().unwrap())
        }
        "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
        "uniqueItems" => {
            value.as_array().is_none_or(|items| (1..items.len()).all(|at| !items[..at].contains(&items[at])))
        }
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| fits(rule, item))),
        "pattern" => value.as_str().is_none_or(|text| matches(rule.as_str().unwrap(), text)),
        "required" => value.as_object().is_none_or(|own| {
            rule.as_array().unwrap().iter().all(|key| own.contains_key(key.as_str().unwrap()))
        }),
        "properties" => {
            value.as_object().is_none_or(|own| own.iter().all(|(key, value)| of_key(rules, key, value)))
        }
        other => panic!("{other} is not known here"),
    })
}

/// Whether a key and its value fit what an object may hold.
fn of_key(rules: &Map<String, Value>, key: &str, value: &Value) -> bool {
    let patterns = rules.get("patternProperties").and_then(Value::as_object);
    let mut known =
        patterns.into_iter().flatten().filter(|(pattern, _)| matches(pattern, key)).map(|(_, rule)| rule);
    let named = rules["properties"].get(key);
    let mut all = named.into_iter().chain(known.by_ref()).peekable();
    if all.peek().is_none() {
        return rules.get("additionalProperties").is_none_or(|rule| fits(rule, value));
    }
    all.all(|rule| fits(rule, value))
}

fn is_of_type(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        other => panic!("{other} is not known here"),
    }
}

/// The few patterns of the schema.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern {
        "^in_house\\..+$" => text.strip_prefix("in_house.").is_some_and(|rest| !rest.is_empty()),
        "^(authority|in_house|contract|parameters|hypotheses|mechanisms)$" => {
            ["authority", "in_house", "contract", "parameters", "hypotheses", "mechanisms"].contains(&text)
        }
        "^(19|20|21)[0-9]{2}-03-31$" => text.len() == 10 && text.ends_with("-03-31"),
        "(\\.toml|-[0-9]{4})$" => {
            text.ends_with(".toml")
                || text.rsplit_once('-').is_some_and(|(_, year)| year.parse::<u32>().is_ok())
        }
        "^(event|idea|change)$" => ["event", "idea", "change"].contains(&text),
        "\\.csv$" => text.ends_with(".csv"),
        "^posterior:.+$" => text.strip_prefix("posterior:").is_some_and(|rest| !rest.is_empty()),
        "^practice(\\..+)?$" => text == "practice" || text.starts_with("practice."),
        "^[0-9]{4}-(0[1-9]|1[0-2])$" => text.len() == 7,
        other => panic!("{other} is not known here"),
    }
}

#[test]
fn the_schema_takes_every_scenario_of_the_repository_and_what_the_check_takes() {
    let place = Place::empty();
    let written = place.swplab(&["schema"]);
    assert_exit(&written, 0);
    let schema: Value = serde_json::from_slice(&written.stdout).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let read = |text: &str| serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        assert!(fits(&schema, &read(&text)), "{}", path.display());
    }
    // The ways in which a quantity may be set, and some that the check refuses.
    let arms =
        "[[arms]]\nname = \"A\"\n[[arms]]\nname = \"B\"\nset = { \"authority.arrivals_factor\" = 1.1 }\n";
    let head = "title = \"T\"\nquestion = \"Q?\"\nauthorities = [\"kent-2011\"]\n";
    let study = "[study]\nstart = \"2011-03-31\"\nhorizon_years = 2\n";
    for (more, is_taken) in [
        ("[parameters]\nposterior = \"none\"\n", true),
        ("[parameters]\nposterior = \"none\"\n\"export.mothers\" = { value = 0.1, why = \"x\" }\n", true),
        ("[parameters]\nexport.mothers = { value = 0.1, why = \"x\" }\n", true),
        ("[parameters]\n\"export.mothers\" = { value = 3.0, why = \"x\" }\n", false),
        ("[parameters]\nposterior = \"nothing\"\n", false),
        ("[parameters]\nnothing = { value = 0.1, why = \"x\" }\n", false),
    ] {
        let text = format!("{head}{study}{more}{arms}");
        place.write("s.toml", &text);
        assert_exit(&place.swplab(&["check", "s.toml"]), if is_taken { 0 } else { 2 });
        assert_eq!(fits(&schema, &read(&text)), is_taken, "{more}");
    }
    // A bare text in place of a table.
    let text = format!("{head}parameters = \"posterior:england-2011\"\n{study}{arms}");
    place.write("s.toml", &text);
    assert_exit(&place.swplab(&["check", "s.toml"]), 0);
    assert!(fits(&schema, &read(&text)));
}
