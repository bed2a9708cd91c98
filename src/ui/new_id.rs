//! The id of what a form creates. It is chosen when the form opens and saved with the form's draft, so a repeated
//! request, after a reload, in a duplicated tab or after a lost answer, is for the same thing and not for a second
//! one.

use leptos::prelude::*;

use crate::device::{draft, rng};

/// The id, or the ids, of what one form creates.
#[derive(Clone, Copy)]
pub struct NewId(RwSignal<String>);

impl NewId {
    /// The id saved with the drafts whose keys begin with `drafts`, or else a new one.
    pub fn new(drafts: &str) -> Self {
        let kept = draft::text(format!("{drafts}{}", draft::NEW_ID), String::new());
        if kept.with_untracked(|kept| read(kept).is_none()) {
            kept.set(fresh());
        }
        Self(kept)
    }

    /// The id of the only thing that the form creates.
    pub fn get(self) -> [u8; 8] {
        self.nth(0)
    }

    /// The id of the thing at index `place`, if the form creates several.
    pub fn nth(self, place: usize) -> [u8; 8] {
        let first = self.0.with_untracked(|kept| read(kept)).unwrap_or_default();
        let place = u64::try_from(place).unwrap_or_default();
        first.wrapping_add(place).to_be_bytes()
    }

    /// Chooses a new id. Call this once the thing exists, because the next one is another.
    pub fn renew(self) {
        self.0.try_set(fresh());
    }
}

fn fresh() -> String {
    format!("{:016x}", u64::from_be_bytes(rng::bytes()))
}

fn read(kept: &str) -> Option<u64> {
    u64::from_str_radix(kept, 16).ok()
}
