//! What a practice's managers plan with.

/// The plan of a practice; that of the authority's own teams says nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Cases for each case holder for which it bid; 0 before it opens.
    pub caseload: f64,
    /// Posts against those of its contract: managers, office and premises go with them.
    pub support: f64,
    /// Cases up to which it takes referrals.
    pub places: f64,
    /// Whether money allows no agency cover for a post that falls vacant.
    pub is_frozen: bool,
    /// Months in a row in which hardly anybody was at work.
    pub deserted: u32,
    /// Months in a row in which it owed more than it can carry.
    pub owing: u32,
    /// Pounds for each post and month that agency workers and hiring have cost it of late, mean of a year.
    pub replacing: f64,
}

impl Default for Plan {
    fn default() -> Plan {
        Plan {
            caseload: 0.0,
            support: 1.0,
            places: f64::INFINITY,
            is_frozen: false,
            deserted: 0,
            owing: 0,
            replacing: 0.0,
        }
    }
}
