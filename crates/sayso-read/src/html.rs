//! Pages of HTML: the article without what stands around it.
//!
//! The article is found by dom_smoothie, a port of the method that Firefox's reader view uses. A
//! page in which it finds none, such as one of two sentences, gives all its text instead.

use std::io::Read;
use std::panic::catch_unwind;

use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;
use sayso_text::Document;

use crate::date::parse_date;
use crate::encoding::decode;
use crate::nesting::flattened;
use crate::reader::{Origin, Reader, fixed_columns};
use crate::source::Peeked;
use crate::{Error, ErrorKind, Format, Options};

/// The most elements of a page in which an article is looked for. Long articles have some thousand;
/// the search looks at the elements around each and would take long in pages made to be large.
const MOST_ELEMENTS: usize = 50_000;

/// The most tags of a page that is read at all. The tree of a page takes about a kilobyte for each,
/// so this bounds it at some 200 MB; pages of news have some thousand.
const MOST_TAGS: usize = 200_000;

/// Reads a page as one document.
pub(crate) struct Page {
    source: Option<Peeked>,
    origin: Origin,
    limit: u64,
    names: Vec<String>,
}

impl Page {
    pub(crate) fn new(source: Peeked, origin: Origin, options: &Options) -> Self {
        let limit = options.max_document_bytes.unwrap_or(u64::MAX);
        Self { source: Some(source), origin, limit, names: fixed_columns(Format::Html) }
    }

    fn read(&self, source: Peeked) -> Result<Document, Error> {
        let mut bytes = Vec::new();
        let count = source.take(self.limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if count as u64 > self.limit {
            return Err(Error::new(ErrorKind::TooLarge { limit: self.limit }));
        }
        let article = Article::of(&decode_page(bytes, None), None)?;
        Ok(article.document(self.origin.id.clone()))
    }
}

impl Iterator for Page {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let source = self.source.take()?;
        Some(self.read(source).map_err(|error| error.in_file(&self.origin.path)))
    }
}

impl Reader for Page {
    fn columns(&self) -> &[String] {
        &self.names
    }
}

/// The article of a page and what the page says about it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Article {
    pub(crate) text: String,
    pub(crate) title: String,
    pub(crate) byline: String,
    pub(crate) publisher: String,
    pub(crate) url: String,
    pub(crate) published: String,
}

impl Article {
    /// The article of the page, whose paragraphs are parted by blank lines.
    pub(crate) fn of(html: &str, url: Option<&str>) -> Result<Self, Error> {
        if html.bytes().filter(|byte| *byte == b'<').count() > MOST_TAGS {
            return Err(Error::new(ErrorKind::Damaged("a page of more than 200,000 tags")));
        }
        let flat = flattened(html);
        let html = flat.as_deref().unwrap_or(html);
        // Code that has to cope with any page may meet one that it does not cope with.
        catch_unwind(|| find(html, url).unwrap_or_else(|| all_text(html)))
            .map_err(|_| Error::new(ErrorKind::Damaged("no page of HTML that can be read")))
    }

    /// An article of which only the text is known.
    pub(crate) fn of_text(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// The document of the article; its columns are those of [`Format::Html`].
    pub(crate) fn document(self, id: String) -> Document {
        Document {
            id,
            text: self.text,
            date: parse_date(&self.published),
            columns: vec![self.title, self.byline, self.publisher, self.url],
        }
    }
}

fn find(html: &str, url: Option<&str>) -> Option<Article> {
    let config = Config {
        text_mode: TextMode::Formatted,
        max_elements_to_parse: MOST_ELEMENTS,
        ..Config::default()
    };
    let url = url.filter(|url| url.starts_with("http"));
    let found = Readability::new(html, url, Some(config)).ok()?.parse().ok()?;
    let text = found.text_content.trim();
    (!text.is_empty()).then(|| Article {
        text: text.to_owned(),
        title: found.title,
        byline: found.byline.unwrap_or_default(),
        publisher: found.site_name.unwrap_or_default(),
        url: found.url.or_else(|| url.map(str::to_owned)).unwrap_or_default(),
        published: found.published_time.unwrap_or_default(),
    })
}

fn all_text(html: &str) -> Article {
    let page = Readability::from(html);
    let title = page.get_article_title().trim().to_owned();
    page.doc.select("head, script, style, noscript, template").remove();
    let text = page.doc.formatted_text().trim().to_owned();
    Article { text, title, ..Article::default() }
}

/// The text of a page in the encoding that its bytes, its transport or the page itself names.
pub(crate) fn decode_page(bytes: Vec<u8>, transport: Option<&str>) -> String {
    let named = || transport.map(str::to_owned).or_else(|| charset_in_page(&bytes));
    let encoding = match Encoding::for_bom(&bytes) {
        Some(_) => None,
        None => named().and_then(|name| Encoding::for_label(name.as_bytes())),
    };
    match encoding {
        // Pages that say UTF-8 and are not are many; what they are is then told by the bytes.
        Some(encoding) if encoding != encoding_rs::UTF_8 => {
            encoding.decode_without_bom_handling(&bytes).0.into_owned()
        }
        _ => decode(bytes),
    }
}

/// The name that stands after "charset=" in the first 1,024 bytes, where HTML wants it.
fn charset_in_page(bytes: &[u8]) -> Option<String> {
    let start = bytes.get(..1024).unwrap_or(bytes).to_ascii_lowercase();
    charset(&String::from_utf8_lossy(&start))
}

/// The name that stands after "charset=".
pub(crate) fn charset(text: &str) -> Option<String> {
    let (_, after) = text.split_once("charset=")?;
    let after = after.trim_start_matches(['"', '\'', ' ']);
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_:.".contains(letter);
    let name: String = after.chars().take_while(|letter| is_name(*letter)).collect();
    Some(name).filter(|name| !name.is_empty())
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
        let article = Article::of(PAGE, None).expect("a page");
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
        let article = Article::of(PAGE, None).expect("a page");
        let paragraphs: Vec<&str> = article.text.split("\n\n").collect();
        assert!(
            paragraphs.iter().any(|paragraph| paragraph.starts_with("“We know that")),
            "{paragraphs:?}"
        );
    }

    #[test]
    fn page_without_an_article_gives_its_text() {
        let article = Article::of("<p>Rain is likely, she said.", None).expect("a page");
        assert_eq!(article.text, "Rain is likely, she said.");
        assert_eq!(Article::of("", None).expect("a page").text, "");
    }

    #[test]
    fn encoding_is_the_one_that_the_page_names() {
        let page = b"<meta charset=\"windows-1251\">\xcf\xf0\xe8\xe2\xe5\xf2".to_vec();
        assert!(decode_page(page, None).ends_with("Привет"));
        assert!(decode_page("<meta charset=utf-8>Café".into(), None).ends_with("Café"));
        assert_eq!(charset("text/html; charset=\"ISO-8859-1\"").as_deref(), Some("ISO-8859-1"));
    }

    #[test]
    fn page_that_would_fill_the_memory_is_refused() {
        let error = Article::of(&"<b>".repeat(MOST_TAGS + 1), None).expect_err("too many tags");
        assert_eq!(error.to_string(), "a page of more than 200,000 tags");
    }

    #[test]
    fn deep_page_is_read_to_its_end() {
        let deep = format!("{}Rain.{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        assert_eq!(Article::of(&deep, None).expect("a page").text, "Rain.");
    }
}
