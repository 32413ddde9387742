//! What a scenario lets somebody try.

use crate::section;
use crate::terms::{IdeaPlace, Lever, TriedAs};

section! {
    /// An idea that is tried in one team of an authority.
    Idea in "idea":
    name: String = "name" Text, "", Required, "\"Evenings for carers\"",
        "Name, as shown in tables and events.";
    at: f64 = "date" Month, "", Required, "\"2012-04\"",
        "Month from which it is first tried, in the team there whose people and manager are most open.";
    authority: Option<usize> = "authority" Authority, "", Open("the first authority"), "\"staffordshire-2011\"",
        "Profile of the authority where it begins.";
    begins_in: IdeaPlace = "begins_in" Choice(IdeaPlace::KEYS), "", Text("own-teams"), "\"practice\"",
        "Whether it begins in a team of the authority's own or in a practice that serves there, once one does.";
    acts_on: Lever = "acts_on" Choice(Lever::KEYS), "", Text("direct-work"), "\"reception\"",
        "What it acts on: hours of direct work, waits for the provider's own signature, re-allocation, or how children are met. What it is worth nobody knows beforehand (ideas.worth).";
    tried_as: TriedAs = "tried_as" Choice(TriedAs::KEYS), "", Text("pilot"), "\"prototype\"",
        "A pilot is a one-off test that is judged once; of a prototype what does not work is altered and tried again (summit report, paragraph 72).";
}
