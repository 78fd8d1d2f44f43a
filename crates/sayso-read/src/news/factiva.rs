//! Articles of Factiva, as text and with the codes of its fields.

use super::{Article, after, day, is_copyright};

/// Codes of fields that a line may begin with. The body is in LP and TD.
const CODES: &[&str] = &[
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP",
    "TD", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CX", "ART", "CLM", "DLN",
];

/// Whether the line ends an article: "Document" and its accession number, with or without the code.
pub(super) fn ends_article(line: &str) -> bool {
    let line = line.strip_prefix("AN").map_or(line, str::trim_start);
    let Some(number) = line.strip_prefix("Document ") else { return false };
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric();
    let number = number.trim();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    number.len() >= 15 && number.bytes().all(is_sign) && digits >= 8
}

/// Whether the line counts the words of the article, with or without the code.
pub(super) fn is_word_count(line: &str) -> bool {
    let line = line.strip_prefix("WC").map_or(line, str::trim_start);
    let Some(count) = line.strip_suffix(" words") else { return false };
    !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
}

/// The article of a part of the file.
pub(super) fn article(part: &str) -> Article {
    let is_coded = |line: &str| matches!(coded(line), Some(("HD" | "LP" | "TD", _)));
    if part.lines().any(is_coded) { with_codes(part) } else { without_codes(part) }
}

/// The code that the line begins with and the rest.
fn coded(line: &str) -> Option<(&str, &str)> {
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let (code, rest) = (line.get(..end)?, line.get(end..)?);
    let is_apart = rest.is_empty() || rest.starts_with("  ") || rest.starts_with('\t');
    (CODES.contains(&code) && is_apart).then(|| (code, rest.trim()))
}

fn with_codes(part: &str) -> Article {
    let mut article = Article::default();
    let mut code = "";
    for line in part.lines() {
        let (begins, text) = coded(line).map_or((false, line.trim()), |(next, text)| {
            code = next;
            (true, text)
        });
        let field = match code {
            "SE" => &mut article.section,
            "HD" => &mut article.title,
            "BY" => &mut article.byline,
            "PD" => &mut article.date,
            "SN" => &mut article.publication,
            "LP" | "TD" => {
                // A field begins a paragraph; the lines of one stay lines.
                if begins {
                    article.text.truncate(article.text.trim_end().len());
                    article.text.push_str("\n\n");
                } else if !article.text.ends_with("\n\n") {
                    article.text.push('\n');
                }
                article.text.push_str(text);
                continue;
            }
            _ => continue,
        };
        if !text.is_empty() {
            field.push_str(if field.is_empty() { "" } else { " " });
            field.push_str(text);
        }
    }
    article.text = article.text.trim().to_owned();
    article.byline = without_by(&article.byline);
    article
}

fn without_by(byline: &str) -> String {
    after(byline, &["by "]).unwrap_or(byline).to_owned()
}

fn without_codes(part: &str) -> Article {
    let lines: Vec<&str> = part.lines().map(str::trim).collect();
    let Some(count) = lines.iter().position(|line| is_word_count(line)) else {
        return Article { text: part.trim().to_owned(), ..Article::default() };
    };
    let mut article = Article::default();
    let above = lines.get(..count).unwrap_or_default().iter().copied();
    let mut above: Vec<&str> = above.filter(|line| !line.is_empty()).collect();
    if let Some(byline) = above.pop_if(|line| after(line, &["by "]).is_some()) {
        article.byline = without_by(byline);
    }
    article.title = above.pop().unwrap_or_default().to_owned();
    article.section = above.pop().unwrap_or_default().to_owned();
    let below = lines.get(count + 1..).unwrap_or_default();
    let length = length_of_head(below);
    let head = below.get(..length).unwrap_or_default();
    if let Some(at) = head.iter().position(|line| day(line).is_some()) {
        head.get(at).copied().unwrap_or_default().clone_into(&mut article.date);
        let is_name = |line: &&&str| !line.is_empty() && !is_time(line);
        let name = head.iter().skip(at + 1).find(is_name).copied().unwrap_or_default();
        name.clone_into(&mut article.publication);
    }
    article.text = below.get(length..).unwrap_or_default().join("\n").trim().to_owned();
    article
}

/// Whether the line is a time of day, which stands below the date of wires.
fn is_time(line: &str) -> bool {
    line.len() <= 12
        && line.contains(':')
        && line.starts_with(|letter: char| letter.is_ascii_digit())
}

/// How many lines below the count of words are no body: date, publication, code, page, language,
/// rights.
fn length_of_head(lines: &[&str]) -> usize {
    /// The head has some ten lines, with blank ones between.
    const MOST: usize = 24;
    let start = lines.get(..lines.len().min(MOST)).unwrap_or_default();
    let rights = start.iter().rposition(|line| is_copyright(line));
    let language = start.iter().position(|line| matches!(*line, "English" | "en" | "EN"));
    let date = start.iter().position(|line| day(line).is_some()).map(|at| at + 1);
    rights.or(language).or(date).map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use crate::news::Database;

    const PLAIN: &str = "\
News
Harbour bridge to close for a month
By Lena Moravec
1,032 words
2 October 2024
The Tidewater Post
TIDE
A1
English
(Copyright (c) 2024, Tidewater & Company, Inc.)

The bridge will close for a month, the council said.

\"It cannot wait,\" Mayor Tomas Reyl said.

Document TIDE000020241002eka20002x

Ferries for sale
9 words
3 October 2024
10:25
The Island Times
ISLT
English
Copyright 2024 The Island Times

Four ferries are for sale, Mira Toll said.

Document ISLT000020241003eka300003
";

    const CODED: &str = "\
SE   News
HD   Harbour bridge to close
     for a month
BY   By Lena Moravec
WC   1,032 words
PD   2 October 2024
SN   The Tidewater Post
SC   TIDE
LA   English
CY   Copyright 2024
LP
The bridge will close for a month, the council said.

TD
\"It cannot wait,\" Mayor Tomas Reyl said.

CO   tide : Tidewater
AN   Document TIDE000020241002eka20002x
";

    #[test]
    fn articles_are_split_and_their_fields_are_columns() {
        assert_eq!(Database::of(PLAIN), Some(Database::Factiva));
        let articles = Database::Factiva.articles(PLAIN);
        assert_eq!(articles.len(), 2, "{articles:?}");
        let text = "The bridge will close for a month, the council said.\n\n\
                    \"It cannot wait,\" Mayor Tomas Reyl said.";
        assert_eq!(articles[0].text, text);
        let columns = [
            "Harbour bridge to close for a month",
            "Lena Moravec",
            "2 October 2024",
            "The Tidewater Post",
            "News",
        ];
        assert_eq!(articles[0].clone().into_columns(), columns);
        assert_eq!(articles[1].publication, "The Island Times");
        assert_eq!(articles[1].text, "Four ferries are for sale, Mira Toll said.");
        let coded = Database::Factiva.articles(CODED);
        assert_eq!((coded.len(), &*coded[0].text), (1, text));
        assert_eq!(coded[0].clone().into_columns(), columns);
    }
}
