//! The two mailboxes of a pairing code.

use mijn_brug_sync::api::Code;

use super::{Database, DbError};
use crate::access::TokenHash;

/// The id of a mailbox: 16 bytes.
pub type MailboxId = [u8; 16];

/// The two mailboxes to create.
#[derive(Debug)]
pub struct MailboxPair {
    /// The mailbox that is filled at once.
    pub offer: MailboxId,
    /// The mailbox for the answer.
    pub answer: MailboxId,
    /// The content of the first.
    pub content: Vec<u8>,
    /// The second at which both expire, since 1970.
    pub expires: i64,
}

/// Columns: offer, answer, hash of the creator's token, content of the offer, the second of expiry.
type OfferRow = (Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>, i64);
/// Columns: offer, content of the offer, content of the answer.
type Row = (Vec<u8>, Vec<u8>, Option<Vec<u8>>);

impl Database {
    /// Creates two mailboxes, and returns the second at which they expire, since 1970. Creating the same ones again succeeds.
    ///
    /// # Errors
    /// Fails if a statement fails. The inner error is why they were not created.
    pub async fn create_mailboxes(
        &self,
        creator: &TokenHash,
        pair: &MailboxPair,
        at_most: i64,
        now: i64,
    ) -> Result<Result<i64, Code>, DbError> {
        let (offer, answer) = (pair.offer.as_slice(), pair.answer.as_slice());
        let made = change!(self, |connection| {
            sqlx::query("DELETE FROM mailboxes WHERE expires <= $1")
                .bind(now)
                .execute(&mut *connection)
                .await?;
            // Each of the new ids may be either of the existing ones.
            let existing: Option<OfferRow> = sqlx::query_as(
                "SELECT offer, answer, maker_hash, offered, expires FROM mailboxes \
                 WHERE offer = $1 OR answer = $1 OR offer = $2 OR answer = $2 LIMIT 1",
            )
            .bind(offer)
            .bind(answer)
            .fetch_optional(&mut *connection)
            .await?;
            let (n_existing,): (i64,) =
                sqlx::query_as("SELECT COUNT(*) FROM mailboxes WHERE maker_hash = $1")
                    .bind(creator.as_bytes())
                    .fetch_one(&mut *connection)
                    .await?;
            match existing {
                Some((o, a, by, content, expires)) => {
                    if o == offer && a == answer && creator.matches(&by) && content == pair.content {
                        Ok(expires)
                    } else {
                        Err(Code::MailboxUsed)
                    }
                }
                None if at_most > 0 && n_existing >= at_most => Err(Code::TooManyRequests),
                None => {
                    sqlx::query(
                        "INSERT INTO mailboxes (offer, answer, maker_hash, offered, expires) VALUES ($1, $2, $3, $4, $5)",
                    )
                    .bind(offer)
                    .bind(answer)
                    .bind(creator.as_bytes())
                    .bind(pair.content.as_slice())
                    .bind(pair.expires)
                    .execute(&mut *connection)
                    .await?;
                    Ok(pair.expires)
                }
            }
        });
        Ok(made)
    }

    /// The content of a mailbox; `None` if it is empty. The offer is gone once the answer is there.
    ///
    /// # Errors
    /// Fails if a statement fails. The inner error is [`Code::MailboxNotFound`].
    pub async fn mailbox(&self, id: &MailboxId, now: i64) -> Result<Result<Option<Vec<u8>>, Code>, DbError> {
        let found: Option<Row> = read!(self, |pool| {
            sqlx::query_as(
                "SELECT offer, offered, answered FROM mailboxes WHERE (offer = $1 OR answer = $1) AND expires > $2",
            )
            .bind(id.as_slice())
            .bind(now)
            .fetch_optional(pool)
            .await?
        });
        Ok(match found {
            None => Err(Code::MailboxNotFound),
            Some((offer, offered, answered)) if offer == id => match answered {
                None => Ok(Some(offered)),
                Some(_) => Err(Code::MailboxNotFound),
            },
            Some((_, _, answered)) => Ok(answered),
        })
    }

    /// Fills the mailbox for the answer, once. The same content again succeeds, because the first response may have been lost.
    ///
    /// # Errors
    /// Fails if a statement fails. The inner error is why it was not filled.
    pub async fn fill_mailbox(
        &self,
        id: &MailboxId,
        content: &[u8],
        now: i64,
    ) -> Result<Result<(), Code>, DbError> {
        let filled = change!(self, |connection| {
            let filled = sqlx::query(
                "UPDATE mailboxes SET answered = $2, offered = $4 \
                 WHERE answer = $1 AND answered IS NULL AND expires > $3",
            )
            .bind(id.as_slice())
            .bind(content)
            .bind(now)
            // The offer is not needed any more.
            .bind(&b""[..])
            .execute(&mut *connection)
            .await?;
            if filled.rows_affected() == 1 {
                Ok(())
            } else {
                let existing: Option<Row> = sqlx::query_as(
                    "SELECT offer, offered, answered FROM mailboxes WHERE (offer = $1 OR answer = $1) AND expires > $2",
                )
                .bind(id.as_slice())
                .bind(now)
                .fetch_optional(&mut *connection)
                .await?;
                match existing {
                    None => Err(Code::MailboxNotFound),
                    Some((offer, _, Some(_))) if offer == id => Err(Code::MailboxNotFound),
                    Some((offer, _, Some(is))) if offer != id && is == content => Ok(()),
                    Some(_) => Err(Code::MailboxUsed),
                }
            }
        });
        Ok(filled)
    }

    /// Deletes both mailboxes of a pair, for the holder of the token that created them.
    ///
    /// # Errors
    /// Fails if a statement fails. The inner error is why they were not deleted.
    pub async fn delete_mailboxes(
        &self,
        id: &MailboxId,
        creator: &TokenHash,
        now: i64,
    ) -> Result<Result<(), Code>, DbError> {
        let deleted = change!(self, |connection| {
            let existing: Option<(Vec<u8>,)> = sqlx::query_as(
                "SELECT maker_hash FROM mailboxes WHERE (offer = $1 OR answer = $1) AND expires > $2",
            )
            .bind(id.as_slice())
            .bind(now)
            .fetch_optional(&mut *connection)
            .await?;
            match existing {
                None => Err(Code::MailboxNotFound),
                Some((by,)) if !creator.matches(&by) => Err(Code::Unauthorized),
                Some(_) => {
                    sqlx::query("DELETE FROM mailboxes WHERE offer = $1 OR answer = $1")
                        .bind(id.as_slice())
                        .execute(&mut *connection)
                        .await?;
                    Ok(())
                }
            }
        });
        Ok(deleted)
    }

    /// Deletes all expired pairs, and returns their number.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn sweep_mailboxes(&self, now: i64) -> Result<u64, DbError> {
        Ok(change!(self, |connection| {
            sqlx::query("DELETE FROM mailboxes WHERE expires <= $1")
                .bind(now)
                .execute(&mut *connection)
                .await?
                .rows_affected()
        }))
    }
}
