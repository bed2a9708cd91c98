//! `cargo xtask dev`: Vite's server, with programs that are rebuilt when their sources change. Only the program is rebuilt
//! whose page is open; `build/program.js` notes which page a browser asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context as _, Result};

use crate::step::{command, root, say};
use crate::{serve, tools, web};

const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Serves until it is stopped.
///
/// # Errors
/// Fails if the address has no port, a tool is missing or Vite cannot start. A program that does not compile is only reported.
pub fn dev(options: &serve::Options) -> Result<()> {
    let (host, port) = options
        .listen
        .rsplit_once(':')
        .context("--listen takes an address and a port")?;
    tools::ensure_web_tools()?;
    let mut programs = web::APPS.map(Program::new);
    // Left by an earlier run.
    for program in &programs {
        fs::remove_file(program.asked_file()).ok();
    }
    let [resident, ..] = &mut programs;
    build(resident);
    let mut vite = command("node_modules/.bin/vite", &["--host", host, "--port", port]);
    vite.env("MIJN_BRUG_PROGRAMS", web::DEBUG_GLUE);
    let mut vite = tools::dying_with_parent(vite)
        .spawn()
        .context("cannot run Vite")?;
    while vite.try_wait()?.is_none() {
        // Polling a few small folders needs no further dependency, and works on every file system.
        sleep(LOOK_EVERY);
        for program in &mut programs {
            program.asked = tools::modified(&program.asked_file());
        }
        if let Some(program) = next(&mut programs, newest_source(), tools::modified(&stamp())) {
            build(program);
        }
    }
    Ok(())
}

/// One of the two programs.
#[derive(Clone, Copy)]
struct Program {
    name: &'static str,
    /// When a browser last asked for its page.
    asked: Option<SystemTime>,
    /// The newest source when its last build began, also when that failed: only a change makes another result.
    built: Option<SystemTime>,
}

impl Program {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            asked: None,
            built: None,
        }
    }

    /// `build/program.js` touches this file.
    fn asked_file(self) -> PathBuf {
        root().join(web::DEBUG_GLUE).join(format!("{}.asked", self.name))
    }
}

/// The program to build now: one that is older than its sources and that somebody looks at. That is the one whose page was
/// asked for last, and every one that was asked for since all pages were last reloaded, which is at `reloaded`.
fn next(
    programs: &mut [Program],
    newest: Option<SystemTime>,
    reloaded: Option<SystemTime>,
) -> Option<&mut Program> {
    let last = programs.iter().filter_map(|program| program.asked).max();
    programs
        .iter_mut()
        .filter(|program| program.built < newest)
        .filter(|program| program.asked.is_some() && (program.asked == last || program.asked > reloaded))
        .max_by_key(|program| program.asked)
}

/// `vite.config.js` watches this file, and reloads the pages.
fn stamp() -> PathBuf {
    root().join(web::DEBUG_GLUE).join("stamp")
}

/// Builds a program for debugging. A failure is only reported, because the next change may fix it.
fn build(program: &mut Program) {
    let start = Instant::now();
    program.built = newest_source();
    match try_build(program.name) {
        Ok(()) => say(&format!(
            "{} built in {:.1} s",
            program.name,
            start.elapsed().as_secs_f64()
        )),
        Err(error) => say(&format!("build failed: {error:#}")),
    }
}

fn try_build(name: &'static str) -> Result<()> {
    web::debug_program(name)?;
    fs::write(stamp(), "")?;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    /// Which is built of a resident's and a caseworker's program, asked for and built at these moments, after a change at
    /// 10 and a reload at 5.
    fn built(resident: (u64, u64), caseworker: (u64, u64)) -> Option<&'static str> {
        let program = |name, (asked, built)| Program {
            name,
            asked: (asked > 0).then(|| at(asked)),
            built: Some(at(built)),
        };
        let mut programs = [program("resident", resident), program("caseworker", caseworker)];
        next(&mut programs, Some(at(10)), Some(at(5))).map(|program| program.name)
    }

    #[test]
    fn only_the_program_in_view_is_built() {
        assert_eq!(built((6, 4), (0, 4)), Some("resident"));
        assert_eq!(built((0, 4), (6, 4)), Some("caseworker"));
    }

    #[test]
    fn a_page_that_was_closed_before_the_last_reload_does_not_count() {
        assert_eq!(built((6, 10), (3, 4)), None);
    }

    #[test]
    fn two_open_pages_are_built_one_after_the_other_the_last_one_first() {
        assert_eq!(built((7, 4), (6, 4)), Some("resident"));
        assert_eq!(built((7, 10), (6, 4)), Some("caseworker"));
        assert_eq!(built((7, 10), (6, 10)), None);
    }

    #[test]
    fn the_last_requested_page_counts_without_new_requests_after_a_reload() {
        assert_eq!(built((4, 4), (3, 4)), Some("resident"));
    }

    #[test]
    fn without_a_page_nothing_is_built() {
        assert_eq!(built((0, 4), (0, 4)), None);
    }
}
