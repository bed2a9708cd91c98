//! A bar code (Code 128), drawn as one path. Dark on light in every theme: some scanners read nothing else.

use barcoders::sym::code128::Code128;
use leptos::prelude::*;

/// The quiet edge that a scanner needs, in modules.
const EDGE: usize = 10;
/// How long the bars are, in modules; more than one in seven of the code's width, as the norm asks.
const LENGTH: usize = 60;
/// A wider code is turned: its bars would be too thin across a phone.
const ACROSS_MAX: usize = 230;
/// A turned code fills so many pixels, or more: below one pixel for each module, readers fail.
const DOWN: usize = 600;
/// How long the bars of a turned code are in the style, in the same pixels.
const DOWN_LENGTH: usize = 128;

/// The bar code of a text, with words for who can't see it. `None` for a text that Code 128 has no signs for.
pub fn bars(text: &str, label: String) -> Option<AnyView> {
    let modules = modules(text)?;
    let wide = modules.len().saturating_add(2 * EDGE);
    let is_turned = wide > ACROSS_MAX;
    let (shape, path) = if is_turned {
        let length = wide.min(DOWN).saturating_mul(DOWN_LENGTH) / DOWN;
        (format!("0 0 {length} {wide}"), down(&modules, length))
    } else {
        (format!("0 0 {wide} {LENGTH}"), across(&modules))
    };
    let fit = if is_turned { "xMidYMid" } else { "none" };
    let drawing = view! {
        <svg class="mb-bars" class:mb-bars--turned=is_turned role="img" aria-label=label viewBox=shape preserveAspectRatio=fit>
            <path d=path />
        </svg>
    };
    Some(drawing.into_any())
}

/// The modules from left to right; `true` is dark. Digits in pairs take half the room.
fn modules(text: &str) -> Option<Vec<bool>> {
    let is_pairs = text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_digit());
    let set = if is_pairs { 'Ć' } else { 'Ɓ' };
    // The library's own signs are no part of a text that a till prints.
    if !text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return None;
    }
    let code = Code128::new(format!("{set}{text}")).ok()?;
    Some(code.encode().into_iter().map(|module| module == 1).collect())
}

/// Where each dark bar begins, and how wide it is.
fn runs(modules: &[bool]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (place, _) in modules.iter().enumerate().filter(|(_, dark)| **dark) {
        match runs.last_mut() {
            Some((start, wide)) if start.saturating_add(*wide) == place => *wide = wide.saturating_add(1),
            _ => runs.push((place, 1)),
        }
    }
    runs
}

fn across(modules: &[bool]) -> String {
    let bar =
        |(start, wide): (usize, usize)| format!("M{} 0h{wide}v{LENGTH}h-{wide}z", start.saturating_add(EDGE));
    runs(modules).into_iter().map(bar).collect()
}

fn down(modules: &[bool], length: usize) -> String {
    let bar = |(start, wide): (usize, usize)| {
        format!("M0 {}h{length}v{wide}h-{length}z", start.saturating_add(EDGE))
    };
    runs(modules).into_iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bars_cover_exactly_the_dark_modules() {
        for text in ["84120937", "ABC-1", "a", "~ !"] {
            let Some(modules) = modules(text) else {
                unreachable!("plain text has bars")
            };
            let n_dark = modules.iter().filter(|dark| **dark).count();
            assert_eq!(runs(&modules).iter().map(|(_, wide)| wide).sum::<usize>(), n_dark);
        }
    }

    #[test]
    fn pairs_of_digits_take_half_the_room() {
        let length = |text| modules(text).map(|modules| modules.len());
        // Start, four pairs, check sign and stop; against eight signs.
        assert_eq!(length("84120937"), Some(11 * 6 + 13));
        assert_eq!(length("8412093X"), Some(11 * 10 + 13));
    }

    #[test]
    fn signs_that_no_till_prints_have_no_bars() {
        for text in ["é", "\u{106}", "\n"] {
            assert_eq!(modules(text), None, "{text}");
        }
    }
}
