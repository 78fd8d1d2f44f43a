//! TEI P5: the articles with what is said in them marked by `said`, inner voices within outer ones.
//!
//! The text of the `body` is the text of the article, character for character but for Windows line ends,
//! which XML has not. What crosses a paragraph or another mark is written in parts that name one another
//! (`next`, `prev`). `direct` is `unknown` where only a part is quoted; `ana` has the kind and the type,
//! `cert` the confidence. Sources are `rs`, cues `seg`.

use std::collections::HashMap;
use std::io::{BufWriter, Write};

use sayso_segment::Segmenter;
use sayso_text::{AttributionType, Document, Kind, Span, Speaker, SpeakerKind, Statement};

use crate::line_feeds::LineFeeds;
use crate::nesting::{Mark, Tag, tags};
use crate::row::confidence;
use crate::writer::{Writer, Written};
use crate::{Error, xml};

/// Writes one `TEI` for each article into a `teiCorpus`.
pub(crate) struct Tei<W: Write> {
    output: BufWriter<W>,
    segmenter: Segmenter,
    written: Written,
}

impl<W: Write> Tei<W> {
    pub(crate) fn new(output: W) -> Result<Self, Error> {
        let mut output = BufWriter::new(output);
        let mut head = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\n",
        );
        push_header(&mut head, "Statements in news articles", None, &taxonomy());
        output.write_all(head.as_bytes())?;
        Ok(Self { output, segmenter: Segmenter::new(), written: Written::default() })
    }

    fn page(&self, document: &Document, statements: &[Statement]) -> String {
        let feeds = LineFeeds::new(&document.text);
        let segmentation = self.segmenter.segment(feeds.text());
        let article = Article { number: self.written.documents, feeds: &feeds, statements };
        let mut out = String::from("<TEI>\n");
        push_header(&mut out, &document.id, document.date.map(|date| date.to_string()), "");
        let speakers = article.push_speakers(&mut out);
        out.push_str("<text><body>");
        let blocks: Vec<Span> = segmentation.paragraphs.iter().map(|it| it.span).collect();
        article.push_body(&mut out, &blocks, &speakers);
        out.push_str("</body></text>\n</TEI>\n");
        out
    }
}

/// The header: what it is, when it appeared, and what TEI asks for.
fn push_header(out: &mut String, title: &str, date: Option<String>, classes: &str) {
    out.push_str("<teiHeader><fileDesc><titleStmt>");
    xml::element(out, "title", title);
    out.push_str("</titleStmt><publicationStmt>");
    match date {
        Some(date) => out.push_str(&format!("<date when=\"{date}\">{date}</date>")),
        None => out.push_str("<p>Statements marked by sayso.</p>"),
    }
    out.push_str("</publicationStmt><sourceDesc>");
    xml::element(out, "p", title);
    out.push_str("</sourceDesc></fileDesc>");
    out.push_str(classes);
    out.push_str("</teiHeader>\n");
}

/// The kinds and types that `ana` points to.
fn taxonomy() -> String {
    let kinds = Kind::ALL.iter().map(|kind| kind.name());
    let types = AttributionType::ALL.iter().map(|kind| kind.name());
    let category =
        |name: &str| format!("<category xml:id=\"{name}\"><catDesc>{name}</catDesc></category>");
    let categories: String = kinds.chain(types).map(category).collect();
    format!(
        "<encodingDesc><classDecl><taxonomy xml:id=\"sayso\">{categories}</taxonomy></classDecl></encodingDesc>"
    )
}

/// What a stretch of text is; the number is the place of its statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Part {
    Said(usize),
    Source(usize),
    Cue(usize),
}

/// An article that is being written.
struct Article<'a> {
    number: u64,
    feeds: &'a LineFeeds<'a>,
    statements: &'a [Statement],
}

/// The tags of the paragraphs with their places, and how many pieces each part has.
struct Pieces {
    paragraphs: Vec<Vec<(usize, Tag<Part>)>>,
    counts: HashMap<Part, usize>,
}

impl Article<'_> {
    /// Outer statements come first, so that those of the same span hold the inner ones.
    fn marks(&self) -> Vec<Mark<Part>> {
        let mut marks = Vec::new();
        let mut add = |span: Span, of: Part| marks.push(Mark { span: self.feeds.span(span), of });
        for (place, statement) in self.statements.iter().enumerate() {
            let attribution = &statement.attribution;
            attribution.content.iter().for_each(|span| add(*span, Part::Said(place)));
            attribution.source.iter().for_each(|span| add(*span, Part::Source(place)));
            add(attribution.cue, Part::Cue(place));
        }
        marks
    }

    fn pieces(&self, blocks: &[Span]) -> Pieces {
        let marks = self.marks();
        let paragraphs: Vec<_> = blocks.iter().map(|block| tags(*block, &marks)).collect();
        let mut counts = HashMap::new();
        for (_, tag) in paragraphs.iter().flatten() {
            if let Tag::Open(part) = tag {
                *counts.entry(*part).or_default() += 1;
            }
        }
        Pieces { paragraphs, counts }
    }

    /// The text, with a `p` around each block; what stands between the blocks is white space.
    fn push_body(&self, out: &mut String, blocks: &[Span], speakers: &HashMap<&str, String>) {
        let text = self.feeds.text();
        let pieces = self.pieces(blocks);
        let mut opened: HashMap<Part, usize> = HashMap::new();
        let mut done = 0;
        if blocks.is_empty() {
            out.push_str("<p/>");
        }
        for (block, tags) in blocks.iter().zip(&pieces.paragraphs) {
            xml::text(out, Span::new(done, block.start()).of(text));
            out.push_str("<p>");
            done = block.start();
            for (place, tag) in tags {
                xml::text(out, Span::new(done, *place).of(text));
                done = *place;
                match tag {
                    Tag::Close(Part::Said(_)) => out.push_str("</said>"),
                    Tag::Close(Part::Source(_)) => out.push_str("</rs>"),
                    Tag::Close(Part::Cue(_)) => out.push_str("</seg>"),
                    Tag::Open(part) => {
                        let number = opened.entry(*part).or_default();
                        *number += 1;
                        let count = pieces.counts.get(part).copied().unwrap_or_default();
                        self.push_open(out, *part, (*number, count), speakers);
                    }
                }
            }
            xml::text(out, Span::new(done, block.end()).of(text));
            out.push_str("</p>");
            done = block.end();
        }
        xml::text(out, Span::new(done, text.len()).of(text));
    }

    fn push_open(
        &self,
        out: &mut String,
        part: Part,
        (number, count): (usize, usize),
        speakers: &HashMap<&str, String>,
    ) {
        let (Part::Said(place) | Part::Source(place) | Part::Cue(place)) = part;
        let Some(statement) = self.statements.get(place) else { return };
        let (name, suffix) = match part {
            Part::Said(_) => ("said", ""),
            Part::Source(_) => ("rs", "-source"),
            Part::Cue(_) => ("seg", "-cue"),
        };
        let id = |number: usize| {
            let piece = if number == 1 { String::new() } else { format!("-{number}") };
            format!("a{}-S{}{suffix}{piece}", self.number, statement.number)
        };
        out.push_str(&format!("<{name} xml:id=\"{}\"", id(number)));
        let who = speakers.get(&*statement.speaker.name);
        match part {
            Part::Said(_) => push_said(out, statement, who),
            Part::Source(_) => push_source(out, who),
            Part::Cue(_) => out.push_str(" type=\"cue\""),
        }
        if !suffix.is_empty() {
            out.push_str(&format!(" corresp=\"#a{}-S{}\"", self.number, statement.number));
        }
        if number > 1 {
            out.push_str(&format!(" prev=\"#{}\"", id(number - 1)));
        }
        if number < count {
            out.push_str(&format!(" next=\"#{}\"", id(number + 1)));
        }
        out.push('>');
    }

    /// Who speaks in the article; gives the pointers to each name.
    fn push_speakers(&self, out: &mut String) -> HashMap<&str, String> {
        let mut pointers: HashMap<&str, String> = HashMap::new();
        let mut lists: [String; 3] = Default::default();
        let mut count = 0;
        for statement in self.statements.iter().filter(|it| !it.speaker.name.is_empty()) {
            let speaker = &statement.speaker;
            if pointers.contains_key(&*speaker.name) {
                continue;
            }
            let mut own = Vec::new();
            for name in speaker.name.split("; ") {
                count += 1;
                let id = format!("a{}-P{count}", self.number);
                let (list, element) = entry(&id, name, speaker);
                if let Some(list) = lists.get_mut(list) {
                    list.push_str(&element);
                }
                own.push(format!("#{id}"));
            }
            pointers.insert(&speaker.name, own.join(" "));
        }
        if lists.iter().any(|list| !list.is_empty()) {
            out.push_str("<standOff>");
            for (name, list) in ["listPerson", "listOrg", "listBibl"].iter().zip(&lists) {
                if !list.is_empty() {
                    out.push_str(&format!("<{name}>{list}</{name}>"));
                }
            }
            out.push_str("</standOff>\n");
        }
        pointers
    }
}

/// The entry of a speaker, and in which list it stands.
fn entry(id: &str, name: &str, speaker: &Speaker) -> (usize, String) {
    let (list, element, part) = match speaker.kind {
        SpeakerKind::Organisation => (1, "org", "orgName"),
        SpeakerKind::Document => (2, "bibl", "title"),
        SpeakerKind::Group => (0, "personGrp", "persName"),
        _ => (0, "person", "persName"),
    };
    let mut out = format!("<{element} xml:id=\"{id}\">");
    xml::element(&mut out, part, name);
    if list == 0 && element == "person" && !speaker.role.is_empty() {
        xml::element(&mut out, "occupation", &speaker.role);
    }
    out.push_str(&format!("</{element}>"));
    (list, out)
}

fn push_said(out: &mut String, statement: &Statement, who: Option<&String>) {
    if let Some(who) = who {
        out.push_str(&format!(" who=\"{who}\""));
    }
    let attribution = &statement.attribution;
    let direct = match attribution.kind {
        Kind::Direct => "true",
        Kind::Indirect => "false",
        _ => "unknown",
    };
    let (kind, class) = (attribution.kind, attribution.attribution_type);
    let cert = confidence(attribution.confidence);
    out.push_str(&format!(" direct=\"{direct}\" ana=\"#{kind} #{class}\" cert=\"{cert}\""));
}

/// `ref` points to one: several are named by `who` of what they said.
fn push_source(out: &mut String, who: Option<&String>) {
    out.push_str(" type=\"source\"");
    if let Some(who) = who.filter(|who| !who.contains(' ')) {
        out.push_str(&format!(" ref=\"{who}\""));
    }
}

impl<W: Write + Send> Writer for Tei<W> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        self.written.count(statements);
        let page = self.page(document, statements);
        let written = self.output.write_all(page.as_bytes());
        written.map_err(|error| Error::from(error).in_document(&document.id))
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(self.output.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<Written, Error> {
        self.output.write_all(b"</teiCorpus>\n")?;
        self.output.flush()?;
        Ok(self.written)
    }
}

#[cfg(test)]
mod tests {
    use sayso_text::Attribution;

    use super::*;
    use crate::sample::{self, span};
    use crate::{Format, Options};

    #[test]
    fn pieces_of_a_content_name_one_another() {
        let page = sample::written(Format::Tei, &Options::default());
        let said = "<said xml:id=\"a1-S1\" who=\"#a1-P1\" direct=\"true\" ana=\"#direct #communication\" \
                    cert=\"0.93\" next=\"#a1-S1-2\">“Rain is likely,</said>";
        assert!(page.contains(said), "{page}");
        assert!(page.contains("prev=\"#a1-S1\">but not before noon.”</said>"), "{page}");
        assert!(page.contains("<persName>Ada Okoye</persName><occupation>forecaster</occupation>"));
        assert!(page.contains("</said></p>\n\n<p>It is cold.</p>"), "{page}");
    }

    #[test]
    fn inner_voice_nests_in_the_outer_one() {
        let text = "Ek said Obi denied that rain is near.";
        let one = |number, source, cue, content| {
            let attribution = Attribution::new(span(text, cue), vec![span(text, content)])
                .with_source(span(text, source));
            Statement::new(number, attribution, Speaker::new(source, SpeakerKind::Person))
        };
        let outer = one(1, "Ek", "said", "Obi denied that rain is near");
        let inner = one(2, "Obi", "denied", "rain is near").with_outer(Some(1));
        let mut bytes = Vec::new();
        let mut writer = Box::new(Tei::new(&mut bytes).expect("memory"));
        writer.write(&Document::new("a", text), &[outer, inner]).expect("memory");
        writer.finish().expect("memory");
        let page = String::from_utf8(bytes).expect("text");
        let bare: String = page.split("<p>").last().unwrap_or_default().to_owned();
        let mut tags =
            bare.split('<').skip(1).map(|tag| tag.split([' ', '>']).next().unwrap_or_default());
        let tags: Vec<&str> = tags.by_ref().take_while(|tag| *tag != "/p").collect();
        assert_eq!(
            tags.join(" "),
            "rs /rs seg /seg said rs /rs seg /seg said /said /said",
            "{page}"
        );
    }
}
