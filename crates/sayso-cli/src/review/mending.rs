//! What is otherwise than the table has it, question by question.

use std::io::{self, BufRead, Write};

use sayso::text::{AttributionType, Span};
use sayso_review::Change;

use crate::review::article::{Article, Row};
use crate::review::ask::Ask;
use crate::review::edges::edges;

/// What the reader answers to a question.
enum Answer<T> {
    /// Nothing is otherwise.
    Keep,
    /// This is right.
    Is(T),
    /// There is no answer, and there will be none.
    Ended,
}

/// Asks for all that may be otherwise; nothing where the answers ended before.
pub(super) fn mended<R: BufRead, W: Write>(
    ask: &mut Ask<R, W>,
    article: &Article,
    row: &Row,
) -> io::Result<Option<Change>> {
    let mut mender = Mender { ask, article, change: Change::default() };
    let is_whole = mender.speaker(&row.speaker, Usual::Kept)?
        && mender.words(Question::Content, (&row.content, &row.content))?
        && mender.words(Question::Source, (&row.source, &row.content))?
        && mender.words(Question::Cue, (&row.cue, &row.content))?
        && mender.attribution_type(row.attribution_type, Usual::Kept)?;
    Ok(is_whole.then_some(mender.change))
}

/// Asks for a statement that is missing; nothing where there is none after all.
pub(super) fn added<R: BufRead, W: Write>(
    ask: &mut Ask<R, W>,
    article: &Article,
    near: Span,
) -> io::Result<Option<Change>> {
    let question = "content of the missing statement (Enter for none): ";
    let content =
        answered(ask, question, |typed| places(article, &[near], (typed, Question::Content)))?;
    let Answer::Is(content) = content else { return Ok(None) };
    let mut change = Change::default();
    put(&mut change, article, (Question::Content, &content));
    let mut mender = Mender { ask, article, change };
    if !mender.words(Question::Source, (&[], &content))?
        || !mender.words(Question::Cue, (&[], &content))?
    {
        return Ok(None);
    }
    let source = mender.change.source.as_ref().and_then(|pieces| pieces.first());
    let named = source.map_or_else(String::new, |piece| piece.text.clone());
    let usual = Some(AttributionType::default());
    if !mender.speaker(&named, Usual::Said)? || !mender.attribution_type(usual, Usual::Said)? {
        return Ok(None);
    }
    let mut change = mender.change;
    let outer = content.iter().copied().reduce(Span::join).and_then(|span| article.outer(span));
    change.within = outer.map(|row| row.id.statement_id.clone());
    Ok(Some(change))
}

/// Whether what is there without an answer is part of the change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Usual {
    /// The table has it already.
    Kept,
    /// There is no row yet that has it.
    Said,
}

/// Asks for one thing after the other. Each question says whether there was an answer to it: none is
/// asked after the last.
struct Mender<'m, R, W> {
    ask: &'m mut Ask<R, W>,
    article: &'m Article,
    change: Change,
}

impl<R: BufRead, W: Write> Mender<'_, R, W> {
    fn speaker(&mut self, now: &str, usual: Usual) -> io::Result<bool> {
        let shown = if now.is_empty() { "nobody" } else { now };
        let question = format!("speaker [{shown}] (number, name, - for nobody): ");
        let article = self.article;
        let found = match answered(self.ask, &question, |typed| speaker(article, typed))? {
            Answer::Ended => return Ok(false),
            Answer::Keep => now.to_owned(),
            Answer::Is(found) => found,
        };
        if found != now || usual == Usual::Said {
            of_cast(&mut self.change, article, found);
        }
        Ok(true)
    }

    fn words(&mut self, question: Question, (old, near): (&[Span], &[Span])) -> io::Result<bool> {
        let article = self.article;
        let near = if old.is_empty() { near } else { old };
        let asked = format!("{} [{}]: ", question.name(), words(article, old));
        match answered(self.ask, &asked, |typed| places(article, near, (typed, question)))? {
            Answer::Ended => return Ok(false),
            Answer::Is(spans) if spans != old => {
                put(&mut self.change, article, (question, &spans));
            }
            Answer::Keep | Answer::Is(_) => {}
        }
        Ok(true)
    }

    fn attribution_type(&mut self, now: Option<AttributionType>, usual: Usual) -> io::Result<bool> {
        let shown = now.map_or("", |found| found.name());
        let question = format!("type [{shown}] ({}): ", types());
        let found = match answered(self.ask, &question, attribution_type)? {
            Answer::Ended => return Ok(false),
            Answer::Keep => now,
            Answer::Is(found) => Some(found),
        };
        if found != now || usual == Usual::Said {
            self.change.attribution_type = found;
        }
        Ok(true)
    }
}

/// The change of the speaker alone.
pub(super) fn of_speaker(article: &Article, row: &Row, typed: &str) -> Result<Change, String> {
    let mut change = Change::default();
    let found = speaker(article, typed)?;
    if found != row.speaker {
        of_cast(&mut change, article, found);
    }
    Ok(change)
}

/// The change of the type alone.
pub(super) fn of_type(row: &Row, typed: &str) -> Result<Change, String> {
    let found = attribution_type(typed)?;
    let attribution_type = Some(found).filter(|_| row.attribution_type != Some(found));
    Ok(Change { attribution_type, ..Change::default() })
}

/// The change of the content alone.
pub(super) fn of_content(article: &Article, row: &Row, typed: &str) -> Result<Change, String> {
    let mut change = Change::default();
    let spans = places(article, &row.content, (typed, Question::Content))?;
    if spans != row.content {
        put(&mut change, article, (Question::Content, &spans));
    }
    Ok(change)
}

/// What words are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Question {
    Content,
    Source,
    Cue,
}

impl Question {
    fn name(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Source => "source",
            Self::Cue => "cue",
        }
    }
}

/// Asks until the answer can be followed.
fn answered<R: BufRead, W: Write, T>(
    ask: &mut Ask<R, W>,
    question: &str,
    mut follow: impl FnMut(&str) -> Result<T, String>,
) -> io::Result<Answer<T>> {
    loop {
        match ask.ask(question)?.as_deref() {
            None => return Ok(Answer::Ended),
            Some("") => return Ok(Answer::Keep),
            Some(typed) => match follow(typed) {
                Ok(found) => return Ok(Answer::Is(found)),
                Err(reason) => ask.tell(&reason)?,
            },
        }
    }
}

/// The speaker of that number in the cast, or of that name.
fn speaker(article: &Article, typed: &str) -> Result<String, String> {
    let typed = typed.trim();
    if typed == "-" {
        return Ok(String::new());
    }
    let Ok(number) = typed.parse::<usize>() else {
        return if typed.is_empty() { Err("who is it?".to_owned()) } else { Ok(typed.to_owned()) };
    };
    let cast = article.cast();
    let found = number.checked_sub(1).and_then(|place| cast.get(place));
    let missing = || format!("there is no {number} in the list; it has {}", cast.len());
    found.map(|row| row.speaker.clone()).ok_or_else(missing)
}

/// Names a speaker, with what the article says of them elsewhere.
fn of_cast(change: &mut Change, article: &Article, name: String) {
    let cast = article.cast();
    let known = cast.iter().find(|row| row.speaker == name);
    change.speaker_kind = known.and_then(|row| row.speaker_kind);
    change.speaker_role = known.map(|row| row.speaker_role.clone());
    change.speaker = Some(name);
}

fn places(
    article: &Article,
    old: &[Span],
    (typed, question): (&str, Question),
) -> Result<Vec<Span>, String> {
    if typed == "-" {
        return match question {
            Question::Content => Err("without a content it is no statement; reject it".to_owned()),
            Question::Source | Question::Cue => Ok(Vec::new()),
        };
    }
    let spans = edges(article, old, typed)?;
    match (spans.as_slice(), question) {
        ([], _) => Err("no words".to_owned()),
        ([first, .., last], Question::Source | Question::Cue) => Ok(vec![first.join(*last)]),
        _ => Ok(spans),
    }
}

/// Puts words in, with all that follows from where a content stands.
fn put(change: &mut Change, article: &Article, (question, spans): (Question, &[Span])) {
    let places = article.places();
    match question {
        Question::Source => change.source = Some(places.pieces(spans)),
        Question::Cue => change.cue = Some(places.pieces(spans)),
        Question::Content => {
            let found = places.content(spans);
            change.content = found.content;
            (change.kind, change.paragraph, change.sentence) =
                (found.kind, found.paragraph, found.sentence);
        }
    }
}

fn types() -> String {
    let names: Vec<&str> = AttributionType::ALL.iter().map(|found| found.name()).collect();
    names.join(", ")
}

/// The type of that name, or of which it is the beginning.
fn attribution_type(typed: &str) -> Result<AttributionType, String> {
    let typed = typed.trim().to_lowercase();
    let begins = |found: &&AttributionType| found.name().starts_with(&typed);
    let mut found = AttributionType::ALL.iter().filter(begins);
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(*only),
        _ => Err(format!("which type is that? One of {}", types())),
    }
}

fn words(article: &Article, spans: &[Span]) -> String {
    let words: Vec<&str> = spans.iter().map(|span| span.of(&article.text)).collect();
    let joined = words.join(" […] ");
    joined.split_whitespace().collect::<Vec<_>>().join(" ")
}
