//! A QR code, drawn as one path. It is dark on light in every theme, because some cameras read nothing else.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

/// The width of the quiet zone that a reader needs, in modules.
const QUIET_ZONE: i32 = 4;

/// The QR code of a text, with a label for screen readers. A text that is too long for a code (over about 2,300 bytes)
/// gives nothing; the same content is always beside it as text.
pub fn qr(text: &str, label: String) -> AnyView {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else {
        return ().into_any();
    };
    let side = code.size().saturating_add(2 * QUIET_ZONE);
    view! {
        <svg class="mb-qr" role="img" aria-label=label viewBox=format!("0 0 {side} {side}")>
            <path d=path(&code) />
        </svg>
    }
    .into_any()
}

/// The path: one rectangle for each horizontal run of dark modules.
fn path(code: &QrCode) -> String {
    use std::fmt::Write as _;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut from = None;
        for x in 0..=code.size() {
            match (from, code.get_module(x, y)) {
                (None, true) => from = Some(x),
                (Some(start), false) => {
                    let (left, top, wide) = (start + QUIET_ZONE, y + QUIET_ZONE, x - start);
                    // Writing to a string cannot fail.
                    _ = write!(path, "M{left} {top}h{wide}v1h-{wide}z");
                    from = None;
                }
                _ => {}
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_covers_exactly_the_dark_modules() {
        let code = QrCode::encode_text("ABCD-EFGH-JKMN", QrCodeEcc::Medium).ok();
        let Some(code) = code else {
            unreachable!("a short text has a code")
        };
        let (dark, size) = (|x, y| code.get_module(x, y), code.size());
        let n_dark = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
        let n_dark = n_dark.filter(|(x, y)| dark(*x, *y)).count();
        let widths = path(&code);
        let widths = widths.split('h').skip(1).step_by(2);
        let n_drawn: usize = widths
            .filter_map(|rest| rest.split('v').next()?.parse::<usize>().ok())
            .sum();
        assert_eq!(n_drawn, n_dark);
    }
}
