//! The chain from lever to outcome: through which channels the arm that is told differs from the first, in sentences and tables made
//! from its rows alone.

use crate::analysis::run::answer::named;
use crate::analysis::run::tables::indicator_rows;
use crate::analysis::why::rows::WhyRow;
use crate::analysis::why::{OF_CULTURE, REMAINDER, WHOLE};
use crate::indicator::indicator;
use crate::report::html::Table;
use crate::report::words::{
    counted, difference_rounding, difference_unit, direction, listed, lower_first, percent, range, size,
};
use crate::results::rows::IndicatorRow;

/// Share of a difference above which what no channel carries makes the chain one that cannot be taken apart.
const SEPARABLE: f64 = 0.2;
/// The channel that gathers what no other names: told of last, since it says least.
const BASKET: &str = "other";
/// How many channels of a side a sentence names, those of most weight first; the table beside it has all.
const NAMED: usize = 2;
/// Outcomes that stand side by side before the appendix.
const BESIDE: usize = 4;

/// The links of one outcome.
pub(super) struct Chain<'a> {
    indicator: IndicatorRow,
    whole: &'a WhyRow,
    remainder: &'a WhyRow,
    /// The channels with which anything moves, the largest first, then those that move nothing.
    links: Vec<&'a WhyRow>,
}

/// The chains of the outcomes, in the order of the table.
pub(super) fn chains(rows: &[WhyRow]) -> Vec<Chain<'_>> {
    let mut ids: Vec<&str> = rows.iter().map(|row| row.indicator.as_str()).collect();
    ids.dedup();
    let chain = |id: &str| {
        let own = || rows.iter().filter(|row| row.indicator == id);
        let ends = [WHOLE, REMAINDER];
        Some(Chain {
            indicator: indicator_rows(&[*indicator(id)?]).into_iter().next()?,
            whole: own().find(|row| row.channel == WHOLE)?,
            remainder: own().find(|row| row.channel == REMAINDER)?,
            links: own().filter(|row| !ends.contains(&row.channel.as_str())).collect(),
        })
    };
    // Of what has no value there is nothing to tell.
    ids.into_iter().filter_map(chain).filter(|chain| chain.whole.n > 0).collect()
}

/// Whether an interval leaves nought out.
fn is_told(row: &WhyRow) -> bool {
    matches!((row.ci_low, row.ci_high), (Some(low), Some(high)) if low > 0.0 || high < 0.0)
}

impl Chain<'_> {
    pub(super) fn of(&self) -> &str {
        &self.indicator.indicator
    }

    /// Whether there is a difference to take apart.
    pub(super) fn is_told(&self) -> bool {
        self.whole.share.is_some()
    }

    /// To what the parts are printed: to a fifth of the whole at least, as finely as the whole is known.
    fn half(&self) -> Option<f64> {
        let known = (self.whole.ci_high? - self.whole.ci_low?) / 2.0;
        Some(known.min(SEPARABLE * self.whole.mean?.abs()))
    }

    /// `changes of case holder with “10 years”`.
    fn difference(&self) -> String {
        format!("{} with {}", lower_first(&self.indicator.title), named(&self.whole.arm))
    }

    /// A channel with its part and interval: `morale (−0.014; −0.025 to −0.003)`.
    fn part(&self, link: &WhyRow) -> String {
        let print = difference_rounding(&self.indicator, self.half());
        let mean = print.print(link.mean.unwrap_or(f64::NAN));
        format!("{} ({mean}; {})", link.title, range(&print, link.ci_low, link.ci_high))
    }

    /// What the chain says, each sentence where it may be said: named channels first and by their sides, those told apart from none
    /// alone, then what is gathered under no name.
    fn sentences(&self) -> Vec<String> {
        if !self.is_told() {
            return vec![format!(
                "The difference in {} is not told apart from none, so there is no chain to tell.",
                self.difference()
            )];
        }
        let mean = self.whole.mean.unwrap_or(f64::NAN);
        let whole = format!(
            "{} ({} by {})",
            self.difference(),
            direction(mean),
            size(&self.indicator, mean, self.half())
        );
        let told: Vec<&WhyRow> =
            self.links.iter().filter(|link| link.moves && is_told(link)).copied().collect();
        let side = |is_with: bool| -> Vec<String> {
            let named = told.iter().filter(|link| link.channel != BASKET);
            let of = named.filter(|link| link.share.is_some_and(|share| (share > 0.0) == is_with));
            let mut of: Vec<&WhyRow> = of.copied().collect();
            let size = |link: &WhyRow| link.mean.unwrap_or(0.0).abs();
            of.sort_by(|a, b| size(b).total_cmp(&size(a)));
            let more = of.len().saturating_sub(NAMED);
            let parts = of.iter().take(NAMED).map(|link| self.part(link));
            parts.chain((more > 0).then(|| format!("{more} more"))).collect()
        };
        let (with, against) = (side(true), side(false));
        let basket = told.iter().find(|link| link.channel == BASKET);
        let mut said = match (with.is_empty(), against.is_empty()) {
            (true, true) => format!(
                "Of no single channel by name can it be told apart from chance that it carries a part of the difference in {whole}."
            ),
            (true, false) => {
                format!("Against the difference in {whole} works what comes by way of {}.", listed(&against))
            }
            (false, true) => format!("The difference in {whole} comes by way of {}.", listed(&with)),
            (false, false) => format!(
                "The difference in {whole} comes by way of {}; against it works what comes by way of {}.",
                listed(&with),
                listed(&against)
            ),
        };
        if let Some(basket) = basket {
            let print = difference_rounding(&self.indicator, self.half());
            said += &format!(
                " What passes through none of these by name comes to {} ({}), {} of it: of which mechanism, is not told.",
                print.print(basket.mean.unwrap_or(f64::NAN)),
                range(&print, basket.ci_low, basket.ci_high),
                percent(basket.share)
            );
        }
        let mut said = vec![said];
        said.extend(self.unclear());
        if self.remainder.share.is_some_and(|share| share.abs() > SEPARABLE) && is_told(self.remainder) {
            said.push(format!(
                "No channel carries {} of it, more than a fifth: the links are parts of an answer and no chain.",
                percent(self.remainder.share)
            ));
        }
        said
    }

    /// The share of the whole with the shares of the ends of the interval, the whole being taken as known.
    fn share(&self, row: &WhyRow) -> String {
        let of = |end: Option<f64>| Some(end? / self.whole.mean.filter(|mean| *mean != 0.0)?);
        match (of(row.ci_low), of(row.ci_high)) {
            (Some(one), Some(other)) if row.channel != WHOLE => format!(
                "{}\n({}\u{a0}to\u{a0}{})",
                percent(row.share),
                percent(Some(one.min(other))),
                percent(Some(one.max(other)))
            ),
            _ => percent(row.share),
        }
    }

    /// What a channel adds; in brackets what chance could make.
    fn cell(&self, row: &WhyRow) -> String {
        let print = difference_rounding(&self.indicator, self.half());
        let Some(mean) = row.mean.filter(|_| row.moves) else { return "Nothing".to_owned() };
        let mean = print.print(mean);
        match row.share {
            Some(_) if is_told(row) => format!("{mean}\n{} of it", percent(row.share)),
            _ => format!("({mean})"),
        }
    }

    /// Whether a link is told of by itself before the appendix: it is told apart from none, or carries a good part on average.
    fn is_shown(&self, link: &WhyRow) -> bool {
        let is_large = link.share.is_some_and(|share| share.abs() > SEPARABLE);
        link.moves && (is_told(link) || is_large)
    }

    /// Those links with their intervals, and what the others come to together, so that the parts add up; the appendix has all.
    fn table(&self) -> Table {
        let mut table = self.table_of(|link| self.is_shown(link));
        let others: Vec<&WhyRow> =
            self.links.iter().filter(|link| link.moves && !self.is_shown(link)).copied().collect();
        if !others.is_empty() {
            let print = difference_rounding(&self.indicator, self.half());
            let sum: f64 = others.iter().filter_map(|link| link.mean).sum();
            let share: f64 = others.iter().filter_map(|link| link.share).sum();
            let title = format!("{} more together, none told apart", counted(others.len(), "channel"));
            let row = vec![title, print.print(sum), percent(Some(share)), String::new()];
            table.rows.insert(table.rows.len() - 1, row);
        }
        table
    }

    /// The link that carries a good part of the difference on average and is not told apart, the largest, in a sentence.
    fn unclear(&self) -> Option<String> {
        let is_of = |link: &&&WhyRow| link.channel != BASKET && self.is_shown(link) && !is_told(link);
        let of = self.links.iter().filter(is_of);
        let size = |link: &WhyRow| link.mean.unwrap_or(0.0).abs();
        let most = of.copied().max_by(|a, b| size(a).total_cmp(&size(b)))?;
        let print = difference_rounding(&self.indicator, self.half());
        Some(format!(
            "By way of {} comes {} of it ({}; {}), not told apart from none.",
            most.title,
            percent(most.share),
            print.print(most.mean?),
            range(&print, most.ci_low, most.ci_high)
        ))
    }

    fn table_of(&self, is_of: impl Fn(&WhyRow) -> bool) -> Table {
        let print = difference_rounding(&self.indicator, self.half());
        let moving = self.links.iter().copied().filter(|link| is_of(link));
        let cells = |row: &WhyRow| {
            vec![
                through(row),
                format!(
                    "{}\n({})",
                    print.print(row.mean.unwrap_or(f64::NAN)),
                    range(&print, row.ci_low, row.ci_high).replace(' ', "\u{a0}")
                ),
                if is_told(row) { self.share(row) } else { "Not told apart".to_owned() },
                rests_on(row),
            ]
        };
        Table {
            caption: format!(
                "{}: parts of the difference of {}, {}, with 95% intervals",
                self.indicator.title,
                named(&self.whole.arm),
                difference_unit(&self.indicator)
            ),
            header: ["Through", "Part", "Share", "Quantities behind it, by grade"]
                .map(str::to_owned)
                .to_vec(),
            rows: std::iter::once(self.whole).chain(moving).chain([self.remainder]).map(cells).collect(),
        }
    }

    /// Every channel with what is assumed while it is closed, for the appendix.
    pub(super) fn whole_table(&self) -> Table {
        let mut table = self.table_of(|link| link.moves);
        let closed = |row: &&WhyRow| row.closed.clone();
        let moving: Vec<&WhyRow> = self.links.iter().copied().filter(|link| link.moves).collect();
        let all: Vec<&WhyRow> = std::iter::once(self.whole).chain(moving).chain([self.remainder]).collect();
        table.header.push("Assumed while it is closed".to_owned());
        for (row, link) in table.rows.iter_mut().zip(&all) {
            row.push(closed(link));
        }
        let idle = self.links.iter().filter(|link| !link.moves).map(|link| {
            vec![through(link), "Nothing".to_owned(), "0%".to_owned(), rests_on(link), closed(link)]
        });
        table.rows.extend(idle.collect::<Vec<_>>());
        table
    }
}

/// What passes, as a head of a row.
fn through(row: &WhyRow) -> String {
    let mut letters = row.title.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn rests_on(row: &WhyRow) -> String {
    match (row.channel.as_str(), row.grades.as_str()) {
        (WHOLE | REMAINDER, _) => String::new(),
        (_, "") => "None: as arranged".to_owned(),
        (_, grades) => grades.to_owned(),
    }
}

/// How the chain was made, and what it is not.
fn how(rows: &[WhyRow]) -> String {
    let histories = rows.iter().filter(|row| row.channel == REMAINDER).map(|row| row.n).max().unwrap_or(0);
    format!(
        "Channels are closed in both options on the same luck, in {}: how the model comes to its answer, not how the world would.",
        if histories == 1 { "1 history".to_owned() } else { format!("{histories} histories") }
    )
}

/// Of the chain of culture: how much of each difference culture carries.
fn of_culture(chains: &[&Chain<'_>]) -> String {
    let part = |chain: &&Chain<'_>| {
        let carried = 1.0 - chain.remainder.share?;
        Some(format!("{} of it in {}", percent(Some(carried)), lower_first(&chain.indicator.title)))
    };
    let parts: Vec<String> = chains.iter().filter_map(part).collect();
    let arm = chains.first().map_or_else(String::new, |chain| named(&chain.whole.arm));
    format!("Of what {arm} does, culture carries {}; what is left comes by other ways.", listed(&parts))
}

/// Culture's links and several outcomes side by side.
fn of_outcomes(chains: &[&Chain<'_>]) -> Table {
    let rows = chains.first().map(|chain| {
        let links = chain.links.iter().copied().filter(|link| {
            chains.iter().any(|one| one.links.iter().any(|own| own.channel == link.channel && own.moves))
        });
        let ends = [chain.whole];
        ends.into_iter().chain(links).chain([chain.remainder]).collect::<Vec<_>>()
    });
    let line = |row: &WhyRow| {
        let own = |chain: &&Chain<'_>| {
            let all = [chain.whole, chain.remainder];
            let found = chain.links.iter().copied().chain(all).find(|own| own.channel == row.channel);
            found.map_or_else(String::new, |own| chain.cell(own))
        };
        let mut cells = vec![through(row)];
        cells.extend(chains.iter().map(own));
        cells.push(rests_on(row));
        cells
    };
    let mut header = vec!["Through".to_owned()];
    header.extend(
        chains
            .iter()
            .map(|chain| format!("{} ({})", chain.indicator.title, difference_unit(&chain.indicator))),
    );
    header.push("Quantities behind it, by grade".to_owned());
    Table {
        caption: "Parts of the differences, link by link; in brackets those that chance could make"
            .to_owned(),
        header,
        rows: rows.into_iter().flatten().map(line).collect(),
    }
}

/// Sentences and the table that stand before the appendix: of the outcome that the answer tells, or of all that culture reaches.
pub(super) fn brief(rows: &[WhyRow], outcome: &str) -> (Vec<String>, Option<Table>) {
    let chains = chains(rows);
    let told: Vec<&Chain<'_>> = chains.iter().filter(|chain| chain.is_told()).collect();
    if rows.first().is_some_and(|row| row.links == OF_CULTURE) {
        if told.is_empty() {
            let none = "No difference that culture could carry is told apart from none, so there is no chain of culture to tell.";
            return (vec![none.to_owned()], None);
        }
        let beside = &told[..told.len().min(BESIDE)];
        return (vec![of_culture(beside), how(rows)], Some(of_outcomes(beside)));
    }
    let Some(chain) = chains.iter().find(|chain| chain.of() == outcome).or(chains.first()) else {
        return (Vec::new(), None);
    };
    let mut said = chain.sentences();
    if chain.is_told() {
        said.push(how(rows));
    }
    (said, chain.is_told().then(|| chain.table()))
}

/// What is said on the terminal.
pub(in crate::analysis::run) fn ending(rows: &[WhyRow]) -> String {
    if rows.is_empty() {
        return "Why: no chain is told, since no difference is told apart from none, or too few histories were lived.\n\n".to_owned();
    }
    let chains = chains(rows);
    let said: Vec<String> = match rows.first() {
        Some(row) if row.links == OF_CULTURE => brief(rows, "").0.into_iter().take(1).collect(),
        _ => chains.first().map(Chain::sentences).unwrap_or_default(),
    };
    let plain = said.join(" ").replace('\u{2212}', "-");
    format!("Why ({}):\n  {plain}\n\n", counted(chains.len(), "outcome"))
}
