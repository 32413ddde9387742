//! The file that the page saves: the scenario as it was written, with the two worlds on the bench as its arms.
//! `swplab run` reads it as any other.

use serde::Deserialize;

/// What a scenario file is to become.
#[derive(Clone, Debug, Deserialize)]
pub struct Wanted {
    /// The file as it is.
    pub text: String,
    /// The arms that it is to have, in order.
    pub arms: Vec<WantedArm>,
    /// The authority profile that it is to have, where it is another.
    #[serde(default)]
    pub authority: Option<String>,
    /// Whether it is for the bench alone: then what the page offers, which was checked when the file was opened, is left
    /// out and need not be checked at each change.
    #[serde(default)]
    pub for_the_bench: bool,
}

/// An arm, with values as TOML.
#[derive(Clone, Debug, Deserialize)]
pub struct WantedArm {
    /// Its name.
    pub name: String,
    /// Dotted paths and values.
    pub set: Vec<(String, String)>,
}

/// Lines of a head that tell what was seen with other arms.
const SEEN: (&str, &str) = ("# What was seen, by", "# End of what was seen.");

/// Tables that speak of arms by name, or of cells.
const LEFT_OUT: [&str; 2] = ["arms", "sweep"];

/// The file with other arms. A run reads nothing of what is left out: what was seen with the arms before, and the sweep.
pub fn compose(wanted: &Wanted) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut place = None;
    let mut lines = Depth::default();
    let (mut is_left_out, mut is_seen) = (false, false);
    for line in wanted.text.lines() {
        is_seen |= line.starts_with(SEEN.0);
        if is_seen {
            is_seen = !line.starts_with(SEEN.1);
            continue;
        }
        if lines.is_outside()
            && let Some(table) = header(line)
        {
            let was = is_left_out;
            let name = table.split('.').next().unwrap_or("");
            is_left_out = LEFT_OUT.contains(&name) || (wanted.for_the_bench && name == "lab");
            if is_left_out && !was {
                // Remarks that stand on the table go with it.
                while kept.last().is_some_and(|line| line.starts_with('#')) {
                    kept.pop();
                }
                if table == "arms" {
                    place.get_or_insert(kept.len());
                }
            }
        }
        let is_remark = line.trim_start().starts_with('#');
        lines.read(line);
        if !is_left_out || (is_remark && lines.is_outside()) {
            kept.push(line);
        }
    }
    let place = place.unwrap_or(kept.len());
    let mut text = kept[..place].join("\n");
    text = format!("{}\n\n{}", text.trim_end(), wanted.arms.iter().map(written).collect::<String>());
    text += kept[place..].join("\n").trim_start();
    text = format!("{}\n", text.trim_end());
    match &wanted.authority {
        Some(profile) => with_authority(&text, profile),
        None => text,
    }
}

fn written(arm: &WantedArm) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let set: Vec<String> =
        arm.set.iter().map(|(path, value)| format!("{} = {value}", quoted(path))).collect();
    let set = if set.is_empty() { String::new() } else { format!("set = {{ {} }}\n", set.join(", ")) };
    format!("[[arms]]\nname = {}\n{set}\n", quoted(&arm.name))
}

/// The name of the table that a line begins.
fn header(line: &str) -> Option<&str> {
    let line = line.trim();
    let inside = line.strip_prefix("[[").or_else(|| line.strip_prefix('['))?;
    Some(inside.split(']').next()?.trim())
}

/// The list of authorities with one profile in it.
fn with_authority(text: &str, profile: &str) -> String {
    let mut out = Vec::new();
    let mut lines = Depth::default();
    let (mut is_top, mut is_list) = (true, false);
    for line in text.lines() {
        is_top &= !(lines.is_outside() && header(line).is_some());
        let begins = is_top
            && lines.is_outside()
            && line.strip_prefix("authorities").is_some_and(|rest| rest.trim_start().starts_with('='));
        lines.read(line);
        if begins {
            out.push(format!("authorities = [{}]", toml::Value::String(profile.to_owned())));
        } else if !is_list {
            out.push(line.to_owned());
        }
        is_list = (begins || is_list) && !lines.is_outside();
    }
    out.join("\n") + "\n"
}

/// Where a line stands: inside brackets or a text of several lines, a line that begins with a bracket begins no table.
#[derive(Default)]
struct Depth {
    brackets: i32,
    /// The three marks that end a text of several lines.
    text: Option<&'static str>,
}

impl Depth {
    fn is_outside(&self) -> bool {
        self.brackets <= 0 && self.text.is_none()
    }

    fn read(&mut self, line: &str) {
        if self.is_outside() && header(line).is_some() {
            return;
        }
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            if let Some(end) = self.text {
                let Some(at) = rest.find(end) else { return };
                rest = &rest[at + end.len()..];
                self.text = None;
                continue;
            }
            let long = ["\"\"\"", "'''"].into_iter().find(|marks| rest.starts_with(marks));
            match (long, first) {
                (Some(marks), _) => {
                    self.text = Some(marks);
                    rest = &rest[marks.len()..];
                    continue;
                }
                (_, '#') => return,
                (_, quote @ ('"' | '\'')) => {
                    rest = after_text(&rest[1..], quote);
                    continue;
                }
                (_, '[' | '{') => self.brackets += 1,
                (_, ']' | '}') => self.brackets -= 1,
                _ => {}
            }
            rest = &rest[first.len_utf8()..];
        }
    }
}

/// What follows a text of one line.
fn after_text(rest: &str, quote: char) -> &str {
    let mut is_escaped = false;
    for (at, c) in rest.char_indices() {
        if c == quote && !is_escaped {
            return &rest[at + 1..];
        }
        is_escaped = quote == '"' && c == '\\' && !is_escaped;
    }
    ""
}
