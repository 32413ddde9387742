//! Sentences that cannot lie: thousands of result sets are drawn, and a checker that shares no code with the sentences reads them back
//! against the numbers. Wrong sentences are planted, and all are found.

mod checker;
mod costs;
mod drawn;
mod others;
mod reading;

use drawn::{Drawn, drawn};
use reading::leading_number;
use swplab::analysis::run::answer::{Answer, contracts_sentences, early_ends_title, still_served_title};

const SETS: u64 = 6_000;

/// Every sentence of an answer, each with how it is read back.
fn check(set: &Drawn, answer: &Answer) -> Result<(), String> {
    // What stands behind the group's first name is read by itself.
    let listed = set.facts.listed.as_ref().map_or_else(String::new, |listed| format!(" ({listed})"));
    for (place, text) in answer.sentences.iter().enumerate() {
        let text = &if listed.is_empty() { text.clone() } else { text.replacen(&listed, "", 1) };
        match () {
            () if place == 0 => set.effect(text)?,
            () if text.starts_with("Other outcomes with") => set.others(text)?,
            () if text.contains("other option") => set.alternatives(text)?,
            () => set.cost(text)?,
        }
    }
    set.who_they_are(&answer.sentences)?;
    answer.also.iter().try_for_each(|(title, text)| match *title {
        "Between options." => set.furthest(text),
        "Later on." => set.later(text),
        "Single years." => set.single_years(text),
        "What was not chosen." => set.not_chosen(text),
        "Other children." => set.of_others(text, false),
        "All children." => set.of_others(text, true),
        "Heads of cost." => set.heads(text),
        "Without a price." => set.without_price(text),
        "Whom it reaches." => set.reaches(text),
        "A part of it." => set.beyond_a_part(text),
        other => Err(format!("nobody reads {other}")),
    })?;
    set.all_that_goes_with_it(answer)?;
    if let Some(text) = set.facts.children_in_the_sum() {
        set.between_child_and_sum(&text)?;
    }
    set.marks(&answer.marks)?;
    set.contested(&answer.sure[2])?;
    answer.not.iter().try_for_each(|text| set.not_to_conclude(text))?;
    let arm = set.facts.told().map_or("", |told| told.arm.as_str());
    set.sure(&answer.sure[0], &answer.sure[1], arm)
}

#[test]
fn every_sentence_reads_back_to_the_numbers() {
    let mut kinds = std::collections::BTreeMap::<String, usize>::new();
    for seed in 0..SETS {
        let set = drawn(seed);
        let answer = set.facts.answer();
        check(&set, &answer).unwrap_or_else(|fault| panic!("seed {seed}: {fault}"));
        assert!((1..=4).contains(&answer.sentences.len()) && answer.not.len() <= 3, "seed {seed}");
        let also = answer.also.iter().map(|(_, text)| text);
        let all =
            answer.sentences.iter().chain(&answer.sure).chain(&answer.not).chain([&answer.rests]).chain(also);
        for text in all.chain(answer.marks.iter().map(|mark| &mark.words)) {
            assert!(
                !text.contains("NaN") && !text.contains("inf") && !text.is_empty(),
                "seed {seed}: {text}"
            );
        }
        assert!(!set.facts.chart_title().contains("NaN"));
        for text in contracts_sentences(&set.contracts) {
            set.contracts(&text).unwrap_or_else(|fault| panic!("seed {seed}: {fault}"));
        }
        *kinds.entry(format!("{:?}", set.facts.told().map(|told| told.finding()))).or_default() += 1;
    }
    // Nothing, one history, ties, told apart and not: each was met often.
    assert!(kinds.len() == 5 && kinds.values().all(|count| *count > 50), "{kinds:?}");
}

#[test]
fn a_title_of_contracts_speaks_only_of_those_that_ran() {
    for seed in 0..SETS {
        let all = drawn(seed).contracts;
        let ran: Vec<_> = all.iter().filter(|of| of.contract_years > 0.0).collect();
        let title = early_ends_title(&all);
        assert_eq!(title.starts_with("No contract ran"), ran.is_empty(), "{title}");
        for of in all.iter().filter(|of| of.contract_years == 0.0) {
            assert!(!title.contains(&of.arm) && !still_served_title(5.0, &all).contains(&of.arm), "{title}");
        }
    }
}

/// A highest and a lowest arm are named where they are told apart, and where they are not it is said.
#[test]
fn a_title_ranks_no_arms_that_chance_could_have_ranked() {
    let (mut ranked, mut alike) = (0, 0);
    for seed in 0..SETS {
        let all = drawn(seed).contracts;
        let title = still_served_title(5.0, &all);
        let mut known: Vec<(f64, [f64; 2])> =
            all.iter().filter_map(|of| of.still_served.zip(of.still_interval)).collect();
        known.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (Some((_, low)), Some((_, high))) = (known.first(), known.last()) else { continue };
        let names = all.iter().filter(|of| title.contains(&format!("\u{201c}{}\u{201d}", of.arm))).count();
        if known.len() > 1 && names > 1 {
            assert!(high[0] > low[1], "{title}");
            ranked += 1;
        }
        if title.contains("intervals that overlap") {
            assert!(high[0] <= low[1] && names == 0, "{title}");
            alike += 1;
        }
    }
    assert!(ranked > 50 && alike > 50, "{ranked} ranked, {alike} alike");
}

/// A sentence made wrong: what is replaced by what.
const PLANTED: [(&str, &str); 42] = [
    (", but in the last year £", ", but in the last year £7"),
    (": more for ", ": less for "),
    (" headline differences", " differences"),
    (" measures not chosen", " measures chosen"),
    (" of those that move a chosen outcome by what matters", ""),
    (", less than the ", ", more than the "),
    ("(7 better", "(8 better"),
    (" at the same number of children", ""),
    (" of it practices\u{2019} surplus", " of it practices\u{2019} deficit"),
    (", after counting some £", ", after counting some £9"),
    (" less that practices keep", " more that practices keep"),
    (", the middle history £", ", the middle history £7"),
    (": a few pull the average", ""),
    (" in the middle one: ", " in the lowest one: "),
    (" (times 1.45 in those of ", " (times 1.54 in those of "),
    (", by design: its direction is put in", ""),
    (", for the children looked after, ", ", for some children, "),
    ("; the dearest option is ", "; the cheapest option is "),
    ("; told apart, but less than the ", "; told apart, and more than the "),
    ("less than the ", "more than the "),
    (", by more than matters:", ""),
    (" fewer ", " more "),
    (" more ", " fewer "),
    (" lower by ", " higher by "),
    (" higher by ", " lower by "),
    ("better:", "worse:"),
    ("worse:", "better:"),
    ("better by less than matters on average:", "better:"),
    ("worse by less than matters on average:", "better by less than matters on average:"),
    (", though nobody has said how much matters:", ":"),
    ("the same by construction:", "the same in every history:"),
    (" less a child", " more a child"),
    (" more a child", " less a child"),
    (" more a year", " less a year"),
    (", not told apart from no difference", ""),
    ("read together", "read"),
    ("not told apart: ", ""),
    (", though in ", ", in "),
    (" is worse", " is better"),
    (", and about ", ", and about 7"),
    ("; over all children together not told apart", "; over all children together told apart"),
    (" at a time on average", " on the first day"),
];

/// Whether a sentence at a place says what is to be made wrong, and not the same words for something else.
fn says(text: &str, place: usize, right: &str) -> bool {
    let head = text.split("; in ").next().unwrap_or(text);
    let is_cost = text.contains("prices of 2010");
    match right {
        " fewer " | " more " => {
            let side = head.split("about ").nth(1).and_then(|rest| rest.split(' ').nth(1));
            place == 0 && !head.contains("with it") && side == Some(right.trim())
        }
        " lower by " | " higher by " => {
            let size = head.split_once(right).and_then(|(_, rest)| leading_number(rest));
            place == 0 && size.is_some_and(|size| size > 0.0)
        }
        "read together" | " headline differences" => {
            text.contains(right) && !text.starts_with("Other outcomes with") && !text.contains(" not chosen")
        }
        " measures not chosen" => text.contains(right),
        " of those that move a chosen outcome by what matters" => text.contains(right),
        ", less than the " => place == 0 && text.contains(right),
        "(7 better" => text.contains(right),
        "; told apart, but less than the " | ": more for " => text.contains(right),
        "less than the " => {
            text.contains("other option")
                && text.contains("): less than the ")
                && !text.contains("but less than the ")
        }
        "not told apart: " => text.contains("other option") && text.contains(right),
        ", for the children looked after, " => place == 0 && text.contains(right),
        "; the dearest option is " => is_cost && text.contains(right),
        " is worse" => text.starts_with("In ") && text.contains(right),
        " at a time on average" => place == 0 && text.contains(right),
        "; over all children together not told apart" => text.contains(right),
        ", and about " => place == 0 && text.contains(right),
        "better:" | "worse:" => {
            text.starts_with("Other outcomes with")
                && [", ", "; "].iter().any(|to| text.contains(&format!("{to}{right}")))
        }
        _ if right.ends_with(':') => text.starts_with("Other outcomes with") && text.contains(right),
        ", by design: its direction is put in" => place == 0 && text.contains(right),
        " at the same number of children"
        | " of it practices\u{2019} surplus"
        | ", but in the last year £"
        | ", after counting some £"
        | " less that practices keep"
        | ", the middle history £"
        | ": a few pull the average"
        | " in the middle one: "
        | " (times 1.45 in those of "
        | ", though in " => is_cost && text.contains(right),
        // What rounds to nothing has no side: no more.
        _ if right.starts_with(" more a")
            && text.split(right).next().is_some_and(|before| before.ends_with("no")) =>
        {
            false
        }
        " more a year" => is_cost && text.contains(right),
        _ => place > 0 && is_cost && text.contains(" a child and year") && text.contains(right),
    }
}

/// The same sentence with the number at a place a tenth and one larger.
fn with_a_wrong_number(text: &str, skip: usize) -> Option<String> {
    let starts = text.char_indices().filter(|(at, c)| {
        c.is_ascii_digit()
            && !text[..*at].ends_with(|before: char| before.is_ascii_digit() || ".,".contains(before))
    });
    let (start, _) = starts.into_iter().nth(skip)?;
    let end = text[start..]
        .find(|c: char| !(c.is_ascii_digit() || ",.".contains(c)))
        .map_or(text.len(), |end| start + end);
    let number: f64 = text[start..end].trim_end_matches(['.', ',']).replace(',', "").parse().ok()?;
    Some(format!("{}{}{}", &text[..start], 2.2 * number + 7.0, &text[end..]))
}

#[test]
fn planted_wrong_sentences_are_all_found() {
    let (mut planted, mut kinds) = (0, std::collections::BTreeSet::new());
    for seed in 0..SETS / 4 {
        let set = drawn(seed);
        let answer = set.facts.answer();
        for (right, wrong) in PLANTED {
            for place in 0..answer.sentences.len() + answer.also.len() {
                let mut changed = answer.clone();
                let Answer { sentences, also, .. } = &mut changed;
                let first = sentences.len();
                let text = sentences.get_mut(place).unwrap_or_else(|| &mut also[place - first].1);
                if !says(text, place, right) {
                    continue;
                }
                let planted_text = text.replacen(right, wrong, 1);
                text.clone_from(&planted_text);
                assert!(check(&set, &changed).is_err(), "seed {seed}: not found: {planted_text}");
                kinds.insert(right);
                planted += 1;
            }
        }
        if answer.sure[1].contains(", so it can go either way") {
            let mut changed = answer.clone();
            changed.sure[1] = answer.sure[1].replace(", so it can go either way", "");
            assert!(check(&set, &changed).is_err());
            planted += 1;
        }
        for (right, wrong) in [
            ("it is worse for ", "it is better for "),
            ("it is better for ", "it is worse for "),
            (" and 1 more kind", ""),
        ] {
            let Some(at) = answer.not.iter().position(|text| text.contains(right)) else { continue };
            let mut changed = answer.clone();
            changed.not[at] = answer.not[at].replacen(right, wrong, 1);
            assert!(check(&set, &changed).is_err(), "seed {seed}: not found: {}", changed.not[at]);
            planted += 1;
        }
        for (right, wrong) in [
            (", worse", ", better"),
            (" more changes of", " fewer changes of"),
            ("interval +", "interval +9"),
            ("be lower", "be higher"),
        ] {
            for (text, is_all) in [(set.facts.of_others(), false), (set.facts.of_all_children(), true)] {
                let Some(text) = text.filter(|text| text.contains(right)) else { continue };
                let wrong = text.replacen(right, wrong, 1);
                assert!(set.of_others(&wrong, is_all).is_err(), "seed {seed}: not found: {wrong}");
                // What is of all children is not said of others.
                assert!(set.of_others(&text, !is_all).is_err(), "seed {seed}: of whom: {text}");
                planted += 1;
            }
        }
        for (right, wrong) in [
            ("2038/39", "2037/38"),
            ("% in 2026/27", "1% in 2026/27"),
            (" for 80%", " for 8%"),
            (", and in the last better", ", and in the last worse"),
            (", not from the opening", ""),
            ("; all that it sets, to +", "; all that it sets, to \u{2212}"),
            (", in half of those on the first day", ""),
            (": that came in ", ": that did not come in "),
        ] {
            let Some(at) = answer.also.iter().position(|(_, text)| text.contains(right)) else { continue };
            let mut changed = answer.clone();
            changed.also[at].1 = changed.also[at].1.replacen(right, wrong, 1);
            assert!(check(&set, &changed).is_err(), "seed {seed}: not found: {}", changed.also[at].1);
            planted += 1;
        }
        for text in contracts_sentences(&set.contracts).iter().filter(|text| text.contains(" not renewed")) {
            let (head, rest) = text.split_once(" not renewed").unwrap();
            let wrong = format!("{head}1 not renewed{rest}");
            assert!(set.contracts(&wrong).is_err(), "not found: {wrong}");
            planted += 1;
        }
        for (place, text) in answer.sentences.iter().enumerate() {
            let is_counted = text.contains("other option");
            // Numbers of a scale or of an arm's name are no sizes.
            let from = if is_counted { ": " } else { "about " };
            let head = if is_counted || place == 0 { text.find(from).unwrap_or(0) } else { 0 };
            if let Some(wrong) = with_a_wrong_number(&text[head..], 0).filter(|_| head > 0 || is_counted) {
                let mut changed = answer.clone();
                changed.sentences[place] = format!("{}{wrong}", &text[..head]);
                assert!(
                    check(&set, &changed).is_err(),
                    "seed {seed}: not found: {}",
                    changed.sentences[place]
                );
                planted += 1;
            }
        }
        for text in contracts_sentences(&set.contracts).iter().filter(|text| text.contains("per 100")) {
            let at = text.find("contract-years, ").unwrap() + "contract-years, ".len();
            let wrong = with_a_wrong_number(&text[at..], 0).unwrap();
            assert!(set.contracts(&format!("{}{wrong}", &text[..at])).is_err(), "not found: {wrong}");
            planted += 1;
        }
        for of in set.contracts.iter().filter(|of| of.awarded > 0) {
            assert!(set.contracts(&format!("With {} no contract was awarded.", of.arm)).is_err());
            planted += 1;
        }
    }
    assert!(planted > 2_000 && kinds.len() == PLANTED.len(), "{planted} of {kinds:?}");
}
