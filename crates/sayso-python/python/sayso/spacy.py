"""A component of spaCy that finds who said what.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> _ = nlp.add_pipe("sayso", config={"model": "rules"})
>>> doc = nlp("“Rain is near,” said Ada Obi, the mayor.")
>>> [(s.speaker, s.kind) for s in doc._.statements]
[('Ada Obi', 'direct')]

Where the package is installed, spaCy finds the component by its name. Offsets of statements are those
of `doc.char_span`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from ._sayso import Pipeline

__all__ = ["Component", "make"]

if not Doc.has_extension("statements"):
    Doc.set_extension("statements", default=[])


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
            found = self.pipeline.extract_batch([doc.text for doc in batch])
            for doc, statements in zip(batch, found):
                doc._.statements = statements
                yield doc


@Language.factory(
    "sayso",
    assigns=["doc._.statements"],
    default_config={"model": "large", "lexicon": None, "min_confidence": 0.0, "types": None},
)
def make(
    nlp: Language,
    name: str,
    model: str,
    lexicon: Any,
    min_confidence: float,
    types: Any,
) -> Component:
    """The component with these options of `sayso.Pipeline`."""
    return Component(Pipeline(model, lexicon, min_confidence, types))
