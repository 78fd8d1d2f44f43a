//! What the tag and the attributes of an element say about its part in the page.

use std::hash::{DefaultHasher, Hash, Hasher};

use dom_query::NodeRef;

use super::words::meaning;

/// Classes of words for those alone who have the page read to them.
const FOR_EARS: &[&str] =
    &["screen-reader-only", "screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden"];

/// The part of an element in its page.
#[derive(Clone, Debug, Default)]
pub(super) struct Role {
    /// It is not shown.
    pub(super) is_hidden: bool,
    /// It says that it is the text of an article.
    pub(super) is_body: bool,
    /// It says that it is no part of an article.
    pub(super) is_aside: bool,
    /// Its tag or its role says so, not a class alone.
    pub(super) is_marked: bool,
    /// It says that it is what no article is, whatever its length.
    pub(super) is_never: bool,
    /// It says that it is what readers or others put into the page.
    pub(super) is_foreign: bool,
    /// It says that it names who is quoted.
    pub(super) is_source: bool,
    /// It is for those alone who have the page read to them.
    pub(super) is_for_ears: bool,
    /// It repeats words of the article in large letters.
    pub(super) is_pull_quote: bool,
    /// It lies over the page until somebody closes it.
    pub(super) is_dialog: bool,
    /// It says that it is a picture with its caption.
    pub(super) is_picture: bool,
    /// It says that it holds something from elsewhere.
    pub(super) is_embed: bool,
    /// Equal for elements of the same classes.
    pub(super) shape: u64,
}

impl Role {
    /// Whether an inline element of the role must be known by itself.
    pub(super) const fn tells(&self) -> bool {
        self.is_body || self.is_aside || self.is_dialog
    }
}

/// Elements whose text is no part of what a page says.
pub(super) fn is_skipped(name: &str) -> bool {
    const SKIPPED: &[&str] = &[
        "audio", "button", "canvas", "datalist", "del", "embed", "head", "iframe", "input", "map",
        "math", "meter", "noframes", "object", "progress", "rp", "rt", "s", "script", "select",
        "strike", "style", "svg", "template", "textarea", "title", "video",
    ];
    SKIPPED.binary_search(&name).is_ok()
}

/// The part that the element says it has.
pub(super) fn role(node: &NodeRef<'_>, name: &str) -> Role {
    let mut role = Role { is_aside: matches!(name, "nav" | "aside" | "footer"), ..Role::default() };
    role.is_never = name == "footer";
    role.is_marked = role.is_aside;
    role.is_dialog = name == "dialog";
    let element = node.element_ref();
    for attribute in element.iter().flat_map(|element| element.attrs.iter()) {
        role.add(&attribute.name.local, &attribute.value);
    }
    role
}

impl Role {
    fn add(&mut self, name: &str, value: &str) {
        match name {
            "hidden" => self.is_hidden |= !value.eq_ignore_ascii_case("until-found"),
            "style" => self.is_hidden |= is_hidden_by(value),
            "itemprop" => self.is_body |= value.split(' ').any(|word| word == "articleBody"),
            "aria-modal" => self.is_dialog |= value == "true",
            "role" => self.add_aria(value),
            "class" => {
                let mut shape = DefaultHasher::new();
                value.hash(&mut shape);
                self.shape = shape.finish();
                self.is_for_ears = value.split(' ').any(|found| FOR_EARS.contains(&found));
                self.is_pull_quote = value.contains("ull") && is_pull_quote(value);
                self.add_words(value);
            }
            "id" => self.add_words(value),
            _ => {}
        }
    }

    fn add_aria(&mut self, value: &str) {
        match value {
            "dialog" | "alertdialog" => self.is_dialog = true,
            "navigation" | "banner" | "contentinfo" | "complementary" | "menu" | "menubar"
            | "search" | "form" | "toolbar" => {
                self.is_aside = true;
                self.is_marked = true;
            }
            _ => {}
        }
    }

    /// Adds what the words of a class or id tell: "ArticleBody main_text" has four.
    fn add_words(&mut self, value: &str) {
        let mut word = String::new();
        let mut was_small = false;
        for letter in value.chars().chain([' ']) {
            let begins = letter.is_ascii_uppercase() && was_small;
            if begins || !letter.is_alphanumeric() {
                self.add_word(&word);
                word.clear();
            }
            if letter.is_alphanumeric() {
                word.extend(letter.to_lowercase());
            }
            was_small = letter.is_lowercase() || letter.is_ascii_digit();
        }
    }

    fn add_word(&mut self, word: &str) {
        let meaning = meaning(word);
        self.is_aside |= meaning.aside;
        self.is_never |= meaning.never;
        self.is_foreign |= meaning.foreign;
        self.is_source |= meaning.source;
        self.is_picture |= meaning.picture;
        self.is_embed |= meaning.embed;
    }
}

/// Whether the class says "pullquote", its words parted or not.
fn is_pull_quote(class: &str) -> bool {
    let joined: String = class.chars().filter(|sign| !"-_".contains(*sign)).collect();
    joined.to_ascii_lowercase().contains("pullquote")
}

fn is_hidden_by(style: &str) -> bool {
    let plain = |letter: &char| !letter.is_whitespace();
    let style: String = style.chars().filter(plain).flat_map(char::to_lowercase).collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::elements::is_block;

    fn words(class: &str) -> Role {
        let mut role = Role::default();
        role.add("class", class);
        role
    }

    #[test]
    fn words_are_parted_at_signs_and_capitals() {
        assert!(words("post-comments").is_never && words("postComments").is_never);
        assert!(words("site_footer").is_aside && words("relatedArticles").is_aside);
        assert!(!words("article-body paywall commentary adaptive").is_aside);
    }

    #[test]
    fn hidden_is_what_the_page_does_not_show() {
        let hidden = |name: &str, value: &str| {
            let mut role = Role::default();
            role.add(name, value);
            role.is_hidden
        };
        assert!(hidden("style", "color: red; Display : none") && hidden("hidden", ""));
        assert!(!hidden("aria-hidden", "true") && !hidden("style", "display:block"));
    }

    #[test]
    fn lists_of_names_are_sorted() {
        for name in ["audio", "video", "title", "svg", "button"] {
            assert!(is_skipped(name), "{name}");
        }
        for name in ["address", "ul", "noscript", "h6", "td"] {
            assert!(is_block(name), "{name}");
        }
        assert!(!is_block("span") && !is_skipped("p"));
    }
}
