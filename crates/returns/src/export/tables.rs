//! The tables of one collection year, as text.

use super::days::{LAST_DAYS, LEAST_DAYS, written};
use super::episodes::Episode;
use super::health;
use super::known::Known;
use super::leavers;
use super::numbers::Numbers;
use super::permanence;
use super::places;
use super::spells::Period;
use super::workers::WorkerEpisode;
use swplab_model::calendar::Day;
use swplab_model::draws::Draws;
use swplab_model::history::{CareHistories, CareLeaverOnDay};

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
    numbers: Numbers,
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
    pub(super) fn new(year: Year, numbers: Numbers, out_of_touch: [f64; 2]) -> Tables {
        Tables { rows: Default::default(), year, numbers, out_of_touch }
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
            let (draws, last) = (&histories.draws, self.year.last);
            let cells = leavers::cells(known, leaver, last, (&self.numbers, &self.out_of_touch), draws);
            self.put(OF_OC3, known, cells);
        }
        if is_looked_after {
            self.add_plans(known);
            self.add_missing(known);
            self.add_permanence(known, &histories.draws);
            if leaver.is_none() && health::is_asked_for(known, &self.year) {
                self.put(
                    OF_OC2,
                    known,
                    health::cells(known, &self.year, &self.numbers.health, &histories.draws),
                );
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
            let came = known.periods.first().map(Period::began).filter(|began| *began <= self.year.last);
            let cells = [
                person.number.to_string(),
                person.sex(self.year.codes).to_owned(),
                self.date(person.born),
                person.ethnic_told(came, self.year.first, &self.numbers).to_owned(),
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
        let Year { first, last, is_first, .. } = self.year;
        for (number, plan) in &known.plans {
            let goes_on = known.periods[*number].ended.is_none_or(|(ended, _)| ended >= first);
            // The first folder tells the placement orders of the years before.
            let holds = is_first || plan.taken_back.is_none_or(|(day, _)| day >= first);
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
    /// on as well, and an earlier period. Whether there are any.
    fn add_episodes(&mut self, known: &Known) -> bool {
        let Year { first, last, is_first, .. } = self.year;
        let mut told: Vec<&Episode> = Vec::new();
        for (episodes, period) in known.episodes.iter().zip(&known.periods) {
            let goes_on = period.ended.is_none_or(|(day, _)| day >= first);
            let is_open = |episode: &Episode| episode.ended.is_none_or(|day| day >= first);
            let of_year = |episode: &&Episode| episode.began <= last && (is_first || is_open(episode));
            told.extend(episodes.iter().filter(|_| goes_on).filter(of_year));
        }
        if is_first && !told.is_empty() {
            told.splice(0..0, &known.earlier);
        }
        for episode in &told {
            let ended = episode.ended.filter(|&day| day <= last);
            let if_ended = |cell: &str| if ended.is_some() { cell.to_owned() } else { String::new() };
            let person = &known.person;
            let place = self.first_told(episode);
            let is_registered = places::is_registered(place, self.year.codes);
            let cells = [
                person.number.to_string(),
                self.date(episode.began),
                episode.because.to_owned(),
                episode.legal.to_owned(),
                person.need.to_owned(),
                places::as_listed(place, self.year.codes, person.number).to_owned(),
                episode.provider.to_owned(),
                ended.map_or_else(String::new, |day| self.date(day)),
                if_ended(episode.how),
                if_ended(episode.reason),
                person.home_post.clone(),
                episode.post.clone(),
                if is_registered { episode.urn.clone() } else { String::new() },
            ];
            self.rows[OF_EPISODES].push(cells.into());
        }
        !told.is_empty()
    }

    /// PLACE as the year's return has it: of a placement that began in the year it may be mistaken, which the next one mends.
    fn first_told(&self, episode: &Episode) -> &'static str {
        let Year { first, last, .. } = self.year;
        let other = match episode.place {
            "U4" => "U6",
            "U6" => "U4",
            place => return place,
        };
        let goes_on = episode.ended.is_none_or(|ended| ended > last);
        let is_new = episode.began >= first && matches!(episode.because, "S" | "P" | "B");
        if episode.is_mistaken && goes_on && is_new { other } else { episode.place }
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

    /// Young people of 17 to 21 in the year; those of 17 and 18 only if care had ended by the birthday, as
    /// it mostly does on the 18th.
    fn is_asked_for_as_leaver(&self, known: &Known) -> bool {
        let age = known.person.age(self.year.last);
        let mut birthday = known.person.born.birthday(age);
        // Validators take who has her birthday on the last day for a year younger.
        if birthday == self.year.last {
            birthday = known.person.born.birthday(age - 1);
        }
        let left = known.periods.last().and_then(|period| period.ended);
        let had_left = left.is_none_or(|(day, _)| day <= birthday);
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
