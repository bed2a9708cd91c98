//! A voucher's texts, code and states.

use mijn_brug_plan::reward::VoucherKind;
use mijn_brug_plan::rules::Thing;
use mijn_brug_plan::{Event, Refusal, Role};

use crate::limits::{NOTE, SHORT, check, check_title};
use crate::support::live::Live;
use crate::support::{code, day, grant, voucher};

use Role::{Caseworker, Resident};

/// A grant with these texts.
fn granted(new_from: &str, new_reason: &str) -> Event {
    let mut event = grant(voucher(1), VoucherKind::Appreciation {}, 2_500);
    if let Event::VoucherGranted { from, reason, .. } = &mut event {
        new_from.clone_into(from);
        new_reason.clone_into(reason);
    }
    event
}

#[test]
fn from_whom_and_for_what() {
    check_title(Caseworker, |from| granted(&from, "Je hebt zelf gebeld."));
    for (reason, expected) in [
        ("r".repeat(10_000), Ok(())),
        ("r".repeat(10_001), NOTE),
        (" ".to_owned(), SHORT),
    ] {
        check(Caseworker, granted("Je begeleider", &reason), expected);
        check(
            Caseworker,
            Event::VoucherWithdrawn {
                voucher: voucher(0),
                reason,
            },
            expected,
        );
    }
}

#[test]
fn codes() {
    let replaced = |text: &str| Event::VoucherCodeReplaced {
        voucher: voucher(0),
        code: code(text),
    };
    check(Caseworker, replaced("8"), Ok(()));
    check(Caseworker, replaced(&"9".repeat(64)), Ok(()));
    for text in ["", "é", "a\tb", &"9".repeat(65)] {
        check(Caseworker, replaced(text), Err(Refusal::BadCode));
    }
}

#[test]
fn a_voucher_is_used_once_and_by_the_resident() {
    let used = || Event::VoucherUsed {
        voucher: voucher(0),
        day: day(1),
    };
    check(Caseworker, used(), Err(Refusal::NotYours));
    let mut live = Live::start(5);
    live.say_all(Resident, vec![used()]);
    assert_eq!(
        live.say(Resident, used()),
        Err(Refusal::WrongState(Thing::Voucher))
    );
    let reason = "Te laat".to_owned();
    let withdrawn = live.say(
        Caseworker,
        Event::VoucherWithdrawn {
            voucher: voucher(0),
            reason,
        },
    );
    assert_eq!(withdrawn, Err(Refusal::WrongState(Thing::Voucher)));
}
