//! A push service for tests: it decrypts messages with the keys of the example in RFC 8291, and answers with the status in the path.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use mijn_brug_service::clock::Clock;
use mijn_brug_service::db::Database;
use mijn_brug_sync::reminders::{Language, NewReminder, Subscription};
use serde_json::Value;
use tokio::net::TcpListener;
use web_push_native::p256::SecretKey;
use web_push_native::{Auth, decrypt};

const PRIVATE: &str = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
const PUBLIC: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

/// A message that arrived.
#[derive(Clone, Debug)]
pub struct Got {
    pub path: String,
    pub headers: HeaderMap,
    body: Vec<u8>,
}

type Seen = Arc<Mutex<Vec<Got>>>;

/// A running push service; it stops with the runtime.
#[derive(Clone)]
pub struct PushService {
    pub origin: String,
    seen: Seen,
}

impl PushService {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let service = Self {
            origin: format!("http://{}", listener.local_addr().unwrap()),
            seen: Seen::default(),
        };
        let router = Router::new().fallback(take).with_state(Arc::clone(&service.seen));
        tokio::spawn(async move { axum::serve(listener, router).await });
        service
    }

    /// A subscription. The first segment of the path is the status to answer with; `429-7` adds `Retry-After: 7`,
    /// `503-1,201` is a first and a second status, and `hang` never answers.
    pub fn subscription(&self, path: &str) -> Subscription {
        Subscription {
            endpoint: format!("{}/{path}", self.origin),
            p256dh: PUBLIC.into(),
            auth: AUTH.into(),
        }
    }

    /// A reminder for this subscription.
    pub fn reminder(&self, path: &str, due: i64) -> NewReminder {
        NewReminder {
            log: None,
            subscription: self.subscription(path),
            due,
            tag: "t1".into(),
            lang: Language::Nl,
            page: "https://brug.example.nl/".into(),
            urgent: false,
            useful: None,
        }
    }

    pub fn seen(&self) -> Vec<Got> {
        self.seen.lock().unwrap().clone()
    }

    /// The number of messages to each path.
    pub fn counts(&self) -> HashMap<String, usize> {
        let mut counts = HashMap::new();
        for got in self.seen.lock().unwrap().iter() {
            *counts.entry(got.path.clone()).or_default() += 1;
        }
        counts
    }

    pub fn count(&self, path: &str) -> usize {
        self.counts()
            .get(&format!("/{path}"))
            .copied()
            .unwrap_or_default()
    }

    /// The number of messages.
    pub fn total(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    /// The number of browsers with messages.
    pub fn distinct(&self) -> usize {
        let seen = self.seen.lock().unwrap();
        let paths: HashSet<&str> = seen.iter().map(|got| got.path.as_str()).collect();
        paths.len()
    }

    /// Waits until `n` messages arrived for this path.
    pub async fn wait_for(&self, path: &str, n: usize) {
        let wait = async {
            while self.count(path) < n {
                tokio::task::yield_now().await;
            }
        };
        let time = std::time::Duration::from_mins(1);
        assert!(
            tokio::time::timeout(time, wait).await.is_ok(),
            "{path}: {:?}",
            self.counts()
        );
    }
}

impl Got {
    pub fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    /// The decrypted text.
    pub fn message(&self) -> Value {
        let decode = |text| Base64UrlUnpadded::decode_vec(text).unwrap();
        let secret = SecretKey::from_slice(&decode(PRIVATE)).unwrap();
        let auth = Auth::clone_from_slice(&decode(AUTH));
        serde_json::from_slice(&decrypt(self.body.clone(), &secret, &auth).unwrap()).unwrap()
    }
}

/// Stores `n` reminders, each for another browser, due `ahead` seconds from now.
pub async fn fill(database: &Database, push: &PushService, n: usize, ahead: i64) {
    const INSERT: &str = "INSERT INTO reminders (id, owner, paired, device, endpoint, p256dh, auth, tag, lang, page, urgent, due, until, turn) \
                          VALUES ($1, $1, 1, $2, $3, $4, $5, 't1', 'nl', 'https://brug.example.nl/', 0, $6, $7, $6)";
    let decode = |text| Base64UrlUnpadded::decode_vec(text).unwrap();
    let (p256dh, auth) = (decode(PUBLIC), decode(AUTH));
    let due = Clock::System.now() + ahead;
    macro_rules! insert {
        ($transaction:expr) => {{
            let mut transaction = $transaction;
            for _ in 0..n {
                let id = super::random(16);
                sqlx::query(INSERT)
                    .bind(id.as_slice())
                    .bind(super::random(16))
                    .bind(format!("{}/201/{}", push.origin, super::hex(&id)))
                    .bind(p256dh.as_slice())
                    .bind(auth.as_slice())
                    .bind(due)
                    .bind(due + 14_400)
                    .execute(&mut *transaction)
                    .await
                    .unwrap();
            }
            transaction.commit().await.unwrap();
        }};
    }
    match database {
        Database::Sqlite { writer, .. } => insert!(writer.begin().await.unwrap()),
        Database::Postgres(pool) => insert!(pool.begin().await.unwrap()),
    }
}

async fn take(State(seen): State<Seen>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let path = uri.path().to_owned();
    let earlier = {
        let mut seen = seen.lock().unwrap();
        let earlier = seen.iter().filter(|got| got.path == path).count();
        seen.push(Got {
            path: path.clone(),
            headers,
            body: body.to_vec(),
        });
        earlier
    };
    let first = path.split('/').nth(1).unwrap_or_default();
    let answers: Vec<&str> = first.split(',').collect();
    let answer = answers[earlier.min(answers.len() - 1)];
    if answer == "hang" {
        std::future::pending::<()>().await;
    }
    let (status, after) = answer.split_once('-').unwrap_or((answer, ""));
    let status = StatusCode::from_u16(status.parse().unwrap()).unwrap();
    let mut response = status.into_response();
    let headers = response.headers_mut();
    if !after.is_empty() {
        headers.insert("retry-after", after.parse().unwrap());
    }
    if status.is_redirection() {
        headers.insert("location", "/201/moved".parse().unwrap());
    }
    response
}
