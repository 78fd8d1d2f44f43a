//! The columns of the Gender Gap Tracker, which the ATAP Quotation Tool has as well.
//!
//! A quote has one stretch of text, an attribution may have several. So each span of a content is
//! a quote of its own with the same speaker and verb, and quotes that share the place of their
//! verb are one attribution when they are read. A floating quote has no verb: it belongs to the
//! last quote before it whose speaker stands at the same place.

use std::collections::{BTreeMap, HashMap};

use sayso_export::{OffsetMap, Offsets};
use sayso_segment::Segmenter;
use sayso_text::{Kind, Segmentation, Span, Speaker, Statement};

use crate::draft::{Mention, words};
use crate::error::Place;
use crate::index::Index;

/// A quote as it is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marked {
    pub(crate) place: Place,
    pub(crate) quote: String,
    pub(crate) quote_index: Index,
    pub(crate) speaker: String,
    pub(crate) speaker_index: Index,
    pub(crate) verb: String,
    pub(crate) verb_index: Index,
    /// The canonical speaker, where the form has one.
    pub(crate) named: Option<Speaker>,
}

/// The attributions of the quotes of one document.
pub(crate) fn mentions(quotes: Vec<Marked>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut by_verb: HashMap<((usize, usize), Index), usize> = HashMap::new();
    let mut by_speaker: BTreeMap<((usize, usize), usize), usize> = BTreeMap::new();
    let (floating, framed): (Vec<_>, Vec<_>) =
        quotes.into_iter().partition(|quote| quote.verb.trim().is_empty());
    for quote in framed {
        let next = mentions.len();
        let known = quote
            .verb_index
            .0
            .map(|verb| *by_verb.entry((verb, quote.speaker_index)).or_insert(next));
        if let (Some(speaker), Some((start, _))) = (quote.speaker_index.0, quote.quote_index.0) {
            by_speaker.insert((speaker, start), known.unwrap_or(next));
        }
        add(&mut mentions, known, quote);
    }
    for quote in floating {
        let before = |(speaker, (start, _)): ((usize, usize), (usize, usize))| {
            by_speaker.range((speaker, 0)..=(speaker, start)).next_back().map(|(_, at)| *at)
        };
        let known = quote.speaker_index.0.zip(quote.quote_index.0).and_then(before);
        add(&mut mentions, known, quote);
    }
    mentions
}

/// Adds the quote to the mention that it belongs to, or as a new one.
fn add(mentions: &mut Vec<Mention>, known: Option<usize>, quote: Marked) {
    let content = words(quote.quote, quote.quote_index.0);
    if let Some(mention) = known.and_then(|place| mentions.get_mut(place)) {
        mention.content.push(content);
        return;
    }
    mentions.push(Mention {
        place: quote.place,
        source: vec![words(quote.speaker, quote.speaker_index.0)],
        cue: vec![words(quote.verb, quote.verb_index.0)],
        content: vec![content],
        speaker: quote.named,
        ..Mention::default()
    });
}

/// A quote as it is written.
#[derive(Debug, serde::Serialize)]
pub(crate) struct Quote<'t> {
    pub(crate) speaker: &'t str,
    pub(crate) speaker_index: Index,
    pub(crate) quote: &'t str,
    pub(crate) quote_index: Index,
    pub(crate) verb: &'t str,
    pub(crate) verb_index: Index,
    pub(crate) quote_token_count: usize,
    pub(crate) quote_type: String,
    pub(crate) is_floating_quote: bool,
}

/// A text with what is needed to write what is marked in it.
pub(crate) struct Article<'t> {
    pub(crate) text: &'t str,
    pub(crate) segmentation: Segmentation,
    pub(crate) map: OffsetMap<'t>,
}

impl<'t> Article<'t> {
    pub(crate) fn new(text: &'t str, segmenter: &Segmenter, offsets: Offsets) -> Self {
        Self { text, segmentation: segmenter.segment(text), map: OffsetMap::new(text, offsets) }
    }

    /// A quote for each span of the content.
    pub(crate) fn quotes(&self, statement: &Statement) -> impl Iterator<Item = Quote<'t>> {
        let attribution = &statement.attribution;
        let (text, segmentation) = (self.text, &self.segmentation);
        let index = |span: Span| Index(Some(self.map.ends(span)).filter(|_| !span.is_empty()));
        attribution.content.iter().enumerate().map(move |(place, &content)| {
            let order = Order { source: attribution.source, cue: attribution.cue, content };
            let is_quoted = sayso_attribute::kind(text, segmentation, &[content]) != Kind::Indirect;
            Quote {
                speaker: attribution.source.map_or("", |source| source.of(text)),
                speaker_index: attribution.source.map_or(Index(None), index),
                quote: content.of(text),
                quote_index: index(content),
                verb: attribution.cue.of(text),
                verb_index: index(attribution.cue),
                quote_token_count: segmentation.tokens_in(content).len(),
                quote_type: order.name(text, is_quoted),
                is_floating_quote: place > 0
                    && is_quoted
                    && sentence(segmentation, content) != sentence(segmentation, attribution.cue),
            }
        })
    }
}

fn sentence(segmentation: &Segmentation, span: Span) -> usize {
    segmentation.sentence_of(segmentation.tokens_in(span).start())
}

/// The parts of a quote, whose order in the text is its type: `QCQVS` for “Rain,” said Ada Obi.
struct Order {
    source: Option<Span>,
    cue: Span,
    content: Span,
}

impl Order {
    fn name(&self, text: &str, is_quoted: bool) -> String {
        if self.cue.of(text).eq_ignore_ascii_case("according to") {
            return "AccordingTo".to_owned();
        }
        let middle = |span: Span| span.start() + span.end();
        let (start, end) = (2 * self.content.start(), 2 * self.content.end());
        let mut letters = vec![(middle(self.content), 'C')];
        if is_quoted {
            letters.splice(0..0, [(start, 'Q')]);
            letters.push((end, 'Q'));
        }
        letters.extend(Some((middle(self.cue), 'V')).filter(|_| !self.cue.is_empty()));
        letters.extend(self.source.map(|source| (middle(source), 'S')));
        letters.sort_by_key(|(place, _)| *place);
        letters.into_iter().map(|(_, letter)| letter).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(
        quote: (usize, usize),
        speaker: (usize, usize),
        verb: Option<(usize, usize)>,
    ) -> Marked {
        Marked {
            quote: "Rain".to_owned(),
            quote_index: Index(Some(quote)),
            speaker: "Obi".to_owned(),
            speaker_index: Index(Some(speaker)),
            verb: verb.map_or("", |_| "said").to_owned(),
            verb_index: Index(verb),
            ..Marked::default()
        }
    }

    #[test]
    fn quotes_of_one_verb_are_one_attribution() {
        let verb = Some((10, 14));
        let found = mentions(vec![
            quote((0, 4), (5, 8), verb),
            quote((20, 24), (5, 8), verb),
            quote((30, 34), (5, 8), Some((40, 44))),
        ]);
        assert_eq!(found.iter().map(|one| one.content.len()).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn floating_quote_goes_to_the_last_quote_before_it_of_its_speaker() {
        let found = mentions(vec![
            quote((50, 54), (5, 8), None),
            quote((0, 4), (5, 8), Some((10, 14))),
            quote((30, 34), (5, 8), Some((40, 44))),
            quote((90, 94), (5, 8), Some((96, 99))),
            quote((2, 4), (70, 73), None),
        ]);
        assert_eq!(found.iter().map(|one| one.content.len()).collect::<Vec<_>>(), [1, 2, 1, 1]);
    }

    #[test]
    fn type_is_the_order_of_the_parts() {
        let text = "“Rain,” said Ada Obi. According to her, snow.";
        let span = |words: &str| {
            let start = text.find(words).expect("words of the text");
            Span::new(start, start + words.len())
        };
        let (source, content) = (Some(span("Ada Obi")), span("“Rain,”"));
        let order = Order { source, cue: span("said"), content };
        assert_eq!(order.name(text, true), "QCQVS");
        assert_eq!(order.name(text, false), "CVS");
        let order = Order { source: None, cue: span("said"), content };
        assert_eq!(order.name(text, true), "QCQV");
        let order = Order { source: None, cue: span("According to"), content: span("snow") };
        assert_eq!(order.name(text, false), "AccordingTo");
    }
}
