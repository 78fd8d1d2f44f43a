//! Pages of HTML: the article without what stands around it.
//!
//! A reader of our own on the tree of dom_query. The ports of Firefox's reader view and of
//! trafilatura that there are were measured on the 181 pages of the public article-extraction
//! benchmark (mean F1 of runs of four words): dom_smoothie .948, rs-trafilatura .950, trafilatura
//! .955, this one .98, and none of them kept short quotations, articles in several containers or
//! the marks of `<q>`.
//!
//! A page is an [`Outline`] of paragraphs in containers; [`choose`] takes those of the article;
//! [`marked`] sets the marks of block quotations. What the page holds as data alone (JSON-LD,
//! microdata) is its text where the paragraphs are not.

mod asides;
mod charset;
mod choice;
mod consent;
mod data;
mod days;
mod inline;
mod json_ld;
mod outline;
mod quotations;
mod role;
mod words;

use std::collections::VecDeque;
use std::io::Read;
use std::panic::catch_unwind;

use dom_query::Document as Tree;
use sayso_text::{Date, Document};

use self::asides::{Asides, MANY_ARTICLES};
pub(crate) use self::charset::{charset, decode_page};
use self::choice::choose;
use self::data::PageData;
use self::outline::{Kind, Outline};
use self::quotations::marked;
use crate::nesting::flattened;
use crate::reader::{Origin, Reader, fixed_columns};
use crate::source::Peeked;
use crate::{Error, ErrorKind, Format, Options};

/// The most tags of a page that is read at all. The tree of a page takes about a kilobyte for each,
/// so this bounds it at some 200 MB; pages of news have some thousand.
const MOST_TAGS: usize = 200_000;

/// Letters of two or three sentences: an article of less than this and than a quarter of the page's
/// prose is doubted.
const LITTLE: usize = 250;

/// Lines of an article that a page holds as data; more are left out.
const MOST_LINES: usize = 20_000;

/// Reads a page as one document.
pub(crate) struct Page {
    source: Option<Peeked>,
    origin: Origin,
    limit: u64,
    names: Vec<String>,
    /// What is yet to be given: warnings, then the document.
    found: VecDeque<Result<Document, Error>>,
}

impl Page {
    pub(crate) fn new(source: Peeked, origin: Origin, options: &Options) -> Self {
        let limit = options.max_document_bytes.unwrap_or(u64::MAX);
        let names = fixed_columns(Format::Html);
        Self { source: Some(source), origin, limit, names, found: VecDeque::new() }
    }

    fn read(&mut self, source: Peeked) -> Result<Document, Error> {
        let mut bytes = Vec::new();
        let count = source.take(self.limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if count as u64 > self.limit {
            return Err(Error::new(ErrorKind::TooLarge { limit: self.limit }));
        }
        let (html, said) = decode_page(bytes, None);
        if let Some(said) = said {
            self.found.push_back(Err(Error::new(ErrorKind::OtherEncoding { said, pages: 1 })));
        }
        if let Some(what) = database(&html) {
            let remedy = "export the articles as plain text, which is split";
            return Err(Error::new(ErrorKind::NotRead { what, remedy }));
        }
        let article = Article::of(&html)?;
        self.found.extend(article.warning().map(Err));
        Ok(article.document(self.origin.id.clone()))
    }
}

impl Iterator for Page {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(source) = self.source.take() {
            let document = self.read(source);
            self.found.push_back(document);
        }
        let found = self.found.pop_front()?;
        Some(found.map_err(|error| error.in_file(&self.origin.path)))
    }
}

impl Reader for Page {
    fn columns(&self) -> &[String] {
        &self.names
    }
}

/// What the page is where a news database made it of several articles, told by classes that no other
/// pages have.
fn database(html: &str) -> Option<&'static str> {
    const SIGNS: [(&str, &str); 3] = [
        ("DocPublicationName", "a page of Europresse with several articles"),
        ("enArticle", "a page of Factiva with several articles"),
        ("DOC_ID_", "a page of LexisNexis with several articles"),
    ];
    let count = |sign: &str| memchr::memmem::find_iter(html.as_bytes(), sign).take(2).count();
    SIGNS.into_iter().find(|(sign, _)| count(sign) == 2).map(|(_, what)| what)
}

/// How much is taken for no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strictness {
    /// What its tag, its class or its form tells.
    Strict,
    /// What can be none alone, such as comments, and boxes beside an article; for pages whose names
    /// mislead.
    Lenient,
    /// What can be none alone, to count what a page has.
    Least,
}

/// The article of a page and what the page says about it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Article {
    pub(crate) text: String,
    pub(crate) title: String,
    pub(crate) byline: String,
    pub(crate) publisher: String,
    pub(crate) url: String,
    pub(crate) published: Option<Date>,
    /// Letters of the text, and of all paragraphs of the page where those are far more.
    short: Option<(usize, usize)>,
}

impl Article {
    /// The article of the page, whose paragraphs are parted by blank lines.
    pub(crate) fn of(html: &str) -> Result<Self, Error> {
        if html.bytes().filter(|byte| *byte == b'<').count() > MOST_TAGS {
            return Err(Error::new(ErrorKind::Damaged("a page of more than 200,000 tags")));
        }
        let flat = flattened(html);
        let html = flat.as_deref().unwrap_or(html);
        // Code that has to cope with any page may meet one that it does not cope with.
        catch_unwind(|| find(html))
            .unwrap_or(Err(ErrorKind::Damaged("no page of HTML that can be read")))
            .map_err(Error::new)
    }

    /// An article of which only the text is known.
    pub(crate) fn of_text(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// What is to be said of the article, if anything.
    pub(crate) fn warning(&self) -> Option<Error> {
        let (kept, paragraphs) = self.short?;
        Some(Error::new(ErrorKind::ShortArticle { kept, paragraphs }))
    }

    /// The document of the article; its columns are those of [`Format::Html`].
    pub(crate) fn document(self, id: String) -> Document {
        Document {
            id,
            text: self.text,
            date: self.published,
            columns: vec![self.title, self.byline, self.publisher, self.url],
        }
    }
}

fn find(html: &str) -> Result<Article, ErrorKind> {
    let page = Tree::from(html);
    let data = PageData::of(&page);
    let outline = Outline::of(&page);
    if let Some(reason) = notice(&outline, &data) {
        return Err(ErrorKind::NoArticle(reason));
    }
    let paragraphs = best_paragraphs(&outline, &data.title);
    let kept = letters(&paragraphs);
    let body = body(&data.body);
    let is_data = is_better(&body, &paragraphs, &outline);
    let text = if is_data { body } else { paragraphs }.join("\n\n");
    if text.is_empty() {
        return Err(ErrorKind::NoArticle(why_none(&outline, &data)));
    }
    let hidden = Some((kept, kept + outline.hidden)).filter(|_| outline.hidden > kept);
    let short = if is_data { None } else { shortness(&outline, kept).or(hidden) };
    let PageData { title, byline, publisher, url, published, .. } = data;
    Ok(Article { text, title, byline, publisher, url, published, short })
}

/// What the page is where it is no article: a notice of its server, or a list of articles.
fn notice(outline: &Outline, data: &PageData) -> Option<&'static str> {
    /// Letters of a notice with all that it proposes.
    const LETTERS: usize = 600;
    const MISSING: &[&str] =
        &["404", "error 404", "page not found", "not found", "seite nicht gef"];
    const CHECKS: &[&str] = &[
        "just a moment",
        "attention required! | cloudflare",
        "access denied",
        "are you a robot",
        "checking your browser",
        "please verify you are a human",
    ];
    let heading = outline.blocks.iter().find(|block| block.kind == Kind::Heading);
    let heading = heading.map(|block| &*block.text).unwrap_or_default();
    let says = |starts: &[&str]| {
        let lines = [data.title.to_lowercase(), heading.to_lowercase()];
        lines.iter().any(|line| starts.iter().any(|start| line.starts_with(start)))
    };
    let is_short = || outline.prose() <= LETTERS && letters(&body(&data.body)) <= LETTERS;
    if says(MISSING) && is_short() {
        return Some("it says that there is no such page");
    }
    if says(CHECKS) && is_short() {
        return Some("it asks whether the reader is a program");
    }
    let articles = outline.containers.iter().filter(|found| &*found.name == "article");
    let is_list = articles.take(MANY_ARTICLES).count() == MANY_ARTICLES
        && data.body.is_empty()
        && Asides::of(outline, Strictness::Least).is_list_of_articles();
    is_list.then_some("it is a list of other articles")
}

/// The paragraphs of the article: as its names tell, or, where they leave next to nothing of the
/// page, as the prose alone tells.
fn best_paragraphs(outline: &Outline, title: &str) -> Vec<String> {
    let strict = marked(outline, &choose(outline, Strictness::Strict, title));
    let found = letters(&strict);
    if found >= LITTLE || found * 4 >= outline.prose() {
        return strict;
    }
    let lenient = marked(outline, &choose(outline, Strictness::Lenient, title));
    if letters(&lenient) > letters(&strict) * 2 { lenient } else { strict }
}

/// Letters of the article and of all prose, where those are far more.
fn shortness(outline: &Outline, kept: usize) -> Option<(usize, usize)> {
    if kept * 3 >= outline.prose() {
        return None;
    }
    let all = Asides::of(outline, Strictness::Least).prose();
    (kept * 3 < all).then_some((kept, all))
}

fn letters(paragraphs: &[String]) -> usize {
    let count = |text: &String| text.chars().filter(|letter| letter.is_alphanumeric()).count();
    paragraphs.iter().map(count).sum()
}

/// The paragraphs of a text that the page holds as data. Some hold HTML, escaped or not.
fn body(text: &str) -> Vec<String> {
    let paragraphs = |line: &str| {
        let plain = Outline::of(&Tree::from(line));
        let text: Vec<String> = plain.blocks.into_iter().map(|block| block.text).collect();
        if text.iter().any(|text| text.contains("<p>") || text.contains("</p>")) {
            let inner = Outline::of(&Tree::from(text.join("\n")));
            return inner.blocks.into_iter().map(|block| block.text).collect();
        }
        text
    };
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .take(MOST_LINES)
        .flat_map(paragraphs)
        .collect()
}

/// Whether the text of the data is the article rather than the paragraphs that were chosen: where
/// it holds more and begins with them, where other paragraphs of the page are its own, or where there
/// are next to none. A summary, a request to subscribe or the text of another article is none of these.
fn is_better(body: &[String], paragraphs: &[String], outline: &Outline) -> bool {
    /// Of ten parts of the data, the most that the page may show where it does not show it whole.
    const MOST_OF_TEN: usize = 8;
    let (kept, held) = (letters(paragraphs), letters(body));
    if kept < LITTLE && held > kept * 2 {
        return true;
    }
    if kept * 10 < held * MOST_OF_TEN && share(body, paragraphs) >= HALF {
        return true;
    }
    let page = || outline.blocks.iter().map(|block| block.text.clone()).collect::<Vec<_>>();
    held >= LITTLE && share(paragraphs, body) < QUARTER && share(&page(), body) >= HALF
}

/// Shares of a text that stand in another.
const QUARTER: f64 = 0.25;
const HALF: f64 = 0.5;

/// The share of the wanted text that the found one holds, looked at in some places; all where it is
/// too short to be looked at.
fn share(found: &[String], wanted: &[String]) -> f64 {
    /// Places that are looked at, and letters of each: enough that no sentence is found by chance.
    const PLACES: usize = 12;
    const LETTERS: usize = 30;
    let plain = |texts: &[String]| {
        let letters = texts.iter().flat_map(|text| text.chars());
        letters.filter(|letter| letter.is_alphanumeric()).collect::<Vec<char>>()
    };
    let wanted = plain(wanted);
    let step = (wanted.len() / PLACES).max(LETTERS);
    let places: Vec<String> = wanted
        .chunks(step)
        .filter_map(|part| part.get(..LETTERS))
        .map(|part| part.iter().collect())
        .collect();
    if places.len() < 4 {
        return 1.0;
    }
    let found: String = plain(found).into_iter().collect();
    let hits = places.iter().filter(|place| found.contains(&**place)).count();
    hits as f64 / places.len() as f64
}

/// Why the page has no article.
fn why_none(outline: &Outline, data: &PageData) -> &'static str {
    match (outline.blocks.is_empty(), data.has_scripts) {
        (true, true) => "its text is made by scripts, which are not run",
        (true, false) => "it has no text",
        (false, _) => "what it has is links, headings, boxes and dialogs",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html><head><meta charset="utf-8">
        <title>Harbour bridge to close for a month - The Tidewater Post</title>
        <meta property="og:site_name" content="The Tidewater Post">
        <meta name="author" content="Lena Moravec">
        <meta property="article:published_time" content="2024-10-02T06:00:00Z"></head><body>
        <nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
        <article><h1>Harbour bridge to close for a month</h1>
        <p>The harbour bridge will close for a month from Monday, the city council said on
        Wednesday, because two of its main cables have to be replaced before the winter storms.</p>
        <p>“We know that this is hard for everyone who lives on the north bank,” Mayor Tomas Reyl
        told reporters at the site, “but nobody should cross a bridge that is not safe.”</p>
        <p>Ferries will run every ten minutes from six in the morning until midnight, he added, and
        the fare will be waived for people who work in the hospitals of the city.</p></article>
        <footer>All rights reserved <a href="/terms">Terms</a></footer></body></html>"#;

    #[test]
    fn article_comes_without_what_stands_around_it() {
        let article = Article::of(PAGE).expect("a page");
        assert!(article.text.contains("The harbour bridge will close"), "{}", article.text);
        assert!(!article.text.contains("Sport") && !article.text.contains("Terms"));
        assert_eq!(article.byline, "Lena Moravec");
        assert_eq!(article.publisher, "The Tidewater Post");
        let document = article.document("bridge".to_owned());
        assert_eq!(document.date.map(|date| date.to_string()).as_deref(), Some("2024-10-02"));
        assert_eq!(document.columns.len(), fixed_columns(Format::Html).len());
    }

    #[test]
    fn paragraphs_are_parted_by_blank_lines() {
        let article = Article::of(PAGE).expect("a page");
        let paragraphs: Vec<&str> = article.text.split("\n\n").collect();
        assert!(
            paragraphs.iter().any(|paragraph| paragraph.starts_with("“We know that")),
            "{paragraphs:?}"
        );
    }

    #[test]
    fn page_without_an_article_gives_its_text() {
        let article = Article::of("<p>Rain is likely, she said.").expect("a page");
        assert_eq!(article.text, "Rain is likely, she said.");
        let error = Article::of("").expect_err("no text");
        assert_eq!(error.to_string(), "no article in the page: it has no text");
    }

    #[test]
    fn page_that_would_fill_the_memory_is_refused() {
        let error = Article::of(&"<b>".repeat(MOST_TAGS + 1)).expect_err("too many tags");
        assert_eq!(error.to_string(), "a page of more than 200,000 tags");
    }

    #[test]
    fn deep_page_is_read_to_its_end() {
        let deep = format!("{}Rain.{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        assert_eq!(Article::of(&deep).expect("a page").text, "Rain.");
    }
}
