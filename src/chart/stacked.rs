//! Stacked bars from zero, one a row, with the values printed where they fit.

use super::Drawing;
use super::canvas::{Anchor, Canvas};
use super::palette::{PALETTE, TEXT};
use super::scale::{Rounding, Scale};
use super::text::{inside, line_height, widest, width, wrap};

/// One bar.
#[derive(Clone, Debug)]
pub struct StackedRow {
    /// Direct label.
    pub label: String,
    /// What stands at the end of the label line, such as the total.
    pub note: String,
    /// One value a part.
    pub values: Vec<f64>,
}

/// Stacked bars with the same parts.
#[derive(Clone, Debug)]
pub struct Stacked {
    /// Names of the parts in order.
    pub parts: Vec<String>,
    /// Bars from top to bottom.
    pub rows: Vec<StackedRow>,
    /// Title of the scale, with the unit.
    pub axis: String,
    /// How values are printed.
    pub rounding: Rounding,
}

impl Drawing for Stacked {
    fn draw(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let size = canvas.text_size();
        let line = line_height(size);
        let (mut x, mut y) = (0.0, top + line);
        for (at, part) in self.parts.iter().enumerate() {
            let lines = wrap(part, size, false, canvas.width() - 22.0);
            let needed = 22.0 + widest(&lines, size, false);
            if x > 0.0 && x + needed > canvas.width() {
                (x, y) = (0.0, y + line + 2.0);
            }
            canvas.rect((x, y - 12.0), (x + 15.0, y + 3.0), PALETTE[at % PALETTE.len()]);
            for (row, words) in lines.iter().enumerate() {
                canvas.text(x + 22.0, y + line * row as f64, words, size, false, Anchor::Start);
            }
            y += line * lines.len().saturating_sub(1) as f64;
            x += needed + 20.0;
        }
        y += 12.0;
        let longest =
            self.rows.iter().map(|r| r.values.iter().filter(|v| **v > 0.0).sum::<f64>()).fold(0.0, f64::max);
        let scale = Scale::new((0.0, longest), (0.0, canvas.width() - 26.0));
        let (ticks, decimals) = scale.ticks(if canvas.is_narrow() { 3 } else { 6 });
        // The note stands at the end of the label's first line.
        let label = |row: &StackedRow| {
            let room = canvas.width() - width(&row.note, size, false) - 12.0;
            wrap(&row.label, size, true, room.max(0.4 * canvas.width()))
        };
        let labels: Vec<Vec<String>> = self.rows.iter().map(label).collect();
        let step = |label: &Vec<String>| line * label.len().max(1) as f64 + 40.0;
        let first = y;
        for label in &labels {
            for tick in &ticks {
                let x = scale.at(*tick);
                let start = y + step(label) - 40.0;
                canvas.grid((x, start), (x, start + 36.0));
            }
            y += step(label);
        }
        let last = y;
        y = first;
        for (row, label) in self.rows.iter().zip(&labels) {
            for (at, words) in label.iter().enumerate() {
                canvas.text(0.0, y + line * (at + 1) as f64 - 4.0, words, size, true, Anchor::Start);
            }
            canvas.text(canvas.width(), y + line - 4.0, &row.note, size, false, Anchor::End);
            let under = y + step(label) - 40.0;
            let mut from = 0.0;
            for (at, value) in row.values.iter().enumerate().filter(|(_, v)| **v > 0.0) {
                let (left, right) = (scale.at(from), scale.at(from + value));
                let (above, below) = (under + 3.0, under + 31.0);
                let colour = at % PALETTE.len();
                // A white edge keeps neighbours apart for those who do not see the colours.
                canvas.rect((left, above), (right, below), PALETTE[colour]);
                if right - left > 3.0 {
                    canvas.rect((right - 1.0, above), (right, below), "#FFFFFF");
                }
                let words = self.rounding.print(*value);
                if width(&words, size, true) + 10.0 < right - left {
                    let dark = matches!(colour, 0 | 2 | 4);
                    let ink = if dark { "#FFFFFF" } else { TEXT };
                    let middle = 0.5 * (left + right);
                    canvas.coloured_text(middle, under + 22.0, &words, size, true, Anchor::Middle, ink);
                }
                from += value;
            }
            y += step(label);
        }
        y = last + line - 6.0;
        for tick in &ticks {
            let words = self.rounding.with_decimals(*tick, decimals);
            let half = 0.5 * width(&words, size, false);
            let x = inside(scale.at(*tick), half, (0.0, canvas.width()));
            canvas.text(x, y, &words, size, false, Anchor::Middle);
        }
        for words in wrap(&self.axis, size, false, canvas.width()) {
            y += line;
            canvas.text(0.0, y + 4.0, &words, size, false, Anchor::Start);
        }
        y + 8.0
    }
}
