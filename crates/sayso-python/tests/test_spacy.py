"""The component of spaCy: statements stay with their documents wherever spaCy takes them."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
import sayso
from conftest import TEXT

spacy = pytest.importorskip("spacy")

import sayso.spacy
from spacy.tokens import Doc, DocBin

DATED = "OSLO, May 3, 2024 (Wire) -- " + TEXT


@pytest.fixture(scope="module")
def nlp() -> Any:
    nlp = spacy.blank("en")
    nlp.add_pipe("sayso", config={"model": "rules"})
    return nlp


def test_statements_are_those_of_the_pipeline(nlp: Any, rules: sayso.Pipeline) -> None:
    doc = nlp(DATED)
    assert doc._.statements == rules.extract(DATED)
    assert doc._.statements.html() == rules.extract(DATED).html()
    span = doc.char_span(doc._.statements[0].cue_start, doc._.statements[0].cue_end)
    assert span.text == "said"
    assert spacy.blank("en")(TEXT)._.statements == []
    doc._.statements = doc._.statements[1:]
    assert [s.statement_id for s in doc._.statements] == ["S2"]


def test_documents_are_written_out_with_their_statements(nlp: Any, tmp_path: Path) -> None:
    doc = nlp(DATED)
    for again in [
        Doc(nlp.vocab).from_bytes(doc.to_bytes()),
        pickle.loads(pickle.dumps(doc)),
        doc.copy(),
        next(iter(DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab))),
    ]:
        assert again._.statements == doc._.statements != []


def test_processes_of_spacy_give_statements_back(nlp: Any, articles: dict[str, str]) -> None:
    texts = list(articles.values())
    expected = [doc._.statements for doc in nlp.pipe(texts)]
    found = [doc._.statements for doc in nlp.pipe(texts, n_process=2, batch_size=4)]
    assert found == expected and any(expected)


def test_pipeline_of_spacy_is_read_back(nlp: Any, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert again(TEXT)._.statements == nlp(TEXT)._.statements != []
