//! Posts and the case holders in them, and the teams they form.

use super::Climate;
use crate::draws::Name;
use crate::terms::{HandOver, Lever, Origin, PathwayStage, Standing};

/// Who sits in a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// A permanent case holder at work.
    Permanent,
    /// A permanent case holder on long sick leave; her cases are with colleagues.
    Sick,
    /// Vacant, covered by an agency worker.
    Agency,
    /// Vacant, nobody covers.
    Vacant,
    /// Closed: no longer on the establishment.
    Closed,
}

/// A post on a provider's establishment.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// Its name, kept through every transfer.
    pub name: Name,
    /// Provider whose establishment it is on.
    pub provider: u32,
    /// Team.
    pub team: u32,
    /// Who sits in it.
    pub seat: Seat,
    /// Id of the present case holder, permanent or agency; changes at every succession.
    pub holder: u32,
    /// Permanent holders so far: ordinal of their draws.
    pub holders: u32,
    /// Agency covers so far.
    pub covers: u32,
    /// Vacancies so far.
    pub vacancies: u32,
    /// Sick leaves of the present permanent holder.
    pub sicknesses: u32,
    /// Month when the permanent holder took up the post (negative before the study).
    pub took_up: f64,
    /// Month when she qualified (negative before the study).
    pub qualified: f64,
    /// How far she is made for the ways of a small practice: 0 on average, spread 1 (`aptitude`).
    pub aptitude: f64,
    /// What the holder, permanent or agency, does differently from an ordinary case holder, index points (`habits`).
    pub habits: f64,
    /// How far the holder practises each idea of the scenario, 0 to 1 (`learning`); empty where there is none.
    pub practised: Vec<f64>,
    /// Month when whoever sits in it, permanent or agency, came to it (negative before the study).
    pub came: f64,
    /// Where she came from.
    pub origin: Origin,
    /// Threshold of leaving, left.
    pub leave_left: f64,
    /// Threshold of long sickness, left.
    pub sick_left: f64,
    /// Permanent holders who gave it up for other work with the same employer or parental leave.
    pub inside_moves: u32,
    /// Threshold of such a move, left.
    pub move_left: f64,
    /// Month when the sick holder is back.
    pub back_at: f64,
    /// Threshold of recruitment, left (vacant posts).
    pub recruit_left: f64,
    /// Month until which the vacancy is held or hard to fill.
    pub held_until: f64,
    /// Whether the present vacancy is to be covered by agency workers.
    pub seeks_cover: bool,
    /// Whether it is a post beyond those provided, which agency workers alone hold and nobody is recruited to.
    pub is_beyond: bool,
    /// Month when an agency worker comes; infinite if none is sought.
    pub cover_at: f64,
    /// Month when the present agency worker leaves.
    pub cover_until: f64,
    /// Morale of the permanent holder, 0 to 1.
    pub morale: f64,
    /// Looked-after children held.
    pub children: u32,
    /// Care leavers held.
    pub leavers: u32,
    /// When this month the holder changed, and why; infinite if not.
    pub changed_at: f64,
    /// Cause of this month's change.
    pub changed_by: HandOver,
    /// Whether the cases stay with the post at this month's change (a successor takes them over).
    pub successor_takes_over: bool,
}

impl Post {
    /// Cases held.
    pub fn cases(&self) -> u32 {
        self.children + self.leavers
    }

    /// Whether somebody in it can be given cases.
    pub fn is_staffed(&self) -> bool {
        matches!(self.seat, Seat::Permanent | Seat::Agency)
    }

    /// Whether it counts as a vacancy, covered or not.
    pub fn is_vacant(&self) -> bool {
        matches!(self.seat, Seat::Agency | Seat::Vacant) && !self.is_beyond
    }

    /// Whether a permanent worker is employed in it.
    pub fn is_filled(&self) -> bool {
        matches!(self.seat, Seat::Permanent | Seat::Sick)
    }
}

/// What the monthly pass over children needs of a post, gathered once a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PostMonth {
    /// Hours of direct work per case in the month.
    pub hours: f64,
    /// What her team does beyond an ordinary one, index points.
    pub culture: f64,
    /// Share of the distance to a full relationship that is closed in a month.
    pub growth: f64,
    /// Re-allocations per case and month.
    pub reallocation: f64,
    /// Factor on disruptions.
    pub disruption: f64,
    /// Month in which the holder changes; infinite if not.
    pub changed_at: f64,
    /// Weight in the choice of a case holder.
    pub weight: f64,
    /// Provider.
    pub provider: u32,
    /// Position of the provider inside its authority: 0 for the authority's own teams.
    pub local: u32,
}

impl PostMonth {
    /// What a child without a case holder has of one.
    pub const NOBODY: PostMonth = PostMonth {
        hours: 0.0,
        culture: 0.0,
        growth: 0.0,
        reallocation: 0.0,
        disruption: 1.0,
        changed_at: f64::INFINITY,
        weight: 0.0,
        provider: 0,
        local: 0,
    };
}

/// A team: posts that serve one stage of the pathway, or the whole way in a practice.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    /// Provider.
    pub provider: u32,
    /// Stage served; `None` for a team that keeps children all the way.
    pub stage: Option<PathwayStage>,
    /// Its posts.
    pub posts: Vec<u32>,
    /// How often cases pass from hand to hand inside it, against others: mean 1.
    pub unsettled: f64,
    /// Its name: a place at an authority, or a practice and how often it changed hands.
    pub name: Name,
    /// How open its present manager is beyond the middle management of her employer, share of the way from none to full.
    pub manager: f64,
    /// Managers so far: the ordinal of their draws.
    pub managers: u32,
    /// Threshold of the manager's leaving, left.
    pub manager_left: f64,
    /// Whether it came from a practice that was taken back.
    pub was_practice: bool,
    /// What its people do differently, and what that does this month.
    pub climate: Climate,
    /// How each idea of the scenario stands with it; empty where there is none.
    pub trials: Vec<Trial>,
    /// What the ideas that it tries or keeps add this month to what each lever does, shares.
    pub ideas: [f64; Lever::COUNT],
}

impl Team {
    /// An empty team of a provider, which has had no manager yet; `stage` is `None` for one that keeps children all the way.
    pub fn new(provider: u32, stage: Option<PathwayStage>, name: Name) -> Team {
        Team {
            provider,
            stage,
            posts: Vec::new(),
            unsettled: 1.0,
            name,
            manager: 0.0,
            managers: 0,
            manager_left: 0.0,
            was_practice: false,
            climate: Climate::default(),
            trials: Vec::new(),
            ideas: [0.0; Lever::COUNT],
        }
    }
}

/// How an idea stands with a team.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trial {
    /// Whether it is tried, kept or dropped.
    pub standing: Standing,
    /// Month since which it stands so.
    pub since: f64,
    /// How far the team's people practise it, 0 to 1.
    pub uses: f64,
    /// What the team's form of it is worth where all practise it: share of what it acts on.
    pub worth: f64,
    /// Times that the team has taken it up.
    pub tries: u32,
    /// Alterations of the present form.
    pub altered: u32,
    /// Whether the team was the first to try it.
    pub is_first: bool,
    /// Managers that the team had had when it was dropped or lost.
    pub under: u32,
    /// Threshold of taking it up, or of losing it, left.
    pub left: f64,
}
