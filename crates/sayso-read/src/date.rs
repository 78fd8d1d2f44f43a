//! Dates as news databases write them.

use sayso_text::Date;

use crate::months::month;

/// Words between the parts of a date: "the 2nd of October", "1 de octubre de 2024".
const BETWEEN: &[&str] = &["of", "de", "del", "the", "den", "der"];

/// The day that a cell of a table names, if it names one without doubt.
///
/// Reads ISO 8601 with or without a time, `20241002`, `2024/10/02`, `2024.10.02`, and the forms
/// with the month in letters: `2 October 2024`, `Oct. 2, 2024`, `Wed, 02 Oct 2024 08:30:00 GMT`,
/// in nine other languages too: `mardi 1er octobre 2024`, `2. Oktober 2024`.
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
    let is_told = |word: &&str| !word.is_empty() && !BETWEEN.contains(word);
    let words: Vec<&str> = words.filter(is_told).collect();
    // A month may stand in a name before the date: "May Day special, 28 August 2024".
    words.iter().enumerate().find_map(|(place, word)| around(&words, place, month(word)?))
}

/// The day whose month stands at the place: its figure before or behind the month, the year next,
/// or behind a time of day, as `date` and Perl print it.
fn around(words: &[&str], place: usize, month: u16) -> Option<Date> {
    /// Figures of a time and the name of its zone.
    const WORDS_OF_A_TIME: usize = 4;
    let at = |place: usize| words.get(place).copied().and_then(figure);
    let is_year = |year: &u16| *year >= 1000;
    let day_before = place.checked_sub(1).and_then(at);
    let next = if day_before.is_some() { place + 1 } else { place + 2 };
    let later = || {
        // "mar. 1 oct. 2024" is a Tuesday.
        let time = words.iter().skip(next).take(WORDS_OF_A_TIME + 1);
        let time = time.take_while(|word| self::month(word).is_none());
        time.filter_map(|word| figure(word)).find(is_year)
    };
    let (day, year) = match day_before {
        Some(day) => (day, at(next)?),
        None => (at(place + 1)?, at(next).filter(is_year).or_else(later).or_else(|| at(next))?),
    };
    date(year, month, day).or_else(|| date(day, month, year))
}

/// The number that a word is, an ordinal ("2nd", "1er", "1º") too.
fn figure(word: &str) -> Option<u16> {
    number(word.trim_end_matches(|letter: char| letter.is_lowercase()))
}

fn number(word: &str) -> Option<u16> {
    word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().ok())?
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
            "2nd of October 2024",
            "Wed Oct 2 08:30:23 EDT 2024",
            "March for the Bay, 2 October 2024",
            "2 octobre 2024",
            "2. Oktober 2024",
            "2 de octubre de 2024",
            "the 2nd of October 2024",
            "mercredi 2 octobre 2024",
            "mer. 2 oct. 2024",
            "Mittwoch, 2. Oktober 2024",
            "miércoles, 2 de octubre de 2024",
            "2. lokakuuta 2024",
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
        for text in [
            "",
            "2024",
            "03/04/2024",
            "May",
            "1727857800",
            "2024-13-40",
            "Oct 2024",
            "n/a",
            "2 marca 2024",
            "2 mayıs 2024",
            "2 listopada 2024",
            "Wed Oct 2 08:30",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn days_of_the_week_in_other_languages_are_no_months() {
        // Each begins with the three letters of an English month.
        for (text, day) in [
            ("mardi 1er octobre 2024", Some("2024-10-01")),
            ("mar. 1 oct. 2024", Some("2024-10-01")),
            ("martes, 1 de octubre de 2024", Some("2024-10-01")),
            ("3. marraskuuta 2024", Some("2024-11-03")),
            ("5 deckle 2024", None),
        ] {
            let read = parse_date(text).map(|date| date.to_string());
            assert_eq!(read.as_deref(), day, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_fall(text in "\\PC*") {
            let _ = parse_date(&text);
        }
    }
}
