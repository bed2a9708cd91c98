//! Tables for a spreadsheet and for statistics: CSV (RFC 4180) with semicolons.
//!
//! A Dutch Excel shows columns only with `;` between the cells and a decimal comma, and reads accents only after a byte order
//! mark. R reads the same file with `read.csv2(…, fileEncoding = "UTF-8-BOM")`, and Python with
//! `pandas.read_csv(…, sep=";", decimal=",", encoding="utf-8-sig")`. So one format serves everybody.

use crate::values::Cents;

/// The media type of such a file.
pub const MEDIA_TYPE: &str = "text/csv;charset=utf-8";

/// The value of a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A number of things.
    Count(usize),
    /// An amount, written in euros with a decimal comma.
    Euros(Cents),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Marks a file as UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// What separates cells, here or in a spreadsheet with other settings.
const SEPARATORS: [char; 5] = [';', ',', '\t', '\r', '\n'];

/// The characters that start a formula. Excel treats the full-width forms the same way.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Writes rows, of which the first is the heading.
///
/// What a spreadsheet would take for a formula gets an apostrophe before it, so that opening the file never evaluates what
/// somebody typed (OWASP, "CSV Injection"). That is at the start of a cell, and after any separator in it, because a program
/// that expects commas splits the cell there.
pub fn write<Row: AsRef<[Cell]>>(rows: impl IntoIterator<Item = Row>) -> String {
    let mut text = String::from(BYTE_ORDER_MARK);
    for row in rows {
        for (place, cell) in row.as_ref().iter().enumerate() {
            if place > 0 {
                text.push(';');
            }
            match cell {
                Cell::Text(cell) => push_text(&mut text, cell),
                Cell::Count(count) => text.push_str(&count.to_string()),
                Cell::Euros(amount) => text.push_str(&amount.to_string().replace('.', ",")),
            }
        }
        text.push_str("\r\n");
    }
    text
}

fn push_text(text: &mut String, cell: &str) {
    let needs_quotes = cell.contains(SEPARATORS) || cell.contains('"') || cell.trim() != cell;
    if needs_quotes {
        text.push('"');
    }
    if cell.starts_with(['\t', '\r', '\n']) {
        text.push('\'');
    }
    // Whether some program may take this for the start of a cell.
    let mut is_start = true;
    for character in cell.chars() {
        let is_separator = SEPARATORS.contains(&character);
        if is_start && FORMULA.contains(&character) {
            text.push('\'');
        }
        if character == '"' {
            text.push('"');
        }
        text.push(character);
        is_start = is_separator || (is_start && is_blank(character));
    }
    if needs_quotes {
        text.push('"');
    }
}

/// What programs skip before a formula: white space, quotes and invisible characters.
fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '"' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{Cell, write};
    use crate::values::Cents;

    #[track_caller]
    fn check(cell: impl Into<Cell>, written: &str) {
        assert_eq!(
            write([[cell.into(), "b".into()]]),
            format!("\u{feff}{written};b\r\n")
        );
    }

    #[test]
    fn cells() {
        check("", "");
        check("a;b", "\"a;b\"");
        check("a,b", "\"a,b\"");
        check("\"a\"", "\"\"\"a\"\"\"");
        check("a\r\nb", "\"a\r\nb\"");
        check(" a", "\" a\"");
        check("Jan-Piet", "Jan-Piet");
        check(Cell::Count(12), "12");
        check(Cell::Euros(Cents(2_500)), "25,00");
        check(Cell::Euros(Cents(5)), "0,05");
    }

    #[test]
    fn no_formula() {
        for start in ["=", "+", "-", "@", "＝", "＋", "－", "＠"] {
            check(format!("{start}1"), &format!("'{start}1"));
            check(format!(" {start}1"), &format!("\" '{start}1\""));
            check(format!("\u{200b}{start}1"), &format!("\u{200b}'{start}1"));
            // After a character that another program treats as a separator.
            for border in [";", ",", "; "] {
                check(
                    format!("Jan{border}{start}1"),
                    &format!("\"Jan{border}'{start}1\""),
                );
            }
        }
        check("\tx", "\"'\tx\"");
        check("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"");
        check("a\";=1", "\"a\"\";'=1\"");
        check("a;\"=1", "\"a;\"\"'=1\"");
    }

    #[test]
    fn no_rows_only_the_mark() {
        assert_eq!(write(Vec::<Vec<Cell>>::new()), "\u{feff}");
    }
}
