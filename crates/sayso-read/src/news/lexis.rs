//! Articles of LexisNexis, in its older form and in that of Nexis Uni.
//!
//! A body may hold any line, those that look like fields too: "Source: the council's figures". So a
//! field counts only where fields stand. Before the body they follow one another, and the count of
//! words ("LENGTH") is among them; behind it they go on to the end of the article, or one of them is
//! what no sentence is, such as the day of loading. Where a file writes its fields in capitals, a
//! line in small letters is none.

mod fields;

use std::ops::Range;

use self::fields::{Case, Field};
use super::{Article, after, day, is_copyright};

/// Words for "document" and "of" in the lines between articles, by the language of the database.
const DOCUMENT: &[&str] = &[
    "document",
    "documents",
    "dokument",
    "dokumente",
    "dokumenten",
    "documento",
    "documentos",
    "documenti",
    "documenten",
];
const OF: &[&str] = &["of", "von", "de", "di", "van", "av", "af"];

/// Whether the line stands between two articles: "3 of 250 DOCUMENTS", "Dokument 3 von 250".
pub(super) fn parts_articles(line: &str) -> bool {
    count(line).is_some()
}

/// How many documents the line between two articles says there are.
pub(super) fn count(line: &str) -> Option<u64> {
    if line.len() > 50 {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().take(5).collect();
    let is_document = |word: &str| {
        word.starts_with(char::is_uppercase) && DOCUMENT.contains(&&*word.to_lowercase())
    };
    let number = |word: &str| {
        let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| word.parse().ok())?
    };
    match *words.as_slice() {
        [at, of, all, word] if OF.contains(&of) && is_document(word) && word.len() > 6 => {
            // "2 of 3 Documents" is a line of prose, "2 of 3 DOCUMENTS" is none.
            number(at)?;
            number(all).filter(|_| !word.contains(char::is_lowercase))
        }
        [word, at, of, all] if OF.contains(&of) && is_document(word) => {
            number(at)?;
            number(all)
        }
        _ => None,
    }
}

/// Whether the line is a field before the body.
pub(super) fn is_field(line: &str) -> bool {
    Case::Any.field(line).is_some_and(|(field, _)| field.is_before())
}

/// Whether the line stands alone before the body in files of Nexis Uni.
pub(super) fn is_body(line: &str) -> bool {
    line == "Body"
}

/// An article of the older form: publication, date, headline, fields, body, fields.
pub(super) fn classic(part: &str) -> Article {
    let case = Case::of(part);
    let (head, text) = classic_parts(part, case);
    let mut article = with_fields(&head, case);
    text.clone_into(&mut article.text);
    let lines = plain_lines(&head, case);
    let Some(at) = lines.iter().position(|line| day(line).is_some()) else {
        if article.title.is_empty() {
            article.title = lines.join(" ");
        }
        return article;
    };
    lines.get(at).copied().unwrap_or_default().clone_into(&mut article.date);
    let before = at.checked_sub(1).and_then(|at| lines.get(at)).copied().unwrap_or_default();
    before.clone_into(&mut article.publication);
    if article.title.is_empty() {
        article.title = title_behind_the_date(&head, case);
    }
    article
}

/// The lines after that of the date and those of the edition, which stand right below it.
fn title_behind_the_date(head: &[&str], case: Case) -> String {
    let lines = head.iter().map(|line| line.trim());
    let lines = lines.skip_while(|line| day(line).is_none()).skip_while(|line| !line.is_empty());
    let lines = lines.skip_while(|line| line.is_empty());
    let title = lines.take_while(|line| !line.is_empty() && case.field(line).is_none());
    title.collect::<Vec<_>>().join(" ")
}

/// The lines of the head, and the body.
fn classic_parts(part: &str, case: Case) -> (Vec<&str>, &str) {
    let paragraphs = paragraphs(part, case);
    let body = body_begins(part, &paragraphs, case);
    let behind = paragraphs.into_iter().filter(|paragraph| paragraph.start >= body);
    let end = body_ends(part, &behind.collect::<Vec<_>>(), case, true);
    let head = part.get(..body).unwrap_or_default().lines().collect();
    (head, part.get(body..end).unwrap_or_default().trim())
}

/// What stands between blank lines; where fields are in capitals, each begins one too.
fn paragraphs(part: &str, case: Case) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let (mut place, mut is_open) = (0, false);
    for line in part.split_inclusive('\n') {
        let start = place;
        place += line.len();
        let is_blank = line.trim().is_empty();
        let begins = !is_open || case == Case::Upper && case.field(line.trim()).is_some();
        match paragraphs.last_mut() {
            _ if is_blank => {}
            Some(last) if !begins => last.end = place,
            _ => paragraphs.push(start..place),
        }
        is_open = !is_blank;
    }
    paragraphs
}

/// The field with which the paragraph begins, and what follows it on its line.
fn field_of<'p>(part: &'p str, paragraph: &Range<usize>, case: Case) -> Option<(Field, &'p str)> {
    case.field(part.get(paragraph.clone())?.lines().next()?.trim())
}

/// Where the body begins: behind its own field; or behind the count of words, or the first field,
/// and those that follow it.
fn body_begins(part: &str, paragraphs: &[Range<usize>], case: Case) -> usize {
    let mut place = 0;
    for line in part.split_inclusive('\n') {
        if matches!(case.field(line.trim()), Some((Field::Body, _))) {
            return place + line.find(':').unwrap_or(0) + 1;
        }
        place += line.len();
    }
    let field = |paragraph: &Range<usize>| field_of(part, paragraph, case).map(|(field, _)| field);
    let has_length = |paragraph: &Range<usize>| {
        let text = part.get(paragraph.clone()).unwrap_or_default();
        text.lines().any(|line| matches!(case.field(line.trim()), Some((Field::Length, _))))
    };
    let length = paragraphs.iter().position(has_length);
    let first = || paragraphs.iter().position(|one| field(one).is_some_and(Field::is_before));
    let Some(at) = length.or_else(first) else {
        return part.len() - part.trim_start().len();
    };
    let goes_on = |one: &&Range<usize>| {
        field(one).is_some_and(|field| match length {
            Some(_) => field.follows_length(),
            None => field.is_before(),
        })
    };
    let rest = paragraphs.get(at + 1..).unwrap_or_default();
    let fields = rest.iter().take_while(goes_on).count();
    rest.get(fields).map_or(part.len(), |body| body.start)
}

/// Where the body ends: before the first field of those that go on to the end, or to one that no
/// sentence is. Without `to_the_end`, something else than fields stands there.
fn body_ends(part: &str, behind: &[Range<usize>], case: Case, to_the_end: bool) -> usize {
    let (mut end, mut are_fields) = (part.len(), to_the_end);
    for paragraph in behind.iter().rev() {
        let text = part.get(paragraph.clone()).unwrap_or_default().trim_start();
        let field = field_of(part, paragraph, case);
        let is_sure = field.is_some_and(|(field, value)| field.is_no_sentence(value));
        let is_one = field.is_some_and(|(field, _)| field.is_behind());
        are_fields = is_sure || are_fields && (is_one || is_copyright(text));
        if are_fields {
            end = paragraph.start;
        }
    }
    end
}

/// An article of Nexis Uni: headline, publication, date, fields, "Body", body, fields.
pub(super) fn nexis(part: &str) -> Article {
    let part = without_cover(part);
    let mut lines = part.split_inclusive('\n');
    let head: Vec<&str> = lines.by_ref().take_while(|line| !is_body(line.trim())).collect();
    let mut article = with_fields(&head, Case::Any);
    let rest = lines.collect::<String>();
    nexis_body(&rest).clone_into(&mut article.text);
    let lines = plain_lines(&head, Case::Any);
    let at = lines.iter().position(|line| day(line).is_some()).unwrap_or(lines.len());
    lines.get(at).copied().unwrap_or_default().clone_into(&mut article.date);
    let before = lines.get(..at).unwrap_or_default();
    if let [title @ .., publication] = before {
        (*publication).clone_into(&mut article.publication);
        article.title = title.join(" ");
    }
    article
}

/// The body of an article of Nexis Uni, of what stands behind its heading.
fn nexis_body(rest: &str) -> &str {
    let classification = heading(rest, "Classification");
    let text = rest.get(..classification.unwrap_or(rest.len())).unwrap_or_default();
    let paragraphs = paragraphs(text, Case::Any);
    let end = body_ends(text, &paragraphs, Case::Any, classification.is_none());
    let mut body = text.get(..end).unwrap_or_default();
    for name in ["Notes", "Graphic"] {
        // What these headings hold is short; a heading of the article has more below it.
        if let Some((before, behind)) = heading(body, name).and_then(|at| body.split_at_checked(at))
            && behind.trim().len() < before.trim().len() + name.len()
        {
            body = before;
        }
    }
    body.trim()
}

/// Where the last line that is the heading and nothing else begins.
fn heading(text: &str, name: &str) -> Option<usize> {
    let mut place = 0;
    let mut last = None;
    for line in text.split_inclusive('\n') {
        if line.trim() == name {
            last = Some(place);
        }
        place += line.len();
    }
    last
}

/// The part without the cover page, which lists the documents of the file before the first one.
fn without_cover(part: &str) -> &str {
    const NAMES: &[&str] = &[
        "user name:",
        "date and time:",
        "job number:",
        "documents (",
        "document (",
        "client/matter:",
        "search terms:",
        "search type:",
        "narrowed by:",
    ];
    let is_cover = |line: &str| after(line, NAMES).is_some();
    let begins = part.lines().map(str::trim).find(|line| !line.is_empty());
    if !begins.is_some_and(is_cover) {
        return part;
    }
    let (mut place, mut end, mut next, mut is_in) = (0, 0, 1, false);
    for line in part.split_inclusive('\n') {
        place += line.len();
        let line = line.trim();
        let is_listed = line.strip_prefix(&format!("{next}.")).is_some();
        next += u64::from(is_listed);
        // What stands below a line of the cover, up to a blank one, belongs to it.
        is_in = !line.is_empty() && (is_in || is_listed || is_cover(line));
        if is_in {
            end = place;
        }
        if is_body(line) {
            break;
        }
    }
    part.get(end..).unwrap_or_default()
}

/// The lines that are no fields, no blank ones and none of rights.
fn plain_lines<'t>(head: &[&'t str], case: Case) -> Vec<&'t str> {
    let lines = head.iter().map(|line| line.trim());
    let is_plain =
        |line: &&str| !line.is_empty() && case.field(line).is_none() && !is_copyright(line);
    lines.filter(is_plain).collect()
}

/// The article with what its fields say.
fn with_fields(head: &[&str], case: Case) -> Article {
    let of = |line: &str, name: Field| match case.field(line.trim()) {
        Some((field, value)) if field == name => Some(value.to_owned()),
        _ => None,
    };
    let first_line = |name| head.iter().find_map(|line| of(line, name)).unwrap_or_default();
    let value = |name| {
        let at = head.iter().position(|line| of(line, name).is_some());
        let lines = at.and_then(|at| head.get(at + 1..)).unwrap_or_default().iter();
        let more = lines.map(|line| line.trim());
        let more = more.take_while(|line| !line.is_empty() && case.field(line).is_none());
        std::iter::once(&*first_line(name)).chain(more).collect::<Vec<_>>().join(" ")
    };
    let byline = first_line(Field::Byline);
    let byline = after(&byline, &["by "]).map(str::to_owned).unwrap_or(byline);
    Article {
        title: value(Field::Headline).trim().to_owned(),
        byline,
        section: first_line(Field::Section),
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

    /// The classic file with more paragraphs in its first body.
    fn with(more: &str) -> Vec<crate::news::Article> {
        let text = CLASSIC.replace("Reyl said.\n", &format!("Reyl said.\n\n{more}\n"));
        Database::Lexis.articles(&text)
    }

    #[test]
    fn lines_of_a_body_that_look_like_fields_are_text() {
        for line in [
            "Source: the port's own tables.",
            "Column: a stone one, it fell.",
            "Company: we asked, Bo Ek said.",
            "Copyright law is no help, Ada Obi said.",
            "Copyright 2024, a play, opens in May.",
            "PERSON: We never met.",
            "NOTES: none were taken.\n\nTYPE: hybrid, he said.",
            "Language: it was foul.",
        ] {
            let text = &with(&format!("{line}\n\nNobody told us, she said."))[0].text;
            assert!(text.starts_with("The bridge will close"), "{text}");
            assert!(text.contains(line) && text.ends_with("told us, she said."), "{text}");
        }
        for line in ["Source: Reuters", "Type: a hybrid one"] {
            assert!(with(line)[0].text.ends_with(line), "{line}");
        }
        // Where fields stand they are none of the text.
        for line in
            ["CORRECTION-DATE: May 3, 2024\n\nCORRECTION: It was, he said.", "URL: x.example"]
        {
            assert!(with(line)[0].text.ends_with("Reyl said."), "{line}");
        }
    }

    #[test]
    fn article_without_a_body_stays_one() {
        let text = CLASSIC.replace(" The bridge will close for a month, the council said.", "");
        let text = text.replace(" \"It cannot wait,\" Mayor Tomas Reyl said.", "");
        let articles = Database::Lexis.articles(&text);
        assert_eq!((articles.len(), &*articles[0].text), (2, ""));
        assert_eq!(articles[0].title, "Harbour bridge to close; Cables are worn");
    }

    #[test]
    fn files_of_databases_in_other_languages_are_split() {
        let german = CLASSIC.replace("1 of 2 DOCUMENTS", "Dokument 1 von 2");
        let german = german.replace("2 of 2 DOCUMENTS", "Dokument 2 von 2");
        let german = german.replace("LENGTH: 32 words", "LÄNGE: 32 Wörter");
        let german = german.replace("SECTION", "RUBRIK").replace("LOAD-DATE", "UPDATE");
        let german = german.replace("LANGUAGE", "SPRACHE").replace("PUBLICATION-", "PUBLIKATIONS");
        let french = CLASSIC.replace("1 of 2 DOCUMENTS", "Document 1 de 2");
        let french = french.replace("2 of 2 DOCUMENTS", "Document 2 de 2");
        let french = french.replace("LENGTH: 32 words", "LONGUEUR: 32 mots");
        let french = french.replace("October 2, 2024 Wednesday", "mardi 1 octobre 2024");
        for (text, day) in [(german, "2024-10-02"), (french, "2024-10-01")] {
            assert_eq!(Database::of(&text), Some(Database::Lexis));
            let articles = Database::Lexis.articles(&text);
            assert_eq!(articles.len(), 2, "{articles:?}");
            assert!(articles[0].text.ends_with("Reyl said."), "{articles:?}");
            assert!(articles[0].text.starts_with("The bridge"), "{articles:?}");
            assert_eq!(articles[0].section, "Section A; Column 1; Pg. 1");
            assert_eq!(articles[0].day().map(|day| day.to_string()).as_deref(), Some(day));
        }
    }

    #[test]
    fn cover_page_is_no_article() {
        let cover = "User Name: Ada Obi\nJob Number: 12\n\nDocuments (2)\n\n\
                     1. Harbour bridge to close\nClient/Matter: -None-\n\n2. Ferries\n\n";
        let articles = Database::Nexis.articles(&format!("{cover}{NEXIS}"));
        assert_eq!(articles.len(), 2);
        assert_eq!(articles[0].title, "Harbour bridge to close for a month");
        assert_eq!(articles[0].publication, "The Tidewater Post");
    }

    #[test]
    fn fields_within_a_body_of_nexis_are_text() {
        let more = "Reyl said.\n\nNotes: she keeps them.\n\nLate, Ada Obi said.\n\nClassification\n\nLanguage: ENGLISH";
        let text = NEXIS.replace("Reyl said.", more);
        assert!(Database::Nexis.articles(&text)[0].text.ends_with("Ada Obi said."));
        let last = NEXIS.replace(
            "Reyl said.",
            "Reyl said.\n\nCompany: we asked.\n\nClassification\n\nCompany: TIDE",
        );
        assert!(Database::Nexis.articles(&last)[0].text.ends_with("Company: we asked."));
    }

    #[test]
    fn body_may_name_what_fields_are_named_for() {
        let text = NEXIS.replace("Four ferries", "Source: \"Four ferries");
        let articles = Database::Nexis.articles(&text);
        assert!(articles[1].text.starts_with("Source: \"Four"), "{articles:?}");
    }
}
