"""What Spark and Ray share: batches of articles to batches of statements, in whatever process.

Statements and failures come out of one pass as one table, so that nothing is read twice: a row with a
`FAILURE` names a document that could not be read, and its other columns are empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa

from ._sayso import Pipeline

FAILURE = "sayso_failure"

# Options as pairs that can be compared, so that each process makes a pipeline once.
Options = tuple[tuple[str, Any], ...]


def options_of(values: dict[str, Any]) -> Options:
    """The options of a pipeline, told before the work begins where one is wrong."""
    Pipeline(**values)
    frozen = {
        name: tuple(value) if isinstance(value, (list, set)) else value
        for name, value in values.items()
    }
    return tuple(sorted(frozen.items()))


@lru_cache(maxsize=1)
def pipeline(options: Options) -> Pipeline:
    """The pipeline of this process."""
    return Pipeline(**dict(options))


@dataclass(frozen=True)
class Reading:
    """Which columns are read, and how."""

    text: str
    doc_id: str | None
    date: str | None
    options: Options

    def schema(self, articles: pa.Schema) -> pa.Schema:
        """The columns of the rows, for articles with these columns."""
        return self.read(articles.empty_table()).schema

    def read(self, articles: pa.Table) -> pa.Table:
        """The rows of the statements in the articles, and of the articles that failed."""
        rows = pipeline(self.options).extract_table(
            articles, self.text, self.doc_id, self.date, jobs=1, errors="collect"
        )
        found = pa.table(rows)
        failed = rows.failures
        found = found.append_column(FAILURE, pa.nulls(found.num_rows, pa.string()))
        if not failed:
            return found
        doc_ids, reasons = zip(*failed)
        names = {"doc_id": pa.array(doc_ids), FAILURE: pa.array(reasons)}
        missing = {
            column.name: names.get(column.name, pa.nulls(len(failed), column.type))
            for column in found.schema
        }
        return pa.concat_tables([found, pa.table(missing, schema=found.schema)])

    def read_all(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The same for batches, one after the other."""
        for batch in batches:
            yield from self.read(pa.Table.from_batches([batch])).to_batches()
