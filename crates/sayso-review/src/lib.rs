//! Tables of statements read by hand: what to read, corrections, and how right the table is.
//!
//! Stands after the chain: a [`Plan`] says which rows are read, [`Corrections`] hold what the reader
//! says of them, [`Corrected`] puts that into the table, and [`Figures`] say how right it is.
//!
//! ```
//! use sayso_review::{Corrections, Entry, Figures, Order, Plan, RowId, Verdict};
//!
//! let ids: Vec<RowId> = (1..=3).map(|n| RowId::new("wire", format!("S{n}"), Some(9 * n))).collect();
//! let plan = Plan::of_rows(Order::Random { seed: 7 }, ids.iter().map(|id| (id.clone(), 0.9)), 3);
//! let mut file = Entry::Plan(plan).line();
//! for id in ids {
//!     file += &Entry::Row { id, verdict: Verdict::Accept }.line();
//! }
//! file += "{\"do\":\"row\",\"doc"; // The program was killed here.
//!
//! let corrections = Corrections::read(file.as_bytes())?;
//! assert_eq!(corrections.rows().count(), 3);
//! let figures = Figures::of(&corrections);
//! assert_eq!(figures.estimates[0].rows.share(), Some(1.0));
//! # Ok::<(), sayso_review::Error>(())
//! ```
//!
//! Always: what was decided is a line of its own, added to the end of a file, so that a kill at any
//! byte costs at most the line that was being written; the last word on a row counts; the interval of
//! rows drawn at random holds the true share with a probability of at least 95 %, that of articles did so
//! in all simulated reviews, and where nothing was drawn at random there is none. The same seed draws
//! the same rows in whatever order they come.
//!
//! Does not: read files, ask anybody, or find the words of a correction in the text.

mod change;
mod corrected;
mod corrections;
mod draw;
mod entry;
mod error;
mod figures;
mod fit;
mod interval;
mod places;
mod plan;
mod row_id;
mod sample;
mod sentence;
mod verdict;
#[cfg(feature = "xlsx")]
mod workbook;

pub use change::{Change, Piece};
pub use corrected::{Corrected, REVIEWED};
pub use corrections::{BEGINNING, Corrections, Fault};
pub use draw::{Drawn, rank};
pub use entry::{Entry, VERSION};
pub use error::Error;
pub use figures::{Basis, Counts, Estimate, Figures};
pub use interval::{Interval, Share};
pub use places::Places;
pub use plan::{Order, Plan};
pub use row_id::{Header, RowId};
pub use sample::{SAMPLE_COLUMNS, sampled};
pub use sentence::{sentence, shares};
pub use verdict::Verdict;
#[cfg(feature = "xlsx")]
pub use workbook::SampleWorkbook;
