//! Teams, and the grants that enrol them.

use mijn_brug_sync::api::Code;
use mijn_brug_sync::wire::LogId;
use sqlx::FromRow;

use super::logs::NO_XOR;
use super::{Database, DbError};
use crate::access::TokenHash;

/// A team, as the operator lists it.
#[derive(Clone, Debug, FromRow)]
pub struct Team {
    /// The name.
    pub name: String,
    /// The second at which its grant expires, since 1970.
    pub grant_expires: i64,
    /// The id of its log, once it is enrolled.
    pub log_id: Option<Vec<u8>>,
    /// The number of its residents' logs.
    pub logs: i64,
}

impl Database {
    /// Creates a team that the grant can enrol.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn create_team(
        &self,
        id: &[u8; 16],
        name: &str,
        grant: &TokenHash,
        expires: i64,
    ) -> Result<(), DbError> {
        change!(self, |connection| {
            sqlx::query("INSERT INTO teams (id, name, grant_hash, grant_expires) VALUES ($1, $2, $3, $4)")
                .bind(id.as_slice())
                .bind(name)
                .bind(grant.as_bytes())
                .bind(expires)
                .execute(&mut *connection)
                .await?;
        });
        Ok(())
    }

    /// All teams, sorted by name.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn teams(&self) -> Result<Vec<Team>, DbError> {
        Ok(read!(self, |pool| {
            sqlx::query_as("SELECT name, grant_expires, log_id, logs FROM teams ORDER BY name, id")
                .fetch_all(pool)
                .await?
        }))
    }

    /// The name of the team whose log this is; `None` for a resident's log or an unknown one.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn team_of(&self, log: LogId) -> Result<Option<String>, DbError> {
        let found: Option<(String,)> = read!(self, |pool| {
            sqlx::query_as("SELECT name FROM teams WHERE log_id = $1")
                .bind(log.as_bytes().as_slice())
                .fetch_optional(pool)
                .await?
        });
        Ok(found.map(|(name,)| name))
    }

    /// Uses a grant to create the log of a team, and returns the name of the team. The same call again has the same result, because the
    /// first response may have been lost.
    ///
    /// # Errors
    /// Fails if a statement fails. The inner error is why the team was not enrolled.
    pub async fn enrol(
        &self,
        grant: &TokenHash,
        log: LogId,
        token: &TokenHash,
        now: i64,
        today: i64,
    ) -> Result<Result<String, Code>, DbError> {
        let enrolled = change!(self, |connection| {
            // Locks the row of the team, so that one of two simultaneous calls is first.
            let used = sqlx::query(
                "UPDATE teams SET log_id = $2 WHERE grant_hash = $1 AND grant_expires > $3 \
                 AND (log_id IS NULL OR log_id = $2)",
            )
            .bind(grant.as_bytes())
            .bind(log.as_bytes().as_slice())
            .bind(now)
            .execute(&mut *connection)
            .await;
            match used {
                // The log of another team has this id.
                Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                    return Ok(Err(Code::LogTaken));
                }
                Err(error) => return Err(error.into()),
                Ok(used) if used.rows_affected() == 0 => return Ok(Err(Code::GrantInvalid)),
                Ok(_) => {}
            }
            let (name,): (String,) = sqlx::query_as("SELECT name FROM teams WHERE grant_hash = $1")
                .bind(grant.as_bytes())
                .fetch_one(&mut *connection)
                .await?;
            sqlx::query(
                "INSERT INTO logs (id, token_hash, xor, created, last_seen) VALUES ($1, $2, $3, $4, $4) \
                 ON CONFLICT (id) DO NOTHING",
            )
            .bind(log.as_bytes().as_slice())
            .bind(token.as_bytes())
            .bind(NO_XOR.as_slice())
            .bind(today)
            .execute(&mut *connection)
            .await?;
            let there: (Option<Vec<u8>>, Vec<u8>, Option<i64>) =
                sqlx::query_as("SELECT team, token_hash, erased FROM logs WHERE id = $1")
                    .bind(log.as_bytes().as_slice())
                    .fetch_one(&mut *connection)
                    .await?;
            match there {
                // Returning here rolls the transaction back, so the grant stays unused.
                (_, hash, _) if !token.matches(&hash) => return Ok(Err(Code::LogTaken)),
                (_, _, Some(_)) => return Ok(Err(Code::LogErased)),
                (Some(_), _, None) => return Ok(Err(Code::LogTaken)),
                (None, _, None) => Ok(name),
            }
        });
        Ok(enrolled)
    }
}
