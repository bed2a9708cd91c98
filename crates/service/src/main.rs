//! `mijn-brug-service`: the command line of the service.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use mijn_brug_service::commands::{self, CommandError};
use mijn_brug_service::config::{self, Config, ConfigError, Flags};
use mijn_brug_service::{logging, server};
use tokio::signal::unix::{SignalKind, signal};

/// The service of Mijn Brug: hosts the web apps, and keeps what it cannot read.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// The configuration. Each option is also a key of the file, and `MIJN_BRUG_NAME` in the environment.
#[derive(Args)]
struct ConfigArgs {
    /// The configuration file, in TOML; `MIJN_BRUG_CONFIG` may name it too.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Subcommand)]
enum Command {
    /// Host the web apps and serve the API until SIGTERM or Ctrl+C.
    Serve {
        #[command(flatten)]
        args: ConfigArgs,
        /// Check the configuration, print the values in effect with passwords masked, and exit.
        #[arg(long)]
        print_config: bool,
    },
    /// Create or list teams of caseworkers.
    Team {
        #[command(subcommand)]
        command: Team,
    },
    /// Erase a log.
    Log {
        #[command(subcommand)]
        command: Log,
    },
    /// Back up the SQLite database to a file; the service may be running.
    Backup {
        /// The file to write; it must not exist.
        file: PathBuf,
        #[command(flatten)]
        args: ConfigArgs,
    },
    /// Check every record against its log.
    Check {
        #[command(flatten)]
        args: ConfigArgs,
    },
}

#[derive(Subcommand)]
enum Team {
    /// Create a team and print its enrolment link, which works once.
    Create {
        /// The name of the team.
        name: String,
        /// The number of days that the link works.
        #[arg(long, default_value_t = 7)]
        days: u32,
        /// The address at which people reach the service.
        #[arg(long, default_value = "http://localhost:8080")]
        origin: String,
        #[command(flatten)]
        args: ConfigArgs,
    },
    /// List all teams.
    List {
        #[command(flatten)]
        args: ConfigArgs,
    },
}

#[derive(Subcommand)]
enum Log {
    /// Erase a resident's log for good; its devices are told.
    Erase {
        /// 32 hexadecimal digits.
        id: String,
        /// Confirm that it is the log of this team, which cannot work without it.
        #[arg(long, value_name = "NAME")]
        team: Option<String>,
        #[command(flatten)]
        args: ConfigArgs,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse().command).await {
        Ok(text) => {
            if !text.is_empty() {
                // The reader may have closed the pipe; the work is done anyway.
                _ = writeln!(io::stdout().lock(), "{}", text.trim_end());
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            _ = writeln!(io::stderr().lock(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The errors of `main`.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Serve(#[from] server::ServeError),
    #[error(transparent)]
    Command(#[from] CommandError),
}

async fn run(command: Command) -> Result<String, Error> {
    Ok(match command {
        Command::Serve { args, print_config } => {
            let config = read(&args)?;
            if print_config {
                return Ok(config.print());
            }
            serve(config).await?;
            String::new()
        }
        Command::Team { command } => match command {
            Team::Create {
                name,
                days,
                origin,
                args,
            } => commands::create_team(&read(&args)?, &name, days, &origin).await?,
            Team::List { args } => commands::list_teams(&read(&args)?).await?,
        },
        Command::Log { command } => {
            let Log::Erase { id, team, args } = command;
            let config = read(&args)?;
            match team {
                Some(team) => commands::erase_team_log(&config, &id, &team).await?,
                None => commands::erase_log(&config, &id).await?,
            }
        }
        Command::Backup { file, args } => commands::backup(&read(&args)?, &file).await?,
        Command::Check { args } => commands::check(&read(&args)?).await?,
    })
}

fn read(args: &ConfigArgs) -> Result<Config, ConfigError> {
    let environment = config::environment(std::env::vars());
    let file = args.config.clone();
    let file = file.or_else(|| std::env::var_os("MIJN_BRUG_CONFIG").map(PathBuf::from));
    config::read(file.as_deref(), &environment, &args.flags)
}

async fn serve(config: Config) -> Result<(), server::ServeError> {
    logging::start(&config);
    let listening = |address| {
        // The reader may have closed the pipe; that is no reason not to serve.
        _ = writeln!(io::stdout().lock(), "listening on http://{address}");
    };
    server::serve(&config, listening, stop()).await
}

/// Ends at SIGTERM or SIGINT (Ctrl+C).
async fn stop() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        // The system has no such signal; Ctrl+C remains.
        _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
