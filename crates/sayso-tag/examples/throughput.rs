//! Prints how many words a second one core reads.
//!
//! usage: cargo run --release -p sayso-tag --example throughput -- MODEL TEXT [KERNEL]
//!
//! Lines of the text are paragraphs, an empty line or 20 paragraphs end a document. Words are what
//! stands between blanks; a mark at a word's end is a token of its own, as for a segmenter. Seconds
//! are those that the thread ran, where the system tells (Linux), so that others do not disturb.

use std::error::Error;
use std::io::{Write as _, stdout};
use std::time::{Duration, Instant};

use sayso_tag::{Kernel, Model, Tagger, TaggerOptions};
use sayso_text::{Paragraph, Segmentation, Sentence, Span, Token, TokenKind, TokenSpan};

/// Time to measure each kernel for.
const LONG_ENOUGH: Duration = Duration::from_secs(3);

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [model, text] => run(model, text, None),
        [model, text, kernel] => run(model, text, Some(kernel)),
        _ => Err("usage: throughput MODEL TEXT [KERNEL]".into()),
    }
}

fn run(model: &str, text: &str, wanted: Option<&str>) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let model = Model::from_path(model)?;
    let loaded = start.elapsed();
    Tagger::new(&model)?;
    writeln!(stdout(), "load {loaded:.1?}, compile {:.1?}", start.elapsed() - loaded)?;
    let text = std::fs::read_to_string(text)?;
    let documents = documents(&text);
    let kernels = Kernel::available().into_iter().rev();
    for kernel in kernels.filter(|kernel| wanted.is_none_or(|name| name == kernel.name())) {
        let options = TaggerOptions::default().with_kernel(kernel);
        measure(&Tagger::with_options(&model, options)?, &text, &documents)?;
    }
    Ok(())
}

fn measure(tagger: &Tagger, text: &str, documents: &[Segmentation]) -> std::io::Result<()> {
    let mut worker = tagger.worker();
    let (mut words, mut tokens) = (0, 0);
    let (start, ran) = (Instant::now(), running_time());
    for document in documents.iter().cycle() {
        let scores = worker.tag(text, document);
        tokens += scores.tags().len();
        words += document.tokens.iter().filter(|token| token.kind == TokenKind::Word).count();
        if start.elapsed() > LONG_ENOUGH {
            break;
        }
    }
    let elapsed = start.elapsed();
    let ran = running_time().zip(ran).map_or(elapsed, |(now, then)| now - then);
    let seconds = ran.as_secs_f64();
    let (words, tokens) = (words as f64 / seconds, tokens as f64 / seconds);
    writeln!(stdout(), "{}: {words:.0} words/s, {tokens:.0} tokens/s", tagger.kernel())
}

/// How long this thread has run, if the system tells.
fn running_time() -> Option<Duration> {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    statistics.split(' ').next()?.parse().ok().map(Duration::from_nanos)
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
