//! What must hold of every child's rows.

use super::Child;
use swplab::calendar::Day;
use swplab::returns::codes;

/// Episodes follow one another, coded as what changed.
pub fn chains(number: &str, child: &Child) {
    let episodes = &child.episodes;
    assert_eq!(episodes[0].because, "S", "{number}");
    for episode in episodes {
        let lasts = episode.ended.map_or(1, |day| day.days_since(episode.began));
        assert!(lasts >= 1, "{number}: {episode:?}");
        assert_eq!(episode.ended.is_some(), !episode.how.is_empty(), "{number}");
    }
    for pair in episodes.windows(2) {
        let [before, after] = pair else { unreachable!() };
        let ended = before.ended.expect("an episode that another follows has ended");
        if after.because == "S" {
            assert!(after.began > ended && before.how != "X1", "{number}: {pair:?}");
            continue;
        }
        assert_eq!(after.began, ended, "{number}: {pair:?}");
        assert_eq!(before.how, "X1", "{number}: {pair:?}");
        let legal = before.legal != after.legal;
        let place = before.place != after.place || before.post != after.post;
        let as_coded = match after.because.as_str() {
            "L" => legal && !place && before.reason.is_empty(),
            "P" => !legal && place && before.reason != "PLACE",
            "T" => !legal && place && before.reason == "PLACE",
            "B" => legal && place && before.reason != "PLACE",
            "U" => legal && place && before.reason == "PLACE",
            _ => false,
        };
        assert!(as_coded, "{number}: {pair:?}");
    }
}

/// Codes fit one another, the child's age and the lists.
pub fn coherent(number: &str, child: &Child) {
    let born = child.born.unwrap();
    let adult = born.birthday(18);
    for episode in &child.episodes {
        let what = format!("{number}: {episode:?}");
        assert!(born <= episode.began && episode.began < adult, "{what}");
        assert!(episode.ended.is_none_or(|day| day <= adult), "{what}");
        let is = |list: &str, code: &str| codes::is_accepted(list, code, 2023);
        assert!(is("LS", &episode.legal) && is("PLACE", &episode.place), "{what}");
        // Of other placements no provider is told.
        assert_eq!(episode.place == "Z1", episode.provider.is_empty(), "{what}");
        assert!(episode.provider.is_empty() || is("PLACE_PROVIDER", &episode.provider), "{what}");
        assert!(episode.how.is_empty() || is("REC", &episode.how), "{what}");
        let reason = &episode.reason;
        assert!(reason.is_empty() || is("REASON_PLACE_CHANGE", reason), "{what}");
        assert_eq!(episode.place == "P1", episode.provider == "PR0", "{what}");
        assert!(episode.place != "P1" || episode.legal != "V2", "{what}");
        let is_adopted = ["E11", "E12"].contains(&episode.how.as_str());
        assert!(!is_adopted || episode.place.starts_with('A'), "{what}");
        assert!(episode.place != "A6" || episode.legal == "E1", "{what}");
        assert!(episode.place != "A4" || episode.legal != "E1", "{what}");
        let alone = ["H5", "P2"].contains(&episode.place.as_str());
        assert!(!alone || episode.began >= born.birthday(16), "{what}");
        if ["E45", "E46"].contains(&episode.how.as_str()) {
            assert!(episode.place.starts_with('U'), "{what}");
        }
    }
    for pair in child.reviews.windows(2) {
        assert!(pair[1].0 > pair[0].0, "{number}");
    }
    for (day, code) in &child.reviews {
        assert_eq!(*day < born.birthday(4), code == "PN0", "{number}");
    }
}

/// Social workers follow one another; the first of a period comes with it.
pub fn workers(number: &str, child: &Child) {
    let ends: Vec<Option<Day>> =
        child.periods().iter().map(|period| period[period.len() - 1].ended).collect();
    let starts: Vec<Day> = child.periods().iter().map(|period| period[0].began).collect();
    for pair in child.workers.windows(2) {
        let [before, after] = pair else { unreachable!() };
        if after.reason == "FCONTA" {
            assert!(starts.contains(&after.began), "{number}: {pair:?}");
            // Of who came back in a later year the earlier row ended with care, or stays open. In one year
            // validators take more than five days for a gap.
            let days = before.ended.map(|day| after.began.days_since(day));
            let ended_with_care = ends.contains(&before.ended);
            assert!(ended_with_care || days.is_none_or(|days| (1..=5).contains(&days)), "{number}: {pair:?}");
        } else {
            assert_eq!(before.ended, Some(after.began), "{number}: {pair:?}");
        }
        assert!(after.began.days_since(before.began) >= 1, "{number}: {pair:?}");
    }
    for (k, worker) in child.workers.iter().enumerate() {
        // Validators complain of fewer than three days, and of a change in the last six of a year
        // that an earlier case holder precedes.
        if let Some(ended) = worker.ended {
            assert!(ended.days_since(worker.began) >= 3, "{number}: {worker:?}");
            let next = Day::first_of_financial_year(ended.financial_year() + 1);
            let is_clear = next.days_since(ended) > 6;
            assert!(k == 0 || is_clear, "{number}: {worker:?}");
        }
        assert!(codes::is_accepted("SW_REASON", &worker.reason, 2024), "{number}");
        assert!(worker.id.starts_with("XX") && worker.id.len() == 12, "{number}");
    }
}
