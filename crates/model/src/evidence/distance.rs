//! The nearest known name, for people who misspell one.

use strsim::osa_distance;

/// Up to three known names near enough to what was written to be worth suggesting, nearest first.
pub fn nearest_of<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    // Long names from a damaged file would cost time and suggest nothing.
    if written.chars().count() > 80 {
        return Vec::new();
    }
    let written_low = written.to_lowercase();
    let letters = written_low.chars().count();
    let most = 1 + letters / 3;
    let mut ranked: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|name| {
            let name_low = name.to_lowercase();
            let contains = written_low.len() >= 4
                && (name_low.contains(&written_low) || written_low.contains(&name_low));
            // As many edits at least as one is longer than the other; most names need no closer look.
            if !contains && name_low.chars().count().abs_diff(letters) > most {
                return None;
            }
            let edits = osa_distance(&written_low, &name_low);
            let near = edits <= most;
            // "hull" is Kingston upon Hull before it is Solihull.
            let is_word = written_low.len() >= 4 && holds_words(&name_low, &written_low);
            let rank = match (is_word, near) {
                (true, _) => edits.min(1),
                (_, true) => edits,
                _ => edits + 100,
            };
            (near || contains).then_some((rank, name))
        })
        .collect();
    ranked.sort();
    ranked.dedup();
    // Beside a name that is one letter off, one that is five letters off only distracts.
    let best = ranked.first().map_or(0, |(edits, _)| *edits);
    ranked.retain(|(edits, _)| *edits <= best + 1);
    ranked.into_iter().take(3).map(|(_, name)| name).collect()
}

/// Whether a name holds what was written as whole words, not as a part of one.
fn holds_words(name: &str, written: &str) -> bool {
    let ends = |at: Option<char>| at.is_none_or(|c| !c.is_alphanumeric());
    name.match_indices(written).any(|(at, _)| {
        ends(name[..at].chars().next_back()) && ends(name[at + written.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_finds_its_neighbour_and_nonsense_finds_none() {
        let known = ["term_years", "review_months", "seed"];
        assert_eq!(nearest_of("term_yeers", known), ["term_years"]);
        assert_eq!(nearest_of("esed", known), ["seed"]);
        assert!(nearest_of("xyzzy", known).is_empty());
    }
}
