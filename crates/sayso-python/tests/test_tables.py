"""Tables in, tables out, by Arrow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import sayso
from conftest import TEXT

pa = pytest.importorskip("pyarrow")


def table(**columns: Any) -> Any:
    return pa.table(columns)


def test_columns_have_types_and_names(rules: sayso.Pipeline) -> None:
    data = table(text=[TEXT], title=["Rain"], source=["wire"], date=["2024-05-03"], n=[7])
    found = pa.table(rules.extract_table(data))
    ours, theirs = list(sayso.COLUMNS[:18]), ["title", "input_source", "input_date", "n"]
    assert found.column_names == [*ours, *theirs, *sayso.COLUMNS[18:]]
    assert sayso.COLUMNS[18:] == ("speaker_kind", "speaker_role", "speaker_confidence", "within")
    assert found.schema.field("speaker_confidence").type == pa.float64()
    assert found["within"].to_pylist() == [None, None]
    assert found.schema.field("content_start").type == pa.int64()
    assert found.schema.field("confidence").type == pa.float64()
    assert found.schema.field("n").type == pa.int64()
    assert found["date"].to_pylist() == [date(2024, 5, 3)] * 2
    assert found["input_source"].to_pylist() == ["wire"] * 2 and found["n"].to_pylist() == [7, 7]


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.dictionary(pa.int32(), pa.string()),
    ],
    ids=str,
)
def test_text_may_be_any_kind_of_string(rules: sayso.Pipeline, kind: Any) -> None:
    texts = pa.chunked_array([pa.array([TEXT, None, TEXT]).cast(kind)])
    found = pa.table(rules.extract_table(pa.table({"text": texts})))
    assert found["doc_id"].to_pylist() == ["0", "0", "2", "2"]


def test_rows_are_numbered_through_all_batches(rules: sayso.Pipeline) -> None:
    schema = pa.schema({"text": pa.string()})
    parts = [pa.record_batch([[TEXT] * count], schema) for count in [1, 0, 9_000, 3]]
    found = pa.table(rules.extract_table(pa.Table.from_batches(parts)))
    assert found["doc_id"].to_pylist() == [str(n) for n in range(9_004) for _ in range(2)]
    assert len(found["doc_id"].chunks) > 1


def test_ids_may_be_numbers(rules: sayso.Pipeline) -> None:
    found = rules.extract_table(table(key=[17, 18], text=[TEXT, TEXT]), doc_id="key")
    assert set(pa.table(found)["doc_id"].to_pylist()) == {"17", "18"}
    found = rules.extract_table(table(doc_id=["a"], text=[TEXT]))
    assert pa.table(found).column_names == list(sayso.COLUMNS)


@pytest.mark.parametrize("texts", [[], [None], [""], ["Nobody spoke."]])
def test_table_without_statements_has_columns(rules: sayso.Pipeline, texts: list[Any]) -> None:
    data = pa.table({"text": pa.array(texts, pa.string())})
    found = pa.table(rules.extract_table(data))
    assert (found.num_rows, found.column_names) == (0, list(sayso.COLUMNS))


def test_wrong_tables_are_told(rules: sayso.Pipeline) -> None:
    with pytest.raises(sayso.Error, match=r'no column named "body" \(have: text, n\); choose one'):
        rules.extract_table(table(text=[TEXT], n=[1]), text="body")
    with pytest.raises(sayso.Error, match='the column "n" holds Int64, not text'):
        rules.extract_table(table(n=[1]), text="n")
    with pytest.raises(TypeError, match="__arrow_c_stream__, .* found dict"):
        rules.extract_table({"text": [TEXT]})  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="unexpected keyword argument 'job'"):
        rules.extract_table(table(text=[TEXT]), job=1)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="known: raise, collect"):
        rules.extract_table(table(text=[TEXT]), errors="ignore")  # type: ignore[arg-type]


def test_rows_are_read_once(rules: sayso.Pipeline) -> None:
    rows = rules.extract_table(table(text=[TEXT]), errors="collect")
    assert pa.schema(rows).names == list(sayso.COLUMNS)
    assert pa.table(rows).num_rows == 2 and rows.failures == []
    with pytest.raises(sayso.Error, match="read already"):
        pa.table(rows)


def test_nothing_is_read_before_it_is_asked_for(rules: sayso.Pipeline) -> None:
    asked = []

    def batches() -> Iterator[Any]:
        for number in range(100):
            asked.append(number)
            yield pa.record_batch({"text": [TEXT] * 4_096})

    schema = pa.schema({"text": pa.string()})
    reader = pa.RecordBatchReader.from_batches(schema, batches())
    rows = pa.RecordBatchReader.from_stream(rules.extract_table(reader))
    assert asked == []
    rows.read_next_batch()
    assert len(asked) < 5


def test_error_of_the_input_is_passed_on(rules: sayso.Pipeline) -> None:
    def batches() -> Iterator[Any]:
        yield pa.record_batch({"text": [TEXT]})
        raise RuntimeError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema({"text": pa.string()}), batches())
    with pytest.raises(Exception, match="the disk is gone"):
        pa.table(rules.extract_table(reader))
