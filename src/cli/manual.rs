//! `swplab man` and `swplab completions`: what the shell and the reader of manual pages want, made from the same
//! declaration as `--help`.

use std::io::{self, Write};

use clap_complete::Shell;

use crate::evidence::nearest_of;

/// Prints the completions of a shell.
///
/// # Errors
/// `out` cannot be written.
pub fn completions(mut program: clap::Command, shell: Shell, out: &mut dyn Write) -> io::Result<u8> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut program, "swplab", &mut text);
    out.write_all(&text)?;
    Ok(0)
}

/// Prints the manual page of the program or of one of its commands, as roff; 2 if there is no such command.
///
/// # Errors
/// `out` cannot be written.
pub fn man(mut program: clap::Command, command: Option<&str>, out: &mut dyn Write) -> io::Result<u8> {
    program.build();
    let page = match command {
        None => Some(program.clone()),
        Some(name) => program.find_subcommand(name).cloned(),
    };
    let Some(page) = page else {
        let name = command.unwrap_or_default();
        writeln!(out, "swplab has no command \"{name}\".")?;
        let near = nearest_of(name, program.get_subcommands().map(clap::Command::get_name));
        if !near.is_empty() {
            writeln!(out, "Did you mean {}?", near.join(" or "))?;
        }
        return Ok(2);
    };
    clap_mangen::Man::new(page).render(out)?;
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::super::program;
    use super::*;

    #[test]
    fn every_command_has_its_manual_page_and_its_completion_in_every_shell() {
        let mut shells = String::new();
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell, Shell::Elvish] {
            let mut out = Vec::new();
            assert_eq!(completions(program(), shell, &mut out).unwrap(), 0);
            let text = String::from_utf8(out).unwrap();
            for command in program().get_subcommands() {
                assert!(text.contains(command.get_name()), "{shell}: {}", command.get_name());
            }
            shells += &text;
        }
        assert!(!shells.contains('\u{1b}'));
        let mut out = Vec::new();
        assert_eq!(man(program(), None, &mut out).unwrap(), 0);
        assert!(String::from_utf8(out).unwrap().contains(".TH swplab 1"));
        for command in program().get_subcommands() {
            let mut out = Vec::new();
            assert_eq!(man(program(), Some(command.get_name()), &mut out).unwrap(), 0);
            let page = String::from_utf8(out).unwrap();
            assert!(page.contains(&format!("swplab\\-{}", command.get_name())), "{page}");
        }
    }

    #[test]
    fn a_command_that_is_misspelt_is_bad_input_and_helped() {
        let mut out = Vec::new();
        assert_eq!(man(program(), Some("scenarois"), &mut out).unwrap(), 2);
        assert!(String::from_utf8(out).unwrap().contains("Did you mean scenarios"));
        let refused = program().try_get_matches_from(["swplab", "calibrat"]).unwrap_err().to_string();
        assert!(refused.contains("'calibrate'"), "{refused}");
    }
}
