//! What the reader types.

/// A line of the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Accept,
    Reject,
    Unsure,
    /// Mends all, question by question.
    Mend,
    /// Mends one thing, with what was typed behind it.
    Speaker(String),
    Type(String),
    Content(String),
    Add,
    /// The article was read whole.
    Done,
    /// Shows the whole article.
    Whole,
    Undo,
    Help,
    Quit,
    Nothing,
    Unknown,
}

impl Command {
    /// Reads a line.
    pub(super) fn of(line: &str) -> Self {
        let line = line.trim();
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim().to_owned();
        let command = match &*word.to_lowercase() {
            "" => Self::Nothing,
            "s" | "speaker" => return Self::Speaker(rest),
            "t" | "type" => return Self::Type(rest),
            "c" | "content" => return Self::Content(rest),
            "a" | "accept" => Self::Accept,
            "r" | "reject" => Self::Reject,
            "?" | "unsure" => Self::Unsure,
            "m" | "mend" => Self::Mend,
            "+" | "add" => Self::Add,
            "d" | "done" => Self::Done,
            "w" | "whole" => Self::Whole,
            "u" | "undo" => Self::Undo,
            "h" | "help" => Self::Help,
            "q" | "quit" => Self::Quit,
            _ => Self::Unknown,
        };
        // A sentence that was meant for another question is no command that its first letter names.
        if rest.is_empty() { command } else { Self::Unknown }
    }
}

/// What can be typed.
pub(super) const HELP: &str = "\
a  accept: content, source, cue, speaker and type are all right
m  mend: it is a statement, and something is otherwise; you are asked for each thing, Enter keeps it
   s NAME   the speaker alone: a number of the list, a name, or - for nobody
   t TYPE   the type alone: communication, attitude, factive or control
   c WORDS  the content alone
r  reject: the article makes no such statement
?  unsure: you cannot say
+  add a statement that is missing
w  show the whole article
d  done: the whole article is read, and what is missing is added (asked for with --articles)
u  undo the last thing you said; again for the one before
q  quit; the same command goes on from here

Words are typed as the article has them. Longer ones can be cut short: first words ... last words. Pieces that
do not stand together are parted by [...]. start +2 moves the beginning two words on, end -1 takes the last
word off.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_words_mean_the_same() {
        for (letter, word) in [("a", "Accept"), (" ? ", "unsure"), ("+", "add"), ("q", "quit")] {
            assert_eq!(Command::of(letter), Command::of(word));
        }
        assert_eq!(Command::of("s  Ada Obi "), Command::Speaker("Ada Obi".to_owned()));
        assert_eq!(Command::of(""), Command::Nothing);
    }

    #[test]
    fn sentence_is_no_command() {
        for line in ["a bridge is safe", "x", "rr", "accept it"] {
            assert_eq!(Command::of(line), Command::Unknown, "{line}");
        }
    }
}
