//! The command line: one file per command. It may use every room; no room uses it.

pub mod check;
pub mod explain;
pub mod new;
pub mod schema;

/// Parses the command line, runs the command and returns its exit code.
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
