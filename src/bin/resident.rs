//! The resident's program, with the three split points at which the build cuts it into four parts; see
//! `src/resident/lazy.rs`.
#![expect(clippy::unnecessary_wraps, reason = "a split point must return a `Result`")]

use leptos::wasm_split::{SplitLoaderError, wasm_split};
use mijn_brug::resident::{self, DrawApp, Loaders, ReminderFunctions, ReviewFunctions, parts};

/// Returns the drawing function without calling it: split functions are async, and drawing is not.
#[wasm_split(app, wasm_split_path = leptos::wasm_split, fallible)]
fn app_part() -> Result<DrawApp, SplitLoaderError> {
    Ok(parts::app())
}

#[wasm_split(review, wasm_split_path = leptos::wasm_split, fallible)]
fn review_part() -> Result<ReviewFunctions, SplitLoaderError> {
    Ok(parts::review())
}

#[wasm_split(reminders, wasm_split_path = leptos::wasm_split, fallible)]
fn reminders_part() -> Result<ReminderFunctions, SplitLoaderError> {
    Ok(parts::reminders())
}

fn main() {
    resident::start(Loaders {
        app: || Box::pin(async { app_part().await.ok() }),
        review: || Box::pin(async { review_part().await.ok() }),
        reminders: || Box::pin(async { reminders_part().await.ok() }),
    });
}
