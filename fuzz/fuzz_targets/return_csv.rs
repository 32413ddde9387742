#![no_main]

#[path = "../../tests/common/damaged.rs"]
#[allow(dead_code)]
mod damaged;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| damaged::return_csv(bytes));
