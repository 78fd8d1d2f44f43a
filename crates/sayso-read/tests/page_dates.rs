//! The day of a page is that of its article, wherever the page says it, and no other.

#![cfg(feature = "html")]
#![expect(clippy::expect_used, reason = "a test fails by a panic")]

use std::io::Cursor;

use sayso_read::{Corpus, Format, Options};

const TEXT: &str = "<p>The observatory on the hill will open its roof to visitors in the autumn, its \
     keeper said on Sunday, for the first time since the great mirror was cast.</p><p>“We have dusted \
     every step,” she told reporters, “and you may count them on the way up.”</p><p>Tickets will be \
     sold at the foot of the hill from noon until the first stars are out.</p><p>The path is steep.</p>";

const DAY: &str = "2023-05-17";
const OTHER: &str = "<time datetime=\"2011-01-09\">9 January 2011</time>";

/// The day that is read from a page with this in its head, above, within and below its article.
fn day(head: &str, above: &str, within: &str, below: &str) -> Option<String> {
    let html = format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>Roof to open</title>{head}</head>\
         <body>{above}<article><h1>Roof to open</h1>{within}{TEXT}</article>{below}</body></html>"
    );
    let mut options = Options::default();
    options.format = Some(Format::Html);
    let mut items = Corpus::from_reader("page", Cursor::new(html.into_bytes()), &options);
    let document = items.find_map(Result::ok).expect("an article");
    document.date.map(|date| date.to_string())
}

fn meta(attribute: &str, name: &str, content: &str) -> String {
    format!("<meta {attribute}=\"{name}\" content=\"{content}\">")
}

#[test]
fn every_name_of_the_day_is_known() {
    for name in [
        "date_published",
        "DC:date",
        "dcterms:created",
        "dcterms.available",
        "pub_date",
        "publish_time",
        "article:published_date",
        "article.created",
        "citation_online_date",
        "cXenseParse:publishtime",
        "mediator_published_time",
        "ptime",
        "pdate",
        "og:release_date",
        "DC.Date.Issued",
        "publish-date",
    ] {
        assert_eq!(day(&meta("name", name, DAY), "", "", "").as_deref(), Some(DAY), "{name}");
    }
    let parsely = "{&quot;title&quot;:&quot;Roof&quot;,&quot;pub_date&quot;:&quot;2023-05-17T10:00:00Z&quot;}";
    assert_eq!(day(&meta("name", "parsely-metadata", parsely), "", "", "").as_deref(), Some(DAY));
    for name in ["last-modified", "article:modified_time", "expires", "birthdate"] {
        assert_eq!(day(&meta("name", name, DAY), "", "", ""), None, "{name}");
    }
}

#[test]
fn every_way_of_writing_the_day_is_read() {
    for text in [
        "17th of May 2023",
        "Published: 2023-05-17",
        "Wed May 17 10:00:23 EDT 2023",
        "1684317623",
        "1684317623000",
        "17 mai 2023",
        "17. Mai 2023",
        "17 de mayo de 2023",
        "17. toukokuuta 2023",
    ] {
        let head = meta("property", "article:published_time", text);
        assert_eq!(day(&head, "", "", "").as_deref(), Some(DAY), "{text}");
    }
    for text in ["17 marca 2023", "17 decembrie", "17 sierpnia 2023", "0", "yesterday"] {
        let head = meta("property", "article:published_time", text);
        assert_eq!(day(&head, "", "", ""), None, "{text}");
    }
}

#[test]
fn data_with_faults_are_read() {
    for script in [
        r#"{"@type":"NewsArticle","datePublished":"2023-05-17",}"#,
        r#"{"@type":"WebSite"} {"@type":"NewsArticle","datePublished":"2023-05-17"};"#,
        "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;datePublished&quot;:&quot;2023-05-17&quot;}",
        r#"{"@type":"NewsArticle","datePublished":1684317623}"#,
        r#"{"headline":"Roof to open","datePublished":"2023-05-17"}"#,
    ] {
        let head = format!("<script type=\"application/ld+json\">{script}</script>");
        assert_eq!(day(&head, "", "", "").as_deref(), Some(DAY), "{script}");
    }
    let two = r#"<script type="application/ld+json">[
        {"@type":"NewsArticle","headline":"Snow","url":"https://a.example/snow","datePublished":"2011-01-09"},
        {"@type":"NewsArticle","headline":"Roof to open","datePublished":"2023-05-17"}]</script>"#;
    assert_eq!(day(two, "", "", "").as_deref(), Some(DAY));
}

#[test]
fn day_by_the_title_is_read() {
    for within in [
        "<span><time class=\"entry-date published updated\" datetime=\"2023-05-17\">May</time></span>",
        "<ul class=\"post-meta\"><li><time datetime=\"2023-05-17\">May 17</time></li><li>Ada Obi</li></ul>",
        "<div><span>By Ada Obi</span><time datetime=\"2023-05-17\">May 17</time></div>",
        "<p>By Ada Obi, <time>17 May 2023</time></p>",
    ] {
        assert_eq!(day("", "", within, "").as_deref(), Some(DAY), "{within}");
    }
    let footer = "<footer class=\"entry-footer\"><time class=\"published\" datetime=\"2023-05-17\">x</time></footer>";
    assert_eq!(day("", "", &format!("{TEXT}{footer}"), "").as_deref(), Some(DAY));
}

#[test]
fn day_of_something_else_is_not_taken() {
    let called = "<span itemprop=\"datePublished\" content=\"2011-01-09\">9 January</span>";
    let comment =
        format!("<div class=\"comments\"><div class=\"comment\">{OTHER}{called}</div></div>");
    let related = format!("<div class=\"related-stories\"><a href=\"/s\">Snow</a>{OTHER}</div>");
    let card =
        format!("<div><article><h3><a href=\"/s\">Snow</a></h3>{OTHER}{called}</article></div>");
    let typed = format!("<div itemscope itemtype=\"https://schema.org/Comment\">{called}</div>");
    for below in [&comment, &related, &card, &typed] {
        assert_eq!(day("", "", "", below), None, "{below}");
        let head = meta("property", "article:published_time", DAY);
        assert_eq!(day(&head, below, "", below).as_deref(), Some(DAY), "{below}");
        let own = meta("itemprop", "datePublished", DAY);
        assert_eq!(day("", "", &own, below).as_deref(), Some(DAY), "{below}");
    }
    let event = format!("<p>The comet will be seen again on {OTHER}, the keeper said.</p>");
    assert_eq!(day("", "", &event, ""), None);
    let bar = format!("<div class=\"bar\">{OTHER}</div>");
    assert_eq!(day("", &bar, "", ""), None);
    assert_eq!(day("", "", "", &bar), None);
}
