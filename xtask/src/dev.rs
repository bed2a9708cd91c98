//! `cargo xtask dev`: Vite's server, with programs that are rebuilt when their sources change.

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
/// Fails if a tool is missing or Vite cannot start. A program that does not compile is only reported.
pub fn dev() -> Result<()> {
    tools::for_the_web()?;
    build();
    let mut vite = command("node_modules/.bin/vite", &[]);
    vite.env("MIJN_BRUG_PROGRAMS", web::DEBUG_GLUE);
    let mut vite = vite.spawn().context("cannot run Vite")?;
    let mut built = newest_source();
    while vite.try_wait()?.is_none() {
        // Polling two small folders needs no further dependency, and works on every file system.
        sleep(LOOK_EVERY);
        let newest = newest_source();
        if newest > built {
            built = newest;
            build();
        }
    }
    Ok(())
}

/// Builds the programs for debugging. A failure is only reported, because the next change may fix it.
fn build() {
    if let Err(error) = try_build() {
        say(&format!("build failed: {error:#}"));
    }
}

fn try_build() -> Result<()> {
    web::debug_programs()?;
    // vite.config.js watches this file, and reloads the page.
    fs::write(root().join(web::DEBUG_GLUE).join("stamp"), "")?;
    Ok(())
}

/// When the newest source of the programs was modified.
fn newest_source() -> Option<SystemTime> {
    ["src", "crates", "Cargo.toml"]
        .iter()
        .filter_map(|path| newest_in(&root().join(path)))
        .max()
}

/// When the newest source file at or under a path was modified. Unreadable files are ignored.
fn newest_in(path: &Path) -> Option<SystemTime> {
    if path.is_dir() {
        let entries = fs::read_dir(path).ok()?;
        return entries
            .flatten()
            .filter_map(|entry| newest_in(&entry.path()))
            .max();
    }
    let extension = path.extension()?;
    // Drawings and texts that a source includes count as sources.
    let counts = ["rs", "toml", "svg", "json"]
        .iter()
        .any(|known| extension == *known);
    counts.then(|| tools::modified(path)).flatten()
}
