//! The page of a journey, its drawing and its JSON, from its tables alone.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use super::ending::{parts, sentences, time};
use super::rows::{HappeningRow, JourneyRow, SpanRow};
use crate::chart::{Heading, Lane, Lives, Span};
use crate::report::words::plain;
use crate::report::{Figure, Page, Table, escape, save};
use crate::results::file::{read_table, write};
use crate::results::{FileEntry, Manifest, OutputError, OutputOptions};
use crate::terms::PlacementType;

/// Lanes that are of her alone: they say of which time is told.
const HERS: [&str; 4] = ["placement", "holder", "provider", "seat"];
/// Months that are drawn before and after.
const MARGIN: f64 = 3.0;

/// Keys of events that have one shape, its position in the palette, and its words.
type Shape = (&'static [&'static str], usize, &'static str);

/// Shapes of what happens to her.
const MARKS: [Shape; 4] = [
    (&["has-case-holder"], 2, "case holder changes or is given"),
    (&["moves", "is-placed"], 1, "placement begins"),
    (&["asks-decision"], 0, "decision asked for"),
    (&["enters-care", "comes-back", "leaves-care", "service-ends"], 3, "care or service begins or ends"),
];

/// The same of workers and teams.
const TEAM: [Shape; 2] = [
    (
        &["worker-leaves", "agency-leaves", "post-closed", "worker-falls-sick"],
        3,
        "worker leaves or falls sick",
    ),
    (
        &["worker-takes-up-post", "agency-comes", "worker-returns", "post-transferred"],
        1,
        "worker comes or returns",
    ),
];

/// And of contracts.
const CONTRACT: [Shape; 2] = [
    (&["contract-review"], 0, "contract reviewed"),
    (
        &["contract-awarded", "contract-opens", "contract-extended", "contract-ends"],
        5,
        "contract awarded, opened, extended or ended",
    ),
];

/// What the tables hold of a journey.
pub(crate) struct Told {
    journey: Vec<JourneyRow>,
    spans: Vec<SpanRow>,
    happenings: Vec<HappeningRow>,
}

impl Told {
    /// The tables of a directory.
    ///
    /// # Errors
    /// When one is missing, damaged or altered.
    pub(crate) fn read(directory: &Path, files: &[FileEntry]) -> Result<Told, OutputError> {
        Ok(Told {
            journey: read_table(directory, files)?,
            spans: read_table(directory, files)?,
            happenings: read_table(directory, files)?,
        })
    }

    /// The sentences on the two lives and their drawing.
    pub(crate) fn section(&self, page: &mut Page, manifest: &Manifest) {
        page.list(&sentences(&self.journey, &self.happenings));
        page.figure(self.figure(manifest));
    }

    /// Whether a practice ever held her case, in either world.
    pub(crate) fn is_held_by_practice(&self) -> bool {
        self.spans.iter().any(|span| span.lane == "provider" && span.key == "practice")
    }

    fn is_of_child(&self) -> bool {
        self.journey.first().is_some_and(|row| row.subject == "child")
    }

    /// The time in which anything is told of her in either world, with a little before and after.
    fn window(&self) -> (f64, f64) {
        let own = self.spans.iter().filter(|span| HERS.contains(&span.lane.as_str()));
        let (from, to) =
            own.fold((f64::INFINITY, 0.0_f64), |(from, to), span| (from.min(span.from), to.max(span.to)));
        let last = self.spans.iter().map(|span| span.to).fold(to, f64::max);
        if from < to { ((from - MARGIN).max(0.0), (to + MARGIN).min(last)) } else { (0.0, last) }
    }

    fn lane(&self, arm: &str, lane: &str, title: &str, colour: impl Fn(&SpanRow) -> usize) -> Option<Lane> {
        let (first, last) = self.window();
        let own = self.spans.iter().filter(|span| span.arm == arm && span.lane == lane);
        let spans: Vec<Span> = own
            .filter(|span| span.to > first && span.from < last)
            .map(|span| Span {
                time: (span.from.max(first), span.to.min(last)),
                label: span.label.clone(),
                colour: colour(span),
            })
            .collect();
        (!spans.is_empty()).then(|| Lane { title: title.to_owned(), spans, marks: Vec::new() })
    }

    fn marks(&self, arm: &str, about: &[&str], title: &str, shapes: &[Shape]) -> Option<Lane> {
        let (first, last) = self.window();
        let own = self.happenings.iter().filter(|row| row.arm == arm && about.contains(&row.about.as_str()));
        let own = own.filter(|row| row.at >= first && row.at <= last);
        let marks: Vec<(f64, usize)> = own
            .filter_map(|row| {
                let shape = shapes.iter().find(|(events, ..)| events.contains(&row.event.as_str()))?;
                Some((row.at, shape.1))
            })
            .collect();
        (!marks.is_empty()).then(|| Lane { title: title.to_owned(), spans: Vec::new(), marks })
    }

    /// The lanes of one world.
    fn lanes(&self, arm: &str) -> Vec<Lane> {
        // Neighbours of one lane differ in colour.
        let number = |span: &SpanRow| [0, 4, 2][span.label.parse::<usize>().unwrap_or(0) % 3];
        let employer = |span: &SpanRow| if span.key == "practice" { 1 } else { 4 };
        let placement =
            |span: &SpanRow| PlacementType::KEYS.iter().position(|key| *key == span.key).unwrap_or(0);
        let seat = |span: &SpanRow| match span.label.as_str() {
            "worker" => 0,
            "agency" => 3,
            "sick" => 5,
            _ => 4,
        };
        let year =
            |span: &SpanRow| if span.key.parse::<f64>().is_ok_and(|year| year % 2.0 > 0.5) { 4 } else { 0 };
        let lanes = if self.is_of_child() {
            vec![
                self.lane(arm, "school", "School year", year),
                self.lane(arm, "placement", "Where she lives", placement),
                self.lane(arm, "holder", "Who holds her case, in the order of meeting", number),
                self.lane(arm, "provider", "Whose worker that is", employer),
                self.marks(arm, &["child"], "What happens to her", &MARKS),
                self.marks(arm, &["team"], "What happens in her teams", &TEAM),
                self.lane(arm, "contract", "Contract", |_| 5),
                self.marks(arm, &["contract"], "What happens to the contract", &CONTRACT),
            ]
        } else {
            vec![
                self.lane(arm, "seat", "Who sits in the post", seat),
                self.lane(arm, "cases", "Cases", number),
                self.lane(arm, "provider", "Whose post it is", employer),
                self.marks(arm, &["worker"], "What happens in the post", &TEAM),
                self.lane(arm, "contract", "Contract", |_| 5),
                self.marks(arm, &["contract"], "What happens to the contract", &CONTRACT),
            ]
        };
        lanes.into_iter().flatten().collect()
    }

    fn key(&self) -> Vec<(usize, bool, String)> {
        let mut key: Vec<(usize, bool, String)> = Vec::new();
        if self.is_of_child() {
            let lived = self.spans.iter().filter(|span| span.lane == "placement");
            let mut types: BTreeMap<usize, String> = BTreeMap::new();
            for span in lived {
                if let Some(at) = PlacementType::KEYS.iter().position(|key| *key == span.key) {
                    types.insert(at, span.label.clone());
                }
            }
            key.extend(types.into_iter().map(|(colour, words)| (colour, false, words)));
        }
        let about: [(&str, &[Shape]); 4] =
            [("child", &MARKS), ("worker", &TEAM), ("team", &TEAM), ("contract", &CONTRACT)];
        for (about, shapes) in about {
            for (events, shape, words) in shapes {
                let (first, last) = self.window();
                let is_there = self.happenings.iter().any(|row| {
                    let is_drawn = row.at >= first && row.at <= last;
                    is_drawn && row.about == about && events.contains(&row.event.as_str())
                });
                if is_there && !key.iter().any(|(_, _, known)| known == words) {
                    key.push((*shape, true, (*words).to_owned()));
                }
            }
        }
        key
    }

    fn figure(&self, manifest: &Manifest) -> Figure {
        let window = self.window();
        let first: u32 = manifest.start.get(..4).and_then(|year| year.parse().ok()).unwrap_or_default();
        let labels = (0..=manifest.horizon_years)
            .map(|year| (f64::from(year * 12), format!("April {}", first + year)))
            .filter(|(at, _)| *at >= window.0 && *at <= window.1);
        let arms: Vec<&str> = self.journey.iter().map(|row| row.arm.as_str()).collect();
        let title = match arms[..] {
            [one, other] => match parts(&self.happenings, one, other) {
                Some(day) => format!("Two lives that are one until {day}"),
                None => "Two lives that do not differ".to_owned(),
            },
            _ => "A life".to_owned(),
        };
        let counts = |row: &JourneyRow| {
            [
                row.arm.clone(),
                time(row.months),
                row.changes.to_string(),
                row.moves.to_string(),
                row.decisions.to_string(),
                row.decision_days.map_or_else(|| "none".to_owned(), |days| plain(days, 1)),
                time(row.in_practice),
                row.caseload.map_or_else(String::new, |cases| plain(cases, 1)),
            ]
        };
        Figure {
            heading: Heading {
                id: "lives".to_owned(),
                title,
                subtitle: format!(
                    "The same {} with the same luck in a study that begins in April {first} and runs for {} years: above \"{}\", below \"{}\"",
                    if self.is_of_child() { "child" } else { "post" },
                    manifest.horizon_years,
                    arms.first().unwrap_or(&""),
                    arms.last().unwrap_or(&"")
                ),
                source: format!("Source: swplab {} journey of scenario {}, history {}.", manifest.swplab_version, manifest.scenario, self.journey.first().map_or(0, |row| row.history)),
                description: "Two lives one above the other on one line of time, each a stack of lanes: bars for what holds for a time, marks for what happens. Everything in them stands in the tables below.".to_owned(),
            },
            drawing: Box::new(Lives {
                key: self.key(),
                worlds: arms.iter().map(|arm| ((*arm).to_owned(), self.lanes(arm))).collect(),
                time: window,
                labels: labels.collect(),
            }),
            data: Table {
                caption: "What was counted".to_owned(),
                header: ["World", "Time", "Changes of case holder", "Moves", "Decisions", "Days that a decision waited", "With a practice", "Cases"]
                    .map(str::to_owned)
                    .to_vec(),
                rows: self.journey.iter().map(|row| counts(row).to_vec()).collect(),
            },
        }
    }

    /// What happens in one world, as a table.
    fn diary(&self, arm: &str) -> Table {
        let own = self.happenings.iter().filter(|row| row.arm == arm);
        let words = |row: &HappeningRow| {
            let arrow = match (row.from.as_str(), row.to.as_str()) {
                ("", "") => String::new(),
                ("", to) => to.to_owned(),
                (from, to) => format!("{from} to {to}"),
            };
            vec![
                row.day.clone(),
                row.about.clone(),
                row.event.replace('-', " "),
                arrow,
                row.cause.replace('-', " "),
            ]
        };
        Table {
            caption: format!("What happens in \"{arm}\""),
            header: ["Day", "To whom", "What", "From and to", "Why"].map(str::to_owned).to_vec(),
            rows: own.map(words).collect(),
        }
    }

    fn json(&self, manifest: &Manifest) -> String {
        let worlds = self.journey.iter().map(|row| {
            json!({
                "counted": row,
                "spans": self.spans.iter().filter(|span| span.arm == row.arm).collect::<Vec<_>>(),
                "happenings": self.happenings.iter().filter(|one| one.arm == row.arm).collect::<Vec<_>>(),
            })
        });
        let whole = json!({
            "scenario": manifest.scenario,
            "swplab_version": manifest.swplab_version,
            "start": manifest.start,
            "horizon_years": manifest.horizon_years,
            "seed": manifest.seed,
            "history": manifest.first_replication,
            "sentences": sentences(&self.journey, &self.happenings),
            "worlds": worlds.collect::<Vec<_>>(),
        });
        serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
    }
}

/// Draws the lives, writes the page and the JSON.
pub(super) fn report(
    directory: &Path,
    manifest: Manifest,
    options: OutputOptions,
) -> Result<(), OutputError> {
    let files = &manifest.files;
    let told = Told::read(directory, files)?;
    write(&directory.join("journey.json"), told.json(&manifest).as_bytes())?;
    let mut page = Page::default();
    page.section("answer", "The two lives");
    told.section(&mut page, &manifest);
    page.contents_here();
    page.section("diary", "Day by day");
    page.paragraph("What happens to her comes from the event log of each world, which swplab run --events writes of everybody; what happens in a team is told while a post of it holds her case; a contract is seen at the end of each month. Case holders have numbers of one world alone.");
    for row in &told.journey {
        page.fold(&format!("What happens in \"{}\"", row.arm));
        page.table(&told.diary(&row.arm));
        page.unfold();
    }
    page.section("limits", "Limits, and how to repeat this");
    page.paragraph("This is a simulated person, made of published figures and stated assumptions: nobody whom it resembles is meant. One life shows how things come about in the model, not how often and not in the world. School years are those of her age; nothing in the model happens at school.");
    page.code("swplab verify DIR\nswplab report DIR");
    page.fold("The scenario as written");
    page.code(&manifest.scenario_as_written);
    page.unfold();
    let lead = format!("<p class=\"inset\">{}</p>", escape(&manifest.question));
    save(directory, &page, &manifest.title, &lead, options)
}
