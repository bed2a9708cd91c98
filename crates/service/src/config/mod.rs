//! The configuration: a file, overridden by the environment, overridden by the command line.
//!
//! Every key is declared once, in the list below: `name` in the file, `MIJN_BRUG_NAME` in the environment, and `--name` with hyphens on
//! the command line.

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
        /// The configuration. The defaults are those of docs/service.md.
        #[derive(Clone, Debug)]
        pub struct Config {
            $($(#[doc = $doc])+ pub $name: $type,)+
            /// The clock; only tests set it.
            pub clock: Clock,
        }

        impl Default for Config {
            fn default() -> Self {
                Self { $($name: $default,)+ clock: Clock::System }
            }
        }

        /// The options of the command line.
        #[derive(clap::Args, Clone, Debug, Default)]
        pub struct Flags {
            $($(#[doc = $doc])+ #[arg(long, value_name = "VALUE" $(, $($flag)*)?)] $name: Option<String>,)+
        }

        impl Flags {
            /// The keys that were set.
            fn given(&self) -> Vec<(&'static str, &str)> {
                [$((stringify!($name), self.$name.as_deref()),)+]
                    .into_iter()
                    .filter_map(|(name, value)| Some((name, value?)))
                    .collect()
            }
        }

        impl Config {
            /// All keys with their meaning.
            pub const KEYS: &'static [(&'static str, &'static str)] =
                &[$((stringify!($name), concat!($($doc),+)),)+];

            /// Sets a key from text. The error is a description of the expected text.
            fn set(&mut self, key: &str, text: &str) -> Result<(), String> {
                match key {
                    $(stringify!($name) => self.$name = value::Value::read(text)?,)+
                    _ => return Err("a known key".to_owned()),
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
    /// Address and port to listen on; port 0 takes a free port.
    listen: String = "127.0.0.1:8080".to_owned();
    /// Folder of the built web apps: the `dist` that `cargo xtask build` makes.
    web: PathBuf = "dist".into();
    /// Folder for the service's own data, such as the database; created if needed.
    data: PathBuf = "data".into();
    /// People reach the service over https only: tell their browsers to insist on it (HSTS, one year).
    https: bool = false, [num_args = 0..=1, require_equals = true, default_missing_value = "true"];
    /// `postgres://name:password@host/database`. Empty: SQLite, in the data folder. `DATABASE_URL` is read too.
    database_url: String = String::new();
    /// Connections to the database for reading.
    connections: u32 = 8;
    /// Tell other nodes behind the same PostgreSQL about appends (LISTEN/NOTIFY).
    relay: bool = true;
    /// Address and port for `/metrics`, separate from the apps. Empty: off.
    admin_listen: String = String::new();
    /// Addresses of proxies whose `X-Forwarded-For` is trusted, separated by commas. Without them, everybody behind a proxy counts as one address.
    trusted_proxy: Addresses = Addresses::default();
    /// Form of log lines, on stderr: `plain` or `json`.
    log_format: LogFormat = LogFormat::Plain;
    /// Log level: `error`, `warn`, `info` (one line per request) or `debug`.
    log_level: LogLevel = LogLevel::Info;
    /// Largest body in bytes; at most 1 MiB.
    body_bytes: u64 = 1024 * 1024;
    /// Largest number of records in one batch; at most 500.
    batch_records: u64 = 500;
    /// Largest number of records in a log; 0 is no limit.
    log_records: u64 = 200_000;
    /// Largest number of bytes in a log; 0 is no limit.
    log_bytes: u64 = 256 * 1024 * 1024;
    /// Largest number of logs of a team; 0 is no limit.
    team_logs: u64 = 10_000;
    /// Lifetime of a pairing code in seconds.
    mailbox_seconds: u64 = mijn_brug_sync::api::MAILBOX_SECONDS;
    /// Largest number of pairing codes of one team or resident at a time; 0 is no limit.
    mailboxes: u64 = 100;
    /// Requests per minute from one address; 0 is no limit.
    address_requests: u64 = 1_200;
    /// Requests per minute about one log; 0 is no limit.
    log_requests: u64 = 600;
    /// Requests per minute from one address for unknown mailboxes or grants; 0 is no limit.
    guesses: u64 = 10;
    /// Seconds that a request may take; the 25 that a long poll may wait come on top.
    request_seconds: u64 = 30;
    /// Seconds after which a request whose body stopped coming is given up.
    body_seconds: u64 = 15;
    /// Seconds after which a connection is closed if no complete head of a request arrived. Keep it above your proxy's keep-alive time.
    idle_seconds: u64 = 75;
    /// Largest number of open connections of clients; more wait.
    client_connections: u64 = 16_384;
    /// Days after which a log that nobody wrote to or read is erased; 0 keeps them.
    retention_days: u64 = 0;
    /// Contact for developers who use the API, in `/v1/openapi.json`: a name.
    contact_name: String = "The operator of this service".to_owned();
    /// Contact for developers: an e-mail address.
    contact_email: String = "mijn-brug@example.org".to_owned();
    /// Contact for developers: a web page.
    contact_url: String = "https://example.org/mijn-brug".to_owned();
    /// Where push services can reach you: `mailto:name@example.org` or `https://example.org`. Empty: no reminders are sent.
    push_contact: String = String::new();
    /// Trusted push services, separated by commas. `*.example.org` is every subdomain; an origin in full, such as `http://127.0.0.1:9001`, may be inside your network.
    push_hosts: PushHosts = PushHosts::default();
    /// Due moments of reminders are rounded up to a multiple of this number of seconds.
    reminder_step: u64 = mijn_brug_sync::reminders::DEFAULT_STEP_SECONDS;
    /// Largest number of reminders of one log, and for one browser.
    reminders: u64 = 200;
    /// Largest number of reminders of a person who is not paired; 0 is none.
    guest_reminders: u64 = 50;
    /// Largest number of reminders of all people who are not paired together; counted every minute.
    total_guest_reminders: u64 = 100_000;
    /// First reminders of people who are not paired, per hour and address; a workshop or a mobile network may be one address. 0 is no limit.
    newcomers: u64 = 300;
    /// Seconds within which a push service must answer.
    push_seconds: u64 = 20;
    /// Seconds after which another node may send a reminder that this one took.
    push_lease_seconds: u64 = 120;
}

impl Config {
    /// Prints the configuration as a file, with the meaning of each key and passwords masked.
    pub fn print(&self) -> String {
        let mut text = String::new();
        let masked = Self {
            database_url: mask(&self.database_url),
            ..self.clone()
        };
        for ((name, doc), value) in Self::KEYS.iter().zip(masked.values()) {
            // Writing to a String cannot fail.
            _ = writeln!(text, "#{doc}\n{name} = {value}");
        }
        text
    }
}

/// Masks the password in a URL: between the first `:` after `://` and the last `@`, and in parameters.
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
