//! A name as it is compared: folded words, without titles.

use sayso_text::SpeakerKind;

use crate::fold::fold;
use crate::lexicon::Lexicon;

/// A name that was read to be compared with others: of one, or of several ("Dee Lind; Tom Ode").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub(crate) kind: SpeakerKind,
    pub(crate) parts: Vec<Part>,
}

/// The name of one person or body.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Part {
    /// Without case, accents, titles and full stops; initials that follow one another are one word, with a full stop at its end.
    pub(crate) words: Vec<String>,
    /// "jr", "iii", or empty.
    pub(crate) suffix: String,
    /// What stands in the name between quotation marks or brackets.
    pub(crate) nickname: String,
    /// The capitals of a name that is one word of capitals: "WRO".
    pub(crate) acronym: String,
}

/// What separates several in one name.
const SEVERAL: char = ';';

/// What a name of a person may end with.
const SUFFIXES: [&str; 7] = ["jr", "sr", "ii", "iii", "iv", "phd", "md"];

/// Of these, what tells nobody from somebody.
const DEGREES: [&str; 2] = ["phd", "md"];

impl Name {
    pub(crate) fn read(lexicon: &Lexicon, name: &str, kind: SpeakerKind) -> Self {
        let parts = name.split(SEVERAL).map(|part| Part::read(lexicon, part.trim(), kind));
        Self { kind, parts: parts.filter(|part| !part.words.is_empty()).collect() }
    }

    /// Whether this is a name of somebody: "Dee Lind" is, "a spokesman" and nothing are not.
    #[must_use]
    pub fn is_name(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Whether the name is a surname or a given name alone, which many people have.
    #[must_use]
    pub fn is_single_person(&self) -> bool {
        !self.is_body() && matches!(self.parts.as_slice(), [part] if part.words.len() == 1)
    }

    /// The name as a key: equal for names that only case, accents, titles and marks tell apart.
    #[must_use]
    pub fn key(&self) -> String {
        let parts = self.parts.iter().map(|part| {
            let suffix = (!part.suffix.is_empty()).then_some(&part.suffix);
            part.words.iter().chain(suffix).map(String::as_str).collect::<Vec<_>>().join(" ")
        });
        parts.collect::<Vec<_>>().join("; ")
    }

    /// The first given name of one person.
    pub(crate) fn given(&self) -> Option<&str> {
        self.parts.first().and_then(|part| part.words.first()).map(String::as_str)
    }

    /// What the named one is.
    #[must_use]
    pub fn kind(&self) -> SpeakerKind {
        self.kind
    }

    /// Whether this is the name of a body, or of what is written.
    #[must_use]
    pub fn is_body(&self) -> bool {
        matches!(self.kind, SpeakerKind::Organisation | SpeakerKind::Document)
    }

    /// What names that are not apart have at least one of in common: words, and the first letters of
    /// bodies.
    pub fn signs(&self) -> impl Iterator<Item = String> + use<'_> {
        self.parts.iter().flat_map(|part| {
            let letters = [part.initials(), part.acronym.clone()];
            part.words.iter().cloned().chain(letters.into_iter().filter(|it| !it.is_empty()))
        })
    }

    /// The word by which names of one person are found: the last of a single name, the words of a
    /// body's name in their order. Names without one in common may still be of one.
    #[must_use]
    pub fn anchor(&self) -> String {
        let Some(part) = self.parts.first() else { return String::new() };
        match self.kind {
            SpeakerKind::Organisation | SpeakerKind::Document => part.sorted_words().join(" "),
            _ => part.words.last().cloned().unwrap_or_default(),
        }
    }
}

impl Part {
    fn read(lexicon: &Lexicon, name: &str, kind: SpeakerKind) -> Self {
        if !name.contains(char::is_uppercase)
            || matches!(kind, SpeakerKind::Nameless | SpeakerKind::None)
        {
            return Self::default();
        }
        let (name, nickname) = without_nickname(name);
        let acronym = acronym(&name);
        let body = matches!(kind, SpeakerKind::Organisation | SpeakerKind::Document);
        let has_case = name.contains(char::is_lowercase);
        let word = |word: &str| {
            let is_short = !body && is_initials(word, has_case);
            if is_short { fold(word) + INITIALS } else { fold(word) }
        };
        let mut words: Vec<String> = name.split([' ', '\u{a0}', ',']).map(word).collect();
        words.retain(|word| !word.is_empty() && word != INITIALS);
        let mut suffix = String::new();
        if body {
            lexicon.drop_small_words(&mut words);
        } else {
            while words.len() > 1
                && let Some(last) = words.pop_if(|last| SUFFIXES.contains(&&**last))
            {
                if !DEGREES.contains(&&*last) {
                    suffix = last;
                }
            }
            lexicon.drop_titles(&mut words);
            join_initials(&mut words);
        }
        Self { words, suffix, nickname, acronym }
    }

    pub(crate) fn sorted_words(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        words.sort_unstable();
        words
    }

    /// The first letters of the words.
    pub(crate) fn initials(&self) -> String {
        self.words.iter().filter_map(|word| word.chars().next()).collect()
    }
}

/// The name without a part between marks, and that part folded: `Robert "Bob" Lind`.
fn without_nickname(name: &str) -> (String, String) {
    let opens = |sign| matches!(sign, '"' | '“' | '(');
    let closes = |sign| matches!(sign, '"' | '”' | ')');
    let inner = name.split_once(opens).and_then(|(before, rest)| {
        let (inner, after) = rest.split_once(closes)?;
        Some((format!("{before} {after}"), fold(inner)))
    });
    inner.unwrap_or_else(|| (name.to_owned(), String::new()))
}

/// The name where it is one word of two capitals or more.
fn acronym(name: &str) -> String {
    let letters: String = name.chars().filter(|sign| *sign != '.').collect();
    let is_one = letters.chars().count() > 1 && letters.chars().all(char::is_uppercase);
    if is_one { letters.to_lowercase() } else { String::new() }
}

/// What a word that is one initial or several ends with: "hw." for "H. W.".
pub(crate) const INITIALS: &str = ".";

/// Whether the word is initials: "W.", "H.W.", and, where not all is in capitals, "JD".
fn is_initials(word: &str, has_case: bool) -> bool {
    let letters = word.chars().filter(|sign| *sign != '.');
    let are_capitals = letters.clone().all(char::is_uppercase);
    let many = letters.count();
    let is_dotted = many == 1 || word.contains('.');
    are_capitals && (1..=if is_dotted { 3 } else { 2 }).contains(&many) && (is_dotted || has_case)
}

/// Makes one word of initials that follow one another.
fn join_initials(words: &mut Vec<String>) {
    let mut joined: Vec<String> = Vec::new();
    for word in words.drain(..) {
        let last = joined.last_mut().filter(|last| last.ends_with(INITIALS));
        match last.filter(|_| word.ends_with(INITIALS)) {
            Some(last) => {
                last.pop();
                last.push_str(&word);
            }
            None => joined.push(word),
        }
    }
    *words = joined;
}
