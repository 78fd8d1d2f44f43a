//! The contents of an article as a text of their own, in which the voices within them are found.
//!
//! A network gives each word one place: in "Smith said that Jones had denied it" all after "that" is
//! Smith's, and Jones is not heard. So what was found is read once more as an article that Smith might
//! have written: "Jones had denied it." Each content is a paragraph (one for each paragraph of the
//! article that it runs over), without the quotation marks around it and the "that" that opens it, with a
//! capital at its start and a full stop at its end, and before a piece that begins a sentence. Contents of the
//! training data were read likewise.
//!
//! All but what was added leads back to its place in the article.

use sayso_text::{Attribution, Segmentation, Span};

/// Contents of fewer words hold no voice: who is quoted, by which word, and what.
const FEWEST_WORDS: usize = 3;

/// Quotation marks that belong together. Of the single ones the closing form is an apostrophe too, so
/// they are taken off only in pairs.
const PAIRS: [Pair; 7] = [
    Pair { opening: "“", closing: "”", is_single: false },
    Pair { opening: "\"", closing: "\"", is_single: false },
    Pair { opening: "``", closing: "''", is_single: false },
    Pair { opening: "''", closing: "''", is_single: false },
    Pair { opening: "«", closing: "»", is_single: false },
    Pair { opening: "‘", closing: "’", is_single: true },
    Pair { opening: "'", closing: "'", is_single: true },
];

struct Pair {
    opening: &'static str,
    closing: &'static str,
    is_single: bool,
}

/// The text of the contents of one depth, and where each of its parts stands in the article.
#[derive(Debug, Default)]
pub(crate) struct InnerText {
    text: String,
    copies: Vec<Copy>,
    contents: Vec<Content>,
    /// Scratch: the pieces of one content.
    pieces: Vec<Piece>,
}

/// A stretch of a content.
#[derive(Clone, Copy, Debug)]
struct Piece {
    span: Span,
    /// The number of the paragraph of the article that it stands in.
    paragraph: usize,
    /// Whether a sentence of the article begins with it.
    opens_sentence: bool,
}

/// Bytes that were taken over, with their place in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Copy {
    at: Span,
    from: Span,
}

/// The part of the text that is a content of one attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Content {
    start: usize,
    /// The place of the attribution among those given.
    owner: usize,
}

impl InnerText {
    /// Makes the text of the contents of the attributions, in the order given. Linear in their words.
    pub(crate) fn write<'a>(
        &mut self,
        article: &str,
        segmentation: &Segmentation,
        attributions: impl IntoIterator<Item = &'a Attribution>,
    ) -> &str {
        self.text.clear();
        self.copies.clear();
        self.contents.clear();
        for (owner, attribution) in attributions.into_iter().enumerate() {
            self.take_pieces(article, segmentation, &attribution.content);
            let words = |piece: &Piece| piece.span.of(article).split_whitespace().count();
            if self.pieces.iter().map(words).sum::<usize>() >= FEWEST_WORDS {
                self.push(article, owner);
            }
        }
        &self.text
    }

    /// The attribution in whose content the byte stands.
    pub(crate) fn owner(&self, byte: usize) -> Option<usize> {
        let after = self.contents.partition_point(|content| content.start <= byte);
        self.contents.get(after.checked_sub(1)?).map(|content| content.owner)
    }

    /// The places in the article of what a span of the text holds; none where all of it was added.
    pub(crate) fn places(&self, span: Span) -> impl Iterator<Item = Span> {
        let first = self.copies.partition_point(|copy| copy.at.end() <= span.start());
        let touched = self.copies.get(first..).unwrap_or_default().iter();
        let mut pieces = touched.take_while(move |copy| copy.at.start() < span.end());
        let mut next = pieces.next().map(|copy| copy.part(span));
        std::iter::from_fn(move || {
            let mut found = next.take()?;
            for piece in pieces.by_ref().map(|copy| copy.part(span)) {
                if piece.start() == found.end() {
                    found = found.join(piece);
                } else {
                    next = Some(piece);
                    break;
                }
            }
            Some(found)
        })
    }

    /// What was found in the text as it stands in the article, with the attribution in whose content it
    /// stands. What was added is cut off, and so is what stands in the content of another; of a source or
    /// a cue that lies on both sides of a gap the longer part is kept.
    pub(crate) fn in_article(
        &self,
        article: &str,
        found: &Attribution,
    ) -> Option<(usize, Attribution)> {
        let owner = self.owner(found.cue.start())?;
        let is_own = |span: &Span| self.owner(span.start()) == Some(owner);
        let words = |span: &Span| span.of(article).contains(char::is_alphanumeric);
        let longest = |span: Span| self.places(span).max_by_key(|place| place.len());
        let own = found.content.iter().copied().filter(is_own);
        let content: Vec<Span> = own.flat_map(|span| self.places(span)).filter(words).collect();
        let source = found.source.filter(is_own).and_then(longest).filter(words);
        let cue = longest(found.cue)?;
        let attribution = Attribution::new(cue, content)
            .with_source(source)
            .with_kind(found.kind)
            .with_type(found.attribution_type)
            .with_confidence(found.confidence);
        (!attribution.content.is_empty()).then_some((owner, attribution))
    }

    /// Cuts a content at the ends of paragraphs and takes marks and "that" off.
    fn take_pieces(&mut self, article: &str, segmentation: &Segmentation, content: &[Span]) {
        self.pieces.clear();
        let paragraphs = &segmentation.paragraphs;
        for span in content {
            let first = paragraphs.partition_point(|one| one.span.end() <= span.start());
            let within = paragraphs.iter().enumerate().skip(first);
            for (number, paragraph) in within.take_while(|(_, it)| it.span.start() < span.end()) {
                let start = span.start().max(paragraph.span.start());
                let end = span.end().min(paragraph.span.end());
                let whole = trimmed(article, Span::new(start, end));
                let mut span = trimmed(article, unquoted(article, whole));
                if self.pieces.is_empty() {
                    span = without_that(article, span);
                }
                if !span.is_empty() {
                    let opens_sentence = opens_sentence(segmentation, whole);
                    self.pieces.push(Piece { span, paragraph: number, opens_sentence });
                }
            }
        }
    }

    fn push(&mut self, article: &str, owner: usize) {
        let pieces = std::mem::take(&mut self.pieces);
        let mut is_first = true;
        for paragraph in pieces.chunk_by(|one, other| one.paragraph == other.paragraph) {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            if std::mem::take(&mut is_first) {
                self.contents.push(Content { start: self.text.len(), owner });
            }
            self.push_paragraph(article, paragraph);
        }
        self.pieces = pieces;
    }

    fn push_paragraph(&mut self, article: &str, pieces: &[Piece]) {
        let start = self.text.len();
        let kept = |piece: Span| piece.of(article).trim_end_matches(is_dangling).len();
        let Some(last) = pieces.iter().rposition(|piece| kept(piece.span) > 0) else { return };
        let pieces = pieces.get(..=last).unwrap_or_default();
        let next = pieces.iter().skip(1).map(|piece| piece.opens_sentence).chain([true]);
        for (Piece { span, .. }, ends_sentence) in pieces.iter().zip(next) {
            let end = if ends_sentence { span.start() + kept(*span) } else { span.end() };
            let piece = Span::new(span.start(), end);
            if self.text.len() > start {
                self.text.push(' ');
                self.copy(article, piece);
            } else {
                self.copy_with_capital(article, piece);
            }
            if ends_sentence {
                self.end_sentence(start);
            }
        }
    }

    /// Adds a full stop where the paragraph that begins at `start` does not end as a sentence does.
    fn end_sentence(&mut self, start: usize) {
        let words = Span::new(start, self.text.len()).of(&self.text).trim_end_matches(closes);
        if !words.ends_with(['.', '!', '?', '…']) {
            self.text.push('.');
        }
    }

    /// Copies a piece whose first letter becomes a capital where that is one letter too.
    fn copy_with_capital(&mut self, article: &str, piece: Span) {
        let Some(letter) = piece.of(article).chars().next() else { return };
        let first = Span::new(piece.start(), piece.start() + letter.len_utf8());
        let mut capital = letter.to_uppercase();
        let at = self.text.len();
        self.text.push(capital.next().filter(|_| capital.len() == 0).unwrap_or(letter));
        self.copies.push(Copy { at: Span::new(at, self.text.len()), from: first });
        self.copy(article, Span::new(first.end(), piece.end()));
    }

    /// Copies a piece; a line that ends in it goes on after a blank.
    fn copy(&mut self, article: &str, piece: Span) {
        if piece.is_empty() {
            return;
        }
        let at = self.text.len();
        let blank = |letter| if matches!(letter, '\n' | '\r') { ' ' } else { letter };
        self.text.extend(piece.of(article).chars().map(blank));
        self.copies.push(Copy { at: Span::new(at, self.text.len()), from: piece });
    }
}

impl Copy {
    /// The place of what the span has of this copy.
    fn part(&self, span: Span) -> Span {
        // A capital may have more bytes or fewer than its letter.
        if self.at.len() != self.from.len() {
            return self.from;
        }
        let start = span.start().max(self.at.start()) - self.at.start();
        let end = span.end().min(self.at.end()) - self.at.start();
        Span::new(self.from.start() + start, self.from.start() + end)
    }
}

/// Whether a sentence begins with the first word of the piece.
fn opens_sentence(segmentation: &Segmentation, piece: Span) -> bool {
    let first = segmentation.tokens_in(piece).start();
    let sentence = segmentation.sentences.get(segmentation.sentence_of(first));
    sentence.is_some_and(|sentence| sentence.tokens.start() == first)
}

/// What joins a sentence to the next and ends none.
fn is_dangling(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | ',' | ';' | ':' | '-' | '–' | '—')
}

fn closes(letter: char) -> bool {
    matches!(letter, '”' | '"' | '»' | '’' | '\'' | ')' | ']')
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start() + words.len() - words.trim_start().len();
    Span::new(start, start + words.trim().len())
}

/// Without the quotation marks around the whole, or around a whole of which this is the beginning or
/// the end.
fn unquoted(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let inner = |start: usize, end: usize| Span::new(span.start() + start, span.end() - end);
    for Pair { opening, closing, is_single } in &PAIRS {
        if let Some(rest) = words.strip_prefix(opening) {
            match rest.find(closing) {
                Some(at) if at + closing.len() == rest.len() => {
                    return inner(opening.len(), closing.len());
                }
                None if !is_single => return inner(opening.len(), 0),
                _ => {}
            }
        } else if let Some(before) = words.strip_suffix(closing).filter(|_| !is_single)
            && !before.contains(opening)
            && !before.contains(closing)
        {
            return inner(0, closing.len());
        }
    }
    span
}

fn without_that(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let rest = words.get(.."that".len()).filter(|word| word.eq_ignore_ascii_case("that"));
    let rest = rest.and_then(|word| words.get(word.len()..)).unwrap_or_default();
    let clause = rest.trim_start();
    if clause.len() == rest.len() { span } else { Span::new(span.end() - clause.len(), span.end()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sayso_segment::Segmenter;

    use super::*;

    fn attribution(content: Vec<Span>) -> Attribution {
        Attribution::new(Span::default(), content)
    }

    fn place(text: &str, words: &str) -> Span {
        let start = text.find(words).expect("words of the text");
        Span::new(start, start + words.len())
    }

    /// The inner text of contents, each of pieces of the article.
    fn inner(article: &str, contents: &[&[&str]]) -> (InnerText, String) {
        let segmentation = Segmenter::new().segment(article);
        let attributions: Vec<Attribution> = contents
            .iter()
            .map(|pieces| attribution(pieces.iter().map(|it| place(article, it)).collect()))
            .collect();
        let mut inner = InnerText::default();
        let text = inner.write(article, &segmentation, &attributions).to_owned();
        (inner, text)
    }

    #[test]
    fn content_becomes_a_sentence() {
        let article = "Smith said that Jones had denied it, and left.";
        let (_, text) = inner(article, &[&["that Jones had denied it,"]]);
        assert_eq!(text, "Jones had denied it.");
    }

    #[test]
    fn marks_around_the_whole_fall_and_others_stay() {
        for (content, expected) in [
            ("“we are tired of it,”", "We are tired of it."),
            ("“We are “so” tired”", "“We are “so” tired”."),
            ("he was “very tired of it”", "He was “very tired of it”."),
            ("“It rains a lot. ", "It rains a lot."),
            ("it rains a lot.”", "It rains a lot."),
            ("'tis a pity, isn’t it?", "'tis a pity, isn’t it?"),
            ("“Is it late?” –", "“Is it late?”"),
            ("''no more of it''", "No more of it."),
        ] {
            let (_, text) = inner(content, &[&[content.trim()]]);
            assert_eq!(text, expected, "{content}");
        }
    }

    #[test]
    fn pieces_of_a_paragraph_are_one_and_paragraphs_stay_apart() {
        let article =
            "“Rain is near,” Obi said, “and wind.”\n\n“Snow is far.”\n\nLee saw two ducks.";
        let contents: &[&[&str]] =
            &[&["“Rain is near,”", "“and wind.”", "“Snow is far.”"], &["saw two ducks"]];
        let (inner, text) = inner(article, contents);
        assert_eq!(text, "Rain is near, and wind.\n\nSnow is far.\n\nSaw two ducks.");
        let owner = |words| inner.owner(place(&text, words).start());
        assert_eq!([owner("wind"), owner("Snow"), owner("ducks")], [Some(0), Some(0), Some(1)]);
    }

    #[test]
    fn piece_that_opens_a_sentence_ends_the_one_before() {
        let article = "“I think it rains,” Obi said. “Rain is good. We need it,” she added.";
        let contents: &[&[&str]] = &[&["“I think it rains,”", "“Rain is good. We need it,”"]];
        let (inner, text) = inner(article, contents);
        assert_eq!(text, "I think it rains. Rain is good. We need it.");
        let places: Vec<Span> = inner.places(place(&text, "rains. Rain")).collect();
        assert_eq!(places, [place(article, "rains"), place(article, "Rain")]);
        // A capital alone opens none.
        let article = "“I think,” Obi said, “Lisse is wet.”";
        let (_, text) = self::inner(article, &[&["“I think,”", "“Lisse is wet.”"]]);
        assert_eq!(text, "I think, Lisse is wet.");
    }

    #[test]
    fn short_content_is_left_out() {
        let (inner, text) =
            inner("He agreed to go. They like it a lot.", &[&["to go"], &["like it a lot"]]);
        assert_eq!((text.as_str(), inner.owner(0)), ("Like it a lot.", Some(1)));
    }

    #[test]
    fn line_that_ends_in_a_piece_is_a_blank() {
        let (_, text) = inner("It rains\nand it snows here now", &[&["It rains\nand it snows"]]);
        assert_eq!(text, "It rains and it snows.");
    }

    #[test]
    fn what_was_found_stands_in_the_article_again() {
        let article = "“The mayor told us,” Obi said, “that it rains.”";
        let (inner, text) = inner(article, &[&["“The mayor told us,”", "“that it rains.”"]]);
        assert_eq!(text, "The mayor told us, that it rains.");
        let content = vec![place(&text, "us, that it rains.")];
        let found =
            Attribution::new(place(&text, "told"), content).with_source(place(&text, "The mayor"));
        let (owner, found) = inner.in_article(article, &found).expect("a voice");
        assert_eq!((owner, found.source.map(|it| it.of(article))), (0, Some("The mayor")));
        let content: Vec<&str> = found.content.iter().map(|it| it.of(article)).collect();
        assert_eq!((found.cue.of(article), content), ("told", vec!["us,", "that it rains."]));
    }

    #[test]
    fn what_stands_in_the_content_of_another_is_cut_off() {
        let article = "Lee said it rains a lot. Obi said it snows a lot.";
        let (inner, text) = inner(article, &[&["it rains a lot"], &["it snows a lot"]]);
        let found = Attribution::new(place(&text, "rains"), vec![place(&text, "It snows")]);
        assert!(inner.in_article(article, &found).is_none());
    }

    #[test]
    fn capital_of_another_length_leads_back_to_its_letter() {
        let article = "He said ıt is a rainy day.";
        let (inner, text) = inner(article, &[&["ıt is a rainy day"]]);
        assert_eq!(text, "It is a rainy day.");
        let places: Vec<Span> = inner.places(Span::new(0, text.len())).collect();
        assert_eq!(places, [place(article, "ıt is a rainy day")]);
    }

    proptest! {
        #[test]
        fn all_that_was_taken_over_is_in_the_article(
            article in "([a-zé“”\"'.,:—ıß \n]{1,12}){1,6}", cuts in prop::collection::vec(0..80_usize, 0..8)
        ) {
            let mut cuts: Vec<usize> =
                cuts.into_iter().filter(|cut| article.is_char_boundary(*cut) && *cut <= article.len()).collect();
            cuts.sort_unstable();
            let spans: Vec<Span> = cuts.chunks_exact(2).map(|it| Span::new(it[0], it[1])).collect();
            let attributions: Vec<Attribution> =
                spans.chunks(2).map(|pieces| attribution(pieces.to_vec())).collect();
            let segmentation = Segmenter::new().segment(&article);
            let mut inner = InnerText::default();
            let text = inner.write(&article, &segmentation, &attributions).to_owned();
            for (at, letter) in text.char_indices() {
                let here = Span::new(at, at + letter.len_utf8());
                for place in inner.places(here) {
                    let found = place.of(&article);
                    let same = found.to_uppercase() == letter.to_uppercase().to_string();
                    prop_assert!(same || letter == ' ', "{found:?} is not {letter:?}");
                    prop_assert!(spans.iter().any(|span| span.contains(place)));
                }
            }
        }
    }
}
