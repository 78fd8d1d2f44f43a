//! Measures where sentences end against treebanks.
//!
//! ```text
//! cargo run --release -p sayso-segment --example sentence_boundaries -- [--errors] FILE.conllu.gz...
//! ```
//!
//! Rejoins the sentences of each paragraph (`# newpar`) into running text by their `# text` and
//! `SpaceAfter=No`, segments the document, and compares the last characters of sentences. Prints
//! precision, recall and F1 for each genre, over
//!
//! - *all*: every sentence end;
//! - *regular*: the sentence ends with regular punctuation: the sentence ends in a full stop,
//!   question mark, exclamation mark or ellipsis (closing marks and brackets aside), and what
//!   follows in its paragraph, if anything does, begins with a capital, a digit or an opening mark.
//!   An end found where the treebank has none counts against the precision wherever it stands;
//! - *inner*: as regular, without the ends of paragraphs, which a splitter cannot miss.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Error, Write};
use std::path::Path;

use flate2::read::GzDecoder;
use sayso_segment::Segmenter;

/// A document rejoined from its gold sentences.
#[derive(Default)]
struct Gold {
    genre: String,
    text: String,
    paragraphs: Vec<Vec<GoldSentence>>,
}

struct GoldSentence {
    start: usize,
    end: usize,
    /// Whether it begins with a capital, a digit or an opening mark.
    opens: bool,
    /// Whether it ends in a full stop or the like.
    closes: bool,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    found: usize,
    gold: usize,
    right: usize,
}

fn main() -> Result<(), Error> {
    let mut genres: BTreeMap<String, [Counts; 3]> = BTreeMap::new();
    let segmenter = Segmenter::new();
    let mut errors = false;
    let mut output = std::io::stdout().lock();
    for argument in std::env::args().skip(1) {
        if argument == "--errors" {
            errors = true;
            continue;
        }
        for document in read(Path::new(&argument))? {
            let found = sentence_ends(&segmenter, &document.text);
            let counts = genres.entry(document.genre.clone()).or_default();
            for (total, counts) in counts.iter_mut().zip(compare(&document, &found)) {
                total.add(counts);
            }
            if errors {
                print_errors(&document, &found, &mut output)?;
            }
        }
    }
    print(&genres, &mut output)
}

/// The byte after the last character of every sentence that the segmenter finds.
fn sentence_ends(segmenter: &Segmenter, text: &str) -> BTreeSet<usize> {
    segmenter.segment(text).sentences.iter().map(|sentence| sentence.span.end()).collect()
}

/// Reads a treebank file, plain or gzipped.
fn read(path: &Path) -> Result<Vec<Gold>, Error> {
    let file = File::open(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let corpus =
        name.trim_start_matches("ud-").split('-').next().unwrap_or_default().to_uppercase();
    if path.extension().is_some_and(|extension| extension == "gz") {
        parse(BufReader::new(GzDecoder::new(file)), &corpus)
    } else {
        parse(BufReader::new(file), &corpus)
    }
}

/// Rejoins the documents of a treebank.
fn parse(input: impl BufRead, corpus: &str) -> Result<Vec<Gold>, Error> {
    let mut documents: Vec<Gold> = Vec::new();
    let mut space_after = true;
    for line in input.lines() {
        let line = line?;
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            documents.push(Gold { genre: genre(corpus, id), ..Gold::default() });
        }
        let Some(document) = documents.last_mut() else { continue };
        if line.starts_with("# newpar") && !line.starts_with("# newpar_block") {
            document.new_paragraph();
        } else if let Some(text) = line.strip_prefix("# text = ") {
            document.add_sentence(text, space_after);
        } else if line.starts_with(|c: char| c.is_ascii_digit()) {
            space_after = !line.contains("SpaceAfter=No");
        }
    }
    Ok(documents)
}

/// `GUM news` of `GUM_news_iodine`, `EWT newsgroup` of `newsgroup-groups.google.com_…`.
fn genre(corpus: &str, id: &str) -> String {
    let id = id.strip_prefix("GUM_").unwrap_or(id);
    format!("{corpus} {}", id.split(['_', '-']).next().unwrap_or_default())
}

impl Gold {
    fn new_paragraph(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.paragraphs.push(Vec::new());
    }

    fn add_sentence(&mut self, text: &str, space_after: bool) {
        if self.paragraphs.is_empty() {
            self.paragraphs.push(Vec::new());
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if !paragraph.is_empty() && space_after {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(text);
        let (opens, closes) = (opens(text), closes(text));
        paragraph.push(GoldSentence { start, end: self.text.len(), opens, closes });
    }
}

fn opens(sentence: &str) -> bool {
    let marks = ['"', '\'', '“', '‘', '(', '[', '«', '`'];
    sentence.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || marks.contains(&c))
}

fn closes(sentence: &str) -> bool {
    let marks = ['"', '\'', '”', '’', ')', ']', '»'];
    sentence.trim_end_matches(marks).ends_with(['.', '?', '!', '…'])
}

/// Counts of all, regular and inner sentence ends.
fn compare(document: &Gold, found: &BTreeSet<usize>) -> [Counts; 3] {
    let mut counts = [Counts::default(); 3];
    for paragraph in &document.paragraphs {
        for (total, more) in counts.iter_mut().zip(count(paragraph, found)) {
            total.add(more);
        }
    }
    counts
}

fn count(paragraph: &[GoldSentence], found: &BTreeSet<usize>) -> [Counts; 3] {
    let mut counts = [Counts::default(); 3];
    let (Some(first), Some(last)) = (paragraph.first(), paragraph.last()) else { return counts };
    for (index, sentence) in paragraph.iter().enumerate() {
        let next = paragraph.get(index + 1);
        let regular = sentence.closes && next.is_none_or(|next| next.opens);
        let kinds = [true, regular, regular && next.is_some()];
        for (counts, _) in counts.iter_mut().zip(kinds).filter(|(_, counted)| *counted) {
            counts.gold += 1;
            counts.right += usize::from(found.contains(&sentence.end));
        }
    }
    let [all, ..] = counts;
    let wrong = found.range(first.start + 1..=last.end).count() - all.right;
    counts.map(|counts| Counts { found: counts.right + wrong, ..counts })
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.found += other.found;
        self.gold += other.gold;
        self.right += other.right;
    }

    fn figures(self) -> String {
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let (precision, recall) = (share(self.right, self.found), share(self.right, self.gold));
        let f1 = share(2 * self.right, self.found + self.gold);
        format!("{:>5} {precision:6.2} {recall:6.2} {f1:6.2}", self.gold)
    }
}

/// Prints every sentence end that is missing or wrong, with the text around it.
fn print_errors(
    document: &Gold,
    found: &BTreeSet<usize>,
    output: &mut impl Write,
) -> Result<(), Error> {
    let sentences = || document.paragraphs.iter().flatten();
    let gold: BTreeSet<usize> = sentences().map(|sentence| sentence.end).collect();
    for &end in gold.symmetric_difference(found) {
        let what = if gold.contains(&end) { "missing" } else { "wrong" };
        let before: String =
            document.text.get(..end).unwrap_or_default().chars().rev().take(50).collect();
        let before: String = before.chars().rev().collect();
        let after: String = document.text.get(end..).unwrap_or_default().chars().take(40).collect();
        writeln!(output, "{what} {}: {before:?} | {after:?}", document.genre)?;
    }
    Ok(())
}

fn print(genres: &BTreeMap<String, [Counts; 3]>, output: &mut impl Write) -> Result<(), Error> {
    let head = " ends      P      R     F1";
    writeln!(output, "{:<18}|{:^28}|{:^28}|{:^28}", "genre", "all", "regular", "inner")?;
    writeln!(output, "{:<18}| {head} | {head} | {head}", "")?;
    for (genre, counts) in genres {
        let figures = counts.map(Counts::figures).join(" | ");
        writeln!(output, "{genre:<18}| {figures}")?;
    }
    Ok(())
}
