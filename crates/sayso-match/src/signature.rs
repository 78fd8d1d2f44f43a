//! Signatures: few numbers that are alike where sets of words are.
//!
//! `MinHash` (Broder, "On the resemblance and containment of documents", 1997): of each of many orders
//! of all words, the first that a statement has. Two statements agree in one of them as often as
//! their words overlap. Thirty lines, so no crate: those that there are keep their tables in memory,
//! and that is what has to be bounded here.

use crate::hash::mixed;

/// Rows of a band that asks for the same speaker too.
const ROWS_OF_SPEAKER: usize = 2;
/// Bands of that kind: with two rows each, 97 % of the pairs with half of their words in common meet.
const BANDS_OF_SPEAKER: usize = 12;
/// Rows of a band of words alone: with a million statements few meet that have nothing in common.
const ROWS_OF_WORDS: usize = 4;
/// Bands of that kind: 97 % of the pairs with two thirds of their words in common meet.
const BANDS_OF_WORDS: usize = 16;

const ROWS: usize = ROWS_OF_WORDS * BANDS_OF_WORDS;

/// How many bands there are.
pub(crate) const BANDS: usize = BANDS_OF_SPEAKER + BANDS_OF_WORDS;

/// The key of each band: statements that share one of them are compared. Nobody's statements have
/// none of the bands that ask for the speaker.
pub(crate) fn keys(stems: &[u32], speaker: Option<u64>) -> [Option<u64>; BANDS] {
    let firsts = firsts(stems);
    let key = |rows: &[u32], seed: u64| {
        rows.iter().fold(mixed(seed), |key, first| mixed(key.rotate_left(7) ^ u64::from(*first)))
    };
    let of_words = firsts.chunks_exact(ROWS_OF_WORDS).map(|rows| Some(key(rows, 1)));
    let of_speaker =
        firsts.chunks_exact(ROWS_OF_SPEAKER).map(|rows| speaker.map(|it| key(rows, it)));
    let mut keys = [None; BANDS];
    let all = of_speaker.take(BANDS_OF_SPEAKER).chain(of_words);
    keys.iter_mut().zip(all).for_each(|(slot, key)| *slot = key);
    keys
}

/// Of each order the first stem, by its place in that order.
fn firsts(stems: &[u32]) -> [u32; ROWS] {
    let mut firsts = [u32::MAX; ROWS];
    for stem in stems {
        let mut state = mixed(u64::from(*stem));
        for first in &mut firsts {
            // One multiplication an order: a step of the generator from which the next mix is made.
            state = state.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(0x9e37_79b9_7f4a_7c15);
            *first = (*first).min(crate::hash::upper(state ^ (state << 17)));
        }
    }
    firsts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many bands two lists have in common, of speaker and of words.
    fn shared(one: &[u32], other: &[u32]) -> (usize, usize) {
        let (one, other) = (keys(one, Some(7)), keys(other, Some(7)));
        let same =
            |range: std::ops::Range<usize>| range.filter(|it| one[*it] == other[*it]).count();
        (same(0..BANDS_OF_SPEAKER), same(BANDS_OF_SPEAKER..BANDS))
    }

    #[test]
    fn bands_meet_as_often_as_the_overlap_says() {
        let (mut half, mut most, mut little) = (0, 0, 0);
        for seed in 0..400_u32 {
            let list =
                |from: u32, to: u32| (from..to).map(|it| it * 7_919 + seed * 104_729).collect();
            let own: Vec<u32> = list(0, 12);
            let with = |from, to| -> Vec<u32> { list(from, to) };
            // 8 of 16, 10 of 14, 1 of 23.
            half += usize::from(shared(&own, &with(4, 16)).0 > 0);
            most += usize::from(shared(&own, &with(2, 14)).1 > 0);
            little += shared(&own, &with(11, 23)).1;
        }
        assert!(half > 370, "{half} of 400");
        assert!(most > 380, "{most} of 400");
        assert!(little < 5, "{little} of 6400");
    }

    #[test]
    fn nobody_has_no_bands_of_speakers() {
        let keys = keys(&[1, 2, 3], None);
        assert_eq!(keys.iter().filter(|key| key.is_none()).count(), BANDS_OF_SPEAKER);
    }
}
