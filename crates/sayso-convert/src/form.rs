//! The forms, chosen by name or by the ending of a file.

use std::fmt;
use std::io::Write;
use std::path::Path;
use std::str::FromStr;

use sayso_export::{Format, Options, Writer};

#[cfg(feature = "qdpx")]
use crate::qdpx;
use crate::single::Single;
use crate::{
    Drafts, Error, ErrorKind, atap, brat, citron, document_form, ggt, label_studio, rows, textacy,
};

/// A form in which tools keep who said what.
///
/// ```
/// use sayso_convert::Form;
///
/// assert_eq!("citron".parse::<Form>()?, Form::Citron);
/// assert_eq!("doc-jsonl".parse::<Form>()?.name(), "doc-jsonl");
/// # Ok::<(), sayso_convert::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// One of sayso's own.
    Own(Format),
    /// The Gender Gap Tracker's: a list of quotes a document, in JSON.
    Ggt,
    /// The table of the ATAP Quotation Tool, which is built on the Gender Gap Tracker.
    Atap,
    /// textacy's `direct_quotations`: triples of speaker, cue and content, one a line in JSON.
    Textacy,
    /// BBC Citron's: an object a document, in JSON.
    Citron,
    /// brat standoff, with events as `sayso extract --format brat` writes them.
    Brat,
    /// INCEpTION's import, which is not read.
    Inception,
}

/// sayso's own formats that hold all that is needed to read them back.
const OWN: &[Format] = &[
    Format::Csv,
    Format::Tsv,
    Format::Jsonl,
    Format::DocJsonl,
    Format::LabelStudio,
    #[cfg(feature = "parquet")]
    Format::Parquet,
    #[cfg(feature = "xlsx")]
    Format::Xlsx,
    #[cfg(feature = "qdpx")]
    Format::Qdpx,
];
const PEERS: [Form; 5] = [Form::Ggt, Form::Atap, Form::Textacy, Form::Citron, Form::Brat];

impl Form {
    /// The forms that can be read.
    pub fn read() -> impl Iterator<Item = Self> {
        OWN.iter().copied().map(Self::Own).chain(PEERS)
    }

    /// The forms that can be written.
    pub fn written() -> impl Iterator<Item = Self> {
        Format::ALL.iter().copied().map(Self::Own).chain(PEERS).chain([Self::Inception])
    }

    /// The name, as on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Own(format) => format.name(),
            Self::Ggt => "ggt",
            Self::Atap => "atap",
            Self::Textacy => "textacy",
            Self::Citron => "citron",
            Self::Brat => "brat",
            Self::Inception => "inception",
        }
    }

    /// The form of sayso's own that the ending of the name means, if any: the endings of the
    /// others mean many things.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        Format::from_path(path).map(Self::Own)
    }

    /// The endings of the files that a folder of the form has; none where one file holds a corpus.
    ///
    /// ```
    /// use sayso_convert::Form;
    ///
    /// assert_eq!(Form::Brat.endings(), ["ann", "txt"]);
    /// ```
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Ggt | Self::Citron | Self::Inception => &["json"],
            Self::Textacy => &["jsonl"],
            Self::Brat => &["ann", "txt"],
            Self::Own(_) | Self::Atap => &[],
        }
    }

    /// Whether each document has a file of its own, so that several need a folder.
    #[must_use]
    pub const fn is_file_of_one(self) -> bool {
        matches!(self, Self::Ggt | Self::Citron)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Form {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::written().find(|form| form.name() == name);
        found.ok_or_else(|| Error::new(ErrorKind::UnknownForm(name.to_owned())))
    }
}

/// Opens a file of the form, or a folder of them where each document has a file of its own.
///
/// # Errors
/// If nothing can be read, or the form cannot be read at all.
pub fn read(path: &Path, form: Form) -> Result<Drafts, Error> {
    let opened = match form {
        Form::Own(Format::DocJsonl) => document_form::read(path),
        Form::Own(Format::LabelStudio) => label_studio::read(path),
        #[cfg(feature = "qdpx")]
        Form::Own(Format::Qdpx) => qdpx::read(path),
        Form::Own(format) => rows::read(path, format),
        Form::Ggt => ggt::read(path),
        Form::Atap => atap::read(path),
        Form::Textacy => textacy::read(path),
        Form::Citron => citron::read(path),
        Form::Brat => brat::read(path),
        Form::Inception => Err(Error::new(ErrorKind::WriteOnly(form))),
    };
    opened.map_err(|error| error.in_file(path))
}

/// Where a form is written.
pub enum Target<'t> {
    /// A folder with a file for each document.
    Folder(&'t Path),
    /// One file.
    Stream(Box<dyn Write + Send + 't>),
}

/// The writer of a form.
///
/// # Errors
/// If the program was built without the format, or the beginning cannot be written.
pub fn writer<'t>(
    form: Form,
    target: Target<'t>,
    options: &Options,
) -> Result<Box<dyn Writer + 't>, sayso_export::Error> {
    let offsets = options.offsets;
    match (form, target) {
        (Form::Ggt, target) => Ok(Box::new(Single::new(target, ggt::Page::new(offsets))?)),
        (Form::Citron, target) => Ok(Box::new(Single::new(target, citron::Page::new(offsets))?)),
        (Form::Brat, Target::Folder(folder)) => sayso_export::brat(folder),
        (Form::Inception, Target::Folder(folder)) => sayso_export::inception(folder),
        (_, Target::Folder(folder)) => Err(needs(form, "a file to be written to").in_file(folder)),
        (Form::Own(format), Target::Stream(stream)) => format.writer(stream, options),
        (Form::Atap, Target::Stream(stream)) => Ok(Box::new(atap::Table::new(stream, offsets)?)),
        (Form::Textacy, Target::Stream(stream)) => {
            Ok(Box::new(textacy::Triples::new(stream, offsets)))
        }
        (Form::Brat | Form::Inception, Target::Stream(_)) => {
            Err(needs(form, "a folder to be written to"))
        }
    }
}

fn needs(form: Form, what: &str) -> sayso_export::Error {
    std::io::Error::other(format!("the form \"{form}\" needs {what}")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_of_every_form_reads_back() {
        for form in Form::written().chain(Form::read()) {
            assert_eq!(form.name().parse::<Form>().expect("a known name"), form);
        }
        let error = "conll".parse::<Form>().expect_err("no such form");
        assert!(error.to_string().starts_with("no form \"conll\" (known: csv, "), "{error}");
    }

    #[test]
    fn form_to_be_looked_at_is_not_read() {
        let Err(error) = read(Path::new("page.html"), Form::Own(Format::Html)) else {
            panic!("no form to read")
        };
        assert!(error.to_string().contains("\"html\" can be written and not read"), "{error}");
    }
}
