//! The lexicons that the stages of sayso load.
//!
//! Stands before the chain: the stages read these tables when they are made, nobody else need.
//!
//! ```
//! let said = sayso_data::CUES.lines().find(|line| line.starts_with("say\t"));
//! assert!(said.is_some());
//! ```
//!
//! Always: each table is the file of its name in `data/lexicons`, whole, and begins with what it is
//! and where it comes from; the README beside them lists origin and licence of each.
//!
//! Does not: parse them, which is for the stage that knows what the columns mean; hold the weights
//! of the networks, which are in `sayso-model-small` and `sayso-model-large`, so that whoever wants
//! the rules fetches no more.

/// Verbs that are said to somebody, and the words that open what is said.
pub const ADDRESSING: &str = include_str!("../lexicons/addressing.tsv");
/// Bodies whose names tell nothing of what they are.
pub const BODIES: &str = include_str!("../lexicons/bodies.txt");
/// Abbreviations that do not end a sentence, and words that open one.
pub const ABBREVIATIONS: &str = include_str!("../lexicons/abbreviations.txt");
/// Verbs of acts that are no words, thoughts or wishes.
pub const ACTS: &str = include_str!("../lexicons/acts.txt");
/// The cues of attribution, the complements that each takes, and the type that it signals.
pub const CUES: &str = include_str!("../lexicons/cues.tsv");
/// Verbs and nouns of thanks, congratulations and condolences that somebody gives.
pub const EXPRESSIVE: &str = include_str!("../lexicons/expressive.tsv");
/// Closed word classes, and words that are told by them.
pub const FUNCTION_WORDS: &str = include_str!("../lexicons/function-words.tsv");
/// Given names that nearly all bearers of one gender have.
pub const GIVEN_NAMES: &str = include_str!("../lexicons/given-names.txt");
/// Given names of other countries, by gender.
pub const GIVEN_NAMES_ABROAD: &str = include_str!("../lexicons/given-names-abroad.txt");
/// Forms of verbs that no rule makes.
pub const IRREGULAR_VERBS: &str = include_str!("../lexicons/irregular-verbs.tsv");
/// Nouns that take one another up: "study", "paper".
pub const KINDRED: &str = include_str!("../lexicons/kindred.txt");
/// What a word in the name of an organisation or place says it is.
pub const KINDS: &str = include_str!("../lexicons/kinds.txt");
/// Short forms of given names.
pub const NICKNAMES: &str = include_str!("../lexicons/nicknames.txt");
/// Words that end the name of an office.
pub const OFFICES: &str = include_str!("../lexicons/offices.txt");
/// Forms of verbs in which speech that is reported differs from what was said.
pub const VERB_FORMS: &str = include_str!("../lexicons/verb-forms.txt");
/// Words that tell the name of an organisation.
pub const ORGANISATION_WORDS: &str = include_str!("../lexicons/organisation-words.txt");
/// Capitalised words of belonging that stand before a name.
pub const PARTY_WORDS: &str = include_str!("../lexicons/party-words.txt");
/// Countries and capitals, with their adjectives and people.
pub const PLACES: &str = include_str!("../lexicons/places.txt");
/// Common nouns that a source can be, with what they name.
pub const ROLES: &str = include_str!("../lexicons/roles.txt");
/// Titles that stand before names.
pub const TITLES: &str = include_str!("../lexicons/titles.txt");
/// The log odds of words to be cues where they stand.
pub const CUE_WORDS: &str = include_str!("../models/cue-words.txt");
/// The weights that choose whom a pronoun or a role noun takes up.
pub const SPEAKER_RANKER: &str = include_str!("../models/speaker-ranker.txt");
/// The weights of what makes a speaker sure.
pub const SPEAKER_CONFIDENCE: &str = include_str!("../models/speaker-confidence.txt");

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    #[test]
    fn every_lexicon_is_loaded_and_says_what_it_is() {
        let source = include_str!("lib.rs");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons");
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(source.contains(&format!("/lexicons/{name}\")")), "{name} is not loaded");
            assert!(fs::read_to_string(&path).unwrap().starts_with("# "), "{name} has no header");
        }
    }
}
