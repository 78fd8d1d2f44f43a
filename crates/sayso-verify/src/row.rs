//! A row of a table: what it claims to stand in which article.

/// A row of a table: what it claims to stand in which article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The record of the table, counted from 1 without the header.
    pub record: u64,
    /// The article.
    pub doc_id: String,
    /// The statement within the article, as `S1`; empty where the table does not say.
    pub statement_id: String,
    /// Whom the content is ascribed to.
    pub source: Claim,
    /// The words that signal the statement.
    pub cue: Claim,
    /// What is ascribed.
    pub content: Claim,
    /// Who is named as the speaker: words that may stand elsewhere in the article.
    pub speaker: Claim,
}

impl Row {
    /// How many claims a row makes.
    pub(crate) const CLAIMS: usize = Role::ALL.len();

    /// The claims of the row with their roles.
    pub fn claims(&self) -> [(Role, &Claim); 4] {
        [
            (Role::Source, &self.source),
            (Role::Cue, &self.cue),
            (Role::Content, &self.content),
            (Role::Speaker, &self.speaker),
        ]
    }

    /// The memory that the row takes, about.
    pub(crate) fn bytes(&self) -> usize {
        let claims: usize = self.claims().iter().map(|(_, claim)| claim.bytes()).sum();
        size_of::<Self>() + self.doc_id.len() + self.statement_id.len() + claims
    }
}

/// Words or places that a row claims to be in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Claim {
    /// Nothing, which is always true: a statement without a source.
    #[default]
    Nothing,
    /// Words, several pieces joined by [`SPAN_SEPARATOR`](sayso_export::SPAN_SEPARATOR), and the
    /// offsets of their outer ends where the table has them.
    Words {
        /// The words as they stand in the cell.
        words: String,
        /// Where they begin and end, in the unit of the table.
        ends: Option<(usize, usize)>,
    },
    /// Spans without their words, as the document form has them.
    Spans(Vec<[usize; 2]>),
}

impl Claim {
    /// Words between two offsets.
    #[must_use]
    pub fn words(words: impl Into<String>, ends: (usize, usize)) -> Self {
        Self::Words { words: words.into(), ends: Some(ends) }
    }

    /// The words, empty where there are none.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Words { words, .. } => words,
            _ => "",
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Words { words, .. } => words.len(),
            Self::Spans(spans) => size_of_val(spans.as_slice()),
        }
    }
}

/// What words are in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Whom the content is ascribed to.
    Source,
    /// The words that signal the statement.
    Cue,
    /// What is ascribed.
    Content,
    /// Who is named as the speaker.
    Speaker,
}

impl Role {
    /// All roles, in the order of the columns.
    pub const ALL: [Self; 4] = [Self::Source, Self::Cue, Self::Content, Self::Speaker];

    /// The name of its column.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Cue => "cue",
            Self::Content => "content",
            Self::Speaker => "speaker",
        }
    }
}
