//! Damaged files are refused and never bring the program down.

use proptest::prelude::*;

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn damage_to_a_scenario_file_never_panics(
        damage in prop::collection::vec((0usize..MAIN.len(), any::<u8>(), 0usize..40), 1..12)
    ) {
        let mut bytes = MAIN.as_bytes().to_vec();
        for (at, byte, length) in damage {
            let at = at.min(bytes.len());
            let end = (at + length).min(bytes.len());
            if byte % 3 == 0 {
                bytes.drain(at..end);
            } else if byte % 3 == 1 {
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            } else {
                bytes.splice(at..end.min(at + 1), [byte]);
            }
        }
        if let Ok(document) = Document::parse("x.toml", "x".into(), ProfileFiles::Beside(PathBuf::new()), &bytes) {
            match document.scenario() {
                Ok((_, warnings)) => warnings.iter().for_each(|w| drop(w.to_string())),
                Err(faults) => prop_assert!(!faults.to_string().is_empty()),
            }
        }
    }

    #[test]
    fn any_text_on_the_command_line_never_panics(path in ".{0,20}", value in ".{0,20}") {
        let document = document(MAIN).with(&[(&path, &value), ("contract.term_years", &value)]);
        let _ = document.scenario().map_err(|faults| faults.to_string());
    }
}
