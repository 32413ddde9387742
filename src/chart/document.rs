//! Marks as an accessible SVG document, with nothing said twice: neighbours that look alike share one path or one group, steps are
//! told from where the pen is, and what is usual stands on the document once. A page holds some hundred drawings, so this is most of
//! its weight.

use std::fmt::Write;

use plotters::style::RGBColor;

use super::Heading;
use super::canvas::{TIMES, units};
use super::palette::{GRID, rgb};
use super::sheet::{Anchor, Colour, Lettering, Mark, Pencil};
use super::text::width;

/// Texts up to this width, px, are no wider in any font than the room that is left beside them.
const HELD: f64 = 24.0;

/// Width of a line, in units of the document, where nothing else is said.
const THIN: u32 = 10;

/// The document of a drawing of so many tenths of px, with the words that make it accessible.
pub(super) fn document(
    marks: &[Mark],
    (width, height): (i32, i32),
    heading: &Heading,
    suffix: &str,
) -> String {
    let id = format!("{}{suffix}", heading.id);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{}\" height=\"{}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" font-family=\"Arial, Helvetica, sans-serif\" fill=\"none\" stroke-width=\"{THIN}\">\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
        f64::from(width) / TIMES,
        f64::from(height) / TIMES,
        escape(&heading.title),
        escape(&heading.description),
    );
    let RGBColor(red, green, blue) = rgb(GRID);
    let mut layers: Vec<&Mark> = marks.iter().collect();
    layers.sort_by_key(|mark| layer(mark, (red, green, blue)));
    for alike in layers.chunk_by(|one, next| looks(one) == looks(next)) {
        write_alike(&mut out, alike);
    }
    out.push_str("</svg>\n");
    out
}

/// The grid lies under everything and text over everything, text of one look together; what lies between keeps its order.
fn layer(mark: &Mark, grid: Colour) -> (u8, Option<Lettering>) {
    match mark {
        Mark::Line(_, pencil) if pencil.colour == grid => (0, None),
        Mark::Text(_, _, lettering) => (2, Some(*lettering)),
        _ => (1, None),
    }
}

/// What marks that share an element have in common. Shapes go round the same way, all of them, so that two which overlap cut no hole.
#[derive(PartialEq)]
enum Looks {
    Lines(Pencil),
    Shapes(Colour),
    Circles(Colour),
    Texts(Lettering),
}

fn looks(mark: &Mark) -> Looks {
    match mark {
        Mark::Line(_, pencil) => Looks::Lines(*pencil),
        Mark::Fill(_, colour) => Looks::Shapes(*colour),
        Mark::Circle(_, _, colour) => Looks::Circles(*colour),
        Mark::Text(_, _, lettering) => Looks::Texts(*lettering),
    }
}

/// A colour as `#RRGGBB`.
fn hex((red, green, blue): Colour) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

fn write_alike(out: &mut String, marks: &[&Mark]) {
    match marks[0] {
        Mark::Line(_, Pencil { colour, width, dash }) => {
            out.push_str("<path d=\"");
            let mut pen = Pen::default();
            marks.iter().for_each(|mark| {
                if let Mark::Line(points, _) = mark {
                    pen.line(out, points);
                }
            });
            let _ = write!(out, "\" stroke=\"{}\"", hex(*colour));
            if *width != THIN {
                let _ = write!(out, " stroke-width=\"{width}\"");
            }
            if !dash.is_empty() {
                let lengths: Vec<String> = dash.iter().map(|length| units(*length).to_string()).collect();
                let _ = write!(out, " stroke-dasharray=\"{}\"", lengths.join(" "));
            }
            out.push_str("/>\n");
        }
        Mark::Fill(_, colour) => {
            out.push_str("<path d=\"");
            let mut pen = Pen::default();
            marks.iter().for_each(|mark| {
                if let Mark::Fill(points, _) = mark {
                    pen.shape(out, points);
                }
            });
            let _ = writeln!(out, "\" fill=\"{}\"/>", hex(*colour));
        }
        Mark::Circle(.., colour) => {
            let _ = write!(out, "<g fill=\"{}\">", hex(*colour));
            for mark in marks {
                if let Mark::Circle((x, y), radius, _) = mark {
                    let _ = write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>");
                }
            }
            out.push_str("</g>\n");
        }
        Mark::Text(_, _, Lettering { size, bold, anchor, colour }) => {
            let _ = writeln!(
                out,
                "<g font-size=\"{size}\"{}{} fill=\"{}\">",
                if *bold { " font-weight=\"bold\"" } else { "" },
                match anchor {
                    Anchor::Start => "",
                    Anchor::Middle => " text-anchor=\"middle\"",
                    Anchor::End => " text-anchor=\"end\"",
                },
                hex(*colour)
            );
            marks.iter().for_each(|mark| write_text(out, mark));
            out.push_str("</g>\n");
        }
    }
}

/// A text; a longer one keeps the width for which it was laid out, letters set closer, so that it runs over nothing where a wider font
/// stands in for Arial.
fn write_text(out: &mut String, mark: &Mark) {
    let Mark::Text((x, y), words, Lettering { size, bold, .. }) = mark else { return };
    let _ = write!(out, "<text x=\"{x}\" y=\"{y}\"");
    let wide = width(words, f64::from(*size) / TIMES, *bold);
    if wide > HELD {
        let long = libm::round(wide * TIMES);
        let _ = write!(out, " textLength=\"{long}\"");
    }
    let _ = writeln!(out, ">{}</text>", escape(words));
}

/// Where the last point of a path was set.
#[derive(Default)]
struct Pen {
    at: Option<(i32, i32)>,
}

impl Pen {
    /// Moves to the first point and draws to the others.
    fn line(&mut self, out: &mut String, points: &[(i32, i32)]) {
        let mut points = points.iter();
        let Some(&(x, y)) = points.next() else { return };
        let _ = match self.at {
            None => write!(out, "M{x} {y}"),
            Some((from_x, from_y)) => write!(out, "m{}{}", x - from_x, following(y - from_y)),
        };
        let (mut from, mut is_run) = ((x, y), false);
        for &(x, y) in points {
            let (dx, dy) = (x - from.0, y - from.1);
            from = (x, y);
            let _ = match (dx, dy) {
                (_, 0) => write!(out, "h{dx}"),
                (0, _) => write!(out, "v{dy}"),
                _ if is_run => write!(out, "{}{}", following(dx), following(dy)),
                _ => write!(out, "l{dx}{}", following(dy)),
            };
            is_run = dx != 0 && dy != 0;
        }
        self.at = Some(from);
    }

    /// Goes round a shape, clockwise as the sheet is seen, and back to where it began.
    fn shape(&mut self, out: &mut String, points: &[(i32, i32)]) {
        if points.is_empty() {
            return;
        }
        let next = points.iter().cycle().skip(1);
        let turn = |((x0, y0), (x1, y1)): (&(i32, i32), &(i32, i32))| {
            i64::from(*x0) * i64::from(*y1) - i64::from(*x1) * i64::from(*y0)
        };
        let area: i64 = points.iter().zip(next).map(turn).sum();
        let mut round = points.to_vec();
        if area < 0 {
            round.reverse();
        }
        self.line(out, &round);
        out.push('z');
        self.at = round.first().copied();
    }
}

/// A number behind another: a minus parts them by itself.
fn following(number: i32) -> String {
    if number < 0 { number.to_string() } else { format!(" {number}") }
}

/// Text as it may stand in a document.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pencil(colour: Colour) -> Pencil {
        Pencil { colour, width: THIN, dash: &[] }
    }

    /// The points of a path, each line apart: an independent reading of its letters.
    fn read(path: &str) -> Vec<Vec<(i32, i32)>> {
        let mut tokens: Vec<String> = Vec::new();
        for letter in path.chars() {
            match letter {
                ' ' => tokens.push(String::new()),
                '-' => tokens.push("-".to_owned()),
                digit if digit.is_ascii_digit() => match tokens.last_mut() {
                    Some(last) if !last.chars().any(char::is_alphabetic) => last.push(digit),
                    _ => tokens.push(digit.to_string()),
                },
                command => tokens.push(command.to_string()),
            }
        }
        let mut tokens = tokens.into_iter().filter(|token| !token.is_empty()).peekable();
        let (mut lines, mut at): (Vec<Vec<(i32, i32)>>, _) = (Vec::new(), (0, 0));
        let mut command = String::new();
        while let Some(token) = tokens.peek() {
            if token.chars().all(char::is_alphabetic) {
                command = tokens.next().unwrap();
            }
            let mut number = || tokens.next().unwrap().parse::<i32>().unwrap();
            let to = match command.as_str() {
                "M" => (number(), number()),
                "m" | "l" => (at.0 + number(), at.1 + number()),
                "h" => (at.0 + number(), at.1),
                "v" => (at.0, at.1 + number()),
                other => panic!("{other}"),
            };
            if ["M", "m"].contains(&command.as_str()) {
                lines.push(Vec::new());
            }
            lines.last_mut().unwrap().push(to);
            at = to;
        }
        lines
    }

    #[test]
    fn a_path_leads_through_its_points() {
        let lines = vec![
            vec![(10, 20), (10, 50), (-30, 50), (-20, 40), (0, 45), (5, 45), (5, 45), (9, -9)],
            vec![(0, 0), (1, 1), (2, 3)],
            vec![(-4, -4), (-4, -3)],
        ];
        let marks: Vec<Mark> =
            lines.iter().map(|line| Mark::Line(line.clone(), pencil((11, 12, 12)))).collect();
        let drawn = document(&marks, (100, 100), &Heading::default(), "");
        assert_eq!(drawn.matches("<path").count(), 1);
        let path = drawn.split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(read(path), lines, "{path}");
    }

    #[test]
    fn only_neighbours_that_look_alike_share_an_element() {
        let (text, grid) = ((11, 12, 12), (217, 217, 217));
        let line = |colour| Mark::Line(vec![(0, 0), (1, 1)], pencil(colour));
        let there = Mark::Fill(vec![(4, 4), (9, 4), (9, 9), (4, 9)], text);
        let back = Mark::Fill(vec![(4, 9), (9, 9), (9, 4), (4, 4)], text);
        let marks = [line(text), line(grid), there, back, line(text)];
        let drawn = document(&marks, (100, 100), &Heading::default(), "");
        assert_eq!(drawn.matches("<path").count(), 4);
        // A shape without points leaves no stroke that could not be read.
        let none = document(&[Mark::Fill(Vec::new(), text)], (100, 100), &Heading::default(), "");
        assert!(none.contains("d=\"\""), "{none}");
        // Both go round the same way.
        assert!(drawn.contains("d=\"M4 4h5v5h-5zm0 0h5v5h-5z\""), "{drawn}");
    }
}
