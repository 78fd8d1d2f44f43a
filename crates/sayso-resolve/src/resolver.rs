//! The resolver and its worker.

use sayso_text::{Attribution, Segmentation, Speaker};
use sayso_words::{Reader, ReaderWorker, Words};

use crate::cast::apposition;
use crate::cast::evidence::{NameEvidence, NameScores};
use crate::cast::family;
use crate::choice::explained::Choice;
use crate::choice::ranker::Ranker;
use crate::confidence::{self, Calibration, Signs};
use crate::mentions::article::Article;
use crate::naming::Naming;
use crate::roster::Profile;
use crate::scratch::Scratch;
use crate::sources::source::{Head, Sources};
use crate::walk::steps::{Rules, Walk};
use crate::why::Why;
use crate::words::lexicon::Lexicon;
use crate::words::token::Tokens;

/// Finds who the sources of an article are. Compiled once, shared by all threads.
///
/// ```
/// use sayso_resolve::Resolver;
///
/// let resolver = Resolver::new();
/// let speakers = resolver.resolve("", &Default::default(), &[]);
/// assert!(speakers.is_empty());
/// ```
#[derive(Debug)]
pub struct Resolver {
    pub(crate) lexicon: Lexicon,
    pub(crate) ranker: Ranker,
    pub(crate) calibration: Calibration,
    pub(crate) rules: Rules,
}

impl Default for Resolver {
    fn default() -> Self {
        Self::new()
    }
}

impl Resolver {
    /// The resolver of the embedded word lists and weights.
    #[must_use]
    pub fn new() -> Self {
        Self {
            lexicon: Lexicon::embedded(),
            ranker: Ranker::embedded(),
            calibration: Calibration::embedded(),
            rules: Rules::all(),
        }
    }

    /// The same resolver with the weights of another ranker: a line a feature, as in
    /// `data/models/speaker-ranker.txt`. What is missing weighs nothing.
    #[must_use]
    pub fn with_weights(self, weights: &str) -> Self {
        Self { ranker: Ranker::parse(weights), ..self }
    }

    /// The same resolver without the rule of the name, as in [`rules`](crate::rules): to see what it is
    /// worth. Nothing changes where no rule has the name.
    #[must_use]
    pub fn without(self, rule: &str) -> Self {
        Self { rules: self.rules.without(rule), ..self }
    }

    /// The scratch of one thread.
    #[must_use]
    pub fn worker(&self) -> ResolverWorker<'_> {
        ResolverWorker {
            resolver: self,
            reader: self.reader().worker(),
            scratch: Scratch::default(),
            speakers: Vec::new(),
        }
    }

    /// What reads the words of a text for a worker.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.lexicon.reader
    }

    /// The speakers of the attributions, in their order: [`ResolverWorker::resolve`] that
    /// allocates.
    #[must_use]
    pub fn resolve(
        &self,
        text: &str,
        segmentation: &Segmentation,
        attributions: &[Attribution],
    ) -> Vec<Speaker> {
        self.worker().resolve(text, segmentation, attributions).to_vec()
    }
}

/// The buffers of one thread.
#[derive(Debug)]
pub struct ResolverWorker<'r> {
    resolver: &'r Resolver,
    reader: ReaderWorker<'r>,
    pub(crate) scratch: Scratch,
    speakers: Vec<Speaker>,
}

impl ResolverWorker<'_> {
    /// The speakers of the attributions, in their order. The spans of segmentation and attributions
    /// must be of this text.
    ///
    /// Linear in the text and the attributions.
    pub fn resolve(
        &mut self,
        text: &str,
        segmentation: &Segmentation,
        attributions: &[Attribution],
    ) -> &[Speaker] {
        self.read(text, segmentation, |worker, words| {
            worker.resolve_by(words, attributions, &[]);
        });
        &self.speakers
    }

    /// As [`Self::resolve`], of an article whose words are read, and with what a network says of the
    /// names: one entry a token.
    pub fn resolve_by(
        &mut self,
        words: Words<'_>,
        attributions: &[Attribution],
        names: &[NameScores],
    ) -> &[Speaker] {
        self.run(words, attributions, NameEvidence(names), None);
        &self.speakers
    }

    /// Reads the words of an article for what is done with them.
    fn read(
        &mut self,
        text: &str,
        segmentation: &Segmentation,
        then: impl FnOnce(&mut Self, Words<'_>),
    ) {
        let mut reader = std::mem::replace(&mut self.reader, self.resolver.reader().worker());
        then(self, reader.read(text, segmentation));
        self.reader = reader;
    }

    /// Why the speakers of the article resolved last are who they are, in the order of its attributions.
    /// Text and segmentation must be those of that article.
    #[must_use]
    pub fn whys(&self, text: &str, segmentation: &Segmentation) -> Vec<Why> {
        let Scratch { plan, cast, mentions, .. } = &self.scratch;
        let naming = Naming { text, segmentation, cast };
        plan.tasks.iter().map(|task| Why::new(task.reason, &naming, mentions)).collect()
    }

    /// On what the confidence in each speaker of the attributions resolved last rests, in their order.
    pub fn signs(&self) -> Vec<Signs> {
        let (scratch, lexicon) = (&self.scratch, &self.resolver.lexicon);
        let article = Article { reading: &scratch.reading, lexicon, mentions: &scratch.mentions };
        scratch.plan.tasks.ids().map(|id| confidence::signs(scratch, article, id)).collect()
    }

    /// The choices that the ranker made on the way, each with its candidates and what it saw of
    /// them: to look into a decision, and to train the ranker.
    pub fn explain(
        &mut self,
        text: &str,
        segmentation: &Segmentation,
        attributions: &[Attribution],
    ) -> Vec<Choice> {
        let mut choices = Vec::new();
        self.read(text, segmentation, |worker, words| {
            worker.run(words, attributions, NameEvidence::default(), Some(&mut choices));
        });
        choices
    }

    /// The speakers of the article with their names as used, roles and numbers of statements, the
    /// one who speaks most first.
    pub fn roster(
        &mut self,
        words: Words<'_>,
        attributions: &[Attribution],
        names: &[NameScores],
    ) -> Vec<Profile> {
        let Words { text, segmentation, .. } = words;
        self.run(words, attributions, NameEvidence(names), None);
        crate::roster::profiles(text, segmentation, &self.scratch, attributions, &self.speakers)
    }

    fn run(
        &mut self,
        words: Words<'_>,
        attributions: &[Attribution],
        evidence: NameEvidence<'_>,
        choices: Option<&mut Vec<Choice>>,
    ) {
        let Words { text, segmentation, .. } = words;
        let scratch = &mut self.scratch;
        let lexicon = &self.resolver.lexicon;
        scratch.reading.read(words, lexicon);
        scratch.mentions.find(&scratch.reading, lexicon, segmentation);
        scratch.plan.clear();
        read_sources(scratch, lexicon, segmentation, attributions);
        let article = Article { reading: &scratch.reading, lexicon, mentions: &scratch.mentions };
        scratch.cast.gather(article);
        scratch.cast.count_votes(article, evidence);
        scratch.plan.prepare(article.mentions.list());
        scratch.plan.nest();
        apposition::attach(article, &scratch.plan, &mut scratch.cast);
        family::join(article, &mut scratch.cast);
        scratch.discourse.clear(article.mentions.list().len());
        scratch.possessions.clear();
        scratch.heads.clear();
        Walk {
            text,
            segmentation,
            article,
            ranker: &self.resolver.ranker,
            rules: &self.resolver.rules,
            plan: &mut scratch.plan,
            cast: &mut scratch.cast,
            discourse: &mut scratch.discourse,
            possessions: &mut scratch.possessions,
            heads: &mut scratch.heads,
            choices,
        }
        .run();
        self.speakers.clear();
        let naming = Naming { text, segmentation, cast: &scratch.cast };
        naming.speakers(&scratch.plan, &mut self.speakers);
        let calibration = &self.resolver.calibration;
        for (id, speaker) in scratch.plan.tasks.ids().zip(&mut self.speakers) {
            let signs = confidence::signs(scratch, article, id);
            *speaker = std::mem::take(speaker).with_confidence(calibration.probability(&signs));
        }
    }
}

/// The log-odds of a probability, within bounds that no single row can go beyond.
fn log_odds(probability: f32) -> f32 {
    let probability = probability.clamp(0.02, 0.98);
    (probability / (1.0 - probability)).ln()
}

/// Reads the heads of all sources, and the bounds of all contents.
fn read_sources(
    scratch: &mut Scratch,
    lexicon: &Lexicon,
    segmentation: &Segmentation,
    attributions: &[Attribution],
) {
    let reading = &scratch.reading;
    let mut sources = Sources { reading, lexicon, mentions: &mut scratch.mentions };
    let tokens_in = |span| Tokens::from(segmentation.tokens_in(span));
    for attribution in attributions {
        let source = attribution.source.map(tokens_in).unwrap_or_default();
        sources.part_names(source, tokens_in(attribution.cue));
    }
    for attribution in attributions {
        let source = attribution.source.map(tokens_in).unwrap_or_default();
        let first = scratch.plan.heads.len();
        match attribution.source {
            Some(_) => sources.heads(source, &mut scratch.plan.heads),
            None => scratch.plan.heads.push(Head::Nobody),
        }
        let last = scratch.plan.heads.len();
        let content = tokens_in(attribution.bounds());
        let cue = tokens_in(attribution.cue);
        let task = scratch.plan.add(first..last, source, cue, content);
        scratch.plan.tasks[task].certainty = log_odds(attribution.confidence);
        let pieces = attribution.content.iter().map(|piece| tokens_in(*piece));
        scratch.plan.pieces.extend(pieces.map(|piece| (task, piece)));
    }
}
