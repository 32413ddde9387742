//! Results that version 1 of the manifest describes are still read: what was asked stands among its factors there, and
//! is found again as the request. The manifests are those of a program of that time, their texts left out.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use swplab::analysis::read_manifest;

/// What is asked of a manifest of the fixtures, once it is read.
fn request_of(name: &str) -> (Value, Vec<String>) {
    let directory = tempfile::tempdir().unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/version-1/{name}.json"));
    fs::copy(fixture, directory.path().join("manifest.json")).unwrap();
    let manifest = read_manifest(directory.path()).unwrap();
    assert_eq!(manifest.schema_version, 2, "{name} is given the form of this version");
    (manifest.request, manifest.factors.into_iter().map(|factor| factor.path).collect())
}

#[test]
fn what_was_asked_is_found_in_manifests_of_version_1() {
    let expected = [
        ("run", json!({})),
        ("sweep", json!({ "vary": [{ "path": "contract.term_years", "levels": ["2", "5"] }] })),
        ("observe", json!({ "arm": "As it was", "window": "year-1" })),
        ("power", json!({ "effect": [0.1, 0.4], "arm": "As it was", "sites": 5, "window": "year-1" })),
        (
            "validate",
            json!({ "no_long_look": true, "no_pilots": true, "no_calibration": false, "posterior_rows": 2 }),
        ),
        ("calibrate", json!({})),
    ];
    for (name, request) in expected {
        let (mut found, factors) = request_of(name);
        found.as_object_mut().unwrap().retain(|_, asked| !asked.is_null());
        assert_eq!(found, request, "{name}");
        let varied: &[&str] = if name == "sweep" { &["contract.term_years"] } else { &[] };
        assert_eq!(factors, varied, "the factors of {name} are factors and nothing else");
    }
}
