//! Bands of time in care and of time with a carer, as published tables have them.

/// Days in a month of the model: a twelfth of 365.25.
pub const DAYS_PER_MONTH: f64 = 365.25 / 12.0;

const fn days(days: f64) -> f64 {
    days / DAYS_PER_MONTH
}

/// Number of bands of time in care (the leavers' table).
pub const CARE_BANDS: usize = 9;
/// Upper ends of the bands of time in care, months.
pub const CARE_ENDS: [f64; CARE_BANDS] =
    [days(14.0), days(56.0), 6.0, 12.0, 24.0, 36.0, 60.0, 120.0, f64::INFINITY];
/// Their words.
pub const CARE_WORDS: [&str; CARE_BANDS] = [
    "under 2 weeks",
    "2 to 8 weeks",
    "8 weeks to 6 months",
    "6 to 12 months",
    "1 to 2 years",
    "2 to 3 years",
    "3 to 5 years",
    "5 to 10 years",
    "10 years and over",
];

/// Number of bands of time with a carer.
pub const PLACEMENT_BANDS: usize = 10;
/// Upper ends of the bands of time with a carer, months.
pub const PLACEMENT_ENDS: [f64; PLACEMENT_BANDS] =
    [days(7.0), days(14.0), 1.0, days(56.0), 6.0, 12.0, 24.0, 36.0, 60.0, f64::INFINITY];
/// Their words.
pub const PLACEMENT_WORDS: [&str; PLACEMENT_BANDS] = [
    "under 1 week",
    "1 to 2 weeks",
    "2 weeks to 1 month",
    "1 month to 8 weeks",
    "8 weeks to 6 months",
    "6 to 12 months",
    "1 to 2 years",
    "2 to 3 years",
    "3 to 5 years",
    "5 years and over",
];
