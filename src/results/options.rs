//! In which formats results are written, and on how many threads.

use super::error::OutputError;
pub(crate) use crate::study::Job;
use crate::study::side_by_side;

/// Formats beside the tables as CSV and the charts as SVG, and the threads to use. No byte of a file
/// depends on the threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutputOptions {
    /// Threads; 0 for as many as there are cores.
    pub threads: usize,
    /// Whether each table has a copy as Parquet.
    pub parquet: bool,
    /// Whether each chart has a copy as PNG.
    pub png: bool,
}

impl OutputOptions {
    /// Tables and charts in their own formats.
    pub fn plain(threads: usize) -> Self {
        Self { threads, ..Self::default() }
    }

    /// # Errors
    /// When this build of the program lacks a format that is asked for.
    pub fn check(&self) -> Result<(), OutputError> {
        let lacks_parquet = self.parquet && !cfg!(feature = "parquet");
        let lacks_png = self.png && !cfg!(feature = "png");
        let (format, feature) = match (lacks_parquet, lacks_png) {
            (false, false) => return Ok(()),
            (true, false) => ("Parquet", "parquet"),
            (false, true) => ("PNG", "png"),
            (true, true) => ("Parquet and PNG", "parquet,png"),
        };
        Err(OutputError::NotBuilt { format, feature })
    }

    /// Does jobs side by side and gives what they return, in the order of the jobs. Long ones go first.
    pub(crate) fn side_by_side<'a, T: Send>(&self, jobs: Vec<Job<'a, T>>) -> Vec<T> {
        side_by_side(self.threads, jobs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_jobs_with_any_number_of_threads() {
        for threads in [0, 1, 2, 7] {
            let jobs: Vec<Job<'_, usize>> =
                (0..20).map(|number| -> Job<'_, usize> { Box::new(move || number * number) }).collect();
            let expected: Vec<usize> = (0..20).map(|number| number * number).collect();
            assert_eq!(OutputOptions::plain(threads).side_by_side(jobs), expected);
        }
    }

    #[test]
    fn a_format_that_is_not_built_in_is_refused_with_the_command_that_builds_it() {
        let asked = OutputOptions { parquet: true, png: true, ..OutputOptions::default() };
        assert!(OutputOptions::plain(1).check().is_ok());
        let has_all = cfg!(feature = "parquet") && cfg!(feature = "png");
        let said = asked.check().err().map(|fault| fault.to_string());
        let tells_how = |said: &String| said.contains("cargo build --release --features p");
        assert!(said.as_ref().is_none_or(tells_how), "{said:?}");
        assert_eq!(said.is_none(), has_all);
    }
}
