//! Tables as text, for a spreadsheet (RFC 4180): commas, lines that end in CR LF, quotes where a cell needs them.

/// Writes rows, the heading first.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe before it, so that nothing that somebody typed
/// is ever calculated when a colleague opens the file (OWASP, "CSV Injection").
pub fn write<Row: AsRef<[String]>>(rows: impl IntoIterator<Item = Row>) -> String {
    let mut text = String::new();
    for row in rows {
        for (place, cell) in row.as_ref().iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            push_cell(&mut text, cell);
        }
        text.push_str("\r\n");
    }
    text
}

fn push_cell(text: &mut String, cell: &str) {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let needs_quotes = cell.contains([',', '"', '\r', '\n']) || cell.trim() != cell;
    if needs_quotes {
        text.push('"');
    }
    if is_formula {
        text.push('\'');
    }
    text.push_str(&cell.replace('"', "\"\""));
    if needs_quotes {
        text.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    #[track_caller]
    fn check(cell: &str, written: &str) {
        assert_eq!(
            write([[cell.to_owned(), "b".to_owned()]]),
            format!("{written},b\r\n")
        );
    }

    #[test]
    fn cells() {
        check("", "");
        check("25.00", "25.00");
        check("a,b", "\"a,b\"");
        check("\"a\"", "\"\"\"a\"\"\"");
        check("a\r\nb", "\"a\r\nb\"");
        check(" a", "\" a\"");
        for start in ["=", "+", "-", "@", "＝"] {
            check(&format!("{start}1"), &format!("'{start}1"));
        }
        check("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"");
        check("\tx", "\"'\tx\"");
    }

    #[test]
    fn no_rows_no_text() {
        assert_eq!(write(Vec::<Vec<String>>::new()), "");
    }
}
