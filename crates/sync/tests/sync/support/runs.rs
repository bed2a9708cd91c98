//! The number of random runs and their seed.

use std::fmt::Debug;
use std::hash::{BuildHasher, RandomState};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

/// Checks `property` on `SYNC_RUNS` random values (1,000 by default), from the seed `SYNC_SEED` or a new one. A failure prints both.
pub fn check<T: Debug>(
    strategy: &impl Strategy<Value = T>,
    property: impl Fn(T) -> Result<(), TestCaseError>,
) {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let runs = number("SYNC_RUNS").unwrap_or(1_000);
    let seed = number("SYNC_SEED").unwrap_or_else(|| RandomState::new().hash_one(0));
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_be_bytes());
    let config = Config {
        cases: u32::try_from(runs).unwrap(),
        max_shrink_iters: 5_000,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    if let Err(error) = TestRunner::new_with_rng(config, rng).run(strategy, property) {
        panic!("to see this again: SYNC_RUNS={runs} SYNC_SEED={seed}\n{error}");
    }
}
