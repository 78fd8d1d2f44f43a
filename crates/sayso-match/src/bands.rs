//! The bands of all wordings, one file a band, so that memory holds one band at a time.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};

use crate::Error;
use crate::ids::WordingId;
use crate::signature::BANDS;

/// Key and number of each wording, band by band.
#[derive(Debug)]
pub(crate) struct Bands {
    files: Vec<BufWriter<File>>,
    lengths: Vec<usize>,
}

/// The bytes of an entry.
const ENTRY: usize = 12;

impl Bands {
    pub(crate) fn new() -> Result<Self, Error> {
        let file = |_| tempfile::tempfile().map(BufWriter::new);
        let files = (0..BANDS).map(file).collect::<Result<_, _>>().map_err(Error::temporary)?;
        Ok(Self { files, lengths: vec![0; BANDS] })
    }

    pub(crate) fn add(&mut self, keys: &[Option<u64>], wording: WordingId) -> Result<(), Error> {
        for ((file, length), key) in self.files.iter_mut().zip(&mut self.lengths).zip(keys) {
            let Some(key) = key else { continue };
            let mut entry = [0; ENTRY];
            entry[..8].copy_from_slice(&key.to_le_bytes());
            entry[8..].copy_from_slice(&wording.number().to_le_bytes());
            file.write_all(&entry).map_err(Error::temporary)?;
            *length += 1;
        }
        Ok(())
    }

    /// The wordings of each band that share their key with another, key by key and in their order.
    pub(crate) fn buckets(self) -> impl Iterator<Item = Result<Buckets, Error>> {
        self.files.into_iter().zip(self.lengths).map(|(file, length)| Buckets::read(file, length))
    }
}

/// The buckets of one band.
pub(crate) struct Buckets {
    wordings: Vec<WordingId>,
    /// Where each bucket ends.
    ends: Vec<usize>,
}

impl Buckets {
    fn read(file: BufWriter<File>, length: usize) -> Result<Self, Error> {
        let entries = entries(file, length).map_err(Error::temporary)?;
        let (mut wordings, mut ends) = (Vec::new(), Vec::new());
        for bucket in entries.chunk_by(|one, other| one.0 == other.0) {
            if bucket.len() > 1 {
                wordings.extend(bucket.iter().map(|(_, wording)| *wording));
                ends.push(wordings.len());
            }
        }
        Ok(Self { wordings, ends })
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, place: usize) -> &[WordingId] {
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(place).copied().unwrap_or_default();
        self.wordings.get(start.unwrap_or_default()..end).unwrap_or_default()
    }
}

fn entries(file: BufWriter<File>, length: usize) -> std::io::Result<Vec<(u64, WordingId)>> {
    use rayon::slice::ParallelSliceMut as _;

    let mut file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.seek(SeekFrom::Start(0))?;
    let mut file = BufReader::with_capacity(1 << 18, file);
    let mut entries = Vec::with_capacity(length);
    let (mut key, mut number) = ([0; 8], [0; 4]);
    for _ in 0..length {
        file.read_exact(&mut key)?;
        file.read_exact(&mut number)?;
        entries.push((u64::from_le_bytes(key), WordingId::of(u32::from_le_bytes(number))));
    }
    entries.par_sort_unstable();
    Ok(entries)
}
