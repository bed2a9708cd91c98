//! `cargo xtask demo`: the service with a team and twelve residents over half a year, made anew each time, and the codes
//! with which a browser becomes one of their phones or a colleague's tablet. Nothing here is special to the app: the
//! residents' plans are sealed as on a phone and the codes are those that anybody makes.

mod life;
mod service;
mod story;
mod team;

use std::time::Duration;

use anyhow::{Context as _, Result};
use chrono::Local;
use mijn_brug_plan::content::Content;
use mijn_brug_seal::pairing::{Code, Purpose};
use mijn_brug_seal::{Keyring, RootKey, TeamKey, card};
use mijn_brug_sync::api::MAILBOX_SECONDS;

use self::life::{Life, Start};
use self::service::Service;
use self::story::STORIES;
use crate::step::{Steps, root, say};

/// What the team is called.
const TEAM: &str = "Wijkteam Voorbeeld";
/// What the caseworker of the example is called.
const CASEWORKER: &str = "Begeleider";

/// Serves the example until it is stopped.
///
/// # Errors
/// The service does not start, or refuses the example.
pub fn demo(listen: &str) -> Result<()> {
    let content = std::fs::read_to_string(root().join("public/bridge/nl.json"))?;
    let content = Content::read(&content)?;
    let mut steps = Steps::new(3);
    let mut service = steps.step("The service", || Service::start(listen))?;
    let team_key = TeamKey::from_random(random()?);
    let names: Vec<String> = (1..=STORIES.len())
        .map(|number| format!("Inwoner {number}"))
        .collect();
    let lives = steps.step("Twelve residents, half a year", || {
        lives(&team_key, &content, &names)
    })?;
    steps.step("What they share goes to the service", || {
        let grant = Service::make_team(TEAM)?;
        service.enrol(&grant, &team_key)?;
        for life in &lives {
            service.send_life(&team_key, life)?;
        }
        service.send_team(&team_key, &team::entries(&lives, Local::now().to_utc()))
    })?;
    let page = service.page().to_owned();
    let first = lives.first().context("there is no resident")?;
    let card = card::write(first.keyring.root_key(), 0);
    say(&format!(
        "\nThe example plan, of nobody:  {page}?demo\n\
         The phone of {}:       {page}herstel#{card}\n\
         A caseworker's tablet:        {page}begeleider/",
        first.name
    ));
    // A code lasts a quarter of an hour; the example lasts as long as somebody looks at it.
    loop {
        let code = colleague_code(&service, &team_key)?;
        say(&format!(
            "    there, the code of a colleague, for the next quarter of an hour: {code}\nStop with Ctrl+C."
        ));
        if service.wait(Duration::from_secs(MAILBOX_SECONDS - 60))? {
            return Ok(());
        }
    }
}

fn lives<'a>(team_key: &'a TeamKey, content: &'a Content, names: &'a [String]) -> Result<Vec<Life<'a>>> {
    let today = Local::now().date_naive();
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

/// Offers the team's key as a colleague's tablet does.
fn colleague_code(service: &Service, team_key: &TeamKey) -> Result<String> {
    let code = Code::from_random(random()?);
    let boxes = code.mailboxes(Purpose::Colleague)?;
    service.offer(team_key, &boxes, TEAM, random()?)?;
    Ok(code.text())
}

/// Fresh bytes from the system.
fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    Ok(bytes)
}

/// A side of a log, as the team signs it.
fn team_keyring(team_key: &TeamKey) -> Keyring<mijn_brug_seal::Caseworker> {
    Keyring::caseworker(&team_key.log_key(), team_key)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use mijn_brug_plan::content::Content;
    use mijn_brug_plan::team;
    use mijn_brug_seal::TeamKey;

    #[test]
    fn every_story_keeps_the_rules_and_the_ledger_has_every_voucher() {
        let content = std::fs::read_to_string(crate::step::root().join("public/bridge/nl.json")).unwrap();
        let content = Content::read(&content).unwrap();
        let key = TeamKey::from_random([3; 32]);
        let names: Vec<String> = (1..=12).map(|number| format!("Inwoner {number}")).collect();
        let lives = super::lives(&key, &content, &names).unwrap();
        let n_vouchers: usize = lives
            .iter()
            .filter_map(|life| life.plan().rewards())
            .map(|rewards| rewards.vouchers.len())
            .sum();
        let entries = super::team::entries(&lives, chrono::Local::now().to_utc());
        let numbered = (0_u128..).map(|number| mijn_brug_plan::ids::RecordId(number.to_be_bytes()));
        let team = team::fold(numbered.zip(entries));
        assert_eq!(team.cases.len(), 12);
        let n_issued: usize = team.issued_sums().iter().map(|sum| sum.count).sum();
        assert_eq!(n_issued, n_vouchers);
        assert!(n_vouchers > 12, "{n_vouchers}");
        assert_eq!(team.needs_another_code().count(), 0);
    }
}
