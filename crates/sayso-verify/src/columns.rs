//! Which column of a table is which.

use crate::{Claim, Error, ErrorKind, Role, Row};

/// Where the columns stand that are checked.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    document: usize,
    statement: Option<usize>,
    claims: [Places; 3],
}

#[derive(Clone, Debug)]
struct Places {
    words: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
}

impl Columns {
    /// The columns of a header, in any order and with others between them.
    pub(crate) fn new(header: &[String]) -> Result<Self, Error> {
        let find = |name: &str| header.iter().position(|found| found.trim() == name);
        let needed = |name: &'static str| {
            let have = || header.to_vec();
            find(name).ok_or_else(|| Error::new(ErrorKind::MissingColumn { name, have: have() }))
        };
        let (document, _) = (needed("doc_id")?, needed("content")?);
        let claims = Role::ALL.map(Role::name).map(|name| Places {
            words: find(name),
            start: find(&format!("{name}_start")),
            end: find(&format!("{name}_end")),
        });
        Ok(Self { document, statement: find("statement_id"), claims })
    }

    /// The row of a record.
    pub(crate) fn row(&self, record: u64, cells: &[String]) -> Row {
        let cell = |column: Option<usize>| {
            column.and_then(|column| cells.get(column)).map_or("", String::as_str)
        };
        let [source, cue, content] = self.claims.each_ref().map(|places| {
            let offset = |column| crate::number::offset(cell(column));
            claim(cell(places.words), offset(places.start).zip(offset(places.end)))
        });
        Row {
            record,
            doc_id: cell(Some(self.document)).to_owned(),
            statement_id: cell(self.statement).to_owned(),
            source,
            cue,
            content,
        }
    }
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
        let columns = Columns::new(&header).expect("a table of statements");
        let row = columns.row(4, &strings(&["x", "4.0", "0", "Rain", "a"]));
        assert_eq!((row.record, &*row.doc_id), (4, "a"));
        assert_eq!(row.content, Claim::words("Rain", (0, 4)));
        assert_eq!((row.source, row.cue), (Claim::Nothing, Claim::Nothing));
    }

    #[test]
    fn offsets_that_are_no_numbers_are_none() {
        let header = strings(&["doc_id", "content", "content_start", "content_end"]);
        let columns = Columns::new(&header).expect("a table of statements");
        let row = columns.row(1, &strings(&["a", "Rain", "soon", ""]));
        assert_eq!(row.content, Claim::Words { words: "Rain".to_owned(), ends: None });
        assert_eq!(columns.row(1, &[]).content, Claim::Nothing);
    }

    #[test]
    fn table_of_something_else_is_refused() {
        let error = Columns::new(&strings(&["doc_id", "text"])).expect_err("no content");
        assert!(error.to_string().contains("no column \"content\" (have: doc_id, text)"));
    }
}
