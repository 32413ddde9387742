//! What happens in a month, one file per process, named as people in the field name it.

pub mod commissioning;
pub mod decisions;
pub mod finance;
pub mod insecurity;
pub mod investment;
pub mod politics;
pub mod renewal;
pub mod trust;

#[cfg(test)]
mod contract_tests;
