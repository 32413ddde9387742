//! The sheet on which plotters draws: what it is asked for is kept as marks, to be written as a document (`document`).

use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend, IntoDrawingArea};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontStyle,
};

/// Units beside the sheet on every side: plotters cuts off what reaches over the edge of its area, and a marker on the edge is
/// to be drawn whole.
pub(super) const BESIDE: i32 = 1 << 16;

/// Red, green and blue.
pub(super) type Colour = (u8, u8, u8);

/// A place, in units of the document.
type Point = (i32, i32);

/// How a line looks: colour, width in units of the document, lengths drawn and left out in px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pencil {
    pub colour: Colour,
    pub width: u32,
    pub dash: &'static [f64],
}

/// How a text looks: size in units of the document, whether bold, which of its ends stands at its place, colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lettering {
    pub size: i32,
    pub bold: bool,
    pub anchor: Anchor,
    pub colour: Colour,
}

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

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    /// Points, and how they are joined.
    Line(Vec<Point>, Pencil),
    /// Corners and colour.
    Fill(Vec<Point>, Colour),
    /// Middle, radius and colour.
    Circle(Point, i32, Colour),
    /// Place, words and how they look.
    Text(Point, String, Lettering),
}

/// What stands beside a sheet: the marks so far, and the dash of the next line, which the styles of plotters do not know.
#[derive(Clone, Default)]
pub(super) struct Drawn {
    marks: Rc<RefCell<Vec<Mark>>>,
    dash: Rc<Cell<&'static [f64]>>,
}

impl Drawn {
    /// A sheet of so many units, whose marks are kept here.
    pub(super) fn sheet(&self, (wide, high): (u32, u32)) -> DrawingArea<Sheet, Shift> {
        let beside = 2 * BESIDE as u32;
        Sheet { size: (wide + beside, high + beside), drawn: self.clone() }.into_drawing_area()
    }

    /// Lines have this dash from here on.
    pub(super) fn dash(&self, dash: &'static [f64]) {
        self.dash.set(dash);
    }

    /// The marks, in the order in which they were drawn.
    pub(super) fn take(&self) -> Vec<Mark> {
        self.marks.take()
    }

    fn add(&self, mark: Mark) {
        self.marks.borrow_mut().push(mark);
    }
}

/// A backend of plotters that keeps what is drawn.
pub(super) struct Sheet {
    size: (u32, u32),
    drawn: Drawn,
}

impl Sheet {
    fn pencil<S: BackendStyle>(&self, style: &S) -> Pencil {
        Pencil { colour: style.color().rgb, width: style.stroke_width(), dash: self.drawn.dash.get() }
    }
}

/// A place on the sheet, of one in the area of plotters.
fn on_sheet((x, y): BackendCoord) -> Point {
    (x - BESIDE, y - BESIDE)
}

type Answer = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Sheet {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Answer {
        Ok(())
    }

    fn present(&mut self) -> Answer {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Answer {
        self.fill_polygon([(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)], &colour)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Answer {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Answer {
        self.drawn.add(Mark::Line(path.into_iter().map(on_sheet).collect(), self.pencil(style)));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Answer {
        let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)];
        match fill {
            true => self.fill_polygon(corners, style),
            false => self.draw_path(corners.into_iter().chain([(x0, y0)]), style),
        }
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Answer {
        self.drawn.add(Mark::Fill(corners.into_iter().map(on_sheet).collect(), style.color().rgb));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        middle: BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Answer {
        self.drawn.add(Mark::Circle(on_sheet(middle), radius as i32, style.color().rgb));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, words: &str, style: &S, at: BackendCoord) -> Answer {
        let lettering = Lettering {
            size: libm::round(style.size()) as i32,
            bold: matches!(style.style(), FontStyle::Bold),
            anchor: match style.anchor().h_pos {
                HPos::Left => Anchor::Start,
                HPos::Center => Anchor::Middle,
                HPos::Right => Anchor::End,
            },
            colour: style.color().rgb,
        };
        self.drawn.add(Mark::Text(on_sheet(at), words.to_owned(), lettering));
        Ok(())
    }
}
