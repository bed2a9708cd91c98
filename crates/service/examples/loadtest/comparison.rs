//! Measures the service, the bare loop and the other store in turn, so that other load on the machine affects all of them.

use std::path::Path;
use std::time::Duration;

use tokio::runtime::Runtime;

use crate::atuin::{Account, Atuin};
use crate::baseline;
use crate::load::{self, Measurement, Peer, ProcessAddress, ServiceUnderTest, Workload};
use crate::support::Log;

/// The number of records in a page, and in the batch that fills a log.
const PAGE: usize = 500;
/// How long to warm up connections and statements, and to fill a log.
const SHORT: Duration = Duration::from_millis(700);

/// The header of the table of appends.
pub const APPENDS: &str = "| database | clients | appends/s | p50 ms | p99 ms | µs | bare loop/s | µs | of it | atuin-server/s | µs | times it |\n\
     |---|---|---|---|---|---|---|---|---|---|---|---|\n";
/// The header of the table of batches and pulls.
pub const BATCHES_AND_PULLS: &str = "| database | clients | records/s in batches of 20 | atuin-server/s | times it | pulled records/s | atuin-server/s | times it |\n\
     |---|---|---|---|---|---|---|---|\n";

/// The duration and number of measurements.
#[derive(Clone, Copy)]
pub struct Rounds {
    pub time: Duration,
    pub n: usize,
}

/// One measurement: appends per second, two latencies in milliseconds, and microseconds of processor time for each append.
struct Append {
    rate: f64,
    p50: f64,
    p99: f64,
    micros: f64,
}

/// A service with its users.
struct Contender<P> {
    at: ProcessAddress,
    peers: Vec<P>,
    appends: Vec<Append>,
    twenty: Vec<f64>,
    pulled: Vec<f64>,
    failed: u64,
}

impl<P: Peer> Contender<P> {
    fn new(at: ProcessAddress, peers: Vec<P>) -> Self {
        Self {
            at,
            peers,
            appends: Vec::new(),
            twenty: Vec::new(),
            pulled: Vec::new(),
            failed: 0,
        }
    }

    fn ask(&mut self, runtime: &Runtime, ask: Workload, time: Duration) -> Measurement<P> {
        let mut seen = load::run(runtime, self.at, &self.peers, self.peers.len(), ask, time);
        self.peers = std::mem::take(&mut seen.peers);
        self.failed += seen.failed;
        seen
    }

    fn warm_up(&mut self, runtime: &Runtime) {
        self.ask(runtime, Workload::Append(1), SHORT);
        self.ask(runtime, Workload::Append(PAGE), SHORT);
    }

    fn append(&mut self, runtime: &Runtime, time: Duration) {
        let mut seen = self.ask(runtime, Workload::Append(1), time);
        self.appends.push(Append {
            rate: seen.rate(),
            p50: seen.percentile(50),
            p99: seen.percentile(99),
            micros: seen.micros(),
        });
    }

    fn append_twenty(&mut self, runtime: &Runtime, time: Duration) {
        let rate = self.ask(runtime, Workload::Append(20), time).rate();
        self.twenty.push(rate);
    }

    fn pull(&mut self, runtime: &Runtime, time: Duration) {
        let rate = self.ask(runtime, Workload::Page, time).rate();
        self.pulled.push(rate);
    }
}

/// One row of each table.
pub fn rows(
    runtime: &Runtime,
    place: &ServiceUnderTest,
    other: Option<&Path>,
    n: usize,
    rounds: Rounds,
) -> (String, String) {
    let mut ours: Contender<Log> = Contender::new(place.at(), runtime.block_on(place.logs(n)));
    let other = other.map(|program| Atuin::start(program, place.cluster.as_ref()));
    let mut theirs: Option<Contender<Account>> = other
        .as_ref()
        .map(|atuin| Contender::new(atuin.at(), runtime.block_on(atuin.accounts(n))));
    ours.warm_up(runtime);
    if let Some(side) = &mut theirs {
        side.warm_up(runtime);
    }
    let mut bare = Vec::new();
    for _ in 0..rounds.n {
        bare.push(runtime.block_on(baseline::run(place, n, n, rounds.time)));
        ours.append(runtime, rounds.time);
        if let Some(side) = &mut theirs {
            side.append(runtime, rounds.time);
        }
        ours.append_twenty(runtime, rounds.time);
        if let Some(side) = &mut theirs {
            side.append_twenty(runtime, rounds.time);
        }
        ours.pull(runtime, rounds.time);
        if let Some(side) = &mut theirs {
            side.pull(runtime, rounds.time);
        }
    }
    format_rows(place.name, n, &bare, &ours, theirs.as_ref())
}

fn format_rows(
    name: &str,
    n: usize,
    bare: &[(f64, f64)],
    ours: &Contender<Log>,
    theirs: Option<&Contender<Account>>,
) -> (String, String) {
    assert_eq!(ours.failed, 0, "the service refused requests");
    let of = |side: &[Append], figure: fn(&Append) -> f64| median(side.iter().map(figure));
    let rate = of(&ours.appends, |append| append.rate);
    let bare_rate = median(bare.iter().map(|(rate, _)| *rate));
    let mut appends = format!(
        "| {name} | {n} | {rate:.0} | {:.1} | {:.1} | {:.0} | {bare_rate:.0} | {:.0} | {:.2} |",
        of(&ours.appends, |append| append.p50),
        of(&ours.appends, |append| append.p99),
        of(&ours.appends, |append| append.micros),
        median(bare.iter().map(|(_, micros)| *micros)),
        rate / bare_rate,
    );
    appends.push_str(&theirs.map_or_else(
        || " | | |\n".to_owned(),
        |theirs| {
            let other = of(&theirs.appends, |append| append.rate);
            let micros = of(&theirs.appends, |append| append.micros);
            let failed = match theirs.failed {
                0 => String::new(),
                n => format!(" ({n} requests failed)"),
            };
            format!(" {other:.0}{failed} | {micros:.0} | {:.1} |\n", rate / other)
        },
    ));
    let mut more = format!("| {name} | {n} |");
    for (ours, theirs) in [
        (&ours.twenty, theirs.map(|side| &side.twenty)),
        (&ours.pulled, theirs.map(|side| &side.pulled)),
    ] {
        let ours = median(ours.iter().copied());
        more.push_str(&theirs.map_or_else(
            || format!(" {ours:.0} | | |"),
            |theirs| {
                let theirs = median(theirs.iter().copied());
                format!(" {ours:.0} | {theirs:.0} | {:.1} |", ours / theirs)
            },
        ));
    }
    more.push('\n');
    (appends, more)
}

/// The median; the lower one of an even number.
fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_unstable_by(f64::total_cmp);
    figures
        .get(figures.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(0.0)
}
