//! The canonical text of a scenario: a line for each value as it is meant, defaults filled in. Its hash stands in
//! the manifest, so a comment or the order of keys changes nothing and a value does. It is made of the serialised
//! scenario, so that no field can be missing.

use std::collections::BTreeMap;

use serde_json::Value;

use super::scenario::Scenario;

impl Scenario {
    /// The canonical text. The first arm is told whole, of the others what differs from it.
    pub fn resolved(&self) -> String {
        let whole =
            serde_json::to_value(self).expect("a scenario holds only texts, numbers, lists and tables");
        let mut lines = Vec::new();
        let mut first = None;
        for (key, value) in whole.as_object().into_iter().flatten() {
            if key != "arms" {
                lines.extend(told(key, value));
                continue;
            }
            for (number, arm) in value.as_array().into_iter().flatten().enumerate() {
                let own: BTreeMap<String, String> = told("", arm).into_iter().collect();
                let first = first.get_or_insert_with(|| own.clone());
                let paths = first.keys().chain(own.keys().filter(|path| !first.contains_key(*path)));
                for path in paths.filter(|path| number == 0 || own.get(*path) != first.get(*path)) {
                    let value = own.get(path).map_or("null", String::as_str);
                    lines.push((format!("arms.{number:03}{path}"), value.to_owned()));
                }
            }
        }
        lines.into_iter().map(|(path, value)| format!("{path} = {value}\n")).collect()
    }
}

/// Path and value of what stands under a path. What is left open has no line.
fn told(path: &str, value: &Value) -> Vec<(String, String)> {
    let is_record = |value: &Value| matches!(value, Value::Object(fields) if fields.values().any(is_nested));
    match value {
        Value::Null => Vec::new(),
        Value::Object(fields) => {
            fields.iter().flat_map(|(key, value)| told(&format!("{path}.{key}"), value)).collect()
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            let each = items.iter().enumerate();
            each.flat_map(|(number, item)| {
                let path = format!("{path}.{number:03}");
                if is_record(item) { told(&path, item) } else { vec![(path, item.to_string())] }
            })
            .collect()
        }
        _ => vec![(path.to_owned(), value.to_string())],
    }
}

fn is_nested(value: &Value) -> bool {
    value.is_object() || value.is_array()
}
