//! Reviews: what a review of a contract finds, and what it does to the price. M74 to M76, X1.
//!
//! ```text
//! at a review  judged, trust                                                                   (`trust`)
//!              at a fixed price a practice that has grown by more than planning.asks-above asks for more:
//!              agreed cases + p × information × growth in numbers, p = review.price-support where reviews are
//!              collaborative, else review.price-support.static                                 X1
//!              price and agreed cases anew as at an award of that day, under a clause of price adjustment
//! next review  after the months of the contract
//! ```
//!
//! How much a review learns, and what the authority then thinks, is the matter of `trust`.

use super::commissioning::Commissioning;
use super::{finance, trust};

impl Commissioning<'_> {
    /// Holds the review that is due.
    pub(super) fn review(&mut self, at: usize, day: f64) {
        let provider = self.contracts[at].provider;
        let terms = self.terms_of(at);
        let own = &self.providers[self.authorities[self.contracts[at].authority].in_house];
        let in_house = own.record;
        let improved = self.improved(provider);
        let information =
            trust::review(&mut self.providers[provider], in_house, improved, terms, self.settings);
        self.ask(at, information);
        if terms.practice.contract.adjusts_price {
            self.adjust(at);
        }
        self.flows[provider].reviews += 1.0;
        self.contracts[at].next_review = day + terms.practice.contract.review_months;
    }

    /// Under a fixed price the practice asks for what its growth costs, and is met as far as the review shows it.
    fn ask(&mut self, at: usize, information: f64) {
        let terms = self.terms_of(at);
        let contract = &mut self.contracts[at];
        let growth = self.providers[contract.provider].cases - contract.agreed_cases;
        if terms.practice.contract.price_follows_numbers
            || growth <= self.settings.asks_above * contract.agreed_cases
        {
            return;
        }
        let met = if terms.practice.contract.is_collaborative() {
            self.settings.review_price_support
        } else {
            self.settings.review_price_support_static
        };
        let granted = met * information * growth;
        contract.agreed_cases += granted;
        self.flows[contract.provider].asked += growth;
        self.flows[contract.provider].granted += granted;
    }

    /// The price adjustment clause: price at the authority's own cost of today, for today's numbers.
    fn adjust(&mut self, at: usize) {
        let contract = &self.contracts[at];
        let provider = &self.providers[contract.provider];
        let level = self.providers[self.authorities[contract.authority].in_house].level_cost;
        let cases = if provider.cases > 0.0 { provider.cases } else { contract.agreed_cases };
        let terms = self.terms_of(at);
        let award = finance::award(level, cases, terms, provider.run_by.as_ref(), self.money);
        self.contracts[at].price = award.price;
        self.contracts[at].agreed_cases = cases;
    }
}
