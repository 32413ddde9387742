//! Threads where there are some, a plain loop where there are none, as in a browser: the only file that names
//! rayon.

use super::error::StudyError;

/// The threads of one study.
pub(crate) struct Threads {
    #[cfg(feature = "cli")]
    pool: rayon::ThreadPool,
}

#[cfg(feature = "cli")]
impl Threads {
    /// So many threads; 0 means one for each core.
    ///
    /// # Errors
    /// When the operating system gives none.
    pub(crate) fn new(threads: usize) -> Result<Threads, StudyError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|thread| format!("study-{thread}"))
            .build()
            .map_err(|error| StudyError::Threads { threads, reason: error.to_string() })?;
        Ok(Threads { pool })
    }

    /// Applies `each` to every item, side by side. What comes out stands in the order of the items.
    pub(crate) fn map<T: Send, R: Send>(&self, items: Vec<T>, each: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
        use rayon::prelude::*;
        self.pool.install(|| items.into_par_iter().with_max_len(1).map(each).collect())
    }
}

#[cfg(not(feature = "cli"))]
impl Threads {
    /// The one thread that there is.
    ///
    /// # Errors
    /// None.
    pub(crate) fn new(_threads: usize) -> Result<Threads, StudyError> {
        Ok(Threads {})
    }

    /// Applies `each` to every item in order.
    pub(crate) fn map<T: Send, R: Send>(&self, items: Vec<T>, each: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
        items.into_iter().map(each).collect()
    }
}
