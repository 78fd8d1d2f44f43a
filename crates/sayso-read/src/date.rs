//! Dates as news databases write them.

use sayso_text::Date;

/// The names of the months: English ones with their short forms, then German, French, Spanish,
/// Italian, Portuguese and Dutch ones. A word of another language is no month for its first letters:
/// "marraskuuta" is Finnish for November. Names that mean two months are left out.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan", "january", "januar", "jänner", "janvier", "enero", "gennaio", "janeiro", "januari",
        "janv",
    ],
    &[
        "feb",
        "february",
        "februar",
        "février",
        "febrero",
        "febbraio",
        "fevereiro",
        "februari",
        "févr",
    ],
    &["mar", "march", "märz", "mär", "mars", "marzo", "março", "maart"],
    &["apr", "april", "avril", "abril", "aprile", "avr"],
    &["may", "mai", "mayo", "maggio", "maio", "mei"],
    &["jun", "june", "juni", "juin", "junio", "giugno", "junho"],
    &["jul", "july", "juli", "juillet", "julio", "luglio", "julho", "juil"],
    &["aug", "august", "août", "agosto", "augustus"],
    &["sep", "sept", "september", "septembre", "septiembre", "settembre", "setembro"],
    &["oct", "october", "oktober", "octobre", "octubre", "ottobre", "outubro", "okt"],
    &["nov", "november", "novembre", "noviembre", "novembro"],
    &["dec", "december", "dezember", "décembre", "diciembre", "dicembre", "dezembro", "dez", "déc"],
];

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
    let is_told = |word: &&str| !word.is_empty() && !matches!(*word, "of" | "de");
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
        let time = words.iter().skip(next).take(WORDS_OF_A_TIME + 1);
        time.filter_map(|word| figure(word)).find(is_year)
    };
    let (day, year) = match day_before {
        Some(day) => (day, at(next)?),
        None => (at(place + 1)?, at(next).filter(is_year).or_else(later).or_else(|| at(next))?),
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
    let word = word.to_lowercase();
    let place = MONTHS.iter().position(|names| names.contains(&&*word))?;
    u16::try_from(place + 1).ok()
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
            "2. marraskuuta 2024",
            "2 mayıs 2024",
            "2 listopada 2024",
            "Wed Oct 2 08:30",
        ] {
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
