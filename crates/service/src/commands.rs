//! The commands of the operator. Each returns the text to print.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use thiserror::Error;

use crate::access::{TokenHash, write_hex};
use crate::clock::DAY;
use crate::config::Config;
use crate::db::{Database, DbError, OpenError};
use crate::private_files;

/// Why a command failed.
#[derive(Debug, Error)]
pub enum CommandError {
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A statement failed.
    #[error("the database refused a statement: {0}")]
    Db(#[from] DbError),
    /// The system gives no random bytes.
    #[error("cannot read random bytes from the system: {0}")]
    Random(#[from] getrandom::Error),
    /// The name of a team is invalid.
    #[error("a team needs a name of 1 to 100 characters, on one line")]
    Name,
    /// The id of a log is invalid.
    #[error("the id of a log is 32 hexadecimal digits")]
    Log,
    /// The log does not exist, or was erased.
    #[error("no such log, or it was already erased")]
    LogNotFound,
    /// The log is that of a team, and the team was not named.
    #[error(
        "this is the log of the team {0:?}. The team cannot work without it: its keys, its ledger and its stock of codes would be lost for good. To erase it all the same, add --team {0:?}"
    )]
    TeamLog(String),
    /// The log is not that of the named team.
    #[error("this is not the log of the team {0:?}")]
    OtherTeam(String),
    /// The file cannot be created.
    #[error("cannot write {file}: {source}")]
    File {
        /// The file.
        file: String,
        /// The system's reason.
        source: io::Error,
    },
    /// PostgreSQL is backed up with its own tools.
    #[error(
        "the database is PostgreSQL: back it up with `pg_dump --format=custom --file=FILE \"$DATABASE_URL\"`, or with the server's own archiving"
    )]
    PgDump,
    /// The file exists; a backup never replaces one.
    #[error("{0} exists: name another file")]
    FileExists(String),
    /// The check found faults, one per line.
    #[error("{0}")]
    CheckFailed(String),
}

async fn open(config: &Config) -> Result<Database, CommandError> {
    Ok(Database::open(&config.database_url, &config.data, 1).await?)
}

/// Creates a team, and returns the link that enrols it. The secret is in the fragment, which browsers do not send and proxies do not
/// log.
///
/// # Errors
/// Fails if the name is invalid, or the database cannot be used.
pub async fn create_team(
    config: &Config,
    name: &str,
    days: u32,
    origin: &str,
) -> Result<String, CommandError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        return Err(CommandError::Name);
    }
    let (mut id, mut secret) = ([0; 16], [0; 32]);
    getrandom::fill(&mut id)?;
    getrandom::fill(&mut secret)?;
    let secret = write_hex(&secret);
    let Some(hash) = TokenHash::of(&secret) else {
        unreachable!("32 bytes are 64 hexadecimal digits")
    };
    let expires = config
        .clock
        .now()
        .saturating_add(i64::from(days).saturating_mul(DAY));
    open(config).await?.create_team(&id, name, &hash, expires).await?;
    let origin = origin.trim_end_matches('/');
    Ok(format!("{origin}/begeleider/#aanmelden={secret}"))
}

/// Lists all teams, one per line.
///
/// # Errors
/// Fails if the database cannot be used.
pub async fn list_teams(config: &Config) -> Result<String, CommandError> {
    let now = config.clock.now();
    let mut text = String::new();
    for team in open(config).await?.teams().await? {
        let state = match team.log_id {
            Some(_) => "enrolled".to_owned(),
            None if team.grant_expires > now => {
                format!("link works {} more hours", (team.grant_expires - now) / 3600)
            }
            None => "link expired".to_owned(),
        };
        // Writing to a String cannot fail.
        _ = writeln!(text, "{}\t{state}\t{} logs", team.name, team.logs);
    }
    Ok(text.trim_end().to_owned())
}

/// Erases a resident's log for good.
///
/// # Errors
/// Fails if the log does not exist, or is that of a team ([`CommandError::TeamLog`]).
pub async fn erase_log(config: &Config, log: &str) -> Result<String, CommandError> {
    erase(config, log, None).await
}

/// Erases the log of a team for good. The name of the team confirms it.
///
/// # Errors
/// Fails if the log does not exist, or is not that of this team ([`CommandError::OtherTeam`]).
pub async fn erase_team_log(config: &Config, log: &str, team: &str) -> Result<String, CommandError> {
    erase(config, log, Some(team)).await
}

async fn erase(config: &Config, log: &str, named: Option<&str>) -> Result<String, CommandError> {
    let log = log.parse().map_err(|_| CommandError::Log)?;
    let database = open(config).await?;
    match (database.team_of(log).await?, named) {
        (Some(team), None) => return Err(CommandError::TeamLog(team)),
        (team, Some(named)) if team.as_deref() != Some(named) => {
            return Err(CommandError::OtherTeam(named.to_owned()));
        }
        _ => {}
    }
    if database.erase(log, config.clock.today()).await? {
        Ok("erased; devices that hold its token learn of it at their next sync".to_owned())
    } else {
        Err(CommandError::LogNotFound)
    }
}

/// Writes a consistent copy of the SQLite database, also while the service runs.
///
/// # Errors
/// Fails on PostgreSQL, and if the file exists or cannot be written.
pub async fn backup(config: &Config, file: &Path) -> Result<String, CommandError> {
    let Database::Sqlite { writer, .. } = open(config).await? else {
        return Err(CommandError::PgDump);
    };
    // Create the file first, readable by this user only: SQLite writes into an existing empty file.
    private_files::new_file(file).map_err(|source| {
        let file = file.display().to_string();
        match source.kind() {
            io::ErrorKind::AlreadyExists => CommandError::FileExists(file),
            _ => CommandError::File { file, source },
        }
    })?;
    // VACUUM INTO takes an expression, so the name can be bound.
    let written = sqlx::query("VACUUM INTO $1")
        .bind(file.to_string_lossy().into_owned())
        .execute(&writer)
        .await;
    if let Err(error) = written {
        // Half a backup would look like a whole one.
        _ = std::fs::remove_file(file);
        return Err(DbError::from(error).into());
    }
    Ok(format!("wrote {}", file.display()))
}

/// Checks every record against its log.
///
/// # Errors
/// [`CommandError::Wrong`] with a line for each fault, or the database cannot be used.
pub async fn check(config: &Config) -> Result<String, CommandError> {
    let report = open(config).await?.check().await?;
    if report.faults.is_empty() {
        Ok(format!(
            "{} logs with {} records: no faults found",
            report.logs, report.records
        ))
    } else {
        Err(CommandError::CheckFailed(report.faults.join("\n")))
    }
}
