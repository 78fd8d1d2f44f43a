//! INCEpTION's import: a folder with a UIMA CAS in JSON for each article, and the layers it needs.
//!
//! A statement is an annotation of its cue, with source and contents as its arguments, as INCEpTION's own
//! layer for predicates has it; the confidences are features of the cue, to sort and to filter by. The
//! form is that of "UIMA CAS JSON 0.4.0"; offsets count units of UTF-16, as UIMA does. The layers are in
//! `TypeSystem.xml`, which the project takes in before the articles.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sayso_text::{Document, Span, Statement};

use crate::brat::document_path;
use crate::json::{Object, list};
use crate::row::{speaker_confidence, statement_id, within};
use crate::writer::{Writer, Written};
use crate::{Cell, Error, OffsetMap, Offsets, xml};

/// The layers: cue, and source or content.
const CUE: &str = "webanno.custom.Statement";
const PART: &str = "webanno.custom.StatementPart";
/// What leads from a cue to a part, as INCEpTION names it.
const LINK: &str = "webanno.custom.StatementArgumentsLink";

/// The features of a cue, with their types.
const FEATURES: [(&str, &str); 9] = [
    ("statement", "uima.cas.String"),
    ("speaker", "uima.cas.String"),
    ("speakerKind", "uima.cas.String"),
    ("speakerRole", "uima.cas.String"),
    ("kind", "uima.cas.String"),
    ("attributionType", "uima.cas.String"),
    ("within", "uima.cas.String"),
    ("confidence", "uima.cas.Float"),
    ("speakerConfidence", "uima.cas.Float"),
];

/// Writes a `.json` file for each document, and the layers.
///
/// # Errors
/// If the folder cannot be written.
pub fn inception(folder: &Path) -> Result<Box<dyn Writer>, Error> {
    let prepared = fs::create_dir_all(folder)
        .and_then(|()| fs::write(folder.join("TypeSystem.xml"), type_system()));
    prepared.map_err(|error| Error::from(error).in_file(folder))?;
    Ok(Box::new(Inception { folder: folder.to_owned(), written: Written::default() }))
}

struct Inception {
    folder: PathBuf,
    written: Written,
}

/// A type with its features, each with the type of its values.
struct Type {
    name: &'static str,
    parent: &'static str,
    features: Vec<(&'static str, String)>,
}

/// The types that UIMA does not have itself.
fn types() -> [Type; 3] {
    let role = || ("role", "uima.cas.String".to_owned());
    let cue = FEATURES.iter().map(|(name, range)| (*name, (*range).to_owned()));
    let arguments = ("arguments", format!("{LINK}[]"));
    let annotation = "uima.tcas.Annotation";
    [
        Type { name: PART, parent: annotation, features: vec![role()] },
        Type {
            name: LINK,
            parent: "uima.cas.TOP",
            features: vec![role(), ("target", PART.to_owned())],
        },
        Type { name: CUE, parent: annotation, features: cue.chain([arguments]).collect() },
    ]
}

/// The types as a descriptor of UIMA.
fn type_system() -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n\
         <name>sayso</name><description>Who said what</description><version>1.0</version>\n<types>\n",
    );
    for Type { name, parent, features } in types() {
        out.push_str("<typeDescription>");
        xml::element(&mut out, "name", name);
        out.push_str("<description/>");
        xml::element(&mut out, "supertypeName", parent);
        out.push_str("<features>");
        for (feature, range) in features {
            out.push_str("<featureDescription>");
            xml::element(&mut out, "name", feature);
            out.push_str("<description/>");
            match range.strip_suffix("[]") {
                Some(element) => {
                    xml::element(&mut out, "rangeTypeName", "uima.cas.FSArray");
                    xml::element(&mut out, "elementType", element);
                }
                None => xml::element(&mut out, "rangeTypeName", &range),
            }
            out.push_str("</featureDescription>");
        }
        out.push_str("</features></typeDescription>\n");
    }
    out.push_str("</types>\n</typeSystemDescription>\n");
    out
}

/// A CAS that is being written: what was written has a number, and what stands in the text is in the index.
struct Cas<'d> {
    map: OffsetMap<'d>,
    structures: Vec<Vec<u8>>,
    members: Vec<usize>,
}

/// The number of the text itself.
const SOFA: usize = 1;

fn page(document: &Document, statements: &[Statement]) -> Vec<u8> {
    let map = OffsetMap::new(&document.text, Offsets::Utf16);
    let mut cas = Cas { map, structures: Vec::new(), members: Vec::new() };
    cas.add("uima.cas.Sofa", |sofa, _| {
        sofa.cell("sofaNum", &Cell::Number(1));
        sofa.text("sofaID", "_InitialView");
        sofa.text("mimeType", "text");
        sofa.text("sofaString", &document.text);
    });
    let all = Span::new(0, document.text.len());
    cas.annotate("uima.tcas.DocumentAnnotation", all, |it| it.text("language", "en"));
    statements.iter().for_each(|statement| cas.add_statement(statement));
    cas.finish()
}

impl Cas<'_> {
    fn add(&mut self, name: &str, fill: impl FnOnce(&mut Object<'_>, &OffsetMap<'_>)) -> usize {
        let number = self.structures.len() + 1;
        let mut bytes = Vec::new();
        let mut object = Object::new(&mut bytes);
        object.cell("%ID", &Cell::Number(number));
        object.text("%TYPE", name);
        fill(&mut object, &self.map);
        object.end();
        self.structures.push(bytes);
        number
    }

    fn annotate(&mut self, name: &str, span: Span, fill: impl FnOnce(&mut Object<'_>)) -> usize {
        let number = self.add(name, |object, map| {
            let (start, end) = map.ends(span);
            object.cell("@sofa", &Cell::Number(SOFA));
            object.cell("begin", &Cell::Number(start));
            object.cell("end", &Cell::Number(end));
            fill(object);
        });
        self.members.push(number);
        number
    }

    fn add_statement(&mut self, statement: &Statement) {
        let attribution = &statement.attribution;
        let parts = attribution.source.iter().map(|span| ("source", *span));
        let parts = parts.chain(attribution.content.iter().map(|span| ("content", *span)));
        let mut links = Vec::new();
        for (role, span) in parts.filter(|(_, span)| !span.is_empty()) {
            let part = self.annotate(PART, span, |object| object.text("role", role));
            links.push(self.add(LINK, |object, _| {
                object.text("role", role);
                object.cell("@target", &Cell::Number(part));
            }));
        }
        let arguments = self.add(&format!("{LINK}[]"), |object, _| {
            list(object.field("%ELEMENTS"), &links, |buffer, link| {
                buffer.extend_from_slice(link.to_string().as_bytes());
            });
        });
        // INCEpTION shows nothing of no width: a statement without a cue hangs on its content.
        let span = if attribution.cue.is_empty() { attribution.bounds() } else { attribution.cue };
        self.annotate(CUE, span, |object| {
            push_features(object, statement);
            object.cell("@arguments", &Cell::Number(arguments));
        });
    }

    fn finish(self) -> Vec<u8> {
        let Self { structures, members, .. } = self;
        let mut bytes = Vec::new();
        let mut cas = Object::new(&mut bytes);
        push_types(&mut cas);
        list(cas.field("%FEATURE_STRUCTURES"), &structures, |buffer, one| {
            buffer.push(b'\n');
            buffer.extend_from_slice(one);
        });
        let mut views = Object::new(cas.field("%VIEWS"));
        let mut view = Object::new(views.field("_InitialView"));
        view.cell("%SOFA", &Cell::Number(SOFA));
        list(view.field("%MEMBERS"), &members, |buffer, member| {
            buffer.extend_from_slice(member.to_string().as_bytes());
        });
        view.end();
        views.end();
        cas.end();
        bytes.push(b'\n');
        bytes
    }
}

fn push_features(object: &mut Object<'_>, statement: &Statement) {
    let (attribution, speaker) = (&statement.attribution, &statement.speaker);
    object.text("statement", &statement_id(statement.number));
    for (name, value) in [
        ("speaker", &*speaker.name),
        ("speakerKind", speaker.kind.name()),
        ("speakerRole", &*speaker.role),
        ("kind", attribution.kind.name()),
        ("attributionType", attribution.attribution_type.name()),
        ("within", &*within(statement).text()),
    ] {
        if !value.is_empty() {
            object.text(name, value);
        }
    }
    object.cell("confidence", &Cell::Confidence(attribution.confidence));
    if let Cell::Confidence(share) = speaker_confidence(speaker) {
        object.cell("speakerConfidence", &Cell::Confidence(share));
    }
}

fn push_types(cas: &mut Object<'_>) {
    let mut all = Object::new(cas.field("%TYPES"));
    for Type { name, parent, features } in types() {
        let mut one = Object::new(all.field(name));
        one.text("%NAME", name);
        one.text("%SUPER_TYPE", parent);
        for (feature, range) in &features {
            let mut described = Object::new(one.field(feature));
            described.text("%NAME", feature);
            described.text("%RANGE", range);
            described.end();
        }
        one.end();
    }
    all.end();
}

impl Inception {
    fn put(&self, document: &Document, page: &[u8]) -> io::Result<()> {
        let mut path = document_path(&self.folder, &document.id).into_os_string();
        path.push(".json");
        if let Some(parent) = Path::new(&path).parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, page)
    }
}

impl Writer for Inception {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        self.written.count(statements);
        let written = self.put(document, &page(document, statements));
        written.map_err(|error| Error::from(error).in_document(&document.id).in_file(&self.folder))
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Written, Error> {
        Ok(self.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn statement_is_its_cue_with_source_and_contents_as_arguments() {
        let (document, statements) = sample::document();
        let cas: serde_json::Value =
            serde_json::from_slice(&page(&document, &statements)).expect("JSON");
        let all = cas["%FEATURE_STRUCTURES"].as_array().expect("a list");
        let by_id =
            |id: &serde_json::Value| all.iter().find(|it| it["%ID"] == *id).expect("a structure");
        let cue = all.iter().find(|it| it["%TYPE"] == CUE).expect("a cue");
        assert_eq!((&cue["begin"], &cue["end"]), (&28.into(), &32.into()));
        assert_eq!((&cue["speaker"], &cue["confidence"]), (&"Ada Okoye".into(), &0.93.into()));
        let links = by_id(&cue["@arguments"])["%ELEMENTS"].as_array().expect("a list");
        let roles: Vec<_> = links.iter().filter_map(|link| by_id(link)["role"].as_str()).collect();
        assert_eq!(roles, ["source", "content", "content"]);
        let members = cas["%VIEWS"]["_InitialView"]["%MEMBERS"].as_array().expect("a list");
        assert_eq!(members.len(), 5);
    }
}
