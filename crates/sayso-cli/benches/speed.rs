//! Speed of each stage and of the whole: `make bench`.
//!
//! Reads the PolNeAR dev texts and the free news where the folder that `SHARED` names has them,
//! and the sample articles of `seeds/` repeated where it has not. Each figure is the best of three
//! runs (of one for reading and the float32 twins); text in memory, rows to nowhere. Beside it
//! stands how it compares with the figure of the last release in `BENCHMARKS.md`, where the machine
//! may have been another. A line with threads says how many cores were busy, where the system tells
//! it: rows are put in order and written by a thread of their own, so that one thread of work keeps
//! a little more than one core.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::convert::Infallible;
use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use sayso::attribute::Attributor;
use sayso::export::{Error as WriteError, Format, Options as ExportOptions, Writer};
use sayso::read::{Corpus, Input, Options};
use sayso::resolve::Resolver;
use sayso::segment::Segmenter;
use sayso::tag::{Model, Precision, Tagger, TaggerOptions};
use sayso::text::{Document, Segmentation, Statement};
use sayso::{Driver, DriverOptions, ModelChoice, Pipeline, PipelineOptions};

#[path = "speed/released.rs"]
mod released;

use released::{Released, Speed};

const RUNS: usize = 3;
/// Corpora of more bytes are not read by the networks.
const NETWORK_BYTES: usize = 4 << 20;
/// The networks in float32 are twenty times slower, and read no more words than these.
const FLOAT_WORDS: usize = 10_000;

fn main() -> Result<(), Box<dyn Error>> {
    let shared = std::env::var_os("SHARED").map_or_else(|| repository("../shared"), PathBuf::from);
    let mut corpora = Vec::new();
    for (name, path) in
        [("PolNeAR dev", "data/polnear-dev.jsonl.gz"), ("free news", "data/free-news.jsonl.gz")]
    {
        let path = shared.join(path);
        if path.exists() {
            corpora.push((name, path));
        }
    }
    if corpora.is_empty() {
        corpora.push(("seeds, repeated", repository("seeds")));
    }
    let released = Released::of(&std::fs::read_to_string(repository("BENCHMARKS.md"))?);
    for (name, path) in &corpora {
        measure(name, path, &released)?;
    }
    start_up()?;
    peak_memory();
    Ok(())
}

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn read(path: &Path) -> Result<Vec<Document>, sayso::read::Error> {
    Corpus::new(&[Input::Path(path.to_owned())], &Options::default()).collect()
}

/// The best time of some runs.
fn best<T>(run: impl FnMut() -> T) -> Duration {
    best_of(RUNS, run)
}

fn best_of<T>(runs: usize, mut run: impl FnMut() -> T) -> Duration {
    let timed = |_| {
        let start = Instant::now();
        std::hint::black_box(run());
        start.elapsed()
    };
    (0..runs).map(timed).min().unwrap_or_default()
}

fn measure(name: &str, path: &Path, released: &Released) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut documents = read(path)?;
    let reading = start.elapsed();
    let read_bytes = bytes(&documents);
    while bytes(&documents) < 1 << 20 {
        documents.extend_from_within(..);
    }
    let amount = Amount { bytes: bytes(&documents), words: words(&documents) };
    println!("{name}: {} articles, {amount}", documents.len());
    let page = Page { corpus: name, released };
    page.print("read", Amount { bytes: read_bytes, words: 0 }, reading);
    stages(&documents, amount, page)?;
    for model in [ModelChoice::Rules, ModelChoice::Small, ModelChoice::Auto, ModelChoice::Large] {
        let carried = model.is_carried();
        // The networks over millions of words would take minutes and tell nothing more.
        if carried && (model == ModelChoice::Rules || amount.bytes < NETWORK_BYTES) {
            tag(&model, &documents, page)?;
            measure_whole(model, documents.as_slice(), amount, page)?;
        }
    }
    println!();
    Ok(())
}

/// Prints the time that a network takes by itself, and that its twin in float32 takes over the
/// first articles.
fn tag(model: &ModelChoice, documents: &[Document], page: Page<'_>) -> Result<(), Box<dyn Error>> {
    let Some(bytes) = model.embedded() else { return Ok(()) };
    let network = Model::from_bytes(bytes)?;
    for precision in [Precision::Int8, Precision::Float32] {
        let options = TaggerOptions::default().with_precision(precision);
        let tagger = Tagger::with_options(&network, options)?;
        let (texts, runs, twin) = match precision {
            Precision::Int8 => (documents, RUNS, ""),
            _ => (first_words(documents, FLOAT_WORDS), 1, ", float32 twin"),
        };
        let amount = Amount { bytes: self::bytes(texts), words: words(texts) };
        let segmented: Vec<Segmentation> =
            texts.iter().map(|document| Segmenter::new().segment(&document.text)).collect();
        let mut worker = tagger.worker();
        let time = best_of(runs, || {
            for (document, segmentation) in texts.iter().zip(&segmented) {
                std::hint::black_box(worker.tag(&document.text, segmentation));
            }
        });
        page.print(&format!("tag, {model}{twin}"), amount, time);
    }
    Ok(())
}

/// The first documents that have at least so many words.
fn first_words(documents: &[Document], least: usize) -> &[Document] {
    let is_enough = |count: &usize| words(documents.get(..*count).unwrap_or_default()) >= least;
    let count = (1..documents.len()).find(is_enough).unwrap_or(documents.len());
    documents.get(..count).unwrap_or(documents)
}

/// Prints the time of the whole chain, text to rows, with one model.
fn measure_whole(
    model: ModelChoice,
    documents: &[Document],
    amount: Amount,
    page: Page<'_>,
) -> Result<(), Box<dyn Error>> {
    let name = model.to_string();
    let mut options = PipelineOptions::default();
    options.model = model;
    let pipeline = Pipeline::new(options)?;
    for (jobs, threads) in [(1, "1 thread"), (2, "2 threads")] {
        let mut options = DriverOptions::default();
        options.jobs = jobs;
        let driver = Driver::new(&pipeline, options)?;
        let mut cores = Vec::new();
        let time = best(|| {
            let before = (Instant::now(), processor_time());
            let done = whole(&driver, documents);
            // A thread that has ended takes its time along, so that a difference can be none.
            let busy = processor_time().zip(before.1);
            let busy = busy.and_then(|(after, before)| after.checked_sub(before));
            let passed = before.0.elapsed();
            cores.extend(busy.map(|busy| busy.as_secs_f64() / passed.as_secs_f64()));
            done
        });
        let cores = cores.into_iter().reduce(f64::max);
        page.print_with_cores(&format!("{name}, {threads}"), amount, time, cores);
    }
    Ok(())
}

/// The time that processors have worked for the threads of this program, where the system tells it.
fn processor_time() -> Option<Duration> {
    let threads = std::fs::read_dir("/proc/self/task").ok()?;
    let of_thread = |thread: io::Result<std::fs::DirEntry>| {
        let told = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        told.split_whitespace().next()?.parse::<u64>().ok()
    };
    Some(Duration::from_nanos(threads.filter_map(of_thread).sum()))
}

fn bytes(documents: &[Document]) -> usize {
    documents.iter().map(|document| document.text.len()).sum()
}

fn words(documents: &[Document]) -> usize {
    let pipeline = Pipeline::by_rules();
    let mut worker = pipeline.worker();
    let count = |document: &Document| {
        worker.extract(document);
        worker.words()
    };
    documents.iter().map(count).sum()
}

/// Text in and rows out, as `sayso extract` does it.
fn whole(driver: &Driver<'_>, documents: &[Document]) -> Result<(), WriteError> {
    let mut writer = rows_to_nowhere()?;
    let corpus = documents.iter().map(|document| Ok::<_, Infallible>(document.clone()));
    driver.run(corpus, &mut |document: &Document, statements: &[Statement]| {
        writer.write(document, statements)
    })?;
    writer.finish()?;
    Ok(())
}

fn rows_to_nowhere() -> Result<Box<dyn Writer>, WriteError> {
    Format::Csv.writer(io::sink(), &ExportOptions::default())
}

/// Prints the time of each stage, taken document by document.
fn stages(documents: &[Document], amount: Amount, page: Page<'_>) -> Result<(), WriteError> {
    let names = ["segment", "words", "attribute", "resolve", "export"];
    let runs: Vec<[Duration; 5]> =
        (0..RUNS).map(|_| stage_times(documents)).collect::<Result<_, _>>()?;
    for (index, name) in names.into_iter().enumerate() {
        let best = runs.iter().map(|times| times[index]).min().unwrap_or_default();
        page.print(name, amount, best);
    }
    Ok(())
}

fn stage_times(documents: &[Document]) -> Result<[Duration; 5], WriteError> {
    let (segmenter, resolver, pipeline) = (Segmenter::new(), Resolver::new(), Pipeline::by_rules());
    let attributor = Attributor::default();
    let (mut segmenter, mut reader) = (segmenter.worker(), attributor.reader().worker());
    let (mut attributor, mut resolver, mut extractor) =
        (attributor.worker(), resolver.worker(), pipeline.worker());
    let mut writer = rows_to_nowhere()?;
    let mut times = [Duration::ZERO; 5];
    for document in documents {
        let text = document.text.as_str();
        let start = Instant::now();
        let segmentation = segmenter.segment(text);
        times[0] += start.elapsed();
        let start = Instant::now();
        let words = reader.read(text, segmentation);
        times[1] += start.elapsed();
        let start = Instant::now();
        let attributions = attributor.attribute(words);
        times[2] += start.elapsed();
        let start = Instant::now();
        std::hint::black_box(resolver.resolve_by(words, attributions, &[]));
        times[3] += start.elapsed();
        let statements = extractor.extract(document);
        let start = Instant::now();
        writer.write(document, &statements)?;
        times[4] += start.elapsed();
    }
    Ok(times)
}

#[derive(Clone, Copy)]
struct Amount {
    bytes: usize,
    words: usize,
}

/// Where figures are printed: below the name of a corpus, beside those of the last release.
#[derive(Clone, Copy)]
struct Page<'p> {
    corpus: &'p str,
    released: &'p Released,
}

impl Page<'_> {
    fn print(self, name: &str, amount: Amount, time: Duration) {
        self.print_with_cores(name, amount, time, None);
    }

    #[expect(clippy::cast_precision_loss, reason = "figures of three digits")]
    fn print_with_cores(self, name: &str, amount: Amount, time: Duration, cores: Option<f64>) {
        let per_second = |amount: usize| amount as f64 / time.as_secs_f64();
        let words = Some(per_second(amount.words)).filter(|_| amount.words > 0);
        let speed = Speed { megabytes: per_second(amount.bytes) / 1e6, words };
        print!("  {name:26} {:8.2} MB/s", speed.megabytes);
        if let Some(words) = words {
            print!("  {words:12.0} words/s");
        }
        if let Some(before) = self.released.speed(self.corpus, name) {
            print!("  {:+5.0} %", (speed.over(before) - 1.0) * 100.0);
        }
        if let Some(cores) = cores {
            print!("  {cores:.2} cores");
        }
        println!();
    }
}

impl std::fmt::Display for Amount {
    #[expect(clippy::cast_precision_loss, reason = "figures of three digits")]
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1} MB, {} words", self.bytes as f64 / 1e6, self.words)
    }
}

/// The time from the call of the program to its end over no text.
fn start_up() -> io::Result<()> {
    let time = best(|| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command.args(["extract", "--quiet", "/dev/null"]).output()
    });
    println!("start-up {:.1} ms", time.as_secs_f64() * 1e3);
    Ok(())
}

/// The most memory that this program has had, corpora included, where the system tells it.
fn peak_memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(line) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
        println!("peak memory with the corpora in it{line}");
    }
}
