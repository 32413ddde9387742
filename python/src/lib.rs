//! The part of the package `swplab` for Python that is Rust: studies carried out without the lock of the interpreter, and
//! their tables as Arrow. What a user meets stands in `python/swplab`, and says what is given and raised.
//!
//! A study is the one that the program carries out, into a directory; what Python is given are the tables of that
//! directory. So no number can be another than the program's.

mod study;
mod table;

use pyo3::create_exception;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;

create_exception!(
    swplab,
    InputError,
    PyValueError,
    "What is asked cannot be done: a scenario has faults, or arguments do not fit. It says where and what to do."
);
create_exception!(
    swplab,
    OutputError,
    PyOSError,
    "Results could not be written, or are missing, damaged or altered. It says which file."
);

/// Studies and tables, for the package around it.
#[pymodule]
mod _swplab {
    #[pymodule_export]
    use super::study::{carried, carry_out, manifest, report, resolved};
    #[pymodule_export]
    use super::table::{Table, tables};
    #[pymodule_export]
    use super::{InputError, OutputError};

    /// Version of the program.
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
    /// Commit of its sources, with a word where they were changed; empty where it is not known.
    #[pymodule_export]
    const COMMIT: &str = swplab::results::COMMIT;
}
