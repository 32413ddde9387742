//! The model: children, case holders, providers and contracts, month by month.
