//! `sayso attribute --scores`: why each attribution came out.

use std::io::{self, Write};

use sayso::attribute::{Explanation, Link, Origin, Part, Reason};
use sayso::text::{Document, Span};

/// The most links shown for a part.
const MOST_LINKS: usize = 4;
/// The most characters shown of a part.
const WIDTH: usize = 60;

/// Writes the reasons for every attribution of an article.
pub(crate) fn write(
    page: &mut impl Write,
    document: &Document,
    explanations: &[Explanation],
) -> io::Result<()> {
    writeln!(page, "{}", document.id)?;
    explanations
        .iter()
        .try_for_each(|explanation| write_explanation(page, &document.text, explanation))
}

fn write_explanation(
    out: &mut impl Write,
    text: &str,
    explanation: &Explanation,
) -> io::Result<()> {
    let origin = match explanation.origin {
        Origin::Scores => "network",
        Origin::Rules => "rules",
    };
    let found = &explanation.attribution;
    writeln!(
        out,
        "\n  {} {} by {origin}, confidence {:.2}",
        found.kind, found.attribution_type, found.confidence
    )?;
    explanation.reasons.iter().try_for_each(|reason| write_reason(out, text, reason))
}

fn write_reason(out: &mut impl Write, text: &str, reason: &Reason) -> io::Result<()> {
    let part = match reason.part {
        Part::Source => "source",
        Part::Cue => "cue",
        Part::Content => "content",
    };
    writeln!(out, "    {part:8} {:.2}  {}", reason.probability, shown(text, reason.span))?;
    let target = if reason.part == Part::Cue { "source" } else { "cue" };
    reason.links.iter().take(MOST_LINKS).try_for_each(|Link { to, score }| {
        let to = to.map_or_else(|| "none".to_owned(), |span| shown(text, span));
        writeln!(out, "      {target} {score:7.2}  {to}")
    })
}

/// The text of the span on one line, cut where it is long.
fn shown(text: &str, span: Span) -> String {
    let words: Vec<&str> = span.of(text).split_whitespace().collect();
    let line = words.join(" ");
    if line.chars().count() <= WIDTH {
        return line;
    }
    let cut: String = line.chars().take(WIDTH - 1).collect();
    format!("{}…", cut.trim_end())
}
