"""Tables with something odd in them end in rows, in a clear exception, or in an empty result."""

from __future__ import annotations

from typing import Any

import pytest
import sayso
from conftest import TEXT

pa = pytest.importorskip("pyarrow")

# No UTF-8: half a surrogate pair as some programs write it, and a sequence that breaks off.
BROKEN = [b"\xed\xa0\xbd", b"h\xc3("]


def strings(values: list[bytes | None], kind: Any) -> Any:
    """The bytes as strings, with nothing looked at, as a careless program makes them."""
    if pa.types.is_dictionary(kind):
        return pa.DictionaryArray.from_arrays(list(range(len(values))), strings(values, kind.value_type))
    wide = {pa.string(): pa.binary(), pa.large_string(): pa.large_binary()}
    return pa.array(values, wide.get(kind, pa.binary_view())).view(kind)


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.dictionary(pa.int64(), pa.string()),
    ],
    ids=str,
)
def test_what_is_no_text_is_told_and_the_rest_is_read(rules: sayso.Pipeline, kind: Any) -> None:
    texts = strings([TEXT.encode(), *BROKEN, None, TEXT.encode()], kind)
    table = pa.table({"text": texts, "doc_id": list("abcde")})
    rows = rules.extract_table(table, errors="collect")
    assert rows.failures == []
    assert pa.table(rows)["doc_id"].to_pylist() == ["a", "a", "e", "e"]
    assert rows.failures == [
        ("b", "b: the text is not UTF-8"),
        ("c", "c: the text is not UTF-8"),
    ]
    with pytest.raises(Exception, match="b: the text is not UTF-8"):
        pa.table(rules.extract_table(table))


def test_names_that_are_no_text_are_written_in_hexadecimal(rules: sayso.Pipeline) -> None:
    table = pa.table({"text": [TEXT], "doc_id": strings([b"a\xc3"], pa.string())})
    assert pa.table(rules.extract_table(table))["doc_id"].to_pylist() == ["61c3"] * 2


def test_surrogates_never_reach_a_table(rules: sayso.Pipeline) -> None:
    pl = pytest.importorskip("polars")
    pd = pytest.importorskip("pandas")
    pytest.importorskip("sayso.pandas")
    half = "half a pair: \ud83d"
    with pytest.raises((UnicodeEncodeError, pa.ArrowInvalid)):
        pa.table({"text": [half]})
    with pytest.raises((UnicodeEncodeError, TypeError)):
        pl.DataFrame({"text": [half]})
    with pytest.raises((UnicodeEncodeError, pa.ArrowException)):
        pd.DataFrame({"text": pd.Series([half], dtype=object)}).sayso.statements(pipeline=rules)


def test_column_of_nothing_has_no_statements(rules: sayso.Pipeline) -> None:
    for kind in [pa.null(), pa.string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]:
        table = pa.table({"text": pa.nulls(3, kind), "n": [1, 2, 3]})
        rows = pa.table(rules.extract_table(table))
        assert rows.num_rows == 0 and "n" in rows.column_names


def test_table_without_a_column_or_a_batch(rules: sayso.Pipeline) -> None:
    with pytest.raises(sayso.Error, match=r'no column named "text" \(have: \)'):
        rules.extract_table(pa.table({}))
    schema = pa.schema({"text": pa.string()})
    empty = pa.RecordBatchReader.from_batches(schema, [])
    assert pa.table(rules.extract_table(empty)).num_rows == 0


def test_chunks_and_slices_are_read_where_they_are(rules: sayso.Pipeline) -> None:
    texts = pa.chunked_array([["Rain.", TEXT], [], [None, TEXT, "Snow."]])
    table = pa.table({"text": texts}).slice(1, 3)
    assert pa.table(rules.extract_table(table))["doc_id"].to_pylist() == ["0", "0", "2", "2"]
    batch = table.to_batches()[0]
    assert pa.table(rules.extract_table(batch)).num_rows == 2


def test_columns_of_any_type_go_along(rules: sayso.Pipeline) -> None:
    table = pa.table(
        {
            "text": [TEXT],
            "tags": [["a", "b"]],
            "place": [{"lat": 1.5, "names": ["x"]}],
            "raw": pa.array([b"\xff"]),
            "label": pa.array(["x"]).dictionary_encode(),
            "nothing": pa.nulls(1),
        }
    )
    rows = pa.table(rules.extract_table(table))
    for name in table.column_names[1:]:
        assert rows.schema.field(name).type == table.schema.field(name).type
        assert rows[name].to_pylist() == table[name].to_pylist() * 2


def test_two_columns_of_one_name_are_told_apart(rules: sayso.Pipeline) -> None:
    table = pa.table([[TEXT], ["first"], ["second"]], names=["text", "title", "title"])
    rows = pa.table(rules.extract_table(table))
    assert len(set(rows.column_names)) == len(rows.column_names)


def test_frames_that_are_empty_or_lack_the_column() -> None:
    pl = pytest.importorskip("polars")
    pd = pytest.importorskip("pandas")
    pytest.importorskip("sayso.polars")
    pytest.importorskip("sayso.pandas")
    for frame in [
        pl.DataFrame({"text": []}, schema={"text": pl.String}),
        pl.LazyFrame({"text": []}, schema={"text": pl.String}).sayso.statements(model="rules").collect(),
        pd.DataFrame({"text": []}, dtype=str),
    ]:
        rows = frame if "cue" in frame else frame.sayso.statements(model="rules")
        assert len(rows) == 0 and list(rows.columns)[:18] == list(sayso.COLUMNS[:18])
    for frame in [pl.DataFrame({"a": [1]}), pl.LazyFrame({"a": [1]}), pd.DataFrame({"a": [1]})]:
        with pytest.raises(sayso.Error, match='no column named "body" .have: '):
            frame.sayso.statements(text="body", model="rules")


def test_frames_of_categories_and_missing_texts() -> None:
    pl = pytest.importorskip("polars")
    pd = pytest.importorskip("pandas")
    pytest.importorskip("sayso.polars")
    pytest.importorskip("sayso.pandas")
    texts = [TEXT, None, TEXT]
    for frame in [
        pl.DataFrame({"text": pl.Series(texts, dtype=pl.Categorical)}),
        pl.DataFrame({"text": texts}),
        pd.DataFrame({"text": pd.Categorical(texts)}),
        pd.DataFrame({"text": texts}),
        pd.DataFrame({"text": texts}, index=[5, 5, 7], dtype=object),
    ]:
        rows = frame.sayso.statements(model="rules")
        assert list(rows["doc_id"]) == ["0", "0", "2", "2"]


def test_relation_of_duckdb_may_be_empty_or_odd(rules: sayso.Pipeline) -> None:
    duckdb = pytest.importorskip("duckdb")
    db = duckdb.connect()
    empty = db.sql("select 'a' as text where false")
    assert pa.table(rules.extract_table(empty)).num_rows == 0
    odd = db.sql("select 'x'::enum('x', 'y') as text, 1 as doc_id")
    assert pa.table(rules.extract_table(odd)).num_rows == 0
    with pytest.raises(sayso.Error, match="holds Int32, not text"):
        rules.extract_table(odd, text="doc_id")
