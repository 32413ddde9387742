//! What a return asks beyond what is simulated: codes drawn by weights that stand, with their sources,
//! in `evidence/interchange/ssda903-form.csv`. They fill the form and bear on no simulated number.

use std::sync::OnceLock;

const TEXT: &str = include_str!("../../../../evidence/interchange/ssda903-form.csv");

/// One option of one item.
struct Weight {
    item: &'static str,
    code: &'static str,
    weight: f64,
}

/// The code of an item that a uniform draw chooses.
///
/// # Panics
/// If no weight stands for the item: a bug that a test finds.
pub(super) fn choose(item: &str, u: f64) -> &'static str {
    let options = || weights().iter().filter(|option| option.item == item);
    let total: f64 = options().map(|option| option.weight).sum();
    let mut left = u * total;
    let mut chosen = None;
    for option in options() {
        chosen = Some(option.code);
        left -= option.weight;
        if left < 0.0 {
            break;
        }
    }
    chosen.unwrap_or_else(|| panic!("no weights stand for {item}"))
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
    use crate::export::places::as_listed;

    #[test]
    fn a_draw_takes_the_option_in_whose_share_it_falls() {
        assert_eq!(choose("sex", 0.0), "male");
        assert_eq!(choose("sex", 0.55), "male");
        assert_eq!(choose("sex", 0.57), "female");
        assert_eq!(choose("sex", 1.0 - 1e-16), "female");
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
            ("guardianship", "REC"),
            ("supported", "PLACE"),
            ("infant", "PLACE"),
            ("plan-unplaced", "REASON_PLACED_CEASED"),
            ("review", "REVIEW_CODE"),
            ("active", "ACTIV"),
            ("inactive", "ACTIV"),
            ("housed", "ACCOM"),
            ("not-housed", "ACCOM"),
            ("not-in-touch", "IN_TOUCH"),
            ("oc2", "OC2"),
            ("no-questionnaire", "SDQ_REASON"),
            ("plan-given-up", "REASON_PLACED_CEASED"),
            ("previous-permanence", "PREV_PERM"),
        ];
        for option in weights() {
            if let Some((sex, status)) = option.code.split_once('-') {
                assert!(option.item == "adopters" && codes::find("SEX_ADOPTR", sex).is_some());
                assert!(codes::find("LS_ADOPTR", status).is_some(), "{status}");
                continue;
            }
            // The longest beginning names the list: `other-route` is no kind of `other`.
            let fits = lists.iter().filter(|(item, _)| option.item.starts_with(item));
            let Some((_, list)) = fits.max_by_key(|(item, _)| item.len()) else {
                assert_eq!(option.item, "sex");
                continue;
            };
            for year in codes::KNOWN.0..=codes::KNOWN.1 {
                let code = match *list {
                    "PLACE" => as_listed(option.code, year, 0),
                    _ => option.code,
                };
                assert!(codes::is_accepted(list, code, year), "{list} {code} in {year}");
            }
        }
    }
}
