//! What one arm does to one outcome, and its words.

use super::numbers::of_histories;
use crate::indicator::money::{COST_PER_CHILD_YEAR, COST_TOTAL};
use crate::indicator::{Better, HEADLINES, Unit};
use crate::report::words::{counted, difference_decimals, plain, shortest, signed, telling_decimals};
use crate::statistics::student_quantile;

/// What is measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Id of the indicator.
    pub id: String,
    /// Title, sentence case.
    pub title: String,
    /// Unit as printed: `per child-year`, `%`, `£ per child-year`.
    pub unit: String,
    /// Which direction is good.
    pub better: Better,
    /// Decimals of a level.
    pub decimals: usize,
}

/// The paired difference of an arm from the first on one measure, of one group of children.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// What is measured.
    pub measure: Measure,
    /// The arm.
    pub arm: String,
    /// Mean level with the first arm.
    pub level: Option<f64>,
    /// Histories in which both arms have a value.
    pub n: usize,
    /// Mean difference.
    pub mean: Option<f64>,
    /// Lower and upper end of the 95% interval of the mean; none of one history.
    pub interval: Option<[f64; 2]>,
    /// 5th and 95th percentile over histories.
    pub middle: Option<[f64; 2]>,
    /// p-value of no mean difference, adjusted for all differences that are read together.
    pub p: Option<f64>,
    /// How many differences are read together.
    pub read: usize,
    /// Median difference over histories.
    pub median: Option<f64>,
    /// Share of histories that are higher, by whatever.
    pub higher: Option<f64>,
    /// Share of histories that are lower, by whatever.
    pub lower: Option<f64>,
    /// Share of histories without any difference.
    pub equal: Option<f64>,
    /// Smallest difference that matters; where there is none any difference counts.
    pub matters: Option<f64>,
    /// Share of histories that are better by more than that; none where no direction is good.
    pub better: Option<f64>,
    /// Share of histories that are worse by more than that.
    pub worse: Option<f64>,
}

/// What a difference says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// There is no number.
    Undefined,
    /// One history, which tells an effect from luck by nothing.
    One,
    /// No history has any difference.
    Same,
    /// The average is told apart from no difference.
    Apart,
    /// It is not.
    NotApart,
}

/// Histories below which no finding of nothing is made of what is not told apart.
pub(super) const FEW: usize = 10;

/// How an average that is told apart stands to the smallest difference that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Nobody has said how much matters.
    Unrated,
    /// Its whole interval lies below.
    Small,
    /// It lies below, and its interval reaches beyond.
    Below,
    /// It matters.
    Matters,
}

impl Measure {
    /// The unit behind a number, with the blank before it.
    pub(super) fn after(&self) -> String {
        if let Some(ends) = self.scale() {
            return format!(" on a scale of {ends}");
        }
        match Unit::read(&self.unit) {
            Unit::MillionPounds => " million pounds".to_owned(),
            Unit::ThousandPounds => " thousand pounds".to_owned(),
            Unit::Percent(_) => " percentage points".to_owned(),
            Unit::Pounds(per) => format!(" pounds {per}"),
            Unit::Plain(_) if self.zero().is_some() => " index points".to_owned(),
            Unit::Plain(unit) => format!(" {unit}"),
        }
    }

    /// The ends of the scale of an index or a grade: `0 to 1`.
    pub(super) fn scale(&self) -> Option<&str> {
        self.unit.split_once(", ").map(|(_, ends)| ends).filter(|ends| ends.contains(" to "))
    }

    /// What has 0 on an index without ends: `an ordinary authority`.
    pub(super) fn zero(&self) -> Option<&str> {
        self.unit.strip_prefix("index points from ")
    }
}

impl Effect {
    /// Half the width of the interval of the average.
    pub(super) fn half(&self) -> Option<f64> {
        self.interval.map(|[low, high]| (high - low) / 2.0).filter(|half| half.is_finite())
    }

    /// The smallest average that would be told apart as one of those that are read together, were it the first of them; what is less could
    /// be missed.
    pub(super) fn could_be_missed(&self) -> Option<f64> {
        let df = self.n.checked_sub(1).filter(|df| *df > 0)? as f64;
        let ends = |chance: f64| student_quantile(1.0 - chance / 2.0, df);
        Some(self.half()? * ends(0.05 / self.read.max(1) as f64) / ends(0.05))
    }

    /// Size of the average in half-intervals; of one history its size.
    pub(super) fn strength(&self) -> f64 {
        let mean = self.mean.unwrap_or(0.0).abs();
        match self.half() {
            Some(half) if half > 0.0 => mean / half,
            _ => mean,
        }
    }

    /// What the difference says, the number of questions asked together allowed for.
    pub fn finding(&self) -> Finding {
        match self.mean {
            Some(mean) if mean.is_finite() && self.n > 0 => match () {
                () if self.equal == Some(1.0) && self.n > 1 => Finding::Same,
                () if self.n == 1 => Finding::One,
                () if self.interval.is_some() && self.p.is_some_and(|p| p < 0.05) && mean != 0.0 => {
                    Finding::Apart
                }
                () => Finding::NotApart,
            },
            _ => Finding::Undefined,
        }
    }

    /// Whether nothing is told apart since the histories are few.
    pub fn is_of_few(&self) -> bool {
        self.finding() == Finding::NotApart && self.n < FEW
    }

    /// Whether the interval leaves out no difference and yet the average is not told apart, since so many are read together.
    pub fn is_apart_only_alone(&self) -> bool {
        let leaves_out = self.interval.is_some_and(|[low, high]| low > 0.0 || high < 0.0);
        leaves_out && self.finding() == Finding::NotApart
    }

    /// `better`, `worse`, or empty where no direction is good or there is no difference.
    pub fn goodness(&self) -> &'static str {
        let mean = self.mean.unwrap_or(0.0);
        match (self.measure.better, mean > 0.0) {
            _ if mean == 0.0 => "",
            (Better::Higher, true) | (Better::Lower, false) => "better",
            (Better::Higher, false) | (Better::Lower, true) => "worse",
            (Better::Neither, _) => "",
        }
    }

    /// How the average stands to the smallest difference that matters.
    pub fn weight(&self) -> Weight {
        let Some(least) = self.matters.filter(|least| *least > 0.0) else { return Weight::Unrated };
        let is_within = self.interval.is_some_and(|ends| ends.iter().all(|end| end.abs() < least));
        match self.mean.unwrap_or(0.0).abs() < least {
            true if is_within => Weight::Small,
            true => Weight::Below,
            false => Weight::Matters,
        }
    }

    /// That an average which is told apart is less than matters, to stand behind its size; empty of others.
    pub(super) fn below(&self) -> String {
        let least = self.matters.filter(|_| matches!(self.weight(), Weight::Small | Weight::Below));
        let least = least.filter(|_| self.finding() == Finding::Apart);
        let beyond = if self.weight() == Weight::Below { ", though its interval reaches beyond" } else { "" };
        least.map_or_else(String::new, |least| {
            format!(", less than the {} that matters{beyond}", shortest(least))
        })
    }

    /// Whether it is told apart and, on average, as large as matters.
    pub(super) fn counts(&self) -> bool {
        self.finding() == Finding::Apart && self.weight() == Weight::Matters
    }

    /// Whether it is of cost, of which a sentence of its own tells.
    pub(super) fn is_cost(&self) -> bool {
        [COST_PER_CHILD_YEAR.id, COST_TOTAL.id].contains(&self.measure.id.as_str())
    }

    /// In how many histories it has the other side than its average, where these are most; to stand at a sentence's end.
    pub(super) fn against_most(&self) -> String {
        self.most_are().map_or_else(String::new, |(share, side)| {
            format!("; yet it is {side} in {}", of_histories(share, self.n))
        })
    }

    /// The share of histories that have the other side than the average, where it is more than half, and that side.
    pub(super) fn most_are(&self) -> Option<(f64, &'static str)> {
        let (share, side) = match self.mean? {
            mean if mean < 0.0 => (self.higher?, "higher"),
            mean if mean > 0.0 => (self.lower?, "lower"),
            _ => return None,
        };
        (self.n > 1 && share > 0.5).then_some((share, side))
    }

    /// Decimals of the differences of this measure: as many as its interval needs, so many that one which leaves out no difference is
    /// not printed as if it reached to it, and so many that an average which is told apart, or the difference of one history, is not
    /// printed as what matters.
    pub(crate) fn decimals(&self) -> usize {
        let mut usual = difference_decimals(self.measure.decimals, self.half());
        if let Some(mean) = self.mean.filter(|_| matches!(self.finding(), Finding::Apart | Finding::One)) {
            usual = telling_decimals(usual, mean, self.matters);
        }
        let nearest = self.interval.filter(|[low, high]| low * high > 0.0);
        let Some(nearest) = nearest.map(|[low, high]| low.abs().min(high.abs())) else { return usual };
        let is_seen =
            |decimals: &usize| plain(nearest, *decimals).bytes().any(|byte| matches!(byte, b'1'..=b'9'));
        (usual..usual + 4).find(is_seen).unwrap_or(usual)
    }

    /// `0.05 per child-year lower`, `0.9 percentage points higher`, `0.037 higher on a scale of 0 to 1`.
    pub(super) fn size_and_side(&self) -> String {
        let mean = self.mean.unwrap_or(0.0);
        let side = if mean < 0.0 { "lower" } else { "higher" };
        let (size, unit) = (plain(mean.abs(), self.decimals()), self.measure.after());
        if self.measure.scale().is_some() {
            format!("{size} {side}{unit}")
        } else {
            format!("{size}{unit} {side}")
        }
    }

    /// The interval of the average with signs and unit.
    pub(super) fn interval_words(&self) -> Option<String> {
        let [low, high] = self.interval?;
        let decimals = self.decimals();
        Some(format!("{} to {}{}", signed(low, decimals), signed(high, decimals), self.measure.after()))
    }

    /// `on average -0.02 per child-year (95% interval -0.05 to +0.01)`, for what is not told apart.
    pub(super) fn between(&self) -> String {
        let decimals = self.decimals();
        let mean = signed(self.mean.unwrap_or(0.0), decimals);
        match self.interval {
            Some([low, high]) => format!(
                "on average {mean}{} (95% interval {} to {}{})",
                self.measure.after(),
                signed(low, decimals),
                signed(high, decimals),
                self.taken_alone()
            ),
            None => format!("on average {mean}{}", self.measure.after()),
        }
    }

    /// Those that are read together with it: the headlines, of which the appendix has those that were not chosen, or the chosen ones.
    pub fn of_so_many(&self) -> String {
        let is_headline = HEADLINES.iter().any(|headline| headline.id == self.measure.id);
        counted(self.read, if is_headline { "headline difference" } else { "difference" })
    }

    /// What stands behind an interval that would tell its difference apart if no other were read; empty behind others.
    pub(super) fn taken_alone(&self) -> String {
        if self.is_apart_only_alone() {
            format!(", too near to none for one of {} that are read together", self.of_so_many())
        } else {
            String::new()
        }
    }

    /// Why a difference whose interval leaves out none is not told apart; nothing of others.
    pub fn why_not_apart(&self) -> Option<String> {
        self.is_apart_only_alone().then(|| {
            format!(
                "Read alone, that interval would tell it apart; but {} are read together here, and about 1 in 20 such intervals leaves out no difference by chance alone.",
                self.of_so_many()
            )
        })
    }

    /// In how many histories it is better and worse, to stand at a sentence's end; empty where that cannot be said.
    pub(super) fn histories_clause(&self) -> String {
        let (Some(better), Some(worse), 2..) = (self.better, self.worse, self.n) else {
            return String::new();
        };
        if self.equal == Some(1.0) {
            return String::new();
        }
        let least = self.matters.filter(|least| *least > 0.0);
        let by = least.map_or_else(String::new, |least| format!(" by more than {}", shortest(least)));
        if let Some(least) = least.filter(|_| better == 0.0 && worse == 0.0) {
            return format!(
                "; in none of {} possible histories would it matter, by more than {}",
                self.n,
                shortest(least)
            );
        }
        if better >= 1.0 {
            return format!("; in every one of {} possible histories it would be better{by}", self.n);
        }
        let rest = match (better + worse, least) {
            (all, _) if all >= 1.0 => "",
            (_, Some(_)) => ", in the others it would not matter",
            (_, None) => ", in the others the same",
        };
        format!(
            "; in {} possible histories it would be better{by}, in {} worse{rest}",
            of_histories(better, self.n),
            of_histories(worse, self.n)
        )
    }
}
