//! The ledger of issued vouchers. It reserves each voucher's code, so it shows when two colleagues gave the same one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::Team;
use super::codes::CodeKey;
use crate::csv::{self, Cell};
use crate::ids::{AuthorId, RecordId, VoucherId};
use crate::reward::{VoucherCode, VoucherKind};
use crate::values::{Cents, Skill};

/// What orders entries in the team's log: lamport, author, record.
pub(super) type OrderKey = (u64, AuthorId, RecordId);

/// A voucher that has a code, and since which entry. The first of several keeps the code.
pub(super) type Reservation = (OrderKey, VoucherId);

/// A voucher in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The resident: the id of their log.
    pub case: String,
    /// Its code.
    pub code: VoucherCode,
    /// The amount.
    pub amount: Cents,
    /// *Compensatie* or *waardering*.
    pub kind: VoucherKind,
    /// The skill that the feedback names.
    pub skill: Skill,
    /// The colleague who issued it.
    pub by: String,
    /// The local day on which it was issued.
    pub day: NaiveDate,
    /// Its last day.
    pub valid_until: NaiveDate,
    /// Whether it was withdrawn, and no longer counts.
    pub is_voided: bool,
}

/// How much a colleague issued of one kind in a month. Withdrawn vouchers do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedSum {
    /// The first day of the month.
    pub month: NaiveDate,
    /// Whether these are *compensaties*; otherwise *waarderingen*.
    pub is_compensation: bool,
    /// The colleague.
    pub by: String,
    /// The number of vouchers.
    pub count: usize,
    /// Their total amount.
    pub amount: Cents,
}

impl Team {
    /// The first entry about a voucher counts, because a retry repeats it.
    pub(super) fn issue(&mut self, place: OrderKey, voucher: VoucherId, new: Issued) {
        if !self.issued.contains_key(&voucher) && new.code.is_valid() {
            self.reserve_code(place, voucher, &new.code);
            self.issued.insert(voucher, new);
        }
    }

    pub(super) fn change_code(&mut self, place: OrderKey, voucher: VoucherId, code: VoucherCode) {
        let Some(issued) = self.issued.get_mut(&voucher) else {
            return;
        };
        // A withdrawn voucher keeps its code, and an invalid code replaces none.
        if issued.is_voided || !code.is_valid() || CodeKey::of(&issued.code.text) == CodeKey::of(&code.text) {
            return;
        }
        let former = std::mem::replace(&mut issued.code, code.clone());
        self.release_code(voucher, &former);
        self.retired_codes.insert(CodeKey::of(&former.text));
        self.reserve_code(place, voucher, &code);
    }

    pub(super) fn void(&mut self, voucher: VoucherId, unseen: bool) {
        let Some(issued) = self.issued.get_mut(&voucher).filter(|issued| !issued.is_voided) else {
            return;
        };
        issued.is_voided = true;
        if unseen {
            let code = issued.code.clone();
            self.release_code(voucher, &code);
        }
    }

    fn reserve_code(&mut self, place: OrderKey, voucher: VoucherId, code: &VoucherCode) {
        let holders = self.holders.entry(CodeKey::of(&code.text)).or_default();
        holders.insert((place, voucher));
    }

    fn release_code(&mut self, voucher: VoucherId, code: &VoucherCode) {
        if let Some(holders) = self.holders.get_mut(&CodeKey::of(&code.text)) {
            holders.retain(|(_, holder)| *holder != voucher);
        }
    }

    /// Whether a voucher has or had this code. Then no other voucher gets it.
    pub(super) fn is_given(&self, key: &CodeKey) -> bool {
        self.retired_codes.contains(key) || self.holders.get(key).is_some_and(|holders| !holders.is_empty())
    }

    /// The vouchers whose code an earlier voucher has. Each keeps its place, and needs another code
    /// ([`VoucherCodeChanged`](super::TeamEvent::VoucherCodeChanged)). A withdrawn voucher needs none.
    pub fn duplicate_codes(&self) -> impl Iterator<Item = (VoucherId, &Issued)> {
        let later = self.holders.values().flat_map(|holders| holders.iter().skip(1));
        later
            .filter_map(|(_, voucher)| self.issued.get(voucher).map(|issued| (*voucher, issued)))
            .filter(|(_, issued)| !issued.is_voided)
    }

    /// What was issued in a calendar year and not withdrawn.
    pub fn issued_in(&self, year: i32) -> Cents {
        self.counting()
            .filter(|issued| issued.day.year() == year)
            .fold(Cents(0), |sum, issued| sum.plus(issued.amount))
    }

    /// What each colleague issued, by month and kind, latest month first.
    pub fn issued_sums(&self) -> Vec<IssuedSum> {
        let mut sums = BTreeMap::new();
        for issued in self.counting() {
            let month = issued.day.with_day(1).unwrap_or(issued.day);
            let is_compensation = matches!(issued.kind, VoucherKind::Compensation { .. });
            let key = (std::cmp::Reverse(month), is_compensation, issued.by.as_str());
            let (count, amount) = sums.entry(key).or_insert((0_usize, Cents(0)));
            *count = count.saturating_add(1);
            *amount = amount.plus(issued.amount);
        }
        let sum = |((month, is_compensation, by), (count, amount)): ((std::cmp::Reverse<_>, _, &str), _)| {
            IssuedSum {
                month: month.0,
                is_compensation,
                by: by.to_owned(),
                count,
                amount,
            }
        };
        sums.into_iter().map(sum).collect()
    }

    /// [`Team::issued_sums`] as a CSV table. `heading` has the words for month, kind, colleague, number and euros; `kinds` has
    /// those for *compensatie* and *waardering*.
    pub fn issued_csv(&self, heading: [&str; 5], kinds: [&str; 2]) -> String {
        let [compensation, appreciation] = kinds;
        let row = |sum: IssuedSum| {
            let kind = if sum.is_compensation {
                compensation
            } else {
                appreciation
            };
            [
                format!("{:04}-{:02}", sum.month.year(), sum.month.month()).into(),
                kind.into(),
                sum.by.into(),
                Cell::Count(sum.count),
                Cell::Euros(sum.amount),
            ]
        };
        let rows = self.issued_sums().into_iter().map(row);
        csv::write(std::iter::once(heading.map(Cell::from)).chain(rows))
    }

    /// The years in which vouchers were issued, latest first.
    pub fn issued_years(&self) -> Vec<i32> {
        let years: BTreeSet<i32> = self.counting().map(|issued| issued.day.year()).collect();
        years.into_iter().rev().collect()
    }

    fn counting(&self) -> impl Iterator<Item = &Issued> {
        self.issued.values().filter(|issued| !issued.is_voided)
    }
}
