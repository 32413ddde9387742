//! The nearest known name, for people who misspell one.

/// Edits (insert, delete, replace, swap of neighbours) that turn one word into another.
pub fn edit_distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let width = to.len() + 1;
    let mut rows: Vec<usize> = vec![0; (from.len() + 1) * width];
    for i in 0..=from.len() {
        for j in 0..=to.len() {
            let at = |a: usize, b: usize| rows[a * width + b];
            rows[i * width + j] = if i == 0 || j == 0 {
                i + j
            } else {
                let same = from[i - 1] == to[j - 1];
                let mut best =
                    (at(i - 1, j) + 1).min(at(i, j - 1) + 1).min(at(i - 1, j - 1) + usize::from(!same));
                if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                    best = best.min(at(i - 2, j - 2) + 1);
                }
                best
            };
        }
    }
    rows[from.len() * width + to.len()]
}

/// Up to three known names near enough to what was written to be worth suggesting, nearest first.
pub fn nearest_of<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    // Long names from a damaged file would cost time and suggest nothing.
    if written.chars().count() > 80 {
        return Vec::new();
    }
    let written_low = written.to_lowercase();
    let mut ranked: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|name| {
            let name_low = name.to_lowercase();
            let edits = edit_distance(&written_low, &name_low);
            let contains = written_low.len() >= 4
                && (name_low.contains(&written_low) || written_low.contains(&name_low));
            let near = edits <= 1 + written_low.chars().count() / 3;
            (near || contains).then_some((if near { edits } else { edits + 100 }, name))
        })
        .collect();
    ranked.sort();
    ranked.dedup();
    // Beside a name that is one letter off, one that is five letters off only distracts.
    let best = ranked.first().map_or(0, |(edits, _)| *edits);
    ranked.retain(|(edits, _)| *edits <= best + 1);
    ranked.into_iter().take(3).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        assert_eq!(edit_distance("", "term"), 4);
        assert_eq!(edit_distance("term_yeers", "term_years"), 1);
        assert_eq!(edit_distance("tremor", "termor"), 1);
        assert_eq!(edit_distance("size", "seed"), 3);
    }

    #[test]
    fn a_misspelt_name_finds_its_neighbour_and_nonsense_finds_none() {
        let known = ["term_years", "review_months", "seed"];
        assert_eq!(nearest_of("term_yeers", known), ["term_years"]);
        assert!(nearest_of("xyzzy", known).is_empty());
    }
}
