//! Damage to a return's files never panics: bytes flipped, cut, repeated; marks, quotation marks, NULs,
//! endless cells and other tables' columns put in; empty files; XML without end.

use crate::common::returns::{all_the_way, as_xml, given, whole};
use proptest::prelude::*;
use swplab::returns::import;

/// One kind of damage to one file.
#[derive(Clone, Debug)]
enum Damage {
    Flip(usize, u8),
    Cut(usize),
    Nul(usize),
    Huge(usize, u8),
    Insert(usize, &'static str),
    Repeat(usize, usize),
    Drop(usize, usize),
    Empty,
    LatinOne(usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = 0..100_000usize;
    prop_oneof![
        4 => (at.clone(), any::<u8>()).prop_map(|(at, byte)| Damage::Flip(at, byte)),
        1 => at.clone().prop_map(Damage::Cut),
        1 => at.clone().prop_map(Damage::Nul),
        1 => (at.clone(), any::<u8>()).prop_map(|(at, byte)| Damage::Huge(at, byte)),
        4 => (at.clone(), prop::sample::select(vec![
            "\"", ",", ",,", "\n", "\r\n", "\r", "\t", ";", "<", "</", "<a>", "&#0;", "&#x110000;", "<![CDATA[",
            "<!--", "\u{feff}", "CHILD,DECOM\n", "CHILD", "DOB", "1.0", "-1", "01/01/0001", "31/12/9999",
            "2100-12-31", "29/02/1900", "00/00/0000", "V4", "T1", "X1", "E8", "P", "é", "\u{202e}",
        ])).prop_map(|(at, text)| Damage::Insert(at, text)),
        1 => (at.clone(), 1..400usize).prop_map(|(at, length)| Damage::Repeat(at, length)),
        1 => (at.clone(), 1..400usize).prop_map(|(at, length)| Damage::Drop(at, length)),
        1 => Just(Damage::Empty),
        1 => at.prop_map(Damage::LatinOne),
    ]
}

fn apply(bytes: &mut Vec<u8>, damage: &Damage) {
    let length = bytes.len();
    let inside = |at: usize| if length == 0 { 0 } else { at % length };
    let put = |bytes: &mut Vec<u8>, at: usize, more: &[u8]| {
        let at = inside(at);
        bytes.splice(at..at, more.iter().copied());
    };
    match damage {
        Damage::Flip(at, byte) if length > 0 => bytes[inside(*at)] ^= byte,
        Damage::Flip(..) => {}
        Damage::Cut(at) => bytes.truncate(inside(*at)),
        Damage::Nul(at) => put(bytes, *at, &[0; 9]),
        Damage::Huge(at, byte) => put(bytes, *at, &vec![*byte; 70_000]),
        Damage::Insert(at, text) => put(bytes, *at, text.as_bytes()),
        Damage::Repeat(at, more) => {
            let at = inside(*at);
            let piece = bytes[at..(at + more).min(length)].to_owned();
            put(bytes, at, &piece);
        }
        Damage::Drop(at, less) => {
            let at = inside(*at);
            bytes.drain(at..(at + less).min(length));
        }
        Damage::Empty => bytes.clear(),
        Damage::LatinOne(at) => put(bytes, *at, b"\xe9\xff\x80"),
    }
}

/// Cases of each property: more with IMPORT_CASES.
fn cases() -> u32 {
    let asked = std::env::var("IMPORT_CASES").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(400)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damage_never_panics(
        xml in any::<bool>(),
        damages in prop::collection::vec((0..6usize, damage()), 1..12),
    ) {
        let mut files = if xml { as_xml() } else { whole() };
        let count = files.len();
        for (file, damage) in &damages {
            if let Some(bytes) = &mut files[file % count].bytes {
                apply(bytes, damage);
            }
        }
        all_the_way(&files);
    }

    #[test]
    fn any_bytes_under_any_name_never_panic(
        name in prop::sample::select(vec!["episodes.csv", "header.csv", "x.csv", "2019/sw_episodes.xml", "socialworker.csv", "oc3.txt"]),
        bytes in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let mut files = whole();
        files.push(given(name, &bytes));
        all_the_way(&files);
    }
}

#[test]
fn deep_and_endless_xml_is_refused_with_its_line() {
    for text in ["<a>".repeat(300_000), "<EPISODE>".repeat(60), format!("<r>{}", "<EPISODE/>".repeat(50_000))]
    {
        let reading = import::read(&[given("episodes.xml", text.as_bytes())]);
        assert!(reading.faults.count() > 0);
        assert!(reading.histories(0).is_none());
    }
}
