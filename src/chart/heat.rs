//! A map of two factors: one cell for each pair of levels, its value printed inside.

use super::Drawing;
use super::canvas::{Anchor, Canvas};
use super::palette::TEXT;
use super::scale::Rounding;
use super::text::{line_height, width, wrap};

/// Fills from least to most, light enough or dark enough for the text that they carry.
const FILLS: [(&str, &str); 5] =
    [("#E8F0F7", TEXT), ("#BCD6EC", TEXT), ("#6BACE6", TEXT), ("#1D66A6", "#FFFFFF"), ("#12436D", "#FFFFFF")];

/// A map of two factors.
#[derive(Clone, Debug)]
pub struct HeatMap {
    /// Name of the factor across and its levels.
    pub across: (String, Vec<String>),
    /// Name of the factor down and its levels.
    pub down: (String, Vec<String>),
    /// Values by `[down][across]`; `NaN` where not defined.
    pub values: Vec<Vec<f64>>,
    /// Values of the lightest and the darkest fill, so that maps can share a scale.
    pub limits: (f64, f64),
    /// How values are printed.
    pub rounding: Rounding,
}

impl Drawing for HeatMap {
    fn draw(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let size = canvas.text_size();
        let line = line_height(size);
        let limit = 0.3 * canvas.width();
        let names: Vec<Vec<String>> = self.down.1.iter().map(|l| wrap(l, size, true, limit)).collect();
        let left = names.iter().flatten().map(|n| width(n, size, true)).fold(40.0, f64::max) + 12.0;
        let cell = (canvas.width() - left) / self.across.1.len().max(1) as f64;
        let mut y = top;
        for words in
            wrap(&format!("Across: {}. Down: {}.", self.across.0, self.down.0), size, false, canvas.width())
        {
            y += line;
            canvas.text(0.0, y - 4.0, &words, size, false, Anchor::Start);
        }
        let heads: Vec<Vec<String>> = self.across.1.iter().map(|l| wrap(l, size, true, cell - 4.0)).collect();
        let tall = heads.iter().map(Vec::len).max().unwrap_or(1);
        for (at, head) in heads.iter().enumerate() {
            for (row, words) in head.iter().enumerate() {
                let x = left + cell * (at as f64 + 0.5);
                canvas.text(x, y + line * (row + 1) as f64, words, size, true, Anchor::Middle);
            }
        }
        y += line * tall as f64 + 8.0;
        let (low, high) = self.limits;
        let high_cell = 44.0;
        for (row, name) in self.values.iter().zip(&names) {
            for (at, words) in name.iter().enumerate() {
                let base = y + 0.5 * high_cell + 5.0 + line * (at as f64 - 0.5 * (name.len() - 1) as f64);
                canvas.text(0.0, base, words, size, true, Anchor::Start);
            }
            for (at, value) in row.iter().enumerate() {
                let x = left + cell * at as f64;
                let words = if value.is_finite() { self.rounding.print(*value) } else { "none".to_owned() };
                let share = if high > low { (value - low) / (high - low) } else { 0.0 };
                let (fill, ink) = FILLS[((share.clamp(0.0, 1.0) * 5.0) as usize).min(4)];
                canvas.rect((x + 1.0, y + 1.0), (x + cell - 1.0, y + high_cell - 1.0), fill);
                let middle = x + 0.5 * cell;
                canvas.coloured_text(
                    middle,
                    y + 0.5 * high_cell + 5.0,
                    &words,
                    size,
                    false,
                    Anchor::Middle,
                    ink,
                );
            }
            y += high_cell;
        }
        y + 8.0
    }
}
