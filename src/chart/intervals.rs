//! Dots with intervals about a zero line, in sections.

use super::Drawing;
use super::canvas::{Anchor, Canvas, Stroke};
use super::palette::{PALETTE, TEXT};
use super::scale::{Rounding, Scale};
use super::text::{inside, line_height, width, wrap};

/// One dot with its interval.
#[derive(Clone, Debug)]
pub struct IntervalRow {
    /// Direct label.
    pub label: String,
    /// Value.
    pub mid: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Position in the palette.
    pub colour: usize,
}

/// Rows that belong together.
#[derive(Clone, Debug)]
pub struct Section {
    /// Title of the section; empty for none.
    pub title: String,
    /// Rows.
    pub rows: Vec<IntervalRow>,
}

/// Dots with intervals on one scale.
#[derive(Clone, Debug)]
pub struct Intervals {
    /// Sections from top to bottom.
    pub sections: Vec<Section>,
    /// Title of the scale, with the unit.
    pub axis: String,
    /// How values are printed.
    pub rounding: Rounding,
    /// What stands at the left and right of zero: such as `lower` and `higher`.
    pub sides: (String, String),
}

impl Drawing for Intervals {
    fn draw(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let size = canvas.text_size();
        let line = line_height(size);
        let narrow = canvas.is_narrow();
        let ends = || {
            self.sections
                .iter()
                .flat_map(|s| &s.rows)
                .flat_map(|r| [r.low, r.mid, r.high])
                .filter(|v| v.is_finite())
        };
        let (low, high) = ends().fold((0.0_f64, 0.0_f64), |(l, h), v| (l.min(v), h.max(v)));
        let pad = 0.04 * (high - low).max(1e-9);
        let left = if narrow { 12.0 } else { 0.36 * canvas.width() };
        let scale = Scale::new((low - pad, high + pad), (left, canvas.width() - 12.0));
        let (ticks, decimals) = scale.ticks(if narrow { 4 } else { 7 });
        let zero = scale.at(0.0);
        let mut y = top + line;
        if !self.sides.0.is_empty() && zero - left > width(&self.sides.0, size, false) + 24.0 {
            canvas.text(
                zero - 10.0,
                y - 4.0,
                &format!("\u{2190} {}", self.sides.0),
                size,
                false,
                Anchor::End,
            );
        }
        if canvas.width() - zero > width(&self.sides.1, size, false) + 34.0 {
            canvas.text(
                zero + 10.0,
                y - 4.0,
                &format!("{} \u{2192}", self.sides.1),
                size,
                false,
                Anchor::Start,
            );
        }
        y += 4.0;
        for section in &self.sections {
            if !section.title.is_empty() {
                for words in wrap(&section.title, size, true, canvas.width()) {
                    y += line;
                    canvas.text(0.0, y - 3.0, &words, size, true, Anchor::Start);
                }
            }
            for row in &section.rows {
                let limit = if narrow { canvas.width() } else { left - 16.0 };
                let label = wrap(&row.label, size, false, limit);
                let (above, middle, below) = if narrow {
                    let under = y + line * label.len() as f64;
                    (under, under + 11.0, under + 24.0)
                } else {
                    let tall = (line * label.len() as f64).max(26.0) + 2.0;
                    (y, y + 0.5 * tall, y + tall)
                };
                for (at, words) in label.iter().enumerate() {
                    let base = if narrow {
                        y + line * (at + 1) as f64 - 3.0
                    } else {
                        middle + 5.0 + line * (at as f64 - 0.5 * (label.len() - 1) as f64)
                    };
                    canvas.text(0.0, base, words, size, false, Anchor::Start);
                }
                for tick in &ticks {
                    let x = scale.at(*tick);
                    canvas.grid((x, above), (x, below));
                }
                canvas.line(&[(zero, above), (zero, below)], Stroke::whole(TEXT, 2.0));
                if row.low.is_finite() && row.high.is_finite() {
                    let (from, to) = (scale.at(row.low), scale.at(row.high));
                    canvas.line(&[(from, middle), (to, middle)], Stroke::whole(PALETTE[row.colour], 2.5));
                    for end in [from, to] {
                        canvas.line(
                            &[(end, middle - 5.0), (end, middle + 5.0)],
                            Stroke::whole(PALETTE[row.colour], 2.0),
                        );
                    }
                }
                if row.mid.is_finite() {
                    canvas.marker(scale.at(row.mid), middle, 5.0, row.colour);
                }
                y = below;
            }
            y += 6.0;
        }
        y += line;
        for tick in &ticks {
            let words = self.rounding.with_decimals(*tick, decimals);
            let half = 0.5 * width(&words, size, false);
            let x = inside(scale.at(*tick), half, (0.0, canvas.width()));
            canvas.text(x, y - 4.0, &words, size, false, Anchor::Middle);
        }
        for words in wrap(&self.axis, size, false, canvas.width()) {
            y += line;
            canvas.text(0.0, y, &words, size, false, Anchor::Start);
        }
        y + 6.0
    }
}
