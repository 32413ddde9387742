//! A question of a place as a short scenario: what differs from the defaults, and a remark where a word is first met.

use super::place::Place;
use super::topic::Topic;
use crate::evidence::Evidence;

/// The first 31 March after personal advisers served care leavers to 25 (Children and Social Work Act 2017).
const TO_25_SINCE: u32 = 2018;
/// The year of the default start of a study.
const DEFAULT_YEAR: u32 = 2011;
/// Young people of the practice of which most is known, Evolve YP (summit report, paragraph 123).
const EVOLVE_YP: f64 = 148.0;
/// A practice is a part of its authority: no more than one of so many children.
const AT_MOST_ONE_OF: f64 = 3.0;
/// Parts of the cases for which a place has a post now that the question of caseload asks about.
const FEWER: f64 = 7.0 / 8.0;
const LEAST: f64 = 3.0 / 4.0;

/// Young people of the service that is asked about.
fn size(place: &Place) -> u32 {
    (place.children / AT_MOST_ONE_OF).clamp(1.0, EVOLVE_YP) as u32
}

/// A text of a question with what it says of the place.
fn of_place(text: &str, place: &Place) -> String {
    let cases = |share: f64| libm::round(share * place.cases).max(1.0).to_string();
    let [all, fewer, least] = [cases(1.0), cases(FEWER), cases(LEAST)];
    [
        ("PLACE", place.words.as_str()),
        ("SIZE", &size(place).to_string()),
        ("CASES", &all),
        ("FEWER", &fewer),
        ("LEAST", &least),
    ]
    .iter()
    .fold(text.to_owned(), |text, (word, value)| text.replace(word, value))
}

fn value(id: &str) -> f64 {
    let quantities = Evidence::embedded().quantities();
    quantities.iter().find(|quantity| quantity.id == id).map_or(f64::NAN, |quantity| quantity.value)
}

/// The text of a scenario.
pub fn scenario(topic: Topic, place: &Place) -> String {
    let asked = topic.asked();
    let (word, words, year) = (topic.word(), &place.words, place.year);
    let quoted = |text: String| toml::Value::String(text);
    let question = of_place(asked.question, place);
    let mut text = format!(
        "#:schema ./swplab.schema.json\n\
         # `swplab new --place {} --about {word}` wrote this; what is left out keeps its default. `swplab new FILE` lists every\n\
         # field, and `swplab schema > swplab.schema.json` lets an editor complete them. Then: swplab check FILE, swplab run FILE\n\
         title = {}\nquestion = {}\nauthorities = [{}] # {:.0} children looked after on 31 March {year}\n",
        place.stem(),
        quoted(format!("{words}: {}", asked.title)),
        quoted(question),
        quoted(place.profile.clone()),
        place.children,
    );
    text += "# Who will come is told by the published years that `check` lists; authority.starts_from leaves out earlier ones. What is\n\
             # not known is drawn anew in each history, from the posterior of this year where there is one (docs/calibration.md).\n\
             [study]\n";
    if year != DEFAULT_YEAR {
        text += &format!("start = \"{year}-03-31\"\n");
    }
    text += &format!("horizon_years = {} # {}\n", asked.years, asked.why_years);
    if year >= TO_25_SINCE {
        text += "[in_house]\nserve_to_age = 25 # care leavers, since 2018\n";
    }
    if asked.has_practice {
        text.push('\n');
        text += &practice(place);
        if !asked.contract.is_empty() {
            text += &format!("[contract]\n{}", asked.contract);
        }
        text += "\n# Without a practice, `practice = []`: the authority's own teams serve everybody. The others are compared with this.\n\
                 [[arms]]\nname = \"As it is\"\nset = { practice = [] }\n\n";
    } else {
        text += "\n# No practice: the authority's own teams serve everybody. The others are compared with this.\n\
                 [[arms]]\nname = \"As it is\"\n\n";
    }
    text + &of_place(asked.arms, place)
}

/// A practice with as many cases for each worker as the own teams of the place.
fn practice(place: &Place) -> String {
    let size = size(place);
    let holders = libm::round(f64::from(size) / place.cases).max(1.0);
    let advisers = libm::floor(holders * value("practice.care-leavers-share"));
    let each = libm::round(f64::from(size) / holders);
    let with = if advisers > 0.0 { "with the advisers " } else { "" };
    let mut text = format!(
        "[[practice]]\nname = \"Practice\"\nsize = {size} # young people, care leavers among them\n\
         social_workers = {} # {with}{each} cases for each, where own teams have posts for about {:.0}: caseload is not the question\n",
        holders - advisers,
        place.cases,
    );
    if advisers > 0.0 {
        text += &format!("personal_advisers = {advisers}\n");
    }
    if place.year >= TO_25_SINCE {
        text += "serve_to_age = 25\n";
    }
    text
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;
    use crate::scenario::declaration::{Absent, FIELDS};
    use crate::scenario::{Document, ProfileFiles};

    fn places() -> Vec<Place> {
        let names = ["kent-2025", "rutland-2025", "staffordshire-2011"];
        names.iter().map(|name| Place::read(name).unwrap()).collect()
    }

    #[test]
    fn the_question_of_caseload_asks_for_fewer_cases_than_there_are_posts_for() {
        for place in places() {
            let text = scenario(Topic::Caseload, &place);
            let asked: Vec<f64> = text
                .lines()
                .filter_map(|line| {
                    line.strip_prefix("set = { \"in_house.caseload\" = ")?.strip_suffix(" }")?.parse().ok()
                })
                .collect();
            assert!(asked.len() == 2 && asked[1] < asked[0] && asked[0] < place.cases - 0.5, "{text}");
        }
    }

    #[test]
    fn every_question_is_short_in_order_and_has_an_arm_without_a_practice() {
        for place in places() {
            for topic in Topic::value_variants() {
                let text = scenario(*topic, &place);
                assert!(text.lines().count() < 40, "{text}");
                assert!(text.lines().all(|line| line.chars().count() <= 150), "{text}");
                let files = ProfileFiles::Beside(std::path::PathBuf::new());
                let document = Document::parse("a.toml", "a".to_owned(), files, text.as_bytes()).unwrap();
                let (scenario, warnings) =
                    document.scenario().unwrap_or_else(|faults| panic!("{faults}\n{text}"));
                assert!(warnings.is_empty(), "{text}\n{warnings:?}");
                let practices = |arm: usize| scenario.arms[arm].alternative.practices.len();
                assert_eq!(practices(0), 0, "{text}");
                assert_eq!(usize::from(topic.asked().has_practice), practices(1), "{text}");
                assert_eq!(scenario.replications, 200);
            }
        }
    }

    /// What equals its default may stand where it is the question alone.
    #[test]
    fn no_field_is_written_that_equals_its_default() {
        let question = ["term_years = 3"];
        for place in places() {
            for topic in Topic::value_variants() {
                let text = scenario(*topic, &place);
                let mut section = String::new();
                for line in text.lines().map(|line| line.split(" #").next().unwrap_or(line).trim()) {
                    if let Some(name) = line.strip_prefix('[') {
                        section = name.trim_matches(['[', ']']).to_owned();
                    }
                    let Some((key, value)) = line.split_once(" = ") else { continue };
                    let field = FIELDS.iter().find(|field| field.section == section && field.key == key);
                    let Some(field) = field else { continue };
                    let default = match field.absent {
                        Absent::Whole(number) => number.to_string(),
                        Absent::Number(number) => number.to_string(),
                        Absent::Flag(flag) => flag.to_string(),
                        Absent::Text(text) => format!("\"{text}\""),
                        Absent::Required | Absent::Open(_) => continue,
                    };
                    assert!(value != default || question.contains(&line), "{line} is as usual\n{text}");
                }
            }
        }
    }
}
