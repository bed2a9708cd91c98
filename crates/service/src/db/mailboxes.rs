//! The two boxes of a pairing code.

use mijn_brug_sync::api::Code;

use super::{Database, DbError};
use crate::access::TokenHash;

/// The id of a box: 16 bytes.
pub type BoxId = [u8; 16];

/// The two boxes to make.
#[derive(Debug)]
pub struct Pair {
    /// The box that is full at once.
    pub offer: BoxId,
    /// The box for the answer.
    pub answer: BoxId,
    /// What stands in the first.
    pub content: Vec<u8>,
    /// Seconds since 1970.
    pub expires: i64,
}

/// Offer, answer, maker, what is offered.
type Standing = (Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>);
/// Offer, what is offered, what is answered.
type Row = (Vec<u8>, Vec<u8>, Option<Vec<u8>>);

impl Database {
    /// Makes two boxes; again the same is done already.
    ///
    /// # Errors
    /// The database's; within, why they aren't made.
    pub async fn create_mailboxes(
        &self,
        maker: &TokenHash,
        pair: &Pair,
        at_most: i64,
        now: i64,
    ) -> Result<Result<(), Code>, DbError> {
        let (offer, answer) = (pair.offer.as_slice(), pair.answer.as_slice());
        let made = change!(self, |connection| {
            sqlx::query("DELETE FROM mailboxes WHERE expires <= $1")
                .bind(now)
                .execute(&mut *connection)
                .await?;
            // Four ways to meet: each of ours may be either of theirs.
            let there: Option<Standing> = sqlx::query_as(
                "SELECT offer, answer, maker_hash, offered FROM mailboxes \
                 WHERE offer = $1 OR answer = $1 OR offer = $2 OR answer = $2 LIMIT 1",
            )
            .bind(offer)
            .bind(answer)
            .fetch_optional(&mut *connection)
            .await?;
            let (standing,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM mailboxes WHERE maker_hash = $1")
                .bind(maker.as_bytes())
                .fetch_one(&mut *connection)
                .await?;
            match there {
                Some((o, a, by, content)) => {
                    if o == offer && a == answer && maker.is(&by) && content == pair.content {
                        Ok(())
                    } else {
                        Err(Code::MailboxUsed)
                    }
                }
                None if at_most > 0 && standing >= at_most => Err(Code::TooManyRequests),
                None => {
                    sqlx::query(
                        "INSERT INTO mailboxes (offer, answer, maker_hash, offered, expires) VALUES ($1, $2, $3, $4, $5)",
                    )
                    .bind(offer)
                    .bind(answer)
                    .bind(maker.as_bytes())
                    .bind(pair.content.as_slice())
                    .bind(pair.expires)
                    .execute(&mut *connection)
                    .await?;
                    Ok(())
                }
            }
        });
        Ok(made)
    }

    /// What stands in a box: `None` in an empty one. The offer is gone once the answer is in.
    ///
    /// # Errors
    /// The database's; within, [`Code::MailboxNotFound`].
    pub async fn mailbox(&self, id: &BoxId, now: i64) -> Result<Result<Option<Vec<u8>>, Code>, DbError> {
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

    /// Fills the box for the answer, once; the same content again is done already, as after a lost answer.
    ///
    /// # Errors
    /// The database's; within, why it isn't filled.
    pub async fn fill_mailbox(
        &self,
        id: &BoxId,
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
            // The offer is of no use any more.
            .bind(&b""[..])
            .execute(&mut *connection)
            .await?;
            if filled.rows_affected() == 1 {
                Ok(())
            } else {
                let there: Option<Row> = sqlx::query_as(
                    "SELECT offer, offered, answered FROM mailboxes WHERE (offer = $1 OR answer = $1) AND expires > $2",
                )
                .bind(id.as_slice())
                .bind(now)
                .fetch_optional(&mut *connection)
                .await?;
                match there {
                    None => Err(Code::MailboxNotFound),
                    Some((offer, _, Some(_))) if offer == id => Err(Code::MailboxNotFound),
                    Some((offer, _, Some(is))) if offer != id && is == content => Ok(()),
                    Some(_) => Err(Code::MailboxUsed),
                }
            }
        });
        Ok(filled)
    }

    /// Takes both boxes of a pair away, for who made them.
    ///
    /// # Errors
    /// The database's; within, why they stand.
    pub async fn delete_mailboxes(
        &self,
        id: &BoxId,
        maker: &TokenHash,
        now: i64,
    ) -> Result<Result<(), Code>, DbError> {
        let deleted = change!(self, |connection| {
            let there: Option<(Vec<u8>,)> = sqlx::query_as(
                "SELECT maker_hash FROM mailboxes WHERE (offer = $1 OR answer = $1) AND expires > $2",
            )
            .bind(id.as_slice())
            .bind(now)
            .fetch_optional(&mut *connection)
            .await?;
            match there {
                None => Err(Code::MailboxNotFound),
                Some((by,)) if !maker.is(&by) => Err(Code::Unauthorized),
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

    /// Takes away all pairs whose time is over.
    ///
    /// # Errors
    /// The database's.
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
