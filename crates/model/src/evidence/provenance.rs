//! What can be said about one quantity: for `swplab explain`, the report and the manual.

use super::quantity::Quantity;

/// Everything that a reader may want to know about one quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Provenance<'a> {
    /// The quantity.
    pub quantity: &'a Quantity,
    /// What each arm of a scenario sets it to and why; empty if nothing touches it.
    pub changes: Vec<Change>,
}

/// What one arm of a scenario sets a quantity to.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Arm.
    pub arm: String,
    /// The entry of a table, where only that is set.
    pub band: Option<String>,
    /// Value, for a table the factor.
    pub value: f64,
    /// Reason given; may be empty.
    pub why: String,
}

impl Provenance<'_> {
    /// Name and text of every line worth printing, in order.
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let quantity = self.quantity;
        let mut lines = vec![("quantity", quantity.id.clone()), ("meaning", quantity.label.clone())];
        if quantity.is_table() {
            let entries = quantity.bands.iter().zip(&quantity.values);
            let entries: Vec<String> = entries.map(|(b, v)| format!("{b}: {v}")).collect();
            lines.push(("values", entries.join(", ")));
        } else {
            lines.push(("value", quantity.value.to_string()));
        }
        lines.push(("range", self.range()));
        lines.push(("unit", quantity.unit.clone()));
        lines.push(("a scenario may set", self.allowed()));
        let grade = quantity.grade;
        lines.push(("grade", format!("{} ({})", grade.letter(), grade.meaning())));
        lines.push(("source", quantity.source.clone()));
        if !quantity.note.is_empty() {
            lines.push(("note", quantity.note.clone()));
        }
        if !quantity.mechanisms.is_empty() {
            lines.push(("mechanisms", quantity.mechanisms.join(", ")));
        }
        lines.push(("used by", quantity.used_by.join(", ")));
        lines.push(("stands in", format!("evidence/{}", quantity.file)));
        lines
    }

    /// The range and how a value is drawn from it, in words.
    pub fn range(&self) -> String {
        let quantity = self.quantity;
        let (low, high) = (quantity.low, quantity.high);
        let what = if quantity.is_table() { "every entry times a factor " } else { "" };
        match quantity.distribution {
            super::Distribution::Fixed if low == high => "fixed".to_string(),
            super::Distribution::Fixed => {
                format!("fixed; {what}{low} to {high} would be defensible")
            }
            super::Distribution::Uniform => format!("{what}{low} to {high}, equally likely"),
            super::Distribution::Triangular => {
                format!("{what}{low} to {high}, {} most likely", quantity.value)
            }
        }
    }

    fn allowed(&self) -> String {
        let what = if self.quantity.is_table() { "a factor" } else { "a value" };
        let (least, most) = self.quantity.allowed;
        format!("{what} from {least} to {most}")
    }
}
