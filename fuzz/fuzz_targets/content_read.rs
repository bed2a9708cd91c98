//! Reading a bridge file never panics, and one that is accepted has a sentence for every level of every domain.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::values::Level;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    match Content::read(text) {
        Ok(content) => {
            for (place, pillar, domain) in content.domains() {
                assert_eq!(content.domain(&domain.id), Some((place, pillar, domain)));
                assert!(Level::all().all(|level| !domain.sentence(level).trim().is_empty()));
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
