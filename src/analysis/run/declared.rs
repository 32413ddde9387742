//! Every table that a run can write, as it is declared.

use super::contested::rows::ContestedRow;
use super::event_rows::{ChildMonthRow, EventRow, TeamRow, WorkerRow};
use super::gain_rows::GainRow;
use super::rows::*;
use crate::analysis::journey::rows::{HappeningRow, JourneyRow, SpanRow};
use crate::analysis::why::rows::WhyRow;
use crate::results::rows::{DictionaryRow, IndicatorRow, UnitRow};
use crate::results::table::{Column, Table};

/// Name and columns of each table, in order of name.
pub(crate) fn declared() -> Vec<(&'static str, &'static [Column])> {
    fn of<T: Table>() -> (&'static str, &'static [Column]) {
        (T::NAME, T::COLUMNS)
    }
    let mut all = vec![
        of::<RunRow<'_>>(),
        of::<YearRow>(),
        of::<SummaryRow>(),
        of::<DifferenceRow>(),
        of::<ExposureRow>(),
        of::<YearDifferenceRow>(),
        of::<PositionRow>(),
        of::<AuthorityRow>(),
        of::<ChildrenRow>(),
        of::<StartsRow>(),
        of::<FirstYearRow>(),
        of::<AuthorityYearRow<'_>>(),
        of::<ContractLine>(),
        of::<BidLine>(),
        of::<ChangeRow>(),
        of::<ProviderRow>(),
        of::<ParameterRow>(),
        of::<HypothesisRow>(),
        of::<InfluenceRow>(),
        of::<AssumptionRow>(),
        of::<NoiseRow>(),
        of::<ContestedRow>(),
        of::<ChildMonthRow>(),
        of::<EventRow>(),
        of::<TeamRow>(),
        of::<WorkerRow>(),
        of::<GainRow>(),
        of::<WhyRow>(),
        of::<JourneyRow>(),
        of::<SpanRow>(),
        of::<HappeningRow>(),
        of::<UnitRow>(),
        of::<IndicatorRow>(),
        of::<DictionaryRow>(),
    ];
    all.sort_unstable_by_key(|(name, _)| *name);
    all
}
