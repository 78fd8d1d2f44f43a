//! The model file: safetensors whose metadata say what the tensors are.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use safetensors::{Dtype, SafeTensors};
use sha2::{Digest, Sha256};

use crate::config::{Architecture, Config, Reading};
use crate::error::{Error, ErrorKind};
use crate::shape::{Expected, expected_tensors};

/// The newest version of the format that this crate reads; it reads the older ones too.
///
/// 1. The first: int8 weights with one scale for each output, architectures `encoder` and
///    `recurrent`.
/// 2. May hold the heads of a second reading (`broad.*`), a head of attribution types (`type`), and
///    calibrations and thresholds of their own for the second reading and for inner texts.
pub const FORMAT_VERSION: &str = "2";

/// All versions that can be read.
const FORMAT_VERSIONS: [&str; 2] = ["1", FORMAT_VERSION];

/// The value of the metadata field `format`.
const FORMAT: &str = "sayso-tag";

/// A network as its file holds it: checked, not yet compiled.
///
/// Bytes that live as long as the program (`include_bytes!`) are not copied.
///
/// ```
/// use sayso_tag::Model;
///
/// let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tiny.safetensors"));
/// let model = Model::from_bytes(&bytes[..])?;
/// assert_eq!(model.architecture().name(), "encoder");
/// assert_eq!(model.metadata("format_version"), Some("1"));
/// # Ok::<(), sayso_tag::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Model {
    bytes: Arc<Cow<'static, [u8]>>,
    metadata: BTreeMap<String, String>,
    tensors: BTreeMap<String, Tensor>,
    architecture: Architecture,
    pub(crate) config: Config,
}

#[derive(Clone, Debug)]
struct Tensor {
    kind: Dtype,
    shape: Vec<usize>,
    bytes: Range<usize>,
}

/// The bytes of one tensor, together with the file that holds them.
#[derive(Clone, Debug)]
pub(crate) struct SharedBytes {
    all: Arc<Cow<'static, [u8]>>,
    range: Range<usize>,
}

impl SharedBytes {
    /// The bytes.
    pub(crate) fn get(&self) -> &[u8] {
        self.all.get(self.range.clone()).unwrap_or_default()
    }
}

impl Model {
    /// Reads a model from the bytes of its file.
    ///
    /// # Errors
    /// If the bytes are no model of a [`FORMAT_VERSION`] up to this one, or if its metadata and tensors do not
    /// agree.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Error> {
        let bytes = bytes.into();
        let (metadata, tensors) = read_header(&bytes)?;
        let field = |key| metadata.get(key).map(String::as_str);
        expect_field("format", field("format"), FORMAT)?;
        let version = field("format_version");
        if !version.is_some_and(|version| FORMAT_VERSIONS.contains(&version)) {
            return Err(wrong_field("format_version", version, &FORMAT_VERSIONS.join(" or ")));
        }
        let architecture = field("architecture");
        let Some(architecture) = architecture.and_then(Architecture::named) else {
            return Err(wrong_field("architecture", architecture, "encoder or recurrent"));
        };
        let Some(config) = field("config") else {
            return Err(wrong_field("config", None, "the sizes of the network"));
        };
        let config = Config::read(architecture, config)?;
        let bytes = Arc::new(bytes);
        let model = Self { bytes, metadata, tensors, architecture, config };
        model.check_tensors()?;
        model.check_pieces()?;
        Ok(model)
    }

    /// Reads a model from its file.
    ///
    /// # Errors
    /// If the file cannot be read, or as [`Model::from_bytes`].
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|error| Error::new(ErrorKind::Read(error)));
        bytes.and_then(Self::from_bytes).map_err(|error| error.at(path))
    }

    /// The kind of network.
    #[must_use]
    pub const fn architecture(&self) -> Architecture {
        self.architecture
    }

    /// Whether the network has heads for this reading. Files of the first version have one reading,
    /// which goes by the name of the strict one.
    #[must_use]
    pub fn has(&self, reading: Reading) -> bool {
        reading == Reading::Strict || self.config.readings.contains(&reading)
    }

    /// A field of the metadata: `licence`, `made_by`, `vocabulary_hash` and others.
    #[must_use]
    pub fn metadata(&self, key: &str) -> Option<&str> {
        self.metadata.get(key).map(String::as_str)
    }

    /// Checks that a field of the metadata is the same as another model's.
    pub(crate) fn expect_same(&self, key: &'static str, other: &Self) -> Result<(), Error> {
        expect_field(key, self.metadata(key), other.metadata(key).unwrap_or_default())
    }

    /// The bytes of a tensor that [`expected_tensors`] lists.
    pub(crate) fn bytes(&self, name: &str) -> &[u8] {
        let range = self.tensors.get(name).map_or(0..0, |tensor| tensor.bytes.clone());
        self.bytes.get(range).unwrap_or_default()
    }

    /// The bytes of a tensor, kept without a copy.
    pub(crate) fn shared(&self, name: &str) -> SharedBytes {
        let range = self.tensors.get(name).map_or(0..0, |tensor| tensor.bytes.clone());
        SharedBytes { all: Arc::clone(&self.bytes), range }
    }

    /// The numbers of a single-precision tensor that [`expected_tensors`] lists.
    pub(crate) fn numbers(&self, name: &str) -> Vec<f32> {
        self.bytes(name).as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect()
    }

    fn check_tensors(&self) -> Result<(), Error> {
        for expected in expected_tensors(&self.config) {
            self.check_tensor(&expected)?;
        }
        Ok(())
    }

    fn check_tensor(&self, expected: &Expected) -> Result<(), Error> {
        let Expected { name, kind, shape } = expected;
        let tensor = self.tensors.get(name);
        if !tensor.is_some_and(|tensor| tensor.kind == *kind && tensor.shape == *shape) {
            let found = tensor.map(|tensor| format!("{} {:?}", tensor.kind, tensor.shape));
            let (name, expected) = (name.clone(), format!("{kind} {shape:?}"));
            return Err(Error::new(ErrorKind::Tensor { name, found, expected }));
        }
        if *kind == Dtype::F32 && !self.numbers(name).iter().all(|number| number.is_finite()) {
            return Err(Error::new(ErrorKind::NotFinite { name: name.clone() }));
        }
        Ok(())
    }

    fn check_pieces(&self) -> Result<(), Error> {
        let Some(tensor) = self.tensors.get("pieces").filter(|tensor| tensor.kind == Dtype::U8)
        else {
            let (name, expected) = ("pieces".to_owned(), "U8, one piece a line".to_owned());
            return Err(Error::new(ErrorKind::Tensor { name, found: None, expected }));
        };
        let lines = self.bytes.get(tensor.bytes.clone()).unwrap_or_default();
        let hash = Sha256::digest(lines)
            .iter()
            .fold(String::new(), |hash, byte| hash + &format!("{byte:02x}"));
        expect_field("vocabulary_hash", self.metadata("vocabulary_hash"), &hash)?;
        let found = lines.split(|byte| *byte == b'\n').count();
        if found == self.config.sizes.pieces {
            return Ok(());
        }
        let (found, expected) = (Some(format!("{found} lines")), self.config.sizes.pieces);
        let (name, expected) = ("pieces".to_owned(), format!("{expected} lines"));
        Err(Error::new(ErrorKind::Tensor { name, found, expected }))
    }
}

type Header = (BTreeMap<String, String>, BTreeMap<String, Tensor>);

/// Reads names, types, shapes and places; the container checks that they fit the bytes.
fn read_header(bytes: &[u8]) -> Result<Header, Error> {
    let wrong = |error| Error::new(ErrorKind::Container(error));
    let (length, header) = SafeTensors::read_metadata(bytes).map_err(wrong)?;
    let start = length + size_of::<u64>();
    SafeTensors::deserialize(bytes).map_err(wrong)?;
    let tensors = header.tensors().into_iter().map(|(name, info)| {
        let (from, to) = info.data_offsets;
        let bytes = start + from..start + to;
        (name, Tensor { kind: info.dtype, shape: info.shape.clone(), bytes })
    });
    let metadata = header.metadata().iter().flatten();
    let metadata = metadata.map(|(key, value)| (key.clone(), value.clone()));
    Ok((metadata.collect(), tensors.collect()))
}

fn expect_field(key: &'static str, found: Option<&str>, expected: &str) -> Result<(), Error> {
    if found == Some(expected) { Ok(()) } else { Err(wrong_field(key, found, expected)) }
}

fn wrong_field(key: &'static str, found: Option<&str>, expected: &str) -> Error {
    let (found, expected) = (found.map(str::to_owned), expected.to_owned());
    Error::new(ErrorKind::Metadata { key, found, expected })
}
