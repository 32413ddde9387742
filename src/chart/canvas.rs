//! The sheet on which charts draw in px.
//!
//! Coordinates are whole numbers, so that the same numbers give the same bytes on any machine: everything is drawn ten times as large
//! and scaled by the view box.

use super::Heading;
use super::document::document;
use super::palette::{DASHES, GRID, PALETTE, TEXT};

/// Units of the document for a px.
pub(super) const TIMES: f64 = 10.0;

/// Where a text stands against its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Anchor {
    /// Begins there.
    Start,
    /// Is centred there.
    Middle,
    /// Ends there.
    End,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stroke {
    /// Colour as `#RRGGBB`.
    pub colour: &'static str,
    /// Width in px.
    pub width: f64,
    /// Lengths drawn and left out, px; empty for a whole line.
    pub dash: &'static [f64],
}

impl Stroke {
    /// The line of a palette position with its own dash.
    pub(super) fn of(at: usize) -> Self {
        Self { colour: PALETTE[at], width: 2.5, dash: DASHES[at] }
    }

    /// A whole line.
    pub(super) fn whole(colour: &'static str, width: f64) -> Self {
        Self { colour, width, dash: &[] }
    }
}

/// What is drawn, in units of the document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    /// Points, and how they are joined.
    Line(Vec<(i32, i32)>, Stroke),
    /// Corners and colour.
    Fill(Vec<(i32, i32)>, &'static str),
    /// Middle, radius and colour.
    Circle((i32, i32), i32, &'static str),
    Text {
        at: (i32, i32),
        words: String,
        size: i32,
        bold: bool,
        anchor: Anchor,
        colour: &'static str,
    },
}

/// A sheet of a given width on which charts draw in px.
pub struct Canvas {
    width: f64,
    marks: Vec<Mark>,
}

/// Px in units of the document.
pub(super) fn units(px: f64) -> i32 {
    libm::round(px * TIMES) as i32
}

fn fixed(x: f64, y: f64) -> (i32, i32) {
    (units(x), units(y))
}

impl Canvas {
    /// An empty sheet.
    pub(super) fn new(width: f64) -> Self {
        Self { width, marks: Vec::new() }
    }

    /// Width in px.
    pub(super) fn width(&self) -> f64 {
        self.width
    }

    /// Whether labels must stand above their marks rather than beside them.
    pub(super) fn is_narrow(&self) -> bool {
        self.width < 500.0
    }

    /// Size of ordinary text in px.
    pub(super) fn text_size(&self) -> f64 {
        if self.is_narrow() { 14.0 } else { 15.0 }
    }

    /// Text whose baseline is at `y`.
    pub(super) fn text(&mut self, x: f64, y: f64, words: &str, size: f64, bold: bool, anchor: Anchor) {
        self.coloured_text(x, y, words, size, bold, anchor, TEXT);
    }

    /// Text on a dark ground.
    #[allow(clippy::too_many_arguments, reason = "one call per label; a struct would only rename them")]
    pub(super) fn coloured_text(
        &mut self,
        x: f64,
        y: f64,
        words: &str,
        size: f64,
        bold: bool,
        anchor: Anchor,
        colour: &'static str,
    ) {
        let (at, size) = (fixed(x, y), units(size));
        self.marks.push(Mark::Text { at, words: words.to_owned(), size, bold, anchor, colour });
    }

    /// A line through points.
    pub(super) fn line(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        let points = points.iter().map(|(x, y)| fixed(*x, *y)).collect();
        self.marks.push(Mark::Line(points, stroke));
    }

    /// A filled shape.
    pub(super) fn fill(&mut self, points: &[(f64, f64)], colour: &'static str) {
        let points = points.iter().map(|(x, y)| fixed(*x, *y)).collect();
        self.marks.push(Mark::Fill(points, colour));
    }

    /// A filled rectangle between two corners.
    pub(super) fn rect(&mut self, (x0, y0): (f64, f64), (x1, y1): (f64, f64), colour: &'static str) {
        self.fill(&[(x0, y0), (x1, y0), (x1, y1), (x0, y1)], colour);
    }

    /// A marker centred at a position: round, square, diamond or triangle by palette position.
    pub(super) fn marker(&mut self, x: f64, y: f64, radius: f64, palette: usize) {
        let r = radius;
        let colour = PALETTE[palette];
        match palette {
            1 => self.rect((x - r, y - r), (x + r, y + r), colour),
            2 => self.fill(&[(x, y - 1.3 * r), (x + 1.3 * r, y), (x, y + 1.3 * r), (x - 1.3 * r, y)], colour),
            3 => self.fill(&[(x, y - 1.2 * r), (x + 1.2 * r, y + r), (x - 1.2 * r, y + r)], colour),
            5 => self.fill(&[(x, y + 1.2 * r), (x + 1.2 * r, y - r), (x - 1.2 * r, y - r)], colour),
            _ => self.marks.push(Mark::Circle(fixed(x, y), units(r), colour)),
        }
    }

    /// A grid line.
    pub(super) fn grid(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.line(&[from, to], Stroke::whole(GRID, 1.0));
    }

    /// The document, with the words that make it accessible.
    pub(super) fn into_svg(self, height: f64, heading: &Heading, suffix: &str) -> String {
        document(&self.marks, (units(self.width), units(height)), heading, suffix)
    }
}
