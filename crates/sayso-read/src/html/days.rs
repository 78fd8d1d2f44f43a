//! The day of publication where a page sets it among its text.
//!
//! A page has many days: that of the article, those of its comments, of other articles, of events
//! that it tells of, and today's in its top bar. The article's stands by its title: above it in the
//! same header, or below it before the text goes far. Elsewhere only what the page calls the day of
//! publication counts, and nothing that stands with a comment or another article. So a page without
//! a day of its own has none.

use dom_query::NodeRef;
use sayso_text::Date;

use crate::date::parse_date;

/// The ranks of days, behind those of JSON-LD and `<meta>`: what is called the day of publication,
/// what the page says of itself, what has the class of such a day, what stands by the title.
const CALLED: usize = 80;
pub(super) const PAGE_DAY: usize = 90;
const CLASSED: usize = 99;
const BY_TITLE: usize = 100;

/// Paragraphs between a title and the day below it, which may stand behind a summary.
const MOST_PARAGRAPHS: usize = 3;

/// Links between a day and the title below it. A top bar is followed by a menu.
const MOST_LINKS: usize = 3;

/// Words of a line with a byline and a day; a sentence that names a day is longer, or ends.
const WORDS_OF_A_LINE: usize = 30;
const WORDS_OF_A_SENTENCE: usize = 8;

/// Words of classes and ids around what is not the article.
const OTHERS: &[&str] = &[
    "comment",
    "commentlist",
    "comments",
    "disqus",
    "latest",
    "popular",
    "promo",
    "recirc",
    "recommended",
    "related",
    "reply",
    "teaser",
    "teasers",
    "trending",
];

/// The days that the text of a page names, gathered in its order.
#[derive(Debug, Default)]
pub(super) struct Days {
    pub(super) found: Vec<(usize, String)>,
    /// Those above the first title, which it has yet to confirm.
    above: Vec<Above>,
    has_title: bool,
    /// Paragraphs and other articles since the title, or links and articles since the beginning.
    paragraphs: usize,
    links: usize,
    articles: usize,
    is_title_in_article: bool,
}

#[derive(Debug)]
struct Above {
    day: String,
    links: usize,
    articles: usize,
}

impl Days {
    /// Takes note of an element that tells what stands by what.
    pub(super) fn meet(&mut self, node: &NodeRef<'_>, name: &str) {
        match name {
            "a" => self.links += 1,
            "p" => self.paragraphs += 1,
            "article" => self.articles += 1,
            "h1" => self.meet_title(node),
            _ => {}
        }
    }

    fn meet_title(&mut self, node: &NodeRef<'_>) {
        for above in std::mem::take(&mut self.above) {
            let is_near = self.links <= above.links + MOST_LINKS && self.articles == above.articles;
            if is_near {
                self.push(BY_TITLE, above.day);
            }
        }
        self.has_title = true;
        self.paragraphs = 0;
        self.articles = 0;
        self.is_title_in_article = node.ancestors_it(None).any(|outer| outer.has_name("article"));
    }

    /// Adds the day that an element names in an attribute, or else in words.
    pub(super) fn add(&mut self, node: &NodeRef<'_>) {
        let class = node.attr("class").unwrap_or_default().to_ascii_lowercase();
        let has = |word: &str| class.split_ascii_whitespace().any(|found| found == word);
        let is_classed = has("published") || has("entry-date") || has("dt-published");
        let property = node.attr("itemprop").unwrap_or_default();
        let is_called = property.contains("datePublished") || node.has_attr("pubdate");
        let is_other = property.contains("dateModified") || class.contains("updat");
        let is_own = is_called || is_classed;
        if is_other && !is_own || is_of_others(node) || self.is_beyond() {
            return;
        }
        let day = said(node);
        match () {
            () if is_called => self.push(CALLED, day),
            () if is_classed => self.push(CLASSED, day),
            () if is_boxed(node) || is_in_a_sentence(node) => {}
            () if self.has_title && self.paragraphs <= MOST_PARAGRAPHS => self.push(BY_TITLE, day),
            () if self.has_title => {}
            () => {
                let (links, articles) = (self.links, self.articles);
                self.above.push(Above { day, links, articles });
            }
        }
    }

    /// Whether another article has begun since the title.
    fn is_beyond(&self) -> bool {
        self.has_title && self.articles > usize::from(!self.is_title_in_article)
    }

    fn push(&mut self, rank: usize, day: String) {
        self.found.push((rank, day));
    }

    /// The days, with those above a title that never came: a page may have none.
    pub(super) fn into_found(self) -> Vec<(usize, String)> {
        let above = self.above.into_iter().map(|above| (BY_TITLE, above.day));
        self.found.into_iter().chain(above).collect()
    }
}

fn said(node: &NodeRef<'_>) -> String {
    let attributes = ["datetime", "content", "title"].iter();
    let said = attributes.filter_map(|name| node.attr(name)).find(|said| !said.trim().is_empty());
    said.map_or_else(|| node.text().trim().to_owned(), |said| said.to_string())
}

/// Whether the element stands with a comment or with another article.
pub(super) fn is_of_others(node: &NodeRef<'_>) -> bool {
    let is_others = |outer: &NodeRef<'_>| {
        let names = ["html", "body", "main"];
        if names.iter().any(|name| outer.has_name(name)) {
            return false;
        }
        let kind = outer.attr("itemtype").unwrap_or_default();
        let [class, id] = ["class", "id"].map(|name| outer.attr(name).unwrap_or_default());
        let words = class.split([' ', '-', '_']).chain(id.split([' ', '-', '_']));
        let mut words = words.map(str::to_ascii_lowercase);
        outer.has_name("aside")
            || outer.has_name("nav")
            || kind.ends_with("/Comment")
            || words.any(|word| OTHERS.contains(&&*word))
    };
    node.ancestors_it(None).any(|outer| is_others(&outer))
}

/// Whether the element stands in a footer or in a list, but for one of the article's own data.
fn is_boxed(node: &NodeRef<'_>) -> bool {
    let has_data = |outer: &NodeRef<'_>| {
        let class = outer.attr("class").unwrap_or_default().to_ascii_lowercase();
        ["meta", "byline", "dateline", "publish"].iter().any(|word| class.contains(word))
    };
    let mut outer = node.ancestors_it(None).take(4);
    let is_data = outer.any(|outer| has_data(&outer));
    let is_box = |outer: NodeRef<'_>| outer.has_name("footer") || outer.has_name("li");
    !is_data && node.ancestors_it(None).any(is_box)
}

/// Whether the paragraph around it is a sentence of the text, which may name any day.
fn is_in_a_sentence(node: &NodeRef<'_>) -> bool {
    let paragraph = node.ancestors_it(None).take(4).find(|outer| outer.has_name("p"));
    paragraph.is_some_and(|paragraph| {
        let text = paragraph.text();
        let words = text.split_whitespace().count();
        words > WORDS_OF_A_LINE || words >= WORDS_OF_A_SENTENCE && text.trim_end().ends_with('.')
    })
}

/// The day that a page writes: as any cell of a table, behind a label, in seconds or milliseconds
/// since 1970, or in the JSON of Parse.ly. The first day of 1970 is a field that was never set.
pub(super) fn page_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.starts_with('{') {
        let data: serde_json::Value = serde_json::from_str(text).ok()?;
        return parse_date(data.get("pub_date")?.as_str()?);
    }
    let bare = text.split_once(": ").map_or(text, |(_, day)| day.trim());
    let date = parse_date(text).or_else(|| parse_date(bare)).or_else(|| of_seconds(text));
    date.filter(|date| date.to_string() != "1970-01-01")
}

/// The day of a count of seconds (10 digits) or milliseconds (13) since 1970, in UTC.
fn of_seconds(text: &str) -> Option<Date> {
    const DAY: u64 = 86_400;
    let is_count = matches!(text.len(), 10 | 13) && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds: u64 = text.get(..10).filter(|_| is_count)?.parse().ok()?;
    // Days since 1 March of the year 0, as Howard Hinnant counts them: a leap day ends its year.
    let days = seconds / DAY + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    Date::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_write_days_in_ways_of_their_own() {
        for text in [
            "2024-10-02T08:30:00Z",
            "Published: 2024-10-02",
            "First published: 2 October 2024",
            "1727857800",
            "1727857800000",
            r#"{"title":"Rain","pub_date":"2024-10-02T08:30:00Z"}"#,
        ] {
            let date = page_date(text).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Some("2024-10-02"), "{text}");
        }
        for text in ["0", "1970-01-01T00:00:00Z", "17278578001", "{}", "Published:"] {
            assert_eq!(page_date(text), None, "{text}");
        }
        assert_eq!(
            page_date("1709164800").map(|day| day.to_string()).as_deref(),
            Some("2024-02-29")
        );
    }
}
