//! How long and how often a question is simulated.

use toml::value::{Date, Datetime};

use swplab_model::section;
use swplab_model::terms::Baseline;

section! {
    /// How long and how often the question is simulated.
    Study in "study":
    start: String = "start" YearEnd, "", Text("2011-03-31"), "\"2011-03-31\"",
        "Date of the published figures; month 1 of the study is the April after it.";
    baseline: Baseline = "baseline" Choice(Baseline::KEYS), "", Text("as-published"), "\"balanced\"",
        "How authorities stand on the first day. As published: in their figures, with the flows of their series. Balanced: in the stationary state of their rates, with as many starts as keep their children, so that nothing moves unless something is done.";
    horizon_years: u32 = "horizon_years" Whole(1, 40), "years", Required, "12",
        "Length of the study.";
    replications: u32 = "replications" Whole(1, 1_000_000), "", Whole(200), "200",
        "Replications for each arm. Each draws its own values for what is not known, the same in all arms.";
    seed: u64 = "seed" Whole(0, i64::MAX), "", Whole(1), "2011",
        "Root of all randomness: the same seed gives the same results to the last bit.";
}

impl Study {
    /// The year on whose 31 March the study starts.
    pub fn first_year(&self) -> Option<u32> {
        date(&self.start).map(|date| u32::from(date.year))
    }

    /// Months since the study began of a month such as `2012-05`: the first is the April after the start. `None`
    /// where it is no month.
    pub fn month_of(&self, month: &str) -> Option<i64> {
        let since_zero = |date: Date| 12 * i64::from(date.year) + i64::from(date.month);
        let first = date(&self.start).map_or(0, |start| since_zero(start) + 1);
        date(&format!("{month}-01")).map(|month| since_zero(month) - first)
    }
}

/// A date such as `2011-03-31`.
pub(super) fn date(text: &str) -> Option<Date> {
    text.parse::<Datetime>().ok().filter(|date| date.time.is_none())?.date
}
