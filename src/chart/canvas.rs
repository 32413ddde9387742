//! The canvas on which charts draw in px, by plotters.
//!
//! Coordinates are whole numbers, so that the same numbers give the same bytes on any machine: everything is drawn ten times as large
//! and scaled by the view box.

use plotters::coord::Shift;
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Text};
use plotters::prelude::{DrawingArea, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontFamily};

use super::Heading;
use super::document::document;
use super::palette::{DASHES, GRID, PALETTE, TEXT, rgb};
pub(super) use super::sheet::Anchor;
use super::sheet::{BESIDE, Drawn, Sheet};

/// Units of the document for a px.
pub(super) const TIMES: f64 = 10.0;

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

/// A sheet of a given width on which charts draw in px.
pub struct Canvas {
    width: f64,
    drawn: Drawn,
    area: DrawingArea<Sheet, Shift>,
}

/// More than any sheet is high, in units of the document: the height is known in the end.
const TALL: u32 = 1 << 24;

/// Px in units of the document.
pub(super) fn units(px: f64) -> i32 {
    libm::round(px * TIMES) as i32
}

/// A place in plotters' area.
fn fixed(x: f64, y: f64) -> (i32, i32) {
    (units(x) + BESIDE, units(y) + BESIDE)
}

fn shape(colour: &str, width: f64) -> ShapeStyle {
    let colour: RGBColor = rgb(colour);
    colour.stroke_width(units(width) as u32)
}

impl Canvas {
    /// An empty sheet.
    pub(super) fn new(width: f64) -> Self {
        let drawn = Drawn::default();
        let area = drawn.sheet((units(width) as u32, TALL));
        Self { width, drawn, area }
    }

    /// Draws an element of plotters.
    fn draw<'a, E>(&self, element: &'a E)
    where
        &'a E: PointCollection<'a, (i32, i32)>,
        E: Drawable<Sheet>,
    {
        // The sheet takes whatever is drawn: it has no error.
        let _ = self.area.draw(element);
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
        let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = (FontFamily::SansSerif, f64::from(units(size)), style).into_font();
        let end = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let colour = rgb(colour);
        let style = TextStyle::from(font).pos(Pos::new(end, VPos::Bottom)).color(&colour);
        self.draw(&Text::new(words, fixed(x, y), style));
    }

    /// A line through points.
    pub(super) fn line(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        let points: Vec<(i32, i32)> = points.iter().map(|(x, y)| fixed(*x, *y)).collect();
        self.drawn.dash(stroke.dash);
        self.draw(&PathElement::new(points, shape(stroke.colour, stroke.width)));
    }

    /// A filled shape.
    pub(super) fn fill(&mut self, points: &[(f64, f64)], colour: &'static str) {
        let points: Vec<(i32, i32)> = points.iter().map(|(x, y)| fixed(*x, *y)).collect();
        self.draw(&Polygon::new(points, rgb(colour)));
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
            _ => self.draw(&Circle::new(fixed(x, y), units(r), rgb(colour).filled())),
        }
    }

    /// A grid line.
    pub(super) fn grid(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.line(&[from, to], Stroke::whole(GRID, 1.0));
    }

    /// The document, with the words that make it accessible.
    pub(super) fn into_svg(self, height: f64, heading: &Heading, suffix: &str) -> String {
        document(&self.drawn.take(), (units(self.width), units(height)), heading, suffix)
    }
}
