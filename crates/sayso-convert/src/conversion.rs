//! Drafts and texts to documents with statements.

use std::collections::HashMap;

use sayso_export::Offsets;
use sayso_segment::Segmenter;
use sayso_text::{Document, Segmentation, Statement};

use crate::numbering::number;
use crate::placing::{Placing, without_accents};
use crate::{Draft, Drafts, Error, ErrorKind};

/// Finds what is marked in the texts.
#[derive(Default)]
pub struct Conversion {
    segmenter: Segmenter,
    offsets: Offsets,
}

/// What is told while drafts are converted.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'e> {
    /// A document with its statements, perhaps none.
    Document(&'e Document, &'e [Statement]),
    /// A file, a document or a mark that could not be converted; the others still come. Where
    /// [`Error::is_warning`] says so, it is only something to know.
    Failed(Error),
}

impl Conversion {
    /// A conversion of forms whose offsets are of the unit.
    #[must_use]
    pub fn new(offsets: Offsets) -> Self {
        Self { segmenter: Segmenter::new(), offsets }
    }

    /// Converts drafts that hold their texts, in their order.
    ///
    /// # Errors
    /// The first error that `tell` gives; it ends the conversion.
    pub fn run<S>(
        &self,
        drafts: Drafts,
        mut tell: impl FnMut(Event<'_>) -> Result<(), S>,
    ) -> Result<(), S> {
        for draft in drafts {
            match draft {
                Err(error) => tell(Event::Failed(error))?,
                Ok(mut draft) => match draft.text.take() {
                    Some(text) => {
                        let document = Document::new(draft.doc_id.as_str(), text);
                        self.document(draft, document, &mut tell)?;
                    }
                    None => {
                        let error = ErrorKind::NoText { doc_id: draft.doc_id };
                        tell(Event::Failed(Error::new(error).in_file(&draft.path)))?;
                    }
                },
            }
        }
        Ok(())
    }

    /// Converts drafts with the texts of their documents, in the order of the texts; a text for
    /// which there is no draft is a document without statements. The drafts are held in memory,
    /// the texts are not.
    ///
    /// # Errors
    /// The first error that `tell` gives; it ends the conversion.
    pub fn run_with_texts<E: Into<Error>, S>(
        &self,
        drafts: Drafts,
        texts: impl Iterator<Item = Result<Document, E>>,
        mut tell: impl FnMut(Event<'_>) -> Result<(), S>,
    ) -> Result<(), S> {
        let has_columns = !drafts.columns().is_empty();
        let mut by_name: HashMap<String, Draft> = HashMap::new();
        let mut names = Vec::new();
        for draft in drafts {
            match draft {
                Err(error) => tell(Event::Failed(error))?,
                Ok(draft) => {
                    names.push(draft.doc_id.clone());
                    match by_name.get_mut(&draft.doc_id) {
                        Some(first) => first.mentions.extend(draft.mentions),
                        None => drop(by_name.insert(draft.doc_id.clone(), draft)),
                    }
                }
            }
        }
        for text in texts {
            match text {
                Err(error) => tell(Event::Failed(error.into()))?,
                Ok(mut document) => {
                    let draft = by_name.remove(&document.id).unwrap_or_default();
                    if has_columns {
                        document.columns.clone_from(&draft.columns);
                    }
                    self.document(draft, document, &mut tell)?;
                }
            }
        }
        for draft in names.iter().filter_map(|name| by_name.remove(name)) {
            let error = Error::new(ErrorKind::UnknownDocument { doc_id: draft.doc_id });
            tell(Event::Failed(error.in_file(&draft.path)))?;
        }
        Ok(())
    }

    fn document<S>(
        &self,
        draft: Draft,
        mut document: Document,
        tell: &mut impl FnMut(Event<'_>) -> Result<(), S>,
    ) -> Result<(), S> {
        let segmentation = self.segmenter.segment(&document.text);
        document.date = draft.date.or(document.date).or(segmentation.date);
        if document.columns.is_empty() {
            document.columns.clone_from(&draft.columns);
        }
        let mut errors = Vec::new();
        let statements = self.statements(&draft, &document, &segmentation, &mut errors);
        for error in errors {
            tell(Event::Failed(error.in_file(&draft.path)))?;
        }
        tell(Event::Document(&document, &statements))
    }

    fn statements(
        &self,
        draft: &Draft,
        document: &Document,
        segmentation: &Segmentation,
        errors: &mut Vec<Error>,
    ) -> Vec<Statement> {
        let names = (document.id.as_str(), document.text.as_str());
        let bare = without_accents(&document.text);
        let mut placing = Placing::new(names, bare.as_deref(), segmentation, self.offsets);
        let mut named = Vec::new();
        for mention in &draft.mentions {
            match placing.statement(mention) {
                Ok(statement) => named.push((statement, &mention.names)),
                Err(error) => errors.push(error.at(mention.place)),
            }
        }
        number(named)
    }
}
