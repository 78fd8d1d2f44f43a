"""A component of spaCy that finds who said what.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> _ = nlp.add_pipe("sayso", config={"model": "rules"})
>>> doc = nlp("“Rain is near,” said Ada Obi, the mayor.")
>>> [(s.speaker, s.kind) for s in doc._.statements]
[('Ada Obi', 'direct')]

Where the package is installed, spaCy finds the component by its name. Offsets of statements are those
of `doc.char_span`. Documents keep their statements where spaCy writes them out: `doc.to_bytes()`, `DocBin`
with `store_user_data`, and `nlp.pipe` with `n_process`; who reads them back imports this module first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from ._sayso import Pipeline, Statement
from ._statements import Statements

__all__ = ["Component", "make"]

# spaCy writes out what a document's `user_data` holds if it is of plain lists, strings and numbers.
_KEY = "sayso"


def _put(doc: Doc, statements: Iterable[Statement]) -> None:
    doc.user_data[_KEY] = [_row(statement) for statement in statements]


def _row(statement: Statement) -> dict[str, Any]:
    date = statement.date and statement.date.isoformat()
    return {**statement.to_dict(), "content_spans": statement.content_spans, "date": date}


def _take(doc: Doc) -> Statements:
    rows = doc.user_data.get(_KEY, [])
    found = Statements(map(_statement, rows), doc.text)
    if found:
        found.doc_id, found.date = found[0].doc_id, found[0].date
    return found


def _statement(row: dict[str, Any]) -> Statement:
    # What is written out comes back with lists for tuples.
    return Statement(**{**row, "content_spans": [(start, end) for start, end in row["content_spans"]]})


Doc.set_extension("statements", getter=_take, setter=_put, force=True)


class Component:
    """Sets `doc._.statements` to the statements of the text."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline

    def __call__(self, doc: Doc) -> Doc:
        """Reads one document."""
        doc._.statements = self.pipeline.extract(doc.text)
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Reads many, so many at once and on all cores."""
        docs = iter(docs)
        while batch := list(islice(docs, batch_size)):
            texts = [doc.text for doc in batch]
            # Documents of spaCy have no names, and places in a batch would say nothing.
            found = self.pipeline.extract_batch(texts, doc_ids=[""] * len(texts))
            for doc, statements in zip(batch, found):
                doc._.statements = statements
                yield doc


@Language.factory(
    "sayso",
    assigns=["doc._.statements"],
    default_config={
        "model": "large",
        "lexicon": None,
        "min_confidence": 0.0,
        "types": None,
        "min_speaker_confidence": 0.0,
        "voices": "all",
        "reading": "strict",
    },
)
def make(
    nlp: Language,
    name: str,
    model: str,
    lexicon: Any,
    min_confidence: float,
    types: Any,
    min_speaker_confidence: float,
    voices: Any,
    reading: Any,
) -> Component:
    """The component with these options of `sayso.Pipeline`."""
    return Component(
        Pipeline(model, lexicon, min_confidence, types, min_speaker_confidence, voices, reading)
    )
