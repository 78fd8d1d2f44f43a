//! The words of one article with what is known about each: key, traits, letter case, quotation.

use sayso_text::{Segmentation, TokenKind, TokenSpan};
use sayso_words::Words;

use crate::words::key::{self, Key, KeySet};
use crate::words::lexicon::{Lexicon, Traits};
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{self, Shape, Word};
use crate::words::{spelled, surname};

/// A sentence with most of its words capitalised tells nothing by capitals if it has at least this
/// many words in lower case or of four letters or more (headlines of fewer words look like names of
/// organisations).
const HEADLINE_WORDS: usize = 4;

/// So many words seen last are kept, each at the place that a byte of its key gives.
const SEEN: usize = 256;

/// Headlines have fewer commas than this.
const LIST_COMMAS: usize = 3;

/// The words of one article, and which of them it writes with and without capitals.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    words: Vec<Word>,
    headlines: Vec<bool>,
    lower: KeySet,
    capital: KeySet,
    /// Names that a parenthesis abbreviates, in text order.
    spelled: Vec<TokenSpan>,
    /// Words that the article introduces as surnames.
    surnames: KeySet,
}

impl Reading {
    /// Reads an article in place of the one before. Linear.
    pub(crate) fn read(&mut self, words: Words<'_>, lexicon: &Lexicon) {
        let Words { text, segmentation, list, .. } = words;
        self.words.clear();
        self.headlines.clear();
        self.lower.clear();
        self.capital.clear();
        self.spelled.clear();
        let mut end = 0;
        for (token, read) in segmentation.tokens.iter().zip(list) {
            let mut word = match token.kind {
                TokenKind::Word => word::word(token.span.of(text), *read, lexicon),
                _ => Word { key: read.key, ..Word::default() },
            };
            word.glued = token.span.start() == end;
            end = token.span.end();
            self.words.push(word);
            if word.key == marks::CLOSE {
                self.find_spelled(text, segmentation);
            }
        }
        self.join_offices();
        self.mark_quotations(segmentation);
        self.mark_sentences(segmentation);
        self.count_capitals();
        surname::mark(&mut self.words, &self.headlines, &mut self.surnames);
    }

    /// Gives offices of several words their roles.
    fn join_offices(&mut self) {
        let mut before = [key::EMPTY; 2];
        for word in &mut self.words {
            word.role = word::office(word.role, before);
            before = [before[1], word.key];
        }
    }

    /// Notes the name that the parenthesis abbreviates which the last word closes.
    fn find_spelled(&mut self, text: &str, segmentation: &Segmentation) {
        // "(PG&E)" has three tokens.
        let joined = self.words.len().checked_sub(3).map(TokenId::at);
        let joined = joined.is_some_and(|it| self.is(it, marks::AMPERSAND));
        let Some(open) = self.words.len().checked_sub(if joined { 5 } else { 3 }) else { return };
        let token = TokenId::at(open);
        if self.is(token, marks::OPEN) && self.word(token + 1).shape == Shape::Upper {
            let inside = segmentation.tokens.get(open + 1..).unwrap_or_default();
            let letters: String =
                inside.iter().take(if joined { 3 } else { 1 }).map(|it| it.span.of(text)).collect();
            let name = spelled::name_before(&self.words, open, &letters);
            self.spelled.extend(name);
        }
    }

    /// The end of the name that starts at the token and that a parenthesis abbreviates.
    pub(crate) fn spelled_name(&self, start: TokenId) -> Option<TokenId> {
        let place = self.spelled.binary_search_by_key(&start.place(), |name| name.start()).ok()?;
        self.spelled.get(place).map(|name| TokenId::at(name.end()))
    }

    /// The number of words.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// All tokens, in text order.
    pub(crate) fn tokens(&self) -> Tokens {
        Tokens::new(TokenId::FIRST, TokenId::at(self.words.len()))
    }

    /// The word, or one without traits where there is none.
    pub(crate) fn word(&self, token: TokenId) -> &Word {
        self.words.get(token.place()).unwrap_or_default()
    }

    /// The traits of the word.
    pub(crate) fn traits(&self, token: TokenId) -> Traits {
        self.word(token).traits
    }

    /// The words of the run.
    pub(crate) fn slice(&self, run: Tokens) -> &[Word] {
        self.words.get(run.range()).unwrap_or_default()
    }

    /// Whether the token is the given word or mark.
    pub(crate) fn is(&self, token: TokenId, word: Key) -> bool {
        self.words.get(token.place()).is_some_and(|found| found.key == word)
    }

    /// Whether the sentence is a headline: it is capitalised throughout.
    pub(crate) fn is_headline(&self, sentence: usize) -> bool {
        self.headlines.get(sentence).copied().unwrap_or_default()
    }

    /// Whether the article writes the word without a capital somewhere.
    pub(crate) fn has_lower(&self, word: Key) -> bool {
        self.lower.contains(&word)
    }

    /// Whether the article writes the word with a capital that its place does not explain.
    pub(crate) fn has_capital(&self, word: Key) -> bool {
        self.capital.contains(&word)
    }

    /// Whether the article introduces the word as a surname.
    pub(crate) fn is_surname(&self, word: Key) -> bool {
        self.surnames.contains(&word)
    }

    fn mark_quotations(&mut self, segmentation: &Segmentation) {
        for quotation in segmentation.quotations.iter().filter(|quotation| quotation.depth == 0) {
            let words = self.words.get_mut(quotation.tokens.range()).unwrap_or_default();
            words.iter_mut().for_each(|word| word.quoted = true);
        }
        let tokens = &segmentation.tokens;
        for (index, token) in tokens.iter().enumerate() {
            if matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                continue;
            }
            let opens = token.kind == TokenKind::OpeningQuote;
            let id = TokenId::at(index);
            if (opens || self.is(id, marks::COLON) || self.is(id, marks::BULLET))
                && let Some(word) = self.words.get_mut(index + 1)
            {
                word.first = true;
            }
        }
    }

    fn mark_sentences(&mut self, segmentation: &Segmentation) {
        for (number, sentence) in segmentation.sentences.iter().enumerate() {
            let words = self.words.get_mut(sentence.tokens.range()).unwrap_or_default();
            words.iter_mut().for_each(|word| word.sentence = number);
            let first = words.iter_mut().find(|word| word.shape != Shape::Other);
            if let Some(first) = first {
                first.first = true;
            }
            self.headlines.push(is_headline(words, &segmentation.tokens[..], sentence.tokens));
        }
    }

    fn count_capitals(&mut self) {
        // Half of the words are among the last few that differ, which need not be looked for again.
        let mut seen = [key::EMPTY; SEEN];
        for word in &self.words {
            match word.shape {
                Shape::Lower => {
                    let place = &mut seen[word.key.to_le_bytes()[1] as usize];
                    if *place != word.key {
                        *place = word.key;
                        self.lower.insert(word.key);
                    }
                }
                Shape::Capital | Shape::Upper
                    if !word.first && !self.headlines.get(word.sentence).is_some_and(|it| *it) =>
                {
                    self.capital.insert(word.key);
                }
                _ => {}
            }
        }
    }
}

fn is_headline(words: &[Word], tokens: &[sayso_text::Token], range: TokenSpan) -> bool {
    let tokens = tokens.get(range.range()).unwrap_or_default();
    let long = words.iter().zip(tokens).filter(|(word, token)| {
        let lower = word.shape == Shape::Lower;
        let small = lower && word.traits.any(Traits::FUNCTION);
        // "Lind met Ode in Rome": a short verb in lower case counts.
        (lower || token.span.len() >= 4) && word.shape != Shape::Other && !word.quoted && !small
    });
    let (mut all, mut capitals) = (0_usize, 0_usize);
    for (word, _) in long {
        all += 1;
        capitals += usize::from(word.shape != Shape::Lower);
    }
    // "It is endorsed by the Pier Fund, Boat Network, …" is a list of names.
    let commas = words.iter().filter(|word| word.key == marks::COMMA).count();
    let list = commas >= LIST_COMMAS && capitals < all;
    all >= HEADLINE_WORDS && capitals * 10 >= all * 9 && !list
}
