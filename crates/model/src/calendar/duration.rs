//! Lengths of time in words.

use super::date::MONTHS_A_YEAR;

/// Months in words, to the nearest month: `2 years and 6 months`, `1 year`, `3 months`.
pub fn duration(months: f64) -> String {
    let months = months.round().max(0.0) as u32;
    let (years, months) = (months / MONTHS_A_YEAR, months % MONTHS_A_YEAR);
    match (years, months) {
        (0, months) => counted(months, "month"),
        (years, 0) => counted(years, "year"),
        (years, months) => format!("{} and {}", counted(years, "year"), counted(months, "month")),
    }
}

/// A range of years: `3 to 5 years`, `1 year`.
pub fn years_range(from: f64, to: f64) -> String {
    if from == to {
        let unit = if from == 1.0 { "year" } else { "years" };
        format!("{from} {unit}")
    } else {
        format!("{from} to {to} years")
    }
}

fn counted(count: u32, unit: &str) -> String {
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_become_years_and_months() {
        let cases = [
            (0.0, "0 months"),
            (1.0, "1 month"),
            (12.0, "1 year"),
            (30.0, "2 years and 6 months"),
            (13.0, "1 year and 1 month"),
            (120.2, "10 years"),
        ];
        for (months, words) in cases {
            assert_eq!(duration(months), words);
        }
    }

    #[test]
    fn a_range_of_years_is_written_with_to() {
        assert_eq!(years_range(3.0, 5.0), "3 to 5 years");
        assert_eq!(years_range(1.0, 1.0), "1 year");
        assert_eq!(years_range(0.5, 2.0), "0.5 to 2 years");
    }
}
