//! Prints how many words a second one core reads.
//!
//! usage: cargo run --release -p sayso-tag --example tag_speed -- MODEL TEXT [KERNEL]
//!
//! Whole numbers with each kernel of this machine, or the one named, then its float32 twin.
//! Lines of the text are paragraphs, an empty line or 20 paragraphs end a document. Words are what
//! stands between blanks; a mark at a word's end is a token of its own, as for a segmenter. Seconds
//! are those that the thread ran, where the system tells (Linux), so that others do not disturb.

use std::error::Error;
use std::io::{Write as _, stdout};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use sayso_tag::{Kernel, Model, Precision, Tagger, TaggerOptions};
use sayso_text::{Paragraph, Segmentation, Sentence, Span, Token, TokenKind, TokenSpan};

/// Documents of a slice: few enough for some slices to run undisturbed.
const SLICE: usize = 8;
/// Time to measure each kernel for.
const LONG_ENOUGH: Duration = Duration::from_secs(3);

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [model, text] => run(model, text, None),
        [model, text, kernel] => run(model, text, Some(kernel)),
        _ => Err("usage: tag_speed MODEL TEXT [KERNEL]".into()),
    }
}

fn run(model: &str, text: &str, wanted: Option<&str>) -> Result<(), Box<dyn Error>> {
    let start = now();
    let model = Model::from_path(model)?;
    let loaded = now();
    Tagger::new(&model)?;
    writeln!(stdout(), "load {:.1?}, compile {:.1?}", loaded - start, now() - loaded)?;
    let text = std::fs::read_to_string(text)?;
    let documents = documents(&text);
    let mut kernels = Kernel::available();
    kernels.reverse();
    kernels.retain(|kernel| wanted.is_none_or(|name| name == kernel.name()));
    for precision in [Precision::Int8, Precision::Float32] {
        for kernel in kernels.iter().take(if precision == Precision::Int8 { 9 } else { 1 }) {
            let options = TaggerOptions::default().with_kernel(*kernel).with_precision(precision);
            write!(stdout(), "{precision:?}, {kernel}: ")?;
            measure(&Tagger::with_options(&model, options)?, &text, &documents)?;
        }
    }
    Ok(())
}

fn measure(tagger: &Tagger, text: &str, documents: &[Segmentation]) -> std::io::Result<()> {
    let mut worker = tagger.worker();
    let (mut all, mut fastest) = (Tally::default(), Tally::default());
    let mut slices = documents.chunks(SLICE).cycle();
    while all.time < LONG_ENOUGH {
        let start = now();
        let slice = slices.next().unwrap_or_default();
        for document in slice {
            worker.tag(text, document);
        }
        let words = slice.iter().flat_map(|document| &document.tokens);
        let words = words.filter(|token| token.kind == TokenKind::Word).count();
        let tally = Tally { words, time: now() - start };
        all = Tally { words: all.words + words, time: all.time + tally.time };
        fastest = if tally.speed() > fastest.speed() { tally } else { fastest };
    }
    let (speed, best) = (all.speed(), fastest.speed());
    writeln!(stdout(), "{speed:.0} words/s, fastest slice {best:.0} words/s")
}

/// Words read, and how long that took.
#[derive(Clone, Copy, Default)]
struct Tally {
    words: usize,
    time: Duration,
}

impl Tally {
    fn speed(self) -> f64 {
        self.words as f64 / self.time.as_secs_f64().max(1e-9)
    }
}

/// How long this thread has run, or, if the system does not tell, what time it is.
fn now() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let ran = statistics.and_then(|statistics| statistics.split(' ').next()?.parse().ok());
    ran.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

fn documents(text: &str) -> Vec<Segmentation> {
    let mut documents = vec![Segmentation::default()];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let last = documents.last_mut().filter(|document| document.paragraphs.len() < 20);
        match last {
            Some(document) if !line.trim().is_empty() => add_paragraph(document, line, start),
            _ => documents.push(Segmentation::default()),
        }
        start += line.len();
    }
    documents.retain(|document| !document.tokens.is_empty());
    documents
}

fn add_paragraph(document: &mut Segmentation, line: &str, start: usize) {
    let first = document.tokens.len();
    let mut at = start;
    for word in line.split(' ') {
        let bare = word.trim_end().trim_end_matches(['.', ',', '"', '”', ':', ';', '?', '!']);
        add_token(document, Span::new(at, at + bare.len()), TokenKind::Word);
        let mut mark = at + bare.len();
        for character in word.trim_end().chars().skip(bare.chars().count()) {
            let end = mark + character.len_utf8();
            add_token(document, Span::new(mark, end), TokenKind::Punctuation);
            mark = end;
        }
        at += word.len() + 1;
    }
    let tokens = TokenSpan::new(first, document.tokens.len());
    document.sentences.push(Sentence { tokens, ..Sentence::default() });
    document.paragraphs.push(Paragraph { tokens, ..Paragraph::default() });
}

fn add_token(document: &mut Segmentation, span: Span, kind: TokenKind) {
    if !span.is_empty() {
        document.tokens.push(Token { span, kind });
    }
}
