//! Bars from zero in falling order, each with the level that chance would reach.

use super::Drawing;
use super::canvas::{Anchor, Canvas, Stroke};
use super::palette::{PALETTE, TEXT};
use super::scale::{Rounding, Scale};
use super::text::{line_height, width, wrap};

/// One bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Direct label.
    pub label: String,
    /// Value; below zero is drawn as nothing.
    pub value: f64,
    /// What chance would reach; `NaN` for none.
    pub floor: f64,
    /// Position in the palette.
    pub colour: usize,
}

/// Bars on one scale.
#[derive(Clone, Debug)]
pub struct Bars {
    /// Bars from top to bottom.
    pub rows: Vec<Bar>,
    /// Title of the scale, with the unit.
    pub axis: String,
    /// How values are printed.
    pub rounding: Rounding,
    /// What the upright mark on each bar means.
    pub floor_title: String,
}

impl Drawing for Bars {
    fn draw(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let size = canvas.text_size();
        let line = line_height(size);
        let narrow = canvas.is_narrow();
        let longest =
            self.rows.iter().flat_map(|r| [r.value, r.floor]).filter(|v| v.is_finite()).fold(1e-9, f64::max);
        let left = if narrow { 0.0 } else { 0.46 * canvas.width() };
        let room = width(&self.rounding.print(longest), size, true) + 12.0;
        let scale = Scale::new((0.0, longest), (left, canvas.width() - room));
        let mut y = top + line;
        if !self.floor_title.is_empty() {
            let mark = Stroke { colour: TEXT, width: 2.0, dash: &[3.0, 2.0] };
            canvas.line(&[(6.0, y - 14.0), (6.0, y + 3.0)], mark);
            for words in wrap(&self.floor_title, size, false, canvas.width() - 18.0) {
                canvas.text(18.0, y, &words, size, false, Anchor::Start);
                y += line;
            }
        }
        for row in &self.rows {
            let limit = if narrow { canvas.width() } else { left - 14.0 };
            let label = wrap(&row.label, size, false, limit);
            let (above, below) = if narrow {
                let under = y + line * label.len() as f64;
                (under, under + 18.0)
            } else {
                let tall = (line * label.len() as f64).max(24.0);
                (y + 0.5 * tall - 9.0, y + 0.5 * tall + 9.0)
            };
            for (at, words) in label.iter().enumerate() {
                let base = if narrow {
                    y + line * (at + 1) as f64 - 4.0
                } else {
                    0.5 * (above + below) + 5.0 + line * (at as f64 - 0.5 * (label.len() - 1) as f64)
                };
                canvas.text(0.0, base, words, size, false, Anchor::Start);
            }
            let end = scale.at(row.value.max(0.0));
            canvas.rect((left, above), (end, below), PALETTE[row.colour]);
            canvas.line(&[(left, above - 3.0), (left, below + 3.0)], Stroke::whole(TEXT, 1.5));
            let words = self.rounding.print(row.value);
            let mut after = end;
            if row.floor.is_finite() {
                let x = scale.at(row.floor);
                // A white edge keeps the mark visible on a dark bar.
                let (high, low) = ((x, above - 3.0), (x, below + 3.0));
                canvas.line(&[high, low], Stroke::whole("#FFFFFF", 6.0));
                let mark = Stroke { colour: TEXT, width: 2.0, dash: &[3.0, 2.0] };
                canvas.line(&[high, low], mark);
                if x > end - 4.0 && x < end + 14.0 + width(&words, size, true) {
                    after = x;
                }
            }
            let base = 0.5 * (above + below) + 5.0;
            canvas.text(after + 7.0, base, &words, size, true, Anchor::Start);
            y = if narrow { below + 8.0 } else { y + (line * label.len() as f64).max(24.0) + 8.0 };
        }
        for words in wrap(&self.axis, size, false, canvas.width()) {
            y += line;
            canvas.text(0.0, y, &words, size, false, Anchor::Start);
        }
        y + 6.0
    }
}
