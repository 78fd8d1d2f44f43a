//! Which rows or articles are read, and in which order.

use serde::{Deserialize, Serialize};

use crate::{Drawn, RowId, rank};

/// In which order rows are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "order", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Order {
    /// From the row on of which the program is least sure: finds most mistakes in the least time,
    /// and says nothing of the other rows.
    LeastSure,
    /// Rows drawn at random: says how right the table is.
    Random {
        /// Which of all samples.
        seed: u64,
    },
    /// Whole articles drawn at random: says also how much is missed.
    Articles {
        /// Which of all samples.
        seed: u64,
    },
}

/// What is to be read, in its order: any beginning of a random order is a random sample too, so that
/// a review that ends early still says something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// In which order.
    #[serde(flatten)]
    pub order: Order,
    /// Out of how many rows, or articles, they are taken.
    pub of: u64,
    /// The rows to read; none where articles are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<RowId>,
    /// The articles to read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doc_ids: Vec<String>,
}

impl Plan {
    /// So many of the rows, which come with how sure they are.
    #[must_use]
    pub fn of_rows(
        order: Order,
        rows: impl IntoIterator<Item = (RowId, f64)>,
        size: usize,
    ) -> Self {
        let mut drawn = Drawn::new(size);
        for (id, sureness) in rows {
            drawn.offer(key(order, &id, sureness), || id);
        }
        Self { order, of: drawn.seen(), rows: drawn.into_sorted(), doc_ids: Vec::new() }
    }

    /// So many of the articles, in a random order.
    #[must_use]
    pub fn of_articles(seed: u64, doc_ids: impl IntoIterator<Item = String>, size: usize) -> Self {
        let mut drawn = Drawn::new(size);
        for id in doc_ids {
            drawn.offer(rank(seed, &[&id]), || id);
        }
        let order = Order::Articles { seed };
        Self { order, of: drawn.seen(), rows: Vec::new(), doc_ids: drawn.into_sorted() }
    }

    /// How many rows or articles are to be read.
    #[must_use]
    pub fn size(&self) -> usize {
        self.rows.len() + self.doc_ids.len()
    }
}

/// Rows are read from the smallest key on.
fn key(order: Order, id: &RowId, sureness: f64) -> u64 {
    match order {
        // Of numbers from 0 on the bits are in the order of the numbers.
        Order::LeastSure => sureness.max(0.0).to_bits(),
        Order::Random { seed } | Order::Articles { seed } => {
            let start = id.content_start.map_or_else(String::new, |start| start.to_string());
            rank(seed, &[&id.doc_id, &id.statement_id, &start])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<(RowId, f64)> {
        let shares = [0.9, 0.2, 0.5, 0.2];
        (1..)
            .zip(shares)
            .map(|(n, share)| (RowId::new("a", format!("S{n}"), Some(n)), share))
            .collect()
    }

    fn read(plan: &Plan) -> Vec<&str> {
        plan.rows.iter().map(|id| &*id.statement_id).collect()
    }

    #[test]
    fn least_sure_rows_come_first_and_equals_in_the_order_of_the_table() {
        let plan = Plan::of_rows(Order::LeastSure, rows(), 3);
        assert_eq!((read(&plan), plan.of), (vec!["S2", "S4", "S3"], 4));
    }

    #[test]
    fn sample_is_the_same_in_any_order_of_the_table() {
        let order = Order::Random { seed: 3 };
        let plan = Plan::of_rows(order, rows(), 2);
        assert_eq!(plan, Plan::of_rows(order, rows().into_iter().rev(), 2));
        let all = (0..20).map(|seed| Plan::of_rows(Order::Random { seed }, rows(), 2).rows);
        assert!(all.collect::<std::collections::BTreeSet<_>>().len() > 4);
    }
}
