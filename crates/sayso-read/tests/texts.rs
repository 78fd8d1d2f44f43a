//! Text files with metadata in front, and files of news databases, through the whole reader.

#![expect(clippy::expect_used, reason = "a test fails by a panic")]

use std::fs;

use sayso_read::{Corpus, Input, Options};
use sayso_text::Document;

fn read(files: &[(&str, &str)]) -> (Vec<String>, Vec<Document>, Vec<String>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a new file");
    }
    let corpus = Corpus::new(&[Input::Path(folder.path().to_owned())], &Options::default());
    let columns = corpus.columns().to_vec();
    let (documents, told): (Vec<_>, Vec<_>) = corpus.partition(Result::is_ok);
    let told = told.into_iter().filter_map(Result::err).map(|error| error.to_string()).collect();
    (columns, documents.into_iter().flatten().collect(), told)
}

const BLOCK: &str = "---\ntitle: Ferries: four for sale\nauthor: Lena Moravec\n\
                     date: 2024-10-02\n---\nFour ferries are for sale, Mira Toll said.\n";

#[test]
fn metadata_in_front_is_no_text_and_stands_in_columns() {
    let (columns, documents, told) = read(&[("a.md", BLOCK), ("b.txt", "Rain, she said.\n")]);
    assert_eq!(columns, ["title", "author", "date"]);
    assert_eq!(documents[0].text, "Four ferries are for sale, Mira Toll said.\n");
    assert_eq!(documents[0].columns, ["Ferries: four for sale", "Lena Moravec", "2024-10-02"]);
    assert_eq!(documents[0].date.map(|date| date.to_string()).as_deref(), Some("2024-10-02"));
    assert_eq!((&*documents[1].text, documents[1].date), ("Rain, she said.\n", None));
    assert_eq!(documents[1].columns, ["", "", ""]);
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn articles_of_a_database_are_documents_of_their_own() {
    let article = |number: u32| {
        format!(
            "Ferry {number} for sale\nBy Lena Moravec\n30 words\n{number} October 2024\n\
             The Island Times\nISLT\nEnglish\nCopyright 2024 The Island Times\n\n\
             Ferry {number} is for sale, Mira Toll said.\n\nDocument ISLT000020241003eka30000{number}\n\n"
        )
    };
    let text: String = (1..=5).map(article).collect();
    let (columns, documents, told) = read(&[("factiva.txt", &text)]);
    assert_eq!(columns, ["title", "byline", "date", "publication", "section"]);
    assert_eq!(documents.len(), 5);
    assert_eq!(documents[4].id, "factiva#5");
    assert_eq!(documents[4].text, "Ferry 5 is for sale, Mira Toll said.");
    assert_eq!(documents[4].date.map(|date| date.to_string()).as_deref(), Some("2024-10-05"));
    assert_eq!(documents[4].columns[1..4], ["Lena Moravec", "5 October 2024", "The Island Times"]);
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn columns_that_come_late_are_told() {
    let mut files: Vec<(String, String)> =
        (0..150).map(|number| (format!("{number:03}.txt"), "Rain.\n".to_owned())).collect();
    files.push(("zz.md".to_owned(), BLOCK.to_owned()));
    files.push(("zzz.md".to_owned(), BLOCK.to_owned()));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    let (columns, documents, told) = read(&files);
    assert!(columns.is_empty());
    assert_eq!(documents.len(), 152);
    assert!(documents[150].date.is_some() && !documents[150].text.contains("title"));
    assert!(told.len() == 1 && told[0].contains("title, author, date"), "{told:?}");
}
