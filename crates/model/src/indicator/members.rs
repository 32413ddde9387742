//! Whom a unit of results covers.

use crate::model::world::{ELIGIBLE, REMIT, SERVED, Tally, World};

/// Whom a unit of results covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Everybody.
    Whole,
    /// The cohort that the practice first serves.
    Served,
    /// The cohort eligible over the horizon.
    Eligible,
    /// Those who hold a place of the service, were it there: the same in all arms, month by month.
    Remit,
    /// Whoever the authorities' own teams serve.
    InHouse,
    /// Whoever a practice serves, by its provider.
    Provider(usize),
}

impl Group {
    /// Whether it is the same in all arms.
    pub fn is_cohort(self) -> bool {
        matches!(self, Group::Served | Group::Eligible | Group::Remit)
    }

    /// Whether it covers the staff of a provider, of which the first so many are the authorities' own; cohorts have none.
    pub(super) fn covers(self, provider: usize, authorities: usize) -> bool {
        match self {
            Group::Whole => true,
            Group::InHouse => provider < authorities,
            Group::Provider(index) => provider == index,
            Group::Served | Group::Eligible | Group::Remit => false,
        }
    }

    /// Whether arms are compared on it: everybody, or a cohort.
    pub fn is_paired(self) -> bool {
        self == Group::Whole || self.is_cohort()
    }

    /// The month's counts of which it is made up.
    pub fn tallies(self, world: &World) -> &[Tally] {
        let (providers, authorities) = (world.providers.len(), world.authorities.len());
        let one = |group: usize| group..group + 1;
        let of = match self {
            Group::Whole => 0..providers,
            Group::InHouse => 0..authorities,
            Group::Served => one(world.served_group()),
            Group::Eligible => one(world.eligible_group()),
            Group::Remit => one(world.remit_group()),
            Group::Provider(index) if index < providers => one(index),
            Group::Provider(_) => 0..0,
        };
        &world.tallies[of]
    }
}

/// Who belongs to a group in a world, so that asking for one child after another needs no choice by group.
#[derive(Clone, Copy, Debug)]
pub struct Members {
    everybody: bool,
    cohorts: u8,
    provider: u32,
    /// Providers below it are members too: the authorities' own teams come first.
    below: u32,
}

/// No provider, and none that any child has.
const NO_PROVIDER: u32 = u32::MAX - 1;

impl Members {
    /// The members of a group.
    pub fn of(group: Group, world: &World) -> Members {
        let (cohorts, provider) = match group {
            Group::Whole | Group::InHouse => (0, NO_PROVIDER),
            Group::Served => (SERVED, NO_PROVIDER),
            Group::Eligible => (ELIGIBLE, NO_PROVIDER),
            Group::Remit => (REMIT, NO_PROVIDER),
            Group::Provider(index) => (0, index as u32),
        };
        Members {
            everybody: group == Group::Whole,
            cohorts,
            provider,
            below: match group {
                Group::InHouse => world.authorities.len() as u32,
                _ => 0,
            },
        }
    }

    /// Whether a child of a provider and cohorts is one of them.
    #[inline]
    pub fn include(self, provider: u32, cohorts: u8) -> bool {
        let provided = (self.provider == provider) | (provider < self.below);
        self.everybody | (self.cohorts & cohorts != 0) | provided
    }

    /// Positions of the looked-after children who are members.
    pub fn children(self, world: &World) -> impl Iterator<Item = usize> + '_ {
        (0..world.children.count()).filter(move |&child| {
            let state = &world.children.state[child];
            let post = world.posts.get(state.post as usize);
            self.include(post.map_or(NO_PROVIDER - 1, |post| post.provider), state.cohorts)
        })
    }
}
