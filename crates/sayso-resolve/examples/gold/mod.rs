//! Reading gold speakers, for the examples.
#![allow(dead_code, reason = "each example uses a part")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use sayso_text::{Attribution, Span};
use serde_json::Value;

/// The kind of a speaker that nobody marked.
pub(crate) const UNLABELLED: &str = "unlabelled";

/// The arguments of an example.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) files: Vec<String>,
    pub(crate) errors: usize,
    pub(crate) all: bool,
    /// Weights of the ranker in place of the embedded ones.
    pub(crate) weights: Option<String>,
    /// The rules to do without, each in turn.
    pub(crate) without: Option<String>,
    pub(crate) signs: bool,
}

impl Options {
    /// Reads arguments: `--errors N`, `--all`, `--weights FILE`, `--without RULE`,
    /// `--signs`, the rest files.
    pub(crate) fn parse(arguments: impl Iterator<Item = String>) -> Self {
        let mut options = Self::default();
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--errors" => {
                    let number = arguments.next().and_then(|number| number.parse().ok());
                    options.errors = number.unwrap_or(20);
                }
                "--all" => options.all = true,
                "--signs" => options.signs = true,
                "--weights" => options.weights = arguments.next(),
                "--without" => options.without = arguments.next(),
                _ => options.files.push(argument),
            }
        }
        options
    }
}

/// An article with its gold statements.
pub(crate) struct Article {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) statements: Vec<Statement>,
}

/// One gold attribution.
pub(crate) struct Statement {
    pub(crate) id: String,
    pub(crate) source: Vec<Span>,
    pub(crate) cue: Vec<Span>,
    pub(crate) content: Vec<Span>,
    pub(crate) speaker: String,
    pub(crate) kind: String,
    /// How sure the attribution is; 1 in gold.
    pub(crate) confidence: f32,
}

impl Article {
    /// The gold statements as attributions.
    pub(crate) fn attributions(&self) -> Vec<Attribution> {
        self.statements.iter().map(Statement::attribution).collect()
    }
}

impl Statement {
    fn attribution(&self) -> Attribution {
        let cue = self.cue.iter().copied().reduce(Span::join).unwrap_or_default();
        Attribution::new(cue, self.content.clone())
            .with_source(self.source.iter().copied().reduce(Span::join))
            .with_confidence(self.confidence)
    }

    /// The words of the source.
    pub(crate) fn source_text(&self, text: &str) -> String {
        self.source.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ")
    }

    /// The text before and after the source.
    pub(crate) fn context(&self, text: &str) -> String {
        let place = self.source.first().or(self.cue.first()).copied().unwrap_or_default();
        let start = boundary(text, place.start().saturating_sub(350));
        let end = boundary(text, place.end() + 150);
        let before = Span::new(start, place.start()).of(text);
        let after = Span::new(place.end(), end).of(text);
        format!("{before}[[{}]]{after}", place.of(text)).replace('\n', " / ")
    }
}

fn boundary(text: &str, near: usize) -> usize {
    let mut place = near.min(text.len());
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    place
}

/// Reads the gold file, and the speakers file where one is given.
pub(crate) fn read(files: &[String]) -> Result<Vec<Article>, Box<dyn Error>> {
    let gold = files.first().ok_or("no gold file given")?;
    let mut speakers = BTreeMap::new();
    for value in files.get(1).map(|file| lines(file)).transpose()?.unwrap_or_default() {
        let key = (string(&value, "doc_id"), string(&value, "id"));
        let spans = value["speaker"].as_array().cloned().map(Value::from);
        let speaker = Speaker { name: string(&value, "speaker"), spans };
        speakers.insert(key, (speaker, string(&value, "kind")));
    }
    let known: BTreeSet<String> = speakers.keys().map(|(id, _)| id.clone()).collect();
    let mut articles = Vec::new();
    for value in lines(gold)? {
        let id = string(&value, "doc_id");
        if known.is_empty() || known.contains(&id) {
            articles.push(article(&value, id, &speakers));
        }
    }
    Ok(articles)
}

/// A gold speaker: a name, or where the text has its words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Speaker {
    name: String,
    /// In code points.
    spans: Option<Value>,
}

impl Speaker {
    /// The name; that of several parted by "; ".
    fn name(self, text: &str, offsets: &[usize]) -> String {
        let Some(given) = self.spans else { return self.name };
        let words = |span: Span| span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let names = ordered_spans(&given, offsets).into_iter().map(words);
        names.collect::<Vec<_>>().join("; ")
    }
}

/// Speaker and kind by document and attribution.
pub(crate) type Speakers = BTreeMap<(String, String), (Speaker, String)>;

/// An article of a JSON line.
pub(crate) fn article(value: &Value, id: String, speakers: &Speakers) -> Article {
    let text = string(value, "text");
    let offsets = offsets(&text);
    let mut statements = Vec::new();
    for attribution in value["attributions"].as_array().into_iter().flatten() {
        let number = string(attribution, "id");
        let own = Speaker { name: string(attribution, "speaker"), spans: None };
        let own = (own, string(attribution, "kind"));
        let given = speakers.get(&(id.clone(), number.clone())).cloned();
        let labelled = given.is_some() || !own.1.is_empty();
        let (speaker, kind) = given.unwrap_or(own);
        let speaker = speaker.name(&text, &offsets);
        let kind = if labelled { kind } else { UNLABELLED.to_owned() };
        statements.push(Statement {
            id: number,
            source: spans(&attribution["source"], &offsets),
            cue: spans(&attribution["cue"], &offsets),
            content: spans(&attribution["content"], &offsets),
            speaker,
            kind,
            confidence: confidence(attribution),
        });
    }
    statements.sort_by_key(|statement| statement.content.first().map(|span| span.start()));
    Article { id, text, statements }
}

/// The byte of each character, and of the end.
pub(crate) fn offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(place, _)| place).chain([text.len()]).collect()
}

/// Spans in code points as spans in bytes, in text order.
pub(crate) fn spans(value: &Value, offsets: &[usize]) -> Vec<Span> {
    let mut spans = ordered_spans(value, offsets);
    spans.sort_unstable();
    spans
}

/// Spans in code points as spans in bytes, in their own order.
fn ordered_spans(value: &Value, offsets: &[usize]) -> Vec<Span> {
    let place = |value: &Value| {
        let number = value.as_u64().and_then(|number| usize::try_from(number).ok());
        number.and_then(|number| offsets.get(number)).copied().unwrap_or_default()
    };
    let spans = value.as_array().into_iter().flatten();
    spans.map(|span| Span::new(place(&span[0]), place(&span[1]))).collect()
}

/// A field of text.
pub(crate) fn string(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

/// The JSON lines of a file, which may be compressed.
pub(crate) fn lines(path: &str) -> Result<Vec<Value>, Box<dyn Error>> {
    let file = File::open(path)?;
    let reader: Box<dyn Read> = if path.ends_with(".gz") {
        Box::new(flate2::read::GzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let lines = BufReader::new(reader).lines();
    lines.map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

const DROPPED: &[&str] = &["the", "a", "an", "mr", "mrs", "ms", "dr"];

/// The words of a name as the scorer compares them: without accents, possessives, articles, titles.
pub(crate) fn normal_name(name: &str) -> Vec<String> {
    let folded: String = name.chars().filter_map(fold).collect::<String>().to_lowercase();
    let plain = folded.replace("'s ", " ");
    let plain = plain.strip_suffix("'s").unwrap_or(&plain);
    plain
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty() && !DROPPED.contains(word))
        .map(str::to_owned)
        .collect()
}

fn fold(character: char) -> Option<char> {
    let plain = match character {
        '’' => '\'',
        '\u{a0}' => ' ',
        'à'..='å' | 'ā' | 'ă' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ę' => 'e',
        'ğ' => 'g',
        'ì'..='ï' | 'ī' => 'i',
        'ñ' | 'ń' => 'n',
        'ò'..='ö' | 'ō' => 'o',
        'š' | 'ş' => 's',
        'ù'..='ü' | 'ū' => 'u',
        'ý' => 'y',
        'ž' => 'z',
        other => other,
    };
    plain.is_ascii().then_some(plain)
}

/// Whether two names are one to the scorer.
pub(crate) fn same_name(predicted: &str, gold: &str) -> bool {
    let (one, other) = (normal_name(predicted), normal_name(gold));
    if one.is_empty() || other.is_empty() || one == other {
        return one == other;
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short.len() >= 2 && short.last() == long.last() && short.iter().all(|it| long.contains(it))
}

const PRONOUNS: &[&str] = &[
    "he",
    "she",
    "they",
    "it",
    "his",
    "her",
    "their",
    "its",
    "who",
    "which",
    "that",
    "i",
    "we",
    "him",
    "them",
    "whose",
    "himself",
    "herself",
    "one",
    "both",
    "you",
    "my",
    "our",
    "me",
    "us",
    "itself",
    "themselves",
    "self",
];

/// The kind of mention that a source is, told from its words and its gold speaker.
pub(crate) fn mention_kind(source: &str, statement: &Statement) -> &'static str {
    let words = normal_name(source);
    let name = normal_name(&statement.speaker);
    let pronoun =
        words.len() <= 2 && words.first().is_some_and(|it| PRONOUNS.contains(&it.as_str()));
    match statement.kind.as_str() {
        "none" => "none",
        "several" => "several",
        _ if source.trim().is_empty() => "absent",
        "unnamed" if pronoun => "nameless pronoun",
        "unnamed" => "nameless",
        _ if pronoun => "pronoun",
        _ if name.iter().all(|word| words.contains(word)) => "full name",
        _ if name.iter().any(|word| words.contains(word)) => "partial name",
        _ => "role noun",
    }
}

/// How sure the attribution is; gold is.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a share from 0 to 1, of which two digits count"
)]
fn confidence(attribution: &Value) -> f32 {
    attribution["confidence"].as_f64().unwrap_or(1.0) as f32
}
