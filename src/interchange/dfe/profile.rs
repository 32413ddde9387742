//! Rows into profiles.
use crate::evidence::PublishedRow;

/// The name of an authority's profile.
pub fn profile_name(name: &str, year: u32) -> String {
    let mut slug = String::new();
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if letter == '\'' {
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    format!("{}-{year}", slug.trim_end_matches('-'))
}
/// x
pub fn profile_text(_row: &PublishedRow) -> String {
    String::new()
}
