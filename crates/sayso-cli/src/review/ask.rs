//! The conversation: lines out, lines in.

use std::io::{self, BufRead, Write};

/// Asks questions and reads answers, from a terminal or a script.
pub(super) struct Ask<R, W> {
    input: R,
    output: W,
    /// Whether words may be coloured.
    pub(super) colours: bool,
}

impl<R: BufRead, W: Write> Ask<R, W> {
    pub(super) fn new(input: R, output: W, colours: bool) -> Self {
        Self { input, output, colours }
    }

    /// Says something.
    pub(super) fn tell(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.output, "{text}")
    }

    /// Asks for a line; nothing where there are no more.
    pub(super) fn ask(&mut self, question: &str) -> io::Result<Option<String>> {
        write!(self.output, "{question}")?;
        self.output.flush()?;
        let mut line = Vec::new();
        if self.input.read_until(b'\n', &mut line)? == 0 {
            writeln!(self.output)?;
            return Ok(None);
        }
        // What a terminal sends that is not UTF-8 is no reason to lose the rest.
        Ok(Some(String::from_utf8_lossy(&line).trim().to_owned()))
    }
}
