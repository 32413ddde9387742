//! `swplab authorities`: the profiles that the program carries, each with its looked-after children.

use std::io::{self, Write};

use crate::evidence::{Carried, Profile, england_names, nearest_of, profile_names};
use crate::returns::names::of_code;

/// Lists the profiles whose name holds a text; 0 if there are any, else 2.
///
/// # Errors
/// `out` cannot be written.
pub fn run(like: &str, out: &mut dyn Write) -> io::Result<u8> {
    let wanted = of_code(like.trim()).to_lowercase();
    let mut names: Vec<&str> = profile_names().collect();
    names.sort_unstable();
    let mut found = 0;
    for name in &names {
        let Some(profile) = Profile::embedded(name) else {
            continue;
        };
        if name.contains(&wanted) || profile.name.to_lowercase().contains(&wanted) {
            row(out, name, profile.stock, &profile.name)?;
            found += 1;
        }
    }
    for name in england_names().filter(|name| name.contains(&wanted)) {
        let Some(every) = Carried::find(name) else {
            continue;
        };
        let stock = every.profiles.iter().map(|(_, profile)| profile.stock);
        let words = format!("all {} authorities at once", every.profiles.len());
        row(out, name, stock.sum(), &words)?;
        found += 1;
    }
    if found == 0 {
        let near = nearest_of(&format!("{wanted}-2011"), names);
        let hint = match near.is_empty() {
            true => String::new(),
            false => format!(" Did you mean {}?", near.join(" or ")),
        };
        writeln!(out, "No profile is called \"{like}\".{hint}")?;
        return Ok(2);
    }
    writeln!(
        out,
        "Children are those looked after on 31 March. Another year of a name uses the nearest year that has figures."
    )?;
    Ok(0)
}

fn row(out: &mut dyn Write, name: &str, stock: f64, words: &str) -> io::Result<()> {
    writeln!(out, "{name:<34}{stock:>7.0} children  {words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(like: &str) -> (u8, String) {
        let mut out = Vec::new();
        let code = run(like, &mut out).unwrap();
        (code, String::from_utf8(out).unwrap())
    }

    #[test]
    fn profiles_are_listed_with_their_stock_and_found_by_a_part_of_the_name() {
        let (code, all) = said("");
        let england: Vec<&str> = all.lines().filter(|line| line.contains("at once")).collect();
        assert_eq!((code, england.len()), (0, 6));
        assert!(all.lines().count() > 900, "{}", all.lines().count());
        let (code, some) = said("Hull");
        assert_eq!(code, 0);
        assert!(some.starts_with("kingston-upon-hull-2011               622 children"), "{some}");
        let (code, none) = said("doncster");
        assert_eq!(code, 2);
        assert!(none.contains("Did you mean doncaster-2011 or doncaster-2021?"), "{none}");
    }
}
