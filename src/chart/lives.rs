//! Two lives one above the other on one line of time: lanes of spans with their words, and lanes of marks.

use super::Drawing;
use super::canvas::{Anchor, Canvas, Stroke};
use super::palette::{PALETTE, TEXT};
use super::scale::Scale;
use super::text::{inside, line_height, widest, width, wrap};

/// Height of a span, px.
const HIGH: f64 = 24.0;

/// What holds for a time.
#[derive(Clone, Debug)]
pub struct Span {
    /// When it begins and ends, on the scale of time.
    pub time: (f64, f64),
    /// In words, drawn where they fit.
    pub label: String,
    /// Position in the palette.
    pub colour: usize,
}

/// A line of a life: spans, or marks of one shape each.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// What it shows.
    pub title: String,
    /// What holds, without overlaps.
    pub spans: Vec<Span>,
    /// What happens: when, and the shape by its position in the palette.
    pub marks: Vec<(f64, usize)>,
}

/// Lives with the same lanes.
#[derive(Clone, Debug)]
pub struct Lives {
    /// What a colour of spans, or a shape of marks, stands for: position in the palette, whether it is a mark, words.
    pub key: Vec<(usize, bool, String)>,
    /// Title of each life with its lanes, from top to bottom.
    pub worlds: Vec<(String, Vec<Lane>)>,
    /// First and last moment.
    pub time: (f64, f64),
    /// Moments that are named under each life.
    pub labels: Vec<(f64, String)>,
}

impl Drawing for Lives {
    fn draw(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let line = line_height(canvas.text_size());
        let mut y = self.draw_key(canvas, top + line);
        let scale = Scale::new(self.time, (0.0, canvas.width()));
        for (title, lanes) in &self.worlds {
            y += line + 8.0;
            for words in wrap(title, canvas.text_size() + 2.0, true, canvas.width()) {
                canvas.text(0.0, y, &words, canvas.text_size() + 2.0, true, Anchor::Start);
                y += line + 2.0;
            }
            let first = y - line + 4.0;
            let titles: Vec<Vec<String>> = lanes
                .iter()
                .map(|lane| wrap(&lane.title, canvas.text_size(), false, canvas.width()))
                .collect();
            let words: usize = titles.iter().map(|title| title.len().max(1)).sum();
            let height = line * words as f64 + lanes.iter().map(|lane| 4.0 + lane.height()).sum::<f64>();
            for (at, _) in &self.labels {
                canvas.grid((scale.at(*at), first), (scale.at(*at), first + height));
            }
            for (lane, title) in lanes.iter().zip(&titles) {
                for (row, words) in title.iter().enumerate() {
                    canvas.text(0.0, y + line * row as f64, words, canvas.text_size(), false, Anchor::Start);
                }
                y += line * title.len().saturating_sub(1) as f64 + 6.0;
                lane.draw(canvas, &scale, y);
                y += lane.height() + line - 2.0;
            }
            y = self.draw_labels(canvas, &scale, y);
        }
        y + 8.0
    }
}

impl Lives {
    fn draw_key(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let size = canvas.text_size();
        let line = line_height(size);
        let (mut x, mut y) = (0.0, top);
        for (colour, is_mark, words) in &self.key {
            let lines = wrap(words, size, false, canvas.width() - 22.0);
            let needed = 22.0 + widest(&lines, size, false);
            if x > 0.0 && x + needed > canvas.width() {
                (x, y) = (0.0, y + line + 2.0);
            }
            if *is_mark {
                canvas.marker(x + 8.0, y - 5.0, 5.0, colour % PALETTE.len());
            } else {
                canvas.rect((x, y - 12.0), (x + 15.0, y + 3.0), PALETTE[colour % PALETTE.len()]);
            }
            for (row, words) in lines.iter().enumerate() {
                canvas.text(x + 22.0, y + line * row as f64, words, size, false, Anchor::Start);
            }
            y += line * lines.len().saturating_sub(1) as f64;
            x += needed + 18.0;
        }
        y
    }

    fn draw_labels(&self, canvas: &mut Canvas, scale: &Scale, y: f64) -> f64 {
        let size = canvas.text_size();
        let mut free = f64::NEG_INFINITY;
        for (at, words) in &self.labels {
            let half = 0.5 * width(words, size, false);
            let x = inside(scale.at(*at), half, (0.0, canvas.width()));
            if x - half > free {
                canvas.text(x, y, words, size, false, Anchor::Middle);
                free = x + half + 8.0;
            }
        }
        y + 4.0
    }
}

impl Lane {
    fn height(&self) -> f64 {
        if self.spans.is_empty() { 14.0 } else { HIGH }
    }

    fn draw(&self, canvas: &mut Canvas, scale: &Scale, top: f64) {
        let size = canvas.text_size();
        for span in &self.spans {
            let (left, right) = (scale.at(span.time.0), scale.at(span.time.1));
            let colour = span.colour % PALETTE.len();
            canvas.rect((left, top), (right, top + HIGH), PALETTE[colour]);
            // A white edge keeps neighbours apart for those who do not see the colours.
            if right - left > 3.0 {
                canvas.rect((right - 1.5, top), (right, top + HIGH), "#FFFFFF");
            }
            if width(&span.label, size, true) + 8.0 < right - left {
                let ink = if matches!(colour, 0 | 2 | 4) { "#FFFFFF" } else { TEXT };
                let middle = 0.5 * (left + right);
                canvas.coloured_text(middle, top + 17.0, &span.label, size, true, Anchor::Middle, ink);
            }
        }
        if self.spans.is_empty() {
            let y = top + 7.0;
            canvas.line(&[(0.0, y), (canvas.width(), y)], Stroke::whole(PALETTE[4], 1.0));
            for (at, shape) in &self.marks {
                canvas.marker(scale.at(*at), y, 5.0, shape % PALETTE.len());
            }
        }
    }
}
