//! Quotations: which marks quote, and which belong together.
//!
//! Marks pair by family, not by shape, since typists mix “ with " and „ with “. Where the shape
//! does not say whether a mark opens or closes, its place does (blanks and marks beside it), and
//! where that says nothing either, whether a mark of its family is open.
//!
//! An opening mark that repeats at the start of a paragraph continues the quotation before it, as
//! newspapers set them. A mark without a partner closes at the end of its paragraph, so one stray
//! `"` costs one paragraph, never the article. Linear in the text; nests at most [`MAX_DEPTH`]
//! deep, deeper marks are plain tokens.

use sayso_text::{Quotation, Span, TokenKind, TokenSpan};

use crate::mark::{Family, Mark, Role};
use crate::place::Paragraph;
use crate::shape::Shape;

/// How deep quotations nest at most. News nests three deep at the very most; the bound keeps the
/// search for a mark's partner constant.
pub const MAX_DEPTH: usize = 8;

/// An opening mark whose partner is not yet found.
#[derive(Clone, Copy, Debug)]
struct Open {
    family: Family,
    /// Its place in the list of quotations.
    index: usize,
    /// Whether it is an apostrophe if no partner comes.
    doubtful: bool,
}

/// The marks that are open, and scratch.
#[derive(Debug, Default)]
pub(crate) struct Pairing {
    open: Vec<Open>,
    /// The families of the marks that the paragraph before left open, outermost first.
    carried: Vec<Family>,
    /// Per single mark of the paragraph, last first: whether the next one can only close.
    closes_next: Vec<Ahead>,
}

/// What comes after a single mark in its paragraph.
#[derive(Clone, Copy, Debug, Default)]
struct Ahead {
    /// The next single mark can only close.
    closer_next: bool,
    /// Some later single mark can close.
    closer: bool,
}

impl Pairing {
    /// Forgets the marks of another text.
    pub(crate) fn clear(&mut self) {
        self.open.clear();
        self.carried.clear();
    }

    /// Appends the quotations of a paragraph and marks the tokens that open and close them.
    pub(crate) fn pair(&mut self, paragraph: &mut Paragraph<'_>) {
        let first = paragraph.quotations.len();
        self.look_ahead(paragraph);
        let mut leading = true;
        for index in paragraph.range.range() {
            if paragraph.shape(index) != Shape::Quote {
                leading = false;
                continue;
            }
            let opened = self.visit(paragraph, index, leading);
            leading = leading && opened;
        }
        self.end_paragraph(paragraph);
        settle(paragraph.quotations, first);
    }

    /// Notes for every single mark what comes after it.
    fn look_ahead(&mut self, paragraph: &Paragraph<'_>) {
        self.closes_next.clear();
        let mut ahead = Ahead::default();
        for index in paragraph.range.range().rev() {
            let Some(mark) = paragraph.mark(index).filter(|mark| mark.family == Family::Single)
            else {
                continue;
            };
            self.closes_next.push(ahead);
            let place = paragraph.place(index);
            let opens = mark.role == Role::Opens || (place.opens && !place.closes);
            let closes = mark.role != Role::Opens && place.can_close;
            ahead = Ahead {
                closer_next: closes && !opens && !paragraph.may_be_possessive(index),
                closer: ahead.closer || (closes && !opens),
            };
        }
    }

    /// Decides one mark; gives whether it opens.
    fn visit(&mut self, paragraph: &mut Paragraph<'_>, index: usize, leading: bool) -> bool {
        let Some(mark) = paragraph.mark(index) else { return false };
        let role = match mark.family {
            Family::Single => self.single_role(paragraph, index, mark, leading),
            _ => self.double_role(paragraph, index, mark),
        };
        match role {
            Role::Opens => self.push(paragraph, index, mark, leading),
            Role::Closes => self.close(paragraph, index, mark.family),
            Role::Either => {}
        }
        role == Role::Opens
    }

    /// What a double mark does; `Either` if it quotes nothing.
    fn double_role(&self, paragraph: &Paragraph<'_>, index: usize, mark: Mark) -> Role {
        let place = paragraph.place(index);
        let is_open = self.is_open(mark.family);
        match mark.role {
            Role::Opens if is_open && place.is_shut() => Role::Closes,
            Role::Closes if !is_open && place.opens && !place.closes => Role::Opens,
            Role::Either | Role::Closes if paragraph.is_inch(index, is_open, mark) => Role::Either,
            Role::Either => match (place.opens, place.closes) {
                (true, false) => Role::Opens,
                (false, true) => Role::Closes,
                _ if is_open => Role::Closes,
                _ => Role::Opens,
            },
            role => role,
        }
    }

    /// What a single mark does; `Either` if it is an apostrophe.
    fn single_role(
        &mut self,
        paragraph: &Paragraph<'_>,
        index: usize,
        mark: Mark,
        leading: bool,
    ) -> Role {
        let ahead = self.closes_next.pop().unwrap_or_default();
        let place = paragraph.place(index);
        let top = self.open.last().is_some_and(|open| open.family == Family::Single);
        let may_close = mark.role != Role::Opens || place.is_shut();
        if may_close && top && place.can_close {
            let possessive = paragraph.may_be_possessive(index) && ahead.closer_next;
            return if possessive { Role::Either } else { Role::Closes };
        }
        let first = leading || paragraph.starts_sentence(index);
        let goes_on = first && paragraph.next_family() == Some(Family::Single);
        let opens = place.opens && place.touches_next;
        if paragraph.is_year(index + 1) && !ahead.closer_next {
            return Role::Either;
        }
        match mark.role {
            Role::Opens if opens => Role::Opens,
            Role::Either if opens && (ahead.closer || goes_on) => Role::Opens,
            _ => Role::Either,
        }
    }

    fn is_open(&self, family: Family) -> bool {
        self.open.iter().any(|open| open.family == family)
    }

    fn push(&mut self, paragraph: &mut Paragraph<'_>, index: usize, mark: Mark, leading: bool) {
        if mark.family == Family::Double && paragraph.starts_sentence(index) {
            self.reopen(paragraph, index);
        }
        if self.open.len() >= MAX_DEPTH {
            return;
        }
        let level = self.open.len();
        let continues = leading && self.carried.get(level) == Some(&mark.family);
        let doubtful = mark.family == Family::Single && mark.role == Role::Either;
        self.open.push(Open { family: mark.family, index: paragraph.quotations.len(), doubtful });
        paragraph.set_kind(index, TokenKind::OpeningQuote);
        paragraph.quotations.push(Quotation {
            tokens: TokenSpan::new(index, index + 1),
            continues,
            ..Quotation::default()
        });
    }

    /// Ends the innermost quotation where a sentence opens with another of its double marks: those
    /// do not nest, so the end of the first was forgotten or a paragraph break was lost.
    fn reopen(&mut self, paragraph: &mut Paragraph<'_>, index: usize) {
        if let Some(open) = self.open.pop_if(|open| open.family == Family::Double) {
            paragraph.leave(open, index);
        }
    }

    /// Closes the innermost quotation of a family, and what is still open inside it.
    fn close(&mut self, paragraph: &mut Paragraph<'_>, index: usize, family: Family) {
        paragraph.set_kind(index, TokenKind::ClosingQuote);
        let Some(level) = self.open.iter().rposition(|open| open.family == family) else { return };
        for open in self.open.drain(level + 1..) {
            paragraph.leave(open, index);
        }
        if let Some(open) = self.open.pop() {
            paragraph.finish(open.index, index + 1, true);
        }
    }

    /// Ends what is open, and keeps its families for the next paragraph.
    fn end_paragraph(&mut self, paragraph: &mut Paragraph<'_>) {
        self.carried.clear();
        let goes_on = paragraph.next_family();
        for (level, open) in self.open.drain(..).enumerate() {
            let confirmed = level == 0 && goes_on == Some(open.family);
            let doubtful = open.doubtful && !confirmed;
            if !doubtful {
                self.carried.push(open.family);
            }
            paragraph.leave(Open { doubtful, ..open }, paragraph.range.end());
        }
    }
}

impl Paragraph<'_> {
    /// Ends a quotation that no mark closes; an apostrophe that looked like one quotes nothing.
    fn leave(&mut self, open: Open, end: usize) {
        if !open.doubtful {
            self.finish(open.index, end, false);
            return;
        }
        if let Some(quotation) = self.quotations.get_mut(open.index) {
            let mark = quotation.tokens.start();
            quotation.tokens = TokenSpan::new(mark, mark);
            self.set_kind(mark, TokenKind::Punctuation);
        }
    }

    fn finish(&mut self, index: usize, end: usize, closed: bool) {
        let Some(quotation) = self.quotations.get_mut(index) else { return };
        let start = quotation.tokens.start();
        let first = self.tokens.get(start).map_or(Span::default(), |token| token.span);
        let last = self.tokens.get(end.saturating_sub(1)).map_or(first, |token| token.span);
        quotation.tokens = TokenSpan::new(start, end);
        quotation.span = first.join(last);
        quotation.closed = closed;
    }
}

/// Drops the quotations of a paragraph that turned out to be none, and sets the depths of the rest.
fn settle(quotations: &mut Vec<Quotation>, first: usize) {
    let mut kept = first;
    for index in first..quotations.len() {
        if quotations.get(index).is_some_and(|quotation| !quotation.tokens.is_empty()) {
            quotations.swap(kept, index);
            kept += 1;
        }
    }
    quotations.truncate(kept);
    set_depths(quotations.get_mut(first..).unwrap_or_default());
}

fn set_depths(quotations: &mut [Quotation]) {
    let mut ends = [0_usize; MAX_DEPTH];
    let mut depth = 0;
    for quotation in quotations {
        while depth > 0 && ends.get(depth - 1).is_some_and(|&end| end <= quotation.tokens.start()) {
            depth -= 1;
        }
        quotation.depth = u8::try_from(depth).unwrap_or(u8::MAX);
        if let Some(end) = ends.get_mut(depth) {
            *end = quotation.tokens.end();
            depth += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quotations of a text, each with its depth, `+` where it continues and `…` where nothing
    /// closes it.
    fn quotations(text: &str) -> Vec<String> {
        let segmentation = crate::Segmenter::new().segment(text);
        let show = |quotation: &Quotation| {
            let continues = if quotation.continues { "+" } else { "" };
            let unclosed = if quotation.closed { "" } else { "…" };
            format!("{}{continues} {}{unclosed}", quotation.depth, quotation.span.of(text))
        };
        segmentation.quotations.iter().map(show).collect()
    }

    #[test]
    fn marks_of_every_family_pair() {
        for quoted in [
            "“Yes”",
            "\"Yes\"",
            "‘Yes’",
            "'Yes'",
            "«Yes»",
            "‹Yes›",
            "„Yes“",
            "„Yes”",
            "‚Yes‘",
            "``Yes''",
            "''Yes''",
            "‘‘Yes’’",
            "`Yes'",
            "”Yes”",
            "“Yes“",
            "“Yes\"",
        ] {
            assert_eq!(quotations(&format!("She said: {quoted}.")), [format!("0 {quoted}")]);
        }
    }

    #[test]
    fn quotations_nest() {
        assert_eq!(
            quotations("“He said ‘go “now” or never’ to us,” Berg said."),
            ["0 “He said ‘go “now” or never’ to us,”", "1 ‘go “now” or never’", "2 “now”"]
        );
        assert_eq!(
            quotations("\"They shout 'fire!'\" he said."),
            ["0 \"They shout 'fire!'\"", "1 'fire!'"]
        );
        assert_eq!(
            quotations("''They shout 'fire!''' he said."),
            ["0 ''They shout 'fire!'''", "1 'fire!'"]
        );
    }

    #[test]
    fn mark_that_repeats_continues_the_quotation() {
        assert_eq!(
            quotations("“It rained.\n\n“It poured.\n\n“It stopped,” she said."),
            ["0 “It rained.…", "0+ “It poured.…", "0+ “It stopped,”"]
        );
        assert_eq!(
            quotations("\"It rained.\n\n\"It stopped,\" she said."),
            ["0 \"It rained.…", "0+ \"It stopped,\""]
        );
        assert_eq!(quotations("'It rained.\n\n'It stopped,' she said.").len(), 2);
        assert_eq!(
            quotations("'It rained,' she said. 'It poured.\n\n'It stopped.'"),
            ["0 'It rained,'", "0 'It poured.…", "0+ 'It stopped.'"]
        );
    }

    #[test]
    fn inner_mark_repeats_after_the_outer() {
        assert_eq!(
            quotations("“She wrote: ‘It rained.\n\n“‘It stopped.’ That was all,” he said."),
            [
                "0 “She wrote: ‘It rained.…",
                "1 ‘It rained.…",
                "0+ “‘It stopped.’ That was all,”",
                "1+ ‘It stopped.’"
            ]
        );
    }

    #[test]
    fn unclosed_mark_ends_with_its_paragraph() {
        assert_eq!(quotations("He said “it rained.\n\nNobody knew."), ["0 “it rained.…"]);
        assert_eq!(
            quotations("A stray \" here\n\n\"Fine,\" he said."),
            ["0 \" here…", "0+ \"Fine,\""]
        );
    }

    #[test]
    fn second_mark_at_a_sentence_start_ends_the_first() {
        assert_eq!(
            quotations("“It rained. “It poured,” she said."),
            ["0 “It rained.…", "0 “It poured,”"]
        );
        assert_eq!(
            quotations("\"They yelled, \"Go home,\" to us.\""),
            ["0 \"They yelled, \"Go home,\" to us.\"", "1 \"Go home,\""]
        );
    }

    #[test]
    fn apostrophes_are_no_quotation_marks() {
        for text in [
            "The '90s and the ’90s and ‘08 and '08 were the workers' years.",
            "Rock 'n' roll at 5 o'clock, 'til dawn, get 'em.",
            "The players’ coaches’ union isn’t O’Brien’s.",
            "The states' rights and the players' pay",
            "Hawai‘i and Trump‘s and the 1990's",
        ] {
            assert!(quotations(text).is_empty(), "{text}: {:?}", quotations(text));
        }
    }

    #[test]
    fn possessive_inside_single_marks_does_not_close_them() {
        assert_eq!(
            quotations("She said: 'The workers' pay is low.' He left."),
            ["0 'The workers' pay is low.'"]
        );
        assert_eq!(
            quotations("the 'bosses' and the 'workers' of the yard"),
            ["0 'bosses'", "0 'workers'"]
        );
    }

    #[test]
    fn feet_and_inches_are_no_quotation_marks() {
        assert!(quotations("He is 5'10\" tall and threw 3\" nails.").is_empty());
        assert_eq!(quotations("“He’s 6’2”,” she said."), ["0 “He’s 6’2”,”"]);
    }

    #[test]
    fn quotation_may_end_in_a_number() {
        assert_eq!(
            quotations("\"It was 1990\" and \"1 more\""),
            ["0 \"It was 1990\"", "0 \"1 more\""]
        );
    }

    #[test]
    fn marks_deeper_than_the_bound_are_plain_tokens() {
        let text = "“‘".repeat(MAX_DEPTH) + "a";
        assert_eq!(quotations(&text).len(), MAX_DEPTH);
    }
}
