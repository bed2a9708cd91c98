//! A service and a push service, for the cases about reminders.

use mijn_brug_service::config::Config;
use mijn_brug_service::db::Database;
use mijn_brug_service::db::reminders::{Owner, ReminderQuota, ReminderRow};
use mijn_brug_service::push::hosts::PushHosts;
use mijn_brug_service::push::message::Target;
use mijn_brug_sync::reminders::NewReminder;

use crate::server::{Backend, START, Server};
use crate::support::client::Answer;
use crate::support::push::PushService;
use crate::support::{hex, new_log, random};

pub const MINUTES: i64 = 60;
/// The due moments of the two reminders of a browser.
pub const FIRST: i64 = START + 5 * MINUTES;
pub const LATER: i64 = START + 60 * 86_400;

pub struct Place {
    pub server: Server,
    pub push: PushService,
}

impl Place {
    pub async fn new(on: &Backend) -> Self {
        Self::with(on, |_| {}).await
    }

    pub async fn with(on: &Backend, change: impl FnOnce(&mut Config)) -> Self {
        let push = PushService::start().await;
        let hosts = PushHosts::read(&push.origin).unwrap();
        let server = on
            .server_with(|config| {
                config.push_contact = "mailto:brug@example.org".into();
                config.push_hosts = hosts;
                config.push_seconds = 2;
                config.newcomers = 0;
                change(config);
            })
            .await;
        Self { server, push }
    }

    pub async fn put(&self, id: &str, token: &str, form: &NewReminder) -> Answer {
        put(&self.server, id, token, form).await
    }

    pub async fn delete(&self, path: &str, token: &str) -> Answer {
        let client = self.server.client;
        client.send("DELETE", path, Some(token), b"").await.unwrap()
    }

    /// Makes the sender look now. Reminders that were due before this call are in flight when it returns.
    pub async fn kick(&self) {
        let path = format!("201/kick-{}", hex(&random(4)));
        let now = self.now();
        let database = self.server.database().await;
        let form = self.push.reminder(&path, now);
        let target = Target::read(&self.server.config.push_hosts, &form.subscription).unwrap();
        let row = ReminderRow {
            id: random(16),
            device: target.device().to_vec(),
            endpoint: form.subscription.endpoint,
            p256dh: target.p256dh,
            auth: target.auth,
            tag: "kick".into(),
            lang: "nl".into(),
            page: form.page,
            urgent: 0,
            due: now,
            until: now + 600,
            turn: now,
            tries: 0,
        };
        let room = ReminderQuota { owner: 1, device: 1 };
        let owner = Owner::Guest(random(16).try_into().unwrap());
        database
            .upsert_reminder(owner, &row, room, 0)
            .await
            .unwrap()
            .unwrap();
        database.close().await;
        wake(&self.server, &self.push, now).await;
        self.push.wait_for(&path, 1).await;
    }

    pub fn now(&self) -> i64 {
        self.server.clock.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// The stored reminders.
    pub async fn kept(&self) -> Vec<ReminderRow> {
        const ALL: &str = "SELECT id, device, endpoint, p256dh, auth, tag, lang, page, urgent, due, until, turn, tries FROM reminders \
                           WHERE tag <> 'kick'";
        let database = self.server.database().await;
        let rows = match &database {
            Database::Sqlite { readers, .. } => sqlx::query_as(ALL).fetch_all(readers).await,
            Database::Postgres(pool) => sqlx::query_as(ALL).fetch_all(pool).await,
        };
        database.close().await;
        rows.unwrap()
    }
}

/// Stores a reminder of another owner for much later, which makes the sender look.
pub async fn wake(server: &Server, push: &PushService, now: i64) {
    let form = NewReminder {
        tag: "kick".into(),
        ..push.reminder(&format!("201/{}", hex(&random(8))), now + 30 * 86_400)
    };
    let me = new_log();
    assert_eq!(put(server, &me.id, &me.token, &form).await.status, 200);
}

pub async fn put(server: &Server, id: &str, token: &str, form: &NewReminder) -> Answer {
    let path = format!("/v1/reminders/{id}");
    let body = serde_json::to_vec(form).unwrap();
    server
        .client
        .send("PUT", &path, Some(token), &body)
        .await
        .unwrap()
}
