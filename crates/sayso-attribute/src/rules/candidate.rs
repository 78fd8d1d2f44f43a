//! What the rules propose: a source, a cue and up to three stretches of content, in tokens.

use sayso_text::TokenSpan;

use crate::rules::rule::Rule;

/// The most stretches of content that one pattern makes: before the cue, after it, and a third
/// for floating quotations joined into one.
const MOST_PIECES: usize = 3;

/// The stretches of content of one proposal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pieces {
    spans: [TokenSpan; MOST_PIECES],
    len: usize,
}

impl Pieces {
    pub(crate) fn one(span: TokenSpan) -> Self {
        Self::default().and(span)
    }

    /// With one more stretch; empty ones are left out, and the last is lengthened where all places
    /// are taken.
    pub(crate) fn and(mut self, span: TokenSpan) -> Self {
        if span.is_empty() {
            return self;
        }
        if self.len == MOST_PIECES {
            let last = &mut self.spans[MOST_PIECES - 1];
            *last = TokenSpan::new(last.start(), span.end());
        } else {
            self.spans[self.len] = span;
            self.len += 1;
        }
        self
    }

    pub(crate) fn as_slice(&self) -> &[TokenSpan] {
        self.spans.get(..self.len).unwrap_or_default()
    }

    pub(crate) fn end(&self) -> usize {
        self.as_slice().iter().map(|span| span.end()).max().unwrap_or(0)
    }
}

/// One attribution as a rule proposes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) source: Option<TokenSpan>,
    pub(crate) cue: TokenSpan,
    pub(crate) content: Pieces,
    /// The rule that proposes it.
    pub(crate) rule: Rule,
}

impl Candidate {
    /// The token after all of its parts.
    pub(crate) fn end(&self) -> usize {
        let source = self.source.map_or(0, TokenSpan::end);
        self.content.end().max(self.cue.end()).max(source)
    }

    /// Whether a content stands between quotation marks at its end, so that a floating quotation
    /// may follow.
    pub(crate) fn last_piece(&self) -> Option<TokenSpan> {
        self.content.as_slice().last().copied()
    }
}
