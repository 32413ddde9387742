//! An authority: its published figures, its circumstances and its own teams.

use std::sync::Arc;

use serde::Serialize;

use super::{SERVED_TO, attributes_set};
use crate::evidence::{Profile, Series, code_of};
use crate::section;

/// An authority with its figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Authority {
    /// Profile name, for example `staffordshire-2011`.
    pub profile: String,
    /// Published figures with their source. Counts of children on 31 March.
    pub figures: Arc<Profile>,
    /// What the scenario says of it beyond its figures.
    pub circumstances: Circumstances,
    /// Its place in the addresses of draws, by its code: its luck is its own wherever it stands.
    pub place: u16,
    /// Whether it starts in the balance of its rates, and not as published.
    pub is_balanced: bool,
}

impl Authority {
    /// Its published series of starts up to the year of its figures, and which years count; nothing of a file of the
    /// user's.
    pub fn starts(&self) -> Option<Series> {
        let chosen = (self.circumstances.starts_from, self.circumstances.starts_to);
        let series = Series::published(&code_of(&self.profile)?, self.figures.year, chosen);
        (!series.0.is_empty()).then_some(series)
    }

    /// What the chosen years make of its starts: 1 without a choice.
    pub fn starts_factor(&self) -> f64 {
        match (self.circumstances.starts_from, self.circumstances.starts_to) {
            (None, None) => 1.0,
            _ => self.starts().and_then(|series| series.against_last()).unwrap_or(1.0),
        }
    }
}

section! {
    /// What a scenario says of its authorities beyond their figures.
    Circumstances in "authority":
    arrivals_factor: f64 = "arrivals_factor" Number(0.0, 10.0), "times the published rate", Number(1.0), "1.0",
        "Rate at which children come into care: this many times the published one.";
    starts_from: Option<u32> =
        "starts_from" Whole(2011, 2100), "year", Open("the year of the figures alone counts"), "2023",
        "First of the years, each ending on its 31 March, whose published starts count alike; to that of the figures where no last one is given.";
    starts_to: Option<u32> =
        "starts_to" Whole(2011, 2100), "year", Open("that of the figures"), "2025",
        "Last of the years whose published starts count.";
    budget_cut: f64 = "budget_cut" Number(0.0, 0.2), "of the budget each year", Number(0.0), "0.06",
        "Austerity: share of the authority's budget that is cut each year of a course of cuts; 0 for none.";
    budget_cut_from: f64 = "budget_cut_from" Number(0.0, 40.0), "years after the start", Number(0.0), "1",
        "When the course of cuts begins.";
    budget_cut_years: f64 = "budget_cut_years" Number(0.0, 4.0), "years", Number(4.0), "4",
        "Length of the course of cuts. The spending review of 2010 set one of four years.";
}

section! {
    /// The authority's own children's service.
    InHouse in "in_house":
    caseload: Option<f64> =
        "caseload" Number(1.0, 100.0), "cases for each case holder", Open("taken from the evidence"), "16.0",
        "Cases per case holder for which the authority provides posts.";
    serve_to_age: f64 = "serve_to_age" OneOf(SERVED_TO), "years", Whole(21), "21",
        "Age to which the authority's own teams serve care leavers (21, or 25 as since 2018).";
    posts_follow: Option<f64> =
        "posts_follow" Number(0.0, 1.0), "as a share of the distance each April", Open("taken from the evidence"), "0.5",
        "How far each April's budget brings posts to what cases need: 1 all the way, 0 they stay as they are.";
    extra_posts: f64 = "extra_posts" Number(0.0, 1000.0), "whole-time posts", Number(0.0), "10",
        "Posts beyond what cases need, paid from extra money for some years.";
    extra_posts_from: f64 = "extra_posts_from" Number(0.0, 40.0), "years after the start", Number(1.0), "1",
        "When the extra posts come: with the budget of the April after so many years.";
    extra_posts_years: f64 = "extra_posts_years" Number(0.0, 40.0), "years", Number(3.0), "3",
        "For how many years. After them posts close when they fall vacant.";
    region: Option<String> =
        "region" Text, "", Open("its people come from and go to authorities outside the study"), "\"South\"",
        "Name of a labour market: own teams of the scenario's authorities with the same name take workers from each other.";
    network: Option<String> =
        "network" Text, "", Open("it is in no network of practice"), "\"Children in care\"",
        "Name of a network of practice: authorities of the scenario with the same name hear of each other's ideas, and their commissioners learn from each other (summit report, paragraphs 102, 105, 113).";
    commissioners_learn: bool = "commissioners_learn" Flag, "", Flag(false), "true",
        "Whether its commissioners learn their trade by doing it, and lose it when they do not (summit report, paragraphs 69, 105); otherwise their skill stays as it is.";
    pathway_teams: bool = "pathway_teams" Flag, "", Flag(true), "true",
        "Whether children change team along the pathway: assessment, court, looked-after, leaving care.";
    vacancies_held: Option<f64> =
        "vacancies_held" Number(0.0, 0.9), "as a share of vacancies", Open("taken from the evidence"), "0.3",
        "Share of vacancies that are held open or hard to fill.";
    /// Service model: a value for each of [`ATTRIBUTES`](crate::evidence::ATTRIBUTES) that is set.
    #[serde(serialize_with = "attributes_set")]
    + service_model: Vec<Option<f64>>;
}
