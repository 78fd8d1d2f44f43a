//! Articles of Europresse, as text.

use super::{Article, after, day, is_copyright};

/// Whether the line holds the address of the document in the database, which stands below an
/// article: "news·20241002·TP·0123", with or without words before it.
pub(super) fn ends_article(line: &str) -> bool {
    let Some((before, address)) = line.split_once("news·") else { return false };
    let mut parts = address.trim().split('·');
    let is_day = |part: &str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit());
    before.len() <= 60 && parts.next().is_some_and(is_day) && parts.count() >= 2
}

/// The article of a part of the file: publication, date, headline, byline, body.
pub(super) fn article(part: &str) -> Article {
    let is_left_out = |line: &str| is_copyright(line) || is_notice(line);
    let lines: Vec<&str> = part.lines().map(str::trim).collect();
    let Some(at) = lines.iter().position(|line| is_date(line)) else {
        return Article { text: part.trim().to_owned(), ..Article::default() };
    };
    let is_said = |line: &&&str| !line.is_empty() && !is_left_out(line);
    let above = lines.get(..at).unwrap_or_default();
    let publication = above.iter().rfind(is_said).copied().unwrap_or_default();
    let date = lines.get(at).copied().unwrap_or_default();
    let below = lines.get(at + 1..).unwrap_or_default();
    let title = below.iter().position(|line| !line.is_empty()).unwrap_or_default();
    let rest = below.get(title + 1..).unwrap_or_default();
    let byline = rest.iter().position(|line| !line.is_empty()).unwrap_or_default();
    let line = rest.get(byline).copied().unwrap_or_default();
    let is_byline = is_name(line);
    let body = if is_byline { rest.get(byline + 1..).unwrap_or_default() } else { rest };
    let body: Vec<&str> = body.iter().copied().filter(|line| !is_left_out(line)).collect();
    Article {
        title: below.get(title).copied().unwrap_or_default().to_owned(),
        byline: if is_byline {
            after(line, &["by "]).unwrap_or(line).to_owned()
        } else {
            String::new()
        },
        date: without_section(day_of(date)).to_owned(),
        publication: publication.to_owned(),
        section: section_of(date).to_owned(),
        text: body.join("\n").trim().to_owned(),
    }
}

/// Whether the line is that of the date: "Wednesday, October 2, 2024, p. 3", "News, 2 October 2024".
pub(super) fn is_date(line: &str) -> bool {
    line.len() <= 100 && day(day_of(line)).is_some()
}

/// The line from its date on: without the section before and the page behind.
fn day_of(line: &str) -> &str {
    let line = line.split(" p. ").next().unwrap_or(line).trim_end_matches([',', ' ']);
    if day(line).is_some() {
        return line;
    }
    let at = line.find(|letter: char| letter.is_ascii_digit()).unwrap_or_default();
    line.get(at..).unwrap_or(line)
}

/// The date without the section before it.
fn without_section(date: &str) -> &str {
    let rest = date.strip_prefix(section_of(date)).unwrap_or(date);
    rest.trim_start_matches([',', ' '])
}

/// What stands before the date, but for the name of the day.
fn section_of(line: &str) -> &str {
    let before = line.split(',').next().unwrap_or_default().trim();
    let has_figure = line.contains(',') && !before.contains(|letter: char| letter.is_ascii_digit());
    let is_day = |end: &str| before.to_lowercase().ends_with(end);
    let is_weekday = ["day", "di", "dimanche"].iter().any(|end| is_day(end));
    if has_figure && !is_weekday { before } else { "" }
}

/// Whether the line is made of names alone: a few words with capitals and no end of a sentence.
fn is_name(line: &str) -> bool {
    let name = after(line, &["by "]).unwrap_or(line);
    let mut words = name.split_whitespace();
    let is_capital = |word: &str| word.starts_with(char::is_uppercase) || word == "and";
    (2..=8).contains(&words.clone().count())
        && words.all(is_capital)
        && !name.ends_with(['.', '!', '?', '”', '"'])
}

/// Lines of the database itself, in words that begin no paragraph of an article.
fn is_notice(line: &str) -> bool {
    const NOTICES: &[&str] = &[
        "the present document is protected",
        "le présent document est protégé",
        "certificat émis",
        "certificat délivré",
        "certificate issued",
        "public ©",
        "document reference:",
        "document reference :",
        "référence du document:",
        "référence du document :",
        "europresse.com",
    ];
    after(line, NOTICES).is_some()
}

#[cfg(test)]
mod tests {
    use crate::news::Database;

    const FILE: &str = "\
The Tidewater Post
News, Wednesday, October 2, 2024, p. 3

Harbour bridge to close for a month

Lena Moravec

The bridge will close for a month, the council said.

\"It cannot wait,\" Mayor Tomas Reyl said.

© 2024 The Tidewater Post. All rights reserved.
The present document is protected under copyright laws.
Document reference: news·20241002·TP·0123

The Island Times
Thursday, October 3, 2024

Ferries for sale

Four ferries are for sale, Mira Toll said.

© 2024 The Island Times. All rights reserved.
news·20241003·IT·0456
";

    #[test]
    fn articles_are_split_and_their_fields_are_columns() {
        assert_eq!(Database::of(FILE), Some(Database::Europresse));
        let articles = Database::Europresse.articles(FILE);
        assert_eq!(articles.len(), 2, "{articles:?}");
        let first = articles[0].clone();
        assert_eq!(first.text.lines().count(), 3, "{first:?}");
        assert_eq!(first.day().map(|day| day.to_string()).as_deref(), Some("2024-10-02"));
        assert_eq!((&*first.byline, &*first.section), ("Lena Moravec", "News"));
        assert_eq!(first.date, "Wednesday, October 2, 2024");
        assert_eq!(
            (&*first.publication, &*first.title),
            ("The Tidewater Post", "Harbour bridge to close for a month")
        );
        let second = articles[1].clone();
        assert_eq!(second.text, "Four ferries are for sale, Mira Toll said.");
        assert_eq!((&*second.section, &*second.byline), ("", ""));
        assert_eq!(second.day().map(|day| day.to_string()).as_deref(), Some("2024-10-03"));
    }

    #[test]
    fn paragraphs_that_begin_like_notices_are_text() {
        for line in [
            "Certificat en main, le maire a dit non.",
            "Certificates were shown, he said.",
            "Copyright is dead, Ada Obi said.",
            "The present document worries us, she said.",
        ] {
            let text = FILE.replace("\n\"It cannot", &format!("\n{line}\n\n\"It cannot"));
            let body = &Database::Europresse.articles(&text)[0].text;
            assert!(body.contains(line) && body.lines().count() == 5, "{body}");
        }
    }
}
