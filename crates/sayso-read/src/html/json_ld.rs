//! What a page says about its article in JSON-LD, in the words of schema.org.
//!
//! Read as leniently as search engines do: with and without `@context`, a list as `@context`, one
//! object, a list, `@graph`, `mainEntity`, inside CDATA or a comment, with raw line breaks in
//! strings. Objects that name other articles (lists, mentions, parts) are not gone into.

use serde_json::Value;

/// How deep objects are gone into. Pages use three.
const DEEPEST: usize = 6;

/// What JSON-LD says about one article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct SaidArticle {
    pub(super) title: String,
    pub(super) byline: String,
    pub(super) publisher: String,
    pub(super) url: String,
    pub(super) published: Vec<String>,
    pub(super) body: String,
}

/// What JSON-LD says about the page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// The articles that it names, in their order; mostly one.
    articles: Vec<SaidArticle>,
    /// Dates of the page that the article stands on.
    pub(super) page_published: Vec<String>,
}

impl Said {
    /// Adds what the text of one script says.
    pub(super) fn add(&mut self, script: &str) {
        for value in parse(script) {
            self.add_value(&value, 0);
        }
    }

    /// The article that the page is about: what is said under its title or address, and what is said
    /// of an article without either; all, where nothing names this one.
    pub(super) fn into_article(self, titles: &[&str], urls: &[&str]) -> SaidArticle {
        let is_this = |article: &SaidArticle| {
            titles.iter().any(|title| is_same_title(title, &article.title))
                || urls.iter().any(|url| is_same_address(url, &article.url))
        };
        let is_nameless =
            |article: &SaidArticle| article.title.is_empty() && article.url.is_empty();
        let is_named = self.articles.iter().any(is_this);
        let taken = self.articles.into_iter();
        let mut taken =
            taken.filter(|article| !is_named || is_this(article) || is_nameless(article));
        let mut whole = taken.next().unwrap_or_default();
        taken.for_each(|article| whole.fill(article));
        whole
    }

    fn add_value(&mut self, value: &Value, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        if let Value::Array(values) = value {
            values.iter().for_each(|value| self.add_value(value, depth + 1));
        }
        let Value::Object(_) = value else { return };
        match rank(value) {
            Some(Rank::Article) => self.articles.push(article(value)),
            Some(Rank::Page) => {
                self.page_published.extend(texts(value.get("datePublished")));
            }
            None => {}
        }
        for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
            value.get(key).into_iter().for_each(|inner| self.add_value(inner, depth + 1));
        }
    }
}

impl SaidArticle {
    /// Takes what it does not say itself from what else is said of the same article.
    fn fill(&mut self, other: Self) {
        let places = [
            (&mut self.title, other.title),
            (&mut self.byline, other.byline),
            (&mut self.publisher, other.publisher),
            (&mut self.url, other.url),
            (&mut self.body, other.body),
        ];
        for (place, text) in places {
            if place.is_empty() {
                *place = text;
            }
        }
        self.published.extend(other.published);
    }
}

fn article(value: &Value) -> SaidArticle {
    let first = |key: &str| texts(value.get(key)).into_iter().next();
    let or_none = |found: Option<String>| found.unwrap_or_default();
    let bodies = [first("articleBody").or_else(|| first("text")), updates(value)];
    let page = value.get("mainEntityOfPage");
    let page = || page.and_then(|page| texts(page.get("@id").or(Some(page))).into_iter().next());
    let dates = ["datePublished", "dateCreated"].iter();
    SaidArticle {
        title: or_none(first("headline").or_else(|| first("name"))),
        byline: or_none(names(value.get("author"))),
        publisher: or_none(names(value.get("publisher"))),
        url: or_none(first("url").or_else(page).or_else(|| first("@id"))),
        published: dates.flat_map(|key| texts(value.get(key))).collect(),
        body: bodies.into_iter().flatten().collect::<Vec<_>>().join("\n"),
    }
}

/// Whether one title is the other, or the beginning of it: headlines are cut for searches, and the
/// name of the site stands behind.
fn is_same_title(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let (one, other) = (plain(one), plain(other));
    let is_told = !one.is_empty() && !other.is_empty();
    is_told && (one.starts_with(&other) || other.starts_with(&one))
}

/// Whether two addresses are one but for the protocol, "www", what follows a question mark or hash,
/// and a stroke at the end.
fn is_same_address(one: &str, other: &str) -> bool {
    let plain = |url: &'_ str| -> String {
        let url = url.split(['?', '#']).next().unwrap_or_default();
        let url = url.rsplit_once("://").map_or(url, |(_, rest)| rest);
        url.trim_start_matches("www.").trim_end_matches('/').to_lowercase()
    };
    let (one, other) = (plain(one), plain(other));
    !one.is_empty() && one == other
}

/// What an object is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    Article,
    Page,
}

fn rank(value: &Value) -> Option<Rank> {
    let kinds = texts(value.get("@type"));
    if kinds.is_empty() {
        let has = |key: &str| value.get(key).is_some();
        let is_article = has("headline") && (has("datePublished") || has("articleBody"));
        return is_article.then_some(Rank::Article);
    }
    let is_article = |kind: &String| {
        let kind = kind.rsplit(['/', ':']).next().unwrap_or_default();
        kind.ends_with("Article")
            || kind.ends_with("Posting")
            || matches!(kind, "Report" | "Review")
    };
    if kinds.iter().any(is_article) {
        return Some(Rank::Article);
    }
    let is_page = |kind: &String| kind.ends_with("Page") || kind.ends_with("CreativeWork");
    kinds.iter().any(is_page).then_some(Rank::Page)
}

/// The texts that a value is, or that its items or their `@value` are.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) if !text.trim().is_empty() => vec![text.trim().to_owned()],
        Some(Value::Array(values)) => values.iter().flat_map(|value| texts(Some(value))).collect(),
        Some(Value::Object(object)) => texts(object.get("@value")),
        Some(Value::Number(number)) => vec![number.to_string()],
        _ => Vec::new(),
    }
}

/// The names of people or organisations, joined.
fn names(value: Option<&Value>) -> Option<String> {
    let name = |value: &Value| match value {
        Value::Object(object) => texts(object.get("name")),
        other => texts(Some(other)),
    };
    let found: Vec<String> = match value? {
        Value::Array(values) => values.iter().flat_map(name).collect(),
        one => name(one),
    };
    let is_address = |name: &String| name.starts_with("http:") || name.starts_with("https:");
    let found: Vec<String> = found.into_iter().filter(|name| !is_address(name)).collect();
    (!found.is_empty()).then(|| found.join(", "))
}

/// The texts of the entries of a live blog.
fn updates(article: &Value) -> Option<String> {
    let entries = article.get("liveBlogUpdate")?.as_array()?;
    let bodies = entries.iter().flat_map(|entry| texts(entry.get("articleBody")));
    Some(bodies.collect::<Vec<_>>().join("\n"))
}

/// The values of the script, one behind the other; those of a script that is no JSON as it stands
/// once its usual faults are mended.
fn parse(script: &str) -> Vec<Value> {
    let script = bare(script);
    let values = |text: &str| {
        let values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
        values.collect::<Result<Vec<Value>, _>>()
    };
    let escaped = || mended(&script.replace("&quot;", "\"").replace("&amp;", "&"));
    let read = values(script).or_else(|_| values(&mended(script)));
    read.or_else(|_| values(&escaped())).unwrap_or_default()
}

/// The script without what JSON forbids and pages have: line breaks within strings, which between
/// values mean no more than a blank, marks that are escaped without need, and a comma behind the
/// last value.
fn mended(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let (mut is_string, mut letters) = (false, script.chars().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if is_string => match letters.next() {
                Some(next) if "\"\\/bfnrtu".contains(next) => out.extend(['\\', next]),
                next => out.extend(next),
            },
            ']' | '}' if !is_string => {
                let end = out.trim_end().len();
                if out.get(..end).is_some_and(|before| before.ends_with(',')) {
                    out.truncate(end - 1);
                }
                out.push(letter);
            }
            _ => {
                is_string ^= letter == '"';
                out.push(if letter.is_control() { ' ' } else { letter });
            }
        }
    }
    out
}

/// The script without the comment or CDATA around it.
fn bare(script: &str) -> &str {
    let brace = script.find('{').unwrap_or(script.len());
    let mark = script.find("CDATA[").filter(|mark| *mark < brace);
    let from = mark.map_or(0, |mark| mark + "CDATA[".len());
    let rest = script.get(from..).unwrap_or_default();
    let start = from + rest.find(['{', '[']).unwrap_or_default();
    let end = script.rfind("]]>").unwrap_or(script.len());
    let end = script.get(..end).and_then(|text| text.rfind(['}', ']'])).unwrap_or_default();
    script.get(start..=end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(script: &str) -> SaidArticle {
        let mut said = Said::default();
        said.add(script);
        said.into_article(&[], &[])
    }

    const DAY: &str = "2024-08-28T10:00:23Z";

    #[test]
    fn date_is_found_wherever_the_article_stands() {
        let article = format!(r#"{{"@type":"NewsArticle","datePublished":"{DAY}"}}"#);
        for script in [
            article.clone(),
            format!("[{article}]"),
            format!(
                r#"{{"@context":["https://schema.org",{{"a":1}}],"@graph":[{{"@type":"WebSite"}},{article}]}}"#
            ),
            format!(r#"{{"@type":"WebPage","mainEntity":{article}}}"#),
            format!("//<![CDATA[\n{article}\n//]]>"),
            format!("<!-- {article} -->"),
            article.replace("NewsArticle", "http://schema.org/LiveBlogPosting"),
            article.replace("\"NewsArticle\"", "[\"Thing\",\"OpinionNewsArticle\"]"),
            article.replace("}", ",\"description\":\"two\nlines\"}"),
            article.replace("}", " , }"),
            article.replace("}", ",\"description\":\"Ada Obi\\'s, {not} ,] that\"}"),
            format!("{{\"@type\":\"Organization\"}}\n{article};"),
            article.replace('"', "&quot;"),
            article.replace("\"@type\":\"NewsArticle\"", "\"headline\":\"Rain\""),
        ] {
            assert_eq!(said(&script).published, [DAY], "{script}");
        }
    }

    #[test]
    fn dates_of_other_articles_are_not_taken() {
        let article = format!(r#"{{"@type":"NewsArticle","datePublished":"{DAY}"}}"#);
        let list = format!(r#"{{"@type":"ItemList","itemListElement":[{article}]}}"#);
        assert_eq!(said(&list), SaidArticle::default());
        let parts = format!(r#"{{"@type":"WebPage","hasPart":[{article}],"isPartOf":{article}}}"#);
        assert_eq!(said(&parts), SaidArticle::default());
    }

    #[test]
    fn article_is_told_by_its_title_or_address() {
        let scripts = r#"[{"@type":"NewsArticle","headline":"Snow on the hills","url":"https://a.example/snow",
            "datePublished":"2019-01-01","articleBody":"Snow."},
            {"@type":"Article","headline":"Rain in the valley","datePublished":"2024-08-28"},
            {"@type":"Article","author":"Ada Obi"}]"#;
        let about = |titles: &[&str], urls: &[&str]| {
            let mut said = Said::default();
            said.add(scripts);
            said.into_article(titles, urls)
        };
        let rain = about(&["Rain in the Valley | The Post"], &[]);
        assert_eq!((rain.published.join(" "), &*rain.body), ("2024-08-28".to_owned(), ""));
        assert_eq!(rain.byline, "Ada Obi");
        assert_eq!(about(&[], &["http://www.a.example/snow/?from=x"]).body, "Snow.");
        // Where nothing names the article of the page, the first one is it.
        assert_eq!(about(&["Hail"], &[""]).title, "Snow on the hills");
    }

    #[test]
    fn entries_of_a_live_blog_follow_its_text() {
        let blog = r#"{"@type":"LiveBlogPosting","articleBody":"Rain.",
            "liveBlogUpdate":[{"articleBody":"Snow."},{"articleBody":"Hail."}]}"#;
        assert_eq!(said(blog).body, "Rain.\nSnow.\nHail.");
    }

    #[test]
    fn names_come_from_text_objects_and_lists() {
        let authors = r#"{"@type":"Report","author":[{"name":"Ada Obi"},"Bo Ek"],"publisher":{"name":"Post"}}"#;
        let said = said(authors);
        assert_eq!((&*said.byline, &*said.publisher), ("Ada Obi, Bo Ek", "Post"));
    }

    #[test]
    fn what_is_no_json_says_nothing() {
        for script in ["", "{", "]]>", "null", "CDATA[", "{\"@type\": 5}", "<!-- -->", "]["] {
            assert_eq!(said(script), SaidArticle::default(), "{script}");
        }
    }
}
