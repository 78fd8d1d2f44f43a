//! Archives with faults: every page is a document or an error, and no fault costs another record.

#![cfg(feature = "html")]
#![expect(clippy::expect_used, reason = "a test fails by a panic")]

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use sayso_read::{Corpus, Format, Options};

/// What an archive gave: the addresses of its pages, and its errors and warnings in words.
#[derive(Debug)]
struct Found {
    pages: Vec<String>,
    texts: Vec<String>,
    fetched: Vec<String>,
    errors: Vec<String>,
    warnings: Vec<String>,
}

fn read(bytes: Vec<u8>) -> Found {
    let mut options = Options::default();
    options.format = Some(Format::Warc);
    let corpus = Corpus::from_reader("crawl", Cursor::new(bytes), &options);
    let column = corpus.columns().iter().position(|name| name == "fetched").expect("a column");
    let mut found = Found {
        pages: Vec::new(),
        texts: Vec::new(),
        fetched: Vec::new(),
        errors: Vec::new(),
        warnings: Vec::new(),
    };
    for item in corpus {
        match item {
            Ok(document) => {
                assert_eq!(document.date, None, "the day of the crawl is no date");
                found.fetched.push(document.columns[column].clone());
                found.pages.push(document.id);
                found.texts.push(document.text);
            }
            Err(error) if error.is_warning() => found.warnings.push(error.to_string()),
            Err(error) => found.errors.push(error.to_string()),
        }
    }
    found
}

fn body(number: usize) -> String {
    format!(
        "<!doctype html><html><head><title>Ferry {number}</title></head><body><article><p>Ferry \
         number {number} will be sold before the summer, the board said on Thursday, because the \
         repairs that it needs would cost more than it earns in two years.</p><p>“It is time,” Mira \
         Toll added.</p></article></body></html>"
    )
}

fn answer(fields: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{fields}\r\n");
    [head.as_bytes(), body].concat()
}

fn record(kind: &str, media: &str, number: usize, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://news.example/{number}\r\n\
         WARC-Date: 2024-05-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n\
         Content-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn page(number: usize) -> Vec<u8> {
    record("response", "application/http", number, &answer("", body(number).as_bytes()))
}

fn address(number: usize) -> String {
    format!("https://news.example/{number}")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

#[test]
fn padding_between_records_costs_nothing() {
    for padding in ["\0", "\0\0\0\0", " ", "\t \r\n", "\n\n\n", "\u{feff}", "\u{feff}\r\n\0"] {
        let archive: Vec<u8> = (1..=3)
            .flat_map(|number| [page(number), padding.as_bytes().to_vec()].concat())
            .collect();
        let found = read([padding.as_bytes(), &archive].concat());
        assert_eq!(found.pages, [address(1), address(2), address(3)], "{padding:?}: {found:?}");
        assert!(found.errors.is_empty(), "{padding:?}: {found:?}");
        assert_eq!(found.fetched[0], "2024-05-01T00:00:00Z");
    }
}

/// A record with a fault in it, and whether its page is still read.
fn faulty(kind: usize, number: usize) -> (Vec<u8>, bool) {
    let good = page(number);
    let text = String::from_utf8(good.clone()).expect("UTF-8");
    let length = text.split("Content-Length: ").nth(1).and_then(|rest| rest.split('\r').next());
    let length = length.expect("a length").to_owned();
    let with_length = |length: &str| {
        let (before, after) = text.split_once("Content-Length: ").expect("a length");
        let (_, after) = after.split_once('\r').expect("an end");
        format!("{before}Content-Length: {length}\r{after}").into_bytes()
    };
    let value: usize = length.parse().expect("a number");
    match kind {
        0 => (with_length("many"), false),
        1 => (with_length(&(value + 40).to_string()), false),
        2 => (with_length(&(value + 100_000).to_string()), false),
        3 => (with_length(&(value - 30).to_string()), true),
        4 => (text.replacen("WARC/1.1", "WXRC/1.1", 1).into_bytes(), false),
        5 => (good[..good.len() / 2].to_vec(), false),
        6 => ([b"rubbish between records\r\n".to_vec(), good].concat(), true),
        7 => (text.replacen("Content-Length", "Content-Lenght", 1).into_bytes(), false),
        8 => ([good, b"\0\0 \xef\xbb\xbf\r\n".to_vec()].concat(), true),
        _ => (
            record(
                "response",
                "application/http",
                number,
                &answer("Content-Encoding: br\r\n", &[0xff; 90]),
            ),
            false,
        ),
    }
}

#[test]
fn of_300_records_with_faults_every_page_is_a_document_or_an_error() {
    let mut archive = record("warcinfo", "application/warc-fields", 0, b"software: x\r\n");
    let (mut whole, mut lost) = (BTreeSet::new(), BTreeSet::new());
    for number in 1..=300 {
        archive.extend(record("request", "application/http", number, b"GET / HTTP/1.1\r\n\r\n"));
        let (record, is_read) = if number.is_multiple_of(3) {
            faulty(number / 3 % 10, number)
        } else {
            (page(number), true)
        };
        archive.extend(record);
        if is_read {
            whole.insert(address(number))
        } else {
            lost.insert(address(number))
        };
    }
    let found = read(archive);
    let pages: BTreeSet<String> = found.pages.iter().cloned().collect();
    assert_eq!(pages.len(), found.pages.len(), "no page comes twice");
    let missing: Vec<&String> = whole.difference(&pages).collect();
    assert!(missing.is_empty(), "{missing:?} of {:?}", found.errors);
    let read_all_the_same = pages.intersection(&lost).count();
    assert!(found.errors.len() + read_all_the_same >= lost.len(), "{:#?}", found.errors);
    for text in &found.texts {
        assert!(!text.contains("WARC"), "{text}");
    }
}

#[test]
fn damaged_stream_of_a_compressed_archive_costs_its_record_alone() {
    let mut archive = Vec::new();
    for number in 1..=60 {
        let mut member = gzip(&page(number));
        if number.is_multiple_of(6) {
            let place = 20 + (number * 7) % (member.len() - 30);
            member[place] ^= 0x55;
        }
        archive.extend(member);
    }
    let found = read(archive);
    let expected: Vec<String> =
        (1..=60).filter(|number: &usize| !number.is_multiple_of(6)).map(address).collect();
    let whole: Vec<&String> = found.pages.iter().filter(|page| expected.contains(page)).collect();
    assert_eq!(whole.len(), expected.len(), "{:?}", found.errors);
    assert!(found.errors.len() + found.pages.len() >= 60, "{:?}", found.errors);
}

#[test]
fn first_stream_of_an_archive_may_be_the_damaged_one() {
    let mut first = gzip(&page(1));
    first[40] ^= 0x55;
    let found = read([first, gzip(&page(2))].concat());
    assert_eq!(found.pages, [address(2)]);
    assert!(!found.errors.is_empty(), "what is lost is named");
}

#[test]
fn bodies_of_every_coding_are_read_or_named() {
    let zlib = |bytes: &[u8]| {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("memory can be written");
        encoder.finish().expect("memory can be written")
    };
    let raw = |bytes: &[u8]| {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("memory can be written");
        encoder.finish().expect("memory can be written")
    };
    let page = body(7);
    let page = page.as_bytes();
    let chunked = |bytes: &[u8]| {
        [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n0\r\n\r\n"].concat()
    };
    for (fields, body) in [
        ("Content-Encoding: gzip\r\n", gzip(page)),
        ("Content-Encoding: deflate\r\n", zlib(page)),
        ("Content-Encoding: deflate\r\n", raw(page)),
        ("Content-Encoding: gzip, deflate\r\n", raw(&gzip(page))),
        ("Content-Encoding: br\r\n", page.to_vec()),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", chunked(&gzip(page))),
        #[cfg(feature = "zstd")]
        ("Content-Encoding: zstd\r\n", zstd::encode_all(page, 1).expect("memory")),
    ] {
        let found = read(record("response", "application/http", 7, &answer(fields, &body)));
        assert_eq!((found.pages.len(), found.errors.len()), (1, 0), "{fields}: {found:?}");
        assert!(found.texts[0].starts_with("Ferry number 7"), "{fields}: {found:?}");
    }
    for coding in ["br", "zstd", "gzip", "compress", "dcz"] {
        let fields = format!("Content-Encoding: {coding}\r\n");
        let found = read(record("response", "application/http", 7, &answer(&fields, &[0xff; 99])));
        assert_eq!((found.pages.len(), found.errors.len()), (0, 1), "{coding}: {found:?}");
        assert!(found.errors[0].contains(&format!("\"{coding}\"")), "{found:?}");
    }
}

#[test]
fn resources_and_conversions_are_what_their_content_type_says() {
    let html = body(1);
    for kind in ["resource", "conversion"] {
        let found = read(record(kind, "text/html; charset=utf-8", 1, html.as_bytes()));
        assert!(found.texts[0].starts_with("Ferry number 1"), "{kind}: {found:?}");
        assert!(!found.texts[0].contains('<'), "{kind}: {found:?}");
        let found = read(record(kind, "text/plain", 1, b"Rain is near, she said.\n"));
        assert_eq!(found.texts, ["Rain is near, she said.\n"], "{kind}");
        for media in ["image/jpeg", "application/json", "text/css"] {
            let found = read(record(kind, media, 1, b"{\"rain\": \"near\"}"));
            assert!(found.pages.is_empty() && found.errors.is_empty(), "{kind} {media}: {found:?}");
        }
    }
}

#[test]
fn segments_are_joined_or_named() {
    let whole = answer("", body(5).as_bytes());
    let segment = |kind: &str, number: usize, content: &[u8], last: &str| {
        let fields = if number > 1 { "WARC-Segment-Origin-ID: <urn:uuid:5>\r\n" } else { "" };
        let id = if number > 1 { 50 + number } else { 5 };
        let head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://news.example/5\r\n\
             WARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Segment-Number: {number}\r\n{fields}{last}\
             Content-Type: application/http\r\nContent-Length: {}\r\n\r\n",
            content.len()
        );
        [head.as_bytes(), content, b"\r\n\r\n"].concat()
    };
    let (one, rest) = whole.split_at(150);
    let (two, three) = rest.split_at(60);
    let total = format!("WARC-Segment-Total-Length: {}\r\n", whole.len());
    let parts = [
        segment("response", 1, one, ""),
        page(6),
        segment("continuation", 2, two, ""),
        segment("continuation", 3, three, &total),
    ];
    let found = read(parts.concat());
    assert_eq!(found.pages, [address(6), address(5)], "{found:?}");
    assert!(found.texts[1].contains("It is time") && found.errors.is_empty(), "{found:?}");
    for gone in 0..4 {
        let left: Vec<Vec<u8>> = parts
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != gone)
            .map(|(_, part)| part.clone())
            .collect();
        let found = read(left.concat());
        assert_eq!(found.errors.is_empty(), gone == 1, "{gone}: {found:?}");
    }
}

#[test]
fn older_archives_are_refused_by_name() {
    let options = Options::default();
    let bytes = b"filedesc://a.arc 0.0.0.0 20100101000000 text/plain 76\n1 0 X\n".to_vec();
    let mut corpus = Corpus::from_reader("a.arc", Cursor::new(bytes), &options);
    let error = corpus.next().expect("an error").expect_err("no archive of this form");
    assert!(error.to_string().contains("ARC") && error.to_string().contains("warcio"), "{error}");
}

#[cfg(feature = "zstd")]
mod zstandard {
    use super::*;

    fn frame(bytes: &[u8], dictionary: &[u8]) -> Vec<u8> {
        let mut encoder = zstd::stream::write::Encoder::with_dictionary(Vec::new(), 3, dictionary)
            .expect("an encoder");
        encoder.write_all(bytes).expect("memory can be written");
        encoder.finish().expect("memory can be written")
    }

    fn skipped(kind: u8, content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).expect("short").to_le_bytes();
        [&[kind, 0x2a, 0x4d, 0x18], &length[..], content].concat()
    }

    /// A dictionary that itself looks like an archive, which is what real ones are made of.
    fn dictionary() -> Vec<u8> {
        (100..110).flat_map(page).collect()
    }

    #[test]
    fn dictionary_is_no_archive_of_its_own() {
        let words = dictionary();
        let pages: Vec<u8> = (1..=5).flat_map(|number| frame(&page(number), &words)).collect();
        let packed = zstd::encode_all(&*words, 3).expect("memory");
        for content in [words.clone(), packed] {
            let found = read([skipped(0x5d, &content), pages.clone()].concat());
            assert_eq!(found.pages, (1..=5).map(address).collect::<Vec<_>>(), "{found:?}");
            assert!(found.errors.is_empty(), "{found:?}");
        }
        let found = read([skipped(0x50, b"an index"), frame(&page(1), b"")].concat());
        assert_eq!(found.pages, [address(1)], "{found:?}");
    }

    #[test]
    fn damaged_frame_costs_its_record_alone() {
        let mut archive = Vec::new();
        for number in 1..=40 {
            let mut frame = zstd::encode_all(&*page(number), 3).expect("memory");
            if number.is_multiple_of(5) {
                let place = 8 + (number * 11) % (frame.len() - 20);
                frame[place] ^= 0x55;
            }
            archive.extend(frame);
        }
        let found = read(archive);
        let whole = |number: &usize| !number.is_multiple_of(5);
        for number in (1..=40).filter(whole) {
            assert!(found.pages.contains(&address(number)), "{number}: {:?}", found.errors);
        }
    }
}

#[test]
fn pages_in_utf_8_under_another_name_are_told_once_for_the_archive() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\n\r\n";
    let archive: Vec<u8> = (1..=4)
        .flat_map(|number| {
            let content = [head.as_bytes(), body(number).as_bytes()].concat();
            record("response", "application/http", number, &content)
        })
        .collect();
    let found = read(archive);
    assert!(found.texts.iter().all(|text| text.contains("“It is time,”")), "{found:?}");
    assert_eq!(found.warnings.len(), 1, "{found:?}");
    assert!(found.warnings[0].contains("iso-8859-1") && found.warnings[0].ends_with(": 4"));
}

#[test]
fn false_lengths_take_no_longer_than_true_ones() {
    let mut archive = Vec::new();
    for number in 0..3000 {
        archive.extend(
            format!(
                "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 30000000\r\n\r\n{number}\r\n"
            )
            .bytes(),
        );
    }
    let found = read(archive);
    assert!(found.pages.is_empty() && !found.errors.is_empty());
}
