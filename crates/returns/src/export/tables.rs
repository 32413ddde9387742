//! The tables of one collection year, as text.

use super::adoption::{self, Decision};
use super::arrivals::Arrival;
use super::days::{Calendar, LAST_DAYS, LEAST_DAYS, written};
use super::episodes::{self, Episode, Making};
use super::health;
use super::leavers;
use super::missing::{self, Incident};
use super::mothers;
use super::permanence;
use super::person::Person;
use super::reviews;
use super::spells::{self, Period};
use super::workers::{self, WorkerEpisode};
use crate::codes;
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Name};
use swplab_model::history::{CareHistories, CareLeaverOnDay, ChildHistory};

/// Columns of each table, in order.
pub(super) const HEADER: &str = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB";
pub(super) const EPISODES: &str =
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN";
pub(super) const REVIEWS: &str = "CHILD,DOB,REVIEW,REVIEW_CODE";
pub(super) const UASC: &str = "CHILD,SEX,DOB,DUC";
pub(super) const OC3: &str = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM";
pub(super) const OC2: &str = "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED";
pub(super) const PLACED: &str = "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED";
pub(super) const AD1: &str = "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR";
pub(super) const PERMANENCE: &str = "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM";
pub(super) const MISSING: &str = "CHILD,DOB,MISSING,MIS_START,MIS_END";
pub(super) const SOCIAL_WORKER: &str = "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON";

/// Collection year from whose rules on a child's last social worker's episode is open, whether or not she
/// is still looked after.
const OPEN_CASES_FROM: i32 = 2026;

/// A child with everything that the tables of any year say of her.
pub(super) struct Known {
    pub(super) name: Name,
    /// Whose draws say what brothers and sisters share.
    pub(super) leader: Name,
    pub(super) person: Person,
    pub(super) periods: Vec<Period>,
    pub(super) episodes: Vec<Vec<Episode>>,
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
        let mut person = Person::new(position, child, arrival, calendar, numbers, draws);
        let periods = spells::periods(child, &person, arrival, calendar, numbers, draws);
        if let Some(first) = periods.first() {
            person.born = person.born.min(first.began());
        }
        let episodes = episodes::episodes(child.name, &person, arrival, &periods, making);
        let plan = |(number, (period, episodes)): (usize, (&Period, &Vec<Episode>))| {
            let decision = adoption::decision((child.name, number), period, episodes, numbers, draws);
            Some((number, decision?))
        };
        Known {
            name: child.name,
            leader: arrival.leader,
            workers: workers::episodes(child, &periods, calendar),
            reviews: reviews::reviews(child.name, &person, &periods, until, numbers, draws),
            plans: periods.iter().zip(&episodes).enumerate().filter_map(plan).collect(),
            missing: missing::incidents(child.name, &person, &episodes, (begins, until), numbers, draws),
            first_child: mothers::first_child(child.name, &person, &episodes, begins, numbers, draws),
            episodes,
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
    /// The authority's code in the department's tables.
    pub(super) authority: Option<&'static str>,
}

/// The rows of each table of a collection year.
pub(super) struct Tables {
    /// In the order of [`TABLES`].
    rows: [Vec<Vec<String>>; TABLES.len()],
    year: Year,
    /// Of care leavers without work and without a suitable home, the share with whom the authority is not
    /// in touch: at 17 and 18, and from 19 on.
    out_of_touch: [f64; 2],
}

/// Files and their columns.
pub(super) const TABLES: [(&str, &str); 11] = [
    ("header.csv", HEADER),
    ("episodes.csv", EPISODES),
    ("reviews.csv", REVIEWS),
    ("uasc.csv", UASC),
    ("oc2.csv", OC2),
    ("oc3.csv", OC3),
    ("placed_for_adoption.csv", PLACED),
    ("ad1.csv", AD1),
    ("previous_permanence.csv", PERMANENCE),
    ("missing.csv", MISSING),
    ("social_worker.csv", SOCIAL_WORKER),
];
const OF_HEADER: usize = 0;
const OF_EPISODES: usize = 1;
const OF_REVIEWS: usize = 2;
const OF_UASC: usize = 3;
const OF_OC2: usize = 4;
const OF_OC3: usize = 5;
const OF_PLACED: usize = 6;
const OF_AD1: usize = 7;
const OF_PERMANENCE: usize = 8;
const OF_MISSING: usize = 9;
const OF_WORKERS: usize = 10;

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
            let cells = leavers::cells(known, leaver, self.year.last, &self.out_of_touch, &histories.draws);
            self.put(OF_OC3, known, cells);
        }
        if is_looked_after {
            self.add_plans(known);
            self.add_missing(known);
            self.add_permanence(known, &histories.draws);
            if leaver.is_none() && health::is_asked_for(known, &self.year) {
                self.put(OF_OC2, known, health::cells(known, &self.year, &histories.draws));
            }
        }
        if is_looked_after && known.person.is_unaccompanied {
            self.add_unaccompanied(known);
        }
        if is_looked_after || leaver.is_some() {
            let person = &known.person;
            // Of care leavers it is not told.
            let born = known.first_child.filter(|&born| is_looked_after && born <= self.year.last);
            let mother = match (born, is_looked_after && person.is_girl) {
                (Some(_), _) => "1",
                (None, true) => "0",
                (None, false) => "",
            };
            let cells = [
                person.number.to_string(),
                person.sex(self.year.codes).to_owned(),
                self.date(person.born),
                person.ethnic.to_owned(),
                person.pupil_number(self.year.last),
                mother.to_owned(),
                born.map_or_else(String::new, |born| self.date(born)),
            ];
            self.rows[OF_HEADER].push(cells.into());
        }
    }

    fn date(&self, day: Day) -> String {
        written(day, self.year.iso)
    }

    /// Adds a row that begins with a child's number and birth.
    fn put<T: Into<String>>(&mut self, table: usize, known: &Known, cells: impl IntoIterator<Item = T>) {
        let mut row = vec![known.person.number.to_string(), self.date(known.person.born)];
        row.extend(cells.into_iter().map(Into::into));
        self.rows[table].push(row);
    }

    /// What was decided about adoption in the periods of care that go on in the year, and the adoptions of the year.
    fn add_plans(&mut self, known: &Known) {
        let Year { first, last, .. } = self.year;
        for (number, plan) in &known.plans {
            let goes_on = known.periods[*number].ended.is_none_or(|(ended, _)| ended >= first);
            let holds = plan.taken_back.is_none_or(|(day, _)| day >= first);
            if !goes_on || !holds || plan.decided > last {
                continue;
            }
            let (ceased, why) = match plan.taken_back.filter(|(day, _)| *day <= last) {
                Some((day, why)) => (self.date(day), why),
                None => (String::new(), ""),
            };
            self.put(OF_PLACED, known, [self.date(plan.decided), ceased, why.to_owned()]);
            if let Some(adopted) = plan.adopted.as_ref().filter(|adopted| adopted.on <= last) {
                let dates = [plan.decided, adopted.matched].map(|day| self.date(day));
                self.put(OF_AD1, known, dates.into_iter().chain(adopted.adopters.map(str::to_owned)));
            }
        }
    }

    fn add_missing(&mut self, known: &Known) {
        let Year { first, last, .. } = self.year;
        for incident in known.missing.iter().filter(|one| one.from <= last && one.to >= first) {
            let back = Some(incident.to).filter(|&to| to <= last);
            let back = back.map_or_else(String::new, |to| self.date(to));
            self.put(OF_MISSING, known, [incident.kind.to_owned(), self.date(incident.from), back]);
        }
    }

    fn add_permanence(&mut self, known: &Known, draws: &Draws) {
        if let Some((option, authority, day)) =
            permanence::cells(known, &self.year, self.year.authority, draws)
        {
            let day = day.map_or_else(String::new, |day| self.date(day));
            self.put(OF_PERMANENCE, known, [option, authority, day]);
        }
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
}
