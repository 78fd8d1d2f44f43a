//! Contents that a network runs over the end of a sentence, cut back.
//!
//! A network scores tokens and does not know where sentences end. So a clause sometimes takes
//! the next sentence with it, or a whole attribution that stands in the sentence before, and now and
//! then a content is one word that cannot be one.

use sayso_tag::Reading;
use sayso_text::{Attribution, Segmentation, Span, TokenKind, TokenSpan};
use sayso_words::Words;

use crate::assemble::{kind, without_outer_marks};
use crate::edges::Edges;
use crate::rules::{Candidate, Rule};
use crate::{apart, expressive, going_on, infinitives, quoted, unreal};

/// What is no source alone: in "the proposed law" nobody proposes.
const ARTICLES: [&str; 3] = ["the", "a", "an"];

/// With the articles, the determiners that cannot stand alone, as "her" and "this" can.
const POSSESSIVES: [&str; 5] = ["my", "your", "our", "their", "its"];

/// Cuts the contents of what was found, and gives the proposals that they had swallowed.
pub(crate) fn mend<'c>(
    text: &str,
    segmentation: &Segmentation,
    (candidates, edges): (&'c [Candidate], Edges<'_>),
    found: &mut Vec<Attribution>,
) -> Vec<&'c Candidate> {
    let mut proposals: Vec<&Candidate> = candidates.iter().collect();
    proposals.sort_by_key(|candidate| candidate.cue.start());
    let mender = Mender { text, segmentation, words: edges.words, proposals };
    let mut freed = Vec::new();
    for one in found.iter_mut() {
        expressive::mend(text, segmentation, edges.expressive, one);
        one.content = mender.mended(one, &mut freed);
        one.content = apart::kept(text, segmentation, one);
        edges.set(text, segmentation, one);
    }
    going_on::keep(edges.words, found);
    if edges.reading == Reading::Strict {
        infinitives::join(edges.words, edges.vocabulary, found);
    }
    for one in found.iter_mut() {
        one.kind = kind(text, segmentation, &one.content);
    }
    let article = |span: Span| ARTICLES.iter().any(|it| span.of(text).eq_ignore_ascii_case(it));
    let strict = edges.reading == Reading::Strict;
    found.retain(|one| {
        let nobody = one.source.is_some_and(article);
        let cue = one.cue.of(text);
        let name = strict && (is_fame(cue) || one.source.is_none() && is_naming(cue));
        let nobody = nobody || is_half(cue) || unreal::is_unreal(edges.words, one);
        !nobody && !name && !one.content.is_empty() && !is_determiner(text, &one.content)
    });
    freed
}

/// Words by which a text gives another name: in "also called the Q-West" nobody calls.
const NAMING: [&str; 5] = ["also called", "formerly called", "so-called", "titled", "entitled"];

/// Words with which a cue ends that tells a name or what somebody is famous for: nobody in the text knows it.
const FAME: [&str; 2] = ["known as", "known for"];

/// Whether the cue is an apostrophe alone, which is half a word: "I ' m ready".
fn is_half(cue: &str) -> bool {
    cue.trim_matches(['\'', '’']).is_empty()
}

fn is_naming(cue: &str) -> bool {
    NAMING.iter().any(|words| cue.eq_ignore_ascii_case(words))
}

fn is_fame(cue: &str) -> bool {
    let cue = cue.to_lowercase();
    FAME.iter().any(|words| cue.ends_with(words))
}

/// Whether the content is one word that says nothing alone: "the" after "introduced", "not" before "according to".
fn is_determiner(text: &str, content: &[Span]) -> bool {
    let [only] = content else { return false };
    let mut words = ARTICLES.iter().chain(&POSSESSIVES).chain(&["not"]);
    words.any(|word| only.of(text).eq_ignore_ascii_case(word))
}

struct Mender<'a, 'c> {
    text: &'a str,
    segmentation: &'a Segmentation,
    words: Words<'a>,
    /// Sorted by the start of their cues.
    proposals: Vec<&'c Candidate>,
}

impl<'c> Mender<'_, 'c> {
    /// The content of the attribution as it should be.
    fn mended(&self, one: &Attribution, freed: &mut Vec<&'c Candidate>) -> Vec<Span> {
        let cue = self.segmentation.tokens_in(one.cue);
        let sentence = self.sentence(cue.start());
        if let Some(hearsay) = self.hearsay(cue).filter(|_| one.source.is_none()) {
            return hearsay
                .content
                .as_slice()
                .iter()
                .map(|it| self.segmentation.span(*it))
                .collect();
        }
        let source = if one.source.is_none() { self.source(cue) } else { None };
        let mut mended = Vec::with_capacity(one.content.len());
        for span in &one.content {
            let whole = self.segmentation.tokens_in(*span);
            let content = quoted::behind_mark(self.words, whole).unwrap_or(whole);
            if content.is_empty() {
                continue;
            }
            let other = self.of_the_next(content, cue).or_else(|| self.of_another(content, cue));
            if let Some(next) = other {
                freed.push(next);
                continue;
            }
            if self.is_quoted(content) {
                mended.extend(quoted::pieces(self.words, content, cue));
                continue;
            }
            let mut kept = content;
            if let Some(swallowed) = self.swallowed(content, sentence) {
                freed.push(swallowed);
                kept = rest(content, sentence);
            }
            kept = self.without_next_sentence(kept, cue, sentence);
            if let Some(source) = source.filter(|source| source.end() == kept.end()) {
                kept = TokenSpan::new(kept.start(), source.start().max(kept.start()));
            }
            if kept == whole {
                mended.push(*span);
            } else if !kept.is_empty() {
                let kept = without_outer_marks(self.text, self.segmentation, kept);
                mended.push(self.segmentation.span(kept));
            }
        }
        quoted::joined(self.segmentation, mended, one)
    }

    /// The proposal of the rules of which the cue is "reportedly": the whole clause is told, where a network finds the
    /// half of it behind or before.
    fn hearsay(&self, cue: TokenSpan) -> Option<&'c Candidate> {
        let after = self.proposals.partition_point(|one| one.cue.start() < cue.start());
        let proposal = self.proposals.get(after).copied()?;
        (proposal.cue == cue && proposal.rule == Rule::Hearsay).then_some(proposal)
    }

    /// The proposal to which a quotation behind the cue belongs that ends with a comma, as one before its
    /// own cue does: “We will go,” said Lind. “We will stay,” | in the words of Ode.
    fn of_the_next(&self, content: TokenSpan, cue: TokenSpan) -> Option<&'c Candidate> {
        let mark = content.end().checked_sub(2).map(|it| self.segmentation.word(self.text, it));
        if content.start() < cue.end() || mark != Some(",") || !self.is_quoted(content) {
            return None;
        }
        let first = self.proposals.partition_point(|one| one.cue.start() < content.end());
        let end = self.sentence(content.start()).end();
        let behind = self.proposals.get(first..).unwrap_or_default().iter();
        let mut behind = behind.take_while(|one| one.cue.start() < end);
        let takes = |one: &&&Candidate| {
            let pieces = one.content.as_slice();
            pieces.iter().any(|piece| piece.touches(content) && piece.start() >= cue.end())
        };
        behind.find(takes).copied()
    }

    /// The proposal whose cue stands right before a quotation, behind this one's: “It is late,” said Lind, | also
    /// noting, “It rains.”
    fn of_another(&self, content: TokenSpan, cue: TokenSpan) -> Option<&'c Candidate> {
        let behind = self.proposals.partition_point(|one| one.cue.start() < content.start());
        let nearest = self.proposals.get(..behind)?.last().copied()?;
        let own = nearest.cue.start() >= cue.end() && nearest.rule == Rule::FollowingQuotation;
        let takes = nearest.content.as_slice().iter().any(|it| it.start() == content.start());
        (own && takes && self.is_quoted(content)).then_some(nearest)
    }

    /// Whether the content begins with a quotation mark; quotations have ends of their own.
    fn is_quoted(&self, content: TokenSpan) -> bool {
        let first = self.segmentation.tokens.get(content.start());
        first.is_some_and(|token| token.kind == TokenKind::OpeningQuote)
    }

    /// The content up to the end of the cue's sentence, where it follows the cue in that sentence and
    /// no quotation runs over the end: "say that prices rose. Perhaps."
    fn without_next_sentence(
        &self,
        content: TokenSpan,
        cue: TokenSpan,
        sentence: TokenSpan,
    ) -> TokenSpan {
        let end = sentence.end();
        let follows = content.start() >= cue.end() && content.start() < end;
        let runs_over = follows && content.end() > end && !self.is_within_quotation(end);
        if !runs_over {
            return content;
        }
        TokenSpan::new(content.start(), end)
    }

    /// Whether one quotation holds the token and the one before it.
    fn is_within_quotation(&self, token: usize) -> bool {
        let quotations = &self.segmentation.quotations;
        let after = quotations.partition_point(|quotation| quotation.tokens.start() < token);
        let outermost = quotations.get(..after).unwrap_or_default().iter().rev();
        let mut outermost = outermost.filter(|quotation| quotation.depth == 0);
        outermost.next().is_some_and(|quotation| quotation.tokens.holds(token))
    }

    /// The proposal whose source and cue stand in the content, before the cue's sentence or after.
    fn swallowed(&self, content: TokenSpan, sentence: TokenSpan) -> Option<&'c Candidate> {
        if sentence.holds(content.start()) {
            return None;
        }
        let before = content.start() < sentence.start();
        let end = if before { content.end().min(sentence.start()) } else { content.end() };
        let outside = TokenSpan::new(content.start(), end);
        let first = self.proposals.partition_point(|one| one.cue.start() < outside.start());
        let within = self.proposals.get(first..).unwrap_or_default().iter();
        let mut within = within.take_while(|one| one.cue.start() < outside.end());
        within
            .find(|one| {
                let sourced = one.source.is_some_and(|source| outside.contains(source));
                one.rule.stands_in_content() && sourced && outside.contains(one.cue)
            })
            .copied()
    }

    /// The source that the rules see for the cue.
    fn source(&self, cue: TokenSpan) -> Option<TokenSpan> {
        let after = self.proposals.partition_point(|one| one.cue.end() <= cue.start());
        self.proposals.get(after).filter(|one| one.cue.touches(cue))?.source
    }

    fn sentence(&self, token: usize) -> TokenSpan {
        let sentence = self.segmentation.sentences.get(self.segmentation.sentence_of(token));
        sentence.map(|sentence| sentence.tokens).unwrap_or_default()
    }
}

/// What a content that begins before the cue's sentence has of that sentence, if anything.
fn rest(content: TokenSpan, sentence: TokenSpan) -> TokenSpan {
    let end = content.end();
    let reaches = content.start() < sentence.start() && sentence.start() < end;
    TokenSpan::new(if reaches { sentence.start() } else { end }, end)
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::Lexicon;
    use crate::edges::{Acts, Addressing};
    use crate::link::Reach;
    use crate::rules::{RuleBuffers, Vocabulary};

    /// What becomes of one attribution with this source, cue and contents, each named by its text,
    /// and of the proposals of the rules.
    fn mended(text: &str, parts: (Option<&str>, &str, &[&str])) -> (Vec<String>, usize) {
        let segmentation = sayso_segment::Segmenter::new().segment(text);
        let place = |part: &str| {
            let start = text.rfind(part).unwrap();
            Span::new(start, start + part.len())
        };
        let content: Vec<Span> = parts.2.iter().map(|part| place(part)).collect();
        let kind = kind(text, &segmentation, &content);
        let found = Attribution::new(place(parts.1), content);
        let mut found = vec![found.with_source(parts.0.map(place)).with_kind(kind)];
        let lexicon = Lexicon::built_in();
        let vocabulary = Vocabulary::new(&lexicon, |entry| !entry.complements.is_empty());
        let mut rules = RuleBuffers::default();
        let reader = sayso_words::Reader::new();
        let mut reader = reader.worker();
        let words = reader.read(text, &segmentation);
        let candidates = rules.find(words, (&lexicon, &vocabulary), Reach::Text);
        let types = Vocabulary::new(&lexicon, |_| true);
        let addressing = Addressing::built_in();
        let edges = Edges {
            acts: &Acts::built_in(),
            addressing: &addressing,
            expressive: &expressive::Expressive::built_in(),
            lexicon: &lexicon,
            vocabulary: &types,
            words,
            reading: Reading::Strict,
        };
        let freed = mend(text, &segmentation, (candidates, edges), &mut found).len();
        let content = found.iter().flat_map(|one| &one.content);
        (content.map(|span| span.of(text).to_owned()).collect(), freed)
    }

    #[test]
    fn clause_ends_with_its_sentence() {
        let text = "Her allies say that taxes sank the ferry. Perhaps. But tolls are low.";
        let parts = (Some("Her allies"), "say", &["that taxes sank the ferry. Perhaps"][..]);
        assert_eq!(mended(text, parts).0, ["that taxes sank the ferry"]);
    }

    #[test]
    fn quotation_may_run_over_the_end_of_a_sentence() {
        let text = "He said the ferry was “late. It was full.” Nobody swam.";
        let content = "the ferry was “late. It was full.”";
        assert_eq!(mended(text, (Some("He"), "said", &[content])).0, [content]);
    }

    #[test]
    fn attribution_of_the_sentence_before_is_its_own() {
        let text =
            "Ms. Obi said the ferry is “slow but safe.” The line lost money, according to a study.";
        let contents = ["Ms. Obi said the ferry is “slow but safe.”", "The line lost money"];
        let parts = (Some("a study"), "according to", &contents[..]);
        assert_eq!(mended(text, parts), (vec!["The line lost money".to_owned()], 1));
        let joined = "Ms. Obi said the ferry is “slow but safe.” The line lost money";
        let parts = (Some("a study"), "according to", &[joined][..]);
        assert_eq!(mended(text, parts), (vec!["The line lost money".to_owned()], 1));
    }

    #[test]
    fn quotation_with_a_comma_belongs_to_the_cue_behind_it() {
        let text = "“We will go,” said Lind. “We will stay,” in the words of Ada Obi.";
        let parts = (Some("Lind"), "said", &["“We will go,”", "“We will stay,”"][..]);
        assert_eq!(mended(text, parts), (vec!["“We will go,”".to_owned()], 1));
        let text = "“We will go,” said Lind. “We will stay.”";
        let parts = (Some("Lind"), "said", &["“We will go,”", "“We will stay.”"][..]);
        assert_eq!(mended(text, parts).0.len(), 2);
    }

    #[test]
    fn quotation_behind_another_cue_is_of_that_one() {
        let text = "“It is late,” said Lind, also noting, “It rains here.”";
        let contents = ["“It is late,”", "“It rains here.”"];
        let parts = (Some("Lind"), "said", &contents[..]);
        assert_eq!(mended(text, parts), (vec![contents[0].to_owned()], 1));
        let parts = (Some("Lind"), "noting", &contents[1..]);
        assert_eq!(mended(text, parts), (vec![contents[1].to_owned()], 0));
        // The other cue's quotation is the one between.
        let text = "“It is late,” said Lind, also noting, “It rains here.” “It snows.”";
        let contents = ["“It is late,”", "“It snows.”"];
        assert_eq!(mended(text, (Some("Lind"), "said", &contents[..])).0, contents);
        let contents = ["“It is late,”", "“It rains here.”"];
        let text = "“It is late,” said Lind, a guard. “It rains here.”";
        let parts = (Some("Lind"), "said", &contents[..]);
        assert_eq!(mended(text, parts).0.len(), 2);
    }

    #[test]
    fn whole_clause_around_reportedly_is_told() {
        let text = "In May the dam was reportedly closed by Lind.";
        let whole = vec!["the dam was".to_owned(), "closed by Lind".to_owned()];
        assert_eq!(mended(text, (None, "reportedly", &["closed"])), (whole, 0));
        let text = "Lind closed the dam, reportedly in May.";
        assert_eq!(mended(text, (None, "reportedly", &["in May"])).0, ["in May"]);
    }

    #[test]
    fn determiner_alone_is_no_content() {
        let text = "Ms. Obi praised the";
        assert_eq!(mended(text, (Some("Ms. Obi"), "praised", &["the"])).0, [""; 0]);
        let text = "Ms. Obi praised him.";
        assert_eq!(mended(text, (Some("Ms. Obi"), "praised", &["him"])).0, ["him"]);
    }

    #[test]
    fn another_name_is_no_attribution() {
        let text = "The old pier, also called “the Spur”, is shut.";
        assert_eq!(mended(text, (None, "also called", &["“the Spur”"])).0, [""; 0]);
        let text = "The report is titled “Dams of Old”.";
        assert_eq!(mended(text, (None, "titled", &["“Dams of Old”"])).0, [""; 0]);
        let text = "Obi’s boat is best known for its speed.";
        let parts = (Some("Obi’s boat"), "is best known for", &["its speed"][..]);
        assert_eq!(mended(text, parts).0, [""; 0]);
        let text = "Obi has known for years that it leaks.";
        assert_eq!(mended(text, (Some("Obi"), "has known", &["that it leaks"])).0.len(), 1);
        let text = "I ’ m sure of it.";
        assert_eq!(mended(text, (Some("I"), "’", &["sure of it"])).0, [""; 0]);
        let text = "Obi also called it “the Spur”.";
        assert_eq!(mended(text, (Some("Obi"), "also called", &["it “the Spur”"])).0.len(), 1);
    }

    #[test]
    fn source_at_the_end_of_a_content_is_cut_off() {
        let text = "The ferry, she said, is “slow but safe.”";
        let parts = (None, "said", &["The ferry, she", "is “slow but safe.”"][..]);
        assert_eq!(mended(text, parts).0, ["The ferry", "is “slow but safe.”"]);
    }
}
