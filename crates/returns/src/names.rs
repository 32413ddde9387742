//! Names of authorities compared as a person would: what a council calls itself besides its place's name,
//! the order of words, capitals and signs make no difference.

use std::collections::{BTreeMap, BTreeSet};

use swplab_model::evidence::{Boundaries, nearest_of, profile_names, published};

/// Words that tell what an authority is, not which.
const KINDS: [&str; 20] = [
    "authority",
    "bc",
    "borough",
    "cc",
    "city",
    "council",
    "county",
    "dc",
    "district",
    "la",
    "lb",
    "lbc",
    "local",
    "mbc",
    "mdc",
    "metropolitan",
    "rb",
    "royal",
    "ua",
    "unitary",
];
/// Words that only join others.
const JOINS: [&str; 3] = ["and", "of", "the"];

/// The words of a name in small letters; letters with marks are those without.
fn words(name: &str) -> Vec<String> {
    let plain: String = name.chars().filter(|c| !matches!(c, '\'' | '’' | '`' | '.')).collect();
    let split = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    split.map(str::to_lowercase).collect()
}

/// The form in which two spellings of an authority's name are the same: "Bristol, City of",
/// "BRISTOL CITY COUNCIL" and "bristol" are one.
pub fn form(name: &str) -> String {
    let mut all = words(name);
    all.retain(|word| !JOINS.contains(&word.as_str()));
    let is_borough = all.iter().any(|word| ["borough", "lb", "lbc", "rb"].contains(&word.as_str()));
    let is_kind = |word: &String| KINDS.contains(&word.as_str()) || (word == "london" && is_borough);
    // "City of London" is called by nothing but such words.
    let has_others = all.iter().any(|word| !is_kind(word) && word != "london");
    if has_others {
        all.retain(|word| !is_kind(word));
    }
    all.sort();
    all.dedup();
    all.join(" ")
}

/// The department's three-digit codes, with the codes of the Office for National Statistics.
const DEPARTMENT: &str = include_str!("../../../evidence/authorities/department-codes.csv");

/// The code of the Office for National Statistics for one of the department's three digits.
fn of_department(digits: &str) -> Option<&'static str> {
    let lines = DEPARTMENT.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.filter_map(|line| line.split_once(',')).find(|(own, _)| *own == digits)?.1.split(',').next()
}

/// The department's three digits for an authority's name in any spelling; nothing for a name that no authority has.
pub fn department_code(name: &str) -> Option<&'static str> {
    let wanted = form(name);
    let lines = DEPARTMENT.lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut rows = lines.filter_map(|line| line.split_once(',')).filter_map(|(digits, rest)| {
        let (_, name) = rest.split_once(',')?;
        Some((digits, name))
    });
    // Dorset and Bournemouth have a code for each of their boundaries; the newest is the highest.
    let found = rows.by_ref().filter(|(_, own)| form(own) == wanted).max_by_key(|(digits, _)| *digits);
    found.map(|(digits, _)| digits)
}

/// The name of the authority of a code such as E06000010 or 810; what was written where it is no such code.
pub fn of_code(written: &str) -> &str {
    let code = written.trim().to_ascii_uppercase();
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let code = match code.split_at_checked(1) {
        Some(("E", digits)) if digits.len() == 8 && is_digits(digits) => code.as_str(),
        // A spreadsheet makes 810.0 of 810.
        _ => {
            let digits = code.strip_suffix(".0").unwrap_or(&code);
            match (digits.len() == 3 && is_digits(digits)).then(|| of_department(digits)).flatten() {
                Some(code) => code,
                None => return written,
            }
        }
    };
    let today = Boundaries::embedded().latest_code(code);
    let row = published().rows().find(|row| row.code == today);
    row.map_or(written, |row| row.name.as_str())
}

/// The profile that the program carries of an authority, by its name in any spelling or by its code: of the year that
/// is asked for, or the last.
pub fn profile(written: &str) -> Option<&'static str> {
    let (place, year) = of_year(written);
    let wanted = form(of_code(place));
    profiles(year).into_iter().find(|(own, _)| form(own) == wanted).map(|(_, name)| name)
}

/// Profiles that the program carries whose names hold every word that was written, at most three.
pub fn profiles_with(written: &str) -> Vec<&'static str> {
    let (place, year) = of_year(written);
    let all = profiles(year);
    let found = holding(of_code(place), all.keys().copied());
    found.into_iter().filter_map(|own| all.get(own).copied()).collect()
}

/// A place and the year that stands behind it.
fn of_year(written: &str) -> (&str, Option<&str>) {
    let split = written.trim().rsplit_once(['-', ' ']);
    let split = split.filter(|(_, year)| year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit()));
    split.map_or((written.trim(), None), |(place, year)| (place, Some(year)))
}

/// A profile of each place that the program carries: of a year, or the last.
fn profiles(year: Option<&str>) -> BTreeMap<&'static str, &'static str> {
    let mut found: BTreeMap<&str, (bool, &str)> = BTreeMap::new();
    for name in profile_names() {
        let Some((place, own)) = name.rsplit_once('-') else { continue };
        let best = found.entry(place).or_insert((false, ""));
        *best = (*best).max((year == Some(own), name));
    }
    found.into_iter().map(|(place, (_, name))| (place, name)).collect()
}

/// Names that somebody may have meant: those that hold every word that was written, the shortest first; else
/// those that are spelt nearly so.
pub fn meant<'a>(written: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> Vec<&'a str> {
    let found = holding(written, names.clone());
    if found.is_empty() { nearest_of(written, names) } else { found }
}

/// Names that hold every word that was written, or where none does every word that is spelt nearly so, the shortest first, at
/// most three.
fn holding<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let asked = form(written);
    let asked: Vec<&str> = asked.split(' ').filter(|word| !word.is_empty()).collect();
    let names: Vec<(&str, Vec<String>)> = names.into_iter().map(|name| (name, words(name))).collect();
    let with = |asked: &[Vec<&str>]| {
        let holds =
            |own: &[String]| asked.iter().all(|any| own.iter().any(|own| any.contains(&own.as_str())));
        let mut found: Vec<&str> =
            names.iter().filter(|(_, own)| !asked.is_empty() && holds(own)).map(|(name, _)| *name).collect();
        found.sort_by_key(|name| (words(name).len(), *name));
        found.dedup();
        found.truncate(3);
        found
    };
    let found = with(&asked.iter().map(|word| vec![*word]).collect::<Vec<_>>());
    if !found.is_empty() {
        return found;
    }
    let all: BTreeSet<&str> =
        names.iter().flat_map(|(_, own)| own).map(String::as_str).filter(|word| word.len() > 3).collect();
    let mut near: Vec<Vec<&str>> = Vec::new();
    for word in asked {
        near.push(if all.contains(word) { vec![word] } else { nearest_of(word, all.iter().copied()) });
    }
    with(&near)
}

/// " Did you mean A or B?", or nothing.
pub fn hint<'a>(written: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match meant(written, names) {
        near if near.is_empty() => String::new(),
        near => format!(" Did you mean {}?", near.join(" or ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use swplab_model::evidence::published;

    #[test]
    fn spellings_of_one_authority_are_one_and_no_two_authorities_are() {
        for (one, other) in [
            ("Bristol, City of", "BRISTOL CITY COUNCIL"),
            ("Kingston upon Hull, City of", "kingston-upon-hull"),
            ("Bath and North East Somerset", "Bath & North East Somerset"),
            ("St. Helens", "St Helens"),
            ("County Durham", "Durham"),
            ("London Borough of Southwark", "Southwark"),
            ("Royal Borough of Kingston upon Thames", "Kingston Upon Thames"),
            ("City of London", "London, City of"),
        ] {
            assert_eq!(form(one), form(other), "{one}");
        }
        for year in 2021..=2025 {
            let mut forms: Vec<String> = published().of_year(year).map(|row| form(&row.name)).collect();
            let count = forms.len();
            forms.sort();
            forms.dedup();
            assert_eq!(forms.len(), count);
        }
    }

    #[test]
    fn whole_words_go_before_letters_that_look_alike() {
        let names = ["Solihull", "Kingston upon Hull, City of", "Kingston upon Thames", "Somerset"];
        assert_eq!(meant("Hull", names), ["Kingston upon Hull, City of"]);
        assert_eq!(meant("Hull City Council", names), ["Kingston upon Hull, City of"]);
        assert_eq!(meant("Sommerset", names), ["Somerset"]);
        assert!(meant("Atlantis", names).is_empty());
    }

    #[test]
    fn a_profile_is_found_by_any_spelling_or_code_and_hinted_at_by_a_whole_word() {
        for (written, profile) in [
            ("city of bristol", "bristol-2025"),
            ("Telford & Wrekin", "telford-and-wrekin-2025"),
            ("London Borough of Hammersmith & Fulham 2021", "hammersmith-and-fulham-2021"),
            ("E06000010", "kingston-upon-hull-2025"),
            ("e06000010 2021", "kingston-upon-hull-2021"),
            ("810", "kingston-upon-hull-2025"),
            ("886.0", "kent-2025"),
            ("838-2022", "dorset-2022"),
        ] {
            assert_eq!(super::profile(written), Some(profile), "{written}");
        }
        assert_eq!(super::profile("Newcastle"), None);
        assert_eq!(profiles_with("Newcastle"), ["newcastle-upon-tyne-2025"]);
        assert_eq!(profiles_with("Richmond 2021"), ["richmond-upon-thames-2021"]);
        assert_eq!(profiles_with("Southend"), ["southend-on-sea-2025"]);
        assert!(profiles_with("Atlantis").is_empty() && profiles_with("999").is_empty());
        assert_eq!(profiles_with("886-2021"), ["kent-2021"]);
        assert_eq!(profiles_with("Westmoreland"), ["westmorland-and-furness-2025"]);
        assert!(profiles_with("Bornemouth")[0].starts_with("bournemouth-"));
    }

    #[test]
    fn the_departments_code_and_the_name_lead_to_each_other() {
        for (name, code) in [
            ("Kent", "886"),
            ("Kingston upon Hull, City of", "810"),
            ("dorset council", "838"),
            ("Birmingham", "330"),
        ] {
            assert_eq!(department_code(name), Some(code), "{name}");
            assert_eq!(form(of_code(code)), form(name), "{code}");
        }
        assert_eq!((department_code("Atlantis"), of_code("000"), of_code("8860")), (None, "000", "8860"));
        for row in published().of_year(2025) {
            assert!(department_code(&row.name).is_some(), "{}", row.name);
        }
    }
}
