//! The server asked over real connections.

#![expect(clippy::expect_used, reason = "a test fails by a panic")]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use sayso::{ModelChoice, PipelineOptions};
use sayso_serve::{Server, ServerOptions};
use serde_json::Value;
use tokio::sync::oneshot;

const TEXT: &str = "“Rain is near,” said Ada Obi, the mayor. She added that it would snow.";

/// A server that stops with its end of scope.
struct Running {
    address: SocketAddr,
    end: Option<oneshot::Sender<()>>,
    at_once: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    fn start(change: impl FnOnce(&mut ServerOptions)) -> Self {
        let mut options = ServerOptions::default();
        options.pipeline = PipelineOptions::default();
        options.pipeline.model = ModelChoice::Rules;
        options.jobs = 2;
        change(&mut options);
        let server = Server::bind("127.0.0.1:0", options).expect("a free port");
        let address = server.address();
        let (end, asked) = oneshot::channel();
        let (at_once, asked_again) = oneshot::channel();
        let until = async move { drop(asked.await) };
        let last = async move { drop(asked_again.await) };
        let thread = thread::spawn(move || server.run_until(until, last).expect("connections"));
        Self { address, end: Some(end), at_once: Some(at_once), thread: Some(thread) }
    }

    fn usual() -> Self {
        Self::start(|_| {})
    }

    /// Sends a request as it stands, and reads until the server closes.
    fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).expect("the server listens");
        // Where the server refuses early, it does not read the rest.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::new(&bytes)
    }

    fn ask(&self, method: &str, place: &str, headers: &[&str], body: &[u8]) -> Answer {
        let host = headers.iter().any(|it| it.starts_with("Host:"));
        let mut head = format!("{method} {place} HTTP/1.1\r\nConnection: close\r\n");
        if !host {
            head += &format!("Host: {}\r\n", self.address);
        }
        headers.iter().for_each(|header| head += &format!("{header}\r\n"));
        head += &format!("Content-Length: {}\r\n\r\n", body.len());
        self.raw(&[head.as_bytes(), body].concat())
    }

    fn extract(&self, query: &str, body: &str) -> Answer {
        self.ask("POST", &format!("/extract{query}"), &[], body.as_bytes())
    }

    fn get(&self, place: &str) -> Answer {
        self.ask("GET", place, &[], b"")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server ends");
        }
    }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
    is_whole: bool,
}

impl Answer {
    fn new(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|it| it == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).unwrap_or_default();
        let sent = bytes.get(end + 4..).unwrap_or_default();
        if head.contains("transfer-encoding: chunked") {
            let (body, is_whole) = joined(sent);
            return Self { status, head, body, is_whole };
        }
        Self { status, head, body: sent.to_vec(), is_whole: true }
    }

    fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("UTF-8")
    }

    fn error(&self) -> String {
        assert!(self.head.contains("content-type: application/json"), "{self:?}");
        let object: Value = serde_json::from_slice(&self.body).expect("JSON");
        assert_eq!(object["status"], self.status);
        object["error"].as_str().expect("a reason").to_owned()
    }
}

/// A body in chunks put together, and whether its end came.
fn joined(mut sent: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    loop {
        let Some(end) = sent.windows(2).position(|it| it == b"\r\n") else { return (body, false) };
        let size = std::str::from_utf8(&sent[..end]).expect("a size");
        let size = usize::from_str_radix(size, 16).expect("a size");
        let Some(chunk) = sent.get(end + 2..end + 2 + size) else { return (body, false) };
        if size == 0 {
            return (body, true);
        }
        body.extend_from_slice(chunk);
        sent = sent.get(end + 4 + size..).unwrap_or_default();
    }
}

#[test]
fn page_and_its_files_are_served_with_a_policy() {
    let server = Running::usual();
    let page = server.get("/");
    assert_eq!(page.status, 200);
    assert!(page.text().starts_with("<!doctype html>"));
    assert!(page.head.contains("content-security-policy: default-src 'none'"), "{}", page.head);
    for file in sayso_page::FILES {
        let answer = server.get(&format!("/{}", file.name));
        assert_eq!((answer.status, answer.text().as_str()), (200, file.text));
        assert!(answer.head.contains(&format!("content-type: {}", file.media_type)));
    }
}

#[test]
fn text_is_answered_with_rows_in_the_form_that_was_asked_for() {
    let server = Running::usual();
    let lines = server.extract("", TEXT);
    assert_eq!((lines.status, lines.text().lines().count(), lines.is_whole), (200, 2, true));
    let csv = server.extract("?format=csv&name=may/rain.txt", TEXT).text();
    assert!(
        csv.starts_with("doc_id,statement_id,") && csv.contains("\r\nmay/rain,S1,Ada Obi,"),
        "{csv}"
    );
    let json = server.ask(
        "POST",
        "/extract",
        &["Content-Type: application/x-ndjson", "Accept: text/csv"],
        format!(
            "{{\"id\": \"a\", \"text\": \"{TEXT}\"}}\n{{\"id\": \"b\", \"text\": \"{TEXT}\"}}\n"
        )
        .as_bytes(),
    );
    let first = |row: &str| row.split(',').take(2).collect::<Vec<_>>().join(",");
    let rows: Vec<String> = json.text().lines().skip(1).map(first).collect();
    assert_eq!(rows, ["a,S1", "a,S2", "b,S1", "b,S2"]);
    let document = server.extract("?format=doc-jsonl", TEXT).text();
    assert!(document.contains("\"attributions\""), "{document}");
    let page = server.extract("?format=page", TEXT).text();
    let line: Value = serde_json::from_str(&page).expect("one line");
    assert!(line["whys"][1]["antecedent"].is_string(), "{line}");
}

#[test]
fn what_cannot_be_answered_says_why() {
    let server = Running::usual();
    let of = |place: &str, headers: &[&str], body: &str| {
        let answer = server.ask("POST", place, headers, body.as_bytes());
        (answer.status, answer.error())
    };
    let (status, error) = of(
        "/extract",
        &["Content-Type: application/x-ndjson"],
        "{\"text\": \"Rain.\"}\n{\"text\": ",
    );
    assert_eq!(status, 400);
    assert!(error.contains("line 2"), "{error}");
    let (status, error) = of("/extract", &["Content-Type: text/csv"], "id,headline\n1,Rain");
    assert_eq!(status, 400);
    assert!(error.contains("headline"), "{error}");
    assert_eq!(of("/extract?modle=large", &[], TEXT).0, 400);
    let (status, error) = of("/extract?model=huge", &[], TEXT);
    assert_eq!(status, 400);
    assert!(error.starts_with("no model \"huge\" (have: rules"), "{error}");
    assert_eq!(of("/extract?excel=maybe", &[], TEXT).0, 400);
    assert_eq!(of("/extract", &["Content-Type: multipart/form-data; boundary=x"], TEXT).0, 415);
    assert_eq!(of("/extract", &[], "%PDF-1.7\n1 0 obj").0, 400);
    assert_eq!(of("/nothing", &[], "").0, 404);
    assert_eq!(of("/health", &[], "").0, 405);
}

#[test]
fn page_is_told_of_a_record_that_cannot_be_read_and_gets_the_others() {
    let server = Running::usual();
    let body = "{\"text\": \"Rain is near, Ada Obi said.\"}\n{\"text\": \n{\"text\": \"It is late, Ada Obi said.\"}\n";
    let answer = server.extract("?format=page&input_format=jsonl", body);
    let lines = answer.text();
    let kinds: Vec<bool> = lines.lines().map(|line| line.starts_with("{\"error\"")).collect();
    assert_eq!(kinds, [false, true, false], "{lines}");
}

#[test]
fn strangers_are_refused() {
    let server = Running::start(|options| options.names = vec!["news.example".to_owned()]);
    let post = |headers: &[&str]| server.ask("POST", "/extract", headers, TEXT.as_bytes());
    assert_eq!(post(&["Host: evil.example"]).status, 403);
    assert!(post(&["Host: evil.example"]).error().contains("--host evil.example"));
    assert_eq!(post(&["Origin: http://evil.example"]).status, 403);
    assert_eq!(post(&["Origin: null"]).status, 403);
    assert_eq!(post(&["Host: news.example", "Origin: https://news.example"]).status, 200);
    let own = format!("Origin: http://{}", server.address);
    assert_eq!(post(&[&own]).status, 200);
}

#[test]
fn body_that_is_too_large_is_refused_said_or_not() {
    let server = Running::start(|options| options.max_body = 1_000);
    let large = "Rain. ".repeat(1_000);
    let said = server.extract("", &large);
    assert_eq!(said.status, 413);
    assert!(said.error().contains("--max-body"));
    let head = format!(
        "POST /extract HTTP/1.1\r\nHost: {}\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n",
        server.address
    );
    let unsaid = server.raw(&[head.as_bytes(), large.as_bytes()].concat());
    assert_eq!(unsaid.status, 413);
    assert_eq!(server.extract("", TEXT).status, 200);
}

#[test]
fn clients_that_hang_cost_no_other_its_answer() {
    let server = Running::start(|options| options.patience = Duration::from_millis(300));
    let hang = |start: &str| {
        let mut stream = TcpStream::connect(server.address).expect("the server listens");
        stream.write_all(start.as_bytes()).expect("taken");
        stream
    };
    let head = format!(
        "POST /extract HTTP/1.1\r\nHost: {}\r\nContent-Length: 100\r\n\r\nRain",
        server.address
    );
    let mut slow: Vec<TcpStream> = (0..40).map(|_| hang(&head)).collect();
    slow.extend((0..40).map(|_| hang("GET / HT")));
    assert_eq!(server.extract("", TEXT).status, 200);
    let mut bytes = Vec::new();
    slow[0].read_to_end(&mut bytes).expect("an answer");
    assert_eq!(Answer::new(&bytes).status, 408);
    bytes.clear();
    slow[79].read_to_end(&mut bytes).expect("the end");
}

#[test]
fn thousand_requests_of_sixteen_clients_get_the_right_answers() {
    let server = Running::usual();
    let expected = |number: usize| format!("said Ada Obi {number}.");
    let asked = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                loop {
                    let number = asked.fetch_add(1, Ordering::Relaxed);
                    if number >= 1_000 {
                        break;
                    }
                    let name = format!("?name=doc-{number}.txt");
                    let text =
                        format!("“Rain is near,” {} ", expected(number)).repeat(1 + number % 3);
                    let answer = server.extract(&name, &text);
                    assert_eq!((answer.status, answer.is_whole), (200, true));
                    let lines = answer.text();
                    assert_eq!(lines.lines().count(), 1 + number % 3, "{lines}");
                    assert!(
                        lines.lines().all(
                            |line| line.starts_with(&format!("{{\"doc_id\": \"doc-{number}\""))
                        )
                    );
                }
            });
        }
    });
}

/// The head of a request whose body has so many bytes.
fn head(server: &Running, bytes: usize) -> String {
    format!("POST /extract HTTP/1.1\r\nHost: {}\r\nContent-Length: {bytes}\r\n\r\n", server.address)
}

/// A client that has sent the text and read the first byte of the answer, with that byte.
fn begun(server: &Running, text: &str) -> (TcpStream, [u8; 1]) {
    let mut stream = TcpStream::connect(server.address).expect("the server listens");
    stream.write_all(head(server, text.len()).as_bytes()).expect("taken");
    stream.write_all(text.as_bytes()).expect("taken");
    let mut first = [0];
    stream.read_exact(&mut first).expect("it has begun");
    (stream, first)
}

#[test]
fn gigabyte_is_refused_before_it_is_sent() {
    let server = Running::usual();
    let answer = server.raw(head(&server, 1 << 30).as_bytes());
    assert_eq!(answer.status, 413);
    assert!(answer.error().contains("67108864 bytes"), "{}", answer.error());
}

#[test]
fn answer_whose_client_is_killed_hurts_no_other() {
    let server = Running::start(|options| options.jobs = 1);
    let text = format!("{TEXT}\n\n").repeat(3_000);
    for _ in 0..3 {
        let (stream, _) = begun(&server, &text);
        // With bytes unread the system resets the connection, as it does for a client that is killed.
        drop(stream);
    }
    assert_eq!(server.extract("", TEXT).text().lines().count(), 2);
}

#[test]
fn second_time_ends_at_once() {
    let mut server = Running::usual();
    let text = format!("{TEXT}\n\n").repeat(20_000);
    let (_stream, _) = begun(&server, &text);
    // A client that takes no more would be waited for, for a minute.
    drop(server.end.take());
    let thread = server.thread.take().expect("a server");
    thread::sleep(Duration::from_millis(300));
    assert!(!thread.is_finished(), "the answer is under way");
    drop(server.at_once.take());
    let (sender, ended) = std::sync::mpsc::channel();
    thread::spawn(move || sender.send(thread.join()));
    ended.recv_timeout(Duration::from_secs(30)).expect("it ends").expect("without a panic");
}

#[test]
fn answer_that_is_under_way_is_ended_before_the_server_is() {
    let mut server = Running::usual();
    let text = format!("{TEXT}\n\n").repeat(500);
    let (mut stream, first) = begun(&server, &text);
    drop(server.end.take());
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).expect("the answer");
    let answer = Answer::new(&[&first[..], &rest].concat());
    assert_eq!((answer.status, answer.is_whole), (200, true));
    assert_eq!(answer.text().lines().count(), 1_000);
}

#[test]
fn question_of_a_review_is_answered_or_refused() {
    let server = Running::usual();
    let ask = |body: &str| server.ask("POST", "/review", &[], body.as_bytes());
    let row = r#"{"doc_id": "a", "statement_id": "S1", "content_start": 4, "confidence": 0.9}"#;
    let plan = ask(&format!(
        r#"{{"ask": "plan", "order": "random", "seed": 1, "size": 9, "rows": [{row}]}}"#
    ));
    assert_eq!(plan.status, 200, "{plan:?}");
    let plan: Value = serde_json::from_slice(&plan.body).expect("JSON");
    assert_eq!((&plan["do"], &plan["of"]), (&"plan".into(), &1.into()));
    let refused = ask(r#"{"ask": "said", "table": "rows.csv", "corrections": "a note"}"#);
    assert_eq!(refused.status, 400);
    assert!(refused.error().starts_with("no file of corrections"), "{}", refused.error());
    assert_eq!(ask("{").status, 400);
    assert_eq!(server.get("/review").status, 405);
    let stranger = server.ask("POST", "/review", &["Origin: http://evil.example"], b"{}");
    assert_eq!(stranger.status, 403);
}

#[test]
fn health_names_the_models_and_the_description_what_there_is() {
    let server = Running::usual();
    let health: Value = serde_json::from_slice(&server.get("/health").body).expect("JSON");
    assert_eq!(
        (&health["status"], &health["model"], &health["threads"]),
        (&"ok".into(), &"rules".into(), &2.into())
    );
    let described: Value = serde_json::from_slice(&server.get("/openapi.json").body).expect("JSON");
    let parameters =
        described["paths"]["/extract"]["post"]["parameters"].as_array().expect("parameters");
    for parameter in parameters {
        let name = parameter["name"].as_str().expect("a name");
        // A parameter that is not known would be named as such.
        let answer = server.extract(&format!("?{name}=%00"), TEXT);
        assert!(!answer.text().contains("unknown field"), "{name}");
        for value in parameter["schema"]["enum"].as_array().into_iter().flatten() {
            let value = value.as_str().expect("a value");
            let refusal = server.extract(&format!("?{name}={value}"), TEXT);
            let is_known = refusal.status == 200 || !refusal.text().contains("(known: ");
            assert!(is_known, "{name}={value}: {refusal:?}");
        }
    }
    let row: Value =
        serde_json::from_str(server.extract("", TEXT).text().lines().next().expect("a row"))
            .expect("JSON");
    let columns =
        described["components"]["schemas"]["Row"]["properties"].as_object().expect("columns");
    assert!(row.as_object().expect("a row").keys().eq(columns.keys()), "{row}");
    let health_keys =
        described["components"]["schemas"]["Health"]["properties"].as_object().expect("fields");
    assert!(health.as_object().expect("an object").keys().eq(health_keys.keys()));
}
