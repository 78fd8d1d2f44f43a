//! The keys of the marks and small words that decide.

use crate::key::{Key, of_ascii};

// Marks have even keys, words odd ones, so that no word has the key of a mark.
pub(crate) const COMMA: Key = 2;
pub(crate) const COLON: Key = 4;
pub(crate) const OPEN: Key = 6;
pub(crate) const CLOSE: Key = 8;
pub(crate) const DASH: Key = 10;
pub(crate) const APOSTROPHE: Key = 12;
pub(crate) const AMPERSAND: Key = 14;
pub(crate) const BULLET: Key = 16;
pub(crate) const SEMICOLON: Key = 18;
pub(crate) const OTHER: Key = 20;

macro_rules! small_words {
    ($($name:ident = $word:literal),+ $(,)?) => {
        $(pub(crate) const $name: Key = of_ascii($word);)+
    };
}

small_words! {
    A = "a", ALIKE = "alike", ALONG = "along", AN = "an", AND = "and", BOTH = "both", BY = "by",
    PRESIDENT = "president", CHAIRMAN = "chairman", VICE = "vice", MINISTER = "minister", PRIME = "prime",
    GENERAL = "general", ATTORNEY = "attorney", LADY = "lady", FIRST = "first",
    GROUP = "group", TEAM = "team", PANEL = "panel", PAIR = "pair",
    SEVERAL = "several", MANY = "many", OTHERS = "others", BEING = "being", EACH = "each", FOR = "for", FORMER = "former", FROM = "from", INCLUDING = "including",
    IS = "is", LIKE = "like", AS = "as", AT = "at", SUCH = "such", RESPECTIVELY = "respectively", OWN = "own",
    OPINION = "opinion", TELLING = "telling", VIEW = "view", WORDS = "words",
    MONTH = "month", OF = "of", ON = "on", OUT = "out", POSSESSIVE = "'s", THAT = "that",
    THE = "the", THIS = "this", TO = "to", TWO = "two", WAS = "was", UNIVERSITY = "university", WHICH = "which", WHO = "who", WHOM = "whom",
    WEEK = "week", WHOSE = "whose", WITH = "with", YEAR = "year",
    HE = "he", HIM = "him", HIS = "his", HIMSELF = "himself",
    SHE = "she", HER = "her", HERS = "hers", HERSELF = "herself",
    IT = "it", ITS = "its", ITSELF = "itself",
    THEY = "they", THEM = "them", THEIR = "their", THEIRS = "theirs", THEMSELVES = "themselves",
    I = "i", ME = "me", MY = "my", MYSELF = "myself", WE = "we", US = "us", OUR = "our",

}
