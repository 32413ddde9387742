//! What a scenario lets happen on a date.

use crate::section;
use crate::terms::Happening;

section! {
    /// Something that the scenario lets happen on a date.
    DatedEvent in "event":
    at: f64 = "date" Month, "", Required, "\"2012-05\"",
        "Month in which it happens.";
    what: Happening = "what" Choice(Happening::KEYS), "", Required, "\"change-of-control\"",
        "What happens.";
    authority: Option<usize> = "authority" Authority, "", Open("every authority"), "\"staffordshire-2011\"",
        "Profile of the authority where it happens.";
}
