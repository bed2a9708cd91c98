//! The database: SQLite in one file, or PostgreSQL behind several nodes.
//!
//! The statements stand once, in the module of their table, and run on both; [`dialect`] holds those that differ.
//! SQLite has one connection that writes, so that nobody waits for a lock, and several that only read.

/// Runs an expression with the pool of either database: the statement is one text, its types are the driver's.
macro_rules! read {
    ($database:expr, |$pool:ident| $body:expr) => {
        match $database.reads() {
            $crate::db::Reads::Sqlite($pool) => $body,
            $crate::db::Reads::Postgres($pool) => $body,
        }
    };
}

/// Runs an expression in a transaction that writes, and commits.
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

use crate::private;
use crate::problem::Problem;

/// How long a request waits for a connection before it is told to come again.
const ACQUIRE: Duration = Duration::from_secs(4);
/// How long emptying SQLite's log of writes may hold up who writes.
const HOLD_UP: Duration = Duration::from_millis(100);
/// How long a connection to a server may have been idle and is still taken to be there. A question each time costs as much as a statement.
const TRUSTED: Duration = Duration::from_secs(1);

/// The database's pools.
#[derive(Clone, Debug)]
pub enum Database {
    /// A file.
    Sqlite {
        /// Connections that only read.
        readers: SqlitePool,
        /// The one connection that writes.
        writer: SqlitePool,
        /// The file.
        file: PathBuf,
    },
    /// A server, or several that act as one.
    Postgres(PgPool),
}

/// The pool to read from.
#[derive(Debug)]
pub enum Reads<'pool> {
    /// Of the file.
    Sqlite(&'pool SqlitePool),
    /// Of the server.
    Postgres(&'pool PgPool),
}

/// Why the database can't be used at the start.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The address is none.
    #[error(
        "the database's address can't be read: {0}. It looks like postgres://name:password@host/database"
    )]
    Address(#[source] sqlx::Error),
    /// Nothing answers, or it refuses.
    #[error("cannot open the database: {0}")]
    Connect(#[source] sqlx::Error),
    /// The tables can't be brought up to date.
    #[error("cannot bring the tables up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// Why a statement failed.
#[derive(Debug, Error)]
#[error(transparent)]
pub struct DbError(#[from] sqlx::Error);

impl DbError {
    /// Whether the database is away, full or busy, so that the same may succeed later. Anything else is a fault of ours.
    pub fn is_away(&self) -> bool {
        match &self.0 {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => true,
            sqlx::Error::Database(error) => error.code().is_some_and(|code| dialect::is_away(&code)),
            _ => false,
        }
    }

    /// Whether a row with this key is there already.
    pub fn is_there(&self) -> bool {
        matches!(&self.0, sqlx::Error::Database(error) if error.code().is_some_and(|code| dialect::is_there(&code)))
    }

    /// What may stand in a log: never a value.
    pub fn kind(&self) -> String {
        match &self.0 {
            sqlx::Error::Database(error) => format!("database error {}", error.code().unwrap_or_default()),
            sqlx::Error::Io(error) => format!("connection: {}", error.kind()),
            sqlx::Error::PoolTimedOut => "no connection in time".to_owned(),
            sqlx::Error::Protocol(_) => "the connection broke off".to_owned(),
            _ => "fault in a statement or its answer".to_owned(),
        }
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        let kind = error.kind();
        crate::metrics::db_error();
        if error.is_away() {
            tracing::warn!(kind, "the database is away");
            Code::Unavailable.into()
        } else {
            tracing::error!(kind, "the database refused");
            Code::Internal.into()
        }
    }
}

impl Database {
    /// Opens the database at this address, or the file in the folder when there is no address, and brings its tables up to
    /// date. Several nodes may do so at once: PostgreSQL's advisory lock and SQLite's write lock let one at a time.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn open(address: &str, data: &Path, connections: u32) -> Result<Self, OpenError> {
        if address.is_empty() {
            Self::open_sqlite(&data.join("mijn-brug.db"), connections).await
        } else {
            Self::open_postgres(address, connections).await
        }
    }

    async fn open_sqlite(file: &Path, connections: u32) -> Result<Self, OpenError> {
        private::database(file);
        let options = SqliteConnectOptions::new()
            .filename(file)
            .journal_mode(SqliteJournalMode::Wal)
            // An acknowledged append survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(ACQUIRE)
            .statement_cache_capacity(64);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(ACQUIRE)
            // A file does not go away.
            .test_before_acquire(false)
            // A full disk ends a transaction by itself, so that the driver's own end of it fails, and it counts one as
            // open ever after: such a connection is thrown away.
            .before_acquire(|connection, _| {
                let is_clean = !connection.is_in_transaction();
                Box::pin(async move { Ok(is_clean) })
            })
            .connect_with(
                options
                    .clone()
                    .create_if_missing(true)
                    // What is erased is overwritten, not only forgotten.
                    .pragma("secure_delete", "ON")
                    .pragma("cache_size", "-65536")
                    // What a statement needs aside for a moment is small.
                    .pragma("temp_store", "MEMORY")
                    // Emptying the log of writes holds everybody up, so not too often: at 64 MiB.
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
            // One for the appends, one to listen, one to tell.
            .max_connections(connections.max(1).saturating_add(3))
            .acquire_timeout(ACQUIRE)
            .test_before_acquire(false)
            .before_acquire(|connection, known| {
                Box::pin(async move {
                    if known.idle_for > TRUSTED {
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

    /// Lets all connections go.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Empties SQLite's log of writes: what was erased still lies there. A reader may be in the way, for long when it is a backup;
    /// then a later call does it, so that nobody waits to write.
    pub async fn empty_log_of_writes(&self) {
        let Self::Sqlite { writer, .. } = self else {
            return;
        };
        let Ok(mut connection) = writer.acquire().await else {
            return;
        };
        let patience = |wait: Duration| format!("PRAGMA busy_timeout = {}", wait.as_millis());
        let empty = "PRAGMA wal_checkpoint(TRUNCATE)".to_owned();
        for pragma in [patience(HOLD_UP), empty, patience(ACQUIRE)] {
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

/// A number as the databases keep it: signed. What the service counts never comes near the limit.
pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number as it was kept.
pub(crate) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
