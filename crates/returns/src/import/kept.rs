//! What was kept of what: children and episodes, by year and by file, and whether so much was lost that a profile
//! would deceive.

use std::collections::{BTreeMap, BTreeSet};

use super::faults::{Done, Faults, Kind};
use super::files::stem;
use super::records::{Child, Records};
use super::table::{Place, Table};

/// Share of the children or episodes that may be lost before nothing is written unasked. A limit of the program and no
/// number of the model: nothing that is computed rests on it, and `--accept-losses` lifts it.
const MOST_LOST: f64 = 0.05;

/// So many kept of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Kept.
    pub kept: usize,
    /// Of so many.
    pub of: usize,
}

impl Share {
    fn add(&mut self, is_kept: bool) {
        self.of += 1;
        self.kept += usize::from(is_kept);
    }

    /// Whether more is lost than may be.
    fn is_torn(self) -> bool {
        (self.of - self.kept) as f64 > MOST_LOST * self.of as f64
    }
}

/// What was kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Children of Header and Episodes who are looked after; those of short breaks alone and care leavers are none.
    pub children: Share,
    /// Rows of Episodes, those of short breaks apart.
    pub episodes: Share,
    /// Children and episodes by the year on whose 31 March a return ends.
    pub years: BTreeMap<i32, (Share, Share)>,
    /// Rows by file and table.
    pub files: Vec<(String, Table, Share)>,
    /// Episodes of short breaks by code, V3 and V4.
    pub short_breaks: [usize; 2],
    /// In sentences, what makes a profile of these files deceive; nothing where it would not.
    pub losses: Vec<String>,
}

/// Counts what was kept; `is_kept` tells by the place of a child in the records whether she has a history, `has_years` whether
/// the years of the returns are known.
pub(super) fn kept(records: &Records, is_kept: &[bool], has_years: bool, faults: &Faults) -> Kept {
    let mut found = Kept { short_breaks: records.short_breaks, ..Kept::default() };
    let lost: BTreeSet<Place> = faults.lost_episodes().iter().copied().collect();
    let mut of_headers: BTreeMap<u32, Share> = BTreeMap::new();
    for (child, &is_kept) in records.children.iter().zip(is_kept) {
        let mut years: BTreeMap<i32, (Share, Share)> = BTreeMap::new();
        for episode in child.episodes.iter().filter(|episode| !episode.is_short_break()) {
            let is_there = !lost.contains(&episode.at);
            found.episodes.add(is_there);
            years.entry(episode.of_return + 1).or_default().1.add(is_there);
        }
        for (year, (_, episodes)) in years.into_iter().filter(|_| has_years) {
            let of_year = found.years.entry(year).or_default();
            of_year.0.add(is_kept && episodes.kept > 0);
            of_year.1.kept += episodes.kept;
            of_year.1.of += episodes.of;
        }
        if is_expected(child) {
            found.children.add(is_kept);
            for header in &child.headers {
                of_headers.entry(*header).or_default().add(is_kept);
            }
        }
    }
    let unread = faults.unread();
    found.episodes.of +=
        unread.iter().filter(|((_, table), _)| *table == Table::Episodes).map(|(_, n)| n).sum::<usize>();
    let mut by_file: BTreeMap<(u32, Table), Share> = BTreeMap::new();
    for (&key, &rows) in &records.by_file {
        by_file.insert(key, Share { kept: rows, of: rows });
    }
    for (&key, &rows) in unread {
        by_file.entry(key).or_default().of += rows;
    }
    for place in &lost {
        if let Some(share) = by_file.get_mut(&(place.file, Table::Episodes)) {
            share.kept = share.kept.saturating_sub(1);
        }
    }
    let name = |file: u32| faults.files.get(file as usize).cloned().unwrap_or_default();
    found.files = by_file.into_iter().map(|((file, table), share)| (name(file), table, share)).collect();
    found.losses = losses(&found, &of_headers, faults);
    found
}

/// Whether rows of a child speak of care that is no short break alone.
fn is_expected(child: &Child) -> bool {
    if child.episodes.is_empty() {
        return child.is_counted && !child.is_care_leaver;
    }
    child.episodes.iter().any(|episode| !episode.is_short_break())
}

fn losses(found: &Kept, of_headers: &BTreeMap<u32, Share>, faults: &Faults) -> Vec<String> {
    let mut losses = Vec::new();
    let name = |file: u32| faults.files.get(file as usize).map_or("", String::as_str);
    let mut tell = |share: Share, what: &str| {
        if share.is_torn() {
            let percent = 100.0 * (share.of - share.kept) as f64 / share.of as f64;
            losses.push(format!("{} of {} {what} are lost ({percent:.1}%)", share.of - share.kept, share.of));
        }
    };
    tell(found.children, "children");
    tell(found.episodes, "episodes");
    for (year, (children, episodes)) in &found.years {
        tell(*children, &format!("children of the year to 31 March {year}"));
        tell(*episodes, &format!("episodes of the year to 31 March {year}"));
    }
    for (header, share) in of_headers {
        tell(
            *share,
            &format!("children of {} (have the episodes of that year been left out?)", name(*header)),
        );
    }
    losses.extend(partners(found));
    for fault in faults.sorted() {
        let named = Table::of_name(name(fault.file).rsplit('/').next().unwrap_or_default());
        let is_needed =
            matches!(named, Some(Table::Header | Table::Episodes)) || fault.kind == Kind::ColumnMissing;
        let is_other = matches!(fault.kind, Kind::Workbook | Kind::Archive | Kind::OtherForm);
        match fault.kind.done() {
            Done::FileLeftOut if is_needed && !is_other => {
                losses.push(format!("{} is left out: {}", name(fault.file), fault.kind.words()));
            }
            Done::RestLeftOut => losses.push(format!(
                "{} is not read to its end: {} ({})",
                name(fault.file),
                fault.kind.words(),
                faults.finding(&fault)
            )),
            _ => {}
        }
    }
    losses.dedup();
    losses
}

/// Headers whose episodes are missing, and episodes of which some are lost whose header is, where the names of other files
/// show which belong together.
fn partners(found: &Kept) -> Vec<String> {
    let mut stems: BTreeMap<String, Vec<(&str, Table, Share)>> = BTreeMap::new();
    for (name, table, share) in &found.files {
        if matches!(table, Table::Header | Table::Episodes) && share.of > 0 {
            stems.entry(stem(name)).or_default().push((name, *table, *share));
        }
    }
    let holds = |files: &[(&str, Table, Share)], table: Table| files.iter().any(|(_, own, _)| *own == table);
    let is_pair =
        |files: &[(&str, Table, Share)]| holds(files, Table::Header) && holds(files, Table::Episodes);
    if !stems.values().any(|files| is_pair(files)) {
        return Vec::new();
    }
    let missing = |files: &Vec<(&str, Table, Share)>| {
        // Children whom the header of another year knows are not lost.
        let is_torn = files.iter().any(|(_, _, share)| share.kept < share.of);
        let table = match (holds(files, Table::Header), holds(files, Table::Episodes)) {
            (true, false) => "Episodes",
            (false, true) if is_torn => "Header",
            _ => return None,
        };
        Some(format!("the table {table} that belongs to {} is missing", files[0].0))
    };
    stems.values().filter_map(missing).collect()
}
