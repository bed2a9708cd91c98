//! A bar code (Code 128), drawn as one path. It is dark on light in every theme, because some scanners read nothing
//! else.

use barcoders::sym::code128::Code128;
use leptos::prelude::*;

/// The width of the quiet zone that a scanner needs, in modules.
const QUIET_ZONE: usize = 10;
/// The length of the bars in modules: more than one seventh of the code's width, as the standard requires.
const LENGTH: usize = 60;
/// The widest code, in modules, that is drawn across the screen. The bars of a wider one would be too thin on a phone,
/// so it is turned.
const ACROSS_MAX: usize = 230;
/// The minimum height of a turned code in pixels. Scanners fail below one pixel per module.
const TURNED_HEIGHT: usize = 600;
/// The length of a turned code's bars in the style sheet, in the same pixels.
const TURNED_BAR_LENGTH: usize = 128;

/// The bar code of a text, with a label for screen readers. `None` if Code 128 cannot encode the text.
pub fn bars(text: &str, label: String) -> Option<AnyView> {
    let modules = modules(text)?;
    let wide = modules.len().saturating_add(2 * QUIET_ZONE);
    let is_turned = wide > ACROSS_MAX;
    let (shape, path) = if is_turned {
        let length = wide.min(TURNED_HEIGHT).saturating_mul(TURNED_BAR_LENGTH) / TURNED_HEIGHT;
        (format!("0 0 {length} {wide}"), turned_path(&modules, length))
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

/// The modules from left to right; `true` is dark. Pairs of digits take half the space.
fn modules(text: &str) -> Option<Vec<bool>> {
    let is_pairs = text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_digit());
    let set = if is_pairs { 'Ć' } else { 'Ɓ' };
    // Reject the library's own control characters, which no till prints.
    if !text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return None;
    }
    let code = Code128::new(format!("{set}{text}")).ok()?;
    Some(code.encode().into_iter().map(|module| module == 1).collect())
}

/// The start and width of each dark bar.
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
    let bar = |(start, wide): (usize, usize)| {
        format!("M{} 0h{wide}v{LENGTH}h-{wide}z", start.saturating_add(QUIET_ZONE))
    };
    runs(modules).into_iter().map(bar).collect()
}

fn turned_path(modules: &[bool], length: usize) -> String {
    let bar = |(start, wide): (usize, usize)| {
        format!(
            "M0 {}h{length}v{wide}h-{length}z",
            start.saturating_add(QUIET_ZONE)
        )
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
    fn pairs_of_digits_take_half_the_width() {
        let length = |text| modules(text).map(|modules| modules.len());
        // Start, four pairs, checksum and stop, against eight single characters.
        assert_eq!(length("84120937"), Some(11 * 6 + 13));
        assert_eq!(length("8412093X"), Some(11 * 10 + 13));
    }

    #[test]
    fn characters_outside_ascii_have_no_bars() {
        for text in ["é", "\u{106}", "\n"] {
            assert_eq!(modules(text), None, "{text}");
        }
    }
}
