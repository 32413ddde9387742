//! The first value of every purpose is pinned: a changed address would move every result.

use swplab::draws::{Draws, Name, Purpose};

const FIRST: &[(Purpose, f64)] = &[
    (Purpose::Parameter, 0.918812781380668),
    (Purpose::Hypothesis, 0.5278838254235215),
    (Purpose::YearOfArrivals, 0.9876250544792423),
    (Purpose::Arrivals, 0.7882944387687466),
    (Purpose::Candidate, 0.011849600189775322),
    (Purpose::CarePeriod, 0.9561625657473881),
    (Purpose::Placement, 0.7420298561067477),
    (Purpose::Destination, 0.22269146124118022),
    (Purpose::StartingChild, 0.5231498545100258),
    (Purpose::StartingCareLeaver, 0.5096578189535707),
    (Purpose::StartingReturned, 0.7974399002646012),
    (Purpose::Team, 0.4067927732098181),
    (Purpose::CaseHolder, 0.23254500732886207),
    (Purpose::HandOver, 0.14084973964329672),
    (Purpose::Decision, 0.4556456641073269),
    (Purpose::Reentry, 0.21006081175071),
    (Purpose::CareLeaver, 0.7669622038718423),
    (Purpose::Holder, 0.9813176826785454),
    (Purpose::Vacancy, 0.9566910699982797),
    (Purpose::AgencyCover, 0.22658417915107887),
    (Purpose::Sickness, 0.44407480346426575),
    (Purpose::StartingPost, 0.7308884633146354),
    (Purpose::TransferOfWorker, 0.8056987551476708),
    (Purpose::ServedAtStart, 0.7128741717934334),
    (Purpose::Tender, 0.5781107293931073),
    (Purpose::Renewal, 0.4046893730830484),
    (Purpose::Mobilisation, 0.4492525436877207),
    (Purpose::Review, 0.016394091064439675),
    (Purpose::TrustShock, 0.9361572558452177),
    (Purpose::EarlyEnd, 0.34498966709633627),
    (Purpose::Election, 0.10743517170053785),
    (Purpose::Director, 0.6162600819665024),
    (Purpose::Finance, 0.38341669565558545),
    (Purpose::AdoptionPlan, 0.3047764393640867),
    (Purpose::StartingHistory, 0.9996226586432407),
    (Purpose::Status, 0.8883461357108541),
    (Purpose::Reallocation, 0.7558888001713694),
    (Purpose::Referral, 0.14626593036734492),
    (Purpose::StartingRelationship, 0.27864658049143765),
    (Purpose::FirstOfPeriod, 0.9390157219512248),
    (Purpose::Inspection, 0.9356327262506164),
    (Purpose::Grant, 0.3314387441452903),
    (Purpose::ObservedStaff, 0.08649988957284227),
    (Purpose::ObservedChild, 0.5212646133506641),
    (Purpose::ObservedSite, 0.9332970457622779),
    (Purpose::InsideMove, 0.2871804060389408),
    (Purpose::Level, 0.1981117240894631),
    (Purpose::PosteriorRow, 0.47558582498189217),
    (Purpose::CalibrationDesign, 0.39409869086274163),
    (Purpose::CalibrationCandidate, 0.025042067552632497),
    (Purpose::CalibrationProposal, 0.5108064101528113),
    (Purpose::CalibrationResample, 0.7893284874094398),
    (Purpose::CalibrationEffects, 0.5429022753430707),
    (Purpose::MoveAvoided, 0.7536586589964881),
    (Purpose::Exported, 0.479436471569085),
    (Purpose::LevelOfYear, 0.9619564783593916),
    (Purpose::NationOfYear, 0.493725490636549),
];

#[test]
fn the_first_value_of_every_purpose_is_the_one_that_it_was() {
    let draws = Draws::new(20_110_331, 7);
    let name = Name::child(1, 34, 2, 56);
    for (place, &(purpose, value)) in FIRST.iter().enumerate() {
        assert_eq!(purpose as usize, place, "purposes are numbered without a gap");
        let drawn = draws.uniform(purpose, name, 89);
        assert_eq!(drawn.to_bits(), value.to_bits(), "{purpose:?}: {drawn}");
    }
    assert_eq!(FIRST.len(), LAST as usize + 1, "a purpose is missing");
}

/// The last purpose: one added after it must be pinned here too.
const LAST: Purpose = Purpose::NationOfYear;

#[test]
fn a_row_is_not_shared_between_names_replications_or_seeds() {
    let draws = Draws::new(20_110_331, 7);
    let name = Name::child(1, 34, 2, 56);
    let value = draws.uniform(Purpose::Placement, name, 89);
    let others = [
        draws.uniform(Purpose::Placement, Name::child(1, 34, 2, 57), 89),
        draws.uniform(Purpose::Placement, Name::post(1, 34), 89),
        draws.uniform(Purpose::Placement, name, 90),
        Draws::new(20_110_331, 8).uniform(Purpose::Placement, name, 89),
        Draws::new(20_110_332, 7).uniform(Purpose::Placement, name, 89),
    ];
    assert!(others.iter().all(|other| *other != value));
}

#[test]
fn the_inverse_normals_of_draws_and_statistics_agree() {
    let grid = (1..4_000).map(|k| f64::from(k) / 4_000.0);
    let tails = (4..52).flat_map(|k| {
        let p = 2.0_f64.powi(-k);
        [p, 1.0 - p]
    });
    for p in grid.chain(tails) {
        let (drawn, quantile) = (swplab::draws::normal(p), swplab::statistics::normal_quantile(p));
        assert!((drawn - quantile).abs() <= 1e-14 * (1.0 + quantile.abs()), "{p}: {drawn} {quantile}");
    }
}
