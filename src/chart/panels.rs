//! Lines with bands, in small panels on the same scales: change over time, survival, response.

use super::Drawing;
use super::canvas::{Anchor, Canvas, Stroke};
use super::palette::{DASHES, PALE, PALETTE, TEXT};
use super::scale::{Rounding, Scale};
use super::text::{inside, line_height, widest, width, wrap};

/// A point of a line with its band; low and high may be missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Position along.
    pub x: f64,
    /// Value.
    pub y: f64,
    /// Lower edge of the band.
    pub low: f64,
    /// Upper edge of the band.
    pub high: f64,
}

/// One line.
#[derive(Clone, Debug)]
pub struct Series {
    /// Direct label at the end of the line; empty for none.
    pub label: String,
    /// Position in the palette.
    pub colour: usize,
    /// Points by rising x.
    pub points: Vec<Point>,
    /// Whether the value holds until the next point.
    pub step: bool,
    /// Whether points get a marker.
    pub marked: bool,
    /// Whether the band is drawn.
    pub band: bool,
}

/// One panel.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Direct title.
    pub title: String,
    /// Lines, the first drawn first.
    pub series: Vec<Series>,
    /// Places along the axis to point out.
    pub points_of_interest: Vec<f64>,
}

/// Panels on the same scales.
#[derive(Clone, Debug)]
pub struct Panels {
    /// Panels in reading order.
    pub panels: Vec<Panel>,
    /// Title of the upright scale, with unit; stands above.
    pub y_title: String,
    /// Title of the level scale.
    pub x_title: String,
    /// Labels along.
    pub x_labels: Vec<(f64, String)>,
    /// How values are printed.
    pub rounding: Rounding,
    /// Limits of the upright scale; taken from the data if absent.
    pub y_limits: Option<(f64, f64)>,
    /// What lines and bands mean, said once above the panels.
    pub key: Vec<(KeyMark, String)>,
}

/// A sample for the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyMark {
    /// A line of a palette position.
    Line(usize),
    /// A band of a palette position.
    Band(usize),
    /// A dotted upright line.
    Upright,
}

impl Panels {
    fn limits(&self) -> ((f64, f64), (f64, f64)) {
        let points = || {
            self.panels.iter().flat_map(|p| &p.series).flat_map(|s| s.points.iter().map(move |p| (s.band, p)))
        };
        let mut x = (f64::INFINITY, f64::NEG_INFINITY);
        let mut y = x;
        for (band, point) in points() {
            x = (x.0.min(point.x), x.1.max(point.x));
            let edges = if band { [point.y, point.low, point.high] } else { [point.y; 3] };
            for value in edges.into_iter().filter(|v| v.is_finite()) {
                y = (y.0.min(value), y.1.max(value));
            }
        }
        for (at, _) in &self.x_labels {
            x = (x.0.min(*at), x.1.max(*at));
        }
        let y = self.y_limits.unwrap_or_else(|| {
            let ticks = crate::statistics::ticks(y.0, y.1, 4);
            (ticks[0], ticks[ticks.len() - 1])
        });
        (x, y)
    }

    /// How a line of a colour is drawn in the panels: over another, and with marks where the key tells several lines apart.
    fn as_drawn(&self, colour: usize) -> (bool, bool) {
        let lines = || {
            let panels = self.panels.iter().map(|panel| panel.series.iter().enumerate());
            panels.flatten().filter(move |(_, series)| series.colour == colour)
        };
        let is_line = |(mark, _): &&(KeyMark, String)| matches!(mark, KeyMark::Line(_));
        let several = self.key.iter().filter(is_line).count() > 1;
        // Of a colour that no panel has yet its dash is its sign.
        let over = lines().next().is_none() || lines().any(|(order, _)| order > 0);
        (over, several && lines().any(|(_, series)| series.marked))
    }

    fn draw_key(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let size = canvas.text_size();
        let line = line_height(size);
        let (mut x, mut y) = (0.0, top + line);
        for (mark, words) in &self.key {
            let lines = wrap(words, size, false, canvas.width() - 36.0);
            let needed = 36.0 + widest(&lines, size, false);
            if x > 0.0 && x + needed > canvas.width() {
                (x, y) = (0.0, y + line + 2.0);
            }
            let middle = y - 0.35 * size;
            match mark {
                KeyMark::Line(at) => {
                    let (over, marked) = self.as_drawn(*at);
                    canvas.line(&[(x, middle), (x + 28.0, middle)], stroke(*at, over));
                    if marked {
                        canvas.marker(x + 14.0, middle, 5.0, *at);
                    }
                }
                KeyMark::Band(at) => {
                    canvas.rect((x, middle - 6.0), (x + 28.0, middle + 6.0), PALE[*at]);
                    for edge in [middle - 6.0, middle + 6.0] {
                        canvas.line(&[(x, edge), (x + 28.0, edge)], Stroke::whole(PALETTE[*at], 1.0));
                    }
                }
                KeyMark::Upright => canvas.line(
                    &[(x + 14.0, middle - 8.0), (x + 14.0, middle + 8.0)],
                    Stroke { colour: TEXT, width: 1.5, dash: DASHES[2] },
                ),
            }
            for (row, words) in lines.iter().enumerate() {
                canvas.text(x + 36.0, y + line * row as f64, words, size, false, Anchor::Start);
            }
            y += line * lines.len().saturating_sub(1) as f64;
            x += needed + 24.0;
        }
        if self.key.is_empty() { top } else { y + 6.0 }
    }
}

impl Drawing for Panels {
    fn draw(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let size = canvas.text_size();
        let line = line_height(size);
        let mut y = self.draw_key(canvas, top);
        for words in wrap(&self.y_title, size, false, canvas.width()) {
            y += line;
            canvas.text(0.0, y, &words, size, false, Anchor::Start);
        }
        y += 8.0;
        let (x_limits, y_limits) = self.limits();
        if !(x_limits.0.is_finite() && y_limits.0.is_finite()) {
            canvas.text(0.0, y + line, "No values to show.", size, false, Anchor::Start);
            return y + 2.0 * line;
        }
        let columns = match self.panels.len() {
            _ if canvas.is_narrow() => 1,
            1 => 1,
            2 | 4 => 2,
            _ => 3,
        };
        let gap = 22.0;
        let across = (canvas.width() - gap * (columns - 1) as f64) / columns as f64;
        // Labels at the ends of lines get a third of a panel, and room under one another.
        let label = |series: &Series| wrap(&series.label, size, false, 0.36 * across);
        let labels: Vec<Vec<Vec<String>>> =
            self.panels.iter().map(|panel| panel.series.iter().map(label).collect()).collect();
        let lines = |panel: &Vec<Vec<String>>| panel.iter().map(Vec::len).sum::<usize>();
        let needed = line * labels.iter().map(lines).max().unwrap_or(0) as f64;
        let high = needed.max(if columns == 1 && !canvas.is_narrow() { 280.0 } else { 150.0 });
        let upright = Scale::new(y_limits, (high, 0.0));
        let (y_ticks, decimals) = upright.ticks(4);
        let margin = y_ticks
            .iter()
            .map(|t| width(&self.rounding.with_decimals(*t, decimals), size, false))
            .fold(0.0, f64::max)
            + 8.0;
        for (row, labels) in self.panels.chunks(columns).zip(labels.chunks(columns)) {
            let titles: Vec<Vec<String>> =
                row.iter().map(|panel| wrap(&panel.title, size, true, across)).collect();
            let above = y;
            y += line * titles.iter().map(Vec::len).max().unwrap_or(0).max(1) as f64;
            for (at, (panel, labels)) in row.iter().zip(labels).enumerate() {
                let left = at as f64 * (across + gap);
                for (row, words) in titles[at].iter().enumerate() {
                    canvas.text(
                        left,
                        above + line * (row + 1) as f64 - 4.0,
                        words,
                        size,
                        true,
                        Anchor::Start,
                    );
                }
                let ends = widest(labels.iter().flatten(), size, false);
                let right = left + across - if ends > 0.0 { ends + 10.0 } else { 6.0 };
                let level = Scale::new(x_limits, (left + margin, right));
                let plot_top = y + 14.0;
                for tick in &y_ticks {
                    let ty = plot_top + upright.at(*tick);
                    canvas.grid((left + margin, ty), (right, ty));
                    let words = self.rounding.with_decimals(*tick, decimals);
                    canvas.text(left + margin - 6.0, ty + 5.0, &words, size, false, Anchor::End);
                }
                let mut free_from = f64::NEG_INFINITY;
                for (value, words) in &self.x_labels {
                    let half = 0.5 * width(words, size, false);
                    let x = inside(level.at(*value), half, (left, left + across));
                    canvas.line(
                        &[(level.at(*value), plot_top + high), (level.at(*value), plot_top + high + 5.0)],
                        Stroke::whole(TEXT, 1.0),
                    );
                    if x - half > free_from {
                        canvas.text(x, plot_top + high + line + 3.0, words, size, false, Anchor::Middle);
                        free_from = x + half + 8.0;
                    }
                }
                for at in panel.points_of_interest.iter().filter(|v| level.holds(**v)) {
                    canvas.line(
                        &[(level.at(*at), plot_top), (level.at(*at), plot_top + high)],
                        Stroke { colour: TEXT, width: 1.5, dash: DASHES[2] },
                    );
                }
                // No band covers a line.
                let scales = (&level, &upright);
                for series in &panel.series {
                    draw_band(canvas, series, scales, plot_top);
                }
                for (order, series) in panel.series.iter().enumerate() {
                    draw_line(canvas, series, scales, plot_top, order > 0);
                }
                label_ends(canvas, panel, labels, (&level, &upright), (plot_top, high));
            }
            y += 14.0 + high + line + 16.0;
        }
        for words in wrap(&self.x_title, size, false, canvas.width()) {
            y += line;
            canvas.text(0.0, y - 4.0, &words, size, false, Anchor::Start);
        }
        y + 4.0
    }
}

/// Labels at the ends of the lines, pushed apart where lines end close together.
fn label_ends(
    canvas: &mut Canvas,
    panel: &Panel,
    labels: &[Vec<String>],
    (level, upright): (&Scale, &Scale),
    (top, high): (f64, f64),
) {
    let size = canvas.text_size();
    let line = line_height(size);
    let mut ends: Vec<(f64, f64, &Vec<String>)> = panel
        .series
        .iter()
        .zip(labels)
        .filter(|(_, label)| !label.is_empty())
        .filter_map(|(s, label)| {
            let middle = 0.5 * line * (label.len() - 1) as f64;
            s.points.last().map(|p| (upright.at(p.y) - middle, level.at(p.x), label))
        })
        .collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = f64::NEG_INFINITY;
    for (y, _, label) in &mut ends {
        *y = y.max(free);
        free = *y + line * label.len() as f64;
    }
    // Labels of several lines may stand where the names of the axis stand: such go up again.
    let mut below = high + line;
    for (y, _, label) in ends.iter_mut().rev().filter(|_| labels.iter().any(|label| label.len() > 1)) {
        *y = y.min(below - line * label.len() as f64);
        below = *y;
    }
    for (y, x, label) in ends {
        for (row, words) in label.iter().enumerate() {
            canvas.text(x + 8.0, top + y + line * row as f64 + 5.0, words, size, false, Anchor::Start);
        }
    }
}

/// Places of the values of a line on the sheet.
fn path(
    series: &Series,
    (level, upright): (&Scale, &Scale),
    top: f64,
    value: impl Fn(&Point) -> f64,
) -> Vec<(f64, f64)> {
    let mut path = Vec::new();
    let mut before = f64::NAN;
    for point in &series.points {
        let (x, y) = (level.at(point.x), top + upright.at(value(point)));
        if series.step && before.is_finite() {
            path.push((x, before));
        }
        path.push((x, y));
        before = y;
    }
    path
}

/// Draws a band with its edges, where there is one.
fn draw_band(canvas: &mut Canvas, series: &Series, scales: (&Scale, &Scale), top: f64) {
    let banded = series.band && series.points.iter().all(|p| p.low.is_finite() && p.high.is_finite());
    if banded {
        let (low, high) = (path(series, scales, top, |p| p.low), path(series, scales, top, |p| p.high));
        let around: Vec<(f64, f64)> = low.iter().chain(high.iter().rev()).copied().collect();
        canvas.fill(&around, PALE[series.colour]);
        for edge in [&low, &high] {
            canvas.line(edge, Stroke::whole(PALETTE[series.colour], 1.0));
        }
    }
}

/// A line over another is dashed, so that both can be told apart.
fn stroke(colour: usize, over: bool) -> Stroke {
    if over { Stroke::of(colour) } else { Stroke::whole(PALETTE[colour], 2.5) }
}

/// Draws a line with its marks.
fn draw_line(canvas: &mut Canvas, series: &Series, scales: (&Scale, &Scale), top: f64, over: bool) {
    canvas.line(&path(series, scales, top, |p| p.y), stroke(series.colour, over));
    if series.marked {
        let (level, upright) = scales;
        for point in &series.points {
            canvas.marker(level.at(point.x), top + upright.at(point.y), 5.0, series.colour);
        }
    }
}
