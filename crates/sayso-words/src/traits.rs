//! What is known of a word, as a set.

/// A set of traits of a word. Those of the first kind are the classes of
/// `data/lexicons/function-words.tsv`, under the names that stand there; those of the second are read off
/// the letters; those of the third are of names, titles and roles, which `sayso-resolve` knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u64);

macro_rules! listed {
    ($($(#[$doc:meta])* $name:ident $text:literal $bit:literal),+ $(,)?) => {
        impl Traits {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)+

            /// The class that the table of function words calls so.
            pub(crate) fn listed(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    };
}

listed! {
    /// "the", "some", "either"; numbers in words, which determine a noun as they do.
    DETERMINER "determiner" 0,
    /// "his", "whose".
    POSSESSIVE "possessive" 1,
    /// "he": only ever a subject. "I", "who" too.
    SUBJECT "subject" 2,
    /// "him", "herself".
    OBJECT "object" 3,
    /// "it", "everybody", "nothing": pronouns that are subject and object in one form.
    INDEFINITE "pronoun" 4,
    /// "most", "few": determiners that stand for their noun too.
    ALONE "alone" 5,
    /// "who", "what", where they ask.
    ASKING "asking" 6,
    /// "how", "whether".
    ASKING_HOW "asking-how" 7,
    /// "who", "that", where they take up what stands before.
    RELATIVE "relative" 8,
    /// "that" before a clause.
    COMPLEMENTISER "complementiser" 9,
    /// Numbers in words.
    NUMBER "number" 10,
    /// "of", "according".
    PREPOSITION "preposition" 11,
    /// Prepositions inside a noun phrase: "of", "for".
    LINKING "linking" 12,
    /// The forms of "be".
    BE "be" 13,
    /// Other auxiliaries: "have", "did", "would".
    OTHER_AUXILIARY "auxiliary" 14,
    /// Forms of auxiliaries that make words a clause: "is", "had", not "been".
    FINITE "finite" 39,
    /// "not", "never".
    NEGATION "negation" 15,
    /// "and", "nor".
    COORDINATOR "coordinator" 16,
    /// "but", "although".
    CONTRAST "contrast" 17,
    /// "because", "until".
    SUBORDINATOR "subordinator" 18,
    /// Adverbs that are nothing else: "also", "however".
    ADVERB "adverb" 19,
    /// Words that are adverbs among other things: "long", "first".
    ADVERB_TOO "adverb-too" 20,
    /// What stands beside a clause, or before a noun without being of it: "indeed", "last", "according".
    COMMENT "comment" 21,
    /// Days, months, "today", "p.m.".
    CALENDAR "calendar" 22,
    /// Days and months in three letters, some of which are words.
    CALENDAR_SHORT "calendar-short" 23,
    /// "week", "evening", "later", "May".
    TIME "time" 24,
    /// Verbs before another: "declined | to say".
    CHAIN "chain" 25,
    /// Forms of cues that are nouns as often: "claims".
    NOUN "noun" 26,
    /// Frequent forms of verbs.
    VERB "verb" 27,
    /// Small words inside names: "van", "bin".
    PARTICLE "particle" 28,
    /// What ends a name: "Jr."
    SUFFIX "suffix" 29,
}

macro_rules! seen {
    ($($(#[$doc:meta])* $name:ident $bit:literal),+ $(,)?) => {
        impl Traits {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)+
        }
    };
}

// What the letters tell.
seen! {
    /// Begins with a capital.
    CAPITAL 30,
    /// Ends in -ly.
    MANNER 31,
    /// Ends in -ed or -ing.
    VERBAL 32,
    /// "'s", "'".
    GENITIVE 33,
    /// A comma.
    COMMA 34,
    /// A colon.
    COLON 35,
    /// A full stop and what else ends a sentence.
    TERMINAL 36,
    /// A dash, a bracket, a semicolon.
    BREAK 37,
    /// A quotation mark.
    QUOTE 38,
}

// What the lists of names, titles and roles tell, and the article.
seen! {
    /// Stands before a name: "Mr.", "Senator".
    TITLE 40,
    /// Says to whom somebody belongs: "Republican".
    PARTY 41,
    /// Tells the name of an organisation: "Office".
    ORGANISATION_WORD 42,
    /// A given name.
    GIVEN 43,
    /// Of men.
    MASCULINE 44,
    /// Of women.
    FEMININE 45,
    /// A noun for a person.
    PERSON 46,
    /// A noun for several.
    GROUP 47,
    /// A noun for an organisation.
    ORGANISATION 48,
    /// A noun for what is written.
    DOCUMENT 49,
    /// Means several.
    PLURAL 50,
    /// The people of a place.
    DEMONYM 51,
    /// Makes a name with the name before it: "the Ode campaign".
    OFFICE 52,
    /// The party and state of a member of a parliament: "D-Ohio".
    MEMBER 53,
    /// Capitals with full stops: "U.N."
    ACRONYM 54,
    /// A given name that most, not nearly all, of its bearers have as men.
    MOSTLY_MASCULINE 55,
    /// A given name that most, not nearly all, of its bearers have as women.
    MOSTLY_FEMININE 56,
    /// A title only before what is a name without it: "PC", "Master".
    RANK 57,
    /// Ends the name of an office, which is no name: "the Home Secretary".
    HIGH_OFFICE 58,
    /// The form of a company behind its name: "Acme Corp."
    COMPANY 59,
    /// In capitals, but no name: "TV", "GPS".
    THING 60,
}

impl Traits {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// All classes of the table.
    pub const LISTED: Self = Self(((1 << 30) - 1) | Self::FINITE.0);
    /// All pronouns that stand for a noun phrase.
    pub const PRONOUN: Self =
        Self::SUBJECT.with(Self::OBJECT).with(Self::INDEFINITE).with(Self::ASKING);
    /// What can be a subject by itself.
    pub const ANY_PRONOUN: Self = Self::SUBJECT.with(Self::INDEFINITE).with(Self::ALONE);
    /// All words that ask.
    pub const QUESTION: Self = Self::ASKING.with(Self::ASKING_HOW);
    /// All auxiliaries.
    pub const AUXILIARY: Self = Self::BE.with(Self::OTHER_AUXILIARY);
    /// Words that join clauses or hang on one; never of a noun phrase.
    pub const CONJUNCTION: Self = Self::COORDINATOR
        .with(Self::CONTRAST)
        .with(Self::SUBORDINATOR)
        .with(Self::ASKING_HOW)
        .with(Self::NEGATION)
        .with(Self::ADVERB);
    /// Whatever can be an adverb.
    pub const ADVERBIAL: Self = Self::ADVERB.with(Self::ADVERB_TOO).with(Self::MANNER);
    /// Days and months, short forms too.
    pub const ANY_DAY: Self = Self::CALENDAR.with(Self::CALENDAR_SHORT);
    /// What says when.
    pub const DATE: Self = Self::CALENDAR.with(Self::TIME);
    /// Words that are never a name or a noun.
    pub const FUNCTION: Self = Self::DETERMINER
        .with(Self::POSSESSIVE)
        .with(Self::PRONOUN)
        .with(Self::PREPOSITION)
        .with(Self::CONJUNCTION)
        .with(Self::AUXILIARY);
    /// All marks.
    pub const MARK: Self =
        Self::COMMA.with(Self::COLON).with(Self::TERMINAL).with(Self::BREAK).with(Self::QUOTE);
    /// Nouns that a source can be.
    pub const ROLE: Self =
        Self::PERSON.with(Self::GROUP).with(Self::ORGANISATION).with(Self::DOCUMENT);

    /// Whether a noun is of one person.
    #[must_use]
    pub const fn is_one_person(self) -> bool {
        self.any(Self::PERSON) && !self.any(Self::PLURAL)
    }

    /// Both sets.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This set without the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// What both sets share.
    #[must_use]
    pub const fn only(self, of: Self) -> Self {
        Self(self.0 & of.0)
    }

    /// Whether both sets share a trait.
    #[must_use]
    pub const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }
}
