//! `cargo xtask dev`: Vite's server, and programs that are built anew when a source of theirs changes.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result};

use crate::step::{command, root, say};
use crate::{tools, web};

const LOOK_EVERY: Duration = Duration::from_millis(400);

/// Serves until it is stopped.
///
/// # Errors
/// A tool is missing, or Vite can't start. A program that doesn't compile is told and waited for.
pub fn dev() -> Result<()> {
    tools::for_the_web()?;
    build();
    let mut vite = command("node_modules/.bin/vite", &[]);
    vite.env("MIJN_BRUG_PROGRAMS", web::DEBUG_GLUE);
    let mut vite = vite.spawn().context("cannot run Vite")?;
    let mut built = newest_source();
    while vite.try_wait()?.is_none() {
        // Polling: two small folders, no further dependency, and it works on every file system.
        sleep(LOOK_EVERY);
        let newest = newest_source();
        if newest > built {
            built = newest;
            build();
        }
    }
    Ok(())
}

/// Builds the programs for debugging; tells when that failed, since the next change may mend it.
fn build() {
    if let Err(error) = try_build() {
        say(&format!("not built: {error:#}"));
    }
}

fn try_build() -> Result<()> {
    web::debug_programs()?;
    // vite.config.js watches this file, and reloads the page.
    fs::write(root().join(web::DEBUG_GLUE).join("stamp"), "")?;
    Ok(())
}

/// When the newest Rust source of the programs was written.
fn newest_source() -> Option<SystemTime> {
    ["src", "crates", "Cargo.toml"]
        .iter()
        .filter_map(|path| newest_in(&root().join(path)))
        .max()
}

/// The newest `.rs` or `.toml` file at or under a path. What can't be read doesn't count.
fn newest_in(path: &Path) -> Option<SystemTime> {
    if path.is_dir() {
        let entries = fs::read_dir(path).ok()?;
        return entries
            .flatten()
            .filter_map(|entry| newest_in(&entry.path()))
            .max();
    }
    let extension = path.extension()?;
    // Scenery and texts that a source includes count as source.
    let counts = ["rs", "toml", "svg", "json"]
        .iter()
        .any(|known| extension == *known);
    counts.then(|| tools::modified(path)).flatten()
}
