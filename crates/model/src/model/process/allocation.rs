//! Allocation: who becomes a child's case holder, and every hand-over. M01, M03, M20, M22; brief, fact 1.
//!
//! ```text
//! weight of a post     = its room: a power of the room left where it is staffed, else 0       (`casework`)
//! weight of a team     = sum over its posts
//! relationship         × share kept at a hand-over                            M01, M22 (`experience`)
//! ```
//!
//! First a team that serves the stage, then a post of it, chosen by weight with one addressed draw for
//! each, so that a changed load elsewhere moves few other children; loads are those of the month's first
//! day. If nobody of the stage can take the case, anybody at the provider may; if nobody at all, it stays
//! with the old post on paper. Practices keep their children through all stages (M03, M20). Causes of a
//! hand-over:
//!
//! | cause | when | to whom |
//! |---|---|---|
//! | pathway | the next stage (`pathway`); at 18 for care leavers | a team of that stage, or a practice |
//! | leaver | a permanent worker leaves | a colleague, or a cover that begins at once |
//! | agency | a cover ends | a colleague, the next cover at once, or the new permanent holder |
//! | sickness | over a month | a colleague; the cases do not return |
//! | move inside, parental leave | see `workforce`; counted with re-allocation | whoever takes over the post |
//! | re-allocation | at the rate of `casework` | a colleague |
//! | transfer | a contract begins or ends | the new provider's worker |

use super::experience;
use crate::draws::{Choice, Draws, Name, Purpose};
use crate::model::settings::Settings;
use crate::model::world::{HandOver, NO_POST, PathwayStage, What, World};

/// Where a child's case goes at a hand-over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// Stays with the post: a successor sits in it.
    Successor,
    /// To a colleague in the same team.
    Team,
    /// To a team of a provider that serves a stage.
    Stage(usize, PathwayStage),
}

/// A post for a case, or `NO_POST` if nobody at the provider can take it.
pub fn choose_post(
    world: &World,
    draws: &Draws,
    name: Name,
    ordinal: u32,
    provider: usize,
    stage: Option<PathwayStage>,
    exclude: u32,
) -> u32 {
    let weight = |post: u32| {
        if post == exclude { 0.0 } else { world.post_months[post as usize].weight }
    };
    let excluded = world.posts.get(exclude as usize).map(|post| post.team);
    let of_team = |team: u32| -> f64 {
        if excluded != Some(team)
            && let Some(&sum) = world.team_weights.get(team as usize)
        {
            return sum;
        }
        world.teams[team as usize].posts.iter().map(|&post| weight(post)).sum()
    };
    let everyone = &world.provider_teams[provider];
    let serving = stage.map_or(everyone, |stage| &world.stage_teams[provider][stage as usize]);
    // One team is no choice, and needs no draw. Of several the draws of both choices are there at once.
    let (team, holder) = match serving[..] {
        [only] => ((of_team(only) > 0.0).then_some(0), draws.choice(Purpose::CaseHolder, name, ordinal)),
        _ => {
            let [team, holder] = draws.two_choices([Purpose::Team, Purpose::CaseHolder], name, ordinal);
            (team.among(serving.iter().map(|&team| of_team(team))), holder)
        }
    };
    match team {
        Some(k) => choose_in_team(world, &holder, serving[k], exclude),
        // Nobody of that stage can take it: anybody at the provider may.
        None if stage.is_some() => choose_post(world, draws, name, ordinal, provider, None, exclude),
        None => NO_POST,
    }
}

fn choose_in_team(world: &World, holder: &Choice, team: u32, exclude: u32) -> u32 {
    let posts = &world.teams[team as usize].posts;
    let weights =
        posts.iter().map(|&post| if post == exclude { 0.0 } else { world.post_months[post as usize].weight });
    holder.among(weights).map_or(NO_POST, |k| posts[k])
}

/// Gives a child who has none a case holder at her authority; not a change.
pub fn first_case_holder(world: &mut World, settings: &Settings, draws: &Draws, i: usize) {
    let who = world.children.who[i] as usize;
    let person = &mut world.children.people[who];
    let ordinal = person.hand_overs;
    person.hand_overs += 1;
    let (name, authority) = (person.name, usize::from(person.authority));
    let provider = world.authorities[authority].in_house;
    let stage =
        settings.authorities[authority].in_house.pathway_teams.then_some(world.children.care[i].stage);
    let post = choose_post(world, draws, name, ordinal, provider, stage, NO_POST);
    world.children.state[i].post = post;
    world.children.state[i].relationship = 0.0;
    if post != NO_POST {
        world.posts[post as usize].children += 1;
        let holder = world.posts[post as usize].holder;
        world.children.year[i].meet(holder);
    }
}

/// Hands child `i` over.
pub fn hand_over(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    i: usize,
    cause: HandOver,
    to: To,
    at: f64,
) {
    let who = world.children.who[i] as usize;
    let old = world.children.state[i].post;
    let person = &mut world.children.people[who];
    let ordinal = person.hand_overs;
    person.hand_overs += 1;
    let name = person.name;
    let new = match to {
        To::Successor => old,
        To::Team => {
            let team = world.posts[old as usize].team;
            let colleague =
                choose_in_team(world, &draws.choice(Purpose::CaseHolder, name, ordinal), team, old);
            if colleague == NO_POST {
                let provider = world.posts[old as usize].provider as usize;
                let stage = world.teams[team as usize].stage;
                choose_post(world, draws, name, ordinal, provider, stage, old)
            } else {
                colleague
            }
        }
        To::Stage(provider, stage) => choose_post(world, draws, name, ordinal, provider, Some(stage), old),
    };
    if new == NO_POST {
        // Nobody can take the case: the duty worker of the old post keeps it on paper.
        return;
    }
    take_over(world, settings, i, new, cause, at);
}

/// Child `i` gets the case holder who sits in a post.
pub fn take_over(world: &mut World, settings: &Settings, i: usize, post: u32, cause: HandOver, at: f64) {
    let old = world.children.state[i].post;
    if old != NO_POST {
        world.posts[old as usize].children -= 1;
    }
    world.posts[post as usize].children += 1;
    let cohorts = world.children.state[i].cohorts;
    // The change is counted where the child was when it happened.
    let holder = world.posts[post as usize].holder;
    let is_short = world.children.year[i].change(holder, cause == HandOver::Agency, at);
    super::count(world, i, cohorts, |tally| {
        tally.changes[cause as usize] += 1.0;
        tally.short_covers += f64::from(u8::from(is_short));
    });
    let provider = world.posts[post as usize].provider as usize;
    let kept = experience::share_kept(&world.providers[provider], &settings.experience);
    let state = &mut world.children.state[i];
    state.post = post;
    state.relationship *= kept;
    let name = world.children.people[world.children.who[i] as usize].name;
    world.log.note(at, name, What::ChangesCaseHolder(cause));
    note_case_holder(world, i, Some(cause), is_short, at);
}

/// Notes who holds the case of child `i`, if anybody does.
pub fn note_case_holder(
    world: &mut World,
    i: usize,
    cause: Option<HandOver>,
    after_short_cover: bool,
    at: f64,
) {
    if let Some(post) = world.posts.get(world.children.state[i].post as usize) {
        let name = world.children.people[world.children.who[i] as usize].name;
        let what = What::HasCaseHolder { holder: post.holder, cause, after_short_cover };
        world.log.note(at, name, what);
    }
}
