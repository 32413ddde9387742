//! `swplab check FILE --baseline`: the published figures of each authority beside the first year of a world without a
//! practice and without arms. Writes nothing.

use std::path::PathBuf;

use super::analyse;
use super::ending;
use super::exit::Exit;
use super::interrupt;
use super::progress::Shown;
use super::say::{self, note};
use crate::analysis::Input;
use crate::analysis::run::{first_year, starts};
use crate::report::words::{counted, plain};
use crate::scenario::{Arm, Scenario};
use crate::study::{self, Runner, Simulation};

/// Years that are lived: the workforce's first whole year ends in the second.
const YEARS: u32 = 2;

/// Simulates the baseline of a scenario and says what is off.
pub fn run(path: PathBuf, replications: u32) -> Result<Exit, Exit> {
    let mut input = Input::typed(&path).map_err(analyse::refuse)?;
    input.replications = Some(replications);
    let loaded = input.scenario(&[]);
    input.warnings.iter().for_each(|warning| note(warning));
    let loaded = loaded.map_err(analyse::refuse)?;
    let scenario = Scenario { horizon_years: YEARS, ..loaded.scenario };
    let arms = [baseline(&scenario.arms[first_year::arm(&scenario.arms)])];
    interrupt::listen();
    let shown = Shown::new(false);
    let step = |progress| shown.step(progress);
    let runner = Runner::new(0, &step, interrupt::flag()).map_err(ending::of_study)?;
    let lived = study::run(&Simulation::of_cells(&scenario, &arms), 0..replications, &runner);
    shown.end();
    let results = lived.map_err(ending::of_study)?;
    let rows = first_year::rows(&results, &arms);
    let mut text =
        format!("A world without a practice, {}.\n\n", counted(replications as usize, "replication"),);
    let mut authority = "";
    for row in &rows {
        if row.authority != authority {
            authority = &row.authority;
            text += &format!("{authority}\n");
        }
        let print = |value: f64| plain(value, row.decimals);
        let bound = |value: Option<f64>| value.map_or_else(|| "not defined".to_owned(), print);
        text += &format!(
            "  {}{:<60} {:>8} published, {:>8} simulated ({} to {})\n",
            if row.off { "OFF " } else { "    " },
            row.title,
            print(row.published),
            bound(row.mean),
            bound(row.q025),
            bound(row.q975),
        );
    }
    text += &format!("\n{}\n", first_year::verdict(&rows));
    text += &starts::told(&arms[0].alternative.authorities);
    Ok(say::answer(&text, Exit::Well))
}

/// An arm without its practices.
fn baseline(arm: &Arm) -> Arm {
    let mut arm = arm.clone();
    arm.name = "baseline".to_owned();
    arm.alternative.set_throughout(|arm| arm.practices.clear());
    arm
}
