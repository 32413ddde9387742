//! Who holds the placement money, and what ownership and money do to a provider's work this month.

/// The placement budget of a provider and what is settled at the year's end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Budget {
    /// Share of the budget that the provider decides about, its managers or its front line.
    pub ceded: f64,
    /// Share that the front line decides about.
    pub front_line: f64,
    /// Share of an overspend that the provider bears.
    pub risk: f64,
    /// Whether limits hold month by month.
    pub is_monthly: bool,
    /// Overspend of the last month as a share of its limit, 0 to 1; 0 where limits are yearly.
    pub pressure: f64,
    /// Pounds for each child and month on which the year's budget was agreed; 0 before it is.
    pub allocation: f64,
    /// Share by which the next year's budget is cut.
    pub cut: f64,
    /// Pounds for each child and month that its placements cost, mean of the last year.
    pub usual: f64,
    /// Pounds spent on placements since April, and the limit of those months.
    pub spent: f64,
    /// See `spent`.
    pub limit: f64,
    /// Pounds of placements that the provider paid this month; negative for a saving that it kept.
    pub settled: f64,
    /// Pounds of price withheld until results are known, since April.
    pub withheld: f64,
    /// Pounds of surplus since April.
    pub surplus: f64,
    /// Pounds that left the account this month for workers, owners and reinvestment.
    pub distributed: f64,
    /// What was reinvested at the last year's end as a share of a year's price.
    pub reinvested: f64,
    /// Pounds of national money received this month.
    pub support: f64,
    /// Pounds of start-up grant spent this month.
    pub grant: f64,
    /// Pounds of start-up grant spent so far.
    pub grant_spent: f64,
    /// Pounds that the authority paid this month beyond price and management (H3 dearer).
    pub duplicate: f64,
}

/// Terms that money and ownership add to a provider's work this month. Factors are 1 and shares 0 in
/// an ordinary authority.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Incentives {
    /// Factor on leaving.
    pub leaving: f64,
    /// Added to the level of morale.
    pub morale: f64,
    /// Factor on hours of direct work.
    pub hours: f64,
    /// Factor on the growth of the relationship for each hour.
    pub growth: f64,
    /// Factor on disruptions.
    pub disruption: f64,
    /// Share of moves for supply and other reasons that it prevents.
    pub prevented: f64,
    /// Factor on what placements cost.
    pub placement_price: f64,
    /// Factor on the wait for decisions in the provider's own remit.
    pub wait_own: f64,
    /// Added to the share of decisions in its own remit.
    pub own_share: f64,
}

impl Default for Incentives {
    fn default() -> Incentives {
        Incentives {
            leaving: 1.0,
            morale: 0.0,
            hours: 1.0,
            growth: 1.0,
            disruption: 1.0,
            prevented: 0.0,
            placement_price: 1.0,
            wait_own: 1.0,
            own_share: 0.0,
        }
    }
}
