//! Groups as tables: a row for each statement, and a row for each group.

use std::io::Write;

use sayso_export::{Cell, Format, Heading, Listing};
use sayso_text::Date;

use crate::group::Group;
use crate::{Error, Matches};

/// The columns of the table of statements.
const STATEMENTS: [Heading; 13] = [
    Heading::text("group_id", 10.0),
    Heading::number("place", 7.0),
    Heading::text("changes", 14.0),
    Heading::text("difference", 60.0),
    Heading::share("similarity"),
    Heading::text("doc_id", 22.0),
    Heading::text("statement_id", 12.0),
    Heading::text("speaker", 24.0),
    Heading::text("speaker_kind", 13.0),
    Heading::text("content", 80.0),
    Heading::text("kind", 9.0),
    Heading::date("date"),
    Heading::text("outlet", 20.0),
];

/// The columns of the table of groups.
const GROUPS: [Heading; 18] = [
    Heading::text("group_id", 10.0),
    Heading::text("speaker", 24.0),
    Heading::text("speaker_kind", 13.0),
    Heading::text("content", 80.0),
    Heading::date("first_date"),
    Heading::text("first_outlet", 20.0),
    Heading::text("first_doc_id", 22.0),
    Heading::text("first_is", 18.0),
    Heading::date("last_date"),
    Heading::number("outlets", 9.0),
    Heading::number("articles", 9.0),
    Heading::number("statements", 11.0),
    Heading::number("wordings", 10.0),
    Heading::number("direct", 9.0),
    Heading::number("indirect", 9.0),
    Heading::number("mixed", 9.0),
    Heading::text("names", 36.0),
    Heading::text("changes", 20.0),
];

/// What stands between the names of a group, which may themselves be of several.
const BETWEEN_NAMES: &str = " | ";

impl Matches {
    /// Writes a row for each statement; a workbook has a sheet of groups before it. Gives the number of
    /// cells that a workbook had to cut.
    ///
    /// # Errors
    /// If the output cannot be written in the format.
    pub fn write_statements(
        &mut self,
        format: Format,
        output: impl Write + Send,
    ) -> Result<u64, Error> {
        let (name, columns) = ("statements", &STATEMENTS[..]);
        let mut table = if format == Format::Xlsx {
            let mut table = Listing::new(output, format, ("groups", &GROUPS))?;
            self.each(|group| Ok(table.write(group_row(group))?))?;
            table.begin(name, columns)?;
            table
        } else {
            Listing::new(output, format, (name, columns))?
        };
        self.each(|group| Ok(rows(group).try_for_each(|row| table.write(row))?))?;
        Ok(table.finish()?)
    }

    /// Writes a row for each group, and gives the number of cells that a workbook had to cut.
    ///
    /// # Errors
    /// If the output cannot be written in the format.
    pub fn write_groups(
        &mut self,
        format: Format,
        output: impl Write + Send,
    ) -> Result<u64, Error> {
        let mut table = Listing::new(output, format, ("groups", &GROUPS))?;
        self.each(|group| Ok(table.write(group_row(group))?))?;
        Ok(table.finish()?)
    }

    /// Does something with each group in turn.
    pub(crate) fn each(
        &mut self,
        mut act: impl FnMut(&Group) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for place in 0..self.groups() {
            if let Some(group) = self.group(place)? {
                act(&group)?;
            }
        }
        Ok(())
    }
}

fn text(text: &str) -> Cell<'_> {
    Cell::Text(text.into())
}

fn owned(text: String) -> Cell<'static> {
    Cell::Text(text.into())
}

fn day(date: Option<Date>) -> Cell<'static> {
    date.map_or(Cell::Absent, Cell::Date)
}

/// The text, or nothing where it is empty.
fn optional(of: &str) -> Cell<'_> {
    if of.is_empty() { Cell::Absent } else { text(of) }
}

fn rows(group: &Group) -> impl Iterator<Item = [Cell<'_>; STATEMENTS.len()]> {
    group.members().enumerate().map(|(place, (entry, _, version))| {
        let changes: Vec<&str> = version.difference.changes.iter().map(|it| it.name()).collect();
        [
            owned(group.id()),
            Cell::Number(place + 1),
            optional(&changes.join("; ")).into_owned(),
            optional(&version.difference.marked()).into_owned(),
            Cell::Confidence(version.similarity),
            text(&entry.doc_id),
            optional(&entry.statement_id),
            optional(&entry.speaker),
            text(entry.speaker_kind.name()),
            text(&entry.content),
            optional(&entry.kind),
            day(entry.date),
            optional(&entry.outlet),
        ]
    })
}

fn group_row(group: &Group) -> [Cell<'_>; GROUPS.len()] {
    let (first, speaker) = (group.first(), group.speaker());
    let of_kind = |kind: &str| {
        Cell::Number(group.entries().iter().filter(|entry| entry.kind == kind).count())
    };
    let outlets = group.outlets().len();
    let changes: Vec<&str> = group.changes().into_iter().map(crate::Change::name).collect();
    [
        owned(group.id()),
        optional(&speaker.speaker),
        text(speaker.speaker_kind.name()),
        text(&first.content),
        day(first.date),
        optional(&first.outlet),
        text(&first.doc_id),
        owned(group.first_is().to_string()),
        day(group.last_date()),
        if outlets == 0 { Cell::Absent } else { Cell::Number(outlets) },
        Cell::Number(group.articles()),
        Cell::Number(group.entries().len()),
        Cell::Number(group.versions().len()),
        of_kind("direct"),
        of_kind("indirect"),
        of_kind("mixed"),
        optional(&group.names().join(BETWEEN_NAMES)).into_owned(),
        optional(&changes.join("; ")).into_owned(),
    ]
}
