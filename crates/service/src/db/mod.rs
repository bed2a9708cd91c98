//! The database: SQLite in one file, or PostgreSQL behind several nodes.
//!
//! Most statements are written once, in the module of their table, and run on both; [`dialect`] holds those that differ.
//! SQLite has one connection for writing, so that no statement waits for a lock, and several for reading.

/// Evaluates an expression with the pool of either database. The macro compiles it for the types of both drivers.
macro_rules! read {
    ($database:expr, |$pool:ident| $body:expr) => {
        match $database.reads() {
            $crate::db::Reads::Sqlite($pool) => $body,
            $crate::db::Reads::Postgres($pool) => $body,
        }
    };
}

/// Evaluates an expression in a writing transaction, and commits it.
macro_rules! change {
    ($database:expr, |$connection:ident| $body:expr) => {
        match $database {
            $crate::db::Database::Sqlite { writer, .. } => {
                let mut transaction = writer.begin_with($crate::db::dialect::BEGIN_SQLITE).await?;
                let $connection = &mut *transaction;
                let done = $body;
                transaction.commit().await?;
                done
            }
            $crate::db::Database::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                let $connection = &mut *transaction;
                let done = $body;
                transaction.commit().await?;
                done
            }
        }
    };
}

pub mod append;
pub mod check;
pub mod dialect;
pub mod logs;
pub mod mailboxes;
pub mod probe;
pub mod records;
pub mod reminders;
pub mod rows;
pub mod teams;

use std::path::{Path, PathBuf};
use std::time::Duration;

use mijn_brug_sync::api::Code;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Connection as _};
use thiserror::Error;

use crate::private_files;
use crate::problem::Problem;

/// How long a request waits for a connection before it fails.
const ACQUIRE: Duration = Duration::from_secs(4);
/// How long truncating SQLite's write-ahead log may hold up writers.
const TRUNCATE_LOCK_MAX: Duration = Duration::from_millis(100);
/// A PostgreSQL connection that was idle for longer is tested before use. Testing every time would cost as much as a statement.
const PING_AFTER_IDLE: Duration = Duration::from_secs(1);

/// The connection pools of the database.
#[derive(Clone, Debug)]
pub enum Database {
    /// SQLite.
    Sqlite {
        /// The connections for reading.
        readers: SqlitePool,
        /// The one connection for writing.
        writer: SqlitePool,
        /// The database file.
        file: PathBuf,
    },
    /// PostgreSQL.
    Postgres(PgPool),
}

/// The pool for reading.
#[derive(Debug)]
pub enum Reads<'pool> {
    /// Of SQLite.
    Sqlite(&'pool SqlitePool),
    /// Of PostgreSQL.
    Postgres(&'pool PgPool),
}

/// Why the database cannot be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The URL is invalid.
    #[error(
        "the database's address can't be read: {0}. It must look like postgres://name:password@host/database"
    )]
    Address(#[source] sqlx::Error),
    /// The database does not answer, or refuses the connection.
    #[error("cannot open the database: {0}")]
    Connect(#[source] sqlx::Error),
    /// A migration failed.
    #[error("cannot migrate the tables: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// Why a statement failed.
#[derive(Debug, Error)]
#[error(transparent)]
pub struct DbError(#[from] sqlx::Error);

impl DbError {
    /// Whether the database is unreachable, full or busy, so that a retry may succeed. Other errors are faults of this service.
    pub fn is_unavailable(&self) -> bool {
        match &self.0 {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => true,
            sqlx::Error::Database(error) => error.code().is_some_and(|code| dialect::is_unavailable(&code)),
            _ => false,
        }
    }

    /// Whether a row with this key exists.
    pub fn is_duplicate(&self) -> bool {
        matches!(&self.0, sqlx::Error::Database(error) if error.code().is_some_and(|code| dialect::is_duplicate(&code)))
    }

    /// A description for log lines, which never holds a value.
    pub fn kind(&self) -> String {
        match &self.0 {
            sqlx::Error::Database(error) => format!("database error {}", error.code().unwrap_or_default()),
            sqlx::Error::Io(error) => format!("connection: {}", error.kind()),
            sqlx::Error::PoolTimedOut => "no free connection in time".to_owned(),
            sqlx::Error::Protocol(_) => "the connection broke off".to_owned(),
            _ => "fault in a statement or its answer".to_owned(),
        }
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        let kind = error.kind();
        crate::metrics::db_error();
        if error.is_unavailable() {
            tracing::warn!(kind, "the database is unavailable");
            Code::Unavailable.into()
        } else {
            tracing::error!(kind, "a statement failed");
            Code::Internal.into()
        }
    }
}

impl Database {
    /// Opens the database at this URL, or the SQLite file in the data folder if the URL is empty, and migrates its tables. Several nodes
    /// may do this at once: PostgreSQL's advisory lock and SQLite's write lock admit one at a time.
    ///
    /// # Errors
    /// Fails if the URL is invalid, the database cannot be reached, or a migration fails.
    pub async fn open(address: &str, data: &Path, connections: u32) -> Result<Self, OpenError> {
        if address.is_empty() {
            Self::open_sqlite(&data.join("mijn-brug.db"), connections).await
        } else {
            Self::open_postgres(address, connections).await
        }
    }

    async fn open_sqlite(file: &Path, connections: u32) -> Result<Self, OpenError> {
        private_files::database(file);
        let options = SqliteConnectOptions::new()
            .filename(file)
            .journal_mode(SqliteJournalMode::Wal)
            // So that an acknowledged append survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(ACQUIRE)
            .statement_cache_capacity(64);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(ACQUIRE)
            // A file stays reachable.
            .test_before_acquire(false)
            // A full disk rolls a transaction back by itself. The driver's rollback then fails, and it takes the transaction to be open
            // for ever after: discard such a connection.
            .before_acquire(|connection, _| {
                let is_clean = !connection.is_in_transaction();
                Box::pin(async move { Ok(is_clean) })
            })
            .connect_with(
                options
                    .clone()
                    .create_if_missing(true)
                    // Overwrite deleted content.
                    .pragma("secure_delete", "ON")
                    .pragma("cache_size", "-65536")
                    // Temporary tables are small.
                    .pragma("temp_store", "MEMORY")
                    // A checkpoint holds up everybody, so only at 64 MiB.
                    .pragma("wal_autocheckpoint", "16384"),
            )
            .await
            .map_err(OpenError::Connect)?;
        sqlx::migrate!("migrations/sqlite").run(&writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(connections.max(1))
            .acquire_timeout(ACQUIRE)
            .test_before_acquire(false)
            .connect_with(options.read_only(true).pragma("query_only", "ON"))
            .await
            .map_err(OpenError::Connect)?;
        let file = file.to_owned();
        Ok(Self::Sqlite {
            readers,
            writer,
            file,
        })
    }

    async fn open_postgres(address: &str, connections: u32) -> Result<Self, OpenError> {
        let options: PgConnectOptions = address.parse().map_err(OpenError::Address)?;
        let pool = PgPoolOptions::new()
            // Three more: for appends, for listening and for notifying.
            .max_connections(connections.max(1).saturating_add(3))
            .acquire_timeout(ACQUIRE)
            .test_before_acquire(false)
            .before_acquire(|connection, known| {
                Box::pin(async move {
                    if known.idle_for > PING_AFTER_IDLE {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .after_connect(|connection, _| {
                Box::pin(async move {
                    sqlx::raw_sql(dialect::SESSION_POSTGRES)
                        .execute(connection)
                        .await?;
                    Ok(())
                })
            })
            .connect_with(options.application_name("mijn-brug"))
            .await
            .map_err(OpenError::Connect)?;
        sqlx::migrate!("migrations/postgres").run(&pool).await?;
        Ok(Self::Postgres(pool))
    }

    /// Closes all connections.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Truncates SQLite's write-ahead log, which still holds what was erased. While a reader such as a backup is in the way this does
    /// nothing, so that no writer waits; a later call succeeds.
    pub async fn truncate_wal(&self) {
        let Self::Sqlite { writer, .. } = self else {
            return;
        };
        let Ok(mut connection) = writer.acquire().await else {
            return;
        };
        let patience = |wait: Duration| format!("PRAGMA busy_timeout = {}", wait.as_millis());
        let empty = "PRAGMA wal_checkpoint(TRUNCATE)".to_owned();
        for pragma in [patience(TRUNCATE_LOCK_MAX), empty, patience(ACQUIRE)] {
            _ = sqlx::raw_sql(AssertSqlSafe(pragma))
                .execute(&mut *connection)
                .await;
        }
    }

    pub(crate) fn reads(&self) -> Reads<'_> {
        match self {
            Self::Sqlite { readers, .. } => Reads::Sqlite(readers),
            Self::Postgres(pool) => Reads::Postgres(pool),
        }
    }
}

/// Converts a number to the signed type of the databases. The numbers of the service never come near its limit.
pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Converts a number of the databases back.
pub(crate) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
