//! Dates written out in running text.

use sayso_text::{Date, Segmentation, Token, TokenSpan};

/// A date in the text: its tokens' end, and the day if the year stands there too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) end: usize,
    pub(crate) date: Option<Date>,
}

/// The date that begins at a token: `2024-10-02`, `Oct. 2, 2024`, `2 October 2024`, `Oct. 2`.
pub(crate) fn at(text: &str, tokens: &[Token], index: usize) -> Option<Written> {
    let reader = Reader { text, tokens };
    reader.iso(index).or_else(|| reader.month_first(index)).or_else(|| reader.day_first(index))
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl Reader<'_> {
    fn word(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.span.of(self.text))
    }

    fn iso(&self, index: usize) -> Option<Written> {
        let word = self.word(index);
        let day = word
            .get(..10)
            .filter(|_| word.len() == 10 || word.as_bytes().get(10) == Some(&b'T'))?;
        Some(Written { end: index + 1, date: Some(day.parse().ok()?) })
    }

    fn month_first(&self, index: usize) -> Option<Written> {
        let month = month(self.word(index))?;
        let day = day(self.word(index + 1))?;
        let comma = usize::from(self.word(index + 2) == ",");
        Some(self.with_year(index + 2, comma, month, day))
    }

    fn day_first(&self, index: usize) -> Option<Written> {
        let day = day(self.word(index))?;
        let of = usize::from(self.word(index + 1) == "of");
        let month = month(self.word(index + 1 + of))?;
        let comma = usize::from(self.word(index + 2 + of) == ",");
        Some(self.with_year(index + 2 + of, comma, month, day))
    }

    /// The date with the year that follows after an optional comma, or without.
    fn with_year(&self, end: usize, comma: usize, month: u8, day: u8) -> Written {
        match year(self.word(end + comma)) {
            Some(year) => Written { end: end + comma + 1, date: Date::new(year, month, day) },
            None => Written { end, date: None },
        }
    }
}

fn year(word: &str) -> Option<u16> {
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| word.parse().ok())?.filter(|year| (1700..2200).contains(year))
}

fn day(word: &str) -> Option<u8> {
    let end = word.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, ending) = word.split_at_checked(end)?;
    if !matches!(ending, "" | "st" | "nd" | "rd" | "th") || digits.len() > 2 {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

/// The month that a name or abbreviation stands for, in any letter case.
pub(crate) fn month(word: &str) -> Option<u8> {
    let stem = word.strip_suffix('.').unwrap_or(word);
    let short = matches!(stem.len(), 3 | 4);
    let index = Date::MONTHS.iter().position(|name| {
        stem.eq_ignore_ascii_case(name)
            || (short
                && name.get(..stem.len()).is_some_and(|start| stem.eq_ignore_ascii_case(start)))
    })?;
    u8::try_from(index + 1).ok()
}

/// Whether the word names a day of the week, in full or abbreviated.
pub(crate) fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let stem = word.strip_suffix('.').unwrap_or(word);
    let short = (3..=5).contains(&stem.len());
    DAYS.iter().any(|name| {
        stem.eq_ignore_ascii_case(name)
            || (short
                && name.get(..stem.len()).is_some_and(|start| stem.eq_ignore_ascii_case(start)))
    })
}

/// The first date with a year that begins at one of the tokens.
pub(crate) fn first_in(text: &str, segmentation: &Segmentation, tokens: TokenSpan) -> Option<Date> {
    tokens.range().find_map(|index| at(text, &segmentation.tokens, index)?.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<String> {
        let segmentation = crate::Segmenter::new().segment(text);
        at(text, &segmentation.tokens, 0)?.date.map(|date| date.to_string())
    }

    #[test]
    fn dates_are_read_in_the_common_orders() {
        for text in [
            "2024-10-02",
            "Oct. 2, 2024",
            "October 2 2024",
            "2 October 2024",
            "2nd of Oct. 2024",
            "OCT. 2, 2024",
        ] {
            assert_eq!(date(text).as_deref(), Some("2024-10-02"), "{text}");
        }
    }

    #[test]
    fn date_without_year_is_no_day() {
        for text in ["Oct. 2", "Oct. 2, 300 people", "2 October", "May 40, 2024", "2024"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn weekdays_are_known_in_full_and_abbreviated() {
        assert!(is_weekday("Wednesday") && is_weekday("Tues.") && is_weekday("FRI"));
        assert!(!is_weekday("Mo") && !is_weekday("Sunny"));
    }
}
