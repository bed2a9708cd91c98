//! Taking a linked plan to a new phone: with a one-time code from the old phone, or with the recovery card (R8).

use leptos::prelude::GetValue;
use mijn_brug_seal::card::{self, CardError};
use mijn_brug_seal::pairing::{Code, Mailboxes, Purpose};
use mijn_brug_sync::api::NewMailboxes;

use super::App;
use super::pairing::{PairingError, read_code};
use crate::device::rng;
use crate::device::service::{self, Request, Token, hex};

impl App {
    /// Whether nothing at all is kept on this phone, so that another plan may come here.
    pub fn holds_nothing(self) -> bool {
        self.device.get_value().known.borrow().ids.all().is_empty()
    }

    /// Makes a one-time code for a new phone. The service holds the sealed card for a quarter of an hour, and no code.
    ///
    /// # Errors
    /// No memory for the code, no answer, or a refusal. Nothing changed.
    pub async fn offer_move(self) -> Result<String, PairingError> {
        let code = Code::from_random(rng::bytes());
        let mailboxes = boxes(&code)?;
        let sealed = mailboxes
            .offer
            .seal(self.recovery_card().as_bytes(), rng::bytes());
        let body = NewMailboxes {
            offer: mailboxes.offer.id().to_string(),
            answer: mailboxes.answer.id().to_string(),
            content: hex(&sealed),
        };
        let device = self.device.get_value();
        let token = Token::new(device.keyring().access_token());
        service::json::<()>("/v1/mailboxes", Some(&token), &body).await?;
        Ok(code.text())
    }

    /// Brings a plan to this phone, which holds nothing yet: by the code of the old phone, or by a recovery card.
    ///
    /// # Errors
    /// The text is neither, the code is gone, or the plan cannot be had. Nothing changed.
    pub async fn take_up(self, text: &str) -> Result<(), PairingError> {
        if !self.holds_nothing() {
            return Err(PairingError::OtherPlan);
        }
        match card::read(text) {
            Ok((root, pairing)) => return self.take_up_card(root, pairing).await,
            Err(CardError::Mistyped) => return Err(PairingError::CodeMistyped),
            Err(CardError::NewerVersion { .. }) => return Err(PairingError::CardNewer),
            // Then it is a code.
            Err(CardError::NoCard) => {}
        }
        let mailboxes = boxes(&read_code(text)?)?;
        let sealed = service::read_mailbox(mailboxes.offer.id()).await?;
        let sealed = sealed.ok_or(PairingError::CodeGone)?;
        let content = mailboxes.offer.open(&sealed);
        let content = content.map_err(|_| PairingError::CodeForeign)?;
        let card = std::str::from_utf8(&content).map_err(|_| PairingError::CodeForeign)?;
        let (root, pairing) = card::read(card).map_err(|error| match error {
            CardError::NewerVersion { .. } => PairingError::CardNewer,
            CardError::NoCard | CardError::Mistyped => PairingError::CodeForeign,
        })?;
        let shared = root.shared_key(pairing);
        let token = Token::new(&shared.access_token());
        self.take_up_card(root, pairing).await?;
        // Used once. It would be gone within a quarter of an hour anyhow, so a failure harms nothing.
        let path = format!("/v1/mailboxes/{}", mailboxes.offer.id());
        let request = Request {
            method: "DELETE",
            path: &path,
            token: Some(&token),
            body: None,
            wait: 0,
        };
        request.send().await.ok();
        Ok(())
    }
}

fn boxes(code: &Code) -> Result<Mailboxes, PairingError> {
    code.mailboxes(Purpose::Move)
        .map_err(|_| PairingError::OutOfMemory)
}
