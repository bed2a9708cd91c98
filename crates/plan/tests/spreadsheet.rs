//! A table, read back by an independent reader, as a Dutch and as an English spreadsheet.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::process::Command;

use mijn_brug_plan::csv::{Cell, write};
use mijn_brug_plan::values::Cents;
use proptest::collection::vec;
use proptest::prelude::*;

/// The cells of a file by RFC 4180, with this separator: a quote counts only at the start of a cell.
fn cut(text: &str, separator: char) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut characters = text.trim_start_matches('\u{feff}').chars().peekable();
    let (mut is_quoted, mut is_start) = (false, true);
    while let Some(character) = characters.next() {
        let row = rows.last_mut().unwrap();
        let cell = row.last_mut().unwrap();
        match character {
            '"' if is_start => is_quoted = true,
            '"' if is_quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' if is_quoted => is_quoted = false,
            border if !is_quoted && border == separator => row.push(String::new()),
            '\n' if !is_quoted => rows.push(vec![String::new()]),
            '\r' if !is_quoted && characters.peek() == Some(&'\n') => {}
            other => cell.push(other),
        }
        is_start = !is_quoted && (character == separator || character == '\n');
    }
    rows.pop();
    rows
}

/// Whether a spreadsheet would calculate a cell, whatever it skips before the sign.
fn is_formula(cell: &str) -> bool {
    let skipped = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\u{200b}' | '\u{feff}');
    cell.trim_start_matches(skipped)
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

fn texts(rows: &[Vec<String>]) -> String {
    write(
        rows.iter()
            .map(|row| row.iter().map(|text| text.as_str().into()).collect::<Vec<Cell>>()),
    )
}

proptest! {
    /// Whatever the names of colleagues: the same cells come back, apart from apostrophes, and no program finds a formula.
    #[test]
    fn cells_read_back_and_none_is_a_formula(
        rows in vec(vec("[a-c=+@＝ ;,\"\t\n\r\u{200b}é-]{0,8}", 3), 1..5),
    ) {
        let text = texts(&rows);
        let plain = |rows: &[Vec<String>]| -> Vec<Vec<String>> {
            rows.iter().map(|row| row.iter().map(|cell| cell.replace('\'', "")).collect()).collect()
        };
        prop_assert_eq!(plain(&cut(&text, ';')), plain(&rows));
        for separator in [';', ',', '\t'] {
            for cell in cut(&text, separator).iter().flatten() {
                prop_assert!(!is_formula(cell), "{cell:?} of {text:?} cut at {separator:?}");
            }
        }
    }
}

/// Python's own reader, where there is one: the columns, the accents, and a number with a decimal comma.
#[test]
fn python_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tabel.csv");
    let rows = [
        ["Maand".into(), "Begeleider".into(), "Euro".into()],
        [
            Cell::from("2026-11"),
            "Zoë; \"Zuid\"\n=1+1".into(),
            Cell::Euros(Cents(1_205)),
        ],
    ];
    fs::write(&file, write(rows)).unwrap();
    let script = "import csv, sys\n\
        rows = list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline=''), delimiter=';'))\n\
        print(ascii(rows))";
    let Ok(read) = Command::new("python3").arg("-c").arg(script).arg(&file).output() else {
        return;
    };
    assert_eq!(
        String::from_utf8(read.stdout).unwrap().trim(),
        r#"[['Maand', 'Begeleider', 'Euro'], ['2026-11', 'Zo\xeb; "Zuid"\n\'=1+1', '12,05']]"#
    );
}
