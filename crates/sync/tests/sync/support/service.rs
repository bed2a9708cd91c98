//! A service in memory that fulfils the contract: a record that is sent twice is stored once, and numbers have no gaps. It lies
//! when told to.

use std::collections::BTreeSet;
use std::rc::Rc;

use mijn_brug_seal::{RecordId, SetHash};
use mijn_brug_sync::api::Code;
use mijn_brug_sync::wire::{self, Head, Numbered, Page};

use super::sealed;

/// The records of the service, and of a backup of it.
#[derive(Clone, Default)]
pub struct Log {
    records: Vec<Rc<[u8]>>,
    ids: BTreeSet<RecordId>,
    set: SetHash,
}

/// One log of a service.
pub struct Service {
    log: Log,
    backups: Vec<Log>,
    /// Batches that have not arrived yet.
    late: Vec<Vec<u8>>,
    last_page: Vec<u8>,
    garbage: u64,
    /// The maximum number of records in a page: small, so that a few records make many pages.
    pub page_max: usize,
    /// The maximum number of ids in a list.
    pub ids_max: usize,
    /// Refuses every request with this code.
    pub refuses_all: Option<Code>,
    /// Refuses batches with this code.
    pub refuses_batches: Option<Code>,
    /// Tells this lie in every answer.
    pub lie: Option<Lie>,
}

/// How a service lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lie {
    /// Leaves out a record, which leaves a gap in the numbers.
    Gap,
    /// Leaves out a record, and renumbers the later ones.
    Hidden,
    /// Returns the previous answer once more.
    Repeat,
    /// Returns a wrong set hash.
    WrongSet,
    /// Claims to have far more records.
    FarHead,
    /// Claims to have no records.
    HeadRefusal,
    /// Uses the highest possible numbers.
    FarSeq,
    /// Reverses the order.
    Reorder,
    /// Returns the first record twice.
    Double,
    /// Returns a record that nobody sent.
    Garbage,
    /// Returns no records.
    Empty,
    /// Always returns another record.
    Endless,
    /// Claims to have stored a batch, but has not.
    NotKept,
}

impl Lie {
    pub const ALL: [Self; 13] = [
        Self::Gap,
        Self::Hidden,
        Self::Repeat,
        Self::WrongSet,
        Self::FarHead,
        Self::HeadRefusal,
        Self::FarSeq,
        Self::Reorder,
        Self::Double,
        Self::Garbage,
        Self::Empty,
        Self::Endless,
        Self::NotKept,
    ];
}

impl Default for Service {
    fn default() -> Self {
        Self {
            log: Log::default(),
            backups: vec![Log::default()],
            late: Vec::new(),
            last_page: wire::write_page(&Head::default()),
            garbage: 0,
            page_max: 3,
            ids_max: 4,
            refuses_all: None,
            refuses_batches: None,
            lie: None,
        }
    }
}

impl Service {
    /// The head of the log.
    pub fn head(&self) -> Head {
        self.log.head()
    }

    /// The ids of all records, computed from their bytes.
    pub fn ids(&self) -> BTreeSet<RecordId> {
        let ids: BTreeSet<_> = self
            .log
            .records
            .iter()
            .map(|record| RecordId::of(record))
            .collect();
        assert_eq!(ids.iter().copied().collect::<SetHash>(), self.log.set);
        ids
    }

    /// Makes a backup.
    pub fn back_up(&mut self) {
        self.backups.push(self.log.clone());
    }

    /// Restores one of the backups.
    pub fn restore(&mut self, which: usize) {
        self.log = self.backups[which % self.backups.len()].clone();
    }

    /// Holds back a batch until [`deliver_late`](Self::deliver_late).
    pub fn delay(&mut self, batch: Vec<u8>) {
        self.late.push(batch);
    }

    /// Appends the batches that were held back.
    pub fn deliver_late(&mut self) {
        for batch in std::mem::take(&mut self.late) {
            // Nobody waits for the answer.
            self.append(&batch, None).ok();
        }
    }

    /// Appends a batch, and returns a head.
    pub fn append(&mut self, batch: &[u8], lie: Option<Lie>) -> Result<Vec<u8>, Code> {
        let lie = lie.or(self.lie);
        if let Some(code) = self.refuses_all.or(self.refuses_batches) {
            return Err(code);
        }
        let records = wire::read_batch(batch).map_err(|_| Code::Malformed)?;
        let before = self.log.clone();
        for record in records {
            self.log.add(record);
        }
        let mut page = Page {
            head: self.log.head(),
            items: Vec::new(),
        };
        if lie == Some(Lie::NotKept) {
            self.log = before;
        }
        self.bend(lie, &mut page, |_| Vec::new());
        page.items.clear();
        Ok(write(&page))
    }

    /// Returns a page.
    pub fn pull(&mut self, after: u64, limit: usize, lie: Option<Lie>) -> Result<Vec<u8>, Code> {
        let limit = limit.min(self.page_max);
        self.answer(after, limit, lie, <[u8]>::to_vec, write)
    }

    /// Returns a list of ids.
    pub fn list(&mut self, after: u64, lie: Option<Lie>) -> Result<Vec<u8>, Code> {
        let limit = self.ids_max;
        self.answer(after, limit, lie, RecordId::of, Page::<RecordId>::write)
    }

    fn answer<T: Clone>(
        &mut self,
        after: u64,
        limit: usize,
        lie: Option<Lie>,
        it: impl Fn(&[u8]) -> T,
        write: impl Fn(&Page<T>) -> Vec<u8>,
    ) -> Result<Vec<u8>, Code> {
        let lie = lie.or(self.lie);
        if let Some(code) = self.refuses_all {
            return Err(code);
        }
        let numbered = (1..).zip(&self.log.records).skip_while(|(seq, _)| *seq <= after);
        let items = numbered.take(limit).map(|(seq, record)| Numbered {
            seq,
            item: it(record),
        });
        let mut page = Page {
            head: self.log.head(),
            items: items.collect(),
        };
        if lie == Some(Lie::Endless) {
            let seq = after.saturating_add(1);
            page.head.seq = after.saturating_add(1_000);
            page.head.set = SetHash::from_parts([7; 16], page.head.seq);
            page.items = vec![Numbered {
                seq,
                item: it(&sealed(0xEE, after)),
            }];
        } else {
            self.bend(lie, &mut page, it);
        }
        let answer = write(&page);
        let is_repeated = lie == Some(Lie::Repeat);
        let before = std::mem::replace(&mut self.last_page, answer.clone());
        Ok(if is_repeated { before } else { answer })
    }

    fn bend<T: Clone>(&mut self, lie: Option<Lie>, page: &mut Page<T>, it: impl Fn(&[u8]) -> T) {
        let middle = page.items.len() / 2;
        match lie {
            None | Some(Lie::Repeat | Lie::Endless | Lie::NotKept) => {}
            Some(Lie::Gap) => drop(page.items.drain(middle..page.items.len().min(middle + 1))),
            Some(Lie::Hidden) => {
                drop(page.items.drain(middle..page.items.len().min(middle + 1)));
                page.items.iter_mut().skip(middle).for_each(|item| item.seq -= 1);
            }
            Some(Lie::WrongSet) => {
                page.head.set = SetHash::from_parts([9; 16], page.head.set.count());
            }
            Some(Lie::FarHead) => page.head.seq = u64::MAX - 1,
            Some(Lie::HeadRefusal) => page.head = Head::default(),
            Some(Lie::FarSeq) => {
                let seqs = u64::MAX - 1..=u64::MAX;
                page.items
                    .iter_mut()
                    .zip(seqs)
                    .for_each(|(item, seq)| item.seq = seq);
            }
            Some(Lie::Reorder) => page.items.reverse(),
            Some(Lie::Double) => page.items.extend_from_within(..page.items.len().min(1)),
            Some(Lie::Garbage) => {
                self.garbage += 1;
                if let Some(item) = page.items.get_mut(middle) {
                    item.item = it(&sealed(0xFF, self.garbage));
                }
            }
            Some(Lie::Empty) => page.items.clear(),
        }
    }
}

impl Log {
    fn head(&self) -> Head {
        let seq = u64::try_from(self.records.len()).unwrap();
        Head { seq, set: self.set }
    }

    fn add(&mut self, record: &[u8]) {
        let id = RecordId::of(record);
        if self.ids.insert(id) {
            self.set.insert(id);
            self.records.push(record.into());
        }
    }
}

fn write(page: &Page<Vec<u8>>) -> Vec<u8> {
    let mut bytes = wire::write_page(&page.head);
    for item in &page.items {
        wire::write_numbered(item.seq, &item.item, &mut bytes);
    }
    bytes
}
