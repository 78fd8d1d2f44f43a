"""The rows of Python, of each kind of table and of the command line are the same."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from datetime import date, datetime
from typing import Any

import pytest
import sayso
from conftest import SEEDS

Row = dict[str, str]


def command_line(*arguments: object) -> list[Row]:
    command = [sys.executable, "-m", "sayso", "extract", *map(str, arguments), "--quiet"]
    output = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return list(csv.DictReader(io.StringIO(output)))


def cell(value: Any) -> str:
    """The value as the command line writes it."""
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        # pandas makes floats of integers where one is absent.
        return str(int(value))
    if isinstance(value, datetime):
        # Days of pandas are moments at midnight.
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value)


def as_written(rows: list[dict[str, Any]]) -> list[Row]:
    written = [{name: cell(value) for name, value in row.items()} for row in rows]
    for row, values in zip(written, rows):
        for name in ("confidence", "speaker_confidence"):
            # In pandas a missing number is one that is not equal to itself.
            is_missing = values[name] is None or values[name] != values[name]
            row[name] = "" if is_missing else f"{values[name]:.2f}"
    return written


@pytest.fixture(scope="session", params=["rules", "small", "large", "auto"])
def model(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def expected(model: str) -> list[Row]:
    rows = command_line(SEEDS, "--model", model)
    assert len(rows) > 50
    return rows


def test_list_of_statements(model: str, expected: list[Row], articles: dict[str, str]) -> None:
    pipeline = sayso.Pipeline(model)
    one = [s.to_dict() for name, text in articles.items() for s in pipeline.extract(text, name)]
    assert as_written(one) == expected
    batch = pipeline.extract_batch(articles.values(), doc_ids=list(articles))
    assert as_written([row for found in batch for row in found.to_dicts()]) == expected


def test_pyarrow(model: str, expected: list[Row], articles: dict[str, str]) -> None:
    pa = pytest.importorskip("pyarrow")
    data = pa.table({"doc_id": list(articles), "text": list(articles.values())})
    rows = pa.table(sayso.Pipeline(model).extract_table(data)).to_pylist()
    assert as_written(rows) == expected


def test_polars(model: str, expected: list[Row], articles: dict[str, str]) -> None:
    pl = pytest.importorskip("polars")
    pytest.importorskip("sayso.polars")
    frame = pl.DataFrame({"key": list(articles), "body": list(articles.values())})
    rows = frame.sayso.statements(text="body", doc_id="key", model=model)
    assert as_written(rows.to_dicts()) == expected
    lazy = frame.lazy().sayso.statements(text="body", doc_id="key", model=model)
    assert lazy.collect_schema() == rows.schema
    assert lazy.collect().equals(rows) and lazy.collect(engine="streaming").equals(rows)


def test_lazy_rows_are_numbered_as_those_of_a_frame(articles: dict[str, str]) -> None:
    pl = pytest.importorskip("polars")
    pytest.importorskip("sayso.polars")
    frame = pl.DataFrame({"text": list(articles.values()) * 50})
    rows = frame.sayso.statements(model="rules")
    assert frame.lazy().sayso.statements(model="rules").collect(engine="streaming").equals(rows)


def test_pandas(model: str, expected: list[Row], articles: dict[str, str]) -> None:
    pd = pytest.importorskip("pandas")
    pytest.importorskip("sayso.pandas")
    frame = pd.DataFrame({"doc_id": list(articles), "text": list(articles.values())})
    rows = frame.sayso.statements(model=model)
    assert as_written(rows.to_dict("records")) == expected


def test_duckdb(model: str, expected: list[Row], articles: dict[str, str]) -> None:
    duckdb = pytest.importorskip("duckdb")
    pa = pytest.importorskip("pyarrow")
    values = pa.table({"doc_id": list(articles), "text": list(articles.values())})
    connection = duckdb.connect()
    connection.register("articles", values)
    relation = connection.sql("select * from articles")
    statements = pa.table(sayso.Pipeline(model).extract_table(relation))
    connection.register("statements", statements)
    rows = connection.sql("select * from statements").fetchall()
    names = [*expected[0]]
    assert as_written([dict(zip(names, row)) for row in rows]) == expected


def test_spacy(model: str, expected: list[Row], articles: dict[str, str]) -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    nlp.add_pipe("sayso", config={"model": model})
    texts = [(text, name) for name, text in articles.items()]
    rows = []
    for doc, name in nlp.pipe(texts, as_tuples=True):
        for s in doc._.statements:
            assert doc.text[s.cue_start : s.cue_end] == s.cue
            rows.append({**s.to_dict(), "doc_id": name})
    assert as_written(rows) == expected


def test_other_columns_of_a_table(model: str) -> None:
    pl = pytest.importorskip("polars")
    expected = command_line(SEEDS / "articles.csv", "--model", model)
    frame = pl.read_csv(SEEDS / "articles.csv", infer_schema=False)
    rows = pl.DataFrame(sayso.Pipeline(model).extract_table(frame, doc_id="id"))
    assert as_written(rows.to_dicts()) == expected


def test_command_line_is_the_same_program() -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "sayso", *arguments]
        return subprocess.run(command, check=False, capture_output=True, text=True)

    assert run("--version").stdout == f"sayso {sayso.__version__}\n"
    assert run("extract", "--no-such").returncode == 2
    missing = run("extract", "no-such-folder")
    assert missing.returncode == 1 and "no-such-folder" in missing.stderr
