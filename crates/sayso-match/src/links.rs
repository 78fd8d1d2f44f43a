//! Which wordings go together.
//!
//! Firm ties come first. A loose one, of a short or missing name, joins only where all whom it could
//! join can be one speaker: words that both Dee Lind and Tom Ode have said are not those of "a
//! spokesman" of one of them.

use std::collections::BTreeMap;

use crate::ids::{NameId, WordingId};
use crate::speakers::{Speakers, Tie};

/// Two wordings that are nearly the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    pub(crate) one: WordingId,
    pub(crate) other: WordingId,
    pub(crate) tie: Tie,
}

/// Sets of wordings of which no two have names that are apart.
#[derive(Debug)]
pub(crate) struct Links {
    /// The wording above each; the top of a set is above itself.
    above: Vec<WordingId>,
    /// The names of a set of more than one, by its top.
    names: BTreeMap<WordingId, Vec<NameId>>,
    loose: Vec<(WordingId, WordingId)>,
    /// How many of them there were when none was there twice.
    least: usize,
}

/// How many names of a set are looked at: more are variants of these.
const MOST_NAMES: usize = 32;

impl Links {
    /// Each of so many wordings by itself.
    pub(crate) fn new(wordings: u32) -> Self {
        let above = (0..wordings).map(WordingId::of).collect();
        Self { above, names: BTreeMap::new(), loose: Vec::new(), least: 0 }
    }

    /// The top of the set in which the wording is.
    pub(crate) fn top(&self, wording: WordingId) -> WordingId {
        let mut top = wording;
        while let Some(above) = self.above.get(top.place()).filter(|above| **above != top) {
            top = *above;
        }
        top
    }

    /// The same, with the way there made short.
    fn shortened(&mut self, wording: WordingId) -> WordingId {
        let top = self.top(wording);
        let mut at = wording;
        while let Some(above) = self.above.get_mut(at.place()).filter(|above| **above != top) {
            at = std::mem::replace(above, top);
        }
        top
    }

    /// Takes up links in their order: firm ones join, loose ones wait for [`Links::finish`].
    pub(crate) fn add(
        &mut self,
        links: &[Link],
        of: &impl Fn(WordingId) -> NameId,
        speakers: &Speakers,
    ) {
        for link in links {
            match link.tie {
                Tie::Firm => self.join(link.one, link.other, of, speakers),
                Tie::Loose => self.loose.push((link.one, link.other)),
                Tie::None => {}
            }
        }
        // Bands find the same pairs again.
        if self.loose.len() > 2 * self.least + 1_000 {
            self.loose.sort_unstable();
            self.loose.dedup();
            self.least = self.loose.len();
        }
    }

    fn join(
        &mut self,
        one: WordingId,
        other: WordingId,
        of: &impl Fn(WordingId) -> NameId,
        speakers: &Speakers,
    ) {
        let (one, other) = (self.shortened(one), self.shortened(other));
        let (top, below) = (one.min(other), one.max(other));
        if top == below || !self.agree(top, below, of, speakers) {
            return;
        }
        let mut names = self.names_of(top, of);
        for name in self.names_of(below, of) {
            if !names.contains(&name) && names.len() < MOST_NAMES {
                names.push(name);
            }
        }
        self.names.remove(&below);
        if names.len() > 1 {
            self.names.insert(top, names);
        }
        if let Some(above) = self.above.get_mut(below.place()) {
            *above = top;
        }
    }

    fn names_of(&self, top: WordingId, of: &impl Fn(WordingId) -> NameId) -> Vec<NameId> {
        self.names.get(&top).cloned().unwrap_or_else(|| vec![of(top)])
    }

    /// Whether no name of one set is apart from one of the other.
    fn agree(
        &self,
        one: WordingId,
        other: WordingId,
        of: &impl Fn(WordingId) -> NameId,
        speakers: &Speakers,
    ) -> bool {
        let others = self.names_of(other, of);
        let all = self.names_of(one, of);
        all.iter().all(|name| others.iter().all(|other| speakers.tie(*name, *other) != Tie::None))
    }

    /// Joins what loose links join without doubt.
    pub(crate) fn finish(&mut self, of: &impl Fn(WordingId) -> NameId, speakers: &Speakers) {
        let mut loose = std::mem::take(&mut self.loose);
        // Each from the side of the lesser name, and those of one wording side by side.
        for (one, other) in &mut loose {
            if speakers.weight(of(*one)) > speakers.weight(of(*other)) {
                std::mem::swap(one, other);
            }
        }
        loose.sort_unstable();
        loose.dedup();
        for links in loose.chunk_by(|one, other| one.0 == other.0) {
            let tops: Vec<WordingId> = links.iter().map(|link| self.top(link.1)).collect();
            let are_one = tops.iter().enumerate().all(|(place, one)| {
                tops.iter()
                    .take(place)
                    .all(|other| one == other || self.agree(*one, *other, of, speakers))
            });
            if are_one {
                links.iter().for_each(|(one, other)| self.join(*one, *other, of, speakers));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use sayso_text::SpeakerKind;

    use super::*;

    /// The sets that links make of wordings, one for each name.
    fn sets(names: &[&str], links: &[(u32, u32)]) -> Vec<u32> {
        let mut speakers = Speakers::default();
        let ids: Vec<NameId> = names
            .iter()
            .map(|name| {
                let named = name.contains(char::is_uppercase);
                let kind = if named { SpeakerKind::Person } else { SpeakerKind::Nameless };
                speakers.add(name, kind).expect("few")
            })
            .collect();
        let of = |wording: WordingId| ids[wording.place()];
        let mut sets = Links::new(u32::try_from(names.len()).expect("few"));
        let link = |(one, other): &(u32, u32)| {
            let (one, other) = (WordingId::of(*one), WordingId::of(*other));
            Link { one, other, tie: speakers.tie(of(one), of(other)) }
        };
        let links: Vec<Link> = links.iter().map(link).collect();
        sets.add(&links, &of, &speakers);
        sets.finish(&of, &speakers);
        (0..).take(ids.len()).map(|it| sets.top(WordingId::of(it)).number()).collect()
    }

    #[test]
    fn nameless_joins_one_speaker_and_not_one_of_two() {
        assert_eq!(sets(&["Dee Lind", "", "a spokesman"], &[(0, 1), (1, 2), (0, 2)]), [0, 0, 0]);
        assert_eq!(sets(&["Dee Lind", "Tom Ode", "a spokesman"], &[(0, 2), (1, 2)]), [0, 1, 2]);
    }

    #[test]
    fn surname_joins_whom_it_can_mean_alone() {
        assert_eq!(
            sets(&["Lind", "Dee Lind", "Dee Ann Lind"], &[(0, 1), (0, 2), (1, 2)]),
            [0, 0, 0]
        );
        assert_eq!(sets(&["Lind", "Dee Lind", "Tom Lind"], &[(0, 1), (0, 2)]), [0, 1, 2]);
    }

    #[test]
    fn names_that_are_apart_are_never_in_one_set() {
        let names = ["George Ode", "George W. Ode", "George H. Ode"];
        let found = sets(&names, &[(0, 1), (0, 2)]);
        assert_eq!(found[0], found[1]);
        assert_ne!(found[0], found[2]);
    }
}
