//! Pages of HTML nested no deeper than a parser takes in good time.
//!
//! What a parser does for a tag, it does along all elements that are open, so that a page of a
//! megabyte of opening tags would take hours. Browsers cut the nesting at 512; so do we.

/// The most elements that are open at once. Pages of news have some dozen.
const DEEPEST: usize = 256;

/// Elements that have no end, or that end where the next one of their kind begins: they do not
/// nest by themselves.
const FLAT: [&str; 24] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "source", "tbody", "td", "th", "thead", "tr", "track", "wbr",
];

/// The page without the tags that lie too deep, in one pass. `None` where there are none.
pub(crate) fn flattened(html: &str) -> Option<String> {
    let mut depth = Depth::default();
    let mut flat = String::new();
    let mut copied = 0;
    for (start, end) in tags(html) {
        let Some(tag) = html.get(start..end) else { continue };
        if depth.passes(tag) {
            continue;
        }
        flat.push_str(html.get(copied..start).unwrap_or_default());
        copied = end;
    }
    flat.push_str(html.get(copied..).unwrap_or_default());
    (copied > 0).then_some(flat)
}

/// How many elements are open.
#[derive(Default)]
struct Depth {
    open: usize,
    /// For each name how many are open, and how many tags of it were left out.
    names: std::collections::HashMap<String, (usize, usize)>,
}

impl Depth {
    /// Whether the tag may stay.
    fn passes(&mut self, tag: &str) -> bool {
        let is_end = tag.starts_with("</");
        let name =
            tag.trim_start_matches(['<', '/']).split(|letter: char| !letter.is_alphanumeric());
        let name = name.into_iter().next().unwrap_or_default().to_ascii_lowercase();
        if FLAT.contains(&&*name) {
            return true;
        }
        let (open, left_out) = self.names.entry(name).or_default();
        match (is_end, *left_out, *open) {
            (true, 0, 0) => {}
            (true, 0, _) => {
                *open -= 1;
                self.open -= 1;
            }
            (true, ..) => {
                *left_out -= 1;
                return false;
            }
            (false, ..) if self.open == DEEPEST => {
                *left_out += 1;
                return false;
            }
            (false, ..) => {
                *open += 1;
                self.open += 1;
            }
        }
        true
    }
}

/// The places of the tags, without those in comments, scripts and styles. A `>` in a value ends a
/// tag too early, which moves the rest of the value into the text and harms nothing else.
fn tags(html: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + html.get(at..)?.find('<')?;
            let tag = html.get(start..)?;
            let name = tag.strip_prefix("</").or_else(|| tag.strip_prefix('<'))?;
            let is_tag = name.starts_with(|letter: char| letter.is_ascii_alphabetic());
            let end = match () {
                () if tag.starts_with("<!--") => tag.find("-->").map(|end| end + 3)?,
                () if is_tag => tag.find('>').map(|end| end + 1)?,
                () => 1,
            };
            at = start + end;
            if is_tag {
                at += length_of_raw_text(tag, html.get(at..)?);
                return Some((start, start + end));
            }
        }
    })
}

/// The length of what stands between the tag and its end if no tags are read there.
fn length_of_raw_text(tag: &str, after: &str) -> usize {
    let opens =
        |name: &str| tag.get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let Some(name) = ["script", "style"].into_iter().find(|name| opens(name)) else { return 0 };
    let is_end = |at: &usize| {
        let end = after.get(at + 2..at + 2 + name.len());
        end.is_some_and(|end| end.eq_ignore_ascii_case(name))
    };
    after.match_indices("</").map(|(at, _)| at).find(is_end).unwrap_or(after.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn page_that_is_not_deep_stays_as_it_is() {
        let page = "<ul>".to_owned() + &"<li>Rain<br><p>x".repeat(2000) + "</ul>";
        assert_eq!(flattened(&page), None);
        let pairs = "<div><b>Rain</b></div></x>".repeat(2000);
        assert_eq!(flattened(&pairs), None);
    }

    #[test]
    fn deep_tags_are_left_out_and_all_text_is_kept() {
        let page = "<div>a".repeat(1000) + &"b</div>".repeat(1000);
        let flat = flattened(&page).expect("too deep");
        assert_eq!(flat.matches("<div>").count(), DEEPEST);
        assert_eq!(flat.matches("</div>").count(), DEEPEST);
        assert_eq!(flat.matches('a').count(), 1000);
    }

    #[test]
    fn tags_in_scripts_and_comments_are_none() {
        let script = format!("<script>{}</script><b>", "'<div>'".repeat(1000));
        let comment = format!("<!-- {} -->", "<div>".repeat(1000));
        assert_eq!(flattened(&(script + &comment)), None);
    }

    proptest! {
        #[test]
        fn any_page_is_read(page in "(<|>|/|div|script|!--|--|é| |b){0,40}") {
            let _ = flattened(&page);
        }
    }
}
