//! The tables of one collection year, as text.

use std::collections::BTreeMap;

use super::arrivals::Arrival;
use super::days::{Calendar, LAST_DAYS, LEAST_DAYS, written};
use super::episodes::{self, Episode, Making};
use super::form;
use super::ordinals;
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
pub(super) const UASC: &str = "CHILD,SEX,DOB,DUC";
pub(super) const OC3: &str = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM";
pub(super) const SOCIAL_WORKER: &str = "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON";

/// Collection year from whose rules on a child's last social worker's episode is open, whether or not she
/// is still looked after.
const OPEN_CASES_FROM: i32 = 2026;

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
        arrival: &Arrival,
        (calendar, until): (Calendar, Day),
        making: Making,
    ) -> Known {
        let Making { numbers, draws, .. } = making;
        let mut person = Person::new(position, child, arrival, calendar, numbers, draws);
        let periods = spells::periods(child, &person, arrival, calendar, numbers, draws);
        if let Some(first) = periods.first() {
            person.born = person.born.min(first.began());
        }
        Known {
            episodes: episodes::episodes(child.name, &person, arrival, &periods, making),
            workers: workers::episodes(child, &periods, calendar),
            reviews: reviews::reviews(child.name, &person, &periods, until, numbers, draws),
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

/// The rows of each table of a collection year.
pub(super) struct Tables {
    /// In the order of [`TABLES`].
    rows: [Vec<Vec<String>>; 6],
    year: Year,
    /// Of care leavers without work and without a suitable home, the share with whom the authority is not
    /// in touch: at 17 and 18, and from 19 on.
    out_of_touch: [f64; 2],
}

/// Files and their columns.
pub(super) const TABLES: [(&str, &str); 6] = [
    ("header.csv", HEADER),
    ("episodes.csv", EPISODES),
    ("reviews.csv", REVIEWS),
    ("uasc.csv", UASC),
    ("oc3.csv", OC3),
    ("social_worker.csv", SOCIAL_WORKER),
];
const OF_HEADER: usize = 0;
const OF_EPISODES: usize = 1;
const OF_REVIEWS: usize = 2;
const OF_UASC: usize = 3;
const OF_OC3: usize = 4;
const OF_WORKERS: usize = 5;

impl Tables {
    pub(super) fn new(year: Year, out_of_touch: [f64; 2]) -> Tables {
        Tables { rows: Default::default(), year, out_of_touch }
    }

    /// Names of files with columns and rows.
    pub(super) fn tables(&self) -> impl Iterator<Item = (&'static str, &'static str, &[Vec<String>])> {
        TABLES.iter().zip(&self.rows).map(|(&(name, columns), rows)| (name, columns, rows.as_slice()))
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
            self.add_leaver(known, leaver, child, &histories.draws);
        }
        if is_looked_after && known.person.is_unaccompanied {
            self.add_unaccompanied(known);
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
            self.rows[OF_HEADER].push(cells.into());
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
                self.rows[OF_EPISODES].push(cells.into());
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
                let is_last = k + 1 == workers.len();
                let ended = match is_last {
                    true => self.case_closed(worker, period),
                    false => worker.ended.filter(|&day| day <= last),
                };
                let cells = [
                    known.person.number.to_string(),
                    self.date(known.person.born),
                    format!("XX{:010}", worker.worker),
                    self.date(worker.began),
                    ended.map_or_else(String::new, |day| self.date(day)),
                    worker.reason.to_owned(),
                ];
                self.rows[OF_WORKERS].push(cells.into());
            }
        }
    }

    /// When the last case holder of a period of care ends: the eve of the next period if that is in the
    /// year, else the end of care. It stays open where rules of the collection want it so: those from 2026
    /// on always, earlier ones in the last days of a year; and where it would last for less than they allow.
    fn case_closed(&self, worker: &WorkerEpisode, period: &Period) -> Option<Day> {
        let last = self.year.last;
        // That a child comes back on 1 April is not known on 31 March.
        if let Some(back) = worker.ended.filter(|&day| day < last) {
            return Some(back);
        }
        let (ended, _) = period.ended?;
        let is_closed = self.year.codes < OPEN_CASES_FROM
            && ended <= last.plus(-LAST_DAYS)
            && ended.days_since(worker.began) >= LEAST_DAYS;
        is_closed.then_some(ended)
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
            self.rows[OF_REVIEWS].push(cells.into());
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

    /// DUC is the day on which she stops being an unaccompanied child, told in advance as rule 205B wants
    /// it: the 18th birthday, or the end of care once that has come before it.
    fn add_unaccompanied(&mut self, known: &Known) {
        let person = &known.person;
        let ended = known.periods.last().and_then(|period| period.ended).map(|(day, _)| day);
        let adult = person.born.birthday(18);
        let ceased = ended.filter(|&day| day <= self.year.last).map_or(adult, |ended| ended.min(adult));
        let cells = [
            person.number.to_string(),
            person.sex(self.year.codes).to_owned(),
            self.date(person.born),
            self.date(ceased),
        ];
        self.rows[OF_UASC].push(cells.into());
    }

    fn add_leaver(&mut self, known: &Known, leaver: &CareLeaverOnDay, child: &ChildHistory, draws: &Draws) {
        let u = draws.block(Purpose::Exported, child.name, ordinals::LEAVER);
        let activity = if leaver.is_in_education_or_work { "active" } else { "inactive" };
        let home = if leaver.is_suitably_housed { "housed" } else { "not-housed" };
        let group = of_age(known.person.age(self.year.last));
        let is_away = is_adrift(leaver) && u[2] < self.out_of_touch[group];
        let [touch, activity, home] = match is_away {
            true => [form::choose("not-in-touch", u[3]), "0", "0"],
            false => ["YES", form::choose(activity, u[0]), form::choose(home, u[1])],
        };
        let cells = [
            known.person.number.to_string(),
            self.date(known.person.born),
            touch.to_owned(),
            activity.to_owned(),
            home.to_owned(),
        ];
        self.rows[OF_OC3].push(cells.into());
    }
}

/// Care leavers of a year by their position; those of whom no month was simulated fare as often as the others.
pub(super) fn with_outcomes(
    leavers: &[CareLeaverOnDay],
    histories: &CareHistories,
) -> BTreeMap<usize, CareLeaverOnDay> {
    let share = |fares: fn(&CareLeaverOnDay) -> bool| {
        let lived = || leavers.iter().filter(|leaver| leaver.is_lived);
        lived().filter(|leaver| fares(leaver)).count() as f64 / (lived().count() as f64).max(1.0)
    };
    let busy = share(|leaver| leaver.is_in_education_or_work);
    let housed = share(|leaver| leaver.is_suitably_housed);
    let told = |leaver: &CareLeaverOnDay| {
        let name = histories.children[leaver.child].name;
        let u = histories.draws.block(Purpose::Exported, name, ordinals::LEAVER);
        let drawn = CareLeaverOnDay {
            is_in_education_or_work: u[4] < busy,
            is_suitably_housed: u[5] < housed,
            ..*leaver
        };
        (leaver.child, if leaver.is_lived { *leaver } else { drawn })
    };
    leavers.iter().map(told).collect()
}

/// Whether a care leaver has neither work or school nor a suitable home: those with whom the authority is
/// not in touch count as neither in the statistics, and are taken from among these.
fn is_adrift(leaver: &CareLeaverOnDay) -> bool {
    !leaver.is_in_education_or_work && !leaver.is_suitably_housed
}

/// The group of ages in which contact is told: 17 and 18, or older.
fn of_age(age: i32) -> usize {
    usize::from(age >= 19)
}

/// Of those adrift in a year, the share with whom the authority is not in touch, so that of all it has the
/// contact that is published.
pub(super) fn out_of_touch<'a>(
    leavers: impl Iterator<Item = (&'a Known, &'a CareLeaverOnDay)>,
    last: Day,
    in_touch: &[f64],
) -> [f64; 2] {
    let mut counts = [(0.0, 0.0); 2];
    for (known, leaver) in leavers {
        let (all, adrift) = &mut counts[of_age(known.person.age(last))];
        *all += 1.0;
        *adrift += f64::from(u8::from(is_adrift(leaver)));
    }
    std::array::from_fn(|group| {
        let (all, adrift) = counts[group];
        let wanted = all * (1.0 - in_touch.get(group).copied().unwrap_or(1.0)).max(0.0);
        if adrift > 0.0 { (wanted / adrift).min(1.0) } else { 0.0 }
    })
}
