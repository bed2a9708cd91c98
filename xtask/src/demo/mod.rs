//! `cargo xtask demo`: the service with a team and twelve residents who began 1 to 26 weeks ago, made anew each time, and
//! the codes that turn a browser into one of their phones or a colleague's tablet. Nothing here is special to the app:
//! the plans are sealed as on a phone, and the codes are ordinary ones.

mod life;
mod service;
mod story;
mod team;
#[cfg(test)]
mod tests;

use std::time::Duration;

use anyhow::{Context as _, Result};
use chrono::{Local, NaiveDate};
use mijn_brug_plan::content::Content;
use mijn_brug_seal::pairing::{Code, Purpose};
use mijn_brug_seal::{Keyring, RootKey, TeamKey, card};
use mijn_brug_sync::api::MAILBOX_SECONDS;

use self::life::{Life, Start};
use self::service::Service;
use self::story::STORIES;
use crate::step::{Steps, root, say};

/// The team's name.
const TEAM: &str = "Wijkteam Voorbeeld";
/// The caseworker's name.
const CASEWORKER: &str = "Begeleider";

/// The demo, being served.
pub struct Example {
    service: Service,
    team_key: TeamKey,
    /// The address of the resident's page.
    pub page: String,
    /// The name of one of the residents.
    pub resident: String,
    /// That resident's recovery card.
    pub card: String,
}

impl Example {
    /// Starts the service and fills it.
    ///
    /// # Errors
    /// Fails if the service does not start, or refuses the demo's data.
    pub fn start(listen: &str) -> Result<Self> {
        let content = std::fs::read_to_string(root().join("public/bridge/nl.json"))?;
        let content = Content::read(&content)?;
        let mut steps = Steps::new(3);
        let service = steps.step("The service", || Service::start(listen))?;
        let team_key = TeamKey::from_random(random()?);
        let names: Vec<String> = (1..=STORIES.len())
            .map(|number| format!("Inwoner {number}"))
            .collect();
        let lives = steps.step("Twelve residents, 1 to 26 weeks", || {
            lives(&team_key, &content, &names, Local::now().date_naive())
        })?;
        steps.step("What they share goes to the service", || {
            let grant = Service::make_team(TEAM)?;
            service.enrol(&grant, &team_key)?;
            for life in &lives {
                service.send_life(&team_key, life)?;
            }
            service.send_team(&team_key, &team::entries(&lives, Local::now().to_utc()))
        })?;
        let first = lives.first().context("there is no resident")?;
        let (resident, card) = (first.name.to_owned(), card::write(first.keyring.root_key(), 0));
        drop(lives);
        Ok(Self {
            page: service.page().to_owned(),
            resident,
            card,
            service,
            team_key,
        })
    }

    /// A code that turns a browser into a colleague's tablet, valid for a quarter of an hour.
    ///
    /// # Errors
    /// Fails if the service refuses it.
    pub fn colleague_code(&self) -> Result<String> {
        let code = Code::from_random(random()?);
        let boxes = code.mailboxes(Purpose::Colleague)?;
        self.service.offer(&self.team_key, &boxes, TEAM, random()?)?;
        Ok(code.text())
    }
}

/// Serves the demo until it is stopped.
///
/// # Errors
/// Fails if the demo cannot be started.
pub fn demo(listen: &str) -> Result<()> {
    let mut example = Example::start(listen)?;
    let Example {
        page, resident, card, ..
    } = &example;
    say(&format!(
        "\nThe example plan, of nobody:  {page}?demo\n\
         The phone of {resident}:       {page}herstel\n    there, the recovery card: {card}\n\
         A caseworker's tablet:        {page}begeleider/"
    ));
    // A code is valid for a quarter of an hour, so print new ones while the demo runs.
    loop {
        let code = example.colleague_code()?;
        say(&format!(
            "    there, the code of a colleague, for the next quarter of an hour: {code}\nStop with Ctrl+C."
        ));
        if example.service.wait(Duration::from_secs(MAILBOX_SECONDS - 60))? {
            return Ok(());
        }
    }
}

fn lives<'a>(
    team_key: &'a TeamKey,
    content: &'a Content,
    names: &'a [String],
    today: NaiveDate,
) -> Result<Vec<Life<'a>>> {
    let told = names.iter().zip(&STORIES).map(|(name, story)| {
        Life::tell(Start {
            story,
            root: RootKey::from_random(random()?),
            team_key,
            team: TEAM,
            name,
            content,
            today,
        })
        .with_context(|| format!("the story of {name}"))
    });
    told.collect()
}

/// Random bytes from the system.
fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    Ok(bytes)
}

/// The team's keyring for its own log.
fn team_keyring(team_key: &TeamKey) -> Keyring<mijn_brug_seal::Caseworker> {
    Keyring::caseworker(&team_key.log_key(), team_key)
}
