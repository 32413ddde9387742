//! What a provider's service model does for children, families and staff this month.

/// Factors and terms of a provider, set once a month by `process/experience.rs`; at their default
/// for an ordinary authority's own teams.
#[derive(Clone, Debug, PartialEq)]
pub struct Access {
    /// Factor on the growth of the relationship per hour of direct work.
    pub engagement: f64,
    /// Factor on the hours of direct work.
    pub hours: f64,
    /// Share of all hours freed for direct work by the remit.
    pub freed: f64,
    /// Factor on leaving the employer while a tender is held.
    pub leaving: f64,
    /// Factor on the months of recruitment.
    pub recruitment: f64,
    /// Pay of a formal duty outside office hours, as a share of case holders' salaries.
    pub duty: f64,
    /// Share of rival bidders deterred by the duties asked for.
    pub deterred: f64,
    /// Factor on the share of children who are referred to it.
    pub referral: f64,
    /// Factor on waits for the authority's signature: below 1 where somebody challenges delay.
    pub challenge: f64,
    /// Points added to the share of its care leavers in education, employment or training.
    pub education: f64,
    /// How easily children and families reach their worker, 0 to 1.
    pub reachability: f64,
    /// Satisfaction with the way of serving and transferring, against an ordinary authority's.
    pub experience: f64,
    /// What is left of the dissatisfaction with transfers, 0 or more.
    pub resentment: f64,
}

impl Default for Access {
    fn default() -> Access {
        Access {
            engagement: 1.0,
            hours: 1.0,
            freed: 0.0,
            leaving: 1.0,
            recruitment: 1.0,
            duty: 0.0,
            deterred: 0.0,
            referral: 1.0,
            challenge: 1.0,
            education: 0.0,
            reachability: 0.0,
            experience: 0.0,
            resentment: 0.0,
        }
    }
}
