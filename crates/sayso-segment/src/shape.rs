//! What a token is to the sentence splitter.

/// The part a token plays where a sentence may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A word that begins with a small letter.
    Lower,
    /// A word that begins with a capital.
    Upper,
    /// A word of a script without capitals.
    Caseless,
    Number,
    /// An abbreviation after which a sentence goes on: `Mr.`
    Title,
    /// An abbreviation that may end a sentence: `Inc.`, `U.S.`
    Abbreviation,
    /// One capital and a full stop: `J.`
    Initial,
    /// A full stop.
    Stop,
    /// `?` or `!`
    Call,
    /// Several full stops or `…`
    Ellipsis,
    OpenBracket,
    CloseBracket,
    /// Quotation mark or apostrophe; the token's kind says which.
    Quote,
    Dash,
    /// A mark after which a sentence goes on: comma, colon, semicolon.
    Inner,
    Other,
}
