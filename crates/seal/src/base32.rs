//! Crockford's base32, for codes that people type: no I, L, O or U, and look-alike characters are read as the same digit.

use crate::lookalikes;

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The character of a value below 32.
pub(crate) fn digit(value: u8) -> char {
    DIGITS
        .get(usize::from(value & 31))
        .copied()
        .map_or('0', char::from)
}

/// The value of a character, in either case.
pub(crate) fn value(character: char) -> Option<u8> {
    let plain = lookalikes::digit(character)
        .or_else(|| lookalikes::half_width(character))
        .or_else(|| lookalikes::look_alike(character.to_uppercase().next()?))
        .unwrap_or(character);
    let alike = match plain.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    let place = DIGITS.iter().position(|digit| char::from(*digit) == alike)?;
    u8::try_from(place).ok()
}

/// The values of a typed text. Separators between the groups are ignored; `None` if any other character is not a digit.
///
/// The text may be a whole link, such as a QR scanner returns. In that case the code is the part after the `#`.
pub(crate) fn values(text: &str) -> Option<Vec<u8>> {
    let code = text.rsplit_once('#').map_or(text, |(_, code)| code);
    code.chars()
        .filter(|character| !lookalikes::is_separator(*character))
        .map(value)
        .collect()
}

/// The check digit that follows these values: the Luhn algorithm in base 32, which detects every single wrong character and
/// nearly all swaps of neighbouring characters.
pub(crate) fn check_digit(values: &[u8]) -> u8 {
    let sum = values
        .iter()
        .rev()
        .enumerate()
        .fold(0_u32, |sum, (place, value)| {
            let value = u32::from(*value);
            let weighed = if place % 2 == 0 { value * 2 } else { value };
            sum + weighed / 32 + weighed % 32
        });
    u8::try_from((32 - sum % 32) % 32).unwrap_or_default()
}

/// Bytes as values of five bits each; the last is padded with zero bits.
pub(crate) fn from_bytes(bytes: &[u8]) -> Vec<u8> {
    let n_values = (bytes.len() * 8).div_ceil(5);
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    (0..n_values)
        .map(|place| (0..5).fold(0, |value, offset| value << 1 | bit(place * 5 + offset)))
        .collect()
}

/// The reverse of [`from_bytes`]. `None` if the padding is not zero or a value is over 31.
pub(crate) fn to_bytes(values: &[u8]) -> Option<Vec<u8>> {
    if values.iter().any(|value| *value > 31) {
        return None;
    }
    let bit = |at: usize| values.get(at / 5).map_or(0, |value| value >> (4 - at % 5) & 1);
    let n_bytes = values.len() * 5 / 8;
    if values.len() * 5 - n_bytes * 8 >= 5 || (n_bytes * 8..values.len() * 5).any(|at| bit(at) != 0) {
        return None;
    }
    Some(
        (0..n_bytes)
            .map(|place| (0..8).fold(0, |byte, offset| byte << 1 | bit(place * 8 + offset)))
            .collect(),
    )
}

/// The characters of the values, in groups of four with hyphens between them.
pub(crate) fn in_groups(values: &[u8]) -> String {
    let mut text = String::with_capacity(values.len() * 5 / 4);
    for (place, value) in values.iter().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push('-');
        }
        text.push(digit(*value));
    }
    text
}
