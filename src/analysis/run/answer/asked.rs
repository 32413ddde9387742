//! What was found on open questions, from the rows of contested readings.

use super::Contested;
use super::rows::Rows;
use crate::analysis::run::contested::SCREENED;
use crate::analysis::run::contested::rows::ContestedRow;
use crate::report::words::lower_first;

impl Rows<'_> {
    /// What was found on open questions, if they were asked of this outcome with this arm.
    pub(super) fn contested(&self, outcome: &str, unit: &str, arm: &str) -> Option<Contested> {
        let is_of = |row: &&ContestedRow| row.indicator == outcome && row.unit == unit && row.arm == arm;
        let rows: Vec<&ContestedRow> = self.contested.iter().filter(is_of).collect();
        rows.first()?;
        let questions = |is: &dyn Fn(&ContestedRow) -> bool| -> usize {
            let mut ids: Vec<&str> =
                rows.iter().filter(|row| is(row)).map(|row| row.hypothesis.as_str()).collect();
            ids.dedup();
            ids.len()
        };
        let told = rows.iter().filter(|row| row.stage == "told" && row.contrast.is_some());
        let size = |row: &ContestedRow| row.contrast.unwrap_or(0.0).abs();
        let strongest = told.clone().max_by(|a, b| size(a).total_cmp(&size(b)));
        let sign = |row: &ContestedRow| match () {
            () if row.ci_low.is_some_and(|low| low > 0.0) => 1,
            () if row.ci_high.is_some_and(|high| high < 0.0) => -1,
            () => 0,
        };
        let flips = told.clone().any(|row| {
            let against =
                rows.iter().find(|other| other.hypothesis == row.hypothesis && other.position == row.against);
            against.is_some_and(|against| sign(row) * sign(against) < 0)
        });
        let title = |row: &&ContestedRow| {
            let known = self.hypotheses.iter().find(|known| known.id == row.hypothesis);
            known.map_or_else(
                || row.hypothesis.clone(),
                |known| format!("{} ({})", known.id, lower_first(&known.title)),
            )
        };
        let tried = || rows.iter().map(|row| row.n);
        let is_bound = |row: &ContestedRow| row.n >= SCREENED as usize;
        let missed = |row: &&ContestedRow| Some(row.contrast_high?.abs().max(row.contrast_low?.abs()));
        let found = strongest.and_then(|row| sizes(&rows, &row.hypothesis));
        Some(Contested {
            asked: questions(&|_| true),
            told: questions(&|row| row.stage == "told" && row.contrast.is_some()),
            strongest: strongest.map(title),
            sizes: found.clone().map(|[low, high]| [low, high].map(|(position, size, _)| (position, size))),
            unclear: found.map_or([false; 2], |ends| ends.map(|(.., unclear)| unclear)),
            largest: strongest.map(|row| size(row)),
            tried: [tried().min().unwrap_or(0), tried().max().unwrap_or(0)],
            few: questions(&|row| !is_bound(row)),
            missed: rows.iter().filter(|row| is_bound(row)).filter_map(missed).reduce(f64::max),
            flips,
        })
    }
}

/// The smallest and the largest mean of the answer under a position on a question, each with whether its interval holds none.
fn sizes(rows: &[&ContestedRow], question: &str) -> Option<[(String, f64, bool); 2]> {
    let own = rows.iter().filter(|row| row.hypothesis == question);
    let leaves_out = |row: &ContestedRow| {
        row.ci_low.is_some_and(|low| low > 0.0) || row.ci_high.is_some_and(|high| high < 0.0)
    };
    let mut means: Vec<(String, f64, bool)> =
        own.filter_map(|row| Some((row.position.clone(), row.mean?, !leaves_out(row)))).collect();
    means.sort_by(|a, b| a.1.total_cmp(&b.1));
    Some([means.first()?.clone(), means.last()?.clone()])
}
