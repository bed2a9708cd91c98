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
    Dev,
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

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Build { debug: true, .. } => web::build_debug(),
        Command::Build { minimal: true, .. } => web::build(web::Site::Minimal),
        Command::Build { .. } => web::build(web::Site::App),
        Command::Serve(options) => serve::serve(&options),
        Command::Demo(options) => serve::demo(&options),
        Command::Dev => dev::dev(),
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
