//! The places around an output: its folder, and the files that go along with it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// The path of a file that goes along with another: `rows.csv.part`.
pub(crate) fn beside(target: &Path, ending: &str) -> PathBuf {
    // A folder may be named with a separator at its end, behind which its own files would lie.
    let mut name: OsString = target.components().collect::<PathBuf>().into();
    name.push(".");
    name.push(ending);
    name.into()
}

/// Makes the folder that the file will lie in.
pub(crate) fn make_folder(path: &Path) -> anyhow::Result<()> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.with_context(|| cannot_be_written(path))
}

/// What is said of a file that cannot be written.
pub(crate) fn cannot_be_written(path: &Path) -> String {
    format!("{}: cannot be written", path.display())
}
