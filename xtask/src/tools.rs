//! Finds the tools that the other commands need, and installs missing ones when run as root.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::SystemTime;

use anyhow::{Context as _, Result, bail};

use crate::step::{command, root, run, run_quietly, say};

/// The target of the web programs.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Installs the wasm target and the npm packages of the lock file, if missing.
///
/// # Errors
/// Fails if Node.js is missing or too old, or if an installation fails.
pub fn ensure_web_tools() -> Result<()> {
    wasm_target()?;
    npm_packages()
}

/// Installs the source of Rust's standard library if missing, which the web build compiles for size. Returns whether it is
/// there: not every distribution's Rust has one.
pub fn has_std_source() -> bool {
    let is_there = || {
        let output = command(rustc(), &["--print", "sysroot"]).output();
        output.is_ok_and(|output| {
            let sysroot = String::from_utf8_lossy(&output.stdout).trim().to_owned();
            Path::new(&sysroot)
                .join("lib/rustlib/src/rust/library/std")
                .is_dir()
        })
    };
    is_there() || {
        say("installing the source of Rust's standard library");
        // Without rustup this fails, and the answer is no.
        drop(run(command("rustup", &["component", "add", "rust-src"])));
        is_there()
    }
}

/// The compiler that cargo uses.
pub fn rustc() -> OsString {
    env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}

fn wasm_target() -> Result<()> {
    // Ask the compiler: a distribution's Rust has no rustup, but may have the target.
    let output = command(rustc(), &["--print", "target-libdir", "--target", WASM]).output();
    let libraries = output.context("cannot run `rustc`")?.stdout;
    if Path::new(String::from_utf8_lossy(&libraries).trim()).is_dir() {
        return Ok(());
    }
    say("installing Rust's wasm target");
    run(command("rustup", &["target", "add", WASM])).context("Rust's wasm target is missing")
}

/// Installs the npm packages of the lock file, if missing.
///
/// # Errors
/// Fails if Node.js is missing or too old, or if npm fails.
pub fn npm_packages() -> Result<()> {
    node_version()?;
    let _alone = alone();
    // npm writes this file last, from the contents of the lock file.
    let installed = modified(&root().join("node_modules/.package-lock.json"));
    let locked = modified(&root().join("package-lock.json"));
    if installed.is_some() && installed >= locked {
        return Ok(());
    }
    say("installing the npm packages of package-lock.json");
    run(command("npm", &["ci", "--no-audit", "--no-fund"]))?;
    // With nothing to do, npm does not update this file's time.
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

/// When a file was last modified. `None` if it does not exist.
pub fn modified(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|about| about.modified()).ok()
}

/// A browser installed on the system, to test with.
pub struct Browser {
    name: &'static str,
    /// The environment variable that holds its path, to use another browser.
    variable: &'static str,
    /// The apt package. Debian's contains the browser; Ubuntu's installs a snap.
    package: &'static str,
    programs: &'static [&'static str],
}

/// The full browser, for what cannot run in its shell.
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

/// The same browser without windows. Most browser tests run in it, in nearly half the time.
const CHROMIUM_SHELL: Browser = Browser {
    name: "Chromium's shell",
    variable: "CHROMIUM_SHELL",
    package: "chromium-headless-shell",
    programs: &["chromium-headless-shell"],
};

/// Sets the path of the shell for a command that can also do without it.
pub fn set_shell_env_of(command: &mut Command) {
    if let Err(error) = CHROMIUM_SHELL.set_env_of(command) {
        say(&format!(
            "using the full browser instead, which is slower: {error:#}"
        ));
    }
}

/// The browser for testing push messages, because it can be given our own push service.
pub const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "FIREFOX",
    package: "firefox-esr",
    programs: &["firefox-esr", "firefox"],
};

impl Browser {
    /// Sets the browser's variable for a command: to the browser it already names, to one on the system, or to one that
    /// apt installs.
    ///
    /// # Errors
    /// Fails if there is none and apt may not install it. The error says what to run.
    pub fn set_env_of(&self, command: &mut Command) -> Result<()> {
        command.env(self.variable, self.path()?);
        Ok(())
    }

    fn path(&self) -> Result<PathBuf> {
        let Self { name, variable, .. } = self;
        if let Some(named) = env::var_os(variable).map(PathBuf::from) {
            if named.is_file() {
                return Ok(named);
            }
            bail!("{variable} is {}, which is not a file", named.display());
        }
        let _alone = alone();
        if let Some(found) = self.find() {
            return Ok(found);
        }
        install(name, self.package).with_context(|| format!("or set {variable} to a browser's path"))?;
        self.find()
            .with_context(|| format!("apt-get installed no {name}: set {variable} to a browser's path"))
    }

    fn find(&self) -> Option<PathBuf> {
        self.programs.iter().find_map(|name| on_path(name))
    }
}

/// Installs everything that a whole test needs, while the first steps compile. Does not report errors: the step that needs
/// the tool tries again, and does.
pub fn install_all() {
    drop(npm_packages());
    drop(postgres());
    drop(calcurse());
    for browser in [CHROMIUM, CHROMIUM_SHELL, FIREFOX] {
        drop(browser.path());
    }
    drop(webkit());
}

/// Held while looking for a tool and installing it, so that nobody uses half an installation.
static INSTALLING: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    INSTALLING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Installs a package of the system if this program may do so. Otherwise the error says what to run.
fn install(what: &str, package: &str) -> Result<()> {
    static UPDATED: Once = Once::new();
    if on_path("apt-get").is_none() || !is_root() {
        bail!("{what} is not installed: run `sudo apt-get install --yes {package}`");
    }
    say(&format!("installing {what} with apt-get"));
    // If it fails, so does the installation.
    UPDATED.call_once(|| drop(run(command("apt-get", &["update", "--quiet"]))));
    let mut install = command(
        "apt-get",
        &["install", "--yes", "--quiet", "--no-install-recommends", package],
    );
    install.env("DEBIAN_FRONTEND", "noninteractive");
    run(install)
}

/// Finds a program on the `PATH`.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// The same command, which the kernel ends (SIGTERM) as soon as this program has ended: by Ctrl+C, a closed terminal,
/// `kill`, and even `kill -9`, which no handler of ours would see. Start it from the main thread, because the kernel
/// waits for the end of the thread that started it. `setpriv` is of util-linux, so every Debian has it; on a system
/// without it the command outlives us.
pub fn dying_with_parent(command: Command) -> Command {
    if on_path("setpriv").is_none() {
        return command;
    }
    let mut tied = Command::new("setpriv");
    tied.args(["--pdeathsig", "TERM", "--"]);
    tied.arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        tied.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => tied.env(name, value),
            None => tied.env_remove(name),
        };
    }
    tied
}

/// Installs PostgreSQL's server programs if missing, for tests that start their own server.
///
/// # Errors
/// Fails if they are missing and apt may not install them. The error says what to run.
pub fn postgres() -> Result<()> {
    let _alone = alone();
    if has_postgres() {
        return Ok(());
    }
    install("PostgreSQL", "postgresql")?;
    if !has_postgres() {
        bail!("apt-get installed no /usr/lib/postgresql/*/bin/initdb");
    }
    Ok(())
}

/// Installs a calendar program if missing, for the test that opens a calendar file with it.
///
/// # Errors
/// Fails if it is missing and apt may not install it. The error says what to run.
pub fn calcurse() -> Result<()> {
    let _alone = alone();
    match on_path("calcurse") {
        Some(_) => Ok(()),
        None => install("calcurse, a calendar program", "calcurse"),
    }
}

/// Installs `WebKit` and what drives it if missing: Debian's `WebKitWebDriver`, the binding that the tests' own small
/// browser (`tests/engines/webkit-browser.py`) uses, and a virtual screen.
///
/// # Errors
/// Fails if they are missing and apt may not install them. The error says what to run.
pub fn webkit() -> Result<()> {
    let _alone = alone();
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

/// Debian keeps the programs of each version in their own folder, which is not on the `PATH`.
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
