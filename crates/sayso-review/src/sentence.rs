//! What a paper says of how right its table is.

use crate::{Basis, Estimate, Figures, Share};

/// The sentences for a section on methods: how rows were chosen, how many were right, and with which
/// interval; where nothing was drawn at random, that there is no estimate.
///
/// ```
/// use sayso_review::{Corrections, Figures, sentence};
///
/// let told = sentence(&Figures::of(&Corrections::default()), "rows.csv");
/// assert_eq!(told, "No row of rows.csv has been read against the articles yet.");
/// ```
#[must_use]
pub fn sentence(figures: &Figures, table: &str) -> String {
    let counts = &figures.counts;
    if !figures.estimates.is_empty() {
        let told: Vec<String> = figures.estimates.iter().map(|it| of_estimate(it, table)).collect();
        return told.join("\n");
    }
    if counts.rows() == 0 {
        return format!("No row of {table} has been read against the articles yet.");
    }
    format!(
        "We read {} rows of {table} against the articles: {} were right in every part, {} were \
         corrected and {} were no statements. They were not drawn at random (the least sure come first), \
         so they do not say how right the other rows are.",
        thousands(counts.rows()),
        thousands(counts.accepted),
        thousands(counts.mended),
        thousands(counts.rejected),
    )
}

fn of_estimate(estimate: &Estimate, table: &str) -> String {
    let Estimate { basis, rows, statements, speakers, recall } = estimate;
    let read = thousands(rows.of + rows.unsure);
    let begin = match basis {
        Basis::Whole => format!("We read all {read} rows of {table} against the articles."),
        Basis::Rows { seed, of } => format!(
            "Of the {} rows of {table} we read {read}, drawn at random without replacement (seed \
             {seed}), against the articles.",
            thousands(*of)
        ),
        Basis::Articles { seed, read: articles, of } => format!(
            "Of {} articles we read {}, drawn at random without replacement (seed {seed}), whole, \
             with the {read} rows that {table} has of them.",
            thousands(*of),
            thousands(*articles),
        ),
    };
    let mut told = format!(
        "{begin} Precision: {} were right in content, source, cue, speaker and type; {} were statements of \
         the article; and of these {} named the right speaker.",
        of_share(rows, *basis),
        of_share(statements, *basis),
        of_share(speakers, *basis),
    );
    if let Some(recall) = recall {
        told += &format!(
            " Recall: of the statements that the articles make, {} were in the table.",
            of_share(recall, *basis)
        );
    }
    told += &doubts(rows.unsure);
    told += match basis {
        Basis::Whole => "",
        Basis::Rows { .. } => {
            " Intervals are exact ones of 95 % (Clopper–Pearson; for all rows of the table, of sampling \
             without replacement)."
        }
        Basis::Articles { .. } => {
            " Intervals are of 95 %, by articles (Korn and Graubard 1998, with Clopper–Pearson)."
        }
    };
    told
}

/// What an estimate says of the table, thing by thing: what is right, and of how many, with its interval.
///
/// ```
/// use sayso_review::{Corrections, Entry, Figures, Order, Plan, RowId, Verdict, shares};
///
/// let id = RowId::new("wire", "S1", None);
/// let mut corrections = Corrections::default();
/// let plan = Plan::of_rows(Order::LeastSure, [(id.clone(), 0.9)], 1);
/// corrections.add(Entry::Plan(plan));
/// corrections.add(Entry::Row { id, verdict: Verdict::Accept });
/// let figures = Figures::of(&corrections);
/// assert_eq!(shares(&figures.estimates[0])[0], ("right in every part (precision)", "1 of 1 (100.0 %)".into()));
/// ```
#[must_use]
pub fn shares(estimate: &Estimate) -> Vec<(&'static str, String)> {
    let Estimate { basis, rows, statements, speakers, recall } = estimate;
    let always = [
        ("right in every part (precision)", Some(rows)),
        ("statements of the article", Some(statements)),
        ("with the right speaker", Some(speakers)),
        ("statements found (recall)", recall.as_ref()),
    ];
    let told = always.into_iter().map(|(what, share)| Some((what, of_share(share?, *basis))));
    told.flatten().collect()
}

/// 183 of 200 (91.5 %, 95 % interval 86.7 to 95.0 %).
fn of_share(share: &Share, basis: Basis) -> String {
    let counts = format!("{} of {}", thousands(share.hits), thousands(share.of));
    let (Some(found), Some(interval)) = (share.share(), share.interval) else { return counts };
    if basis == Basis::Whole && share.unsure == 0 {
        return format!("{counts} ({} %)", percent(found));
    }
    let (low, high) = (floor(interval.low), ceiling(interval.high));
    format!("{counts} ({} %, 95 % interval {low} to {high} %)", percent(found))
}

fn doubts(unsure: u64) -> String {
    match unsure {
        0 => String::new(),
        1 => " Of 1 row we could not say; the intervals allow for both.".to_owned(),
        many => {
            format!(" Of {} rows we could not say; the intervals allow for both.", thousands(many))
        }
    }
}

fn percent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

/// Rounded outwards, so that the interval that is printed holds the one that was found; less than a
/// millionth is a fault of arithmetic.
fn floor(share: f64) -> String {
    format!("{:.1}", (share * 1_000.0 + 1e-6).floor() / 10.0)
}

fn ceiling(share: f64) -> String {
    format!("{:.1}", (share * 1_000.0 - 1e-6).ceil().max(0.0) / 10.0)
}

/// 1,234 for 1234.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut told = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Corrections, Entry, Order, Plan, RowId, Verdict};

    fn corrections(order: Order, of: u64) -> Corrections {
        let rows: Vec<RowId> = (1..=20).map(|n| RowId::new("a", format!("S{n}"), None)).collect();
        let mut corrections = Corrections::default();
        corrections.add(Entry::Plan(Plan { order, of, rows: rows.clone(), doc_ids: Vec::new() }));
        for (place, id) in rows.into_iter().enumerate() {
            let verdict = if place == 0 { Verdict::Reject } else { Verdict::Accept };
            corrections.add(Entry::Row { id, verdict });
        }
        corrections
    }

    #[test]
    fn sample_has_its_seed_its_share_and_its_interval() {
        let figures = Figures::of(&corrections(Order::Random { seed: 7 }, 1_234));
        let told = sentence(&figures, "rows.csv");
        assert!(told.starts_with("Of the 1,234 rows of rows.csv we read 20, drawn at random"));
        assert!(told.contains("(seed 7)") && told.contains("19 of 20 (95.0 %, 95 % interval 75."));
        assert!(!told.contains("could not say") && !told.contains("Recall"), "{told}");
    }

    #[test]
    fn queue_of_the_least_sure_says_that_it_is_no_estimate() {
        let figures = Figures::of(&corrections(Order::LeastSure, 1_234));
        let told = sentence(&figures, "rows.csv");
        assert!(told.contains("not drawn at random") && !told.contains('%'), "{told}");
    }

    #[test]
    fn numbers_are_set_in_groups_and_ends_rounded_outwards() {
        let groups = [0, 999, 1_000, 1_234_567].map(thousands);
        assert_eq!(groups, ["0", "999", "1,000", "1,234,567"]);
        assert_eq!((floor(0.8675), ceiling(0.8675)), ("86.7".to_owned(), "86.8".to_owned()));
        assert_eq!((floor(0.9), ceiling(0.9)), ("90.0".to_owned(), "90.0".to_owned()));
    }
}
