//! From spans and links to attributions.

use sayso_text::{Attribution, AttributionType, Kind, Segmentation, Span, TokenKind, TokenSpan};

use crate::attribution_type::by_words_and_scores;
use crate::complementizer::Complementizer;
use crate::cue_words::CueWordsIn;
use crate::decode::Spans;
use crate::evidence::{Evidence, Role, Tag, probabilities};
use crate::link::Links;

/// The share of letters between quotation marks from which a content is direct: a stray word at its
/// end does not make it mixed.
const DIRECT: f32 = 0.9;

/// So many letters at most are counted in a byte.
const COUNTED: usize = u8::MAX as usize;

/// Everything from which attributions are put together.
pub(crate) struct Parts<'a, E> {
    pub(crate) text: &'a str,
    pub(crate) segmentation: &'a Segmentation,
    pub(crate) spans: &'a Spans,
    pub(crate) links: &'a Links,
    pub(crate) evidence: &'a E,
    pub(crate) complementizer: Complementizer,
    pub(crate) cue_words: CueWordsIn<'a>,
}

impl<E: Evidence> Parts<'_, E> {
    /// Adds an attribution for every cue that has content, sorted by the start of the content.
    pub(crate) fn assemble(
        &self,
        type_of: impl Fn(TokenSpan) -> AttributionType,
        attributions: &mut Vec<Attribution>,
    ) {
        for (cue, contents) in self.groups() {
            let contents = self.content_tokens(&contents);
            attributions.extend(self.attribution(cue, &contents, &type_of));
        }
        attributions.sort_by_key(|attribution| (attribution.bounds(), attribution.cue));
    }

    /// Each cue that has content, with its contents in text order.
    pub(crate) fn groups(&self) -> Vec<(usize, Vec<usize>)> {
        let cues = self.links.cue_of_content.iter().enumerate();
        let mut contents: Vec<(usize, usize)> =
            cues.filter_map(|(content, cue)| Some(((*cue)?, content))).collect();
        contents.sort_unstable();
        let same_cue = |one: &(usize, usize), other: &(usize, usize)| one.0 == other.0;
        contents
            .chunk_by(same_cue)
            .filter_map(|group| Some((group.first()?.0, group.iter().map(|one| one.1).collect())))
            .collect()
    }

    pub(crate) fn content_tokens(&self, contents: &[usize]) -> Vec<TokenSpan> {
        contents.iter().filter_map(|at| self.spans.contents.get(*at)).copied().collect()
    }

    pub(crate) fn attribution(
        &self,
        cue: usize,
        contents: &[TokenSpan],
        type_of: impl Fn(TokenSpan) -> AttributionType,
    ) -> Option<Attribution> {
        let cue_tokens = *self.spans.cues.get(cue)?;
        let source = self.links.source_of_cue.get(cue).copied().flatten();
        let source = source.and_then(|source| self.spans.sources.get(source)).copied();
        let content: Vec<Span> = contents
            .iter()
            .map(|tokens| self.complementizer.apply(self.text, self.segmentation, *tokens))
            .map(|tokens| self.part(tokens))
            .filter(|span| span.of(self.text).contains(char::is_alphanumeric))
            .collect();
        if content.is_empty() {
            return None;
        }
        let signs = self.signs((cue, cue_tokens), source, contents);
        let kind = kind(self.text, self.segmentation, &content);
        let types = self.evidence.types(cue_tokens.start());
        let found = Attribution::new(self.segmentation.span(cue_tokens), content)
            .with_source(source.map(|tokens| self.part(tokens)))
            .with_kind(kind)
            .with_type(by_words_and_scores(type_of(cue_tokens), types))
            .with_confidence(self.evidence.calibration(cue_tokens.start()).confidence(&signs));
        Some(found)
    }

    /// The bytes of a part of an attribution.
    fn part(&self, tokens: TokenSpan) -> Span {
        self.segmentation.span(without_outer_marks(self.text, self.segmentation, tokens))
    }

    /// The least probability of the tags at the edges of the span, 0 to 1.
    pub(crate) fn edges(&self, span: TokenSpan, role: Role) -> f32 {
        let rows = self.evidence.tags().get(span.range()).unwrap_or_default();
        let at = |row: Option<&_>, tag: Tag| row.map_or(0.0, |row| probabilities(row)[tag.index()]);
        let first = at(rows.first(), Tag::Begin(role));
        if rows.len() < 2 { first } else { first.min(at(rows.last(), Tag::Inside(role))) }
    }
}

/// The tokens without commas, stops and dashes at their ends, which belong to the sentence and not
/// to the part; question marks, quotation marks and brackets stay. A part of marks alone stays, and so
/// does one that opens with a quotation mark, whose stops are the speaker's.
pub(crate) fn without_outer_marks(
    text: &str,
    segmentation: &Segmentation,
    tokens: TokenSpan,
) -> TokenSpan {
    let first = segmentation.tokens.get(tokens.start());
    if first.is_some_and(|token| token.kind == TokenKind::OpeningQuote) {
        return tokens;
    }
    let is_outer = |token: &usize| {
        let mark = segmentation.word(text, *token);
        matches!(mark, "," | "." | ";" | ":") || mark.starts_with(['-', '–', '—', '―'])
    };
    let start = tokens.range().find(|token| !is_outer(token));
    let end = tokens.range().rev().find(|token| !is_outer(token));
    match (start, end) {
        (Some(start), Some(end)) => TokenSpan::new(start, end + 1),
        _ => tokens,
    }
}

/// Whether the content stands between quotation marks, counted in letters and digits: for contents
/// that come from elsewhere than an [`Attributor`](crate::Attributor).
///
/// ```
/// use sayso_text::{Kind, Span};
///
/// let text = "“Rain is likely,” Ms. Okoye said.";
/// let segmentation = sayso_segment::Segmenter::new().segment(text);
/// assert_eq!(sayso_attribute::kind(text, &segmentation, &[Span::new(0, 21)]), Kind::Direct);
/// ```
#[must_use]
pub fn kind(text: &str, segmentation: &Segmentation, content: &[Span]) -> Kind {
    let (mut all, mut quoted) = (0_usize, 0_usize);
    for span in content {
        all += letters(text, *span);
        for quotation in quotations_in(segmentation, *span) {
            let start = span.start().max(quotation.start());
            let end = span.end().min(quotation.end());
            quoted += letters(text, Span::new(start, end));
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a share of letters need not be exact")]
    let share = quoted as f32 / all.max(1) as f32;
    if quoted == 0 {
        Kind::Indirect
    } else if share >= DIRECT && !opens_plainly(text, segmentation, content) {
        Kind::Direct
    } else {
        Kind::Mixed
    }
}

/// Whether the first word of the content, but for "that", stands outside quotation marks: "it" in
/// said it “would never be sold”.
fn opens_plainly(text: &str, segmentation: &Segmentation, content: &[Span]) -> bool {
    let Some(first) = content.first() else { return false };
    let tokens = segmentation.tokens_in(*first);
    let that = segmentation.word(text, tokens.start()).eq_ignore_ascii_case("that");
    let opening = tokens.start() + usize::from(that);
    let quoted = segmentation.tokens.get(opening).is_some_and(|token| {
        quotations_in(segmentation, *first).any(|quotation| quotation.contains(token.span))
    });
    !quoted
}

fn letters(text: &str, span: Span) -> usize {
    let words = span.of(text);
    if words.is_ascii() {
        // Counts of a byte each, which the compiler makes sums of whole vectors.
        let count =
            |run: &[u8]| run.iter().map(|it| u8::from(it.is_ascii_alphanumeric())).sum::<u8>();
        return words.as_bytes().chunks(COUNTED).map(|run| usize::from(count(run))).sum();
    }
    words.chars().filter(|letter| letter.is_alphanumeric()).count()
}

/// The outermost quotations that share a byte with the span.
fn quotations_in(segmentation: &Segmentation, span: Span) -> impl Iterator<Item = Span> {
    let quotations = &segmentation.quotations;
    let after = quotations.partition_point(|quotation| quotation.span.start() < span.end());
    // Quotations are sorted by their start; those of depth 0 do not overlap, so that the first one
    // that ends before the span ends the search.
    quotations
        .get(..after)
        .unwrap_or_default()
        .iter()
        .rev()
        .filter(|quotation| quotation.depth == 0)
        .map(|quotation| quotation.span)
        .take_while(move |quotation| quotation.end() > span.start())
}
