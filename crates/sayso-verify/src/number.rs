//! Offsets as spreadsheet programs and data frames write them back.

/// Marks that stand between groups of three digits somewhere in the world.
const GROUP_MARKS: [char; 7] = [',', '.', ' ', '\'', '’', '\u{a0}', '\u{202f}'];

/// The number of the cell: `1234`, and what other programs make of it: `1234.0` where a column has
/// empty cells, `1,234` where cells have a format, `'1234` where they were made text.
///
/// ```
/// use sayso_verify::offset;
///
/// assert_eq!(offset("1,234.0"), Some(1234));
/// assert_eq!(offset("1.5"), None);
/// ```
#[must_use]
pub fn offset(cell: &str) -> Option<usize> {
    let cell = cell.trim().trim_start_matches('\'');
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(cell) {
        return cell.parse().ok();
    }
    // Three zeros after a mark are a group, fewer are decimals.
    let zeros = |decimals: &str| decimals.len() < 3 && decimals.bytes().all(|byte| byte == b'0');
    let whole = match cell.rsplit_once(['.', ',']) {
        Some((whole, decimals)) if zeros(decimals) => whole,
        _ => cell,
    };
    let mut groups = whole.split(GROUP_MARKS);
    let first = groups.next().filter(|first| digits(first))?;
    let mut joined = first.to_owned();
    for group in groups {
        if first.len() > 3 || group.len() != 3 || !digits(group) {
            return None;
        }
        joined.push_str(group);
    }
    joined.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_other_programs_write_them() {
        for cell in ["1234", " 1234 ", "1234.0", "1234,00", "1,234", "1.234", "1 234", "'1234"] {
            assert_eq!(offset(cell), Some(1234), "{cell}");
        }
        assert_eq!(offset("1,234,567.0"), Some(1_234_567));
        assert_eq!(offset("0.0"), Some(0));
    }

    #[test]
    fn what_is_no_offset_is_none() {
        for cell in ["", "-3", "1.5", "12,34", "1e5", "12345,678", "a", ".", "99999999999999999999"]
        {
            assert_eq!(offset(cell), None, "{cell}");
        }
    }
}
