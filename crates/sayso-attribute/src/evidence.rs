//! What speaks for each token being part of a source, cue or content, and for which of them belong
//! together. Rules and networks give it in the same form, and one decoder reads it.

use sayso_tag::{Calibration, Reading, Scores, TagScores, Thresholds, Transitions, TypeScores};
use sayso_text::TokenSpan;

/// The tags of tokens: outside, and the first and further tokens of each role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    Outside,
    Begin(Role),
    Inside(Role),
}

/// What a span is in its attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Source,
    Cue,
    Content,
}

/// The number of tags.
pub(crate) const TAGS: usize = sayso_tag::TAGS.len();

impl Tag {
    /// All tags in the order of their scores.
    pub(crate) const ALL: [Self; TAGS] = [
        Self::Outside,
        Self::Begin(Role::Source),
        Self::Inside(Role::Source),
        Self::Begin(Role::Cue),
        Self::Inside(Role::Cue),
        Self::Begin(Role::Content),
        Self::Inside(Role::Content),
    ];

    /// The place of the tag in a row of scores.
    pub(crate) const fn index(self) -> usize {
        match self {
            Self::Outside => 0,
            Self::Begin(role) => 1 + 2 * role as usize,
            Self::Inside(role) => 2 + 2 * role as usize,
        }
    }

    /// Whether the tag may follow `before`, `None` being the start of a paragraph.
    pub(crate) fn may_follow(self, before: Option<Self>) -> bool {
        match self {
            Self::Inside(role) => {
                before == Some(Self::Begin(role)) || before == Some(Self::Inside(role))
            }
            _ => true,
        }
    }
}

/// The evidence over one text, from which attributions are decoded.
///
/// Whatever can score tokens and links can stand behind this trait; the decoder knows of no model.
/// Tokens are named by their index in the segmentation. Tags stand in the order of
/// [`sayso_tag::TAGS`].
pub trait Evidence {
    /// A row of scores for each token of the segmentation, in log odds up to a constant.
    fn tags(&self) -> &[TagScores];

    /// How well each tag follows each other in the paragraph of the token, and how well each begins it.
    /// Impossible sequences are left out by the decoder whatever stands here.
    fn transitions(&self, token: usize) -> Transitions;

    /// How probable tags become the confidence of a row whose cue begins at token `cue`.
    fn calibration(&self, cue: usize) -> Calibration {
        let _ = cue;
        Calibration::default()
    }

    /// How sure a row whose cue begins at token `cue` must be to be one; by default all may stand.
    fn thresholds(&self, cue: usize) -> Thresholds {
        let _ = cue;
        Thresholds::default()
    }

    /// What counts as an attribution.
    fn reading(&self) -> Reading {
        Reading::default()
    }

    /// How well each type goes with the cue that begins at token `cue`, in the order of
    /// [`sayso_tag::TYPES`]; nothing where the words of the cue alone tell its type.
    fn types(&self, cue: usize) -> Option<TypeScores> {
        let _ = cue;
        None
    }

    /// The tokens that were scored together with this one; links do not leave them.
    fn window(&self, token: usize) -> TokenSpan;

    /// How well the cue that begins at token `cue` goes with the content that begins at `content`.
    fn content_to_cue(&self, content: usize, cue: usize) -> f32;

    /// Whether the cue that begins at token `cue` introduces the content that begins at `content` in
    /// a later paragraph, though that is no quotation.
    fn introduces(&self, cue: usize, content: usize) -> bool {
        let _ = (cue, content);
        false
    }

    /// How well the source that begins at token `source`, or no source, goes with the cue that
    /// begins at `cue`.
    fn cue_to_source(&self, cue: usize, source: Option<usize>) -> f32;
}

impl Evidence for Scores {
    fn tags(&self) -> &[TagScores] {
        self.tags()
    }

    fn transitions(&self, token: usize) -> Transitions {
        let (mut table, outside) = (self.transitions(token), self.outside(token));
        let tag = Tag::Outside.index();
        table.start[tag] += outside;
        table.between.iter_mut().for_each(|row| row[tag] += outside);
        table
    }

    fn calibration(&self, cue: usize) -> Calibration {
        self.calibration(cue)
    }

    fn thresholds(&self, cue: usize) -> Thresholds {
        self.thresholds(cue)
    }

    fn reading(&self) -> Reading {
        self.reading()
    }

    fn types(&self, cue: usize) -> Option<TypeScores> {
        self.types(cue).copied()
    }

    fn window(&self, token: usize) -> TokenSpan {
        let windows = self.windows();
        let after = windows.partition_point(|window| window.start() <= token);
        after.checked_sub(1).and_then(|at| windows.get(at)).copied().unwrap_or_default()
    }

    fn content_to_cue(&self, content: usize, cue: usize) -> f32 {
        self.content_to_cue(content, cue)
    }

    fn cue_to_source(&self, cue: usize, source: Option<usize>) -> f32 {
        self.cue_to_source(cue, source)
    }
}

/// The probability of each tag at one token.
pub(crate) fn probabilities(scores: &TagScores) -> TagScores {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers = scores.map(|score| (score - highest).exp());
    let sum: f32 = powers.iter().sum();
    powers.map(|power| power / sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn index_is_the_place_in_the_list() {
        for (index, tag) in Tag::ALL.iter().enumerate() {
            assert_eq!(tag.index(), index);
        }
    }

    #[test]
    fn tags_stand_in_the_order_of_the_network() {
        let names = Tag::ALL.map(|tag| match tag {
            Tag::Outside => "O".to_owned(),
            Tag::Begin(role) => format!("B-{role:?}").to_uppercase(),
            Tag::Inside(role) => format!("I-{role:?}").to_uppercase(),
        });
        assert_eq!(names.to_vec(), sayso_tag::TAGS.to_vec());
    }

    #[test]
    fn inside_follows_only_its_own_role() {
        let inside = Tag::Inside(Role::Cue);
        assert!(inside.may_follow(Some(Tag::Begin(Role::Cue))));
        assert!(!inside.may_follow(Some(Tag::Begin(Role::Source))));
        assert!(!inside.may_follow(None));
    }
}
