//! The two mailboxes of a pairing code.

use mijn_brug_sync::api::{Code, CreatedMailboxes, MAILBOX_MAX, NewMailboxes};

use crate::server::{Backend, Server};
use crate::support::client::Answer;
use crate::support::{hex, new_log, random};

struct Boxes {
    offer: String,
    answer: String,
    content: Vec<u8>,
}

impl Boxes {
    fn new() -> Self {
        Self {
            offer: new_log().id,
            answer: new_log().id,
            content: random(90),
        }
    }

    fn form(&self) -> NewMailboxes {
        NewMailboxes {
            offer: self.offer.clone(),
            answer: self.answer.clone(),
            content: hex(&self.content),
        }
    }
}

async fn make(server: &Server, token: &str, boxes: &Boxes) -> Answer {
    server
        .client
        .post("/v1/mailboxes", Some(token), &boxes.form())
        .await
}

async fn get(server: &Server, id: &str) -> Answer {
    server.client.get(&format!("/v1/mailboxes/{id}"), None).await
}

async fn put(server: &Server, id: &str, content: &[u8]) -> Answer {
    let path = format!("/v1/mailboxes/{id}");
    server.client.send("PUT", &path, None, content).await.unwrap()
}

async fn delete(server: &Server, id: &str, token: &str) -> Answer {
    let path = format!("/v1/mailboxes/{id}");
    server
        .client
        .send("DELETE", &path, Some(token), b"")
        .await
        .unwrap()
}

const NOT_FOUND: Option<Code> = Some(Code::MailboxNotFound);

pub async fn pairs(on: &Backend) {
    let server = on.server().await;
    let (log, boxes, reply) = (server.log().await, Boxes::new(), random(120));
    for _ in 0..2 {
        // A retry after a lost response succeeds.
        assert_eq!(make(&server, &log.token, &boxes).await.status, 200);
    }
    for _ in 0..2 {
        let offered = get(&server, &boxes.offer).await;
        assert_eq!((offered.status, &offered.body), (200, &boxes.content));
        assert_eq!(offered.header("cache-control"), "no-store");
    }
    let empty = get(&server, &boxes.answer).await;
    assert_eq!((empty.status, empty.body.len()), (204, 0));
    assert_eq!(put(&server, &boxes.answer, &reply).await.status, 204);
    // The offer is gone; the answer can be read again.
    assert_eq!(get(&server, &boxes.offer).await.code(), NOT_FOUND);
    for _ in 0..2 {
        assert_eq!(get(&server, &boxes.answer).await.body, reply);
    }
    assert_eq!(delete(&server, &boxes.answer, &log.token).await.status, 204);
    assert_eq!(get(&server, &boxes.answer).await.code(), NOT_FOUND);
}

pub async fn expires(on: &Backend) {
    let server = on.server().await;
    let (log, boxes) = (server.log().await, Boxes::new());
    let seconds = async || {
        let created: CreatedMailboxes = make(&server, &log.token, &boxes).await.json();
        created.seconds
    };
    assert_eq!(seconds().await, 15 * 60);
    server.pass(15 * 60 - 1);
    // Creating them again does not prolong them.
    assert_eq!(seconds().await, 1);
    assert_eq!(get(&server, &boxes.offer).await.status, 200);
    server.pass(1);
    assert_eq!(get(&server, &boxes.offer).await.code(), NOT_FOUND);
    assert_eq!(get(&server, &boxes.answer).await.code(), NOT_FOUND);
    assert_eq!(put(&server, &boxes.answer, b"late").await.code(), NOT_FOUND);
    assert_eq!(delete(&server, &boxes.offer, &log.token).await.code(), NOT_FOUND);
    // Nothing is left: the same ids can be used again.
    assert_eq!(make(&server, &log.token, &boxes).await.status, 200);
}

pub async fn is_filled_once(on: &Backend) {
    let server = on.server().await;
    let (log, boxes) = (server.log().await, Boxes::new());
    make(&server, &log.token, &boxes).await;
    let used = Some(Code::MailboxUsed);
    assert_eq!(put(&server, &boxes.offer, b"mine").await.code(), used);
    assert_eq!(put(&server, &boxes.answer, b"mine").await.status, 204);
    assert_eq!(put(&server, &boxes.answer, b"mine").await.status, 204);
    assert_eq!(put(&server, &boxes.answer, b"theirs").await.code(), used);
    assert_eq!(get(&server, &boxes.answer).await.body, b"mine");
    assert_eq!(put(&server, &boxes.offer, b"mine").await.code(), NOT_FOUND);
}

pub async fn the_creator_deletes_them(on: &Backend) {
    let server = on.server().await;
    let (team, boxes) = (server.team().await, Boxes::new());
    let other = server.log_of(&team).await;
    assert_eq!(make(&server, &team.token, &boxes).await.status, 200);
    let refused = Some(Code::Unauthorized);
    assert_eq!(delete(&server, &boxes.offer, &other.token).await.code(), refused);
    assert_eq!(delete(&server, &boxes.offer, "").await.code(), refused);
    assert_eq!(get(&server, &boxes.offer).await.status, 200);
    assert_eq!(delete(&server, &boxes.offer, &team.token).await.status, 204);
    assert_eq!(get(&server, &boxes.answer).await.code(), NOT_FOUND);
}

pub async fn invalid_mailboxes(on: &Backend) {
    let server = on.server_with(|config| config.guesses = 0).await;
    let log = server.log().await;
    let check = async |change: &dyn Fn(&mut NewMailboxes), expected: Code| {
        let mut form = Boxes::new().form();
        change(&mut form);
        let made = server.client.post("/v1/mailboxes", Some(&log.token), &form).await;
        assert_eq!(made.code(), Some(expected), "{form:?}");
    };
    check(&|form| form.offer = "0a".into(), Code::Malformed).await;
    check(&|form| form.answer.push('0'), Code::Malformed).await;
    check(&|form| form.answer = form.offer.clone(), Code::Malformed).await;
    check(&|form| form.content = "0".into(), Code::Malformed).await;
    check(&|form| form.content = String::new(), Code::Malformed).await;
    check(
        &|form| form.content = "00".repeat(MAILBOX_MAX + 1),
        Code::TooLarge,
    )
    .await;

    let boxes = Boxes {
        content: random(MAILBOX_MAX),
        ..Boxes::new()
    };
    assert_eq!(make(&server, &log.token, &boxes).await.status, 200);
    assert_eq!(
        make(&server, &new_log().token, &Boxes::new()).await.code(),
        Some(Code::Unauthorized)
    );
    let large = put(&server, &boxes.answer, &random(MAILBOX_MAX + 1)).await;
    assert_eq!(large.code(), Some(Code::TooLarge));
    assert_eq!(
        put(&server, &boxes.answer, b"").await.code(),
        Some(Code::Malformed)
    );
    assert_eq!(
        put(&server, &boxes.answer, &random(MAILBOX_MAX)).await.status,
        204
    );
    // Neither of the two ids can be reused.
    for (offer, answer) in [
        (boxes.offer.clone(), new_log().id),
        (new_log().id, boxes.offer.clone()),
        (boxes.answer.clone(), new_log().id),
        (new_log().id, boxes.answer.clone()),
    ] {
        let other = Boxes {
            offer,
            answer,
            content: vec![1],
        };
        assert_eq!(
            make(&server, &log.token, &other).await.code(),
            Some(Code::MailboxUsed)
        );
    }
    assert_eq!(get(&server, "nonsense").await.code(), Some(Code::Malformed));
}

pub async fn guesses_are_limited(on: &Backend) {
    let server = on.server_with(|config| config.guesses = 4).await;
    let (log, boxes) = (server.log().await, Boxes::new());
    make(&server, &log.token, &boxes).await;
    for _ in 0..3 {
        // Reading an existing mailbox often is no guess.
        for _ in 0..4 {
            assert_eq!(get(&server, &boxes.answer).await.status, 204);
        }
        assert_eq!(get(&server, &new_log().id).await.code(), NOT_FOUND);
    }
    assert_eq!(put(&server, &new_log().id, b"x").await.code(), NOT_FOUND);
    let many = get(&server, &boxes.answer).await;
    assert_eq!(many.code(), Some(Code::TooManyRequests));
    assert!(many.header("retry-after").parse::<u64>().unwrap() <= 60);
    // Requests about logs still work.
    server.client.read(&log, "").await.page();
}

pub async fn the_number_of_mailboxes_is_limited(on: &Backend) {
    let server = on.server_with(|config| config.mailboxes = 2).await;
    let log = server.log().await;
    let first = Boxes::new();
    make(&server, &log.token, &first).await;
    make(&server, &log.token, &Boxes::new()).await;
    let third = make(&server, &log.token, &Boxes::new()).await;
    assert_eq!(third.code(), Some(Code::TooManyRequests));
    delete(&server, &first.offer, &log.token).await;
    assert_eq!(make(&server, &log.token, &Boxes::new()).await.status, 200);
}
