//! `mijn-brug-service`: the command line of the service.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use mijn_brug_service::server::{self, Settings};
use tokio::signal::unix::{SignalKind, signal};

/// The service of Mijn Brug: hosts the web apps.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Host the built web apps until SIGTERM or Ctrl+C.
    Serve(Serve),
}

#[derive(Args)]
struct Serve {
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// Folder of the built web apps: the `dist` that `cargo xtask build` makes.
    #[arg(long, default_value = "dist")]
    web: PathBuf,
    /// Folder for the service's own data; it's made when it isn't there.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// People reach the service over https only: tell their browsers to insist on it (HSTS, one year).
    #[arg(long)]
    https: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let Command::Serve(serve) = Cli::parse().command;
    let settings = Settings {
        listen: serve.listen,
        web: serve.web,
        data: serve.data,
        https: serve.https,
    };
    let listening = |address| {
        // Whoever started us may have closed the pipe; that's no reason not to serve.
        _ = writeln!(io::stdout().lock(), "listening on http://{address}");
    };
    match server::serve(&settings, listening, stop()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            _ = writeln!(io::stderr().lock(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Ends at SIGTERM or SIGINT (Ctrl+C).
async fn stop() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        // The system gives us no such signal; Ctrl+C is left.
        _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
