//! One article and what came along with it.

use std::fmt;
use std::str::FromStr;

/// One article as read: its text unchanged, and the columns of its input that were not the text.
///
/// ```
/// let document = sayso_text::Document::new("a1", "The mayor resigned, aides said.");
/// assert_eq!(document.date, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Document {
    /// Names the document in every output; unique within a run where the input makes it so.
    pub id: String,
    /// The text. All spans of all stages point into it.
    pub text: String,
    /// The date that the input gave with the article, if any; a date that stands in the text is
    /// found by segmentation.
    pub date: Option<Date>,
    /// The values of the other input columns, in the order of the input's header.
    pub columns: Vec<String>,
}

impl Document {
    /// A document of an id and a text, with nothing else known.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), date: None, columns: Vec::new() }
    }
}

/// A day of the Gregorian calendar; prints and parses as ISO 8601 (`2024-10-02`).
///
/// ```
/// use sayso_text::Date;
///
/// let date: Date = "2024-10-02T08:30:00Z".parse()?;
/// assert_eq!(date, Date::new(2024, 10, 2).unwrap());
/// assert_eq!(date.to_string(), "2024-10-02");
/// assert_eq!(Date::new(2023, 2, 29), None);
/// # Ok::<(), sayso_text::UnknownName>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The English names of the months in small letters, January first.
    pub const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];

    /// The day, or `None` where the calendar has no such day or the year has not four digits.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 {
            return None;
        }
        if day > days_of_month(year, month) { None } else { Some(Self { year, month, day }) }
    }

    /// The year, of four digits.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days from 1970-01-01 in the Gregorian calendar, which repeats every 400 years: the year is
    /// counted from March, so that the leap day is its last.
    ///
    /// ```
    /// use sayso_text::Date;
    ///
    /// assert_eq!(Date::new(2024, 10, 2).map(Date::days_since_1970), Some(19_998));
    /// assert_eq!(Date::new(1969, 12, 31).map(Date::days_since_1970), Some(-1));
    /// ```
    #[must_use]
    pub fn days_since_1970(self) -> i32 {
        let (year, month, day) = (i32::from(self.year), i32::from(self.month), i32::from(self.day));
        let year = if month <= 2 { year - 1 } else { year };
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let leap_days = year / 4 - year / 100 + year / 400;
        year * 365 + leap_days + day_of_year - 719_468
    }
}

const fn days_of_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = crate::UnknownName;

    /// Reads `YYYY-MM-DD`; a time of day may follow after `T` or a blank.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || crate::UnknownName::new("date", text, "YYYY-MM-DD");
        let day = text.trim().split(['T', ' ']).next().unwrap_or_default();
        let mut fields = day.split('-');
        let (Some(year), Some(month), Some(day), None) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            return Err(unknown());
        };
        let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else {
            return Err(unknown());
        };
        Self::new(year, month, day).ok_or_else(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leap_days_follow_the_calendar() {
        assert!(Date::new(2000, 2, 29).is_some());
        assert!(Date::new(1900, 2, 29).is_none());
    }

    #[test]
    fn days_are_counted_from_1970() {
        let days = |year, month, day| Date::new(year, month, day).map(Date::days_since_1970);
        assert_eq!(days(1970, 1, 1), Some(0));
        assert_eq!(days(1969, 12, 31), Some(-1));
        assert_eq!(days(2000, 2, 29), Some(11_016));
        assert_eq!(days(2024, 10, 2), Some(19_998));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "2024", "2024-13-01", "02-10-2024", "2024-10-02-03", "yesterday"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
