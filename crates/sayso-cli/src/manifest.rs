//! What an output was made of and how, as JSON beside it: for who cites it, and for who checks it later.
//!
//! It has no date and no name of a machine, so that the same run writes the same manifest. Inputs are told
//! by what they hold: they may have moved since.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use sayso::read::Seen;
use sayso::{ModelChoice, Summary};
use serde_json::{Map, Value, json};

use crate::beside::{beside, cannot_be_written};
use crate::exit::wrong_usage;
use crate::hashes::{Hashed, sha256};
use crate::settings::Settings;
use crate::summary;

/// The version of the form.
const FORM: u64 = 1;
/// What the name of a manifest ends with, behind that of the output.
pub(crate) const ENDING: &str = "manifest.json";

/// The manifest of a run that has not yet read anything.
#[derive(Debug)]
pub(crate) struct Plan {
    settings: Settings,
    model: Value,
    lexicons: Vec<PathBuf>,
    register: Option<PathBuf>,
    format: &'static str,
    /// The files that are read.
    pub(crate) read: Seen,
}

impl Plan {
    /// A run with these options, whose output has the format.
    ///
    /// # Errors
    /// If the model is a file that cannot be read.
    pub(crate) fn new(
        settings: Settings,
        (model, lexicons): (&ModelChoice, &[PathBuf]),
        format: &'static str,
    ) -> anyhow::Result<Self> {
        let (model, lexicons) = (model_to_json(model)?, lexicons.to_vec());
        Ok(Self { settings, model, lexicons, register: None, format, read: Seen::default() })
    }

    /// The same of a run that names speakers by a register.
    pub(crate) fn with_register(self, register: Option<&Path>) -> Self {
        Self { register: register.map(Path::to_owned), ..self }
    }

    /// The same of a run that notes the files there.
    pub(crate) fn of_what_is_read(self, read: Seen) -> Self {
        Self { read, ..self }
    }

    /// Writes the manifest beside the output, which is whole.
    pub(crate) fn write(self, output: &Path, summary: &Summary) -> anyhow::Result<()> {
        let mut read: Vec<PathBuf> =
            self.read.now().iter().map(|file| file.path().to_owned()).collect();
        read.sort_unstable();
        read.dedup();
        let manifest = json!({
            "manifest": FORM,
            "program": "sayso",
            "version": env!("CARGO_PKG_VERSION"),
            "model": self.model,
            "options": self.settings.to_json(),
            "lexicons": files(&self.lexicons)?,
            "register": self.register.as_deref().map(|path| file(path, &[])).transpose()?,
            "inputs": files(&read)?,
            "output": file(output, &[("format", self.format.into())])?,
            "counts": summary::to_json(summary),
        });
        let path = beside(output, ENDING);
        fs::write(&path, format!("{manifest:#}\n")).with_context(|| cannot_be_written(&path))
    }
}

/// What a model is: its name, and the hash of its weights where it has some; of two networks that read one
/// after the other, both.
pub(crate) fn model_to_json(model: &ModelChoice) -> anyhow::Result<Value> {
    let hash = match model {
        ModelChoice::File(path) => {
            let hashed = Hashed::of(path);
            let hashed = hashed.with_context(|| path.display().to_string()).map_err(wrong_usage)?;
            Some(hashed.sha256)
        }
        ModelChoice::Auto => {
            let networks = model.networks();
            let networks = networks.map(
                |(network, bytes)| json!({ "name": network.to_string(), "sha256": sha256(bytes) }),
            );
            let networks: Vec<Value> = networks.collect();
            return Ok(json!({ "name": model.to_string(), "networks": networks }));
        }
        other => other.embedded().map(sha256),
    };
    Ok(json!({ "name": model.to_string(), "sha256": hash }))
}

fn files(paths: &[PathBuf]) -> anyhow::Result<Value> {
    let files: anyhow::Result<Vec<Value>> = paths.iter().map(|path| file(path, &[])).collect();
    files.map(Value::Array)
}

fn file(path: &Path, more: &[(&str, Value)]) -> anyhow::Result<Value> {
    let hashed = Hashed::of(path).with_context(|| path.display().to_string())?;
    let mut object = Map::new();
    object.insert("path".to_owned(), shown(path).into());
    object.extend(more.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    object.insert("bytes".to_owned(), hashed.bytes.into());
    object.insert("sha256".to_owned(), hashed.sha256.into());
    Ok(Value::Object(object))
}

/// The path as seen from the current folder, where it is below that: another machine has other folders
/// above.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}

/// A manifest that was read.
#[derive(Clone, Debug)]
pub(crate) struct Manifest {
    pub(crate) value: Value,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// If there is none, or its form is not known.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string());
        let value: Value = serde_json::from_str(&text.map_err(wrong_usage)?)
            .with_context(|| format!("{}: is no JSON", path.display()))
            .map_err(wrong_usage)?;
        let found = &value["manifest"];
        if *found != json!(FORM) {
            let name = path.display();
            return Err(wrong_usage(anyhow!(
                "{name}: is no manifest of this program (its form is {found}, not {FORM}); \
                 --manifest of extract writes one"
            )));
        }
        Ok(Self { value })
    }

    /// The manifest beside a table, where there is one.
    pub(crate) fn beside(table: &Path) -> Option<PathBuf> {
        Some(beside(table, ENDING)).filter(|path| path.is_file())
    }

    /// What is otherwise than the manifest has it: the output, and the files that are read now.
    pub(crate) fn differences(&self, output: &Path, read: &[PathBuf]) -> Vec<String> {
        let mut found = Vec::new();
        let table = Hashed::of(output).map(|hashed| hashed.sha256).unwrap_or_default();
        if self.value["output"]["sha256"].as_str() != Some(&table) {
            found.push(format!("{}: has changed since it was written", output.display()));
        }
        let mut now: BTreeMap<String, Vec<&Path>> = BTreeMap::new();
        for path in read {
            let hash = Hashed::of(path).map(|hashed| hashed.sha256).unwrap_or_default();
            now.entry(hash).or_default().push(path);
        }
        let mut gone = Vec::new();
        for input in self.value["inputs"].as_array().into_iter().flatten() {
            let hash = input["sha256"].as_str().unwrap_or_default();
            if now.get_mut(hash).and_then(Vec::pop).is_none() {
                gone.push(input["path"].as_str().unwrap_or_default());
            }
        }
        let mut others: Vec<String> = now.values().flatten().map(|path| shown(path)).collect();
        for name in gone {
            found.push(match others.iter().position(|other| other == name) {
                Some(at) => {
                    format!("{}: has changed since it was read for the table", others.remove(at))
                }
                None => format!("{name}: was read for the table, and is not among INPUT as it was"),
            });
        }
        found.extend(others.into_iter().map(|name| format!("{name}: was not read for the table")));
        let version = self.value["version"].as_str().unwrap_or_default();
        if version != env!("CARGO_PKG_VERSION") {
            found.push(format!(
                "the table is of sayso {version}; this is {}",
                env!("CARGO_PKG_VERSION")
            ));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_name_what_has_changed_and_not_what_has_moved() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        for (name, text) in [("a", "Rain."), ("b", "Snow."), ("out.csv", "doc_id\n")] {
            fs::write(at(name), text).expect("written");
        }
        let plan =
            Plan::new(Settings::default(), (&ModelChoice::Rules, &[]), "csv").expect("rules");
        plan.write(&at("out.csv"), &Summary::default()).expect("written");
        let path = Manifest::beside(&at("out.csv")).expect("a manifest");
        let mut manifest = Manifest::open(&path).expect("a manifest");
        manifest.value["inputs"] = files(&[at("a"), at("b")]).expect("files");
        fs::rename(at("a"), at("moved")).expect("moved");
        assert_eq!(
            manifest.differences(&at("out.csv"), &[at("moved"), at("b")]),
            Vec::<String>::new()
        );
        fs::write(at("b"), "Hail.").expect("written");
        fs::write(at("c"), "Fog.").expect("written");
        fs::write(at("out.csv"), "doc_id,\n").expect("written");
        let found = manifest.differences(&at("out.csv"), &[at("c"), at("b")]);
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[0].ends_with("out.csv: has changed since it was written"));
        assert!(found[1].ends_with("a: was read for the table, and is not among INPUT as it was"));
        assert!(found[2].ends_with("b: has changed since it was read for the table"));
        assert!(found[3].ends_with("c: was not read for the table"));
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        fs::write(&path, "{\"manifest\": 9}").expect("written");
        let error = Manifest::open(&path).expect_err("another form");
        assert!(error.to_string().contains("its form is 9, not 1"), "{error}");
    }
}
