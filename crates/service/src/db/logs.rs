//! Logs: making, finding, erasing.

use mijn_brug_sync::api::Code;
use mijn_brug_sync::wire::{Head, LogId, SetHash};
use sqlx::FromRow;

use super::{Database, DbError, unsigned};
use crate::access::TokenHash;

/// A log as a reader needs it.
#[derive(Clone, Debug, FromRow)]
pub struct Log {
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Number of the last record.
    pub seq: i64,
    /// How many records.
    pub count: i64,
    /// XOR of their ids.
    pub xor: Vec<u8>,
    /// Day of the last append or read.
    pub last_seen: Option<i64>,
    /// The day it was erased.
    pub erased: Option<i64>,
}

impl Log {
    /// Its head, for who has its token.
    ///
    /// # Errors
    /// [`Code::Unauthorized`], and [`Code::LogErased`] only for who has the token.
    pub fn head_for(&self, token: &TokenHash) -> Result<Head, Code> {
        if !token.is(&self.token_hash) {
            return Err(Code::Unauthorized);
        }
        if self.erased.is_some() {
            return Err(Code::LogErased);
        }
        Ok(head(self.seq, self.count, &self.xor))
    }
}

/// A head out of its columns.
pub fn head(seq: i64, count: i64, xor: &[u8]) -> Head {
    Head {
        seq: unsigned(seq),
        set: SetHash::from_parts(xor.try_into().unwrap_or_default(), unsigned(count)),
    }
}

/// The XOR of no ids.
pub const NO_XOR: [u8; 16] = [0; 16];

impl Database {
    /// Finds a log.
    ///
    /// # Errors
    /// The database's.
    pub async fn log(&self, id: LogId) -> Result<Option<Log>, DbError> {
        Ok(read!(self, |pool| {
            sqlx::query_as("SELECT token_hash, seq, count, xor, last_seen, erased FROM logs WHERE id = $1")
                .bind(id.as_bytes().as_slice())
                .fetch_optional(pool)
                .await?
        }))
    }

    /// Finds many logs; in no order.
    ///
    /// # Errors
    /// The database's.
    pub async fn logs(&self, ids: &[LogId]) -> Result<Vec<(LogId, Log)>, DbError> {
        let mut found = Vec::with_capacity(ids.len());
        // One short look-up each: on shards they go their own ways, and on one file nothing is faster.
        for id in ids {
            found.extend(self.log(*id).await?.map(|log| (*id, log)));
        }
        Ok(found)
    }

    /// Whether this is the token of a log that stands.
    ///
    /// # Errors
    /// The database's.
    pub async fn is_token(&self, token: &TokenHash) -> Result<bool, DbError> {
        let found: Option<(Vec<u8>,)> = read!(self, |pool| {
            sqlx::query_as("SELECT token_hash FROM logs WHERE token_hash = $1 AND erased IS NULL LIMIT 1")
                .bind(token.as_bytes())
                .fetch_optional(pool)
                .await?
        });
        Ok(found.is_some_and(|(stored,)| token.is(&stored)))
    }

    /// Makes a resident's log for the team with this token; again the same is done already.
    ///
    /// # Errors
    /// The database's; within, why the log isn't made.
    pub async fn create_log(
        &self,
        team_token: &TokenHash,
        id: LogId,
        token: &TokenHash,
        team_logs: i64,
        today: i64,
    ) -> Result<Result<(), Code>, DbError> {
        let team: Option<(Vec<u8>, Vec<u8>)> = read!(self, |pool| {
            sqlx::query_as(
                "SELECT t.id, l.token_hash FROM logs AS l JOIN teams AS t ON t.log_id = l.id \
                 WHERE l.token_hash = $1 AND l.erased IS NULL",
            )
            .bind(team_token.as_bytes())
            .fetch_optional(pool)
            .await?
        });
        let Some((team, _)) = team.filter(|(_, stored)| team_token.is(stored)) else {
            return Ok(Err(Code::Unauthorized));
        };
        let made = change!(self, |connection| {
            let added = sqlx::query(
                "INSERT INTO logs (id, team, token_hash, xor, created, last_seen) VALUES ($1, $2, $3, $4, $5, $5) \
                 ON CONFLICT (id) DO NOTHING",
            )
            .bind(id.as_bytes().as_slice())
            .bind(team.as_slice())
            .bind(token.as_bytes())
            .bind(NO_XOR.as_slice())
            .bind(today)
            .execute(&mut *connection)
            .await?;
            if added.rows_affected() == 0 {
                let there: (Option<Vec<u8>>, Vec<u8>, Option<i64>) =
                    sqlx::query_as("SELECT team, token_hash, erased FROM logs WHERE id = $1")
                        .bind(id.as_bytes().as_slice())
                        .fetch_one(&mut *connection)
                        .await?;
                match there {
                    (_, hash, Some(_)) if token.is(&hash) => Err(Code::LogErased),
                    (Some(of), hash, None) if of == team && token.is(&hash) => Ok(()),
                    _ => Err(Code::LogTaken),
                }
            } else {
                // The team's row counts, and lets one at a time: no team makes a log too many.
                let counted =
                    sqlx::query("UPDATE teams SET logs = logs + 1 WHERE id = $1 AND ($2 = 0 OR logs < $2)")
                        .bind(team.as_slice())
                        .bind(team_logs)
                        .execute(&mut *connection)
                        .await?;
                if counted.rows_affected() == 0 {
                    sqlx::query("DELETE FROM logs WHERE id = $1")
                        .bind(id.as_bytes().as_slice())
                        .execute(&mut *connection)
                        .await?;
                    Err(Code::TeamFull)
                } else {
                    Ok(())
                }
            }
        });
        Ok(made)
    }

    /// Erases a log for ever: its records, its reminders, its head, its team, its days. Gives whether it stood.
    ///
    /// # Errors
    /// The database's.
    pub async fn erase(&self, id: LogId, today: i64) -> Result<bool, DbError> {
        let stood = change!(self, |connection| {
            let team: Option<(Option<Vec<u8>>,)> =
                sqlx::query_as("SELECT team FROM logs WHERE id = $1 AND erased IS NULL")
                    .bind(id.as_bytes().as_slice())
                    .fetch_optional(&mut *connection)
                    .await?;
            // First the log's row: an append that waits for it then finds it erased.
            let erased = sqlx::query(
                "UPDATE logs SET team = NULL, seq = 0, count = 0, xor = $2, bytes = 0, created = NULL, \
                 last_seen = NULL, erased = $3 WHERE id = $1 AND erased IS NULL",
            )
            .bind(id.as_bytes().as_slice())
            .bind(NO_XOR.as_slice())
            .bind(today)
            .execute(&mut *connection)
            .await?;
            sqlx::query("DELETE FROM reminders WHERE owner = $1 AND linked = 1")
                .bind(id.as_bytes().as_slice())
                .execute(&mut *connection)
                .await?;
            sqlx::query("DELETE FROM records WHERE log_id = $1")
                .bind(id.as_bytes().as_slice())
                .execute(&mut *connection)
                .await?;
            if let (1, Some((Some(team),))) = (erased.rows_affected(), team) {
                sqlx::query("UPDATE teams SET logs = logs - 1 WHERE id = $1 AND logs > 0")
                    .bind(team)
                    .execute(&mut *connection)
                    .await?;
            }
            erased.rows_affected() == 1
        });
        self.empty_log_of_writes().await;
        Ok(stood)
    }

    /// Notes that a log was read today.
    ///
    /// # Errors
    /// The database's.
    pub async fn seen(&self, id: LogId, today: i64) -> Result<(), DbError> {
        change!(self, |connection| {
            sqlx::query("UPDATE logs SET last_seen = $2 WHERE id = $1 AND erased IS NULL")
                .bind(id.as_bytes().as_slice())
                .bind(today)
                .execute(&mut *connection)
                .await?;
        });
        Ok(())
    }

    /// Residents' logs that nobody wrote to or read since this day; at most so many. A team's own log is never among them: without
    /// it the plans that residents still share open for nobody.
    ///
    /// # Errors
    /// The database's.
    pub async fn unseen_since(&self, day: i64, at_most: i64) -> Result<Vec<LogId>, DbError> {
        let rows: Vec<(Vec<u8>,)> = read!(self, |pool| {
            sqlx::query_as(
                "SELECT id FROM logs WHERE last_seen < $1 AND erased IS NULL \
                 AND NOT EXISTS (SELECT 1 FROM teams WHERE teams.log_id = logs.id) LIMIT $2",
            )
            .bind(day)
            .bind(at_most)
            .fetch_all(pool)
            .await?
        });
        Ok(rows.iter().filter_map(|(id,)| log_id(id)).collect())
    }
}

/// An id out of its column.
pub fn log_id(bytes: &[u8]) -> Option<LogId> {
    bytes.try_into().ok().map(LogId::from_bytes)
}
