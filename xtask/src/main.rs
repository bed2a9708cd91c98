//! The project's own commands: `cargo xtask help`.
//!
//! `web` builds the web apps, `serve`, `demo` and `dev` run them, `check` is `cargo xtask test`, `budget` limits the
//! sizes, and `count` reads test results. `caseload` and `long_plan` make the input of the benchmarks. `tools` finds or
//! installs what the others need, and `step` runs programs and reports progress.

mod budget;
mod caseload;
mod check;
mod count;
mod demo;
mod dev;
mod long_plan;
mod serve;
mod step;
mod tools;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Mijn Brug's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the web apps for release into dist/, with Brotli copies.
    Build {
        /// Build the smallest Leptos page into target/minimal-dist instead: the baseline of `bench`.
        #[arg(long)]
        minimal: bool,
        /// Build fast and large instead of slow and small, to try a change in a browser test.
        #[arg(long, conflicts_with = "minimal")]
        debug: bool,
    },
    /// Build, then serve the apps on port 8080.
    Serve(serve::Options),
    /// Serve a demo: a plan, and a team with twelve residents who began 1 to 26 weeks ago.
    Demo(serve::Options),
    /// Serve a debug build on port 8080; rebuild and reload on every change.
    Dev(serve::Options),
    /// Run every check in order, with a summary at the end.
    Test(check::Options),
    /// Measure sizes and times; needs Chromium.
    Bench {
        /// What to measure.
        #[arg(value_enum, default_value = "web")]
        what: check::Bench,
        /// Passed on to the benchmark.
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Make the pictures of the README from the demo plan, and one of every screen of both apps; needs Chromium.
    Screenshots,
    /// Run each fuzz target for a while; with coverage when cargo-fuzz is installed.
    Fuzz {
        /// Seconds for each target.
        #[arg(default_value_t = 60)]
        seconds: u32,
    },
}

/// How long a release build takes on two processors.
const BUILDING: &str = "The first build takes 10 to 20 minutes, and seconds when nothing changed.";

/// What a command is about to do and how long that takes: the first thing on the screen, before tools are looked for.
fn announcement(command: &Command) -> String {
    match command {
        Command::Build { debug: true, .. } => {
            "Building both apps for debugging, into dist/. The first build takes minutes, later ones about one.".to_owned()
        }
        Command::Build { minimal: true, .. } => {
            format!("Building the smallest Leptos page for release, into target/minimal-dist/. {BUILDING}")
        }
        Command::Build { .. } => format!("Building both apps for release, into dist/. {BUILDING}"),
        Command::Serve(options) => {
            format!(
                "Building both apps for release, then serving them on {}. {BUILDING}",
                options.page()
            )
        }
        Command::Demo(options) => {
            format!(
                "Building both apps for release, then serving a demo on {}. {BUILDING}",
                options.page()
            )
        }
        Command::Dev(options) => {
            format!(
                "Building the resident's app for debugging, then serving it on {}. The first build takes minutes.",
                options.page()
            )
        }
        Command::Test(options) => options.announcement(),
        Command::Bench { .. } => format!("Building for release, then measuring. {BUILDING}"),
        Command::Screenshots => format!("Building for release, then taking pictures. {BUILDING}"),
        Command::Fuzz { seconds } => format!("Building the fuzz targets, then running each for {seconds} s."),
    }
}

fn main() -> ExitCode {
    let command = Cli::parse().command;
    step::say(&announcement(&command));
    let done = match command {
        Command::Build { debug: true, .. } => web::build_debug(),
        Command::Build { minimal: true, .. } => web::build(web::Site::Minimal),
        Command::Build { .. } => web::build(web::Site::App),
        Command::Serve(options) => serve::serve(&options),
        Command::Demo(options) => serve::demo(&options),
        Command::Dev(options) => dev::dev(&options),
        Command::Test(options) => return check::run_all(&options),
        Command::Bench { what, arguments } => check::bench(what, &arguments),
        Command::Screenshots => check::screenshots(),
        Command::Fuzz { seconds } => check::fuzz(seconds),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            step::say(&format!("\nerror: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
