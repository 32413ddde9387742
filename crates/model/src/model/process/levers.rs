//! Levers: what a way of working costs beyond the usual on its side.
//!
//! ```text
//! levers = lever.supervision × w.supervision + lever.cpd × w.cpd
//!          + lever.leadership × (w.leadership + w.middle_management) + lever.health-check × w.health_check
//!          + lever.known-by-name × w.known_by_name + lever.local-office × w.local_office
//!          + lever.specialists × w.specialists
//! ```
//!
//! w is the service model less what is usual on its side: in house that of an ordinary authority, in a practice that of a
//! usual practice, whose offices and other costs its price covers already. Less than usual saves as much. Pounds for each
//! case holder at work and month, paid whether or not the departure takes effect (H1); `finance` adds them to staff.
//! Co-ordinators, a duty round the clock, capability support, set-up and tenders have prices of their own there.
//! Salaries and hours behind the prices are sourced, how much of either a lever takes is not: grade D.

use crate::evidence::ServiceModel;
use crate::model::settings::MoneySettings;

/// Pounds for each case holder at work and month.
pub fn price(model: &ServiceModel, usual: &ServiceModel, s: &MoneySettings) -> f64 {
    let w = model.with(usual, |own, usual| own - usual);
    s.lever_supervision * w.supervision
        + s.lever_cpd * w.cpd
        + s.lever_leadership * (w.leadership + w.middle_management)
        + s.lever_health_check * w.health_check
        + s.lever_known_by_name * w.known_by_name
        + s.lever_local_office * w.local_office
        + s.lever_specialists * w.specialists
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Evidence, ParameterSet, Positions};
    use std::collections::BTreeMap;

    #[test]
    fn what_is_usual_costs_nothing_more_and_every_lever_its_price() {
        let parameters = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
        let money = MoneySettings::new(&parameters, &Positions::drawn(&BTreeMap::new(), |_| 0.0));
        let usual = ServiceModel { supervision: 0.5, local_office: 0.3, ..ServiceModel::default() };
        assert_eq!(price(&usual, &usual, &money), 0.0);
        let more = ServiceModel { supervision: 1.0, ..usual };
        assert_eq!(price(&more, &usual, &money), 0.5 * money.lever_supervision);
        let less = ServiceModel { local_office: 0.0, ..usual };
        assert_eq!(price(&less, &usual, &money), -0.3 * money.lever_local_office);
        let priced: [fn(&mut ServiceModel); 8] = [
            |w| w.supervision = 1.0,
            |w| w.cpd = 1.0,
            |w| w.leadership = 1.0,
            |w| w.middle_management = 1.0,
            |w| w.health_check = 1.0,
            |w| w.known_by_name = 1.0,
            |w| w.local_office = 1.0,
            |w| w.specialists = 1.0,
        ];
        for lever in priced {
            let mut model = ServiceModel::default();
            lever(&mut model);
            assert!(price(&model, &ServiceModel::default(), &money) > 0.0);
        }
    }
}
