//! Charts as PNG, for documents that take no SVG: the same document, drawn with a font that the program
//! carries, so that nothing depends on the fonts of a machine.

use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, fontdb::Database};

// Liberation Sans has the widths of Arial and Helvetica, for which the labels are laid out.
const FONTS: [&[u8]; 2] = [
    include_bytes!("../../assets/fonts/LiberationSans-Regular.ttf"),
    include_bytes!("../../assets/fonts/LiberationSans-Bold.ttf"),
];
const FAMILY: &str = "Liberation Sans";

/// Px of a picture for each px of the drawing: sharp on a full page and on a projector.
pub const TIMES: f32 = 2.0;

/// Makes pictures of charts.
#[derive(Debug)]
pub struct Painter {
    options: usvg::Options<'static>,
}

impl Painter {
    /// A painter with its font at hand.
    pub fn new() -> Self {
        let mut fonts = Database::new();
        for font in FONTS {
            fonts.load_font_data(font.to_vec());
        }
        // None of the families that the documents ask for is there, so the last, generic one decides.
        fonts.set_sans_serif_family(FAMILY);
        Self {
            options: usvg::Options {
                font_family: FAMILY.to_owned(),
                fontdb: Arc::new(fonts),
                ..usvg::Options::default()
            },
        }
    }

    /// The document on white as a PNG file, [`TIMES`] its width.
    ///
    /// # Errors
    /// A sentence: the document cannot be drawn, such as one whose text holds control characters.
    pub fn paint(&self, document: &str) -> Result<Vec<u8>, String> {
        let tree = usvg::Tree::from_str(document, &self.options).map_err(|e| e.to_string())?;
        let size = tree.size();
        let px = |length: f32| libm::ceilf(length * TIMES) as u32;
        let mut picture =
            Pixmap::new(px(size.width()), px(size.height())).ok_or("the chart is too large for a picture")?;
        picture.fill(Color::WHITE);
        let twice = Transform::from_scale(TIMES, TIMES);
        resvg::render(&tree, twice, &mut picture.as_mut());
        picture.encode_png().map_err(|e| e.to_string())
    }
}

impl Default for Painter {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, weight: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2000 200\" width=\"200\" height=\"20\" \
             font-family=\"Arial, Helvetica, sans-serif\"><text x=\"0\" y=\"150\" font-size=\"150\" \
             font-weight=\"{weight}\">{text}</text></svg>"
        )
    }

    /// Last column that is not white, in px of the drawing.
    fn width(picture: &Pixmap) -> f32 {
        let dark = (0..picture.width()).rev().find(|x| {
            (0..picture.height()).any(|y| {
                let pixel = picture.pixel(*x, y).unwrap();
                pixel.red() < 128
            })
        });
        dark.unwrap_or(0) as f32 / TIMES
    }

    #[test]
    fn text_is_drawn_as_wide_as_labels_are_laid_out() {
        let painter = Painter::new();
        for (weight, is_bold) in [("normal", false), ("bold", true)] {
            let text = "Changes of case holder";
            let file = painter.paint(&words(text, weight)).unwrap();
            let picture = Pixmap::decode_png(&file).unwrap();
            assert_eq!((picture.width(), picture.height()), (400, 40));
            let laid_out = super::super::text::width(text, 15.0, is_bold) as f32;
            let drawn = width(&picture);
            assert!((drawn / laid_out - 1.0).abs() < 0.03, "{drawn} {laid_out}");
        }
    }

    #[test]
    fn a_picture_has_the_same_bytes_twice_and_text_that_is_no_text_is_refused() {
        let document = words("5 years", "normal");
        let one = Painter::new().paint(&document).unwrap();
        assert!(one == Painter::new().paint(&document).unwrap());
        assert!(Painter::new().paint(&words("\u{1}", "normal")).is_err());
    }
}
