//! The chain of culture: what it does, link by link, from what people do to what children have of it.

use super::channels::{Channel, nothing};

/// Every link: closed, culture does not do it in either arm, and what else the levers do goes on.
pub(crate) const CULTURE: [Channel; 6] = [
    Channel {
        key: "direct-work",
        title: "culture that gives hours of direct work",
        closed: "What people do differently adds no hour of direct work.",
        off: &[],
        set: &[("culture.child-first", 0.0)],
        arrange: nothing,
    },
    Channel {
        key: "reception",
        title: "culture in how children are met, by which a relationship grows",
        closed: "An hour of direct work builds as much of a relationship whatever the culture.",
        off: &[],
        set: &[("culture.service", 0.0), ("innovation.responsiveness", 0.0)],
        arrange: nothing,
    },
    Channel {
        key: "reallocation",
        title: "culture that passes fewer cases on",
        closed: "Cases are passed on as often whatever the culture.",
        off: &[],
        set: &[("culture.reallocation", 0.0)],
        arrange: nothing,
    },
    Channel {
        key: "staying",
        title: "culture in which workers stay",
        closed: "Nobody stays or leaves, and no morale moves, because of the culture.",
        off: &[],
        set: &[("culture.stays", 0.0), ("culture.procedure", 0.0)],
        arrange: nothing,
    },
    Channel {
        key: "decisions",
        title: "culture in which decisions are signed sooner",
        closed: "The provider's own signature waits as long whatever the culture.",
        off: &[],
        set: &[("culture.swift", 0.0)],
        arrange: nothing,
    },
    Channel {
        key: "relationship",
        title: "direct work that builds a relationship",
        closed: "Hours of direct work build no relationship, which then neither grows nor protects.",
        off: &["M18"],
        set: &[],
        arrange: nothing,
    },
];
