//! `swplab mechanisms [ID]`: which of the claims about causes the model carries, by which quantities
//! and in which processes, and why the others are left out. Read from what the program embeds.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::evidence::{Mechanism, nearest_of};

use super::explain::{line, references};

/// Prints the coverage of all mechanisms, or all about one; 2 if it is not known.
///
/// # Errors
/// `out` cannot be written.
pub fn run(id: Option<&str>, out: &mut dyn Write) -> io::Result<u8> {
    match id {
        None => coverage(out),
        Some(id) => match find(id) {
            Some(mechanism) => {
                explain(mechanism, out)?;
                Ok(0)
            }
            None => {
                writeln!(out, "\"{id}\" is no known mechanism.")?;
                let near = nearest_of(id, Mechanism::all().iter().map(|m| m.id.as_str()));
                if !near.is_empty() {
                    writeln!(out, "Did you mean {}?", near.join(" or "))?;
                }
                Ok(2)
            }
        },
    }
}

/// A mechanism by id, whatever the case of its letters.
pub(super) fn find(id: &str) -> Option<&'static Mechanism> {
    let all = Mechanism::all();
    all.iter().find(|known| known.id.eq_ignore_ascii_case(id))
}

fn coverage(out: &mut dyn Write) -> io::Result<u8> {
    let all = Mechanism::all();
    let carried = all.iter().filter(|m| m.is_implemented()).count();
    let left_out = all.iter().filter(|m| !m.is_implemented() && !m.left_out.is_empty());
    let left_out = left_out.count();
    writeln!(
        out,
        "{} mechanisms: {carried} in the model, {left_out} left out with a reason, {} open.\n",
        all.len(),
        all.len() - carried - left_out
    )?;
    for mechanism in all {
        let state = if mechanism.is_implemented() {
            format!("in {}", processes(mechanism).join(", "))
        } else if mechanism.left_out.is_empty() {
            "open: neither in the model nor given up".to_string()
        } else {
            format!("left out: {}", mechanism.left_out)
        };
        line(out, &mechanism.id, &format!("{}. {state}", mechanism.claim))?;
    }
    Ok(0)
}

/// The processes that read the quantities of a mechanism.
fn processes(mechanism: &Mechanism) -> Vec<String> {
    let names: BTreeSet<&String> = mechanism.quantities().flat_map(|q| &q.used_by).collect();
    names.into_iter().cloned().collect()
}

/// All about one mechanism.
pub(super) fn explain(mechanism: &Mechanism, out: &mut dyn Write) -> io::Result<()> {
    line(out, "mechanism", &mechanism.id)?;
    line(out, "claim", &mechanism.claim)?;
    let sign = match mechanism.sign.as_str() {
        "+" => "raises",
        "-" => "lowers",
        "0" => "no effect",
        _ => "either way",
    };
    line(out, "sign", sign)?;
    line(out, "strength", &mechanism.strength)?;
    line(out, "claimed by", &mechanism.claimed_by)?;
    if !mechanism.contested.is_empty() {
        line(out, "contested", &mechanism.contested)?;
    }
    line(out, "source", &mechanism.source)?;
    references(&mechanism.source, out)?;
    if !mechanism.is_implemented() {
        let reason = match mechanism.left_out.as_str() {
            "" => "neither in the model nor given up",
            reason => reason,
        };
        return line(out, "left out", reason);
    }
    line(out, "acts in", &processes(mechanism).join(", "))?;
    for quantity in mechanism.quantities() {
        let neutral = quantity.neutral.unwrap_or_default();
        let text = format!(
            "{}: {} ({} to {}), switched off at {neutral}",
            quantity.id, quantity.value, quantity.low, quantity.high
        );
        line(out, "quantity", &text)?;
    }
    if let Some(shown) = &mechanism.shown {
        let text = format!("scenarios/{}.toml, indicator {}", shown.scenario, shown.indicator);
        line(out, "shows in", &text)?;
    }
    line(out, "switch off", &format!("[mechanisms] off = [\"{}\"] in a scenario or an arm", mechanism.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mechanism_is_listed_and_explained() {
        let mut out = Vec::new();
        assert_eq!(run(None, &mut out).unwrap(), 0);
        let listed = String::from_utf8(out).unwrap();
        for mechanism in Mechanism::all() {
            assert!(listed.contains(&format!("\n{} ", mechanism.id)), "{}", mechanism.id);
            let mut out = Vec::new();
            assert_eq!(run(Some(&mechanism.id.to_lowercase()), &mut out).unwrap(), 0);
            assert!(String::from_utf8(out).unwrap().contains("claimed by"));
        }
    }

    #[test]
    fn an_unknown_mechanism_is_bad_input() {
        let mut out = Vec::new();
        assert_eq!(run(Some("M129"), &mut out).unwrap(), 2);
        assert!(String::from_utf8(out).unwrap().contains("Did you mean M"));
    }
}
