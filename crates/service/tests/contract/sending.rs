//! Due reminders: sent once, retried after a fault, and then deleted.

use std::collections::BTreeSet;

use mijn_brug_sync::api::Code;
use mijn_brug_sync::reminders::{
    NewReminder, PushKey, Reminder, TestOutcome, TestReminder, TestReminderResult,
};

use crate::push_place::{FIRST, LATER, MINUTES, Place, put, wake};
use crate::server::{Backend, START, Server};
use crate::support::new_log;

pub async fn sends_what_is_due(on: &Backend) {
    let place = Place::new(on).await;
    let (me, form) = (
        new_log(),
        place.push.reminder("201/one", START + 9 * MINUTES - 70),
    );
    for _ in 0..2 {
        // Putting it again changes nothing.
        let kept: Reminder = place.put(&me.id, &me.token, &form).await.json();
        assert_eq!(kept.due, START + 10 * MINUTES);
    }
    place.server.pass(10 * MINUTES - 1);
    place.kick().await;
    assert_eq!(place.push.count("201/one"), 0);
    place.server.pass(5 * MINUTES);
    place.kick().await;
    place.push.wait_for("201/one", 1).await;
    place.kick().await;
    assert_eq!(place.push.count("201/one"), 1);
    let got = place
        .push
        .seen()
        .into_iter()
        .find(|got| got.path == "/201/one")
        .unwrap();
    assert_eq!(got.message()["web_push"], 8030);
    assert_eq!(got.message()["notification"]["tag"], "t1");
    assert_eq!(got.header("content-encoding"), "aes128gcm");
    assert_eq!(got.header("urgency"), "normal");
    assert_eq!(got.header("topic").len(), 32);
    // The rest of the four hours.
    let late = 5 * MINUTES - 1;
    assert_eq!(got.header("ttl"), (4 * 60 * MINUTES - late).to_string());
    assert!(got.header("authorization").starts_with("vapid t="));
    // It was sent, and a moment in the past is refused.
    let past = place.put(&me.id, &me.token, &form).await;
    assert_eq!(past.code(), Some(Code::DueInvalid));
}

pub async fn every_response_of_a_push_service(on: &Backend) {
    let place = Place::new(on).await;
    // Without 429 and 503 with `Retry-After`, which pause the whole push service: another case tests those.
    let (kept, gone): (BTreeSet<_>, BTreeSet<_>) = [
        "500/x", "502/x", "503/x", "504/x", "408/x", "401/x", "403/x", "hang/x", "200/x", "201/x", "202/x",
        "204/x", "301/x", "307/x", "308/x", "400/x", "404/x", "405/x", "410/x", "413/x", "415/x",
    ]
    .into_iter()
    .partition(|path| matches!(&path[..1], "5" | "h") || matches!(&path[..3], "408" | "401" | "403"));
    for path in kept.union(&gone) {
        // Two reminders for each browser, the second for much later.
        for due in [FIRST, LATER] {
            let me = new_log();
            let form = place.push.reminder(path, due);
            assert_eq!(place.put(&me.id, &me.token, &form).await.status, 200);
        }
    }
    place.server.pass(5 * MINUTES);
    wake(&place.server, &place.push, place.now()).await;
    for path in kept.union(&gone) {
        place.push.wait_for(path, 1).await;
    }
    // A request that hangs is given up after two seconds.
    let settled = async || {
        let rows = place.kept().await;
        rows.iter().filter(|row| row.due == FIRST).count() == kept.len()
            // The wait after a fault, not the lease of two minutes.
            && rows.iter().all(|row| row.turn < FIRST + 60 || row.due == LATER)
    };
    while !settled().await {
        tokio::task::yield_now().await;
    }
    let rows = place.kept().await;
    let left = |due: i64| -> BTreeSet<String> {
        let paths = rows.iter().filter(|row| row.due == due).map(|row| {
            let start = place.push.origin.len() + 1;
            row.endpoint[start..].to_owned()
        });
        paths.collect()
    };
    assert_eq!(left(FIRST), kept.iter().map(|path| (*path).to_owned()).collect());
    // Only a subscription that is gone deletes both reminders of its browser.
    let later = left(LATER);
    for path in kept.union(&gone) {
        let is_gone = matches!(*path, "404/x" | "410/x");
        assert_eq!(later.contains(*path), !is_gone, "{path}");
    }
    assert_eq!(place.push.count("201/moved"), 0, "no redirect is followed");
}

pub async fn retries_after_a_fault(on: &Backend) {
    let place = Place::new(on).await;
    let me = new_log();
    let form = place.push.reminder("500,500,201/x", FIRST);
    place.put(&me.id, &me.token, &form).await;
    place.server.pass(5 * MINUTES);
    place.kick().await;
    for tries in 1..=3 {
        place.push.wait_for("500,500,201/x", tries).await;
        place.kick().await;
        assert_eq!(place.push.count("500,500,201/x"), tries, "not before its time");
        place.server.pass(5 * MINUTES);
        place.kick().await;
    }
    assert_eq!(place.push.count("500,500,201/x"), 3);
    let tags: BTreeSet<_> = place.kept().await.into_iter().map(|row| row.tag).collect();
    assert!(!tags.contains("t1"));
}

pub async fn a_push_service_that_asks_for_a_pause(on: &Backend) {
    let place = Place::new(on).await;
    for (path, due) in [("429-600,201/a", FIRST), ("201/b", FIRST + 5 * MINUTES)] {
        let (me, form) = (new_log(), place.push.reminder(path, due));
        assert_eq!(place.put(&me.id, &me.token, &form).await.status, 200);
    }
    place.server.pass(5 * MINUTES);
    wake(&place.server, &place.push, place.now()).await;
    place.push.wait_for("429-600,201/a", 1).await;
    // Stored before the next look.
    let has_rest = async || {
        let rows = place.kept().await;
        rows.iter().any(|row| row.turn >= FIRST + 600 && row.turn < LATER)
    };
    while !has_rest().await {
        tokio::task::yield_now().await;
    }
    place.server.pass(5 * MINUTES);
    // Due, and for the same push service: not sent.
    let tested = test(&place, "201/c").await;
    assert_eq!(tested, TestOutcome::Busy);
    assert_eq!(place.push.count("201/b"), 0);
    place.server.pass(6 * MINUTES);
    place.kick().await;
    place.push.wait_for("201/b", 1).await;
    place.push.wait_for("429-600,201/a", 2).await;
}

pub async fn a_late_reminder_is_not_sent(on: &Backend) {
    let place = Place::new(on).await;
    let me = new_log();
    let form = NewReminder {
        useful: Some(600),
        ..place.push.reminder("201/one", START + 5 * MINUTES)
    };
    place.put(&me.id, &me.token, &form).await;
    place.server.pass(15 * MINUTES);
    place.kick().await;
    place.kick().await;
    assert_eq!(place.push.count("201/one"), 0);
    let tags: BTreeSet<_> = place.kept().await.into_iter().map(|row| row.tag).collect();
    assert!(!tags.contains("t1"));
}

pub async fn two_nodes_send_each_once(on: &Backend) {
    let place = Place::with(on, |config| config.reminders = 1_000).await;
    let log = place.server.log().await;
    for at in 0..150 {
        let form = NewReminder {
            log: Some(log.id.clone()),
            ..place.push.reminder(&format!("201/{at}"), START + 5 * MINUTES)
        };
        assert_eq!(place.put(&new_log().id, &log.token, &form).await.status, 200);
    }
    let second = place.server.another().await;
    place.server.pass(5 * MINUTES);
    for server in [&place.server, &second] {
        wake(server, &place.push, place.now()).await;
    }
    for at in 0..150 {
        place.push.wait_for(&format!("201/{at}"), 1).await;
    }
    place.kick().await;
    let counts = place.push.counts();
    assert!(
        (0..150).all(|at| counts[&format!("/201/{at}")] == 1),
        "{counts:?}"
    );
}

pub async fn one_key_for_all_nodes_and_for_good(on: &Backend) {
    let place = Place::new(on).await;
    let key = async |server: &Server| {
        server
            .client
            .get("/v1/push-key", None)
            .await
            .json::<PushKey>()
            .key
    };
    let first = key(&place.server).await;
    assert_eq!(first.len(), 87);
    let second = place.server.another().await;
    assert_eq!(key(&second).await, first);
    drop(second);
    let again = place.server.restart().await;
    assert_eq!(key(&again).await, first);

    let off = on.server().await;
    let refused = off.client.get("/v1/push-key", None).await;
    assert_eq!(refused.code(), Some(Code::RemindersOff));
    let me = new_log();
    let form = place.push.reminder("201/one", FIRST);
    assert_eq!(
        put(&off, &me.id, &me.token, &form).await.code(),
        Some(Code::RemindersOff)
    );
}

async fn test(place: &Place, path: &str) -> TestOutcome {
    let form = TestReminder {
        log: None,
        subscription: place.push.subscription(path),
        tag: "test".into(),
        lang: mijn_brug_sync::reminders::Language::En,
        page: "http://localhost:8080/".into(),
    };
    let token = new_log().token;
    let client = place.server.client;
    let answer = client.post("/v1/test-reminders", Some(&token), &form).await;
    answer.json::<TestReminderResult>().outcome
}

pub async fn a_test_message_says_what_failed(on: &Backend) {
    let place = Place::new(on).await;
    for (path, expected) in [
        ("201/t", TestOutcome::Sent),
        ("410/t", TestOutcome::Gone),
        ("403/t", TestOutcome::Refused),
        ("429/t", TestOutcome::Busy),
        ("500/t", TestOutcome::Unreachable),
        ("hang/t", TestOutcome::Unreachable),
    ] {
        assert_eq!(test(&place, path).await, expected, "{path}");
    }
    let sent = place
        .push
        .seen()
        .into_iter()
        .find(|got| got.path == "/201/t")
        .unwrap();
    assert_eq!((sent.header("urgency"), sent.header("ttl")), ("high", "60"));
    let few = Place::with(on, |config| config.newcomers = 1).await;
    assert_eq!(test(&few, "201/t").await, TestOutcome::Sent);
    let form = serde_json::json!({
        "subscription": few.push.subscription("201/t"), "tag": "t", "lang": "nl", "page": "https://a.example/",
    });
    let client = few.server.client;
    let many = client
        .post("/v1/test-reminders", Some(&new_log().token), &form)
        .await;
    assert_eq!(many.code(), Some(Code::TooManyRequests));
}
