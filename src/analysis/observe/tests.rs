use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use super::estimate::{Sums, at_site, by_site, mixed};
use super::evaluation::{Evaluator, difference};
use super::measures::{Instrument, MEASURE_COUNT, MEASURES, RECORDS};
use super::scene::{NOTHING, Scene, SiteSeen, truth};
use super::work::Programme;
use super::{Group, observe, power};
use crate::draws::Draws;
use crate::evidence::{Evidence, ParameterSet, Positions};
use crate::indicator::{Askable, CaseHolderSeen, ChildSeen, LookBack};
use crate::model::settings::CaseworkSettings;
use crate::scenario::{Comparator, Document, Observation, ProfileFiles, Scenario};
use crate::statistics::design_analysis;
use crate::study::{Runner, Simulation, lived};

const TEXT: &str = include_str!("../../../scenarios/contract-length.toml");

fn scenario() -> Scenario {
    let files = ProfileFiles::Beside(PathBuf::new());
    let document = Document::parse("x.toml", "x".into(), files, TEXT.as_bytes()).unwrap();
    document.scenario().unwrap().0
}

fn at(id: &str) -> usize {
    MEASURES.iter().position(|measure| measure.id == id).unwrap()
}

/// An instrument with central values and nothing between sites, everybody answering.
fn instrument() -> Instrument {
    let parameters = ParameterSet::central(Evidence::embedded(), &Default::default());
    let positions = Positions::drawn(&Default::default(), |_| 0.0);
    let casework = CaseworkSettings::new(&parameters, &positions);
    Instrument {
        site_spread: 0.0,
        response: 1.0,
        response_morale: 0.0,
        year_one_share: 1.0,
        missed_moves: 0.0,
        ..Instrument::new(&parameters, &positions, &casework)
    }
}

/// A site of alike people: `n` case holders in the practice, as many as are asked elsewhere.
fn site(n: usize, instrument: &Instrument) -> SiteSeen {
    let askable = Askable {
        staff: vec![
            CaseHolderSeen {
                cases: instrument.casework.norm,
                hours: instrument.hours,
                morale: instrument.morale,
            };
            n
        ],
        children: vec![
            ChildSeen { relationship: instrument.casework.reference, same_worker: 1.0, moves: 1.0 };
            n
        ],
        quick: 0.3,
        delayed: 0.2,
        own_decisions: instrument.own_decisions,
        ways: 0.0,
        insecurity: 0.1,
    };
    SiteSeen {
        practice: 0,
        waves: [Some([askable.clone(), askable.clone(), Askable::default()]), None, None],
    }
}

#[test]
fn simulated_power_agrees_with_the_normal_formula_on_a_known_case() {
    // 64 in each group and an effect of half a standard deviation: power 0.80 (Cohen 1988).
    let instrument = instrument();
    let sites = [site(64, &instrument)];
    let design = Observation { staff: 128, ..Observation::usual(false) };
    let draws = Draws::new(7, 0);
    let evaluator = Evaluator { sites: &sites, design: &design, instrument: &instrument, draws: &draws };
    let burnout = at("burnout");
    let repeats = 4000;
    for effect in [0.0, 0.1, 0.5] {
        let mut shift = NOTHING;
        shift[burnout] = effect * instrument.burnout_spread;
        let (mut seen, mut wrong, mut ratio) = (0.0, 0.0, 0.0);
        for number in 0..repeats {
            let answers = evaluator.answers(0, number);
            assert_eq!(answers[0][Group::Host as usize][burnout].n, 64.0);
            let answers = evaluator.shifted(&answers, 0, number, (&shift, &NOTHING));
            let [estimate, _] = difference(&answers, Comparator::Host, burnout);
            if estimate.is_different() {
                seen += 1.0;
                wrong += f64::from(u8::from(estimate.difference < 0.0));
                ratio += estimate.difference.abs() / shift[burnout];
            }
        }
        let formula = design_analysis(effect, (2.0_f64 / 64.0).sqrt(), 0.05);
        // Four standard errors of 4,000 repeats, and what an estimated spread adds to a normal test.
        let share = seen / f64::from(repeats);
        assert!((share - formula.power).abs() < 0.03, "{effect}: {share}, {formula:?}");
        if effect > 0.0 {
            assert!((wrong / seen - formula.wrong_sign).abs() < 0.06, "{}", wrong / seen);
            let off = ratio / seen / formula.exaggeration;
            assert!((0.93..1.07).contains(&off), "{effect}: exaggerated {off} times the formula");
        }
    }
}

#[test]
fn true_values_are_what_answers_come_to_on_average() {
    let instrument = instrument();
    let sites = [site(200, &instrument)];
    let design = Observation { staff: 400, children: 400, ..Observation::usual(false) };
    let draws = Draws::new(8, 0);
    let evaluator = Evaluator { sites: &sites, design: &design, instrument: &instrument, draws: &draws };
    let expected = truth(&sites[0], 0, Group::Practice, &instrument);
    let mut sums = [Sums::default(); MEASURE_COUNT];
    for number in 0..50 {
        let answers = evaluator.answers(0, number);
        for (sum, one) in sums.iter_mut().zip(answers[0][0]) {
            *sum = sum.with(one);
        }
    }
    for (measure, about) in MEASURES.iter().enumerate() {
        let error = (sums[measure].sd() / sums[measure].n.sqrt()).max(1e-9);
        let off = (sums[measure].mean() - expected[measure]).abs() / error;
        assert!(off < 4.0, "{}: {off} standard errors from the truth", about.id);
    }
    assert_eq!(expected[RECORDS], 1.0);
    assert!((expected[at("burnout")] - instrument.burnout).abs() < 1e-9);
}

#[test]
fn an_effect_moves_the_mean_of_a_share_by_its_size() {
    let instrument = instrument();
    let mut sites = [site(300, &instrument)];
    if let Some(groups) = &mut sites[0].waves[0] {
        for (k, child) in groups[0].children.iter_mut().enumerate() {
            child.same_worker = if k % 3 == 0 { 1.0 } else { 0.0 };
        }
    }
    let design = Observation { children: 600, ..Observation::usual(false) };
    let draws = Draws::new(9, 0);
    let evaluator = Evaluator { sites: &sites, design: &design, instrument: &instrument, draws: &draws };
    let same = at("same_worker");
    let means = truth(&sites[0], 0, Group::Practice, &instrument);
    let before = means[same];
    for points in [-20.0, 20.0, 50.0] {
        let mut shift = NOTHING;
        shift[same] = points;
        let mut all = Sums::default();
        for number in 0..40 {
            let answers = evaluator.answers(0, number);
            all = all.with(evaluator.shifted(&answers, 0, number, (&shift, &means))[0][0][same]);
        }
        let error = all.sd() / all.n.sqrt();
        let off = (all.mean() - before - points) / error;
        assert!(off.abs() < 4.0, "{points}: {off} standard errors off");
    }
}

#[test]
fn sites_are_put_together_as_by_hand() {
    // Two differences 1 and 3 with variance 1: scatter 2 over 1 degree of freedom, so 1 between sites.
    let both = mixed(&[(1.0, 1.0), (3.0, 1.0)]);
    assert!((both.difference - 2.0).abs() < 1e-12 && (both.error - 1.0).abs() < 1e-12);
    // Alike sites have nothing between them: the error is that of the answers alone.
    let alike = mixed(&[(2.0, 1.0), (2.0, 1.0)]);
    assert!((alike.error - 0.5_f64.sqrt()).abs() < 1e-12);
    // t(1, 0.975) = 12.706.
    let cautious = by_site(&[(1.0, 1.0), (3.0, 1.0)]);
    assert!((cautious.half_width - 12.706).abs() < 1e-3 && !cautious.is_different());
    assert!(by_site(&[(1.0, 1.0)]).error.is_nan());
    let mut practice = Sums::default();
    let mut host = Sums::default();
    for (a, b) in [(1.0, 3.0), (2.0, 4.0), (3.0, 5.0)] {
        practice.add(a);
        host.add(b);
    }
    let (difference, variance) = at_site(&practice, &host, false).unwrap();
    assert!((difference + 2.0).abs() < 1e-12 && (variance - 2.0 / 3.0).abs() < 1e-12);
}

#[test]
fn a_world_that_is_observed_is_the_world_that_is_not() {
    let scenario = scenario();
    let simulation = Simulation::of_arms(&scenario);
    let stop = AtomicBool::new(false);
    let arm = &scenario.arms[0].alternative;
    let mut scene = Scene::new(arm, &scenario.observation, 1);
    let observed = simulation
        .watched((3, 3), 0, &stop, |world| {
            scene.observe(world);
            world.month < 60
        })
        .unwrap();
    let mut unseen = None;
    let mut settings = simulation.settings(3, 0);
    settings.keep_log = true;
    lived(&settings, &settings, &simulation.draws(3), |world| {
        if world.month == 60 {
            unseen = Some(world.clone());
        }
    });
    let mut unseen = unseen.unwrap();
    // One keeps its log; nothing else may differ.
    unseen.log = observed.log.clone();
    // As text: what is not defined is a NaN, which equals nothing.
    assert!(format!("{observed:?}") == format!("{unseen:?}"));
}

#[test]
fn looking_back_over_a_year_agrees_with_the_counts_of_the_year() {
    let simulation = Simulation::of_arms(&scenario());
    let stop = AtomicBool::new(false);
    let mut look_back = LookBack::new(12);
    let world = simulation
        .watched((1, 1), 0, &stop, |world| {
            look_back.observe(world);
            world.month < 24
        })
        .unwrap();
    let askable = look_back.askable(&world, 0, 12, 0.0);
    let counted =
        |asks: &dyn Fn(&ChildSeen) -> bool| askable.children.iter().filter(|child| asks(child)).count();
    let children = &world.children;
    let here: Vec<usize> = (0..children.count())
        .filter(|&i| {
            let post = world.posts.get(children.state[i].post as usize);
            post.map(|post| post.provider) == Some(0) && 24.0 - children.care[i].started >= 12.0
        })
        .collect();
    let one = here.iter().filter(|&&i| children.year[i].changes == 0).count();
    let unmoved = here.iter().filter(|&&i| children.year[i].moves == 0).count();
    assert!(one > 50, "too few children to compare");
    assert_eq!(counted(&|child| child.same_worker == 1.0), one);
    assert_eq!(counted(&|child| child.moves == 0.0), unmoved);
    assert_eq!(counted(&|child| !child.moves.is_nan()), here.len());
}

#[test]
fn threads_change_nothing_and_a_replication_alone_is_the_same() {
    let mut scenario = scenario();
    scenario.observation.evaluations = 2;
    let programme = Programme::new(&scenario, 0).unwrap();
    let run =
        |replications, threads| observe(&programme, replications, &Runner::silent(threads).unwrap()).unwrap();
    let one = run(0..6, 1);
    assert!(one.failures.is_empty());
    assert_eq!(format!("{one:?}"), format!("{:?}", run(0..6, 4)));
    let alone = run(4..5, 1);
    let of_four: Vec<_> = one.found.iter().filter(|row| row.replication == 4).collect();
    assert!(!of_four.is_empty());
    let alone: Vec<_> = alone.found.iter().collect();
    assert_eq!(format!("{of_four:?}"), format!("{alone:?}"));
}

#[test]
fn more_sites_see_more_and_no_effect_is_seldom_seen() {
    let mut scenario = scenario();
    scenario.observation.evaluations = 10;
    let of_sites = |sites: u32| {
        let mut scenario = scenario.clone();
        scenario.observation.sites = Some(sites);
        let programme = Programme::new(&scenario, 0).unwrap();
        let found = power(&programme, &[0.4], 0..6, &Runner::silent(2).unwrap()).unwrap();
        assert_eq!(found.effects, [0.0, 0.4]);
        let row = |effect: f64| {
            let rows = found.rows.iter();
            let mut rows = rows.filter(|row| {
                (row.window, row.effect, row.test) == (0, effect, 0) && row.measure == at("burnout")
            });
            rows.next().unwrap().clone()
        };
        (row(0.0), row(0.4))
    };
    let (none, few) = of_sites(1);
    let (_, many) = of_sites(8);
    assert!(none.power < 0.35, "{}", none.power);
    assert!(none.wrong_sign.is_nan() && few.evaluations > 0);
    assert!(many.power > few.power, "{} {}", few.power, many.power);
    assert!(many.error < few.error);
}
