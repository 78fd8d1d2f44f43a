//! Words by which pages name their parts, and lines that belong to no article.
//!
//! Words of classes and ids were taken where, over the pages of many sites, next to nothing that
//! stands below an element of that word belongs to its article. None is the name of one site.

use super::inline::is_mark;

/// Words of classes and ids of parts that are no article. Sorted.
const ASIDES: &[&str] = &[
    "ad",
    "addthis",
    "ads",
    "adsbygoogle",
    "advert",
    "advertisement",
    "archives",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "bylines",
    "caption",
    "captions",
    "carousel",
    "ccpa",
    "colophon",
    "comment",
    "commentform",
    "commentlist",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "credit",
    "credits",
    "dateline",
    "dfp",
    "disclaimer",
    "disqus",
    "editsection",
    "flyout",
    "footer",
    "gdpr",
    "hatnote",
    "hidden",
    "jobs",
    "lightbox",
    "login",
    "mainmenu",
    "mainnav",
    "masthead",
    "megamenu",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "newsletters",
    "onetrust",
    "optanon",
    "outbrain",
    "overlay",
    "pager",
    "pagination",
    "popover",
    "popular",
    "popup",
    "promo",
    "promos",
    "promoted",
    "readmore",
    "recirc",
    "recirculation",
    "recommendation",
    "recommendations",
    "recommended",
    "references",
    "reflist",
    "register",
    "related",
    "respond",
    "searchform",
    "share",
    "sharedaddy",
    "sharing",
    "sidebar",
    "signin",
    "signup",
    "sitemap",
    "skip",
    "social",
    "socials",
    "sponsor",
    "sponsored",
    "submenu",
    "subnav",
    "subscribe",
    "subscription",
    "taboola",
    "tagcloud",
    "tags",
    "taxonomy",
    "teaser",
    "teasers",
    "textwidget",
    "timestamp",
    "toc",
    "toolbar",
    "tooltip",
    "topics",
    "topnav",
    "trending",
    "widget",
    "widgets",
];

/// Those of them that are no article however long they are. Sorted.
const NEVER: &[&str] = &[
    "ccpa",
    "comment",
    "commentlist",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "disqus",
    "footer",
    "gdpr",
    "newsletter",
    "newsletters",
    "onetrust",
    "optanon",
    "outbrain",
    "related",
    "subscribe",
    "taboola",
];

/// Those of them that hold what readers say, or what others put into the page. Sorted.
const FOREIGN: &[&str] = &[
    "ccpa",
    "comment",
    "commentlist",
    "comments",
    "consent",
    "disqus",
    "footer",
    "gdpr",
    "onetrust",
    "optanon",
    "outbrain",
    "taboola",
];

/// Words of classes and ids of those who are quoted. Sorted.
const SOURCES: &[&str] = &["attribution", "author", "cite", "quotee", "source", "speaker"];

/// Words of classes and ids of pictures, whose captions are short. Sorted.
const PICTURES: &[&str] = &[
    "figure",
    "gallery",
    "image",
    "images",
    "img",
    "media",
    "photo",
    "photos",
    "picture",
    "pictures",
    "slideshow",
    "thumb",
    "thumbnail",
    "video",
];

/// Words of classes and ids around what is taken over from elsewhere, mostly a post. Sorted.
const EMBEDS: &[&str] = &["embed", "instagram", "media", "social", "tweet", "twitter", "widget"];

/// What a word of a class or id tells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Meaning {
    pub(super) aside: bool,
    pub(super) never: bool,
    pub(super) foreign: bool,
    pub(super) source: bool,
    pub(super) picture: bool,
    pub(super) embed: bool,
}

/// What the word tells, in lower case.
pub(super) fn meaning(word: &str) -> Meaning {
    let is_in = |words: &[&str]| words.binary_search(&word).is_ok();
    let aside = is_in(ASIDES);
    Meaning {
        aside,
        never: aside && is_in(NEVER),
        foreign: aside && is_in(FOREIGN),
        source: is_in(SOURCES),
        picture: is_in(PICTURES),
        embed: is_in(EMBEDS),
    }
}

/// Lines that stand for themselves between paragraphs.
const LABELS: &[&str] = &[
    "ad",
    "advert",
    "advertisement",
    "advertising",
    "article content",
    "article continues below",
    "comment",
    "comments",
    "email",
    "join the conversation",
    "loading",
    "print",
    "read more",
    "related",
    "related articles",
    "related content",
    "related coverage",
    "related stories",
    "related topics",
    "share",
    "share this",
    "share this article",
    "share this story",
    "sponsored",
    "sponsored content",
    "story continues below",
    "tweet",
    "view comments",
];

/// Beginnings of headings over what is no part of the article.
const RELATED: &[&str] = &[
    "also on",
    "also read",
    "around the web",
    "comments",
    "don't miss",
    "editor's picks",
    "editors' picks",
    "from our partners",
    "latest from",
    "latest news",
    "latest stories",
    "leave a comment",
    "leave a reply",
    "more from",
    "more great",
    "more in",
    "more like",
    "more news",
    "more on",
    "more stories",
    "most popular",
    "most read",
    "most viewed",
    "popular on",
    "promoted",
    "read also",
    "read more",
    "read next",
    "recommended",
    "related",
    "see also",
    "share this",
    "sign up",
    "sponsored",
    "subscribe",
    "top news",
    "top stories",
    "trending",
    "up next",
    "what to read next",
    "you may also like",
    "you may be interested",
    "you might also like",
    "you might like",
    "leia também",
    "mais lidas",
    "você pode gostar",
    "das könnte sie",
    "mehr zum thema",
    "à lire aussi",
    "lire aussi",
    "te puede interesar",
];

/// Beginnings of lines that point to another article, before a colon, a dash or a stroke.
const POINTERS: &[&str] = &[
    "also read",
    "click here",
    "don't miss",
    "listen",
    "more",
    "must read",
    "photos",
    "read",
    "read also",
    "read more",
    "related",
    "see also",
    "see more",
    "video",
    "watch",
    "watch now",
];

/// Words of a line that asks the reader to subscribe or follow.
const ASKS: &[&str] = &[
    "subscribe",
    "sign up",
    "already a subscriber",
    "to continue reading",
    "to read the rest",
    "newsletter",
    "newsletters",
    "inbox",
    "follow us",
    "follow me",
    "follow him",
    "follow her",
    "follow them",
    "follow @",
];

/// Words by which an article says who said something.
const SAYING: &[&str] = &[" said", " says", " told ", "according to"];

/// The text in lower case with plain apostrophes, so that lines can be compared.
pub(super) fn plain(text: &str) -> String {
    text.trim().replace('’', "'").to_lowercase()
}

/// What follows the phrase at the beginning of the text, if whole words end there.
fn after<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    text.strip_prefix(phrase).filter(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether the line is a label that pages set between paragraphs.
pub(super) fn is_label(text: &str) -> bool {
    if text.len() > 100 || text.contains(is_mark) {
        return false;
    }
    let text = plain(text);
    let bare = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    let is_notice = (text.contains("advertisement") || text.starts_with("story"))
        && (text.contains("continues below") || text.contains("has not loaded"));
    LABELS.contains(&bare) || is_notice && !is_saying(&text)
}

/// How sure a heading tells that it stands over other articles, comments or a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// It says no more: "Related stories", "Comments (12)".
    Sure,
    /// It begins so, as that of a section may: "More on the cables".
    Likely,
}

/// Whether the heading stands over other articles, comments or a box rather than a section.
pub(super) fn heading_of_aside(text: &str) -> Option<Heading> {
    const THINGS: &[&str] = &[
        "articles",
        "content",
        "coverage",
        "for",
        "from",
        "headlines",
        "in",
        "links",
        "news",
        "now",
        "posts",
        "reading",
        "stories",
        "this",
        "today",
        "topics",
        "videos",
        "you",
    ];
    let text = plain(text);
    let rest =
        RELATED.iter().filter(|_| text.len() <= 80).find_map(|phrase| after(&text, phrase))?;
    let mut words = rest.split(|letter: char| !letter.is_alphabetic());
    let is_sure = words.all(|word| word.is_empty() || THINGS.contains(&word));
    Some(if is_sure { Heading::Sure } else { Heading::Likely })
}

/// What stands in front of the sign in a line that points to another article, as in "Read more: …".
pub(super) fn pointer(text: &str) -> Option<&str> {
    let text = text.get(..60).unwrap_or(text);
    let lower = plain(text);
    let end = |rest: &str| {
        let (at, sign) = rest.char_indices().take(20).find(|(_, sign)| ":|»-–—".contains(*sign))?;
        // A dash may also stand in a sentence: "More than half – most of them – said no."
        let is_sign = ":|»".contains(sign) || rest.get(..at)?.trim().is_empty();
        is_sign.then_some(lower.len() - rest.len() + at)
    };
    let end = POINTERS.iter().filter_map(|phrase| after(&lower, phrase)).find_map(end)?;
    text.get(..end)
}

/// Whether the line asks the reader to subscribe or follow: it begins a sentence with that, or
/// speaks to "you", and nobody is said to say it.
pub(super) fn is_asking(text: &str) -> bool {
    if text.len() > 600 {
        return false;
    }
    let text = plain(text);
    let is_asked = |phrase: &&str| {
        text.match_indices(*phrase).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let rest = text.get(at + phrase.len()..).unwrap_or_default();
            let is_open = phrase.ends_with('@') || !rest.starts_with(char::is_alphanumeric);
            let is_word = is_open && !before.ends_with(char::is_alphanumeric);
            is_word && (is_addressed(&text) || begins_a_sentence(before))
        })
    };
    !is_saying(&text) && ASKS.iter().any(is_asked)
}

/// Whether the text speaks to the reader.
pub(super) fn is_addressed(text: &str) -> bool {
    const WORDS: &[&str] = &["me", "my", "our", "us", "we", "you", "your"];
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known) && word != "US"))
}

/// Whether what comes after the text begins a sentence, a verb of asking before it aside, or is one
/// of two things to do ("Log in or subscribe").
fn begins_a_sentence(before: &str) -> bool {
    const VERBS: &[&str] = &["and", "click", "get", "here", "join", "please", "the", "to"];
    let mut before = before.trim_end();
    if before.ends_with(" or") {
        return true;
    }
    let last = |text: &str| text.rsplit(' ').next().map(str::len).unwrap_or_default();
    while let Some((rest, word)) = before.split_at_checked(before.len() - last(before)) {
        if word.is_empty() || !VERBS.contains(&word) {
            break;
        }
        before = rest.trim_end();
    }
    before.is_empty() || before.ends_with(|letter| ".!?:|•–—-*".contains(letter))
}

/// Whether the text says that somebody said something.
pub(super) fn is_saying(text: &str) -> bool {
    SAYING.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for words in [ASIDES, NEVER, FOREIGN, SOURCES, PICTURES, EMBEDS] {
            assert!(words.is_sorted(), "{words:?}");
        }
        assert!(NEVER.iter().all(|word| ASIDES.contains(word)));
    }

    #[test]
    fn lines_of_articles_are_no_labels() {
        assert!(is_label("Advertisement") && is_label("— Advertisement —"));
        assert!(is_label(
            "This advertisement has not loaded yet, but your article continues below."
        ));
        assert!(!is_label("Share prices fell.") && !is_label("Comments were not sought"));
        assert_eq!(heading_of_aside("Related stories"), Some(Heading::Sure));
        assert_eq!(heading_of_aside("Comments (12)"), Some(Heading::Sure));
        assert_eq!(heading_of_aside("Comments from the council"), Some(Heading::Likely));
        assert_eq!(heading_of_aside("Relatedness"), None);
        assert_eq!(pointer("READ MORE: The bridge"), Some("READ MORE"));
        assert_eq!(pointer("Read the report, he said"), None);
        assert!(!is_label("“Related?”") && !is_label("Story continues below, the notice said."));
        assert!(is_asking("Sign up for our newsletter") && is_asking("Follow @post"));
        assert!(!is_asking("They will follow suit"));
        assert!(
            is_asking("Click here to sign up.") && is_asking("The news of the day in your inbox.")
        );
        for line in [
            "Parents can sign up for the course until May, the school said.",
            "His inbox filled within the hour.",
            "The mayor wrote in a newsletter that the pool would stay shut.",
            "“Subscribe to our alerts,” she told the crowd.",
        ] {
            assert!(!is_asking(line), "{line}");
        }
    }
}
