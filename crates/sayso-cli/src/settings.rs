//! What a run was asked for, option by option, so that a later one can say what it has otherwise.

use serde_json::{Map, Value};

/// Options by the names that people type, with their values as words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings(Vec<(String, String)>);

impl Settings {
    /// The same with an option; one without a value counts as not given.
    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.0.push((name.to_owned(), value.to_string()));
        self
    }

    /// The same with an option that may not be given.
    pub(crate) fn with_optional(self, name: &str, value: Option<impl ToString>) -> Self {
        self.with(name, value.map_or_else(String::new, |value| value.to_string()))
    }

    /// The same with an option that may be given several times.
    pub(crate) fn with_all(
        self,
        name: &str,
        values: impl IntoIterator<Item = impl ToString>,
    ) -> Self {
        let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
        self.with(name, values.join(" "))
    }

    /// Both together.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// What `self` has otherwise than the settings of a stopped run; empty where they are the same.
    pub(crate) fn differences(&self, stopped: &Self) -> Vec<String> {
        let differs = |(name, value): &(String, String)| {
            let other = stopped.of(name);
            (other != value)
                .then(|| format!("{} (this one: {})", shown(name, other), shown(name, value)))
        };
        let gone = stopped.0.iter().filter(|(name, _)| !self.0.iter().any(|(own, _)| own == name));
        let gone = gone.map(|(name, value)| shown(name, value));
        self.0.iter().filter_map(differs).chain(gone).collect()
    }

    fn of(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    pub(crate) fn to_json(&self) -> Value {
        let pairs = self.0.iter().map(|(name, value)| (name.clone(), value.as_str().into()));
        Value::Object(pairs.collect::<Map<_, _>>())
    }

    pub(crate) fn from_json(settings: &Value) -> Option<Self> {
        let pair =
            |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
        settings.as_object()?.iter().map(pair).collect::<Option<_>>().map(Self)
    }
}

/// The option as people would type it.
fn shown(name: &str, value: &str) -> String {
    match value {
        "" | "false" => format!("no {name}"),
        "true" => name.to_owned(),
        _ => format!("{name} {value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_name_the_options_and_both_values() {
        let of = |model: &str, shard: Option<&str>| {
            Settings::default()
                .with("--model", model)
                .with("--excel", false)
                .with_optional("--shard", shard)
        };
        assert_eq!(of("large", None).differences(&of("large", None)), Vec::<String>::new());
        assert_eq!(
            of("rules", None).differences(&of("large", Some("1/2"))),
            ["--model large (this one: --model rules)", "--shard 1/2 (this one: no --shard)"]
        );
        let excel = Settings::default().with("--excel", true);
        assert_eq!(of("a", None).with("x", 1).differences(&excel).len(), 3);
    }

    #[test]
    fn settings_read_back() {
        let settings = Settings::default().with_all("INPUT", ["a", "b"]).with("--excel", true);
        let again = Settings::from_json(&settings.to_json()).expect("an object");
        assert!(again.differences(&settings).is_empty() && settings.differences(&again).is_empty());
        assert_eq!(Settings::from_json(&Value::Null), None);
    }
}
