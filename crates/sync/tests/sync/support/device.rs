//! A device's disk, and its connection to the service.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use mijn_brug_seal::{RecordId, SetHash};
use mijn_brug_sync::api::Code;
use mijn_brug_sync::wire::{Head, Page, WireError};
use mijn_brug_sync::{LocalState, LocalStoreError, Record, RecordStore, RequestError, Transport};

use super::pause;
use super::service::{Lie, Service};

/// A device's disk, which survives everything.
#[derive(Default)]
pub struct Disk {
    kept: RefCell<Kept>,
    /// The number of accesses after which the disk fails once.
    pub fails_in: Cell<Option<u8>>,
}

#[derive(Default)]
struct Kept {
    records: BTreeMap<RecordId, Vec<u8>>,
    unsent: BTreeSet<RecordId>,
    set: SetHash,
    cursor: u64,
}

impl Disk {
    /// Stores a record that was made on this device.
    pub fn add(&self, sealed: Vec<u8>) {
        let id = RecordId::of(&sealed);
        let mut kept = self.kept.borrow_mut();
        kept.unsent.insert(id);
        kept.insert(Record { id, sealed });
    }

    /// All ids, after checking that each is that of its record.
    pub fn all(&self) -> BTreeSet<RecordId> {
        let kept = self.kept.borrow();
        for (id, sealed) in &kept.records {
            assert_eq!(*id, RecordId::of(sealed));
        }
        kept.records.keys().copied().collect()
    }

    /// All ids as stored, without a check.
    pub fn ids_kept(&self) -> BTreeSet<RecordId> {
        self.kept.borrow().records.keys().copied().collect()
    }

    /// All records with their ids.
    pub fn records(&self) -> Vec<(RecordId, Vec<u8>)> {
        let kept = self.kept.borrow();
        kept.records
            .iter()
            .map(|(id, sealed)| (*id, sealed.clone()))
            .collect()
    }

    /// The state as the driver sees it.
    pub fn now(&self) -> LocalState {
        let kept = self.kept.borrow();
        LocalState {
            set: kept.set,
            cursor: kept.cursor,
            unsent: u64::try_from(kept.unsent.len()).unwrap(),
        }
    }

    async fn access(&self) -> Result<(), LocalStoreError> {
        pause().await;
        match self.fails_in.get() {
            None => Ok(()),
            Some(0) => {
                self.fails_in.set(None);
                Err(LocalStoreError::Full)
            }
            Some(more) => {
                self.fails_in.set(Some(more - 1));
                Ok(())
            }
        }
    }
}

impl Kept {
    fn insert(&mut self, record: Record) -> bool {
        let is_new = self.records.insert(record.id, record.sealed).is_none();
        if is_new {
            self.set.insert(record.id);
        }
        is_new
    }
}

impl RecordStore for Disk {
    async fn state(&self) -> Result<LocalState, LocalStoreError> {
        self.access().await?;
        Ok(self.now())
    }

    async fn unsent(&self, max: usize) -> Result<Vec<Record>, LocalStoreError> {
        self.access().await?;
        let kept = self.kept.borrow();
        let record = |id: &RecordId| Record {
            id: *id,
            sealed: kept.records[id].clone(),
        };
        Ok(kept.unsent.iter().take(max).map(record).collect())
    }

    async fn add_received(&self, records: Vec<Record>, cursor: u64) -> Result<usize, LocalStoreError> {
        self.access().await?;
        let mut kept = self.kept.borrow_mut();
        kept.cursor = cursor;
        Ok(records
            .into_iter()
            .map(|record| kept.insert(record))
            .filter(|is_new| *is_new)
            .count())
    }

    async fn mark_sent(&self, ids: &[RecordId]) -> Result<(), LocalStoreError> {
        self.access().await?;
        let mut kept = self.kept.borrow_mut();
        for id in ids {
            kept.unsent.remove(id);
        }
        Ok(())
    }

    async fn ids(&self) -> Result<Vec<RecordId>, LocalStoreError> {
        self.access().await?;
        Ok(self.kept.borrow().records.keys().copied().collect())
    }

    async fn mark_unsent(&self, ids: &[RecordId]) -> Result<(), LocalStoreError> {
        self.access().await?;
        self.kept.borrow_mut().unsent.extend(ids);
        Ok(())
    }
}

/// The fault of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The request arrives, and so does the answer.
    None,
    /// The request is lost.
    LoseRequest,
    /// The answer is lost.
    LoseAnswer,
    /// The request arrives twice.
    Twice,
    /// A batch arrives after the device has given up waiting.
    Late,
    /// The service restarts or has no database.
    Unavailable,
    /// The answer is truncated.
    CutOff,
    /// The service lies.
    Lie(Lie),
}

/// A connection to the service.
pub struct Wire<'a> {
    service: &'a RefCell<Service>,
    /// The faults of the next requests; later ones have none.
    faults: RefCell<VecDeque<Fault>>,
    /// All requests, in order.
    pub requests: RefCell<Vec<Request>>,
}

/// A request to the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    Pull { after: u64, limit: usize, wait: u64 },
    Append { bytes: usize },
    Ids { after: u64 },
}

impl<'a> Wire<'a> {
    pub fn new(service: &'a RefCell<Service>, faults: &[Fault]) -> Self {
        Self {
            service,
            faults: RefCell::new(faults.iter().copied().collect()),
            requests: RefCell::default(),
        }
    }

    async fn ask<T>(
        &self,
        request: Request,
        to_service: impl Fn(&mut Service, Option<Lie>) -> Result<Vec<u8>, Code>,
        read: impl Fn(&[u8]) -> Result<T, WireError>,
    ) -> Result<T, RequestError> {
        pause().await;
        self.requests.borrow_mut().push(request);
        let fault = self.faults.borrow_mut().pop_front().unwrap_or(Fault::None);
        let lie = if let Fault::Lie(lie) = fault {
            Some(lie)
        } else {
            None
        };
        if fault == Fault::LoseRequest {
            return Err(RequestError::NoAnswer);
        }
        if fault == Fault::Unavailable {
            return refused(Code::Unavailable);
        }
        let mut answer = to_service(&mut self.service.borrow_mut(), lie);
        if fault == Fault::Twice {
            answer = to_service(&mut self.service.borrow_mut(), lie);
        }
        pause().await;
        match (fault, answer) {
            (Fault::LoseAnswer | Fault::Late, _) => Err(RequestError::NoAnswer),
            (_, Err(code)) => refused(code),
            (Fault::CutOff, Ok(bytes)) => {
                read(&bytes[..bytes.len() - 1]).map_err(|_| RequestError::Malformed)
            }
            (_, Ok(bytes)) => read(&bytes).map_err(|_| RequestError::Malformed),
        }
    }
}

fn refused<T>(code: Code) -> Result<T, RequestError> {
    Err(RequestError::Refused {
        code,
        retry_after: None,
    })
}

impl Transport for Wire<'_> {
    async fn pull(&self, after: u64, limit: usize, wait: u64) -> Result<Page<Vec<u8>>, RequestError> {
        self.ask(
            Request::Pull { after, limit, wait },
            |service, lie| service.pull(after, limit, lie),
            Page::<Vec<u8>>::read,
        )
        .await
    }

    async fn append(&self, batch: Vec<u8>) -> Result<Head, RequestError> {
        let is_late = self.faults.borrow().front() == Some(&Fault::Late);
        self.ask(
            Request::Append { bytes: batch.len() },
            |service, lie| {
                if is_late {
                    service.delay(batch.clone());
                    return Err(Code::Unavailable);
                }
                service.append(&batch, lie)
            },
            |bytes| Page::<RecordId>::read(bytes).map(|page| page.head),
        )
        .await
    }

    async fn ids(&self, after: u64) -> Result<Page<RecordId>, RequestError> {
        self.ask(
            Request::Ids { after },
            |service, lie| service.list(after, lie),
            Page::<RecordId>::read,
        )
        .await
    }
}
