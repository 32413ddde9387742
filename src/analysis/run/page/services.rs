//! Contracts as services: which lines of the table are of contracts, and how long each service ran without a break.

use std::collections::BTreeMap;

use super::load::Tables;
use crate::analysis::run::rows::ContractLine;
use crate::terms::Fate;

/// To what part of a month times are told apart: the end of a term of 60 months is at 60 and not a rounding error after it.
const INSTANT: f64 = 1e-6;

/// How long a service ran without a break, whoever ran it.
pub(super) struct Service {
    /// Months from its opening, contracts renewed and those that another organisation won carried on.
    pub(super) months: f64,
    /// Whether it ended, or was only watched so long.
    pub(super) ended: bool,
    /// The same of the organisation that opened it: what another won has ended for it.
    pub(super) opener: Span,
    /// Whether another organisation won it and carried it on.
    pub(super) was_won: bool,
}

/// Months watched and whether they ended in an end.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) months: f64,
    pub(super) ended: bool,
}

/// Months from one time to another, none before it.
pub(super) fn months(from: f64, to: f64) -> f64 {
    INSTANT * libm::round((to - from).max(0.0) / INSTANT)
}

/// Whether a line is of a unit of the authority's own, which has no contract and stands in the table only where it was closed: what ends
/// early has a renewal or a break point to be measured from, and it has none.
fn is_without_contract(line: &ContractLine) -> bool {
    line.fate == Fate::Terminated.id() && line.months_from_renewal.is_none()
}

/// Practices of an arm that are units of the authority's own, with the histories in which each was closed.
pub(super) fn own_units<'a>(tables: &'a Tables, arm: &str) -> BTreeMap<&'a str, usize> {
    let mut closed = BTreeMap::new();
    for line in tables.contracts.iter().filter(|line| line.arm == arm && is_without_contract(line)) {
        *closed.entry(line.practice.as_str()).or_default() += 1;
    }
    closed
}

/// The contracts of an arm. Units of the authority's own are left out: of those that were not closed nothing is in the table, so that
/// neither their years nor how many of them there are is known from it.
pub(super) fn lines<'a>(tables: &'a Tables, arm: &str) -> Vec<&'a ContractLine> {
    let own = own_units(tables, arm);
    let of_arm = tables.contracts.iter().filter(|line| line.arm == arm);
    of_arm.filter(|line| !own.contains_key(line.practice.as_str())).collect()
}

/// Whether a contract was followed by one of another organisation, which carried the service on.
fn is_won_by_another(line: &ContractLine, next: Option<&&ContractLine>) -> bool {
    line.fate == Fate::LostTender.id() && next.is_some_and(|next| next.opened.is_some())
}

/// The first service of each practice and replication of an arm. What another organisation wins in a tender runs on: to those whom it
/// serves that is no end.
pub(super) fn services(tables: &Tables, arm: &str) -> Vec<Service> {
    let horizon = 12.0 * f64::from(tables.manifest.horizon_years);
    let mut by_practice = BTreeMap::<(u32, &str), Vec<&ContractLine>>::new();
    for line in lines(tables, arm) {
        by_practice.entry((line.replication, &line.practice)).or_default().push(line);
    }
    let mut services = Vec::new();
    for mut lines in by_practice.into_values() {
        lines.sort_by_key(|l| l.cycle);
        let Some(from) = lines.iter().position(|l| l.opened.is_some()) else {
            continue;
        };
        let lines = &lines[from..];
        let opened = lines[0].opened.unwrap_or(0.0);
        let span = |carries_on: &dyn Fn(usize) -> bool| {
            let last = (0..lines.len()).find(|at| !carries_on(*at)).unwrap_or(lines.len() - 1);
            let last = lines[last];
            let runs = [Fate::Renewed, Fate::Running].iter().any(|fate| last.fate == fate.id());
            Span {
                months: months(opened, last.ended.unwrap_or(horizon).min(horizon)),
                ended: last.ended.is_some() && !runs,
            }
        };
        let is_renewed = |at: usize| lines[at].fate == Fate::Renewed.id();
        let is_won = |at: usize| is_won_by_another(lines[at], lines.get(at + 1));
        let whole = span(&|at| is_renewed(at) || is_won(at));
        let opener = span(&is_renewed);
        services.push(Service {
            months: whole.months,
            ended: whole.ended,
            opener,
            was_won: (0..lines.len()).take_while(|at| is_renewed(*at) || is_won(*at)).any(is_won),
        });
    }
    services
}
