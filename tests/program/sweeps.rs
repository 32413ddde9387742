//! What a sweep says on its page and on the terminal, read back against its tables by a reader that shares no code with what wrote it,
//! but for statistics.

use std::collections::BTreeSet;

use swplab::evidence::Evidence;
use swplab::statistics::{Summary, holm};

use crate::page::plain;
use crate::place::{Place, Row, assert_exit, defined, stdout};

const SWEEP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/sweep.toml");

/// A sweep that was lived: page without markup, page, terminal and tables.
struct Lived {
    place: Place,
    text: String,
    page: String,
    terminal: String,
    cells: Vec<Row>,
    /// Headlines that are defined of the remit, by rising number: id and title.
    headlines: Vec<(String, String)>,
}

fn lower_first(title: &str) -> String {
    title[..1].to_lowercase() + &title[1..]
}

fn lived(more: &[&str]) -> Lived {
    let place = Place::empty();
    let ran = place.swplab(&[&["sweep", SWEEP, "--out", "out"], more].concat());
    assert_exit(&ran, 0);
    let page = place.read("out/report.html");
    let page = page[page.find("<main").unwrap()..].to_owned();
    let mut headlines: Vec<(u32, String, String)> = place
        .rows("out/indicators.csv")
        .into_iter()
        .filter_map(|row| {
            Some((row["headline"].parse().ok()?, row["indicator"].clone(), row["title"].clone()))
        })
        .filter(|(at, ..)| *at > 0)
        .collect();
    headlines.sort();
    let cells = place.rows("out/cells.csv");
    let is_defined = |id: &str| {
        cells.iter().any(|row| {
            row["unit"] == "remit" && row["indicator"] == id && defined(row, "difference_mean").is_some()
        })
    };
    headlines.retain(|(_, id, _)| is_defined(id));
    Lived {
        text: plain(&page),
        page,
        terminal: stdout(&ran).replace('\u{2212}', "-"),
        cells,
        headlines: headlines.into_iter().map(|(_, id, title)| (id, title)).collect(),
        place,
    }
}

impl Lived {
    /// Rows of the remit that have a difference from the first combination.
    fn of<'a>(&'a self, indicator: &'a str) -> impl Iterator<Item = &'a Row> {
        self.cells.iter().filter(move |row| {
            row["unit"] == "remit"
                && row["indicator"] == indicator
                && row["cell"] != "0"
                && defined(row, "difference_mean").is_some()
        })
    }

    /// Combinations and headlines that are told apart, by Holm over all of them.
    fn apart(&self) -> BTreeSet<(String, String)> {
        let rows: Vec<&Row> = self.headlines.iter().flat_map(|(id, _)| self.of(id)).collect();
        let p = |row: &&Row| {
            let (mean, sd) =
                (defined(row, "difference_mean").unwrap(), defined(row, "difference_sd").unwrap());
            let n = defined(row, "difference_n").unwrap() as usize;
            if mean == 0.0 { f64::NAN } else { Summary::from_moments(n, mean, sd).p_value() }
        };
        let adjusted = holm(&rows.iter().map(p).collect::<Vec<_>>());
        let told = rows.iter().zip(adjusted).filter(|(_, p)| *p < 0.05);
        told.map(|(row, _)| (row["cell"].clone(), row["indicator"].clone())).collect()
    }

    fn titles_apart(&self) -> Vec<String> {
        let apart = self.apart();
        let is_apart = |id: &str| apart.iter().any(|(_, of)| of == id);
        self.headlines.iter().filter(|(id, _)| is_apart(id)).map(|(_, title)| lower_first(title)).collect()
    }

    /// The farthest row of a headline: of those told apart, else of all.
    fn farthest<'a>(&'a self, id: &'a str) -> &'a Row {
        let apart = self.apart();
        let far = |row: &&Row| defined(row, "difference_mean").unwrap().abs();
        let is_told = |row: &&Row| apart.contains(&(row["cell"].clone(), id.to_owned()));
        let told = self.of(id).filter(is_told).max_by(|a, b| far(a).total_cmp(&far(b)));
        told.or_else(|| self.of(id).max_by(|a, b| far(a).total_cmp(&far(b)))).unwrap()
    }

    /// The first sentence of the answer.
    fn answer(&self) -> String {
        let answer =
            self.page.split("<div class=\"answer\">").nth(1).unwrap().split("</div>").next().unwrap();
        plain(answer).trim().to_owned()
    }

    /// What stands behind a bold word up to the end of its line.
    fn said(&self, name: &str) -> String {
        let rest = self.page.split_once(&format!("<strong>{name}</strong>"));
        let rest = rest.unwrap_or_else(|| panic!("no {name:?}")).1;
        plain(rest.split("</li>").next().unwrap()).trim().to_owned()
    }

    /// Ids of figures before the appendix and in it, each with its title.
    fn figures(&self) -> [Vec<(String, String)>; 2] {
        let (before, below) = self.page.split_once("<h2 id=\"appendix\"").expect("an appendix");
        [before, below].map(|part| {
            let figures = part.split("<figure id=\"").skip(1).map(|figure| {
                let title = figure.split("<h3>").nth(1).unwrap().split("</h3>").next().unwrap();
                (figure.split('"').next().unwrap().to_owned(), plain(title))
            });
            figures.collect()
        })
    }

    /// What is false of the first sentence.
    fn false_of(&self, answer: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let told = self.titles_apart();
        for (_, title) in &self.headlines {
            if answer.contains(&lower_first(title)) != told.contains(&lower_first(title)) {
                faults.push(format!("{title}: {answer}"));
            }
        }
        if answer.contains("Nothing is told apart") != told.is_empty() {
            faults.push(format!("told apart are {told:?}: {answer}"));
        }
        for (id, title) in &self.headlines {
            let Some(rest) = answer.split(&format!("{}, ", lower_first(title))).nth(1) else { continue };
            if !rest.starts_with("lower by ") && !rest.starts_with("higher by ") {
                continue;
            }
            let mean = defined(self.farthest(id), "difference_mean").unwrap();
            let word = rest.split(' ').nth(2).unwrap();
            if rest.starts_with("lower") != (mean < 0.0) || !is_printed(word, mean.abs()) {
                faults.push(format!("{title} is {mean}: {answer}"));
            }
        }
        faults
    }
}

/// Whether a number stands there rounded as it is printed.
fn is_printed(word: &str, value: f64) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit() && c != '-').replace(['£', ','], "");
    let decimals = word.split_once('.').map_or(0, |(_, after)| after.len());
    let told: f64 = word.parse().unwrap_or(f64::NAN);
    (told - value).abs() <= 0.5 * 10_f64.powi(-(decimals as i32)) + 1e-9
}

/// Pounds as they are told to three figures.
fn is_of_pounds(told: &str, value: f64) -> bool {
    let digits: String = told.chars().filter(char::is_ascii_digit).collect();
    let told: f64 = digits.parse().unwrap();
    (told - value.abs()).abs() <= 0.0051 * value.abs() + 0.5
}

/// Words of the program that no director uses.
fn of_the_program(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '_');
    let known = ["cell", "cells", "replication", "replications", "factor", "factors", "arm", "arms"];
    words
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| known.contains(word) || word.contains('_'))
        .collect()
}

#[test]
fn few_histories_that_tell_nothing_apart_are_said_to_be_few_before_all_else() {
    let own = lived(&[]);
    assert_eq!(own.apart(), BTreeSet::new());
    assert_eq!(own.answer(), "Nothing is told apart: 12 histories are few.");
    assert_eq!(own.false_of(&own.answer()), Vec::<String>::new());
    let wrong = "Told apart from 2 years: disruptions, lower by 0.1 per 100 child-years at 5 years.";
    assert!(!own.false_of(wrong).is_empty());
    // The question of the file heads page and terminal, and the answer follows.
    let question = "Which term and which time between reviews go together?";
    assert!(own.page.contains(&format!("</h1>\n<p class=\"inset\">{question}</p>")));
    let told: Vec<&str> = own.terminal.lines().collect();
    assert_eq!(told[..2], [question, "Nothing is told apart: 12 histories are few."]);
    // No figure without a finding stands before the appendix; those say what they show.
    let [before, below] = own.figures();
    assert_eq!(before, []);
    assert_eq!(below.len(), 2 * own.headlines.len());
    for (id, title) in &below {
        let is_map =
            id.starts_with("map-") && title.contains(": average differences by length of the contract");
        assert!(is_map || title.ends_with(": nothing is told apart"), "{id}: {title}");
    }
    // So few histories have no middle nine of ten.
    assert!(own.said("Single histories.").starts_with("12 histories are too few"));
    assert!(!own.text.contains("middle 90% of the histories") && !own.text.contains("middle history"));
}

#[test]
fn what_is_told_apart_has_its_figure_and_its_numbers_are_those_of_the_tables() {
    let own = lived(&[
        "--vary",
        "contract.term_years=2,5",
        "--vary",
        "contract.review_months=3,12",
        "--replications",
        "60",
    ]);
    let told = own.titles_apart();
    assert!(!told.is_empty() && told.len() < own.headlines.len(), "{told:?}");
    let answer = own.answer();
    assert_eq!(own.false_of(&answer), Vec::<String>::new());
    let side =
        if answer.contains("lower by") { ("lower by", "higher by") } else { ("higher by", "lower by") };
    assert!(!own.false_of(&answer.replacen(side.0, side.1, 1)).is_empty(), "{answer}");
    assert!(answer.ends_with("60 histories are few."), "{answer}");
    assert_eq!(own.terminal.lines().nth(1), Some(answer.as_str()));
    // Figures before the appendix are those of the outcomes that are told apart.
    let [before, below] = own.figures();
    let ids: Vec<String> = own
        .headlines
        .iter()
        .filter(|(_, title)| told.contains(&lower_first(title)))
        .map(|(id, _)| format!("response-{}", id.replace('_', "-")))
        .collect();
    assert_eq!(
        before.iter().map(|(id, _)| id.clone()).collect::<BTreeSet<_>>(),
        ids.iter().cloned().collect()
    );
    assert!(before.len() <= 8 && before.iter().all(|(_, title)| title.contains("told apart from none")));
    assert_eq!(before.len() + below.len(), 2 * own.headlines.len());
    // The one panel that holds the combination of all comparisons says so.
    for (id, _) in &before {
        let figure = own.page.split(&format!("<figure id=\"{id}\">")).nth(1).unwrap();
        let drawing = plain(figure.split("<svg").nth(1).unwrap().split("</svg>").next().unwrap());
        let words = drawing.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words.matches("2 years: what the others are compared with").count(), 1, "{id}: {words}");
    }
    // How far single histories lie from the average of the outcome that leads, and of cost.
    for (name, id) in [("Single histories.", "worker_changes"), ("What it costs.", "cost_per_child_year")] {
        let row = own.farthest(id);
        let said = own.said(name);
        let rest = said
            .split("In the middle 90% of 60 histories the difference is ")
            .nth(1)
            .unwrap_or_else(|| panic!("{said}"));
        let words: Vec<&str> = rest.split(' ').collect();
        for (word, column) in [(words[0], "difference_q05"), (words[2], "difference_q95")] {
            let value = defined(row, column).unwrap();
            assert!(is_printed(&word.replace('£', ""), value), "{word} is not {value}: {said}");
        }
    }
    // Where the middle history is the same, it is said of these outcomes, with the histories in which the service never opens.
    let is_nought = |row: &Row| {
        defined(row, "difference_q50") == Some(0.0)
            && ["difference_q05", "difference_q95"].iter().any(|end| defined(row, end) != Some(0.0))
    };
    let nought: Vec<String> = own
        .headlines
        .iter()
        .filter(|(id, _)| own.of(id).any(is_nought))
        .map(|(_, title)| lower_first(title))
        .collect();
    let single = own.said("Where nothing moves.");
    let clause = single
        .split("differs by nothing at some combinations, in ")
        .nth(1)
        .expect("a middle history of none");
    let clause = clause.split(':').next().unwrap();
    let is_all = nought.len() == own.headlines.len();
    assert_eq!(clause == "every outcome", is_all, "{clause}");
    for (_, title) in own.headlines.iter().filter(|_| !is_all) {
        let title = lower_first(title);
        assert_eq!(clause.contains(&title), nought.contains(&title), "{title}: {clause}");
    }
    let held = own
        .cells
        .iter()
        .find(|row| row["unit"] == "practice" && row["indicator"] == "held_by_practice" && row["cell"] == "0")
        .unwrap();
    let never = 60.0 - defined(held, "n").unwrap();
    assert!(
        never > 0.0
            && single.contains(&format!("In {never} of 60 histories the service opens with no combination.")),
        "{single}"
    );
}

#[test]
fn what_the_whole_authority_pays_is_its_total_a_year() {
    let own = lived(&[]);
    let said = own.said("What it costs.");
    let cell = &own.farthest("cost_per_child_year")["cell"];
    let is_of =
        |row: &&Row| row["cell"] == *cell && row["unit"] == "authority" && row["indicator"] == "cost_total";
    let total = own.cells.iter().find(is_of).unwrap();
    let a_year = |column: &str| 1e6 * defined(total, column).unwrap() / 6.0;
    let rest = said.split("The whole authority, care leavers included, pays ").nth(1).unwrap();
    let words: Vec<&str> = rest.split(' ').collect();
    let mean = a_year("difference_mean");
    assert!(is_of_pounds(words[0], mean) && (words[1] == "less") == (mean < 0.0), "{mean}: {said}");
    let interval: Vec<&str> = rest.split("95% interval ").nth(1).unwrap().split(' ').collect();
    for (at, column) in [(0, "difference_low"), (3, "difference_high")] {
        let value = a_year(column);
        assert!(is_of_pounds(interval[at], value), "{value}: {said}");
        assert_eq!(interval[at + 1].trim_end_matches(',') == "less", value < 0.0, "{value}: {said}");
    }
    let is_apart = a_year("difference_low") > 0.0 || a_year("difference_high") < 0.0;
    assert_eq!(said.contains("read alone: not told apart from none"), !is_apart, "{said}");
    // No question is forced in a sweep, and what forces them is a command.
    assert!(own.said("What is contested.").contains("swplab run FILE"));
}

/// Warnings of the terminal stand on the page, by the combinations that draw them, with what every report says of its limits.
#[test]
fn limits_stand_on_the_page_and_the_words_are_those_of_a_director() {
    let own = lived(&[]);
    let months = Evidence::embedded().find("contract.mobilisation.planned").unwrap().value;
    let end = months / 12.0 + 5.0;
    let said = format!(
        "With 5 years the first term ends about {end:.1} years after the start, and 6 years are lived: what its end does to children is hardly felt. With {} years three would follow it.",
        (end + 3.0).ceil()
    );
    let limits = own.text.split("\nLimits\n").nth(2).or_else(|| own.text.split("\nLimits\n").nth(1)).unwrap();
    let limits = limits.split("How to repeat it").next().unwrap();
    assert!(limits.contains(&said), "{limits}");
    assert!(own.terminal.contains(&format!("Limit. {said}\n")), "{}", own.terminal);
    // Long enough, nothing is said.
    own.place.write(
        "long.toml",
        &std::fs::read_to_string(SWEEP).unwrap().replace("horizon_years = 6", "horizon_years = 9"),
    );
    let long = own.place.swplab(&["sweep", "long.toml", "--replications", "1", "--out", "long"]);
    assert_exit(&long, 0);
    assert!(
        !stdout(&long).contains("Limit.") && !own.place.read("long/report.html").contains("is hardly felt")
    );
    assert!(stdout(&long).contains("Nothing is told apart: one history cannot tell a difference from luck."));
    // What a run says of every study.
    own.place.write("run.toml", std::fs::read_to_string(SWEEP).unwrap().split("[sweep]").next().unwrap());
    let run = ["run", "run.toml", "--replications", "2", "--no-contested", "--quiet", "--out", "run"];
    assert_exit(&own.place.swplab(&run), 0);
    let page = own.place.read("run/report.html");
    let part = page.split("Limits of every such study").nth(1).unwrap().split("</ul>").next().unwrap();
    let standing: Vec<String> =
        part.split("<li>").skip(1).map(|item| plain(item.split("</li>").next().unwrap())).collect();
    assert!(standing.len() > 4);
    for one in &standing {
        assert!(limits.contains(one.as_str()), "{one}");
    }
    // Words: before the limits of every study and the appendix, and on the terminal.
    let first = own.text.split(standing[0].as_str()).next().unwrap();
    assert_eq!(of_the_program(first), Vec::<&str>::new());
    assert_eq!(of_the_program(&own.terminal.replace("/out/", "/")), Vec::<&str>::new());
    for text in [first, &own.terminal] {
        assert!(text.contains("12 months between reviews") && !text.contains("months between reviews 12"));
        assert!(text.contains("5 years with 12 months between reviews"));
    }
    assert_eq!(
        of_the_program("none of 5 cells of the factor contract.term_years"),
        ["cells", "factor", "contract.term_years"]
    );
}

/// Of points, of which none is varied alone, and of three that are varied together.
#[test]
fn points_and_three_that_are_varied_are_told_by_the_same_rules() {
    let points = [
        "--vary",
        "contract.term_years=2..5",
        "--vary",
        "contract.review_months=3,12",
        "--design",
        "sobol",
        "--points",
        "8",
        "--replications",
        "30",
    ];
    let three = [
        "--vary",
        "contract.term_years=2,5",
        "--vary",
        "contract.review_months=3,12",
        "--vary",
        "practice.size=60,148",
    ];
    for more in [&points[..], &three] {
        let own = lived(more);
        assert_eq!(own.false_of(&own.answer()), Vec::<String>::new(), "{more:?}");
        assert!(!own.titles_apart().is_empty(), "{more:?}");
        let [before, below] = own.figures();
        assert!((1..=8).contains(&before.len()), "{before:?}");
        for (id, title) in before.iter().chain(&below) {
            let of = own.headlines.iter().find(|(_, known)| title.contains(known.as_str())).unwrap();
            let is_told = own.titles_apart().contains(&lower_first(&of.1));
            let is_before = before.iter().any(|(known, _)| known == id);
            assert!(is_told || !is_before, "{id}: {title}");
            assert!(!title.ends_with("nothing is told apart") || !is_before, "{id}: {title}");
        }
        assert!(!own.terminal.contains("0.000 per"), "{}", own.terminal);
    }
}
