//! Episodes of a child: the spells of her periods of care with the codes of the return, legal status
//! included. Episodes of a period follow one another without a gap or an overlap.

use super::arrivals::Arrival;
use super::form;
use super::houses::{self, Houses};
use super::known::leader_of;
use super::legal::Status;
use super::numbers::Numbers;
use super::ordinals;
use super::person::{Person, postcode};
use super::places::place;
use super::spells::{DatedSpell, Period, Why};
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Name, Purpose};
use swplab_model::history::{Exit, MoveReason};

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
    /// Whether its place is told mistakenly in the first return.
    pub(super) is_mistaken: bool,
}

/// A carer or home and how she is registered.
struct Carer {
    place: [&'static str; 2],
    provider: &'static str,
    number: u32,
    /// Whether she lives at the child's own address.
    is_at_home: bool,
    urn: String,
    /// Draws about the child's time there.
    u: [f64; 8],
}

/// What the episodes of all children of an authority are made with.
#[derive(Clone, Copy)]
pub(super) struct Making<'a> {
    pub(super) numbers: &'a Numbers,
    pub(super) houses: Houses,
    pub(super) draws: &'a Draws,
}

/// All episodes of a child, by period of care.
pub(super) fn episodes(
    name: Name,
    person: &Person,
    arrival: &Arrival,
    periods: &[Period],
    making: Making,
) -> Vec<Vec<Episode>> {
    let mut told = OfChild { name, person, arrival, making, carers: 0 };
    periods.iter().enumerate().map(|(number, period)| told.of_period(number, period)).collect()
}

/// A child whose episodes are being told.
struct OfChild<'a> {
    name: Name,
    person: &'a Person,
    arrival: &'a Arrival,
    making: Making<'a>,
    /// Carers so far.
    carers: u32,
}

impl OfChild<'_> {
    fn of_period(&mut self, number: usize, period: &Period) -> Vec<Episode> {
        let leader = leader_of(number, self.name, self.arrival);
        let Making { numbers, draws, .. } = self.making;
        let status = Status::of(leader, number, self.person, period, numbers, draws);
        let mut episodes: Vec<Episode> = Vec::new();
        let mut carer: Option<Carer> = None;
        let mut statuses = 0;
        for (k, spell) in period.spells.iter().enumerate() {
            let legal = status.on(spell.began);
            let reason = carer.as_ref().map_or("", |carer| reason(spell.because, carer));
            let moves = spell.because != Why::Status || carer.is_none();
            let carer = if moves {
                statuses = 0;
                let next = self.carer(spell, legal, carer.as_ref());
                let is_settled = is_long_term(period, k, next.u[6], numbers);
                let next =
                    if is_settled { Carer { place: [next.place[1], next.place[0]], ..next } } else { next };
                carer.insert(next)
            } else {
                statuses += 1;
                carer.get_or_insert_with(|| self.carer(spell, legal, None))
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
                post: post(self.person, carer, statuses),
                urn: carer.urn.clone(),
                is_mistaken: carer.u[7] < numbers.late_place,
            });
            for (day, legal) in status.between(spell.began, until) {
                split(&mut episodes, day, legal);
            }
        }
        if let (Some((day, exit)), Some(last), Some(carer)) = (period.ended, episodes.last_mut(), &carer) {
            let how = how_ended(exit, (self.person, day), last, carer);
            close(last, day, how, "");
        }
        episodes
    }

    /// The next carer. Brothers and sisters who come together have the first in common.
    fn carer(&mut self, spell: &DatedSpell, legal: &str, last: Option<&Carer>) -> Carer {
        let Making { houses, draws, .. } = self.making;
        let ordinal = ordinals::CARERS + self.carers;
        let shared = self.carers == 0 && self.arrival.together;
        let whose = if shared { self.arrival.leader } else { self.name };
        self.carers += 1;
        let u = draws.block(Purpose::Exported, whose, ordinal);
        let place = place(spell.placement, self.person.age(spell.began), legal, u[0]);
        let house = houses.choose(spell.placement, place[0], u[2], last.map(|last| last.number), draws);
        Carer {
            place,
            provider: house.provider,
            number: house.number,
            // A child who moves from one parent to another moves to another address.
            is_at_home: place[0] == "P1" && last.is_none_or(|last| !last.is_at_home),
            urn: house.urn,
            u: draws.block(Purpose::Exported, self.name, ordinals::REASONS + ordinal),
        }
    }
}

/// Whether a child comes to a carer to stay: in a later placement, when care has gone on for a year, for a share of those whose
/// status does not change there.
fn is_long_term(period: &Period, k: usize, u: f64, numbers: &Numbers) -> bool {
    let changes = period.spells.get(k + 1).is_some_and(|next| next.because == Why::Status);
    let is_late = period.spells[k].began.days_since(period.began()) >= 365;
    k > 0 && is_late && !changes && u < numbers.long_term
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

/// Where the child lives: the carer's address. A change of status that no code of the type tells is a
/// carer's move to another address.
fn post(person: &Person, carer: &Carer, statuses: u32) -> String {
    if carer.is_at_home && statuses.is_multiple_of(2) {
        return person.home_post.clone();
    }
    let has_codes = carer.place[0] != carer.place[1];
    let moves = if has_codes { 0 } else { statuses };
    postcode((2 * houses::after_moves(carer.number, moves) + 1) % 360_000)
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
fn how_ended(exit: Exit, (person, day): (&Person, Day), last: &Episode, carer: &Carer) -> &'static str {
    let fosters = last.place.starts_with('U');
    let item = match exit {
        Exit::Home => "home",
        // Parents who agree to the placement do not oppose the order.
        Exit::Adoption if last.place == "A4" => return "E11",
        Exit::Adoption => "adoption",
        Exit::Guardianship if matches!(last.place, "U1" | "U2" | "U3") => "guardianship-kinship",
        Exit::Guardianship if fosters => "guardianship-foster",
        Exit::Guardianship => "guardianship-other",
        Exit::Birthday if fosters => "birthday-foster",
        Exit::Birthday => "birthday",
        // Mostly to the authority to which she passes under the national transfer scheme.
        Exit::Other if person.is_unaccompanied => "other-route-unaccompanied",
        Exit::Other if last.legal == "J1" => "other-route-remand",
        Exit::Other if person.age(day) >= 16 => "other-route-16",
        Exit::Other => "other-route",
    };
    form::choose(item, carer.u[5])
}
