//! The stock of codes that a team bought.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::reward::VoucherCode;
use crate::values::Cents;

/// The most codes in one pasted list, which becomes one record of the team's log.
pub const CODES_MAX: usize = 500;

/// A code without spaces and in capitals. Two codes with the same key are the same code, whoever typed them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodeKey(String);

impl CodeKey {
    /// The key of a code's text.
    pub fn of(text: &str) -> Self {
        let mut key: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        key.make_ascii_uppercase();
        Self(key)
    }
}

/// Normalizes a shop's code. It removes white space at the ends and invisible characters, and replaces the spaces, hyphens,
/// letters and digits that word processors and other keyboards use by the plain ones. The case stays, because it may matter.
pub fn normalize_code(text: &str) -> String {
    let plain = text.chars().filter_map(|character| match character {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => Some('-'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xff01 + 0x21),
        // A tab separates columns, so it stays and is reported as a wrong character.
        space if space.is_whitespace() && space != '\t' => Some(' '),
        other => Some(other),
    });
    plain.collect::<String>().trim().to_owned()
}

/// A code in the stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockCode {
    /// What the shop scans.
    pub code: VoucherCode,
    /// What it is worth.
    pub amount: Cents,
    /// Its last day.
    pub valid_until: NaiveDate,
}

/// Why a pasted list cannot be loaded. Lines are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// The list has no code.
    #[error("the list is empty")]
    Empty,
    /// More than [`CODES_MAX`].
    #[error("the list has {found} codes; at most {CODES_MAX} are allowed")]
    TooMany {
        /// The codes that it has.
        found: usize,
    },
    /// A character that no till can read.
    #[error("line {line}: `{character}` cannot be in a code")]
    Character {
        /// The line.
        line: usize,
        /// The first such character.
        character: char,
    },
    /// A code that is too long to show.
    #[error(
        "line {line} has {length} characters; at most {} are allowed",
        VoucherCode::MAX_LENGTH
    )]
    TooLong {
        /// The line.
        line: usize,
        /// The characters that it has.
        length: usize,
    },
    /// The same code as an earlier line.
    #[error("line {line} is the same code as line {earlier}")]
    Duplicate {
        /// The line.
        line: usize,
        /// The line with the same code.
        earlier: usize,
    },
    /// A code that the team has already, in the stock or on a voucher.
    #[error("line {line}: the team has this code already")]
    Known {
        /// The line.
        line: usize,
    },
}

/// Parses a pasted list with one code per line; empty lines are skipped. `is_known` tells which codes the team already has
/// ([`super::Team::has_code`]).
///
/// # Errors
/// The first thing that is wrong. Nothing is loaded then, so that nobody has to find out which codes were.
pub fn parse_list(text: &str, is_known: impl Fn(&str) -> bool) -> Result<Vec<String>, ListError> {
    let lines = || {
        let numbered = (1..).zip(text.lines());
        numbered
            .map(|(line, code)| (line, normalize_code(code)))
            .filter(|(_, code)| !code.is_empty())
    };
    let found = lines().count();
    if found == 0 {
        return Err(ListError::Empty);
    }
    if found > CODES_MAX {
        return Err(ListError::TooMany { found });
    }
    let mut seen: Vec<(CodeKey, usize)> = Vec::new();
    let mut codes = Vec::new();
    for (line, code) in lines() {
        readable(line, &code)?;
        let key = CodeKey::of(&code);
        if let Some((_, earlier)) = seen.iter().find(|(known, _)| *known == key) {
            return Err(ListError::Duplicate {
                line,
                earlier: *earlier,
            });
        }
        if is_known(&code) {
            return Err(ListError::Known { line });
        }
        seen.push((key, line));
        codes.push(code);
    }
    Ok(codes)
}

fn readable(line: usize, code: &str) -> Result<(), ListError> {
    let length = code.chars().count();
    if length > VoucherCode::MAX_LENGTH {
        return Err(ListError::TooLong { line, length });
    }
    match code.chars().find(|c| !(' '..='~').contains(c)) {
        Some(character) => Err(ListError::Character { line, character }),
        None => Ok(()),
    }
}

impl super::Team {
    /// Adds a code to the stock, unless it is there already or no shop can read it.
    pub(super) fn load_code(&mut self, new: StockCode) {
        if new.code.is_valid() {
            let key = CodeKey::of(&new.code.text);
            self.stock.entry(key).or_insert(new);
        }
    }

    /// Whether the team has this code already, in the stock or on a voucher.
    pub fn has_code(&self, text: &str) -> bool {
        let key = CodeKey::of(text);
        self.stock.contains_key(&key) || self.is_given(&key)
    }

    /// The codes in the stock that no voucher has, that are worth exactly this and valid at least until that day. Those that
    /// lapse first come first. Pick one at random: then two colleagues who are offline seldom pick the same.
    pub fn free_codes(&self, amount: Cents, valid_until: NaiveDate) -> Vec<&StockCode> {
        let mut free: Vec<_> = self
            .free()
            .filter(|code| code.amount == amount && code.valid_until >= valid_until)
            .collect();
        free.sort_by_key(|code| code.valid_until);
        free
    }

    /// The number of free codes that can still be used today, by amount and last day.
    pub fn stock(&self, today: NaiveDate) -> Vec<(Cents, NaiveDate, usize)> {
        let usable = || self.free().filter(|code| code.valid_until >= today);
        let groups: BTreeSet<_> = usable().map(|code| (code.amount, code.valid_until)).collect();
        let count = |(amount, valid_until)| {
            let in_group = |code: &&StockCode| code.amount == amount && code.valid_until == valid_until;
            (amount, valid_until, usable().filter(in_group).count())
        };
        groups.into_iter().map(count).collect()
    }

    fn free(&self) -> impl Iterator<Item = &StockCode> {
        self.stock
            .iter()
            .filter(|(key, _)| !self.is_given(key))
            .map(|(_, code)| code)
    }
}
