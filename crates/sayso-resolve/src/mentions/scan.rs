//! Finding the mentions of an article: one walk over its tokens.

use std::ops::Index;

use sayso_text::{Segmentation, TokenSpan};

use crate::ids::{MentionId, Table};
use crate::mentions::mention::{Mention, MentionKind, NameKind, Place, Pronoun};
use crate::mentions::name::Names;
use crate::mentions::noun_phrase;
use crate::words::key::{self, Key};
use crate::words::lexicon::{Lexicon, Traits};
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::word::{Ending, Shape, Word};

/// When somebody has an office, before its title: "acting Gov. Lind".
const TIMES: [Key; 6] = [
    marks::FORMER,
    key::of_ascii("acting"),
    key::of_ascii("interim"),
    key::of_ascii("retired"),
    key::of_ascii("incoming"),
    key::of_ascii("outgoing"),
];

/// What says of what kind an office is, before its title.
const LEVELS: [Key; 20] = [
    key::of_ascii("police"),
    key::of_ascii("state"),
    key::of_ascii("district"),
    key::of_ascii("city"),
    key::of_ascii("council"),
    key::of_ascii("committee"),
    key::of_ascii("panel"),
    key::of_ascii("army"),
    key::of_ascii("regional"),
    key::of_ascii("provincial"),
    key::of_ascii("federal"),
    key::of_ascii("municipal"),
    key::of_ascii("county"),
    key::of_ascii("local"),
    key::of_ascii("national"),
    key::of_ascii("deputy"),
    key::of_ascii("assistant"),
    key::of_ascii("associate"),
    key::of_ascii("senior"),
    key::of_ascii("executive"),
];

/// What can follow a quantity that stands alone: "most | said", "many | of them".
const AFTER_QUANTITY: Traits = Traits::FUNCTION.with(Traits::VERB).with(Traits::ADVERB);

/// The mentions of an article in text order, and which token belongs to which.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    list: Table<MentionId, Mention>,
    at: Vec<Option<MentionId>>,
}

impl Mentions {
    /// Finds the mentions of another article. Linear.
    pub(crate) fn find(&mut self, reading: &Reading, lexicon: &Lexicon, text: &Segmentation) {
        self.list.clear();
        self.at.clear();
        self.at.resize(reading.len(), None);
        for (number, paragraph) in text.paragraphs.iter().enumerate() {
            for sentence in text.sentences.get(paragraph.sentences.range()).unwrap_or_default() {
                Walk {
                    names: Names { reading, lexicon },
                    paragraph: number,
                    tokens: sentence.tokens,
                }
                .find(self);
            }
        }
    }

    /// The mentions.
    pub(crate) fn list(&self) -> &Table<MentionId, Mention> {
        &self.list
    }

    /// The mention whose name, pronoun or head noun holds the token.
    pub(crate) fn at(&self, token: usize) -> Option<MentionId> {
        self.at.get(token).copied().flatten()
    }

    /// Whether the token belongs to a name.
    pub(crate) fn in_name(&self, token: usize) -> bool {
        self.at(token).is_some_and(|id| self.list[id].is_name())
    }

    /// Adds a mention that the walk did not find; its tokens are its own from now on.
    pub(crate) fn add(&mut self, mention: Mention) -> MentionId {
        let own = if mention.is_name() { mention.tokens } else { mention.core };
        let id = self.list.push(mention);
        for token in self.at.get_mut(own.range()).unwrap_or_default() {
            token.get_or_insert(id);
        }
        for token in self.at.get_mut(mention.core.range()).unwrap_or_default() {
            *token = Some(id);
        }
        id
    }
}

impl Index<MentionId> for Mentions {
    type Output = Mention;

    fn index(&self, id: MentionId) -> &Mention {
        &self.list[id]
    }
}

/// The walk over one sentence.
struct Walk<'r> {
    names: Names<'r>,
    paragraph: usize,
    tokens: TokenSpan,
}

impl Walk<'_> {
    fn find(&self, mentions: &mut Mentions) {
        let reading = self.names.reading;
        let mut index = self.tokens.start();
        let first = mentions.list.len();
        while index < self.tokens.end() {
            if let Some(end) = self.names.run(index) {
                let end = end.min(self.tokens.end());
                if let Some(name) = self.office(index, end) {
                    index = name.core.end();
                    self.push(mentions, name, first);
                    continue;
                }
                match self.names.parse(index, end) {
                    Some(name) if self.is_common(&name) => {
                        self.push(mentions, self.nominal(name.core.start()), first);
                    }
                    Some(name) => {
                        let name = self.with_role_before(name);
                        self.push(mentions, self.with_whole_title(mentions, name), first);
                    }
                    None => {
                        if let Some(head) = self.head_of_office(index, end) {
                            self.push(mentions, self.nominal(head), first);
                        }
                    }
                }
                index = end.max(index + 1);
                continue;
            }
            if let Some(name) = self.office_of_place(index) {
                index = name.core.end();
                self.push(mentions, name, first);
                continue;
            }
            if self.is_office_of_person(index) {
                index += 1;
                continue;
            }
            if let Some(pronoun) = pronoun(reading.word(index)) {
                let core = TokenSpan::new(index, index + 1);
                let kind = MentionKind::Pronoun(pronoun);
                self.push(
                    mentions,
                    Mention { kind, tokens: core, core, ..Mention::default() },
                    first,
                );
            } else if self.is_head(index) {
                self.push(mentions, self.nominal(index), first);
            }
            index += 1;
        }
    }

    fn push(&self, mentions: &mut Mentions, mut mention: Mention, first: usize) {
        mention.paragraph = self.paragraph;
        mention.sentence = self.names.reading.word(mention.core.start()).sentence;
        mention.place = place(self.names.reading, &mention);
        mention.place.first = mentions.list.len() == first;
        mentions.add(mention);
    }

    /// A name with the office that it names: "the Ode campaign", "the British government".
    fn office(&self, start: usize, end: usize) -> Option<Mention> {
        let reading = self.names.reading;
        let possessive = matches!(reading.word(end).key, marks::POSSESSIVE | marks::APOSTROPHE);
        let end = if possessive { end + 1 } else { end };
        let office = reading.word(end);
        let last = end + 1 >= self.tokens.end() || !goes_on(&reading.word(end + 1));
        if !office.traits.any(Traits::OFFICE) || office.shape != Shape::Lower || !last {
            return None;
        }
        let name = reading.slice(TokenSpan::new(start, end));
        if name.len() > 4 || name.iter().any(|word| word.traits.any(Traits::TITLE)) {
            return None;
        }
        let core = TokenSpan::new(start, end + 1);
        let name_kind = NameKind::Organisation;
        Some(Mention { tokens: core, core, name_kind, role: office.role, ..Mention::default() })
    }

    /// "the government of Ruritania".
    fn office_of_place(&self, start: usize) -> Option<Mention> {
        let reading = self.names.reading;
        let office = reading.word(start);
        if !office.traits.any(Traits::OFFICE) || !reading.is(start + 1, marks::OF) {
            return None;
        }
        let place = if reading.is(start + 2, marks::THE) { start + 3 } else { start + 2 };
        let core = TokenSpan::new(start, self.names.place_at(place)?);
        let name_kind = NameKind::Organisation;
        Some(Mention { tokens: core, core, name_kind, role: office.role, ..Mention::default() })
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
            && !before.traits.any(Traits::FUNCTION.with(Traits::VERB).with(Traits::ADVERB));
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

    /// Takes a role noun before a name in: "Republican pollster | Daron Shaw".
    fn with_role_before(&self, mut name: Mention) -> Mention {
        let reading = self.names.reading;
        let start = name.tokens.start();
        if start <= self.tokens.start() {
            return name;
        }
        if let Some(head) = self.office_before(name.title) {
            let phrase = noun_phrase::start(reading, head, self.tokens.start());
            let role = reading.word(head);
            name.title = TokenSpan::new(phrase, name.title.end());
            name.tokens = TokenSpan::new(phrase, name.tokens.end());
            name.traits = name.traits.with(role.traits.without(Traits::VERB));
            name.role = role.role;
            return name;
        }
        if !name.title.is_empty() && TIMES.contains(&reading.word(start - 1).key) {
            name.title = TokenSpan::new(start - 1, name.title.end());
            name.tokens = TokenSpan::new(start - 1, name.tokens.end());
            return name;
        }
        // "the newspaper | The Lisse Herald".
        let the = reading.word(start - 1);
        let the = the.key == marks::THE && the.shape == Shape::Capital && !the.first;
        let start = if the && start > self.tokens.start() + 1 { start - 1 } else { start };
        let head = self.role_head(start - 1);
        let role = reading.word(head);
        let person = name.name_kind == NameKind::Person;
        let lower = role.shape == Shape::Lower || (role.first && person);
        let plain = lower && !role.traits.any(Traits::PLURAL);
        // "In his campaign Mr. Ode said": what has a title of its own, or is a person, is no campaign.
        let never = (person || !name.title.is_empty()) && !role.traits.any(Traits::PERSON);
        if !plain || never || !role.traits.any(Traits::PERSON.with(Traits::ORGANISATION)) {
            return name;
        }
        let phrase = noun_phrase::start(reading, head, self.tokens.start());
        // In "the teacher Mrs. Lind" how she is addressed is no part of what she is.
        let title = reading.slice(name.title);
        let address = title.iter().all(|word| marks::ADDRESSES.contains(&word.key));
        let own = if address && !title.is_empty() { name.title.start() } else { name.core.start() };
        name.title = TokenSpan::new(phrase, own);
        name.tokens = TokenSpan::new(phrase, name.tokens.end());
        name.traits = name.traits.with(role.traits.without(Traits::VERB));
        if name.role == crate::words::key::EMPTY {
            name.role = role.role;
        }
        let given = name.core.len() == 2 && reading.traits(name.core.start()).any(Traits::GIVEN);
        let unsure = name.name_kind == NameKind::Unknown || given;
        if role.traits.any(Traits::PERSON) && unsure {
            name.name_kind = NameKind::Person;
        } else if name.name_kind == NameKind::Unknown {
            name.name_kind = NameKind::Organisation;
        }
        name
    }

    /// Takes what belongs to a title before it: "Ruritania's | Foreign Secretary", "Lisse police | Chief",
    /// "First | Minister", and a name into which it reaches: "Ode Department of | Transport official".
    fn with_whole_title(&self, mentions: &Mentions, mut name: Mention) -> Mention {
        let mut start = name.title.start();
        let mut level = false;
        while !name.title.is_empty() && start > self.tokens.start() {
            let Some(longer) = self.title_start(mentions, start, level) else { break };
            level = longer + 1 == start;
            start = longer;
        }
        if start < name.title.start() {
            name.title = TokenSpan::new(start, name.title.end());
            name.tokens = TokenSpan::new(start, name.tokens.end());
        }
        name
    }

    /// Where a title starts with one more part. A name right before it belongs to it only before a level
    /// ("Lisse | police"), for "told Acme President Lind" is about two.
    fn title_start(&self, mentions: &Mentions, start: usize, level: bool) -> Option<usize> {
        let reading = self.names.reading;
        let named = |index: usize| {
            let name = &mentions[mentions.at(index)?];
            let inside = name.is_name() && name.core.start() < start && name.title.is_empty();
            (inside && name.core.end() >= start.min(index + 1)).then_some(name.core.start())
        };
        if let Some(name) = named(start) {
            return Some(name);
        }
        let before = reading.word(start - 1);
        let next = reading.word(start).key;
        if start >= self.tokens.start() + 2 && before.key == marks::POSSESSIVE {
            return named(start - 2);
        }
        let rank = before.key == marks::FIRST && matches!(next, marks::MINISTER | marks::LADY)
            || before.key == marks::UNDER && next == marks::SECRETARY;
        if rank || TIMES.contains(&before.key) || is_level(&before) {
            return Some(start - 1);
        }
        if level { named(start - 1) } else { None }
    }

    /// Whether the token is the head of the office of the person named behind it: "former | director | of
    /// the FBI Dee Lind".
    fn is_office_of_person(&self, head: usize) -> bool {
        let reading = self.names.reading;
        let traits = reading.traits(head);
        let joins = reading.word(head + 1).key;
        let joins = matches!(joins, marks::OF | marks::FOR | marks::AT | marks::TO);
        if !joins || !traits.is_one_person() || !traits.any(Traits::TITLE) {
            return false;
        }
        let start = if reading.is(head + 2, marks::THE) { head + 3 } else { head + 2 };
        let end = self.names.run(start).map(|end| end.min(self.tokens.end()));
        let named = end.is_some_and(|end| self.names.after_whose(start, end).is_some());
        named && reading.word(start).sentence == reading.word(head).sentence
    }

    /// The head of the office before a title that is only of what it is: "director of | the FBI".
    fn office_before(&self, title: TokenSpan) -> Option<usize> {
        let reading = self.names.reading;
        let own = reading.slice(title).iter().any(|word| word.traits.any(Traits::TITLE));
        let start = title.start();
        let the = usize::from(start > 0 && reading.is(start - 1, marks::THE));
        let head = start.checked_sub(2 + the).filter(|_| !title.is_empty() && !own)?;
        self.is_office_of_person(head).then_some(head)
    }

    /// The head of the phrase that ends with the token: "secretary of state".
    fn role_head(&self, last: usize) -> usize {
        let reading = self.names.reading;
        let noun = reading.word(last);
        let person = noun.traits.is_one_person();
        if noun.shape != Shape::Lower || noun.traits.any(Traits::FUNCTION) || person {
            return last;
        }
        let of = last.checked_sub(1).filter(|of| reading.is(*of, marks::OF));
        let head = of.and_then(|of| of.checked_sub(1));
        let person = |head: &usize| {
            *head >= self.tokens.start() && reading.traits(*head).any(Traits::PERSON)
        };
        head.filter(person).unwrap_or(last)
    }

    /// Whether the token is the head of a noun phrase that can be a source.
    fn is_head(&self, index: usize) -> bool {
        let reading = self.names.reading;
        let word = reading.word(index);
        if !word.traits.any(Traits::ROLE) || matches!(word.shape, Shape::Other | Shape::Initial) {
            return false;
        }
        let next = reading.word(index + 1);
        if index + 1 < self.tokens.end() && goes_on(&next) {
            return false;
        }
        // "most aggressive words": a quantity before what it counts.
        let quantity = word.traits.any(Traits::DETERMINER);
        if quantity && next.shape != Shape::Other && !next.traits.any(AFTER_QUANTITY) {
            return false;
        }
        // "Secretary of state | Dee Lind".
        let name = next.key == marks::OF && goes_on(&reading.word(index + 3));
        if name && self.role_head(index + 2) == index {
            return false;
        }
        let certain =
            word.traits.any(Traits::PERSON.with(Traits::PLURAL)) && !word.traits.any(Traits::VERB);
        certain || noun_phrase::start(reading, index, self.tokens.start()) < index
    }

    /// The head of a run that is an office: "Deputy | Secretary", "Minister | of Petroleum".
    fn head_of_office(&self, start: usize, end: usize) -> Option<usize> {
        if self.is_head(end - 1) {
            return Some(end - 1);
        }
        let of = (start + 1..end).find(|index| self.names.is_of(*index))?;
        let traits = self.names.reading.traits(of - 1);
        (traits.is_one_person()).then_some(of - 1)
    }

    fn nominal(&self, head: usize) -> Mention {
        nominal(self.names.reading, head, self.tokens.start(), head + 1)
    }
}

/// Whether the word says of what kind an office is: "police | Chief", "regional | Governor".
fn is_level(word: &Word) -> bool {
    word.shape == Shape::Lower && LEVELS.contains(&word.key)
}

/// The mention of a role noun.
pub(crate) fn nominal(reading: &Reading, head: usize, floor: usize, end: usize) -> Mention {
    let word = reading.word(head);
    // "the 46-year-old" is somebody.
    let traits = match word.key {
        _ if word.ending == Ending::Age => Traits::PERSON,
        // "the two | said"
        marks::TWO => Traits::PERSON.with(Traits::PLURAL),
        _ => word.traits,
    };
    Mention {
        kind: MentionKind::Nominal,
        tokens: TokenSpan::new(noun_phrase::start(reading, head, floor), end),
        core: TokenSpan::new(head, head + 1),
        traits,
        role: if word.role == crate::words::key::EMPTY { word.key } else { word.role },
        ..Mention::default()
    }
}

/// Whether a noun phrase goes on with this word, so that the one before is not its head.
fn goes_on(next: &Word) -> bool {
    let stop = Traits::FUNCTION.with(Traits::VERB).with(Traits::ADVERB).with(Traits::CALENDAR);
    match next.shape {
        Shape::Lower => next.traits.any(Traits::ROLE) && !next.traits.any(stop),
        Shape::Capital | Shape::Upper => !next.first && !next.traits.any(stop),
        _ => false,
    }
}

/// The pronoun of the third person that the word is.
pub(crate) fn pronoun(word: Word) -> Option<Pronoun> {
    if !word.traits.any(Traits::PRONOUN.with(Traits::POSSESSIVE)) {
        return None;
    }
    Some(match word.key {
        marks::HE | marks::HIM | marks::HIS | marks::HIMSELF => Pronoun::Masculine,
        marks::SHE | marks::HER | marks::HERS | marks::HERSELF => Pronoun::Feminine,
        marks::IT | marks::ITS | marks::ITSELF => Pronoun::Neuter,
        marks::THEY | marks::THEM | marks::THEIR | marks::THEIRS | marks::THEMSELVES => {
            Pronoun::Plural
        }
        _ => return None,
    })
}

/// Where a mention stands, as far as its neighbours show.
pub(crate) fn place(reading: &Reading, mention: &Mention) -> Place {
    let before = mention.tokens.start().checked_sub(1).map(|index| reading.word(index));
    let before = before.unwrap_or_default();
    let next = reading.word(mention.core.end());
    let own = reading.word(mention.core.start());
    let after_preposition = before.traits.any(Traits::PREPOSITION);
    let possessive = next.key == marks::POSSESSIVE || own.traits.any(Traits::POSSESSIVE);
    let verb = next.traits.any(Traits::VERB.with(Traits::AUXILIARY).with(Traits::ADVERB))
        || (next.shape == Shape::Lower && !next.traits.any(Traits::FUNCTION))
        || noun_phrase::is_relative(reading, mention.core.end());
    Place {
        first: false,
        subject: verb && !after_preposition && !possessive && !before.traits.any(Traits::VERB),
        after_preposition,
        possessive,
        quoted: own.quoted,
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
        reading.read(text, &segmentation, &lexicon);
        mentions.find(&reading, &lexicon, &segmentation);
        let words = |tokens| segmentation.span(tokens).of(text).to_owned();
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
