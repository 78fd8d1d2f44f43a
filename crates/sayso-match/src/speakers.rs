//! The speakers of all statements: each name once.

use std::collections::HashMap;

use sayso_register::{Agreement, Name, Names};
use sayso_text::SpeakerKind;

use crate::Error;
use crate::hash;
use crate::ids::NameId;

/// The names of speakers, as they are compared.
#[derive(Debug, Default)]
pub(crate) struct Speakers {
    names: Names,
    known: HashMap<(String, SpeakerKind), NameId>,
    all: Vec<Name>,
    /// A bit for each word of a name: names without a bit in common are apart.
    bits: Vec<u64>,
}

/// How far two statements go together by their speakers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tie {
    /// The names are two people's, or bodies'.
    None,
    /// A name is short or missing, so the words must tell.
    Loose,
    /// One name.
    Firm,
}

impl Speakers {
    pub(crate) fn add(&mut self, name: &str, kind: SpeakerKind) -> Result<NameId, Error> {
        let key = (name.to_owned(), kind);
        if let Some(known) = self.known.get(&key) {
            return Ok(*known);
        }
        let id = NameId::next(self.all.len())?;
        let read = self.names.read(name, kind);
        self.bits.push(read.signs().fold(0, |bits, sign| bits | 1 << (hash::text(&sign) % 64)));
        self.all.push(read);
        self.known.insert(key, id);
        Ok(id)
    }

    /// What names of one speaker have in common, mostly; nothing where there is no name.
    pub(crate) fn anchor(&self, id: NameId) -> Option<u64> {
        let name = self.all.get(id.place()).filter(|name| name.is_name())?;
        Some(hash::text(&name.anchor()))
    }

    /// How much a name says: nothing, a single word, or more.
    pub(crate) fn weight(&self, id: NameId) -> u8 {
        match self.all.get(id.place()) {
            Some(name) if name.is_single_person() => 1,
            Some(name) if name.is_name() => 2,
            _ => 0,
        }
    }

    pub(crate) fn tie(&self, one: NameId, other: NameId) -> Tie {
        let (Some(first), Some(second)) = (self.all.get(one.place()), self.all.get(other.place()))
        else {
            return Tie::None;
        };
        if !first.is_name() || !second.is_name() {
            return unnamed(first.kind(), second.kind());
        }
        // Two articles with the same surname alone may mean two people.
        if one == other && !first.is_single_person() {
            return Tie::Firm;
        }
        let bits = |id: NameId| self.bits.get(id.place()).copied().unwrap_or_default();
        if bits(one) & bits(other) == 0 {
            return Tie::None;
        }
        match self.names.compare(first, second) {
            Agreement::Apart => Tie::None,
            Agreement::Short => Tie::Loose,
            Agreement::Same => Tie::Firm,
        }
    }
}

/// How far two go together of whom one has no name: "a spokesman" can be anybody, "the report" is nobody.
fn unnamed(one: SpeakerKind, other: SpeakerKind) -> Tie {
    let is_open = |kind| matches!(kind, SpeakerKind::None | SpeakerKind::Nameless);
    if one == other || is_open(one) || is_open(other) { Tie::Loose } else { Tie::None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spokesman_can_be_anybody_and_a_report_is_nobody() {
        let mut speakers = Speakers::default();
        let mut add = |name: &str, kind| speakers.add(name, kind).expect("few");
        let lind = add("Dee Lind", SpeakerKind::Person);
        let spokesman = add("a spokesman", SpeakerKind::Nameless);
        let report = add("2006 report", SpeakerKind::Document);
        let other = add("study", SpeakerKind::Document);
        assert_eq!(speakers.tie(lind, spokesman), Tie::Loose);
        assert_eq!(speakers.tie(lind, report), Tie::None);
        assert_eq!(speakers.tie(report, other), Tie::Loose);
    }
}
