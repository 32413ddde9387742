//! What is asked of an evaluation: an arm, and the design instead of the scenario's `[observation]` table.

use serde::{Deserialize, Serialize};

use crate::analysis::Refusal;
use crate::results::Manifest;

/// The design of an evaluation, instead of the scenario's own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
pub struct Design {
    /// Arm to evaluate, by name; the first with a practice if not given
    #[cfg_attr(feature = "cli", arg(long, value_name = "NAME"))]
    pub arm: Option<String>,
    /// Practices evaluated
    #[cfg_attr(feature = "cli", arg(long, value_name = "N"))]
    pub sites: Option<u32>,
    /// Length of the window of observation
    #[cfg_attr(feature = "cli", arg(long, value_name = "N"))]
    pub months: Option<u32>,
    /// Answers to the staff survey, all groups together
    #[cfg_attr(feature = "cli", arg(long, visible_alias = "sample", value_name = "N"))]
    pub staff: Option<u32>,
    /// Children interviewed, all groups together
    #[cfg_attr(feature = "cli", arg(long, value_name = "N"))]
    pub children: Option<u32>,
    /// With whom practices are compared: host, comparison or both
    #[cfg_attr(feature = "cli", arg(long, value_name = "WHO"))]
    pub comparator: Option<String>,
    /// Evaluations sampled from each simulated world
    #[cfg_attr(feature = "cli", arg(long, value_name = "N"))]
    pub evaluations: Option<u32>,
    /// The window that the arm looks at (H17), filled in.
    #[cfg_attr(feature = "cli", arg(skip))]
    pub window: Option<String>,
    /// The reading of no difference that the arm takes (H4), filled in where it takes one.
    #[cfg_attr(feature = "cli", arg(skip))]
    pub reading: Option<String>,
}

/// The design of an evaluation, and effects to look for with it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
pub struct Effects {
    /// Effects to look for, in standard deviations
    #[cfg_attr(feature = "cli", arg(long, value_name = "A,B,C", value_delimiter = ',',
        default_values_t = [0.1, 0.2, 0.4], value_parser = effect))]
    pub effect: Vec<f64>,
    /// The design.
    #[serde(flatten)]
    #[cfg_attr(feature = "cli", command(flatten))]
    pub design: Design,
}

impl Design {
    /// What is set of the scenario's design, by path, each as TOML.
    pub(super) fn settings(&self) -> Vec<(String, String)> {
        let number = |value: Option<u32>| value.map(|value| value.to_string());
        let set = [
            ("sites", number(self.sites)),
            ("months", number(self.months)),
            ("staff", number(self.staff)),
            ("children", number(self.children)),
            ("evaluations", number(self.evaluations)),
            ("comparator", self.comparator.as_ref().map(|who| format!("\"{who}\""))),
        ];
        set.into_iter().filter_map(|(key, value)| Some((format!("observation.{key}"), value?))).collect()
    }

    /// The design that a manifest keeps.
    pub(super) fn of(manifest: &Manifest) -> Design {
        serde_json::from_value(manifest.request.clone()).unwrap_or_default()
    }

    /// The design that a manifest of schema version 1 kept among its factors; its failures named no arm.
    pub(super) fn of_version_1(manifest: &mut Manifest) -> Design {
        let level = |path: &str| {
            let factor = manifest.factors.iter().find(|factor| factor.path == path);
            factor.map(|factor| factor.levels.concat())
        };
        let number = |key: &str| level(&format!("observation.{key}")).and_then(|text| text.parse().ok());
        let design = Design {
            arm: level("arm"),
            sites: number("sites"),
            months: number("months"),
            staff: number("staff"),
            children: number("children"),
            comparator: level("observation.comparator").map(|who| who.trim_matches('"').to_owned()),
            evaluations: number("evaluations"),
            window: level("window"),
            reading: level("reading"),
        };
        for failure in &mut manifest.failures {
            failure.arm = design.arm.clone().unwrap_or_default();
        }
        design
    }
}

impl Effects {
    /// Refuses effects of a manifest that no argument could state.
    pub(super) fn refuse_beyond_limits(&self) -> Result<(), Refusal> {
        let faults = self.effect.iter().filter_map(|size| effect(&size.to_string()).err());
        faults.map(|fault| Refusal::error(&fault)).next().map_or(Ok(()), Err)
    }

    /// What a manifest of schema version 1 kept among its factors.
    pub(super) fn of_version_1(manifest: &mut Manifest) -> Effects {
        let levels = manifest.factors.iter().filter(|factor| factor.path == "effect");
        let effect = levels.flat_map(|factor| &factor.levels).filter_map(|text| effect(text).ok());
        Effects { effect: effect.collect(), design: Design::of_version_1(manifest) }
    }
}

/// An effect as typed: a number of standard deviations.
fn effect(text: &str) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(effect) if (0.0..=10.0).contains(&effect) => Ok(effect),
        _ => Err("an effect is a number from 0 to 10, in standard deviations".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::effect;

    #[test]
    fn an_effect_is_a_number_of_standard_deviations() {
        assert_eq!(effect(" 0.2"), Ok(0.2));
        for wrong in ["", "-0.1", "big", "NaN", "11"] {
            assert!(effect(wrong).is_err(), "{wrong}");
        }
    }
}
