//! Distributions, one under another on one scale, each with its median and middle 90%.

use super::Drawing;
use super::canvas::{Anchor, Canvas, Stroke};
use super::palette::{PALETTE, TEXT};
use super::scale::{Rounding, Scale};
use super::text::{inside, line_height, width, wrap};
use crate::statistics::{Bins, quantile, sorted};

/// Colour of the bar of those that do not differ: grey.
const TIES: usize = 4;

/// One distribution.
#[derive(Clone, Debug)]
pub struct Ridge {
    /// Direct label.
    pub label: String,
    /// A line beside the label, such as the shares on each side of zero.
    pub note: String,
    /// Position in the palette.
    pub colour: usize,
    /// Values; when `zero` is set exact zeros have a bar of their own, cut at the height of the others that they would hide.
    pub values: Vec<f64>,
}

/// Distributions on one scale.
#[derive(Clone, Debug)]
pub struct Ridges {
    /// Distributions from top to bottom.
    pub rows: Vec<Ridge>,
    /// Title of the scale, with the unit.
    pub axis: String,
    /// How values are printed.
    pub rounding: Rounding,
    /// Whether a line marks zero, and what stands at its left and right: such as `lower` and `higher`.
    pub zero: Option<(String, String)>,
}

impl Ridges {
    /// Limits that hold all but the outermost half percent on each side.
    fn limits(&self) -> (f64, f64) {
        let all: Vec<f64> = self.rows.iter().flat_map(|r| r.values.iter().copied()).collect();
        let rising = sorted(&all);
        let (mut low, mut high) = (quantile(&rising, 0.005), quantile(&rising, 0.995));
        if self.zero.is_some() {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        if high > low { (low, high) } else { (low - 1.0, low + 1.0) }
    }
}

impl Drawing for Ridges {
    fn draw(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let size = canvas.text_size();
        let line = line_height(size);
        if self.rows.iter().all(|r| r.values.is_empty()) {
            canvas.text(0.0, top + line, "No values to show.", size, false, Anchor::Start);
            return top + 2.0 * line;
        }
        let (low, high) = self.limits();
        let edges = Bins::new(low, high, if canvas.is_narrow() { 28 } else { 44 });
        let scale = Scale::new((edges.start, edges.end()), (24.0, canvas.width() - 24.0));
        let mut y = top;
        if let Some((left, right)) = &self.zero {
            y += line;
            let x = scale.at(0.0);
            let gap = 10.0;
            if x - gap > width(left, size, false) + 12.0 {
                canvas.text(x - gap, y - 4.0, &format!("\u{2190} {left}"), size, false, Anchor::End);
            }
            if canvas.width() - x - gap > width(right, size, false) + 12.0 {
                canvas.text(x + gap, y - 4.0, &format!("{right} \u{2192}"), size, false, Anchor::Start);
            }
        }
        let first = y;
        let bars = if canvas.is_narrow() { 46.0 } else { 54.0 };
        let (ticks, decimals) = scale.ticks(if canvas.is_narrow() { 5 } else { 8 });
        let mut layout = Vec::new();
        for row in &self.rows {
            let notes = wrap(&row.note, size, false, canvas.width());
            let beside = notes.len() == 1
                && width(&row.label, size, true) + width(&row.note, size, false) + 16.0 < canvas.width();
            let label = wrap(&row.label, size, true, canvas.width());
            let head = if beside { line } else { line * (label.len() + notes.len()) as f64 };
            layout.push((y, head, beside, label, notes));
            y += head + bars + 26.0;
        }
        for ((start, head, ..), _) in layout.iter().zip(&self.rows) {
            for tick in &ticks {
                let x = scale.at(*tick);
                canvas.grid((x, start + head + 6.0), (x, start + head + bars + 18.0));
            }
        }
        let most = self
            .rows
            .iter()
            .map(|row| {
                let bins = self.bars(&edges, row);
                bins.counts.iter().copied().max().unwrap_or(0) as f64 / row.values.len().max(1) as f64
            })
            .fold(1e-9, f64::max);
        for (row, (start, head, beside, label, notes)) in self.rows.iter().zip(&layout) {
            for (at, words) in label.iter().enumerate() {
                canvas.text(0.0, start + line * (at + 1) as f64 - 4.0, words, size, true, Anchor::Start);
            }
            if *beside {
                canvas.text(canvas.width(), start + line - 4.0, &row.note, size, false, Anchor::End);
            } else {
                for (at, note) in notes.iter().enumerate() {
                    let y = start + line * (label.len() + at + 1) as f64 - 4.0;
                    canvas.text(0.0, y, note, size, false, Anchor::Start);
                }
            }
            let base = start + head + bars + 6.0;
            let bins = self.bars(&edges, row);
            let ties = row.values.iter().filter(|value| self.zero.is_some() && **value == 0.0).count();
            if ties > 0 {
                let share = ties as f64 / row.values.len() as f64;
                let x = scale.at(0.0);
                let height = bars * (share / most).min(1.0);
                canvas.rect((x - 6.0, base - height), (x + 6.0, base), PALETTE[TIES]);
            }
            for (at, count) in bins.counts.iter().enumerate().filter(|(_, c)| **c > 0) {
                let share = *count as f64 / row.values.len().max(1) as f64;
                let left = scale.at(bins.start + bins.width * at as f64);
                let right = scale.at(bins.start + bins.width * (at + 1) as f64);
                canvas.rect(
                    (left + 0.5, base - bars * share / most),
                    (right - 0.5, base),
                    PALETTE[row.colour],
                );
            }
            canvas.line(
                &[(scale.at(edges.start), base), (scale.at(edges.end()), base)],
                Stroke::whole(TEXT, 1.0),
            );
            let rising = sorted(&row.values);
            if !rising.is_empty() {
                let under = base + 9.0;
                let (from, to) = (scale.at(quantile(&rising, 0.05)), scale.at(quantile(&rising, 0.95)));
                canvas.line(&[(from, under), (to, under)], Stroke::whole(TEXT, 3.0));
                let x = scale.at(quantile(&rising, 0.5));
                canvas.rect((x - 2.0, under - 6.0), (x + 2.0, under + 6.0), TEXT);
            }
        }
        if self.zero.is_some() {
            let x = scale.at(0.0);
            for (start, head, ..) in &layout {
                let base = start + head + bars + 6.0;
                canvas.line(&[(x, start + head + 2.0), (x, base + 16.0)], Stroke::whole(TEXT, 2.0));
            }
            canvas.line(&[(x, first - line + 4.0), (x, first)], Stroke::whole(TEXT, 2.0));
        }
        for tick in &ticks {
            let words = self.rounding.with_decimals(*tick, decimals);
            let half = 0.5 * width(&words, size, false);
            let x = inside(scale.at(*tick), half, (0.0, canvas.width()));
            canvas.text(x, y + 12.0, &words, size, false, Anchor::Middle);
        }
        y += 14.0;
        for words in wrap(&self.axis, size, false, canvas.width()) {
            y += line;
            canvas.text(0.0, y, &words, size, false, Anchor::Start);
        }
        y + 4.0
    }
}

impl Ridges {
    fn bars(&self, edges: &Bins, row: &Ridge) -> Bins {
        let shown: Vec<f64> =
            row.values.iter().copied().filter(|v| self.zero.is_none() || *v != 0.0).collect();
        edges.filled(&shown)
    }
}
