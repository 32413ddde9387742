//! Colours of the Government Analysis Function, with a dash and a marker each, so that nothing rests on
//! colour alone.

use plotters::style::RGBColor;

/// Colours of marks, in order.
pub const PALETTE: [&str; 6] = ["#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"];
/// The same colours mixed with white, for ribbons whose edges are drawn in the full colour.
pub(super) const PALE: [&str; 6] = ["#D0D9E2", "#D4ECEA", "#E6D0DC", "#FDE1D3", "#D8D8D8", "#ECE7F6"];
/// Colour of text and of axes that carry meaning.
pub const TEXT: &str = "#0B0C0C";
/// Colour of the grid.
pub(super) const GRID: &str = "#D9D9D9";
/// Dashes that go with the colours: lengths drawn and left out, px; empty for a whole line.
pub(super) const DASHES: [&[f64]; 6] =
    [&[], &[8.0, 4.0], &[3.0, 3.0], &[10.0, 3.0, 3.0, 3.0], &[6.0, 6.0], &[2.0, 5.0]];

/// A colour written as `#RRGGBB`, for plotters.
pub(super) fn rgb(hex: &str) -> RGBColor {
    let part = |at: usize| hex.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok()).unwrap_or(0);
    RGBColor(part(1), part(3), part(5))
}

/// Position in the palette of an arm: the first arm is dark grey, the reference; later arms follow the palette.
pub fn arm_colour(arm: usize) -> usize {
    match arm {
        0 => 4,
        later => [0, 1, 2, 3, 5][(later - 1) % 5],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The channels of a colour written as `#RRGGBB`.
    fn channels(hex: &str) -> (u8, u8, u8) {
        let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap_or(0);
        (part(1), part(3), part(5))
    }

    /// Contrast ratio of WCAG 2.2 with white.
    fn contrast_with_white(hex: &str) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
        };
        let (r, g, b) = channels(hex);
        let light = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
        1.05 / (light + 0.05)
    }

    #[test]
    fn marks_stand_out_from_the_page_and_text_more_so() {
        assert!(PALETTE.iter().all(|c| contrast_with_white(c) >= 3.0));
        assert!(contrast_with_white(TEXT) > 15.0);
    }
}
