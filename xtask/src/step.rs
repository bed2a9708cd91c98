//! Running programs, and reporting progress.

use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

/// Prints a line for the person at the terminal.
pub fn say(line: &str) {
    // A closed terminal is no reason to stop a build.
    _ = writeln!(io::stdout().lock(), "{line}");
}

/// Numbered steps: prints `[2/6] resident.wasm …`, and the duration when a step is done.
pub struct Steps {
    total: usize,
    now: usize,
}

impl Steps {
    /// A sequence of `total` steps.
    pub fn new(total: usize) -> Self {
        Self { total, now: 0 }
    }

    /// Runs the next step.
    ///
    /// # Errors
    /// Fails if the step does, with its name as context.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.now += 1;
        let head = format!("[{}/{}] {name}", self.now, self.total);
        say(&format!("{head} …"));
        let start = Instant::now();
        let made = work().with_context(|| name.to_owned())?;
        say(&format!("{head}: done in {:.1} s", start.elapsed().as_secs_f64()));
        Ok(made)
    }
}

/// The workspace folder: the parent of the package that cargo says it runs.
pub fn root() -> PathBuf {
    // Without cargo, it is where this program was built.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let package = package.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    package.parent().map(Path::to_owned).unwrap_or(package)
}

/// The folder where cargo puts what it compiles.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// A command to run in the workspace folder.
pub fn command(program: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    // `cargo run` sets variables that describe *this* package; a cargo or node started by us would take them for its
    // own.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "LD_LIBRARY_PATH"
        {
            command.env_remove(&*name);
        }
    }
    command
}

/// A command of the cargo that runs this program.
pub fn cargo(arguments: &[&str]) -> Command {
    command(
        std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
        arguments,
    )
}

/// Runs a program whose output goes straight to the terminal.
///
/// # Errors
/// Fails if the program cannot be started or fails.
pub fn run(mut command: Command) -> Result<()> {
    let shown = show(&command);
    let status = command
        .status()
        .with_context(|| format!("cannot run `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs a program whose output is only shown if it fails.
///
/// # Errors
/// Like [`run`], with the program's output.
pub fn run_quietly(mut command: Command) -> Result<()> {
    let shown = show(&command);
    let output = command
        .output()
        .with_context(|| format!("cannot run `{shown}`"))?;
    if !output.status.success() {
        let written = [output.stdout, output.stderr].concat();
        bail!(
            "`{shown}` failed ({})\n{}",
            output.status,
            String::from_utf8_lossy(&written).trim()
        );
    }
    Ok(())
}

/// Runs a program, prints its output as it arrives, and passes each line to `line`. Returns whether it succeeded.
///
/// # Errors
/// Fails if the program cannot be started.
pub fn run_reading(mut command: Command, mut line: impl FnMut(&str)) -> Result<bool> {
    let shown = show(&command);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run `{shown}`"))?;
    let (sender, lines) = mpsc::channel();
    if let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) {
        forward(stdout, sender.clone());
        forward(stderr, sender);
    }
    for read in lines {
        say(&read);
        line(&read);
    }
    Ok(child.wait()?.success())
}

/// Sends each line of a pipe, until it ends.
fn forward(pipe: impl io::Read + Send + 'static, lines: mpsc::Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            if lines.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                return;
            }
        }
    });
}

fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
