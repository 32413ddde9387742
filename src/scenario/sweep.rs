//! What a sweep varies and how its cells are laid out: lists of values, ranges, and the design.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::check::{Setting, arm};
use super::paths::place;
use super::profile_files::ProfileFiles;
use super::reader::Reader;
use super::scenario::Factor;
use super::tree::{Entry, Node, Table, Value};

/// How the cells of a sweep are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Every combination of the values
    #[default]
    Factorial,
    /// Points of which each factor has one in each of as many equal parts of its range
    LatinHypercube,
    /// Scrambled Sobol' points, even in every direction and every pair of directions
    Sobol,
    /// Sobol' points as published, the same for every seed
    SobolPlain,
}

impl Layout {
    /// All of them.
    pub const ALL: [Layout; 4] =
        [Layout::Factorial, Layout::LatinHypercube, Layout::Sobol, Layout::SobolPlain];

    /// The name as written in scenarios.
    pub fn name(self) -> &'static str {
        match self {
            Layout::Factorial => "factorial",
            Layout::LatinHypercube => "latin-hypercube",
            Layout::Sobol => "sobol",
            Layout::SobolPlain => "sobol-plain",
        }
    }
}

/// Points of a design that is not told how many it has.
pub const USUAL_POINTS: u32 = 32;

/// A layout with the number of its points and the arm that its cells change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Design {
    /// The layout; the full factorial if none is named.
    pub layout: Layout,
    /// Points; a full factorial has as many cells as combinations.
    pub points: Option<u32>,
    /// Name of the arm that the cells change; the first if none is named.
    pub base: Option<String>,
}

impl Design {
    /// Whether nothing is said of it.
    pub fn is_usual(&self) -> bool {
        *self == Design::default()
    }
}

/// A range of values, as `{ from = 60, to = 200 }` is written in the place of a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    from: f64,
    to: f64,
    /// Whether both ends are written as whole numbers: then so are the values between them.
    is_whole: bool,
}

impl Range {
    /// The range that a factor has in the place of values.
    pub fn of(factor: &Factor) -> Option<Range> {
        let [only] = factor.levels.as_slice() else { return None };
        let inside = only.strip_prefix('{')?.strip_suffix('}')?;
        let (from, to) = inside.split_once(',')?;
        let end = |text: &str, name: &str| {
            Some(text.trim().strip_prefix(name)?.trim().strip_prefix('=')?.trim().to_owned())
        };
        let (from, to) = (end(from, "from")?, end(to, "to")?);
        let is_whole = from.parse::<i64>().is_ok() && to.parse::<i64>().is_ok();
        Some(Range { from: from.parse().ok()?, to: to.parse().ok()?, is_whole })
    }

    /// A range as a factor holds it.
    pub fn written(from: &str, to: &str) -> String {
        format!("{{ from = {from}, to = {to} }}")
    }

    /// Whether it goes from less to more, both finite.
    pub fn is_rising(&self) -> bool {
        self.from < self.to && self.from.is_finite() && self.to.is_finite()
    }

    /// Its ends, as values.
    pub fn ends(&self) -> [String; 2] {
        [self.at(0.0), self.at(1.0)]
    }

    /// The value at a share of the way, as TOML.
    pub fn at(&self, share: f64) -> String {
        if self.is_whole {
            let steps = self.to - self.from + 1.0;
            return format!("{}", (self.from + libm::floor(share * steps)).min(self.to));
        }
        // Six digits say what is meant; the rest would only be noise in every table.
        let value = self.from + share * (self.to - self.from);
        let digits = 5 - libm::floor(libm::log10(value.abs().max(1e-6))) as i32;
        let scale = libm::pow(10.0, f64::from(digits.clamp(0, 12)));
        let rounded = libm::round(value * scale) / scale;
        format!("{:?}", rounded.clamp(self.from, self.to))
    }
}

/// Keys of the table that are no paths.
const OWN: [&str; 3] = ["design", "points", "base"];

/// Factors and design of the `[sweep]` table.
pub(super) fn sweep(
    reader: &mut Reader<'_>,
    (tree, common): (&Table, &Table),
    names: &[String],
    files: &ProfileFiles,
) -> (Vec<Factor>, Design) {
    let Some((table, _)) = reader.table(tree, "sweep") else {
        return (Vec::new(), Design::default());
    };
    let design = design(reader, table, names);
    let is_range = |_: &str, table: &Table| table.get("from").is_some() || table.get("to").is_some();
    let mut factors = Vec::new();
    for (path, entry) in
        table.flattened(&is_range).into_iter().filter(|(path, _)| !OWN.contains(&path.as_str()))
    {
        let Entry { key_at, node, .. } = entry;
        // A path that is wrong is one fault, not one for each level.
        if let Err(message) = place(common, &path) {
            reader.error(key_at, &path, message);
            continue;
        }
        let try_level = |reader: &mut Reader<'_>, level: &Node| {
            let setting: [Setting; 1] = [(path.clone(), key_at, level.clone())];
            arm(reader, String::new(), common, &setting, files);
        };
        match &node.value {
            Value::List(levels) if !levels.is_empty() => {
                let written: Vec<String> = levels.iter().map(Node::written).collect();
                let mut seen = BTreeSet::new();
                for (index, level) in levels.iter().enumerate() {
                    if !seen.insert(number_or_text(level)) {
                        let message = format!("sweep.{path} has the level {} twice.", written[index]);
                        reader.error(level.at, &path, message);
                    }
                    try_level(reader, level);
                }
                factors.push(Factor { path, levels: written });
            }
            Value::Table(ends) => match range(ends) {
                Some([from, to]) => {
                    try_level(reader, from);
                    try_level(reader, to);
                    let written = Range::written(&from.written(), &to.written());
                    factors.push(Factor { path, levels: vec![written] });
                }
                None => {
                    let message = format!(
                        "sweep.{path} must be a list of values or a range such as {{ from = 60, to = 200 }}, from less to more."
                    );
                    reader.error(node.at, &path, message);
                }
            },
            _ => {
                let found = node.found();
                let message =
                    format!("sweep.{path} is {found}, but must be a list of one or more values or a range.");
                reader.error(node.at, &path, message);
            }
        }
    }
    (factors, design)
}

/// The ends of a range as written.
fn range(table: &Table) -> Option<[&Node; 2]> {
    let end = |key| table.get(key).map(|entry| &entry.node);
    let ends = [end("from")?, end("to")?];
    let written = Range::written(&ends[0].written(), &ends[1].written());
    let read = Range::of(&Factor { path: String::new(), levels: vec![written] });
    (table.entries.len() == 2 && read.is_some_and(|range| range.is_rising())).then_some(ends)
}

fn design(reader: &mut Reader<'_>, table: &Table, names: &[String]) -> Design {
    let mut design = Design::default();
    let listed = |names: Vec<String>| names.join(", ");
    for entry in table.entries.iter().filter(|entry| OWN.contains(&entry.key.as_str())) {
        let path = format!("sweep.{}", entry.key);
        let must_be = match (entry.key.as_str(), &entry.node.value) {
            ("design", Value::Text(name)) if Layout::ALL.iter().any(|layout| layout.name() == name) => {
                design.layout =
                    Layout::ALL.into_iter().find(|layout| layout.name() == name).unwrap_or_default();
                continue;
            }
            ("points", Value::Whole(points)) if (2..=i64::from(u16::MAX)).contains(points) => {
                design.points = u32::try_from(*points).ok();
                continue;
            }
            ("base", Value::Text(name)) if names.contains(name) => {
                design.base = Some(name.clone());
                continue;
            }
            ("design", _) => {
                let all = Layout::ALL.iter().map(|layout| format!("\"{}\"", layout.name()));
                format!("one of {}", listed(all.collect()))
            }
            ("points", _) => "a whole number from 2 to 65535".to_owned(),
            _ => format!(
                "the name of an arm: {}",
                listed(names.iter().map(|name| format!("\"{name}\"")).collect())
            ),
        };
        let message = format!("{path} is {}, but must be {must_be}.", entry.node.found());
        reader.error(entry.node.at, &path, message);
    }
    design
}

/// What makes two levels the same: 3 and 3.0 are one number.
fn number_or_text(level: &Node) -> String {
    match level.value {
        Value::Whole(whole) => (whole as f64).to_string(),
        Value::Number(number) => number.to_string(),
        _ => level.written(),
    }
}
