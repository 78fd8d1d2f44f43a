//! Whether what was said can be put into a table at all: people write corrections by hand too.

use std::collections::{BTreeSet, HashSet};

use crate::corrections::{Corrections, Fault, Said};
use crate::{Change, Entry, Plan, RowId, Verdict};

/// An article and a statement in it.
type Name = (String, String);

impl Corrections {
    /// What is wrong with the next line, which is then passed over.
    pub(crate) fn fault_of(&self, entry: &Entry) -> Option<String> {
        match entry {
            Entry::Plan(plan) => of_plan(plan),
            Entry::Row { id, verdict: Verdict::Mend { change } } => of_change(id, change),
            Entry::Add { id, change } => self.of_added(id, change),
            _ => None,
        }
    }

    fn of_added(&self, id: &RowId, change: &Change) -> Option<String> {
        if change.content.as_ref().is_none_or(Vec::is_empty) {
            return Some(format!("{} has no content; say which words it has", told(id)));
        }
        let is_same = |said: &&Said| matches!(&said.entry, Entry::Add { id: other, .. } if name(other) == name(id));
        let before = self.said.iter().find(is_same);
        before
            .map(|said| taken(id, &format!("line {}", said.line)))
            .or_else(|| of_change(id, change))
    }

    /// Passes over what a table with these rows cannot take up, and notes why: a statement that is
    /// added under the name of another, or that stands within one that is not there.
    pub fn fit(&mut self, rows: impl IntoIterator<Item = RowId>) {
        let articles: BTreeSet<&str> =
            self.said.iter().filter_map(|it| refers(&it.entry)).collect();
        let rows = rows.into_iter().filter(|id| articles.contains(&*id.doc_id));
        let rows: HashSet<Name> = rows.map(|id| name(&id)).collect();
        let added: HashSet<Name> = self.added().map(|(id, _)| name(id)).collect();
        let reason = |said: &Said| fault_in(&said.entry, &rows, &added);
        let faults: Vec<Option<String>> = self.said.iter().map(reason).collect();
        let said = std::mem::take(&mut self.said);
        let (mut kept, mut left_out) = (Vec::new(), Vec::new());
        for (said, reason) in said.into_iter().zip(faults) {
            let Some(reason) = reason else {
                kept.push(said);
                continue;
            };
            self.faults.push(Fault { line: said.line, reason });
            left_out.push(said.entry);
        }
        self.said = kept;
        for entry in left_out {
            if let Entry::Row { id, .. } = entry {
                self.restore(id);
            }
        }
    }

    /// Whether anything was said that only the table can bear out.
    #[must_use]
    pub fn refers(&self) -> bool {
        self.said.iter().any(|said| refers(&said.entry).is_some())
    }
}

/// The article of which the rows must be known.
fn refers(entry: &Entry) -> Option<&str> {
    match entry {
        Entry::Add { id, .. } => Some(&id.doc_id),
        Entry::Row { id, verdict: Verdict::Mend { change } } => {
            change.within.as_ref().map(|_| &*id.doc_id)
        }
        _ => None,
    }
}

fn fault_in(entry: &Entry, rows: &HashSet<Name>, added: &HashSet<Name>) -> Option<String> {
    let (id, change) = match entry {
        Entry::Add { id, .. } if rows.contains(&name(id)) => return Some(taken(id, "the table")),
        Entry::Add { id, change } | Entry::Row { id, verdict: Verdict::Mend { change } } => {
            (id, change)
        }
        _ => return None,
    };
    let within = change.within.as_deref().filter(|within| !within.is_empty())?;
    let outer = (id.doc_id.clone(), within.to_owned());
    let is_there = rows.contains(&outer) || added.contains(&outer);
    (!is_there).then(|| {
        format!(
            "{} stands within {within}, which the article has not; name a statement_id of it, or none",
            told(id)
        )
    })
}

fn of_change(id: &RowId, change: &Change) -> Option<String> {
    if change.within.as_ref() == Some(&id.statement_id) {
        return Some(format!(
            "{} cannot stand within itself; name the statement around it, or none",
            told(id)
        ));
    }
    change.fault().map(|reason| format!("{}: {reason}", told(id)))
}

fn of_plan(plan: &Plan) -> Option<String> {
    let mut seen = HashSet::new();
    let twice = plan.rows.iter().find(|id| !seen.insert(*id)).map(told);
    let mut seen = HashSet::new();
    let article = || plan.doc_ids.iter().find(|id| !seen.insert(*id)).map(|id| format!("\"{id}\""));
    if let Some(twice) = twice.or_else(article) {
        return Some(format!("the plan has {twice} twice; each is drawn once"));
    }
    let size = plan.size();
    (size as u64 > plan.of).then(|| {
        format!("the plan has {size} to read, out of {}; \"of\" counts all there are", plan.of)
    })
}

fn taken(id: &RowId, by: &str) -> String {
    format!(
        "adds {}, which {by} has already; give it a statement_id that the article has not",
        told(id)
    )
}

fn told(id: &RowId) -> String {
    format!("{} of \"{}\"", id.statement_id, id.doc_id)
}

fn name(id: &RowId) -> Name {
    (id.doc_id.clone(), id.statement_id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with the lines, and how many statements are added and rows said of in the end.
    fn read(lines: &[&str]) -> (Vec<(u64, String)>, usize, usize) {
        let file = lines.join("\n") + "\n";
        let mut read = Corrections::read(file.as_bytes()).expect("corrections");
        read.fit(["S1", "S2"].map(|id| RowId::new("a", id, None)));
        let faults = read.faults().iter().map(|it| (it.line, it.reason.clone())).collect();
        (faults, read.added().count(), read.rows().count())
    }

    fn add(id: &str, rest: &str) -> String {
        let content = r#""content":[{"start":4,"end":8,"text":"Rain"}]"#;
        format!(r#"{{"do":"add","doc_id":"a","statement_id":"{id}","change":{{{content}{rest}}}}}"#)
    }

    fn mend(change: &str) -> String {
        format!(
            r#"{{"do":"row","doc_id":"a","statement_id":"S1","verdict":"mend","change":{{{change}}}}}"#
        )
    }

    const BEGIN: &str = r#"{"do":"begin","version":1,"table":"rows.csv"}"#;

    #[test]
    fn statement_is_added_under_a_name_of_its_own() {
        let (faults, added, _) = read(&[BEGIN, &add("S2", ""), &add("S3", ""), &add("S3", "")]);
        assert_eq!(added, 1);
        assert_eq!((faults[0].0, faults[1].0), (4, 2));
        assert!(faults[0].1.contains("S3 of \"a\", which line 3 has already"), "{faults:?}");
        assert!(faults[1].1.contains("which the table has already; give it"), "{faults:?}");
    }

    #[test]
    fn name_is_free_again_once_it_was_taken_back() {
        let undo = r#"{"do":"undo"}"#;
        let (faults, added, _) = read(&[BEGIN, &add("S3", ""), undo, &add("S3", "")]);
        assert_eq!((faults.len(), added), (0, 1));
    }

    #[test]
    fn statement_stands_within_another_that_is_there() {
        let inner = add("S4", r#","within":"S3""#);
        let (faults, added, rows) = read(&[&add("S3", ""), &inner, &mend(r#""within":"S2""#)]);
        assert_eq!((faults.len(), added, rows), (0, 2, 1));
        let itself = add("S3", r#","within":"S3""#);
        let missing = [itself.as_str(), &mend(r#""within":"S7""#), &mend(r#""within":"""#)];
        let (faults, added, rows) = read(&missing);
        assert_eq!((added, rows), (0, 1));
        assert!(faults[0].1.contains("within itself"), "{faults:?}");
        assert!(faults[1].1.contains("within S7, which the article has not"), "{faults:?}");
    }

    #[test]
    fn word_before_a_broken_one_counts() {
        let accept = r#"{"do":"row","doc_id":"a","statement_id":"S1","verdict":"accept"}"#;
        let broken = mend(r#""within":"S7""#);
        let file = [accept, &broken, ""].join("\n");
        let mut read = Corrections::read(file.as_bytes()).expect("corrections");
        read.fit([RowId::new("a", "S1", None)]);
        assert_eq!(read.of(&RowId::new("a", "S1", None)), Some(&Verdict::Accept));
    }

    #[test]
    fn words_go_forward() {
        for pieces in [
            r#"[{"start":8,"end":4,"text":"Rain"}]"#,
            r#"[{"start":4,"end":4,"text":""}]"#,
            r#"[{"start":9,"end":12,"text":"was"},{"start":4,"end":8,"text":"Rain"}]"#,
        ] {
            let (faults, _, rows) = read(&[BEGIN, &mend(&format!(r#""cue":{pieces}"#))]);
            assert_eq!((faults.len(), rows), (1, 0), "{pieces}");
            assert!(faults[0].1.starts_with("S1 of \"a\": its cue"), "{faults:?}");
        }
        let (faults, ..) =
            read(&[BEGIN, r#"{"do":"add","doc_id":"a","statement_id":"S9","change":{}}"#]);
        assert!(faults[0].1.contains("has no content"), "{faults:?}");
    }

    #[test]
    fn plan_draws_each_row_once_out_of_all() {
        let row = r#"{"doc_id":"a","statement_id":"S1"}"#;
        let plan = |of: u64, rows: &str| {
            format!(r#"{{"do":"plan","order":"random","seed":1,"of":{of},"rows":[{rows}]}}"#)
        };
        assert_eq!(read(&[&plan(2, row)]).0, []);
        let (faults, ..) = read(&[BEGIN, &plan(9, &format!("{row},{row}"))]);
        assert!(faults[0].1.contains("has S1 of \"a\" twice"), "{faults:?}");
        let (faults, ..) = read(&[BEGIN, &plan(0, row)]);
        assert!(faults[0].1.contains("1 to read, out of 0"), "{faults:?}");
    }

    #[test]
    fn mark_of_the_encoding_is_passed_over() {
        let (faults, _, rows) = read(&[&format!("\u{feff}{}", mend(r#""speaker":"Ada Obi""#))]);
        assert_eq!((faults.len(), rows), (0, 1));
    }
}
