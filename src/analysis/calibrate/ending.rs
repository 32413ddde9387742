//! What `calibrate` prints at its end.

use super::{Calibration, value};
use crate::scenario::Targets;

/// What a calibration has found, in some lines.
pub(super) fn of_calibration(targets: &Targets, found: &Calibration) -> String {
    let mut text = format!("{}\n\n", targets.title);
    for (number, wave) in found.waves.iter().enumerate() {
        let used = wave.checks.iter().filter(|check| check.is_used).count();
        text += &format!(
            "Wave {}: {} points, {used} of {} emulators good enough, {:.3}% of the prior left\n",
            number + 1,
            wave.points.len(),
            wave.checks.len(),
            100.0 * wave.share_left
        );
    }
    for (number, one) in found.populations.iter().enumerate() {
        text += &format!(
            "Population {}: distance {:.2}, {} points simulated, {:.1}% taken, effective size {:.0}\n",
            number + 1,
            one.threshold,
            one.simulations,
            100.0 * one.acceptance,
            one.effective_size
        );
    }
    if found.is_inadequate() {
        text += "\nNo setting reproduces these targets together: the model is inadequate for them, within the priors and tolerances stated.\nNearest point, in tolerances:\n";
        for conflict in &found.conflicts {
            let target = &targets.targets[conflict.output];
            text += &format!("  {:<32} {:+.1}\n", target.id, conflict.tolerances);
        }
    }
    if let Some(findings) = &found.findings {
        text += &format!("\n{:<34} {:>10} {:>10} {:>6}\n", "target", "published", "simulated", "off");
        for (target, p) in targets.targets.iter().zip(&findings.predicted) {
            let tolerance = target.sd.hypot(target.discrepancy);
            let off = (p.mean - target.observed) / tolerance;
            let held = if target.is_fitted { "" } else { "  held out" };
            text +=
                &format!("{:<34} {:>10.4} {:>10.4} {off:>+6.1}{held}\n", target.id, target.observed, p.mean);
        }
        text += &format!("\n{:<40} {:>24} {:>8}\n", "parameter", "posterior 5, 50, 95%", "spread");
        for (free, own) in targets.free.iter().zip(&findings.identified) {
            let at = |k: usize| value(free, own.quantiles[k]);
            text += &format!(
                "{:<40} {:>7.3} {:>8.3} {:>8.3} {:>7.2}  {}\n",
                free.id,
                at(0),
                at(2),
                at(4),
                own.shrinkage,
                own.verdict()
            );
        }
    }
    text += &format!("\n{} points.\n", found.points);
    text
}
