//! An outsider who holds nothing but the files of a return: reads the folders, pools the years and
//! counts by the published definitions. It uses no part of the program but its calendar.

pub mod chains;

use std::collections::{BTreeMap, BTreeSet};

use swplab::calendar::Day;

/// One row of Episodes.
#[derive(Clone, Debug)]
pub struct Episode {
    pub began: Day,
    pub because: String,
    pub legal: String,
    pub place: String,
    pub provider: String,
    pub ended: Option<Day>,
    pub how: String,
    pub reason: String,
    pub post: String,
}

/// One row of SocialWorker.
#[derive(Clone, Debug)]
pub struct Worker {
    pub id: String,
    pub began: Day,
    pub ended: Option<Day>,
    pub reason: String,
}

/// A child as the pooled years tell of her.
#[derive(Clone, Debug, Default)]
pub struct Child {
    pub born: Option<Day>,
    pub sex: String,
    pub episodes: Vec<Episode>,
    pub workers: Vec<Worker>,
    pub reviews: Vec<(Day, String)>,
    /// Case holders as the return of each year tells of them.
    pub workers_of: BTreeMap<i32, Vec<Worker>>,
}

/// The pooled years.
#[derive(Clone, Debug, Default)]
pub struct Pooled {
    pub children: BTreeMap<String, Child>,
    /// OC3 by collection year: birth, activity, accommodation.
    pub leavers: BTreeMap<i32, Vec<(Day, String, String)>>,
}

/// Rows of a table by column.
pub fn rows(text: &str) -> Vec<BTreeMap<&str, &str>> {
    let mut lines = text.lines();
    let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
    let row = |line: &'_ str| -> Vec<String> { line.split(',').map(str::to_owned).collect() };
    lines
        .map(|line| {
            assert_eq!(row(line).len(), columns.len(), "{line}");
            columns.iter().copied().zip(line.split(',')).collect()
        })
        .collect()
}

/// A date as dd/mm/yyyy.
pub fn day(text: &str) -> Option<Day> {
    if text.is_empty() {
        return None;
    }
    let part = |at: std::ops::Range<usize>| text[at].parse::<u32>().unwrap();
    Some(Day::of(part(6..10) as i32, part(3..5), part(0..2)).unwrap())
}

/// First and last day of a collection year.
pub fn bounds(year: i32) -> (Day, Day) {
    (Day::of(year - 1, 4, 1).unwrap(), Day::of(year, 3, 31).unwrap())
}

/// Pools the years: the newest return that tells of a row is believed.
pub fn pool(years: &[(i32, BTreeMap<String, String>)]) -> Pooled {
    let mut pooled = Pooled::default();
    for (year, files) in years {
        for row in rows(&files["header.csv"]) {
            let child = pooled.children.entry(row["CHILD"].to_owned()).or_default();
            let born = day(row["DOB"]);
            assert!(child.born.is_none() || child.born == born);
            child.born = born;
            child.sex = row["SEX"].to_owned();
        }
        for row in rows(&files["episodes.csv"]) {
            let child = pooled.children.get_mut(row["CHILD"]).expect("a child has a header");
            let cell = |column: &str| row[column].to_owned();
            let episode = Episode {
                began: day(row["DECOM"]).unwrap(),
                because: cell("RNE"),
                legal: cell("LS"),
                place: cell("PLACE"),
                provider: cell("PLACE_PROVIDER"),
                ended: day(row["DEC"]),
                how: cell("REC"),
                reason: cell("REASON_PLACE_CHANGE"),
                post: cell("PL_POST"),
            };
            match child.episodes.iter_mut().find(|known| known.began == episode.began) {
                Some(known) => *known = episode,
                None => child.episodes.push(episode),
            }
        }
        for row in rows(&files["social_worker.csv"]) {
            let child = pooled.children.get_mut(row["CHILD"]).expect("a child has a header");
            let worker = Worker {
                id: row["SW_ID"].to_owned(),
                began: day(row["SW_DECOM"]).unwrap(),
                ended: day(row["SW_DEC"]),
                reason: row["SW_REASON"].to_owned(),
            };
            child.workers_of.entry(*year).or_default().push(worker.clone());
            match child.workers.iter_mut().find(|known| known.began == worker.began) {
                Some(known) => *known = worker,
                None => child.workers.push(worker),
            }
        }
        for row in rows(&files["reviews.csv"]) {
            let child = pooled.children.get_mut(row["CHILD"]).expect("a child has a header");
            child.reviews.push((day(row["REVIEW"]).unwrap(), row["REVIEW_CODE"].to_owned()));
        }
        let leavers = rows(&files["oc3.csv"]).into_iter();
        let leavers =
            leavers.map(|row| (day(row["DOB"]).unwrap(), row["ACTIV"].to_owned(), row["ACCOM"].to_owned()));
        pooled.leavers.insert(*year, leavers.collect());
    }
    for child in pooled.children.values_mut() {
        child.episodes.sort_by_key(|episode| episode.began);
        child.workers.sort_by_key(|worker| worker.began);
        child.reviews.sort_by_key(|review| review.0);
    }
    pooled
}

impl Child {
    /// Continuous periods of care.
    pub fn periods(&self) -> Vec<&[Episode]> {
        let starts: Vec<usize> = (0..self.episodes.len())
            .filter(|&k| self.episodes[k].because == "S")
            .chain([self.episodes.len()])
            .collect();
        starts.windows(2).map(|pair| &self.episodes[pair[0]..pair[1]]).collect()
    }
}

/// Counts of a collection year.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub children: f64,
    pub placements: [f64; 3],
    pub three_with_status: f64,
    pub three_in_two_years: f64,
    pub long_term: f64,
    pub long_term_stable: f64,
    /// Children whose care began about the day in whose middle the 2.5 years begin: a second period of
    /// care is written up to four days late, so that it stands apart from the first.
    pub long_term_in_doubt: f64,
    /// Children whose care began on the 1 April from which the year is counted: whether the
    /// year is full depends on the hour.
    pub a_year_in_doubt: f64,
    pub a_year: f64,
    pub no_move: f64,
    pub two_moves: f64,
    pub one_worker: f64,
    pub three_workers: f64,
    pub starts: f64,
    /// Home, adoption, special guardianship, 18th birthday, other.
    pub exits: [f64; 5],
    pub exit_days: f64,
    pub child_days: f64,
    pub moves: f64,
    pub statuses: f64,
    pub disruptions: f64,
    pub worker_changes: f64,
    /// Periods of care of three days or fewer that ended: days are too few for every change of case holder.
    pub brief: f64,
    pub young_adults: f64,
    pub in_education_or_work: f64,
    pub suitably_housed: f64,
}

fn is_move(episode: &Episode) -> bool {
    ["P", "B"].contains(&episode.because.as_str())
}

fn is_status(episode: &Episode) -> bool {
    ["T", "U"].contains(&episode.because.as_str())
}

fn one(condition: bool) -> f64 {
    f64::from(u8::from(condition))
}

/// Counts a collection year of pooled returns.
pub fn count(pooled: &Pooled, year: i32) -> Counts {
    let (first, last) = bounds(year);
    let inside = |day: Day| first <= day && day <= last;
    let mut counts = Counts::default();
    for child in pooled.children.values() {
        let born = child.born.unwrap();
        let before = counts.worker_changes;
        let changes = child.workers.iter().filter(|w| inside(w.began) && w.reason != "FCONTA");
        counts.worker_changes += changes.count() as f64;
        let had_changes = counts.worker_changes > before;
        for episode in &child.episodes {
            counts.moves += one(inside(episode.began) && is_move(episode));
            counts.statuses += one(inside(episode.began) && is_status(episode));
            counts.starts += one(inside(episode.began) && episode.because == "S");
            let asked = ["CREQB", "CREQO", "CHILD"].contains(&episode.reason.as_str());
            counts.disruptions += one(asked && episode.ended.is_some_and(inside));
            let from = episode.began.max(first);
            let until = episode.ended.map_or(last.plus(1), |day| day.min(last.plus(1)));
            counts.child_days += f64::from(until.days_since(from).max(0));
        }
        for period in child.periods() {
            let (began, end) = (period[0].began, period[period.len() - 1].clone());
            if let Some(ended) = end.ended.filter(|&day| inside(day)) {
                counts.exits[route(&end.how, born, ended)] += 1.0;
                counts.exit_days += f64::from(ended.days_since(began));
                counts.brief += one(ended.days_since(began) <= 3);
            }
            let is_in_care = began <= last && end.ended.is_none_or(|day| day > last);
            if is_in_care {
                in_care(&mut counts, child, period, had_changes, year);
            }
        }
    }
    for (born, activity, home) in &pooled.leavers[&year] {
        // In these scenarios service ends on the 21st birthday, and a study counts who is served on the day.
        let is_young_adult = born.birthday(19) <= last && last < born.birthday(21);
        counts.young_adults += one(is_young_adult);
        let is_active = activity.starts_with(['F', 'P']);
        counts.in_education_or_work += one(is_young_adult && is_active);
        counts.suitably_housed += one(is_young_adult && home.ends_with('1'));
    }
    counts
}

fn route(how: &str, born: Day, ended: Day) -> usize {
    match how {
        _ if ended == born.birthday(18) => 3,
        "E4A" | "E4B" | "E13" => 0,
        "E11" | "E12" => 1,
        "E45" | "E46" | "E47" | "E48" => 2,
        _ => 4,
    }
}

/// A child looked after on 31 March.
fn in_care(counts: &mut Counts, child: &Child, period: &[Episode], had_changes: bool, year: i32) {
    let (first, last) = bounds(year);
    let (began, born) = (period[0].began, child.born.unwrap());
    let known: Vec<&Episode> = period.iter().filter(|episode| episode.began <= last).collect();
    let since = |from: Day| known.iter().filter(move |episode| episode.began >= from);
    let moves = since(first).filter(|episode| is_move(episode)).count();
    let statuses = since(first).filter(|episode| is_status(episode)).count();
    // Placements of an earlier period of care in the same year are placements of the year.
    let before = |from: Day| -> Vec<&Episode> {
        let ended_since = |episode: &&Episode| episode.ended.is_some_and(|day| day >= from);
        child.episodes.iter().filter(|episode| episode.began < began).filter(ended_since).collect()
    };
    let moves_before = |from: Day| {
        let earlier = before(from);
        let carers = earlier.iter().filter(|e| (is_move(e) || e.because == "S") && e.began >= from);
        carers.count() + one(earlier.first().is_some_and(|e| e.began < from)) as usize
    };
    let earlier = before(first);
    let inside = |episode: &&&Episode| episode.began >= first;
    let moves = moves + moves_before(first);
    let statuses = statuses + earlier.iter().filter(|e| is_status(e)).filter(inside).count();
    counts.children += 1.0;
    counts.placements[moves.min(2)] += 1.0;
    counts.three_with_status += one(moves + statuses >= 2);
    let a_year = began < first;
    counts.a_year_in_doubt += one(began == first);
    counts.a_year += one(a_year);
    counts.no_move += one(a_year && moves == 0);
    counts.two_moves += one(a_year && moves >= 2);
    counts.one_worker += one(a_year && !had_changes);
    let two_years_ago = bounds(year - 1).0;
    // In this year and the one before: placements in both, as far as she was in care.
    if a_year {
        let moves = since(two_years_ago).filter(|episode| is_move(episode)).count();
        counts.three_in_two_years += one(moves + moves_before(two_years_ago) >= 2);
    }
    let carers: Vec<&&Episode> = known.iter().filter(|e| is_move(e) || e.because == "S").collect();
    let half = Day::of(year - 3, 9, 30).unwrap();
    let under_sixteen = last < born.birthday(16);
    let in_doubt = began.days_since(half).abs() <= 4 && under_sixteen;
    counts.long_term_in_doubt += one(in_doubt);
    if began <= half && under_sixteen {
        let present = carers[carers.len() - 1];
        let with_before = carers.len().checked_sub(2).map_or(present, |k| carers[k]);
        let for_adoption = present.place.starts_with('A');
        let since = if for_adoption { with_before.began } else { present.began };
        counts.long_term += 1.0;
        counts.long_term_stable += one(since < two_years_ago);
    }
    let own = child.workers_of.get(&year).into_iter().flatten();
    let ids: BTreeSet<&str> = own.map(|worker| worker.id.as_str()).collect();
    counts.three_workers += one(ids.len() >= 3);
}
