//! What another tool has marked to spans of the text.
//!
//! The offsets of other tools are often those of another text: the Gender Gap Tracker cleans the
//! article first, Citron prints counts of tokens. So the words decide: they are taken at their
//! offsets where they stand there, or else where they stand nearest to where they should be. The
//! content goes first; once the long words are found, the short ones are looked for beside them.

use sayso_export::{OffsetMap, Offsets, SPAN_SEPARATOR};
use sayso_text::{Attribution, Segmentation, Span, Speaker, SpeakerKind, Statement};
use sayso_verify::{Claim, Locator, Role};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::draft::Mention;
use crate::{Error, ErrorKind};

/// A text in which mentions are found.
pub(crate) struct Placing<'t> {
    doc_id: &'t str,
    text: &'t str,
    segmentation: &'t Segmentation,
    offsets: Offsets,
    locator: Locator<'t>,
    /// The text without accents, where it has some.
    bare_text: Option<&'t str>,
    bare: Option<Bare<'t>>,
}

/// What finds words in a text without accents; made when the first of them is looked for.
struct Bare<'t> {
    locator: Locator<'t>,
    map: OffsetMap<'t>,
    /// Leads back: both texts have the same characters but for their accents.
    original: Locator<'t>,
}

/// The text without the accents of letters, one character for each of the text, where it differs.
pub(crate) fn without_accents(text: &str) -> Option<String> {
    let bare: String = text.chars().map(base).collect();
    (bare.len() != text.len()).then_some(bare)
}

/// The letter without its accents, where that is a letter of ASCII.
fn base(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    let (mut first, mut is_accented) = (None, true);
    decompose_canonical(letter, |part| match first {
        None => first = Some(part),
        Some(_) => is_accented &= is_combining_mark(part),
    });
    first.filter(|first| is_accented && first.is_ascii_alphabetic()).unwrap_or(letter)
}

impl<'t> Placing<'t> {
    pub(crate) fn new(
        (doc_id, text): (&'t str, &'t str),
        bare_text: Option<&'t str>,
        segmentation: &'t Segmentation,
        offsets: Offsets,
    ) -> Self {
        let locator = Locator::new(text, offsets);
        Self { doc_id, text, segmentation, offsets, locator, bare_text, bare: None }
    }

    /// The statement of a mention, without a number yet.
    pub(crate) fn statement(&mut self, mention: &Mention) -> Result<Statement, Error> {
        let content = self.content(&mention.content)?;
        let near = content.first().copied().unwrap_or_default();
        let source = self.outer(Role::Source, &mention.source, near)?;
        let cue = self.outer(Role::Cue, &mention.cue, near)?;
        let kind = mention
            .kind
            .unwrap_or_else(|| sayso_attribute::kind(self.text, self.segmentation, &content));
        // A quote without a verb: its cue is an empty span where it begins.
        let cue = cue.unwrap_or(Span::new(near.start(), near.start()));
        let attribution = Attribution::new(cue, content)
            .with_source(source)
            .with_kind(kind)
            .with_type(mention.attribution_type.unwrap_or_default())
            .with_confidence(mention.confidence.unwrap_or(1.0));
        Ok(self.row(attribution, mention))
    }

    fn row(&self, attribution: Attribution, mention: &Mention) -> Statement {
        let token = self.segmentation.tokens_in(attribution.bounds()).start();
        let named = || {
            let words = attribution.source.map_or("", |source| source.of(self.text));
            Speaker::new(words, SpeakerKind::default())
        };
        let speaker = mention.speaker.clone().unwrap_or_else(named);
        let number = mention.number.unwrap_or_default();
        let mut statement = Statement::new(number, attribution, speaker);
        statement.paragraph = self.segmentation.paragraph_of(token) + 1;
        statement.sentence = self.segmentation.sentence_of(token) + 1;
        statement
    }

    fn content(&mut self, claims: &[Claim]) -> Result<Vec<Span>, Error> {
        let mut spans = Vec::new();
        for claim in claims {
            let near = spans.last().copied().unwrap_or_default();
            spans.extend(self.spans(Role::Content, claim, near)?);
        }
        let spans = in_order(spans);
        if spans.is_empty() { Err(Error::new(ErrorKind::NoContent)) } else { Ok(spans) }
    }

    /// The one span that holds all claims.
    fn outer(&mut self, role: Role, claims: &[Claim], near: Span) -> Result<Option<Span>, Error> {
        let mut outer: Option<Span> = None;
        for claim in claims {
            for span in self.spans(role, claim, near)? {
                outer = Some(outer.map_or(span, |outer| outer.join(span)));
            }
        }
        Ok(outer)
    }

    fn spans(&mut self, role: Role, claim: &Claim, near: Span) -> Result<Vec<Span>, Error> {
        match claim {
            Claim::Words { words, ends } => {
                let found = self.locate(words, *ends, near).or_else(|| {
                    // The Gender Gap Tracker writes "according to" in lower case wherever it is.
                    self.locate(&capitalised(words), *ends, near)
                });
                let pieces = found.and_then(|outer| self.pieces(outer, words));
                pieces.ok_or_else(|| {
                    let (words, doc_id) = (words.clone(), self.doc_id.to_owned());
                    Error::new(ErrorKind::NotInText { role, words, doc_id })
                })
            }
            Claim::Spans(spans) => {
                spans.iter().map(|[start, end]| self.span(role, (*start, *end))).collect()
            }
            _ => Ok(Vec::new()),
        }
    }

    fn span(&self, role: Role, ends: (usize, usize)) -> Result<Span, Error> {
        let doc_id = self.doc_id.to_owned();
        let outside = || Error::new(ErrorKind::OutsideText { role, ends, doc_id });
        self.locator.span(ends).ok_or_else(outside)
    }

    /// The outer span of words: as they are, or else without accents.
    fn locate(&mut self, words: &str, ends: Option<(usize, usize)>, near: Span) -> Option<Span> {
        let find = |locator: &mut Locator<'t>, words: &str| match ends {
            Some(ends) => locator.at(words, ends),
            None => locator.near(words, near.start()),
        };
        if let Some(found) = find(&mut self.locator, words) {
            return Some(found);
        }
        let (text, bare_text, offsets) = (self.text, self.bare_text?, self.offsets);
        let bare = self.bare.get_or_insert_with(|| Bare {
            locator: Locator::new(bare_text, offsets),
            map: OffsetMap::new(bare_text, Offsets::Chars),
            original: Locator::new(text, Offsets::Chars),
        });
        let words: String = words.chars().map(base).collect();
        let found = find(&mut bare.locator, &words)?;
        bare.original.span(bare.map.ends(found))
    }

    /// The spans of the pieces that the words are made of, one after the other within the outer
    /// span.
    fn pieces(&mut self, outer: Span, words: &str) -> Option<Vec<Span>> {
        let text = self.text;
        if outer.of(text) == words || !words.contains(SPAN_SEPARATOR) {
            return Some(vec![outer]);
        }
        let mut spans: Vec<Span> = Vec::new();
        let mut pieces = words.split(SPAN_SEPARATOR).peekable();
        while let Some(piece) = pieces.next() {
            let rest =
                Span::new(spans.last().map_or(outer.start(), |last| last.end()), outer.end());
            let place = match pieces.peek() {
                None if rest.of(text).ends_with(piece) => Some(rest.len() - piece.len()),
                _ => rest.of(text).find(piece),
            };
            spans.push(match place {
                Some(place) => Span::new(rest.start() + place, rest.start() + place + piece.len()),
                None => self.locate(piece, None, rest)?,
            });
        }
        Some(spans)
    }
}

/// The words with a capital at the beginning, as they open a sentence.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// The spans in text order; those that overlap are one.
fn in_order(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut ordered: Vec<Span> = Vec::new();
    for span in spans {
        match ordered.last_mut() {
            Some(last) if span.start() < last.end() || *last == span => *last = last.join(span),
            _ => ordered.push(span),
        }
    }
    ordered
}

#[cfg(test)]
mod tests {
    use sayso_segment::Segmenter;

    use super::*;

    fn place(text: &str, mention: &Mention) -> Result<Statement, Error> {
        let segmentation = Segmenter::new().segment(text);
        let bare = without_accents(text);
        Placing::new(("a", text), bare.as_deref(), &segmentation, Offsets::Chars).statement(mention)
    }

    fn claim(words: &str, ends: (usize, usize)) -> Vec<Claim> {
        vec![Claim::words(words, ends)]
    }

    #[test]
    fn words_win_over_offsets() {
        let text = "It rained.\n\n“No,” said René Obi. “Never,” he said.";
        let mention = Mention {
            source: claim("Rene Obi", (30, 38)),
            cue: claim("said", (25, 29)),
            content: claim("\"No,\"", (19, 24)),
            ..Mention::default()
        };
        let statement = place(text, &mention).expect("words of the text");
        let attribution = &statement.attribution;
        assert_eq!(attribution.content[0].of(text), "“No,”");
        assert_eq!(attribution.source.map(|span| span.of(text)), Some("René Obi"));
        assert_eq!(attribution.cue.start(), text.find("said").expect("a cue"));
        assert_eq!((&*statement.speaker.name, statement.paragraph), ("René Obi", 2));
        assert_eq!(attribution.kind, sayso_text::Kind::Direct);
    }

    #[test]
    fn pieces_of_a_cell_are_spans_of_their_own() {
        let text = "“No,” he said, “no,” and again, “No,” he said.";
        let cell = "“No,” […] “no,” […] “No,”";
        let mention = Mention { content: claim(cell, (0, 37)), ..Mention::default() };
        let statement = place(text, &mention).expect("words of the text");
        let starts: Vec<usize> =
            statement.attribution.content.iter().map(|span| span.start()).collect();
        let second = text.find("“no").expect("a piece");
        assert_eq!(starts, [0, second, text.rfind("“No").expect("a piece")]);
        assert!(statement.attribution.cue.is_empty());
    }

    #[test]
    fn words_that_are_not_there_are_named() {
        let mention = Mention { content: claim("Snow", (0, 4)), ..Mention::default() };
        let error = place("Rain.", &mention).expect_err("no snow");
        assert_eq!(error.to_string(), "content [Snow] is not in the text of \"a\"");
        let spans = vec![Claim::Spans(vec![[3, 99]])];
        let error = place("Rain.", &Mention { content: spans, ..Mention::default() });
        assert!(error.expect_err("outside").to_string().contains("content 3..99 is no span"));
        assert!(place("Rain.", &Mention::default()).is_err());
    }

    #[test]
    fn overlapping_spans_are_one_and_neighbours_are_two() {
        let spans = vec![Span::new(5, 9), Span::new(0, 3), Span::new(2, 4), Span::new(9, 12)];
        assert_eq!(in_order(spans), [Span::new(0, 4), Span::new(5, 9), Span::new(9, 12)]);
    }

    #[test]
    fn accents_fall_and_other_letters_stay() {
        assert_eq!(without_accents("Zoë sagt: ß, 你好").as_deref(), Some("Zoe sagt: ß, 你好"));
        assert_eq!(without_accents("“plain”"), None);
    }
}
