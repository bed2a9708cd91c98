//! A service in memory, devices, the connections between them, and an executor for their futures.

pub mod device;
pub mod runs;
pub mod service;
pub mod world;

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use mijn_brug_seal::record::MIN_SEALED_LEN;

/// More polls than any sync here needs; one that needs more does not end.
const POLLS_MAX: usize = 100_000;

/// Bytes of the length of a sealed record, different for each pair of numbers.
pub fn sealed(author: u8, number: u64) -> Vec<u8> {
    let mut bytes = vec![author; MIN_SEALED_LEN];
    bytes.splice(1..9, number.to_be_bytes());
    bytes
}

/// Yields once to the other futures.
pub async fn pause() {
    let mut is_paused = false;
    std::future::poll_fn(|_| {
        if std::mem::replace(&mut is_paused, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

/// Runs a future to completion.
pub fn run<T>(future: impl Future<Output = T>) -> T {
    run_for(future, POLLS_MAX).expect("a sync that doesn't end")
}

/// Polls a future this many times, and drops it if it is not ready then, as when the phone is switched off.
pub fn run_for<T>(future: impl Future<Output = T>, polls: usize) -> Option<T> {
    let mut future = pin!(future);
    (0..polls).find_map(|_| poll(future.as_mut()))
}

/// Runs futures concurrently: first in the order of `schedule`, then in turn.
pub fn run_together<T>(futures: Vec<impl Future<Output = T>>, schedule: &[u8]) -> Vec<T> {
    let mut futures: Vec<_> = futures
        .into_iter()
        .map(|future| (Box::pin(future), None))
        .collect();
    let count = futures.len();
    let turns = schedule.iter().map(|turn| usize::from(*turn)).chain(0..POLLS_MAX);
    for turn in turns {
        let (future, output) = &mut futures[turn % count];
        if output.is_none() {
            *output = poll(future.as_mut());
        }
    }
    futures
        .into_iter()
        .map(|(_, output)| output.expect("a sync that doesn't end"))
        .collect()
}

fn poll<T>(future: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    match future.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}
