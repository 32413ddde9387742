//! Drawings from tidy numbers. Knows nothing of where they came from and writes no files.
//!
//! Every chart states its finding in its title, carries a description for those who cannot see it, uses
//! horizontal text only, and comes in a wide and a narrow form so that text stays legible on a telephone.

mod bars;
mod canvas;
mod document;
mod heat;
mod intervals;
mod lives;
mod palette;
mod panels;
#[cfg(feature = "png")]
mod picture;
mod ridges;
mod scale;
mod sheet;
mod stacked;
#[cfg(test)]
mod tests;
mod text;

pub use bars::{Bar, Bars};
pub use canvas::Canvas;
pub use heat::HeatMap;
pub use intervals::{IntervalRow, Intervals, Section};
pub use lives::{Lane, Lives, Span};
pub use palette::{PALETTE, TEXT, arm_colour};
pub use panels::{KeyMark, Panel, Panels, Point, Series};
#[cfg(feature = "png")]
pub use picture::{Painter, TIMES};
pub use ridges::{Ridge, Ridges};
pub use scale::{Rounding, number};
pub use stacked::{Stacked, StackedRow};

use text::{line_height, wrap};

/// The words that go with a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Id, used for files and for the labels that connect title and drawing.
    pub id: String,
    /// The finding, in a sentence.
    pub title: String,
    /// Measure, unit, population, period and number of replications.
    pub subtitle: String,
    /// Where the numbers come from.
    pub source: String,
    /// What the drawing shows, for those who cannot see it.
    pub description: String,
}

/// Width of a drawing, and whether the words are drawn into it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Form {
    /// Width in px.
    pub width: f64,
    /// Whether title, subtitle and source are drawn: yes for a file that stands alone.
    pub titled: bool,
    /// Added to the id, so that two forms can stand on one page.
    pub suffix: &'static str,
}

impl Form {
    /// For pages wider than a telephone.
    pub const WIDE: Self = Self { width: 900.0, titled: false, suffix: "-wide" };
    /// For telephones.
    pub const NARROW: Self = Self { width: 360.0, titled: false, suffix: "-narrow" };

    /// The same form as a file that stands alone.
    pub fn alone(self) -> Self {
        Self { titled: true, ..self }
    }
}

/// A kind of chart: draws itself from `top` downwards and returns where it ends.
pub trait Drawing {
    /// Draws on the canvas from `top` px and returns the bottom in px.
    fn draw(&self, canvas: &mut Canvas, top: f64) -> f64;
}

/// The chart as an SVG document: the same bytes for the same numbers.
pub fn render(heading: &Heading, drawing: &dyn Drawing, form: Form) -> String {
    let mut canvas = Canvas::new(form.width);
    let small = canvas.text_size();
    let mut top = 4.0;
    if form.titled {
        let large = if canvas.is_narrow() { 17.0 } else { 21.0 };
        top = paragraph(&mut canvas, &heading.title, large, true, top + 8.0);
        top = paragraph(&mut canvas, &heading.subtitle, small, false, top + 4.0) + 10.0;
    }
    let mut bottom = drawing.draw(&mut canvas, top);
    if form.titled {
        bottom = paragraph(&mut canvas, &heading.source, small, false, bottom + 8.0);
    }
    canvas.into_svg(bottom + 6.0, heading, form.suffix)
}

fn paragraph(canvas: &mut Canvas, words: &str, size: f64, bold: bool, top: f64) -> f64 {
    let mut y = top;
    for line in wrap(words, size, bold, canvas.width() - 2.0) {
        y += line_height(size);
        let base = y - 0.3 * size;
        canvas.text(0.0, base, &line, size, bold, canvas::Anchor::Start);
    }
    y
}
