//! `sayso attribute --scores`: why each attribution came out.

use std::io::{self, Write};

use sayso::attribute::{Explanation, Link, Origin, Part, Reason};
use sayso::export::{OffsetMap, Offsets};
use sayso::resolve::Why;
use sayso::text::{Document, Span, Statement};

use crate::why::somebody;

/// The most links shown for a part.
const MOST_LINKS: usize = 4;
/// The most characters shown of a part.
const WIDTH: usize = 60;

/// Writes the reasons for every attribution of an article, and for its speaker.
pub(crate) fn write(
    page: &mut impl Write,
    document: &Document,
    explanations: &[Explanation],
    speakers: &[(Statement, Why)],
) -> io::Result<()> {
    writeln!(page, "{}", document.id)?;
    let map = OffsetMap::new(&document.text, Offsets::Chars);
    explanations.iter().try_for_each(|explanation| {
        write_explanation(page, &document.text, explanation)?;
        let found = &explanation.attribution;
        let speaker = speakers.iter().find(|(statement, _)| {
            let own = &statement.attribution;
            own.cue == found.cue && own.content == found.content
        });
        speaker.map_or(Ok(()), |(statement, why)| {
            write_speaker(page, &document.text, (statement, why), &map)
        })
    })
}

/// "speaker Ada Obi by ranked: “Obi” (20 to 23), 1.25 before Lind".
fn write_speaker(
    out: &mut impl Write,
    text: &str,
    (statement, why): (&Statement, &Why),
    map: &OffsetMap<'_>,
) -> io::Result<()> {
    let name = Some(&*statement.speaker.name).filter(|name| !name.is_empty());
    write!(out, "    speaker {} by {}", name.unwrap_or("nobody"), why.rule)?;
    if let Some(antecedent) = why.antecedent {
        let (start, end) = map.ends(antecedent);
        write!(out, ": {} ({start} to {end})", shown(text, antecedent))?;
    }
    if let (Some(runner_up), Some(margin)) = (&why.runner_up, why.margin) {
        write!(out, ", {margin:.2} before {}", somebody(runner_up))?;
    }
    writeln!(out)
}

fn write_explanation(
    out: &mut impl Write,
    text: &str,
    explanation: &Explanation,
) -> io::Result<()> {
    let origin = match explanation.origin {
        Origin::Scores => "network".to_owned(),
        Origin::Rules => format!("rule {}", explanation.rule.unwrap_or("unknown")),
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
    reason.links.iter().take(MOST_LINKS).try_for_each(|Link { to, score, .. }| {
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
