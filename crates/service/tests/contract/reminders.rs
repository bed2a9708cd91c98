//! Reminders: stored, changed, deleted and refused.

use std::time::{Duration, Instant};

use mijn_brug_service::config::Config;
use mijn_brug_sync::api::Code;
use mijn_brug_sync::reminders::{NewReminder, Reminder, ReminderLimits};

use crate::push_place::{MINUTES, Place};
use crate::server::{Backend, START};
use crate::support::{Log, hex, new_log, random};

pub async fn a_reminder_is_rescheduled_and_deleted(on: &Backend) {
    let place = Place::new(on).await;
    let (me, stranger) = (new_log(), new_log());
    let form = |due| place.push.reminder("201/one", START + due);
    place.put(&me.id, &me.token, &form(5 * MINUTES)).await;
    let moved = place.put(&me.id, &me.token, &form(60 * MINUTES)).await;
    assert_eq!(moved.json::<Reminder>().due, START + 60 * MINUTES);
    let taken = place.put(&me.id, &stranger.token, &form(5 * MINUTES)).await;
    assert_eq!(taken.code(), Some(Code::ReminderTaken));
    place.server.pass(30 * MINUTES);
    place.kick().await;
    assert_eq!(place.push.count("201/one"), 0);
    // Another owner deletes nothing.
    let path = format!("/v1/reminders/{}", me.id);
    assert_eq!(place.delete(&path, &stranger.token).await.status, 204);
    assert_eq!(place.delete("/v1/reminders", &stranger.token).await.status, 204);
    place.put(&new_log().id, &me.token, &form(90 * MINUTES)).await;
    place.server.pass(31 * MINUTES);
    place.kick().await;
    place.push.wait_for("201/one", 1).await;
    for _ in 0..2 {
        assert_eq!(place.delete("/v1/reminders", &me.token).await.status, 204);
    }
    place.server.pass(60 * MINUTES);
    place.kick().await;
    assert_eq!(place.push.count("201/one"), 1);
}

pub async fn a_deleted_reminder_leaves_no_bytes(on: &Backend) {
    if on.is_postgres() {
        // On PostgreSQL, vacuum does this later.
        return;
    }
    let place = Place::new(on).await;
    let (me, path) = (new_log(), format!("201/{}", hex(&random(16))));
    let is_there = || place.server.is_in_its_files(path.as_bytes());
    place
        .put(
            &me.id,
            &me.token,
            &place.push.reminder(&path, START + 5 * MINUTES),
        )
        .await;
    assert!(is_there());
    assert_eq!(
        place
            .delete(&format!("/v1/reminders/{}", me.id), &me.token)
            .await
            .status,
        204
    );
    // A node sweeps at once when it starts, and then every minute.
    let mut next = place.server.another().await;
    let start = Instant::now();
    while is_there() {
        assert!(start.elapsed() < Duration::from_secs(20));
        tokio::task::yield_now().await;
    }
    next.stop().await;
}

pub async fn a_paired_residents_reminders(on: &Backend) {
    let place = Place::new(on).await;
    let team = place.server.team().await;
    let (log, other) = (place.server.log_of(&team).await, place.server.log_of(&team).await);
    let paired = |log: &Log| NewReminder {
        log: Some(log.id.clone()),
        ..place.push.reminder("201/one", START + 5 * MINUTES)
    };
    let id = new_log().id;
    let refused = place.put(&id, &other.token, &paired(&log)).await;
    assert_eq!(refused.code(), Some(Code::Unauthorized));
    let none = place.put(&id, &log.token, &paired(&new_log())).await;
    assert_eq!(none.code(), Some(Code::LogNotFound));
    assert_eq!(place.put(&id, &log.token, &paired(&log)).await.status, 200);
    // The same token without the log is another owner.
    let guest = NewReminder {
        log: None,
        ..paired(&log)
    };
    assert_eq!(
        place.put(&id, &log.token, &guest).await.code(),
        Some(Code::ReminderTaken)
    );
    place.put(&new_log().id, &other.token, &paired(&other)).await;
    let path = format!("/v1/logs/{}", log.id);
    assert_eq!(place.delete(&path, &log.token).await.status, 204);
    // Reminders are erased with the log, and none can be stored after.
    assert_eq!(place.kept().await.len(), 1);
    let erased = place.put(&id, &log.token, &paired(&log)).await;
    assert_eq!(erased.code(), Some(Code::LogErased));
}

pub async fn limits_of_reminders(on: &Backend) {
    let place = Place::with(on, |config| {
        config.guest_reminders = 2;
        config.reminders = 3;
        config.newcomers = 3;
    })
    .await;
    let log = place.server.log().await;
    let put = async |path: &str, owner: &Log, paired: bool| {
        let form = NewReminder {
            log: paired.then(|| owner.id.clone()),
            ..place.push.reminder(path, START + 5 * MINUTES)
        };
        place.put(&new_log().id, &owner.token, &form).await
    };
    let full = Some(Code::RemindersFull);
    let guest = new_log();
    for _ in 0..2 {
        assert_eq!(put("201/a", &guest, false).await.status, 200);
    }
    assert_eq!(put("201/a", &guest, false).await.code(), full);
    for _ in 0..3 {
        assert_eq!(put("201/b", &log, true).await.status, 200);
    }
    assert_eq!(put("201/b", &log, true).await.code(), full);
    // Many owners together cannot exceed the limit of one browser.
    assert_eq!(put("201/b", &new_log(), false).await.code(), full);
    assert_eq!(put("201/c", &new_log(), false).await.status, 200);
    // The fourth new guest from this address within an hour.
    let many = put("201/d", &new_log(), false).await;
    assert_eq!(many.code(), Some(Code::TooManyRequests));
    assert!(many.header("retry-after").parse::<u64>().unwrap() <= 3_600);

    let none = Place::with(on, |config| config.total_guest_reminders = 0).await;
    let refused = none
        .put(&guest.id, &guest.token, &none.push.reminder("201/a", START + 300))
        .await;
    assert_eq!(refused.code(), full);
}

pub async fn says_its_limits(on: &Backend) {
    let place = Place::with(on, |config| {
        config.reminders = 7;
        config.guest_reminders = 3;
        config.reminder_step = 60;
    })
    .await;
    let client = place.server.client;
    let limits: ReminderLimits = client.get("/v1/reminder-limits", None).await.json();
    assert_eq!(
        (limits.step, limits.paired.reminders, limits.guest.reminders),
        (60, 7, 3)
    );
    // The furthest moment in the answer is the furthest that is accepted.
    let (log, guest) = (place.server.log().await, new_log());
    for (owner, paired, limit) in [(&log, true, limits.paired), (&guest, false, limits.guest)] {
        let furthest = START + i64::try_from(limit.ahead).unwrap();
        for (due, expected) in [(furthest, None), (furthest + 60, Some(Code::DueInvalid))] {
            let form = NewReminder {
                log: paired.then(|| owner.id.clone()),
                ..place.push.reminder("201/a", due)
            };
            let answer = place.put(&new_log().id, &owner.token, &form).await;
            assert_eq!(answer.code(), expected, "{answer:?}");
        }
    }
    let off = on.server().await;
    let refused = off.client.get("/v1/reminder-limits", None).await;
    assert_eq!(refused.code(), Some(Code::RemindersOff));
}

pub async fn a_workshop_behind_one_address(on: &Backend) {
    let place = Place::with(on, |config| config.newcomers = Config::default().newcomers).await;
    for n in 0..60 {
        let guest = new_log();
        let form = place.push.reminder(&format!("201/w{n}"), START + 5 * MINUTES);
        assert_eq!(place.put(&guest.id, &guest.token, &form).await.status, 200, "{n}");
    }
}

pub async fn invalid_reminders(on: &Backend) {
    let place = Place::new(on).await;
    let me = new_log();
    let check = async |change: &dyn Fn(&mut NewReminder), expected: Code| {
        let mut form = place.push.reminder("201/one", START + 5 * MINUTES);
        change(&mut form);
        let refused = place.put(&new_log().id, &me.token, &form).await;
        assert_eq!(refused.code(), Some(expected), "{form:?}");
    };
    check(&|form| form.tag.clear(), Code::Malformed).await;
    check(&|form| form.tag = "a b".into(), Code::Malformed).await;
    check(&|form| form.page = "/".into(), Code::Malformed).await;
    check(&|form| form.useful = Some(299), Code::Malformed).await;
    check(&|form| form.useful = Some(86_401), Code::Malformed).await;
    check(&|form| form.due = START, Code::DueInvalid).await;
    check(&|form| form.due = START - 301, Code::DueInvalid).await;
    check(&|form| form.due = START + 63 * 86_400, Code::DueInvalid).await;
    check(&|form| form.due = i64::MAX, Code::DueInvalid).await;
    check(&|form| form.due = i64::MIN, Code::DueInvalid).await;
    check(&|form| form.log = Some("0a".into()), Code::Malformed).await;
    for endpoint in [
        "",
        "https://example.org/",
        "http://127.0.0.1:1/201/x",
        "http://169.254.169.254/latest/meta-data",
        "https://localhost/",
        "file:///etc/passwd",
    ] {
        let invalid = Code::SubscriptionInvalid;
        check(&|form| form.subscription.endpoint = endpoint.into(), invalid).await;
    }
    check(
        &|form| form.subscription.auth = "AAAA".into(),
        Code::SubscriptionInvalid,
    )
    .await;
    let form = place.push.reminder("201/one", START);
    for token in ["", "0a"] {
        let refused = place.put(&me.id, token, &form).await;
        assert_eq!(refused.code(), Some(Code::Unauthorized));
    }
    assert_eq!(
        place.put("nonsense", &me.token, &form).await.code(),
        Some(Code::Malformed)
    );
    assert!(place.kept().await.is_empty());
}
