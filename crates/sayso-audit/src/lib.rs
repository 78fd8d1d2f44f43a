//! Who speaks in a corpus: statements counted by outlet, month, kind of source and label.
//!
//! Stands behind the chain: an [`Audit`] is given the statements of each article and gives, in the
//! end, [`Figures`], which are written as a table, a workbook with charts or a page.
//!
//! ```
//! use sayso_audit::{Audit, Dimension, Form, Labels};
//! use sayso_text::{Document, Speaker, SpeakerKind, Statement};
//!
//! let labels = Labels::from_csv("name,label\nAda Obi,officials\n".as_bytes())?;
//! let mut audit = Audit::new(labels, None);
//! # let content = vec![sayso_text::Span::new(0, 4)];
//! # let attribution = sayso_text::Attribution::new(Default::default(), content);
//! # let statement = Statement::new(1, attribution, Speaker::new("Ada Obi", SpeakerKind::Person));
//! audit.add(&Document::new("a", "Rain is near, Ada Obi said."), &[statement]);
//! let figures = audit.figures();
//! let label = &figures.section(Dimension::Label)[0];
//! assert_eq!((&*label.name, label.count.statements), ("officials", 1));
//!
//! let mut table = Vec::new();
//! figures.write(Form::Csv, &mut table)?;
//! assert!(String::from_utf8(table)?.contains("\nlabel,officials,1,100.0,1,"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Always: every figure is a count of rows, or a share of such counts; the same statements give the
//! same bytes, in whatever order their articles come. One pass; memory grows with the number of different
//! speakers, outlets and months, not with that of statements.
//!
//! Does not: guess anything about a person. Gender, party or office are counted where the user's own
//! list gives them, and nowhere else.

mod audit;
mod count;
mod error;
mod figures;
mod labels;
mod page;
mod separated;
mod words;
#[cfg(feature = "xlsx")]
mod workbook;

pub use audit::Audit;
pub use count::Count;
pub use error::{Error, ErrorKind};
pub use figures::{Dimension, Figures, Form, Row};
pub use labels::Labels;
