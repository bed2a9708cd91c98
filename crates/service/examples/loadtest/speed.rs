//! Appends and pulls a second, memory of long polls, cost by length.

use std::fmt::Write as _;
use std::time::Duration;

use tokio::runtime::Runtime;

use crate::bare;
use crate::load::{self, Ask, Place};
use crate::support::client::Connection;
use crate::support::postgres::Cluster;

/// What to measure.
#[derive(clap::Args)]
pub struct Options {
    /// How many clients at a time.
    #[arg(long, value_delimiter = ',', default_value = "1,16,64,256")]
    clients: Vec<usize>,
    /// Lengths of a log.
    #[arg(long, value_delimiter = ',', default_value = "100,10000,1000000")]
    lengths: Vec<u64>,
    /// Long polls that are open at a time; 0 leaves this out.
    #[arg(long, default_value_t = 5_000)]
    polls: usize,
}

pub fn run(runtime: &Runtime, program: &str, seconds: u64, options: &Options) -> String {
    let time = Duration::from_secs(seconds);
    let mut text = String::from(
        "# The service's speed\n\nMade by `cargo xtask bench service`: a service process, clients on the same machine, \
         records of 298 bytes, real waits for the disk.\n\n## Appends and pulls\n\n\
         An append is one record in one request, each client with a log of its own. The bare loop inserts the same bytes into the \
         same table of the same database, as many to a commit as there are clients, and does nothing else: no heads, no look-up of \
         known records, no HTTP. Pulls are pages of 500 records.\n\n\
         | database | clients | appends/s | p50 ms | p99 ms | bare loop/s | of it | appends/s in batches of 20 | pulled records/s |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    let mut rest = String::new();
    for is_postgres in [false, true] {
        let place = Place::new(program, is_postgres.then(Cluster::start));
        eprint_step(place.name, "appends and pulls");
        for &n in &options.clients {
            text.push_str(&row(runtime, &place, n, time));
        }
        eprint_step(place.name, "cost by length");
        for &length in &options.lengths {
            rest.push_str(&by_length(runtime, &place, length, time));
        }
        drop(place);
    }
    text.push_str(
        "\n## Cost by length\n\nOne client: the median of an append, and of reading the last 5 records.\n\n\
         | database | records in the log | append ms | pull ms |\n|---|---|---|---|\n",
    );
    text.push_str(&rest);
    if options.polls > 0 {
        let place = Place::new(program, None);
        eprint_step(place.name, "long polls");
        text.push_str(&polls(runtime, &place, options.polls));
    }
    text
}

fn eprint_step(name: &str, what: &str) {
    println!("{name}: {what} …");
}

fn row(runtime: &Runtime, place: &Place, n: usize, time: Duration) -> String {
    let logs = runtime.block_on(place.logs(n));
    let address = place.address();
    // The first second is for connections and statements to be made.
    load::run(runtime, address, &logs, n, Ask::Append(1), Duration::from_secs(1));
    let bare = runtime.block_on(bare::run(place, n, n, time));
    let mut one = load::run(runtime, address, &logs, n, Ask::Append(1), time);
    let twenty = load::run(runtime, address, &logs, n, Ask::Append(20), time);
    load::run(
        runtime,
        address,
        &logs,
        n,
        Ask::Append(500),
        Duration::from_millis(200),
    );
    let pulled = load::run(runtime, address, &logs, n, Ask::Page, time);
    format!(
        "| {} | {n} | {:.0} | {:.1} | {:.1} | {bare:.0} | {:.2} | {:.0} | {:.0} |\n",
        place.name,
        one.rate(),
        one.percentile(50),
        one.percentile(99),
        one.rate() / bare,
        twenty.rate(),
        pulled.rate(),
    )
}

fn by_length(runtime: &Runtime, place: &Place, length: u64, time: Duration) -> String {
    let logs = runtime.block_on(place.logs(1));
    let address = place.address();
    runtime.block_on(fill(place, &logs[0], length));
    let mut pull = load::run(runtime, address, &logs, 1, Ask::After(length - 5), time);
    let mut append = load::run(runtime, address, &logs, 1, Ask::Append(1), time);
    format!(
        "| {} | {length} | {:.2} | {:.2} |\n",
        place.name,
        append.percentile(50),
        pull.percentile(50)
    )
}

async fn fill(place: &Place, log: &crate::support::Log, length: u64) {
    let client = crate::support::client::Client(place.address());
    let mut left = length;
    while left > 0 {
        let n = left.min(500);
        let records: Vec<_> = (0..n).map(|_| crate::support::record()).collect();
        client.append(log, &records).await.head();
        left -= n;
    }
}

/// The memory of the process with and without so many long polls.
fn polls(runtime: &Runtime, place: &Place, n: usize) -> String {
    // Ten devices and tabs to a log.
    let logs = runtime.block_on(place.logs(n.div_ceil(10)));
    let before = resident_kib(place.service.id());
    let address = place.address();
    let waiting: Vec<_> = (0..n)
        .map(|at| {
            let log = logs[at % logs.len()].clone();
            runtime.spawn(async move {
                let mut connection = Connection::open(address).await.unwrap();
                let bearer = format!("Bearer {}", log.token);
                let path = format!("/v1/logs/{}/records?wait=25", log.id);
                let headers = [("authorization", bearer.as_str())];
                connection.send("GET", &path, &headers, b"").await.unwrap().status
            })
        })
        .collect();
    let mut most = before;
    for poll in waiting {
        most = most.max(resident_kib(place.service.id()));
        assert_eq!(runtime.block_on(poll).unwrap(), 200);
    }
    let mib = |kib: u64| kib as f64 / 1024.0;
    let mut text = String::from("\n## Long polls\n\n");
    _ = writeln!(
        text,
        "{n} idle long polls: {:.0} MiB resident at most, {:.0} MiB before ({:.1} KiB each).",
        mib(most),
        mib(before),
        (most - before) as f64 / n as f64
    );
    text
}

fn resident_kib(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}
