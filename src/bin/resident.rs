//! The resident's program, and where the build cuts it in four: `src/resident/later.rs`.
#![expect(clippy::unnecessary_wraps, reason = "a part may not arrive on the phone")]

use leptos::wasm_split::{SplitLoaderError, wasm_split};
use mijn_brug::resident::{self, DrawApp, Parts, Reminding, Together};

/// Gives the function and does not call it: it is async here, and drawing is not.
#[wasm_split(app, wasm_split_path = leptos::wasm_split, fallible)]
fn the_app() -> Result<DrawApp, SplitLoaderError> {
    Ok(resident::the_app())
}

/// The functions of the third part.
#[wasm_split(together, wasm_split_path = leptos::wasm_split, fallible)]
fn the_rest() -> Result<Together, SplitLoaderError> {
    Ok(resident::the_rest())
}

/// The functions of the fourth part.
#[wasm_split(reminding, wasm_split_path = leptos::wasm_split, fallible)]
fn the_reminders() -> Result<Reminding, SplitLoaderError> {
    Ok(resident::the_reminders())
}

fn main() {
    resident::start(Parts {
        app: || Box::pin(async { the_app().await.ok() }),
        together: || Box::pin(async { the_rest().await.ok() }),
        reminding: || Box::pin(async { the_reminders().await.ok() }),
    });
}
