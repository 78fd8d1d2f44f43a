//! Headers and datelines: what stands before the first sentence and is none of it.
//!
//! `BEIJING, Oct. 2 (Xinhua) --` and ` date 2024-10-02` become sentences of their own, so that
//! the sentence after them begins with its own first word.

use sayso_text::{Date, Segmentation, Token, TokenKind, TokenSpan};

use crate::date;
use crate::shape::Shape;

/// How many paragraphs of a text are searched for a date: headline, byline, date and dateline.
const PARAGRAPHS: usize = 6;
/// How many tokens a dateline has at most: two places, a date and an agency.
const LONGEST: usize = 20;
/// How many tokens a line of its own has at most that gives the date: byline, weekday, time.
const LONGEST_LINE: usize = 14;

/// A header or dateline at the start of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lead {
    /// How many tokens it has; 0 where there is none.
    pub(crate) tokens: usize,
    pub(crate) date: Option<Date>,
}

/// The header or dateline that a paragraph begins with.
pub(crate) fn find(
    text: &str,
    segmentation: &Segmentation,
    shapes: &[Shape],
    range: TokenSpan,
) -> Lead {
    let end = range.end().min(range.start() + LONGEST);
    let reader = Reader { text, tokens: &segmentation.tokens, shapes, start: range.start(), end };
    let early = segmentation.paragraphs.len() < PARAGRAPHS;
    let header = if early { reader.header() } else { None };
    if let Some(lead) = header.or_else(|| reader.dateline()) {
        return lead;
    }
    let short = early && range.len() <= LONGEST_LINE && !reader.holds_stop();
    let date = if short { date::first_in(text, segmentation, range) } else { None };
    Lead { tokens: 0, date }
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    shapes: &'a [Shape],
    start: usize,
    end: usize,
}

impl Reader<'_> {
    fn word(&self, index: usize) -> &str {
        let token = self.tokens.get(index).filter(|_| index < self.end);
        token.map_or("", |token| token.span.of(self.text))
    }

    fn shape(&self, index: usize) -> Option<Shape> {
        self.shapes.get(index).copied().filter(|_| index < self.end)
    }

    fn holds_stop(&self) -> bool {
        (self.start..self.end).any(|index| self.shape(index) == Some(Shape::Stop))
    }

    /// `date 2024-10-02`, `Published: Oct. 2, 2024`, `Wednesday, October 2, 2024`: a full date at
    /// the start, after a label or a weekday, with a capitalised word or nothing after it.
    fn header(&self) -> Option<Lead> {
        let labelled = self.skip_label(self.start);
        let weekday = self.skip_weekday(labelled);
        let written = date::at(self.text, self.tokens, weekday)?;
        let date = Some(written.date?);
        let end = self.skip_marks(written.end);
        let capital =
            matches!(self.shape(end), None | Some(Shape::Upper | Shape::Title | Shape::Quote));
        let goes_on = end == written.end || labelled > self.start;
        (capital && goes_on || end >= self.end)
            .then_some(Lead { tokens: end.min(self.end) - self.start, date })
    }

    fn skip_label(&self, index: usize) -> usize {
        const LABELS: [&str; 8] =
            ["date", "dated", "published", "updated", "posted", "issued", "released", "filed"];
        if !LABELS.iter().any(|label| self.word(index).eq_ignore_ascii_case(label)) {
            return index;
        }
        let on = index + 1 + usize::from(matches!(self.word(index + 1), "on" | "at"));
        on + usize::from(self.word(on) == ":")
    }

    fn skip_weekday(&self, index: usize) -> usize {
        if !date::is_weekday(self.word(index)) {
            return index;
        }
        index + 1 + usize::from(self.word(index + 1) == ",")
    }

    /// Dashes and bars after a date.
    fn skip_marks(&self, index: usize) -> usize {
        index + usize::from(self.shape(index) == Some(Shape::Dash) || self.word(index) == "|")
    }

    /// A place, perhaps with a date and an agency, and a dash; the dash may be missing after an
    /// agency.
    fn dateline(&self) -> Option<Lead> {
        let is_dash = |index: &usize| self.shape(*index) == Some(Shape::Dash);
        if let Some(dash) = (self.start..self.end).find(is_dash) {
            return self.dateline_before(dash);
        }
        let is_bracket = |index: &usize| self.shape(*index) == Some(Shape::CloseBracket);
        let end = (self.start..self.end).find(is_bracket)? + 1;
        let inner = TokenSpan::new(self.start, end);
        let (dated, date) = self.date_in(inner);
        let capital = self.shape(end) == Some(Shape::Upper);
        let whole = dated && capital && self.is_place(self.start) && self.stands_alone(inner);
        whole.then_some(Lead { tokens: end - self.start, date })
    }

    fn dateline_before(&self, dash: usize) -> Option<Lead> {
        let inner = TokenSpan::new(self.start, dash);
        let goes_on = matches!(self.shape(dash + 1), None | Some(Shape::Lower));
        if inner.is_empty() || goes_on || !self.is_spaced_dash(dash) {
            return None;
        }
        let (dated, date) = self.date_in(inner);
        let agency = self.shape(dash - 1) == Some(Shape::CloseBracket);
        let place = self.is_place(self.start) && self.stands_alone(inner);
        let named = dated || agency || self.is_in_capitals(self.start);
        (place && named).then_some(Lead { tokens: dash + 1 - self.start, date })
    }

    fn date_in(&self, inner: TokenSpan) -> (bool, Option<Date>) {
        let mut written = inner.range().filter_map(|index| date::at(self.text, self.tokens, index));
        written.next().map_or((false, None), |written| (true, written.date))
    }

    fn is_spaced_dash(&self, dash: usize) -> bool {
        let spans = (self.tokens.get(dash), self.tokens.get(dash + 1));
        let (Some(dash), Some(next)) = spans else { return false };
        dash.span.end() < next.span.start() || dash.span.len() > 1
    }

    fn is_place(&self, index: usize) -> bool {
        matches!(self.shape(index), Some(Shape::Upper | Shape::Title | Shape::Abbreviation))
    }

    fn is_in_capitals(&self, index: usize) -> bool {
        let word = self.word(index);
        word.chars().count() > 1 && !word.contains(char::is_lowercase)
    }

    /// Whether the tokens hold only names, numbers, commas and brackets.
    fn stands_alone(&self, inner: TokenSpan) -> bool {
        let fits = |index: usize| {
            matches!(
                self.shape(index),
                Some(
                    Shape::Upper
                        | Shape::Title
                        | Shape::Abbreviation
                        | Shape::Initial
                        | Shape::Number
                        | Shape::OpenBracket
                        | Shape::CloseBracket
                )
            ) || matches!(
                self.word(index),
                "," | "/" | "." | "'s" | "'S" | "’s" | "’S" | "de" | "of" | "and" | "on"
            )
        };
        inner.range().all(fits) && inner.range().all(|index| self.is_plain(index))
    }

    fn is_plain(&self, index: usize) -> bool {
        let kind = self.tokens.get(index).map(|token| token.kind);
        !matches!(kind, Some(TokenKind::OpeningQuote | TokenKind::ClosingQuote))
    }
}

#[cfg(test)]
mod tests {
    /// The first sentence and the date.
    fn lead(text: &str) -> (&str, Option<String>) {
        let segmentation = crate::Segmenter::new().segment(text);
        let first = segmentation.sentences.first().map_or("", |sentence| sentence.span.of(text));
        (first, segmentation.date.map(|date| date.to_string()))
    }

    #[track_caller]
    fn assert_lead(first: &str, date: Option<&str>) {
        let text = format!("{first} Harbour master Ana Lund resigned on Monday, officials said.");
        assert_eq!(lead(&text), (first, date.map(str::to_owned)));
    }

    #[test]
    fn dateline_is_a_sentence_of_its_own() {
        for dateline in [
            "OSLO, Oct. 2 (Wire) --",
            "OSLO (Wire) -",
            "OSLO —",
            "PORT ELLEN, Scotland –",
            "Port Ellen, Scotland (Wire) —",
            "ST. JOHN'S, Oct 2 —",
            "OSLO, October 2 /Wire/ --",
            "OSLO, Oct. 2 (Wire)",
        ] {
            assert_lead(dateline, None);
        }
    }

    #[test]
    fn full_date_of_a_dateline_is_the_date_of_the_text() {
        assert_lead("OSLO, Oct. 2, 2024 (Wire) --", Some("2024-10-02"));
        assert_lead("Oslo (2 October 2024) –", Some("2024-10-02"));
    }

    #[test]
    fn header_is_a_sentence_of_its_own_and_gives_the_date() {
        for header in [
            "date 2024-10-02",
            "Published: Oct. 2, 2024",
            "Wednesday, October 2, 2024",
            "Oct. 2, 2024 —",
            "Updated on 2 October 2024",
        ] {
            assert_lead(header, Some("2024-10-02"));
        }
    }

    #[test]
    fn line_of_its_own_gives_the_date() {
        let text = "Harbour master resigns\n\nBy Jo Holm, Oct. 2, 2024, 8:30 p.m.\n\nShe left.";
        assert_eq!(lead(text).1.as_deref(), Some("2024-10-02"));
    }

    #[test]
    fn date_in_a_sentence_is_not_the_date_of_the_text() {
        for text in [
            "On October 2, 2024, she resigned.",
            "October 2, 2024, was a Wednesday.",
            "She resigned on 2 October 2024.",
        ] {
            assert_eq!(lead(text), (text, None));
        }
    }

    #[test]
    fn dash_in_a_sentence_makes_no_dateline() {
        for text in [
            "Ana Lund - the harbour master - resigned.",
            "Ana Lund — who resigned — left.",
            "Well — Ana Lund resigned.",
            "“No — Never,” she said.",
        ] {
            assert_eq!(lead(text), (text, None));
        }
    }
}
