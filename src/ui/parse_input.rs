//! Parses dates, times and durations as people write them, in digits or in words. A text is all there is where a
//! browser has no picker, and for durations. Ambiguous input gives `None`: the form asks again instead of guessing.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};

/// The maximum duration in minutes: a day.
const LENGTH_MAX: u32 = 24 * 60;
const QUARTER: u32 = 15;
const HALF_HOUR: u32 = 30;
const HOUR: u32 = 60;

/// A token of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// A number: its value and how many digits it has.
    Number(u32, usize),
    /// Letters, in lower case.
    Word(String),
    /// One of `: . , - / +`.
    Sign(char),
}

use Piece::{Number, Sign, Word};

/// Splits a text into tokens; `None` if it contains anything else.
fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let text = text.trim().to_lowercase().replace('½', " half ");
    let mut left = text.as_str();
    while let Some(first) = left.chars().next() {
        let of_kind = |is_kind: fn(char) -> bool| {
            let end = left.find(|c: char| !is_kind(c)).unwrap_or(left.len());
            left.split_at_checked(end)
        };
        let (piece, rest) = if first.is_ascii_digit() {
            let (digits, rest) = of_kind(|c| c.is_ascii_digit())?;
            (Some(Number(digits.parse().ok()?, digits.len())), rest)
        } else if first.is_alphabetic() {
            let (letters, rest) = of_kind(char::is_alphabetic)?;
            (Some(Word(letters.to_owned())), rest)
        } else {
            let (_, rest) = left.split_at_checked(first.len_utf8())?;
            match first {
                ':' | '.' | ',' | '-' | '/' | '+' => (Some(Sign(first)), rest),
                // Skip white space, and the apostrophe of "'s avonds" and "'n uur".
                '\'' | '’' | '‘' => (None, rest),
                space if space.is_whitespace() => (None, rest),
                _ => return None,
            }
        };
        pieces.extend(piece);
        left = rest;
    }
    Some(pieces)
}

/// Parses a time: "9:30", "09.30", "9u30", "9 uur", "930", "half tien", "kwart voor tien", "9:30 pm", "8 uur 's
/// avonds". Not "half drie", which may be at night or in the afternoon.
pub fn time(text: &str) -> Option<NaiveTime> {
    let mut pieces = pieces(text)?;
    if matches!(pieces.first(), Some(Word(word)) if matches!(word.as_str(), "om" | "at")) {
        pieces.remove(0);
    }
    let part = part_of_day(&mut pieces);
    while matches!(pieces.last(), Some(Word(word)) if is_hour(word)) && pieces.len() > 1 {
        pieces.pop();
    }
    let (hour, minute) = match in_words(&pieces) {
        // On a twelve-hour clock, these hours are ambiguous without a part of the day.
        Some((hour, _)) if part.is_none() && !(7..=12).contains(&hour) => return None,
        Some(read) => read,
        None => in_figures(&pieces)?,
    };
    let hour = match part {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(Part::Early) => hour % 12,
        None | Some(Part::Morning) => hour,
        Some(Part::Late) => (hour % 12).checked_add(12)?,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// An hour and a minute in digits.
fn in_figures(pieces: &[Piece]) -> Option<(u32, u32)> {
    Some(match pieces {
        [Number(hour, 1..=2)] => (*hour, 0),
        [Number(both, 3..=4)] => (both / 100, both % 100),
        [Number(hour, 1..=2), Sign(':' | '.' | ','), Number(minute, 2)]
        | [
            Number(hour, 1..=2),
            Sign(':'),
            Number(minute, 2),
            Sign(':'),
            Number(..=59, 2),
        ] => (*hour, *minute),
        [Number(hour, 1..=2), Word(word), Number(minute, 1..=2)] if is_hour(word) => (*hour, *minute),
        _ => return None,
    })
}

/// An hour and a minute in words, on a twelve-hour clock: "tien", "half tien", "kwart voor tien".
fn in_words(pieces: &[Piece]) -> Option<(u32, u32)> {
    let before = |hour: u32| if hour == 1 { Some(12) } else { hour.checked_sub(1) };
    Some(match pieces {
        [Word(hour)] => (number(hour)?, 0),
        [Word(half), hour] if half == "half" => (before(on_the_clock(hour)?)?, HALF_HOUR),
        [Word(quarter), Word(side), hour] if quarter == "kwart" && side == "over" => {
            (on_the_clock(hour)?, QUARTER)
        }
        [Word(quarter), Word(side), hour] if quarter == "kwart" && side == "voor" => {
            (before(on_the_clock(hour)?)?, HOUR.checked_sub(QUARTER)?)
        }
        _ => return None,
    })
}

#[derive(Clone, Copy)]
enum Part {
    /// "am", "'s nachts".
    Early,
    /// "'s ochtends".
    Morning,
    /// "pm", "'s middags", "'s avonds".
    Late,
}

/// Removes a part of the day such as "'s avonds" or "pm" from the end.
fn part_of_day(pieces: &mut Vec<Piece>) -> Option<Part> {
    let Some(Word(last)) = pieces.last() else {
        return None;
    };
    let (part, is_dutch) = match last.as_str() {
        "am" => (Part::Early, false),
        "pm" => (Part::Late, false),
        "nachts" => (Part::Early, true),
        "ochtends" | "morgens" => (Part::Morning, true),
        "middags" | "avonds" => (Part::Late, true),
        _ => return None,
    };
    pieces.pop();
    if is_dutch && pieces.last() == Some(&Word("s".to_owned())) {
        pieces.pop();
    }
    Some(part)
}

/// An hour in a phrase such as "half tien" or "kwart over 10".
fn on_the_clock(hour: &Piece) -> Option<u32> {
    let hour = match hour {
        Number(hour, _) => *hour,
        Word(word) => number(word)?,
        Sign(_) => return None,
    };
    (1..=12).contains(&hour).then_some(hour)
}

/// Parses a date: "2027-03-12", "12-3-2027", "12/3/27", "12 maart 2027", or relative to `today`: "morgen". Without a
/// year ("12 maart") it is the next such day.
pub fn day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let mut pieces = pieces(text)?;
    let named = match pieces.as_slice() {
        [Word(word)] => match word.as_str() {
            "vandaag" | "today" => return Some(today),
            "morgen" | "tomorrow" => return today.checked_add_days(Days::new(1)),
            "overmorgen" => return today.checked_add_days(Days::new(2)),
            _ => return None,
        },
        // The weekday in "dinsdag 12 maart" must match the date, which reveals a typing error.
        [Word(word), ..] => Some(weekday(word)?),
        _ => None,
    };
    if named.is_some() {
        pieces.remove(0);
        if pieces.first() == Some(&Sign(',')) {
            pieces.remove(0);
        }
    }
    let is_between = |sign: &Piece| matches!(sign, Sign('-' | '/' | '.'));
    let (day, month, year) = match pieces.as_slice() {
        [
            Number(year, 4),
            one,
            Number(month, 1..=2),
            other,
            Number(day, 1..=2),
        ] if is_between(one) && one == other => (*day, *month, Some(*year)),
        [
            Number(day, 1..=2),
            one,
            Number(month, 1..=2),
            other,
            Number(year, digits),
        ] if is_between(one) && one == other => (*day, *month, Some(full_year(*year, *digits)?)),
        [Number(day, 1..=2), one, Number(month, 1..=2)] if is_between(one) => (*day, *month, None),
        [Number(day, 1..=2), Word(name)] => (*day, month(name)?, None),
        [Number(day, 1..=2), Word(name), Number(year, digits)] => {
            (*day, month(name)?, Some(full_year(*year, *digits)?))
        }
        _ => return None,
    };
    let found = match year {
        Some(year) => NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?,
        None => (0..=4)
            .filter_map(|ahead| NaiveDate::from_ymd_opt(today.year().checked_add(ahead)?, month, day))
            .find(|day| *day >= today)?,
    };
    named
        .is_none_or(|named| named == found.weekday())
        .then_some(found)
}

fn full_year(year: u32, digits: usize) -> Option<u32> {
    match digits {
        2 => year.checked_add(2000),
        4 => Some(year),
        _ => None,
    }
}

fn month(name: &str) -> Option<u32> {
    Some(match name {
        "januari" | "january" | "jan" => 1,
        "februari" | "february" | "feb" => 2,
        "maart" | "march" | "mrt" | "mar" => 3,
        "april" | "apr" => 4,
        "mei" | "may" => 5,
        "juni" | "june" | "jun" => 6,
        "juli" | "july" | "jul" => 7,
        "augustus" | "august" | "aug" => 8,
        "september" | "sep" | "sept" => 9,
        "oktober" | "october" | "okt" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

fn weekday(name: &str) -> Option<chrono::Weekday> {
    use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    Some(match name {
        "maandag" | "ma" | "monday" => Mon,
        "dinsdag" | "di" | "tuesday" => Tue,
        "woensdag" | "wo" | "wednesday" => Wed,
        "donderdag" | "do" | "thursday" => Thu,
        "vrijdag" | "vr" | "friday" => Fri,
        "zaterdag" | "za" | "saturday" => Sat,
        "zondag" | "zo" | "sunday" => Sun,
        _ => return None,
    })
}

/// Parses a duration in minutes: "30", "30 min", "een half uur", "anderhalf uur", "1,5 uur", "1 uur 30", "1:30", "drie
/// kwartier", "an hour and a half". At least one minute and at most a day.
pub fn minutes(text: &str) -> Option<u16> {
    let pieces = pieces(text)?;
    let all = match pieces.as_slice() {
        [Number(hours, 1..=2), Sign(':'), Number(minutes @ ..=59, 2)] => {
            hours.checked_mul(HOUR)?.checked_add(*minutes)?
        }
        pieces => length(pieces)?,
    };
    if !(1..=LENGTH_MAX).contains(&all) {
        return None;
    }
    u16::try_from(all).ok()
}

/// An amount that was read and still needs a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Amount {
    /// In digits; in hundredths.
    Figures(u32),
    /// In words; in hundredths.
    Words(u32),
    /// "een", which may be an article: "een half uur".
    One,
    /// "half".
    Half,
}

impl Amount {
    fn hundredths(self) -> u32 {
        match self {
            Self::Figures(hundredths) | Self::Words(hundredths) => hundredths,
            Self::One => 100,
            Self::Half => 50,
        }
    }
}

/// The total minutes of a sequence of amounts with units.
fn length(pieces: &[Piece]) -> Option<u32> {
    let mut all = 0_u32;
    let mut amount = None::<Amount>;
    let mut last = None::<u32>;
    let mut is_joined = false;
    let mut left = pieces.iter();
    while let Some(piece) = left.next() {
        match piece {
            Number(whole, _) if amount.is_none() => {
                let hundredths = whole.checked_mul(100)?;
                let part = match left.as_slice() {
                    [Sign(',' | '.'), Number(tenths, 1), ..] => Some(tenths.checked_mul(10)?),
                    // Not any two digits: "1.30 uur" may be an hour and a half, or an hour and eighteen minutes.
                    [Sign(',' | '.'), Number(part @ (25 | 50 | 75), 2), ..] => Some(*part),
                    _ => None,
                };
                if part.is_some() {
                    left.nth(1);
                }
                amount = Some(Amount::Figures(hundredths.checked_add(part.unwrap_or(0))?));
                is_joined = false;
            }
            Sign('+') => is_joined = true,
            Sign('.') if left.as_slice().is_empty() && last.is_some() => {}
            Number(..) | Sign(_) => return None,
            Word(word) => match word.as_str() {
                "ongeveer" | "circa" | "ca" | "about" => {}
                "en" | "and" => is_joined = true,
                "een" | "één" | "n" | "a" | "an" | "one" => match amount {
                    None => amount = Some(Amount::One),
                    // "half an hour", "2 en een half uur".
                    Some(Amount::Half) => {}
                    Some(_) if is_joined => {}
                    Some(_) => return None,
                },
                "half" | "halve" => {
                    amount = Some(match amount {
                        None | Some(Amount::One) => Amount::Half,
                        Some(Amount::Figures(n) | Amount::Words(n)) => Amount::Words(n.checked_add(50)?),
                        Some(Amount::Half) => return None,
                    });
                }
                // "a quarter of an hour": the quarter is counted already.
                "of" if last == Some(QUARTER) => {
                    let rest: Vec<&Piece> = left.by_ref().collect();
                    let is_an_hour =
                        matches!(rest.as_slice(), [.., Word(hour)] if is_hour(hour)) && rest.len() <= 2;
                    return is_an_hour.then_some(all);
                }
                "halfuur" | "halfuurtje" if matches!(amount, None | Some(Amount::One)) => {
                    all = all.checked_add(HALF_HOUR)?;
                    (amount, last, is_joined) = (None, Some(HALF_HOUR), false);
                }
                word => {
                    if let Some(unit) = unit(word) {
                        let hundredths = amount.unwrap_or(Amount::One).hundredths();
                        all = all.checked_add(hundredths.checked_mul(unit)?.div_ceil(100))?;
                        (amount, last, is_joined) = (None, Some(unit), false);
                    } else {
                        let hundredths = halves(word).or_else(|| number(word)?.checked_mul(100))?;
                        if amount.is_some() {
                            return None;
                        }
                        amount = Some(Amount::Words(hundredths));
                    }
                }
            },
        }
    }
    match (amount, last) {
        (None, Some(_)) => Some(all),
        // A number alone is in minutes, as the label of the field says.
        (Some(Amount::Figures(hundredths)), None) if hundredths % 100 == 0 => Some(hundredths / 100),
        // "1 uur 30"
        (Some(Amount::Figures(hundredths)), Some(HOUR)) if hundredths % 100 == 0 && hundredths < 6_000 => {
            all.checked_add(hundredths / 100)
        }
        // "an hour and a half"
        (Some(Amount::Half), Some(HOUR)) => all.checked_add(HALF_HOUR),
        _ => None,
    }
}

fn unit(word: &str) -> Option<u32> {
    match word {
        "m" | "min" | "mins" | "minuut" | "minuten" | "minuutje" | "minuutjes" | "minute" | "minutes" => {
            Some(1)
        }
        "kwartier" | "kwartiertje" | "kwartieren" | "quarter" | "quarters" => Some(QUARTER),
        word if is_hour(word) => Some(HOUR),
        _ => None,
    }
}

fn is_hour(word: &str) -> bool {
    matches!(
        word,
        "u" | "h" | "uur" | "uren" | "uurtje" | "uurtjes" | "hour" | "hours" | "hr" | "hrs"
    )
}

/// Words such as "anderhalf", in hundredths.
fn halves(word: &str) -> Option<u32> {
    Some(match word {
        "anderhalf" | "anderhalve" => 150,
        "tweeënhalf" | "tweeeënhalf" | "tweeenhalf" => 250,
        "drieënhalf" | "drieenhalf" => 350,
        _ => return None,
    })
}

/// A number in words.
fn number(word: &str) -> Option<u32> {
    Some(match word {
        "één" | "een" | "one" => 1,
        "twee" | "two" => 2,
        "drie" | "three" => 3,
        "vier" | "four" => 4,
        "vijf" | "five" => 5,
        "zes" | "six" => 6,
        "zeven" | "seven" => 7,
        "acht" | "eight" => 8,
        "negen" | "nine" => 9,
        "tien" | "ten" => 10,
        "elf" | "eleven" => 11,
        "twaalf" | "twelve" => 12,
        "vijftien" | "fifteen" => 15,
        "twintig" | "twenty" => 20,
        "vijfentwintig" => 25,
        "dertig" | "thirty" => 30,
        "veertig" | "forty" => 40,
        "vijfenveertig" => 45,
        "vijftig" | "fifty" => 50,
        "zestig" | "sixty" => 60,
        "negentig" | "ninety" => 90,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
