//! What a row does not say or says wrongly, told by the rows before and behind it: the chain of a child's episodes
//! knows what RNE must be, and a change of status moves nobody.

use super::faults::{Faults, Kind};
use super::meaning::{Began, Ended, Legal, Lives, Why};
use super::records::Episode;
use super::table::Place;
use swplab_model::calendar::Day;

/// An episode of which everything is known that can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Known {
    pub at: Place,
    /// The financial year in which its return ends.
    pub of_return: i32,
    pub start: Day,
    pub began: Began,
    pub legal: Legal,
    pub lives: Lives,
    pub is_temporary: bool,
    pub end: Option<Day>,
    pub end_is_lost: bool,
    pub ended: Option<Ended>,
    pub why: Option<Why>,
}

/// Where a child lives of whom no row tells it: the commonest kind.
const COMMONEST: Lives = Lives::Foster;

/// The episodes of a child in order, each told by its neighbours what its own row leaves open.
pub(super) fn known(mut episodes: Vec<Episode>, faults: &mut Faults) -> Vec<Known> {
    let mut found = Vec::with_capacity(episodes.len());
    for index in 0..episodes.len() {
        let before = index.checked_sub(1).map(|before| episodes[before]);
        let next = episodes.get(index + 1).copied();
        let own = &mut episodes[index];
        let Some(start) = own.start else { continue };
        let before = before.filter(|before| leads_to(before, start));
        let next = next.filter(|next| next.start.is_some_and(|start| leads_to(own, start)));
        if own.legal.is_none() {
            let same = |began: Option<Began>| matches!(began, Some(Began::Carer | Began::Kind));
            let told = next.filter(|next| same(next.began)).or(before);
            (own.legal, own.status) = told.map_or((None, 0), |told| (told.legal, told.status));
        }
        if own.lives.is_none() {
            let stays = |began: Option<Began>| began == Some(Began::Status);
            let told = before.filter(|_| stays(own.began)).or(next.filter(|next| stays(next.began)));
            if let Some(told) = told {
                (own.lives, own.is_temporary) = (told.lives, told.is_temporary);
                own.setting.place = told.setting.place;
            }
        }
        own.began = Some(began(own, before.as_ref(), faults));
        found.push(Known {
            at: own.at,
            of_return: own.of_return,
            start,
            began: own.began.unwrap_or(Began::Carer),
            legal: own.legal.unwrap_or(Legal::LookedAfter),
            lives: own.lives.unwrap_or(COMMONEST),
            is_temporary: own.is_temporary,
            end: own.end,
            end_is_lost: own.end_is_lost,
            ended: own.ended,
            why: own.why,
        });
    }
    found
}

/// Whether care goes on from an episode to one that begins on a day.
fn leads_to(before: &Episode, start: Day) -> bool {
    match before.end {
        Some(end) => end == start || (end.plus(1) == start && !matches!(before.ended, Some(Ended::Left(_)))),
        None => !before.is_short_break(),
    }
}

/// What two neighbours differ in; nothing where one of them does not say.
struct Change {
    place: Option<bool>,
    provider: Option<bool>,
    post: Option<bool>,
    urn: Option<bool>,
    status: Option<bool>,
}

impl Change {
    fn between(before: &Episode, own: &Episode) -> Change {
        let differs = |a: u32, b: u32| (a != 0 && b != 0).then_some(a != b);
        let (a, b) = (&before.setting, &own.setting);
        Change {
            place: differs(a.place, b.place),
            provider: differs(a.provider, b.provider),
            post: differs(a.post, b.post),
            urn: differs(a.urn, b.urn),
            status: differs(before.status, own.status),
        }
    }

    /// Whether the child lives elsewhere, whatever RNE says.
    fn moved(&self) -> bool {
        let yes = Some(true);
        // A carer who moves house, or a provider that is corrected, beside another legal status is no move.
        let is_same_status = self.status == Some(false);
        self.place == yes
            || self.urn == yes
            || (self.post == yes && (is_same_status || self.urn.is_none()))
            || (self.provider == yes && is_same_status)
    }

    /// Whether every sign of a move says that there was none.
    fn stayed(&self) -> bool {
        [self.place, self.provider, self.post, self.urn].iter().all(|sign| *sign == Some(false))
    }

    /// Whether number and address are others. One of them alone is a carer who moves house or a number put right.
    fn is_other_carer(&self) -> bool {
        self.urn == Some(true) && self.post == Some(true)
    }

    /// Whether number, provider and address are the same.
    fn is_known_carer(&self) -> bool {
        self.is_same_carer() && self.provider == Some(false)
    }

    /// Whether another kind of placement stands beside the same provider and address: the carer is the same.
    fn is_same_carer(&self) -> bool {
        self.urn == Some(false) && self.post == Some(false)
    }
}

/// Why an episode began: as its row says, unless that cannot be.
fn began(own: &Episode, before: Option<&Episode>, faults: &mut Faults) -> Began {
    let Some(before) = before else {
        return own.began.unwrap_or(Began::Care);
    };
    let change = Change::between(before, own);
    let as_seen = || match (change.moved(), change.is_same_carer()) {
        (true, true) => Began::Kind,
        (true, false) => Began::Carer,
        _ if change.stayed() || change.status == Some(true) => Began::Status,
        // Neither place nor status differs: another carer of the same kind is what is left.
        _ => Began::Carer,
    };
    match own.began {
        None => as_seen(),
        Some(Began::Status) if change.moved() => {
            faults.note(own.at, "RNE", Kind::StatusButMoved);
            as_seen()
        }
        Some(Began::Carer) if change.stayed() && change.status == Some(true) => {
            faults.note(own.at, "RNE", Kind::MovedButSame);
            Began::Status
        }
        Some(Began::Kind) if change.is_other_carer() => {
            faults.note(own.at, "RNE", Kind::KindButMoved);
            Began::Carer
        }
        Some(Began::Carer) if change.place == Some(true) && change.is_known_carer() => {
            faults.note(own.at, "RNE", Kind::MovedButKind);
            Began::Kind
        }
        Some(began) => began,
    }
}
