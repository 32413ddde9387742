//! Ages: the bands of the returns, and the ages at which the law changes what a child or young person is owed.

use super::declared::terms;

terms! {
    /// Age band of the returns.
    AgeBand:
    /// Under 1.
    Under1 "under-1" "under 1",
    /// 1 to 4.
    From1To4 "1-to-4" "1 to 4",
    /// 5 to 9.
    From5To9 "5-to-9" "5 to 9",
    /// 10 to 15.
    From10To15 "10-to-15" "10 to 15",
    /// 16 and 17; returns count with them those who turn 18 on the day.
    From16 "16-and-over" "16 and over",
}

impl AgeBand {
    /// Its words where children count only until their 18th birthday.
    pub const fn words_before_18(self) -> &'static str {
        match self {
            AgeBand::From16 => "16 and 17",
            other => other.words(),
        }
    }
}

/// Keys of the bands in a profile, where no key begins with a digit.
pub const AGE_KEYS: [&str; AGES] = ["under_1", "from_1_to_4", "from_5_to_9", "from_10_to_15", "from_16"];

/// Number of age bands.
pub const AGES: usize = AgeBand::COUNT;
/// Upper ends of the age bands, years.
pub const AGE_ENDS: [f64; AGES] = [1.0, 5.0, 10.0, 16.0, 18.0];

/// The age band of an age in months.
#[inline]
pub fn age_band(months: f64) -> usize {
    let years = months / 12.0;
    // Counted without a jump: ages have no pattern that a processor could guess.
    let below = AGE_ENDS[..AGES - 1].iter();
    below.map(|&end| usize::from(years >= end)).sum()
}

/// 14, in months: months looked after from here on count towards being a care leaver who is owed an adviser
/// (Children Act 1989, schedule 2, paragraph 19B, and the Care Leavers Regulations 2010).
pub const FOURTEEN: f64 = 14.0 * 12.0;
/// 16, in months: an eligible child, with an adviser and a pathway plan (Children Act 1989, schedule 2, paragraphs
/// 19A to 19C); pathway authorities pass her to their leaving-care team.
pub const SIXTEEN: f64 = 16.0 * 12.0;
/// 18, in months: care ends (Children Act 1989, section 105: a child is under 18).
pub const EIGHTEEN: f64 = 18.0 * 12.0;
