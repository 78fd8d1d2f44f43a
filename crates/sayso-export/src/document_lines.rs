//! The document form: one object a document, as scoring and other programs read it.

use std::io::{BufWriter, Write};

use sayso_text::{Document, Span, Statement};

use crate::json::{Object, list};
use crate::row::{speaker_confidence, statement_id, within};
use crate::writer::{Writer, Written};
use crate::{Cell, Error, OffsetMap, Options};

/// Writes one object a document, also for a document without statements, with all spans of each
/// content.
pub(crate) struct DocumentLines<W: Write> {
    output: BufWriter<W>,
    offsets: crate::Offsets,
    line: Vec<u8>,
    written: Written,
}

impl<W: Write> DocumentLines<W> {
    pub(crate) fn new(output: W, options: &Options) -> Self {
        Self {
            output: BufWriter::new(output),
            offsets: options.offsets,
            line: Vec::new(),
            written: Written::default(),
        }
    }
}

impl<W: Write + Send> Writer for DocumentLines<W> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        self.written.count(statements);
        self.line.clear();
        let map = OffsetMap::new(&document.text, self.offsets);
        let mut object = Object::new(&mut self.line);
        object.text("doc_id", &document.id);
        object.cell("date", &document.date.map_or(Cell::Absent, Cell::Date));
        list(object.field("attributions"), statements, |buffer, statement| {
            attribution(Object::new(buffer), statement, &map);
        });
        object.end();
        self.line.push(b'\n');
        let written = self.output.write_all(&self.line);
        written.map_err(|error| Error::from(error).in_document(&document.id))
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(self.output.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<Written, Error> {
        self.output.flush()?;
        Ok(self.written)
    }
}

fn attribution(mut object: Object<'_>, statement: &Statement, map: &OffsetMap<'_>) {
    let attribution = &statement.attribution;
    object.text("id", &statement_id(statement.number));
    spans(&mut object, "source", attribution.source.as_slice(), map);
    spans(&mut object, "cue", &[attribution.cue], map);
    spans(&mut object, "content", &attribution.content, map);
    object.text("speaker", &statement.speaker.name);
    object.text("kind", attribution.kind.name());
    object.text("attribution_type", attribution.attribution_type.name());
    object.cell("confidence", &Cell::Confidence(attribution.confidence));
    object.cell("speaker_confidence", &speaker_confidence(&statement.speaker));
    object.cell("within", &within(statement));
    object.end();
}

fn spans(object: &mut Object<'_>, name: &str, spans: &[Span], map: &OffsetMap<'_>) {
    list(object.field(name), spans, |buffer, span| {
        let (start, end) = map.ends(*span);
        buffer.extend_from_slice(format!("[{start}, {end}]").as_bytes());
    });
}

#[cfg(test)]
mod tests {
    use sayso_text::Document;

    use crate::{Format, Options, sample};

    #[test]
    fn object_has_the_spans_of_source_cue_and_content() {
        let line = sample::written(Format::DocJsonl, &Options::default());
        assert_eq!(
            line,
            "{\"doc_id\": \"wire-1\", \"date\": \"2024-10-02\", \"attributions\": [{\"id\": \
             \"S1\", \"source\": [[18, 27]], \"cue\": [[28, 32]], \"content\": [[0, 16], \
             [35, 56]], \"speaker\": \"Ada Okoye\", \"kind\": \"direct\", \
             \"attribution_type\": \"communication\", \"confidence\": 0.93, \
             \"speaker_confidence\": 0.97, \"within\": null}]}\n"
        );
    }

    #[test]
    fn document_without_statements_is_written_too() {
        let mut bytes = Vec::new();
        let mut writer = Format::DocJsonl.writer(&mut bytes, &Options::default()).expect("memory");
        writer.write(&Document::new("quiet", "It rains."), &[]).expect("memory");
        writer.finish().expect("memory");
        assert_eq!(bytes, b"{\"doc_id\": \"quiet\", \"date\": null, \"attributions\": []}\n");
    }
}
