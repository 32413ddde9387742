//! Closed forms and clustering over many replications.

use super::{Town, evolve, quiet};
use swplab::model::settings::PracticeTerms;
use swplab::model::world::{Cause, Fate};

/// Months from the opening, whether the end was seen, its cause, months from a renewal point.
type End = (f64, bool, Cause, f64);

/// Months of survival of the practice from its opening, and whether it was seen to end.
fn survival(town: &Town) -> Option<End> {
    let opened = town.contracts.first().filter(|c| c.has_opened)?.opens;
    let last = town.contracts.iter().find(|c| !matches!(c.fate, Fate::Renewed | Fate::Running));
    Some(match last {
        Some(c) => (c.ended - opened, true, c.cause, c.months_from_renewal),
        None => (144.0 - opened, false, Cause::None, f64::NAN),
    })
}

fn ends(terms: &PracticeTerms, replications: u32, growth: f64) -> Vec<Option<End>> {
    (0..replications)
        .map(|replication| {
            let mut town = Town::with(terms.clone(), replication, &[], true);
            town.growth = growth;
            survival(&town.years(12))
        })
        .collect()
}

#[test]
fn ends_cluster_at_renewal_points_and_some_lie_apart() {
    let mut terms = evolve(36.0);
    terms.practice.contract.retender = true;
    terms.practice.contract.review_months = 24.0;
    let ended: Vec<(f64, f64)> =
        ends(&terms, 1_000, 0.0).into_iter().flatten().filter(|e| e.1).map(|e| (e.0, e.3)).collect();
    let n = ended.len() as f64;
    let early = ended.iter().filter(|e| e.1 > 3.0).count() as f64 / n;
    assert!((0.10..0.40).contains(&early), "early ends: {early}");
    // A constant hazard with the same mean would put five in six ends more than three months from
    // a renewal every three years.
    let by_chance = ended
        .iter()
        .enumerate()
        .filter(|(k, _)| {
            let mean = ended.iter().map(|e| e.0).sum::<f64>() / n;
            let t = -mean * libm::log((*k as f64 + 0.5) / n);
            let phase = t % 36.0;
            t < 33.0 || phase.min(36.0 - phase) > 3.0
        })
        .count() as f64
        / n;
    assert!(by_chance > 0.6, "a constant hazard would have {by_chance}");
}

#[test]
#[ignore = "prints a table for whoever sets the assumptions"]
fn fates_by_term() {
    for growth in [0.0, 0.04] {
        for (term, extension, retender) in [
            (24.0, 0.0, false),
            (36.0, 0.0, false),
            (36.0, 12.0, false),
            (36.0, 0.0, true),
            (60.0, 0.0, false),
            (84.0, 0.0, false),
            (120.0, 0.0, false),
        ] {
            let mut terms = evolve(term);
            terms.practice.contract.extension_months = extension;
            terms.practice.contract.retender = retender;
            let all = ends(&terms, 1_000, growth);
            let opened: Vec<_> = all.iter().flatten().collect();
            let n = opened.len() as f64;
            let alive = |months: f64| {
                let alive = opened.iter().filter(|e| !e.1 || e.0 > months).count();
                alive as f64 / n
            };
            let ended: Vec<_> = opened.iter().filter(|e| e.1).collect();
            let share =
                |f: &dyn Fn(&End) -> bool| ended.iter().filter(|e| f(e)).count() as f64 / ended.len() as f64;
            let early = share(&|e| e.3 > 3.0);
            let causes: Vec<String> = [
                Cause::Term,
                Cause::Politics,
                Cause::Trust,
                Cause::Money,
                Cause::Failure,
                Cause::Restructure,
            ]
            .map(|c| format!("{} {:.2}", c.id(), share(&|e| e.2 == c)))
            .to_vec();
            println!(
                "growth {growth} term {term} +{extension} {}: opened {:.3} ended {:.2} early {early:.2} | alive 24 {:.2} 36 {:.2} 37 {:.2} 42 {:.2} 54 {:.2} 84 {:.2} | {}",
                if retender { "tender" } else { "direct" },
                n / all.len() as f64,
                ended.len() as f64 / n,
                alive(24.0),
                alive(35.9),
                alive(37.0),
                alive(42.0),
                alive(54.0),
                alive(84.0),
                causes.join(", ")
            );
        }
    }
}

#[test]
fn a_constant_hazard_of_early_end_is_exponential() {
    let overrides = quiet(&[("contract.early.restructure", 0.6)]);
    let (mut alive_1, mut alive_2, n) = (0.0, 0.0, 4_000);
    for replication in 0..n {
        let mut terms = evolve(120.0);
        terms.practice.contract.mobilisation_months = Some(0.5);
        let town = Town::new(terms, replication, &overrides).years(3);
        let ended = town.contracts[0].ended;
        let lasts = |months: f64| if ended < 0.5 + months { 0.0 } else { 1.0 };
        alive_1 += lasts(12.0) / f64::from(n);
        alive_2 += lasts(24.0) / f64::from(n);
    }
    assert!((alive_1 - libm::exp(-0.6)).abs() < 0.025, "{alive_1}");
    assert!((alive_2 - libm::exp(-1.2)).abs() < 0.025, "{alive_2}");
}
