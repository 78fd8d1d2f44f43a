//! Files of news databases: many articles in one file of text, each with its head of fields.
//!
//! LexisNexis (both its forms), Factiva (with and without its codes) and Europresse set a line
//! between articles that nothing else has: "3 of 250 DOCUMENTS", "End of Document", "Document" with
//! an accession number, or the address of the document in the database. A file without one is no
//! such file. What is no body is no text: fields become columns, copyright lines fall away.

mod europresse;
mod factiva;
mod lexis;

use sayso_text::Date;

use crate::date::parse_date;

/// The columns of a file of a news database.
pub(crate) const COLUMNS: [&str; 5] = ["title", "byline", "date", "publication", "section"];

/// An article of such a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Article {
    pub(crate) title: String,
    pub(crate) byline: String,
    pub(crate) date: String,
    pub(crate) publication: String,
    pub(crate) section: String,
    pub(crate) text: String,
}

impl Article {
    /// The day that its field of the date names.
    pub(crate) fn day(&self) -> Option<Date> {
        day(&self.date)
    }

    /// The values of [`COLUMNS`].
    pub(crate) fn into_columns(self) -> Vec<String> {
        vec![self.title, self.byline, self.date, self.publication, self.section]
    }
}

/// A form of such a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Database {
    /// LexisNexis before 2018: "1 of 250 DOCUMENTS".
    Lexis,
    /// Nexis Uni: "End of Document".
    Nexis,
    Factiva,
    Europresse,
    /// A file of LexisNexis or Factiva whose fields are in a language that is not known.
    Unknown,
}

/// The most bytes of a line that is a sign of a database.
const SHORT: usize = 200;

impl Database {
    /// The form of the file whose first bytes or whole text it is, if it is one. Two signs are asked
    /// for, so that an article that mentions one is no such file.
    pub(crate) fn of(text: &str) -> Option<Self> {
        // A search for bytes that few texts have spares the lines of all others.
        let has = |mark: &str| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
        let has_one = ["ocument", "okument", "OCUMENT", "OKUMENT"].iter().any(|mark| has(mark));
        if has_one {
            // Signs stand in short lines, of which articles have few.
            let lines = text.lines().map(str::trim).filter(|line| line.len() <= SHORT);
            let lines: Vec<&str> = lines.collect();
            let any_line = |is: fn(&str) -> bool| lines.iter().any(|line| is(line));
            if any_line(lexis::parts_articles) {
                let is_one = any_line(lexis::is_field);
                return if is_one { Some(Self::Lexis) } else { counts_documents(text) };
            }
            if any_line(|line| line == "End of Document") {
                return any_line(lexis::is_body).then_some(Self::Nexis);
            }
            if any_line(ends_elsewhere) && any_line(lexis::is_field) {
                return Some(Self::Unknown);
            }
            if any_line(factiva::ends_article) {
                let ends = || lines.iter().filter(|line| factiva::ends_article(line));
                let is_one = any_line(factiva::is_word_count);
                let fallback = (ends().count() >= 2).then_some(Self::Unknown);
                return if is_one { Some(Self::Factiva) } else { fallback };
            }
        }
        let ends = || text.lines().any(|line| europresse::ends_article(line.trim()));
        (has("news·") && ends()).then_some(Self::Europresse)
    }

    /// The articles of the text, in their order. One of which the file has no body has no text.
    pub(crate) fn articles(self, text: &str) -> Vec<Article> {
        let is_one = |part: &&str| !part.trim().is_empty();
        let any_line = |part: &str, is: fn(&str) -> bool| part.lines().any(|line| is(line.trim()));
        let read = |parts: Vec<&str>, read: fn(&str) -> Article| {
            parts.into_iter().filter(is_one).map(read).collect()
        };
        match self {
            Self::Lexis => {
                let mut parts = parts(text, lexis::parts_articles);
                // What stands before the first number is a cover, or the rest of an article.
                parts.retain_first(|part| any_line(part, lexis::is_field));
                read(parts, lexis::classic)
            }
            Self::Nexis => {
                let mut parts = parts(text, |line| line == "End of Document");
                parts.retain_last(|part| any_line(part, lexis::is_body));
                read(parts, lexis::nexis)
            }
            Self::Factiva => {
                let mut parts = parts(text, factiva::ends_article);
                parts.retain_last(|part| any_line(part, factiva::is_word_count));
                read(parts, factiva::article)
            }
            Self::Europresse => {
                let mut parts = parts(text, europresse::ends_article);
                parts.retain_last(|part| any_line(part, europresse::is_date));
                read(parts, europresse::article)
            }
            Self::Unknown => Vec::new(),
        }
    }
}

/// The first and the last part of a file, which need not be articles.
trait Ends {
    fn retain_first(&mut self, is_one: impl Fn(&str) -> bool);
    fn retain_last(&mut self, is_one: impl Fn(&str) -> bool);
}

impl Ends for Vec<&str> {
    fn retain_first(&mut self, is_one: impl Fn(&str) -> bool) {
        if self.first().is_some_and(|part| !is_one(part)) {
            self.remove(0);
        }
    }

    fn retain_last(&mut self, is_one: impl Fn(&str) -> bool) {
        self.pop_if(|part| !is_one(part));
    }
}

/// A file of LexisNexis in a language whose fields are not known: two lines of one count.
fn counts_documents(text: &str) -> Option<Database> {
    let mut counts = text.lines().filter_map(|line| lexis::count(line.trim()));
    let first = counts.next()?;
    counts.any(|count| count == first).then_some(Database::Unknown)
}

/// Whether the line ends an article of Nexis Uni in another language than English.
fn ends_elsewhere(line: &str) -> bool {
    const ENDS: &[&str] = &[
        "Ende des Dokuments",
        "Fin du document",
        "Fin de document",
        "Fin del documento",
        "Einde van document",
        "Einde van het document",
        "Fine del documento",
        "Fim do documento",
    ];
    ENDS.iter().any(|end| line.eq_ignore_ascii_case(end))
}

/// What stands between the lines that part articles.
fn parts(text: &str, parts_articles: fn(&str) -> bool) -> Vec<&str> {
    let (mut parts, mut start, mut end) = (Vec::new(), 0, 0);
    for line in text.split_inclusive('\n') {
        if parts_articles(line.trim()) {
            parts.push(text.get(start..end).unwrap_or_default());
            start = end + line.len();
        }
        end += line.len();
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// The day that a line names, with a name of the day in front or behind.
fn day(line: &str) -> Option<Date> {
    parse_date(line).filter(|_| line.len() <= 60)
}

/// The rest of the line after the first of the names, if it begins with one.
fn after<'t>(line: &'t str, names: &[&str]) -> Option<&'t str> {
    let begins = |name: &&str| {
        let start = line.get(..name.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    names.iter().find(|name| begins(name)).and_then(|name| line.get(name.len()..)).map(str::trim)
}

/// Whether the line is one of rights and reserves: the word or the sign, and a year or names. A
/// sentence that begins with the word goes on in small letters.
fn is_copyright(line: &str) -> bool {
    let line = line.trim().trim_start_matches('(');
    if let Some(rest) = after(line, &["all rights reserved", "tous droits réservés"]) {
        return rest.split_whitespace().count() <= 3;
    }
    if line.starts_with('©') {
        return true;
    }
    let Some(rest) = after(line, &["copyright", "c) "]) else { return false };
    let is_between = |letter: char| letter.is_whitespace() || ",.:;()©-".contains(letter);
    let rest = rest.trim_start_matches(is_between);
    let rest = after(rest, &["c)", "by "]).unwrap_or(rest).trim_start_matches(is_between);
    let first = rest.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let is_year = first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit());
    let is_small = |word: &str| word.starts_with(char::is_lowercase) && !is_of_a_name(word);
    let words = rest.split_whitespace().count();
    let are_names = (1..=12).contains(&words) && !rest.split_whitespace().any(is_small);
    // Rights are told in a line; a sentence behind a year has more small words than names have.
    let small = rest.split_whitespace().filter(|word| is_small(word)).count();
    is_year && small <= 2 && !rest.ends_with(['"', '”']) && !is_said(rest) || are_names
}

/// Small words within the names of publishers.
fn is_of_a_name(word: &str) -> bool {
    matches!(word, "of" | "and" | "the" | "by" | "for" | "de" | "la" | "le" | "du" | "et" | "und")
}

/// Whether the line ends with words of a sentence.
fn is_said(line: &str) -> bool {
    let last = line.trim_end_matches('.').rsplit(' ').next().unwrap_or_default();
    let is_reserved = ["reserved", "réservés"].contains(&&*last.to_lowercase());
    line.ends_with('.') && last.starts_with(char::is_lowercase) && !is_reserved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn article_that_mentions_such_lines_is_no_such_file() {
        for text in [
            "Rain is near, she said.\n\nEnd of Document\n",
            "He read the first 3 of 250 documents, he said.\nDocument 12 was blank.\n",
            "Document ABCDEFGHIJKLMNOPQRSTUVWX\n\nRain is near, she said.",
            "",
        ] {
            assert_eq!(Database::of(text), None, "{text}");
        }
    }

    #[test]
    fn lines_of_rights_are_told_from_sentences_about_them() {
        for line in [
            "Copyright 2024 The Island Times",
            "(Copyright (c) 2024, Tidewater & Company, Inc.)",
            "(c) 2024 Tidewater Media. All rights reserved.",
            "Copyright The Tidewater Post",
            "Copyright by Lena Moravec",
            "Copyright © 2024 The Post. All rights reserved.",
            "All Rights Reserved",
            "© 2024 Le Pont. Tous droits réservés.",
        ] {
            assert!(is_copyright(line), "{line}");
        }
        for line in [
            "Copyright law is no help, Ada Obi said.",
            "Copyright is dead.",
            "Copyright 2024, a play, opens in May.",
            "Copyright Judges ruled in 2019 that songs are free, Bo Ek said.",
            "All rights reserved for farmers will go, he said.",
            "Certificates were shown.",
        ] {
            assert!(!is_copyright(line), "{line}");
        }
    }

    #[test]
    fn file_in_a_language_that_is_not_known_is_no_single_article() {
        let text = "Document 1 de 2\n\nA CHWEDL: x\n\nRain.\n\nDocument 2 de 2\n\nSnow.\n";
        assert_eq!(Database::of(text), Some(Database::Unknown));
        assert_eq!(Database::of(&text.replace("2 de 2", "2 de 5")), None);
    }

    #[test]
    fn parts_are_what_stands_between() {
        assert_eq!(parts("a\n--\nb\n--\n", |line| line == "--"), ["a\n", "b\n", ""]);
        assert_eq!(
            day("mercredi 2 octobre 2024").map(|day| day.to_string()).as_deref(),
            Some("2024-10-02")
        );
        assert_eq!(
            day("jeudi 1 août 2024").map(|day| day.to_string()).as_deref(),
            Some("2024-08-01")
        );
    }
}
