//! What a unit's year comes to, before it is reduced to indicators; years of other authorities add up.

use super::members::Group;
use super::stock::{Establishment, Stock};
use crate::model::world::{HandOver, Tally, World};

/// Declares numbers that add up, field by field.
macro_rules! counts {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])+ $field:ident,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default)]
        pub struct $name<N = f64> { $($(#[$doc])+ pub $field: N,)* }

        impl<N: Copy + std::ops::AddAssign> std::ops::AddAssign<&$name<N>> for $name<N> {
            fn add_assign(&mut self, other: &$name<N>) {
                $(self.$field += other.$field;)*
            }
        }

        impl From<$name<u32>> for $name {
            fn from(whole: $name<u32>) -> $name {
                $name { $($field: f64::from(whole.$field),)* }
            }
        }
    };
}
pub(super) use counts;

counts! {
    /// Sums over a year that are not in a provider's tally.
    Sums {
        /// Months worked by permanent case holders.
        worker_months,
        /// Morale × these months.
        morale,
        /// Job insecurity × these months.
        insecurity,
        /// Months in which a practice was open.
        open_months,
        /// Trust × months of open practices.
        trust,
        /// Months of open practices.
        trusted_months,
        /// Tenders held.
        tenders,
        /// Serious incidents in which the service was found wanting.
        incidents,
        /// Child-months in which it served.
        served_months,
        /// Transfers of children from one provider to another.
        transfers,
        /// Pounds that practices kept.
        surplus,
        /// Grades, from 1, of the authorities inspected.
        grades,
        /// Authorities inspected.
        graded,
    }
}

counts! {
    /// Sums of the workforce year, which ends on 30 September.
    WorkforceYear {
        /// Months seen.
        months,
        /// Permanent case holders who left.
        exits,
        /// Months of long sickness.
        sick,
        /// Months of permanent case holders.
        available,
        /// Of these, months of short sickness.
        short,
    }
}

/// One year, April to March, of one unit.
#[derive(Clone, Debug)]
pub struct Year {
    /// Whom the unit covers.
    pub group: Group,
    /// The months' counts.
    pub tally: Tally,
    /// Sums that are not in a tally.
    pub sums: Sums,
    /// The workforce year that ended this financial year; `None` in a part year.
    pub ended: Option<WorkforceYear>,
    /// Posts and cases on 30 September.
    pub day: Establishment,
    /// Children and care leavers on 31 March.
    pub stock: Stock,
    /// What indicators saw in the world itself, in their order.
    pub(super) seen: Vec<(f64, f64)>,
}

impl Year {
    /// A year of which months are counted and no day: neither stock nor workforce.
    pub fn without_days(group: Group) -> Year {
        Year::of(group)
    }

    /// Adds the counts of the month just run.
    pub fn tally_month(&mut self, world: &World) {
        for counts in self.group.tallies(world) {
            self.tally.add(counts);
        }
        if matches!(self.group, Group::InHouse | Group::Provider(_)) {
            // A change of case holder at a transfer is the child's: neither provider has made it.
            self.tally.changes[HandOver::Transfer as usize] = 0.0;
        }
    }

    /// A year without any month.
    pub(super) fn of(group: Group) -> Year {
        Year {
            group,
            tally: Tally::default(),
            sums: Sums::default(),
            ended: None,
            day: Establishment::default(),
            stock: Stock::default(),
            seen: Vec::new(),
        }
    }

    /// Adds the same year of other authorities.
    pub(super) fn add(&mut self, other: &Year) {
        self.tally.add(&other.tally);
        self.sums += &other.sums;
        self.day.add(&other.day);
        self.stock += &other.stock;
        if let (Some(ended), Some(other)) = (&mut self.ended, &other.ended) {
            *ended += other;
        }
        for (seen, other) in self.seen.iter_mut().zip(&other.seen) {
            seen.0 += other.0;
            seen.1 += other.1;
        }
    }

    /// Looked-after child-years.
    pub fn child_years(&self) -> f64 {
        self.tally.child_months / 12.0
    }

    /// Children who left care.
    pub fn exits(&self) -> f64 {
        self.tally.exits.iter().sum()
    }

    /// Hand-overs from every cause.
    pub fn hand_overs(&self) -> f64 {
        self.tally.changes.iter().sum()
    }

    /// Pounds, all heads.
    pub fn money(&self) -> f64 {
        self.tally.money.iter().sum()
    }

    /// The workforce year that ended; of a part year nothing.
    pub fn workforce(&self) -> WorkforceYear {
        self.ended.unwrap_or_default()
    }

    /// Case holders in post on the last day of the workforce year; of a part year nobody.
    pub fn in_post_at_year_end(&self) -> f64 {
        if self.ended.is_some() { self.day.in_post } else { 0.0 }
    }

    /// Whether the unit had children or care leavers.
    pub fn is_served(&self) -> bool {
        self.tally.child_months + self.tally.leaver_months > 0.0
    }

    /// Whether a practice may be part of the unit.
    pub fn may_have_practice(&self) -> bool {
        matches!(self.group, Group::Whole | Group::Provider(_))
    }
}

/// A share in per cent.
pub(super) fn share(part: f64, whole: f64) -> (f64, f64) {
    (100.0 * part, whole)
}

/// A denominator that only says whether there is a value.
pub(super) fn one(condition: bool) -> f64 {
    if condition { 1.0 } else { 0.0 }
}
