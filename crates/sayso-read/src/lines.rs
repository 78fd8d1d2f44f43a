//! Lines of any length, read without trust in their length.

use std::io::{BufRead, ErrorKind, Result};

/// Appends a line without its end; beyond the limit it is passed over. Gives the number of bytes
/// that the line has with its end, and whether it was kept.
pub(crate) fn read_limited(
    source: &mut impl BufRead,
    limit: u64,
    line: &mut Vec<u8>,
) -> Result<(u64, bool)> {
    let mut count = 0;
    let mut fits = true;
    loop {
        let buffer = match source.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            buffer => buffer?,
        };
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or(buffer);
        fits &= (line.len() + part.len()) as u64 <= limit;
        if fits {
            line.extend_from_slice(part);
        }
        let taken = part.len() + usize::from(end.is_some());
        source.consume(taken);
        count += taken as u64;
        if end.is_some() || taken == 0 {
            return Ok((count, fits));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_beyond_the_limit_is_passed_over_and_counted() {
        let mut input: &[u8] = b"short\nmuch too long\nend";
        let mut read = || {
            let mut line = Vec::new();
            let read = read_limited(&mut input, 6, &mut line).expect("memory can be read");
            (read, line)
        };
        assert_eq!(read(), ((6, true), b"short".to_vec()));
        assert!(!read().0.1);
        assert_eq!(read(), ((3, true), b"end".to_vec()));
        assert_eq!(read(), ((0, true), Vec::new()));
    }
}
