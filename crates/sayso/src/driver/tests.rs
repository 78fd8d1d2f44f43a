//! Order, bounds and failures of the driver.

use sayso_text::Date;

use super::*;

fn corpus(size: usize) -> impl Iterator<Item = Result<Document, Infallible>> + Send {
    (0..size).map(|index| {
        let text = format!("Rain number {index} is near, Ada Obi said on Monday.\n\n")
            .repeat(1 + index % 5);
        Ok(Document::new(index.to_string(), text))
    })
}

/// Takes all and remembers it.
#[derive(Debug, Default, PartialEq)]
struct Memory {
    rows: Vec<String>,
    failures: Vec<String>,
    dates: Vec<Option<Date>>,
    /// The items that were counted each time.
    counted: Vec<usize>,
}

impl Sink for Memory {
    type Error = Infallible;

    fn take(&mut self, document: &Document, found: &[Statement]) -> Result<(), Infallible> {
        self.rows.push(format!("{} {found:?}", document.id));
        self.dates.push(document.date);
        Ok(())
    }

    fn counted(&mut self, summary: &Summary) -> Result<(), Infallible> {
        self.counted.push(summary.documents + summary.failed + summary.warnings);
        Ok(())
    }

    fn failed(&mut self, failure: &Failure) -> Result<(), Infallible> {
        self.failures.push(failure.reason.clone());
        Ok(())
    }
}

fn run<E: Into<Failure>>(
    documents: impl IntoIterator<Item = Result<Document, E>, IntoIter: Send>,
    options: DriverOptions,
) -> (Memory, Summary) {
    let pipeline = Pipeline::by_rules();
    let driver = Driver::new(&pipeline, options).expect("threads");
    let mut memory = Memory::default();
    let Ok(summary) = driver.run(documents, &mut memory);
    (memory, summary)
}

fn torn() -> Failure {
    Failure::new("torn")
}

#[test]
fn rows_are_the_same_for_any_number_of_threads() {
    let one = run(corpus(60), DriverOptions { jobs: 1, ..DriverOptions::default() });
    for jobs in [2, 3, 8] {
        let narrow = DriverOptions { jobs, max_documents: 3, ..DriverOptions::default() };
        assert_eq!(run(corpus(60), narrow), one, "{jobs} threads");
    }
    assert_eq!(one.1.documents, 60);
}

#[test]
fn failed_reading_is_told_and_the_rest_goes_on() {
    let documents = [Ok(Document::new("a", "")), Err(torn()), Ok(Document::new("b", ""))];
    let (memory, summary) = run(documents, DriverOptions::default());
    assert_eq!((summary.documents, summary.failed), (2, 1));
    assert_eq!(
        (memory.rows, memory.failures),
        (vec!["a []".into(), "b []".into()], vec!["torn".into()])
    );
}

#[test]
fn first_failure_ends_the_run_where_asked() {
    let options = DriverOptions { on_failure: OnFailure::Stop, ..DriverOptions::default() };
    let (memory, summary) = run([Err(torn()), Ok(Document::new("b", ""))], options);
    assert_eq!((summary.documents, summary.failed), (0, 1));
    assert_eq!((memory.failures, memory.counted), (vec!["torn".to_owned()], [0; 0].into()));
}

#[test]
fn warning_ends_nothing() {
    let options = DriverOptions { on_failure: OnFailure::Stop, ..DriverOptions::default() };
    let documents =
        [Err(Failure { is_warning: true, ..Failure::new("odd") }), Ok(Document::new("b", ""))];
    let (memory, summary) = run(documents, options);
    assert_eq!((summary.documents, summary.failed, summary.warnings), (1, 0, 1));
    assert_eq!(memory.failures, ["odd"]);
}

#[test]
fn every_item_is_counted_once_it_is_handed_on() {
    let documents = [Ok(Document::new("a", "")), Err(torn()), Ok(Document::new("b", ""))];
    let (memory, _) = run(documents, DriverOptions::default());
    assert_eq!(memory.counted, [1, 2, 3]);
}

#[test]
fn date_of_the_input_comes_before_that_of_the_text() {
    let own = Date::new(2020, 2, 1).expect("a day");
    let text = "OSLO, May 3, 2024 (Wire) -- Rain is near, Ada Obi said.";
    let mut dated = Document::new("a", text);
    dated.date = Some(own);
    let (memory, _) =
        run([Ok::<_, Infallible>(dated), Ok(Document::new("b", text))], DriverOptions::default());
    assert_eq!(memory.dates, [Some(own), Date::new(2024, 5, 3)]);
}

#[test]
fn other_work_ends_at_the_first_failure_where_asked() {
    let pipeline = Pipeline::by_rules();
    let options = DriverOptions { on_failure: OnFailure::Stop, ..DriverOptions::default() };
    let driver = Driver::new(&pipeline, options).expect("threads");
    let documents = [Ok(Document::new("a", "")), Err(torn()), Ok(Document::new("b", ""))];
    let mut seen = Vec::new();
    let Ok(()) = driver.map(
        documents,
        || (),
        |(), document| document.id.clone(),
        |result| {
            seen.push(result.unwrap_or_else(|failure| failure.reason));
            Ok::<_, Infallible>(())
        },
    );
    assert_eq!(seen, ["a", "torn"]);
}

#[test]
fn worker_is_a_new_one_after_a_panic() {
    let pipeline = Pipeline::by_rules();
    let options = DriverOptions { jobs: 1, ..DriverOptions::default() };
    let driver = Driver::new(&pipeline, options).expect("threads");
    let mut counts = Vec::new();
    let Ok(()) = driver.map(
        corpus(4),
        || 0,
        |count: &mut usize, document| {
            *count += 1;
            assert!(document.id != "1", "torn");
            *count
        },
        |result| {
            counts.push(result.ok());
            Ok::<_, Infallible>(())
        },
    );
    assert_eq!(counts, [Some(1), None, Some(1), Some(2)]);
}

#[test]
fn run_goes_on_counting() {
    let pipeline = Pipeline::by_rules();
    let driver = Driver::new(&pipeline, DriverOptions::default()).expect("threads");
    let Ok(whole) = driver.run(corpus(9), &mut Memory::default());
    let Ok(first) = driver.run(corpus(9).take(4), &mut Memory::default());
    let Ok(both) = driver.run_on(first, corpus(9).skip(4), &mut Memory::default());
    assert_eq!(both, whole);
    assert_eq!(whole.speakers, 9);
}

#[test]
fn counts_of_documents_add_up_to_those_of_the_run() {
    let pipeline = Pipeline::by_rules();
    let driver = Driver::new(&pipeline, DriverOptions::default()).expect("threads");
    let Ok(whole) = driver.run(corpus(9), &mut Memory::default());
    let mut worker = pipeline.worker();
    let mut sum = Summary::default();
    for Ok(document) in corpus(9) {
        let mut one = Summary::default();
        let statements = worker.extract(&document);
        one.add_document(&document, worker.words(), &statements);
        sum += &one;
    }
    assert_eq!(sum, whole);
}

#[test]
fn other_work_keeps_the_order_and_survives_a_panic() {
    let pipeline = Pipeline::by_rules();
    let options = DriverOptions { jobs: 3, ..DriverOptions::default() };
    let driver = Driver::new(&pipeline, options).expect("threads");
    let work = |_: &mut (), document: &Document| {
        assert!(document.id != "7", "torn");
        document.id.clone()
    };
    let mut ids = Vec::new();
    let Ok(()) = driver.map(
        corpus(20),
        || (),
        work,
        |result| {
            ids.push(result.unwrap_or_else(|failure| failure.reason));
            Ok::<_, Infallible>(())
        },
    );
    assert_eq!(ids.len(), 20);
    for (place, id) in ids.iter().enumerate() {
        let expected =
            if place == 7 { "7: the program failed: torn".to_owned() } else { place.to_string() };
        assert_eq!(*id, expected);
    }
}

#[test]
fn reader_that_panics_is_a_failure() {
    let documents = (0..3).map(|index| match index {
        0 => Ok::<_, Infallible>(Document::new("a", "")),
        _ => panic!("torn page"),
    });
    let (memory, summary) = run(documents, DriverOptions::default());
    assert_eq!(summary.documents, 1);
    assert_eq!(memory.failures, ["reading: the program failed: torn page"]);
}

#[test]
fn error_of_the_sink_ends_the_run() {
    let pipeline = Pipeline::by_rules();
    let driver = Driver::new(&pipeline, DriverOptions::default()).expect("threads");
    let endless = iter::repeat_with(|| Ok::<_, Infallible>(Document::new("a", "")));
    let result = driver.run(endless, &mut |_: &Document, _: &[Statement]| Err("disk full"));
    assert_eq!(result, Err("disk full"));
}
