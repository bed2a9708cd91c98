//! The stock of codes: parsing a pasted list, and which codes are free.

use mijn_brug_plan::team::TeamEvent;
use mijn_brug_plan::team::codes::{CODES_MAX, ListError, parse_list};
use mijn_brug_plan::values::Cents;

use crate::{code, date, issued, loaded, team, voided};

#[track_caller]
fn check(text: &str, expected: Result<&[&str], ListError>) {
    let read = parse_list(text, |code| code == "AB 9");
    let expected = expected.map(|codes| codes.iter().map(|code| (*code).to_owned()).collect());
    assert_eq!(read, expected);
}

#[test]
fn a_list_has_one_code_per_line() {
    check("AB 1", Ok(&["AB 1"]));
    check("\r\n AB1 \r\n\r\n\tAB2\r\n", Ok(&["AB1", "AB2"]));
    check(&"9".repeat(64), Ok(&[&"9".repeat(64)]));
}

/// What word processors, chat programs and other keyboards make of a code.
#[test]
fn a_code_is_read_in_common_spellings() {
    check(
        "AB\u{2013}1\nAB\u{2011}2\u{200b}\n\u{feff}AB\u{a0}3",
        Ok(&["AB-1", "AB-2", "AB 3"]),
    );
    check("ＡＢ１２－３", Ok(&["AB12-3"]));
    check("aB1", Ok(&["aB1"]));
}

#[test]
fn an_error_names_its_line() {
    check("", Err(ListError::Empty));
    check(" \n\n", Err(ListError::Empty));
    let character = |line, character| Err(ListError::Character { line, character });
    check("AB1\nAB\u{7}2", character(2, '\u{7}'));
    check("AB1\n\nAé", character(3, 'é'));
    check("A\tB", character(1, '\t'));
    let too_long = |length| Err(ListError::TooLong { line: 2, length });
    check(&format!("AB1\n{}", "9".repeat(65)), too_long(65));
    check(&format!("AB1\n{}", "é".repeat(4_000)), too_long(4_000));
    check(
        "AB1\nAB2\na b 1",
        Err(ListError::Duplicate { line: 3, earlier: 1 }),
    );
    check("AB1\nAB 9", Err(ListError::Known { line: 2 }));
}

#[test]
fn the_length_of_a_list_is_limited() {
    let list = |count: usize| {
        (0..count).map(|n| n.to_string()).collect::<Vec<_>>().join(
            "
",
        )
    };
    assert_eq!(
        parse_list(&list(CODES_MAX), |_| false).map(|codes| codes.len()),
        Ok(CODES_MAX)
    );
    let found = CODES_MAX + 1;
    assert_eq!(
        parse_list(&list(found), |_| false),
        Err(ListError::TooMany { found })
    );
}

#[test]
fn errors_read_as_sentences() {
    let said = |text: &str| parse_list(text, |_| false).unwrap_err().to_string();
    assert_eq!(said("AB1\n?€"), "line 2: `€` cannot be in a code");
    assert_eq!(
        said(&"9".repeat(65)),
        "line 1 has 65 characters; at most 64 are allowed"
    );
    assert_eq!(said("AB1\nab1"), "line 2 is the same code as line 1");
}

#[test]
fn the_team_knows_its_codes_however_they_are_typed() {
    let team = team([loaded(&["AB 1"]), issued(1, "CD 1")]);
    for (text, expected) in [("ab1", true), (" AB 1 ", true), ("cd1", true), ("AB2", false)] {
        assert_eq!(team.has_code(text), expected, "{text}");
    }
}

#[test]
fn free_codes_match_the_amount_and_are_valid_long_enough() {
    let later = TeamEvent::CodesLoaded {
        codes: vec!["L1".to_owned()],
        symbology: code("").symbology,
        shop_line: String::new(),
        amount: Cents(2_500),
        valid_until: date(2027, 12, 31),
    };
    let team = team([later, loaded(&["AB1", "AB2", "AB3"]), issued(1, "ab 2")]);
    let free = |amount, until| {
        let codes = team.free_codes(Cents(amount), until).into_iter();
        codes.map(|code| code.code.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(free(2_500, date(2027, 6, 30)), ["AB1", "AB3", "L1"]);
    assert_eq!(free(2_500, date(2027, 7, 1)), ["L1"]);
    assert_eq!(free(2_501, date(2027, 6, 30)), [""; 0]);
    let (june, december) = (date(2027, 6, 30), date(2027, 12, 31));
    assert_eq!(
        team.stock(june),
        [(Cents(2_500), june, 2), (Cents(2_500), december, 1)]
    );
    assert_eq!(team.stock(date(2027, 7, 1)), [(Cents(2_500), december, 1)]);
}

#[test]
fn a_code_leaves_the_stock_and_comes_back_only_when_nobody_saw_it() {
    let removed = || TeamEvent::CodesRemoved {
        codes: vec!["ab1".to_owned()],
    };
    let free = |events: Vec<TeamEvent>| team(events).free_codes(Cents(2_500), date(2027, 1, 1)).len();
    assert_eq!(free(vec![loaded(&["AB1"]), removed()]), 0);
    assert_eq!(free(vec![loaded(&["AB1"]), removed(), loaded(&["AB1"])]), 1);
    assert_eq!(
        free(vec![loaded(&["AB1"]), issued(1, "AB1"), voided(1, false)]),
        0
    );
    assert_eq!(free(vec![loaded(&["AB1"]), issued(1, "AB1"), voided(1, true)]), 1);
}
