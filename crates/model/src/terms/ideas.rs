//! Ideas: what one acts on, where it begins, as what it is tried and how it stands with a team.

use super::declared::terms;

terms! {
    /// What an idea acts on, which is how it reaches children.
    Lever:
    /// Hours of direct work.
    DirectWork "direct-work" "hours of direct work",
    /// The wait for the provider's own signature.
    Decisions "decisions" "waits for its own signature",
    /// Re-allocation of cases.
    Continuity "continuity" "re-allocation",
    /// How children and families are met: how fast a relationship grows by direct work.
    Reception "reception" "how children are met",
}

terms! {
    /// Where an idea is first tried.
    IdeaPlace:
    /// In a team of the authority's own.
    OwnTeams "own-teams" "a team of the authority's own",
    /// In a practice that serves there.
    Practice "practice" "a practice",
}

terms! {
    /// As what an idea is tried.
    TriedAs:
    /// A one-off test: judged once, and over when the test is.
    Pilot "pilot" "a pilot",
    /// A first form that the authority helps to develop: what does not work is altered and tried again.
    Prototype "prototype" "a prototype",
}

terms! {
    /// How an idea stands with a team.
    Standing:
    /// The team has not tried it.
    Untried "untried" "not tried",
    /// It tries it.
    Tried "tried" "tried",
    /// It has judged it good and keeps it.
    Kept "kept" "kept",
    /// It has judged it and dropped it.
    Dropped "dropped" "dropped",
    /// It kept it, and it withered.
    Withered "withered" "withered",
}
