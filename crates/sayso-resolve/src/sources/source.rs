//! Reading a source: which mention is its head, and whether it names one or several.

use crate::ids::MentionId;
use crate::mentions::list::Mentions;
use crate::mentions::mention::{Mention, MentionKind, NameKind, Pronoun};
use crate::mentions::name::Names;
use crate::mentions::noun_phrase;
use crate::mentions::{nominal, place};
use crate::words::key;
use crate::words::lexicon::{Lexicon, Traits};
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Ending, Shape, Word};

/// How many speakers one source can name; a longer list is one nameless source.
const MAX_PARTS: usize = 32;
/// Of a longer source the first tokens tell who it is.
const MAX_SOURCE: usize = 240;

/// Who a source, or one part of it, points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// A mention, with the words that would name it if nothing else does.
    Mention(MentionId, Tokens),
    /// The one who speaks: "I", "we".
    FirstPerson,
    /// Nobody.
    Nobody,
}

/// Reads the sources of one article.
pub(crate) struct Sources<'r> {
    pub(crate) reading: &'r Reading,
    pub(crate) lexicon: &'r Lexicon,
    pub(crate) mentions: &'r mut Mentions,
}

impl Sources<'_> {
    /// Appends the heads of a source. Mentions that the walk over the article did not find are
    /// added.
    pub(crate) fn heads(&mut self, source: Tokens, heads: &mut Vec<Head>) {
        let source = self.trimmed(source);
        if source.is_empty() {
            heads.push(Head::Nobody);
            return;
        }
        let first = heads.len();
        let mut start = source.start();
        let closing = self.closing_list(source).or_else(|| self.closing(self.told(source)));
        if let Some(name) = closing {
            self.take_office(name, source);
            heads.push(Head::Mention(name, source));
            return;
        }
        if let Some(examples) = self.examples(source) {
            if examples.whole {
                self.parts(Tokens::new(start, examples.end), first, heads);
            }
            start = examples.start;
        } else if let Some(named) = self.apposed(source) {
            start = named;
        }
        self.parts(Tokens::new(start, source.end()), first, heads);
    }

    /// Appends the head of each part of the words; the heads of the source start at `first`.
    fn parts(&mut self, span: Tokens, first: usize, heads: &mut Vec<Head>) {
        let mut start = span.start();
        if let Some(holders) = self.two_offices(span) {
            heads.extend(holders.map(|holder| Head::Mention(holder, span)));
            return;
        }
        while heads.len() - first < MAX_PARTS
            && let Some((end, next)) = self.joint(Tokens::new(start, span.end()))
        {
            let head = self.head(Tokens::new(start, end));
            heads.push(head);
            start = next;
        }
        let head = self.head(Tokens::new(start, span.end()));
        heads.push(head);
    }

    /// Without marks at both ends, "by", "both".
    fn trimmed(&self, source: Tokens) -> Tokens {
        let (mut start, mut end) = (source.start(), source.end());
        end = end.min(start + MAX_SOURCE);
        while start < end && self.is_padding(start, end) {
            start += 1;
        }
        while start < end && self.is_trailing(start, end - 1) {
            end -= 1;
        }
        Tokens::new(start, end)
    }

    fn is_padding(&self, index: TokenId, end: TokenId) -> bool {
        let word = self.reading.word(index);
        let mark = word.is_mark();
        let person = || {
            let next = self.mentions.at(index + 1).map(|id| self.mentions[id].name_kind);
            next == Some(NameKind::Person)
        };
        let pair = word.key == marks::BOTH || word.key == marks::NEITHER && person();
        let both = pair && end - index > 2;
        // "Under Secretary Dee Lind".
        let rank = word.key == marks::UNDER && self.reading.is(index + 1, marks::SECRETARY);
        let preposition = word.traits.any(Traits::PREPOSITION) && !rank;
        mark || both || (preposition && index + 1 < end)
    }

    /// A mark, or a word that says how the source speaks: "both papers | each".
    fn is_trailing(&self, start: TokenId, index: TokenId) -> bool {
        let word = self.reading.word(index);
        let manner = matches!(
            word.key,
            marks::EACH
                | marks::ALIKE
                | marks::RESPECTIVELY
                | marks::HIMSELF
                | marks::HERSELF
                | marks::ITSELF
                | marks::THEMSELVES
        );
        (word.is_mark() && word.key != marks::CLOSE) || (manner && index > start)
    }

    /// The head of one part.
    fn head(&mut self, span: Tokens) -> Head {
        let span = self.trimmed(span);
        let first = self.reading.word(span.start());
        if span.len() <= 2 || first.traits.any(Traits::PRONOUN) {
            // "that poll" takes up a poll, and nothing before it.
            let points = first.key == marks::THAT && span.len() > 1;
            if noun_phrase::is_relative(self.reading, span.start()) && !points {
                return self.antecedent(span.start());
            }
            if is_first_person(*first) && span.len() == 1 {
                return Head::FirstPerson;
            }
        }
        // "many of whom", "all of which".
        let last = span.end() - 1;
        if span.len() == 3
            && marks::SOME.contains(&first.key)
            && matches!(self.reading.word(last).key, marks::WHOM | marks::WHICH)
        {
            return self.antecedent(span.start());
        }
        if matches!(first.key, marks::BOTH | marks::NEITHER) && span.len() == 1 {
            return self.both(span);
        }
        if let Some(name) = self.closing(span) {
            return Head::Mention(name, span);
        }
        let mentions = &*self.mentions;
        let end = noun_phrase::core_end(self.reading, span, |token| mentions.in_name(token));
        let mut head = end.saturating_sub(1).max(span.start());
        while head > span.start() && self.is_after_head(head) {
            head -= 1;
        }
        let number = self.mentions.at(head);
        match number.map(|number| (number, self.mentions[number])) {
            Some((_, mention)) if mention.is_name() && self.is_counted(&mention, span) => {
                Head::Mention(self.add_nominal(head, span), span)
            }
            Some((number, mention)) if mention.is_name() => Head::Mention(number, span),
            Some((number, mention)) => {
                if let Some(body) = self.body_of(&mention, span) {
                    return Head::Mention(body, self.mentions[body].tokens);
                }
                let named = self.apposition(&mention, end, span);
                Head::Mention(named.or_else(|| self.adjacent(end, span)).unwrap_or(number), span)
            }
            None => self.unseen(head, end, span),
        }
    }

    /// "Both" or "neither" alone is a pronoun.
    fn both(&mut self, core: Tokens) -> Head {
        let mut mention = Mention {
            kind: MentionKind::Pronoun(Pronoun::Plural),
            tokens: core,
            core,
            sentence: self.reading.word(core.start()).sentence,
            ..Mention::default()
        };
        mention.place = place::of(self.reading, &mention);
        Head::Mention(self.mentions.add(mention), core)
    }

    fn is_after_head(&self, index: TokenId) -> bool {
        let word = self.reading.word(index);
        word.key == marks::POSSESSIVE || (word.is_mark())
    }

    /// Adds the mention of a noun without a name, whose phrase starts in the span.
    pub(super) fn add_nominal(&mut self, noun: TokenId, span: Tokens) -> MentionId {
        let mention = self.nominal(noun, span);
        self.mentions.add(mention)
    }

    fn nominal(&self, noun: TokenId, span: Tokens) -> Mention {
        let mut mention = nominal::of(self.reading, noun, span.start(), noun + 1);
        mention.sentence = self.reading.word(noun).sentence;
        mention.place = place::of(self.reading, &mention);
        mention
    }

    /// "31 Ruritanians", "many Millennials": some of those whom the name is for, and not all.
    fn is_counted(&self, name: &Mention, span: Tokens) -> bool {
        let last = self.reading.word(name.core.end() - 1);
        let many = name.core.len() == 1 && last.ending == Ending::Plural;
        let before = name.tokens.start().checked_sub(1).filter(|it| *it >= span.start());
        let count = before.map(|it| self.reading.word(it)).unwrap_or_default();
        let number = count.shape == Shape::Other && !count.is_mark() && count.key != key::EMPTY;
        many && (number || marks::SOME.contains(&count.key))
    }

    /// A head noun that the lexicon does not know.
    fn unseen(&mut self, head: TokenId, end: TokenId, span: Tokens) -> Head {
        if let Some(name) = self.unseen_name(head, span) {
            return Head::Mention(self.mentions.add(name), span);
        }
        let mention = self.nominal(head, span);
        let named = self.apposition(&mention, end, span);
        if let Some(named) = named.or_else(|| self.adjacent(end, span)) {
            return Head::Mention(named, span);
        }
        Head::Mention(self.mentions.add(mention), span)
    }

    /// A capitalised first word that the walk took for a common one: as a source it is a name.
    fn unseen_name(&self, head: TokenId, span: Tokens) -> Option<Mention> {
        let common =
            Traits::FUNCTION.with(Traits::ROLE).with(Traits::ANY_DAY).with(Traits::COMMENT);
        let named = |index: TokenId| {
            let word = self.reading.word(index);
            matches!(word.shape, Shape::Capital | Shape::Upper)
                && !word.traits.any(common)
                && !self.reading.has_lower(word.key)
        };
        if !named(head) {
            return None;
        }
        let start = span.start().until(head).rev().take_while(|index| named(*index)).last();
        let names = Names { reading: self.reading, lexicon: self.lexicon };
        let mut name = names.parse(start.unwrap_or(head), head + 1)?;
        name.sentence = self.reading.word(head).sentence;
        name.place = place::of(self.reading, &name);
        Some(name)
    }

    /// The name that a comma or an adjacent place adds to a role: "the mayor, Dee Lind".
    fn apposition(&self, head: &Mention, end: TokenId, span: Tokens) -> Option<MentionId> {
        if head.traits.any(Traits::PLURAL.with(Traits::DOCUMENT)) {
            return None;
        }
        let mut index = end;
        while index < span.end() {
            if noun_phrase::is_relative(self.reading, index) && !self.mentions.in_name(index) {
                return None;
            }
            let mark = matches!(self.reading.word(index).key, marks::COMMA | marks::DASH);
            if mark && !self.mentions.in_name(index) {
                return self.name_after(index + 1, span.end(), head);
            }
            index = self.after_aside(index, span.end());
        }
        None
    }

    /// The token behind the one given, or behind the parenthesis that it opens: "the head of the
    /// club | (Rowing, Sailing) |, Dee Lind".
    fn after_aside(&self, index: TokenId, end: TokenId) -> TokenId {
        let opens = Some(index).filter(|open| self.reading.is(*open, marks::OPEN));
        let close =
            opens.and_then(|open| open.until(end).find(|it| self.reading.is(*it, marks::CLOSE)));
        close.unwrap_or(index) + 1
    }

    /// "Member of parliament | Dee Lind": a person's name right behind a role with "of".
    fn adjacent(&self, end: TokenId, span: Tokens) -> Option<MentionId> {
        for index in end.until(span.end()) {
            if self.reading.is(index, marks::COMMA) || noun_phrase::is_relative(self.reading, index)
            {
                return None;
            }
            let Some(number) = self.mentions.at(index) else { continue };
            let name = self.mentions[number];
            // A place before the name belongs to the office: "president of Ruritania Dee Lind".
            let titled = name.role != crate::words::key::EMPTY;
            let start = if titled { name.tokens.start() } else { name.core.start() };
            let full = name.core.len() > 1 || titled;
            let person = name.name_kind == NameKind::Person && name.core.start() == index && full;
            if person && start > end + 1 && self.is_joined(start) {
                return Some(number);
            }
        }
        None
    }

    /// Whether the token follows another word of the phrase, with nothing between that parts them.
    fn is_joined(&self, index: TokenId) -> bool {
        let before = self.reading.word(index - 1);
        !before.traits.any(Traits::FUNCTION) && (!before.is_mark() || before.key == marks::CLOSE)
    }

    /// The name that stands alone in an apposition from the token on.
    fn name_after(&self, start: TokenId, end: TokenId, head: &Mention) -> Option<MentionId> {
        if noun_phrase::is_relative(self.reading, start) {
            return None;
        }
        let number = start.until(end.min(start + 8)).find_map(|index| {
            self.mentions.at(index).filter(|number| self.mentions[*number].is_name())
        })?;
        let name = self.mentions[number];
        // "General Manager, Public Affairs, | Mrs. Dee Lind".
        let department = name.name_kind == NameKind::Organisation
            && head.traits.any(Traits::PERSON)
            && self.reading.is(name.core.end(), marks::COMMA);
        if department {
            return self.name_after(name.core.end() + 1, end, head);
        }
        let after = name.core.end();
        let closes = after >= end
            || self.reading.is(after, marks::COMMA)
            || self.reading.is(after, marks::OPEN)
            || noun_phrase::is_relative(self.reading, after)
            || self.is_tail(after);
        let opens = name.tokens.start() <= start
            || start.until(name.tokens.start()).all(|index| !self.is_tail(index));
        let fits = name.name_kind != NameKind::Place
            && (name.name_kind != NameKind::Organisation || !head.traits.any(Traits::PERSON));
        (closes && opens && fits).then_some(number)
    }
}

fn is_first_person(word: Word) -> bool {
    word.shape != Shape::Upper
        && matches!(
            word.key,
            marks::I | marks::ME | marks::MY | marks::MYSELF | marks::WE | marks::US | marks::OUR
        )
}
