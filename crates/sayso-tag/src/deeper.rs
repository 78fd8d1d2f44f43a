//! Two networks, one after the other: the quick one reads all, the slow one reads again what that leaves in
//! doubt.
//!
//! What is in doubt is decided paragraph by paragraph, from the scores of the document alone, so that the same
//! text is read again whatever is computed along with it, and in arithmetic that is the same on every machine.
//! A paragraph is in doubt where its worst tokens are: one unsure edge is an unsure row, in however long a
//! paragraph. On articles of the training parts the three worst find, in half of the words, 94 % of the edges on
//! which the networks differ; the mean over all tokens finds 91 %, their mean entropy 90 %, the worst alone 94 %.
//!
//! Paragraphs in doubt that follow one another share windows. To read their neighbours with them costs more words
//! than it gives: at the same truth as without, 74 to 88 % of them instead of 57 to 73 %.

use std::f32::consts::LOG2_E;
use std::sync::OnceLock;

use sayso_text::{Segmentation, TokenSpan};

use crate::activation::exp2;
use crate::compiled::{Compiled, ReadingBuffers};
use crate::config::TagScores;
use crate::kernel::Kernel;
use crate::model::Model;
use crate::options::TaggerOptions;
use crate::scores::Scores;
use crate::windows::Passage;

/// Two networks that read one after the other: see [`Tagger::cascade`](crate::Tagger::cascade).
#[derive(Clone, Debug)]
pub struct Cascade<'m> {
    /// Reads all.
    pub first: &'m Model,
    /// Reads again what the first is unsure of; what it says of that counts.
    pub second: Model,
    /// A paragraph is read again if the first network leaves more than so much of the probability to other tags
    /// than the likeliest, on average of its three worst tokens; 0 to 1.
    pub unsure: f32,
}

/// The second network, compiled once something has to be read again.
#[derive(Clone, Debug)]
pub(crate) struct Deeper {
    model: Model,
    options: TaggerOptions,
    compiled: OnceLock<Compiled>,
    unsure: f32,
}

impl Deeper {
    pub(crate) const fn new(model: Model, options: TaggerOptions, unsure: f32) -> Self {
        Self { model, options, compiled: OnceLock::new(), unsure }
    }

    /// The most pieces of its windows.
    pub(crate) fn window(&self) -> usize {
        self.model.config.sizes.window
    }

    /// Reads again what the scores leave in doubt. `again` is memory for the paragraphs to read.
    pub(crate) fn read(
        &self,
        kernel: Kernel,
        passage: Passage<'_>,
        (buffers, again): (&mut ReadingBuffers, &mut Vec<bool>),
        scores: &mut Scores,
    ) {
        let segmentation = passage.segmentation;
        self.choose(segmentation, scores, again);
        let mut deep = scores.deep.take().unwrap_or_default();
        deep.has.clear();
        if again.contains(&true) {
            let compiled = self.compiled.get_or_init(|| Compiled::new(&self.model, self.options));
            let is_read = |number: usize| again.get(number).copied().unwrap_or_default();
            deep.scores.level = scores.level;
            compiled.read(
                kernel,
                Passage { is_read: &is_read, ..passage },
                buffers,
                &mut deep.scores,
            );
            deep.take(segmentation, is_read);
            scores.replace(&deep);
        }
        scores.deep = Some(deep);
    }

    /// Marks the paragraphs in doubt.
    fn choose(&self, segmentation: &Segmentation, scores: &Scores, again: &mut Vec<bool>) {
        let rows = |tokens: TokenSpan| scores.tags().get(tokens.range()).unwrap_or_default();
        let paragraphs = segmentation.paragraphs.iter();
        again.clear();
        again.extend(paragraphs.map(|paragraph| doubt(rows(paragraph.tokens)) > self.unsure));
    }
}

/// Tokens of a paragraph that say how much it is in doubt.
const WORST: usize = 3;

/// How much of the probability the tokens in most doubt leave to other tags than the likeliest, on average.
#[expect(clippy::cast_precision_loss, reason = "three")]
fn doubt(rows: &[TagScores]) -> f32 {
    let mut worst = [0.0; WORST];
    for row in rows {
        let mut left = left_to_others(row);
        for place in &mut worst {
            if left > *place {
                std::mem::swap(place, &mut left);
            }
        }
    }
    worst.iter().sum::<f32>() / WORST as f32
}

/// The probability of all tags but the likeliest.
fn left_to_others(row: &TagScores) -> f32 {
    let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    // 2^-126 is the least power that `exp2` gives.
    let power = |score: &f32| exp2(((score - highest) * LOG2_E).max(-126.0));
    1.0 - 1.0 / row.iter().map(power).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use sayso_text::{Paragraph, Span, Token, TokenKind};

    use super::*;
    use crate::config::TAGS;
    use crate::tagger::Tagger;

    /// A row whose likeliest tag leads by so much.
    fn row(lead: f32) -> TagScores {
        let mut row = [0.0; TAGS.len()];
        row[2] = lead;
        row
    }

    #[test]
    fn doubt_is_that_of_the_worst_tokens() {
        let sure = vec![row(30.0); 200];
        assert!(doubt(&sure) < 1e-6 && doubt(&[]) == 0.0);
        let edges = [sure.clone(), vec![row(0.0); 3]].concat();
        assert!((doubt(&edges) - 6.0 / 7.0).abs() < 1e-5);
        let one = [sure, vec![row(0.0)]].concat();
        assert!((doubt(&one) - 2.0 / 7.0).abs() < 1e-5);
    }

    fn cascade(unsure: f32) -> Tagger {
        let bytes = &include_bytes!("../tests/tiny.safetensors")[..];
        let first = &Model::from_bytes(bytes).unwrap();
        let cascade = Cascade { first, second: first.clone(), unsure };
        Tagger::cascade(cascade, TaggerOptions::default()).unwrap()
    }

    #[test]
    fn second_network_is_compiled_where_the_first_is_unsure() {
        let mut segmentation = Segmentation::default();
        segmentation.tokens.push(Token { span: Span::new(0, 4), kind: TokenKind::Word });
        let tokens = TokenSpan::new(0, 1);
        segmentation.paragraphs.push(Paragraph { tokens, ..Paragraph::default() });
        for (unsure, is_read) in [(1.0, false), (0.0, true)] {
            let tagger = cascade(unsure);
            let _ = tagger.tag("Rain", &segmentation);
            let second = tagger.deeper().unwrap();
            assert_eq!(second.compiled.get().is_some(), is_read, "unsure above {unsure}");
        }
    }
}
