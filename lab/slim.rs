//! Drops from a WebAssembly module the sections that nobody reads: names, and what libraries leave for other tools.
//!   slim ENGINE.wasm SLIM.wasm

use std::io::{Error, Result};

const CUSTOM: u8 = 0;
/// Magic number and version.
const HEAD: usize = 8;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [from, to] = &arguments[..] else {
        return Err(Error::other("give a module and where to write it"));
    };
    let module = std::fs::read(from)?;
    let mut slim = module[..HEAD].to_vec();
    let mut at = HEAD;
    while at < module.len() {
        let begins = at;
        at += 1;
        let length = number(&module, &mut at);
        at += length;
        if module[begins] != CUSTOM {
            slim.extend_from_slice(&module[begins..at]);
        }
    }
    std::fs::write(to, slim)
}

/// A whole number of the format: seven bits a byte, the last without its top bit.
fn number(bytes: &[u8], at: &mut usize) -> usize {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = bytes[*at];
        *at += 1;
        value |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return value;
        }
        shift += 7;
    }
}
