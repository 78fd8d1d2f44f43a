//! Groups as a page of HTML, which stands alone: no script, no other file, no network.

use std::fmt;
use std::io::{self, BufWriter, Write};

use crate::difference::Piece;
use crate::group::{Group, Version};
use crate::text::{about, headline, place_of};
use crate::{Error, ErrorKind, Matches};

const START: &str = include_str!("page.html");

/// Groups that a page shows; the tables have the rest.
const MOST_GROUPS: usize = 1_000;
/// Places that are named of one wording.
const MOST_PLACES: usize = 20;

impl Matches {
    /// Writes the largest groups as a page of HTML, the words that differ marked.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn write_page(&mut self, output: impl Write) -> Result<(), Error> {
        let mut out = BufWriter::new(output);
        let failed = |error| Error::new(ErrorKind::Output(error));
        let all = self.groups();
        start(&mut out, self).map_err(failed)?;
        for place in 0..all.min(MOST_GROUPS) {
            if let Some(group) = self.group(place)? {
                write(&mut out, &group).map_err(failed)?;
            }
        }
        end(&mut out, all.saturating_sub(MOST_GROUPS)).map_err(failed)
    }
}

fn start(out: &mut impl Write, matches: &Matches) -> io::Result<()> {
    out.write_all(START.as_bytes())?;
    writeln!(
        out,
        "<p class=\"sum\">{} of {} statements are in {} groups. Each group is of one speaker and nearly the \
         same words; what others changed against the first is marked: <del>left out</del> <ins>put in</ins>. \
         A program found them.</p>",
        matches.statements(),
        matches.all_statements(),
        matches.groups(),
    )
}

fn end(out: &mut impl Write, more: usize) -> io::Result<()> {
    if more > 0 {
        writeln!(out, "<p class=\"sum\">and {more} more groups, which the tables have</p>")?;
    }
    out.write_all(b"</body>\n</html>\n")?;
    out.flush()
}

fn write(out: &mut impl Write, group: &Group) -> io::Result<()> {
    writeln!(out, "<article id=\"{}\">\n<h2>{}</h2>", group.id(), Escaped(&headline(group)))?;
    writeln!(out, "<blockquote>{}</blockquote>", Escaped(&group.first().content))?;
    for (place, version) in group.versions().iter().enumerate() {
        if place > 0 {
            write_difference(out, version)?;
        }
        let places: Vec<String> = group
            .members()
            .filter(|member| member.1 == place)
            .map(|member| place_of(member.0))
            .collect();
        let shown = places.get(..MOST_PLACES).unwrap_or(&places).join(" · ");
        write!(out, "<p class=\"places\">{}", Escaped(&shown))?;
        if let Some(more) = places.len().checked_sub(MOST_PLACES).filter(|more| *more > 0) {
            write!(out, " · and {more} more")?;
        }
        out.write_all(b"</p>\n")?;
    }
    out.write_all(b"</article>\n")
}

fn write_difference(out: &mut impl Write, version: &Version) -> io::Result<()> {
    write!(out, "<p class=\"version\"><b>{}</b>", Escaped(&about(&version.difference)))?;
    for piece in &version.difference.pieces {
        match piece {
            Piece::Same(words) => write!(out, " {}", Escaped(words))?,
            Piece::Removed(words) => write!(out, " <del>{}</del>", Escaped(words))?,
            Piece::Added(words) => write!(out, " <ins>{}</ins>", Escaped(words))?,
        }
    }
    out.write_all(b"</p>\n")
}

/// A text as it can stand in HTML.
struct Escaped<'t>(&'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|sign| match sign {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            other => f.write_fmt(format_args!("{other}")),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::{Entry, Matcher, Options};

    #[test]
    fn page_marks_what_differs_and_lets_no_text_become_markup() {
        let mut matcher = Matcher::new(Options::default()).expect("temporary files");
        for (doc_id, content) in [
            ("a<b>", "We will close all <schools> in the valley tonight"),
            ("c", "We will not close all <schools> in the valley tonight"),
        ] {
            let speaker = "Dee Lind".to_owned();
            let kind = sayso_text::SpeakerKind::Person;
            let (doc_id, content) = (doc_id.into(), content.into());
            let entry = Entry { doc_id, content, speaker, speaker_kind: kind, ..Entry::default() };
            matcher.add(&entry).expect("added");
        }
        let mut page = Vec::new();
        matcher.finish().expect("matched").write_page(&mut page).expect("memory");
        let page = String::from_utf8(page).expect("UTF-8");
        assert!(
            page.contains("<b>negation</b> We will <ins>not</ins> close all &lt;schools&gt;"),
            "{page}"
        );
        assert!(page.contains("a&lt;b&gt;") && !page.contains("a<b>"));
        assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
    }
}
