//! Learns the weights of the ranker from gold speakers and from coreference chains.
//!
//! usage: train_ranker PRIOR [--gold GOLD[,SPEAKERS]]... [--chains WEIGHT,CHAINS]...
//!     [--automatic WEIGHT,CHAINS]... > speaker-ranker.txt
//!
//! GOLD and SPEAKERS are files as the example `gold_speakers` reads them; CHAINS is written by
//! `training/resolve/chains.py`; automatic ones miss most of what role nouns take up, so that they teach
//! only what these do take up. The model is a softmax over the candidates of each choice, learned by
//! AdaGrad; the choices are collected anew with the weights of the round before, because a choice
//! depends on those before it in the article. The same files give the same weights.

#[path = "gold/mod.rs"]
mod gold;

use std::error::Error;
use std::fmt::Write;

use sayso_resolve::{Anaphor, Choice, FEATURE_NAMES, FEATURES, Resolver};
use sayso_segment::Segmenter;
use sayso_text::Span;
use serde_json::Value;

const ROUNDS: usize = 2;
/// So many that more change nothing: with 16 the weights still move.
const EPOCHS: usize = 40;
const RATE: f32 = 0.1;
/// The penalty on the weights of one kind of anaphor, shared by its examples.
const PENALTY: f32 = 4.0;
/// A choice that is no source teaches less about sources than one that is.
const NO_SOURCE: f32 = 0.4;

/// A choice with the candidates that are right.
struct Example {
    anaphor: Anaphor,
    features: Vec<[f32; FEATURES]>,
    right: Vec<bool>,
    weight: f32,
}

/// An article, and its coreference chains with their weight where it has no gold speakers.
struct Lesson {
    article: gold::Article,
    chains: Option<Chains>,
}

/// Coreference chains.
struct Chains {
    weight: f32,
    automatic: bool,
    spans: Vec<Vec<Span>>,
}

type Weights = [[f32; FEATURES]; Anaphor::ALL.len()];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let prior = prior(&std::fs::read_to_string(arguments.next().ok_or("no prior given")?)?);
    let lessons = read(arguments)?;
    let mut resolver = Resolver::new();
    let mut table = String::new();
    for round in 0..ROUNDS {
        let examples = collect(&resolver, &lessons);
        let weights = learn(&examples, &prior);
        report(round, &examples, &weights);
        table = write(&weights);
        resolver = resolver.with_weights(&table);
    }
    print(&table);
    Ok(())
}

fn read(mut arguments: impl Iterator<Item = String>) -> Result<Vec<Lesson>, Box<dyn Error>> {
    let mut lessons = Vec::new();
    while let (Some(option), Some(files)) = (arguments.next(), arguments.next()) {
        let mut files = files.split(',').map(str::to_owned);
        if option == "--gold" {
            let articles = gold::read(&files.collect::<Vec<_>>())?;
            lessons.extend(articles.into_iter().map(|article| Lesson { article, chains: None }));
        } else {
            let weight = files.next().ok_or("no weight")?.parse()?;
            for value in gold::lines(&files.next().ok_or("no chains")?)? {
                lessons.push(chained(&value, weight, option == "--automatic"));
            }
        }
    }
    Ok(lessons)
}

fn chained(value: &Value, weight: f32, automatic: bool) -> Lesson {
    let article = gold::article(value, gold::string(value, "doc_id"), &Default::default());
    let offsets = gold::offsets(&article.text);
    let chains = value["chains"].as_array().into_iter().flatten();
    let spans = chains.map(|chain| gold::spans(chain, &offsets)).collect();
    Lesson { article, chains: Some(Chains { weight, automatic, spans }) }
}

fn collect(resolver: &Resolver, lessons: &[Lesson]) -> Vec<Example> {
    let segmenter = Segmenter::new();
    let mut worker = resolver.worker();
    let mut examples = Vec::new();
    for lesson in lessons {
        let text = &lesson.article.text;
        let attributions = lesson.article.attributions();
        for choice in worker.explain(text, &segmenter.segment(text), &attributions) {
            let (right, weight) = match &lesson.chains {
                Some(chains) => (chain_labels(&choice, &chains.spans), chains.weight),
                None => (gold_labels(&choice, &lesson.article), 1.0),
            };
            let weight = match (choice.attribution, choice.anaphor) {
                (_, Anaphor::Role) if is_doubtful(lesson, &right) => continue,
                (Some(_), _) => weight,
                (None, _) => weight * NO_SOURCE,
            };
            if right.iter().any(|right| *right) && right.len() > 1 {
                let mut right = right;
                let mut features: Vec<_> =
                    choice.candidates.iter().map(|it| it.features.values()).collect();
                let nobody = choice.candidates.last().is_some_and(|it| it.name.is_empty());
                if nobody && lesson.chains.is_some() && choice.anaphor != Anaphor::Role {
                    features.pop();
                    right.pop();
                }
                examples.push(Example { anaphor: choice.anaphor, features, right, weight });
            }
        }
    }
    examples
}

/// Whether automatic chains take the role noun for somebody new, as they do nearly always.
fn is_doubtful(lesson: &Lesson, right: &[bool]) -> bool {
    lesson.chains.as_ref().is_some_and(|it| it.automatic) && right.last() == Some(&true)
}

/// The candidates that have the gold name; nobody where the source has the words of the gold name.
fn gold_labels(choice: &Choice, article: &gold::Article) -> Vec<bool> {
    let Some(statement) = choice.attribution.and_then(|number| article.statements.get(number))
    else {
        return Vec::new();
    };
    let nameless = statement.kind == "unnamed";
    let mut right: Vec<bool> = choice
        .candidates
        .iter()
        .map(|it| !it.name.is_empty() && gold::same_name(&it.name, &statement.speaker))
        .collect();
    let found = right.iter().any(|right| *right);
    let nobody = choice.candidates.last().is_some_and(|it| it.name.is_empty());
    if nobody && choice.anaphor != Anaphor::Role {
        if let (Some(last), false) = (right.last_mut(), found) {
            *last = statement.kind != gold::UNLABELLED;
        }
    } else if let (Some(last), Anaphor::Role, false) = (right.last_mut(), choice.anaphor, found) {
        // What takes somebody up whom no candidate names teaches nothing.
        let own = gold::normal_name(&statement.source_text(&article.text));
        let gold = gold::normal_name(&statement.speaker);
        *last = nameless && !gold.is_empty() && gold.iter().all(|word| own.contains(word));
    }
    right
}

/// The candidates whose last mention is in the chain of the mention.
fn chain_labels(choice: &Choice, chains: &[Vec<Span>]) -> Vec<bool> {
    let holds = |chain: &Vec<Span>, span: Span| {
        chain.iter().any(|it| it.end() == span.end() && it.start().abs_diff(span.start()) < 40)
    };
    let own = chains.iter().find(|chain| holds(chain, choice.mention));
    let mut right: Vec<bool> = choice
        .candidates
        .iter()
        .map(|it| !it.mention.is_empty() && own.is_some_and(|chain| holds(chain, it.mention)))
        .collect();
    let found = right.iter().any(|right| *right);
    if let (Some(last), Anaphor::Role, false, None) = (right.last_mut(), choice.anaphor, found, own)
    {
        *last = true;
    }
    right
}

/// The weights after each epoch of the second half, averaged: they wander less than the last.
fn learn(examples: &[Example], prior: &Weights) -> Weights {
    let mut weights = *prior;
    let mut squares: Weights = [[1e-4; FEATURES]; Anaphor::ALL.len()];
    let mut mean: Weights = [[0.0; FEATURES]; Anaphor::ALL.len()];
    let counts = Anaphor::ALL.map(|it| weight_of(examples, it));
    let mut state = 7_u64;
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for epoch in 0..EPOCHS {
        shuffle(&mut order, &mut state);
        for example in order.iter().filter_map(|place| examples.get(*place)) {
            let column = example.anaphor as usize;
            let pull = Pull { prior: &prior[column], strength: PENALTY / counts[column] };
            step(example, &mut weights[column], &mut squares[column], pull);
        }
        if epoch >= EPOCHS / 2 {
            add(&mut mean, &weights);
        }
    }
    mean
}

fn add(mean: &mut Weights, weights: &Weights) {
    const SHARE: f32 = 1.0 / ((EPOCHS - EPOCHS / 2) as f32);
    for (sum, weight) in mean.iter_mut().flatten().zip(weights.iter().flatten()) {
        *sum += weight * SHARE;
    }
}

/// What draws weights back to where they started.
#[derive(Clone, Copy)]
struct Pull<'p> {
    prior: &'p [f32; FEATURES],
    strength: f32,
}

/// The weight of the examples of one kind, at least 1.
fn weight_of(examples: &[Example], anaphor: Anaphor) -> f32 {
    let own = examples.iter().filter(|example| example.anaphor == anaphor);
    own.map(|example| example.weight).sum::<f32>().max(1.0)
}

/// The weights of a table; what is missing is 0.
fn prior(table: &str) -> Weights {
    let mut weights: Weights = [[0.0; FEATURES]; Anaphor::ALL.len()];
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split_whitespace();
        let name = fields.next();
        let Some(place) = FEATURE_NAMES.iter().position(|known| Some(*known) == name) else {
            continue;
        };
        for (column, field) in weights.iter_mut().zip(fields) {
            column[place] = field.parse().unwrap_or_default();
        }
    }
    weights
}

fn step(
    example: &Example,
    weights: &mut [f32; FEATURES],
    squares: &mut [f32; FEATURES],
    pull: Pull<'_>,
) {
    let all = softmax(example, weights, |_| true);
    let right = softmax(example, weights, |place| example.right[place]);
    let mut gradient = [0.0_f32; FEATURES];
    for (place, features) in example.features.iter().enumerate() {
        let difference = (right[place] - all[place]) * example.weight;
        for (slot, value) in gradient.iter_mut().zip(features) {
            *slot += difference * value;
        }
    }
    let slopes = gradient.into_iter().zip(pull.prior);
    for ((weight, square), (slope, prior)) in weights.iter_mut().zip(squares).zip(slopes) {
        let slope = slope - pull.strength * example.weight * (*weight - prior);
        *square += slope * slope;
        *weight += RATE * slope / square.sqrt();
    }
}

/// The probabilities of the candidates that are counted.
fn softmax(
    example: &Example,
    weights: &[f32; FEATURES],
    counted: impl Fn(usize) -> bool,
) -> Vec<f32> {
    let score = |features: &[f32; FEATURES]| -> f32 {
        features.iter().zip(weights).map(|(value, weight)| value * weight).sum()
    };
    let scores: Vec<f32> = example.features.iter().map(score).collect();
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers: Vec<f32> = scores
        .iter()
        .enumerate()
        .map(|(place, score)| if counted(place) { (score - most).exp() } else { 0.0 })
        .collect();
    let sum: f32 = powers.iter().sum::<f32>().max(1e-20);
    powers.iter().map(|power| power / sum).collect()
}

/// Fisher and Yates with a linear congruential generator, so that every run is the same.
fn shuffle(order: &mut [usize], state: &mut u64) {
    for last in (1..order.len()).rev() {
        *state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let place = usize::try_from(*state >> 33).unwrap_or(0) % (last + 1);
        order.swap(last, place);
    }
}

fn write(weights: &Weights) -> String {
    let mut table = String::from(
        "# Weights of the ranker of sayso-resolve: a feature, then its weight for he and she, for it, for\n\
         # they, and for role nouns. Learned from gold speakers (PolNeAR, Wikinews and strict, training parts) and\n\
         # coreference chains (PolNeAR training part by Stanford CoreNLP; GUM by hand). The corpora are\n\
         # not part of this file. Licence: MIT OR Apache-2.0.\n\
         # Made by: see training/resolve/README.md\n",
    );
    for (place, name) in FEATURE_NAMES.iter().enumerate() {
        let row = weights.iter().map(|column| format!(" {:.3}", column[place])).collect::<String>();
        let _infallible = writeln!(table, "{name}{row}");
    }
    table
}

#[expect(clippy::print_stdout, reason = "the weights are the output")]
fn print(table: &str) {
    print!("{table}");
}

#[expect(clippy::print_stderr, reason = "progress goes to standard error")]
fn report(round: usize, examples: &[Example], weights: &Weights) {
    for anaphor in Anaphor::ALL {
        let own: Vec<&Example> = examples.iter().filter(|it| it.anaphor == anaphor).collect();
        let right = own.iter().filter(|it| is_right(it, &weights[anaphor as usize])).count();
        eprintln!("round {round} {anaphor:?}: {right} of {} right", own.len());
    }
}

fn is_right(example: &Example, weights: &[f32; FEATURES]) -> bool {
    let scores = softmax(example, weights, |_| true);
    let best = (0..scores.len()).max_by(|one, other| scores[*one].total_cmp(&scores[*other]));
    best.is_some_and(|best| example.right[best])
}
