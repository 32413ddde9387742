//! Months, financial years and quarters. Model time is months since the study began, as `f64`
//! with the day as a fraction.
