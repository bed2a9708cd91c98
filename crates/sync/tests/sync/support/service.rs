//! A service in memory that keeps to the contract: what is sent twice counts once, numbers have no gaps, an erased log stays erased.
//! It lies when told to.

use std::collections::BTreeSet;
use std::rc::Rc;

use mijn_brug_seal::{RecordId, SetHash};
use mijn_brug_sync::api::Code;
use mijn_brug_sync::wire::{self, Head, Numbered, Page};

use super::sealed;

/// What a backup of the service holds.
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
    /// Batches that are still under way.
    late: Vec<Vec<u8>>,
    last_page: Vec<u8>,
    garbage: u64,
    /// The most records of a page: small, so that few records make many pages.
    pub page_max: usize,
    /// The most ids of a list.
    pub ids_max: usize,
    /// Refuses every request.
    pub refuses_all: Option<Code>,
    /// Refuses batches.
    pub refuses_batches: Option<Code>,
    /// Tells this lie with every answer.
    pub lie: Option<Lie>,
}

/// How a service lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lie {
    /// Leaves out a record, and the numbers tell.
    Gap,
    /// Leaves out a record, and numbers the others as if it weren't there.
    Hidden,
    /// Gives the answer before once more.
    Repeat,
    /// Says that it holds something else.
    WrongSet,
    /// Says that it has far more.
    FarHead,
    /// Says that it has nothing.
    NoHead,
    /// Numbers from the end of all numbers.
    FarSeq,
    /// Turns the order round.
    Reorder,
    /// Gives the first twice.
    Double,
    /// Gives something that nobody sent.
    Garbage,
    /// Gives nothing.
    Empty,
    /// Gives ever more.
    Endless,
    /// Says that it keeps a batch, and doesn't.
    NotKept,
}

impl Lie {
    pub const ALL: [Self; 13] = [
        Self::Gap,
        Self::Hidden,
        Self::Repeat,
        Self::WrongSet,
        Self::FarHead,
        Self::NoHead,
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
    /// How far the log is.
    pub fn head(&self) -> Head {
        self.log.head()
    }

    /// The ids of all records, hashed anew.
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

    /// Goes back to one of the backups.
    pub fn restore(&mut self, which: usize) {
        self.log = self.backups[which % self.backups.len()].clone();
    }

    /// A batch goes missing on its way, and comes later.
    pub fn delay(&mut self, batch: Vec<u8>) {
        self.late.push(batch);
    }

    /// What went missing comes.
    pub fn deliver_late(&mut self) {
        for batch in std::mem::take(&mut self.late) {
            // Nobody hears the answer.
            self.append(&batch, None).ok();
        }
    }

    /// Answers a head.
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

    /// Answers a page.
    pub fn pull(&mut self, after: u64, limit: usize, lie: Option<Lie>) -> Result<Vec<u8>, Code> {
        let limit = limit.min(self.page_max);
        self.answer(after, limit, lie, <[u8]>::to_vec, write)
    }

    /// Answers a list of ids.
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
        let items = numbered
            .take(limit)
            .map(|(seq, record)| Numbered { seq, it: it(record) });
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
                it: it(&sealed(0xEE, after)),
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
            Some(Lie::NoHead) => page.head = Head::default(),
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
                    item.it = it(&sealed(0xFF, self.garbage));
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
        wire::write_numbered(item.seq, &item.it, &mut bytes);
    }
    bytes
}
