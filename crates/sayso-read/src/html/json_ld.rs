//! What a page says about its article in JSON-LD, in the words of schema.org.
//!
//! Read as leniently as search engines do: with and without `@context`, a list as `@context`, one
//! object, a list, `@graph`, `mainEntity`, inside CDATA or a comment, with raw line breaks in
//! strings. Objects that name other articles (lists, mentions, parts) are not gone into.

use serde_json::Value;

/// How deep objects are gone into. Pages use three.
const DEEPEST: usize = 6;

/// What JSON-LD says about the article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) title: String,
    pub(super) byline: String,
    pub(super) publisher: String,
    pub(super) url: String,
    /// Dates of the article, and dates of the page it stands on.
    pub(super) published: Vec<String>,
    pub(super) page_published: Vec<String>,
    pub(super) body: String,
}

impl Said {
    /// Adds what the text of one script says.
    pub(super) fn add(&mut self, script: &str) {
        if let Some(value) = parse(script) {
            self.add_value(&value, 0);
        }
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
            Some(Rank::Article) => self.add_article(value),
            Some(Rank::Page) => {
                self.page_published.extend(texts(value.get("datePublished")));
            }
            None => {}
        }
        for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
            value.get(key).into_iter().for_each(|inner| self.add_value(inner, depth + 1));
        }
    }

    fn add_article(&mut self, article: &Value) {
        let fill = |place: &mut String, found: Option<String>| {
            if place.is_empty() {
                *place = found.unwrap_or_default();
            }
        };
        let first = |key: &str| texts(article.get(key)).into_iter().next();
        fill(&mut self.title, first("headline").or_else(|| first("name")));
        fill(&mut self.byline, names(article.get("author")));
        fill(&mut self.publisher, names(article.get("publisher")));
        fill(&mut self.url, first("url"));
        fill(&mut self.body, first("articleBody").or_else(|| updates(article)));
        for key in ["datePublished", "dateCreated"] {
            self.published.extend(texts(article.get(key)));
        }
    }
}

/// What an object is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    Article,
    Page,
}

fn rank(value: &Value) -> Option<Rank> {
    let kinds = texts(value.get("@type"));
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

fn parse(script: &str) -> Option<Value> {
    let script = bare(script);
    serde_json::from_str(script).ok().or_else(|| {
        // Line breaks within strings, which JSON forbids and pages have; between values they mean
        // no more than a blank.
        let blank = |letter: char| if letter.is_control() { ' ' } else { letter };
        serde_json::from_str(&script.chars().map(blank).collect::<String>()).ok()
    })
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

    fn said(script: &str) -> Said {
        let mut said = Said::default();
        said.add(script);
        said
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
        ] {
            assert_eq!(said(&script).published, [DAY], "{script}");
        }
    }

    #[test]
    fn dates_of_other_articles_are_not_taken() {
        let article = format!(r#"{{"@type":"NewsArticle","datePublished":"{DAY}"}}"#);
        let list = format!(r#"{{"@type":"ItemList","itemListElement":[{article}]}}"#);
        assert_eq!(said(&list), Said::default());
        let parts = format!(r#"{{"@type":"WebPage","hasPart":[{article}],"isPartOf":{article}}}"#);
        assert_eq!(said(&parts), Said::default());
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
            assert_eq!(said(script), Said::default(), "{script}");
        }
    }
}
