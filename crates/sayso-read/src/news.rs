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
}

impl Database {
    /// The form of the file whose first bytes or whole text it is, if it is one. Two signs are asked
    /// for, so that an article that mentions one is no such file.
    pub(crate) fn of(text: &str) -> Option<Self> {
        // A search for bytes that few texts have spares the lines of all others.
        let has = |mark: &str| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
        let any_line = |is: fn(&str) -> bool| text.lines().any(|line| is(line.trim()));
        if (has("DOCUMENT") || has("Document ")) && any_line(lexis::parts_articles) {
            return any_line(|line| lexis::field(line).is_some()).then_some(Self::Lexis);
        }
        if has("End of Document") && any_line(|line| line == "End of Document") {
            return any_line(lexis::is_body).then_some(Self::Nexis);
        }
        if has("Document ") && any_line(factiva::ends_article) {
            return any_line(factiva::is_word_count).then_some(Self::Factiva);
        }
        (has("news·") && any_line(europresse::ends_article)).then_some(Self::Europresse)
    }

    /// The articles of the text, in their order.
    pub(crate) fn articles(self, text: &str) -> Vec<Article> {
        let (parts, read): (_, fn(&str) -> Article) = match self {
            Self::Lexis => (parts(text, lexis::parts_articles), lexis::classic),
            Self::Nexis => (parts(text, |line| line == "End of Document"), lexis::nexis),
            Self::Factiva => (parts(text, factiva::ends_article), factiva::article),
            Self::Europresse => (parts(text, europresse::ends_article), europresse::article),
        };
        parts.into_iter().map(read).filter(|article| !article.text.is_empty()).collect()
    }
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
    let is_short = line.len() <= 60;
    parse_date(line).or_else(|| parse_date(&english(line))).filter(|_| is_short)
}

/// The line with French names of months in English, as parse_date reads them.
fn english(line: &str) -> String {
    const MONTHS: [(&str, &str); 9] = [
        ("janvier", "January"),
        ("février", "February"),
        ("mars", "March"),
        ("avril", "April"),
        ("mai", "May"),
        ("juin", "June"),
        ("juillet", "July"),
        ("août", "August"),
        ("décembre", "December"),
    ];
    let line = line.to_lowercase();
    MONTHS.iter().fold(line, |line, (french, english)| line.replace(french, english))
}

/// The rest of the line after the first of the names, if it begins with one.
fn after<'t>(line: &'t str, names: &[&str]) -> Option<&'t str> {
    let begins = |name: &&str| {
        let start = line.get(..name.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    names.iter().find(|name| begins(name)).and_then(|name| line.get(name.len()..)).map(str::trim)
}

/// Whether the line is one of rights and reserves.
fn is_copyright(line: &str) -> bool {
    let line = line.trim_start_matches('(');
    after(line, &["copyright", "©", "all rights reserved", "c) "]).is_some()
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
