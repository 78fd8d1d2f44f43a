//! What went wrong in a run, told so that it can be read: the first of each class as they come, and in
//! the end a line for each class with its count.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sayso::Failure;

/// How many of a class are told as they come: enough to see what they have in common.
const MOST: u64 = 20;

/// The failures and warnings of a run, by their classes.
#[derive(Debug, Default)]
pub(crate) struct Troubles {
    classes: BTreeMap<Class, u64>,
    /// Whether there was a warning that is none of a reader's, and told by itself.
    is_warned: bool,
    list: List,
}

/// Where all failures are listed.
#[derive(Debug, Default)]
enum List {
    /// The command has no such table.
    #[default]
    None,
    /// Nobody asked for it.
    Unasked,
    File(PathBuf),
}

/// Failures before warnings, and each by what is the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Class {
    is_warning: bool,
    what: &'static str,
}

impl Troubles {
    /// Those of a run that writes a table of them where it is asked to.
    pub(crate) fn listed_in(list: Option<&Path>) -> Self {
        let list = list.map_or(List::Unasked, |path| List::File(path.to_owned()));
        Self { list, ..Self::default() }
    }

    /// Counts a failure or a warning, and gives the line to tell it by where it is one of the first.
    pub(crate) fn add(&mut self, failure: &Failure) -> Option<String> {
        let class = Class { is_warning: failure.is_warning, what: failure.class };
        let count = self.classes.entry(class).or_default();
        *count += 1;
        let what = if failure.is_warning { "warning" } else { "failed" };
        (*count <= MOST).then(|| format!("{what}: {}", failure.reason))
    }

    /// Notes that there was a warning of which the run tells by itself.
    pub(crate) fn warned(&mut self) {
        self.is_warned = true;
    }

    /// Whether there was a warning.
    pub(crate) fn has_warnings(&self) -> bool {
        self.is_warned || self.classes.keys().any(|class| class.is_warning)
    }

    /// A line for each class: what is the matter, how often, and where to look.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.classes.iter().map(|(class, count)| self.line(*class, *count)).collect()
    }

    fn line(&self, class: Class, count: u64) -> String {
        let Class { is_warning, what } = class;
        let kind = if is_warning { "warnings" } else { "failed" };
        let all = match &self.list {
            List::File(list) => format!("; all are in {}", list.display()),
            _ if count <= MOST => "; see above".to_owned(),
            List::Unasked => format!("; the first {MOST} are above, --errors FILE lists all"),
            List::None => format!("; the first {MOST} are above"),
        };
        format!("{kind}: {count} × {what}{all}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(class: &'static str, is_warning: bool) -> Failure {
        let mut failure = Failure::new("a.csv: record 3: torn");
        (failure.class, failure.is_warning) = (class, is_warning);
        failure
    }

    #[test]
    fn first_of_a_class_are_told_and_all_are_counted() {
        let mut troubles = Troubles::listed_in(None);
        let told = (0..300).filter_map(|_| troubles.add(&failure("no text", false))).count();
        assert_eq!(told, 20);
        let line = troubles.add(&failure("new fields", true));
        assert_eq!(line.as_deref(), Some("warning: a.csv: record 3: torn"));
        assert_eq!(
            troubles.lines(),
            [
                "failed: 300 × no text; the first 20 are above, --errors FILE lists all",
                "warnings: 1 × new fields; see above",
            ]
        );
        assert!(troubles.has_warnings());
    }

    #[test]
    fn list_is_named_where_there_is_one() {
        let mut troubles = Troubles::listed_in(Some(Path::new("errors.csv")));
        troubles.add(&failure("no text", false));
        assert_eq!(troubles.lines(), ["failed: 1 × no text; all are in errors.csv"]);
        assert!(!troubles.has_warnings());
        troubles.warned();
        assert!(troubles.has_warnings());
    }
}
