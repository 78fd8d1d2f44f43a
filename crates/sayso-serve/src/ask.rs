//! What a request to `/extract` asks for: its address and headers turned into objects of the library.

use axum::http::{HeaderMap, StatusCode, header};
use sayso::attribute::Complementizer;
use sayso::export::{Cells, Format as Output, Offsets, Options as Writing};
use sayso::read::{DateFormat, Format as Input};
use sayso_web::Upload;
use serde::Deserialize;

use crate::pipelines::Pipelines;
use crate::refusal::Refusal;
use crate::workers::Task;

/// The parameters, by the names of the options of the command line.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Parameters {
    pub(crate) format: Option<String>,
    pub(crate) model: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) doc_id: Option<String>,
    pub(crate) input_format: Option<String>,
    pub(crate) text_column: Option<String>,
    pub(crate) id_column: Option<String>,
    pub(crate) date_column: Option<String>,
    pub(crate) date_format: Option<String>,
    pub(crate) offsets: Option<String>,
    pub(crate) excel: Option<bool>,
}

/// What comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// What the command line writes in this format.
    File(Output),
    /// Lines for the page.
    Page,
}

/// What a request asks for.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) upload: Upload,
    pub(crate) answer: Answer,
    pub(crate) task: Task,
    pub(crate) writing: Writing,
}

/// The name of the form that the page takes.
pub(crate) const PAGE: &str = "page";

impl Ask {
    /// Reads the parameters and headers.
    pub(crate) fn new(
        parameters: Parameters,
        headers: &HeaderMap,
        pipelines: &Pipelines,
    ) -> Result<Self, Refusal> {
        let answer = answer(parameters.format.as_deref(), headers)?;
        let task = Task {
            pipeline: pipeline(parameters.model.as_deref(), answer, pipelines)?,
            explains: answer == Answer::Page,
        };
        let mut writing = Writing::default();
        if let Some(unit) = &parameters.offsets {
            writing.offsets =
                unit.parse::<Offsets>().map_err(|it| Refusal::wrong(it.to_string()))?;
        }
        if parameters.excel == Some(true) {
            writing.cells = Cells::Spreadsheet;
        }
        Ok(Self { upload: upload(parameters, headers)?, answer, task, writing })
    }
}

fn pipeline(model: Option<&str>, answer: Answer, pipelines: &Pipelines) -> Result<usize, Refusal> {
    // As the command line has it: who compares with annotated corpora wants the "that" kept.
    let complementizer = match answer {
        Answer::File(Output::DocJsonl | Output::WebAnnotation | Output::LabelStudio) => {
            Complementizer::Keep
        }
        Answer::File(_) | Answer::Page => Complementizer::Drop,
    };
    pipelines.place(model, complementizer).ok_or_else(|| {
        let have: Vec<String> = pipelines.models().collect();
        let model = model.unwrap_or_default();
        Refusal::wrong(format!("no model \"{model}\" (have: {})", have.join(", ")))
    })
}

fn answer(format: Option<&str>, headers: &HeaderMap) -> Result<Answer, Refusal> {
    match format {
        Some(PAGE) => Ok(Answer::Page),
        Some(name) => {
            let format =
                name.parse().map_err(|it: sayso::export::Error| Refusal::wrong(it.to_string()))?;
            Ok(Answer::File(format))
        }
        None => Ok(Answer::File(accepted(headers).unwrap_or(Output::Jsonl))),
    }
}

/// The first format that the header `Accept` names, if it names any.
fn accepted(headers: &HeaderMap) -> Option<Output> {
    let accept = headers.get(header::ACCEPT)?.to_str().ok()?;
    let mut types = accept.split(',').map(|it| it.split(';').next().unwrap_or_default().trim());
    types.find_map(|wanted| {
        Output::ALL.iter().copied().find(|format| {
            media_type(*format).split(';').next().is_some_and(|it| it.eq_ignore_ascii_case(wanted))
        })
    })
}

/// What a format is, for the header `Content-Type`.
pub(crate) fn media_type(format: Output) -> &'static str {
    match format {
        Output::Csv => "text/csv; charset=utf-8",
        Output::Tsv => "text/tab-separated-values; charset=utf-8",
        Output::Table => "text/plain; charset=utf-8",
        Output::Html => "text/html; charset=utf-8",
        Output::WebAnnotation => "application/ld+json",
        Output::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Output::Parquet => "application/vnd.apache.parquet",
        Output::Jsonl | Output::DocJsonl => "application/x-ndjson",
        Output::GraphMl => "application/graphml+xml",
        Output::Gexf => "application/gexf+xml",
        Output::JsonLd => "application/ld+json",
        Output::LabelStudio => "application/json",
        Output::Tei => "application/tei+xml",
        Output::Dna => "application/vnd.sqlite3",
        Output::Qdpx => "application/zip",
        _ => "application/octet-stream",
    }
}

fn upload(parameters: Parameters, headers: &HeaderMap) -> Result<Upload, Refusal> {
    let wrong = |error: sayso::read::Error| Refusal::wrong(error.to_string());
    let mut upload = Upload::new(parameters.name.unwrap_or_default());
    if let Some(id) = parameters.doc_id {
        upload = upload.with_id(id);
    }
    let options = &mut upload.options;
    options.format = match parameters.input_format {
        Some(name) => Some(name.parse::<Input>().map_err(wrong)?),
        None => sent(headers)?,
    };
    options.text_column = parameters.text_column;
    options.id_column = parameters.id_column;
    options.date_column = parameters.date_column;
    let date_format = parameters.date_format.map(|it| it.parse::<DateFormat>());
    options.date_format = date_format.transpose().map_err(|it| Refusal::wrong(it.to_string()))?;
    Ok(upload)
}

/// The format that the header `Content-Type` names; none where it says nothing, as that which curl
/// sends unasked.
fn sent(headers: &HeaderMap) -> Result<Option<Input>, Refusal> {
    let named =
        headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let named = named.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    Ok(match named.as_str() {
        "text/plain" | "text/markdown" => Some(Input::Text),
        "text/csv" => Some(Input::Csv),
        "text/tab-separated-values" => Some(Input::Tsv),
        "application/json" => Some(Input::Json),
        "application/x-ndjson" | "application/jsonl" | "application/x-jsonlines" => {
            Some(Input::Jsonl)
        }
        "text/html" | "application/xhtml+xml" => Some(Input::Html),
        "application/vnd.apache.parquet" => Some(Input::Parquet),
        "application/warc" => Some(Input::Warc),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => {
            Some(Input::Docx)
        }
        "multipart/form-data" => {
            let reason =
                "forms of several parts are not read; send the text or the file itself as the body";
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, reason));
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(parameters: Parameters, headers: &[(header::HeaderName, &str)]) -> Result<Ask, Refusal> {
        let pipelines = Pipelines::by_rules();
        let headers = headers.iter().map(|(name, it)| (name.clone(), it.parse().expect("a value")));
        Ask::new(parameters, &headers.collect(), &pipelines)
    }

    #[test]
    fn parameter_wins_over_the_header_and_json_lines_are_usual() {
        let of = |format: Option<&str>, accept: &str| {
            let parameters =
                Parameters { format: format.map(str::to_owned), ..Parameters::default() };
            ask(parameters, &[(header::ACCEPT, accept)]).expect("known").answer
        };
        assert_eq!(of(None, "*/*"), Answer::File(Output::Jsonl));
        assert_eq!(of(None, "text/csv;q=0.9, */*"), Answer::File(Output::Csv));
        assert_eq!(of(Some("tsv"), "text/csv"), Answer::File(Output::Tsv));
        assert_eq!(of(Some("page"), "text/csv"), Answer::Page);
    }

    #[test]
    fn document_form_keeps_the_complementizer() {
        let of = |format: &str| {
            let parameters =
                Parameters { format: Some(format.to_owned()), ..Parameters::default() };
            ask(parameters, &[]).expect("known").task.pipeline
        };
        assert_eq!((of("csv"), of("doc-jsonl")), (0, 1));
    }

    #[test]
    fn what_there_is_not_is_named_with_what_there_is() {
        let model = Parameters { model: Some("huge".to_owned()), ..Parameters::default() };
        let refusal = ask(model, &[]).expect_err("no such model");
        assert_eq!(refusal.status, StatusCode::BAD_REQUEST);
        assert!(refusal.reason.starts_with("no model \"huge\" (have: rules"), "{}", refusal.reason);
        let format = Parameters { format: Some("xls".to_owned()), ..Parameters::default() };
        let refusal = ask(format, &[]).expect_err("no such format");
        assert!(refusal.reason.starts_with("no output format \"xls\""), "{}", refusal.reason);
    }

    #[test]
    fn form_of_several_parts_is_refused() {
        let refusal = ask(
            Parameters::default(),
            &[(header::CONTENT_TYPE, "multipart/form-data; boundary=x")],
        );
        assert_eq!(refusal.expect_err("a form").status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let curl = ask(
            Parameters::default(),
            &[(header::CONTENT_TYPE, "application/x-www-form-urlencoded")],
        );
        assert_eq!(curl.expect("taken").upload.options.format, None);
    }
}
