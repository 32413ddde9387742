//! The channels between a lever and its outcome, and how each is closed: nothing then passes through it, in either arm.

use std::collections::BTreeMap;

use crate::evidence::{Evidence, Mechanism, Quantity};
use crate::scenario::{Alternative, Override};

/// One channel.
pub(crate) struct Channel {
    /// Key in tables.
    pub(crate) key: &'static str,
    /// What passes through it, in words that follow "through".
    pub(crate) title: &'static str,
    /// What is assumed while it is closed, in a sentence.
    pub(crate) closed: &'static str,
    /// Mechanisms that are switched off.
    pub(super) off: &'static [&'static str],
    /// Quantities that are set.
    pub(super) set: &'static [(&'static str, f64)],
    /// What else is arranged.
    pub(super) arrange: fn(&mut Alternative),
}

pub(super) fn nothing(_: &mut Alternative) {}

fn without_tenders(arm: &mut Alternative) {
    arm.practices.iter_mut().for_each(|practice| practice.contract.retender = false);
}

fn all_workers_move(arm: &mut Alternative) {
    arm.practices.iter_mut().for_each(|practice| practice.workers_move_share = Some(1.0));
}

fn without_pathway(arm: &mut Alternative) {
    arm.in_house.iter_mut().for_each(|own| own.pathway_teams = false);
}

/// Key of the channel of all mechanisms that stand in no other.
const OTHER: &str = "other";

/// Every channel, from what happens to a contract to what happens between child and worker.
pub(crate) const CHANNELS: [Channel; 8] = [
    Channel {
        key: "ends",
        title: "how long the service runs, and whether it ends",
        closed: "A contract that is running goes on without a tender and is not ended early.",
        off: &["M110", "M61", "M89", "X1", "X5"],
        set: &[
            ("contract.renewal.base", 0.9999),
            ("contract.extension.base", 0.9999),
            ("contract.break.base", 0.9999),
            ("contract.early.trust", 0.0),
        ],
        arrange: without_tenders,
    },
    Channel {
        key: "transfers",
        title: "changes of case holder when the service passes from one body to another",
        closed: "All workers move with their children, and nobody is unsettled by the move.",
        off: &["M03", "M04", "M05", "M07"],
        set: &[("transfer.workers-move.later", 1.0)],
        arrange: all_workers_move,
    },
    Channel {
        key: "pathway",
        title: "passages from team to team along the pathway",
        closed: "The authorities' own teams keep a child all the way, as a practice does.",
        off: &[],
        set: &[],
        arrange: without_pathway,
    },
    Channel {
        key: "reallocation",
        title: "how often cases are passed on within a team",
        closed: "A practice passes cases on as often as an authority's team of the same load, whoever is new.",
        off: &["M06", "M17"],
        set: &[("workers.newness.hand-overs", 0.0)],
        arrange: nothing,
    },
    Channel {
        key: "insecurity",
        title: "insecurity of staff whose contract may end",
        closed: "Nearness of an end, distrust and tenders make no worker less secure or likelier to leave.",
        off: &["M64", "M67", "X10"],
        set: &[],
        arrange: nothing,
    },
    Channel {
        key: "staying",
        title: "morale, and whether workers stay for other reasons",
        closed: "Size of team, ownership, autonomy and caseload make nobody stay or leave.",
        off: &["M15", "M33", "M46", "M84"],
        set: &[("workforce.leaving.morale", 0.0)],
        arrange: nothing,
    },
    Channel {
        key: "direct-work",
        title: "time with the child, and the relationship that it builds",
        closed: "Caseload, remit and paperwork free no time, and a relationship neither grows by time nor protects.",
        off: &["M01", "M02", "M12", "M13", "M14", "M18", "M22", "M25"],
        set: &[],
        arrange: nothing,
    },
    Channel {
        key: OTHER,
        title: "all other mechanisms: trust, culture, incentives, money, decisions",
        closed: "Every mechanism that stands in no other channel is switched off.",
        off: &[],
        set: &[],
        arrange: nothing,
    },
];

impl Channel {
    /// The mechanisms that are switched off while it is closed.
    fn mechanisms(&self) -> Vec<&'static str> {
        if self.key != OTHER {
            return self.off.to_vec();
        }
        let taken = |id: &str| CHANNELS.iter().any(|channel| channel.off.contains(&id));
        let all = Mechanism::all().iter().filter(|one| one.is_implemented());
        all.map(|one| one.id.as_str()).filter(|id| !taken(id)).collect()
    }

    /// Closes it in an arm.
    pub(crate) fn close(&self, arm: &mut Alternative) {
        arm.set_throughout(|arm| {
            (self.arrange)(arm);
            arm.switched_off.extend(self.mechanisms().into_iter().map(str::to_owned));
            for (id, value) in self.set {
                let set = Override { value: *value, why: self.closed.to_owned() };
                arm.parameters.insert((*id).to_owned(), set);
            }
        });
    }

    /// The quantities on which its link rests: those that are set or switched off while it is closed.
    fn quantities(&self) -> impl Iterator<Item = &'static Quantity> {
        let mechanisms = self.mechanisms();
        let set: Vec<&str> = self.set.iter().map(|(id, _)| *id).collect();
        Evidence::embedded().quantities().iter().filter(move |quantity| {
            let is_off = |id: &String| mechanisms.contains(&id.as_str());
            set.contains(&quantity.id.as_str())
                || quantity.neutral.is_some() && quantity.mechanisms.iter().any(is_off)
        })
    }

    /// How many of these quantities have each grade.
    pub(crate) fn grades(&self) -> BTreeMap<&'static str, usize> {
        let mut grades = BTreeMap::new();
        self.quantities().for_each(|quantity| *grades.entry(quantity.grade.letter()).or_insert(0) += 1);
        grades
    }
}

#[cfg(test)]
mod tests {
    use super::super::culture::CULTURE;
    use super::*;

    #[test]
    fn every_mechanism_that_can_be_switched_off_stands_in_one_channel_and_every_id_is_known() {
        let all: Vec<&str> = CHANNELS.iter().flat_map(Channel::mechanisms).collect();
        for mechanism in Mechanism::all().iter().filter(|one| one.is_implemented()) {
            let times = all.iter().filter(|id| **id == mechanism.id).count();
            assert_eq!(times, 1, "{} stands in {times} channels", mechanism.id);
        }
        assert!(all.iter().all(|id| Mechanism::find(id).is_some_and(Mechanism::is_implemented)));
        for (id, value) in CHANNELS.iter().chain(&CULTURE).flat_map(|channel| channel.set) {
            let quantity = Evidence::embedded().find(id).unwrap_or_else(|| panic!("{id} is no quantity"));
            assert!((quantity.allowed.0..=quantity.allowed.1).contains(value), "{id}");
        }
    }

    #[test]
    fn a_channel_is_closed_in_all_that_the_changes_of_an_arm_come_to() {
        let scenario = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/caseload-cap.toml");
        let (scenario, _) = crate::scenario::Document::read(&scenario).unwrap().scenario().unwrap();
        let changing = scenario.arms.iter().map(|arm| &arm.alternative).find(|arm| !arm.in_time.is_empty());
        for channel in CHANNELS.iter().chain(&CULTURE) {
            let mut arm = changing.unwrap().clone();
            arm.in_house.iter_mut().for_each(|own| own.pathway_teams = true);
            channel.close(&mut arm);
            for held in std::iter::once(&arm).chain(&arm.in_time) {
                assert!(
                    channel.mechanisms().iter().all(|id| held.switched_off.contains(*id)),
                    "{}",
                    channel.key
                );
                assert!(
                    channel.set.iter().all(|(id, _)| held.parameters.contains_key(*id)),
                    "{}",
                    channel.key
                );
                assert!(channel.key != "pathway" || held.in_house.iter().all(|own| !own.pathway_teams));
            }
        }
    }
}
