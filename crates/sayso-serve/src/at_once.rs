//! A request of one short article, answered without a thread of its own.
//!
//! Many programs ask for one article after the other. To hand such a request to a thread that may wait, its
//! document to one that works, and the rows back in pieces wakes five threads, which takes as long as the rules
//! do for the article. So the runtime's own thread reads and writes it, in microseconds, and only the work goes
//! elsewhere. What could take longer goes the other way: large bodies, what has to be unpacked, several documents,
//! formats that are more than rows of text.

use sayso::export::Format as Output;
use sayso::read::Format as Input;
use sayso::text::{Document, Statement};

use crate::answer::{Broken, Documents};
use crate::ask::{Answer, Ask};
use crate::refusal::Refusal;
use crate::workers::{Found, Queue};

/// The longest body that is answered so, in bytes: ten times an article of usual length.
const SHORT: usize = 64 * 1024;

/// What became of a request.
pub(crate) enum Tried {
    /// The whole answer.
    Answered(Vec<u8>),
    /// Nothing yet.
    Left(Documents),
}

/// Whether the body can be read, and the answer written, in next to no time.
pub(crate) fn is_short(ask: &Ask, body: &[u8]) -> bool {
    let plain = matches!(ask.upload.format(), Some(Input::Text | Input::Json | Input::Jsonl));
    // What is packed begins with bytes that are no text.
    plain && rows_of(ask).is_some() && body.len() <= SHORT && str::from_utf8(body).is_ok()
}

/// The format of the answer, where it is rows of text.
fn rows_of(ask: &Ask) -> Option<Output> {
    match ask.answer {
        Answer::File(format @ (Output::Csv | Output::Tsv | Output::Jsonl | Output::DocJsonl)) => {
            Some(format)
        }
        _ => None,
    }
}

/// The answer, if there is one document and a thread has room for it.
pub(crate) async fn answered(
    ask: &Ask,
    documents: Documents,
    queue: &Queue,
) -> Result<Tried, Refusal> {
    let Some(format) = rows_of(ask) else { return Ok(Tried::Left(documents)) };
    let (columns, document) = match documents.only() {
        Ok(only) => only,
        Err(documents) => return Ok(Tried::Left(documents)),
    };
    let answer = match queue.try_hand_over(document, ask.task) {
        Ok(answer) => answer,
        Err(document) => return Ok(Tried::Left(Documents::one(columns, document))),
    };
    // Nothing is sent yet, so that a fault has a status.
    let found = answer.await.ok().and_then(Result::ok).ok_or_else(Refusal::fault)?;
    let mut writing = ask.writing.clone();
    writing.columns = columns;
    let Found { document, statements } = found;
    let statements: Vec<Statement> = statements.into_iter().map(|(it, _)| it).collect();
    let rows = rows(format, &writing, &document, &statements);
    rows.map(Tried::Answered).map_err(|_| Refusal::fault())
}

fn rows(
    format: Output,
    writing: &sayso::export::Options,
    document: &Document,
    statements: &[Statement],
) -> Result<Vec<u8>, Broken> {
    let mut bytes = Vec::new();
    let mut writer = format.writer(&mut bytes, writing)?;
    writer.write(document, statements)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::thread;

    use axum::body::Bytes;
    use axum::http::header;

    use super::*;
    use crate::ask::Parameters;
    use crate::pipelines::Pipelines;
    use crate::workers::{queue, work};

    fn ask(sent: &str, format: &str, pipelines: &Pipelines) -> Ask {
        let headers = [(header::CONTENT_TYPE, sent.parse().expect("a type"))];
        let parameters = Parameters { format: Some(format.to_owned()), ..Parameters::default() };
        Ask::new(parameters, &headers.into_iter().collect(), pipelines).expect("known")
    }

    fn wait<T>(work: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.expect("a runtime").block_on(work)
    }

    #[test]
    fn only_what_takes_no_time_is_short() {
        let pipelines = Pipelines::by_rules();
        let is =
            |sent: &str, format: &str, body: &[u8]| is_short(&ask(sent, format, &pipelines), body);
        assert!(is("text/plain", "csv", b"Rain.") && is("application/json", "jsonl", b"{}"));
        assert!(!is("text/plain", "csv", &[b'x'; SHORT + 1]));
        assert!(!is("text/plain", "page", b"Rain.") && !is("text/plain", "html", b"Rain."));
        assert!(!is("text/html", "csv", b"<p>Rain.") && !is("", "csv", b"Rain."));
        assert!(!is("text/plain", "csv", &[0x1f, 0x8b, 8, 0]));
        let mut named = ask("", "csv", &pipelines);
        named.upload = sayso_web::Upload::new("a.txt");
        assert!(is_short(&named, b"Rain."));
    }

    #[test]
    fn answer_of_one_article_is_whole() {
        let pipelines = Pipelines::by_rules();
        let (queue, jobs) = queue(1);
        let ask = ask("text/plain", "csv", &pipelines);
        let documents = Documents::read(&ask, Bytes::from_static(b"Rain is near, Ada Obi said."));
        let tried = thread::scope(|scope| {
            scope.spawn(|| work(&jobs, &pipelines));
            let tried = wait(answered(&ask, documents.expect("a text"), &queue));
            drop(queue);
            tried
        });
        let Ok(Tried::Answered(bytes)) = tried else { panic!("left") };
        let rows = String::from_utf8(bytes).expect("text");
        assert!(rows.starts_with("doc_id,") && rows.contains("Ada Obi"), "{rows}");
    }

    #[test]
    fn what_there_is_no_room_for_and_several_documents_are_left() {
        let pipelines = Pipelines::by_rules();
        let (queue, _jobs) = queue(1);
        let ask = ask("application/x-ndjson", "jsonl", &pipelines);
        let line = b"{\"text\": \"Rain is near, Ada Obi said.\"}\n";
        let read =
            |body: &[u8]| Documents::read(&ask, Bytes::copy_from_slice(body)).expect("lines");
        let left =
            |documents| matches!(wait(answered(&ask, documents, &queue)), Ok(Tried::Left(_)));
        assert!(left(read(&line.repeat(2))));
        let waiting = queue.try_hand_over(Document::new("a", "Rain."), ask.task);
        assert!(waiting.is_ok());
        assert!(left(read(line)));
    }
}
