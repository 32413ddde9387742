//! Addressed randomness: a draw is named, never taken from a running sequence, so arms that share
//! a child share her luck. Knows nothing of the model; holds no state but its key.

mod address;
mod chacha;
mod inverse;

pub use address::{Draws, Name, Purpose, Words};
pub use inverse::{exponential, lognormal, normal, poisson, triangular};
