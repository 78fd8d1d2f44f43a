//! Reading a source: which mention is its head, and whether it names one or several.

use sayso_text::TokenSpan;

use crate::lexicon::{Lexicon, Traits};
use crate::marks;
use crate::mention::{Mention, MentionKind, NameKind, Pronoun};
use crate::name::Names;
use crate::noun_phrase;
use crate::reading::{Reading, Shape, Word};
use crate::scan::{self, Mentions};

/// How many speakers one source can name; a longer list is one nameless source.
const MAX_PARTS: usize = 8;
/// Of a longer source the first tokens tell who it is.
const MAX_SOURCE: usize = 120;

/// The first example of a group stands at most this many tokens behind "including".
const MAX_TO_EXAMPLE: usize = 6;

/// A group with examples.
#[derive(Clone, Copy)]
struct Examples {
    /// The end of the words for the group.
    end: usize,
    /// Where the examples start.
    start: usize,
    /// The group speaks as well as its examples.
    whole: bool,
}

/// Who a source, or one part of it, points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// A mention, with the words that would name it if nothing else does.
    Mention(usize, TokenSpan),
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
    pub(crate) fn heads(&mut self, source: TokenSpan, heads: &mut Vec<Head>) {
        let source = self.trimmed(source);
        if source.is_empty() {
            heads.push(Head::Nobody);
            return;
        }
        let first = heads.len();
        let mut start = source.start();
        if let Some(examples) = self.examples(source) {
            if examples.whole {
                let head = self.head(TokenSpan::new(start, examples.end));
                heads.push(head);
            }
            start = examples.start;
        }
        while heads.len() - first < MAX_PARTS
            && let Some((end, next)) = self.joint(TokenSpan::new(start, source.end()))
        {
            let head = self.head(TokenSpan::new(start, end));
            heads.push(head);
            start = next;
        }
        let head = self.head(TokenSpan::new(start, source.end()));
        heads.push(head);
    }

    /// "Others, including Lind and Ode": where the examples of a group start, if they are persons or
    /// places. "Groups, including Acme" is one nameless source.
    fn examples(&self, source: TokenSpan) -> Option<Examples> {
        let marker = (source.start() + 1..source.end()).find(|index| self.is_marker(*index))?;
        let such = self.reading.is(marker, marks::SUCH);
        let start = if such { marker + 2 } else { marker + 1 };
        let first = (start..source.end().min(start + MAX_TO_EXAMPLE))
            .find_map(|index| self.mentions.at(index))?;
        let first = self.mentions.get(first);
        let plural = (source.start()..marker).any(|index| {
            let traits = self.reading.traits(index);
            traits.any(Traits::PLURAL.with(Traits::GROUP)) || self.is_determiner(index)
        });
        let people =
            (source.start()..marker).any(|index| self.reading.traits(index).any(Traits::PERSON));
        let named = match first.name_kind {
            NameKind::Person => true,
            NameKind::Place => !people,
            _ => false,
        };
        let end = if self.reading.is(marker - 1, marks::COMMA) { marker - 1 } else { marker };
        let whole = first.name_kind != NameKind::Place;
        (first.is_name() && named && plural).then_some(Examples { end, start, whole })
    }

    fn is_marker(&self, index: usize) -> bool {
        let word = self.reading.word(index);
        let such = word.key == marks::SUCH && self.reading.is(index + 1, marks::AS);
        !self.mentions.in_name(index)
            && (such || matches!(word.key, marks::INCLUDING | marks::LIKE))
    }

    fn is_determiner(&self, index: usize) -> bool {
        self.reading.traits(index).any(Traits::DETERMINER)
    }

    /// Without marks at both ends, "by", "both".
    fn trimmed(&self, source: TokenSpan) -> TokenSpan {
        let (mut start, mut end) = (source.start(), source.end());
        end = end.min(start + MAX_SOURCE);
        while start < end && self.is_padding(start, end) {
            start += 1;
        }
        while start < end && self.is_trailing(start, end - 1) {
            end -= 1;
        }
        TokenSpan::new(start, end)
    }

    fn is_padding(&self, index: usize, end: usize) -> bool {
        let word = self.reading.word(index);
        let mark = word.is_mark();
        let both = word.key == marks::BOTH && end - index > 2;
        mark || both || (word.traits.any(Traits::PREPOSITION) && index + 1 < end)
    }

    /// A mark, or a word that says how the source speaks: "both papers | each".
    fn is_trailing(&self, start: usize, index: usize) -> bool {
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

    /// Where a part of a joined source ends and the next starts: "Mr. Ode | and | Ms. Lind".
    fn joint(&self, span: TokenSpan) -> Option<(usize, usize)> {
        let mut aside = span.start();
        for index in span.start() + 1..span.end() {
            if index < aside || self.mentions.in_name(index) {
                continue;
            }
            if let Some(close) = self.aside(index) {
                aside = close;
                continue;
            }
            if let Some(end) = self.party(index).filter(|end| *end < span.end()) {
                aside = end;
                continue;
            }
            if let Some(end) = self.belonging(index, span.end()) {
                aside = end;
                continue;
            }
            if self.is_tail(index) {
                return None;
            }
            if self.reading.is(index, marks::AND)
                && (self.names_end(index) && self.starts_part(index + 1, span.end())
                    || self.is_between_definite(index, span))
                && !noun_phrase::is_joint_owner(self.reading, index, |it| self.mentions.in_name(it))
            {
                let end = if self.reading.is(index - 1, marks::COMMA) { index - 1 } else { index };
                return Some((end, index + 1));
            }
            if self.is_headline_list(index, span.end()) {
                return Some((index, index + 1));
            }
            if self.reading.is(index, marks::COMMA) && !self.is_list(index, span.end()) {
                return self.along(index, span.end());
            }
            if self.reading.is(index, marks::COMMA) {
                return Some((index, index + 1));
            }
        }
        None
    }

    /// The end of a short parenthesis that starts at the token: "(D-Ohio)".
    fn aside(&self, open: usize) -> Option<usize> {
        let opens = self.reading.is(open, marks::OPEN);
        let close = (open + 1..open + 6).find(|index| self.reading.is(*index, marks::CLOSE));
        close.filter(|_| opens).map(|close| close + 1)
    }

    /// The end of where a person is from, where another person follows: "Lind | of Ohio | and Ode".
    fn belonging(&self, index: usize, end: usize) -> Option<usize> {
        let of = matches!(self.reading.word(index).key, marks::OF | marks::FROM);
        let person = |number: usize| self.mentions.get(number).name_kind == NameKind::Person;
        if !of || !self.mentions.at(index - 1).is_some_and(person) {
            return None;
        }
        let start = if self.reading.is(index + 1, marks::THE) { index + 2 } else { index + 1 };
        let close = (start..end.min(start + 8)).find(|index| !self.mentions.in_name(*index))?;
        let joined = matches!(self.reading.word(close).key, marks::AND | marks::COMMA);
        let next = (close + 1..end.min(close + 5)).find_map(|index| self.mentions.at(index));
        (close > start && joined && next.is_some_and(person)).then_some(close)
    }

    /// The end of a party and place between commas that starts at the first: ", R-Ohio,", ", Democrat
    /// of Vermont,".
    fn party(&self, comma: usize) -> Option<usize> {
        if !self.reading.is(comma, marks::COMMA) {
            return None;
        }
        let word = self.reading.word(comma + 1);
        let end = if word.traits.any(Traits::MEMBER) {
            comma + 2
        } else if word.traits.any(Traits::PARTY) && self.reading.is(comma + 2, marks::OF) {
            (comma + 3..comma + 6).find(|index| !self.mentions.in_name(*index))?
        } else {
            return None;
        };
        let close = if self.reading.is(end, marks::COMMA) { end + 1 } else { end };
        let and = self.reading.is(close, marks::AND);
        (and || close > end).then_some(if and { close } else { end })
    }

    /// Whether the token starts a part of the phrase that tells about its head.
    fn is_tail(&self, index: usize) -> bool {
        let word = self.reading.word(index);
        noun_phrase::is_relative(self.reading, index)
            || word.traits.any(Traits::PREPOSITION)
            || matches!(word.key, marks::OPEN | marks::DASH)
    }

    /// Whether a name or pronoun ends before the token.
    fn names_end(&self, index: usize) -> bool {
        let before = if self.reading.is(index - 1, marks::COMMA) {
            index.saturating_sub(2)
        } else {
            index - 1
        };
        let before = if self.reading.is(before, marks::CLOSE) {
            (before.saturating_sub(6)..before)
                .find(|open| self.reading.is(*open, marks::OPEN))
                .map_or(before, |open| open.saturating_sub(1))
        } else {
            before
        };
        let before = if self.reading.is(before, marks::POSSESSIVE) {
            before.saturating_sub(1)
        } else {
            before
        };
        self.reading.traits(before).any(Traits::MEMBER)
            || self.mentions.in_name(before)
            || scan::pronoun(self.reading.word(before)).is_some()
    }

    /// "the council and the government", "the president and Congress": two, each of one.
    fn is_between_definite(&self, and: usize, span: TokenSpan) -> bool {
        let singular = |number: usize| {
            let mention = self.mentions.get(number);
            let start = mention.tokens.start();
            mention.kind == MentionKind::Nominal
                && !mention.traits.any(Traits::PLURAL)
                && self.reading.is(start, marks::THE)
        };
        let before = self.mentions.at(and - 1).filter(|it| singular(*it));
        let after = (and + 1..span.end().min(and + 6)).find_map(|index| self.mentions.at(index));
        let near = |number: &usize| self.mentions.get(*number).tokens.start() == and + 1;
        let named = |number: usize| self.mentions.get(number).is_name();
        before.is_some() && after.filter(near).is_some_and(|it| named(it) || singular(it))
    }

    /// Whether a noun phrase that is a part of its own starts at the token.
    fn starts_part(&self, index: usize, end: usize) -> bool {
        let word = self.reading.word(index);
        let opens =
            word.traits.any(Traits::DETERMINER.with(Traits::POSSESSIVE).with(Traits::PRONOUN));
        (index..(index + 5).min(end)).any(|token| self.mentions.in_name(token))
            || (opens && index < end)
            || word.traits.any(Traits::ROLE)
            || self.reading.traits(index + 1).any(Traits::ROLE)
    }

    /// Whether a comma parts names of a list that ends with "and".
    fn is_list(&self, comma: usize, end: usize) -> bool {
        let name = |index: usize| self.mentions.in_name(index);
        let until = (comma + 1..end).find(|index| {
            self.reading.is(*index, marks::COMMA)
                || self.reading.is(*index, marks::AND) && !name(*index)
        });
        let Some(until) = until else { return false };
        let all_names = (comma + 1..until).all(|index| {
            name(index)
                || self.is_in_aside(index, comma)
                || (name(index - 1)
                    && matches!(self.reading.word(index).key, marks::OF | marks::FROM))
                || self.reading.traits(index).any(Traits::DETERMINER.with(Traits::TITLE))
        });
        let many = |number: usize| {
            let mention = self.mentions.get(number);
            mention.kind == MentionKind::Nominal && mention.traits.any(Traits::PLURAL)
        };
        // "users, Lind, and Ode"; "users, Lind and Ode" can be an apposition.
        let many =
            self.mentions.at(comma - 1).is_some_and(many) && self.reading.is(until, marks::COMMA);
        (name(comma - 1) || many || self.reading.is(comma - 1, marks::CLOSE))
            && until > comma + 1
            && all_names
            && (until..end).any(|index| self.reading.is(index, marks::AND) && !name(index))
    }

    /// Whether the token is in a parenthesis that opens after the given one.
    fn is_in_aside(&self, index: usize, after: usize) -> bool {
        let open = (after.max(index.saturating_sub(6))..=index)
            .find(|open| self.reading.is(*open, marks::OPEN));
        open.and_then(|open| self.aside(open)).is_some_and(|end| index < end)
    }

    /// "Lind, others" in a headline: a comma for "and".
    fn is_headline_list(&self, comma: usize, end: usize) -> bool {
        let headline = self.reading.word(comma).sentence == 0;
        let person = |number: usize| self.mentions.get(number).name_kind == NameKind::Person;
        let name = self.mentions.at(comma + 1).filter(|number| person(*number));
        let close = name.map(|number| self.mentions.get(number).core.end());
        let last =
            close == Some(end) || comma + 2 == end && self.reading.is(comma + 1, marks::OTHERS);
        headline && self.reading.is(comma, marks::COMMA) && self.mentions.in_name(comma - 1) && last
    }

    /// "Lind, along with Ode": both speak.
    fn along(&self, comma: usize, end: usize) -> Option<(usize, usize)> {
        let along =
            self.reading.is(comma + 1, marks::ALONG) && self.reading.is(comma + 2, marks::WITH);
        (along && comma + 3 < end).then_some((comma, comma + 3))
    }

    /// The head of one part.
    fn head(&mut self, span: TokenSpan) -> Head {
        let span = self.trimmed(span);
        let first = self.reading.word(span.start());
        if span.len() <= 2 || first.traits.any(Traits::PRONOUN) {
            if noun_phrase::is_relative(self.reading, span.start()) {
                return self.antecedent(span.start());
            }
            if is_first_person(first) && span.len() == 1 {
                return Head::FirstPerson;
            }
        }
        if first.key == marks::BOTH && span.len() == 1 {
            return self.both(span);
        }
        let mentions = &*self.mentions;
        let end = noun_phrase::core_end(self.reading, span, |token| mentions.in_name(token));
        let mut head = end.saturating_sub(1).max(span.start());
        while head > span.start() && self.is_after_head(head) {
            head -= 1;
        }
        let number = self.own_view(head, span).or_else(|| self.mentions.at(head));
        match number.map(|number| (number, self.mentions.get(number))) {
            Some((number, mention)) if mention.is_name() => Head::Mention(number, span),
            Some((number, mention)) => {
                let named = self.apposition(&mention, end, span);
                Head::Mention(named.or_else(|| self.adjacent(end, span)).unwrap_or(number), span)
            }
            None => self.unseen(head, end, span),
        }
    }

    /// "By Lind's own argument", "in Lind's words": it is Lind who speaks.
    fn own_view(&self, head: usize, span: TokenSpan) -> Option<usize> {
        let word = self.reading.word(head);
        let own = self.reading.is(head.checked_sub(1)?, marks::OWN);
        let view = matches!(word.key, marks::VIEW | marks::WORDS | marks::OPINION | marks::TELLING);
        let possessive = if own { head.checked_sub(2)? } else { head - 1 };
        let owns = self.reading.is(possessive, marks::POSSESSIVE) && possessive > span.start();
        if !(owns && (view || own && !word.traits.any(Traits::ROLE))) {
            return None;
        }
        self.mentions.at(possessive - 1).filter(|number| self.mentions.get(*number).is_name())
    }

    /// "Both" alone is a pronoun.
    fn both(&mut self, core: TokenSpan) -> Head {
        let mut mention = Mention {
            kind: MentionKind::Pronoun(Pronoun::Plural),
            tokens: core,
            core,
            sentence: self.reading.word(core.start()).sentence,
            ..Mention::default()
        };
        mention.place = scan::place(self.reading, &mention);
        Head::Mention(self.mentions.add(mention), core)
    }

    fn is_after_head(&self, index: usize) -> bool {
        let word = self.reading.word(index);
        word.key == marks::POSSESSIVE || (word.is_mark())
    }

    /// A head noun that the lexicon does not know.
    fn unseen(&mut self, head: usize, end: usize, span: TokenSpan) -> Head {
        if let Some(name) = self.unseen_name(head, span) {
            return Head::Mention(self.mentions.add(name), span);
        }
        let mut mention = scan::nominal(self.reading, head, span.start(), head + 1);
        mention.sentence = self.reading.word(head).sentence;
        mention.place = scan::place(self.reading, &mention);
        let named = self.apposition(&mention, end, span);
        if let Some(named) = named.or_else(|| self.adjacent(end, span)) {
            return Head::Mention(named, span);
        }
        Head::Mention(self.mentions.add(mention), span)
    }

    /// A capitalised first word that the walk took for a common one: as a source it is a name.
    fn unseen_name(&self, head: usize, span: TokenSpan) -> Option<Mention> {
        let common =
            Traits::FUNCTION.with(Traits::ROLE).with(Traits::CALENDAR).with(Traits::ADVERB);
        let named = |index: usize| {
            let word = self.reading.word(index);
            matches!(word.shape, Shape::Capital | Shape::Upper)
                && !word.traits.any(common)
                && !self.reading.has_lower(word.key)
        };
        if !named(head) {
            return None;
        }
        let start = (span.start()..head).rev().take_while(|index| named(*index)).last();
        let names = Names { reading: self.reading, lexicon: self.lexicon };
        let mut name = names.parse(start.unwrap_or(head), head + 1)?;
        name.sentence = self.reading.word(head).sentence;
        name.place = scan::place(self.reading, &name);
        Some(name)
    }

    /// The name that a comma or an adjacent place adds to a role: "the mayor, Dee Lind".
    fn apposition(&self, head: &Mention, end: usize, span: TokenSpan) -> Option<usize> {
        if head.traits.any(Traits::PLURAL.with(Traits::DOCUMENT)) {
            return None;
        }
        for index in end..span.end() {
            if self.mentions.in_name(index) {
                continue;
            }
            if noun_phrase::is_relative(self.reading, index) {
                return None;
            }
            if self.reading.is(index, marks::COMMA) {
                return self.name_after(index + 1, span.end(), head);
            }
        }
        None
    }

    /// "Member of parliament | Dee Lind": a person's name right behind a role with "of".
    fn adjacent(&self, end: usize, span: TokenSpan) -> Option<usize> {
        for index in end..span.end() {
            if self.reading.is(index, marks::COMMA) || noun_phrase::is_relative(self.reading, index)
            {
                return None;
            }
            let Some(number) = self.mentions.at(index) else { continue };
            let name = self.mentions.get(number);
            // A place before the name belongs to the office: "president of Ruritania Dee Lind".
            let titled = name.role != crate::key::EMPTY;
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
    fn is_joined(&self, index: usize) -> bool {
        let before = self.reading.word(index - 1);
        !before.traits.any(Traits::FUNCTION) && (!before.is_mark() || before.key == marks::CLOSE)
    }

    /// The name that stands alone in an apposition from the token on.
    fn name_after(&self, start: usize, end: usize, head: &Mention) -> Option<usize> {
        if noun_phrase::is_relative(self.reading, start) {
            return None;
        }
        let number = (start..end.min(start + 8)).find_map(|index| {
            self.mentions.at(index).filter(|number| self.mentions.get(*number).is_name())
        })?;
        let name = self.mentions.get(number);
        let after = name.core.end();
        let closes = after >= end
            || self.reading.is(after, marks::COMMA)
            || self.reading.is(after, marks::OPEN)
            || noun_phrase::is_relative(self.reading, after)
            || self.is_tail(after);
        let opens = name.tokens.start() <= start
            || (start..name.tokens.start()).all(|index| !self.is_tail(index));
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
