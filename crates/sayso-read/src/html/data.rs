//! What a page says about itself: title, byline, publisher, address, day of publication.

use dom_query::{Document, NodeRef};
use sayso_text::Date;

use super::days::{Days, PAGE_DAY, is_of_others, page_date};
use super::json_ld::Said;

/// Names of `<meta>` elements with the day of publication, in lower case without the signs between
/// their words, the surest first.
const DATES: &[&str] = &[
    "articlepublishedtime",
    "ogarticlepublishedtime",
    "articlepublished",
    "articlepublisheddate",
    "ogpublishedtime",
    "datepublished",
    "rnewsdatepublished",
    "parselypubdate",
    "parselymetadata",
    "parselypage",
    "sailthrudate",
    "dcdateissued",
    "dctermsissued",
    "dcdate",
    "dctermsdate",
    "dctermsavailable",
    "dcdatepublished",
    "dcdatecreated",
    "dctermscreated",
    "pubdate",
    "publishdate",
    "publicationdate",
    "publisheddate",
    "published",
    "publishedat",
    "publishedtime",
    "publishtime",
    "vrpublishedtime",
    "mediatorpublishedtime",
    "originalpublicationdate",
    "cxenseparserecspublishtime",
    "cxenseparsepublishtime",
    "btpubdate",
    "displaydate",
    "prismpublicationdate",
    "citationpublicationdate",
    "citationonlinedate",
    "citationdate",
    "articledateoriginal",
    "articlecreated",
    "articlecreateat",
    "dcsextarticlepublisheddate",
    "dcsextarticlefirstpublished",
    "analyticsattributesarticledate",
    "ogreleasedate",
    "releasedate",
    "ptime",
    "pdate",
    "date",
    "created",
    "datecreated",
];

/// Names of `<meta>` elements with the title, the surest first.
const TITLES: &[&str] =
    &["og:title", "dc.title", "dcterms.title", "parsely-title", "twitter:title", "title"];

/// Names of `<meta>` elements with the authors, the surest first.
const BYLINES: &[&str] = &[
    "author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "article:author",
];

/// A byline is a line.
const LONGEST_BYLINE: usize = 150;

/// What a page says about itself.
#[derive(Debug, Default)]
pub(super) struct PageData {
    pub(super) title: String,
    pub(super) byline: String,
    pub(super) publisher: String,
    pub(super) url: String,
    pub(super) published: Option<Date>,
    /// The text of the article as data, which not every page has.
    pub(super) body: String,
    /// The title in the words of the page's own heading, without the name of the site.
    pub(super) has_scripts: bool,
}

/// What is gathered on the way through a page; the lower the rank, the surer.
#[derive(Debug, Default)]
struct Gathered {
    said: Said,
    dates: Vec<(usize, String)>,
    titles: Vec<(usize, String)>,
    bylines: Vec<(usize, String)>,
    publisher: String,
    urls: Vec<(usize, String)>,
    body: String,
    has_scripts: bool,
    days: Days,
}

impl PageData {
    /// Reads them in one pass over the page.
    pub(super) fn of(page: &Document) -> Self {
        let mut gathered = Gathered::default();
        page.root().descendants_it().for_each(|node| gathered.add(&node));
        gathered.into_data()
    }
}

impl Gathered {
    fn add(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.qual_name_ref().map(|name| name.local.clone()) else { return };
        match &*name {
            "meta" => self.add_meta(node),
            "script" => self.add_script(node),
            "title" if self.titles.iter().all(|(rank, _)| *rank != TITLES.len()) => {
                self.titles.push((TITLES.len(), line(&node.text())));
            }
            "h1" => {
                self.titles.push((TITLES.len() + 1, line(&node.text())));
                self.days.meet(node, &name);
            }
            "link" if node.attr("rel").is_some_and(|rel| &*rel == "canonical") => {
                self.urls.extend(node.attr("href").map(|url| (0, url.to_string())));
            }
            "html" | "head" | "body" | "br" => {}
            "time" => self.days.add(node),
            _ => {
                self.days.meet(node, &name);
                self.add_property(node);
            }
        }
    }

    fn add_script(&mut self, node: &NodeRef<'_>) {
        self.has_scripts = true;
        let is_data = node.attr("type").is_some_and(|kind| {
            kind.trim().to_ascii_lowercase().starts_with("application/ld+json")
        });
        if is_data {
            self.said.add(&node.text());
        }
    }

    fn add_meta(&mut self, node: &NodeRef<'_>) {
        let Some(content) = node.attr("content") else { return };
        let content = content.trim();
        if content.is_empty() {
            return;
        }
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            let names = node.attr(attribute).unwrap_or_default().to_ascii_lowercase();
            let is_others = attribute == "itemprop" && !names.is_empty() && is_of_others(node);
            for name in names.split_ascii_whitespace().filter(|_| !is_others) {
                self.add_named(name, content);
            }
        }
    }

    fn add_named(&mut self, name: &str, content: &str) {
        let rank = |names: &[&str]| names.iter().position(|known| *known == name);
        let words = |letter: &char| letter.is_alphanumeric();
        let joined: String = name.chars().filter(words).collect();
        if let Some(rank) = DATES.iter().position(|known| *known == joined) {
            self.dates.push((rank + 10, content.to_owned()));
        }
        if let Some(rank) = rank(TITLES) {
            self.titles.push((rank, line(content)));
        }
        if let Some(rank) = rank(BYLINES).filter(|_| !content.starts_with("http")) {
            self.bylines.push((rank + 1, line(content)));
        }
        match name {
            "og:site_name" => self.publisher = line(content),
            "og:url" => self.urls.push((1, content.to_owned())),
            "articlebody" => content.clone_into(&mut self.body),
            _ => {}
        }
    }

    /// What an element of the text says by its property or class.
    fn add_property(&mut self, node: &NodeRef<'_>) {
        let property = node.attr("itemprop").unwrap_or_default();
        let class = node.attr("class").unwrap_or_default();
        let has = |word: &str| class.split_ascii_whitespace().any(|found| found == word);
        let is_date = property.contains("datePublished") || has("dt-published") || has("published");
        if is_date {
            self.days.add(node);
        }
        let is_author = node.attr("rel").is_some_and(|rel| &*rel == "author");
        let rank = match () {
            () if property.contains("author") || is_author => 20,
            () if has("byline") || has("author") || has("p-author") => 21,
            () => return,
        };
        let text = line(&node.text());
        if !text.is_empty() && text.len() <= LONGEST_BYLINE {
            self.bylines.push((rank, text));
        }
    }

    fn into_data(mut self) -> PageData {
        let mut said = self.said;
        let page_published = std::mem::take(&mut said.page_published);
        let titles: Vec<&str> = self.titles.iter().map(|(_, title)| &**title).collect();
        let urls: Vec<&str> = self.urls.iter().map(|(_, url)| &**url).collect();
        let said = said.into_article(&titles, &urls);
        let dated = |texts: Vec<String>, rank| texts.into_iter().map(move |text| (rank, text));
        self.dates.extend(dated(said.published, 0));
        self.dates.extend(dated(page_published, PAGE_DAY));
        self.dates.extend(self.days.into_found());
        self.dates.sort_by_key(|(rank, _)| *rank);
        let published = self.dates.iter().find_map(|(_, text)| page_date(text));
        let or = |said: String, found: Vec<(usize, String)>| {
            let found = found.into_iter().filter(|(_, text)| !text.is_empty());
            let first = found.min_by_key(|(rank, _)| *rank).map(|(_, text)| text);
            Some(said).filter(|said| !said.is_empty()).or(first).unwrap_or_default()
        };
        let publisher = or(self.publisher, vec![(0, said.publisher)]);
        let title = or(said.title, self.titles);
        PageData {
            title: without_site(&title, &publisher),
            byline: or(said.byline, self.bylines),
            publisher,
            url: or(String::new(), self.urls.into_iter().chain([(2, said.url)]).collect()),
            published,
            body: if said.body.len() > self.body.len() { said.body } else { self.body },
            has_scripts: self.has_scripts,
        }
    }
}

/// The text on one line, without the entities that pages escape twice.
fn line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let names =
        [("&amp;", "&"), ("&quot;", "\""), ("&#39;", "'"), ("&#039;", "'"), ("&nbsp;", " ")];
    names.iter().fold(text, |text, (name, letter)| text.replace(name, letter))
}

/// The title without the name of the site behind it.
fn without_site(title: &str, publisher: &str) -> String {
    let signs = [" | ", " - ", " – ", " — ", " :: ", " » "];
    let cut = signs.iter().filter_map(|sign| title.rsplit_once(sign));
    let is_site = |(start, end): &(&str, &str)| {
        let is_named = !publisher.is_empty() && end.to_lowercase() == publisher.to_lowercase();
        is_named || start.split(' ').count() > 4 && end.split(' ').count() <= 4
    };
    cut.filter(is_site)
        .map(|(start, _)| start)
        .min_by_key(|start| start.len())
        .unwrap_or(title)
        .trim()
        .to_owned()
}
