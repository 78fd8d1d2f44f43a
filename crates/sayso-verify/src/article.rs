//! One article, made ready to check the rows that name it.

use sayso_export::{OffsetMap, Offsets, SPAN_SEPARATOR};
use sayso_text::Span;

use crate::fold::Folded;
use crate::nearest::{Source, around, parting};
use crate::pieces::{Extent, make_up, may_be_cut, readings};
use crate::places::Places;
use crate::search::{find, window};
use crate::{Claim, Nearest, Place, Row, Verdict};

/// How often the whole of a long article is searched for its rows, and how many bytes may be
/// searched anyway. A bound, so that a table none of whose rows fit costs a time that is linear in
/// the article; it comes to a tenth of a second. Rows beyond it are looked for near their offsets.
const WHOLE_SEARCHES: usize = 64;
const FREE_BYTES: usize = 256 << 20;

/// How many pieces of a content are looked for one by one to find the wrong one.
const MOST_PIECES: usize = 64;

/// A text with what is needed to find words in it. What is needed only for rows that are not at
/// their offsets is made when the first of them comes.
pub(crate) struct Article<'t> {
    text: &'t str,
    unit: Offsets,
    places: Places<'t>,
    folded: Option<Folded>,
    map: Option<OffsetMap<'t>>,
    /// How far from their offsets the words were that were found last. A text whose line ends were
    /// changed moves all that follows by about the same.
    shift: isize,
    /// The bytes that may still be looked through beyond those of the cells.
    budget: usize,
}

impl<'t> Article<'t> {
    pub(crate) fn new(text: &'t str, unit: Offsets) -> Self {
        Self {
            text,
            unit,
            places: Places::new(text, unit),
            folded: None,
            map: None,
            shift: 0,
            budget: text.len().saturating_mul(WHOLE_SEARCHES).max(FREE_BYTES),
        }
    }

    /// The verdicts on the claims of a row, in the order of the roles. The content goes first:
    /// once the long words are found, the short ones are looked for beside them.
    pub(crate) fn check(&mut self, row: &Row) -> [Verdict; 3] {
        let content = self.claim(&row.content);
        [self.claim(&row.source), self.claim(&row.cue), content]
    }

    fn claim(&mut self, claim: &Claim) -> Verdict {
        match claim {
            Claim::Nothing => Verdict::Exact,
            Claim::Words { words, ends } => self.words(words, *ends),
            Claim::Spans(spans) => self.spans(spans),
        }
    }

    /// The span between two offsets, if both are in the text and in order.
    pub(crate) fn span(&self, ends: (usize, usize)) -> Option<Span> {
        self.places.span(ends)
    }

    /// The span of words that should be at offsets: there, or else nearest to there.
    pub(crate) fn locate(&mut self, words: &str, ends: (usize, usize)) -> Option<Span> {
        let claimed = self.places.span(ends);
        if let Some(span) = claimed.filter(|span| self.at(words, *span).is_some()) {
            return Some(span);
        }
        let start = self.places.byte(ends.0).unwrap_or(self.text.len());
        let found = self.locate_near(words, start.saturating_add_signed(self.shift))?;
        self.shift = found.start().cast_signed() - start.cast_signed();
        Some(found)
    }

    /// The span of words of which no offsets are known, as near to the byte as they come.
    pub(crate) fn locate_near(&mut self, words: &str, byte: usize) -> Option<Span> {
        let byte = byte.min(self.text.len());
        readings(words).find_map(|words| self.find(Folded::of(words).trimmed(), byte))
    }

    /// Whether the spans lie in the text, one after the other.
    fn spans(&self, spans: &[[usize; 2]]) -> Verdict {
        let mut end = 0;
        let fits = spans.iter().all(|&[from, to]| {
            let follows = end <= from && from < to && self.places.span((from, to)).is_some();
            end = to;
            follows
        });
        if fits { Verdict::Exact } else { Verdict::NotFound(None) }
    }

    fn words(&mut self, words: &str, ends: Option<(usize, usize)>) -> Verdict {
        let span = ends.and_then(|ends| self.places.span(ends));
        let found = span.and_then(|span| self.at(words, span));
        if let Some(verdict) = found.or_else(|| self.elsewhere(words, span)) {
            return verdict;
        }
        Verdict::NotFound(self.nearest(words, span))
    }

    /// The verdict on words that are at their offsets.
    fn at(&mut self, words: &str, span: Span) -> Option<Verdict> {
        // Pieces may stand far apart; a cell for which a whole article must be read is an error,
        // and many of them would be a trap.
        if span.len() > 4096 + 4 * words.len() && !self.spend(span.len()) {
            return None;
        }
        let (text, cut) = (span.of(self.text), may_be_cut(words));
        let is = |extent: Extent| readings(words).any(|words| make_up(text, words, extent));
        if is(Extent::Whole) {
            return Some(Verdict::Exact);
        }
        if cut && is(Extent::Beginning) {
            return Some(Verdict::Cut);
        }
        let text = Folded::of(text);
        let mut folded = readings(words).map(Folded::of);
        let extent = if cut { Extent::Beginning } else { Extent::Whole };
        let changed = folded.any(|words| {
            !words.trimmed().is_empty() && make_up(text.trimmed(), words.trimmed(), extent)
        });
        changed.then(|| Verdict::Changed(self.place(span)))
    }

    /// The verdict on words that are somewhere else.
    fn elsewhere(&mut self, words: &str, span: Option<Span>) -> Option<Verdict> {
        for reading in readings(words) {
            let pattern = Folded::of(reading);
            let Some(found) = self.find(pattern.trimmed(), self.expected(span)) else { continue };
            if let Some(span) = span {
                self.shift = found.start().cast_signed() - span.start().cast_signed();
            }
            let place = self.place(found);
            let is_same = make_up(found.of(self.text), reading, Extent::Whole);
            return Some(if is_same { Verdict::Elsewhere(place) } else { Verdict::Changed(place) });
        }
        None
    }

    /// Where the folded words stand: as they are, or else as pieces.
    fn find(&mut self, words: &str, expected: usize) -> Option<Span> {
        if words.is_empty() {
            return None;
        }
        let whole = [words];
        let pieces: Vec<&str> = words.split(SPAN_SEPARATOR).map(|piece| piece.trim()).collect();
        let tries = if pieces.len() > 1 { vec![&whole[..], &pieces] } else { vec![&whole[..]] };
        let (source, length) = (self.text, self.text.len());
        let near = self.folded().place(source, expected);
        for pieces in tries {
            let text = self.folded().text();
            let stretch = window(text, near);
            let is_all = stretch.len() == text.len();
            let mut found = find(text, stretch, near, pieces);
            if found.is_none() && !is_all && self.spend(length) {
                let text = self.folded().text();
                found = find(text, 0..text.len(), near, pieces);
            }
            if let Some(found) = found {
                return Some(self.folded().origin(source, found.start, found.end));
            }
        }
        None
    }

    /// What comes nearest to words that are nowhere, or what stands at their offsets.
    fn nearest(&mut self, words: &str, span: Option<Span>) -> Option<Nearest> {
        let expected = self.expected(span);
        let text = self.text;
        let near = self.folded().place(text, expected);
        let folded = self.folded();
        let stretch = window(folded.text(), near);
        let is_missing = |piece: &&str| {
            find(folded.text(), stretch.clone(), near, &[Folded::of(piece).trimmed()]).is_none()
        };
        let words = words.split(SPAN_SEPARATOR).take(MOST_PIECES).find(is_missing).unwrap_or(words);
        let pattern = Source { text: words, folded: &Folded::of(words) };
        let at = parting(Source { text, folded }, pattern, stretch);
        let (place, in_words) = match (at, span) {
            (Some(at), _) => (at.text, at.words),
            (None, Some(span)) => (span.start(), 0),
            (None, None) => return None,
        };
        let start = self.map().of(place);
        Some(Nearest { start, text: around(text, place), row: around(words, in_words) })
    }

    /// Where words of these offsets should be, after what was found of others.
    fn expected(&self, span: Option<Span>) -> usize {
        let start = span.map_or(0, |span| span.start());
        start.saturating_add_signed(self.shift).min(self.text.len())
    }

    fn place(&mut self, span: Span) -> Place {
        let (start, end) = self.map().ends(span);
        Place { start, end }
    }

    fn folded(&mut self) -> &Folded {
        let text = self.text;
        self.folded.get_or_insert_with(|| Folded::of(text))
    }

    fn map(&mut self) -> &OffsetMap<'t> {
        let (text, unit) = (self.text, self.unit);
        self.map.get_or_insert_with(|| OffsetMap::new(text, unit))
    }

    /// Whether so many bytes may be looked through, which then are spent.
    fn spend(&mut self, bytes: usize) -> bool {
        let left = self.budget.checked_sub(bytes);
        self.budget = left.unwrap_or(self.budget);
        left.is_some()
    }
}
