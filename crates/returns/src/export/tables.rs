//! The tables of one collection year, as text.

use super::days::{Calendar, written};
use super::episodes::{self, Episode};
use super::form;
use super::person::Person;
use super::reviews;
use super::spells::{self, Period};
use super::workers::{self, WorkerEpisode};
use crate::codes;
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Purpose};
use swplab_model::history::{CareHistories, CareLeaverOnDay, ChildHistory};

/// Columns of each table, in order.
pub(super) const HEADER: &str = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB";
pub(super) const EPISODES: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN";
pub(super) const REVIEWS: &str = "CHILD,DOB,REVIEW,REVIEW_CODE";
pub(super) const OC3: &str = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM";
pub(super) const SOCIAL_WORKER: &str = "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON";

/// A child with everything that the tables of any year say of her.
pub(super) struct Known {
    pub(super) person: Person,
    pub(super) periods: Vec<Period>,
    pub(super) episodes: Vec<Vec<Episode>>,
    pub(super) workers: Vec<Vec<WorkerEpisode>>,
    pub(super) reviews: Vec<(Day, &'static str)>,
}

impl Known {
    /// The child in some position of the histories; `until` is the last day of the study.
    pub(super) fn new(
        position: usize,
        child: &ChildHistory,
        calendar: Calendar,
        until: Day,
        draws: &Draws,
    ) -> Known {
        let mut person = Person::new(position, child, calendar, draws);
        let periods = spells::periods(child, &person, calendar, draws);
        if let Some(first) = periods.first() {
            person.born = person.born.min(first.began());
        }
        Known {
            episodes: episodes::episodes(child.name, &person, &periods, draws),
            workers: workers::episodes(child, &periods, calendar),
            reviews: reviews::reviews(child.name, &person, &periods, until, draws),
            person,
            periods,
        }
    }
}

/// A collection year: its first and last day, and the code lists that it uses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Year {
    pub(super) first: Day,
    pub(super) last: Day,
    /// Collection year of the code lists.
    pub(super) codes: i32,
    /// Whether the years before are told too, of the periods of care that go on.
    pub(super) is_first: bool,
    /// Whether dates are ISO.
    pub(super) iso: bool,
}

/// The text of each table of a collection year, with the name of its file and its number of rows.
pub(super) struct Tables {
    header: String,
    episodes: String,
    reviews: String,
    oc3: String,
    workers: String,
    year: Year,
}

impl Tables {
    pub(super) fn new(year: Year) -> Tables {
        let with = |columns: &str| format!("{columns}\n");
        Tables {
            header: with(HEADER),
            episodes: with(EPISODES),
            reviews: with(REVIEWS),
            oc3: with(OC3),
            workers: with(SOCIAL_WORKER),
            year,
        }
    }

    /// Files with their text.
    pub(super) fn files(self) -> [(&'static str, String); 5] {
        [
            ("header.csv", self.header),
            ("episodes.csv", self.episodes),
            ("reviews.csv", self.reviews),
            ("oc3.csv", self.oc3),
            ("social_worker.csv", self.workers),
        ]
    }

    /// Adds what the year says of a child.
    pub(super) fn add(&mut self, known: &Known, leaver: Option<&CareLeaverOnDay>, histories: &CareHistories) {
        let is_looked_after = self.add_episodes(known);
        if is_looked_after {
            self.add_workers(known);
            self.add_reviews(known);
        }
        let leaver = leaver.filter(|_| self.is_asked_for_as_leaver(known));
        if let Some(leaver) = leaver {
            let child = &histories.children[leaver.child];
            self.add_leaver(&known.person, leaver, child, &histories.draws);
        }
        if is_looked_after || leaver.is_some() {
            let person = &known.person;
            let mother = if is_looked_after && person.is_girl { "0" } else { "" };
            let cells = [
                person.number.to_string(),
                person.sex(self.year.codes).to_owned(),
                self.date(person.born),
                person.ethnic.to_owned(),
                person.pupil_number(self.year.last),
                mother.to_owned(),
                String::new(),
            ];
            line(&mut self.header, &cells);
        }
    }

    fn date(&self, day: Day) -> String {
        written(day, self.year.iso)
    }

    /// Episodes open at any time of the year; in the first year the earlier ones of a period that goes
    /// on as well. Whether there are any.
    fn add_episodes(&mut self, known: &Known) -> bool {
        let Year { first, last, .. } = self.year;
        let mut any = false;
        for (episodes, period) in known.episodes.iter().zip(&known.periods) {
            let goes_on = period.ended.is_none_or(|(day, _)| day >= first);
            for episode in episodes.iter().filter(|episode| episode.began <= last) {
                let is_open = episode.ended.is_none_or(|day| day >= first);
                if !goes_on || !(is_open || self.year.is_first) {
                    continue;
                }
                any = true;
                let ended = episode.ended.filter(|&day| day <= last);
                let if_ended = |cell: &str| {
                    if ended.is_some() { cell.to_owned() } else { String::new() }
                };
                let person = &known.person;
                let cells = [
                    person.number.to_string(),
                    self.date(episode.began),
                    episode.because.to_owned(),
                    episode.legal.to_owned(),
                    person.need.to_owned(),
                    self.place(episode.place).to_owned(),
                    episode.provider.to_owned(),
                    ended.map_or_else(String::new, |day| self.date(day)),
                    if_ended(episode.how),
                    if_ended(episode.reason),
                    person.home_post.clone(),
                    episode.post.clone(),
                    self.urn(episode).to_owned(),
                ];
                line(&mut self.episodes, &cells);
            }
        }
        any
    }

    /// Supported accommodation has a code of its own from the year that has it.
    fn place(&self, place: &'static str) -> &'static str {
        let is_known = codes::is_accepted("PLACE", place, self.year.codes);
        if place == "H5" && !is_known { "K3" } else { place }
    }

    /// Supported and semi-independent accommodation is registered, and has a number, from 2024 on.
    fn urn<'a>(&self, episode: &'a Episode) -> &'a str {
        if episode.place == "H5" && self.year.codes < 2024 { "" } else { &episode.urn }
    }

    fn add_workers(&mut self, known: &Known) {
        let Year { first, last, .. } = self.year;
        for (workers, period) in known.workers.iter().zip(&known.periods) {
            if period.ended.is_some_and(|(day, _)| day < first) {
                continue;
            }
            for (k, worker) in workers.iter().enumerate() {
                if worker.began > last || worker.ended.is_some_and(|day| day < first) {
                    continue;
                }
                // That a child comes back on 1 April is not known on 31 March.
                let is_last = k + 1 == workers.len();
                let known_until = if is_last { last.plus(-1) } else { last };
                let ended = worker.ended.filter(|&day| day <= known_until);
                let cells = [
                    known.person.number.to_string(),
                    self.date(known.person.born),
                    format!("XX{:010}", worker.worker),
                    self.date(worker.began),
                    ended.map_or_else(String::new, |day| self.date(day)),
                    worker.reason.to_owned(),
                ];
                line(&mut self.workers, &cells);
            }
        }
    }

    fn add_reviews(&mut self, known: &Known) {
        let Year { first, last, .. } = self.year;
        let inside = |day: Day| first <= day && day <= last;
        for &(day, code) in known.reviews.iter().filter(|(day, _)| inside(*day)) {
            let cells = [
                known.person.number.to_string(),
                self.date(known.person.born),
                self.date(day),
                code.to_owned(),
            ];
            line(&mut self.reviews, &cells);
        }
    }

    /// Young people of 17 to 21 in the year; those of 17 and 18 only if care had ended before the
    /// birthday.
    fn is_asked_for_as_leaver(&self, known: &Known) -> bool {
        let age = known.person.age(self.year.last);
        let mut birthday = known.person.born.birthday(age);
        // Validators take who has her birthday on the last day for a year younger.
        if birthday == self.year.last {
            birthday = known.person.born.birthday(age - 1);
        }
        let left = known.periods.last().and_then(|period| period.ended);
        let had_left = left.is_none_or(|(day, _)| day < birthday);
        (17..=21).contains(&age) && (age > 18 || had_left)
    }

    fn add_leaver(&mut self, person: &Person, leaver: &CareLeaverOnDay, child: &ChildHistory, draws: &Draws) {
        let mut luck = draws.generator(Purpose::Exported, child.name, 32);
        let activity = if leaver.is_in_education_or_work { "active" } else { "inactive" };
        let home = if leaver.is_suitably_housed { "housed" } else { "not-housed" };
        let cells = [
            person.number.to_string(),
            self.date(person.born),
            "YES".to_owned(),
            form::choose(activity, &mut luck).to_owned(),
            form::choose(home, &mut luck).to_owned(),
        ];
        line(&mut self.oc3, &cells);
    }
}

/// No cell of a return holds a comma, a quotation mark or a line break.
fn line(text: &mut String, cells: &[String]) {
    text.push_str(&cells.join(","));
    text.push('\n');
}
