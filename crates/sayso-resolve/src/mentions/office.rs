//! Offices: those that name a body ("the Ode campaign", "the government of Ruritania"), and whose they are
//! ("former director of the FBI Dee Lind").

use crate::mentions::mention::{Mention, NameKind};
use crate::mentions::nominal::goes_on;
use crate::mentions::scan::Scan;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::Shape;

impl Scan<'_> {
    /// A name with the office that it names: "the Ode campaign", "the British government".
    pub(super) fn office(&self, start: TokenId, end: TokenId) -> Option<Mention> {
        let reading = self.names.reading;
        let possessive = matches!(reading.word(end).key, marks::POSSESSIVE | marks::APOSTROPHE);
        let end = if possessive { end + 1 } else { end };
        let office = reading.word(end);
        let last = end + 1 >= self.tokens.end() || !goes_on(reading.word(end + 1));
        if !office.traits.any(Traits::OFFICE) || office.shape != Shape::Lower || !last {
            return None;
        }
        let name = reading.slice(Tokens::new(start, end));
        if name.len() > 4 || name.iter().any(|word| word.traits.any(Traits::TITLE)) {
            return None;
        }
        let core = Tokens::new(start, end + 1);
        let name_kind = NameKind::Organisation;
        Some(Mention { tokens: core, core, name_kind, role: office.role, ..Mention::default() })
    }

    /// "the government of Ruritania".
    pub(super) fn office_of_place(&self, start: TokenId) -> Option<Mention> {
        let reading = self.names.reading;
        let office = reading.word(start);
        if !office.traits.any(Traits::OFFICE) || !reading.is(start + 1, marks::OF) {
            return None;
        }
        let place = if reading.is(start + 2, marks::THE) { start + 3 } else { start + 2 };
        let core = Tokens::new(start, self.names.place_at(place)?);
        let name_kind = NameKind::Organisation;
        Some(Mention { tokens: core, core, name_kind, role: office.role, ..Mention::default() })
    }

    /// Whether the token is the head of the office of the person named behind it: "former | director | of
    /// the FBI Dee Lind".
    pub(super) fn is_office_of_person(&self, head: TokenId) -> bool {
        let reading = self.names.reading;
        let traits = reading.traits(head);
        if !traits.is_one_person() || !traits.any(Traits::TITLE) {
            return false;
        }
        let joins = reading.word(head + 1).key;
        if !matches!(joins, marks::OF | marks::FOR | marks::AT | marks::TO) {
            return false;
        }
        let start = if reading.is(head + 2, marks::THE) { head + 3 } else { head + 2 };
        let end = self.names.run(start).map(|end| end.min(self.tokens.end()));
        let named = end.is_some_and(|end| self.names.after_whose(start, end).is_some());
        named && reading.word(start).sentence == reading.word(head).sentence
    }

    /// The head of the office before a title that is only of what it is: "director of | the FBI".
    pub(super) fn office_before(&self, title: Tokens) -> Option<TokenId> {
        let reading = self.names.reading;
        let own = reading.slice(title).iter().any(|word| word.traits.any(Traits::TITLE));
        let start = title.start();
        let the = usize::from(reading.is(start - 1, marks::THE));
        let head = start.checked_sub(2 + the).filter(|_| !title.is_empty() && !own)?;
        self.is_office_of_person(head).then_some(head)
    }

    /// The head of a run that is an office: "Deputy | Secretary", "Minister | of Petroleum".
    pub(super) fn head_of_office(&self, start: TokenId, end: TokenId) -> Option<TokenId> {
        if self.is_head(end - 1) {
            return Some(end - 1);
        }
        let of = (start + 1).until(end).find(|index| self.names.is_of(*index))?;
        let traits = self.names.reading.traits(of - 1);
        (traits.is_one_person()).then_some(of - 1)
    }
}
