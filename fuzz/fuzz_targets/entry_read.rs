//! Reading an entry never panics, and an entry that was read reads the same after it is written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mijn_brug_plan::Entry;

fuzz_target!(|data: &[u8]| {
    let Ok(entry) = Entry::read(data) else { return };
    let written = entry.write().expect("an entry has a written form");
    assert_eq!(Entry::read(&written), Ok(entry));
});
