//! Quotations that go on behind the words that say who speaks: “We will go,” said Obi. | “It is late.”
//!
//! A network links each quotation by itself and gives such a one to the next speaker now and then, or to nobody,
//! where the journalist tells something in between ("“It is late.” Nobody spoke. “It is early,” Lind said."). What
//! stands right behind the tag of a quotation is the same speaker's, unless a comma in it leads to the next.

use sayso_text::{Attribution, Quotation, Segmentation, Span, TokenSpan};
use sayso_words::{Traits, Words};

/// How many attributions before and after one are looked at for the owner of a quotation.
const NEIGHBOURS: usize = 4;

/// Gives such quotations to whom they belong. Those found stand in the order of their contents.
pub(crate) fn keep(words: Words<'_>, found: &mut [Attribution]) {
    let place = Place { words, segmentation: words.segmentation };
    for at in 0..found.len() {
        let Some(quotation) = found.get(at).and_then(|one| place.going_on(one)) else { continue };
        let first = at.saturating_sub(NEIGHBOURS);
        let near = found.iter().enumerate().skip(first).take(2 * NEIGHBOURS + 1);
        let mut owners = near.filter(|(_, one)| place.touches(one, quotation.tokens));
        match (owners.next(), owners.next()) {
            (None, _) if place.is_whole(quotation) => {}
            (Some((owner, one)), None) if owner != at && place.is_parted(quotation, one) => {
                if let Some(other) = found.get_mut(owner) {
                    other.content.retain(|span| !span.touches(quotation.span));
                }
            }
            _ => continue,
        }
        if let Some(one) = found.get_mut(at) {
            one.content.push(quotation.span);
            one.content.sort_unstable();
        }
    }
}

struct Place<'t> {
    words: Words<'t>,
    segmentation: &'t Segmentation,
}

impl<'t> Place<'t> {
    /// The quotation right behind the tag of another one of this speaker, in its sentence or behind it.
    fn going_on(&self, one: &Attribution) -> Option<&'t Quotation> {
        let cue = self.segmentation.tokens_in(one.cue);
        let is_tag = one.content.iter().any(|span| {
            let piece = self.segmentation.tokens_in(*span);
            piece.end() <= cue.start() && self.quotation_at(piece.start()).is_some()
        });
        let source = one.source.map_or(cue, |source| self.segmentation.tokens_in(source));
        let tag = cue.end().max(source.end());
        let end = self.sentence(cue.start()).end();
        let comma = self.is(tag, Traits::COMMA);
        let next = self.quotation_at(tag + 1).filter(|_| comma).or_else(|| self.quotation_at(end));
        let paragraph = |token: usize| self.segmentation.paragraph_of(token);
        next.filter(|it| is_tag && paragraph(it.tokens.start()) == paragraph(cue.start()))
    }

    /// The outermost quotation that begins at the token and ends in a sentence's end.
    fn quotation_at(&self, token: usize) -> Option<&'t Quotation> {
        let quotations = &self.segmentation.quotations;
        let at = quotations.partition_point(|one| one.tokens.start() < token);
        quotations.get(at).filter(|one| one.tokens.start() == token && one.depth == 0 && one.closed)
    }

    /// Whether the quotation ends as a sentence does and another begins behind it.
    fn is_whole(&self, quotation: &Quotation) -> bool {
        let end = quotation.tokens.end();
        let stop = quotation.inner_tokens().end().checked_sub(1);
        let ends = stop.is_some_and(|stop| self.is(stop, Traits::TERMINAL));
        let last = self.sentence(end.saturating_sub(1)).end();
        ends && last == end && self.quotation_at(end).is_none()
    }

    /// Whether sentences of the journalist's part a whole quotation from the speaker who has it.
    fn is_parted(&self, quotation: &Quotation, owner: &Attribution) -> bool {
        let cue = self.segmentation.tokens_in(owner.cue);
        let behind = self.sentence(quotation.tokens.end());
        self.is_whole(quotation)
            && self.sentence(cue.start()).start() >= behind.end()
            && behind.start() == quotation.tokens.end()
    }

    fn touches(&self, one: &Attribution, tokens: TokenSpan) -> bool {
        let touches = |span: &Span| self.segmentation.tokens_in(*span).touches(tokens);
        one.content.iter().any(touches) || touches(&one.cue)
    }

    fn sentence(&self, token: usize) -> TokenSpan {
        let sentence = self.segmentation.sentences.get(self.segmentation.sentence_of(token));
        sentence.map(|sentence| sentence.tokens).unwrap_or_default()
    }

    fn is(&self, token: usize, traits: Traits) -> bool {
        self.words.traits(token).any(traits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_text::span_of;

    /// The contents of attributions, each a source, a cue and contents named by their text.
    fn kept(text: &str, parts: &[(&str, &str, &[&str])]) -> Vec<Vec<String>> {
        let segmentation = sayso_segment::Segmenter::new().segment(text);
        let place = |words: &str| span_of(text, words);
        let mut found: Vec<Attribution> = parts
            .iter()
            .map(|(source, cue, contents)| {
                let contents = contents.iter().map(|words| place(words)).collect();
                Attribution::new(place(cue), contents).with_source(Some(place(source)))
            })
            .collect();
        let reader = sayso_words::Reader::new();
        let mut reader = reader.worker();
        keep(reader.read(text, &segmentation), &mut found);
        let words =
            |one: &Attribution| one.content.iter().map(|it| it.of(text).to_owned()).collect();
        found.iter().map(words).collect()
    }

    const FIRST: &str = "\"The sea is high,\"";
    const SECOND: &str = "\"No boat sails.\"";
    const THIRD: &str = "\"One will,\"";

    #[test]
    fn quotation_behind_a_tag_is_kept_from_the_next_speaker() {
        let text = format!("{FIRST} said Obi. {SECOND} Nobody spoke. {THIRD} Lind added.");
        let parts: &[(&str, &str, &[&str])] =
            &[("Obi", "said", &[FIRST]), ("Lind", "added", &[SECOND, THIRD])];
        assert_eq!(kept(&text, parts), [vec![FIRST, SECOND], vec![THIRD]]);
        let text = format!("{FIRST} said Obi, {SECOND} Nobody spoke. {THIRD} Lind added.");
        assert_eq!(kept(&text, parts), [vec![FIRST, SECOND], vec![THIRD]]);
    }

    #[test]
    fn quotation_that_leads_to_the_next_tag_stays_there() {
        let text = format!("{FIRST} said Obi. {THIRD} Lind added.");
        let parts: &[(&str, &str, &[&str])] =
            &[("Obi", "said", &[FIRST]), ("Lind", "added", &[THIRD])];
        assert_eq!(kept(&text, parts), [[FIRST], [THIRD]]);
        // "Lind added" right behind it is its tag, full stop or not.
        let text = format!("{FIRST} said Obi. {SECOND} Lind added.");
        let parts: &[(&str, &str, &[&str])] =
            &[("Obi", "said", &[FIRST]), ("Lind", "added", &[SECOND])];
        assert_eq!(kept(&text, parts), [[FIRST], [SECOND]]);
    }

    #[test]
    fn quotation_that_nobody_has_goes_on() {
        let text = format!("{FIRST} said Obi. {SECOND} Nobody spoke.");
        let parts: &[(&str, &str, &[&str])] = &[("Obi", "said", &[FIRST])];
        assert_eq!(kept(&text, parts), [[FIRST, SECOND]]);
        let text = format!("Obi said it was late. {SECOND} Nobody spoke.");
        let parts: &[(&str, &str, &[&str])] = &[("Obi", "said", &["it was late"])];
        assert_eq!(kept(&text, parts), [["it was late"]]);
    }
}
