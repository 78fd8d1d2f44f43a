//! Interviews and transcripts: paragraphs that open with a name and a colon.
//!
//! Lines of a word and a colon are mostly something else: fact boxes, weather, results, recipes, the
//! headers of an archive. A text is a dialogue only where its labels are people's, as far as their words
//! tell, and where what follows them is talk: somebody says "I", "we" or "you", asks, thanks or agrees.
//! Labels that come again make up for one of both. So "Cost:", "Time:" and "North:" are no speakers.

use sayso_text::{Paragraph, TokenSpan};
use sayso_words::Traits;

use crate::lexicon::Lexicon;
use crate::rules::candidate::{Candidate, Pieces};
use crate::rules::label::{Label, label};
use crate::rules::layout::{Layout, opening};
use crate::rules::reading::Reading;
use crate::rules::rule::Rule;
use crate::rules::statement::block;

/// How many paragraphs must open this way before the text counts as a dialogue; one alone is a
/// headline ("Budget: what we know").
const FEWEST_TURNS: usize = 3;

/// As many are enough where the labels stand on lines of their own.
const FEWEST_LINES: usize = 2;

/// A paragraph that may be a turn.
struct Turn<'a> {
    label: Label,
    name: &'a str,
    is_person: bool,
    is_talk: bool,
}

/// How the text is laid out.
pub(crate) fn layout<'a>(reading: &Reading<'a>) -> Layout<'a> {
    let paragraphs = &reading.segmentation.paragraphs;
    let mut turns: Vec<Turn<'a>> = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let Some(label) = label(reading, paragraph) else { continue };
        let words = if label.ends_line { paragraphs.get(index + 1) } else { Some(paragraph) };
        let Some(words) = words.filter(|words| is_sentence(reading, words)) else { continue };
        let content = TokenSpan::new(label.cue.end().max(words.tokens.start()), words.tokens.end());
        let is_talk = is_talk(reading, content);
        turns.push(Turn { name: label.name(reading), is_person: false, is_talk, label });
    }
    if alternates(turns.iter().filter_map(|turn| letter(turn.name))) {
        return Layout::Interview;
    }
    turns.retain(|turn| turn.label.source.is_some());
    if turns.len() < FEWEST_LINES {
        return Layout::Prose;
    }
    find_persons(reading, &mut turns);
    dialogue(&turns)
}

/// The layout that the turns make.
fn dialogue<'a>(turns: &[Turn<'a>]) -> Layout<'a> {
    let count = |is: &dyn Fn(&Turn<'a>) -> bool| turns.iter().filter(|turn| is(turn)).count();
    let mut names: Vec<&str> = turns.iter().map(|turn| turn.name).collect();
    names.sort_unstable();
    let comes_again = |turn: &Turn<'a>| {
        let first = names.partition_point(|name| *name < turn.name);
        turn.name.len() > 1 && names.get(first + 1) == Some(&turn.name)
    };
    let (all, talks) = (turns.len(), count(&|turn| turn.is_talk));
    let (persons, again) = (count(&|turn| turn.is_person), count(&comes_again));
    let lines = count(&|turn| turn.label.ends_line);
    let are_people = 2 * persons >= all && (4 * talks >= all || again > 0);
    let talk_by_turns = 2 * talks >= all && again > 0;
    let fewest = if lines == all { FEWEST_LINES } else { FEWEST_TURNS };
    if all < fewest {
        return Layout::Prose;
    }
    if !are_people && !talk_by_turns {
        return Layout::List;
    }
    let capitals = count(&|turn| is_in_capitals(turn.name));
    let is_transcript = again > 0 || capitals >= FEWEST_TURNS || lines == all;
    let rule = if is_transcript { Rule::Transcript } else { Rule::Turn };
    // Among speakers "Photo:" is none.
    let speaks = |turn: &&Turn<'a>| {
        let capital = capitals == all && is_in_capitals(turn.name);
        turn.is_person || comes_again(turn) || capital || letter(turn.name).is_some()
    };
    let mut names: Vec<&str> = turns.iter().filter(speaks).map(|turn| turn.name).collect();
    names.sort_unstable();
    names.dedup();
    Layout::Dialogue { names, rule }
}

/// Tells which labels are people's: by a given name or a title, by a word for who speaks, or as the last
/// word of a name that stands elsewhere.
fn find_persons(reading: &Reading<'_>, turns: &mut [Turn<'_>]) {
    let surnames = surnames(reading);
    for turn in turns {
        let Some(name) = turn.label.name_tokens else { continue };
        let is_surname = |word: &str| surnames.binary_search(&word.to_lowercase()).is_ok();
        let last = reading.form(name.end().saturating_sub(1));
        let dated = name.range().any(|token| reading.is(token, Traits::DATE));
        turn.is_person = !dated
            && (is_surname(last)
                || names_somebody(reading, name)
                || speaks_by_office(reading, name));
    }
}

/// Whether a given name or a title opens the words and a name goes on.
fn names_somebody(reading: &Reading<'_>, name: TokenSpan) -> bool {
    name.len() > 1 && reading.opens_name(name.start())
}

/// Words by which transcripts name who speaks.
const OFFICES: [&str; 16] = [
    "anchor",
    "announcer",
    "answer",
    "audience",
    "caller",
    "chairman",
    "court",
    "host",
    "interviewer",
    "moderator",
    "narrator",
    "participant",
    "question",
    "reporter",
    "speaker",
    "witness",
];

fn speaks_by_office(reading: &Reading<'_>, name: TokenSpan) -> bool {
    name.range().any(|token| OFFICES.iter().any(|office| reading.is_word(token, office)))
}

/// The last words of the names that open with a given name or a title, in lower case and sorted.
fn surnames(reading: &Reading<'_>) -> Vec<String> {
    let mut surnames = Vec::new();
    for token in 0..reading.segmentation.tokens.len() {
        let opens = reading.is(token, Traits::CAPITAL)
            && reading.is(token + 1, Traits::CAPITAL)
            && reading.opens_name(token);
        if opens {
            let name = token + 1..reading.segmentation.tokens.len().min(token + LONGEST_NAME);
            let last = name.take_while(|at| reading.is(*at, Traits::CAPITAL)).last();
            surnames.extend(last.map(|last| reading.form(last).to_lowercase()));
        }
    }
    surnames.sort_unstable();
    surnames
}

/// The longest name whose last word is looked for, in tokens.
const LONGEST_NAME: usize = 5;

/// Words with which one answers.
const ANSWERS: [&str; 14] = [
    "absolutely",
    "exactly",
    "hello",
    "hi",
    "no",
    "oh",
    "ok",
    "okay",
    "please",
    "sure",
    "thank",
    "thanks",
    "well",
    "yes",
];

/// Words of who speaks and who is spoken to.
const PERSONS: [&str; 9] = ["i", "me", "my", "we", "our", "us", "you", "your", "let"];

/// Whether the words are those of one who talks to somebody.
fn is_talk(reading: &Reading<'_>, content: TokenSpan) -> bool {
    let is_one_of = |token: usize, words: &[&str]| {
        reading.form(token) != "US" && words.iter().any(|word| reading.is_word(token, word))
    };
    content.range().any(|token| is_one_of(token, &PERSONS) || reading.form(token).contains('?'))
        || is_one_of(content.start(), &ANSWERS)
}

/// Whether questions and answers take turns; two questions may follow each other now and then.
fn alternates(letters: impl Iterator<Item = char>) -> bool {
    let letters: Vec<char> = letters.collect();
    let changes = letters.windows(2).filter(|pair| matches!(pair, [one, next] if one != next));
    let changes = changes.count();
    letters.len() >= FEWEST_TURNS && 2 * changes >= letters.len()
}

/// The letter of a question or an answer.
fn letter(name: &str) -> Option<char> {
    matches!(name, "Q" | "A" | "Q." | "A.").then(|| name.chars().next())?
}

/// The attribution of a paragraph in a dialogue: the name, the colon, and all that follows, also in the
/// paragraphs after it where they are the speaker's.
pub(crate) fn turn(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    index: usize,
    layout: &Layout<'_>,
) -> Option<Candidate> {
    let paragraph = reading.segmentation.paragraphs.get(index)?;
    let Label { source, cue, .. } = opening(reading, paragraph, layout)?;
    let rule = if let Layout::Dialogue { rule, .. } = layout { *rule } else { Rule::Transcript };
    let own = TokenSpan::new(cue.end(), end_of_turn(reading, paragraph).max(cue.end()));
    let own = Some(own).filter(|own| !own.is_empty());
    let content = block(reading, lexicon, (index, own), layout)?;
    Some(Candidate { source, cue, content: Pieces::one(content), rule })
}

/// Where the words of the turn end: before the mark that closes a quotation opened before the name.
fn end_of_turn(reading: &Reading<'_>, paragraph: &Paragraph) -> usize {
    let (start, end) = (paragraph.tokens.start(), paragraph.tokens.end());
    let around = reading.opens(start).is_some_and(|quotation| quotation.tokens.end() == end);
    if around && reading.is_before(end, Traits::QUOTE) { end - 1 } else { end }
}

/// Whether a sentence follows the name, and not a figure as in a list of results ("Obi: 1,812").
fn is_sentence(reading: &Reading<'_>, paragraph: &Paragraph) -> bool {
    reading.is_before(paragraph.tokens.end(), Traits::TERMINAL.with(Traits::QUOTE))
}

/// A letter alone ("Q", "A") is no name.
fn is_in_capitals(name: &str) -> bool {
    name.len() > 1 && name.chars().all(|letter| !letter.is_lowercase())
}
