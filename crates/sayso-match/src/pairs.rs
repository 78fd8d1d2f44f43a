//! Which wordings of a bucket are nearly the same.

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::bands::Buckets;
use crate::ids::{NameId, WordingId};
use crate::links::{Link, Links};
use crate::similarity::similarity;
use crate::speakers::{Speakers, Tie};
use crate::store::{Place, Store};
use crate::words::{FEW, NUMBER};
use crate::{Error, Options};

/// A speaker's name with words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wording {
    pub(crate) name: NameId,
    pub(crate) stems: Place,
}

/// How many wordings of a bucket the others are compared with; a bucket with more that differ is one
/// of everyday words. It bounds the work for each statement.
const MOST_COMPARED: usize = 64;

/// A statement of up to this many telling words must have more of them in common: in a short one
/// each word counts.
const SHORT: usize = 6;

/// How much of a short statement must be common at least.
const LEAST_OF_SHORT: f32 = 0.75;

/// How many telling words must be common for a loose tie: with as many, nobody says the same by chance.
const LEAST_OF_LOOSE: usize = 6;

/// Compares wordings.
pub(crate) struct Comparison<'c> {
    pub(crate) wordings: &'c [Wording],
    pub(crate) stems: &'c Store,
    pub(crate) speakers: &'c Speakers,
    pub(crate) options: Options,
}

impl Comparison<'_> {
    /// The links of one band, in the order of its buckets.
    pub(crate) fn links(&self, buckets: &Buckets, known: &Links) -> Result<Vec<Link>, Error> {
        let links =
            (0..buckets.len()).into_par_iter().map(|place| self.bucket(buckets.get(place), known));
        let links: Vec<Vec<Link>> = links.collect::<Result<_, _>>()?;
        Ok(links.concat())
    }

    /// Compares each wording with those before it of which none is its like.
    fn bucket(&self, bucket: &[WordingId], known: &Links) -> Result<Vec<Link>, Error> {
        let mut links = Vec::new();
        let mut compared: Vec<(WordingId, WordingId, Vec<u32>)> = Vec::new();
        for wording in bucket {
            let top = known.top(*wording);
            if compared.iter().any(|(_, other, _)| *other == top) {
                continue;
            }
            let stems = self.stems(*wording)?;
            let is_joined = compared.iter().rev().any(|(other, _, others)| {
                let link = self.link((*wording, &stems), (*other, others));
                links.extend(link);
                link.is_some_and(|link| link.tie == Tie::Firm)
            });
            if !is_joined {
                if compared.len() == MOST_COMPARED {
                    compared.remove(0);
                }
                compared.push((*wording, top, stems));
            }
        }
        Ok(links)
    }

    pub(crate) fn name(&self, wording: WordingId) -> NameId {
        self.wordings.get(wording.place()).map_or(NameId::of(0), |found| found.name)
    }

    pub(crate) fn stems(&self, wording: WordingId) -> Result<Vec<u32>, Error> {
        let place = self.wordings.get(wording.place()).map(|found| found.stems).unwrap_or_default();
        let mut buffer = Vec::new();
        let bytes = self.stems.read(place, &mut buffer)?;
        Ok(bytes.as_chunks().0.iter().map(|stem| u32::from_le_bytes(*stem)).collect())
    }

    fn link(&self, one: (WordingId, &[u32]), other: (WordingId, &[u32])) -> Option<Link> {
        let tie = self.speakers.tie(self.name(one.0), self.name(other.0));
        let least = self.least(tie, one.1.len().min(other.1.len()))?;
        let found = similarity(one.1, other.1, least)?;
        let common = found * (one.1.len() + other.1.len()) as f32 / 2.0;
        let is_enough = tie == Tie::Firm
            || common >= LEAST_OF_LOOSE as f32 && have_the_same_numbers(one.1, other.1);
        is_enough.then_some(Link { one: one.0, other: other.0, tie })
    }

    /// How much must be common of two statements, the shorter of which has so many telling words.
    fn least(&self, tie: Tie, words: usize) -> Option<f32> {
        let asked = self.options.similarity;
        match tie {
            Tie::None => None,
            Tie::Firm if words < FEW => Some(1.0),
            Tie::Firm if words <= SHORT => Some(asked.max(LEAST_OF_SHORT)),
            Tie::Firm => Some(asked),
            Tie::Loose => (words >= LEAST_OF_LOOSE).then_some(asked.max(LEAST_OF_SHORT)),
        }
    }
}

/// Whether all numbers of one are in the other: a new school for 300 is not the one for 500, where nobody
/// is named who speaks of either.
fn have_the_same_numbers(one: &[u32], other: &[u32]) -> bool {
    let all_in = |one: &[u32], other: &[u32]| {
        one.iter().filter(|stem| **stem & NUMBER != 0).all(|stem| other.contains(stem))
    };
    all_in(one, other) || all_in(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_numbers_are_told_from_left_out_ones() {
        let (three, five) = (3 | NUMBER, 5 | NUMBER);
        assert!(have_the_same_numbers(&[1, three, 2], &[1, 2]));
        assert!(have_the_same_numbers(&[1, three, five], &[five, 1]));
        assert!(!have_the_same_numbers(&[1, three, 2], &[1, five, 2]));
        assert!(have_the_same_numbers(&[1, 3], &[1, 5]), "no numbers");
    }
}
