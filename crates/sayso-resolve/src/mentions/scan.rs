//! Finding the mentions of an article: one walk over its tokens.

use sayso_text::Segmentation;

use crate::mentions::list::Mentions;
use crate::mentions::mention::{Mention, MentionKind, Pronoun};
use crate::mentions::name::Names;
use crate::mentions::nominal::{self, goes_on};
use crate::mentions::{noun_phrase, place};
use crate::words::lexicon::{Lexicon, Traits};
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Ending, Shape};

/// What can follow a quantity that stands alone: "most | said", "many | of them".
const AFTER_QUANTITY: Traits = Traits::FUNCTION.with(Traits::VERB).with(Traits::COMMENT);

impl Mentions {
    /// Finds the mentions of another article. Linear.
    pub(crate) fn find(&mut self, reading: &Reading, lexicon: &Lexicon, text: &Segmentation) {
        self.clear(reading.len());
        for (number, paragraph) in text.paragraphs.iter().enumerate() {
            for sentence in text.sentences.get(paragraph.sentences.range()).unwrap_or_default() {
                Scan {
                    names: Names { reading, lexicon },
                    paragraph: number,
                    tokens: sentence.tokens.into(),
                }
                .find(self);
            }
        }
    }
}

/// The scan of one sentence.
pub(super) struct Scan<'r> {
    pub(super) names: Names<'r>,
    paragraph: usize,
    pub(super) tokens: Tokens,
}

impl Scan<'_> {
    fn find(&self, mentions: &mut Mentions) {
        let first = mentions.list().len();
        let mut token = self.tokens.start();
        while token < self.tokens.end() {
            let (mention, next) = self.at(token, mentions);
            if let Some(mention) = mention {
                self.push(mentions, mention, first);
            }
            token = next;
        }
    }

    /// The mention that starts with the token, if one does, and the token with which the scan goes on.
    fn at(&self, start: TokenId, found: &Mentions) -> (Option<Mention>, TokenId) {
        if let Some(end) = self.names.run(start) {
            let end = end.min(self.tokens.end());
            return match self.office(start, end) {
                Some(name) => (Some(name), name.core.end()),
                None => (self.named(Tokens::new(start, end), found), end.max(start + 1)),
            };
        }
        match self.office_of_place(start) {
            Some(name) => (Some(name), name.core.end()),
            None => (self.single(start), start + 1),
        }
    }

    /// What a run of name words mentions.
    fn named(&self, run: Tokens, found: &Mentions) -> Option<Mention> {
        match self.names.parse(run.start(), run.end()) {
            Some(name) if self.is_common(&name) => Some(self.nominal(name.core.start())),
            Some(name) => Some(self.with_whole_title(found, self.with_role_before(name))),
            None => self.head_of_office(run.start(), run.end()).map(|head| self.nominal(head)),
        }
    }

    /// The pronoun or role noun that the token is.
    fn single(&self, token: TokenId) -> Option<Mention> {
        if self.is_office_of_person(token) {
            return None;
        }
        if let Some(pronoun) = Pronoun::of(self.names.reading.word(token)) {
            let core = Tokens::new(token, token + 1);
            let kind = MentionKind::Pronoun(pronoun);
            return Some(Mention { kind, tokens: core, core, ..Mention::default() });
        }
        self.is_head(token).then(|| self.nominal(token))
    }

    fn push(&self, mentions: &mut Mentions, mut mention: Mention, first: usize) {
        mention.paragraph = self.paragraph;
        mention.sentence = self.names.reading.word(mention.core.start()).sentence;
        mention.place = place::of(self.names.reading, &mention);
        mention.place.first = mentions.list().len() == first;
        mentions.add(mention);
    }

    /// "a super PAC", "conservative Jews": a capitalised word after an adjective can be common.
    fn is_common(&self, name: &Mention) -> bool {
        let reading = self.names.reading;
        let start = name.core.start();
        if name.core.len() > 1 || !name.title.is_empty() || start <= self.tokens.start() {
            return false;
        }
        let word = reading.word(start);
        let before = reading.word(start - 1);
        let adjective = before.shape == Shape::Lower
            && !before.traits.any(Traits::FUNCTION.with(Traits::VERB).with(Traits::COMMENT));
        let indefinite = || {
            let first = noun_phrase::start(reading, start, self.tokens.start());
            matches!(reading.word(first).key, marks::A | marks::AN)
        };
        let people = Traits::DEMONYM.with(Traits::PARTY).with(Traits::ROLE);
        // "31 Ruritanians".
        let counted = before.shape == Shape::Other && !before.is_mark();
        (adjective || counted)
            && (word.ending == Ending::Plural && word.traits.any(people)
                || (word.shape == Shape::Upper && (word.traits.any(Traits::ROLE) || indefinite())))
    }

    /// The head of the phrase that ends with the token: "secretary of state".
    pub(super) fn role_head(&self, last: TokenId) -> TokenId {
        let reading = self.names.reading;
        let noun = reading.word(last);
        let person = noun.traits.is_one_person();
        if noun.shape != Shape::Lower || noun.traits.any(Traits::FUNCTION) || person {
            return last;
        }
        let of = last.checked_sub(1).filter(|of| reading.is(*of, marks::OF));
        let head = of.and_then(|of| of.checked_sub(1));
        let person = |head: &TokenId| {
            *head >= self.tokens.start() && reading.traits(*head).any(Traits::PERSON)
        };
        head.filter(person).unwrap_or(last)
    }

    /// Whether the token is the head of a noun phrase that can be a source.
    pub(super) fn is_head(&self, index: TokenId) -> bool {
        let reading = self.names.reading;
        let word = reading.word(index);
        if !word.traits.any(Traits::ROLE) || matches!(word.shape, Shape::Other | Shape::Initial) {
            return false;
        }
        let next = reading.word(index + 1);
        if index + 1 < self.tokens.end() && goes_on(next) {
            return false;
        }
        // "most aggressive words": a quantity before what it counts.
        let quantity = word.traits.any(Traits::DETERMINER);
        if quantity && next.shape != Shape::Other && !next.traits.any(AFTER_QUANTITY) {
            return false;
        }
        // "Secretary of state | Dee Lind".
        let name = next.key == marks::OF && goes_on(reading.word(index + 3));
        if name && self.role_head(index + 2) == index {
            return false;
        }
        let certain =
            word.traits.any(Traits::PERSON.with(Traits::PLURAL)) && !word.traits.any(Traits::VERB);
        certain || noun_phrase::start(reading, index, self.tokens.start()) < index
    }

    fn nominal(&self, head: TokenId) -> Mention {
        nominal::of(self.names.reading, head, self.tokens.start(), head + 1)
    }
}

#[cfg(test)]
mod tests {
    use sayso_segment::Segmenter;

    use super::*;

    /// The names of a text with what stands before them, "title | name", and the role nouns.
    fn mentions(text: &str) -> Vec<String> {
        let segmentation = Segmenter::new().segment(text);
        let lexicon = Lexicon::embedded();
        let (mut reading, mut mentions) = (Reading::default(), Mentions::default());
        let mut reader = lexicon.reader.worker();
        reading.read(reader.read(text, &segmentation), &lexicon);
        mentions.find(&reading, &lexicon, &segmentation);
        let words = |tokens: Tokens| segmentation.span(tokens.into()).of(text).to_owned();
        let show = |mention: &Mention| match (mention.kind, mention.title.is_empty()) {
            (MentionKind::Name, false) => {
                format!("{} | {}", words(mention.title), words(mention.core))
            }
            (MentionKind::Name, true) => words(mention.core),
            _ => words(mention.tokens),
        };
        mentions.list().iter().map(show).collect()
    }

    #[test]
    fn titles_are_parted_from_names() {
        assert_eq!(
            mentions("That, said British Prime Minister Theresa May, was it."),
            ["British Prime Minister | Theresa May", "it"]
        );
        assert_eq!(mentions("So said Gov. Dee Lind of Ohio."), ["Gov. | Dee Lind", "Ohio"]);
        assert_eq!(
            mentions("It met Secretary of State Ann Ode."),
            ["It", "Secretary of State | Ann Ode"]
        );
    }

    #[test]
    fn roles_before_names_are_whole_and_no_more() {
        assert_eq!(
            mentions("It asked former secretary of state Dee Lind."),
            ["It", "former secretary of state | Dee Lind"]
        );
        assert_eq!(
            mentions("It was Secretary for Resources Dee Lind."),
            ["It", "Secretary for Resources | Dee Lind"]
        );
        assert_eq!(mentions("In his campaign Mr. Ode tried."), ["his", "Mr. | Ode"]);
        assert_eq!(
            mentions("On Wednesday Greek Foreign Minister Dee Lind left."),
            ["Greek Foreign Minister | Dee Lind"]
        );
        assert_eq!(mentions("It tried to out-Lind Dee Lind."), ["It", "Dee Lind"]);
        assert_eq!(
            mentions("Secretary of Lisse Dee Lind left."),
            ["Secretary of Lisse | Dee Lind"]
        );
        for titled in [
            "Secretary of Defense | Grant Mills",
            "Minister of Justice | Paige Turner",
            "Special Envoy for Water | Tom Kerry",
            "Swedish Foreign Minister | Eva Lind",
            "City Comptroller | Omar Haddad",
        ] {
            let text = format!("So said {}.", titled.replace(" |", ""));
            assert_eq!(mentions(&text), [titled]);
        }
    }

    #[test]
    fn offices_alone_are_roles() {
        assert_eq!(mentions("So said the Deputy Secretary."), ["the Deputy Secretary"]);
        assert_eq!(mentions("So said the Ohio Senator."), ["the Ohio Senator"]);
        assert_eq!(
            mentions("So said the Vice President, Dee Lind."),
            ["the Vice President", "Dee Lind"]
        );
    }
}
