//! Factors as typed.

use crate::scenario::{Factor, Range};

/// A factor as typed: `path=a,b,c`, or a range `path=a..b`. Commas inside brackets or quotes belong to a value.
pub(crate) fn factor(text: &str) -> Result<Factor, String> {
    let Some((path, levels)) = text.split_once('=') else {
        return Err(format!("`{text}` has no values: write it as PATH=A,B,C"));
    };
    if let Some((from, to)) = levels.split_once("..") {
        let range = Range::written(from.trim(), to.trim());
        let factor = Factor { path: path.trim().to_owned(), levels: vec![range] };
        return match Range::of(&factor).filter(Range::is_rising) {
            Some(_) => Ok(factor),
            None => Err(format!("`{levels}` is no range: write it as FROM..TO, from less to more")),
        };
    }
    let mut split = vec![String::new()];
    let (mut depth, mut quote) = (0_u32, None);
    for letter in levels.chars() {
        match (quote, letter) {
            (None, ',') if depth == 0 => {
                split.push(String::new());
                continue;
            }
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
        split.last_mut().expect("the list begins with one level").push(letter);
    }
    let levels: Vec<String> =
        split.iter().map(|level| level.trim().to_owned()).filter(|level| !level.is_empty()).collect();
    Ok(Factor { path: path.trim().to_owned(), levels })
}

#[cfg(test)]
mod tests {
    use super::factor;

    #[test]
    fn values_are_split_at_commas_outside_brackets_and_quotes() {
        let read = factor("a.b = 1, [2, 3] ,\"x, y\",true").unwrap();
        assert_eq!(read.path, "a.b");
        assert_eq!(read.levels, ["1", "[2, 3]", "\"x, y\"", "true"]);
        assert!(factor("a.b=").unwrap().levels.is_empty());
        assert!(factor("a.b").is_err());
        assert_eq!(factor("a.b=0.5..2").unwrap().levels, ["{ from = 0.5, to = 2 }"]);
        assert!(factor("a.b=2..1").is_err() && factor("a.b=x..y").is_err());
    }
}
