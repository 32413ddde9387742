//! On which open questions the answer turns, with each position forced on the same luck.

use super::load::Tables;
use super::turning::{position, question};
use crate::analysis::run::answer::{HARDLY, named};
use crate::analysis::run::contested::SCREENED;
use crate::analysis::run::contested::rows::ContestedRow;
use crate::chart::Rounding;
use crate::report::html::{Page, Table};
use crate::report::words::{
    counted, difference_rounding, difference_unit, direction, listed, lower_first, range, shortest, size,
};
use crate::results::rows::IndicatorRow;

fn indicator(tables: &Tables) -> Option<&IndicatorRow> {
    let id = &tables.contested.first()?.indicator;
    tables.indicators.iter().find(|indicator| indicator.indicator == *id)
}

fn half(row: &ContestedRow) -> Option<f64> {
    Some((row.contrast_high? - row.contrast_low?) / 2.0)
}

/// How many open questions there are of which a row is as asked.
fn questions(tables: &Tables, is_as_asked: impl Fn(&ContestedRow) -> bool) -> usize {
    let mut ids: Vec<&str> =
        tables.contested.iter().filter(|row| is_as_asked(row)).map(|row| row.hypothesis.as_str()).collect();
    ids.dedup();
    ids.len()
}

/// The answer in sentences: how many questions move it, and how far those do that are told.
pub(super) fn sentences(tables: &Tables) -> Vec<String> {
    let (Some(first), Some(indicator)) = (tables.contested.first(), indicator(tables)) else {
        return Vec::new();
    };
    let all = questions(tables, |_| true);
    let moving = questions(tables, |row| row.stage != "moves_nothing");
    let told = questions(tables, |row| row.stage == "told");
    let moved = match moving {
        0 => "none moves".to_owned(),
        1 => "one moves".to_owned(),
        many => format!("{many} move"),
    };
    let what = format!("the difference in {} of {}", lower_first(&indicator.title), named(&first.arm));
    let mut said = vec![format!(
        "Of {}, each position forced on the same luck, {moved} {what} in some history, and {}.",
        counted(all, "open question"),
        match told {
            0 => "none on average by more than chance would, as far as so few histories tell".to_owned(),
            1 => "one on average by more than chance would".to_owned(),
            many => format!("{many} on average by more than chance would"),
        }
    )];
    // Where none is told the first page says on how few histories each was tried, and what could have been missed.
    if told > 0 {
        said.extend(not_taken_further(tables, indicator, first));
    }
    // Positions that come to the very same are told of once.
    let mut told: Vec<(&ContestedRow, Vec<&str>)> = Vec::new();
    let is_told = |row: &&ContestedRow| row.stage == "told" && row.p_adjusted.is_some_and(|p| p < 0.05);
    for row in tables.contested.iter().filter(is_told) {
        let is_alike = |known: &ContestedRow| {
            known.hypothesis == row.hypothesis
                && known.against == row.against
                && known.contrast.map(f64::to_bits) == row.contrast.map(f64::to_bits)
        };
        match told.iter_mut().find(|(known, _)| is_alike(known)) {
            Some((_, positions)) => positions.push(&row.position),
            None => told.push((row, vec![&row.position])),
        }
    }
    // Of each question the farthest; the table in the appendix holds the others.
    let size = |row: &ContestedRow| row.contrast.map_or(0.0, f64::abs);
    let is_farthest = |row: &ContestedRow| {
        told.iter().all(|(other, _)| other.hypothesis != row.hypothesis || size(other) <= size(row))
    };
    let mut farthest: Vec<_> = told.iter().filter(|(row, _)| is_farthest(row)).collect();
    farthest.sort_by(|a, b| size(b.0).total_cmp(&size(a.0)));
    // In full the one that moves it most, and those on which the side depends; of the others how far.
    let is_short = |(at, (row, _)): &(usize, &&(&ContestedRow, Vec<&str>))| *at > 0 && !flips(tables, row);
    let (short, whole): (Vec<_>, Vec<_>) = farthest.iter().enumerate().partition(is_short);
    said.extend(
        whole.iter().filter_map(|(_, (row, positions))| described(tables, indicator, row, positions)),
    );
    let short: Vec<String> =
        short.iter().filter_map(|(_, (row, _))| in_short(tables, indicator, row)).collect();
    if !short.is_empty() {
        said.push(format!("By less: {}.", listed(&short)));
    }
    said
}

/// A question by the farthest contrast of its positions: `H1, vehicle or principles (0.019; 0.013 to 0.025)`.
fn in_short(tables: &Tables, indicator: &IndicatorRow, row: &ContestedRow) -> Option<String> {
    let contrast = row.contrast?;
    let turned = |end: Option<f64>| end.map(|end| end * contrast.signum());
    let mut ends = [turned(row.contrast_low)?, turned(row.contrast_high)?];
    ends.sort_by(f64::total_cmp);
    let print = difference_rounding(indicator, half(row));
    let size = print.print(contrast.abs());
    Some(format!(
        "{} ({size}; {})",
        question(tables, &row.hypothesis),
        range(&print, Some(ends[0]), Some(ends[1]))
    ))
}

/// The position against which a row stands.
fn against<'a>(tables: &'a Tables, row: &ContestedRow) -> Option<&'a ContestedRow> {
    tables.contested.iter().find(|other| other.hypothesis == row.hypothesis && other.position == row.against)
}

/// Whether the answer lies on the other side than under the position against which a row stands.
fn flips(tables: &Tables, row: &ContestedRow) -> bool {
    let lies_above = |row: &ContestedRow| row.ci_low.is_some_and(|low| low > 0.0);
    let lies_below = |row: &ContestedRow| row.ci_high.is_some_and(|high| high < 0.0);
    against(tables, row).is_some_and(|against| {
        (lies_above(row) && lies_below(against)) || (lies_below(row) && lies_above(against))
    })
}

/// How many questions were tried on too few histories for an interval to bound anything, whatever was seen of them, and how far the
/// answer could yet turn on others that were not taken further.
fn not_taken_further(tables: &Tables, indicator: &IndicatorRow, first: &ContestedRow) -> Option<String> {
    let is_few = |row: &ContestedRow| row.stage != "told" && row.n < SCREENED as usize;
    let few: Vec<usize> = tables.contested.iter().filter(|row| is_few(row)).map(|row| row.n).collect();
    let few = few.iter().min().zip(few.iter().max()).map(|(fewest, most)| {
        let tried = questions(tables, is_few);
        format!(
            "{} on {} histories only, too few to say how far {} could shift the difference.",
            were_tried(tried),
            if fewest == most { most.to_string() } else { format!("{fewest} to {most}") },
            if tried == 1 { "it" } else { "one" }
        )
    });
    let more = screened(tables, indicator, first);
    let said: Vec<String> = few.into_iter().chain(more).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// `1 was tried`, `12 were tried`.
fn were_tried(questions: usize) -> String {
    format!("{questions} {} tried", if questions == 1 { "was" } else { "were" })
}

/// How far the answer could yet turn on questions that were tried on histories enough and not taken further.
fn screened(tables: &Tables, indicator: &IndicatorRow, first: &ContestedRow) -> Option<String> {
    let is_of = |row: &ContestedRow| row.stage == "screened" && row.n >= SCREENED as usize;
    let of: Vec<&ContestedRow> = tables.contested.iter().filter(|row| is_of(row)).collect();
    let tried = questions(tables, is_of);
    let (fewest, most) = (of.iter().map(|row| row.n).min()?, of.iter().map(|row| row.n).max()?);
    let ends = of.iter().flat_map(|row| [row.contrast_low, row.contrast_high]).flatten();
    let far = ends.map(f64::abs).filter(|end| end.is_finite()).reduce(f64::max)?;
    let row = tables.difference_of(&first.arm, &first.unit, &indicator.indicator)?;
    let half = of.iter().filter_map(|row| half(row)).reduce(f64::max);
    let print = difference_rounding(indicator, half);
    let begins = format!(
        "{} on {} histories only",
        were_tried(tried),
        if fewest == most { most.to_string() } else { format!("{fewest} to {most}") },
    );
    let (its, it) = if tried == 1 { ("its", "it") } else { ("their", "one") };
    let mean = row.mean?;
    // Beside what matters where that is said, else beside the difference itself.
    let (beside, whose) = match row.matters.filter(|least| *least > 0.0) {
        Some(least) => (least, format!("the smallest difference that matters, {}", shortest(least))),
        None => (mean.abs(), "the difference itself".to_owned()),
    };
    if far < HARDLY * beside {
        return Some(format!(
            "{begins}; even by the far ends of {its} 95% intervals {it} could shift the difference by less than a tenth of {whose}."
        ));
    }
    if row.matters.is_some_and(|least| far < least) {
        return Some(format!(
            "{begins}; {it} could shift the difference by less than matters, even by the far ends of {its} intervals."
        ));
    }
    Some(format!(
        "{begins}; by the far ends of {its} 95% intervals {it} could still shift the difference, on average {}, by up to {}{}.",
        difference_rounding(indicator, row.half_width).print(mean),
        print.print(far),
        row.matters.map_or_else(String::new, |least| format!(" ({} matters)", shortest(least)))
    ))
}

fn described(
    tables: &Tables,
    indicator: &IndicatorRow,
    row: &ContestedRow,
    positions: &[&str],
) -> Option<String> {
    let contrast = row.contrast?;
    let against = against(tables, row)?;
    let found = tables.difference_of(&row.arm, &row.unit, &row.indicator);
    let (beside, whose) = match found.and_then(|found| found.matters.filter(|least| *least > 0.0)) {
        Some(least) => (least, "what matters"),
        None => (found.and_then(|found| found.mean).unwrap_or(0.0).abs(), "the difference itself"),
    };
    if contrast.abs() < HARDLY * beside {
        return Some(format!(
            "{}: what is told apart of its positions differs by less than a tenth of {whose}.",
            question(tables, &row.hypothesis)
        ));
    }
    let print = difference_rounding(indicator, half(row));
    let words = |name: &str| format!("\u{201c}{}\u{201d}", position(tables, &row.hypothesis, name));
    let of: Vec<String> = positions.iter().map(|name| words(name)).collect();
    // With a decimal more where the two, as they are printed, would not differ by what is printed as their difference.
    let rounded = |value: f64| {
        let tens = libm::pow(10.0, print.decimals as f64);
        libm::round(value * tens) as i64
    };
    let ends = row.mean.zip(against.mean);
    let adds_up = ends.is_none_or(|(one, other)| rounded(one) - rounded(other) == rounded(contrast));
    let finer = Rounding { decimals: print.decimals + usize::from(!adds_up), ..print.clone() };
    let mean = |row: &ContestedRow| Some(finer.print(row.mean?));
    // Positions that are not of this pair are told with what they come to.
    let others = tables.contested.iter().filter(|other| {
        let is_told = positions.contains(&other.position.as_str()) || other.position == row.against;
        other.hypothesis == row.hypothesis && !is_told
    });
    let third: String = others
        .filter_map(|other| Some(format!("; where {} it is {}", words(&other.position), mean(other)?)))
        .collect();
    Some(format!(
        "{}: where {} the difference is {}, where {} it is {}: {} by {} ({}; {}).{}",
        question(tables, &row.hypothesis),
        of.join(" or "),
        mean(row)?,
        words(&row.against),
        mean(against)?,
        direction(contrast),
        size(indicator, contrast, half(row)),
        range(&print, row.contrast_low, row.contrast_high),
        histories(row.n) + &third,
        if flips(tables, row) { " The sign of the answer depends on it." } else { "" }
    ))
}

fn histories(n: usize) -> String {
    if n == 1 { "1 history".to_owned() } else { format!("{n} histories") }
}

/// The table, where the questions were asked.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    let (Some(first), Some(indicator)) = (tables.contested.first(), indicator(tables)) else { return };
    let line = |row: &ContestedRow| {
        let print = difference_rounding(indicator, half(row));
        vec![
            question(tables, &row.hypothesis),
            position(tables, &row.hypothesis, &row.position),
            row.n.to_string(),
            format!(
                "{} ({})",
                print.print(row.mean.unwrap_or(f64::NAN)),
                range(&print, row.ci_low, row.ci_high)
            ),
            row.contrast.map_or_else(String::new, |contrast| {
                format!("{} ({})", print.print(contrast), range(&print, row.contrast_low, row.contrast_high))
            }),
            match row.stage.as_str() {
                "moves_nothing" => "Moves nothing",
                "screened" => "Too small to be taken further",
                "told" => "Told apart",
                _ => "Not told apart from chance",
            }
            .to_owned(),
        ]
    };
    page.paragraph("In this table each position is forced in both options on the same luck, so that what stands in the column of contrasts is owed to the position alone. Questions that move anything are screened on some 20 histories; those that act are taken further, until the contrast is known to within a fifth of the headline difference or as many lives were spent as on the study itself.");
    page.table(&Table {
        caption: format!(
            "{}: difference of {} against {}, {}, under each position on the same luck, and its contrast with the first of the pair",
            indicator.title,
            first.arm,
            tables.arm(0),
            difference_unit(indicator)
        ),
        header: ["Contested question", "Position", "Histories", "Difference", "Contrast", "Finding"]
            .map(str::to_owned)
            .to_vec(),
        rows: tables.contested.iter().map(line).collect(),
    });
}
