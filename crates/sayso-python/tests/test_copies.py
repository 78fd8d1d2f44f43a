"""What a program holds of ours can be copied, pickled and sent to other processes."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from typing import Any

import pytest
import sayso
from conftest import TEXT


def kept(rules: sayso.Pipeline) -> list[Any]:
    statements = rules.extract("OSLO, May 3, 2024 (Wire) -- " + TEXT, "wire-1")
    attributions = rules.attribute(TEXT)
    segmentation = rules.segment("OSLO, May 3, 2024 (Wire) -- " + TEXT)
    parts = [segmentation.tokens, segmentation.sentences, segmentation.paragraphs]
    speakers = rules.resolve(TEXT, attributions)
    return [statements, attributions, speakers, segmentation, *parts, segmentation.quotations]


def test_pickles_and_copies_are_equal(rules: sayso.Pipeline) -> None:
    for one in kept(rules):
        assert one
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(one, protocol)) == one
        assert copy.deepcopy(one) == one and copy.copy(one) == one
    segmentation = rules.segment("OSLO, May 3, 2024 (Wire) -- Rain.")
    assert segmentation.date and copy.deepcopy(segmentation).date == segmentation.date


def test_statements_stay_a_list_that_can_be_shown(rules: sayso.Pipeline) -> None:
    statements = rules.extract("OSLO, May 3, 2024 (Wire) -- " + TEXT, "wire-1")
    again = pickle.loads(pickle.dumps(statements))
    assert type(again) is sayso.Statements and again.html() == statements.html()
    assert (again.text, again.doc_id, again.date) == (
        statements.text,
        statements.doc_id,
        statements.date,
    )


def test_pipeline_is_pickled_as_its_options(rules: sayso.Pipeline) -> None:
    again = pickle.loads(pickle.dumps(sayso.Pipeline("rules", types=["control"])))
    assert {s.attribution_type for s in again.extract("She wants rain. " + TEXT)} <= {"control"}
    assert repr(rules) == repr(copy.deepcopy(rules)) == '<Pipeline model="rules">'


def test_error_is_pickled() -> None:
    with pytest.raises(sayso.Error) as caught:
        sayso.Pipeline("no-such-model")
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is sayso.Error and str(again) == str(caught.value)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_give_statements_back(
    method: str, rules: sayso.Pipeline, articles: dict[str, str]
) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} here")
    texts = list(articles.values())
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(rules.extract, texts) == [rules.extract(text) for text in texts]
        assert pool.apply(rules.extract_batch, (texts,)) == rules.extract_batch(texts)


def test_joblib_gives_statements_back(rules: sayso.Pipeline) -> None:
    joblib = pytest.importorskip("joblib")
    found = joblib.Parallel(n_jobs=2)(joblib.delayed(rules.extract)(text) for text in [TEXT] * 4)
    assert found == [rules.extract(TEXT)] * 4


def test_pandas_keeps_statements_in_a_pickle(rules: sayso.Pipeline, tmp_path: Any) -> None:
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"text": [TEXT, "Nobody spoke."]})
    frame["statements"] = frame["text"].map(rules.extract)
    frame.to_pickle(tmp_path / "frame.pickle")
    again = pd.read_pickle(tmp_path / "frame.pickle")
    assert again["statements"].to_list() == [rules.extract(TEXT), []]
