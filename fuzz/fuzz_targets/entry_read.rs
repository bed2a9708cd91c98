//! Reading an entry never panics, and what was read is written so that it reads the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mijn_brug_plan::Entry;

fuzz_target!(|data: &[u8]| {
    let Ok(entry) = Entry::read(data) else { return };
    let written = entry.write().expect("an entry has a written form");
    assert_eq!(Entry::read(&written), Ok(entry));
});
