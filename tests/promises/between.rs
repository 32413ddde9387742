//! Differences between authorities: what goes with fewer changes of case holder there goes with it here.
//!
//! Published of 2018 to 2020 by authority: children looked after with no change of social worker in the year, beside turnover,
//! agency worker rate and caseload of the September before (Department for Education, social workers of looked-after children
//! and children's social work workforce; Open Government Licence v3.0). The logit of the share was regressed on the logarithm
//! of turnover, the agency rate and the logarithm of caseload, in each half of the authorities by the parity of the last two
//! digits of their codes, and the two years pooled by their variances. No size of the model was set by either half.

use crate::common::worlds::study_of;
use swplab::evidence::{Figure, published};
use swplab::indicator::relationship::SAME_WORKER_ALL_YEAR;
use swplab::scenario::{Document, ProfileFiles};
use swplab::statistics::Cholesky;
use swplab::study::ArmId;

const REPLICATIONS: u32 = 4;

/// What was regressed on, and for each half of the authorities slope and standard error.
const SLOPES: [(&str, [(f64, f64); 2]); 3] = [
    ("logarithm of turnover", [(0.10, 0.16), (-0.15, 0.125)]),
    ("agency worker rate", [(-1.84, 0.58), (-1.34, 0.45)]),
    ("logarithm of caseload", [(0.37, 0.41), (-0.66, 0.30)]),
];

/// Slopes with standard errors of a regression with a constant, which comes first.
fn regression(rows: &[([f64; 4], f64)]) -> [(f64, f64); 4] {
    let (mut squares, mut products) = (vec![0.0; 16], vec![0.0; 4]);
    for (x, y) in rows {
        for i in 0..4 {
            products[i] += x[i] * y;
            for k in 0..4 {
                squares[4 * i + k] += x[i] * x[k];
            }
        }
    }
    let factor = Cholesky::new(4, &squares).expect("no regressor is a mix of the others");
    let slopes = factor.solve(&products);
    let left = |(x, y): &([f64; 4], f64)| y - x.iter().zip(&slopes).map(|(x, slope)| x * slope).sum::<f64>();
    let variance = rows.iter().map(|row| left(row) * left(row)).sum::<f64>() / (rows.len() - 4) as f64;
    let inverse = factor.inverse();
    std::array::from_fn(|i| (slopes[i], (variance * inverse[5 * i]).sqrt()))
}

#[test]
fn what_goes_with_changes_of_case_holder_between_authorities_does_so_here() {
    let text = "title = \"Between\"\nquestion = \"What goes with changes?\"\nauthorities = [\"england-2021\"]\n\
                [study]\nstart = \"2021-03-31\"\nhorizon_years = 1\nreplications = 1\nseed = 9\n\
                [[arms]]\nname = \"One\"\n[[arms]]\nname = \"Two\"\nset = { \"in_house.caseload\" = 12 }\n";
    let files = ProfileFiles::Kept(Default::default());
    let document = Document::parse("test.toml", "test".into(), files, text.as_bytes()).unwrap();
    let (mut scenario, _) = document.scenario().unwrap();
    scenario.arms.truncate(1);
    let results = study_of(&scenario, REPLICATIONS);
    let rows = published().of_year(2021).filter_map(|row| {
        let figure = |figure: Figure| row.get(figure);
        let [turnover, agency, caseload] =
            [figure(Figure::Turnover)?, figure(Figure::AgencyRate)?, figure(Figure::Caseload)?];
        let at = results.authorities.iter().position(|name| *name == row.name)?;
        let values = results.authority_values(ArmId(0), at, &SAME_WORKER_ALL_YEAR);
        let share = values.iter().sum::<f64>() / values.len() as f64 / 100.0;
        let x = [1.0, libm::log(turnover.max(2.0)), agency / 100.0, libm::log(caseload)];
        Some((x, libm::log(share / (1.0 - share))))
    });
    let rows: Vec<_> = rows.filter(|(_, y)| y.is_finite()).collect();
    assert!(rows.len() > 120, "{} authorities", rows.len());
    let [_, simulated @ ..] = regression(&rows);
    for ((what, halves), (slope, error)) in SLOPES.iter().zip(simulated) {
        println!("{what}: {slope:+.2} ± {error:.2} here, {halves:?} published");
        for (published, of_published) in halves {
            let apart = (slope - published).abs() / error.hypot(*of_published);
            // The halves of the same figure lie as much as 2.1 standard errors from each other.
            assert!(apart < 3.0, "{what}: {slope} here and {published} ± {of_published} published");
        }
        let weights = halves.map(|(_, error)| 1.0 / (error * error));
        let both = weights.iter().zip(halves).map(|(weight, (slope, _))| weight * slope).sum::<f64>()
            / weights.iter().sum::<f64>();
        let of_both = weights.iter().sum::<f64>().sqrt().recip().hypot(error);
        assert!(
            (slope - both).abs() < 2.0 * of_both,
            "{what}: {slope} here and {both} published by both halves"
        );
    }
    let (agency, error) = simulated[1];
    assert!(agency + 2.0 * error < 0.0, "agency work goes with changes: {agency} ± {error}");
}
