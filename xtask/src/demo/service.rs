//! The service of the demo, and what is sent to it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use mijn_brug_plan::team::TeamEntry;
use mijn_brug_seal::pairing::Mailboxes;
use mijn_brug_seal::{SealedRecord, TeamKey};
use mijn_brug_sync::api::{NewLog, NewMailboxes, NewTeam};
use mijn_brug_sync::wire::write_batch;
use serde::Serialize;

use super::life::Life;
use super::team_keyring;
use crate::step::{command, root, say};
use crate::{check, serve, tools};

/// Maximum number of records in one request.
const BATCH: usize = 200;

/// What a code for a colleague offers, as the caseworker's app reads it (`src/caseworker/store/pairing.rs`).
#[derive(Serialize)]
struct ColleagueInvitation<'a> {
    team: &'a str,
    key: String,
}

/// A running service.
pub struct Service {
    child: Child,
    page: String,
}

impl Service {
    /// Starts the service on an empty folder, and waits until it listens.
    ///
    /// # Errors
    /// Fails if it cannot be built or started, for example because the port is taken.
    pub fn start(listen: &str) -> Result<Self> {
        let data = data();
        let mut serve = tools::dying_with_parent(serve::service(listen, &data)?);
        std::fs::remove_dir_all(&data).or_else(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        })?;
        let mut child = serve
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the service")?;
        let output = child.stdout.take().context("the service has no output")?;
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let page = lines
            .find_map(|line| {
                line.split_whitespace()
                    .find(|word| word.starts_with("http://"))
                    .map(ToOwned::to_owned)
            })
            .context("the service did not start")?;
        thread::spawn(move || lines.for_each(|line| say(&line)));
        let page = format!(
            "{}/",
            page.trim_end_matches('/').replace("127.0.0.1", "localhost")
        );
        Ok(Self { child, page })
    }

    /// The address of the resident's page.
    pub fn page(&self) -> &str {
        &self.page
    }

    /// Waits for at most this long. Returns `true` if the service ended.
    ///
    /// # Errors
    /// Fails if the system cannot tell whether it runs.
    pub fn wait(&mut self, at_most: Duration) -> Result<bool> {
        let until = Instant::now() + at_most;
        while Instant::now() < until {
            if self.child.try_wait()?.is_some() {
                return Ok(true);
            }
            thread::sleep(Duration::from_millis(200));
        }
        Ok(false)
    }

    /// Creates a team as the operator does, and returns the one-time grant of its link.
    ///
    /// # Errors
    /// Fails if the service cannot be run or prints no link.
    pub fn make_team(name: &str) -> Result<String> {
        let mut create = command(check::built_service(), &["team", "create", name]);
        let output = create.arg("--data").arg(data()).output()?;
        let link = String::from_utf8(output.stdout)?;
        let grant = link.trim().rsplit_once('=').map(|(_, grant)| grant.to_owned());
        grant.with_context(|| format!("no link in the output of `team create`: {link}"))
    }

    /// Enrols the team with its grant.
    ///
    /// # Errors
    /// Fails if the service refuses it.
    pub fn enrol(&self, grant: &str, team_key: &TeamKey) -> Result<()> {
        let NewLog { log, token } = team_log(team_key);
        let grant = grant.to_owned();
        self.post("v1/teams", None, &NewTeam { grant, log, token })
    }

    /// Creates a resident's log and sends its records.
    ///
    /// # Errors
    /// Fails if the service refuses them.
    pub fn send_life(&self, team_key: &TeamKey, life: &Life<'_>) -> Result<()> {
        let log = NewLog {
            log: life.keyring.log_id().to_string(),
            token: hex(life.keyring.access_token().expose()),
        };
        self.post("v1/logs", Some(&team_log(team_key).token), &log)?;
        self.send(&log, &life.records)
    }

    /// Sends the team's own log.
    ///
    /// # Errors
    /// Fails if an entry cannot be sealed, or if the service refuses them.
    pub fn send_team(&self, team_key: &TeamKey, entries: &[TeamEntry]) -> Result<()> {
        let keyring = team_keyring(team_key);
        let mut records = Vec::new();
        for entry in entries {
            records.push(keyring.seal(&serde_json::to_vec(entry)?, super::random()?)?);
        }
        self.send(&team_log(team_key), &records)
    }

    /// Offers the team's key in the mailbox of a code.
    ///
    /// # Errors
    /// Fails if the service refuses it.
    pub fn offer(&self, team_key: &TeamKey, boxes: &Mailboxes, team: &str, nonce: [u8; 24]) -> Result<()> {
        let content = serde_json::to_vec(&ColleagueInvitation {
            team,
            key: hex(team_key.expose()),
        })?;
        let mailboxes = NewMailboxes {
            offer: boxes.offer.id().to_string(),
            answer: boxes.answer.id().to_string(),
            content: hex(&boxes.offer.seal(&content, nonce)),
        };
        self.post("v1/mailboxes", Some(&team_log(team_key).token), &mailboxes)
    }

    fn send(&self, log: &NewLog, records: &[SealedRecord]) -> Result<()> {
        for batch in records.chunks(BATCH) {
            let url = format!("{}v1/logs/{}/records", self.page, log.log);
            let request = ureq::post(&url).header("authorization", format!("Bearer {}", log.token));
            let body = write_batch(batch.iter().map(SealedRecord::as_bytes));
            let answer = request
                .header("content-type", "application/octet-stream")
                .send(&body[..]);
            answer.with_context(|| format!("the service refused records of {}", log.log))?;
        }
        Ok(())
    }

    fn post(&self, path: &str, token: Option<&str>, body: &impl Serialize) -> Result<()> {
        let mut request =
            ureq::post(format!("{}{path}", self.page)).header("content-type", "application/json");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let answer = request.send(serde_json::to_vec(body)?);
        answer.with_context(|| format!("the service refused /{path}"))?;
        Ok(())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended already.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn data() -> std::path::PathBuf {
    root().join("target/demo-data")
}

fn team_log(team_key: &TeamKey) -> NewLog {
    let keyring = team_keyring(team_key);
    NewLog {
        log: keyring.log_id().to_string(),
        token: hex(keyring.access_token().expose()),
    }
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}
