//! What of the arm that is told is its own, where another arm sets a part of the same: the difference of the two.

use super::effect::{Effect, Finding};
use super::rows::Rows;
use super::{Facts, named};
use crate::report::words::signed;
use crate::results::ArmMeta;
use crate::statistics::{Paired, Summary};

/// Histories below which the two are not set against each other.
const FEWEST: usize = 20;

/// An arm that sets a part of what the one that is told sets, and what that one does beyond it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Within {
    /// Name of the arm.
    pub arm: String,
    /// Mean paired difference of the arm that is told from it, on the outcome that carries the answer.
    pub mean: f64,
    /// Its 95% interval.
    pub interval: [f64; 2],
}

/// Whether an arm sets all that another sets, and more.
fn holds(more: &ArmMeta, less: &ArmMeta) -> bool {
    let has = |one: &(String, String)| more.changes.contains(one);
    !less.changes.is_empty() && less.changes.len() < more.changes.len() && less.changes.iter().all(has)
}

impl Rows<'_> {
    /// Of the arms that set a part of what the arm of an effect sets the one that sets most, the first of several; nothing where the first
    /// arm of all is one, against which the effect stands.
    pub(super) fn within(&self, told: &Effect, unit: &str) -> Option<Within> {
        let at = self.arms.iter().position(|arm| arm.name == told.arm)?;
        if self.histories < FEWEST || self.arms.first().is_some_and(|first| holds(&self.arms[at], first)) {
            return None;
        }
        let inner = (1..self.arms.len()).filter(|other| holds(&self.arms[at], &self.arms[*other]));
        let most = |arm: &usize| (self.arms[*arm].changes.len(), std::cmp::Reverse(*arm));
        let other = inner.max_by_key(most)?;
        let values = |arm: usize| (self.values)(arm, unit, &told.measure.id);
        let Summary { n, mean, low, high, .. } = Paired::of(&values(other), &values(at)).summary;
        (n >= FEWEST).then(|| Within { arm: self.arms[other].name.clone(), mean, interval: [low, high] })
    }
}

impl Facts {
    /// What the arm that is told does beyond one that sets a part of the same, in a sentence.
    pub(super) fn beyond_a_part(&self) -> Option<String> {
        let (told, within) = (self.carried()?, self.within.as_ref()?);
        let decimals = told.decimals();
        let [low, high] = within.interval;
        let unclear = |is_apart: bool| if is_apart { "" } else { ", not told apart from nothing" };
        Some(format!(
            "{} sets what {} sets, and more: that more comes to {}{} (95% interval {} to {}{}); all that it sets, to {}{}.",
            named(&told.arm),
            named(&within.arm),
            signed(within.mean, decimals),
            told.measure.after(),
            signed(low, decimals),
            signed(high, decimals),
            unclear(low > 0.0 || high < 0.0),
            signed(told.mean?, decimals),
            unclear(told.finding() == Finding::Apart),
        ))
    }
}
