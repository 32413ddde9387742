//! Contracts as services: which lines of the table are of contracts, and how long each service ran without a break.

use std::collections::BTreeMap;

use super::load::Tables;
use crate::analysis::run::rows::ContractLine;
use crate::terms::Fate;

/// To what part of a month times are told apart: the end of a term of 60 months is at 60 and not a rounding error after it.
const INSTANT: f64 = 1e-6;

/// One period in which a practice kept the service without a break: contracts renewed one after another.
pub(super) struct Service {
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

/// The first period of service of each practice and replication of an arm.
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
        let opened = lines[from].opened.unwrap_or(0.0);
        let mut last = lines[from];
        for line in &lines[from..] {
            last = line;
            if line.fate != Fate::Renewed.id() {
                break;
            }
        }
        let end = last.ended.unwrap_or(horizon).min(horizon);
        services.push(Service {
            months: months(opened, end),
            ended: last.ended.is_some() && last.fate != Fate::Renewed.id() && last.fate != Fate::Running.id(),
        });
    }
    services
}
