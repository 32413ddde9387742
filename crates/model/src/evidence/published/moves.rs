//! Published moves of each authority, and which years have them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Source and definition stand in its head.
const MOVES: &str = include_str!("../../../../../evidence/authorities/moves-2020-2025.csv");

/// Changes of carer per looked-after child-year in the year that ended on a 31 March, changes of status only left out.
pub fn moves(code: &str, year: u32) -> Option<f64> {
    static TABLE: OnceLock<BTreeMap<(&'static str, u32), f64>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let lines = MOVES.lines().filter(|line| !line.starts_with('#')).skip(1);
        let cells = lines.filter_map(|line| {
            let mut cells = line.split(',');
            let code = cells.next()?;
            Some(((code, cells.next()?.parse().ok()?), cells.next()?.parse().ok()?))
        });
        cells.collect()
    });
    table.get(&(code, year)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn england_has_every_year_and_a_withheld_authority_none() {
        let years: Vec<f64> = (2020..=2025).filter_map(|year| moves("E92000001", year)).collect();
        assert_eq!(years.len(), 6);
        assert!(years.iter().all(|moves| (0.5..0.7).contains(moves)));
        assert_eq!(moves("E00000000", 2021), None);
    }
}
