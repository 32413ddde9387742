//! Joining: an authority joins the contract of a neighbour, and what they share. M81, M82.
//!
//! ```text
//! each April, an authority that has not joined a practice which serves a neighbour joins with probability
//!   L(join.base; join.judged × judged + contract.known.trust × (trust - trust.neutral)
//!                + join.saving × saving + what cuts say (`renewal`)), judged and trust means over who buys already
//! saving       = shared(buyers) - shared(buyers + 1)
//! shared(n)    = 1 - market.shared-costs × (1 - 1 ÷ n)                                            M81
//! other staff  of each running contract × shared(buyers now) ÷ shared(buyers before)
//! ```
//!
//! Only where `contract.joined_later` says so; the first of `practice.authorities` buys from the first day. What sharing
//! spares stays with the practice until the price is set anew. It joins as with an award on 1 April: with the months of
//! preparation and what may stop them (`award`). Logits; sizes grade D: S§55, 94 and 118 say that it would save, and
//! nobody counted.

use crate::arrangement::Practice;
use crate::draws::{Name, Purpose};
use crate::model::hazard::contracts::chance;
use crate::model::settings::CommissioningSettings;
use crate::model::world::Stage;

use super::commissioning::Commissioning;
use super::renewal;

/// Whether a practice's part is one that its authority may join later.
pub fn may_join(practice: &Practice) -> bool {
    let first = practice.authorities.first();
    practice.contract.joined_later && first.is_some_and(|first| *first != practice.authority)
}

/// What is left of the staff that does not grow with cases, for each of so many who buy.
pub fn shared(buyers: u32, s: &CommissioningSettings) -> f64 {
    1.0 - s.shared_costs * (1.0 - 1.0 / f64::from(buyers.max(1)))
}

/// Whether two entries are parts of one practice.
fn are_parts_of_one(one: &Practice, other: &Practice) -> bool {
    let whole = |practice: &Practice| practice.name.rsplit_once(" (").map(|(name, _)| name.to_owned());
    one.contract.joined_later && one.authorities == other.authorities && whole(one) == whole(other)
}

impl Commissioning<'_> {
    /// Shares what is shared, and in April lets authorities join.
    pub(super) fn join(&mut self, start: f64) {
        let is_april = start > 0.0 && libm::fmod(start, 12.0) == 0.0;
        for provider in 0..self.providers.len() {
            let Some(practice) = self.providers[provider].practice else {
                continue;
            };
            if !self.terms[practice].practice.contract.joined_later {
                continue;
            }
            let serving = self.serving(practice);
            self.share(provider, serving.len() as u32);
            let waits = may_join(&self.terms[practice].practice)
                && self.providers[provider].opens.is_infinite()
                && !self.contracts.iter().any(|contract| contract.provider == provider);
            if is_april && waits && !serving.is_empty() {
                self.weigh_joining(provider, practice, &serving, start);
            }
        }
    }

    /// Providers by which the practice serves now.
    fn serving(&self, practice: usize) -> Vec<usize> {
        let own = &self.terms[practice].practice;
        let serves = |provider: &usize| {
            let state = &self.providers[*provider];
            let of = |other: usize| are_parts_of_one(own, &self.terms[other].practice);
            state.is_open && state.practice.is_some_and(of)
        };
        (0..self.providers.len()).filter(serves).collect()
    }

    fn share(&mut self, provider: usize, buyers: u32) {
        let s = self.settings;
        let running =
            |at: &usize| self.contracts[*at].stage == Stage::Running && self.contracts[*at].buyers != buyers;
        if let Some(at) = self.current(provider).filter(running) {
            let contract = &mut self.contracts[at];
            contract.other_staff *= shared(buyers, s) / shared(contract.buyers, s);
            contract.buyers = buyers;
        }
    }

    fn weigh_joining(&mut self, provider: usize, practice: usize, serving: &[usize], start: f64) {
        let s = self.settings;
        let mean = |of: &dyn Fn(usize) -> f64| {
            serving.iter().map(|&other| of(other)).sum::<f64>() / serving.len() as f64
        };
        let judged = mean(&|other| self.providers[other].judged);
        let trust = mean(&|other| self.providers[other].trust);
        let buyers = serving.len() as u32;
        let saving = shared(buyers, s) - shared(buyers + 1, s);
        let authority = self.providers[provider].authority;
        let cut = self.authorities[authority].cut;
        let k = s.join_judged * judged
            + s.known_trust * (trust - s.trust_neutral)
            + s.join_saving * saving
            + renewal::austerity(cut, s);
        let name = Name::practice(authority, practice, start as u32);
        if self.draws.uniform(Purpose::Joining, name, 0) < chance(s.join_base, k) {
            self.award_first(provider, start);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Evidence, ParameterSet, Positions};
    use std::collections::BTreeMap;

    #[test]
    fn each_who_joins_saves_less_than_the_one_before() {
        let parameters = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
        let s = CommissioningSettings::new(&parameters, &Positions::drawn(&BTreeMap::new(), |_| 0.0), 2011);
        assert_eq!(shared(1, &s), 1.0);
        let saved = |buyers: u32| shared(buyers, &s) - shared(buyers + 1, &s);
        assert!(saved(1) > saved(2) && saved(2) > 0.0);
    }
}
