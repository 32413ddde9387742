//! Printing that survives a closed pipe: `swplab explain ID | head -1` must not panic.

use std::io::{ErrorKind, Write};

use super::exit::Exit;
use crate::text::shown;

/// Prints text to standard output; what could command a terminal is not passed on. A reader that has gone away is not an error.
pub fn print(text: &str) -> Result<(), std::io::Error> {
    let mut out = std::io::stdout().lock();
    match out.write_all(shown(text).as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Prints the lines of a result to standard output, then gives its exit.
pub fn answer(text: &str, exit: Exit) -> Exit {
    match print(text) {
        Ok(()) => exit,
        Err(error) => {
            note(&format!("error: could not write to standard output: {error}"));
            Exit::CouldNotWrite
        }
    }
}

/// Runs a command that writes its words to `out` and gives an exit code: an answer goes to standard
/// output, a refusal to standard error.
pub fn told(command: impl FnOnce(&mut dyn Write) -> std::io::Result<u8>) -> Result<Exit, Exit> {
    let mut words = Vec::new();
    let code = command(&mut words).expect("writing to memory cannot fail");
    let text = String::from_utf8_lossy(&words);
    let exit = Exit::of_code(code);
    if exit == Exit::Well {
        return Ok(answer(&text, exit));
    }
    note(text.trim_end());
    Err(exit)
}

/// Prints a line to standard error; nothing sensible can be done where that fails.
pub fn note(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", shown(line));
}
