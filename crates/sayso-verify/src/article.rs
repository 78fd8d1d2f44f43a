//! One article, made ready to check the rows that name it.

use sayso_export::{OffsetMap, Offsets, SPAN_SEPARATOR};
use sayso_text::Span;
use unicode_normalization::UnicodeNormalization as _;

use crate::alteration::{self, Ends, Pairs, Side};
use crate::fold::{Folded, narrowed, respaced};
use crate::joins::{self, Join};
use crate::nearest::{Source, around, parting};
use crate::pieces::{Extent, asks, elided, make_up, may_be_cut, readings, reworded};
use crate::places::Places;
use crate::search::{find, window};
use crate::speakers::Speakers;
use crate::words::{Word, is_negation, is_number, words};
use crate::{Change, Claim, Nearest, Place, Row, Verdict};

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
    index: Option<(Vec<Word>, Pairs)>,
    speakers: Speakers,
    /// How far from their offsets the words were that were found last. A text whose line ends were
    /// changed moves all that follows by about the same.
    shift: isize,
    /// The bytes that may still be looked through beyond those of the cells.
    budget: usize,
}

/// Words that are looked for: those of a cell, and what the row itself says around them.
#[derive(Clone, Copy)]
struct Wanted<'r> {
    words: &'r str,
    /// The cue and the source of the row: what a content may leave out.
    told: [&'r str; 2],
    /// Whether the row has offsets of the words, be they true or not.
    has_offsets: bool,
}

impl<'t> Article<'t> {
    pub(crate) fn new(text: &'t str, unit: Offsets) -> Self {
        Self {
            text,
            unit,
            places: Places::new(text, unit),
            folded: None,
            map: None,
            index: None,
            speakers: Speakers::default(),
            shift: 0,
            budget: text.len().saturating_mul(WHOLE_SEARCHES).max(FREE_BYTES),
        }
    }

    /// The verdicts on the claims of a row, in the order of the roles. The content goes first:
    /// once the long words are found, the short ones are looked for beside them.
    pub(crate) fn check(&mut self, row: &Row) -> [Verdict; Row::CLAIMS] {
        let told = [row.cue.text(), row.source.text()];
        let content = match &row.content {
            // A quotation without words is none.
            Claim::Nothing => Verdict::Absent(None),
            claim => self.claim(claim, told),
        };
        let (source, cue) = (self.claim(&row.source, told), self.claim(&row.cue, told));
        let speaker = self.speaker(row);
        [source, cue, content, speaker]
    }

    fn claim(&mut self, claim: &Claim, told: [&str; 2]) -> Verdict {
        match claim {
            Claim::Nothing => Verdict::Exact,
            Claim::Words { words, ends } => {
                self.words(Wanted { words, told, has_offsets: ends.is_some() }, *ends)
            }
            Claim::Spans(spans) => self.spans(spans),
        }
    }

    /// Whether the speakers that the row names are named in the text, and where.
    fn speaker(&mut self, row: &Row) -> Verdict {
        let text = self.text;
        if row.speaker == Claim::Nothing {
            return Verdict::Exact;
        }
        let near = match &row.content {
            Claim::Words { ends: Some(ends), .. } => self.places.byte(ends.0),
            Claim::Words { words, .. } => self.locate_near(words, 0).map(|found| found.start()),
            _ => None,
        };
        match self.speakers.find(text, row, near) {
            Ok(None) => Verdict::Exact,
            Ok(Some(span)) => Verdict::Resolved(self.place(span)),
            Err(None) => Verdict::Absent(None),
            Err(Some(change)) => Verdict::Altered(change, None),
        }
    }

    /// The span between two offsets, if both are in the text and in order.
    pub(crate) fn span(&self, ends: (usize, usize)) -> Option<Span> {
        self.places.span(ends)
    }

    /// The span of words that should be at offsets: there, or else nearest to there.
    pub(crate) fn locate(&mut self, words: &str, ends: (usize, usize)) -> Option<Span> {
        let claimed = self.places.span(ends);
        let wanted = Wanted { words, told: [""; 2], has_offsets: true };
        if let Some(span) = claimed.filter(|span| self.at(wanted, *span).is_some()) {
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
        if fits { Verdict::Exact } else { Verdict::Absent(None) }
    }

    fn words(&mut self, wanted: Wanted<'_>, ends: Option<(usize, usize)>) -> Verdict {
        let verdict = self.words_as_they_are(wanted, ends);
        if verdict.is_word_for_word() || wanted.words.is_ascii() {
            return verdict;
        }
        // Accents are letters of their own where a Mac has saved the table, or where the text has them so.
        let composed: [String; 2] = [wanted.words.nfc().collect(), wanted.words.nfd().collect()];
        let others = composed.iter().filter(|words| *words != wanted.words);
        let reset = others.filter_map(|words| {
            let other = Wanted { words, ..wanted };
            match self.words_as_they_are(other, ends) {
                Verdict::Exact => self.found_at(words, ends).map(Verdict::Typography),
                verdict => Some(verdict).filter(Verdict::is_word_for_word),
            }
        });
        reset.into_iter().next().unwrap_or(verdict)
    }

    /// Where words stand that are at their offsets, or in the text where they have none.
    fn found_at(&mut self, words: &str, ends: Option<(usize, usize)>) -> Option<Place> {
        let span = match ends.and_then(|ends| self.places.span(ends)) {
            Some(span) => span,
            None => self.locate_near(words, 0)?,
        };
        Some(self.place(span))
    }

    fn words_as_they_are(&mut self, wanted: Wanted<'_>, ends: Option<(usize, usize)>) -> Verdict {
        let span = ends.and_then(|ends| self.places.span(ends));
        let found = span.and_then(|span| self.at(wanted, span));
        if let Some(verdict) = found.or_else(|| self.elsewhere(wanted, span)) {
            return verdict;
        }
        let nearest = self.nearest(wanted.words, span);
        match self.change(wanted.words, span) {
            Some(change) => Verdict::Altered(change, nearest),
            None => Verdict::Absent(nearest),
        }
    }

    /// The verdict on words that are at their offsets.
    fn at(&mut self, wanted: Wanted<'_>, span: Span) -> Option<Verdict> {
        let words = wanted.words;
        // Pieces may stand far apart; a cell for which a whole article must be read is an error,
        // and many of them would be a trap.
        if span.len() > 4096 + 4 * words.len() && !self.spend(span.len()) {
            return None;
        }
        let (text, cut) = (span.of(self.text), may_be_cut(words));
        let gaps = |extent: Extent| readings(words).find_map(|words| make_up(text, words, extent));
        if let Some(gaps) = gaps(Extent::Whole) {
            return Some(match joins::worst(text, &gaps, &wanted.told) {
                Join::Fair => Verdict::Exact,
                Join::Doubtful => Verdict::Joined(self.place(span)),
                Join::Turned => Verdict::Altered(Change::Negation, None),
            });
        }
        if cut && gaps(Extent::Beginning).is_some() {
            return Some(Verdict::Cut);
        }
        let extent = if cut { Extent::Beginning } else { Extent::Whole };
        let is_respaced = readings(words)
            .any(|words| make_up(&respaced(text), &respaced(words), extent).is_some());
        if is_respaced && !respaced(words).is_empty() {
            return Some(Verdict::WhiteSpace(self.place(span)));
        }
        is_reset(text, wanted, extent).map(|join| match join {
            Join::Turned => Verdict::Altered(Change::Negation, None),
            _ => Verdict::Typography(self.place(span)),
        })
    }

    /// The verdict on words that are somewhere else, or have no place of their own.
    fn elsewhere(&mut self, wanted: Wanted<'_>, span: Option<Span>) -> Option<Verdict> {
        let elided = elided(wanted.words);
        let bare = elided.iter().flat_map(|cell| reworded(cell));
        let elided = elided.iter().cloned().chain(bare);
        let as_it_is = readings(wanted.words).map(str::to_owned);
        for reading in as_it_is.chain(reworded(wanted.words)).chain(elided) {
            let pattern = Folded::of(&reading);
            let Some(found) = self.find(pattern.trimmed(), self.expected(span)) else { continue };
            if let Some(span) = span {
                self.shift = found.start().cast_signed() - span.start().cast_signed();
            }
            let is_as_written = readings(wanted.words).any(|words| words == reading);
            if !is_as_written && self.ends_otherwise(wanted.words, found) {
                return Some(Verdict::Altered(Change::Other, None));
            }
            return Some(self.found(
                &Wanted { words: &reading, ..wanted },
                span,
                found,
                is_as_written,
            ));
        }
        None
    }

    /// The verdict on words that were found at the second span instead of the first.
    fn found(
        &mut self,
        wanted: &Wanted<'_>,
        span: Option<Span>,
        found: Span,
        is_as_written: bool,
    ) -> Verdict {
        let (text, place) = (found.of(self.text), self.place(found));
        if let Some(change) = span.map_or_else(|| self.turned(found), |span| self.lost(span, found))
        {
            return Verdict::Altered(change, None);
        }
        let same = make_up(text, wanted.words, Extent::Whole).filter(|_| is_as_written);
        let join = match &same {
            Some(gaps) => joins::worst(text, gaps, &wanted.told),
            None => is_reset(text, *wanted, Extent::Whole).unwrap_or(Join::Fair),
        };
        match join {
            Join::Turned => Verdict::Altered(Change::Negation, None),
            Join::Doubtful if !wanted.has_offsets => Verdict::Altered(Change::Other, None),
            Join::Doubtful => Verdict::Joined(place),
            Join::Fair if same.is_some() && wanted.has_offsets => Verdict::Elsewhere(place),
            Join::Fair if same.is_some() => Verdict::Exact,
            Join::Fair if is_as_written && respaced(text) == respaced(wanted.words) => {
                Verdict::WhiteSpace(place)
            }
            Join::Fair => Verdict::Typography(place),
        }
    }

    /// Whether the words ask and their passage does not, or the other way round.
    fn ends_otherwise(&self, words: &str, found: Span) -> bool {
        const BEHIND: usize = 8;
        let is_end = |letter: &char| !letter.is_alphanumeric() && !letter.is_whitespace();
        let behind = self.text.get(found.end()..).unwrap_or_default().chars();
        let marks: String = behind.take(BEHIND).take_while(is_end).collect();
        let passage = format!("{}{marks}", found.of(self.text));
        asks(words).zip(asks(&passage)).is_some_and(|(words, passage)| words != passage)
    }

    /// What words that stand within their offsets, but do not fill them, have lost that counts.
    fn lost(&self, span: Span, found: Span) -> Option<Change> {
        let is_part = span.start() <= found.start() && found.end() <= span.end();
        if !is_part || span == found {
            return None;
        }
        let (before, after) =
            (Span::new(span.start(), found.start()), Span::new(found.end(), span.end()));
        let left_out = [before, after].into_iter().flat_map(|span| words(span.of(self.text)));
        let mut changes: Vec<Change> = left_out.filter_map(|word| weight(&word.plain)).collect();
        changes.sort_unstable();
        changes.first().copied()
    }

    /// Whether a negation stands right before words that begin in the middle of a clause, so that
    /// they say the contrary without it.
    fn turned(&self, found: Span) -> Option<Change> {
        let before = self.text.get(..found.start())?;
        let from = before.char_indices().rev().nth(16).map_or(0, |(at, _)| at);
        let before = before.get(from..)?;
        let is_beside = before.ends_with([' ', '\u{a0}', '\n']) || before.ends_with("non-");
        let last = words(before.trim_end())
            .pop()
            .filter(|last| last.span.end() == before.trim_end().len());
        let turns = last.is_some_and(|last| is_negation(&last.plain)) || before.ends_with("non-");
        (is_beside && turns).then_some(Change::Negation)
    }

    /// What was done to words that are not in the text, where they are plainly those of a passage.
    fn change(&mut self, cell: &str, span: Option<Span>) -> Option<Change> {
        let row = crate::pieces::unguarded(cell).unwrap_or(cell);
        let (row_words, joints) = pieces(row);
        let side = Side { text: row, words: &row_words };
        if let Some(span) = span.filter(|span| span.len() <= 4 * row.len() + 4096) {
            let text = span.of(self.text);
            let passage = words(text);
            if !self.spend(row_words.len() * passage.len()) {
                return None;
            }
            let passage = Side { text, words: &passage };
            if let Some(change) = alteration::change(side, passage, &joints, Ends::Known) {
                return Some(change);
            }
        }
        if !self.spend(row_words.len() * row_words.len()) {
            return None;
        }
        let text = self.text;
        let (all, pairs) = self.index.get_or_insert_with(|| {
            let all = words(text);
            let pairs = Pairs::of(&all);
            (all, pairs)
        });
        let passage = all.get(pairs.passage(&row_words, all.len())?)?;
        alteration::change(side, Side { text, words: passage }, &joints, Ends::Unknown)
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

/// Whether the words are the text once quotation marks, dashes and letters that an encoding has not
/// are as in the text; with what lies between their pieces.
fn is_reset(text: &str, wanted: Wanted<'_>, extent: Extent) -> Option<Join> {
    let folded = Folded::of(text);
    if wanted.words.is_empty() {
        return is_missing(text).then_some(Join::Fair);
    }
    let of_text = |text: &str| {
        let text = Folded::of(text);
        readings(wanted.words).map(Folded::of).find_map(|words| {
            let words = words.trimmed();
            let gaps = make_up(text.trimmed(), words, extent).filter(|_| !words.is_empty())?;
            Some(joins::worst(text.trimmed(), &gaps, &wanted.told))
        })
    };
    let narrow = |bare: bool| of_text(&narrowed(text, bare)).filter(|_| !folded.text().is_ascii());
    of_text(text).or_else(|| narrow(false)).or_else(|| narrow(true))
}

/// Whether pandas and its like read the word as a missing value, and write nothing for it.
pub(crate) fn is_missing(text: &str) -> bool {
    matches!(
        text,
        "NA" | "N/A" | "n/a" | "NaN" | "nan" | "NULL" | "null" | "None" | "<NA>" | "#N/A"
    )
}

/// What it would be if the word were lost, where that counts.
fn weight(plain: &str) -> Option<Change> {
    match plain {
        _ if is_number(plain) => Some(Change::Number),
        _ if is_negation(plain) => Some(Change::Negation),
        _ => None,
    }
}

/// The words of a cell, and those of them that begin a further piece.
fn pieces(cell: &str) -> (Vec<Word>, Vec<usize>) {
    let (mut all, mut joints) = (Vec::new(), Vec::new());
    let mut at = 0;
    for piece in cell.split(SPAN_SEPARATOR) {
        if at > 0 {
            joints.push(all.len());
        }
        let moved = |word: Word| {
            let (start, end) = (at + word.span.start(), at + word.span.end());
            Word { span: Span::new(start, end), ..word }
        };
        all.extend(words(piece).into_iter().map(moved));
        at += piece.len() + SPAN_SEPARATOR.len();
    }
    (all, joints)
}
