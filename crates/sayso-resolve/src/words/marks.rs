//! The keys of the marks and small words that decide.

use sayso_words::key::{Key, of_ascii};
pub(crate) use sayso_words::mark::{
    AMPERSAND, APOSTROPHE, BULLET, CLOSE, COLON, COMMA, DASH, OPEN, QUOTE, SEMICOLON,
};

macro_rules! small_words {
    ($($name:ident = $word:literal),+ $(,)?) => {
        $(pub(crate) const $name: Key = of_ascii($word);)+
    };
}

small_words! {
    POSSESSIVE = "'s", A = "a", ALIKE = "alike", ALONG = "along", AN = "an", AND = "and",
    ANOTHER = "another", AS = "as", ASSISTANT = "assistant", AT = "at",
    ATTORNEY = "attorney", BE = "be", BEEN = "been", BEING = "being", BOTH = "both", BY = "by",
    CEO = "ceo", CFO = "cfo", CHAIRMAN = "chairman", CHIEF = "chief", COO = "coo",
    COUPLE = "couple", CURRENTLY = "currently", DEPUTY = "deputy", DUO = "duo", EACH = "each",
    ELSE = "else", EXECUTIVE = "executive", FINANCIAL = "financial", FIRST = "first", FOR = "for",
    FORMER = "former", FORMERLY = "formerly", FROM = "from", GENERAL = "general",
    INCLUDING = "including", IS = "is", LADY = "lady", LIKE = "like", MINISTER = "minister",
    MONTH = "month", NEITHER = "neither", NOW = "now", OF = "of", OFFICER = "officer", ON = "on",
    ONCE = "once", ONE = "one", OPERATING = "operating", OTHERS = "others", OUT = "out",
    PAIR = "pair", PRESIDENT = "president", PRIME = "prime", RANKING = "ranking",
    RESPECTIVELY = "respectively", SUCH = "such", THAT = "that", THE = "the",
    THEN = "then", THIS = "this", TO = "to", TWO = "two", UNIVERSITY = "university", VICE = "vice",
    WAS = "was", WEEK = "week", WHICH = "which", WHO = "who", WHOM = "whom",
    WHOSE = "whose", WITH = "with", YEAR = "year", LAST = "last", HERE = "here", THERE = "there",
    THOSE = "those", WELL = "well", TIME = "time", NOR = "nor", ONLY = "only", WHEN = "when",
    ACTING = "acting", BANK = "bank", CHURCH = "church", COURT = "court", DR = "dr", DR_ = "dr.",
    IN = "in", LEAST = "least", MOST = "most", MEMBER = "member", OFFICE = "office", OR = "or", RETIRED = "retired", SAINT = "st.",
    SECRETARY = "secretary", ST = "st", UNDER = "under", UNITED = "united",
    HE = "he", HIM = "him", HIS = "his", HIMSELF = "himself",
    SHE = "she", HER = "her", HERS = "hers", HERSELF = "herself",
    IT = "it", ITS = "its", ITSELF = "itself",
    THEY = "they", THEM = "them", THEIR = "their", THEIRS = "theirs", THEMSELVES = "themselves",
    I = "i", ME = "me", MY = "my", MYSELF = "myself", WE = "we", US = "us", OUR = "our",
}

/// How anybody is addressed.
pub(crate) const ADDRESSES: [Key; 17] = [
    of_ascii("mr"),
    of_ascii("mr."),
    of_ascii("mrs"),
    of_ascii("mrs."),
    of_ascii("ms"),
    of_ascii("ms."),
    of_ascii("miss"),
    of_ascii("mme"),
    of_ascii("mme."),
    of_ascii("mlle"),
    of_ascii("mlle."),
    of_ascii("herr"),
    of_ascii("frau"),
    of_ascii("shri"),
    of_ascii("smt"),
    of_ascii("messrs"),
    of_ascii("messrs."),
];

/// Pronouns that say nothing without the clause behind them: "those | who stayed".
pub(crate) const ANY: [Key; 8] = [
    THOSE,
    of_ascii("anyone"),
    of_ascii("anybody"),
    of_ascii("everyone"),
    of_ascii("everybody"),
    of_ascii("someone"),
    of_ascii("somebody"),
    of_ascii("whoever"),
];

/// Documents that are the voice of a body.
pub(crate) const VOICES: [Key; 10] = [
    of_ascii("statement"),
    of_ascii("report"),
    of_ascii("reports"),
    of_ascii("announcement"),
    of_ascii("communique"),
    of_ascii("website"),
    of_ascii("data"),
    of_ascii("figures"),
    of_ascii("statistics"),
    of_ascii("guidelines"),
];

/// What one utters in writing: whose statement it is says it, whether or not he has a name.
pub(crate) const UTTERANCES: [Key; 4] =
    [of_ascii("statement"), of_ascii("announcement"), of_ascii("communique"), of_ascii("website")];

/// What a body issues among much else, so that only its own, "the firm's release", is its voice.
pub(crate) const PAPERS: [Key; 3] =
    [of_ascii("release"), of_ascii("summary"), of_ascii("database")];

/// How many of several, without a number.
pub(crate) const SOME: [Key; 8] = [
    BOTH,
    of_ascii("all"),
    of_ascii("many"),
    of_ascii("most"),
    of_ascii("some"),
    of_ascii("several"),
    of_ascii("few"),
    of_ascii("each"),
];

/// Pronouns by which one speaks for several.
pub(crate) const MANY_SPEAK: [Key; 3] = [WE, US, OUR];

/// Who is somebody's relative.
pub(crate) const RELATIVES: [Key; 14] = [
    of_ascii("husband"),
    of_ascii("wife"),
    of_ascii("spouse"),
    of_ascii("widow"),
    of_ascii("widower"),
    of_ascii("son"),
    of_ascii("daughter"),
    of_ascii("brother"),
    of_ascii("sister"),
    of_ascii("father"),
    of_ascii("mother"),
    of_ascii("mum"),
    of_ascii("mom"),
    of_ascii("dad"),
];
