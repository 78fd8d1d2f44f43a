//! Documents that are the voice of a body: "a Lake Office report", "a ministry statement".

use crate::ids::MentionId;
use crate::mentions::mention::{Mention, MentionKind, NameKind};
use crate::sources::source::Sources;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};

impl Sources<'_> {
    /// "a Lake Office report", "Acme's statement", "a report by Acme", "a ministry statement": the body whose
    /// voice the document is. A poll, a law or a letter speaks for itself.
    pub(super) fn body_of(&mut self, document: &Mention, span: Tokens) -> Option<MentionId> {
        let head = document.core.start();
        let word = self.reading.word(head).key;
        let uttered = marks::UTTERANCES.contains(&word);
        let owned = marks::PAPERS.contains(&word);
        if !(uttered || owned || marks::VOICES.contains(&word)) {
            return None;
        }
        let body = |id: &MentionId| {
            let name = &self.mentions[*id];
            let mut between = name.core.end().until(head);
            // "a Lake Force - Blue Water report" is of two.
            let one = between.clone().all(|it| !self.reading.word(it).is_mark());
            let owns = between.any(|it| self.reading.is(it, marks::POSSESSIVE));
            // "a report from the office's inspector" is the inspector's.
            let end = name.core.end();
            let of_another = end > head && self.reading.is(end, marks::POSSESSIVE);
            let named = name.is_name() && name.name_kind == NameKind::Organisation;
            one && !of_another && (!owned || owns) && (named || (uttered || owned) && is_body(name))
        };
        let mut before = span.start().until(head).filter_map(|it| self.mentions.at(it));
        let joint = self.reading.word(head + 1).key;
        let by = matches!(joint, marks::BY | marks::FROM | marks::OF) && !owned;
        let behind = (head + 2).until(span.end().min(head + 5));
        let behind = behind.filter(|_| by).find_map(|it| self.mentions.at(it));
        let found = before.rfind(body).or(behind.filter(body));
        found.or_else(|| self.bare_body(head.checked_sub(1).filter(|_| uttered)?, span))
    }

    /// The noun for a body right before what it utters: "a | ministry | statement".
    fn bare_body(&mut self, noun: TokenId, span: Tokens) -> Option<MentionId> {
        let traits = self.reading.traits(noun);
        let body = traits.any(Traits::ORGANISATION) && !traits.any(Traits::DOCUMENT);
        if noun < span.start() || !body || self.mentions.at(noun).is_some() {
            return None;
        }
        Some(self.add_nominal(noun, Tokens::new(noun, noun + 1)))
    }
}

/// Whether what it mentions can issue a statement: a body with or without a name, a family.
fn is_body(mention: &Mention) -> bool {
    let body = Traits::ORGANISATION.with(Traits::GROUP);
    match mention.kind {
        MentionKind::Name => mention.name_kind != NameKind::Place,
        MentionKind::Nominal => mention.traits.any(body) && !mention.traits.any(Traits::DOCUMENT),
        MentionKind::Pronoun(_) => false,
    }
}
