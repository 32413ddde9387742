//! The smallest difference of each headline that matters: a quantity, which a scenario may set with its reason.

use crate::evidence::Evidence;
use crate::indicator::{Better, HEADLINES, Indicator};
use crate::scenario::Arm;
use crate::statistics::Paired;

/// The quantity of each headline, in the order of [`HEADLINES`].
const QUANTITIES: [&str; HEADLINES.len()] = [
    "matters.worker-changes",
    "matters.same-worker-all-year",
    "matters.placements-3plus",
    "matters.disruptions",
    "matters.direct-hours",
    "matters.turnover",
    "matters.cost-per-child-year",
];

/// The smallest differences that matter, in the units of the headlines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Matters([f64; HEADLINES.len()]);

/// Shares of paired differences that are better, worse and neither by more than what matters.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Chances {
    pub(crate) better: Option<f64>,
    pub(crate) no_matter: Option<f64>,
    pub(crate) worse: Option<f64>,
}

impl Matters {
    /// Those of a study: one for all arms, as the first sets them.
    pub(crate) fn of(arms: &[Arm]) -> Matters {
        let evidence = Evidence::embedded();
        Matters(QUANTITIES.map(|id| {
            let set = arms.first().and_then(|arm| arm.alternative.parameters.get(id));
            let own = || evidence.quantities().iter().find(|quantity| quantity.id == id).map(|one| one.value);
            set.map(|set| set.value).or_else(own).unwrap_or(0.0)
        }))
    }

    /// Of an indicator; `None` of those that are no headlines, of which any difference is counted.
    pub(crate) fn least(&self, indicator: &Indicator) -> Option<f64> {
        HEADLINES.iter().position(|headline| headline == indicator).map(|at| self.0[at])
    }

    /// Shares of the differences that are better and worse by more than what matters, and of the others; none where no
    /// direction is good or there are no pairs.
    pub(crate) fn chances(&self, indicator: &Indicator, paired: &Paired) -> Chances {
        let least = self.least(indicator).unwrap_or(0.0);
        let n = paired.rising.len();
        if indicator.better == Better::Neither || n == 0 {
            return Chances::default();
        }
        let above = paired.rising.iter().filter(|difference| **difference > least).count();
        let below = paired.rising.iter().filter(|difference| **difference < -least).count();
        let (better, worse) =
            if indicator.better == Better::Higher { (above, below) } else { (below, above) };
        let share = |count: usize| Some(count as f64 / n as f64);
        Chances { better: share(better), no_matter: share(n - above - below), worse: share(worse) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::{numbers, relationship};

    #[test]
    fn every_headline_has_a_quantity_of_its_own_name_in_its_own_unit() {
        let quantities = Evidence::embedded().quantities();
        for (headline, id) in HEADLINES.iter().zip(QUANTITIES) {
            assert_eq!(id, format!("matters.{}", headline.id.replace('_', "-")));
            let quantity = quantities.iter().find(|quantity| quantity.id == id).expect("it is there");
            assert!(quantity.value > 0.0 && quantity.is_of_telling());
            assert_eq!(Matters::of(&[]).least(headline), Some(quantity.value));
        }
    }

    #[test]
    fn chances_are_better_worse_and_no_matter_and_make_one() {
        let first = [0.0; 5];
        let paired = Paired::of(&first, &[-0.2, -0.05, 0.0, 0.04, 0.06]);
        let least = Matters([0.05; HEADLINES.len()]);
        let found = least.chances(&relationship::WORKER_CHANGES, &paired);
        assert_eq!(found, Chances { better: Some(0.2), no_matter: Some(0.6), worse: Some(0.2) });
        let higher = least.chances(&relationship::DIRECT_HOURS, &paired);
        assert_eq!((higher.better, higher.worse), (Some(0.2), Some(0.2)));
        // Any difference counts of what is no headline, and nothing where no direction is good.
        assert_eq!(least.chances(&relationship::CHANGES_LEAVER, &paired).no_matter, Some(0.2));
        assert_eq!(least.chances(&numbers::STARTS, &paired), Chances::default());
        assert_eq!(least.chances(&relationship::DIRECT_HOURS, &Paired::of(&[], &[])), Chances::default());
    }
}
