//! Verb cues: the verb with its auxiliaries and adverbs, and how it stands in its clause.

use sayso_text::TokenSpan;
use sayso_words::Traits;

use crate::inflection::Form;
use crate::lexicon::{CueClass, Entry, Lexicon};
use crate::rules::reading::Reading;
use crate::rules::words::CueForm;

/// How far a cue reaches over auxiliaries and adverbs to either side, in tokens; longer groups do
/// not occur, and a bound keeps the rules linear.
const REACH: usize = 8;

/// How a verb stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// "said", "has said", "is saying", "declined to say".
    Active,
    /// "was told", "is expected".
    Passive,
    /// "…, adding that".
    Participle,
    /// "to say", with no verb before it that the rules know.
    Infinitive,
}

/// A verb that may be a cue.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VerbCue<'l> {
    /// The whole cue: "has also pointed out".
    pub(crate) tokens: TokenSpan,
    pub(crate) voice: Voice,
    pub(crate) form: Form,
    pub(crate) entry: &'l Entry,
}

/// The verb cue at a token, if the token can be one there.
pub(crate) fn verb_cue<'l>(
    reading: &Reading<'_>,
    lexicon: &'l Lexicon,
    verb: usize,
) -> Option<VerbCue<'l>> {
    if is_name(reading, verb) {
        return None;
    }
    let (CueForm { form, .. }, entry) = best_entry(reading, lexicon, verb, CueClass::Verb)?;
    let end = verb + 1 + entry.tail.len();
    let group = auxiliaries(reading, verb);
    let voice = voice(reading, verb, form, &group)?;
    let end = with_adverb(reading, end);
    Some(VerbCue { tokens: TokenSpan::new(group.start, end), voice, form, entry })
}

/// A capital inside a sentence makes the word a part of a name: "the United States".
fn is_name(reading: &Reading<'_>, token: usize) -> bool {
    reading.is(token, Traits::CAPITAL)
        && reading.sentence(token).tokens.start() != token
        && !reading.is_before(token, Traits::MARK)
}

/// The entry of the class whose words stand here, the longest first.
pub(crate) fn best_entry<'l>(
    reading: &Reading<'_>,
    lexicon: &'l Lexicon,
    token: usize,
    class: CueClass,
) -> Option<(CueForm, &'l Entry)> {
    reading
        .cue_forms(token)
        .iter()
        .filter_map(|form| Some((*form, lexicon.entries().get(form.entry)?)))
        .filter(|(_, entry)| entry.class == class && has_tail(reading, token, entry))
        .max_by_key(|(_, entry)| entry.tail.len())
}

fn has_tail(reading: &Reading<'_>, token: usize, entry: &Entry) -> bool {
    entry.tail.iter().enumerate().all(|(at, word)| reading.is_word(token + 1 + at, word))
}

/// What stands before a verb.
struct Group {
    start: usize,
    be: bool,
    other_auxiliary: bool,
    infinitive: bool,
    chained: bool,
}

/// Walks left over adverbs, negations and auxiliaries, and over "to" with the verb that governs it
/// ("declined to say").
fn auxiliaries(reading: &Reading<'_>, verb: usize) -> Group {
    let mut group =
        Group { start: verb, be: false, other_auxiliary: false, infinitive: false, chained: false };
    let skipped = Traits::ADVERBIAL.with(Traits::NEGATION);
    while group.start > 0 && verb - group.start < REACH {
        let before = group.start - 1;
        if reading.is(before, Traits::MARK) || reading.quotation(before).is_some() {
            break;
        }
        if reading.is(before, Traits::BE) && !is_genitive(reading, before) {
            group.be |= !group.infinitive && !group.other_auxiliary;
            group.chained |= group.infinitive;
        } else if reading.is(before, Traits::AUXILIARY) && !is_genitive(reading, before) {
            group.other_auxiliary = true;
        } else if reading.is_word(before, "to") && !group.infinitive {
            group.infinitive = true;
        } else if group.infinitive && !group.chained && reading.is(before, Traits::CHAIN) {
            group.chained = true;
        } else if group.infinitive && !group.chained && goes_on(reading, before) {
            group.chained = true;
            group.start = before;
            continue;
        } else if !reading.is(before, skipped) || reading.is(before, Traits::ANY_PRONOUN) {
            break;
        }
        group.start = before;
    }
    while group.start < verb && starts_outside(reading, group.start) {
        group.start += 1;
    }
    group
}

/// "went on" before "to say".
fn goes_on(reading: &Reading<'_>, token: usize) -> bool {
    reading.is_word(token, "on") && reading.is_before(token, Traits::CHAIN)
}

/// "'s" is a verb after a pronoun ("he's said") and a genitive after a name.
fn is_genitive(reading: &Reading<'_>, token: usize) -> bool {
    reading.is(token, Traits::GENITIVE) && !reading.is_before(token, Traits::ANY_PRONOUN)
}

/// An adverb that opens the group belongs to the clause before it when it opens a sentence.
fn starts_outside(reading: &Reading<'_>, token: usize) -> bool {
    let opens = token == 0 || reading.is_before(token, Traits::MARK);
    opens && reading.is(token, Traits::ADVERBIAL) && !reading.is(token, Traits::AUXILIARY)
}

fn voice(reading: &Reading<'_>, verb: usize, form: Form, group: &Group) -> Option<Voice> {
    if group.infinitive {
        let active = group.chained && form == Form::Base;
        return Some(if active { Voice::Active } else { Voice::Infinitive });
    }
    match form {
        _ if group.be && form.is_participle() => Some(Voice::Passive),
        Form::Gerund if group.be => Some(Voice::Active),
        Form::Gerund => Some(Voice::Participle),
        Form::Participle => group.other_auxiliary.then_some(Voice::Active),
        Form::Base | Form::Third if !group.other_auxiliary && is_noun(reading, verb, group) => None,
        _ => Some(Voice::Active),
    }
}

/// Whether a word that can be verb or noun is a noun here: "the claim", "39 states", "emails had".
fn is_noun(reading: &Reading<'_>, verb: usize, group: &Group) -> bool {
    let start = group.start;
    if reading.is_before(start, Traits::ANY_PRONOUN.with(Traits::RELATIVE)) {
        return false;
    }
    let determined = reading
        .is_before(start, Traits::DETERMINER.with(Traits::POSSESSIVE).with(Traits::GENITIVE));
    let preposition = reading.is_before(start, Traits::PREPOSITION)
        && !reading.is_before(start, Traits::SUBORDINATOR);
    determined || preposition || (reading.is(verb, Traits::NOUN) && !acts(reading, verb))
}

/// Whether a word that is mostly a noun has a name for its subject and an object after it.
fn acts(reading: &Reading<'_>, verb: usize) -> bool {
    let object = Traits::COMPLEMENTISER
        .with(Traits::DETERMINER)
        .with(Traits::POSSESSIVE)
        .with(Traits::OBJECT)
        .with(Traits::SUBJECT)
        .with(Traits::QUOTE)
        .with(Traits::COLON);
    let ends = reading.is(verb + 1, Traits::TERMINAL) && reading.is_before(verb, Traits::CAPITAL);
    reading.is_before(verb, Traits::CAPITAL) && reading.is(verb + 1, object) || ends
}

/// Takes one adverb of manner after the verb into the cue: "said explicitly".
fn with_adverb(reading: &Reading<'_>, end: usize) -> usize {
    let manner = reading.is(end, Traits::ADVERBIAL) && reading.form(end).ends_with("ly");
    if manner && reading.quotation(end).is_none() { end + 1 } else { end }
}
