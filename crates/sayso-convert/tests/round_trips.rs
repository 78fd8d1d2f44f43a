//! What a form can hold comes back from it, for any text and any spans.

#![expect(clippy::expect_used, reason = "a test fails by a panic")]

use std::path::Path;

use proptest::prelude::*;
use sayso_convert::{Conversion, Error, Event, Form, Target, read, writer};
use sayso_export::{Format, Offsets, Options};
use sayso_text::{
    Attribution, AttributionType, Document, Kind, Span, Speaker, SpeakerKind, Statement,
};

/// What of a statement is compared.
type Marked = (Option<Span>, Span, Vec<Span>);

fn spans(statement: &Statement) -> Marked {
    let attribution = &statement.attribution;
    (attribution.source, attribution.cue, attribution.content.clone())
}

fn write(form: Form, path: &Path, document: &Document, found: &[Statement], offsets: Offsets) {
    let target = match form {
        Form::Brat => Target::Folder(path),
        _ => Target::Stream(Box::new(std::fs::File::create(path).expect("a new file"))),
    };
    let mut options = Options::default();
    options.offsets = offsets;
    let mut writer = writer(form, target, &options).expect("a writer");
    writer.write(document, found).expect("a written document");
    writer.finish().expect("a written file");
}

/// The statements written in the form and read back.
fn round(form: Form, text: &str, statements: &[Statement], offsets: Offsets) -> Vec<Statement> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(match form {
        Form::Brat => "out",
        // A table is told by its name.
        Form::Atap => "wire.csv",
        Form::Own(Format::Xlsx) => "wire.xlsx",
        _ => "wire.json",
    });
    let document = Document::new("wire", text);
    write(form, &path, &document, statements, offsets);
    let drafts = read(&path, form).expect("a readable file");
    let mut found = Vec::new();
    Conversion::new(offsets)
        .run_with_texts(drafts, [Ok::<_, Error>(document)].into_iter(), |event| match event {
            Event::Document(_, statements) => {
                found = statements.to_vec();
                Ok(())
            }
            Event::Failed(error) => Err(error),
            _ => Ok(()),
        })
        .expect("all is in the text");
    found
}

fn form(name: &str) -> Form {
    name.parse().expect("a known form")
}

prop_compose! {
    fn statement()(
        words in prop::collection::vec("[a-zA-Zé😀“”'’,.é-]{1,6}", 5),
        has_source in any::<bool>(),
        pieces in 1..3_usize,
        kind in prop::sample::select(Kind::ALL),
        attribution_type in prop::sample::select(AttributionType::ALL),
        speaker_kind in prop::sample::select(SpeakerKind::ALL),
        (name, role) in ("([A-Z][a-zé'\"]{0,5}){1,2}", "[a-z]{0,4}"),
        (percent, speaker_percent) in (0..=100_u8, 0..=100_u8),
        is_inner in any::<bool>(),
    ) -> (Vec<String>, Statement) {
        let attribution = Attribution::new(Span::default(), vec![Span::default(); pieces])
            .with_source(has_source.then(Span::default))
            .with_kind(kind)
            .with_type(attribution_type)
            .with_confidence(f32::from(percent) / 100.0);
        let speaker = Speaker::new(name, speaker_kind)
            .with_role(role)
            .with_confidence(f32::from(speaker_percent) / 100.0);
        (words, Statement::new(0, attribution, speaker).with_outer(is_inner.then_some(0)))
    }
}

/// A text of the words, with the spans of each statement over its own: content, cue, source, a word
/// that is nobody's, and more content.
fn laid_out(parts: Vec<(Vec<String>, Statement)>) -> (String, Vec<Statement>) {
    let mut text = String::new();
    let mut statements = Vec::new();
    for (number, (words, mut statement)) in parts.into_iter().enumerate() {
        let mut places = words.iter().map(|word| {
            let start = text.len();
            text.push_str(word);
            let span = Span::new(start, text.len());
            text.push(' ');
            span
        });
        let mut next = || places.next().unwrap_or_default();
        let (first, cue, source, _, second) = (next(), next(), next(), next(), next());
        statement.number = number + 1;
        statement.within = statement.within.and((number > 0).then_some(number));
        let attribution = &mut statement.attribution;
        attribution.cue = cue;
        attribution.source = attribution.source.map(|_| source);
        attribution.content = [first, second].into_iter().take(attribution.content.len()).collect();
        text.push_str(if number % 3 == 0 { "\n\n" } else { "\r\n" });
        statements.push(statement);
    }
    (text, statements)
}

fn article() -> impl Strategy<Value = (String, Vec<Statement>)> {
    prop::collection::vec(statement(), 0..6).prop_map(laid_out)
}

fn offsets() -> impl Strategy<Value = Offsets> {
    prop::sample::select(Offsets::ALL)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rows_hold_everything((text, statements) in article(), offsets in offsets()) {
        for name in ["csv", "tsv", "jsonl", #[cfg(feature = "xlsx")] "xlsx"] {
            let found = round(form(name), &text, &statements, offsets);
            prop_assert_eq!(found.len(), statements.len());
            for (found, written) in found.iter().zip(&statements) {
                prop_assert_eq!(&found.attribution, &written.attribution);
                prop_assert_eq!((found.number, &found.speaker), (written.number, &written.speaker));
                prop_assert_eq!(found.within, written.within);
            }
        }
    }

    #[test]
    fn document_form_holds_all_but_what_the_speaker_is(
        (text, statements) in article(), offsets in offsets()
    ) {
        let found = round(form("doc-jsonl"), &text, &statements, offsets);
        prop_assert_eq!(found.len(), statements.len());
        for (found, written) in found.iter().zip(&statements) {
            prop_assert_eq!(&found.attribution, &written.attribution);
            let (one, other) = (&found.speaker, &written.speaker);
            prop_assert_eq!((&one.name, one.confidence), (&other.name, other.confidence));
            prop_assert_eq!(found.within, written.within);
        }
    }

    #[test]
    fn standoff_holds_spans_kinds_types_and_speakers((text, statements) in article()) {
        let found = round(Form::Brat, &text, &statements, Offsets::Chars);
        prop_assert_eq!(found.len(), statements.len());
        for (found, written) in found.iter().zip(&statements) {
            prop_assert_eq!(spans(found), spans(written));
            let (one, other) = (&found.attribution, &written.attribution);
            prop_assert_eq!((one.kind, one.attribution_type), (other.kind, other.attribution_type));
            prop_assert_eq!(found.within, written.within);
            prop_assert_eq!(&found.speaker.name, &written.speaker.name);
        }
    }

    #[test]
    fn peers_hold_all_spans((text, statements) in article(), offsets in offsets()) {
        for form in [Form::Ggt, Form::Atap, Form::Textacy, Form::Citron] {
            let found = round(form, &text, &statements, offsets);
            let found: Vec<Marked> = found.iter().map(spans).collect();
            prop_assert_eq!(found, statements.iter().map(spans).collect::<Vec<_>>(), "{}", form);
        }
    }

    #[test]
    fn atap_holds_the_names_of_persons_and_organisations((text, statements) in article()) {
        for (found, written) in round(Form::Atap, &text, &statements, Offsets::Chars).iter().zip(&statements) {
            if written.speaker.kind == SpeakerKind::Person || written.speaker.is_named() {
                prop_assert_eq!(&found.speaker.name, &written.speaker.name);
                prop_assert_eq!(found.speaker.kind, written.speaker.kind);
            }
        }
    }

    #[test]
    fn citron_holds_number_and_confidence((text, statements) in article()) {
        for (found, written) in round(Form::Citron, &text, &statements, Offsets::Chars).iter().zip(&statements) {
            prop_assert_eq!(found.attribution.confidence, written.attribution.confidence);
            prop_assert_eq!(found.number, written.number);
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        damage(&bytes);
    }

    #[test]
    fn no_damage_makes_a_reader_panic(
        (text, statements) in article(), cut in any::<prop::sample::Index>(), byte in any::<u8>()
    ) {
        for form in [Form::Ggt, Form::Atap, Form::Textacy, Form::Citron, form("doc-jsonl")] {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let path = folder.path().join("wire.json");
            write(form, &path, &Document::new("wire", text.as_str()), &statements, Offsets::Chars);
            let mut bytes = std::fs::read(&path).expect("a written file");
            if let Some(at) = (!bytes.is_empty()).then(|| cut.index(bytes.len())) {
                bytes[at] = byte;
                damage(&bytes);
                bytes.truncate(at);
                damage(&bytes);
            }
        }
    }
}

/// Reads the bytes as every form, to the end.
fn damage(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("wire.json");
    std::fs::write(&path, bytes).expect("a new file");
    let text = Document::new("wire", "“Rain is near,” Ada Obi said.");
    for form in Form::read() {
        let Ok(drafts) = read(&path, form) else { continue };
        let texts = [Ok::<_, Error>(text.clone())].into_iter();
        let done = Conversion::default().run_with_texts(drafts, texts, |_| Ok::<_, Error>(()));
        done.expect("telling does not fail");
    }
}
