//! The figures as one page of HTML, which stands alone: no script, no other file, no network.

use std::io::{BufWriter, Write};

use sayso_page::Escaped;
use sayso_text::SpeakerKind;

use crate::figures::Row;
use crate::{Dimension, Error, Figures};

const START: &str = include_str!("page.html");

/// Speakers and outlets that a section shows; the rest is counted below it.
const MOST_ROWS: usize = 50;

/// Writes the page.
pub(crate) fn write(figures: &Figures, output: impl Write) -> Result<(), Error> {
    let mut out = BufWriter::new(output);
    out.write_all(START.as_bytes())?;
    let speakers = figures.section(Dimension::All).first().map_or(0, |row| row.count.speakers);
    writeln!(
        out,
        "<p class=\"sum\">{} statements in {} articles by {speakers} named speakers. Counts are of rows \
         that a program found; shares are of all statements.</p>",
        figures.statements(),
        figures.articles,
    )?;
    write_key(&mut out)?;
    for dimension in Dimension::ALL {
        let rows = figures.section(*dimension);
        if *dimension != Dimension::All && !rows.is_empty() {
            write_section(&mut out, figures, *dimension, rows)?;
        }
    }
    out.write_all(b"</body>\n</html>\n")?;
    out.flush()?;
    Ok(())
}

fn write_key(out: &mut impl Write) -> Result<(), Error> {
    out.write_all(b"<ul class=\"key\" aria-label=\"Colours of the bars\">")?;
    for kind in SpeakerKind::ALL {
        write!(out, "<li><i class=\"{kind}\"></i>{kind}</li>")?;
    }
    out.write_all(b"</ul>\n")?;
    Ok(())
}

fn title(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::All => "All",
        Dimension::SpeakerKind => "By kind of speaker",
        Dimension::Outlet => "By outlet",
        Dimension::Month => "By month",
        Dimension::Label => "By label",
        Dimension::Speaker => "By speaker",
    }
}

fn write_section(
    out: &mut impl Write,
    figures: &Figures,
    dimension: Dimension,
    rows: &[Row],
) -> Result<(), Error> {
    let has_labels = !matches!(dimension, Dimension::Label | Dimension::Speaker);
    let labels = if has_labels { figures.labels.as_slice() } else { &[] };
    writeln!(
        out,
        "<section>\n<h2>{}</h2>\n<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">{}</th>\
         <th scope=\"col\"><span aria-hidden=\"true\">kinds of speaker</span></th>",
        title(dimension),
        dimension.name().replace('_', " ")
    )?;
    let columns = ["statements", "%", "articles", "speakers", "words", "quoted"];
    for name in columns.iter().copied().chain(labels.iter().map(String::as_str)) {
        write!(out, "<th scope=\"col\">{}</th>", Escaped(name))?;
    }
    out.write_all(b"</tr></thead>\n<tbody>\n")?;
    let most = rows.iter().map(|row| row.count.statements).max().unwrap_or(1).max(1);
    let shown = if dimension == Dimension::Month { rows.len() } else { MOST_ROWS };
    for row in rows.iter().take(shown) {
        write_row(out, figures, row, (most, labels.len()))?;
    }
    out.write_all(b"</tbody>\n</table></div>\n")?;
    if let Some(more) = rows.len().checked_sub(shown).filter(|more| *more > 0) {
        writeln!(out, "<p class=\"more\">and {more} more</p>")?;
    }
    out.write_all(b"</section>\n")?;
    Ok(())
}

fn write_row(
    out: &mut impl Write,
    figures: &Figures,
    row: &Row,
    (most, labels): (u64, usize),
) -> Result<(), Error> {
    let count = &row.count;
    write!(out, "<tr><th scope=\"row\">{}</th><td class=\"bar\"><div>", Escaped(&row.name))?;
    for (kind, part) in SpeakerKind::ALL.iter().zip(count.speaker_kinds) {
        if part > 0 {
            let width = part as f64 / most as f64 * 100.0;
            write!(
                out,
                "<i class=\"{kind}\" style=\"width:{width:.2}%\" title=\"{part} {kind}\"></i>"
            )?;
        }
    }
    write!(
        out,
        "</div></td><td>{}</td><td>{:.1}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>",
        count.statements,
        figures.share(count.statements),
        count.articles,
        count.speakers,
        count.words,
        count.words_quoted
    )?;
    for number in count.labels.iter().take(labels) {
        write!(out, "<td>{number}</td>")?;
    }
    out.write_all(b"</tr>\n")?;
    Ok(())
}
