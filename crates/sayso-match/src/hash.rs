//! Hashes that are the same on every machine and in every run.

/// The hash of a text (FNV-1a of 64 bits, then mixed).
pub(crate) fn text(text: &str) -> u64 {
    let bytes = text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    mixed(bytes)
}

/// The hash of a list of numbers in their order.
pub(crate) fn list(numbers: impl IntoIterator<Item = u64>) -> u64 {
    numbers
        .into_iter()
        .fold(0x9e37_79b9_7f4a_7c15, |hash, number| mixed(hash.rotate_left(23) ^ number))
}

/// Every bit of the number depends on every other afterwards (Stafford's mix 13, of `SplitMix64`).
pub(crate) fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// The upper half of a hash.
pub(crate) fn upper(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or(u32::MAX)
}
