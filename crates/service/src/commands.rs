//! What an operator does beside serving. Each gives the text to print.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use thiserror::Error;

use crate::access::{TokenHash, write_hex};
use crate::clock::DAY;
use crate::config::Config;
use crate::db::{Database, DbError, OpenError};
use crate::private;

/// Why a command didn't do it.
#[derive(Debug, Error)]
pub enum CommandError {
    /// The database can't be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database refused.
    #[error("the database refused: {0}")]
    Db(#[from] DbError),
    /// The system gives no randomness.
    #[error("the system gives no random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// A name of use has a letter in it.
    #[error("a team needs a name of 1 to 100 characters, on one line")]
    Name,
    /// A log is named by 32 hexadecimal digits.
    #[error("a log is named by 32 hexadecimal digits")]
    Log,
    /// There is no such log.
    #[error("there is no such log, or it was erased before")]
    NoLog,
    /// It is a team's own log, and was not named as such.
    #[error(
        "this is the own log of the team {0:?}. Without it the team cannot go on: its keys, its ledger and its stock of codes go for ever. If that is what you want, say so with --team {0:?}"
    )]
    TeamLog(String),
    /// The log is not the named team's.
    #[error("this is not the own log of the team {0:?}")]
    OtherTeam(String),
    /// The file can't be made.
    #[error("cannot write {file}: {source}")]
    File {
        /// The file.
        file: String,
        /// The system's reason.
        source: io::Error,
    },
    /// A server is backed up with its own tools.
    #[error(
        "this is PostgreSQL: back it up with `pg_dump --format=custom --file=FILE \"$DATABASE_URL\"`, or with the server's own archiving"
    )]
    PgDump,
    /// A backup never replaces a file.
    #[error("{0} is there already: name another file")]
    FileExists(String),
    /// The check found something.
    #[error("{0}")]
    Wrong(String),
}

async fn open(config: &Config) -> Result<Database, CommandError> {
    Ok(Database::open(&config.database_url, &config.data, 1).await?)
}

/// Makes a team, and gives the link that enrols it. The secret stands in the fragment, which no browser sends and no proxy logs.
///
/// # Errors
/// [`CommandError`].
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
        unreachable!("32 bytes are 64 digits")
    };
    let expires = config
        .clock
        .now()
        .saturating_add(i64::from(days).saturating_mul(DAY));
    open(config).await?.create_team(&id, name, &hash, expires).await?;
    let origin = origin.trim_end_matches('/');
    Ok(format!("{origin}/begeleider/#aanmelden={secret}"))
}

/// All teams: a line each.
///
/// # Errors
/// [`CommandError`].
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
        // Writing to a String can't fail.
        _ = writeln!(text, "{}\t{state}\t{} logs", team.name, team.logs);
    }
    Ok(text.trim_end().to_owned())
}

/// Erases a resident's log for ever.
///
/// # Errors
/// [`CommandError`]; [`CommandError::TeamLog`] for a team's own log.
pub async fn erase_log(config: &Config, log: &str) -> Result<String, CommandError> {
    erase(config, log, None).await
}

/// Erases the own log of a team for ever. Naming the team is the second yes.
///
/// # Errors
/// [`CommandError`]; [`CommandError::OtherTeam`] when it is not the log of the team with this name.
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
        Ok("erased; whoever has its token reads so".to_owned())
    } else {
        Err(CommandError::NoLog)
    }
}

/// Writes a copy of the SQLite file as it is at one moment, while the service runs.
///
/// # Errors
/// [`CommandError`].
pub async fn backup(config: &Config, file: &Path) -> Result<String, CommandError> {
    let Database::Sqlite { writer, .. } = open(config).await? else {
        return Err(CommandError::PgDump);
    };
    // SQLite writes into an empty file that is there, so that at no moment others on the machine can read it.
    private::new_file(file).map_err(|source| {
        let file = file.display().to_string();
        match source.kind() {
            io::ErrorKind::AlreadyExists => CommandError::FileExists(file),
            _ => CommandError::File { file, source },
        }
    })?;
    // VACUUM INTO takes an expression, so the name is a value and no part of the statement.
    let written = sqlx::query("VACUUM INTO $1")
        .bind(file.to_string_lossy().into_owned())
        .execute(&writer)
        .await;
    if let Err(error) = written {
        // Half a backup looks like one.
        _ = std::fs::remove_file(file);
        return Err(DbError::from(error).into());
    }
    Ok(format!("written: {}", file.display()))
}

/// Reads everything and compares.
///
/// # Errors
/// [`CommandError::Wrong`] with a line for each thing.
pub async fn check(config: &Config) -> Result<String, CommandError> {
    let report = open(config).await?.check().await?;
    if report.wrong.is_empty() {
        Ok(format!(
            "{} logs with {} records: all as it should be",
            report.logs, report.records
        ))
    } else {
        Err(CommandError::Wrong(report.wrong.join("\n")))
    }
}
