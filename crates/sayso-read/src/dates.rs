//! The dates of a column, each read as the column as a whole is written.
//!
//! 03/04/2024 is a day of April in London and one of March in New York, and no cell of its own tells.
//! But nearly every column has a date that does, as 25/04/2024, mostly among its first ten. So when the
//! first cell of two meanings comes, the column is looked through from its beginning until enough of
//! its cells agree; where they disagree, or none tells, the cell has no date, and that is said.

use std::path::Path;

use sayso_text::Date;

use crate::date::parse_date;
use crate::date_format::DateFormat;
use crate::reader::Origin;
use crate::{Corpus, Error, ErrorKind, Input, Options};

/// How many cells must agree. One of another order among them, and none is believed.
const ENOUGH: usize = 50;

/// Reads the dates of one column.
pub(crate) struct Dates {
    format: Option<DateFormat>,
    column: Option<Lookup>,
    undecided: Unread,
    unread: Unread,
}

/// Where the column can be looked through.
struct Lookup {
    input: Input,
    options: Options,
    name: String,
}

/// Cells that have no date for one reason.
#[derive(Default)]
struct Unread {
    count: u64,
    first: String,
}

impl Dates {
    /// The dates of the column of this name, if the table has one.
    pub(crate) fn new(options: &Options, origin: &Origin, name: Option<&str>) -> Self {
        let is_file = |path: &Path| path.is_file();
        let lookup = |name: &str| Lookup {
            input: Input::Path(origin.path.clone()),
            // Any order will do for who looks at the cells alone.
            options: Options { date_format: Some(DateFormat::DayFirst), ..options.clone() },
            name: name.to_owned(),
        };
        Self {
            format: options.date_format.clone(),
            column: name.filter(|_| is_file(&origin.path)).map(lookup),
            undecided: Unread::default(),
            unread: Unread::default(),
        }
    }

    /// The day that the cell names.
    pub(crate) fn read(&mut self, cell: &str) -> Option<Date> {
        if cell.trim().is_empty() {
            return None;
        }
        let date = self.parse(cell);
        if date.is_none() && figures(cell).is_some() && self.format.is_none() {
            self.undecided.add(cell);
        } else if date.is_none() {
            self.unread.add(cell);
        }
        date
    }

    fn parse(&mut self, cell: &str) -> Option<Date> {
        if let Some(DateFormat::Pattern(pattern)) = &self.format {
            return pattern.parse(cell);
        }
        if let Some(date) = parse_date(cell) {
            return Some(date);
        }
        let figures = figures(cell)?;
        if figures.is_dotted && self.format.is_none() {
            // Who puts dots puts the day first.
            return figures.read(&DateFormat::DayFirst);
        }
        if self.format.is_none() {
            self.format = self.column.take().and_then(|column| column.order());
        }
        figures.read(self.format.as_ref()?)
    }

    /// What is to be said once the column is read, if anything; said once.
    pub(crate) fn warning(&mut self) -> Option<Error> {
        let undecided = std::mem::take(&mut self.undecided);
        if undecided.count > 0 {
            let Unread { count, first } = undecided;
            return Some(Error::new(ErrorKind::UndecidedDates { count, first }));
        }
        let Unread { count, first } = std::mem::take(&mut self.unread);
        (count > 0).then(|| Error::new(ErrorKind::UnreadDates { count, first }))
    }
}

impl Unread {
    fn add(&mut self, cell: &str) {
        if self.count == 0 {
            self.first = cell.chars().take(40).collect();
        }
        self.count += 1;
    }
}

impl Lookup {
    /// The order that the cells of the column tell.
    fn order(self) -> Option<DateFormat> {
        let corpus = Corpus::new(&[self.input], &self.options);
        let place = corpus.columns().iter().position(|name| *name == self.name)?;
        let cells = corpus.flatten().filter_map(|document| document.columns.into_iter().nth(place));
        let orders = cells.filter_map(|cell| decisive(&cell)).take(ENOUGH);
        agreed(orders)
    }
}

/// What all say; nothing where they disagree or there are none.
fn agreed(mut orders: impl Iterator<Item = DateFormat>) -> Option<DateFormat> {
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

/// The order of a date of which one of the first two figures is no month.
fn decisive(cell: &str) -> Option<DateFormat> {
    let Figures { first, second, .. } = figures(cell)?;
    match (first > 12, second > 12) {
        (true, false) => Some(DateFormat::DayFirst),
        (false, true) => Some(DateFormat::MonthFirst),
        _ => None,
    }
}

/// A date in figures with its year behind.
struct Figures {
    first: u8,
    second: u8,
    year: u16,
    is_dotted: bool,
}

fn figures(cell: &str) -> Option<Figures> {
    let day = cell.trim().split(['T', ' ', ',']).next()?;
    let mut parts = day.split(['/', '-', '.']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_year = year.len() == 4 && parts.next().is_none();
    let figures = Figures {
        first: first.parse().ok()?,
        second: second.parse().ok()?,
        year: year.parse().ok()?,
        is_dotted: day.contains('.'),
    };
    Some(figures).filter(|_| is_year)
}

impl Figures {
    fn read(&self, format: &DateFormat) -> Option<Date> {
        match format {
            DateFormat::DayFirst => Date::new(self.year, self.second, self.first),
            DateFormat::MonthFirst => Date::new(self.year, self.first, self.second),
            DateFormat::Pattern(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(dates: &[&str]) -> (tempfile::TempDir, Input) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("news.csv");
        let rows: String = dates.iter().map(|date| format!("Rain.,\"{date}\"\n")).collect();
        std::fs::write(&path, "text,date\n".to_owned() + &rows).expect("a written table");
        (folder, Input::Path(path))
    }

    /// The dates of the column, and the warnings in the end.
    fn read(dates: &[&str], format: Option<DateFormat>) -> (Vec<String>, Vec<String>) {
        let (_folder, input) = table(dates);
        let options = Options { date_format: format, ..Options::default() };
        let (mut found, mut warnings) = (Vec::new(), Vec::new());
        for item in Corpus::new(&[input], &options) {
            match item {
                Ok(document) => {
                    found.push(document.date.map(|date| date.to_string()).unwrap_or_default());
                }
                Err(warning) => warnings.push(warning.kind().to_string()),
            }
        }
        (found, warnings)
    }

    #[test]
    fn column_tells_its_order_whatever_comes_first() {
        let (found, warnings) = read(&["03/04/2024", "04/05/2024 10:00", "25/04/2024"], None);
        assert_eq!(found, ["2024-04-03", "2024-05-04", "2024-04-25"]);
        assert!(warnings.is_empty(), "{warnings:?}");
        assert_eq!(read(&["03-04-2024", "04-25-2024"], None).0, ["2024-03-04", "2024-04-25"]);
    }

    #[test]
    fn column_that_tells_nothing_or_two_things_is_undecided() {
        let (found, warnings) = read(&["03/04/2024", "05/06/2024"], None);
        assert_eq!(found, ["", ""]);
        assert!(
            warnings[0].contains("2 dates") && warnings[0].contains("\"03/04/2024\""),
            "{warnings:?}"
        );
        let (found, _) = read(&["03/04/2024", "25/04/2024", "04/25/2024"], None);
        assert_eq!(found, ["", "2024-04-25", "2024-04-25"]);
    }

    #[test]
    fn order_that_was_asked_for_is_taken() {
        assert_eq!(read(&["03/04/2024"], Some(DateFormat::DayFirst)).0, ["2024-04-03"]);
        assert_eq!(read(&["03/04/2024"], Some(DateFormat::MonthFirst)).0, ["2024-03-04"]);
        let pattern: DateFormat = "%d %b. %y".parse().expect("a pattern");
        assert_eq!(read(&["3 Apr. 24"], Some(pattern)).0, ["2024-04-03"]);
    }

    #[test]
    fn dots_put_the_day_first_and_a_month_alone_is_no_day() {
        assert_eq!(read(&["3.4.2024", "03.04.2024"], None).0, ["2024-04-03"; 2]);
        let (found, warnings) = read(&["April 2024", "2024-04", "04/2024"], None);
        assert_eq!(found, ["", "", ""]);
        assert!(warnings[0].contains("3 dates"), "{warnings:?}");
    }
}
