//! Documents of Word: their text, paragraph by paragraph.
//!
//! The text goes on as that of a text file does, so that what news databases export for Word is split too.
//! Changes that are tracked count as accepted, and of drawings that are there twice, for old programs too, the
//! newer one counts. Headers, footers, footnotes and comments stand in other parts of the archive, and are no
//! part of the article.
//!
//! The markup is read as a stream, so that memory grows with the text alone: it is some ten times as long.

use std::io::{BufRead, BufReader, Read};

use flate2::bufread::DeflateDecoder;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use crate::{Error, ErrorKind};

/// The part that holds the text.
const MAIN: &[u8] = b"word/document.xml";

/// How its name begins where it has a number.
const NUMBERED: &[u8] = b"word/document";

/// How many times as long as the longest text its markup may be: a few hundred bytes of it stand around each
/// word that is set by hand.
const MARKUP: u64 = 32;

/// Elements whose text is none of the article: settings, what was deleted or moved away, the twin of a drawing,
/// readings above characters.
const LEFT_OUT: [&str; 6] = ["pPr", "rPr", "del", "moveFrom", "Fallback", "rt"];

/// The text of a document, if it is not longer than so many bytes.
pub(crate) fn text(source: impl Read, limit: u64) -> Result<String, Error> {
    let too_large = || Error::new(ErrorKind::TooLarge { limit });
    let mut bytes = Vec::new();
    if source.take(limit.saturating_add(1)).read_to_end(&mut bytes)? as u64 > limit {
        return Err(too_large());
    }
    let archive = ZipArchive::from_slice(bytes.as_slice()).map_err(|_| damaged())?;
    let Some((place, method)) = main_part(&archive) else {
        let remedy = "tables of workbooks are read as CSV: save them so";
        let what = "an archive, and no document of Word";
        return Err(Error::new(ErrorKind::NotRead { what, remedy }));
    };
    let part = archive.get_entry(place).map_err(|_| damaged())?;
    let unpacked: Box<dyn Read + '_> = match method {
        CompressionMethod::STORE => Box::new(part.data()),
        CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(part.data())),
        _ => return Err(damaged()),
    };
    let checked = part.verifying_reader(unpacked);
    let markup = BufReader::new(checked.take(limit.saturating_mul(MARKUP)));
    let mut words = Words { left: limit, ..Words::default() };
    words.read(&mut Reader::from_reader(markup)).map_err(|fault| match fault {
        Fault::Markup => damaged(),
        Fault::TooLong => too_large(),
    })?;
    Ok(words.text)
}

/// The part that holds the text, and how it is packed; some programs number it.
fn main_part(
    archive: &ZipSliceArchive<&[u8]>,
) -> Option<(ZipArchiveEntryWayfinder, CompressionMethod)> {
    let mut found = None;
    for part in archive.entries().flatten() {
        let path = part.file_path();
        let name: &[u8] = path.as_ref();
        let is_main = name == MAIN;
        if is_main || (name.starts_with(NUMBERED) && name.ends_with(b".xml") && found.is_none()) {
            found = Some((part.wayfinder(), part.compression_method()));
        }
        if is_main {
            break;
        }
    }
    found
}

fn damaged() -> Error {
    let remedy = "open it in a program that repairs it, and save it anew";
    Error::new(ErrorKind::NotRead {
        what: "a document of Word that is damaged or encrypted",
        remedy,
    })
}

enum Fault {
    Markup,
    TooLong,
}

impl From<quick_xml::Error> for Fault {
    fn from(_: quick_xml::Error) -> Self {
        Self::Markup
    }
}

/// The text as far as it is read.
#[derive(Default)]
struct Words {
    text: String,
    /// The paragraphs that are open: one in a text box stands within another.
    open: Vec<String>,
    /// So many elements around this one are left out.
    left_out: usize,
    /// The words of a run, with whether blanks around them count.
    run: Option<(String, bool)>,
    /// How many bytes there is still room for.
    left: u64,
}

impl Words {
    fn read(&mut self, markup: &mut Reader<impl BufRead>) -> Result<(), Fault> {
        let mut buffer = Vec::new();
        loop {
            match markup.read_event_into(&mut buffer)? {
                Event::Eof if self.open.is_empty() => return Ok(()),
                Event::Eof => return Err(Fault::Markup),
                Event::Start(_) if self.left_out > 0 => self.left_out += 1,
                Event::Start(element) => self.begin(&element),
                Event::End(_) if self.left_out > 0 => self.left_out -= 1,
                Event::End(element) => self.end(element.local_name().as_ref())?,
                Event::Empty(element) if self.left_out == 0 => {
                    self.sign(element.local_name().as_ref());
                }
                Event::Text(words) => self.say(&words.xml10_content()),
                Event::GeneralRef(entity) => self.say(&letter(&entity)?),
                _ => {}
            }
            buffer.clear();
        }
    }

    fn begin(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            name if LEFT_OUT.contains(&name) => self.left_out = 1,
            "p" => self.open.push(String::new()),
            "t" => {
                let is_kept = element.attributes().flatten().any(|it| it.value == "preserve");
                self.run = Some((String::new(), is_kept));
            }
            name => self.sign(name),
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        match name {
            "t" => {
                let (words, is_kept) = self.run.take().unwrap_or_default();
                self.put(if is_kept { &words } else { words.trim() });
            }
            "p" => {
                let paragraph = self.open.pop().unwrap_or_default();
                let paragraph = paragraph.trim_end();
                if !paragraph.trim().is_empty() {
                    if !self.text.is_empty() {
                        self.text.push_str("\n\n");
                    }
                    self.text.push_str(paragraph);
                }
            }
            _ => {}
        }
        let held: usize = self.open.iter().map(String::len).sum::<usize>() + self.text.len();
        if held as u64 > self.left { Err(Fault::TooLong) } else { Ok(()) }
    }

    /// An element that stands for a sign.
    fn sign(&mut self, name: &str) {
        match name {
            "tab" | "ptab" => self.put("\t"),
            "br" | "cr" => self.put("\n"),
            "noBreakHyphen" => self.put("\u{2011}"),
            _ => {}
        }
    }

    fn say(&mut self, words: &str) {
        if let Some((run, _)) = self.run.as_mut().filter(|_| self.left_out == 0) {
            run.push_str(words);
        }
    }

    fn put(&mut self, words: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.push_str(words);
        }
    }
}

/// What a reference such as `&amp;` or `&#8212;` stands for.
fn letter(entity: &BytesRef<'_>) -> Result<String, Fault> {
    if let Some(letter) = entity.resolve_char_ref()? {
        return Ok(letter.to_string());
    }
    resolve_xml_entity(entity).map(str::to_owned).ok_or(Fault::Markup)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use flate2::Compression;
    use flate2::write::DeflateEncoder;
    use rawzip::ZipArchiveWriter;

    use super::*;

    fn archive(name: &str, content: &str) -> Vec<u8> {
        packed(&[("[Content_Types].xml", ""), (name, content)], CompressionMethod::DEFLATE)
    }

    fn packed(parts: &[(&str, &str)], method: CompressionMethod) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut archive = ZipArchiveWriter::new(&mut bytes);
        for (name, content) in parts {
            let part = archive.new_file(name).compression_method(method);
            let (mut entry, config) = part.start().expect("memory");
            let descriptor = if method == CompressionMethod::DEFLATE {
                let mut writer =
                    config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
                writer.write_all(content.as_bytes()).expect("memory");
                let (encoder, descriptor) = writer.finish().expect("memory");
                encoder.finish().expect("memory");
                descriptor
            } else {
                let mut writer = config.wrap(&mut entry);
                writer.write_all(content.as_bytes()).expect("memory");
                writer.finish().expect("memory").1
            };
            entry.finish(descriptor).expect("memory");
        }
        archive.finish().expect("memory");
        bytes
    }

    fn document(body: &str) -> Vec<u8> {
        archive(
            "word/document.xml",
            &format!("<?xml version=\"1.0\"?><w:document><w:body>{body}</w:body></w:document>"),
        )
    }

    fn read(body: &str) -> String {
        text(&*document(body), 10_000).expect("a document")
    }

    #[test]
    fn runs_are_put_together_and_paragraphs_apart() {
        let body = "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:rPr><w:b/></w:rPr>\
            <w:t xml:space=\"preserve\">“Rain is </w:t></w:r><w:r><w:t>near,” </w:t><w:tab/><w:t>said</w:t>\
            <w:br/><w:t>Obi &amp; Lind&#8217;s</w:t></w:r></w:p><w:p/><w:p><w:r><w:t> </w:t></w:r></w:p>\
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>A cell</w:t><w:noBreakHyphen/></w:r></w:p></w:tc></w:tr></w:tbl>";
        assert_eq!(read(body), "“Rain is near,”\tsaid\nObi & Lind’s\n\nA cell\u{2011}");
    }

    #[test]
    fn document_is_told_by_its_bytes_and_read_as_a_text_file_is() {
        let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
        let body = ["Rain is near, Ada Obi said.", "It snows."].map(paragraph).concat();
        let options = crate::Options::default();
        let corpus = crate::Corpus::from_reader("wire", Cursor::new(document(&body)), &options);
        let documents: Vec<_> = corpus.map(|it| it.expect("a document")).collect();
        assert_eq!(documents.len(), 1);
        let Some(sayso_text::Document { id, text, .. }) = documents.first() else { return };
        assert_eq!((&**id, &**text), ("wire", "Rain is near, Ada Obi said.\n\nIt snows."));
    }

    proptest::proptest! {
        #[test]
        fn any_markup_is_read_or_refused(
            markup in "(<w:p>|</w:p>|<w:t>|</w:t>|<w:del>|</w:del>|<w:pPr>|</w:pPr>|<w:br/>|<w:t/>|<!--|-->|\
                       Rain|é|&amp;|&#0;|&#x110000;|&rain;|]]>|<){0,24}",
        ) {
            if let Ok(found) = text(&*document(&markup), 200) {
                proptest::prop_assert!(found.len() <= 200);
            }
        }
    }

    #[test]
    fn changes_count_as_accepted() {
        let body = "<w:p><w:ins><w:r><w:t>It snows</w:t></w:r></w:ins><w:del><w:r><w:delText>It rains</w:delText>\
            </w:r></w:del><w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText>\
            </w:r></w:p>";
        assert_eq!(read(body), "It snows");
    }

    #[test]
    fn text_box_is_read_once_and_by_itself() {
        let of = |name: &str| {
            format!(
                "<mc:{name}><w:txbxContent><w:p><w:r><w:t>A box</w:t></w:r></w:p></w:txbxContent></mc:{name}>"
            )
        };
        let body = format!(
            "<w:p><w:r><w:t>Before</w:t></w:r><mc:AlternateContent>{}{}</mc:AlternateContent></w:p>",
            of("Choice"),
            of("Fallback")
        );
        assert_eq!(read(&body), "A box\n\nBefore");
    }

    #[test]
    fn other_archives_and_damaged_ones_are_refused() {
        let told = |bytes: &[u8]| text(bytes, 10_000).expect_err("no document").to_string();
        assert!(told(&archive("xl/workbook.xml", "")).contains("no document of Word"));
        assert!(told(&document("<w:p><w:r>")).contains("damaged"));
        assert!(told(b"PK\x03\x04rain").contains("damaged") && told(b"").contains("damaged"));
        let stored =
            packed(&[("word/document.xml", "<p><t>Fog</t></p>")], CompressionMethod::STORE);
        assert_eq!(text(&*stored, 999).expect("a document"), "Fog");
        let mut torn = stored;
        // A letter of the text is another than its sum says.
        let at = torn.windows(3).position(|it| it == b"Fog").expect("the text");
        torn[at] = b'D';
        assert!(told(&torn).contains("damaged"));
        assert_eq!(
            text(&*archive("word/document2.xml", "<p><t>Hail</t></p>"), 999).expect("a document"),
            "Hail"
        );
    }

    #[test]
    fn document_that_unpacks_to_more_than_the_limit_is_refused() {
        let body = "<w:p><w:r><w:t>Rain</w:t></w:r></w:p>".repeat(2_000);
        let bytes = document(&body);
        assert!(bytes.len() < 4_000, "{}", bytes.len());
        let error = text(&*bytes, 4_000).expect_err("12 KB of text");
        assert!(matches!(error.kind(), ErrorKind::TooLarge { .. }), "{error}");
    }
}
