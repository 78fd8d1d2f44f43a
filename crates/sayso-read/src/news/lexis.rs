//! Articles of LexisNexis, in its older form and in that of Nexis Uni.

use super::{Article, after, day, is_copyright};

/// Fields before the body, in any case.
const BEFORE: &[&str] = &[
    "headline:",
    "byline:",
    "section:",
    "length:",
    "dateline:",
    "highlight:",
    "source:",
    "body:",
    "journal-code:",
    "edition:",
    "series:",
    "column:",
];

/// Fields behind the body.
const BEHIND: &[&str] = &[
    "load-date:",
    "language:",
    "graphic:",
    "graphics:",
    "publication-type:",
    "document-type:",
    "subject:",
    "type:",
    "correction:",
    "correction-date:",
    "url:",
    "jour:",
    "pub-type:",
    "organization:",
    "company:",
    "person:",
    "geographic:",
    "industry:",
    "ticker:",
    "notes:",
];

/// Whether the line stands between two articles: "3 of 250 DOCUMENTS", "Document 3 of 250".
pub(super) fn parts_articles(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().take(5).collect();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    match *words.as_slice() {
        [number, "of", count, "DOCUMENTS" | "DOCUMENT"] => is_number(number) && is_number(count),
        ["Document" | "DOCUMENT", number, "of", count] => is_number(number) && is_number(count),
        _ => false,
    }
}

/// The value of the line if it is a field before the body.
pub(super) fn field(line: &str) -> Option<&str> {
    after(line, BEFORE)
}

/// Whether the line stands alone before the body in files of Nexis Uni.
pub(super) fn is_body(line: &str) -> bool {
    line == "Body"
}

/// An article of the older form: publication, date, headline, fields, body, fields.
pub(super) fn classic(part: &str) -> Article {
    let (head, text) = classic_parts(part);
    let mut article = with_fields(&head);
    article.text = text;
    let lines = plain_lines(&head);
    let Some(at) = lines.iter().position(|line| day(line).is_some()) else {
        article.title = lines.join(" ");
        return article;
    };
    lines.get(at).copied().unwrap_or_default().clone_into(&mut article.date);
    let before = at.checked_sub(1).and_then(|at| lines.get(at)).copied().unwrap_or_default();
    before.clone_into(&mut article.publication);
    if article.title.is_empty() {
        article.title = title_behind_the_date(&head);
    }
    article
}

/// The lines after that of the date and those of the edition, which stand right below it.
fn title_behind_the_date(head: &[&str]) -> String {
    let lines = head.iter().map(|line| line.trim());
    let lines = lines.skip_while(|line| day(line).is_none()).skip_while(|line| !line.is_empty());
    let lines = lines.skip_while(|line| line.is_empty());
    let title = lines.take_while(|line| !line.is_empty() && field(line).is_none());
    title.collect::<Vec<_>>().join(" ")
}

/// The lines of the head, and the body. The body begins behind the last field before it.
fn classic_parts(part: &str) -> (Vec<&str>, String) {
    let mut place = 0;
    let (mut body, mut end) = (None, part.len());
    for line in part.split_inclusive('\n') {
        let start = place;
        place += line.len();
        let line = line.trim();
        if field(line).is_some() {
            // The text of a field may go on over lines, to the next blank one.
            let rest = part.get(start..).unwrap_or_default();
            let name = line.split(':').next().unwrap_or_default();
            let is_body = name.eq_ignore_ascii_case("body");
            body = Some(if is_body {
                start + rest.find(':').unwrap_or(0) + 1
            } else {
                start + paragraph(rest)
            });
        } else if body.is_some_and(|body| start >= body)
            && (after(line, BEHIND).is_some() || is_copyright(line))
        {
            end = start;
            break;
        }
    }
    let body = body.unwrap_or_else(|| part.len() - part.trim_start().len()).min(end);
    let head = part.get(..body).unwrap_or_default().lines().collect();
    (head, part.get(body..end).unwrap_or_default().trim().to_owned())
}

/// The length of the text up to its first blank line.
fn paragraph(text: &str) -> usize {
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        length += line.len();
    }
    length
}

/// An article of Nexis Uni: headline, publication, date, fields, "Body", body, fields.
pub(super) fn nexis(part: &str) -> Article {
    let is_end = |line: &str| {
        after(line, BEHIND).is_some() || matches!(line, "Classification" | "Graphic" | "Notes")
    };
    let mut lines = part.lines();
    let head: Vec<&str> = lines.by_ref().take_while(|line| !is_body(line.trim())).collect();
    let body: Vec<&str> = lines.take_while(|line| !is_end(line.trim())).collect();
    let mut article = with_fields(&head);
    article.text = body.join("\n").trim().to_owned();
    let lines = plain_lines(&head);
    let at = lines.iter().position(|line| day(line).is_some()).unwrap_or(lines.len());
    lines.get(at).copied().unwrap_or_default().clone_into(&mut article.date);
    let before = lines.get(..at).unwrap_or_default();
    if let [title @ .., publication] = before {
        (*publication).clone_into(&mut article.publication);
        article.title = title.join(" ");
    }
    article
}

/// The lines that are no fields, no blank ones and none of rights.
fn plain_lines<'t>(head: &[&'t str]) -> Vec<&'t str> {
    let lines = head.iter().map(|line| line.trim());
    let is_plain = |line: &&str| !line.is_empty() && field(line).is_none() && !is_copyright(line);
    lines.filter(is_plain).collect()
}

/// The article with what its fields say.
fn with_fields(head: &[&str]) -> Article {
    let value = |name: &str| {
        let at = head.iter().position(|line| after(line.trim(), &[name]).is_some());
        let lines = at.and_then(|at| head.get(at..)).unwrap_or_default().iter();
        let lines = lines.map(|line| line.trim()).take_while(|line| !line.is_empty());
        let text = lines.collect::<Vec<_>>().join(" ");
        after(&text, &[name]).unwrap_or_default().to_owned()
    };
    let first_line = |name: &str| {
        let found = head.iter().find_map(|line| after(line.trim(), &[name]));
        found.unwrap_or_default().to_owned()
    };
    let byline = first_line("byline:");
    let byline = after(&byline, &["by "]).map(str::to_owned).unwrap_or(byline);
    Article {
        title: value("headline:"),
        byline,
        section: first_line("section:"),
        ..Article::default()
    }
}

#[cfg(test)]
mod tests {
    use crate::news::Database;

    const CLASSIC: &str = "\
                               1 of 2 DOCUMENTS\r


                             The Tidewater Post

                           October 2, 2024 Wednesday
                              Late Edition - Final

Harbour bridge to close;
Cables are worn

BYLINE: By LENA MORAVEC

SECTION: Section A; Column 1; Pg. 1

LENGTH: 32 words

DATELINE: LISSE

 The bridge will close for a month, the council said.

 \"It cannot wait,\" Mayor Tomas Reyl said.

LOAD-DATE: October 2, 2024

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                   Copyright 2024 The Tidewater Post
                          All Rights Reserved


                               2 of 2 DOCUMENTS

            Copyright 2024 The Island Times
                   All Rights Reserved
                             The Island Times

                           3 October 2024

HEADLINE: Ferries for sale

LENGTH: 9 words

BODY:
Four ferries are for sale, Mira Toll said.

LOAD-DATE: October 3, 2024
";

    #[test]
    fn older_files_are_split_and_their_fields_are_columns() {
        assert_eq!(Database::of(CLASSIC), Some(Database::Lexis));
        let articles = Database::Lexis.articles(CLASSIC);
        assert_eq!(articles.len(), 2, "{articles:?}");
        let first = articles[0].clone();
        assert_eq!(first.title, "Harbour bridge to close; Cables are worn");
        assert_eq!((&*first.byline, &*first.publication), ("LENA MORAVEC", "The Tidewater Post"));
        assert_eq!(first.section, "Section A; Column 1; Pg. 1");
        assert_eq!(first.day().map(|day| day.to_string()).as_deref(), Some("2024-10-02"));
        assert_eq!(
            first.text,
            "The bridge will close for a month, the council said.\n\n \
             \"It cannot wait,\" Mayor Tomas Reyl said."
        );
        let second = articles[1].clone();
        assert_eq!(
            (&*second.title, &*second.publication),
            ("Ferries for sale", "The Island Times")
        );
        assert_eq!(second.text, "Four ferries are for sale, Mira Toll said.");
        assert_eq!(second.day().map(|day| day.to_string()).as_deref(), Some("2024-10-03"));
    }

    const NEXIS: &str = "\
Harbour bridge to close for a month
The Tidewater Post
October 2, 2024 Wednesday

Copyright 2024 The Tidewater Post All Rights Reserved

Section: NEWS; Pg. 3
Length: 32 words
Byline: Lena Moravec

Body

The bridge will close for a month, the council said.

\"It cannot wait,\" Mayor Tomas Reyl said.

Load-Date: October 3, 2024

End of Document


Ferries for sale
The Island Times
October 3, 2024

Length: 9 words

Body

Four ferries are for sale, Mira Toll said.

Graphic

A ferry at the quay.

Load-Date: October 3, 2024

End of Document
";

    #[test]
    fn files_of_nexis_uni_are_split_and_their_fields_are_columns() {
        assert_eq!(Database::of(NEXIS), Some(Database::Nexis));
        let articles = Database::Nexis.articles(NEXIS);
        assert_eq!(articles.len(), 2, "{articles:?}");
        let first = articles[0].clone();
        assert_eq!(first.text.lines().count(), 3);
        assert_eq!(
            first.into_columns(),
            [
                "Harbour bridge to close for a month",
                "Lena Moravec",
                "October 2, 2024 Wednesday",
                "The Tidewater Post",
                "NEWS; Pg. 3"
            ]
        );
        assert_eq!(articles[1].text, "Four ferries are for sale, Mira Toll said.");
        assert_eq!(articles[1].day().map(|day| day.to_string()).as_deref(), Some("2024-10-03"));
    }

    #[test]
    fn body_may_name_what_fields_are_named_for() {
        let text = NEXIS.replace("Four ferries", "Source: \"Four ferries");
        let articles = Database::Nexis.articles(&text);
        assert!(articles[1].text.starts_with("Source: \"Four"), "{articles:?}");
    }
}
