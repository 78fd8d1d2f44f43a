//! No file brings a reader down, whatever is in it.

use std::fs;

use proptest::prelude::*;
use sayso_read::{Corpus, Format, Input, Options};

/// The number of items that a file of the bytes gives, read as each format.
fn read_as_every_format(bytes: &[u8]) -> std::io::Result<Vec<usize>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("file");
    fs::write(&path, bytes)?;
    let count = |format: &Format| {
        let mut options = Options::default();
        options.format = Some(*format);
        let corpus = Corpus::new(&[Input::Path(path.clone())], &options);
        let width = corpus.columns().len();
        let mut items = 0;
        for item in corpus {
            assert!(item.map_or(width, |document| document.columns.len()) == width);
            items += 1;
        }
        items
    };
    Ok(Format::ALL.iter().map(count).collect())
}

proptest! {
    #[test]
    fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let counts = read_as_every_format(&bytes)?;
        prop_assert!(counts.iter().all(|count| *count <= bytes.len() + 1));
    }

    #[test]
    fn broken_tables_end(text in "(text|body|id|\"|,|;|\t|\n|\r|\\{|\\}|\\[|:|\\\\u|é|“| ){0,60}") {
        let counts = read_as_every_format(text.as_bytes())?;
        prop_assert!(counts.iter().all(|count| *count <= text.len() + 1));
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        read_as_every_format(&wide)?;
    }
}
