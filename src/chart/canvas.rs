//! The layer between chart kinds and plotters: px in, an accessible SVG document out.
//!
//! plotters has whole px only, so everything is drawn ten times as large and scaled by the view box.

use plotters::prelude::{DrawingBackend, IntoTextStyle, RGBColor, SVGBackend, ShapeStyle, TextStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, FontTransform};

use super::Heading;
use super::palette::{DASHES, GRID, PALETTE, TEXT, channels};
use super::text::width;

const TIMES: f64 = 10.0;

/// Texts up to this width, px, are no wider in any font than the room that is left beside them.
const HELD: f64 = 24.0;

/// Where a text stands against its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Begins there.
    Start,
    /// Is centred there.
    Middle,
    /// Ends there.
    End,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
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

enum Mark {
    Line(Vec<(i32, i32)>, RGBColor, u32),
    Fill(Vec<(i32, i32)>, RGBColor),
    Rect((i32, i32), (i32, i32), RGBColor),
    Circle((i32, i32), u32, RGBColor),
    Text((i32, i32), String, f64, bool, Anchor, RGBColor),
}

/// A sheet of a given width on which charts draw in px.
pub struct Canvas {
    width: f64,
    marks: Vec<Mark>,
}

fn rgb(hex: &str) -> RGBColor {
    let (r, g, b) = channels(hex);
    RGBColor(r, g, b)
}

fn fixed(x: f64, y: f64) -> (i32, i32) {
    (libm::round(x * TIMES) as i32, libm::round(y * TIMES) as i32)
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
        colour: &str,
    ) {
        let at = fixed(x, y);
        let mark = Mark::Text(at, words.to_owned(), size, bold, anchor, rgb(colour));
        self.marks.push(mark);
    }

    /// A line through points, dashed by length along the line.
    pub(super) fn line(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        let width = libm::round(stroke.width * TIMES) as u32;
        let colour = rgb(stroke.colour);
        if stroke.dash.is_empty() {
            let whole = points.iter().map(|(x, y)| fixed(*x, *y)).collect();
            self.marks.push(Mark::Line(whole, colour, width));
            return;
        }
        let (mut at, mut left, mut drawing) = (0, stroke.dash[0], true);
        let mut piece: Vec<(i32, i32)> = points.first().map(|(x, y)| fixed(*x, *y)).into_iter().collect();
        for pair in points.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            let length = ((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)).sqrt();
            let mut gone = 0.0;
            while length - gone > left {
                gone += left;
                let share = gone / length;
                let turn = fixed(x0 + share * (x1 - x0), y0 + share * (y1 - y0));
                piece.push(turn);
                if drawing {
                    self.marks.push(Mark::Line(std::mem::take(&mut piece), colour, width));
                }
                piece = vec![turn];
                drawing = !drawing;
                at = (at + 1) % stroke.dash.len();
                left = stroke.dash[at];
            }
            left -= length - gone;
            piece.push(fixed(x1, y1));
        }
        if drawing && piece.len() > 1 {
            self.marks.push(Mark::Line(piece, colour, width));
        }
    }

    /// A filled shape.
    pub(super) fn fill(&mut self, points: &[(f64, f64)], colour: &str) {
        let points = points.iter().map(|(x, y)| fixed(*x, *y)).collect();
        self.marks.push(Mark::Fill(points, rgb(colour)));
    }

    /// A filled rectangle between two corners.
    pub(super) fn rect(&mut self, (x0, y0): (f64, f64), (x1, y1): (f64, f64), colour: &str) {
        self.marks.push(Mark::Rect(fixed(x0, y0), fixed(x1, y1), rgb(colour)));
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
            _ => {
                let size = libm::round(r * TIMES) as u32;
                self.marks.push(Mark::Circle(fixed(x, y), size, rgb(colour)));
            }
        }
    }

    /// A grid line.
    pub(super) fn grid(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.line(&[from, to], Stroke::whole(GRID, 1.0));
    }

    /// The document, with the words that make it accessible.
    pub(super) fn into_svg(self, height: f64, heading: &Heading, suffix: &str) -> String {
        let size = (libm::round(self.width * TIMES) as u32, libm::round(height * TIMES) as u32);
        let mut drawn = String::new();
        {
            let mut backend = SVGBackend::with_string(&mut drawn, size);
            for mark in &self.marks {
                play(&mut backend, mark);
            }
            backend.present().expect("drawing into memory cannot fail");
        }
        let drawn = hold_widths(&drawn, &self.marks);
        finish(&drawn, size, heading, suffix)
    }
}

/// Gives every longer text the width for which it was laid out, so that it runs over nothing where a wider font stands in
/// for Arial.
fn hold_widths(drawn: &str, marks: &[Mark]) -> String {
    let mut held = String::with_capacity(drawn.len());
    let mut rest = drawn;
    for mark in marks {
        let Mark::Text(_, words, size, bold, ..) = mark else { continue };
        let Some((before, after)) = rest.split_once("<text ") else { break };
        let wide = width(words, *size, *bold);
        held.push_str(before);
        held.push_str("<text ");
        if wide > HELD {
            held.push_str(&format!(
                "textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" ",
                libm::round(wide * TIMES)
            ));
        }
        rest = after;
    }
    held + rest
}

fn play(backend: &mut SVGBackend, mark: &Mark) {
    let stroke =
        |colour: &RGBColor, width| ShapeStyle { color: colour.to_rgba(), filled: false, stroke_width: width };
    let done = match mark {
        Mark::Line(points, colour, width) => {
            backend.draw_path(points.iter().copied(), &stroke(colour, *width))
        }
        Mark::Fill(points, colour) => backend.fill_polygon(points.iter().copied(), colour),
        Mark::Rect(from, to, colour) => backend.draw_rect(*from, *to, colour, true),
        Mark::Circle(at, radius, colour) => backend.draw_circle(*at, *radius, colour, true),
        Mark::Text(at, words, size, bold, anchor, colour) => {
            let h = match anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            // plotters writes size / 1.24 into the document.
            let style: TextStyle = ("sans-serif", size * TIMES * 1.24).into_text_style(&(1, 1));
            let mut style = style.color(colour).pos(Pos::new(h, VPos::Bottom));
            if *bold {
                style.font = style.font.style(FontStyle::Bold);
            }
            style.font = style.font.transform(FontTransform::None);
            backend.draw_text(words, &style, *at)
        }
    };
    done.expect("drawing into memory cannot fail");
}

/// Replaces the opening tag, gives the document its title and description, and tidies what plotters repeats
/// on every element.
fn finish(drawn: &str, (width, height): (u32, u32), heading: &Heading, suffix: &str) -> String {
    let body = drawn.split_once('>').map_or("", |(_, rest)| rest);
    let body = body
        .replace(" opacity=\"1\"", "")
        .replace(" dy=\"-0.5ex\"", "")
        .replace(" font-family=\"sans-serif\"", "");
    let mut tidy = String::with_capacity(body.len());
    let mut rest = body.as_str();
    while let Some((before, after)) = rest.split_once("font-size=\"") {
        let (size, tail) = after.split_once('"').unwrap_or((after, ""));
        let whole = libm::round(size.parse::<f64>().unwrap_or(140.0)) as i64;
        tidy.push_str(&format!("{before}font-size=\"{whole}\""));
        rest = tail;
    }
    tidy.push_str(rest);
    let id = format!("{}{suffix}", heading.id);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{}\" height=\"{}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" font-family=\"Arial, Helvetica, sans-serif\">\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>{tidy}",
        f64::from(width) / TIMES,
        f64::from(height) / TIMES,
        escape(&heading.title),
        escape(&heading.description),
    )
}

/// Text as it may stand in a document.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
