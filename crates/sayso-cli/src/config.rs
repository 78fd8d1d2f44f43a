//! `sayso.toml`: the options that one would otherwise type again and again.
//!
//! Its keys are the long names of options. A key at the top is for every command that has the
//! option; a key below `[extract]` is for that command alone, and stronger. What is typed is
//! stronger than the file. The file is read before the arguments are followed: its keys become
//! arguments, so that each value is checked, and each mistake told, as if it had been typed.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};
use toml::{Table, Value};

/// The file that is read where no other is named, in the current folder.
const USUAL: &str = "sayso.toml";

/// Options that are about this one call.
const NOT_KEPT: [&str; 3] = ["config", "help", "version"];

/// A file of options.
#[derive(Debug)]
pub(crate) struct Config {
    pub(crate) path: PathBuf,
    table: Table,
}

impl Config {
    /// The file of that name, or else the usual one if there is any.
    ///
    /// # Errors
    /// Where the file cannot be read, is no TOML, or has a key that is no option.
    pub(crate) fn find(named: Option<&Path>, program: &Command) -> anyhow::Result<Option<Self>> {
        match named {
            Some(path) => Self::read(path, program).map(Some),
            None if Path::new(USUAL).is_file() => Self::read(USUAL.as_ref(), program).map(Some),
            None => Ok(None),
        }
    }

    fn read(path: &Path, program: &Command) -> anyhow::Result<Self> {
        let table = fs::read_to_string(path).map_err(anyhow::Error::from);
        let table = table.and_then(|text| Ok(text.parse::<Table>()?));
        let checked = table.and_then(|table| check(&table, program).map(|()| table));
        let table = checked.with_context(|| path.display().to_string())?;
        Ok(Self { path: path.to_owned(), table })
    }

    /// The arguments as typed, with those of the file that were not typed after the name of the
    /// command.
    ///
    /// # Errors
    /// Where a value is of a kind that the option does not take.
    pub(crate) fn complete(
        &self,
        typed: &[OsString],
        matches: &ArgMatches,
        program: &Command,
    ) -> anyhow::Result<Vec<OsString>> {
        let Some((name, found)) = matches.subcommand() else { return Ok(typed.to_vec()) };
        let Some(command) = program.find_subcommand(name) else { return Ok(typed.to_vec()) };
        let own = self.table.get(name).and_then(Value::as_table);
        let mut added = Vec::new();
        for option in options(command) {
            let key = option.get_long().unwrap_or_default();
            let value = own.and_then(|own| own.get(key)).or_else(|| self.table.get(key));
            if let Some(value) = value.filter(|_| !is_typed(option, found)) {
                let arguments = arguments(option, key, value);
                added.extend(arguments.with_context(|| self.path.display().to_string())?);
            }
        }
        Ok(inserted(typed, name, added))
    }
}

fn is_typed(option: &Arg, matches: &ArgMatches) -> bool {
    matches.value_source(option.get_id().as_str()) == Some(ValueSource::CommandLine)
}

/// The options of a command that a file may give.
fn options(command: &Command) -> impl Iterator<Item = &Arg> {
    let kept = |option: &&Arg| option.get_long().is_some_and(|long| !NOT_KEPT.contains(&long));
    command.get_arguments().filter(kept)
}

fn names(command: &Command) -> impl Iterator<Item = &str> {
    options(command).filter_map(Arg::get_long)
}

/// Every key must be an option, every table a command with options.
fn check(table: &Table, program: &Command) -> anyhow::Result<()> {
    for (key, value) in table {
        let Some(own) = value.as_table() else {
            known(key, "option", program.get_subcommands().flat_map(names))?;
            continue;
        };
        known(key, "command", program.get_subcommands().map(Command::get_name))?;
        let command = program.find_subcommand(key).with_context(|| key.clone())?;
        for key in own.keys() {
            known(key, "option", names(command)).with_context(|| format!("[{}]", command))?;
        }
    }
    Ok(())
}

fn known<'k>(key: &str, what: &str, names: impl Iterator<Item = &'k str>) -> anyhow::Result<()> {
    let mut nearest: Option<(usize, &str)> = None;
    for name in names {
        let distance = strsim::damerau_levenshtein(key, name);
        if nearest.is_none_or(|(least, _)| distance < least) {
            nearest = Some((distance, name));
        }
    }
    match nearest {
        Some((0, _)) => Ok(()),
        Some((_, name)) => Err(anyhow!("no {what} \"{key}\"; the nearest is \"{name}\"")),
        None => Err(anyhow!("no {what} \"{key}\"")),
    }
}

/// The arguments that say the same as the key and its value.
fn arguments(option: &Arg, key: &str, value: &Value) -> anyhow::Result<Vec<OsString>> {
    if !option.get_action().takes_values() {
        return match value {
            Value::Boolean(true) => Ok(vec![format!("--{key}").into()]),
            Value::Boolean(false) => Ok(Vec::new()),
            other => bail!("\"{key}\" is true or false, found a {}", other.type_str()),
        };
    }
    let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    values.iter().map(|value| Ok(format!("--{key}={}", text(key, value)?).into())).collect()
}

fn text(key: &str, value: &Value) -> anyhow::Result<String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Integer(number) => Ok(number.to_string()),
        Value::Float(number) => Ok(number.to_string()),
        Value::Datetime(date) => Ok(date.to_string()),
        other => bail!("\"{key}\" takes a text or a number, found a {}", other.type_str()),
    }
}

/// The arguments with others after the name of the command.
fn inserted(typed: &[OsString], name: &str, added: Vec<OsString>) -> Vec<OsString> {
    let is_value =
        |place: usize| place > 0 && typed.get(place - 1).is_some_and(|it| it == "--config");
    let place = (1..typed.len()).find(|place| {
        typed.get(*place).is_some_and(|argument| argument == name) && !is_value(*place)
    });
    let mut all = typed.to_vec();
    let place = place.map_or(typed.len(), |place| place + 1);
    all.splice(place..place, added);
    all
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::Cli;

    fn completed(file: &str, typed: &[&str]) -> anyhow::Result<Vec<String>> {
        let mut program = Cli::command();
        program.build();
        let table: Table = file.parse()?;
        check(&table, &program)?;
        let config = Config { path: USUAL.into(), table };
        let typed: Vec<OsString> = typed.iter().map(OsString::from).collect();
        let matches = program.clone().try_get_matches_from(&typed)?;
        let all = config.complete(&typed, &matches, &program)?;
        Ok(all.into_iter().map(|argument| argument.to_string_lossy().into_owned()).collect())
    }

    #[test]
    fn keys_become_arguments_where_nothing_was_typed() {
        let file = "model = \"small\"\nquiet = true\nexcel = false\nmin-confidence = 0.5";
        let typed = ["sayso", "extract", "a.txt", "--model", "rules"];
        let all = completed(file, &typed).expect("good keys");
        let expected = ["--min-confidence=0.5", "--quiet", "a.txt", "--model", "rules"];
        assert_eq!(all[..2], ["sayso", "extract"]);
        assert_eq!(all[2..], expected);
    }

    #[test]
    fn key_of_the_command_is_stronger_than_one_for_all() {
        let file =
            "type = \"attitude\"\n[extract]\ntype = [\"control\", \"factive\"]\n[eval]\nerrors = 3";
        let all = completed(file, &["sayso", "extract", "-"]).expect("good keys");
        assert_eq!(all, ["sayso", "extract", "--type=control", "--type=factive", "-"]);
        let all = completed(file, &["sayso", "--config", "eval", "eval", "g"]).expect("good keys");
        assert_eq!(all[4..], ["--errors=3", "--type=attitude", "g"]);
    }

    #[test]
    fn command_without_the_option_does_without() {
        let all = completed("offsets = \"bytes\"", &["sayso", "doctor"]).expect("good keys");
        assert_eq!(all, ["sayso", "doctor"]);
    }

    #[test]
    fn wrong_keys_and_kinds_are_told() {
        let told = |file: &str| {
            let error = completed(file, &["sayso", "extract", "-"]).expect_err("a wrong file");
            format!("{error:#}")
        };
        assert!(
            told("modle = \"small\"").ends_with("no option \"modle\"; the nearest is \"model\"")
        );
        assert!(told("[extrct]\n").ends_with("no command \"extrct\"; the nearest is \"extract\""));
        let wrong = told("[extract]\nshrad = \"1/2\"");
        assert!(wrong.starts_with("[extract]: no option \"shrad\""), "{wrong}");
        assert!(told("quiet = \"yes\"").ends_with("\"quiet\" is true or false, found a string"));
        assert!(told("model = true").contains("takes a text or a number"));
        assert!(told("config = \"b.toml\"").contains("no option"));
        assert!(told("model = ").contains("line 1"));
    }
}
