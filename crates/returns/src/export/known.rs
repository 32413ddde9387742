//! Everything that the tables of any year say of a child.

use super::adoption::{self, Decision};
use super::arrivals::Arrival;
use super::days::Calendar;
use super::earlier;
use super::episodes::{self, Episode, Making};
use super::missing::{self, Incident};
use super::mothers;
use super::numbers::Numbers;
use super::person::Person;
use super::reviews;
use super::spells::{self, Period};
use super::workers::{self, WorkerEpisode};
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Name};
use swplab_model::history::ChildHistory;

/// A child and the days of her periods of care.
pub(super) fn dated(
    position: usize,
    child: &ChildHistory,
    arrival: &Arrival,
    calendar: Calendar,
    numbers: &Numbers,
    draws: &Draws,
) -> (Person, Vec<Period>) {
    let mut person = Person::new(position, child, arrival, calendar, numbers, draws);
    let periods = spells::periods(child, &person, arrival, calendar, numbers, draws);
    if let Some(first) = periods.first() {
        person.born = person.born.min(first.began());
    }
    (person, periods)
}

/// Who has the draws that say what brothers and sisters share of a child's period of care: they come together once.
pub(super) fn leader_of(number: usize, name: Name, arrival: &Arrival) -> Name {
    if number == 0 { arrival.leader } else { name }
}

/// A child with everything that the tables of any year say of her.
pub(super) struct Known {
    pub(super) name: Name,
    /// Whose draws say what brothers and sisters share.
    pub(super) leader: Name,
    pub(super) person: Person,
    pub(super) periods: Vec<Period>,
    pub(super) episodes: Vec<Vec<Episode>>,
    /// A period of care before those that are simulated, of one episode.
    pub(super) earlier: Option<Episode>,
    pub(super) workers: Vec<Vec<WorkerEpisode>>,
    pub(super) reviews: Vec<(Day, &'static str)>,
    /// Plans to adopt, each with its period of care.
    pub(super) plans: Vec<(usize, Decision)>,
    pub(super) missing: Vec<Incident>,
    /// When her first child was born.
    pub(super) first_child: Option<Day>,
}

impl Known {
    /// The child in some position of the histories; `begins` and `until` are the first and the last day that are told.
    pub(super) fn new(
        position: usize,
        child: &ChildHistory,
        arrival: &Arrival,
        (calendar, begins, until): (Calendar, Day, Day),
        making: Making,
    ) -> Known {
        let Making { numbers, draws, .. } = making;
        let (person, periods) = dated(position, child, arrival, calendar, numbers, draws);
        let episodes = episodes::episodes(child.name, &person, arrival, &periods, making);
        let plan = |(number, (period, episodes)): (usize, (&Period, &Vec<Episode>))| {
            let decision = adoption::decision((child.name, number), period, episodes, numbers, draws);
            Some((number, decision?))
        };
        let leader = if arrival.together { arrival.leader } else { child.name };
        Known {
            name: child.name,
            leader: arrival.leader,
            workers: workers::episodes(child, &periods, calendar),
            reviews: reviews::reviews((child.name, leader), &person, &periods, until, numbers, draws),
            plans: periods.iter().zip(&episodes).enumerate().filter_map(plan).collect(),
            missing: missing::incidents(child.name, &person, &episodes, (begins, until), numbers, draws),
            first_child: mothers::first_child(child.name, &person, &episodes, begins, numbers, draws),
            earlier: periods.first().and_then(|first| earlier::period(child, &person, first.began(), making)),
            episodes,
            person,
            periods,
        }
    }

    /// Where she lives on a day; nowhere that is known out of care.
    pub(super) fn place_on(&self, day: Day) -> &'static str {
        self.episode_on(day).map_or("", |episode| episode.place)
    }

    /// The simulated episode in which a day finds her: a child is in care on the day on which it begins, and no longer on
    /// that on which it ends.
    pub(super) fn episode_on(&self, day: Day) -> Option<&Episode> {
        let there =
            |episode: &&Episode| episode.began <= day && episode.ended.is_none_or(|ended| ended > day);
        self.episodes.iter().flatten().find(there)
    }

    /// How care ended, and where she lived then, where both are known.
    pub(super) fn last_of_care(&self) -> Option<&Episode> {
        self.episodes.last()?.last()
    }
}
