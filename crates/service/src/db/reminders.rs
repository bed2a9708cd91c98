//! Reminders: stored by their owners, leased by the node that sends them.

use mijn_brug_sync::api::Code;
use sqlx::FromRow;

use super::{Database, DbError, dialect};

/// The owner of a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// A person who is paired: the id of the log.
    Paired([u8; 16]),
    /// A person who is not paired: the first 16 bytes of the hash of a token that the device made.
    Guest([u8; 16]),
}

impl Owner {
    fn parts(&self) -> (&[u8], i64) {
        match self {
            Self::Paired(id) => (id, 1),
            Self::Guest(id) => (id, 0),
        }
    }
}

/// A row of the table.
#[derive(Clone, Debug, FromRow)]
pub struct ReminderRow {
    /// The id: 16 bytes.
    pub id: Vec<u8>,
    /// The browser: 16 bytes.
    pub device: Vec<u8>,
    /// Its address at a push service.
    pub endpoint: String,
    /// Its public key.
    pub p256dh: Vec<u8>,
    /// Its authentication secret.
    pub auth: Vec<u8>,
    /// The opaque tag that the device chose.
    pub tag: String,
    /// `nl` or `en`.
    pub lang: String,
    /// The page that a tap opens.
    pub page: String,
    /// 1 if it may wake a phone that saves battery.
    pub urgent: i64,
    /// The second at which it is due, since 1970.
    pub due: i64,
    /// The second after which it is not useful, since 1970.
    pub until: i64,
    /// The second from which a node may take it, since 1970.
    pub turn: i64,
    /// The number of times it was taken.
    pub tries: i64,
}

/// The limits that a new reminder must respect.
#[derive(Clone, Copy, Debug)]
pub struct ReminderQuota {
    /// The largest number of reminders of one owner; 0 is none.
    pub owner: i64,
    /// The largest number of reminders for one browser, of all owners.
    pub device: i64,
}

/// The outcome of a reminder that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// It was sent or dropped: delete it.
    Done {
        /// The reminder.
        id: Vec<u8>,
        /// The row's `turn` when the reminder was taken. If it differs now, the reminder was changed meanwhile and is kept.
        turn: i64,
    },
    /// It must be tried again.
    Retry {
        /// The reminder.
        id: Vec<u8>,
        /// As in [`Self::Done`].
        turn: i64,
        /// The second from which a node may take it again, since 1970.
        next: i64,
        /// Whether this counts as a try.
        counts_as_try: bool,
    },
    /// Its subscription no longer exists: delete all reminders for that browser.
    Gone {
        /// The browser.
        device: Vec<u8>,
    },
}

const COLUMNS: &str = "id, device, endpoint, p256dh, auth, tag, lang, page, urgent, due, until, turn, tries";

impl Database {
    /// Creates a reminder, or changes one of the same owner.
    ///
    /// # Errors
    /// Fails if a statement fails. The inner error is why it was not stored.
    pub async fn upsert_reminder(
        &self,
        owner: Owner,
        row: &ReminderRow,
        quota: ReminderQuota,
        today: i64,
    ) -> Result<Result<(), Code>, DbError> {
        let (owner_id, paired) = owner.parts();
        let kept = change!(self, |connection| 'kept: {
            if paired == 1 {
                // Locks the row of the log, so that an erasure waits or was first. No reminder survives its log.
                let seen = sqlx::query("UPDATE logs SET last_seen = $2 WHERE id = $1 AND erased IS NULL")
                    .bind(owner_id)
                    .bind(today)
                    .execute(&mut *connection)
                    .await?;
                if seen.rows_affected() == 0 {
                    break 'kept Err(Code::LogErased);
                }
            }
            let (others, ours): (i64, i64) = sqlx::query_as(
                "SELECT (SELECT COUNT(*) FROM reminders WHERE device = $2 AND id <> $3), \
                 (SELECT COUNT(*) FROM reminders WHERE owner = $1 AND id <> $3)",
            )
            .bind(owner_id)
            .bind(row.device.as_slice())
            .bind(row.id.as_slice())
            .fetch_one(&mut *connection)
            .await?;
            if ours >= quota.owner || others >= quota.device {
                break 'kept Err(Code::RemindersFull);
            }
            // Sending the same moment again, as the app does at every start, keeps `turn`: the message may be in flight.
            let kept = sqlx::query(
                "INSERT INTO reminders (id, owner, paired, device, endpoint, p256dh, auth, tag, lang, page, urgent, due, until, turn) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $12) \
                 ON CONFLICT (id) DO UPDATE SET device = excluded.device, endpoint = excluded.endpoint, p256dh = excluded.p256dh, \
                 auth = excluded.auth, tag = excluded.tag, lang = excluded.lang, page = excluded.page, urgent = excluded.urgent, \
                 due = excluded.due, until = excluded.until, \
                 turn = CASE WHEN reminders.due = excluded.due THEN reminders.turn ELSE excluded.turn END, \
                 tries = CASE WHEN reminders.due = excluded.due THEN reminders.tries ELSE 0 END \
                 WHERE reminders.owner = excluded.owner AND reminders.paired = excluded.paired",
            )
            .bind(row.id.as_slice())
            .bind(owner_id)
            .bind(paired)
            .bind(row.device.as_slice())
            .bind(row.endpoint.as_str())
            .bind(row.p256dh.as_slice())
            .bind(row.auth.as_slice())
            .bind(row.tag.as_str())
            .bind(row.lang.as_str())
            .bind(row.page.as_str())
            .bind(row.urgent)
            .bind(row.due)
            .bind(row.until)
            .execute(&mut *connection)
            .await?;
            if kept.rows_affected() == 0 {
                Err(Code::ReminderTaken)
            } else {
                Ok(())
            }
        });
        Ok(kept)
    }

    /// Whether this owner has reminders.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn has_reminders(&self, owner: Owner) -> Result<bool, DbError> {
        let (owner, paired) = owner.parts();
        let found: Option<(i64,)> = read!(self, |pool| {
            sqlx::query_as("SELECT due FROM reminders WHERE owner = $1 AND paired = $2 LIMIT 1")
                .bind(owner)
                .bind(paired)
                .fetch_optional(pool)
                .await?
        });
        Ok(found.is_some())
    }

    /// The number of reminders of all people who are not paired.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn count_guest_reminders(&self) -> Result<i64, DbError> {
        Ok(read!(self, |pool| {
            sqlx::query_scalar("SELECT COUNT(*) FROM reminders WHERE paired = 0")
                .fetch_one(pool)
                .await?
        }))
    }

    /// Deletes one reminder of this owner, or all of them if `id` is `None`.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn delete_reminders(&self, owner: Owner, id: Option<&[u8]>) -> Result<(), DbError> {
        let (owner, paired) = owner.parts();
        change!(self, |connection| {
            match id {
                Some(id) => {
                    sqlx::query("DELETE FROM reminders WHERE id = $3 AND owner = $1 AND paired = $2")
                        .bind(owner)
                        .bind(paired)
                        .bind(id)
                        .execute(&mut *connection)
                        .await?;
                }
                None => {
                    sqlx::query("DELETE FROM reminders WHERE owner = $1 AND paired = $2")
                        .bind(owner)
                        .bind(paired)
                        .execute(&mut *connection)
                        .await?;
                }
            }
        });
        Ok(())
    }

    /// The second from which the next reminder may be taken, if there is one.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn next_turn(&self) -> Result<Option<i64>, DbError> {
        Ok(read!(self, |pool| {
            sqlx::query_scalar("SELECT turn FROM reminders ORDER BY turn LIMIT 1")
                .fetch_optional(pool)
                .await?
        }))
    }

    /// Takes at most `at_most` due reminders. No other node takes them until the lease ends, after `lease` seconds.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn lease_reminders(
        &self,
        now: i64,
        lease: i64,
        at_most: i64,
    ) -> Result<Vec<ReminderRow>, DbError> {
        let leased = now.saturating_add(lease);
        Ok(match self {
            Self::Sqlite { writer, .. } => {
                let mut transaction = writer.begin_with(dialect::BEGIN_SQLITE).await?;
                let sql = format!(
                    "UPDATE reminders SET turn = $2, tries = tries + 1 WHERE id IN \
                     (SELECT id FROM reminders WHERE turn <= $1 ORDER BY turn LIMIT $3) RETURNING {COLUMNS}"
                );
                let taken = sqlx::query_as(sqlx::AssertSqlSafe(sql))
                    .bind(now)
                    .bind(leased)
                    .bind(at_most)
                    .fetch_all(&mut *transaction)
                    .await?;
                transaction.commit().await?;
                taken
            }
            Self::Postgres(pool) => {
                // Skips rows that another node is taking now.
                let sql = format!(
                    "UPDATE reminders SET turn = $2, tries = tries + 1 WHERE id = ANY (ARRAY \
                     (SELECT id FROM reminders WHERE turn <= $1 ORDER BY turn LIMIT $3 FOR UPDATE SKIP LOCKED)) RETURNING {COLUMNS}"
                );
                sqlx::query_as(sqlx::AssertSqlSafe(sql))
                    .bind(now)
                    .bind(leased)
                    .bind(at_most)
                    .fetch_all(pool)
                    .await?
            }
        })
    }

    /// Stores the outcomes of reminders that were taken.
    ///
    /// # Errors
    /// Fails if a statement fails. Nothing is written then, and the call may be repeated.
    pub async fn settle_reminders(&self, settled: &[Settlement]) -> Result<(), DbError> {
        change!(self, |connection| {
            for one in settled {
                match one {
                    Settlement::Done { id, turn } => {
                        sqlx::query("DELETE FROM reminders WHERE id = $1 AND turn = $2")
                            .bind(id.as_slice())
                            .bind(*turn)
                            .execute(&mut *connection)
                            .await?;
                    }
                    Settlement::Retry {
                        id,
                        turn,
                        next,
                        counts_as_try,
                    } => {
                        sqlx::query(
                            "UPDATE reminders SET turn = $3, tries = tries - $4 WHERE id = $1 AND turn = $2",
                        )
                        .bind(id.as_slice())
                        .bind(*turn)
                        .bind(*next)
                        .bind(i64::from(!*counts_as_try))
                        .execute(&mut *connection)
                        .await?;
                    }
                    Settlement::Gone { device } => {
                        sqlx::query("DELETE FROM reminders WHERE device = $1")
                            .bind(device.as_slice())
                            .execute(&mut *connection)
                            .await?;
                    }
                }
            }
        });
        Ok(())
    }

    /// Returns the secret with this name that all nodes share, after storing `new` if there is none.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn secret(&self, name: &str, new: &[u8]) -> Result<Vec<u8>, DbError> {
        let (value,): (Vec<u8>,) = change!(self, |connection| {
            sqlx::query("INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
                .bind(name)
                .bind(new)
                .execute(&mut *connection)
                .await?;
            sqlx::query_as("SELECT value FROM secrets WHERE name = $1")
                .bind(name)
                .fetch_one(&mut *connection)
                .await?
        });
        Ok(value)
    }
}
