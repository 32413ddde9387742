//! Figures of a head beside those of a run under another seed: how far chance alone may set them apart.

use crate::statistics::normal_quantile;

/// Chance with which a head whose figures all hold is said not to.
const FALSE_ALARM: f64 = 0.001;
/// What a line says that heads all that follows, to the next of its kind: of whom the figures are.
const SECTION: &str = "differences with 95% intervals";
/// What stands in such a line between whose figures they are and of how many histories.
const COUNTED: &str = ", mean of ";
/// How much farther in a continuation of a folded line begins than the line itself.
const FOLDED: usize = 4;

/// A mean with its 95% interval, and where it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The headings above it and its own name.
    pub place: String,
    /// The mean as it is printed.
    pub said: String,
    mean: f64,
    half_width: f64,
    /// One in the last place that is printed.
    step: f64,
}

/// The figures with an interval in remark lines, in their order.
pub fn figures<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<Figure> {
    let mut headings: Vec<(usize, String)> = Vec::new();
    let mut found = Vec::new();
    for (indent, text) in unfolded(lines).into_iter().filter(|(_, text)| !text.is_empty()) {
        let indent = if text.contains(SECTION) { 0 } else { indent };
        headings.retain(|(above, _)| *above < indent);
        let (name, rest) = named(&text);
        let place = |name: &str| {
            let above = headings.iter().map(|(_, heading)| heading.as_str());
            above.chain([name]).collect::<Vec<_>>().join(" | ")
        };
        if let Some(figure) = rest.and_then(|rest| with_interval(place(name), rest)) {
            found.push(figure);
        }
        headings.push((indent, name.to_owned()));
    }
    found
}

/// Lines with how far in they begin, those that were folded whole again.
fn unfolded<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<(usize, String)> {
    let mut whole: Vec<(usize, String)> = Vec::new();
    for line in lines {
        let line = line.trim_start_matches('#');
        let text = line.trim_start();
        let indent = line.len() - text.len();
        match whole.last_mut() {
            Some((first, begun)) if !begun.is_empty() && indent == *first + FOLDED => {
                *begun += " ";
                *begun += text;
            }
            _ => whole.push((indent, text.to_owned())),
        }
    }
    whole
}

/// The name of a line and what it tells: what stands before a colon with a number behind it. Numbers of replications in
/// a heading are no part of its name.
fn named(text: &str) -> (&str, Option<&str>) {
    let at = text.match_indices(": ").find(|(at, _)| number(first_word(&text[at + 2..])).is_some());
    if let Some((at, _)) = at {
        return (&text[..at], Some(&text[at + 2..]));
    }
    if let Some((whose, _)) = text.split_once(COUNTED).filter(|(_, rest)| rest.contains(" replications")) {
        return (whose, None);
    }
    match text.rfind(" (") {
        Some(at) if text.ends_with("replications)") => (&text[..at], None),
        _ => (text, None),
    }
}

fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}

/// A number as it is printed: `+1,204` or `-0.5`.
fn number(word: &str) -> Option<f64> {
    let plain = word.replace(',', "");
    plain.strip_prefix('+').unwrap_or(&plain).parse().ok()
}

/// `M (L to H)` and whatever follows.
fn with_interval(place: String, text: &str) -> Option<Figure> {
    let (said, rest) = text.split_once(" (")?;
    let (low, rest) = rest.split_once(" to ")?;
    let (high, _) = rest.split_once(')')?;
    let (mean, low, high) = (number(said)?, number(low)?, number(high)?);
    let decimals = said.split_once('.').map_or(0, |(_, behind)| behind.len());
    let step = 10f64.powi(-(decimals as i32));
    Some(Figure { place, said: said.to_owned(), mean, half_width: (high - low) / 2.0, step })
}

/// The pairs that are told in the same place of both, and of these the ones that lie farther apart than chance would
/// set any of them with [`FALSE_ALARM`], were nothing but the seed another.
pub fn apart<'a>(head: &'a [Figure], other: &'a [Figure]) -> (usize, Vec<(&'a Figure, &'a Figure)>) {
    let twin = |one: &'a Figure| Some((one, other.iter().find(|other| other.place == one.place)?));
    let pairs: Vec<_> = head.iter().filter_map(twin).collect();
    let widths =
        normal_quantile(1.0 - FALSE_ALARM / 2.0 / pairs.len().max(1) as f64) / normal_quantile(0.975);
    let is_apart = |(one, other): &(&Figure, &Figure)| {
        // Both are rounded, each by half a step.
        let allowed = widths * libm::hypot(one.half_width, other.half_width) + one.step.max(other.step);
        (one.mean - other.mean).abs() > allowed
    };
    (pairs.len(), pairs.into_iter().filter(is_apart).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "# Whole authority, mean of 200 replications; differences with 95% intervals.
#
# Cost (£ per child-year): 46,836 with As it is
#   10 years: +1,204 (-1,356 to +3,764), cannot be told apart
#       from none
#     by more than 500: better in 0%, no matter in 98%, worse in 2% of histories
#   7 years: -0.4 (-0.6 to -0.2)
#
# Children of the remit, mean of 200 replications; differences with 95% intervals.
#
# Cost (£ per child-year): 43,207 with As it is
#   10 years: +504 (+456 to +552)
# Cost where H1 is vehicle (55 replications)
#   7 years, which has a name so long that it is folded somewhere in the
#       middle: +2 (+1 to +3)
# Cost, year by year
#   7 years: 1.1, 1.2, 1.3";

    fn of(text: &str) -> Vec<Figure> {
        figures(text.lines())
    }

    #[test]
    fn figures_of_fewer_histories_stand_beside_those_of_all() {
        let half =
            HEAD.replace("mean of 200", "mean of 100").replace("(55 replications)", "(27 replications)");
        assert_eq!(of(HEAD), of(&half));
    }

    #[test]
    fn figures_with_an_interval_are_read_with_all_that_stands_above_them() {
        let found = of(HEAD);
        let places: Vec<_> =
            found.iter().map(|figure| figure.place.rsplit(" | ").next().unwrap().to_owned()).collect();
        assert_eq!(places[..3], ["10 years", "7 years", "10 years"]);
        assert!(places[3].ends_with("folded somewhere in the middle"));
        assert_eq!(found.len(), 4);
        assert!(found[0].place.starts_with("Whole authority") && found[2].place.starts_with("Children of"));
        assert_eq!(found[3].place.split(" | ").nth(1), Some("Cost where H1 is vehicle"));
        let first = &found[0];
        assert_eq!((first.mean, first.half_width, first.step), (1204.0, 2560.0, 1.0));
        assert!((found[1].mean + 0.4).abs() < 1e-12 && (found[1].step - 0.1).abs() < 1e-12);
    }

    #[test]
    fn what_chance_sets_apart_is_allowed_and_a_planted_figure_is_found() {
        let head = of(HEAD);
        // The same places, whatever their numbers.
        let other = HEAD.replace("46,836", "46,102").replace("(55 rep", "(61 rep");
        let near = other.replace("-0.4 (-0.6 to -0.2)", "-0.1 (-0.3 to +0.1)");
        assert_eq!(apart(&head, &of(&near)), (4, vec![]));
        let far = of(&other.replace("-0.4 (-0.6 to -0.2)", "+0.4 (+0.2 to +0.6)"));
        let (read, found) = apart(&head, &far);
        assert_eq!((read, found.len(), found[0].1.said.as_str()), (4, 1, "+0.4"));
        assert_eq!(apart(&head, &of("# Others")), (0, vec![]));
    }
}
