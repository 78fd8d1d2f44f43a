//! What is to be read, out of a table and its texts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Error, anyhow};
use sayso::export::{Cell, Format, Offsets, Options, Table};
use sayso::read::{self, Corpus, Input};
use sayso::text::Document;
use sayso_convert::RowCopy;
use sayso_review::{Header, Order, Plan};

use crate::exit::{tell, tell_unread, wrong_usage};
use crate::review::article::{Article, Row};

/// A table and the articles that it was made from.
pub(super) struct Sources<'s> {
    pub(super) table: &'s Path,
    pub(super) inputs: &'s [Input],
    pub(super) reading: &'s read::Options,
}

/// What a review shows.
pub(super) struct Gathered {
    /// The articles by their ids.
    pub(super) articles: BTreeMap<String, Article>,
    /// So many rows or articles could not be read.
    pub(super) failed: usize,
}

/// The rows of a table with its columns.
pub(crate) struct TableRows {
    pub(crate) header: Header,
    /// The columns that are not of sayso's own.
    pub(crate) columns: Vec<String>,
    rows: RowCopy,
    is_silent: bool,
    /// So many could not be read, and were named.
    pub(crate) failed: usize,
}

impl TableRows {
    /// Opens the table; its name tells the format, and CSV is read where it does not.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let format = Format::from_path(path).unwrap_or(Format::Csv);
        let rows = RowCopy::open(path, format).map_err(|error| wrong_usage(Error::new(error)))?;
        let columns = rows.columns();
        let mut options = Options::default();
        options.columns = columns.clone();
        let header = Header::new(Table::new(&options).header());
        Ok(Self { header, columns, rows, failed: 0, is_silent: false })
    }

    /// The same where the table is read once more, by which what cannot be read is named.
    pub(crate) fn silent(self) -> Self {
        Self { is_silent: true, ..self }
    }
}

impl Iterator for TableRows {
    type Item = Vec<Cell<'static>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.rows.next()? {
                Ok(row) => return Some(row),
                Err(_) if self.is_silent => self.failed += 1,
                Err(error) => {
                    self.failed += 1;
                    tell(format_args!("failed: {:#}", Error::new(error)));
                }
            }
        }
    }
}

impl Sources<'_> {
    /// Draws what is to be read.
    pub(super) fn plan(&self, order: Order, size: usize) -> anyhow::Result<Plan> {
        let plan = match order {
            Order::Articles { seed } => {
                let ids = self.documents(&mut 0).map(|document| document.id).collect::<Vec<_>>();
                Plan::of_articles(seed, ids, size)
            }
            order => {
                let mut rows = TableRows::open(self.table)?;
                let header = rows.header.clone();
                let named = rows.by_ref().map(|row| (header.id(&row), header.sureness(&row)));
                Plan::of_rows(order, named, size)
            }
        };
        if plan.size() == 0 {
            let name = self.table.display();
            return Err(wrong_usage(anyhow!("{name}: there is nothing to read")));
        }
        Ok(plan)
    }

    /// The articles of a plan with their rows.
    pub(super) fn gather(&self, plan: &Plan, offsets: Offsets) -> anyhow::Result<Gathered> {
        let mut wanted: BTreeSet<&str> = plan.doc_ids.iter().map(String::as_str).collect();
        wanted.extend(plan.rows.iter().map(|id| &*id.doc_id));
        let (mut rows, mut failed) = self.rows(&wanted)?;
        let mut articles: BTreeMap<String, Article> = BTreeMap::new();
        let documents = self.documents(&mut failed).filter(|found| wanted.contains(&*found.id));
        for document in documents {
            let id = document.id;
            if articles.contains_key(&id) {
                tell(format_args!(
                    "warning: several articles are called \"{id}\"; the first is shown"
                ));
                continue;
            }
            let rows = rows.remove(&id).unwrap_or_default();
            articles.insert(id.clone(), Article::new(id, document.text, rows, offsets));
        }
        for id in wanted.iter().filter(|id| !articles.contains_key(**id)) {
            tell(format_args!("failed: no article is called \"{id}\"; its rows cannot be shown"));
            failed += 1;
        }
        Ok(Gathered { articles, failed })
    }

    /// The rows of these articles, and how many cannot be read.
    fn rows(&self, wanted: &BTreeSet<&str>) -> anyhow::Result<(BTreeMap<String, Vec<Row>>, usize)> {
        let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        let mut table = TableRows::open(self.table)?;
        let header = table.header.clone();
        for cells in table.by_ref() {
            let row = Row::new(&header, &cells);
            if wanted.contains(&*row.id.doc_id) {
                rows.entry(row.id.doc_id.clone()).or_default().push(row);
            }
        }
        Ok((rows, table.failed))
    }

    fn documents<'f>(&self, failed: &'f mut usize) -> impl Iterator<Item = Document> + use<'f> {
        Corpus::new(self.inputs, self.reading).filter_map(move |item| match item {
            Ok(document) => Some(document),
            Err(error) => {
                *failed += tell_unread(error);
                None
            }
        })
    }
}
