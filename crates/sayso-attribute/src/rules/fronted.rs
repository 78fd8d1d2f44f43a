//! The content that stands before its cue or around it: "X," Xi said. X, said Xi. X, he said, Y.

use sayso_text::TokenSpan;
use sayso_words::Traits;

use crate::apart::TAGS;
use crate::lexicon::{Complements, Lexicon};
use crate::rules::candidate::{Candidate, Pieces};
use crate::rules::clause::clause_end;
use crate::rules::cue::{VerbCue, Voice};
use crate::rules::phrase::{phrase_after, subject_before};
use crate::rules::reading::Reading;
use crate::rules::rule::Rule;

/// The longest adverbial after a cue whose content came before: "told reporters in Moscow on
/// Friday".
const LONGEST_TAIL: usize = 16;

/// The part of the text in which a rule may find things.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    /// The first token that no earlier attribution has taken.
    pub(crate) free: usize,
    /// The sentence of the cue.
    pub(crate) sentence: TokenSpan,
}

impl Field {
    /// The first token of the sentence that is free.
    pub(crate) fn floor(&self) -> usize {
        self.free.max(self.sentence.start())
    }
}

/// The attribution of a cue whose content stands before it.
pub(crate) fn fronted(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    cue: &VerbCue<'_>,
    field: Field,
) -> Option<Candidate> {
    let speaks = cue.entry.complements.has(Complements::QUOTE.or(Complements::AFTER));
    if !speaks || cue.voice != Voice::Active {
        return None;
    }
    let (source, left, after) = source_and_edges(reading, cue, field)?;
    let (content, quoted) = content_before(reading, cue, field, left)?;
    if quoted && source.end() <= cue.tokens.start() && is_told(reading, cue, left) {
        return None;
    }
    let tail = tail_end(reading, cue, after, field.sentence.end());
    if !quoted && tail.is_none() {
        return None;
    }
    let content = match tail {
        Some(tail) if quoted => with_rest((reading, lexicon), content, tail, field, |start| {
            reading.opens(start).is_some()
        }),
        Some(tail) => with_rest((reading, lexicon), content, tail, field, |start| {
            continues_clause(reading, content, start)
        }),
        None => content,
    };
    let rule = if quoted { Rule::FrontedQuotation } else { Rule::FrontedClause };
    Some(Candidate { source: Some(source), cue: cue.tokens, content, rule })
}

/// Whether a full stop ends the quotation, so that what follows is told: “It is late.” | People booed.
fn is_told(reading: &Reading<'_>, cue: &VerbCue<'_>, left: usize) -> bool {
    let quotation = left.checked_sub(1).and_then(|last| reading.closes(last));
    let stop = quotation.and_then(|it| it.inner_tokens().end().checked_sub(1));
    let tag = cue.tokens.range().any(|it| TAGS.iter().any(|tag| reading.is_word(it, tag)));
    stop.is_some_and(|stop| reading.form(stop) == ".") && !tag
}

/// The source, the token at which source and cue begin, and the token after both.
fn source_and_edges(
    reading: &Reading<'_>,
    cue: &VerbCue<'_>,
    field: Field,
) -> Option<(TokenSpan, usize, usize)> {
    let start = cue.tokens.start();
    let inverted = can_be_inverted(reading, cue);
    if inverted && cue.form.is_finite() {
        let source = phrase_after(reading, cue.tokens.end(), field.sentence.end());
        if !source.is_empty()
            && !reading.is(source.start(), Traits::OBJECT.with(Traits::PREPOSITION))
        {
            return Some((source, start, source.end()));
        }
    }
    let source = subject_before(reading, start, field.floor())?;
    Some((source, source.start(), cue.tokens.end()))
}

/// Whether the source may follow the cue: a pause stands before, and it is not the comma after an
/// age ("Ada Obi, 54, said") or one before a verb that needs a person after it ("told the court").
fn can_be_inverted(reading: &Reading<'_>, cue: &VerbCue<'_>) -> bool {
    let start = cue.tokens.start();
    if reading.is_before(start, Traits::QUOTE.with(Traits::BREAK)) {
        return true;
    }
    let aged = start > 1 && reading.is(start - 2, Traits::NUMBER);
    reading.is_before(start, Traits::COMMA)
        && !aged
        && !cue.entry.complements.has(Complements::PERSON)
}

/// The content that ends before `left`, and whether it ends with a quotation.
fn content_before(
    reading: &Reading<'_>,
    cue: &VerbCue<'_>,
    field: Field,
    left: usize,
) -> Option<(Pieces, bool)> {
    let comma = reading.is_before(left, Traits::COMMA);
    let last = left.checked_sub(if comma { 2 } else { 1 })?;
    if let Some(quotation) = reading.closes(last) {
        let inner = quotation.inner_tokens();
        let pause = Traits::COMMA.with(Traits::TERMINAL).with(Traits::BREAK);
        if (comma || reading.is_before(inner.end(), pause))
            && quotation.tokens.start() >= field.free
        {
            let start = quoted_start(reading, quotation.tokens.start(), field.free);
            return Some((Pieces::one(TokenSpan::new(start, last + 1)), true));
        }
    }
    let paused = comma || reading.is_before(left, Traits::BREAK);
    if !paused || !cue.entry.complements.has(Complements::AFTER) {
        return None;
    }
    let mut start = field.floor();
    while start < left && reading.is(start, Traits::COORDINATOR.with(Traits::COMMA)) {
        start += 1;
    }
    let span = reading.without_final_marks(TokenSpan::new(start, left));
    (!span.is_empty()).then(|| (Pieces::one(span), false))
}

/// Where the content begins that ends with the quotation opened at `mark`: at the mark, or where
/// its clause begins when words lead into it ("He was “very angry,” she said").
fn quoted_start(reading: &Reading<'_>, mark: usize, free: usize) -> usize {
    let floor = reading.sentence(mark).tokens.start().max(free);
    let mut start = mark;
    while start > floor {
        let before = start - 1;
        let own_quotation = reading.closes(before).map(|quotation| quotation.tokens.start());
        if let Some(opening) = own_quotation {
            start = opening.max(floor);
        } else if reading.is(before, Traits::COLON.with(Traits::BREAK).with(Traits::TERMINAL))
            || (reading.is(before, Traits::COMMA) && start == mark)
        {
            break;
        } else {
            start = before;
        }
    }
    while start < mark && reading.is(start, Traits::COORDINATOR.with(Traits::COMMA)) {
        start += 1;
    }
    start
}

/// The end of the adverbials after the cue, if nothing else follows up to the next comma or the
/// end of the sentence.
fn tail_end(
    reading: &Reading<'_>,
    cue: &VerbCue<'_>,
    after: usize,
    ceiling: usize,
) -> Option<usize> {
    let opens = Traits::PREPOSITION
        .with(Traits::DATE)
        .with(Traits::ADVERBIAL)
        .with(Traits::SUBORDINATOR)
        .with(Traits::MARK);
    let addressed = cue.entry.complements.has(Complements::PERSON) && after == cue.tokens.end();
    if after < ceiling && !reading.is(after, opens) && !addressed {
        return None;
    }
    let subordinate = reading.is(after, Traits::SUBORDINATOR);
    let commanded = |at| addressed && reading.is_word(at, "to");
    let never = Traits::COMPLEMENTISER.with(Traits::COLON);
    let clause = Traits::SUBJECT.with(Traits::AUXILIARY);
    for at in after..ceiling.min(after + LONGEST_TAIL) {
        if reading.is(at, Traits::TERMINAL.with(Traits::COMMA).with(Traits::BREAK)) {
            return Some(at);
        }
        if reading.is(at, never) || reading.opens(at).is_some() || commanded(at) {
            return None;
        }
        if !subordinate && reading.is(at, clause) {
            return None;
        }
    }
    (ceiling <= after + LONGEST_TAIL).then_some(ceiling)
}

/// Adds what follows the tail, if it goes on there: a second quotation, or the rest of a clause
/// into which the cue was set.
fn with_rest(
    (reading, lexicon): (&Reading<'_>, &Lexicon),
    content: Pieces,
    tail: usize,
    field: Field,
    goes_on: impl Fn(usize) -> bool,
) -> Pieces {
    let ceiling = field.sentence.end();
    let start = tail + 1;
    if !reading.is(tail, Traits::COMMA) || start >= ceiling || !goes_on(start) {
        return content;
    }
    let end = clause_end(reading, lexicon, start, ceiling);
    content.and(reading.without_final_marks(TokenSpan::new(start, end)))
}

/// Whether the clause that was interrupted goes on at the token: "The plan, she said, would fail".
fn continues_clause(reading: &Reading<'_>, content: Pieces, start: usize) -> bool {
    if reading.opens(start).is_some() {
        return true;
    }
    let never = Traits::COORDINATOR
        .with(Traits::CONTRAST)
        .with(Traits::SUBORDINATOR)
        .with(Traits::RELATIVE)
        .with(Traits::PREPOSITION)
        .with(Traits::MARK);
    let first = content.as_slice().first().map_or(0, |piece| piece.start());
    let incomplete = reading.is(first, Traits::SUBORDINATOR.with(Traits::PREPOSITION));
    let participle = reading.is(start, Traits::VERBAL) && !incomplete;
    !reading.is(start, never) && !participle
}
