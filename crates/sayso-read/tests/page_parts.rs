//! What stands in an article is not taken for what stands around it, and the other way round.

#![cfg(feature = "html")]
#![expect(clippy::expect_used, reason = "a test fails by a panic")]

mod reading;

use reading::read;

const TITLE: &str = "Mill pond drained after fish die";

const ARTICLE: [&str; 8] = [
    "The mill pond in the lower town was drained on Tuesday after several hundred carp had died in \
     it over the weekend, the water board said.",
    "“It smelled so bad that we had to shut the windows of the school,” said headmistress Ines Vau.",
    "“Nobody came,” she added.",
    "Workers in rubber boots carried the fish to two lorries, while pupils watched from the bridge \
     and counted them aloud until the teachers called them in.",
    "The board will pay for the clean-up, its chairman said.",
    "A broken weir had let warm water in from the power station, according to a first report, which \
     the town council will discuss at its meeting on Friday.",
    "“Somebody must answer for it,” councillor Bela Roth told the board.",
    "The pond was dug in 1790 to drive a paper mill and has been a swimming place since the mill was \
     closed between the wars.",
];

fn page(body: &str) -> String {
    format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>{TITLE} | The Lower Post</title>\
         </head><body><nav><a href=\"/\">Home</a> <a href=\"/sport\">Sport</a></nav>{body}</body></html>"
    )
}

fn paragraphs(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("<p>{text}</p>")).collect()
}

fn article(inner: &str) -> String {
    format!("<article><h1>{TITLE}</h1>{inner}</article>")
}

/// All of the article is read from the page, and nothing else.
#[track_caller]
fn assert_whole(body: &str) {
    let (text, told) = read(&page(body));
    assert_eq!(text, ARTICLE.join("\n\n"), "from {body}");
    assert!(told.is_empty(), "{told:?}");
}

fn data(value: &serde_json::Value) -> String {
    format!("<script type=\"application/ld+json\">{value}</script>")
}

const SUMMARY: &str = "A pond was emptied because its fish were dead. The school nearby had \
     complained of the smell for days. What let the warm water in is known, and who has to pay for \
     it will be known soon. The council meets at the end of the week to talk about the weir.";

#[test]
fn data_that_are_not_the_article_do_not_replace_it() {
    let whole = article(&paragraphs(&ARTICLE));
    let wall = "You have read your last free story of the month. Take out a subscription today, or \
                sign in if you have one, and read every story of the paper on all your devices.";
    for text in [SUMMARY, wall, &SUMMARY.repeat(9), &ARTICLE[..5].join(" ")] {
        for kind in ["NewsArticle", "BlogPosting"] {
            let said = serde_json::json!({"@type": kind, "headline": TITLE, "articleBody": text});
            assert_whole(&(data(&said) + &whole));
        }
    }
}

#[test]
fn data_of_another_article_are_not_taken() {
    let other = serde_json::json!({"@type": "NewsArticle", "headline": "Ice on the upper lake",
        "articleBody": SUMMARY});
    let own = serde_json::json!({"@type": "NewsArticle", "headline": TITLE,
        "articleBody": ARTICLE.join("\n")});
    for said in [serde_json::json!([other, own]), serde_json::json!({"@graph": [other, own]})] {
        assert_whole(&(data(&said) + "<div id=\"app\"></div>"));
        assert_whole(&(data(&said) + &article(&paragraphs(&ARTICLE))));
    }
}

#[test]
fn data_that_go_on_where_the_page_stops_are_read() {
    let said = serde_json::json!({"@type": "NewsArticle", "headline": TITLE,
        "articleBody": ARTICLE.join("\n\n")});
    for count in [2, 4, 6] {
        assert_whole(&(data(&said) + &article(&paragraphs(&ARTICLE[..count]))));
    }
}

const DIALOGS: [&str; 4] = [
    "We and our 317 partners store and read unique identifiers and browsing data on your device. \
     Choosing Accept lets us track the purposes shown below. You can withdraw your consent, or object \
     where legitimate interest is used, at any time under Privacy.",
    "Wir und unsere Partner speichern Cookies auf Ihrem Gerät, um personenbezogene Daten zu \
     verarbeiten. Ihre Einwilligung können Sie jederzeit in der Datenschutzerklärung widerrufen.",
    "Nous et nos partenaires déposons des cookies pour traiter vos données personnelles. Vous pouvez \
     retirer votre consentement à tout moment dans notre politique de confidentialité.",
    "Nosotros y nuestros socios guardamos cookies en su dispositivo y tratamos datos personales. \
     Puede retirar su consentimiento en la política de privacidad cuando quiera.",
];

#[test]
fn consent_dialog_joins_no_article_whatever_it_is_made_of() {
    for text in DIALOGS {
        for (open, close) in [
            ("<div class=\"x7\"><p>", "</p></div>"),
            ("<div><div><p>", "</p></div></div>"),
            ("<p>", "</p>"),
            ("<table><tr><td>", "</td></tr></table>"),
            ("<main><p>", "</p></main>"),
            ("<cmp-banner><span>", "</span></cmp-banner>"),
        ] {
            let dialog = format!("{open}{text}{close}");
            for count in [2, 8] {
                let story = format!("<h1>{TITLE}</h1>{}", paragraphs(&ARTICLE[..count]));
                for body in [
                    format!("{dialog}<article>{story}</article>"),
                    format!("<div class=\"story\">{story}</div>{dialog}"),
                ] {
                    let (read, told) = read(&page(&body));
                    assert_eq!(read, ARTICLE[..count].join("\n\n"), "{body}");
                    assert!(told.is_empty(), "{told:?}");
                }
            }
        }
    }
}

#[test]
fn article_about_consent_is_no_dialog() {
    let texts = [
        "The court fined the search company for cookies that it set without consent, and said that \
         partners in its advertising network had shared personal data for years.",
        "“We and our partners store cookies on your device,” its dialog says, and asks you for your \
         consent to tracking in a way that the privacy office calls a trick.",
        "The company will appeal. It says that your preferences are respected and that you can opt \
         out of tracking by third parties whenever you like.",
    ];
    for body in [article(&paragraphs(&texts)), format!("<div>{}</div>", paragraphs(&texts))] {
        assert_eq!(read(&page(&body)).0, texts.join("\n\n"), "{body}");
    }
}

#[test]
fn first_and_last_paragraph_may_have_containers_of_their_own() {
    let all = ARTICLE.len();
    let (first, rest) = (paragraphs(&ARTICLE[..1]), paragraphs(&ARTICLE[1..]));
    let title = format!("<h1>{TITLE}</h1>");
    for body in [
        format!(
            "<article>{title}<div class=\"opening\">{first}</div><div class=\"text\">{rest}</div></article>"
        ),
        format!(
            "<article><header>{title}{first}</header><div class=\"text\">{rest}</div></article>"
        ),
        format!(
            "<main>{title}<section class=\"start\">{first}</section><section class=\"text\">{rest}</section></main>"
        ),
        format!(
            "<div id=\"c\">{title}<div class=\"start\">{first}</div><div class=\"ad\">Advertisement</div><div class=\"text\">{rest}</div></div>"
        ),
    ] {
        assert_whole(&body);
    }
    for last in [all - 1, all - 2] {
        let (start, end) = (paragraphs(&ARTICLE[..last]), paragraphs(&ARTICLE[last..]));
        assert_whole(&article(&format!(
            "<div class=\"text\">{start}</div><div class=\"ad\">Advertisement</div><div class=\"rest\">{end}</div>"
        )));
    }
}

#[test]
fn summary_above_the_byline_and_boxes_below_are_no_first_and_last_paragraph() {
    let text = format!("<div class=\"text\">{}</div>", paragraphs(&ARTICLE));
    let summary = "<p class=\"deck\">Warm water from the power station is thought to have killed the \
                   fish of the lower town.</p>";
    for body in [
        article(&format!("{summary}<div>By Jo Marr</div><div>3 May</div>{text}")),
        article(&format!(
            "{text}<div><p>Would you like to write for us? You can send your stories to the desk, \
                          and we will read each of them with care within the week.</p></div>"
        )),
        article(&format!(
            "{text}<div><h3>Jo Marr</h3><p>Jo Marr has written for the paper since she left \
                          school in the lower town, and lives by the upper lake with two dogs.</p></div>"
        )),
    ] {
        assert_whole(&body);
    }
}

#[test]
fn sentences_of_an_article_are_not_dropped_for_a_word() {
    for sentence in [
        "Owners of boats can sign up for a place at the new quay until June, the board said.",
        "By noon her inbox had four hundred letters in it, Vau said.",
        "Some 900 households have agreed to subscribe to the warning service, Roth said.",
        "The board wrote in its newsletter that the pond was safe, and named <a href=\"/x\">the tests of \
         the spring</a> as proof.",
        "More than a third – <a href=\"/x\">some 36 per cent of all the households that were asked</a> – \
         wanted the pond filled in.",
        "Video: “<a href=\"/x\">We could hear the fish beat the water all night long</a>,” Ines Vau said.",
        "Story upon story of the advertisement continues below the clock, Bela Roth said.",
        "“Related?”",
        "<a href=\"/x\">Ines Vau said the same</a>.",
    ] {
        let plain: String = sentence.replace("<a href=\"/x\">", "").replace("</a>", "");
        let paragraph = format!("<div><p>{sentence}</p></div>");
        for at in [4, 8] {
            if at == 8 && plain.starts_with("“Related") {
                continue;
            }
            let (start, end) = ARTICLE.split_at(at);
            let body = article(&(paragraphs(start) + &paragraph + &paragraphs(end)));
            let (text, _) = read(&page(&body));
            assert!(text.contains(&plain), "{plain} at {at} in {text}");
        }
    }
}

#[test]
fn lines_that_ask_or_point_are_no_sentences_of_the_article() {
    for line in [
        "<p><a href=\"/n\">Sign up</a> for the morning letter of the paper.</p>",
        "<p>Get the best stories in your inbox. <a href=\"/n\">Subscribe here</a>.</p>",
        "<p>Please <a href=\"/n\">subscribe</a> to keep the paper alive.</p>",
        "<p>WATCH – <a href=\"/v\">Fish are carried from the pond by the hundred</a></p>",
        "<p>Related: <a href=\"/v\">Why ponds turn in a hot spring</a> (video)</p>",
    ] {
        let (start, end) = ARTICLE.split_at(4);
        assert_whole(&article(&(paragraphs(start) + line + &paragraphs(end))));
        assert_whole(&article(&(paragraphs(&ARTICLE) + line)));
    }
}

#[test]
fn last_items_of_a_list_that_say_something_are_read() {
    let item = |text: &str, end: &str| format!("<li>{text} <a href=\"/p\">{end}</a>.</li>");
    let list = [
        item("“I will sell the boat,” said", "Jon Aker, who fished there"),
        item("The lorries said to be full were empty, says", "the driver Mo Tarn"),
    ];
    let (text, _) =
        read(&page(&article(&format!("{}<ul>{}</ul>", paragraphs(&ARTICLE), list.concat()))));
    assert!(text.ends_with("says the driver Mo Tarn."), "{text}");
    assert!(text.contains("said Jon Aker, who fished there."), "{text}");
    let links = "<ul><li><a href=\"/1\">Carp return to the upper lake after ten years.</a></li>\
                 <li>See <a href=\"/2\">the plans for the new weir</a>.</li></ul>";
    assert_whole(&article(&(paragraphs(&ARTICLE) + links)));
}

#[test]
fn half_of_the_article_is_not_lost_to_a_name_or_heading() {
    let (start, end) = (paragraphs(&ARTICLE[..4]), paragraphs(&ARTICLE[4..]));
    for (open, close) in [
        ("<div class=\"story-jobs\">", "</div>"),
        ("<section id=\"related-finds\">", "</section>"),
        ("<div class=\"newsletter-text\">", "</div>"),
        ("<div class=\"topics\">", "</div>"),
        ("<aside>", "</aside>"),
    ] {
        assert_whole(&article(&format!("{start}{open}{end}{close}")));
    }
    for heading in ["More on the weir", "Comments from the board", "Trending downwards"] {
        let body = article(&format!("{start}<section><h2>{heading}</h2>{end}</section>"));
        let (text, _) = read(&page(&body));
        assert!(text.ends_with(ARTICLE[7]) && text.contains(heading), "{text}");
    }
}

#[test]
fn comments_and_cards_are_left_out_however_long_they_are() {
    let (cards, comment) = (
        "<div><a href=\"/c\">Otters seen at the upper weir again</a><p>Two were filmed on Sunday.</p></div>",
        "<p>My father swam there every day of his life and never once saw a dead fish in it.</p>",
    );
    for (open, inner) in [
        ("<div class=\"related\">", cards),
        ("<section><h3>More from the Post</h3>", cards),
        ("<section><h3>Comments (14)</h3>", comment),
        ("<div class=\"comments\">", comment),
    ] {
        let close = if open.starts_with("<div") { "</div>" } else { "</section>" };
        let box_ = format!("{open}{}{close}", inner.repeat(14));
        let (text, _) = read(&page(&article(&(paragraphs(&ARTICLE) + &box_))));
        assert_eq!(text, ARTICLE.join("\n\n"), "{open}");
    }
}

#[test]
fn article_that_the_page_hides_for_the_most_part_is_warned_of() {
    let (start, end) = (paragraphs(&ARTICLE[..2]), paragraphs(&ARTICLE[2..]));
    for hidden in ["hidden", "style=\"display: none\""] {
        let (text, told) = read(&page(&article(&format!("{start}<div {hidden}>{end}</div>"))));
        assert_eq!(text, ARTICLE[..2].join("\n\n"));
        assert!(told.len() == 1 && told[0].contains("look whether it is whole"), "{told:?}");
        assert_whole(&article(&format!("{}<div {hidden}>{start}</div>", paragraphs(&ARTICLE))));
        assert_whole(&format!("{}<div {hidden}>{end}</div>", article(&paragraphs(&ARTICLE))));
    }
}

/// What is read behind the article.
fn behind(html: &str) -> String {
    let (text, _) = read(&page(&article(&(paragraphs(&ARTICLE) + html))));
    let rest = text.strip_prefix(&ARTICLE.join("\n\n"));
    rest.expect("the article in front").trim().to_owned()
}

#[test]
fn name_below_a_block_quotation_is_no_part_of_it() {
    for name in [
        "<cite>Ines Vau</cite>",
        "<footer>Ines Vau</footer>",
        "<footer><cite>Ines Vau</cite></footer>",
        "<p><cite>Ines Vau</cite></p>",
        "<p class=\"attribution\">Ines Vau</p>",
    ] {
        assert_eq!(
            behind(&format!("<blockquote><p>It smells.</p><p>It stings.</p>{name}</blockquote>")),
            "“It smells.\n\n“It stings.”\n\nInes Vau",
            "{name}"
        );
    }
    assert_eq!(
        behind("<blockquote>It smells.<br>— Ines Vau</blockquote>"),
        "“It smells.”\n— Ines Vau"
    );
    assert_eq!(
        behind(
            "<blockquote><p>I read <cite>The Pike</cite> to them.</p><p>As a novel, <cite>The Pike</cite></p></blockquote>"
        ),
        "“I read The Pike to them.\n\n“As a novel, The Pike”"
    );
}

#[test]
fn pull_quote_does_not_double_the_words() {
    let (start, end) = ARTICLE.split_at(4);
    for pulled in [
        "<div class=\"pullquote\">Nobody came</div>",
        "<p class=\"pull-quote\">“Somebody must answer for it”</p>",
    ] {
        assert_whole(&article(&(paragraphs(start) + pulled + &paragraphs(end))));
    }
    assert_eq!(
        behind("<p class=\"pull-left\">Nobody came, the driver said.</p>"),
        "Nobody came, the driver said."
    );
}

#[test]
fn what_is_struck_out_or_said_to_ears_alone_is_no_text() {
    for (html, text) in [
        ("<p>The weir is <del>safe</del> unsafe, Roth said.</p>", "The weir is unsafe, Roth said."),
        ("<p>The weir is <s>safe</s> unsafe, Roth said.</p>", "The weir is unsafe, Roth said."),
        ("<p>The <ruby>池<rt>ike</rt></ruby> is dry, Roth said.</p>", "The 池 is dry, Roth said."),
        ("<p>Roth <span class=\"sr-only\">opens a new window</span>said no.</p>", "Roth said no."),
        (
            "<p>It will meet.<sup>1,2</sup> It said<sup>3–5</sup> so.</p>",
            "It will meet. It said so.",
        ),
        (
            "<p>It said that COVID-19<sup>3</sup> cost the US<sup>2</sup> more.</p>",
            "It said that COVID-19 cost the US more.",
        ),
        ("<p>The board said<sup>a</sup> it would meet.</p>", "The board said it would meet."),
        (
            "<p>M<sup>r</sup> Roth said 12 km<sup>2</sup> and 10<sup>-6</sup> are numbers.</p>",
            "Mr Roth said 12 km2 and 10-6 are numbers.",
        ),
    ] {
        assert_eq!(behind(html), text);
    }
}

#[test]
fn live_blog_of_list_items_with_headings_that_lead_to_themselves_is_read() {
    let item = |at: usize, href: &str| {
        format!(
            "<li><time>1{at}:00</time><h4><a href=\"{href}\">Entry {at} of the day</a></h4>\
                 <p>“It is {at} feet deep,” said Mo Tarn.</p></li>"
        )
    };
    let list = |href: &str| (0..8).map(|at| item(at, href)).collect::<String>();
    let text = behind(&format!("<ul>{}</ul>", list("#entry")));
    assert_eq!(text.matches("said Mo Tarn.").count(), 8, "{text}");
    assert_eq!(behind(&format!("<ul>{}</ul>", list("/other"))), "");
}

#[test]
fn page_that_is_no_article_is_named() {
    let card = |at: usize| {
        format!(
            "<article><h3><a href=\"/{at}\">Weir {at} to be mended</a></h3><p>The board said that weir \
             {at} of the river would be mended before the year is out.</p></article>"
        )
    };
    let cards: String = (0..9).map(card).collect();
    for (body, reason) in [
        ("<main><h1>Page not found</h1><p>The page that you asked for has moved, the server said.</p></main>".to_owned(), "no such page"),
        ("<h2>Just a moment...</h2><p>We are checking that you are a person before you go on.</p>".to_owned(), "a program"),
        (format!("<main>{cards}</main>"), "a list of other articles"),
    ] {
        let (text, told) = read(&page(&body));
        assert_eq!(text, "", "{body}");
        assert!(told.len() == 1 && told[0].contains(reason), "{told:?}");
    }
    // An article may be about such a page, and have others below it.
    assert_whole(&format!("{}<section>{cards}</section>", article(&paragraphs(&ARTICLE))));
    let missing =
        format!("<article><h1>404 carp counted in the pond</h1>{}</article>", paragraphs(&ARTICLE));
    assert_eq!(read(&page(&missing)).0.matches("Bela Roth").count(), 1);
}

#[test]
fn short_article_is_not_lost_to_a_long_box() {
    let brief = "<article><h1>Pond dry</h1><p>The pond is dry, the board said.</p></article>";
    for tag in ["aside", "nav"] {
        let body = format!("{brief}<{tag}>{}</{tag}>", paragraphs(&ARTICLE));
        assert_eq!(read(&page(&body)).0, "The pond is dry, the board said.", "{tag}");
    }
}
