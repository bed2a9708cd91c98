//! Folding any entries never panics, and their order of arrival makes no difference. The entries are the golden ones; the data
//! determines their order, roles and changed bytes.
#![no_main]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use mijn_brug_plan::ids::{AuthorId, RecordId};
use mijn_brug_plan::{Entry, Log, Role, fold, query};

/// One written entry of every kind, in the order of their names.
static GOLDEN: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/plan/tests/golden/entry_v1");
    let files = fs::read_dir(folder).expect("the golden entries");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| fs::read(path).expect("a golden entry"))
        .collect()
});

fuzz_target!(|data: &[u8]| {
    let entries: Vec<(RecordId, Entry)> = data.chunks_exact(6).enumerate().filter_map(entry).collect();
    let (plan, problems) = fold(entries.iter().cloned());

    let mut log = Log::default();
    for entry in entries.iter().rev() {
        log.extend([entry.clone(), entry.clone()]);
    }
    assert_eq!(log.plan(), &plan);
    assert_eq!(log.problems(), problems);
    assert!(problems.len() <= entries.len());

    for today in [NaiveDate::MIN, NaiveDate::MAX] {
        let open = query::open_mini_steps(&plan, today);
        assert!(open.len() <= query::OPEN_MAX);
        assert_eq!(query::next_mini_step(&plan, today), open.first().copied());
        let _ = query::digest(&plan).next_appointment(today);
        let _ = query::next_appointment(&plan, today);
    }
    let _ = query::look_back(&plan);
    let agreed = plan.agreements.values().any(|agreement| agreement.is_agreed());
    assert!(plan.rewards().is_none() || agreed, "rewards come after the plan");
});

/// An entry from six bytes: which one, its clock, by whom, and one byte of its text to change.
fn entry((place, chunk): (usize, &[u8])) -> Option<(RecordId, Entry)> {
    let [kind, lamport, who, at, past, byte] = *chunk else {
        return None;
    };
    let mut written = GOLDEN[usize::from(kind) % GOLDEN.len()].clone();
    if byte != 0 {
        let at = usize::from(at) + 256 * usize::from(past % 2);
        *written.get_mut(at)? = byte;
    }
    let mut entry = Entry::read(&written).ok()?;
    // The highest of the 256 clocks is the highest possible one.
    entry.lamport = if lamport == u8::MAX {
        u64::MAX
    } else {
        u64::from(lamport)
    };
    entry.author = AuthorId::from_random([who; 8]);
    entry.role = if who % 2 == 0 {
        Role::Resident
    } else {
        Role::Caseworker
    };
    let mut record = [0; 16];
    record[..8].copy_from_slice(&place.to_be_bytes());
    Some((RecordId(record), entry))
}
