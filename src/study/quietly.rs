//! Turns a panic of one replication into a sentence. The model has no error type: an impossible
//! state panics, and a study must live on and say which replication it was.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Runs `work`; a panic inside it prints nothing and comes back as its message.
pub(crate) fn quietly<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    // Where a panic ends everything, as in a browser, what it says is all that is left.
    if cfg!(panic = "abort") {
        return work();
    }
    // Replaced once for the process and decided by thread: a hook set and taken back around each
    // replication would race with other threads.
    HOOK.call_once(|| {
        let loud = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_QUIET.get() {
                loud(panic);
            }
        }));
    });
    let was_quiet = IS_QUIET.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    IS_QUIET.set(was_quiet);
    outcome.unwrap_or_else(|panic| Err(sentence_of(&*panic)))
}

fn sentence_of(panic: &(dyn Any + Send)) -> String {
    if let Some(sentence) = panic.downcast_ref::<&str>() {
        (*sentence).to_owned()
    } else if let Some(sentence) = panic.downcast_ref::<String>() {
        sentence.clone()
    } else {
        "the model stopped without saying why".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::quietly;

    #[test]
    fn a_panic_comes_back_as_its_sentence() {
        let posts = 3;
        let outcome: Result<(), _> = quietly(|| panic!("{posts} posts, but 4 workers"));
        assert_eq!(outcome, Err("3 posts, but 4 workers".to_owned()));
        assert_eq!(quietly(|| Ok(posts)), Ok(3));
    }
}
