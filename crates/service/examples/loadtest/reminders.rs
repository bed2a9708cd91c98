//! Reminders: how fast due ones are sent, and how long it takes to find them among many.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use mijn_brug_service::db::Database;
use tokio::runtime::Runtime;

use crate::load::{ServiceUnderTest, processor_time};
use crate::support::postgres::Cluster;
use crate::support::push::{PushService, fill};

/// How much to store and send.
#[derive(clap::Args)]
pub struct Options {
    /// Numbers of stored reminders that are due much later.
    #[arg(long, value_delimiter = ',', default_value = "1000,10000,100000")]
    stored: Vec<usize>,
    /// The number of reminders due at the same moment.
    #[arg(long, default_value_t = 10_000)]
    due: usize,
    /// The number of nodes on PostgreSQL.
    #[arg(long, default_value_t = 2)]
    nodes: usize,
}

/// A month.
const LATER: i64 = 30 * 86_400;
/// The number of timed looks.
const LOOKS: usize = 200;

pub fn run(runtime: &Runtime, program: &str, options: &Options) -> String {
    let mut text = format!(
        "# Reminders: speed\n\nMade by `cargo xtask bench reminders`: the service, its database and a push service on one machine of {}. The \
         push service opens nothing and answers at once; each message is sealed and signed as for a real one.\n\n\
         ## A look at what is due, by how much is stored\n\n\
         The median of {LOOKS}: what a node asks every five seconds when nothing is due, and taking one that is.\n\n\
         | database | stored | look µs | take one µs |\n|---|---|---|---|\n",
        crate::speed::processors()
    );
    let mut sent = String::new();
    for is_postgres in [false, true] {
        let push = runtime.block_on(PushService::start());
        let place = ServiceUnderTest::sending(program, is_postgres.then(Cluster::start), &push.origin);
        let database = runtime.block_on(async {
            Database::open(&place.config.database_url, &place.config.data, 1)
                .await
                .unwrap()
        });
        let mut stored = 0;
        for &n in &options.stored {
            runtime.block_on(fill(&database, &push, n.saturating_sub(stored), LATER));
            stored = n.max(stored);
            let (look, take) = runtime.block_on(looks(&database, &push));
            _ = writeln!(text, "| {} | {stored} | {look:.0} | {take:.0} |", place.name);
        }
        let nodes = if is_postgres { options.nodes.max(1) } else { 1 };
        let more: Vec<_> = (1..nodes).map(|_| place.another()).collect();
        sent.push_str(&sends(runtime, &place, &database, &push, options.due, nodes));
        drop(more);
        runtime.block_on(database.close());
    }
    _ = write!(
        text,
        "\n## Sending\n\nWith all of these stored, {} fall due at one moment. The time until the push service had the last of them, from \
         the moment they were due; µs is the time of a processor for each, in the first node.\n\n\
         | database | nodes | due | s until the last | a second | µs | twice |\n|---|---|---|---|---|---|---|\n{sent}",
        options.due
    );
    text
}

/// Microseconds of a look that finds nothing due, and of taking a due reminder.
async fn looks(database: &Database, push: &PushService) -> (f64, f64) {
    let (mut looks, mut takes) = (Vec::new(), Vec::new());
    // Due later, so that the service does not send them; the look below uses a clock that is ahead.
    fill(database, push, LOOKS, LATER - 86_400).await;
    let ahead = mijn_brug_service::clock::Clock::System.now() + LATER - 3_600;
    for _ in 0..LOOKS {
        let start = Instant::now();
        database.next_turn().await.unwrap();
        looks.push(start.elapsed());
        let start = Instant::now();
        let rows = database.lease_reminders(ahead, LATER, 1).await.unwrap();
        takes.push(start.elapsed());
        assert_eq!(rows.len(), 1);
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1e6
    };
    (median(&mut looks), median(&mut takes))
}

fn sends(
    runtime: &Runtime,
    place: &ServiceUnderTest,
    database: &Database,
    push: &PushService,
    due: usize,
    nodes: usize,
) -> String {
    println!("{}: {due} due …", place.name);
    // Stored beforehand, and due when all are stored.
    let ahead = 20;
    let start = Instant::now();
    runtime.block_on(fill(database, push, due, ahead));
    let moment = start + Duration::from_secs(ahead.unsigned_abs());
    assert!(Instant::now() < moment, "filling took too long");
    let before = processor_time(place.at().process);
    while push.total() < due {
        assert!(start.elapsed() < Duration::from_mins(5), "they don't come");
        std::thread::park_timeout(Duration::from_millis(10));
    }
    let seconds = moment.elapsed().as_secs_f64();
    let processor = processor_time(place.at().process).saturating_sub(before);
    let micros = processor.as_secs_f64() * 1e6 / (due / nodes) as f64;
    format!(
        "| {} | {nodes} | {due} | {seconds:.1} | {:.0} | {micros:.0} | {} |\n",
        place.name,
        due as f64 / seconds,
        push.total() - due
    )
}
