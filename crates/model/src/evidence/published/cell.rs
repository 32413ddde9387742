//! A cell of a published table: a number, or the reason why there is none. The reasons are different
//! facts, and none of them is zero.

/// Why a cell has no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// Withheld so that nobody can be recognised.
    Confidential,
    /// Withheld: 1 to 5 children (releases to 2011).
    OneToFive,
    /// Not available.
    Unavailable,
    /// Not applicable: the authority did not exist, or there is no such figure.
    Inapplicable,
    /// Of low reliability, withheld.
    Unreliable,
    /// Above zero, and rounds to zero.
    RoundsToZero,
    /// Nothing is printed.
    Blank,
}

impl Code {
    /// All codes.
    pub const ALL: [Code; 7] = [
        Code::Confidential,
        Code::OneToFive,
        Code::Unavailable,
        Code::Inapplicable,
        Code::Unreliable,
        Code::RoundsToZero,
        Code::Blank,
    ];

    /// The word that stands for it in files of this program.
    pub fn word(self) -> &'static str {
        match self {
            Code::Confidential => "confidential",
            Code::OneToFive => "one_to_five",
            Code::Unavailable => "unavailable",
            Code::Inapplicable => "inapplicable",
            Code::Unreliable => "unreliable",
            Code::RoundsToZero => "rounds_to_zero",
            Code::Blank => "blank",
        }
    }

    /// What it means, as the end of a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Code::Confidential => "withheld so that nobody can be recognised",
            Code::OneToFive => "withheld, 1 to 5 children",
            Code::Unavailable => "not available",
            Code::Inapplicable => "not applicable",
            Code::Unreliable => "withheld, of low reliability",
            Code::RoundsToZero => "above zero and rounds to zero",
            Code::Blank => "nothing is printed",
        }
    }

    /// The code of a word.
    pub fn of_word(word: &str) -> Option<Code> {
        Code::ALL.into_iter().find(|code| code.word() == word)
    }
}

/// A cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// A published number.
    Number(f64),
    /// No number, and why.
    Coded(Code),
}

impl Cell {
    /// The number, where there is one.
    pub fn number(self) -> Option<f64> {
        match self {
            Cell::Number(number) => Some(number),
            Cell::Coded(_) => None,
        }
    }

    /// As it stands in a table of this program: the number, the word of the code, or nothing where
    /// nothing is printed.
    pub fn text(self) -> String {
        match self {
            Cell::Number(number) => number.to_string(),
            Cell::Coded(Code::Blank) => String::new(),
            Cell::Coded(code) => code.word().to_owned(),
        }
    }

    /// Reads what [`Cell::text`] writes.
    pub fn of_text(text: &str) -> Option<Cell> {
        let text = text.trim();
        if text.is_empty() {
            return Some(Cell::Coded(Code::Blank));
        }
        if let Some(code) = Code::of_word(text) {
            return Some(Cell::Coded(code));
        }
        plain_number(text).map(Cell::Number)
    }
}

/// A finite number of at most a hundred million that is written in digits: no name for infinity, no hexadecimal, no exponent.
pub fn plain_number(text: &str) -> Option<f64> {
    let is_plain = text
        .bytes()
        .enumerate()
        .all(|(at, byte)| byte.is_ascii_digit() || byte == b'.' || (byte == b'-' && at == 0));
    if !is_plain {
        return None;
    }
    text.parse::<f64>().ok().filter(|number| number.is_finite() && number.abs() <= 1.0e8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_comes_back_as_it_was_written() {
        let numbers = [0.0, 12.0, 13.5, -2.25].map(Cell::Number);
        for cell in numbers.into_iter().chain(Code::ALL.map(Cell::Coded)) {
            assert_eq!(Cell::of_text(&cell.text()), Some(cell));
        }
        for wrong in ["inf", "NaN", "1e9", "0x10", "1-2", "12 children", "x"] {
            assert_eq!(Cell::of_text(wrong), None, "{wrong}");
        }
    }
}
