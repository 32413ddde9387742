//! Brothers and sisters who came together have one case holder, as far as the hand-overs that were simulated of each allow.

use std::collections::{BTreeMap, BTreeSet};

use super::arrivals::Arrival;
use swplab_model::calendar::MONTHS_A_YEAR;
use swplab_model::draws::Name;
use swplab_model::history::{CaseHolder, ChildHistory, PeriodOfCare};

/// Children whose case holders of the first period are told as their eldest's, by position: the first holder, and in each
/// year as many hand-overs as both had. Each keeps the number of hand-overs that she had in every year.
pub(super) fn with_shared_workers(
    children: &[&ChildHistory],
    arrivals: &[Arrival],
) -> BTreeMap<usize, ChildHistory> {
    let by_name: BTreeMap<Name, &ChildHistory> = children.iter().map(|child| (child.name, *child)).collect();
    let mut found = BTreeMap::new();
    for (position, (child, arrival)) in children.iter().zip(arrivals).enumerate() {
        let leader = by_name.get(&arrival.leader).filter(|leader| leader.name != child.name);
        let Some(theirs) = leader.and_then(|leader| leader.periods.first()) else { continue };
        let Some(own) = child.periods.first() else { continue };
        let mut told = (*child).clone();
        told.periods[0].case_holders = shared(own, theirs);
        found.insert(position, told);
    }
    found
}

/// The case holders of a period, as far as they can be those of another.
fn shared(own: &PeriodOfCare, theirs: &PeriodOfCare) -> Vec<CaseHolder> {
    let mut told = own.case_holders.clone();
    if let (Some(first), Some(other)) = (told.first_mut(), theirs.case_holders.first()) {
        first.holder = other.holder;
    }
    let year = |holder: &CaseHolder| (holder.from / f64::from(MONTHS_A_YEAR)) as i32;
    let until = own.ended.map_or(f64::INFINITY, |(at, _)| at);
    let fits = |holder: &&CaseHolder| own.began < holder.from && holder.from < until;
    let is_theirs = |holder: &CaseHolder| theirs.case_holders.contains(holder);
    for other in theirs.case_holders.iter().skip(1).filter(fits) {
        // Each of theirs takes the place of one of her own in the same year.
        let free = told.iter().skip(1).position(|mine| year(mine) == year(other) && !is_theirs(mine));
        if let Some(at) = free {
            told[at + 1] = *other;
        }
    }
    told.sort_by(|a, b| a.from.total_cmp(&b.from));
    // As many case holders as before: who had one twice, or would have one twice, keeps her own.
    let each_once = |holders: &[CaseHolder]| {
        let ids: BTreeSet<u32> = holders.iter().map(|holder| holder.holder).collect();
        ids.len() == holders.len()
    };
    if each_once(&own.case_holders) && each_once(&told) { told } else { own.case_holders.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use swplab_model::history::HandOver;

    #[test]
    fn hand_overs_of_a_year_are_shared_and_keep_their_number() {
        let period = |holders: &[(f64, u32)]| PeriodOfCare {
            began: 1.0,
            before: None,
            spells: Vec::new(),
            case_holders: holders
                .iter()
                .map(|&(from, holder)| CaseHolder {
                    from,
                    holder,
                    cause: (from > 1.0).then_some(HandOver::Leaver),
                })
                .collect(),
            ended: None,
        };
        let own = period(&[(1.0, 1), (4.0, 2), (8.0, 3), (14.0, 4)]);
        let theirs = period(&[(1.0, 11), (5.0, 12), (20.0, 13), (21.0, 14)]);
        let told: Vec<(f64, u32)> =
            shared(&own, &theirs).iter().map(|holder| (holder.from, holder.holder)).collect();
        assert_eq!(told, [(1.0, 11), (5.0, 12), (8.0, 3), (20.0, 13)]);
    }
}
