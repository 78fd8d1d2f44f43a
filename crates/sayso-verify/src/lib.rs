//! Tables of statements against the texts they came from.
//!
//! Stands after the chain: reads the tables that it wrote, also after a spreadsheet program saved
//! them again, and says of each row whether its words are the words of the article.
//!
//! ```
//! use sayso_verify::{Claim, Row, Verdict, Verifier};
//!
//! let text = "“Rain is likely,” Ms. Okoye said.";
//! let row = Row { content: Claim::words("“Rain is likely,”", (0, 17)), ..Row::default() };
//! assert_eq!(*Verifier::default().check(row, text).verdict(), Verdict::Exact);
//!
//! let row = Row { content: Claim::words("“Rain was likely,”", (0, 18)), ..Row::default() };
//! assert!(!Verifier::default().check(row, text).verdict().is_word_for_word());
//! ```
//!
//! Always: a row that passes has its words in its article, with at most white space, quotation
//! marks and dashes changed; a row whose words are at its offsets passes as [`Verdict::Exact`], and
//! nothing else does; its speaker is named in the article, is not somebody else than its source names,
//! and where the name is not in the row's own words, the place is told.
//! Memory is bounded for tables and texts of any size, but for 16 bytes an article; time is linear
//! where the rows stand in the order of the texts.
//!
//! Does not: say whether a statement was rightly found, or whether a pronoun means the speaker.

mod alteration;
mod article;
mod block;
mod columns;
mod document_form;
mod document_id;
mod error;
mod fold;
mod joins;
mod locator;
mod nearest;
mod number;
mod pieces;
mod places;
mod rounds;
mod row;
mod search;
#[cfg(feature = "xlsx")]
mod sheets;
mod speakers;
mod summary;
mod table;
mod verdict;
mod verifier;
mod words;

pub use alteration::Change;
pub use columns::ColumnNames;
pub use error::{Error, ErrorKind};
pub use locator::Locator;
pub use number::offset;
pub use row::{Claim, Role, Row};
#[cfg(feature = "xlsx")]
pub use sayso_read::{Sheet, Workbook};
pub use summary::Summary;
pub use table::Rows;
pub use verdict::{Checked, Nearest, Place, Verdict};
pub use verifier::{Event, Options, Verifier};
