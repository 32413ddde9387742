//! Threads where there are some, a plain loop where there are none, as in a browser: the only file that names
//! rayon.

#[cfg(feature = "threads")]
use std::sync::Mutex;

use super::error::StudyError;

/// The threads of one study.
pub(crate) struct Threads {
    #[cfg(feature = "threads")]
    pool: rayon::ThreadPool,
}

#[cfg(feature = "threads")]
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
        let places: Vec<_> = items.into_iter().map(|item| Mutex::new(Place::Item(item))).collect();
        // Each place is met by one thread alone, so that no lock is ever waited for.
        self.side_by_side(places.len(), &|at| {
            let mut place = places[at].lock().expect("no thread has met this place before");
            if let Place::Item(item) = std::mem::replace(&mut *place, Place::Empty) {
                *place = Place::Result(each(item));
            }
        });
        let results = places.into_iter().map(|place| match place.into_inner() {
            Ok(Place::Result(result)) => result,
            _ => unreachable!("a panic of one thread has ended all before this line"),
        });
        results.collect()
    }

    /// Calls `each` with every number below `n`. Built once: a copy of all that rayon does for each kind of item
    /// would be a fifteenth of the whole program.
    fn side_by_side(&self, n: usize, each: &(dyn Fn(usize) + Sync)) {
        use rayon::prelude::*;
        self.pool.install(|| (0..n).into_par_iter().with_max_len(1).for_each(each));
    }
}

/// Where an item stands until its result takes its place.
#[cfg(feature = "threads")]
enum Place<T, R> {
    Item(T),
    Result(R),
    Empty,
}

#[cfg(not(feature = "threads"))]
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
