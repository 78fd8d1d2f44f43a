"""Rows from Ray are those of the command line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sayso
from recipes import run_examples
from test_same_rows import as_written, command_line

# A cluster of its own that ends with the tests needs no token, which Ray would leave behind.
os.environ.setdefault("RAY_AUTH_MODE", "disabled")
ray = pytest.importorskip("ray", reason="Ray is not installed")
pytest.importorskip("ray.data", reason="Ray is installed without its data library")
pa = pytest.importorskip("pyarrow", reason="Ray needs pyarrow for this")

import pyarrow.parquet as pq
import sayso.ray

COPIES = 4


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield
    ray.shutdown()


@pytest.mark.parametrize("model", ["rules", "small"])
def test_rows_are_those_of_the_command_line(
    tmp_path: Path, articles: dict[str, str], model: str
) -> None:
    names = [f"{name}-{copy}" for copy in range(COPIES) for name in articles]
    columns = {"key": names, "body": [*articles.values()] * COPIES}
    path = tmp_path / "articles.parquet"
    pq.write_table(pa.table(columns), path)
    expected = command_line(path, "--model", model, "--text-column", "body", "--id-column", "key")
    articles_of_ray = ray.data.read_parquet(str(path))
    rows = sayso.ray.statements(
        articles_of_ray, text="body", doc_id="key", batch_size=8, model=model
    )
    found = as_written(rows.take_all())
    key = lambda row: (row["doc_id"], int(row["statement_id"][1:]))
    assert sorted(found, key=key) == sorted(expected, key=key)


def test_bad_document_is_in_the_second_dataset() -> None:
    said = "“Rain is near,” Ada Obi said.".encode()
    bodies = pa.array([said, b"h\xc3(", None]).view(pa.string())
    articles = ray.data.from_arrow(pa.table({"doc_id": ["a", "b", "c"], "text": bodies}))
    found = sayso.ray.read(articles, model="rules").materialize()
    assert [row["doc_id"] for row in found.statements.take_all()] == ["a"]
    assert found.failures.take_all() == [{"doc_id": "b", "reason": "b: the text is not UTF-8"}]


def test_missing_columns_are_named() -> None:
    articles = ray.data.from_items([{"text": "Rain."}])
    with pytest.raises(ValueError, match='no column "doc_id" \\(have: text\\)'):
        sayso.ray.statements(articles, model="rules")


def test_recipe_of_the_page_runs(tmp_path: Path) -> None:
    said = "“Rain is near,” Ada Obi said."
    (tmp_path / "2024").mkdir()
    columns = {"url": ["a", "b"], "body": [said, said]}
    pq.write_table(pa.table(columns), tmp_path / "2024" / "part.parquet")
    run_examples("clusters.md", "Ray", bucket=tmp_path)
    written = ray.data.read_parquet(str(tmp_path / "statements"))
    assert sorted(row["doc_id"] for row in written.take_all()) == ["a", "b"]
