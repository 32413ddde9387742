//! What happens in a month, one file per process.
