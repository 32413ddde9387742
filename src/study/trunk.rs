//! Trunks: what arms share before they differ is lived once.
//!
//! ```text
//! felt at once       everything that an arm sets, but
//! felt in a month    what a change during the run sets: from the month in which it comes
//! felt at an opening terms that nothing reads before a contract runs: how long it runs, extension, break, notice,
//!                    reviews, adjusting of the price, a tender at its end, and the share of workers who move
//! ```
//!
//! Arms that set alike what is felt at once are a family. Its first arm is lived, counts and all, up to the month before
//! anything of another arm is felt; from there that arm goes on by itself, with the dates of its own contracts. A month that is
//! shared is the same month to the last bit, because nothing in it reads what differs: tests compare arms of all scenarios
//! with the same arms lived apart. Where a contract may be awarded, tendered or joined later than on the first day, its
//! terms are felt at once. A process or an indicator of the caller's own may read anything: then nothing is shared.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::course::{Came, Course};
use super::life::Life;
use super::parts;
use super::simulation::{Begun, Simulation};
use crate::arrangement::{Contract, Practice};
use crate::draws::Draws;
use crate::model::world::World;
use crate::scenario::Alternative;
use crate::terms::Happening;

/// Where each arm of a replication leaves the life of its family.
#[derive(Clone, Debug, Default)]
pub(super) struct Trunks(Vec<Option<Fork>>);

/// The point at which an arm goes on by itself.
#[derive(Clone, Debug)]
pub(super) struct Fork {
    life: Arc<Life>,
    /// Changes of the arm whose condition was met on the way, none of which holds.
    came: Came,
    /// Whether the contracts of the arm have dates of their own.
    has_own_terms: bool,
    /// Whether what came before was lived for another arm.
    is_shared: bool,
}

impl Trunks {
    /// An arm whose whole life is known.
    pub(super) fn keep(&mut self, arm: usize, life: Life) {
        self.0.resize(self.0.len().max(arm + 1), None);
        self.0[arm] = Some(Fork {
            life: Arc::new(life),
            came: Came::default(),
            has_own_terms: false,
            is_shared: false,
        });
    }

    /// Where an arm leaves the life of its family; `None` where it is lived alone.
    pub(super) fn fork(&self, arm: usize) -> Option<&Fork> {
        self.0.get(arm).and_then(Option::as_ref)
    }
}

impl Fork {
    /// The life of the arm up to here; `fresh` is the same arm on its first day.
    pub(super) fn taken_up(&self, fresh: &Life, course: &mut Course<'_>) -> Life {
        let mut life = Life::clone(&self.life);
        course.remember(self.came);
        if self.has_own_terms {
            for (contract, own) in life.world.contracts.iter_mut().zip(&fresh.world.contracts) {
                contract.first_term_ends = own.first_term_ends;
                contract.ends = own.ends;
                contract.decides = own.decides;
                contract.next_review = own.next_review;
                contract.next_break = own.next_break;
            }
            life.counts.followed.take_term_of(&fresh.counts.followed);
        }
        life
    }

    /// Child-months before it that were lived for another arm.
    pub(super) fn months_of_others(&self) -> u64 {
        if self.is_shared { self.life.world.child_months } else { 0 }
    }
}

/// An arm on its way along the trunk of its family.
struct Rider<'a> {
    arm: usize,
    course: Course<'a>,
    has_own_terms: bool,
}

impl Simulation {
    /// Lives what the arms of a replication share.
    pub(super) fn trunks(&self, begun: &Begun, replication: u32) -> Trunks {
        let all: Vec<usize> = (0..self.arms_of(replication).len()).collect();
        self.trunks_of(begun, replication, &all)
    }

    /// Lives what some arms of a replication share, by position in rising order.
    pub(super) fn trunks_of(&self, begun: &Begun, replication: u32, asked: &[usize]) -> Trunks {
        let arms = self.arms_of(replication);
        // Arms of several parts differ from the first day on, or not at all.
        let [first] = &begun.parts[..] else { return Trunks::default() };
        if !self.own.is_empty() || !self.own_indicators().is_empty() {
            return Trunks::default();
        }
        let felt: Vec<Alternative> = arms.iter().map(felt_at_once).collect();
        let mut forks = vec![None; arms.len()];
        for &leader in asked {
            let others = asked.iter().copied().filter(|&arm| arm > leader && felt[arm] == felt[leader]);
            let family: Vec<usize> = std::iter::once(leader).chain(others).collect();
            if forks[leader].is_none() && family.len() > 1 {
                self.live_trunk(begun, (first, replication), &family, &mut forks);
            }
        }
        Trunks(forks)
    }

    fn live_trunk(
        &self,
        begun: &Begun,
        (first, replication): (&World, u32),
        family: &[usize],
        forks: &mut [Option<Fork>],
    ) {
        let all_draws = self.draws(replication);
        let (arms, part) = (self.arms_of(replication), &self.parts[0]);
        let leader = &arms[family[0]];
        let prepare = |arm: &Alternative| {
            let (parameters, positions) = self.known(&all_draws, replication, arm);
            let carried = Some(&begun.carried[..]);
            parts::settings(&self.prepared(&all_draws, (arms, arm), &parameters, &positions, carried), part)
        };
        let draws: Draws = all_draws.of_places(&self.luck[part.clone()]);
        let mut settings = prepare(leader);
        let mut life = self.first_day(first, (leader, &settings), &begun.remit, &draws);
        let rider = |&arm: &usize| Rider {
            arm,
            course: Course::of(&arms[arm], &prepare),
            has_own_terms: arms[arm].practices != leader.practices,
        };
        let mut riders: Vec<Rider<'_>> = family.iter().map(rider).collect();
        let go_on = AtomicBool::new(false);
        loop {
            let mut leaving = leaving(&mut riders, &life.world, self.months);
            if leaving.contains(&true) {
                let here = Arc::new(life.clone());
                let mut leaving = leaving.drain(..);
                riders.retain(|rider| {
                    let leaves = leaving.next() == Some(true);
                    if leaves {
                        forks[rider.arm] = Some(Fork {
                            life: Arc::clone(&here),
                            came: rider.course.came(),
                            has_own_terms: rider.has_own_terms,
                            is_shared: rider.arm != family[0],
                        });
                    }
                    !leaves
                });
            }
            if riders.is_empty() {
                return;
            }
            let lived = life.go_on((&mut settings, None), &draws, &[], (1, &go_on));
            debug_assert!(lived.is_ok(), "nothing sets a flag that nobody else holds");
        }
    }
}

/// Which arms leave before the month that begins. The first goes along as long as any other does, and the family ends with
/// it or with the last of the others.
fn leaving(riders: &mut [Rider<'_>], world: &World, months: u32) -> Vec<bool> {
    let (is_over, opens) = (world.month >= months, opens_this_month(world));
    let leaves =
        |rider: &mut Rider<'_>| is_over || rider.course.is_due(world) || (rider.has_own_terms && opens);
    let mut leaving: Vec<bool> = riders.iter_mut().map(leaves).collect();
    if leaving[0] || leaving.iter().filter(|leaves| !**leaves).count() < 2 {
        leaving.fill(true);
    }
    leaving
}

/// Whether a practice opens in the month that begins, or has opened.
fn opens_this_month(world: &World) -> bool {
    let end = world.month_start() + 1.0;
    world.providers.iter().any(|provider| provider.practice.is_some() && provider.opens < end)
}

/// An arm as far as it is felt at once: what is felt later is everybody's alike.
fn felt_at_once(arm: &Alternative) -> Alternative {
    let mut felt = Alternative { later: Vec::new(), in_time: Vec::new(), ..arm.clone() };
    let is_ordered = felt.events.iter().any(|event| event.what == Happening::Order);
    if !is_ordered && !felt.practices.iter().any(|practice| may_be_awarded_later(&practice.contract)) {
        felt.practices.iter_mut().for_each(forget_terms);
    }
    felt
}

/// Whether a contract may be awarded, or offered, other than on the first day to the practice described.
fn may_be_awarded_later(contract: &Contract) -> bool {
    contract.first_tendered || contract.joined_later || contract.by_intervention || contract.recommissions
}

/// Makes what nothing reads before a contract runs the same for all.
fn forget_terms(practice: &mut Practice) {
    practice.workers_move_share = None;
    let Contract {
        term_months,
        extension_months,
        break_months,
        notice_months,
        review_months,
        adjusts_price,
        retender,
        ..
    } = Contract::usual();
    practice.contract = Contract {
        term_months,
        extension_months,
        break_months,
        notice_months,
        review_months,
        adjusts_price,
        retender,
        ..practice.contract.clone()
    };
}
