//! One child's journey in two arms, the same child with the same draws: `cargo run --release --example replay_child`.

use std::path::Path;

use swplab::history::ChildHistory;
use swplab::scenario::Document;
use swplab::study::Simulation;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let document = Document::read(Path::new("scenarios/contract-length.toml"))?;
    let scenario = document.scenario()?.0;
    let simulation = Simulation::of_arms(&scenario);
    let (replication, arms) = (3, [0, 1]);
    let [one, other] = arms.map(|arm| simulation.histories(replication, arm, |_| {}));

    // Whoever has most case holders in the first arm.
    let holders = |child: &&ChildHistory| child.periods.iter().map(|period| period.case_holders.len()).sum();
    let child = one.children.iter().max_by_key(|child| -> usize { holders(child) }).ok_or("nobody")?;
    for (arm, histories) in arms.into_iter().zip([&one, &other]) {
        println!("\n{}", scenario.arms[arm].name);
        let same =
            histories.children.iter().find(|same| same.name == child.name).ok_or("she did not come")?;
        let mut story = Vec::new();
        for period in &same.periods {
            let (spells, holders) = (period.spells.iter(), period.case_holders.iter());
            let lived = spells.map(|one| (one.began, format!("{:?}, {:?}", one.placement, one.because)));
            let held = holders.map(|one| (one.from, format!("case holder {}", one.holder)));
            let left = period.ended.map(|(at, exit)| (at, format!("leaves care: {exit:?}")));
            story.extend(lived.chain(held).chain(left));
        }
        story.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (month, what) in story {
            println!("  month {month:6.1}: {what}");
        }
    }
    Ok(())
}
