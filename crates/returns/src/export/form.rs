//! What a return asks beyond what is simulated: codes drawn by weights that stand, with their sources,
//! in `evidence/interchange/ssda903-form.csv`. They fill the form and bear on no simulated number.

use std::sync::OnceLock;

use rand::Rng;
use rand::seq::IndexedRandom;

const TEXT: &str = include_str!("../../../../evidence/interchange/ssda903-form.csv");

/// One option of one item.
struct Weight {
    item: &'static str,
    code: &'static str,
    weight: f64,
}

/// A code of an item, each as likely as its weight says.
///
/// # Panics
/// If no weight stands for the item: a bug that a test finds.
pub(super) fn choose(item: &str, generator: &mut impl Rng) -> &'static str {
    let options: Vec<&Weight> = weights().iter().filter(|option| option.item == item).collect();
    match options.choose_weighted(generator, |option| option.weight) {
        Ok(option) => option.code,
        Err(_) => panic!("no weights stand for {item}"),
    }
}

fn weights() -> &'static [Weight] {
    static WEIGHTS: OnceLock<Vec<Weight>> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let lines = TEXT.lines().filter(|line| !line.starts_with('#')).skip(1);
        lines.map(|line| weight(line).expect("each line has an item, a code and a weight")).collect()
    })
}

fn weight(line: &'static str) -> Option<Weight> {
    let mut cells = line.splitn(4, ',');
    Some(Weight { item: cells.next()?, code: cells.next()?, weight: cells.next()?.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes;
    use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

    #[test]
    fn options_are_drawn_as_often_as_their_weights_say() {
        let mut generator = ChaCha8Rng::seed_from_u64(1);
        let orders = (0..10_000).filter(|_| choose("legal", &mut generator) == "order").count();
        let of = |code| weights().iter().find(|option| option.item == "legal" && option.code == code);
        let (order, other) = (of("order").unwrap().weight, of("V2").unwrap().weight);
        // Four standard errors of a share of 10,000.
        assert!((orders as f64 / 10_000.0 - order / (order + other)).abs() < 0.02, "{orders}");
    }

    #[test]
    fn every_code_that_is_drawn_is_accepted_in_every_known_year() {
        let lists = [
            ("ethnic", "ETHNIC"),
            ("need", "CIN"),
            ("residential", "PLACE"),
            ("other", "PLACE"),
            ("provider", "PLACE_PROVIDER"),
            ("reason", "REASON_PLACE_CHANGE"),
            ("home", "REC"),
            ("adoption", "REC"),
            ("birthday", "REC"),
            ("other-route", "REC"),
            ("review", "REVIEW_CODE"),
            ("active", "ACTIV"),
            ("inactive", "ACTIV"),
            ("housed", "ACCOM"),
            ("not-housed", "ACCOM"),
        ];
        for option in weights() {
            // The longest beginning names the list: `other-route` is no kind of `other`.
            let fits = lists.iter().filter(|(item, _)| option.item.starts_with(item));
            let Some((_, list)) = fits.max_by_key(|(item, _)| item.len()) else {
                assert!(["sex", "legal"].contains(&option.item), "{}", option.item);
                continue;
            };
            for year in codes::KNOWN.0..=codes::KNOWN.1 {
                let is_accepted = codes::is_accepted(list, option.code, year);
                assert!(is_accepted, "{list} {} in {year}", option.code);
            }
        }
    }
}
