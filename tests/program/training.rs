//! What the model says in the notes for trainers: lines of what was seen in a scenario, from the head of its file; what a
//! handout says of them; and that no sentence of notes and tours says otherwise.

use std::path::Path;
use std::sync::OnceLock;

use swplab::evidence::Evidence;
use swplab::scenario::{Document, Scenario};

use crate::toured::{ending, half_ways};

/// A file of the repository.
pub fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// What was seen in a scenario, line by line without its mark.
fn head(scenario: &str) -> Vec<String> {
    let text = file(&format!("scenarios/{scenario}.toml"));
    text.lines().filter_map(|line| line.strip_prefix('#')).map(|line| line.trim_end().to_owned()).collect()
}

/// Lines of the named measures of a unit, as a list.
fn seen(scenario: &str, unit: &str, titles: &[&str]) -> String {
    seen_in(&head(scenario), (scenario, unit), titles)
}

fn seen_in(lines: &[String], (scenario, unit): (&str, &str), titles: &[&str]) -> String {
    let begins = lines
        .iter()
        .position(|line| line.trim_start().starts_with(unit))
        .unwrap_or_else(|| panic!("{scenario}: no {unit}"));
    // A unit ends with the second empty line: the first stands below its name.
    let ends = begins
        + 2
        + lines[begins + 2..].iter().position(|line| line.is_empty()).unwrap_or(lines.len() - begins - 2);
    let mut list = String::new();
    for title in titles {
        let at = begins
            + lines[begins..ends]
                .iter()
                .position(|line| line.starts_with(&format!(" {title} (")))
                .unwrap_or_else(|| panic!("{scenario}: no {title} of {unit}"));
        list += &format!("- {}\n", lines[at].trim());
        let of_arms = lines[at + 1..ends].iter().take_while(|line| line.starts_with("   "));
        for line in of_arms {
            let deep = line.starts_with("     ");
            list += &format!("{}- {}\n", if deep { "    " } else { "  " }, line.trim());
        }
    }
    list.trim_end().to_owned()
}

/// Document, name and text of every generated list of the notes.
pub fn blocks() -> Vec<(&'static str, &'static str, String)> {
    static BLOCKS: OnceLock<Vec<(&str, &str, String)>> = OnceLock::new();
    BLOCKS.get_or_init(made).clone()
}

fn made() -> Vec<(&'static str, &'static str, String)> {
    lists().into_iter().map(|(document, name, text)| (document, name, hardly_any(&text))).collect()
}

/// A share that is rounded to nothing may be one history of the 200 that the notes are of, and the page counts it.
fn hardly_any(text: &str) -> String {
    text.replace(" in 0% of histories", " in at most 1 of 200 histories")
        .replace(" in 0%", " in at most 1 of 200")
}

fn lists() -> Vec<(&'static str, &'static str, String)> {
    let whole = "Whole authority";
    let remit = "Children of the remit, mean";
    vec![
        (
            "docs/training/culture-change.md",
            "training-culture",
            seen(
                "culture-change",
                whole,
                &[
                    "Culture of learning and practice",
                    "Direct work",
                    "Relationship between child and case holder",
                    "Changes of case holder",
                    "Turnover of case holders",
                ],
            ),
        ),
        (
            "docs/training/moving-house.md",
            "training-moving",
            seen("moving-house", remit, &["Changes of case holder", "Satisfaction of children and families"]),
        ),
        (
            "docs/training/moving-house.md",
            "training-moving-all",
            seen("moving-house", whole, &["Changes of case holder"]),
        ),
        (
            "docs/training/the-summits-debate.md",
            "training-debate",
            seen("summit-debate", remit, &["Direct work", "Changes of case holder"]),
        ),
        ("docs/training/culture-change.md", "training-managers", of_managers()),
        ("docs/training/culture-change.md", "handout-culture", handout_of_culture()),
        (
            "docs/training/moving-house.md",
            "handout-moving",
            [
                shown("moving-house"),
                for_all("moving-house", remit, "Changes of case holder", &["Consultation", "Workers move"]),
                for_all(
                    "moving-house",
                    remit,
                    "Satisfaction of children and families",
                    &["Consultation", "Workers move"],
                ),
                for_all("moving-house", whole, "Changes of case holder", &["Workers move"]),
                child_by_child("moving-house", "Workers move"),
            ]
            .join("\n"),
        ),
        (
            "docs/training/the-summits-debate.md",
            "handout-debate",
            [
                shown("summit-debate"),
                for_all("summit-debate", remit, "Direct work", &["the proponent's reading", "no practice"]),
                for_all(
                    "summit-debate",
                    remit,
                    "Changes of case holder",
                    &["the proponent's reading", "no practice"],
                ),
                child_by_child("summit-debate", "the proponent's reading"),
                child_by_child("summit-debate", "no practice"),
            ]
            .join("\n"),
        ),
    ]
}

/// Place, date, children and histories of a scenario.
fn shown(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{name}.toml"));
    let (scenario, _): (Scenario, _) = Document::read(&path).unwrap().scenario().unwrap();
    let authority = &scenario.arms[0].alternative.authorities[0].figures;
    format!(
        "- Shown: {}, with its published figures of {}; {} histories of {} years, made by the model swplab from `scenarios/{name}.toml`.",
        authority.name, scenario.start, scenario.replications, scenario.horizon_years
    )
}

/// What a field is to a reader, by its path.
const FIELDS: [(&str, &str); 6] = [
    ("in_house.shared_reviews", "reviews with shared information"),
    ("in_house.leadership", "the commitment and skill of leaders"),
    ("in_house.health_check", "a health check of the culture"),
    ("in_house.middle_management", "the openness of middle managers"),
    ("in_house.learning", "learning from mistakes"),
    ("in_house.cpd", "professional development"),
];

/// What two arms set apart from each other, in words and in the order of the fields.
fn apart(name: &str, one: &str, other: &str) -> Vec<&'static str> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{name}.toml"));
    let (scenario, _): (Scenario, _) = Document::read(&path).unwrap().scenario().unwrap();
    let [one, other] = [one, other].map(|arm| {
        let found = scenario.arms.iter().find(|known| known.name == arm);
        found.unwrap_or_else(|| panic!("{name}: no {arm}")).changes.clone()
    });
    let value = |set: &[(String, String)], path: &str| {
        set.iter().find(|(known, _)| known == path).map(|(_, value)| value.clone())
    };
    for (path, _) in one.iter().chain(&other) {
        assert!(FIELDS.iter().any(|(known, _)| known == path), "{path} has no words");
    }
    let differs = |(path, _): &&(&str, &str)| value(&one, path) != value(&other, path);
    FIELDS.iter().filter(differs).map(|(_, words)| *words).collect()
}

/// `one, two and three`.
fn listed(words: &[&str]) -> String {
    let (last, others) = words.split_last().unwrap();
    if others.is_empty() { (*last).to_owned() } else { format!("{} and {last}", others.join(", ")) }
}

/// Everything in which some arms differ from the first.
fn differing(scenario: &str, arms: &[&str]) -> String {
    let told = arms.iter().map(|arm| format!("{arm}: {}", listed(&apart(scenario, "As it is", arm))));
    format!("- What differs from As it is. {}.", told.collect::<Vec<_>>().join(". "))
}

/// A measure with the differences of some arms, in one line.
fn for_all(scenario: &str, unit: &str, title: &str, arms: &[&str]) -> String {
    let list = seen(scenario, unit, &[title]);
    let mut lines = list.lines();
    let first = lines.next().unwrap().trim_start_matches("- ");
    let lines: Vec<&str> = lines.collect();
    let told = arms.iter().map(|arm| {
        let own = format!("  - {arm}: ");
        let at = lines
            .iter()
            .position(|line| line.starts_with(&own))
            .unwrap_or_else(|| panic!("{title}: no {arm}"));
        let difference = &lines[at][own.len()..];
        let counts = lines.get(at + 1).and_then(|line| line.strip_prefix("    - "));
        counts.map_or_else(
            || format!("{arm} {difference}"),
            |counts| format!("{arm} {difference}{}", by_more(counts)),
        )
    });
    let whose = if unit.starts_with("Whole") {
        "all children of the authority"
    } else {
        "children whom the practice serves or would serve"
    };
    format!("- {first}, {whose}. Against it: {}.", told.collect::<Vec<_>>().join("; "))
}

/// In how many histories a difference is larger than what matters, apart from its mean: `by more than 0.25: better in 31%,
/// no matter in 69%, worse in 0% of histories`, or `in no history by more than 0.6`.
fn by_more(counts: &str) -> String {
    let Some((least, shares)) = counts.strip_prefix("by more than ").and_then(|told| told.split_once(": "))
    else {
        return format!(" ({counts})");
    };
    let shares: Vec<&str> = shares.trim_end_matches(" of histories").split(", ").collect();
    let share = |word: &str| {
        shares.iter().find_map(|one| one.strip_prefix(word)).unwrap_or_else(|| panic!("{counts}"))
    };
    format!(
        " (better by more than {least} in {} of histories, worse by more in {}, neither in {})",
        share("better in "),
        share("worse in "),
        share("no matter in ")
    )
}

/// How many children are better and worse off.
fn child_by_child(scenario: &str, arm: &str) -> String {
    let lines = head(scenario);
    let at = lines.iter().position(|line| line.starts_with(" Child by child, ")).unwrap();
    let own = format!("   {arm}: ");
    let line = lines[at..].iter().find_map(|line| line.strip_prefix(&own)).unwrap();
    let line = line.replacen(" children are", " children (those of one history, on average) are", 1);
    format!("- {}: {arm}: {line}.", lines[at].trim())
}

/// Managers alone, as the page finds them at the last step.
const MANAGERS: [&str; 2] = ["As it is", "Managers alone"];

/// How far managers come alone.
fn of_managers() -> String {
    static LIST: OnceLock<String> = OnceLock::new();
    let titles = [
        "Culture of learning and practice",
        "Direct work",
        "Relationship between child and case holder",
        "Changes of case holder",
        "Turnover of case holders",
    ];
    let list = || {
        let lines: Vec<String> =
            ending("culture-change", 5, MANAGERS).iter().map(|line| format!(" {line}")).collect();
        seen_in(&lines, ("managers alone", "Whole authority"), &titles)
    };
    LIST.get_or_init(list).clone()
}

/// The same for who was not there.
fn managers_in_a_line() -> String {
    let list = of_managers();
    let own = format!("  - {}: ", MANAGERS[1]);
    let told: Vec<String> = list
        .split("\n- ")
        .map(|measure| {
            let title = measure.trim_start_matches("- ").split(" (").next().unwrap();
            let told = measure.lines().find_map(|line| line.strip_prefix(&own)).unwrap();
            format!("{} {told}", lower(title))
        })
        .collect();
    format!("- Managers alone, with all else as it is: {}.", told.join("; "))
}

/// A mean difference that a list tells of an arm.
fn mean_in(list: &str, arm: &str) -> f64 {
    let own = format!("  - {arm}: ");
    let told = list.lines().find_map(|line| line.strip_prefix(&own)).unwrap();
    told.split([' ', ',']).next().unwrap().parse().unwrap()
}

fn handout_of_culture() -> String {
    const SCENARIO: &str = "culture-change";
    const WHOLE: &str = "Whole authority";
    let both = ["Leadership and reviews", "Leadership, reviews and managers"];
    let last = both[1];
    let slow =
        ["Culture of learning and practice", "Direct work", "Relationship between child and case holder"];
    let ways = half_ways(SCENARIO, 2, &["culture", "direct_hours", "relationship"]);
    let half = |(title, way): (&&str, &Option<String>)| {
        let way = way.as_ref().unwrap_or_else(|| panic!("{title}: no half of the way"));
        let (_, month) = way.split_once("is there in ").unwrap();
        format!("{} in {}", lower(title), month.split(',').next().unwrap())
    };
    let halves: Vec<String> = slow.iter().zip(&ways).map(half).collect();
    let groups = head(SCENARIO);
    let of_position = |position: &str| {
        let begins = format!(" Culture of learning and practice where H1 is {position} (");
        let at = groups.iter().position(|line| line.starts_with(&begins)).unwrap();
        let own = format!("   {last}: ");
        groups[at..].iter().find_map(|line| line.strip_prefix(&own)).unwrap()
    };
    let unseen = groups
        .iter()
        .position(|line| line.starts_with("   What it would not see in any of these years: "))
        .unwrap();
    let unseen: Vec<&str> =
        groups[unseen..].iter().take_while(|line| !line.is_empty()).map(|line| line.trim()).collect();
    let [without, with] = both.map(|arm| mean_of(SCENARIO, WHOLE, slow[0], arm));
    [
        shown(SCENARIO),
        differing(SCENARIO, &both),
        for_all(SCENARIO, WHOLE, slow[0], &both),
        format!(
            "- {} goes {:.0}% as far as {}. What it lacks: {}; of these the next line tells how far managers come alone.",
            both[0],
            100.0 * without / with,
            lower(last),
            listed(&apart(SCENARIO, both[0], last))
        ),
        managers_in_a_line(),
        format!("- With {}, half of what differs in the last year is there: {}.", lower(last), halves.join(", ")),
        for_all(SCENARIO, WHOLE, slow[1], &[last]),
        for_all(SCENARIO, WHOLE, "Changes of case holder", &[last]),
        format!(
            "- Single years of one place, year 1, 2, 4 and 8, would not tell from their ups and downs: {}",
            unseen.join(" ").rsplit_once(": ").unwrap().1
        ) + ".",
        child_by_child(SCENARIO, last),
        format!(
            "- It turns on H1, what an outside body is needed for. {last}, culture: {} where principles are all that is needed; {} where an outside body must open the way once; {} where it needs an outside body, of which there is none.",
            of_position("principles"), of_position("catalyst"), of_position("vehicle")
        ),
    ]
    .join("\n")
}

fn lower(title: &str) -> String {
    title[..1].to_lowercase() + &title[1..]
}

/// The mean difference of an arm.
fn mean_of(scenario: &str, unit: &str, title: &str, arm: &str) -> f64 {
    mean_in(&seen(scenario, unit, &[title]), arm)
}

#[test]
fn what_notes_tell_to_press_stands_on_the_page() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("lab/page");
    let of_page = std::fs::read_dir(page).unwrap().map(|entry| entry.unwrap().path());
    let of_page: String = of_page.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    // Units are named by the program.
    let units = file("src/cli/explain_words.rs");
    for (notes, scenario) in [
        ("culture-change", "culture-change"),
        ("moving-house", "moving-house"),
        ("the-summits-debate", "summit-debate"),
    ] {
        let known = [of_page.as_str(), &units, &file(&format!("scenarios/{scenario}.toml"))].concat();
        let text = file(&format!("docs/training/{notes}.md"));
        let quoted: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("| "))
            .flat_map(|line| line.split('"').skip(1).step_by(2))
            .collect();
        assert!(quoted.len() > 3, "{notes}");
        for words in quoted {
            assert!(known.contains(words), "{notes} names \"{words}\", which is not on the page");
        }
    }
}

#[test]
fn no_sentence_of_notes_and_tours_says_otherwise_than_the_numbers() {
    let whole = "Whole authority";
    let remit = "Children of the remit, mean";
    let culture = |arm| mean_of("culture-change", whole, "Culture of learning and practice", arm);
    let share = culture("Leadership and reviews") / culture("Leadership, reviews and managers");
    // "It goes about half as far", in the tour and in the notes; and what goes half as far lacks more than managers.
    assert!((0.4..=0.6).contains(&share), "{share:.2}");
    let lacks = apart("culture-change", "Leadership and reviews", "Leadership, reviews and managers");
    assert_eq!(lacks.len(), 3, "{lacks:?}");
    // "By less than half as much as leaders and reviews did", and told apart from nothing.
    let managers = of_managers();
    let part = mean_in(&managers, MANAGERS[1]) / culture("Leadership and reviews");
    assert!((0.15..0.5).contains(&part), "{part:.2}");
    assert!(!managers.lines().nth(1).unwrap().contains("cannot be told apart"), "{managers}");
    for text in [file("scenarios/culture-change.toml"), file("docs/training/culture-change.md")] {
        assert!(text.contains("about half as far") && !text.contains("nothing moved.\" In the model too"));
        // Where a sentence takes managers away it takes away what goes with them.
        let plain = text.replace('\n', " ").to_lowercase();
        for (at, _) in
            plain.match_indices("without the managers").chain(plain.match_indices("without managers"))
        {
            let after = &plain[at..plain.len().min(at + 120)];
            assert!(
                after.contains("learning from mistakes") && after.contains("professional development"),
                "{after}"
            );
        }
    }
    // "At most 1 of 200".
    for (_, name, text) in blocks().iter().filter(|(_, name, _)| name.starts_with("handout")) {
        assert!(text.contains("; 200 histories of "), "{name}");
    }
    let number = |id: &str| {
        let found = Evidence::embedded().quantities().iter().find(|one| one.id == id);
        found.unwrap_or_else(|| panic!("{id}")).value
    };
    // "No range of what was moved goes below nought."
    let levers =
        ["leadership", "shared-reviews", "toolkits", "learning", "managers-out", "manager-development"];
    for id in levers.map(|lever| format!("culture.{lever}")) {
        let found = Evidence::embedded().find(&id).unwrap_or_else(|| panic!("{id}"));
        assert!(found.low >= 0.0, "{id}");
    }
    let spread = format!("{}", number("culture.authority-spread"));
    for text in [file("scenarios/culture-change.toml"), file("docs/training/culture-change.md")] {
        assert!(text.contains(&format!("differs from another by some {spread}")), "{spread}");
    }
    let moving = file("docs/training/moving-house.md");
    assert!(moving.contains(&format!("fades over {} months", number("transfer.resentment-months"))));
    let satisfied = |arm| mean_of("moving-house", remit, "Satisfaction of children and families", arm);
    assert!(
        satisfied("Consultation") > satisfied("Workers move"),
        "more of satisfaction hangs on consultation"
    );
    let differs = |arm| mean_of("summit-debate", remit, "Changes of case holder", arm).abs();
    assert!(
        differs("no practice") > 2.0 * differs("the proponent's reading"),
        "readings differ by less than a practice does"
    );
}
