//! What this processor computes of a scenario, little-endian, for `lab/same-bits.mjs` to compare:
//! `cargo run --release -p swplab-engine --example native -- scenarios/first-wave.toml 4` gives its values,
//! and with `trace ARM` after it the values and then the marks of one history of that arm, replication 3.

use std::io::Write;

use swplab::laboratory::{Laboratory, Sent};

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, replications, rest @ ..] = &arguments[..] else {
        return Err("give a scenario and a number of replications".to_owned());
    };
    let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let replications: u32 = replications.parse().map_err(|e| format!("{replications}: {e}"))?;
    let bytes: Vec<u8> = match rest {
        [] => {
            let answer = swplab_engine::answer(&text, replications)?;
            answer.values.iter().flat_map(|value| value.to_le_bytes()).collect()
        }
        [_, arm] => {
            let arm = arm.parse().map_err(|e| format!("{arm}: {e}"))?;
            let sent = Sent { file: "scenario.toml".to_owned(), text, profiles: Default::default() };
            let mut laboratory = Laboratory::open(sent)?;
            let trace = laboratory.trace(replications - 1, arm)?;
            let values = trace.values.iter().flat_map(|value| value.to_le_bytes());
            values.chain(trace.marks.iter().flat_map(|mark| mark.to_le_bytes())).collect()
        }
        _ => return Err("after the replications stands nothing, or: trace ARM".to_owned()),
    };
    std::io::stdout().write_all(&bytes).map_err(|e| e.to_string())
}
