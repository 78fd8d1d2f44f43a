//! JSON on any number of lines as JSON lines.
//!
//! What programs call a JSON file is an array of objects, or one object laid out over many lines,
//! or objects one after the other. All three become one object a line on their way to the reader of
//! JSON lines, byte by byte, so that a file of any size is streamed and a damaged object costs
//! itself alone.

use std::io::{self, Read};

/// Reads JSON and gives one value a line.
pub(crate) struct Values<R> {
    input: R,
    raw: Vec<u8>,
    text: Vec<u8>,
    read: usize,
    place: Place,
}

/// Where in the JSON the next byte stands.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    begun: bool,
    /// Braces and brackets that are open, without that of the array around all.
    depth: u64,
    in_array: bool,
    in_string: bool,
    escaped: bool,
}

impl<R: Read> Values<R> {
    pub(crate) fn new(input: R) -> Self {
        let place = Place::default();
        Self { input, raw: vec![0; 16 * 1024], text: Vec::new(), read: 0, place }
    }
}

impl<R: Read> Read for Values<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read == self.text.len() {
            self.text.clear();
            self.read = 0;
            let count = self.input.read(&mut self.raw)?;
            if count == 0 {
                return Ok(0);
            }
            let raw = self.raw.iter().take(count);
            raw.for_each(|byte| self.place.push(*byte, &mut self.text));
        }
        let mut unread = self.text.get(self.read..).unwrap_or_default();
        let count = unread.read(buffer)?;
        self.read += count;
        Ok(count)
    }
}

impl Place {
    fn push(&mut self, byte: u8, text: &mut Vec<u8>) {
        if self.in_string {
            self.push_in_string(byte, text);
        } else if self.depth > 0 {
            self.push_in_value(byte, text);
        } else {
            self.push_between(byte, text);
        }
    }

    /// A line break within a string, which JSON forbids and programs write, stays one.
    fn push_in_string(&mut self, byte: u8, text: &mut Vec<u8>) {
        match byte {
            b'\n' => text.extend_from_slice(b"\\n"),
            b'\r' => text.extend_from_slice(b"\\r"),
            _ => text.push(byte),
        }
        self.in_string = self.escaped || byte != b'"';
        self.escaped = !self.escaped && byte == b'\\';
    }

    fn push_in_value(&mut self, byte: u8, text: &mut Vec<u8>) {
        match byte {
            b'\n' | b'\r' => text.push(b' '),
            _ => text.push(byte),
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth -= 1,
            _ => {}
        }
    }

    fn push_between(&mut self, byte: u8, text: &mut Vec<u8>) {
        match byte {
            b'[' if !self.begun => self.in_array = true,
            b']' if self.in_array => text.push(b'\n'),
            b',' | b' ' | b'\t' | b'\r' | b'\n' => text.push(b'\n'),
            b'{' | b'[' => {
                text.extend_from_slice(&[b'\n', byte]);
                self.depth = 1;
            }
            _ => {
                text.push(byte);
                self.in_string = byte == b'"';
            }
        }
        self.begun |= !byte.is_ascii_whitespace();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(json: &str) -> Vec<String> {
        let mut text = String::new();
        Values::new(json.as_bytes()).read_to_string(&mut text).expect("memory can be read");
        text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn array_gives_a_line_for_each_object() {
        let json =
            "[\n  {\"text\": \"Rain, ]}\\\"\"},\n  {\n \"tags\": [1, {}]\n}, 7, \"a b\"\n]\n";
        let expected = ["{\"text\": \"Rain, ]}\\\"\"}", "{  \"tags\": [1, {}] }", "7", "\"a b\""];
        assert_eq!(lines(json), expected);
    }

    #[test]
    fn objects_one_after_the_other_are_lines() {
        assert_eq!(lines("{\"a\": 1}{\"b\":\r\n2}"), ["{\"a\": 1}", "{\"b\":  2}"]);
        assert_eq!(lines("{\"a\": 1}\n{\"b\": 2}\n"), ["{\"a\": 1}", "{\"b\": 2}"]);
        assert!(lines(" [ ] ").is_empty() && lines("").is_empty());
    }

    #[test]
    fn line_break_in_a_string_stays_one() {
        assert_eq!(lines("{\"a\": \"b\nc\"}"), ["{\"a\": \"b\\nc\"}"]);
    }

    proptest! {
        #[test]
        fn arrays_of_any_values_read_back(
            texts in proptest::collection::vec("[ -~\n\té]{0,20}", 0..9), is_pretty in any::<bool>()
        ) {
            let values: Vec<_> = texts.iter().map(|text| serde_json::json!({"text": text})).collect();
            let array = serde_json::Value::Array(values.clone());
            let json = if is_pretty { format!("{array:#}") } else { array.to_string() };
            let read: Vec<serde_json::Value> =
                lines(&json).iter().map(|line| serde_json::from_str(line).expect("JSON")).collect();
            prop_assert_eq!(read, values);
        }
    }
}
