//! Articles of Factiva, as text and with the codes of its fields.

use super::{Article, after, day, is_copyright};

/// Codes of fields that a line may begin with. The body is in LP and TD.
const CODES: &[&str] = &[
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP",
    "TD", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CX", "ART", "CLM", "DLN",
];

/// Words for "document" before an accession number, and for "words" behind their count.
const DOCUMENT: &[&str] = &["Document ", "Dokument ", "Documento "];
const WORDS: &[&str] = &["words", "Wörter", "mots", "palabras", "parole", "palavras", "woorden"];

/// Names of the languages of articles, in those of the database.
const LANGUAGES: &[&str] = &[
    "English",
    "en",
    "EN",
    "French",
    "German",
    "Spanish",
    "Italian",
    "Portuguese",
    "Dutch",
    "Swedish",
    "Danish",
    "Norwegian",
    "Finnish",
    "Polish",
    "Russian",
    "Turkish",
    "Englisch",
    "Deutsch",
    "Französisch",
    "Spanisch",
    "Italienisch",
    "Anglais",
    "Français",
    "Allemand",
    "Espagnol",
    "Italien",
    "Inglés",
    "Español",
    "Francés",
    "Alemán",
    "Italiano",
    "Inglese",
    "Francese",
    "Tedesco",
    "Engels",
    "Nederlands",
    "Duits",
    "Frans",
];

/// Whether the line ends an article: "Document" and its accession number, with or without the code.
pub(super) fn ends_article(line: &str) -> bool {
    let line = line.strip_prefix("AN").map_or(line, str::trim_start);
    let Some(number) = DOCUMENT.iter().find_map(|word| line.strip_prefix(word)) else {
        return false;
    };
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric();
    let number = number.trim();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    number.len() >= 15 && number.bytes().all(is_sign) && digits >= 8
}

/// Whether the line counts the words of the article, with or without the code: "1,032 words",
/// "1.032 Wörter", "1 032 mots".
pub(super) fn is_word_count(line: &str) -> bool {
    let line = line.strip_prefix("WC").map_or(line, str::trim_start);
    let Some(count) = WORDS.iter().find_map(|words| line.strip_suffix(words)) else {
        return false;
    };
    let count = count.trim();
    let is_of_count =
        |letter: char| letter.is_ascii_digit() || ",.’'".contains(letter) || letter.is_whitespace();
    count.starts_with(|letter: char| letter.is_ascii_digit()) && count.chars().all(is_of_count)
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
    after(byline, BY).unwrap_or(byline).to_owned()
}

/// Words before names of authors.
const BY: &[&str] = &["by ", "von ", "par ", "por ", "door "];

/// Whether the line names authors. In other languages the word may begin a headline ("Von der
/// Leyen tritt an"), which has words in small letters.
fn is_byline(line: &str) -> bool {
    let are_names = |names: &str| names.split(' ').all(|word| word.starts_with(char::is_uppercase));
    after(line, &["by "]).is_some() || after(line, BY).is_some_and(are_names)
}

/// The lines without the summary of the search, which stands before the first article.
fn without_search<'t>(lines: &'t [&'t str]) -> &'t [&'t str] {
    const NAMES: &[&str] =
        &["search summary", "zusammenfassung der suche", "résumé de la recherche"];
    let at = lines.iter().position(|line| after(line, NAMES).is_some());
    let rest = at.and_then(|at| lines.get(at..)).unwrap_or_default();
    let end = rest.iter().position(|line| line.is_empty()).unwrap_or(0);
    if at.is_some() { rest.get(end..).unwrap_or_default() } else { lines }
}

fn without_codes(part: &str) -> Article {
    let lines: Vec<&str> = part.lines().map(str::trim).collect();
    let Some(count) = lines.iter().position(|line| is_word_count(line)) else {
        return Article { text: part.trim().to_owned(), ..Article::default() };
    };
    let mut article = Article::default();
    let above = without_search(lines.get(..count).unwrap_or_default()).iter().copied();
    let mut above: Vec<&str> = above.filter(|line| !line.is_empty()).collect();
    if let Some(byline) = above.pop_if(|line| is_byline(line)) {
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
/// Rights stand below the language, or where that is not known below the date; so a body may begin
/// with what looks like either.
fn length_of_head(lines: &[&str]) -> usize {
    /// The head has some ten lines, with blank ones between.
    const MOST: usize = 24;
    let start = lines.get(..lines.len().min(MOST)).unwrap_or_default();
    let date = start.iter().position(|line| day(line).is_some()).map_or(0, |at| at + 1);
    let behind = start.get(date..).unwrap_or_default();
    let is_end = |line: &&str| LANGUAGES.contains(line) || is_copyright(line);
    let end = behind.iter().position(is_end);
    let language = end.filter(|at| behind.get(*at).is_some_and(|line| LANGUAGES.contains(line)));
    let head = date + language.map_or(0, |at| at + 1);
    let rest = start.get(head..).unwrap_or_default();
    let mut after_it = rest.iter().enumerate().filter(|(_, line)| !line.is_empty());
    let rights = match language {
        Some(_) => after_it.next().filter(|(_, line)| is_copyright(line)),
        None => after_it.find(|(_, line)| is_copyright(line)),
    };
    rights.map_or(head, |(at, _)| head + at + length_of_rights(rest.get(at..).unwrap_or_default()))
}

/// How many lines tell of rights: those up to the closing bracket, and more of the kind.
fn length_of_rights(lines: &[&str]) -> usize {
    /// Rights have few lines.
    const MOST: usize = 4;
    let first = lines.first().copied().unwrap_or_default();
    let end = lines.iter().take(MOST).position(|line| line.ends_with(')'));
    let length = end.filter(|_| first.starts_with('(')).map_or(1, |at| at + 1);
    let more = lines.iter().skip(length).take_while(|line| is_copyright(line));
    length + more.count()
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

    #[test]
    fn body_may_begin_like_the_head() {
        for line in [
            "Copyright law is at stake, Bo Ek said.",
            "No.\n\nCopyright judges are rare, Ada Obi said.\n\nEnglish",
        ] {
            let text = PLAIN.replace("The bridge will", &format!("{line}\n\nThe bridge will"));
            assert!(Database::Factiva.articles(&text)[0].text.starts_with(line), "{line}");
            // The head of an article whose language is not known ends at its rights.
            let text = text.replace("English\n(Copy", "Cymraeg\n(Copy");
            assert!(Database::Factiva.articles(&text)[0].text.starts_with(line), "{line}");
        }
    }

    #[test]
    fn rights_may_go_on_over_lines() {
        let text = PLAIN.replace("Tidewater & Company, Inc.)", "Tidewater & Company,\nInc.)");
        assert!(Database::Factiva.articles(&text)[0].text.starts_with("The bridge"));
    }

    #[test]
    fn files_of_databases_in_other_languages_are_split() {
        let german = PLAIN.replace("1,032 words", "1.032 Wörter").replace("9 words", "9 Wörter");
        let german = german.replace("2 October", "2 Oktober").replace("Document ", "Dokument ");
        let german = german.replace("By Lena", "Von Lena").replace("English", "Englisch");
        let french = PLAIN.replace("1,032 words", "1\u{a0}032 mots").replace("9 words", "9 mots");
        for text in [german, french] {
            assert_eq!(Database::of(&text), Some(Database::Factiva));
            let articles = Database::Factiva.articles(&text);
            assert_eq!(articles.len(), 2, "{articles:?}");
            assert!(articles[0].text.starts_with("The bridge"), "{articles:?}");
            assert_eq!(&*articles[0].byline, "Lena Moravec");
            assert_eq!(articles[0].day().map(|day| day.to_string()).as_deref(), Some("2024-10-02"));
        }
        let welsh = PLAIN.replace("words", "gair").replace("Ferries", "Rain");
        assert_eq!(Database::of(&welsh), Some(Database::Unknown));
    }

    #[test]
    fn summary_of_the_search_is_no_article() {
        let summary = "Search Summary\nText bridge\nDate 01/01/2024 to 31/12/2024\n\n";
        let plain = PLAIN.strip_prefix("News\n").expect("the section");
        let text = format!("{summary}{plain}\n{summary}© 2024 Factiva, Inc.\n");
        let articles = Database::Factiva.articles(&text);
        assert_eq!(articles.len(), 2, "{articles:?}");
        assert_eq!(
            (&*articles[0].section, &*articles[0].title),
            ("", "Harbour bridge to close for a month")
        );
    }
}
