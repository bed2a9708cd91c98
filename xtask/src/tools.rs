//! What the other commands need: found, or installed where that is ours to do.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context as _, Result, bail};

use crate::step::{command, root, run, run_quietly, say};

const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure that the wasm target and the npm packages of the lock file are there.
///
/// # Errors
/// Node.js is missing or too old, or an installation failed.
pub fn for_the_web() -> Result<()> {
    wasm_target()?;
    std_source()?;
    npm_packages()
}

/// The source of Rust's standard library, which the web build compiles for size.
fn std_source() -> Result<()> {
    let output = command(rustc(), &["--print", "sysroot"]).output();
    let sysroot = output.context("cannot run `rustc`")?.stdout;
    let source = Path::new(String::from_utf8_lossy(&sysroot).trim()).join("lib/rustlib/src/rust/library/std");
    if source.is_dir() {
        return Ok(());
    }
    say("installing the source of Rust's standard library");
    run(command("rustup", &["component", "add", "rust-src"]))
        .context("the source of Rust's standard library is missing")
}

fn rustc() -> OsString {
    env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}

fn wasm_target() -> Result<()> {
    // The compiler itself knows: a distribution's Rust has no rustup, and may well have the target.
    let output = command(rustc(), &["--print", "target-libdir", "--target", WASM]).output();
    let libraries = output.context("cannot run `rustc`")?.stdout;
    if Path::new(String::from_utf8_lossy(&libraries).trim()).is_dir() {
        return Ok(());
    }
    say("installing Rust's wasm target");
    run(command("rustup", &["target", "add", WASM])).context("Rust's wasm target is missing")
}

/// Makes sure that the npm packages of the lock file are there.
///
/// # Errors
/// Node.js is missing or too old, or npm failed.
pub fn npm_packages() -> Result<()> {
    node_version()?;
    // npm writes this file last, and with the lock file's content.
    let installed = modified(&root().join("node_modules/.package-lock.json"));
    let locked = modified(&root().join("package-lock.json"));
    if installed.is_some() && installed >= locked {
        return Ok(());
    }
    say("installing the npm packages of package-lock.json");
    run(command("npm", &["ci", "--no-audit", "--no-fund"]))?;
    // With nothing to do npm leaves its file as old as it was.
    run_quietly(command("touch", &["node_modules/.package-lock.json"]))
}

fn node_version() -> Result<()> {
    let output = command("node", &["--version"]).output();
    let output = output.context("Node.js is missing: install version 20.19 or newer")?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let mut numbers = version
        .trim_start_matches('v')
        .split('.')
        .map_while(|part| part.parse::<u32>().ok());
    let (major, minor) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if (major, minor) < (20, 19) {
        bail!("Node.js is {version}: 20.19 or newer is needed");
    }
    Ok(())
}

/// When a file was last written; `None` when it isn't there.
pub fn modified(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|about| about.modified()).ok()
}

/// A browser of the system, to test with.
pub struct Browser {
    name: &'static str,
    /// Names a browser that is to be taken instead.
    variable: &'static str,
    /// Debian's package is a plain browser; Ubuntu's is a snap, which apt installs as well.
    package: &'static str,
    programs: &'static [&'static str],
}

/// What most browser tests run in.
pub const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variable: "CHROMIUM",
    package: "chromium",
    programs: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ],
};

/// The same browser without its windows: most browser tests run in it, in nearly half the time.
const CHROMIUM_SHELL: Browser = Browser {
    name: "Chromium's shell",
    variable: "CHROMIUM_SHELL",
    package: "chromium-headless-shell",
    programs: &["chromium-headless-shell"],
};

/// Names the shell to a command that can do without it.
pub fn name_shell_to(command: &mut Command) {
    if let Err(error) = CHROMIUM_SHELL.name_to(command) {
        say(&format!(
            "the whole browser takes its place, and more time: {error:#}"
        ));
    }
}

/// What the push messages are tested in: it can be given a push service of ours.
pub const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "FIREFOX",
    package: "firefox-esr",
    programs: &["firefox-esr", "firefox"],
};

impl Browser {
    /// Sets the variable of a command to the browser: the one that it names, one of the system, or one that apt installs here.
    ///
    /// # Errors
    /// There is none and apt may not install it; the error says what to run.
    pub fn name_to(&self, command: &mut Command) -> Result<()> {
        command.env(self.variable, self.path()?);
        Ok(())
    }

    fn path(&self) -> Result<PathBuf> {
        let Self { name, variable, .. } = self;
        if let Some(named) = env::var_os(variable).map(PathBuf::from) {
            if named.is_file() {
                return Ok(named);
            }
            bail!("{variable} names {}, which is not a file", named.display());
        }
        if let Some(found) = self.find() {
            return Ok(found);
        }
        install(name, self.package).with_context(|| format!("or set {variable} to a browser's path"))?;
        self.find()
            .with_context(|| format!("apt left no {name}; set {variable} to a browser's path"))
    }

    fn find(&self) -> Option<PathBuf> {
        self.programs.iter().find_map(|name| on_path(name))
    }
}

/// Installs a package of the system where that is ours to do; else the error says what to run.
fn install(what: &str, package: &str) -> Result<()> {
    if on_path("apt-get").is_none() || !is_root() {
        bail!("no {what} here. Run `sudo apt-get install --yes {package}`");
    }
    say(&format!("installing {what} with apt-get"));
    run(command("apt-get", &["update", "--quiet"]))?;
    let mut install = command(
        "apt-get",
        &["install", "--yes", "--quiet", "--no-install-recommends", package],
    );
    install.env("DEBIAN_FRONTEND", "noninteractive");
    run(install)
}

/// Where a program lies that the shell would find.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// Makes sure that PostgreSQL's server programs are there, for tests that start one of their own.
///
/// # Errors
/// They aren't and apt may not install them; the error says what to run.
pub fn postgres() -> Result<()> {
    if has_postgres() {
        return Ok(());
    }
    install("PostgreSQL", "postgresql")?;
    if !has_postgres() {
        bail!("apt left no /usr/lib/postgresql/*/bin/initdb");
    }
    Ok(())
}

/// Makes sure that a calendar program is there, for the test that opens a calendar file with it.
///
/// # Errors
/// It isn't and apt may not install it; the error says what to run.
pub fn calcurse() -> Result<()> {
    match on_path("calcurse") {
        Some(_) => Ok(()),
        None => install("calcurse, a calendar program", "calcurse"),
    }
}

/// Makes sure that `WebKit` and what drives it are there: Debian's driver of it, the library's binding that the tests' own small browser
/// (`tests/engines/webkit-browser.py`) is written with, and a screen without a monitor.
///
/// # Errors
/// They aren't and apt may not install them; the error says what to run.
pub fn webkit() -> Result<()> {
    let typelib = "girepository-1.0/WebKit2-4.1.typelib";
    let has_binding = [
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/aarch64-linux-gnu",
        "/usr/lib",
    ]
    .iter()
    .any(|folder| Path::new(folder).join(typelib).is_file());
    for (is_there, what, package) in [
        (
            on_path("WebKitWebDriver").is_some(),
            "WebKit's WebDriver",
            "webkit2gtk-driver",
        ),
        (has_binding, "WebKit's binding", "gir1.2-webkit2-4.1"),
        (
            Path::new("/usr/lib/python3/dist-packages/gi").is_dir(),
            "Python's GObject binding",
            "python3-gi",
        ),
        (
            on_path("Xvfb").is_some(),
            "Xvfb, a screen without a monitor",
            "xvfb",
        ),
    ] {
        if !is_there {
            install(what, package)?;
        }
    }
    Ok(())
}

/// Debian keeps each version's programs apart, and not on the path.
fn has_postgres() -> bool {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    versions
        .map(|version| version.path().join("bin/initdb"))
        .any(|initdb| initdb.is_file())
}

fn is_root() -> bool {
    command("id", &["-u"])
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
