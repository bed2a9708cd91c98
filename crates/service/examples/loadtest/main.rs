//! The load test: `cargo xtask bench service`, `cargo xtask bench scale` and `cargo xtask bench reminders`. It measures a service process of
//! the same build over real connections, and writes tables.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a program for developers"
)]
#![expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "figures for people"
)]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "small figures"
)]

mod atuin;
mod baseline;
mod comparison;
mod load;
mod reminders;
mod scale;
mod speed;
#[path = "../../tests/support/mod.rs"]
mod support;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// The load test of the service.
#[derive(Parser)]
struct Cli {
    /// The program of the service.
    #[arg(long, global = true, default_value = "target/release/mijn-brug-service")]
    service: String,
    /// The duration of each measurement in seconds.
    #[arg(long, global = true, default_value_t = 5)]
    seconds: u64,
    /// A file for the tables, which are printed in any case.
    #[arg(long, global = true)]
    out: Option<PathBuf>,
    #[command(subcommand)]
    what: Measure,
}

#[derive(Subcommand)]
enum Measure {
    /// Appends and pulls per second, memory of long polls, cost by length.
    Speed(speed::Options),
    /// Many residents on one PostgreSQL.
    Scale(scale::Options),
    /// Reminders that are due.
    Reminders(reminders::Options),
}

fn main() {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let text = match &cli.what {
        Measure::Speed(options) => speed::run(&runtime, &cli.service, cli.seconds, options),
        Measure::Reminders(options) => reminders::run(&runtime, &cli.service, options),
        Measure::Scale(options) => scale::run(&runtime, &cli.service, cli.seconds, options),
    };
    println!("{text}");
    if let Some(out) = cli.out {
        std::fs::write(out, text).unwrap();
    }
}
