//! How the dates of a column are written, where the user says so.

use std::fmt;
use std::str::FromStr;

use sayso_text::Date;

use crate::months::month;

/// How the dates of a column are written.
///
/// ```
/// use sayso_read::DateFormat;
///
/// assert_eq!("day-first".parse(), Ok(DateFormat::DayFirst));
/// assert!("%d.%m.%Y".parse::<DateFormat>().is_ok());
/// assert!("%d.%Q".parse::<DateFormat>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateFormat {
    /// 03/04/2024 is a day of April.
    DayFirst,
    /// 03/04/2024 is a day of March.
    MonthFirst,
    /// A pattern with `%d`, `%m`, `%Y` and their like.
    Pattern(Pattern),
}

/// A pattern of a date: `%d` day, `%m` month in figures, `%b` or `%B` month in letters, `%Y` year, `%y`
/// year of two figures (69 to 99 of the last century, as POSIX has it); a blank is any white space. What
/// follows the date in a cell, as a time, is passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// The day that the cell names.
    pub(crate) fn parse(&self, cell: &str) -> Option<Date> {
        let (mut day, mut month_found, mut year) = (None, None, None);
        let mut rest = cell.trim_start();
        let mut signs = self.0.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '%' => match signs.next()? {
                    'd' => day = Some(taken(&mut rest, 2)?),
                    'm' => month_found = Some(taken(&mut rest, 2)?),
                    'b' | 'B' => month_found = Some(letters(&mut rest)?),
                    'Y' => year = Some(taken(&mut rest, 4)?),
                    'y' => year = Some(century(taken(&mut rest, 2)?)),
                    _ => return None,
                },
                sign if sign.is_whitespace() => rest = rest.trim_start(),
                sign => rest = rest.strip_prefix(sign)?,
            }
        }
        // "2024" is no year of two figures, and "03.04.24xyz" no date with a time behind it.
        let ends =
            rest.chars().next().is_none_or(|next| next.is_whitespace() || ",T".contains(next));
        Date::new(
            year.filter(|_| ends)?,
            u8::try_from(month_found?).ok()?,
            u8::try_from(day?).ok()?,
        )
    }
}

/// The number of at most so many figures at the front, which is taken away.
fn taken(rest: &mut &str, most: usize) -> Option<u16> {
    let end = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (number, after) = rest.split_at_checked(end)?;
    *rest = after;
    number.parse().ok()
}

/// The month whose name stands at the front, which is taken away.
fn letters(rest: &mut &str) -> Option<u16> {
    let end = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
    let (name, after) = rest.split_at_checked(end)?;
    *rest = after;
    month(name)
}

fn century(year: u16) -> u16 {
    if year >= 69 { 1900 + year } else { 2000 + year }
}

impl fmt::Display for DateFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
            Self::Pattern(Pattern(pattern)) => pattern,
        })
    }
}

impl FromStr for DateFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = |sign: char| "dmbBYy".contains(sign);
        let has = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
        let signs: Vec<char> =
            text.split('%').skip(1).map(|rest| rest.chars().next().unwrap_or('%')).collect();
        match text {
            "day-first" => Ok(Self::DayFirst),
            "month-first" => Ok(Self::MonthFirst),
            _ if signs.iter().all(|sign| known(*sign))
                && has(&["%d"])
                && has(&["%m", "%b", "%B"])
                && has(&["%Y", "%y"]) =>
            {
                Ok(Self::Pattern(Pattern(text.to_owned())))
            }
            _ => Err(
                "expected day-first, month-first, or a pattern with %d, %m (or %b) and %Y (or %y)"
                    .to_owned(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(pattern: &str, cell: &str) -> Option<String> {
        Pattern(pattern.to_owned()).parse(cell).map(|date| date.to_string())
    }

    #[test]
    fn pattern_reads_what_it_says_and_nothing_else() {
        assert_eq!(parsed("%d.%m.%Y", "3.4.2024 10:00").as_deref(), Some("2024-04-03"));
        assert_eq!(parsed("%B %d, %Y", " April 3, 2024").as_deref(), Some("2024-04-03"));
        assert_eq!(parsed("%m/%d/%y", "04/03/99").as_deref(), Some("1999-04-03"));
        assert_eq!(parsed("%d%m%Y", "03042024").as_deref(), Some("2024-04-03"));
        for cell in ["", "3/4/2024", "3.14.2024", "3.4.", "é"] {
            assert_eq!(parsed("%d.%m.%Y", cell), None, "{cell}");
        }
        assert_eq!(parsed("%d/%m/%y", "03/04/2024"), None);
        assert_eq!(parsed("%d.%m.%y", "03.04.24xyz"), None);
        for cell in ["3.4.24", "3.4.24 10:15", "3.4.24, 10:15", "3.4.24T10:15"] {
            assert_eq!(parsed("%d.%m.%y", cell).as_deref(), Some("2024-04-03"), "{cell}");
        }
    }

    #[test]
    fn name_of_every_format_reads_back() {
        for text in ["day-first", "month-first", "%d/%m/%Y"] {
            assert_eq!(text.parse::<DateFormat>().expect("a format").to_string(), text);
        }
        for wrong in ["", "dmy", "%d.%m", "%d %m %Y %H", "%"] {
            assert!(wrong.parse::<DateFormat>().is_err(), "{wrong}");
        }
    }
}
