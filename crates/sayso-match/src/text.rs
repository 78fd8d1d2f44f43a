//! Groups to read on a screen.

use std::io::{BufWriter, Write};

use crate::difference::Difference;
use crate::entry::Entry;
use crate::group::Group;
use crate::{Error, ErrorKind, Matches};

impl Matches {
    /// Writes all groups as a text, the words that differ marked: `[-will-] {+would+}`.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn write_text(&mut self, output: impl Write) -> Result<(), Error> {
        let mut out = BufWriter::new(output);
        let failed = |error| Error::new(ErrorKind::Output(error));
        self.each(|group| write(&mut out, group).map_err(failed))?;
        out.flush().map_err(failed)
    }
}

fn write(out: &mut impl Write, group: &Group) -> std::io::Result<()> {
    let first = group.first();
    writeln!(out, "{}  {}", group.id(), headline(group))?;
    writeln!(out, "    {}", first.content)?;
    for (place, version) in group.versions().iter().enumerate() {
        let own: Vec<String> =
            group.members().filter(|it| it.1 == place).map(|it| place_of(it.0)).collect();
        if place > 0 {
            writeln!(out, "  {}: {}", about(&version.difference), version.difference.marked())?;
        }
        writeln!(out, "    {}", own.join("; "))?;
    }
    writeln!(out)
}

/// Who says it, in how many places, and since when.
pub(crate) fn headline(group: &Group) -> String {
    let speaker = &*group.speaker().speaker;
    let speaker = if speaker.is_empty() { "(nobody named)" } else { speaker };
    let outlets = match group.outlets().len() {
        0 => String::new(),
        1 => "1 outlet, ".to_owned(),
        many => format!("{many} outlets, "),
    };
    let articles = group.articles();
    let articles =
        if articles == 1 { "1 article".to_owned() } else { format!("{articles} articles") };
    let dates = match (group.first().date, group.last_date()) {
        (Some(first), Some(last)) if first == last => format!(", {first}"),
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    };
    format!("{speaker} · {outlets}{articles}{dates} · first: {}", group.first_is())
}

/// What was changed.
pub(crate) fn about(difference: &Difference) -> String {
    let changes: Vec<&str> = difference.changes.iter().map(|change| change.name()).collect();
    changes.join("; ")
}

/// Where a statement stands: outlet, day, article.
pub(crate) fn place_of(entry: &Entry) -> String {
    let day = entry.date.map(|date| date.to_string());
    let parts = [Some(entry.outlet.clone()), day, Some(entry.doc_id.clone())];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
