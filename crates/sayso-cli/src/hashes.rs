//! What files hold, as SHA-256 in hexadecimal.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

/// Large enough that the disk, and not the calls, takes the time.
const BUFFER: usize = 1 << 18;

/// The size and the hash of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hashed {
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

impl Hashed {
    /// Reads the file to its end.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let (mut file, mut digest, mut bytes) = (File::open(path)?, Sha256::new(), 0);
        let mut buffer = vec![0; BUFFER];
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(Self { bytes, sha256: hex(&digest.finalize()) }),
                read => {
                    digest.update(buffer.get(..read).unwrap_or_default());
                    bytes += read as u64;
                }
            }
        }
    }
}

/// The hash of bytes at hand.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_has_the_hash_of_its_bytes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        // FIPS 180-4, the example of one block.
        std::fs::write(&path, "abc").expect("written");
        let hashed = Hashed::of(&path).expect("a file");
        assert_eq!(
            hashed.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!((hashed.bytes, hashed.sha256), (3, sha256(b"abc")));
    }
}
