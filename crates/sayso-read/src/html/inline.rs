//! Text of one paragraph, gathered piece by piece.
//!
//! White space is that of a browser: any run of it is one blank, and a line break is where the page
//! says `<br>`.

/// Units after which a raised figure is a power and no mark of a note, beside single letters.
const UNITS: &[&str] = &["cm", "dm", "ft", "km", "mi", "mm", "yd"];

/// A paragraph that is being gathered.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    blank: bool,
    /// Letters and digits in it, and those of them that are in links.
    pub(super) letters: usize,
    pub(super) linked: usize,
    /// Whether its last sign is in a link.
    pub(super) is_end_linked: bool,
}

impl Paragraph {
    /// Adds the text of a node.
    pub(super) fn push(&mut self, text: &str, is_linked: bool) {
        for letter in text.chars() {
            // A soft hyphen and a space of no width show nothing unless the line ends there.
            if matches!(letter, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}') {
                continue;
            }
            if letter.is_whitespace() {
                self.blank = true;
                continue;
            }
            self.end_blank();
            self.text.push(letter);
            self.is_end_linked = is_linked;
            let counts = usize::from(letter.is_alphanumeric());
            self.letters += counts;
            self.linked += if is_linked { counts } else { 0 };
        }
    }

    fn end_blank(&mut self) {
        if self.blank && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        self.blank = false;
    }

    /// Ends the line.
    pub(super) fn push_line_break(&mut self) {
        self.blank = false;
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Whether the last line is empty, so that another break ends the paragraph.
    pub(super) fn ends_line(&self) -> bool {
        self.text.ends_with('\n')
    }

    /// Whether nothing or whole sentences stand in it, or a dash before a name.
    pub(super) fn is_between_sentences(&self) -> bool {
        let text = self.text.trim_end();
        text.is_empty() || text.ends_with(|letter| ".!?”\"—–―".contains(letter))
    }

    /// Where the next letter will stand.
    pub(super) fn place(&mut self) -> usize {
        self.end_blank();
        self.text.len()
    }

    /// Sets the marks around what was added since the place, as a browser shows `<q>`, unless they
    /// stand there already.
    pub(super) fn quote(&mut self, place: usize, marks: (char, char)) {
        let (Some(before), Some(inner)) = (self.text.get(..place), self.text.get(place..)) else {
            return;
        };
        let is_marked = inner.starts_with(is_mark) || before.ends_with(is_mark);
        if is_marked || inner.trim().is_empty() {
            return;
        }
        self.text.insert(place, marks.0);
        let end = self.text.trim_end().len();
        self.text.insert(end, marks.1);
    }

    /// Whether raised text that comes next is the mark of a note rather than part of a word.
    pub(super) fn is_note(&self, raised: &str, has_link: bool) -> bool {
        let raised = raised.trim();
        let bare = raised.trim_matches(['[', ']', '(', ')']);
        let is_short = raised.chars().count() <= 8;
        let is_figure = bare.starts_with(|letter: char| letter.is_ascii_digit())
            && bare.chars().all(|letter| letter.is_ascii_digit() || ",;–- ".contains(letter));
        let is_lettered =
            matches!(bare, "a" | "b" | "c" | "d" | "e" | "f") && self.ends_long_word();
        let is_sign = bare.chars().all(|letter| "*†‡§¶,; ".contains(letter));
        let is_letter = bare.chars().count() == 1 && bare != raised;
        let is_noted = raised.starts_with('[') && raised.ends_with(']');
        is_short
            && (has_link
                || is_sign
                || is_letter
                || is_lettered
                || is_noted
                || is_figure && self.ends_word())
    }

    /// Whether the text ends with a word of its own or a mark, and not with a unit or a number that
    /// may have a power.
    fn ends_word(&self) -> bool {
        if self.blank {
            return true;
        }
        let word = |letter: char| letter.is_alphanumeric();
        let before = self.text.trim_end_matches(word);
        let last = self.text.get(before.len()..).unwrap_or_default();
        let is_number = last.chars().all(|letter| letter.is_ascii_digit());
        let is_named = before.ends_with('-') && before.len() > 1;
        let length = last.chars().count();
        let is_year = is_number && (length == 4 || is_named);
        length == 0 || is_year || !is_number && length > 1 && !UNITS.contains(&last)
    }

    /// Whether the text ends with a word of small letters, no "M" or "St" with a raised end.
    fn ends_long_word(&self) -> bool {
        let last = self.text.rsplit(|letter: char| !letter.is_alphanumeric()).next();
        last.is_some_and(|word| {
            !self.blank && word.len() > 3 && word.chars().all(char::is_lowercase)
        })
    }

    /// Takes the text away and begins anew.
    pub(super) fn take(&mut self) -> Option<Self> {
        let mut taken = std::mem::take(self);
        taken.text = taken.text.trim().to_owned();
        (!taken.text.is_empty()).then_some(taken)
    }
}

/// Whether the letter is a double quotation mark.
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«' | '»' | '‟')
}
