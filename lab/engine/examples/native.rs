//! The values of a scenario as this processor computes them, little-endian, for `lab/same-bits.mjs` to compare:
//! `cargo run --release -p swplab-engine --example native -- scenarios/first-wave.toml 4`.

use std::io::Write;

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, replications] = &arguments[..] else {
        return Err("give a scenario and a number of replications".to_owned());
    };
    let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let replications = replications.parse().map_err(|e| format!("{replications}: {e}"))?;
    let answer = swplab_engine::answer(&text, replications)?;
    let bytes: Vec<u8> = answer.values.iter().flat_map(|value| value.to_le_bytes()).collect();
    std::io::stdout().write_all(&bytes).map_err(|e| e.to_string())
}
