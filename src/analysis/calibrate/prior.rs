//! Priors: from a number in [0, 1) to a value, by inverse distribution function.

use crate::scenario::Free;

/// The value of a free parameter at a number in [0, 1]: triangular where the prior has a centre, else even.
pub fn value(free: &Free, u: f64) -> f64 {
    let (low, high) = (free.low, free.high);
    let width = high - low;
    match free.centre {
        None => low + u * width,
        Some(centre) => {
            let below = centre - low;
            if u * width < below {
                low + (u * width * below).sqrt()
            } else {
                high - ((1.0 - u) * width * (high - centre)).sqrt()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Evidence, Key};

    #[test]
    fn a_prior_from_a_quantity_is_that_of_the_quantity() {
        let key = Evidence::embedded().key("in-house.caseload").unwrap();
        let quantity = &Evidence::embedded().quantities()[key.quantity];
        let mut free = Free {
            id: quantity.id.clone(),
            key: Key { band: None, ..key },
            low: quantity.low,
            high: quantity.high,
            centre: Some(quantity.value),
            why: String::new(),
        };
        for u in [0.0, 0.2, 0.5, 0.9] {
            assert!((value(&free, u) - quantity.at(u)).abs() < 1e-12);
        }
        free.centre = None;
        assert_eq!(value(&free, 0.5), 0.5 * (quantity.low + quantity.high));
    }
}
