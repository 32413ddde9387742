//! The README's answer, made of what was seen in the head of its scenario, which `swplab readings` writes and checks.

use crate::manual::read;

const LONG: &str = "10 years";
const MIDDLE: &str = "5 years";
const NONE: &str = "no practice";

/// What was seen in `scenarios/contract-length.toml`, line by line.
struct Seen {
    lines: Vec<String>,
    text: String,
}

impl Seen {
    fn new() -> Seen {
        let text = read("scenarios/contract-length.toml");
        let head = text.lines().take_while(|line| line.starts_with('#'));
        let lines = head.map(|line| line.trim_start_matches('#').trim().to_owned()).collect();
        Seen { lines, text }
    }

    /// The lines from the one that begins with `title` on.
    fn from(&self, title: &str) -> &[String] {
        let at = self.lines.iter().position(|line| line.starts_with(title));
        &self.lines[at.unwrap_or_else(|| panic!("no line begins with {title:?}"))..]
    }

    /// What stands behind an arm's name, and the line below it.
    fn of_arm(&self, title: &str, arm: &str) -> (String, String) {
        let lines = self.from(title);
        let begins = format!("{arm}: ");
        let at = lines.iter().position(|line| line.starts_with(&begins));
        let at = at.unwrap_or_else(|| panic!("{title:?} has no line of {arm}"));
        (lines[at][begins.len()..].to_owned(), lines[at + 1].clone())
    }

    /// A difference without its sign, its interval in the order of size, and whether it is a fall.
    fn difference(&self, title: &str, arm: &str) -> (String, [String; 2], bool) {
        let (text, _) = self.of_arm(title, arm);
        let numbers: Vec<&str> =
            text.split([' ', '(', ')']).filter(|word| word.parse::<f64>().is_ok()).collect();
        let [difference, low, high] = numbers[..] else { panic!("no difference with an interval: {text}") };
        let falls = [difference, low, high].map(|number| number.starts_with('-'));
        assert!(
            falls == [falls[0]; 3],
            "{arm} is told apart from none no longer: {text}. Write the README's answer anew"
        );
        let plain = |number: &str| number.trim_start_matches(['-', '+']).to_owned();
        let mut ends = [plain(low), plain(high)];
        ends.sort();
        (plain(difference), ends, falls[0])
    }

    /// The number after `word` in a text.
    fn after<'a>(text: &'a str, word: &str) -> &'a str {
        let rest = text.split_once(word).unwrap_or_else(|| panic!("{word:?} is not in {text:?}")).1;
        rest.split([' ', ',']).next().unwrap_or("")
    }
}

/// The answer in a paragraph.
pub fn answer() -> String {
    const CHANGES: &str = "Changes of case holder (";
    const MOVES: &str = "Placement moves (";
    let seen = Seen::new();
    let level = |title: &str| Seen::after(&seen.from(title)[0], "): ").to_owned();
    let runs = Seen::after(&seen.from("Children of the remit, mean of")[0], "mean of ").to_owned();
    let years = Seen::after(&seen.text, "horizon_years = ").to_owned();
    let word = |falls: bool| if falls { "fewer" } else { "more" };
    let (long, [low, high], falls) = seen.difference(CHANGES, LONG);
    let (middle, _, middle_falls) = seen.difference(CHANGES, MIDDLE);
    let (none, _, none_falls) = seen.difference(CHANGES, NONE);
    let (_, matters) = seen.of_arm(CHANGES, LONG);
    let (moved, _, moves_fall) = seen.difference(MOVES, LONG);
    let (held, _) = seen.of_arm("Children of the remit, whom the service", LONG);
    let (children, _) = seen.of_arm("Child by child, changes of case holder", LONG);
    let least = Seen::after(&matters, "by more than ").trim_end_matches(':');
    format!(
        "In short: over {years} years, with a contract of 10 years instead of 3 these young people have {long} changes of case holder a year {}\n\
         (95% interval {low} to {high}, of {}; {runs} histories), and with 5 years {middle} {}; without any practice they have {none} {}.\n\
         {least} is the smallest difference that we say matters: by more than that the contract of 10 years is better in {} of histories,\n\
         no matter in {} and worse in {}. Child by child {} are better off by as much, and {} are worse off. Placements\n\
         hardly move: {moved} moves a year {}, of {}. Even with a contract of 10 years a practice held the case in only {} of these young\n\
         people's months: many contracts end early, and many young people stay with the authority's teams.\n",
        word(falls),
        level(CHANGES),
        word(middle_falls),
        word(none_falls),
        Seen::after(&matters, "better in "),
        Seen::after(&matters, "no matter in "),
        Seen::after(&matters, "worse in "),
        children.split(' ').next().unwrap_or(""),
        Seen::after(&children, "better off, "),
        word(moves_fall),
        level(MOVES),
        Seen::after(&held, "held "),
    )
}
