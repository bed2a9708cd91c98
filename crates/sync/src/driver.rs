//! Runs the steps of the [planner](crate::planner) over a [`Transport`] and a [`RecordStore`], until the planner is done.
//!
//! One sync does a bounded amount of work, keeps its progress when it fails, and may be dropped at any point: the next sync
//! continues from there. It does not retry; [`Backoff`](crate::Backoff) says when the next sync may run. Two simultaneous syncs
//! of one log are harmless but cost twice as much, so the app syncs in one tab only.

use std::future::Future;

use mijn_brug_seal::RecordId;

use crate::api::{Code, WAIT_MAX};
use crate::planner::{GiveUpReason, LocalState, Step, SyncProgress, next};
use crate::wire::{BYTES_MAX, Head, Numbered, Page, RECORDS_MAX, write_batch};

/// The maximum number of steps of one sync: enough for a log of over a million records.
const STEPS_MAX: usize = 4_000;

/// The size in bytes of the length that precedes each record in a batch.
const LEN_BYTES: usize = 4;

/// A sealed record with its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The id, computed from the bytes on this device.
    pub id: RecordId,
    /// The sealed bytes.
    pub sealed: Vec<u8>,
}

/// The requests to the service, for one log with its token. They are idempotent, so an implementation may retry them.
pub trait Transport {
    /// Reads up to `limit` records after the number `after`. If there are none, the service waits up to `wait` seconds for one.
    fn pull(
        &self,
        after: u64,
        limit: usize,
        wait: u64,
    ) -> impl Future<Output = Result<Page<Vec<u8>>, RequestError>>;

    /// Sends a [batch](crate::wire): all or nothing.
    fn append(&self, batch: Vec<u8>) -> impl Future<Output = Result<Head, RequestError>>;

    /// Reads ids after the number `after`.
    fn ids(&self, after: u64) -> impl Future<Output = Result<Page<RecordId>, RequestError>>;
}

/// What the device keeps of one log: records by id, which of them are unsent, and a cursor. It never deletes a record.
pub trait RecordStore {
    /// A consistent snapshot of the set of all records, the cursor, and the number of unsent records.
    fn state(&self) -> impl Future<Output = Result<LocalState, LocalStoreError>>;

    /// Up to `max` unsent records, oldest first if the order is known.
    fn unsent(&self, max: usize) -> impl Future<Output = Result<Vec<Record>, LocalStoreError>>;

    /// Adds the records that are new and stores the cursor, atomically and durably; new records count as sent. Returns how many
    /// were new. This is also where the app is notified of new records, even if the sync fails later.
    fn add_received(
        &self,
        records: Vec<Record>,
        cursor: u64,
    ) -> impl Future<Output = Result<usize, LocalStoreError>>;

    /// Marks these records as sent. Ids that are unknown or already marked are ignored.
    fn mark_sent(&self, ids: &[RecordId]) -> impl Future<Output = Result<(), LocalStoreError>>;

    /// The ids of all records, in any order.
    fn ids(&self) -> impl Future<Output = Result<Vec<RecordId>, LocalStoreError>>;

    /// Marks these records as unsent, so that they are sent once more.
    fn mark_unsent(&self, ids: &[RecordId]) -> impl Future<Output = Result<(), LocalStoreError>>;
}

/// Why the device's store failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LocalStoreError {
    /// The device's storage is full.
    #[error("the device's storage is full")]
    Full,
    /// Any other failure.
    #[error("the device's store failed")]
    Failed,
}

/// Why a request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// No network, or no answer.
    #[error("no answer from the service")]
    NoAnswer,
    /// The answer did not come from the service, but for example from the sign-in page of a public network.
    #[error("the answer did not come from the service")]
    NotFromService,
    /// The service refused the request.
    #[error("the service refused: {code}")]
    Refused {
        /// Why.
        code: Code,
        /// After how many seconds to try again, if the service said so.
        retry_after: Option<u32>,
    },
    /// The answer claims to be the service's but cannot be parsed.
    #[error("the service's answer can't be read")]
    Malformed,
}

/// Why a sync ended before both sides were proven equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SyncError {
    /// A request failed.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// The device's store failed.
    #[error(transparent)]
    Store(#[from] LocalStoreError),
    /// The planner gave up.
    #[error(transparent)]
    GaveUp(#[from] GiveUpReason),
}

impl SyncError {
    /// Whether a later try may succeed without any change. The other failures need a new pairing, an update of the app or free
    /// space on the phone.
    pub const fn may_retry(self) -> bool {
        match self {
            // The caseworker's side creates the log, so it may not exist yet.
            Self::Request(RequestError::Refused { code, .. }) => {
                code.may_retry() || matches!(code, Code::LogNotFound)
            }
            // A malformed answer may have been truncated in transit, so a later one may be complete.
            Self::Request(
                RequestError::NoAnswer | RequestError::NotFromService | RequestError::Malformed,
            )
            | Self::Store(LocalStoreError::Failed)
            | Self::GaveUp(_) => true,
            Self::Store(LocalStoreError::Full) => false,
        }
    }

    /// After how many seconds to try again, if the service said so.
    pub const fn retry_after(self) -> Option<u32> {
        match self {
            Self::Request(RequestError::Refused { retry_after, .. }) => retry_after,
            _ => None,
        }
    }
}

/// Both sides hold the same records, which their equal set hashes prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How many records are new on this device.
    pub received: usize,
    /// How many records were sent.
    pub sent: usize,
    /// What both sides hold.
    pub head: Head,
}

/// Makes the sets of records on the device and at the service equal.
///
/// # Errors
/// Fails if a request or the store fails, or if the planner gives up. Records that were already sent or received are kept.
pub async fn sync(transport: &impl Transport, store: &impl RecordStore) -> Result<Outcome, SyncError> {
    run(transport, store, 0).await
}

/// Like [`sync`], but waits up to [`WAIT_MAX`] seconds for something new if there is nothing to send. To send something in the
/// meantime, drop this and call [`sync`].
///
/// # Errors
/// Fails as [`sync`] does.
pub async fn long_poll(transport: &impl Transport, store: &impl RecordStore) -> Result<Outcome, SyncError> {
    run(transport, store, WAIT_MAX).await
}

async fn run(transport: &impl Transport, store: &impl RecordStore, wait: u64) -> Result<Outcome, SyncError> {
    let mut known = SyncProgress::default();
    let mut refusal = RequestError::NoAnswer;
    let (mut received, mut sent) = (0_usize, 0_usize);
    for _ in 0..STEPS_MAX {
        known.local = store.state().await?;
        match next(&known) {
            Step::Push => {
                let (ids, batch) = batch(store.unsent(RECORDS_MAX).await?);
                // Another tab sent them first: the next state shows it.
                if ids.is_empty() {
                    continue;
                }
                match transport.append(batch).await {
                    Ok(head) => {
                        known.head = Some(head);
                        store.mark_sent(&ids).await?;
                        sent = sent.saturating_add(ids.len());
                    }
                    Err(failure) if still_reads(failure) => {
                        known.is_refusing = true;
                        refusal = failure;
                    }
                    Err(failure) => return Err(failure.into()),
                }
            }
            Step::Pull => {
                let after = known.local.cursor;
                let wait = if known.head.is_none() { wait } else { 0 };
                let page = transport.pull(after, RECORDS_MAX, wait).await?;
                if store.state().await?.cursor != after {
                    // Another tab moved the cursor, so this page is outdated.
                    known.head = None;
                    continue;
                }
                let cursor = known.record_page(after, page.head, &page.items);
                if !page.items.is_empty() {
                    received =
                        received.saturating_add(store.add_received(records(page.items), cursor).await?);
                }
            }
            Step::Fetch { after, limit } => {
                let page = transport.pull(after, limit, 0).await?;
                let cursor = known
                    .record_fetched(after, &page.items)
                    .unwrap_or(known.local.cursor);
                received = received.saturating_add(store.add_received(records(page.items), cursor).await?);
            }
            Step::Compare => {
                let (head, listed) = list(transport).await?;
                let service_lacks = known.compare_ids(head, &listed, &store.ids().await?);
                if !service_lacks.is_empty() {
                    store.mark_unsent(&service_lacks).await?;
                }
                if known.missing_seqs.is_empty() {
                    store.add_received(Vec::new(), known.listed).await?;
                }
            }
            Step::Settled(head) => {
                if known.local.cursor != head.seq {
                    store.add_received(Vec::new(), head.seq).await?;
                }
                return Ok(Outcome { received, sent, head });
            }
            Step::Refused => return Err(refusal.into()),
            Step::GiveUp(why) => return Err(why.into()),
        }
    }
    Err(GiveUpReason::TooMuch.into())
}

/// The ids of the records that fit into one batch, and the batch.
fn batch(mut records: Vec<Record>) -> (Vec<RecordId>, Vec<u8>) {
    let mut room = BYTES_MAX;
    let fitting = records.iter().take_while(|record| {
        let left = room.checked_sub(record.sealed.len().saturating_add(LEN_BYTES));
        room = left.unwrap_or_default();
        left.is_some()
    });
    let fitting = fitting.take(RECORDS_MAX).count();
    records.truncate(fitting);
    (
        records.iter().map(|record| record.id).collect(),
        write_batch(records.iter().map(|record| record.sealed.as_slice())),
    )
}

/// Whether it makes sense to go on reading after the service refused a batch with this failure.
const fn still_reads(failure: RequestError) -> bool {
    matches!(
        failure,
        RequestError::Refused {
            code: Code::LogFull | Code::RecordInvalid | Code::TooLarge | Code::Unavailable,
            ..
        }
    )
}

/// Computes the id of each record from its bytes, so that the service need not be trusted.
fn records(items: Vec<Numbered<Vec<u8>>>) -> Vec<Record> {
    let record = |item: Numbered<Vec<u8>>| Record {
        id: RecordId::of(&item.item),
        sealed: item.item,
    };
    items.into_iter().map(record).collect()
}

/// All ids at the service, in the order of their numbers, and the head that came with the end of the list.
async fn list(transport: &impl Transport) -> Result<(Head, Vec<Numbered<RecordId>>), SyncError> {
    let mut listed = Vec::new();
    let mut last = 0;
    for _ in 0..STEPS_MAX {
        let page = transport.ids(last).await?;
        let is_empty = page.items.is_empty();
        for item in page.items {
            // Numbers must rise, so that the list ends.
            if item.seq <= last {
                return Err(GiveUpReason::ServiceDisagrees.into());
            }
            last = item.seq;
            listed.push(item);
        }
        if is_empty || last >= page.head.seq {
            return Ok((page.head, listed));
        }
    }
    Err(GiveUpReason::TooMuch.into())
}
