//! What a decision says: sentences made from its tables alone, for the terminal and for the page.

use super::rows::{BoxRow, InformationRow, OptionRow};
use super::tables::Told;
use crate::analysis::design::headline;
use crate::indicator::{Unit, indicator};
use crate::report::words::{
    counted, difference_decimals, likelihood, listed, lower_first, percent, plain, signed,
};

/// Options and inputs that sentences name.
const NAMED: usize = 3;

/// The figure in words.
pub(super) fn figure(told: &Told) -> String {
    headline::figure(&told.decision.indicator, &told.decision.unit)
}

/// Decimals of differences, regrets and what is worth knowing.
pub(super) fn decimals(told: &Told) -> usize {
    let own = indicator(&told.decision.indicator).map_or(2, |one| one.decimals);
    let sizes = told.options.iter().filter_map(|option| option.regret).filter(|regret| *regret > 0.0);
    difference_decimals(own, sizes.reduce(f64::min).map(|size| size / 2.0))
}

fn share(value: Option<f64>) -> String {
    percent(value)
}

fn of_option(option: &OptionRow, first: &str, decimals: usize) -> String {
    let number = |value: Option<f64>| signed(value.unwrap_or(f64::NAN), decimals);
    let harm = match likelihood(option.harm.unwrap_or(f64::NAN)) {
        chance if chance.starts_with("a ") => format!("there is {chance} that it does harm"),
        word => format!("that it does harm is {word}"),
    };
    let regret = match option.regret_most {
        Some(most) if most <= 0.0 => "it is the best of them in every future".to_owned(),
        most => format!(
            "its regret is {} in the mean and {} at the most",
            plain(option.regret.unwrap_or(f64::NAN), decimals),
            plain(most.unwrap_or(f64::NAN), decimals)
        ),
    };
    let dominated = match option.dominated_by.as_str() {
        "" => String::new(),
        other => format!(
            " \"{other}\" is better in the mean and costs no more (in {} of futures both).",
            share(option.dominated)
        ),
    };
    format!(
        "\"{}\": {} ({} to {} over futures) against \"{first}\"; {harm} ({} of histories are worse, {} alike); {regret}; it keeps what is to be kept in {} of futures ({} to {}); it costs {}.{dominated}",
        option.option,
        number(option.difference),
        number(option.difference_q05),
        number(option.difference_q95),
        share(option.harm),
        share(option.same),
        share(option.keeps),
        share(Some(option.keeps_low)),
        share(Some(option.keeps_high)),
        costs(option.extra_cost),
    )
}

/// What an option costs beside the first.
fn costs(extra: Option<f64>) -> String {
    let Some(extra) = extra else { return "an amount that is not defined".to_owned() };
    match plain(extra.abs(), 0).as_str() {
        "0" => "the same to the pound".to_owned(),
        pounds => format!("£{pounds} a child-year {}", if extra > 0.0 { "more" } else { "less" }),
    }
}

/// What came of looking for the cheapest option.
pub(super) fn sought(told: &Told) -> String {
    let decision = &told.decision;
    let (keep, wanted) = (&decision.keep, share(Some(decision.wanted)));
    let limit = decision
        .budget
        .map_or_else(String::new, |budget| format!(" within £{} a child-year", plain(budget, 0)));
    let own = told.options.iter().find(|option| option.option == decision.option);
    let kept = own.map_or_else(String::new, |own| {
        format!(
            "{} of futures ({} to {})",
            share(own.keeps),
            share(Some(own.keeps_low)),
            share(Some(own.keeps_high))
        )
    });
    let cost = costs(own.and_then(|own| own.extra_cost));
    match decision.sought.as_str() {
        "found" => format!(
            "The cheapest option that stays {keep} in at least {wanted} of futures{limit} is \"{}\": it does in {kept}, and against the first it costs {cost}.{}",
            decision.option,
            if decision.is_sure {
                ""
            } else {
                " The interval reaches below what is asked: more futures would tell."
            }
        ),
        "beyond_budget" => format!(
            "No option within the budget stays {keep} in at least {wanted} of futures; the cheapest that does, \"{}\", costs {cost}.",
            decision.option
        ),
        _ => format!(
            "Not reachable: no option stays {keep} in at least {wanted} of futures; \"{}\" comes nearest, with {kept}.",
            decision.option
        ),
    }
}

/// The boxes in words, one sentence for each option.
pub(super) fn boxes(told: &Told) -> Vec<String> {
    let (mut said, mut unknown) = (Vec::new(), Vec::new());
    for rows in told.boxes.chunk_by(|a, b| a.option == b.option) {
        let first: &BoxRow = &rows[0];
        let base = share(Some(first.base));
        // On noise a box is as dense elsewhere as all futures are.
        let holds = first.held_out_density.unwrap_or(0.0) > first.base + 0.1;
        if first.input.is_empty() || !holds {
            unknown.push(format!("\"{}\" ({base})", first.option));
            continue;
        }
        let limits: Vec<String> = rows
            .iter()
            .map(|row| {
                let title = lower_first(row.title.trim_end_matches('.'));
                format!("{title} ({}) {}", row.input, row.limit)
            })
            .collect();
        said.push(format!(
            "\"{}\" fails in {base} of futures, above all where {}: {} of these futures fail ({} of those held out), and {} of all failures lie there.",
            first.option,
            listed(&limits),
            share(first.density),
            share(first.held_out_density),
            share(first.coverage)
        ));
    }
    if !unknown.is_empty() {
        said.push(format!(
            "No few things that are not known tell in which futures {} fail{} (share of futures): what looks like it is not found again in futures that were held out.",
            listed(&unknown),
            if unknown.len() == 1 { "s" } else { "" }
        ));
    }
    said
}

/// Inputs that are worth more than what chance would show.
pub(super) fn worth_knowing(told: &Told) -> impl Iterator<Item = &InformationRow> {
    let floor = told.decision.floor.unwrap_or(0.0);
    told.information.iter().filter(move |row| row.value.unwrap_or(0.0) > floor)
}

/// A printed number of a difference with its unit.
fn in_unit(number: &str, unit: Unit<'_>) -> String {
    match unit {
        Unit::MillionPounds => format!("£{number} million"),
        Unit::ThousandPounds => format!("£{number} thousand"),
        Unit::Pounds(per) => format!("£{number} {per}"),
        Unit::Percent(_) => format!("{number} percentage points"),
        Unit::Plain(words) => format!("{number} {words}").trim_end().to_owned(),
    }
}

/// Which evidence to collect first.
pub(super) fn information(told: &Told) -> String {
    let decimals = decimals(told) + 1;
    let unit = indicator(&told.decision.indicator).map_or(Unit::Plain(""), |one| one.unit);
    let number = |value: Option<f64>| in_unit(&plain(value.unwrap_or(f64::NAN), decimals), unit);
    let everything = format!(
        "To know everything before one decides, luck included, is worth {}.",
        number(told.decision.everything)
    );
    let named: Vec<String> = worth_knowing(told)
        .take(NAMED)
        .map(|row| {
            let grade = if row.grade.is_empty() { row.kind.clone() } else { format!("grade {}", row.grade) };
            format!(
                "{} ({}, {grade}: {})",
                lower_first(row.title.trim_end_matches('.')),
                row.input,
                number(row.value)
            )
        })
        .collect();
    if let Some(best) = told.options.iter().find(|option| option.regret_most.is_some_and(|most| most <= 0.0))
    {
        return format!(
            "\"{}\" is the best of these options in every future: to know more before one decides would change nothing.",
            best.option
        );
    }
    let most = number(told.decision.floor);
    if named.is_empty() {
        format!(
            "{everything} No single thing is worth more than the {most} that chance would show: the choice does not wait for evidence on any one of them."
        )
    } else {
        format!(
            "{everything} The evidence to collect first is on {}; chance alone would show up to {most}.",
            listed(&named)
        )
    }
}

/// All sentences.
pub(super) fn sentences(told: &Told) -> Vec<String> {
    let decision = &told.decision;
    let decimals = decimals(told);
    let first = told.options.first().map_or("", |option| option.option.as_str());
    let mut said = vec![format!(
        "{} x {} x {}: {}. Each option is lived in every future on the same luck; regret is against these options alone.",
        counted(decision.options, "option"),
        counted(decision.futures, "future"),
        counted(decision.lucks, "luck"),
        figure(told)
    )];
    said.extend(told.options.iter().skip(1).map(|option| of_option(option, first, decimals)));
    said.push(sought(told));
    said.extend(boxes(told));
    said.push(information(told));
    said
}

/// What is said on the terminal.
pub(super) fn of(told: &Told) -> String {
    sentences(told).into_iter().map(|sentence| sentence + "\n").collect()
}
