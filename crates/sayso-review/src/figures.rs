//! How right a table is, by what was read of it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Change, Corrections, Order, Plan, RowId, Share, Verdict};

/// What was said of a table, and what that says of the whole of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// What was said of all rows together, however they came to be read.
    pub counts: Counts,
    /// An estimate for each random sample that was begun, and for a table that was read as a whole.
    pub estimates: Vec<Estimate>,
}

/// Verdicts and other things that were said, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Rows that are right in all.
    pub accepted: u64,
    /// Rows of which something was otherwise.
    pub mended: u64,
    /// Rows that are no statements.
    pub rejected: u64,
    /// Rows of which the reader could not say.
    pub unsure: u64,
    /// Statements that were missing.
    pub added: u64,
    /// Articles that were read whole.
    pub articles: u64,
}

impl Counts {
    /// All rows of which something was said.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.accepted + self.mended + self.rejected + self.unsure
    }
}

/// What an estimate stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "drawn", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Basis {
    /// All rows were read: nothing is estimated.
    Whole,
    /// Rows drawn at random, out of so many.
    Rows {
        /// Which of all samples.
        seed: u64,
        /// The rows of the table.
        of: u64,
    },
    /// Whole articles drawn at random, out of so many.
    Articles {
        /// Which of all samples.
        seed: u64,
        /// So many were read.
        read: u64,
        /// The articles there are.
        of: u64,
    },
}

/// How right the table is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// What it stands on.
    pub basis: Basis,
    /// Precision: of the rows, those that are right in all.
    pub rows: Share,
    /// Of the rows, those that are statements of the article, be it with another speaker, type or edge.
    pub statements: Share,
    /// Of those that are statements, those with the right speaker.
    pub speakers: Share,
    /// Recall: of the statements of the articles, those that the table has; where whole articles were
    /// read.
    pub recall: Option<Share>,
}

impl Figures {
    /// The figures of corrections.
    #[must_use]
    pub fn of(corrections: &Corrections) -> Self {
        let plans = corrections.plans();
        let estimates = plans.iter().filter_map(|plan| match plan.order {
            Order::LeastSure => of_whole(corrections, plan),
            Order::Random { seed } => of_rows(corrections, plan, seed),
            Order::Articles { seed } => of_articles(corrections, plan, seed),
        });
        Self { counts: counts(corrections), estimates: estimates.collect() }
    }
}

fn counts(corrections: &Corrections) -> Counts {
    let mut counts = Counts {
        added: corrections.added().count() as u64,
        articles: corrections.read_articles().len() as u64,
        ..Counts::default()
    };
    for (_, verdict) in corrections.rows() {
        *match verdict {
            Verdict::Accept => &mut counts.accepted,
            Verdict::Mend { .. } => &mut counts.mended,
            Verdict::Reject => &mut counts.rejected,
            Verdict::Unsure => &mut counts.unsure,
        } += 1;
    }
    counts
}

/// The shares of some rows.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    rows: Share,
    statements: Share,
    speakers: Share,
}

impl Tally {
    fn add(&mut self, verdict: &Verdict) {
        let is_speaker_right = |change: &Change| change.speaker.is_none();
        match verdict {
            Verdict::Unsure => {
                self.rows.unsure += 1;
                self.statements.unsure += 1;
                return;
            }
            Verdict::Accept => {
                self.rows.hits += 1;
                self.speakers.hits += 1;
            }
            Verdict::Mend { change } => self.speakers.hits += u64::from(is_speaker_right(change)),
            Verdict::Reject => {}
        }
        self.rows.of += 1;
        self.statements.of += 1;
        if *verdict != Verdict::Reject {
            self.statements.hits += 1;
            self.speakers.of += 1;
        }
    }

    fn of<'v>(verdicts: impl Iterator<Item = &'v Verdict>) -> Self {
        let mut tally = Self::default();
        verdicts.for_each(|verdict| tally.add(verdict));
        tally
    }

    /// The estimate of rows drawn at random out of so many.
    fn estimate(self, basis: Basis, of: u64) -> Option<Estimate> {
        let rows = self.rows.drawn(Some(of));
        // Of a table that was read whole the statements are known too.
        let is_whole = self.rows.of + self.rows.unsure == of;
        let statements = Some(self.speakers.of).filter(|_| is_whole && self.rows.unsure == 0);
        rows.interval?;
        Some(Estimate {
            basis,
            rows,
            statements: self.statements.drawn(Some(of)),
            speakers: self.speakers.drawn(statements),
            recall: None,
        })
    }
}

/// A queue of the least sure rows says something only where it ended with the table.
fn of_whole(corrections: &Corrections, plan: &Plan) -> Option<Estimate> {
    let verdicts: Vec<&Verdict> = corrections.rows().map(|(_, verdict)| verdict).collect();
    (verdicts.len() as u64 == plan.of)
        .then(|| Tally::of(verdicts.into_iter()).estimate(Basis::Whole, plan.of))?
}

/// The rows of a random order, as far as all of them are read. Those behind a gap were not chosen by
/// chance.
fn of_rows(corrections: &Corrections, plan: &Plan, seed: u64) -> Option<Estimate> {
    let verdicts = plan.rows.iter().map_while(|id| corrections.of(id));
    let tally = Tally::of(verdicts);
    let is_whole = tally.rows.of + tally.rows.unsure == plan.of;
    let basis = if is_whole { Basis::Whole } else { Basis::Rows { seed, of: plan.of } };
    tally.estimate(basis, plan.of)
}

/// The articles of a random order, as far as all of them are read.
fn of_articles(corrections: &Corrections, plan: &Plan, seed: u64) -> Option<Estimate> {
    let read = corrections.read_articles();
    let drawn: Vec<&str> =
        plan.doc_ids.iter().map(|id| &**id).take_while(|id| read.contains(id)).collect();
    let mut by_article: BTreeMap<&str, Vec<(&RowId, &Verdict)>> = BTreeMap::new();
    for (id, verdict) in corrections.rows() {
        by_article.entry(&id.doc_id).or_default().push((id, verdict));
    }
    let mut added: BTreeMap<&str, u64> = BTreeMap::new();
    corrections.added().for_each(|(id, _)| *added.entry(&id.doc_id).or_default() += 1);
    let tallies: Vec<Tally> = drawn
        .iter()
        .map(|id| Tally::of(by_article.get(id).into_iter().flatten().map(|(_, it)| *it)))
        .collect();
    let shares = |of: fn(&Tally) -> Share| {
        Share::of_articles(&tallies.iter().map(of).collect::<Vec<_>>(), plan.of)
    };
    let found = drawn.iter().zip(&tallies).map(|(id, tally)| Share {
        hits: tally.statements.hits,
        of: tally.statements.hits + added.get(id).copied().unwrap_or_default(),
        unsure: tally.statements.unsure,
        interval: None,
    });
    let recall = Share::of_articles(&found.collect::<Vec<_>>(), plan.of);
    if drawn.is_empty() {
        return None;
    }
    Some(Estimate {
        basis: Basis::Articles { seed, read: drawn.len() as u64, of: plan.of },
        rows: shares(|tally| tally.rows),
        statements: shares(|tally| tally.statements),
        speakers: shares(|tally| tally.speakers),
        recall: Some(recall),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Entry;

    fn id(doc: &str, number: usize) -> RowId {
        RowId::new(doc, format!("S{number}"), Some(number))
    }

    fn mend(change: Change) -> Verdict {
        Verdict::Mend { change: Box::new(change) }
    }

    fn review(plan: Plan, verdicts: &[(RowId, Verdict)]) -> Corrections {
        let mut corrections = Corrections::default();
        corrections.add(Entry::Plan(plan));
        for (id, verdict) in verdicts.iter().cloned() {
            corrections.add(Entry::Row { id, verdict });
        }
        corrections
    }

    fn plan(order: Order, rows: &[RowId], of: u64) -> Plan {
        Plan { order, of, rows: rows.to_vec(), doc_ids: Vec::new() }
    }

    #[test]
    fn precision_counts_what_is_right_in_all() {
        let rows: Vec<RowId> = (1..=4).map(|number| id("a", number)).collect();
        let speaker = Change { speaker: Some("Ada Obi".to_owned()), ..Change::default() };
        let edges = Change { content: Some(Vec::new()), ..Change::default() };
        let verdicts = [Verdict::Accept, mend(speaker), mend(edges), Verdict::Reject];
        let verdicts: Vec<_> = rows.iter().cloned().zip(verdicts).collect();
        let corrections = review(plan(Order::Random { seed: 1 }, &rows, 900), &verdicts);
        let estimate = Figures::of(&corrections).estimates[0];
        assert_eq!((estimate.rows.hits, estimate.rows.of), (1, 4));
        assert_eq!((estimate.statements.hits, estimate.statements.of), (3, 4));
        assert_eq!((estimate.speakers.hits, estimate.speakers.of), (2, 3));
        assert_eq!(estimate.basis, Basis::Rows { seed: 1, of: 900 });
        assert!(estimate.recall.is_none() && estimate.rows.interval.is_some());
    }

    #[test]
    fn least_sure_rows_say_nothing_of_the_others() {
        let rows: Vec<RowId> = (1..=3).map(|number| id("a", number)).collect();
        let verdicts: Vec<_> = rows.iter().map(|id| (id.clone(), Verdict::Accept)).collect();
        let some = review(plan(Order::LeastSure, &rows, 900), &verdicts);
        assert!(Figures::of(&some).estimates.is_empty());
        assert_eq!(Figures::of(&some).counts.accepted, 3);
        let all = Figures::of(&review(plan(Order::LeastSure, &rows, 3), &verdicts));
        assert_eq!(all.estimates[0].basis, Basis::Whole);
        let interval = all.estimates[0].rows.interval.expect("an interval");
        assert_eq!((interval.low, interval.high), (1.0, 1.0));
    }

    #[test]
    fn rows_behind_a_gap_of_the_sample_do_not_count() {
        let rows: Vec<RowId> = (1..=4).map(|number| id("a", number)).collect();
        let verdicts = [(rows[0].clone(), Verdict::Accept), (rows[3].clone(), Verdict::Reject)];
        let corrections = review(plan(Order::Random { seed: 1 }, &rows, 900), &verdicts);
        assert_eq!(Figures::of(&corrections).estimates[0].rows.of, 1);
    }

    #[test]
    fn recall_is_of_articles_that_were_read_whole() {
        let order = Order::Articles { seed: 1 };
        let doc_ids = ["a", "b", "c"].map(str::to_owned).to_vec();
        let plan = Plan { order, of: 50, rows: Vec::new(), doc_ids };
        let verdicts = [
            (id("a", 1), Verdict::Accept),
            (id("a", 2), Verdict::Reject),
            (id("b", 1), Verdict::Accept),
            (id("c", 1), Verdict::Accept),
        ];
        let mut corrections = review(plan, &verdicts);
        corrections.add(Entry::Add { id: id("a", 3), change: Box::default() });
        corrections.add(Entry::Read { doc_id: "a".to_owned() });
        corrections.add(Entry::Read { doc_id: "b".to_owned() });
        let estimate = Figures::of(&corrections).estimates[0];
        let recall = estimate.recall.expect("recall");
        assert_eq!((recall.hits, recall.of), (2, 3));
        assert_eq!((estimate.rows.hits, estimate.rows.of), (2, 3));
        assert_eq!(estimate.basis, Basis::Articles { seed: 1, read: 2, of: 50 });
    }
}
