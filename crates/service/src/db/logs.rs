//! Creates, finds and erases logs.

use mijn_brug_sync::api::Code;
use mijn_brug_sync::wire::{Head, LogId, SetHash};
use sqlx::FromRow;

use super::{Database, DbError, unsigned};
use crate::access::TokenHash;

/// The columns of a log that a reader needs.
#[derive(Clone, Debug, FromRow)]
pub struct Log {
    /// The SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// The number of the last record.
    pub seq: i64,
    /// The number of records.
    pub count: i64,
    /// The XOR of the ids of the records.
    pub xor: Vec<u8>,
    /// The day of the last append or read.
    pub last_seen: Option<i64>,
    /// The day on which it was erased, if it was.
    pub erased: Option<i64>,
}

impl Log {
    /// The head, for a client with the token.
    ///
    /// # Errors
    /// [`Code::Unauthorized`] for another token. [`Code::LogErased`] if the log was erased, which only holders of the token learn.
    pub fn head_for(&self, token: &TokenHash) -> Result<Head, Code> {
        if !token.matches(&self.token_hash) {
            return Err(Code::Unauthorized);
        }
        if self.erased.is_some() {
            return Err(Code::LogErased);
        }
        Ok(head(self.seq, self.count, &self.xor))
    }
}

/// Builds a head from its columns.
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
    /// Fails if a statement fails.
    pub async fn log(&self, id: LogId) -> Result<Option<Log>, DbError> {
        Ok(read!(self, |pool| {
            sqlx::query_as("SELECT token_hash, seq, count, xor, last_seen, erased FROM logs WHERE id = $1")
                .bind(id.as_bytes().as_slice())
                .fetch_optional(pool)
                .await?
        }))
    }

    /// Finds several logs, in no particular order.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn logs(&self, ids: &[LogId]) -> Result<Vec<(LogId, Log)>, DbError> {
        let mut found = Vec::with_capacity(ids.len());
        // One short query for each: on shards they go to different nodes, and on one file nothing is faster.
        for id in ids {
            found.extend(self.log(*id).await?.map(|log| (*id, log)));
        }
        Ok(found)
    }

    /// Whether this is the token of a log that is not erased.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn is_token(&self, token: &TokenHash) -> Result<bool, DbError> {
        let found: Option<(Vec<u8>,)> = read!(self, |pool| {
            sqlx::query_as("SELECT token_hash FROM logs WHERE token_hash = $1 AND erased IS NULL LIMIT 1")
                .bind(token.as_bytes())
                .fetch_optional(pool)
                .await?
        });
        Ok(found.is_some_and(|(stored,)| token.matches(&stored)))
    }

    /// Creates a resident's log for the team with this token. Creating the same log again succeeds.
    ///
    /// # Errors
    /// Fails if a statement fails. The inner error is why the log was not created.
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
        let Some((team, _)) = team.filter(|(_, stored)| team_token.matches(stored)) else {
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
                    (_, hash, Some(_)) if token.matches(&hash) => Err(Code::LogErased),
                    (Some(of), hash, None) if of == team && token.matches(&hash) => Ok(()),
                    _ => Err(Code::LogTaken),
                }
            } else {
                // The row of the team is the counter, and its lock admits one transaction at a time.
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

    /// Erases a log for good: its records, reminders, head, team and days. Returns whether it existed.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn erase(&self, id: LogId, today: i64) -> Result<bool, DbError> {
        let stood = change!(self, |connection| {
            let team: Option<(Option<Vec<u8>>,)> =
                sqlx::query_as("SELECT team FROM logs WHERE id = $1 AND erased IS NULL")
                    .bind(id.as_bytes().as_slice())
                    .fetch_optional(&mut *connection)
                    .await?;
            // The row of the log first, so that a waiting append finds the log erased.
            let erased = sqlx::query(
                "UPDATE logs SET team = NULL, seq = 0, count = 0, xor = $2, bytes = 0, created = NULL, \
                 last_seen = NULL, erased = $3 WHERE id = $1 AND erased IS NULL",
            )
            .bind(id.as_bytes().as_slice())
            .bind(NO_XOR.as_slice())
            .bind(today)
            .execute(&mut *connection)
            .await?;
            sqlx::query("DELETE FROM reminders WHERE owner = $1 AND paired = 1")
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
        self.truncate_wal().await;
        Ok(stood)
    }

    /// Records that a log was read today.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn touch_log(&self, id: LogId, today: i64) -> Result<(), DbError> {
        change!(self, |connection| {
            sqlx::query("UPDATE logs SET last_seen = $2 WHERE id = $1 AND erased IS NULL")
                .bind(id.as_bytes().as_slice())
                .bind(today)
                .execute(&mut *connection)
                .await?;
        });
        Ok(())
    }

    /// At most `at_most` residents' logs that nobody wrote to or read since this day. Never the log of a team, without which nobody could
    /// open the plans that residents still share.
    ///
    /// # Errors
    /// Fails if a statement fails.
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
