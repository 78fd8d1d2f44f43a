//! Names that stand behind what is told of them, or of another: "two unions, the Dockers and the
//! Weavers", "Lind, a farmer, and Ode".

use crate::ids::MentionId;
use crate::mentions::mention::{Mention, MentionKind, NameKind};
use crate::mentions::noun_phrase;
use crate::sources::source::Sources;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};

/// The first name of an apposition stands at most this many tokens behind its comma.
const MAX_TO_NAME: usize = 4;
/// The next person of a list stands at most this many tokens behind its "and", past titles.
const MAX_TO_NEXT: usize = 6;

impl Sources<'_> {
    /// "two unions, | the Dockers and the Weavers": where the names start that tell who the many are.
    pub(crate) fn apposed(&self, source: Tokens) -> Option<TokenId> {
        let mark = (source.start() + 1).until(source.end()).find(|index| self.is_pause(*index))?;
        let end = self.end_of_names(source)?;
        let list = Tokens::new(mark + 1, end.max(mark + 1));
        let first = list.ids().find_map(|index| self.name_at(index))?;
        // "towns across Norway, Spain and France" goes on with its own list.
        let apart = !self.mentions.in_name(mark - 1) || self.person(first).is_some();
        let many = self.is_of_many(Tokens::new(source.start(), mark));
        (apart && many && self.is_list_of_names(list)).then_some(mark + 1)
    }

    /// A mark between a noun and who it is.
    fn is_pause(&self, index: TokenId) -> bool {
        matches!(self.reading.word(index).key, marks::COMMA | marks::DASH | marks::COLON)
            && !self.mentions.in_name(index)
    }

    /// The end of the source without a parenthesis that closes it.
    fn end_of_names(&self, source: Tokens) -> Option<TokenId> {
        let last = source.end().checked_sub(1)?;
        if !self.reading.is(last, marks::CLOSE) {
            return Some(source.end());
        }
        source.ids().rev().find(|index| self.reading.is(*index, marks::OPEN))
    }

    /// Whether the words are about several, none of whom they name.
    fn is_of_many(&self, span: Tokens) -> bool {
        let mentions = || span.ids().filter_map(|index| self.mentions.at(index));
        let many = |mention: &Mention| {
            mention.kind == MentionKind::Nominal
                && mention.traits.any(Traits::PLURAL.with(Traits::GROUP))
        };
        mentions().any(|id| many(&self.mentions[id]))
            && mentions().all(|id| self.person(id).is_none())
    }

    /// Whether the words are names with their titles, the last behind "and".
    fn is_list_of_names(&self, span: Tokens) -> bool {
        let (start, end) = (span.start(), span.end());
        let small = Traits::DETERMINER.with(Traits::TITLE).with(Traits::ROLE).with(Traits::MEMBER);
        let belongs = |index: TokenId| {
            self.mentions.in_name(index)
                || matches!(self.reading.word(index).key, marks::COMMA | marks::AND)
                || self.reading.traits(index).any(small)
                || self.is_in_aside(index, start)
        };
        let joined =
            |index: TokenId| self.reading.is(index, marks::AND) && self.parts_at(index, end);
        let first = start.until(end.min(start + MAX_TO_NAME)).find_map(|it| self.name_at(it));
        first.is_some()
            && self.mentions.in_name(end - 1)
            && span.ids().all(belongs)
            && span.ids().any(joined)
    }

    /// "Lind, head of the Lake Office, and | Ode, a farmer": where a person ends and the next of a list
    /// starts, whatever is told of the first.
    pub(crate) fn next_person(&self, comma: TokenId, end: TokenId) -> Option<(TokenId, TokenId)> {
        let first = self.mentions.at(comma.checked_sub(1)?).and_then(|id| self.person(id))?;
        let joins = |index: &TokenId| {
            self.reading.is(*index, marks::AND)
                && self.reading.is(*index - 1, marks::COMMA)
                && !self.mentions.in_name(*index)
        };
        let and = (comma + 1).until(end).find(joins)?;
        let next = (and + 1).until(end.min(and + MAX_TO_NEXT)).find_map(|it| self.mentions.at(it));
        let next = next.and_then(|id| self.person(id))?;
        let clause =
            (comma + 1).until(and - 1).any(|it| noun_phrase::is_relative(self.reading, it));
        (first.core.end() == comma && next.tokens.start() == and + 1 && !clause)
            .then_some((comma, and + 1))
    }

    /// The name that the token is of, past nouns before it: "Representatives | Lind".
    pub(super) fn name_at(&self, token: TokenId) -> Option<MentionId> {
        self.mentions.at(token).filter(|id| self.mentions[*id].is_name())
    }

    fn person(&self, id: MentionId) -> Option<&Mention> {
        let name = &self.mentions[id];
        (name.is_name() && name.name_kind == NameKind::Person).then_some(name)
    }
}
