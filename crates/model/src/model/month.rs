//! The month, as a written list of steps in order. The manual prints it, with the processes that others call in
//! their place: placement, leaving care, allocation and pathway in `journey`, vacancy in `workforce`, award and
//! renewal in `commissioning`, and so on. An arm is one of the alternatives compared, a replication one drawing of
//! all that is uncertain, in which every arm meets the same luck.

use super::process::{
    aptitude, arrivals, austerity, budgets, care_leavers, casework, charges, commissioners, commissioning,
    culture, dated_events, decisions, establishment, experience, finance, first_day, incentives, incidents,
    insecurity, inspection, investment, journey, last_day, orders, planning, politics, recruitment,
    satisfaction, track_record, transfer, trust, workforce,
};
use super::settings::Settings;
use super::world::World;
use crate::draws::Draws;

/// A process: what it does to the world in one month, by the settings of the arm and the draws of the
/// replication.
pub type Process = fn(&mut World, &Settings, &Draws);

/// One step of the month.
pub struct Step {
    /// What it does, in a sentence.
    pub title: &'static str,
    /// Its processes, in order.
    pub processes: &'static [Process],
}

/// The steps, in order. What several people share in a month, such as a team's cases, is counted on its first day.
pub const STEPS: [Step; 16] = [
    Step { title: "Count the cases of the first day", processes: &[first_day::step] },
    Step {
        title: "Elections, directors, inspections, dated events, orders and what they change",
        processes: &[politics::step, austerity::step, inspection::step, dated_events::step, orders::step],
    },
    Step {
        title: "Contracts: mobilisation, reviews, ends, tenders; trust, insecurity, investment",
        processes: &[
            commissioning::step,
            commissioners::step,
            trust::step,
            insecurity::step,
            investment::step,
        ],
    },
    Step {
        title: "How each provider works",
        processes: &[culture::step, experience::step, budgets::step, incentives::step, incidents::step],
    },
    Step { title: "Transfer children between providers", processes: &[transfer::step] },
    Step {
        title: "How many posts authorities and practices provide",
        processes: &[establishment::step, planning::step],
    },
    Step { title: "How long posts take to fill", processes: &[recruitment::step] },
    Step {
        title: "Posts: leaving, sickness, recruitment, agency cover, morale",
        processes: &[workforce::step],
    },
    Step { title: "The working month: hours and room of each post", processes: &[casework::step] },
    Step { title: "How long decisions wait", processes: &[aptitude::step, decisions::step] },
    Step { title: "Children who begin to be looked after", processes: &[arrivals::step] },
    Step { title: "Each child's month, events in order of day", processes: &[journey::step] },
    Step { title: "Care leavers", processes: &[care_leavers::step] },
    Step { title: "What children and families make of the service", processes: &[satisfaction::step] },
    Step {
        title: "Money, and the record of hand-overs and disruptions",
        processes: &[finance::step, charges::step, track_record::step],
    },
    Step { title: "Month's end", processes: &[last_day::step] },
];

/// A process from outside this crate, and the step after which it happens in each month.
#[derive(Clone, Copy, Debug)]
pub struct Own {
    after: usize,
    process: Process,
}

impl Own {
    /// A process that happens after the step of a title. What it draws it takes from [`Draws::of_caller`].
    ///
    /// # Panics
    /// When no step is called so.
    pub fn after(title: &str, process: Process) -> Own {
        let step = STEPS.iter().position(|step| step.title == title);
        Own { after: step.unwrap_or_else(|| panic!("no step of the month is called {title:?}")), process }
    }
}

/// Runs one month, a caller's own processes in their places.
pub fn run(world: &mut World, settings: &Settings, draws: &Draws, own: &[Own]) {
    for (at, step) in STEPS.iter().enumerate() {
        let added = own.iter().filter(|own| own.after == at).map(|own| &own.process);
        for process in step.processes.iter().chain(added) {
            process(world, settings, draws);
        }
    }
}
