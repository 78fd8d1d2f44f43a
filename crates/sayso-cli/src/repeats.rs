//! Articles that have the `doc_id` of an earlier one: in the rows nobody can tell them apart.
//!
//! Of each article a hash of its id is kept: 9 bytes in a set that grows by doubling, so that the old
//! and the new are there at once. Of a million different ids, two have the same hash of 64 bits in one run of thirty million, and all
//! that it costs is a wrong warning.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

/// Counts the articles whose id an earlier one has.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    state: RandomState,
    seen: HashSet<u64>,
    count: u64,
    first: Option<String>,
}

impl Repeats {
    /// Looks at the id of the next article.
    pub(crate) fn add(&mut self, doc_id: &str) {
        if self.seen.insert(self.state.hash_one(doc_id)) {
            return;
        }
        self.count += 1;
        self.first.get_or_insert_with(|| doc_id.to_owned());
    }

    /// How many articles have the id of an earlier one.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// What to tell, where there are any.
    pub(crate) fn warning(&self) -> Option<String> {
        let first = self.first.as_deref()?;
        let articles = if self.count == 1 { "article has" } else { "articles have" };
        let count = self.count;
        Some(format!(
            "{count} {articles} the doc_id of an earlier one, the first \"{first}\": their rows \
             cannot be told apart; of a table, --id-column names another column"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(ids: &[&str]) -> Repeats {
        let mut repeats = Repeats::default();
        ids.iter().for_each(|id| repeats.add(id));
        repeats
    }

    #[test]
    fn every_article_after_the_first_of_its_id_counts() {
        let repeats = of(&["a", "b", "c", "b", "a", "b"]);
        assert_eq!(repeats.count(), 3);
        let warning = repeats.warning().expect("some repeat");
        assert!(
            warning.starts_with("3 articles have the doc_id of an earlier one, the first \"b\"")
        );
        assert!(of(&["a", "a"]).warning().expect("one").starts_with("1 article has the doc_id"));
    }

    #[test]
    fn different_ids_are_no_news() {
        let repeats = of(&["a", "A", "a ", ""]);
        assert_eq!((repeats.count(), repeats.warning()), (0, None));
    }
}
