//! The figures over a corpus, and their table.

use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::comparison::{Comparison, Quoted};
use crate::extent::Extent;
use crate::tally::{Share, Tally, count};
use crate::{MarkedAttribution, MarkedDocument, same_name};

/// The figures of the reference scorer, micro-averaged over documents.
///
/// `Display` prints them as a table; serialised they are what `score.py --all --json` prints.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// Contents that are equal once white space, quotation marks and punctuation are trimmed.
    pub content_exact: Tally,
    /// Each content scores its largest covered share (Johansson and Moschitti 2010).
    pub content_overlap: Tally,
    /// Words inside any content.
    pub content_token: Tally,
    /// Words inside any source.
    pub source_token: Tally,
    /// Words inside any cue.
    pub cue_token: Tally,
    /// One-to-one pairs whose contents overlap by half and whose sources share a word or are both
    /// absent.
    pub attribution: Tally,
    /// Pairs whose contents and sources are exact.
    pub attribution_strict: Tally,
    /// Recall of `attribution` where at least 90 % of the gold content is quoted.
    pub direct: Share,
    /// The same where a part is quoted.
    pub mixed: Share,
    /// The same where nothing is quoted.
    pub indirect: Share,
    /// Who said what, as a reader of the table counts it: one-to-one pairs whose contents overlap
    /// by half and whose speakers are the same or both absent; over documents in which each gold
    /// attribution has its speaker marked.
    pub statement: Tally,
    /// `attribution` over communication alone, in documents whose gold has types.
    pub communication: Tally,
    /// `attribution` over voices within voices alone, in documents whose gold marks them. All
    /// other figures are without them.
    pub nested: Tally,
    /// Right canonical speakers among the paired attributions whose gold has one.
    pub speaker: Share,
}

impl Report {
    /// The figures of all gold documents; a document without a prediction counts as one in which
    /// nothing was found, and a prediction without gold is passed over.
    #[must_use]
    pub fn of(gold: &[MarkedDocument], predicted: &[MarkedDocument]) -> Self {
        let mut report = Self::default();
        for (gold, predicted) in matched(gold, predicted) {
            report.add(gold, predicted);
        }
        report
    }

    /// Adds one document.
    pub fn add(&mut self, gold: &MarkedDocument, predicted: Option<&MarkedDocument>) {
        let comparison = Comparison::of(gold, predicted);
        self.add_contents(&comparison);
        self.add_words(&comparison);
        self.add_attributions(&comparison);
        self.add_statements(&comparison);
        self.add_speakers(&comparison);
        if gold.attributions.iter().any(|one| one.marks_nesting) {
            add_found(&mut self.nested, &Comparison::over(gold, predicted, |one| one.nested));
        }
        if !gold.attributions.is_empty()
            && gold.attributions.iter().all(|one| one.attribution_type.is_some())
        {
            let said =
                Comparison::over(gold, predicted, |one| !one.nested && is_communication(one));
            add_found(&mut self.communication, &said);
        }
    }

    fn add_contents(&mut self, comparison: &Comparison<'_>) {
        let (gold, predicted) = (&comparison.gold.content, &comparison.predicted.content);
        self.content_exact.add_items(predicted.len(), gold.len());
        self.content_exact.add_hits(in_common(outlines(predicted), outlines(gold)));
        self.content_overlap.add_items(predicted.len(), gold.len());
        self.content_overlap.predicted_hits += covered(predicted, gold);
        self.content_overlap.gold_hits += covered(gold, predicted);
    }

    fn add_words(&mut self, comparison: &Comparison<'_>) {
        let Comparison { gold, predicted, words, .. } = comparison;
        add_words(&mut self.content_token, words, [&gold.content, &predicted.content]);
        add_words(&mut self.source_token, words, [&gold.source, &predicted.source]);
        add_words(&mut self.cue_token, words, [&gold.cue, &predicted.cue]);
    }

    fn add_attributions(&mut self, comparison: &Comparison<'_>) {
        let (gold, predicted) = (comparison.gold.content.len(), comparison.predicted.content.len());
        self.attribution.add_items(predicted, gold);
        self.attribution_strict.add_items(predicted, gold);
        for (index, quoted) in comparison.quoted.iter().enumerate() {
            let found = comparison.is_found(index);
            self.attribution.add_hits(found.into());
            self.attribution_strict.add_hits(comparison.is_exact(index).into());
            match quoted {
                Quoted::Direct => self.direct.add(found),
                Quoted::Mixed => self.mixed.add(found),
                Quoted::Indirect => self.indirect.add(found),
            }
        }
    }

    fn add_statements(&mut self, comparison: &Comparison<'_>) {
        let gold = &comparison.gold.attributions;
        if gold.iter().all(|one| one.speaker.is_some()) && !gold.is_empty() {
            self.statement.add_items(comparison.predicted.attributions.len(), gold.len());
            let same = |(gold, found): &(&MarkedAttribution, &MarkedAttribution)| {
                same_name(found.speaker_name(), gold.speaker_name())
            };
            self.statement.add_hits(comparison.paired().filter(same).count());
        }
    }

    fn add_speakers(&mut self, comparison: &Comparison<'_>) {
        for (gold, found) in comparison.paired().filter(|(gold, _)| !gold.speaker_name().is_empty())
        {
            self.speaker.add(same_name(found.speaker_name(), gold.speaker_name()));
        }
    }

    /// What a gold may mark or not, where this one does.
    fn optional(&self) -> impl Iterator<Item = (&'static str, &Tally)> {
        let rows = [
            ("statement", &self.statement),
            ("communication", &self.communication),
            ("nested", &self.nested),
        ];
        rows.into_iter().filter(|(_, tally)| tally.predicted > 0 || tally.gold > 0)
    }

    fn tallies(&self) -> [(&'static str, &Tally); 7] {
        [
            ("content.exact", &self.content_exact),
            ("content.overlap", &self.content_overlap),
            ("content.token", &self.content_token),
            ("source.token", &self.source_token),
            ("cue.token", &self.cue_token),
            ("attribution", &self.attribution),
            ("attribution.strict", &self.attribution_strict),
        ]
    }

    fn recalls(&self) -> [(&'static str, Share); 3] {
        [
            ("recall.direct", self.direct),
            ("recall.mixed", self.mixed),
            ("recall.indirect", self.indirect),
        ]
    }
}

fn is_communication(attribution: &MarkedAttribution) -> bool {
    attribution.attribution_type.as_deref() == Some("communication")
}

/// Counts `attribution` over the attributions that are compared.
fn add_found(tally: &mut Tally, comparison: &Comparison<'_>) {
    let (gold, predicted) = (comparison.gold.content.len(), comparison.predicted.content.len());
    tally.add_items(predicted, gold);
    tally.add_hits(comparison.found());
}

/// Counts the words inside any of the gold and inside any of the predicted extents.
fn add_words(tally: &mut Tally, words: &[usize], [gold, predicted]: [&[Extent]; 2]) {
    let (gold, predicted) = (Extent::union(gold), Extent::union(predicted));
    for &word in words {
        let (ours, theirs) = (predicted.holds(word), gold.holds(word));
        tally.add_items(ours.into(), theirs.into());
        tally.add_hits((ours && theirs).into());
    }
}

/// Pairs the documents by id, in the order of the gold; of two with one id the later one counts.
pub(crate) fn matched<'d>(
    gold: &'d [MarkedDocument],
    predicted: &'d [MarkedDocument],
) -> impl Iterator<Item = (&'d MarkedDocument, Option<&'d MarkedDocument>)> {
    let by_id = |documents: &'d [MarkedDocument]| -> HashMap<&'d str, &'d MarkedDocument> {
        documents.iter().map(|document| (document.doc_id.as_str(), document)).collect()
    };
    let (last, predicted) = (by_id(gold), by_id(predicted));
    let mut seen = HashSet::new();
    gold.iter().filter(move |document| seen.insert(document.doc_id.as_str())).map(move |document| {
        let id = document.doc_id.as_str();
        (last.get(id).copied().unwrap_or(document), predicted.get(id).copied())
    })
}

/// First letter, last letter and number of letters of each content that has any, sorted.
fn outlines(contents: &[Extent]) -> Vec<((usize, usize), usize)> {
    let mut outlines: Vec<_> =
        contents.iter().filter_map(|content| Some((content.bounds()?, content.len()))).collect();
    outlines.sort_unstable();
    outlines
}

/// The size of the intersection of two sorted multisets.
fn in_common<T: Ord>(left: Vec<T>, right: Vec<T>) -> usize {
    let mut right = right.into_iter().peekable();
    let mut is_shared = |item: &T| {
        while right.next_if(|other| other < item).is_some() {}
        right.next_if_eq(item).is_some()
    };
    left.into_iter().filter(|item| is_shared(item)).count()
}

/// The sum over the items of the largest share that one of the others covers.
fn covered(items: &[Extent], others: &[Extent]) -> f64 {
    let share = |item: &Extent| {
        others
            .iter()
            .map(|other| count(item.overlap(other)) / count(item.len()))
            .fold(0.0, f64::max)
    };
    items.iter().filter(|item| !item.is_empty()).map(share).sum()
}

/// The percentage to one digit, as Python's `round` gives it: the decimal that is nearest to the
/// exact binary value, ties to even, which is what formatting does.
fn rounded(percent: f64) -> f64 {
    format!("{percent:.1}").parse().unwrap_or(percent)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, tally) in self.tallies() {
            write_tally(f, name, tally)?;
        }
        for (name, share) in self.recalls() {
            writeln!(f, "{name:20} r {:>5.1}  n {:>5}", share.percent(), share.of)?;
        }
        for (name, tally) in self.optional() {
            write_tally(f, name, tally)?;
        }
        if self.speaker.of > 0 {
            let share = self.speaker;
            writeln!(f, "{:20} accuracy {:>5.1}  n {:>5}", "speaker", share.percent(), share.of)?;
        }
        Ok(())
    }
}

fn write_tally(f: &mut fmt::Formatter<'_>, name: &str, tally: &Tally) -> fmt::Result {
    let (p, r, f1) = (tally.precision(), tally.recall(), tally.f1());
    writeln!(f, "{name:20} p {p:>5.1}  r {r:>5.1}  f1 {f1:>5.1}")
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, tally) in self.tallies() {
            map.serialize_entry(name, &TallyRow(tally))?;
        }
        for (name, share) in self.recalls() {
            map.serialize_entry(name, &ShareRow("r", share))?;
        }
        for (name, tally) in self.optional() {
            map.serialize_entry(name, &TallyRow(tally))?;
        }
        if self.speaker.of > 0 {
            map.serialize_entry("speaker", &ShareRow("accuracy", self.speaker))?;
        }
        map.end()
    }
}

struct TallyRow<'t>(&'t Tally);

impl Serialize for TallyRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("p", &rounded(self.0.precision()))?;
        map.serialize_entry("r", &rounded(self.0.recall()))?;
        map.serialize_entry("f1", &rounded(self.0.f1()))?;
        map.end()
    }
}

struct ShareRow(&'static str, Share);

impl Serialize for ShareRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry(self.0, &rounded(self.1.percent()))?;
        map.serialize_entry("n", &self.1.of)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_documents;

    const GOLD: &str = r#"{"doc_id":"a","text":"Rain is likely, Ada Obi said.","attributions":[{"source":[[16,23]],"cue":[[24,28]],"content":[[0,14]],"speaker":"Ada Obi"}]}"#;

    #[test]
    fn gold_against_itself_is_perfect() {
        let gold = parse_documents(GOLD).expect("a document");
        let report = Report::of(&gold, &gold);
        for (name, tally) in report.tallies() {
            assert_eq!(tally.f1(), 100.0, "{name}");
        }
        assert_eq!((report.indirect, report.speaker), (Share { hits: 1, of: 1 }, report.indirect));
    }

    #[test]
    fn missing_prediction_counts_as_nothing_found() {
        let gold = parse_documents(GOLD).expect("a document");
        let report = Report::of(&gold, &[]);
        assert_eq!((report.attribution.gold, report.attribution.predicted), (1, 0));
        assert_eq!(report.attribution.f1(), 0.0);
    }

    #[test]
    fn table_has_a_line_for_each_figure() {
        let gold = parse_documents(GOLD).expect("a document");
        let table = Report::of(&gold, &gold).to_string();
        assert!(table.starts_with("content.exact        p 100.0  r 100.0  f1 100.0\n"), "{table}");
        assert!(table.ends_with("speaker              accuracy 100.0  n     1\n"), "{table}");
    }

    /// Ada Obi fears that Eze said that rain is near; the prediction has both.
    fn voices(marks: &str) -> (Vec<MarkedDocument>, Vec<MarkedDocument>) {
        let text = "Obi fears Eze said rain is near. She nodded.";
        let document = |outer: &str, inner: &str| {
            let line = format!(
                r#"{{"doc_id":"a","text":"{text}","attributions":[{{"source":[[0,3]],"content":[[10,31]]{outer}}},{{"source":[[10,13]],"content":[[19,31]]{inner}}}]}}"#
            );
            parse_documents(&line).expect("a document")
        };
        (document(r#","speaker":"Obi""#, marks), document(r#","speaker":"Obi""#, r#","within":1"#))
    }

    #[test]
    fn voices_within_voices_count_by_themselves_and_nowhere_else() {
        let (gold, predicted) = voices(r#","nested_in":"A1""#);
        let report = Report::of(&gold, &predicted);
        assert_eq!((report.nested.gold, report.nested.f1()), (1, 100.0));
        assert_eq!((report.attribution.gold, report.attribution.predicted), (1, 1));
        // The nested one has no speaker marked, and need not have one.
        assert_eq!((report.statement.gold, report.statement.f1()), (1, 100.0));
    }

    #[test]
    fn voices_within_voices_are_no_mistakes_of_gold_that_does_not_mark_them() {
        let (gold, predicted) = voices(r#","speaker":"Eze""#);
        let report = Report::of(&gold, &predicted);
        assert_eq!((report.nested.gold, report.nested.predicted), (0, 0));
        assert_eq!((report.attribution.gold, report.attribution.predicted), (2, 1));
        assert!(!report.to_string().contains("nested"), "{report}");
    }

    #[test]
    fn statements_count_only_where_all_speakers_are_marked() {
        let (gold, predicted) = voices("");
        assert_eq!(Report::of(&gold, &predicted).statement, Tally::default());
        let (gold, predicted) = voices(r#","speaker":null"#);
        assert_eq!(Report::of(&gold, &predicted).statement.gold, 2);
    }

    #[test]
    fn communication_needs_the_types_of_all_gold() {
        let typed = |name: &str| {
            let line = GOLD.replace(r#""speaker""#, &format!(r#""type":"{name}","speaker""#));
            parse_documents(&line).expect("a document")
        };
        let (said, feared) = (typed("communication"), typed("attitude"));
        assert_eq!(Report::of(&said, &said).communication.f1(), 100.0);
        let missed = Report::of(&said, &feared).communication;
        assert_eq!((missed.gold, missed.predicted), (1, 0));
        let untyped = parse_documents(GOLD).expect("a document");
        assert_eq!(Report::of(&untyped, &said).communication, Tally::default());
    }

    #[test]
    fn common_items_count_as_often_as_both_have_them() {
        assert_eq!(in_common(vec![1, 2, 2, 5], vec![2, 2, 2, 3, 5]), 3);
    }

    #[test]
    fn ties_round_to_even() {
        assert_eq!((rounded(0.25), rounded(0.35), rounded(6.25)), (0.2, 0.3, 6.2));
    }
}
