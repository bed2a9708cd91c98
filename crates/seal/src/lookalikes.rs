//! Plain equivalents of the digits, letters and hyphens that keyboards of other scripts, documents and chat programs produce.

/// The zeros of other scripts: full-width, Arabic-Indic, extended Arabic-Indic (Persian), Devanagari, Bengali.
const ZEROS: [char; 5] = ['\u{ff10}', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}'];

/// The ASCII equivalent of a decimal digit in another script.
pub(crate) fn digit(character: char) -> Option<char> {
    let code = u32::from(character);
    let value = ZEROS
        .iter()
        .find_map(|zero| code.checked_sub(u32::from(*zero)).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

/// The ASCII equivalent of a full-width letter or sign, as produced by East Asian keyboards.
pub(crate) fn half_width(character: char) -> Option<char> {
    let offset = u32::from(character).checked_sub(0xff01)?;
    (offset < 94).then(|| char::from_u32(0x21 + offset)).flatten()
}

/// The Latin capital that looks like this Cyrillic or Greek capital.
pub(crate) fn look_alike(character: char) -> Option<char> {
    Some(match character {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'Ζ' => 'Z',
        _ => return None,
    })
}

/// Whether a character is invisible: zero-width characters, directional marks, the soft hyphen, the byte order mark, control
/// characters.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}'
    ) || character.is_control()
}

/// Whether a character separates the groups of a code: white space, any dash, and what people write instead.
pub(crate) fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || is_invisible(character)
        || matches!(
            character,
            '-' | '\u{2010}'
                ..='\u{2015}'
                    | '\u{2043}'
                    | '\u{2212}'
                    | '\u{fe58}'
                    | '\u{fe63}'
                    | '\u{ff0d}'
                    | '_'
                    | '.'
                    | ','
                    | '·'
                    | '•'
                    | '/'
                    | ':'
        )
}
