//! State only: who is where. Plain data; columns where there are many.

mod authorities;
mod contracts;
mod flows;
mod providers;

pub use authorities::AuthorityState;
pub use contracts::{Cause, Contract, Fate, Stage};
pub use flows::{COST_HEADS, CostHead, Flows, TYPES};
pub use providers::{Provider, Transfer, TransferTo};

/// Index of a provider in the world.
pub type ProviderIndex = usize;
