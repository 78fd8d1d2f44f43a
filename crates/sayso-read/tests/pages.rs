//! The article of a page is read whole, and nothing else, however the page is made.

#![cfg(feature = "html")]
#![expect(clippy::expect_used, reason = "a test fails by a panic")]

mod reading;

use std::io::Cursor;

use reading::read;
use sayso_read::{Corpus, Format, Options};

/// An article as news has them: long paragraphs, and short ones that are easily taken for none.
const ARTICLE: [&str; 9] = [
    "The ferry company will sell four of its oldest boats before the summer, its board said on \
     Thursday, because the repairs that they need would cost more than they earn in two years.",
    "“Nobody likes to part with them, and least of all the crews that have sailed them for half \
     their lives,” chairwoman Mira Toll told reporters at the quay, “but we cannot go on like this.”",
    "“It is time,” she added.",
    "The boats carry some nine hundred passengers a day between the islands, most of them pupils and \
     people who work in the canneries, and no other line calls at the smaller piers.",
    "“We were not asked,” said Jon Aker.",
    "A report that the county ordered last spring found rust in the hulls of all four, and warned \
     that two of them should not be out in winds above force seven.",
    "The sale will bring in 3 million, Toll said.",
    "Union leader Per Lind said that he would take the company to court over the jobs, and that the \
     crews would vote on a strike before the end of the month if nothing was offered to them.",
    "“They owe us an answer,” Lind said.",
];

fn page(body: &str) -> String {
    format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>Four ferries for sale</title>\
         </head><body><nav><a href=\"/\">Home</a> <a href=\"/sport\">Sport</a></nav>{body}\
         <footer>All rights reserved. <a href=\"/terms\">Terms</a></footer></body></html>"
    )
}

fn each(around: impl Fn(&str) -> String) -> String {
    ARTICLE.iter().map(|paragraph| around(paragraph)).collect()
}

fn paragraphs() -> String {
    each(|text| format!("<p>{text}</p>"))
}

/// All of the article is read from the page, and nothing else.
#[track_caller]
fn assert_whole(body: &str) {
    let (text, told) = read(&page(body));
    assert_eq!(text, ARTICLE.join("\n\n"), "from {body}");
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn what_is_hidden_from_screen_readers_alone_is_read() {
    assert_whole(&format!(
        "<article>{}</article>",
        each(|text| {
            let hidden = if text.len() > 100 { "" } else { " aria-hidden=\"true\"" };
            format!("<p class=\"paywall\"{hidden}>{text}</p>")
        })
    ));
    assert_whole(&format!("<article><div aria-hidden=\"true\">{}</div></article>", paragraphs()));
    assert_whole(&format!("<main aria-hidden=true><article>{}</article></main>", paragraphs()));
}

#[test]
fn what_stands_in_noscript_is_read() {
    assert_whole(&format!("<article><noscript>{}</noscript></article>", paragraphs()));
    assert_whole(&format!(
        "<article>{}</article>",
        each(|text| { format!("<noscript><p>{text}</p></noscript>") })
    ));
}

/// The article cut after so many of its paragraphs.
fn cut(at: &[usize], open: &str, close: &str, between: &str) -> String {
    let mut body = open.to_owned();
    for (place, text) in ARTICLE.iter().enumerate() {
        if at.contains(&place) {
            body += &format!("{close}{between}{open}");
        }
        body += &format!("<p>{text}</p>");
    }
    body + close
}

#[test]
fn article_in_several_containers_is_read_whole() {
    let advert = "<div class=\"ad\">Advertisement</div>";
    let cuts: [&[usize]; 5] = [&[1], &[4], &[8], &[2, 4, 6], &[1, 2, 3, 4, 5, 6, 7, 8]];
    for at in cuts {
        let plain = cut(at, "<div>", "</div>", advert);
        assert_whole(&format!("<article>{plain}</article>"));
        let deep = cut(
            at,
            "<div class=\"grid\"><div class=\"grid-item\"><div class=\"body-text\">",
            "</div></div><div class=\"grid-item aside\">Advertisement</div></div>",
            advert,
        );
        assert_whole(&format!("<main><article class=\"main-content\">{deep}</article></main>"));
        assert_whole(&format!("<div id=\"page\">{deep}</div>"));
        let sections = cut(at, "<section class=\"part\">", "</section>", advert);
        assert_whole(&format!("<div class=\"story\">{sections}</div>"));
        let bodies = cut(at, "<div itemprop=\"articleBody\">", "</div>", advert);
        assert_whole(&format!("<main>{bodies}</main>"));
    }
}

#[test]
fn each_paragraph_may_stand_in_a_box_of_its_own() {
    assert_whole(&format!(
        "<article>{}</article>",
        each(|text| format!("<div><p>{text}</p></div>"))
    ));
    assert_whole(&format!(
        "<article>{}</article>",
        each(|text| {
            format!(
                "<section class=\"block\"><div class=\"visually-hidden\">Article content</div>\
                 <div><p><span>{text}</span></p></div></section>"
            )
        })
    ));
    assert_whole(&format!("<div class=\"text\">{}</div>", each(|text| format!("{text}<br><br>"))));
}

#[test]
fn short_paragraph_that_is_mostly_a_link_is_read() {
    let linked = |text: &str| {
        let link = |name: &str| format!("<a href=\"/people\">{name}</a>");
        let text = text.replace("Lind said", &link("Lind said"));
        let text = text.replace("Jon Aker", &link("Jon Aker"));
        let text = text.replace("“It is time,” she", &link("“It is time,” she"));
        let text = text.replace("“We were not asked,” said", &link("“We were not asked,” said"));
        format!("<div><p>{text}</p></div>")
    };
    assert_whole(&format!("<article>{}</article>", each(linked)));
}

const CONSENT: &str = "We and our partners store cookies on your device to collect information about you. You can \
     change your preferences or withdraw your consent at any time. Personal data may be used for \
     advertising, and you can opt out of it by clicking on the headings below. Some cookies are \
     strictly necessary for our website, and you cannot opt out of them.";

#[test]
fn consent_dialog_neither_joins_nor_replaces_the_article() {
    let long = CONSENT.to_owned() + &format!("<br><br>{CONSENT}").repeat(9);
    for open in [
        "<div id=\"onetrust-consent-sdk\"><div role=\"region\">",
        "<div role=\"dialog\" aria-label=\"Privacy\"><div>",
        "<div aria-modal=\"true\"><div>",
        "<dialog open><div>",
        "<div class=\"x1\"><div class=\"x2\">",
    ] {
        for text in [CONSENT, &*long] {
            let dialog = format!("{open}<h2>Your choices</h2><p>{text}</p></div></div>").replace(
                "</div></div>",
                if open.starts_with("<dialog") { "</div></dialog>" } else { "</div></div>" },
            );
            assert_whole(&format!("<article>{}</article>{dialog}", paragraphs()));
            assert_whole(&format!("{dialog}<div class=\"story\">{}</div>", paragraphs()));
        }
    }
    let (text, told) = read(&page(&format!("<div class=\"x1\"><p>{long}</p></div>")));
    assert_eq!(text, "");
    assert!(told[0].contains("no article in the page"), "{told:?}");
}

#[test]
fn boxes_within_an_article_are_no_part_of_it() {
    let card = "<li><a href=\"/x\">Harbour dredging to begin in the spring, says the port</a></li>";
    for between in [
        "<div class=\"related\"><h3>Related</h3><p>The port will dredge the harbour in spring, it \
         said on Monday, and close two of its basins for a week.</p></div>",
        "<div class=\"box\"><h3>Related stories</h3><p>The port will dredge the harbour in spring, \
         it said on Monday, and close two of its basins for a week.</p></div>",
        "<div class=\"newsletter-signup\"><p>Get the island news in your inbox each morning. We \
         promise that you will like what we send you, and you can leave at any time.</p></div>",
        "<p><a href=\"/n\">Sign up for our newsletter</a> and get the news of the day.</p>",
        "<p>READ MORE: <a href=\"/x\">Harbour dredging to begin in the spring</a></p>",
        "<form action=\"/n\"><p>The news of the islands, each morning before seven.</p><input></form>",
        "<div class=\"share\">Share this</div><p>Advertisement</p>",
        "<figure><img src=\"a.jpg\"><figcaption>A ferry at the quay. Photo: A. Moe</figcaption></figure>",
        "<aside><p>The port will dredge the harbour in spring, it said on Monday.</p></aside>",
    ] {
        let body = cut(&[3], "", "", between);
        assert_whole(&format!("<article>{body}</article>"));
        assert_whole(&format!("<div class=\"story-text\">{body}{between}</div>"));
    }
    let cards = card.repeat(6);
    assert_whole(&format!("<article>{}<ul>{cards}</ul></article><ul>{cards}</ul>", paragraphs()));
}

#[test]
fn comments_do_not_replace_a_shorter_article() {
    let comment = "<li><p>I have taken that boat for thirty years and never saw a captain who did \
                   not know every rock by its name, so let them keep it, I say.</p></li>";
    assert_whole(&format!(
        "<div class=\"story\">{}</div><div id=\"comments\"><ol>{}</ol></div>",
        paragraphs(),
        comment.repeat(60)
    ));
    let comment = comment
        .replace("<li>", "<li><article class=\"comment\">")
        .replace("</li>", "</article></li>");
    assert_whole(&format!(
        "<main><h1>Four ferries</h1><div class=\"story\">{}</div><section id=\"comments\"><ol>{}</ol></section></main>",
        paragraphs(),
        comment.repeat(60)
    ));
}

#[test]
fn live_blog_of_many_short_articles_is_read_whole() {
    let post = |text: &str| {
        format!(
            "<article class=\"post\"><time datetime=\"2024-05-02T10:00\">10:00</time><p>{text}</p></article>"
        )
    };
    let (text, told) =
        read(&page(&format!("<main><h1>Ferries: the day</h1>{}</main>", each(post))));
    for paragraph in ARTICLE {
        assert!(text.contains(paragraph), "{paragraph} in {text}");
    }
    assert!(told.is_empty(), "{told:?}");
    let long = format!("<main>{}{}</main>", post(&ARTICLE.join(" ")), each(post));
    let (text, _) = read(&page(&long));
    assert_eq!(text.matches("They owe us an answer").count(), 2, "{text}");
}

#[test]
fn quotations_keep_the_marks_that_the_page_means() {
    let body = |last: &str| page(&format!("<article>{}{last}</article>", paragraphs()));
    let last = |html: &str| {
        let (text, _) = read(&body(html));
        let last = text.strip_prefix(&ARTICLE.join("\n\n"));
        last.expect("the article in front").trim().to_owned()
    };
    assert_eq!(
        last("<p>Mira Toll said <q>the boats are old</q> and left the hall.</p>"),
        "Mira Toll said “the boats are old” and left the hall."
    );
    assert_eq!(
        last("<p>“He told me <q>no</q>,” said Mira Toll of the quarrel on the quay.</p>"),
        "“He told me “no”,” said Mira Toll of the quarrel on the quay."
    );
    assert_eq!(
        last("<p>Mira Toll said “<q>the boats are old</q>” and left the hall.</p>"),
        "Mira Toll said “the boats are old” and left the hall."
    );
    assert_eq!(
        last(
            "<p>Mira Toll said:</p><blockquote><p>The boats are old.</p><p>They must go.</p></blockquote>"
        ),
        "Mira Toll said:\n\n“The boats are old.\n\n“They must go.”"
    );
    assert_eq!(
        last("<blockquote>The boats are old.<footer>— Mira Toll</footer></blockquote>"),
        "“The boats are old.”\n\n— Mira Toll"
    );
    assert_eq!(
        last("<blockquote>“They must go,” she said.</blockquote>"),
        "“They must go,” she said."
    );
    // A pull quote repeats the article.
    assert_eq!(
        last("<blockquote>the crews that have sailed them for half their lives</blockquote>"),
        ""
    );
}

#[test]
fn article_that_is_all_in_a_block_quotation_is_no_quotation() {
    assert_whole(&format!("<article><blockquote>{}</blockquote></article>", paragraphs()));
}

#[test]
fn marks_of_notes_are_no_words() {
    let line =
        |html: &str| read(&page(&format!("<article>{}<p>{html}</p></article>", paragraphs()))).0;
    for (html, text) in [
        (
            "“We will stay,”<sup><a href=\"#1\">2</a></sup> said Bo Ek.",
            "“We will stay,” said Bo Ek.",
        ),
        ("The council said<sup>[1]</sup> it would meet.", "The council said it would meet."),
        ("The council said<sup>1</sup> it would meet.", "The council said it would meet."),
        ("The council<sup>*</sup> will meet on Tuesday.", "The council will meet on Tuesday."),
        ("On the 5<sup>th</sup> of May the council met.", "On the 5th of May the council met."),
        ("The lake of 12 km<sup>2</sup> is dry, she said.", "The lake of 12 km2 is dry, she said."),
        ("Some 10<sup>6</sup> litres ran out, she said.", "Some 106 litres ran out, she said."),
    ] {
        assert!(line(html).ends_with(text), "{html}: {}", line(html));
    }
}

#[test]
fn cells_of_a_table_are_paragraphs_of_their_own() {
    let table =
        "<table><tr><td>Boat</td><td>Year</td></tr><tr><td>Heron</td><td>1971</td></tr></table>";
    let body = cut(&[5], "", "", table);
    let (text, _) = read(&page(&format!("<article>{body}</article>")));
    assert!(text.contains("\n\nBoat\n\nYear\n\nHeron\n\n1971\n\n"), "{text}");
}

fn with_data(key: &str, text: &str, body: &str) -> String {
    let data = serde_json::json!({"@type": "NewsArticle", (key): text});
    page(&format!("<script type=\"application/ld+json\">{data}</script>{body}"))
}

#[test]
fn text_that_only_the_data_hold_is_read() {
    let teaser = "<p>Subscribe to read on.</p>";
    for body in ["", "<div id=\"app\"></div>", teaser] {
        let (text, told) = read(&with_data("articleBody", &ARTICLE.join("\n"), body));
        assert_eq!(text, ARTICLE.join("\n\n"), "{body}");
        assert!(told.is_empty());
    }
    let marked = paragraphs();
    for form in [marked.clone(), marked.replace('<', "&lt;").replace('>', "&gt;")] {
        assert_eq!(read(&with_data("articleBody", &form, "")).0, ARTICLE.join("\n\n"));
    }
    let whole = format!("<article>{}</article>", paragraphs());
    let (text, _) = read(&with_data("articleBody", "A short summary of it all.", &whole));
    assert_eq!(text, ARTICLE.join("\n\n"));
    // What the page shows keeps its paragraphs where the data have none.
    let (text, _) = read(&with_data("articleBody", &ARTICLE.join(" "), &whole));
    assert_eq!(text, ARTICLE.join("\n\n"));
}

#[test]
fn page_without_an_article_is_named_with_the_reason() {
    let failed = |html: &str| {
        let (text, told) = read(html);
        assert_eq!((&*text, told.len()), ("", 1), "{html}: {told:?}");
        told[0].clone()
    };
    assert!(failed("").ends_with("no article in the page: it has no text"));
    let scripts = "<html><body><div id=root></div><script src=a.js></script></body></html>";
    assert!(failed(scripts).ends_with("its text is made by scripts, which are not run"));
    let links =
        page("<ul><li><a href=\"/1\">Ferries</a></li><li><a href=\"/2\">Boats</a></li></ul>");
    assert!(failed(&links).contains("links, headings"), "{}", failed(&links));
}

#[test]
fn page_of_several_articles_of_a_database_is_refused_with_the_remedy() {
    let article =
        format!("<div><span class=\"DocPublicationName\">The Post</span>{}</div>", paragraphs());
    let (text, told) = read(&page(&article.repeat(3)));
    assert_eq!(text, "");
    assert!(told[0].contains("Europresse") && told[0].contains("plain text"), "{told:?}");
    assert_eq!(read(&page(&article)).0, ARTICLE.join("\n\n"));
}

#[test]
fn article_much_shorter_than_the_page_is_warned_of() {
    let other = "<p>The port will dredge the harbour in spring, it said on Monday, and close two of \
                 its basins for a week, while the fishing fleet moves to the northern quays.</p>";
    let body = format!(
        "<article><h1>Four ferries</h1><p>{}</p><p>{}</p></article><aside>{}</aside>",
        ARTICLE[0],
        ARTICLE[1],
        other.repeat(12)
    );
    let (text, told) = read(&page(&body));
    assert_eq!(text, ARTICLE[..2].join("\n\n"));
    assert!(told.len() == 1 && told[0].contains("look whether it is whole"), "{told:?}");
}

#[test]
fn utf_8_under_another_name_is_read_and_said() {
    for name in ["iso-8859-1", "windows-1252", "us-ascii"] {
        let html = page(&format!("<article>{}</article>", paragraphs())).replace("utf-8", name);
        let (text, told) = read(&html);
        assert_eq!(text, ARTICLE.join("\n\n"));
        assert!(told.len() == 1 && told[0].contains(name) && told[0].contains("UTF-8"), "{told:?}");
    }
}

fn date(head: &str, start: &str) -> Option<String> {
    let html = page(&format!("<article><h1>Four ferries</h1>{start}{}</article>", paragraphs()));
    let html = html.replace("</head>", &format!("{head}</head>"));
    let mut options = Options::default();
    options.format = Some(Format::Html);
    let mut items = Corpus::from_reader("page", Cursor::new(html.into_bytes()), &options);
    items.next().expect("one").expect("a page").date.map(|date| date.to_string())
}

#[test]
fn date_is_found_in_every_source() {
    let meta = |name: &str| format!("<meta {name} content=\"2024-10-02T06:00:00Z\">");
    let data = |json: &str| format!("<script type=\"application/ld+json\">{json}</script>");
    let article = "{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-10-02\"}";
    for head in [
        meta("property=\"article:published_time\""),
        meta("name=\"date\""),
        meta("name=\"DC.date.issued\""),
        meta("name=\"dcterms.created\""),
        meta("name=\"dc.date\""),
        meta("name=\"pubdate\""),
        meta("name=\"sailthru.date\""),
        meta("name=\"parsely-pub-date\""),
        meta("itemprop=\"datePublished\""),
        data(article),
        data(&format!("{{\"@context\":[\"https://schema.org\"],\"@graph\":[{article}]}}")),
        data(&format!("{{\"@type\":\"WebPage\",\"mainEntity\":{article}}}")),
        data(&format!("//<![CDATA[\n{article}\n//]]>")),
        data("{\"@type\":\"WebPage\",\"datePublished\":\"2024-10-02\"}"),
    ] {
        assert_eq!(date(&head, "").as_deref(), Some("2024-10-02"), "{head}");
    }
    for start in [
        "<time datetime=\"2024-10-02T06:00\">two days ago</time>",
        "<time itemprop=\"datePublished\" datetime=\"2024-10-02\">Wednesday</time>",
        "<time pubdate datetime=\"2024-10-02\">Wednesday</time>",
        "<span itemprop=\"datePublished\" content=\"2024-10-02\">Wednesday</span>",
        "<span itemprop=\"datePublished\">October 2, 2024</span>",
        "<time>2 October 2024</time>",
        "<abbr class=\"published\" title=\"2024-10-02T06:00:00\">Wednesday</abbr>",
    ] {
        assert_eq!(date("", start).as_deref(), Some("2024-10-02"), "{start}");
    }
}

#[test]
fn date_is_the_day_that_the_page_states_where_it_stands() {
    for time in ["2024-10-02T23:30:00-07:00", "2024-10-02T00:10:00+09:00", "2024-10-02T23:59:59Z"] {
        let head = format!("<meta property=\"article:published_time\" content=\"{time}\">");
        assert_eq!(date(&head, "").as_deref(), Some("2024-10-02"), "{time}");
    }
}

#[test]
fn surer_date_wins_and_no_other_article_gives_one() {
    let published = "<meta property=\"article:published_time\" content=\"2024-10-02\">";
    let time = "<time datetime=\"2023-01-01\">a year ago</time>";
    assert_eq!(date(published, time).as_deref(), Some("2024-10-02"));
    let unreadable = "<meta property=\"article:published_time\" content=\"last week\">";
    assert_eq!(date(unreadable, time).as_deref(), Some("2023-01-01"));
    let other = "<aside><time datetime=\"2023-01-01\">a year ago</time></aside>";
    assert_eq!(date("", other), None);
    let updated = "<time class=\"updated\" datetime=\"2025-01-01\">today</time>";
    assert_eq!(date("", updated), None);
}
