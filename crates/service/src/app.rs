//! The state that all requests share.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use mijn_brug_sync::wire::{BYTES_MAX, LogId};
use std::net::IpAddr;
use tokio::sync::watch;

use crate::append::{self, Appender, decision};
use crate::config::Config;
use crate::db::Database;
use crate::db::reminders::Owner;
use crate::health::Health;
use crate::limit::Limit;
use crate::poll::Polls;
use crate::push::{Push, sender};
use crate::relay::Relay;

/// The largest number of test messages of one owner per hour.
const TESTS_PER_HOUR: u64 = 12;

/// The parts of the service.
#[derive(Debug)]
pub struct App {
    /// The configuration.
    pub config: Config,
    /// The database.
    pub database: Database,
    /// The task that appends batches.
    pub appender: Appender,
    /// The long polls on this node.
    pub polls: Arc<Polls>,
    /// The connection to other nodes.
    pub relay: Relay,
    /// Whether the service can do its work.
    pub health: Arc<Health>,
    /// Requests from one address.
    pub address_limit: Limit<IpAddr>,
    /// Requests about one log.
    pub log_limit: Limit<LogId>,
    /// The push client; `None` when the operator has reminders off.
    pub push: Option<Arc<Push>>,
    /// The number of reminders of people who are not paired; counted every minute.
    pub n_guest_reminders: AtomicI64,
    /// First reminders of people who are not paired, from one address.
    pub newcomer_limit: Limit<IpAddr>,
    /// Test messages of people who are not paired, from one address.
    pub newcomer_test_limit: Limit<IpAddr>,
    /// Test messages of one owner.
    pub test_limit: Limit<Owner>,
    /// Wrong guesses from one address.
    pub guess_limit: Limit<IpAddr>,
    /// Becomes `true` when the service shuts down.
    pub shutdown: watch::Receiver<bool>,
}

/// The background tasks.
#[derive(Debug)]
pub struct Tasks {
    /// Ends when all requests are answered.
    pub appender: tokio::task::JoinHandle<()>,
    /// Ends by itself when the service stops, once the outcome of every message in flight is stored.
    pub sender: Option<tokio::task::JoinHandle<()>>,
    /// End when they are aborted.
    pub others: Vec<tokio::task::JoinHandle<()>>,
}

impl App {
    /// Joins the parts and starts the background tasks.
    pub fn start(
        config: Config,
        database: Database,
        push: Option<Push>,
        shutdown: watch::Receiver<bool>,
    ) -> (Arc<Self>, Tasks) {
        let polls = Arc::new(Polls::default());
        let health = Arc::new(Health::default());
        let mut others = Vec::new();
        let relay = match &database {
            Database::Postgres(pool) if config.relay => {
                let (relay, tasks) = Relay::start(pool.clone(), Arc::clone(&polls));
                others.extend(tasks);
                relay
            }
            _ => Relay::default(),
        };
        let (appender, task) = Appender::start(append::Context {
            database: database.clone(),
            limits: decision::Limits {
                records: config.log_records,
                bytes: config.log_bytes,
            },
            clock: config.clock.clone(),
            polls: Arc::clone(&polls),
            health: Arc::clone(&health),
            relay: relay.clone(),
        });
        let app = Arc::new(Self {
            address_limit: Limit::per_minute(config.address_requests),
            log_limit: Limit::per_minute(config.log_requests),
            newcomer_limit: Limit::per_hour(config.newcomers),
            newcomer_test_limit: Limit::per_hour(config.newcomers),
            test_limit: Limit::per_hour(TESTS_PER_HOUR),
            n_guest_reminders: AtomicI64::new(0),
            push: push.map(Arc::new),
            guess_limit: Limit::per_minute(config.guesses),
            config,
            database,
            appender,
            polls,
            relay,
            health,
            shutdown,
        });
        let sender = app.push.as_ref().map(|push| {
            tokio::spawn(sender::run(sender::Context {
                config: app.config.clone(),
                database: app.database.clone(),
                push: Arc::clone(push),
                shutdown: app.shutdown.clone(),
            }))
        });
        let tasks = Tasks {
            appender: task,
            sender,
            others,
        };
        (app, tasks)
    }

    /// The largest body in bytes: what the operator configured, and no more than a batch may be.
    pub fn largest_body(&self) -> u64 {
        let most = u64::try_from(BYTES_MAX).unwrap_or(u64::MAX);
        self.config.body_bytes.min(most)
    }

    /// Wakes everybody who waits for this log, on all nodes.
    pub fn notify_changed(&self, log: LogId) {
        self.polls.wake(&log);
        self.relay.notify(vec![log]);
    }
}
