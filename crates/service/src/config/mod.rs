//! How the service is set up: a file, over that the environment, over that the command line.
//!
//! Every key stands once, in the list below: its name in the file; as `MIJN_BRUG_NAME` in the environment; as `--name` on the
//! command line, with hyphens.

mod layers;
mod value;

use std::fmt::Write as _;
use std::path::PathBuf;

pub use self::layers::{ConfigError, environment, read};
pub use self::value::{Addresses, LogFormat, LogLevel};
use crate::clock::Clock;
use crate::push::hosts::PushHosts;

macro_rules! keys {
    ($($(#[doc = $doc:literal])+ $name:ident: $type:ty = $default:expr $(, [$($flag:tt)*])?;)+) => {
        /// How the service is set up. The default is what the documentation says.
        #[derive(Clone, Debug)]
        pub struct Config {
            $($(#[doc = $doc])+ pub $name: $type,)+
            /// What the time is; only a test sets it.
            pub clock: Clock,
        }

        impl Default for Config {
            fn default() -> Self {
                Self { $($name: $default,)+ clock: Clock::System }
            }
        }

        /// The command line's part.
        #[derive(clap::Args, Clone, Debug, Default)]
        pub struct Flags {
            $($(#[doc = $doc])+ #[arg(long, value_name = "VALUE" $(, $($flag)*)?)] $name: Option<String>,)+
        }

        impl Flags {
            /// The keys that were given.
            fn given(&self) -> Vec<(&'static str, &str)> {
                [$((stringify!($name), self.$name.as_deref()),)+]
                    .into_iter()
                    .filter_map(|(name, value)| Some((name, value?)))
                    .collect()
            }
        }

        impl Config {
            /// All keys with what they mean.
            pub const KEYS: &'static [(&'static str, &'static str)] =
                &[$((stringify!($name), concat!($($doc),+)),)+];

            /// Sets a key from text; gives what the text should be when it isn't.
            fn set(&mut self, key: &str, text: &str) -> Result<(), String> {
                match key {
                    $(stringify!($name) => self.$name = value::Value::read(text)?,)+
                    _ => return Err("a key that there is".to_owned()),
                }
                Ok(())
            }

            /// The values as TOML, in order.
            fn values(&self) -> Vec<String> {
                vec![$(value::Value::toml(&self.$name),)+]
            }
        }
    };
}

keys! {
    /// Address and port to listen on; port 0 takes a free one.
    listen: String = "127.0.0.1:8080".to_owned();
    /// Folder of the built web apps: the `dist` that `cargo xtask build` makes.
    web: PathBuf = "dist".into();
    /// Folder for the service's own data, with the database in it; it's made when it isn't there.
    data: PathBuf = "data".into();
    /// People reach the service over https only: tell their browsers to insist on it (HSTS, one year).
    https: bool = false, [num_args = 0..=1, require_equals = true, default_missing_value = "true"];
    /// `postgres://name:password@host/database`. Empty: SQLite, in the data folder. `DATABASE_URL` is read too.
    database_url: String = String::new();
    /// Connections to the database for reading.
    connections: u32 = 8;
    /// Tell other nodes behind the same PostgreSQL about appends (LISTEN/NOTIFY).
    relay: bool = true;
    /// Address and port for `/metrics`, apart from the apps. Empty: none.
    admin_listen: String = String::new();
    /// Addresses of proxies whose `X-Forwarded-For` is believed; commas between them. Without, everybody behind a proxy is one address.
    trusted_proxy: Addresses = Addresses::default();
    /// `plain` or `json`, on stderr.
    log_format: LogFormat = LogFormat::Plain;
    /// `error`, `warn`, `info` (a line for each request) or `debug`.
    log_level: LogLevel = LogLevel::Info;
    /// The largest body in bytes; at most 1 MiB.
    body_bytes: u64 = 1024 * 1024;
    /// The most records in one batch; at most 500.
    batch_records: u64 = 500;
    /// The most records in a log; 0 is no limit.
    log_records: u64 = 200_000;
    /// The most bytes in a log; 0 is no limit.
    log_bytes: u64 = 256 * 1024 * 1024;
    /// The most logs of a team; 0 is no limit.
    team_logs: u64 = 10_000;
    /// How long a pairing code can be used, in seconds.
    mailbox_seconds: u64 = mijn_brug_sync::api::MAILBOX_SECONDS;
    /// The most pairing codes of one team or resident at a time; 0 is no limit.
    mailboxes: u64 = 100;
    /// Requests a minute from one address; 0 is no limit.
    address_requests: u64 = 1_200;
    /// Requests a minute about one log; 0 is no limit.
    log_requests: u64 = 600;
    /// Wrong guesses a minute from one address at the name of a mailbox or a grant; 0 is no limit.
    guesses: u64 = 10;
    /// Seconds that a request may take beside its long poll.
    request_seconds: u64 = 30;
    /// Seconds without a byte after which the body of a request is given up.
    body_seconds: u64 = 15;
    /// Seconds after which a connection is closed on which no complete head of a request arrived. Longer than your proxy keeps idle connections.
    idle_seconds: u64 = 75;
    /// Open connections of clients; further ones wait.
    client_connections: u64 = 16_384;
    /// Days after which a log that nobody wrote to or read is erased; 0 keeps them.
    retention_days: u64 = 0;
    /// Where push services can reach you: `mailto:name@example.org` or `https://example.org`. Empty: no reminders are sent.
    push_contact: String = String::new();
    /// Push services that are believed; commas between them. `*.example.org` is every name below; an origin in full, such as `http://127.0.0.1:9001`, may lie inside your network.
    push_hosts: PushHosts = PushHosts::default();
    /// Due moments of reminders are multiples of so many seconds.
    reminder_step: u64 = mijn_brug_sync::reminders::STEP;
    /// The most reminders of one log, and for one browser.
    reminders: u64 = 200;
    /// The most reminders of somebody who is not linked; 0 is none.
    guest_reminders: u64 = 50;
    /// The most reminders of all together who are not linked; counted every minute.
    guests: u64 = 100_000;
    /// People who are not linked and come with a first reminder, an hour, from one address, and as many at once: a workshop, or a mobile network whose customers share an address, is one address. 0 is no limit.
    newcomers: u64 = 300;
    /// Seconds that a push service has for its answer.
    push_seconds: u64 = 20;
    /// Seconds after which another node may send what this one took and did not finish.
    push_lease_seconds: u64 = 120;
}

impl Config {
    /// The configuration as a file that would make it, with what each key means. A password is masked.
    pub fn print(&self) -> String {
        let mut text = String::new();
        let masked = Self {
            database_url: mask(&self.database_url),
            ..self.clone()
        };
        for ((name, doc), value) in Self::KEYS.iter().zip(masked.values()) {
            // Writing to a String can't fail.
            _ = writeln!(text, "#{doc}\n{name} = {value}");
        }
        text
    }
}

/// An address without its password: between the first `:` after `://` and the last `@`, and as a parameter.
fn mask(url: &str) -> String {
    let mut masked = url.to_owned();
    if let Some((scheme, rest)) = url.split_once("://")
        && let Some((user, host)) = rest.rsplit_once('@')
        && let Some((name, _)) = user.split_once(':')
    {
        masked = format!("{scheme}://{name}:***@{host}");
    }
    if let Some((base, query)) = masked.split_once('?') {
        let hide = |pair: &str| match pair.split_once('=') {
            Some((key, _)) if key.contains("password") => format!("{key}=***"),
            _ => pair.to_owned(),
        };
        let query: Vec<String> = query.split('&').map(hide).collect();
        masked = format!("{base}?{}", query.join("&"));
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: &str) {
        assert_eq!(mask(url), expected);
    }

    #[test]
    fn a_password_is_masked() {
        check("postgres://brug:secret@db/brug", "postgres://brug:***@db/brug");
        check("postgres://brug:s@c:t@db/brug", "postgres://brug:***@db/brug");
        check(
            "postgres:///brug?host=/run&password=secret",
            "postgres:///brug?host=/run&password=***",
        );
    }

    #[test]
    fn an_address_without_one_stays() {
        check("", "");
        check("postgres://brug@db/brug", "postgres://brug@db/brug");
        check(
            "postgres://db:5432/brug?sslmode=require",
            "postgres://db:5432/brug?sslmode=require",
        );
    }
}
