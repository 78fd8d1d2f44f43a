//! What was found in one part of a text, before it becomes rows.

use sayso_resolve::{NameScores, ResolverWorker, Why};
use sayso_text::{Attribution, Speaker};
use sayso_words::Words;

use crate::voices::Voice;

/// The voices of one part of a text with their speakers; its memory is used again.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) voices: Vec<Voice>,
    /// As many as voices.
    pub(crate) speakers: Vec<Speaker>,
    /// What the network says of the names in the text.
    pub(crate) names: Vec<NameScores>,
    /// Whether it is asked why the speakers are who they are, and the answers: as many as speakers.
    pub(crate) explains: bool,
    pub(crate) whys: Vec<Why>,
}

/// Who says "I" in a content is who says the content.
const FIRST_PERSON: [&str; 8] = ["i", "me", "my", "myself", "we", "us", "our", "ourselves"];

impl Found {
    pub(crate) fn clear(&mut self) {
        self.voices.clear();
        self.speakers.clear();
        self.names.clear();
        self.whys.clear();
    }

    /// Gives the voices within others their speakers, once those at the top have theirs.
    ///
    /// The article is resolved again with all of them: an inner source is a mention like others, but
    /// who speaks at the top must not depend on it.
    pub(crate) fn resolve_inner(&mut self, words: Words<'_>, resolver: &mut ResolverWorker<'_>) {
        let Words { text, segmentation, .. } = words;
        if self.voices.len() == self.speakers.len() {
            return;
        }
        let all: Vec<Attribution> =
            self.voices.iter().map(|voice| voice.attribution.clone()).collect();
        let mut outer = std::mem::take(&mut self.speakers).into_iter();
        let resolved = resolver.resolve_by(words, &all, &self.names);
        for (voice, speaker) in self.voices.iter().zip(resolved) {
            let own = match voice.within {
                None => outer.next(),
                Some(around) if is_first_person(text, voice) => self.speakers.get(around).cloned(),
                Some(_) => None,
            };
            self.speakers.push(own.unwrap_or_else(|| speaker.clone()));
        }
        if self.explains {
            let mut outer = std::mem::take(&mut self.whys).into_iter();
            let whys = resolver.whys(text, segmentation).into_iter().zip(&self.voices);
            self.whys = whys
                .map(|(why, voice)| match voice.within {
                    None => outer.next().unwrap_or(why),
                    Some(_) => why,
                })
                .collect();
        }
    }
}

fn is_first_person(text: &str, voice: &Voice) -> bool {
    let source = voice.attribution.source.map_or("", |source| source.of(text));
    // "US" is a country.
    source != "US" && FIRST_PERSON.iter().any(|word| source.eq_ignore_ascii_case(word))
}
