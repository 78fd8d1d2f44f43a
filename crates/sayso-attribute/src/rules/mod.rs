//! Attributions by lexicon and rules: no training, no weights, every decision in plain sight.
//!
//! Each sentence is read once from left to right. A cue is tried against the patterns in the order
//! of their trust: content fronted before it, content after it, passives, nouns and fixed phrases.
//! What one cue takes is closed to the next, since attributions do not nest (0.1 % of PolNeAR).

mod candidate;
mod clause;
mod complement;
mod cue;
mod dialogue;
mod floating;
mod fronted;
mod hearsay;
mod label;
mod layout;
mod nominal;
mod passive;
mod phrase;
mod reading;
mod rule;
mod signature;
mod statement;
mod words;

use sayso_text::{Paragraph, Sentence, TokenSpan};
use sayso_words::{Traits, Words};

pub(crate) use candidate::Candidate;
pub(crate) use rule::Rule;
pub(crate) use words::{CueForm, Vocabulary};

use crate::inflection::Form;
use crate::lexicon::{Complements, Lexicon};
use crate::link::Reach;
use crate::unreal::is_inverted;
use candidate::Pieces;
use complement::complement;
use cue::{VerbCue, Voice, verb_cue};
use fronted::{Field, fronted};
use hearsay::hearsay;
use layout::Layout;
use nominal::nominal;
use passive::passive;
use reading::{Reading, ReadingBuffers};

/// How far before a participle its subject is looked for, in tokens.
const LONGEST_REACH: usize = 60;

/// The buffers of the rules.
#[derive(Debug, Default)]
pub(crate) struct RuleBuffers {
    reading: ReadingBuffers,
    candidates: Vec<Candidate>,
    /// The colons behind labels that are nobody's.
    labels: Vec<TokenSpan>,
}

impl RuleBuffers {
    /// Finds the candidates of a text, in text order of their cues' sentences. The layout of a text
    /// says nothing where each paragraph stands for itself.
    pub(crate) fn find(
        &mut self,
        words: Words<'_>,
        (lexicon, vocabulary): (&Lexicon, &Vocabulary),
        reach: Reach,
    ) -> &[Candidate] {
        self.candidates.clear();
        self.labels.clear();
        let reading = self.reading.read(words, vocabulary);
        let segmentation = words.segmentation;
        if reach == Reach::Paragraph {
            for paragraph in &segmentation.paragraphs {
                let first = self.candidates.len();
                read_paragraph(&reading, lexicon, paragraph, &mut self.candidates);
                floating::adopt_floating(&reading, paragraph, &mut self.candidates, (first, first));
            }
            return &self.candidates;
        }
        let layout = dialogue::layout(&reading);
        if layout == Layout::List {
            let labels = segmentation.paragraphs.iter().filter_map(|it| label::label(&reading, it));
            self.labels.extend(labels.map(|label| label.cue));
        }
        for (index, paragraph) in segmentation.paragraphs.iter().enumerate() {
            let first = self.candidates.len();
            let turn = dialogue::turn(&reading, lexicon, index, &layout);
            match turn.or_else(|| signature::signature(&reading, paragraph)) {
                Some(whole) => self.candidates.push(whole),
                None => read_paragraph(&reading, lexicon, paragraph, &mut self.candidates),
            }
            self.candidates.extend(statement::statement(&reading, lexicon, index, &layout));
            floating::adopt_floating(&reading, paragraph, &mut self.candidates, (0, first));
        }
        &self.candidates
    }

    /// The rule that proposed the cue in the text read last, if one did.
    pub(crate) fn rule_of(&self, cue: TokenSpan) -> Option<Rule> {
        self.candidates.iter().find(|candidate| candidate.cue == cue).map(|found| found.rule)
    }

    /// The colons behind the labels of a list in the text read last: what follows them nobody says.
    pub(crate) fn labels(&self) -> &[TokenSpan] {
        &self.labels
    }
}

fn read_paragraph(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    paragraph: &Paragraph,
    candidates: &mut Vec<Candidate>,
) {
    let sentences = reading.segmentation.sentences.get(paragraph.sentences.range());
    let mut free = paragraph.tokens.start();
    for sentence in sentences.unwrap_or_default() {
        free = read_sentence(reading, lexicon, sentence, free, candidates);
    }
}

/// Reads one sentence and gives the first token after it that is still free.
fn read_sentence(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    sentence: &Sentence,
    mut free: usize,
    candidates: &mut Vec<Candidate>,
) -> usize {
    let first = candidates.len();
    let mut at = sentence.tokens.start().max(free);
    while at < sentence.tokens.end() {
        if let Some(quotation) = reading.quotation(at) {
            at = quotation.tokens.end().max(at + 1);
            continue;
        }
        let field = Field { free, sentence: sentence.tokens };
        let earlier = candidates.get(first..).unwrap_or_default();
        let found = candidate_at(reading, lexicon, at, field, earlier);
        let is_real = |one: &Candidate| {
            !one.source.is_some_and(|it| is_inverted(reading.words(), it, one.cue))
        };
        match found.filter(is_real) {
            Some(candidate) => {
                free = candidate.end();
                at = free.max(at + 1);
                candidates.push(candidate);
            }
            None => at += 1,
        }
    }
    free
}

/// The attribution whose cue has its first lexical word at the token.
fn candidate_at(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    token: usize,
    field: Field,
    earlier: &[Candidate],
) -> Option<Candidate> {
    if reading.cue_forms(token).is_empty() {
        return hearsay(reading, lexicon, token, field)
            .or_else(|| unknown_verb(reading, lexicon, token, field));
    }
    let Some(cue) = verb_cue(reading, lexicon, token) else {
        return nominal(reading, lexicon, token, field);
    };
    if cue.tokens.start() < field.free {
        return None;
    }
    fronted(reading, lexicon, &cue, field)
        .or_else(|| passive(reading, lexicon, &cue, field))
        .or_else(|| followed(reading, lexicon, &cue, field, earlier))
        .or_else(|| nominal(reading, lexicon, token, field))
}

/// A verb that the lexicon has not, right after a quotation and its subject: “Never,” he thundered.
fn unknown_verb(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    token: usize,
    field: Field,
) -> Option<Candidate> {
    let past = reading.is(token, Traits::VERBAL) && reading.form(token).ends_with("ed");
    if !past || reading.is(token, Traits::CAPITAL) {
        return None;
    }
    let cue = VerbCue {
        tokens: TokenSpan::new(token, token + 1),
        voice: Voice::Active,
        form: Form::PastOrParticiple,
        entry: lexicon.unknown_verb(),
    };
    fronted(reading, lexicon, &cue, field)
}

/// The attribution of a cue whose content follows it.
fn followed(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    cue: &VerbCue<'_>,
    field: Field,
    earlier: &[Candidate],
) -> Option<Candidate> {
    let content = complement(reading, lexicon, cue, field.sentence.end())?;
    let source = match cue.voice {
        Voice::Active => {
            Some(subject(reading, cue, field).or_else(|| elided_subject(reading, cue, earlier))?)
        }
        Voice::Participle => {
            let first = content.as_slice().first()?.start();
            let clause = Traits::COMPLEMENTISER.with(Traits::QUESTION).with(Traits::QUOTE);
            let paused = reading.is_before(cue.tokens.start(), Traits::MARK);
            if !paused && !reading.is(first, clause) {
                return None;
            }
            Some(shared_subject(reading, cue, field, earlier)?)
        }
        Voice::Passive | Voice::Infinitive => return None,
    };
    let rule = following(reading, cue, content)?;
    Some(Candidate { source, cue: cue.tokens, content, rule })
}

/// The subject of a finite cue: before it, or the relative pronoun that stands for it.
fn subject(reading: &Reading<'_>, cue: &VerbCue<'_>, field: Field) -> Option<TokenSpan> {
    let start = cue.tokens.start();
    if start > field.floor() && reading.is_before(start, Traits::RELATIVE) {
        let relative = TokenSpan::new(start - 1, start);
        let clause = reading.is(start - 1, Traits::COMPLEMENTISER)
            && start > 1
            && !reading.cue_forms(start - 2).is_empty();
        return (!clause).then_some(relative);
    }
    phrase::subject_before(reading, start, field.floor())
}

/// The subject that a second verb shares with the first: "X said A, but denied B".
fn elided_subject(
    reading: &Reading<'_>,
    cue: &VerbCue<'_>,
    earlier: &[Candidate],
) -> Option<TokenSpan> {
    let joined = Traits::COORDINATOR.with(Traits::CONTRAST);
    let candidate = earlier.last().filter(|_| reading.is_before(cue.tokens.start(), joined))?;
    candidate.source
}

/// The subject of a participle: that of the attribution before it in its sentence, or the subject
/// of the sentence.
fn shared_subject(
    reading: &Reading<'_>,
    cue: &VerbCue<'_>,
    field: Field,
    earlier: &[Candidate],
) -> Option<TokenSpan> {
    if let Some(candidate) = earlier.last() {
        return candidate.source;
    }
    let floor = field.floor().max(cue.tokens.start().saturating_sub(LONGEST_REACH));
    let finite = Traits::AUXILIARY.with(Traits::VERBAL);
    let verb = (floor..cue.tokens.start())
        .filter(|token| reading.quotation(*token).is_none())
        .find(|token| reading.is(*token, finite) || !reading.cue_forms(*token).is_empty())?;
    phrase::subject_before(reading, verb, floor)
}

/// The rule by which a content goes with the cue before it.
fn following(reading: &Reading<'_>, cue: &VerbCue<'_>, content: Pieces) -> Option<Rule> {
    let first = content.as_slice().first()?;
    let clause = Traits::COMPLEMENTISER.with(Traits::QUESTION);
    Some(if reading.quotation(first.start()).is_some() {
        Rule::FollowingQuotation
    } else if reading.is(first.start(), clause) || cue.entry.complements.has(Complements::BARE) {
        Rule::FollowingClause
    } else {
        Rule::FollowingObject
    })
}
