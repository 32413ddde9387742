//! Several authorities: those that share no practice are lived one at a time, which changes nothing;
//! their own teams are one group; an arm with another caseload provides for it.

use crate::common::worlds::{SEED, simulation, study};
use swplab::indicator::{Group, HEADLINES, Measurement, indicator};
use swplab::study::{ArmId, UnitId};

const SMALL: &str = "\"rutland-2011\", \"city-of-london-2011\", \"wokingham-2011\"";
const YEARS: u32 = 4;

fn scenario(authorities: &str, set: &str) -> String {
    format!(
        "title = \"Caseloads\"\nquestion = \"What if caseloads were others?\"\n\
         authorities = [{authorities}]\n\
         [study]\nhorizon_years = {YEARS}\nreplications = 1\nseed = {SEED}\n\
         [in_house]\ncaseload = 15\n\
         [[arms]]\nname = \"as it is\"\n[[arms]]\nname = \"other\"\nset = {{ {set} }}\n"
    )
}

#[test]
fn authorities_lived_one_at_a_time_are_those_of_one_world() {
    let text = scenario(SMALL, "\"in_house.caseload\" = 12");
    let results = study(&text, 2);
    let simulation = simulation(&text);
    let groups = [Group::Whole, Group::InHouse];
    let units = ["authority", "in_house"].map(|id| {
        let unit = results.units.iter().position(|unit| unit.id == id);
        unit.expect("the unit stands in the results")
    });
    for (arm, replication) in [(0, 0), (1, 0), (1, 1)] {
        let short = simulation.settings(replication, arm).workforce.short_sickness;
        let mut measurement = Measurement::new(&groups, short);
        simulation.replay(replication, arm, |world| {
            if world.month > 0 {
                measurement.observe(world);
            }
        });
        let whole = measurement.horizon();
        for (group, unit) in units.into_iter().enumerate() {
            let apart = results.row(ArmId(arm), replication as usize, UnitId(unit));
            let whole = &whole[group * results.indicators.len()..];
            for ((indicator, apart), whole) in apart.zip(whole) {
                // Only the order of the sums differs.
                let same =
                    apart.is_nan() && whole.is_nan() || (apart - whole).abs() <= 1e-9 * whole.abs().max(1.0);
                assert!(same, "{}: {apart} and {whole}", indicator.id);
            }
        }
    }
}

#[test]
fn an_authority_has_the_same_luck_of_its_own_wherever_others_stand() {
    let caseload = "\"in_house.caseload\" = 12";
    let alone = study(&scenario("\"rutland-2011\"", caseload), 2);
    let all = study(&scenario(SMALL, caseload), 2);
    assert_eq!(all.authorities.len(), 3);
    assert!(alone.authorities.is_empty());
    for arm in 0..2 {
        for headline in &HEADLINES {
            let own = alone.values(ArmId(arm), UnitId(0), headline);
            assert_eq!(all.authority_values(ArmId(arm), 0, headline), own, "{}", headline.id);
        }
    }
}

#[test]
fn an_arm_with_another_caseload_recruits_to_it_or_lets_posts_lapse() {
    let value = |set: &str, id: &str| {
        let results = study(&scenario("\"staffordshire-2011\"", set), 2);
        let of_arm = |arm: usize| {
            results.values(ArmId(arm), UnitId(0), indicator(id).unwrap()).iter().sum::<f64>() / 2.0
        };
        (of_arm(0), of_arm(1))
    };
    let (as_it_is, lighter) = value("\"in_house.caseload\" = 12", "caseload");
    assert!(lighter < as_it_is - 1.5, "{as_it_is} and {lighter}");
    let (as_it_is, heavier) = value("\"in_house.caseload\" = 18", "caseload");
    assert!(heavier > as_it_is + 1.0, "{as_it_is} and {heavier}");
    let (as_it_is, lighter) = value("\"in_house.caseload\" = 12", "cost_staff");
    assert!(lighter > as_it_is, "{as_it_is} and {lighter}");
}
