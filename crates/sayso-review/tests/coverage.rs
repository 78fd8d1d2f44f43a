//! Simulated reviews: how often the interval holds the true share.

#![expect(clippy::expect_used, reason = "a test fails by a panic")]

use std::collections::BTreeSet;

use sayso_review::{Corrections, Entry, Figures, Interval, Order, Plan, RowId, Verdict, rank};

/// A number from 0 to 1 that looks random, the same in each run.
fn chance(name: &[&str]) -> f64 {
    // The upper 53 bits are a number between 0 and 2^53 without loss.
    (rank(0x5EED, name) >> 11) as f64 / (1_u64 << 53) as f64
}

/// A table of articles: for each row, whether it is right.
type Truth = Vec<(RowId, bool)>;

fn verdict(is_right: bool) -> Verdict {
    if is_right { Verdict::Accept } else { Verdict::Reject }
}

fn holds(interval: Interval, share: f64) -> bool {
    interval.low <= share + 1e-12 && share <= interval.high + 1e-12
}

fn share(truth: &[(RowId, bool)]) -> f64 {
    truth.iter().filter(|(_, is_right)| *is_right).count() as f64 / truth.len() as f64
}

/// Of the reviews of a table, those whose interval holds its precision, in percent.
fn covered(truth: &Truth, review: impl Fn(&Truth, u64) -> Corrections) -> f64 {
    let held = (0..REVIEWS).filter(|seed| {
        let figures = Figures::of(&review(truth, *seed));
        let interval = figures.estimates[0].rows.interval.expect("an interval");
        holds(interval, share(truth))
    });
    held.count() as f64 * 100.0 / REVIEWS as f64
}

/// Of so many reviews half a percent more or less is chance.
const REVIEWS: u64 = 1_500;

fn by_rows(size: usize) -> impl Fn(&Truth, u64) -> Corrections {
    move |truth, seed| {
        let ids = truth.iter().map(|(id, _)| (id.clone(), 0.5));
        let plan = Plan::of_rows(Order::Random { seed }, ids, size);
        let right: BTreeSet<&RowId> =
            truth.iter().filter(|(_, is_right)| *is_right).map(|(id, _)| id).collect();
        let mut corrections = Corrections::default();
        for id in &plan.rows {
            corrections.add(Entry::Row { id: id.clone(), verdict: verdict(right.contains(id)) });
        }
        corrections.add(Entry::Plan(plan));
        corrections
    }
}

fn by_articles(size: usize) -> impl Fn(&Truth, u64) -> Corrections {
    move |truth, seed| {
        let mut ids: Vec<String> = truth.iter().map(|(id, _)| id.doc_id.clone()).collect();
        ids.dedup();
        let plan = Plan::of_articles(seed, ids, size);
        let read: BTreeSet<&String> = plan.doc_ids.iter().collect();
        let mut corrections = Corrections::default();
        for (id, is_right) in truth.iter().filter(|(id, _)| read.contains(&id.doc_id)) {
            corrections.add(Entry::Row { id: id.clone(), verdict: verdict(*is_right) });
        }
        for doc_id in plan.doc_ids.iter().cloned() {
            corrections.add(Entry::Read { doc_id });
        }
        corrections.add(Entry::Plan(plan));
        corrections
    }
}

/// Articles of 1 to 12 rows, each of which is right with the chance of its article.
fn articles(many: usize, right: impl Fn(&str) -> f64) -> Truth {
    let mut truth = Vec::new();
    for number in 0..many {
        let doc = format!("article-{number}");
        #[expect(clippy::cast_possible_truncation, reason = "a number below 12")]
        let size = 1 + (chance(&["size", &doc]) * 12.0) as usize;
        for row in 0..size {
            let id = RowId::new(&*doc, format!("S{}", row + 1), Some(row * 50));
            let is_right = chance(&["row", &doc, &id.statement_id]) < right(&doc);
            truth.push((id, is_right));
        }
    }
    truth
}

#[test]
fn interval_of_drawn_rows_holds_the_precision_in_95_of_100_reviews() {
    for (right, size) in [(0.5, 100), (0.9, 200), (0.98, 200), (0.995, 100)] {
        let truth = articles(120, |_| right);
        let percent = covered(&truth, by_rows(size));
        assert!(percent >= 95.0, "{size} rows of {} at {right}: {percent} %", truth.len());
    }
}

/// Rows of one article are drawn apart, so it does not matter that they are alike.
#[test]
fn interval_of_drawn_rows_does_not_mind_that_articles_differ() {
    let truth = articles(120, |doc| if chance(&["bad", doc]) < 0.1 { 0.2 } else { 0.97 });
    let percent = covered(&truth, by_rows(200));
    assert!(percent >= 95.0, "{percent} %");
}

#[test]
fn interval_of_whole_articles_holds_the_precision_in_95_of_100_reviews() {
    for (bad, worse, better) in
        [(0.0, 0.0, 0.93), (0.1, 0.4, 0.93), (0.1, 0.2, 0.97), (0.3, 0.4, 0.9)]
    {
        let truth = articles(300, |doc| if chance(&["bad", doc]) < bad { worse } else { better });
        for size in [12, 40] {
            let percent = covered(&truth, by_articles(size));
            assert!(percent >= 95.0, "{size} articles with {bad} bad ones: {percent} %");
        }
    }
}

/// What the exact interval is for: a queue of the least sure rows would be far below the truth.
#[test]
fn least_sure_rows_would_not_hold_it() {
    let truth = articles(120, |_| 0.9);
    let sureness = |is_right: bool| if is_right { 0.9 } else { 0.4 };
    let rows = truth.iter().map(|(id, is_right)| (id.clone(), sureness(*is_right)));
    let plan = Plan::of_rows(Order::LeastSure, rows, 60);
    let mut corrections = Corrections::default();
    for id in &plan.rows {
        let is_right = truth.iter().any(|(other, is_right)| other == id && *is_right);
        corrections.add(Entry::Row { id: id.clone(), verdict: verdict(is_right) });
    }
    corrections.add(Entry::Plan(plan));
    let figures = Figures::of(&corrections);
    assert!(figures.estimates.is_empty());
    let found = figures.counts.accepted as f64 / figures.counts.rows() as f64;
    assert!(found < share(&truth) - 0.3, "{found}");
}
