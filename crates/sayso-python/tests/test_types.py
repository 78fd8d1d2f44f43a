"""Columns of any type, from the newest pyarrow, Polars, pandas and DuckDB."""

from __future__ import annotations

import decimal
import uuid
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
import sayso
from conftest import TEXT

pa = pytest.importorskip("pyarrow")


def ids(rules: sayso.Pipeline, column: Any) -> list[str]:
    """The ids that the rows of one article have, named by the column."""
    table = pa.table({"text": [TEXT], "key": column})
    rows = pa.table(rules.extract_table(table, doc_id="key"))
    return sorted(set(rows["doc_id"].to_pylist()))


KEY = uuid.UUID("94b2d783-0d7a-4ff7-96a8-780c8b22afea")
MOMENT = datetime(2024, 10, 1, 21, 30, 0, 500000)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pa.array([2**63 - 1]), "9223372036854775807"),
        (pa.array([decimal.Decimal("12345678901234567890.50")]), "12345678901234567890.50"),
        (pa.array([1.5]), "1.5"),
        (pa.array([True]), "true"),
        (pa.array([b"wire-1"]), "wire-1"),
        (pa.array([b"\xff\x00"]), "ff00"),
        (pa.array([MOMENT], pa.timestamp("us")), "2024-10-01 21:30:00.500"),
        (pa.array([MOMENT], pa.timestamp("ns", "UTC")), "2024-10-01 21:30:00.500+00:00"),
        (pa.array([MOMENT], pa.timestamp("ms", "Europe/Oslo")), "2024-10-01 23:30:00.500+02:00"),
        (pa.array([date(2024, 10, 2)]), "2024-10-02"),
        (pa.array([timedelta(seconds=1.5)]), "PT1.5S"),
        (pa.array([{"a": 1, "b": None}]), '{"a": 1, "b": null}'),
        (pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int8())), '{"k": 1}'),
        (pa.array(["x"]).dictionary_encode(), "x"),
    ],
    ids=str,
)
def test_id_of_any_type_is_written_without_loss(
    rules: sayso.Pipeline, column: Any, expected: str
) -> None:
    assert ids(rules, column) == [expected]


@pytest.mark.skipif(not hasattr(pa, "uuid"), reason="this pyarrow has no UUIDs")
def test_uuid_is_written_as_people_write_it(rules: sayso.Pipeline) -> None:
    column = pa.ExtensionArray.from_storage(pa.uuid(), pa.array([KEY.bytes], pa.binary(16)))
    assert ids(rules, column) == [str(KEY)]


def test_text_may_be_bytes_or_in_runs(rules: sayso.Pipeline) -> None:
    windows = "“Rain is near,” said Ada Obi.".encode("cp1252")
    runs = pa.RunEndEncodedArray.from_arrays(pa.array([1, 2], pa.int32()), pa.array([TEXT, None]))
    for column in [pa.array([TEXT.encode(), None]), pa.array([windows, None], pa.binary_view()), runs]:
        rows = pa.table(rules.extract_table(pa.table({"text": column})))
        assert rows["speaker"].to_pylist()[0] == "Ada Obi" and set(rows["doc_id"].to_pylist()) == {"0"}


def test_date_is_the_local_day_of_the_column(rules: sayso.Pipeline) -> None:
    for zone, day in [(None, 1), ("UTC", 1), ("+05:00", 2), ("Asia/Tokyo", 2)]:
        column = pa.array([MOMENT], pa.timestamp("us", zone))
        rows = pa.table(rules.extract_table(pa.table({"text": [TEXT], "date": column})))
        assert rows["date"].to_pylist()[0] == date(2024, 10, day), zone


def test_text_may_be_a_member_of_a_struct(rules: sayso.Pipeline) -> None:
    table = pa.table({"fields": [{"body": TEXT, "title": "Rain"}, None], "n": [1, 2]})
    rows = pa.table(rules.extract_table(table, text="fields.body"))
    assert rows["n"].to_pylist() == [1, 1]
    with pytest.raises(sayso.Error, match=r'no column named "fields.no"'):
        rules.extract_table(table, text="fields.no")
    with pytest.raises(sayso.Error, match='"title" holds Struct|"n" holds Int64'):
        rules.extract_table(table, text="n")


def test_polars_columns_that_arrow_does_not_know(rules: sayso.Pipeline) -> None:
    pl = pytest.importorskip("polars")
    pytest.importorskip("sayso.polars")
    frame = pl.DataFrame({"text": [TEXT], "author": [None], "nested": [{"a": None}]})
    rows = sayso.polars.statements(frame, pipeline=rules)
    assert rows["author"].to_list() == [None, None] and rows.schema["author"] == pl.Null
    assert frame.lazy().sayso.statements(pipeline=rules).collect().equals(rows.with_columns(doc_id="doc_id"))
    assert sayso.polars.statements(pl.DataFrame({"text": [None]}), pipeline=rules).height == 0
    lists = pl.DataFrame({"text": [TEXT], "tags": [[]]})
    assert sayso.polars.statements(lists, pipeline=rules).height == 2
    wide = pl.DataFrame({"text": [TEXT], "x": pl.Series([2**100], dtype=pl.Int128)})
    assert sayso.polars.statements(wide, doc_id="x", pipeline=rules)["doc_id"][0] == str(2**100)
    unknown = pl.DataFrame({"text": [TEXT], "x": pl.Series([1], dtype=pl.UInt128)})
    with pytest.raises(sayso.Error, match='the column "x" .* cast it to strings, or leave it out'):
        sayso.polars.statements(unknown, pipeline=rules)


def test_days_of_pandas_have_their_accessor(rules: sayso.Pipeline) -> None:
    pd = pytest.importorskip("pandas")
    pytest.importorskip("sayso.pandas")
    frame = pd.DataFrame({"text": [TEXT, TEXT], "date": ["2024-10-02", None]})
    rows = sayso.pandas.statements(frame, pipeline=rules)
    assert list(rows["date"].dt.year.dropna()) == [2024, 2024]
    moment = pd.Series([datetime(2024, 10, 1, 23, tzinfo=timezone.utc)]).dt.tz_convert("Europe/Oslo")
    rows = sayso.pandas.statements(pd.DataFrame({"text": [TEXT], "date": moment}), pipeline=rules)
    assert list(rows["date"].dt.day) == [2, 2]
    empty = sayso.pandas.statements(pd.DataFrame({"text": []}, dtype=str), pipeline=rules)
    assert empty["date"].dt.year.empty


def test_duckdb_reads_a_stream_while_it_writes_one(rules: sayso.Pipeline) -> None:
    duckdb = pytest.importorskip("duckdb")
    db = duckdb.connect()
    db.execute("create table news as select i as doc_id, ? as text from range(20000) t(i)", [TEXT])
    stream = rules.extract_table(db.cursor().sql("from news"))
    rows = pa.RecordBatchReader.from_stream(stream)
    assert db.sql("select count(*) from rows").fetchall() == [(40_000,)]
    ids = db.sql("select uuid() as doc_id, ? as text", params=[TEXT])
    assert len(pa.table(rules.extract_table(ids))["doc_id"][0].as_py()) == 36
