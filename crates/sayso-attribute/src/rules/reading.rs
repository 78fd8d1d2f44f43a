//! A text as the rules read it: its tokens with their classes and the quotations around them.

use sayso_text::{Quotation, Segmentation, Sentence, TokenKind, TokenSpan};
use sayso_words::{Traits, Word, Words};

use crate::rules::words::{CueForm, Cues, Vocabulary};

/// A segmented text with what is known of its words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) text: &'a str,
    pub(crate) segmentation: &'a Segmentation,
    pub(crate) vocabulary: &'a Vocabulary,
    words: &'a [Word],
    /// For each token the cues that it can be.
    cues: &'a [Cues],
    /// For each token the outermost quotation around it.
    quotations: &'a [Option<usize>],
}

/// The buffers from which readings are made.
#[derive(Debug, Default)]
pub(crate) struct ReadingBuffers {
    cues: Vec<Cues>,
    quotations: Vec<Option<usize>>,
}

impl ReadingBuffers {
    pub(crate) fn read<'a>(
        &'a mut self,
        words: Words<'a>,
        vocabulary: &'a Vocabulary,
    ) -> Reading<'a> {
        let Words { text, segmentation, list: words, .. } = words;
        self.cues.clear();
        self.cues.extend(segmentation.tokens.iter().zip(words).map(
            |(token, word)| match token.kind {
                TokenKind::Word => vocabulary.cues(word.key),
                _ => Cues::default(),
            },
        ));
        self.quotations.clear();
        self.quotations.resize(segmentation.tokens.len(), None);
        for (index, quotation) in segmentation.quotations.iter().enumerate() {
            if quotation.depth == 0
                && let Some(around) = self.quotations.get_mut(quotation.tokens.range())
            {
                around.fill(Some(index));
            }
        }
        let (cues, quotations) = (&self.cues, &self.quotations);
        Reading { text, segmentation, vocabulary, words, cues, quotations }
    }
}

impl<'a> Reading<'a> {
    /// The words as they were given.
    pub(crate) fn words(&self) -> Words<'a> {
        Words { text: self.text, segmentation: self.segmentation, list: self.words }
    }

    /// Whether the token is of one of the classes; a token beyond the ends is of none.
    pub(crate) fn is(&self, token: usize, classes: Traits) -> bool {
        self.words.get(token).is_some_and(|word| word.traits.any(classes))
    }

    /// Whether the token before is of one of the classes.
    pub(crate) fn is_before(&self, token: usize, classes: Traits) -> bool {
        token > 0 && self.is(token - 1, classes)
    }

    /// The cues that the token can be.
    pub(crate) fn cue_forms(&self, token: usize) -> &'a [CueForm] {
        self.cues.get(token).map_or(&[], |cues| self.vocabulary.forms(*cues))
    }

    /// Whether the token is a given name or a title.
    pub(crate) fn opens_name(&self, token: usize) -> bool {
        self.words.get(token).is_some_and(|word| self.vocabulary.opens_name(word.key))
    }

    /// The token as it stands in the text.
    pub(crate) fn form(&self, token: usize) -> &'a str {
        self.segmentation.word(self.text, token)
    }

    /// Whether the token is this word, in whatever case.
    pub(crate) fn is_word(&self, token: usize, word: &str) -> bool {
        self.form(token).eq_ignore_ascii_case(word)
    }

    /// The outermost quotation around the token.
    pub(crate) fn quotation(&self, token: usize) -> Option<&'a Quotation> {
        let index = self.quotations.get(token).copied().flatten()?;
        self.segmentation.quotations.get(index)
    }

    /// The quotation that the token closes.
    pub(crate) fn closes(&self, token: usize) -> Option<&'a Quotation> {
        self.quotation(token)
            .filter(|quotation| quotation.closed && quotation.tokens.end() == token + 1)
    }

    /// The quotation that the token opens.
    pub(crate) fn opens(&self, token: usize) -> Option<&'a Quotation> {
        self.quotation(token).filter(|quotation| quotation.tokens.start() == token)
    }

    /// The sentence that holds the token.
    pub(crate) fn sentence(&self, token: usize) -> Sentence {
        let sentences = &self.segmentation.sentences;
        sentences.get(self.segmentation.sentence_of(token)).copied().unwrap_or_default()
    }

    /// The range without marks at its end: a closing full stop, comma or colon, but not a closing
    /// quotation mark or bracket.
    pub(crate) fn without_final_marks(&self, tokens: TokenSpan) -> TokenSpan {
        let trailing = Traits::COMMA.with(Traits::TERMINAL).with(Traits::COLON);
        let mut end = tokens.end();
        while end > tokens.start()
            && (self.is(end - 1, trailing)
                || matches!(self.form(end - 1), ";" | "-" | "--" | "—" | "–"))
        {
            end -= 1;
        }
        TokenSpan::new(tokens.start(), end)
    }
}
