//! Statements counted, article by article.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};

use sayso_text::{Document, Speaker, Statement};

use crate::count::{Counter, Entry};
use crate::figures::{Dimension, Figures, Row};
use crate::labels::Labels;
use crate::words::Words;

/// What stands for the outlet, month or label that there is not.
const ABSENT: &str = "(none)";

/// Counts the statements of a corpus.
#[derive(Debug)]
pub struct Audit {
    labels: Labels,
    /// The column of the documents that names the outlet.
    outlet: Option<usize>,
    groups: BTreeMap<(Dimension, String), Counter>,
    articles: u64,
    hashes: RandomState,
}

impl Audit {
    /// An audit that counts nothing yet. `outlet` is the place of the outlet among
    /// [`Document::columns`].
    #[must_use]
    pub fn new(labels: Labels, outlet: Option<usize>) -> Self {
        Self { labels, outlet, groups: BTreeMap::new(), articles: 0, hashes: RandomState::new() }
    }

    /// Counts the statements of one article, but for those within the statements of others, whose words
    /// are counted already. An article that is added twice counts as two.
    pub fn add(&mut self, document: &Document, statements: &[Statement]) {
        self.articles += 1;
        let outlet = self.outlet.map(|place| self.outlet_of(document, place).to_owned());
        let month = document.date.map_or_else(
            || ABSENT.to_owned(),
            |date| format!("{:04}-{:02}", date.year(), date.month()),
        );
        for statement in statements.iter().filter(|statement| statement.within.is_none()) {
            let labels = self.labels.of(&statement.speaker);
            let entry = Entry {
                article: self.articles,
                statement,
                words: Words::of(&statement.attribution, &document.text),
                labels: &labels,
                speaker: self.hash(&statement.speaker),
            };
            self.count(&entry, outlet.as_deref(), &month);
        }
    }

    fn count(&mut self, entry: &Entry<'_>, outlet: Option<&str>, month: &str) {
        let speaker = &entry.statement.speaker;
        let mut add = |dimension, name: &str| {
            self.groups.entry((dimension, name.to_owned())).or_default().add(entry);
        };
        add(Dimension::All, "all");
        add(Dimension::SpeakerKind, speaker.kind.name());
        if let Some(outlet) = outlet {
            add(Dimension::Outlet, outlet);
        }
        add(Dimension::Month, month);
        for label in entry.labels.iter().filter_map(|place| self.labels.names().get(*place)) {
            add(Dimension::Label, label);
        }
        if !self.labels.names().is_empty() && entry.labels.is_empty() {
            add(Dimension::Label, ABSENT);
        }
        if !speaker.name.is_empty() {
            add(Dimension::Speaker, &speaker.name);
        }
    }

    fn outlet_of<'d>(&self, document: &'d Document, place: usize) -> &'d str {
        let name = document.columns.get(place).map(|name| name.trim());
        name.filter(|name| !name.is_empty()).unwrap_or(ABSENT)
    }

    fn hash(&self, speaker: &Speaker) -> Option<u64> {
        (!speaker.name.is_empty()).then(|| self.hashes.hash_one(&speaker.name))
    }

    /// The figures of all that was added. Outlets, labels and speakers with the most statements come
    /// first, months in their order.
    #[must_use]
    pub fn figures(self) -> Figures {
        let labels = self.labels.names().len();
        let mut sections: BTreeMap<Dimension, Vec<Row>> = BTreeMap::new();
        for ((dimension, name), counter) in self.groups {
            let count = counter.finish(labels);
            sections.entry(dimension).or_default().push(Row::new(name, count));
        }
        for (dimension, rows) in &mut sections {
            if *dimension != Dimension::Month {
                rows.sort_by_key(|row| std::cmp::Reverse(row.count.statements));
            }
        }
        Figures { sections, labels: self.labels.names().to_vec(), articles: self.articles }
    }
}

#[cfg(test)]
mod tests {
    use sayso_text::{Attribution, Date, Span, SpeakerKind};

    use super::*;

    fn statement(name: &str, kind: SpeakerKind, content: Span) -> Statement {
        let attribution = Attribution::new(Span::default(), vec![content]);
        Statement::new(1, attribution, Speaker::new(name, kind))
    }

    fn article(id: &str, outlet: &str, date: Option<Date>) -> Document {
        Document { date, columns: vec![outlet.to_owned()], ..Document::new(id, "rain is near") }
    }

    fn figures() -> Figures {
        let list = "name,label\nAda Obi,women\n";
        let mut audit = Audit::new(Labels::from_csv(list.as_bytes()).expect("a list"), Some(0));
        let (whole, word) = (Span::new(0, 12), Span::new(0, 4));
        let ada = |span| statement("Ada Obi", SpeakerKind::Person, span);
        let body = |span| statement("Rain Office", SpeakerKind::Organisation, span);
        let nobody = statement("", SpeakerKind::None, word);
        let october = Date::new(2024, 10, 2);
        audit.add(&article("a", "Wire", october), &[ada(whole), ada(word), body(word)]);
        audit.add(&article("b", "Wire", Date::new(2024, 9, 30)), &[body(word)]);
        audit.add(&article("c", " ", None), &[ada(word), nobody]);
        audit.add(&article("d", "Post", october), &[]);
        audit.figures()
    }

    fn names(figures: &Figures, dimension: Dimension) -> Vec<(&str, u64, u64, u64)> {
        let row = |row: &'_ Row| (row.count.statements, row.count.articles, row.count.speakers);
        let rows = figures.section(dimension).iter();
        rows.map(|it| (&*it.name, row(it).0, row(it).1, row(it).2)).collect()
    }

    #[test]
    fn groups_count_statements_articles_and_speakers() {
        let figures = figures();
        assert_eq!(names(&figures, Dimension::All), [("all", 6, 3, 2)]);
        assert_eq!(names(&figures, Dimension::Outlet), [("Wire", 4, 2, 2), ("(none)", 2, 1, 1)]);
        assert_eq!(
            names(&figures, Dimension::SpeakerKind),
            [("person", 3, 2, 1), ("organisation", 2, 2, 1), ("none", 1, 1, 0)]
        );
        assert_eq!(names(&figures, Dimension::Label), [("(none)", 3, 3, 1), ("women", 3, 2, 1)]);
        assert_eq!(figures.articles, 4);
    }

    #[test]
    fn months_stand_in_their_order_and_not_by_size() {
        let figures = figures();
        let months: Vec<_> = names(&figures, Dimension::Month).into_iter().map(|it| it.0).collect();
        assert_eq!(months, ["(none)", "2024-09", "2024-10"]);
    }

    #[test]
    fn voice_within_a_statement_is_counted_with_it() {
        let outer = statement("Ada Obi", SpeakerKind::Person, Span::new(0, 12));
        let inner = statement("Bo Ek", SpeakerKind::Person, Span::new(5, 12));
        let mut audit = Audit::new(Labels::default(), None);
        let within = inner.with_outer(Some(1));
        audit.add(&article("a", "Wire", None), &[outer, within]);
        let figures = audit.figures();
        assert_eq!(names(&figures, Dimension::Speaker), [("Ada Obi", 1, 1, 1)]);
        assert_eq!(figures.section(Dimension::All)[0].count.words, 3);
    }

    #[test]
    fn words_are_those_of_the_contents() {
        let all = &figures().section(Dimension::All)[0].count.clone();
        assert_eq!((all.words, all.words_quoted), (3 + 5, 0));
        assert_eq!(all.labels, [3]);
    }
}
