//! The files of the page that shows who said what in a browser.
//!
//! Stands beside the chain: the server gives the files to a browser, `make web` puts them into a folder
//! with the pipeline as WebAssembly, and the report of `sayso-export` has its style and script from here,
//! so that a text is read the same way in all three.
//!
//! ```
//! let index = sayso_page::FILES.iter().find(|file| file.name == "index.html").unwrap();
//! assert!(index.text.starts_with("<!doctype html>"));
//! assert_eq!(index.media_type, "text/html; charset=utf-8");
//! ```
//!
//! Always: the files name no other place than their own folder, and no script stands within a page but
//! in the report, which is one file.
//!
//! Does not: find a statement, or hold any logic beside what the browser runs.

mod escaped;

pub use escaped::Escaped;

/// A file of the page.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Its name, relative to the page.
    pub name: &'static str,
    /// What it is, for the header `Content-Type`.
    pub media_type: &'static str,
    /// What it holds.
    pub text: &'static str,
}

macro_rules! files {
    ($($name:literal: $media_type:expr),+ $(,)?) => {
        &[$(File { name: $name, media_type: $media_type, text: include_str!(concat!("../page/", $name)) }),+]
    };
}

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Where the page begins.
pub const INDEX: File =
    File { name: "index.html", media_type: HTML, text: include_str!("../page/index.html") };

/// The files of the page where a server stands behind it; it begins with `index.html`.
pub const FILES: &[File] = files! {
    "index.html": HTML,
    "report.html": HTML,
    "page.css": STYLE,
    "marks.css": STYLE,
    "page.js": SCRIPT,
    "back.js": SCRIPT,
    "chart.js": SCRIPT,
    "detail.js": SCRIPT,
    "dom.js": SCRIPT,
    "files.js": SCRIPT,
    "marks.js": SCRIPT,
    "mending.js": SCRIPT,
    "passage.js": SCRIPT,
    "points.js": SCRIPT,
    "reading.js": SCRIPT,
    "results.js": SCRIPT,
    "review.js": SCRIPT,
    "reviewed.js": SCRIPT,
    "sample.js": SCRIPT,
    "saving.js": SCRIPT,
    "shelf.js": SCRIPT,
    "table.js": SCRIPT,
    "why.js": SCRIPT,
    "icon.svg": "image/svg+xml",
};

/// The files that the page has besides, or instead, where the pipeline runs in the browser.
pub const WASM_FILES: &[File] = &[
    File { name: "back.js", media_type: SCRIPT, text: include_str!("../page/back-wasm.js") },
    File { name: "worker.js", media_type: SCRIPT, text: include_str!("../page/worker.js") },
    File { name: "offline.js", media_type: SCRIPT, text: include_str!("../page/offline.js") },
];

const REPORT: &str = include_str!("../page/report.html");
const MARKS_STYLE: &str = include_str!("../page/marks.css");
const MARKS_SCRIPT: &str = include_str!("../page/marks.js");

/// The report around its articles: one page with style and script in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What stands before the articles.
    pub start: String,
    /// What stands behind them.
    pub end: String,
}

impl Report {
    /// The report of the page's own style and script.
    #[must_use]
    pub fn new() -> Self {
        let whole =
            REPORT.replace("/* marks.css */", MARKS_STYLE).replace("/* marks.js */", MARKS_SCRIPT);
        let (start, end) = whole.split_once("<!-- articles -->\n").unwrap_or((&whole, ""));
        Self { start: start.to_owned(), end: end.to_owned() }
    }
}

impl Default for Report {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> impl Iterator<Item = &'static File> {
        FILES.iter().chain(WASM_FILES)
    }

    #[test]
    fn report_is_one_page_with_style_and_script() {
        let Report { start, end } = Report::new();
        assert!(start.contains("mark.off") && start.ends_with("</nav>\n"), "{start}");
        assert!(end.contains("function") && end.ends_with("</html>\n"));
        assert!(!start.contains("/* marks") && !end.contains("/* marks"));
    }

    #[test]
    fn scripts_import_files_that_there_are() {
        for file in all().filter(|file| file.name.ends_with(".js")) {
            for (_, rest) in file
                .text
                .match_indices("from \"./")
                .map(|(at, it)| file.text.split_at(at + it.len()))
            {
                let name = rest.split('"').next().unwrap_or_default();
                assert!(all().any(|other| other.name == name), "{}: {name}", file.name);
            }
        }
    }

    #[test]
    fn nothing_names_another_place() {
        for file in all() {
            for scheme in ["https://", "http://", "//cdn"] {
                let text = file.text.replace("http://www.w3.org/2000/svg", "");
                assert!(!text.contains(scheme), "{}: {scheme}", file.name);
            }
        }
    }
}
