//! `sayso serve` as a program: the same bytes as `sayso extract`, and an end that loses nothing.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::{repository, sayso};

/// The server, ended with its scope.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command.args(["serve", "--port", "0"]).args(arguments).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program");
        let mut line = String::new();
        let told = child.stderr.as_mut().expect("a pipe");
        BufReader::new(told).read_line(&mut line).expect("a line");
        let address = line.strip_prefix("http://").and_then(|it| it.split('/').next());
        assert!(address.is_some(), "no address in {line:?}");
        Self { child, address: address.unwrap_or_default().to_owned() }
    }

    fn post(&self, query: &str, body: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).expect("the server listens");
        // HTTP/1.0 knows no chunks, so that the body is what follows the head.
        let head = format!(
            "POST /extract?{query} HTTP/1.0\r\nHost: {}\r\nContent-Length: {}\r\n\r\n",
            self.address,
            body.len()
        );
        stream.write_all(head.as_bytes()).expect("taken");
        stream.write_all(body).expect("taken");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let end = answer.windows(4).position(|it| it == b"\r\n\r\n").expect("a head");
        assert!(answer.starts_with(b"HTTP/1.0 200"), "{}", String::from_utf8_lossy(&answer));
        answer.split_off(end + 4)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn answers_are_byte_for_byte_what_extract_writes() {
    let server = Serving::start(&["--model", "rules", "--jobs", "2"]);
    for file in ["seeds/wire.txt", "seeds/court.txt"] {
        let path = repository(file);
        let body = fs::read(&path).expect("a seed");
        for format in ["csv", "tsv", "jsonl", "doc-jsonl", "html", "web-annotation"] {
            let name = file.trim_start_matches("seeds/");
            let answer = server.post(&format!("format={format}&name={name}"), &body);
            let mut extract = sayso();
            extract.args(["extract", "--model", "rules", "--quiet", "--format", format]).arg(&path);
            let written = extract.output().expect("the program").stdout;
            assert!(answer == written, "{file} as {format}");
        }
    }
}

#[test]
fn table_keeps_its_columns_and_order() {
    let server = Serving::start(&["--model", "rules", "--jobs", "2"]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("wire.csv");
    let mut table = "id,title,text,source\r\n".to_owned();
    for number in 0..200 {
        let text = "“Rain is near,” said Ada Obi. ".repeat(1 + number % 9);
        table += &format!("{number},Title {number},\"{text}\",Wire\r\n");
    }
    fs::write(&path, &table).expect("a file");
    let extract = |arguments: &[&str]| {
        let mut extract = sayso();
        extract.args(["extract", "--model", "rules", "--quiet"]).arg(&path).args(arguments);
        extract.output().expect("the program").stdout
    };
    let answer = server.post("format=csv&name=wire.csv", table.as_bytes());
    assert!(answer == extract(&["--format", "csv"]));
    let excel = server.post("format=csv&name=wire.csv&excel=true&offsets=bytes", table.as_bytes());
    assert!(excel == extract(&["--format", "csv", "--excel", "--offsets", "bytes"]));
}

#[cfg(unix)]
#[test]
fn server_that_is_asked_to_end_ends_well() {
    let mut server = Serving::start(&["--model", "rules"]);
    let ended = Command::new("kill").arg(server.child.id().to_string()).status().expect("kill");
    assert!(ended.success());
    let status = server.child.wait().expect("the end");
    assert!(status.success(), "{status}");
}

#[cfg(unix)]
#[test]
fn second_signal_ends_the_server_at_once() {
    let mut server = Serving::start(&["--model", "rules"]);
    let mut stream = TcpStream::connect(&server.address).expect("the server listens");
    let head =
        format!("POST /extract HTTP/1.1\r\nHost: {}\r\nContent-Length: 99\r\n\r\n", server.address);
    // A client that is still sending is waited for, for a minute.
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(b"Rain")).expect("taken");
    let id = server.child.id().to_string();
    let ask = || Command::new("kill").args(["-INT", &id]).status().expect("kill").success();
    thread::sleep(Duration::from_millis(300));
    assert!(ask());
    thread::sleep(Duration::from_millis(500));
    assert!(server.child.try_wait().expect("a status").is_none(), "the client is waited for");
    assert!(ask());
    let ended = (0..200).find_map(|_| {
        thread::sleep(Duration::from_millis(100));
        server.child.try_wait().expect("a status")
    });
    assert!(ended.is_some(), "it goes on");
}

#[test]
fn place_that_is_taken_is_named_with_a_remedy() {
    let server = Serving::start(&["--model", "rules"]);
    let (_, port) = server.address.rsplit_once(':').expect("a port");
    let mut second = sayso();
    let output = second.args(["serve", "--model", "rules", "--port", port]).output().expect("run");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("another program listens there; choose another with --port"), "{told}");
}
