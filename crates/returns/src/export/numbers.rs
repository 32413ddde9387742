//! The quantities by which an export tells more than is simulated, as a replication drew them or a
//! scenario set them. Their ranges and sources stand in `evidence/export.toml`.

use super::health::Rates;
use swplab_model::evidence::{Evidence, ParameterSet, STATUSES, legal_factors, published_years};

/// Numbers of the form.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    /// Legal status of starts in England: interim order, full order, police protection, emergency order, and remands
    /// among starts at 10 and over.
    starts: [ByYear; STATUSES],
    /// An authority's shares against these, by year.
    own: Vec<(u32, [f64; STATUSES])>,
    unaccompanied: ByYear,
    /// An authority's share of unaccompanied children among starts, by year.
    own_unaccompanied: Vec<(u32, f64)>,
    pub(super) unaccompanied_male: f64,
    /// Share of those born in winter who are told as born on 1 January.
    pub(super) unaccompanied_new_year: f64,
    pub(super) police_to_order: f64,
    pub(super) emergency_to_order: f64,
    pub(super) remand_days: f64,
    pub(super) agreement_to_order: ByYear,
    pub(super) agreement_months: f64,
    pub(super) proceedings_weeks: ByYear,
    pub(super) proceedings_spread: f64,
    /// Part of the way from the start of care to the placement for adoption that follows the placement order.
    pub(super) placement_order_share: f64,
    pub(super) siblings_share: f64,
    pub(super) siblings_size: f64,
    pub(super) siblings_apart: f64,
    /// Share of groups of siblings who have not all one mother.
    pub(super) siblings_half: f64,
    /// Shares of what is not known, or mistaken, when it is first told: origin, long-term placement.
    pub(super) late_ethnic: f64,
    pub(super) late_place: f64,
    /// Share of children of the first day who had been in care before.
    pub(super) earlier_share: f64,
    /// Mean days out of care before the present period, and of the earlier one.
    pub(super) earlier_days: [f64; 2],
    pub(super) foster_households: f64,
    pub(super) foster_agencies: f64,
    pub(super) homes: f64,
    pub(super) weekend: f64,
    pub(super) review_late: f64,
    pub(super) review_late_days: f64,
    /// Mean days by which a review in time is early: the first, the second, later ones.
    pub(super) review_early_days: [f64; 3],
    /// Share of later reviews that are called early.
    pub(super) review_called: f64,
    /// How well a Friday, a day of August and one around Christmas suit for a review, against others.
    pub(super) review_suits: [f64; 3],
    /// Share of reviews of children of 4 and over at which they speak for themselves, by age: 4 to 7, 8 to 11, 12 to 15, older.
    pub(super) review_own: [f64; 4],
    /// Share of reviews that go as the child's usually do.
    pub(super) review_usual: f64,
    pub(super) health: Rates,
    /// Of children with foster carers or relatives in a later placement, a year or more after they came, the share for whom it is
    /// the long-term one from the start.
    pub(super) long_term: f64,
    pub(super) adoption_decision_days: f64,
    pub(super) adoption_match_days: f64,
    /// Share of placements for adoption to which the parents agree.
    pub(super) adoption_consent: f64,
    pub(super) adoption_soonest: f64,
    /// Share of young children under a full order for whom a plan to adopt leads nowhere, and mean days that it lasts.
    pub(super) adoption_unplaced: f64,
    pub(super) adoption_unplaced_days: f64,
    /// Of children with foster carers who leave by special guardianship, the share whose guardians have fostered them.
    pub(super) guardians_fostered: f64,
    pub(super) adoption_given_up_days: f64,
    /// How many children go missing from a family, for each child-year, at 10 to 15 and from 16 on.
    pub(super) missing: [f64; 2],
    pub(super) missing_homes: f64,
    pub(super) missing_incidents: f64,
    pub(super) missing_again: f64,
    pub(super) missing_days: f64,
    pub(super) missing_spread: f64,
    /// By how much it grows with each year of age from 9 to 15, and the spread of children's own readiness, in logarithms.
    pub(super) missing_grows: f64,
    pub(super) missing_own: f64,
    pub(super) missing_away: f64,
    pub(super) mothers: f64,
    /// Shares in touch at 17 and 18, and from 19 on.
    pub(super) in_touch: Vec<f64>,
    /// Chance that the code of a care leaver's activity, or of her home, is drawn anew in a year.
    pub(super) leavers_change: f64,
    /// Of those who stayed with foster carers at 18 and are suitably housed, the share still there at 18, at 19, from 20 on.
    pub(super) leavers_stay: Vec<f64>,
    /// Of those who left care before the return begins, the share who stayed with foster carers.
    pub(super) leavers_stayed: f64,
    /// Share of those who went home who are there still.
    pub(super) leavers_home: f64,
}

impl Numbers {
    /// Of an authority of the published tables by its code, else England's.
    pub(super) fn of(p: &ParameterSet, code: Option<&str>) -> Numbers {
        let by_year = |id: &str| ByYear::of(p, id);
        Numbers {
            starts: ["interim-order", "full-order", "police", "emergency", "remand"]
                .map(|status| by_year(&format!("export.starts.{status}"))),
            own: code.map_or(Vec::new(), |code| legal_factors(code, p.get("export.starts.weight"))),
            unaccompanied: by_year("export.starts.unaccompanied"),
            own_unaccompanied: code.map_or(Vec::new(), unaccompanied_shares),
            unaccompanied_male: p.get("export.unaccompanied.male"),
            unaccompanied_new_year: p.get("export.unaccompanied.new-year"),
            police_to_order: p.get("export.police.to-order"),
            emergency_to_order: p.get("export.emergency.to-order"),
            remand_days: p.get("export.remand.days"),
            agreement_to_order: by_year("export.agreement.to-order"),
            agreement_months: p.get("export.agreement.months"),
            proceedings_weeks: by_year("export.proceedings.weeks"),
            proceedings_spread: p.get("export.proceedings.spread"),
            placement_order_share: p.get("export.placement-order.share"),
            siblings_share: p.get("export.siblings.share"),
            siblings_size: p.get("export.siblings.size"),
            siblings_apart: p.get("export.siblings.apart"),
            siblings_half: p.get("export.siblings.half"),
            late_ethnic: p.get("export.late.ethnic"),
            late_place: p.get("export.late.place"),
            earlier_share: p.get("care.reentry.share"),
            earlier_days: fixed(p, "export.earlier.days"),
            foster_households: p.get("export.foster.households"),
            foster_agencies: p.get("export.foster.agencies"),
            homes: p.get("export.homes"),
            weekend: p.get("export.weekend"),
            review_late: p.get("export.review.late"),
            review_late_days: p.get("export.review.late-days"),
            review_early_days: fixed(p, "export.review.early-days"),
            review_called: p.get("export.review.called"),
            review_suits: fixed(p, "export.review.suits"),
            review_own: fixed(p, "export.review.own"),
            review_usual: p.get("export.review.usual"),
            health: Rates::of(p),
            long_term: p.get("export.long-term"),
            adoption_decision_days: p.get("export.adoption.decision-days"),
            adoption_match_days: p.get("export.adoption.match-days"),
            adoption_consent: p.get("export.adoption.consent"),
            adoption_soonest: p.get("export.adoption.soonest-days"),
            adoption_unplaced: p.get("export.adoption.unplaced"),
            adoption_unplaced_days: p.get("export.adoption.unplaced-days"),
            guardians_fostered: p.get("export.guardians-fostered"),
            adoption_given_up_days: p.get("export.adoption.given-up-days"),
            missing: ["10-15", "16-17"].map(|ages| p.get(&format!("export.missing.{ages}"))),
            missing_homes: p.get("export.missing.homes"),
            missing_incidents: p.get("export.missing.incidents"),
            missing_again: p.get("export.missing.again"),
            missing_days: p.get("export.missing.days"),
            missing_spread: p.get("export.missing.spread"),
            missing_grows: p.get("export.missing.grows"),
            missing_own: p.get("export.missing.own"),
            missing_away: p.get("export.missing.away"),
            mothers: p.get("export.mothers"),
            in_touch: p.table("export.in-touch"),
            leavers_change: p.get("export.leavers.change"),
            leavers_stay: p.table("export.leavers.stay"),
            leavers_stayed: p.get("export.leavers.stayed"),
            leavers_home: p.get("export.leavers.home"),
        }
    }
}

impl Numbers {
    /// Shares of the statuses of a year among all who start, and the share of unaccompanied children among them: the
    /// authority's own where they are published, of the nearest year.
    pub(super) fn of_starts(&self, year: i32) -> ([f64; STATUSES], f64) {
        let factors = nearest(&self.own, year).unwrap_or([1.0; STATUSES]);
        let shares = std::array::from_fn(|status| self.starts[status].at(year) * factors[status]);
        let alone = nearest(&self.own_unaccompanied, year).unwrap_or_else(|| self.unaccompanied.at(year));
        (shares, alone)
    }
}

/// A table of known length.
fn fixed<const N: usize>(p: &ParameterSet, id: &str) -> [f64; N] {
    p.table(id)
        .try_into()
        .unwrap_or_else(|table: Vec<f64>| panic!("{id} has {} entries, not {N}", table.len()))
}

/// What stands beside the year that is nearest, the earlier of two.
fn nearest<T: Copy>(known: &[(u32, T)], year: i32) -> Option<T> {
    let near = known.iter().min_by_key(|(own, _)| (i64::from(*own).abs_diff(i64::from(year)), *own));
    near.map(|(_, value)| *value)
}

/// The share of unaccompanied children among an authority's starts, in years of which both are published.
fn unaccompanied_shares(code: &str) -> Vec<(u32, f64)> {
    let years = published_years(code).into_iter();
    let share = years.filter_map(|one| Some((one.year, one.unaccompanied[1].number()? / one.started?)));
    share.filter(|(_, share)| share.is_finite()).collect()
}

/// A number that changes with the years: straight lines between those that are known, level outside them.
#[derive(Clone, Debug)]
pub(super) struct ByYear(Vec<(f64, f64)>);

impl ByYear {
    fn of(p: &ParameterSet, id: &str) -> ByYear {
        let bands = Evidence::embedded().find(id).map_or(&[][..], |quantity| &quantity.bands);
        let years = bands.iter().map(|year| year.parse().expect("the bands of the table are years"));
        ByYear(years.zip(p.table(id)).collect())
    }

    /// The number of a year.
    pub(super) fn at(&self, year: i32) -> f64 {
        let year = f64::from(year);
        let after = self.0.partition_point(|(known, _)| *known <= year);
        match (after.checked_sub(1).and_then(|k| self.0.get(k)), self.0.get(after)) {
            (Some((from, a)), Some((to, b))) => a + (b - a) * (year - from) / (to - from),
            (Some((_, only)), None) | (None, Some((_, only))) => *only,
            (None, None) => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_by_year_is_level_outside_what_is_known_and_straight_between() {
        let number = ByYear(vec![(2011.0, 0.2), (2015.0, 0.4), (2020.0, 0.1)]);
        assert_eq!(number.at(1999), 0.2);
        assert_eq!(number.at(2011), 0.2);
        assert!((number.at(2012) - 0.25).abs() < 1e-12);
        assert_eq!(number.at(2015), 0.4);
        assert_eq!(number.at(2030), 0.1);
    }

    #[test]
    fn every_number_stands_in_the_evidence() {
        let central = ParameterSet::central(Evidence::embedded(), &std::collections::BTreeMap::new());
        let numbers = Numbers::of(&central, None);
        assert_eq!(numbers.in_touch.len(), 2);
        let shares: f64 = numbers.of_starts(2021).0.iter().sum();
        assert!(shares < 0.6, "{shares}");
        // What is published of an authority moves it, in the nearest year too.
        let leeds = Numbers::of(&central, Some("E08000035"));
        assert_ne!(leeds.of_starts(2021), numbers.of_starts(2021));
        assert_eq!(leeds.of_starts(2033), leeds.of_starts(2025));
    }
}
