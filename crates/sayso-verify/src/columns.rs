//! Which column of a table is which.

use crate::article::is_missing;
use crate::{Claim, Error, ErrorKind, Role, Row};

/// Names that a column of each kind goes by; lower case, letters and figures alone, the surest first.
const DOCUMENT: &[&str] = &[
    "docid",
    "documentid",
    "articleid",
    "storyid",
    "newsid",
    "id",
    "url",
    "article",
    "document",
    "doc",
    "file",
    "filename",
];
const CONTENT: &[&str] = &[
    "content",
    "quote",
    "quotation",
    "quotetext",
    "quotedtext",
    "statement",
    "utterance",
    "words",
];
const SPEAKER: &[&str] =
    &["speaker", "speakername", "person", "name", "who", "attributedto", "saidby"];
const CUE: &[&str] = &["cue", "verb", "reportingverb", "quoteverb"];

/// Which columns hold what, where their names do not say so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnNames {
    /// The article.
    pub document: Option<String>,
    /// The words that are ascribed to somebody.
    pub content: Option<String>,
    /// Whom they are ascribed to.
    pub speaker: Option<String>,
}

/// Where the columns stand that are checked.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    document: usize,
    statement: Option<usize>,
    claims: [Places; Row::CLAIMS],
}

#[derive(Clone, Debug)]
struct Places {
    words: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
}

/// The name of the column that was asked for, or else the first that is called as such columns are.
fn name<'h>(header: &'h [String], asked: Option<&'h str>, known: &[&str]) -> Option<&'h str> {
    let called = |known: &&str| header.iter().find(|name| plain(name) == *known);
    asked.or_else(|| known.iter().find_map(called).map(String::as_str))
}

fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The columns of a header that hold the contents and the names of the articles.
pub(crate) fn needed<'h>(
    header: &'h [String],
    names: &'h ColumnNames,
) -> Result<(&'h str, &'h str), Error> {
    let missing = |name| {
        let have = header.to_vec();
        move || Error::new(ErrorKind::MissingColumn { name, have })
    };
    let content = name(header, names.content.as_deref(), CONTENT).ok_or_else(missing("content"))?;
    let document =
        name(header, names.document.as_deref(), DOCUMENT).ok_or_else(missing("doc_id"))?;
    Ok((content, document))
}

impl Columns {
    /// The columns of a header, in any order and with others between them.
    pub(crate) fn new(header: &[String], names: &ColumnNames) -> Result<Self, Error> {
        let find = |name: &str| header.iter().position(|found| found.trim() == name.trim());
        let missing = |name| Error::new(ErrorKind::MissingColumn { name, have: header.to_vec() });
        let (content, document) = needed(header, names)?;
        let speaker = name(header, names.speaker.as_deref(), SPEAKER);
        let cue = name(header, None, CUE);
        let document = find(document).ok_or_else(|| missing("doc_id"))?;
        find(content).ok_or_else(|| missing("content"))?;
        if names.speaker.is_some() && speaker.and_then(find).is_none() {
            return Err(missing("speaker"));
        }
        let column = |role: Role| match role {
            Role::Content => Some(content),
            Role::Speaker => speaker,
            Role::Cue => cue,
            Role::Source => Some("source"),
        };
        let claims = Role::ALL.map(|role| Places {
            words: column(role).and_then(find),
            start: find(&format!("{}_start", role.name())),
            end: find(&format!("{}_end", role.name())),
        });
        Ok(Self { document, statement: find("statement_id"), claims })
    }

    /// The row of a record.
    pub(crate) fn row(&self, record: u64, cells: &[String]) -> Row {
        let cell = |column: Option<usize>| {
            column.and_then(|column| cells.get(column)).map_or("", String::as_str)
        };
        let [source, cue, content, speaker] = self
            .claims
            .each_ref()
            .map(|places| claim(cell(places.words), ends(cell(places.start), cell(places.end))));
        Row {
            record,
            doc_id: cell(Some(self.document)).to_owned(),
            statement_id: cell(self.statement).to_owned(),
            source,
            cue,
            content,
            speaker,
        }
    }
}

/// An offset that no text has.
const NOWHERE: usize = usize::MAX;

/// The offsets of two cells; nothing where both are empty. Where a cell holds no number, the row says
/// where its words stand and is wrong: it must not pass like one that says nothing.
fn ends(start: &str, end: &str) -> Option<(usize, usize)> {
    let is_empty = |cell: &str| cell.trim().is_empty() || is_missing(cell.trim());
    if is_empty(start) && is_empty(end) {
        return None;
    }
    let offset = |cell| crate::number::offset(cell).unwrap_or(NOWHERE);
    Some((offset(start), offset(end)))
}

fn claim(words: &str, ends: Option<(usize, usize)>) -> Claim {
    if words.is_empty() && ends.is_none() {
        return Claim::Nothing;
    }
    Claim::Words { words: words.to_owned(), ends }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn columns_are_found_in_any_order() {
        let header = strings(&["note", "content_end", "content_start", "content", "doc_id"]);
        let columns =
            Columns::new(&header, &ColumnNames::default()).expect("a table of statements");
        let row = columns.row(4, &strings(&["x", "4.0", "0", "Rain", "a"]));
        assert_eq!((row.record, &*row.doc_id), (4, "a"));
        assert_eq!(row.content, Claim::words("Rain", (0, 4)));
        assert_eq!((row.source, row.cue), (Claim::Nothing, Claim::Nothing));
    }

    #[test]
    fn offsets_that_are_no_numbers_are_those_of_no_text() {
        let header = strings(&["doc_id", "content", "content_start", "content_end"]);
        let columns =
            Columns::new(&header, &ColumnNames::default()).expect("a table of statements");
        let content = |start, end| columns.row(1, &strings(&["a", "Rain", start, end])).content;
        assert_eq!(content("soon", ""), Claim::words("Rain", (NOWHERE, NOWHERE)));
        assert_eq!(content("3", "-7"), Claim::words("Rain", (3, NOWHERE)));
        for (start, end) in [("", " "), ("nan", "NaN")] {
            assert_eq!(content(start, end), Claim::Words { words: "Rain".to_owned(), ends: None });
        }
        assert_eq!(columns.row(1, &[]).content, Claim::Nothing);
    }

    #[test]
    fn tables_of_other_programs_are_read_by_their_names() {
        let header = strings(&["Article ID", "Speaker", "Quote", "verb"]);
        let columns =
            Columns::new(&header, &ColumnNames::default()).expect("a table of quotations");
        let row = columns.row(1, &strings(&["7", "Ada Obi", "Rain", "said"]));
        let words = |words: &str| Claim::Words { words: words.to_owned(), ends: None };
        assert_eq!((&*row.doc_id, row.content, row.cue), ("7", words("Rain"), words("said")));
        assert_eq!((row.speaker, row.source), (words("Ada Obi"), Claim::Nothing));
        let names = ColumnNames { content: Some("verb".to_owned()), ..ColumnNames::default() };
        let columns = Columns::new(&header, &names).expect("a column that was named");
        assert_eq!(columns.row(1, &strings(&["7", "", "", "said"])).content, words("said"));
        let names = ColumnNames { speaker: Some("no".to_owned()), ..ColumnNames::default() };
        assert!(Columns::new(&header, &names).is_err());
    }

    #[test]
    fn table_of_something_else_is_refused() {
        let error = Columns::new(&strings(&["doc_id", "text"]), &ColumnNames::default())
            .expect_err("no content");
        assert!(error.to_string().contains("no column \"content\" (have: doc_id, text)"));
    }
}
