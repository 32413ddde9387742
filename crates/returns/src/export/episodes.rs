//! Episodes of a child: the spells of her periods of care with the codes of the return, legal status
//! included. Episodes of a period follow one another without a gap or an overlap.

use super::form;
use super::person::{Person, postcode};
use super::spells::{DatedSpell, Period, Why};
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Name, Purpose};
use swplab_model::history::{Exit, MoveReason, PlacementType};

/// Days from the start of care to the full care order: proceedings are to end within 26 weeks
/// (Children and Families Act 2014, section 14).
const PROCEEDINGS: i32 = 182;

/// Draws from here on are about carers.
const CARERS: u32 = 64;

/// One row of the table, before a collection year cuts it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Episode {
    pub(super) began: Day,
    pub(super) because: &'static str,
    pub(super) legal: &'static str,
    pub(super) place: &'static str,
    pub(super) provider: &'static str,
    pub(super) ended: Option<Day>,
    /// REC, once it has ended.
    pub(super) how: &'static str,
    /// REASON_PLACE_CHANGE, once it has ended.
    pub(super) reason: &'static str,
    pub(super) post: String,
    pub(super) urn: String,
}

/// A carer or home and how she is registered.
struct Carer {
    place: [&'static str; 2],
    provider: &'static str,
    number: u32,
    /// Whether she lives at the child's own address.
    is_at_home: bool,
    urn: String,
    u: [f64; 8],
}

/// All episodes of a child, by period of care.
pub(super) fn episodes(name: Name, person: &Person, periods: &[Period], draws: &Draws) -> Vec<Vec<Episode>> {
    let mut carers = CARERS;
    periods.iter().map(|period| of_period(name, person, period, draws, &mut carers)).collect()
}

fn of_period(name: Name, person: &Person, period: &Period, draws: &Draws, carers: &mut u32) -> Vec<Episode> {
    let status = Status::of(person, period);
    let mut episodes: Vec<Episode> = Vec::new();
    let mut carer: Option<Carer> = None;
    let mut statuses = 0;
    for (k, spell) in period.spells.iter().enumerate() {
        let legal = status.on(spell.began);
        let before = carer.as_ref();
        let reason = before.map_or("", |carer| reason(spell.because, carer));
        let moves = spell.because != Why::Status || carer.is_none();
        let carer = if moves {
            statuses = 0;
            let found = carer_of(name, person, spell, draws, *carers, before);
            *carers += 1;
            carer.insert(found)
        } else {
            statuses += 1;
            carer.get_or_insert_with(|| carer_of(name, person, spell, draws, *carers, None))
        };
        if let Some(last) = episodes.last_mut() {
            close(last, spell.began, "X1", reason);
        }
        let changes = episodes.last().is_some_and(|last| last.legal != legal);
        let because = match (k, moves, changes) {
            (0, _, _) => "S",
            (_, true, false) => "P",
            (_, true, true) => "B",
            (_, false, false) => "T",
            (_, false, true) => "U",
        };
        let until = period.spells.get(k + 1).map(|next| next.began);
        let until = until.or(period.ended.map(|(day, _)| day));
        episodes.push(Episode {
            began: spell.began,
            because,
            legal,
            place: carer.place[statuses as usize % 2],
            provider: carer.provider,
            ended: None,
            how: "",
            reason: "",
            post: post(person, carer, statuses),
            urn: carer.urn.clone(),
        });
        // The court's full order, where it falls inside the spell.
        if let Some(order) = status.order.filter(|&day| day > spell.began)
            && until.is_none_or(|until| order < until)
            && status.adoption.is_none_or(|adoption| order < adoption)
        {
            split(&mut episodes, order, status.on(order));
        }
    }
    if let (Some((day, exit)), Some(last), Some(carer)) = (period.ended, episodes.last_mut(), &carer) {
        let how = how_ended(exit, person.age(day), last.place, carer);
        close(last, day, how, "");
    }
    episodes
}

/// Ends the last episode and begins one in which only the legal status differs.
fn split(episodes: &mut Vec<Episode>, at: Day, legal: &'static str) {
    if let Some(last) = episodes.last_mut() {
        let next = Episode { began: at, because: "L", legal, ..last.clone() };
        close(last, at, "X1", "");
        episodes.push(next);
    }
}

fn close(episode: &mut Episode, at: Day, how: &'static str, reason: &'static str) {
    episode.ended = Some(at);
    episode.how = how;
    episode.reason = reason;
}

/// Legal status through a period: agreement (V2), or an interim care order (C1) and a full one (C2);
/// from the match on a placement order (E1).
struct Status {
    under_order: bool,
    order: Option<Day>,
    adoption: Option<Day>,
}

impl Status {
    fn of(person: &Person, period: &Period) -> Status {
        let begins = |placement| period.spells.iter().find(|spell| spell.placement == placement);
        // Nobody can be placed with parents by agreement.
        let under_order = person.is_under_order || begins(PlacementType::Parents).is_some();
        Status {
            under_order,
            order: under_order.then(|| period.began().plus(PROCEEDINGS)),
            adoption: begins(PlacementType::Adoption).map(|spell| spell.began),
        }
    }

    fn on(&self, day: Day) -> &'static str {
        if self.adoption.is_some_and(|adoption| day >= adoption) {
            "E1"
        } else if !self.under_order {
            "V2"
        } else if self.order.is_some_and(|order| day >= order) {
            "C2"
        } else {
            "C1"
        }
    }
}

fn carer_of(
    name: Name,
    person: &Person,
    spell: &DatedSpell,
    draws: &Draws,
    ordinal: u32,
    last: Option<&Carer>,
) -> Carer {
    let u = draws.block(Purpose::Exported, name, ordinal);
    let age = person.age(spell.began);
    let (place, providers) = match spell.placement {
        PlacementType::Foster => (["U6", "U4"], "provider-foster"),
        PlacementType::Kinship => (["U3", "U1"], ""),
        PlacementType::Parents => (["P1"; 2], ""),
        PlacementType::Adoption => (["A6"; 2], ""),
        PlacementType::SemiIndependent if age >= 16 => (["H5"; 2], "provider-home"),
        PlacementType::Other if age < 5 => ([form::choose("other-under-5", u[0]); 2], "provider-home"),
        PlacementType::Other => ([form::choose("other", u[0]); 2], "provider-home"),
        PlacementType::Residential | PlacementType::SemiIndependent => {
            ([form::choose("residential", u[0]); 2], "provider-home")
        }
    };
    let provider = match (spell.placement, providers) {
        (PlacementType::Parents, _) => "PR0",
        (_, "") => "PR1",
        (_, item) => form::choose(item, u[1]),
    };
    let mut number = (u[2] * 180_000.0) as u32;
    if last.is_some_and(|last| last.number == number) {
        number += 1;
    }
    // Registered providers have a number; parents and the other settings have none.
    let has_urn = !matches!(place[0], "P1" | "P3" | "R1" | "R2" | "R5");
    let urn = if has_urn { format!("99{:05}", (u[3] * 100_000.0) as u32) } else { String::new() };
    Carer {
        place,
        provider,
        number,
        // A child who moves from one parent to another moves to another address.
        is_at_home: place[0] == "P1" && last.is_none_or(|last| !last.is_at_home),
        urn,
        u,
    }
}

/// Where the child lives: the carer's address. A change of status that no code of the type tells is a
/// carer's move to another address.
fn post(person: &Person, carer: &Carer, statuses: u32) -> String {
    if carer.is_at_home && statuses.is_multiple_of(2) {
        return person.home_post.clone();
    }
    let own = 2 * carer.number + 1;
    let has_codes = carer.place[0] != carer.place[1];
    let moved = if has_codes { 0 } else { 2 * statuses };
    postcode((own + moved) % 360_000)
}

/// REASON_PLACE_CHANGE of the spell that ends where one begins.
fn reason(why: Why, carer: &Carer) -> &'static str {
    let item = match why {
        Why::Entry => return "",
        Why::Status => return "PLACE",
        Why::Move(MoveReason::CarePlan) => return "CARPL",
        Why::Move(MoveReason::Disruption) => "reason-disruption",
        Why::Move(MoveReason::Supply) => "reason-supply",
        Why::Move(MoveReason::Other) => "reason-other",
        Why::EarlierMove => "reason-earlier",
    };
    form::choose(item, carer.u[4])
}

/// REC of the last episode of a period.
fn how_ended(exit: Exit, age: i32, place: &str, carer: &Carer) -> &'static str {
    let fosters = place.starts_with('U');
    let item = match exit {
        Exit::Home => "home",
        Exit::Adoption => "adoption",
        Exit::Guardianship if matches!(place, "U1" | "U3") => return "E45",
        Exit::Guardianship if fosters => return "E46",
        Exit::Guardianship => return "E47",
        Exit::Birthday if fosters => "birthday-foster",
        Exit::Birthday => "birthday",
        Exit::Other if age >= 16 => "other-route-16",
        Exit::Other => "other-route",
    };
    form::choose(item, carer.u[5])
}
