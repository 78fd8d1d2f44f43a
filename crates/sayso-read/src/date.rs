//! Dates as news databases write them.

use sayso_text::Date;

const MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The day that a cell of a table names, if it names one without doubt.
///
/// Reads ISO 8601 with or without a time, `20241002`, `2024/10/02`, `2024.10.02`, and the forms
/// with the month in letters: `2 October 2024`, `Oct. 2, 2024`, `Wed, 02 Oct 2024 08:30:00 GMT`.
/// A date in figures that may be read in two ways, such as 03/04/2024, is not guessed at.
///
/// ```
/// let date = sayso_read::parse_date("Wed, 02 Oct 2024 08:30:00 GMT").unwrap();
/// assert_eq!(date.to_string(), "2024-10-02");
/// assert_eq!(sayso_read::parse_date("03/04/2024"), None);
/// ```
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    // A date stands at the front of its cell; a cell of megabytes is none.
    let text = text.get(..64).unwrap_or(text).trim();
    text.parse().ok().or_else(|| in_figures(text)).or_else(|| with_month_in_letters(text))
}

fn in_figures(text: &str) -> Option<Date> {
    let day = text.split(['T', ' ']).next()?;
    if day.len() >= 8 && day.bytes().all(|byte| byte.is_ascii_digit()) {
        return date(number(day.get(..4)?)?, number(day.get(4..6)?)?, number(day.get(6..8)?)?)
            .filter(|_| matches!(day.len(), 8 | 14));
    }
    let fields: Vec<u16> = day.split(['/', '.', '-']).map(number).collect::<Option<_>>()?;
    match *fields.as_slice() {
        [year, month, day] if year >= 1000 => date(year, month, day),
        [day, month, year] if year >= 1000 && (day > 12 || day == month) => date(year, month, day),
        [month, day, year] if year >= 1000 && day > 12 => date(year, month, day),
        _ => None,
    }
}

fn with_month_in_letters(text: &str) -> Option<Date> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let place = words.iter().position(|word| month(word).is_some())?;
    let month = month(words.get(place)?)?;
    let at = |place: usize| words.get(place).copied().and_then(figure);
    let before = place.checked_sub(1).and_then(at);
    let (day, year) = match before {
        Some(day) => (day, at(place + 1)?),
        None => (at(place + 1)?, at(place + 2)?),
    };
    date(year, month, day).or_else(|| date(day, month, year))
}

/// The number that a word is, an English ordinal ("2nd") too.
fn figure(word: &str) -> Option<u16> {
    number(word.trim_end_matches(|letter: char| letter.is_ascii_lowercase()))
}

fn number(word: &str) -> Option<u16> {
    word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().ok())?
}

pub(crate) fn month(word: &str) -> Option<u16> {
    let start = word.get(..3)?.to_ascii_lowercase();
    let place = MONTHS.iter().position(|month| *month == start)?;
    u16::try_from(place + 1).ok().filter(|_| word.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn date(year: u16, month: u16, day: u16) -> Option<Date> {
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn usual_forms_are_read() {
        for text in [
            "2024-10-02",
            "2024-10-02T08:30:00+02:00",
            "2024-10-02 08:30",
            "20241002",
            "20241002083000",
            "2024/10/2",
            "2024.10.02",
            "2 October 2024",
            "Oct. 2, 2024",
            "October 2nd, 2024",
            "Wed, 02 Oct 2024 08:30:00 GMT",
            "2-Oct-2024",
            "2024 Oct 2",
            "Wednesday, October 2, 2024 08:30",
        ] {
            assert_eq!(
                parse_date(text).map(|date| date.to_string()).as_deref(),
                Some("2024-10-02"),
                "{text}"
            );
        }
        assert_eq!(parse_date("10/25/2024"), Date::new(2024, 10, 25));
        assert_eq!(parse_date("25.10.2024"), Date::new(2024, 10, 25));
    }

    #[test]
    fn what_names_no_day_gives_none() {
        for text in ["", "2024", "03/04/2024", "May", "1727857800", "2024-13-40", "Oct 2024", "n/a"]
        {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_fall(text in "\\PC*") {
            let _ = parse_date(&text);
        }
    }
}
