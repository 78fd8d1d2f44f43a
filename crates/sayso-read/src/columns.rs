//! Which columns of a table mean what, and the columns of several tables together.

use std::collections::HashMap;

use sayso_text::Document;

use crate::{Error, ErrorKind, Options};

/// Names that a column with the text of the article goes by; lower case, without signs.
const TEXT_NAMES: &[&str] = &[
    "text",
    "body",
    "content",
    "article",
    "articletext",
    "fulltext",
    "bodytext",
    "contenttext",
    "maintext",
    "articlebody",
    "articlecontent",
    "story",
    "storytext",
    "rawtext",
    "plaintext",
    "documenttext",
    "newstext",
];
/// Names of a column that names the document, the surest first.
const ID_NAMES: &[&str] =
    &["docid", "documentid", "articleid", "storyid", "newsid", "id", "guid", "uuid", "recordid"];
/// Names of a column with the date, the surest first.
const DATE_NAMES: &[&str] = &[
    "date",
    "datepublished",
    "published",
    "publisheddate",
    "publishdate",
    "datepublish",
    "pubdate",
    "publicationdate",
    "publishedat",
    "publishedon",
    "articledate",
    "docdate",
    "webpublicationdate",
    "publishedtime",
    "firstpublished",
    "seendate",
    "datum",
    "datetime",
    "timestamp",
];

/// What the columns of one table mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) text: usize,
    pub(crate) id: Option<usize>,
    pub(crate) date: Option<usize>,
    /// The columns that travel with the document: all but the text and the id. The date is one of
    /// them, because its cell may say more than a day.
    pub(crate) others: Vec<usize>,
}

impl Layout {
    pub(crate) fn new(header: &[String], options: &Options) -> Result<Self, Error> {
        let text = match &options.text_column {
            Some(name) => named(header, "text", name)?,
            None => guess_text(header)?,
        };
        let id = optional(header, "id", options.id_column.as_deref(), ID_NAMES, text)?;
        let date = optional(header, "date", options.date_column.as_deref(), DATE_NAMES, text)?;
        let others = (0..header.len()).filter(|&column| column != text && Some(column) != id);
        Ok(Self { text, id, date, others: others.collect() })
    }

    /// The name of the column with the date.
    pub(crate) fn date_name<'h>(&self, header: &'h [String]) -> Option<&'h str> {
        header.get(self.date?).map(String::as_str)
    }

    pub(crate) fn other_names(&self, header: &[String]) -> Vec<String> {
        let name = |&column: &usize| header.get(column).cloned().unwrap_or_default();
        self.others.iter().map(name).collect()
    }
}

/// Columns that are opened, because one of their members is asked for by a name with dots. Of a column
/// that is opened, each member is a column: it would go along with the whole article in it otherwise.
#[derive(Clone, Debug, Default)]
pub(crate) struct Opened(Vec<String>);

impl Opened {
    /// The columns that must be opened of a table with these columns.
    pub(crate) fn new<'n>(names: impl IntoIterator<Item = &'n str>, options: &Options) -> Self {
        let names: Vec<&str> = names.into_iter().collect();
        let asked = [&options.text_column, &options.id_column, &options.date_column];
        let dotted = asked.into_iter().flatten().filter(|name| !names.contains(&name.as_str()));
        let prefixes = dotted.flat_map(|name| {
            let ends = name.match_indices('.').map(|(at, _)| at);
            ends.filter_map(|end| name.get(..end)).map(str::to_owned)
        });
        Self(prefixes.collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the column of this name is opened.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.0.iter().any(|opened| opened == name)
    }
}

fn named(header: &[String], role: &'static str, name: &str) -> Result<usize, Error> {
    let exact = header.iter().position(|column| column == name);
    let found = exact.or_else(|| header.iter().position(|column| column.trim() == name.trim()));
    found.ok_or_else(|| {
        let (name, have) = (name.to_owned(), header.to_vec());
        Error::new(ErrorKind::MissingColumn { role, name, have })
    })
}

fn optional(
    header: &[String],
    role: &'static str,
    asked: Option<&str>,
    known: &[&str],
    text: usize,
) -> Result<Option<usize>, Error> {
    if let Some(name) = asked {
        return named(header, role, name).map(Some);
    }
    let plain: Vec<String> = header.iter().map(|name| plain(name)).collect();
    let find = |known: &&str| plain.iter().position(|name| name == known);
    let found = known.iter().filter_map(find).find(|column| *column != text);
    Ok(found.or_else(|| member(header, known, text)))
}

/// The member of a column that was opened which goes by one of the names: "_source.published".
fn member(header: &[String], known: &[&str], text: usize) -> Option<usize> {
    let member = |name: &String| Some(plain(name.rsplit_once('.')?.1));
    let members: Vec<Option<String>> = header.iter().map(member).collect();
    let find = |known: &&str| members.iter().position(|name| name.as_deref() == Some(*known));
    known.iter().filter_map(find).find(|column| *column != text)
}

fn guess_text(header: &[String]) -> Result<usize, Error> {
    let candidates: Vec<usize> =
        (0..header.len()).filter(|&column| is_text_name(header, column)).collect();
    let exact = |column: &&usize| header.get(**column).is_some_and(|name| plain(name) == "text");
    match (candidates.as_slice(), candidates.iter().find(exact)) {
        (_, Some(&exact)) => Ok(exact),
        ([only], _) => Ok(*only),
        ([], _) if header.len() == 1 => Ok(0),
        ([], _) => named(header, "text", ""),
        (several, _) => {
            let name = |&column: &usize| header.get(column).cloned();
            let candidates = several.iter().filter_map(name).collect();
            Err(Error::new(ErrorKind::AmbiguousColumn { candidates }))
        }
    }
}

fn is_text_name(header: &[String], column: usize) -> bool {
    header.get(column).is_some_and(|name| is_name_of_text(name))
}

/// Whether a column with the text of the article goes by the name.
pub(crate) fn is_name_of_text(name: &str) -> bool {
    TEXT_NAMES.contains(&plain(name).as_str())
}

/// The name in lower case, letters and digits alone: "Full-Text" and "full_text" are one.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The names of a header, each made different from those before it; an empty name becomes
/// "column_3".
pub(crate) fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut distinct = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        let name = if name.is_empty() { format!("column_{}", index + 1) } else { name };
        let mut candidate = name.clone();
        while seen.contains_key(&candidate) {
            let count = seen.entry(name.clone()).or_insert(1);
            *count += 1;
            candidate = format!("{name}_{count}");
        }
        seen.insert(candidate.clone(), 1);
        distinct.push(candidate);
    }
    distinct
}

/// The columns of all inputs together, in the order in which they first appear.
#[derive(Debug, Default)]
pub(crate) struct Union {
    names: Vec<String>,
    places: HashMap<String, usize>,
}

impl Union {
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    pub(crate) fn add(&mut self, columns: &[impl AsRef<str>]) {
        for name in columns.iter().map(AsRef::as_ref) {
            if !self.places.contains_key(name) {
                self.places.insert(name.to_owned(), self.names.len());
                self.names.push(name.to_owned());
            }
        }
    }

    /// Where each of the columns stands in the union.
    pub(crate) fn alignment(&self, columns: &[String]) -> Alignment {
        let places: Vec<Option<usize>> =
            columns.iter().map(|name| self.places.get(name).copied()).collect();
        let same = places.len() == self.names.len()
            && places.iter().enumerate().all(|(index, place)| *place == Some(index));
        Alignment { places, width: self.names.len(), same }
    }
}

/// Where the columns of one input stand among those of all.
#[derive(Debug)]
pub(crate) struct Alignment {
    places: Vec<Option<usize>>,
    width: usize,
    same: bool,
}

impl Alignment {
    /// The document with a value for every column of the union.
    pub(crate) fn align(&self, mut document: Document) -> Document {
        if self.same {
            return document;
        }
        let mut columns = vec![String::new(); self.width];
        for (value, place) in document.columns.drain(..).zip(&self.places) {
            if let Some(cell) = place.and_then(|place| columns.get_mut(place)) {
                *cell = value;
            }
        }
        document.columns = columns;
        document
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn layout(names: &[&str]) -> Result<Layout, String> {
        Layout::new(&header(names), &Options::default()).map_err(|error| error.to_string())
    }

    #[test]
    fn one_obvious_name_is_guessed() {
        let layout = layout(&["ID", "Title", "Full-Text", "pubDate"]).expect("one obvious name");
        assert_eq!((layout.text, layout.id, layout.date), (2, Some(0), Some(3)));
        assert_eq!(layout.others, [1, 3]);
    }

    #[test]
    fn text_wins_over_other_names_but_two_others_are_not_told_apart() {
        assert_eq!(layout(&["content", "text"]).map(|layout| layout.text), Ok(1));
        let error = layout(&["content", "body"]).expect_err("two may be it");
        assert!(error.contains("(content, body)"), "{error}");
    }

    #[test]
    fn missing_text_column_lists_what_there_is() {
        let error = layout(&["id", "headline"]).expect_err("no text");
        assert!(error.contains("(have: id, headline); choose one with --text-column"), "{error}");
    }

    #[test]
    fn chosen_column_must_be_there() {
        let options = Options { id_column: Some("key".to_owned()), ..Options::default() };
        let error = Layout::new(&header(&["id", "text"]), &options).expect_err("no such column");
        assert!(error.to_string().contains("--id-column"), "{error}");
    }

    #[test]
    fn names_of_a_header_become_distinct() {
        let names = distinct(header(&["a", "a", "", "a_2", "a"]));
        assert_eq!(names, ["a", "a_2", "column_3", "a_2_2", "a_3"]);
    }

    #[test]
    fn values_stand_under_the_names_of_the_union() {
        let mut union = Union::default();
        union.add(&header(&["title", "url"]));
        union.add(&header(&["url", "author"]));
        let mut document = Document::new("1", "");
        document.columns = header(&["a link", "A. Writer"]);
        let aligned = union.alignment(&header(&["url", "author"])).align(document);
        assert_eq!(aligned.columns, ["", "a link", "A. Writer"]);
    }
}
