//! Numbers and pounds read out of sentences.

/// The number that begins a text, thousands' commas allowed.
pub fn leading_number(text: &str) -> Option<f64> {
    let text = text.trim_start_matches('+');
    let end = text.find(|c: char| !(c.is_ascii_digit() || ",.-".contains(c))).unwrap_or(text.len());
    let digits = text[..end].trim_end_matches(['.', ',']).replace(',', "");
    digits.parse().ok()
}

pub fn after<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    text.split_once(mark).map(|(_, rest)| rest)
}

pub fn number_after(text: &str, mark: &str) -> Result<f64, String> {
    after(text, mark).and_then(leading_number).ok_or_else(|| format!("no number after {mark:?}: {text}"))
}

pub fn near(told: f64, real: f64, share: f64, what: &str) -> Result<(), String> {
    let allowed = share * real.abs() + 1e-9;
    if (told - real).abs() <= allowed { Ok(()) } else { Err(format!("{what}: told {told}, is {real}")) }
}

pub fn ensure(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

/// Pounds and their side: `£1,300 less`.
pub fn pounds(text: &str) -> Option<f64> {
    if text.starts_with("no more") {
        return Some(0.0);
    }
    let rest = text.strip_prefix('\u{a3}')?;
    if leading_number(rest) == Some(0.0) {
        return Some(0.0);
    }
    let [less, more] = [" less", " more"].map(|side| rest.find(side).unwrap_or(usize::MAX));
    let value = rest.get(..less.min(more))?;
    let million = if value.ends_with("million") { 1e6 } else { 1.0 };
    let size = leading_number(value)? * million;
    Some(if less < more { -size } else { size })
}

/// The number as it stands after a mark.
pub fn told_text<'a>(text: &'a str, mark: &str) -> &'a str {
    after(text, mark).unwrap_or("")
}

/// What the last digit of the number that begins a text is worth.
pub fn last(text: &str) -> f64 {
    let text = text.trim_start_matches('+');
    let end = text.find(|c: char| !(c.is_ascii_digit() || ",.-".contains(c))).unwrap_or(text.len());
    let decimals = text[..end].trim_end_matches(['.', ',']).split_once('.').map_or(0, |(_, rest)| rest.len());
    libm::pow(10.0, -(decimals as f64))
}

/// Whether `3 of 20`, `69 of 200` is the share of so many histories that it is said to be: each of them is counted.
pub fn counted(rest: &str, share: f64, n: usize) -> Result<(), String> {
    let of = number_after(rest, " of ")?;
    ensure(of == n as f64, &format!("of {of} histories, of {n}"))?;
    let told = leading_number(rest).ok_or(rest)?;
    ensure((told - share * of).abs() <= 0.5 + 1e-9, &format!("{told} of {of}, is {share}: {rest}"))
}
