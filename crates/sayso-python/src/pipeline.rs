//! The pipeline and its stages as a class of Python.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use sayso::export::{OffsetMap, Offsets};
use sayso::tag::TAGS;
use sayso::text::Document;

use crate::article::Article;
use crate::attribution::{Attribution, Places, Speaker};
use crate::batch;
use crate::error::{Error, exception, guarded};
use crate::layout::Asked;
use crate::options::{Settings, Several};
use crate::rows::{self, Rows};
use crate::segmentation::Segmentation;
use crate::signals::on_text;
use crate::table::Options;
use crate::why;

/// Text in, statements out: who said what.
///
/// Parameters
/// ----------
/// model : ``"large"`` (the most right), ``"small"``, ``"rules"`` (the fastest), ``"auto"`` (small over all, large
///     where small is unsure), or a model file.
/// lexicon : a file of further cues, in the form of ``data/lexicons/cues.tsv``, or a list of them.
/// min_confidence : statements of less confidence are left out; 0 to 1.
/// types : the attribution types to keep, such as ``"communication"``; all by default.
/// min_speaker_confidence : statements whose speaker is less sure are left out; 0 to 1.
/// voices : ``"all"``, or ``"outer"`` to leave out voices within voices.
/// reading : ``"strict"`` (what somebody said, thought, knew or wanted), or ``"broad"`` (as PolNeAR marks).
///
/// Examples
/// --------
/// >>> import sayso
/// >>> pipeline = sayso.Pipeline(model="rules")
/// >>> [statement] = pipeline.extract("“Rain is near,” said Ada Obi, the mayor.")
/// >>> statement.speaker, statement.content
/// ('Ada Obi', '“Rain is near,”')
#[pyclass(frozen, module = "sayso")]
#[derive(Debug)]
pub(crate) struct Pipeline {
    pipeline: Arc<sayso::Pipeline>,
    settings: Settings,
}

#[pymethods]
impl Pipeline {
    #[new]
    #[pyo3(signature = (model="large".into(), lexicon=None, min_confidence=0.0, types=None,
                        min_speaker_confidence=0.0, voices="all", reading="strict"),
           text_signature = "(model=\"large\", lexicon=None, min_confidence=0.0, types=None, \
                             min_speaker_confidence=0.0, voices=\"all\", reading=\"strict\")")]
    #[expect(clippy::too_many_arguments, reason = "in Python they are named")]
    fn new(
        py: Python<'_>,
        model: PathBuf,
        lexicon: Option<Several<PathBuf>>,
        min_confidence: f32,
        types: Option<Several<String>>,
        min_speaker_confidence: f32,
        voices: &str,
        reading: &str,
    ) -> PyResult<Self> {
        let settings = Settings {
            model,
            lexicon: lexicon.map(|paths| paths.list()).unwrap_or_default(),
            min_confidence,
            types: types.map(|types| types.list()),
            min_speaker_confidence,
            voices: voices.to_owned(),
            reading: reading.to_owned(),
        };
        let options = settings.options()?;
        let made = py.detach(|| sayso::Pipeline::new(options));
        let pipeline = Arc::new(made.map_err(|error| exception(&error))?);
        Ok(Self { pipeline, settings })
    }

    /// The statements of one text, in the order of their contents.
    ///
    /// Examples
    /// --------
    /// >>> import sayso
    /// >>> text = "“Rain is near,” said Ada Obi. Schools would close, she added."
    /// >>> for s in sayso.Pipeline(model="rules").extract(text, "wire-1"):
    /// ...     print(s.doc_id, s.speaker, s.kind, text[s.content_start : s.content_end])
    /// wire-1 Ada Obi direct “Rain is near,”
    /// wire-1 Ada Obi indirect Schools would close
    #[pyo3(signature = (text, doc_id=None))]
    fn extract<'py>(
        &self,
        py: Python<'py>,
        text: &Bound<'py, PyString>,
        doc_id: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let document = Document::new(doc_id.unwrap_or_default(), text.to_str()?);
        py.detach(|| Article::read(Arc::clone(&self.pipeline), document))?.into_statements(text)
    }

    /// The statements of each of many texts, found by ``jobs`` threads (default: one on each core).
    ///
    /// Documents are named by ``doc_ids``, or else by their places, counted from 0. Ctrl-C ends it.
    ///
    /// Examples
    /// --------
    /// >>> import sayso
    /// >>> articles = {"wire-1": "“Rain is near,” Ada Obi said.", "wire-2": "Nobody spoke."}
    /// >>> pipeline = sayso.Pipeline(model="rules")
    /// >>> found = pipeline.extract_batch(articles.values(), doc_ids=list(articles))
    /// >>> [(statements.doc_id, len(statements)) for statements in found]
    /// [('wire-1', 1), ('wire-2', 0)]
    #[pyo3(signature = (texts, jobs=None, doc_ids=None))]
    fn extract_batch<'py>(
        &self,
        py: Python<'py>,
        texts: &Bound<'py, PyAny>,
        jobs: Option<usize>,
        doc_ids: Option<Vec<String>>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let texts = batch::texts(texts)?;
        let documents = batch::documents(&texts, doc_ids)?;
        let articles =
            py.detach(|| batch::read(&self.pipeline, documents, jobs.unwrap_or_default()))?;
        articles.into_iter().zip(&texts).map(|(found, text)| found.into_statements(text)).collect()
    }

    /// The statements of a table of articles, as a table.
    ///
    /// Takes anything that speaks the Arrow PyCapsule interface (``__arrow_c_stream__``: a frame of
    /// Polars or pandas, a table of pyarrow, a relation of DuckDB), and gives the same: hand the
    /// result to ``polars.DataFrame``, ``pyarrow.table`` or their like. It is read as it is asked
    /// for, batch by batch, and once.
    ///
    /// Parameters
    /// ----------
    /// data : the table.
    /// text : the column with the texts. A row without a text has no statements.
    /// doc_id : the column that names the articles; by default ``doc_id`` where there is one, else
    ///     the number of the row, counted from 0.
    /// date : the column with the dates; by default ``date`` where there is one.
    /// jobs : the number of threads; one on each core by default.
    /// errors : ``"raise"`` ends with the first document that fails; ``"collect"`` goes on and keeps
    ///     what failed in ``failures``.
    ///
    /// Examples
    /// --------
    /// >>> import pyarrow as pa, sayso
    /// >>> table = pa.table({"body": ["“Rain is near,” Ada Obi said."], "title": ["Rain"]})
    /// >>> rows = sayso.Pipeline(model="rules").extract_table(table, text="body")
    /// >>> pa.table(rows).select(["doc_id", "speaker", "title"]).to_pylist()
    /// [{'doc_id': '0', 'speaker': 'Ada Obi', 'title': 'Rain'}]
    #[pyo3(signature = (data, text="text", doc_id=None, date=None, *, jobs=None, errors="raise"))]
    #[expect(clippy::too_many_arguments, reason = "in Python they are named")]
    fn extract_table(
        &self,
        data: &Bound<'_, PyAny>,
        text: &str,
        doc_id: Option<&str>,
        date: Option<&str>,
        jobs: Option<usize>,
        errors: &str,
    ) -> PyResult<Rows> {
        let options =
            Options { jobs: jobs.unwrap_or_default(), on_failure: rows::on_failure(errors)? };
        Rows::new(Arc::clone(&self.pipeline), data, Asked { text, doc_id, date }, options)
    }

    /// The first stage: paragraphs, sentences, tokens and quotations.
    ///
    /// Examples
    /// --------
    /// >>> import sayso
    /// >>> segmentation = sayso.Pipeline(model="rules").segment("“Rain,” she said. It fell.")
    /// >>> segmentation
    /// <Segmentation: 1 paragraphs, 2 sentences, 10 tokens, 1 quotations>
    /// >>> [token.text for token in segmentation.tokens][:4]
    /// ['“', 'Rain', ',', '”']
    fn segment(&self, py: Python<'_>, text: &str) -> PyResult<Segmentation> {
        self.stage(py, text, |pipeline, text| {
            Segmentation::new(text, &pipeline.segmenter().segment(text))
        })
    }

    /// The second stage: for each token the score of each tag, in logits.
    ///
    /// Examples
    /// --------
    /// >>> import sayso
    /// >>> scores = sayso.Pipeline(model="small").tag("Rain is near, Ada Obi said.")
    /// >>> max(scores[6], key=scores[6].get)
    /// 'B-CUE'
    fn tag<'py>(&self, py: Python<'py>, text: &str) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let scores = self.stage(py, text, |pipeline, text| {
            let mut tagger = pipeline.tagger()?.worker();
            Some(tagger.tag(text, &pipeline.segmenter().segment(text)).tags().to_vec())
        })?;
        let scores = scores.ok_or_else(|| {
            Error::new_err("the rules have no scores; choose a network with model=")
        })?;
        let named = |row: &[f32; TAGS.len()]| {
            let scores = PyDict::new(py);
            TAGS.iter().zip(row).try_for_each(|(tag, score)| scores.set_item(tag, score))?;
            Ok(scores)
        };
        scores.iter().map(named).collect()
    }

    /// The third stage: sources, cues and contents, of all types and confidences.
    ///
    /// Examples
    /// --------
    /// >>> import sayso
    /// >>> text = "Rain is near, Ada Obi said."
    /// >>> [found] = sayso.Pipeline(model="rules").attribute(text)
    /// >>> [text[start:end] for start, end in [*found.content, found.cue, found.source]]
    /// ['Rain is near', 'said', 'Ada Obi']
    fn attribute(&self, py: Python<'_>, text: &str) -> PyResult<Vec<Attribution>> {
        self.stage(py, text, attributions)
    }

    /// The fourth stage: the speakers of the attributions, in their order.
    ///
    /// Examples
    /// --------
    /// >>> import sayso
    /// >>> own = sayso.Attribution(cue=(23, 27), content=[(0, 14)], source=(15, 22))
    /// >>> sayso.Pipeline(model="rules").resolve("Rain is near, (Ada Obi said).", [own])
    /// [<Speaker Ada Obi (person)>]
    #[expect(clippy::needless_pass_by_value, reason = "arguments of Python come owned")]
    fn resolve(
        &self,
        py: Python<'_>,
        text: &str,
        attributions: Vec<PyRef<'_, Attribution>>,
    ) -> PyResult<Vec<Speaker>> {
        let places = Places::new(text);
        let found = attributions.iter().map(|attribution| attribution.in_bytes(&places));
        let found = found.collect::<PyResult<Vec<_>>>()?;
        self.stage(py, text, move |pipeline, text| {
            let segmentation = pipeline.segmenter().segment(text);
            let speakers = pipeline.resolver().resolve(text, &segmentation, &found);
            speakers.iter().map(Speaker::from).collect()
        })
    }

    /// Why the speaker of each statement is who is named, in the order of ``extract``.
    ///
    /// ``rule`` is the rule that decided, ``antecedent_start`` and ``antecedent_end`` the mention that
    /// a pronoun or a role noun takes up, ``runner_up`` who would have been chosen next (empty for
    /// somebody new) and ``margin`` by how much less, in log-odds; ``None`` where nothing was weighed.
    ///
    /// Examples
    /// --------
    /// >>> import sayso
    /// >>> text = "Ada Obi met Tom Lind. She said that rain was near."
    /// >>> [why] = sayso.Pipeline(model="rules").why(text)
    /// >>> why["rule"], text[why["antecedent_start"] : why["antecedent_end"]], why["runner_up"]
    /// ('ranked', 'Ada Obi', '')
    fn why<'py>(&self, py: Python<'py>, text: &str) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let found = self.stage(py, text, why::whys)?;
        found.iter().map(|why| why.to_dict(py)).collect()
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let Settings {
            model,
            lexicon,
            min_confidence,
            types,
            min_speaker_confidence: least,
            voices,
            reading,
        } = self.settings.clone();
        (model, lexicon, min_confidence, types, least, voices, reading).into_pyobject(py)
    }

    fn __repr__(&self) -> String {
        format!("<Pipeline model={:?}>", self.settings.model)
    }
}

impl Pipeline {
    /// What a stage gives for the text.
    fn stage<T: Send + 'static>(
        &self,
        py: Python<'_>,
        text: &str,
        work: impl FnOnce(&sayso::Pipeline, &str) -> T + Send + 'static,
    ) -> PyResult<T> {
        let (pipeline, document) = (Arc::clone(&self.pipeline), Document::new("", text));
        py.detach(|| {
            on_text(document, move |document| guarded("", || work(&pipeline, &document.text)))
        })
    }
}

fn attributions(pipeline: &sayso::Pipeline, text: &str) -> Vec<Attribution> {
    let segmentation = pipeline.segmenter().segment(text);
    let mut attributor = pipeline.attributor().worker();
    let mut reader = pipeline.attributor().reader().worker();
    let words = reader.read(text, &segmentation);
    let found = match pipeline.tagger() {
        Some(tagger) => {
            let mut tagger = tagger.worker();
            attributor.attribute_by(words, tagger.tag(text, &segmentation))
        }
        None => attributor.attribute(words),
    };
    let map = OffsetMap::new(text, Offsets::Chars);
    found.iter().map(|attribution| Attribution::new(attribution, &map)).collect()
}
