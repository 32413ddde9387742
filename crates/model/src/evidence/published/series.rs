//! An authority's series of starts: which years count with which weight, and what stands out in it, in words with
//! conditions. Nothing is left out or averaged here.
//!
//! ```text
//! spread of a year's logarithm    √(1 ÷ count + arrivals.overdispersion²)
//! trend         slope of the logarithms by weighted least squares beyond series.trend standard errors, of four years or
//!               more that do not stand out
//! stands out    more than series.outlying spreads from what the others, three or more, let expect: their line where
//!               they have a trend, else their median
//! ```

use super::super::catalogue::Evidence;
use super::super::flows::published_years;
use super::super::unaccompanied::others_started;

/// One year of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeriesYear {
    /// The year, which ended on its 31 March.
    pub year: u32,
    /// Who started to be looked after in it.
    pub starts: f64,
    /// The weight with which it counts; 0 where it does not.
    pub weight: f64,
}

/// A series of starts, in the order of the years.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series(pub Vec<SeriesYear>);

/// The first and the last year whose starts are chosen to count.
pub type Chosen = (Option<u32>, Option<u32>);

fn number(id: &str) -> f64 {
    Evidence::embedded().find(id).map_or(f64::NAN, |quantity| quantity.value)
}

/// Counts below one have the logarithm of a half more: none is infinite.
const HALF: f64 = 0.5;

impl Series {
    /// What is published of the authority of a code up to a year, the unaccompanied apart; the years that are chosen
    /// count alike, without a choice the last alone.
    pub fn published(code: &str, until: u32, (from, to): Chosen) -> Series {
        let years = published_years(code).into_iter().filter(|one| one.year <= until);
        let starts: Vec<(u32, f64)> =
            years.filter_map(|one| Some((one.year, others_started(code, &one)?))).collect();
        let is_chosen = |year: u32| match (from, to) {
            (None, None) => year == until,
            _ => from.is_none_or(|from| year >= from) && to.is_none_or(|to| year <= to),
        };
        Series::of(&starts, is_chosen)
    }

    /// Counts by year, of which some count alike.
    pub fn of(starts: &[(u32, f64)], is_chosen: impl Fn(u32) -> bool) -> Series {
        let chosen = starts.iter().filter(|(year, _)| is_chosen(*year)).count().max(1) as f64;
        let years = starts.iter().map(|&(year, starts)| SeriesYear {
            year,
            starts,
            weight: if is_chosen(year) { 1.0 / chosen } else { 0.0 },
        });
        Series(years.collect())
    }

    /// The mean of the years that count; nothing where none does.
    pub fn mean(&self) -> Option<f64> {
        let weight: f64 = self.0.iter().map(|one| one.weight).sum();
        (weight > 0.0).then(|| self.0.iter().map(|one| one.weight * one.starts).sum::<f64>() / weight)
    }

    /// What counts the mean of the chosen years for each start of the last; nothing where either is not known.
    pub fn against_last(&self) -> Option<f64> {
        let last = self.0.last().filter(|last| last.starts > 0.0)?;
        Some(self.mean()? / last.starts)
    }

    fn spread(starts: f64) -> f64 {
        let own = number("arrivals.overdispersion");
        (1.0 / (starts + HALF) + own * own).sqrt()
    }

    fn log(starts: f64) -> f64 {
        libm::log(starts + HALF)
    }

    /// Years that lie far from the others, with what those let expect: the farthest first, then of the rest, so that one
    /// does not make others seem far.
    fn outlying(&self) -> Vec<(SeriesYear, f64)> {
        let far = number("series.outlying");
        let (mut rest, mut found) = (self.0.iter().collect::<Vec<_>>(), Vec::new());
        loop {
            let of = |own: &SeriesYear| {
                let others: Vec<&SeriesYear> =
                    rest.iter().copied().filter(|one| one.year != own.year).collect();
                let line = Line::through(&others).filter(Line::is_a_trend);
                let expected = line.map_or_else(|| median(&others), |line| Some(line.at(own.year)))?;
                let spread = Series::spread(expected).max(Series::spread(own.starts));
                Some(((Series::log(own.starts) - Series::log(expected)).abs() / spread, *own, expected))
            };
            let farthest = rest.iter().filter_map(|own| of(own)).max_by(|a, b| a.0.total_cmp(&b.0));
            let Some((_, own, expected)) = farthest.filter(|(apart, ..)| *apart > far) else { break };
            rest.retain(|one| one.year != own.year);
            found.push((own, expected));
        }
        found
    }

    /// Yearly change in %, where it is beyond chance in the years that do not stand out.
    fn trend(&self) -> Option<f64> {
        let outlying = self.outlying();
        let is_far = |one: &SeriesYear| outlying.iter().any(|(far, _)| far.year == one.year);
        let rest: Vec<&SeriesYear> = self.0.iter().filter(|one| !is_far(one)).collect();
        let line = Line::through(&rest).filter(Line::is_a_trend)?;
        Some(100.0 * (libm::exp(line.slope) - 1.0))
    }

    /// The series in a line: counts by year, and which years count.
    pub fn in_words(&self) -> String {
        let years: Vec<String> =
            self.0.iter().map(|one| format!("{} {}", one.year, whole(one.starts))).collect();
        let counted: Vec<&SeriesYear> = self.0.iter().filter(|one| one.weight > 0.0).collect();
        let counting = match counted[..] {
            [] => "none of these years counts".to_owned(),
            [only] => format!("{} alone counts", only.year),
            [first, .., last] => format!(
                "{} to {} count alike ({} years, {:.0}% each, mean {})",
                first.year,
                last.year,
                counted.len(),
                100.0 * first.weight,
                whole(self.mean().unwrap_or(f64::NAN))
            ),
        };
        format!("{}; {counting}", years.join(", "))
    }

    /// What stands out, each with the condition under which it matters; `how` says how years are chosen.
    pub fn remarks(&self, how: &str) -> Vec<String> {
        let mut remarks: Vec<String> = self
            .outlying()
            .into_iter()
            .map(|(far, expected)| {
                let counts = if far.weight > 0.0 { "it counts" } else { "it does not count" };
                format!(
                    "{} ({}) lies far from what the other years let expect ({}), and {counts}: if what brought it can come again, \
                     let it count, if not, choose years without it ({how})",
                    far.year,
                    whole(far.starts),
                    whole(expected)
                )
            })
            .collect();
        if let Some(change) = self.trend() {
            let way = if change > 0.0 { "rise" } else { "fall" };
            remarks.push(format!(
                "Starts {way} by {:.0}% a year, beyond chance: if that goes on, the last year says more than the mean of several, and \
                 even it lags; if it has come to its end, more years say more ({how})",
                change.abs()
            ));
        }
        if self.0.len() == 1 {
            remarks.push(
                "There is one year alone: what is chance in it and what lasts cannot be told apart"
                    .to_owned(),
            );
        }
        remarks
    }
}

/// A straight line through the logarithms of a series.
struct Line {
    slope: f64,
    /// Standard error of the slope.
    error: f64,
    /// The middle of the years, and the line there.
    middle: (f64, f64),
}

impl Line {
    /// By weighted least squares; `None` of fewer than four years.
    fn through(years: &[&SeriesYear]) -> Option<Line> {
        if years.len() < 4 {
            return None;
        }
        let weight = |one: &SeriesYear| 1.0 / (Series::spread(one.starts) * Series::spread(one.starts));
        let sum =
            |of: &dyn Fn(&SeriesYear) -> f64| years.iter().map(|one| weight(one) * of(one)).sum::<f64>();
        let all = sum(&|_| 1.0);
        let x = sum(&|one| f64::from(one.year)) / all;
        let y = sum(&|one| Series::log(one.starts)) / all;
        let square = sum(&|one| (f64::from(one.year) - x) * (f64::from(one.year) - x));
        let slope = sum(&|one| (f64::from(one.year) - x) * (Series::log(one.starts) - y)) / square;
        Some(Line { slope, error: 1.0 / square.sqrt(), middle: (x, y) })
    }

    /// Whether its slope is beyond chance.
    fn is_a_trend(&self) -> bool {
        self.slope.abs() > number("series.trend") * self.error
    }

    /// The count on it in a year.
    fn at(&self, year: u32) -> f64 {
        let (x, y) = self.middle;
        (libm::exp(y + self.slope * (f64::from(year) - x)) - HALF).max(0.0)
    }
}

/// The median of the counts of three years or more.
fn median(years: &[&SeriesYear]) -> Option<f64> {
    let mut counts: Vec<f64> = years.iter().map(|one| one.starts).collect();
    counts.sort_by(f64::total_cmp);
    let middle = counts.len() / 2;
    match counts.len() {
        0..=2 => None,
        odd if odd % 2 == 1 => Some(counts[middle]),
        _ => Some((counts[middle - 1] + counts[middle]) / 2.0),
    }
}

/// A count as it is printed: whole, or with one decimal where it is a mean.
fn whole(count: f64) -> String {
    if (count - libm::round(count)).abs() < 0.05 { format!("{count:.0}") } else { format!("{count:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(starts: &[f64]) -> Series {
        let years: Vec<(u32, f64)> = (2017..).zip(starts.iter().copied()).collect();
        Series::of(&years, |_| true)
    }

    #[test]
    fn a_year_far_from_the_others_is_told_and_steady_ones_are_not() {
        let told = series(&[154.0, 10.0, 10.0, 9.0, 4.0]).remarks("choose");
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with(
            "2017 (154) lies far from what the other years let expect (9.5), and it counts: if"
        ));
        assert!(series(&[200.0, 215.0, 190.0, 205.0, 198.0]).remarks("choose").is_empty());
        assert!(series(&[3.0, 8.0, 4.0, 6.0, 5.0]).remarks("choose").is_empty());
        let told = series(&[200.0, 215.0, 190.0, 205.0, 400.0]).remarks("choose");
        assert!(told.len() == 1 && told[0].starts_with("2021 (400) lies far"), "{told:?}");
    }

    #[test]
    fn a_trend_is_told_with_its_size_and_one_year_as_what_it_is() {
        let told = series(&[100.0, 130.0, 170.0, 220.0, 285.0]).remarks("choose");
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("Starts rise by 30% a year, beyond chance: if"), "{told:?}");
        let told = series(&[100.0]).remarks("choose");
        assert!(told.len() == 1 && told[0].starts_with("There is one year alone"), "{told:?}");
    }

    #[test]
    fn published_years_count_as_they_are_chosen() {
        let all = Series::published("E10000016", 2025, (None, None));
        assert!(all.in_words().ends_with("2025 alone counts"), "{}", all.in_words());
        assert_eq!(all.against_last(), Some(1.0));
        let some = Series::published("E10000016", 2025, (Some(2023), None));
        assert_eq!(some.0.iter().filter(|one| one.weight > 0.0).count(), 3);
        assert!(
            some.in_words().contains("2023 to 2025 count alike (3 years, 33% each"),
            "{}",
            some.in_words()
        );
        assert_eq!(Series::published("E00000000", 2025, (Some(2023), None)).mean(), None);
    }
}
