//! The large network of sayso.
//!
//! Stands beside the chain: `sayso` carries it where its feature `large` is on, `sayso-tag` reads it.
//!
//! ```
//! let header: [u8; 8] = *sayso_model_large::MODEL.first_chunk().expect("a header");
//! assert!(u64::from_le_bytes(header) < 1 << 20, "safetensors begin with the length of their header");
//! ```
//!
//! Always: the bytes are one file of safetensors, that of `training/store.py`; the program holds them
//! once. What the network is and how well it does is in `MODEL_CARD.md` of the project.
//!
//! Does not: read or check them, or fetch anything.
//!
//! # Why in three parts
//!
//! The registry takes packages of 10 MB, and 20 MB of weights in single bytes compress by a tenth. So
//! the file is cut into three, this crate and `sayso-model-large-2` and `-3`, which leaves room for
//! half as much again. They are joined while this crate is compiled: the program has the whole as one
//! piece of its image, without a copy at start-up, and `sayso-tag` need not know of parts. A crate
//! that fetches the file when it is built was the other way; builds without a network, mirrors and
//! audits would have paid for it. Two parts would do today, and not after the next network.

/// The file of the network.
pub static MODEL: &[u8] = &WHOLE;

const PARTS: [&[u8]; 3] = [
    include_bytes!("../large.safetensors.1"),
    sayso_model_large_2::PART,
    sayso_model_large_3::PART,
];

static WHOLE: [u8; PARTS[0].len() + PARTS[1].len() + PARTS[2].len()] = joined();

const fn joined<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut whole = [0; LENGTH];
    let (first, rest) = whole.split_at_mut(PARTS[0].len());
    let (second, third) = rest.split_at_mut(PARTS[1].len());
    first.copy_from_slice(PARTS[0]);
    second.copy_from_slice(PARTS[1]);
    third.copy_from_slice(PARTS[2]);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_is_the_parts_one_after_the_other() {
        assert_eq!(MODEL, PARTS.concat());
    }

    /// The registry's 10 MB, less what the rest of the package needs.
    #[test]
    fn every_part_fits_into_a_package() {
        assert!(PARTS.iter().all(|part| part.len() < 10_000_000), "cut it into more parts");
    }
}
