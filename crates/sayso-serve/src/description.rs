//! The interface described for programs that make clients (OpenAPI 3.1).
//!
//! What is the same in every build stands in `openapi.json`; which formats and models there are is put in
//! here, so that the description never promises another program.

use sayso::{export, read};
use serde_json::{Value, json};

use crate::ask::PAGE;

const DESCRIPTION: &str = include_str!("openapi.json");

/// The description of a server with these models.
pub(crate) fn described(models: impl Iterator<Item = String>) -> String {
    let mut description: Value = serde_json::from_str(DESCRIPTION).unwrap_or_default();
    description["info"]["version"] = json!(env!("CARGO_PKG_VERSION"));
    let parameters = description.pointer_mut("/paths/~1extract/post/parameters");
    let models: Vec<String> = models.collect();
    let output = export::Format::ALL.iter().map(|format| format.name()).chain([PAGE]);
    let input = read::Format::ALL.iter().map(|format| format.name());
    for parameter in parameters.and_then(Value::as_array_mut).into_iter().flatten() {
        let values = match parameter["name"].as_str() {
            Some("format") => json!(output.clone().collect::<Vec<_>>()),
            Some("input_format") => json!(input.clone().collect::<Vec<_>>()),
            Some("model") => json!(models),
            _ => continue,
        };
        parameter["schema"]["enum"] = values;
    }
    format!("{description:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_this_program() {
        let text = described(["rules".to_owned()].into_iter());
        let description: Value = serde_json::from_str(&text).expect("JSON");
        let parameters = &description["paths"]["/extract"]["post"]["parameters"];
        let values = |name: &str| {
            let all = parameters.as_array().into_iter().flatten();
            let found = all.clone().find(|parameter| parameter["name"] == name);
            found.expect("the parameter")["schema"]["enum"].as_array().expect("values").clone()
        };
        assert_eq!(values("model"), [json!("rules")]);
        assert_eq!(values("format").len(), export::Format::ALL.len() + 1);
        assert_eq!(values("input_format").len(), read::Format::ALL.len());
    }
}
