//! Culture is carried by people: a practice that is taken back keeps its ways as long as its people do, and what others
//! learn of it depends on who sits beside whom.

use swplab::model::settings::Settings;
use swplab::model::world::World;

use crate::common::worlds::{live, mean, simulation, study};
use swplab::indicator::indicator;
use swplab::study::ArmId;

const REPLICATIONS: u32 = 16;

/// The practice that is taken back without liberty (arm 1) or with it (arm 0), where H9 takes a side; people and managers bring
/// alike and nothing goes wrong, so that what is seen is the return.
fn taken_back(position: &str, arm: usize) -> Settings {
    let text = include_str!("../../scenarios/liverpool.toml");
    let text = text.replacen(
        "[parameters]",
        &format!("[hypotheses]\nH1 = \"vehicle\"\nH9 = \"{position}\"\n\n[parameters]"),
        1,
    );
    let mut settings = simulation(&text).central_settings(0, arm);
    settings.culture.authority_spread = 0.0;
    settings.culture.manager_spread = 0.0;
    settings.culture.people_spread = 0.0;
    settings.culture.incident_rate = 0.0;
    settings
}

/// What the children of a team taken back meet, those of the team beside it, and those of the farthest one.
#[derive(Clone, Copy, Debug)]
struct Seen {
    back: f64,
    beside: f64,
    far: f64,
}

fn seen(world: &World) -> Option<Seen> {
    let rooms = &world.provider_teams[0];
    let at = rooms.iter().position(|&team| world.teams[team as usize].was_practice)?;
    let met = |room: usize| world.teams[rooms[room] as usize].climate.met;
    Some(Seen { back: met(at), beside: met(at - 1), far: met(0) })
}

/// Means over histories of what is seen on the month after the return and two years later.
fn two_years(settings: &Settings) -> [Seen; 2] {
    let mut both: [Vec<Seen>; 2] = [Vec::new(), Vec::new()];
    for replication in 0..REPLICATIONS {
        let mut months: Vec<Seen> = Vec::new();
        live(settings, replication, |world| months.extend(seen(world)));
        if months.len() > 26 {
            both[0].push(months[1]);
            both[1].push(months[25]);
        }
    }
    assert!(both[0].len() as u32 > REPLICATIONS / 2, "it goes back in most histories");
    both.map(|seen| {
        let of = |value: fn(&Seen) -> f64| mean(&seen.iter().map(value).collect::<Vec<f64>>()).0;
        Seen { back: of(|seen| seen.back), beside: of(|seen| seen.beside), far: of(|seen| seen.far) }
    })
}

#[test]
fn a_team_taken_back_keeps_its_ways_and_others_learn_or_smother_it_as_h9_says() {
    let [first, later] = two_years(&taken_back("diffusion", 0));
    println!("diffusion: {first:?} {later:?}");
    assert!(first.back > first.beside + 0.05, "it comes with ways of its own");
    assert!(later.back > 0.55 * first.back, "it keeps most of them");
    let learnt = later.beside - first.beside;
    assert!(
        learnt > 0.01 && learnt < first.back - first.beside,
        "the next room learns, and less than it had"
    );
    assert!(later.far - first.far < 0.25 * learnt, "the farthest room learns next to nothing");
    let [first, smothered] = two_years(&taken_back("assimilation", 1));
    println!("assimilation: {first:?} {smothered:?}");
    assert!(smothered.back < 0.35 * first.back, "smothered, it loses them");
    assert!(smothered.beside < first.beside + 0.005, "and nobody learns");
}

#[test]
fn without_its_people_nothing_is_left_of_a_team_taken_back() {
    let mut settings = taken_back("diffusion", 0);
    settings.practices[0].practice.workers_move_share = Some(0.0);
    settings.commissioning.workers_move_later = 0.0;
    let [first, later] = two_years(&settings);
    println!("nobody comes: {first:?} {later:?}");
    // On the first day only agency workers of the practice are still there.
    assert!(first.back < 0.07 && later.back < 0.01 && later.beside - first.beside < 0.005);
}

/// The year in which a difference first reaches half of what it is in the last year, within a year by straight lines.
fn half_time(by_year: &[f64]) -> f64 {
    let half = by_year.last().unwrap() / 2.0;
    let reached = |year: usize| by_year[year] / half >= 1.0;
    let year = (0..by_year.len()).find(|&year| reached(year)).unwrap();
    let before = if year == 0 { 0.0 } else { by_year[year - 1] };
    year as f64 + (half - before) / (by_year[year] - before)
}

#[test]
fn a_culture_that_is_led_moves_before_what_children_have_of_it() {
    let text = include_str!("../../scenarios/culture-change.toml");
    let (mut before, mut all) = (0, 0);
    for seed in 0..10 {
        let text = text.replace("seed = 20110331", &format!("seed = {}", 7_000 + seed));
        let results = study(&text, 30);
        let difference = |id: &str| -> Vec<f64> {
            let unit = results.unit("authority").unwrap();
            let of = |arm: usize, year| {
                mean(&results.yearly_values(ArmId(arm), unit, year, indicator(id).unwrap())).0
            };
            results.each_year().map(|(year, _)| of(3, year) - of(0, year)).collect()
        };
        let [culture, hours, relationship] =
            ["culture", "direct_hours", "relationship"].map(|id| half_time(&difference(id)));
        println!(
            "half of the way: culture {culture:.2}, direct work {hours:.2}, relationship {relationship:.2} years"
        );
        before += usize::from(culture < relationship && hours < relationship);
        all += 1;
    }
    assert!(10 * before >= 8 * all, "{before} of {all}");
}
