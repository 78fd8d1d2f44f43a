"""Statements of Ray's datasets, read where their blocks are.

    import ray
    import sayso.ray

    articles = ray.data.read_parquet("articles.parquet")
    rows = sayso.ray.statements(articles, text="body", doc_id="url")
    rows.write_parquet("statements")

Each worker process of Ray makes one pipeline and keeps it. The package must be installed where the workers
run.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pyarrow as pa
from ray.data import Dataset

from ._clusters import FAILURE, Reading, options_of

__all__ = ["Found", "read", "statements"]


class Found(NamedTuple):
    """What was found in a dataset of articles; nothing is read before Ray is asked for rows.

    `statements` and `failures` are both of `all`. Who wants both writes or materializes it first, or
    else Ray reads the articles once for each.
    """

    statements: Dataset
    """A row for each statement, with the other columns of its article."""
    failures: Dataset
    """A row for each article that could not be read: `doc_id` and `reason`."""
    all: Dataset
    """Both, told apart by the column `sayso_failure`."""

    def materialize(self) -> Found:
        """The same, read once and kept in Ray's store."""
        return _parted(self.all.materialize())


def statements(
    ds: Dataset,
    text: str = "text",
    doc_id: str | None = None,
    date: str | None = None,
    *,
    batch_size: int = 1024,
    **options: Any,
) -> Dataset:
    """A row for each statement in the articles of the dataset, with the other columns of its article.

    The columns are those of `sayso.Pipeline.extract_table`, and so are the arguments; `options` are
    those of `sayso.Pipeline`. Blocks do not know where they stand, so a column must name the articles:
    `doc_id`. An article that cannot be read has no rows; `read` says which these are.
    """
    return read(ds, text, doc_id, date, batch_size=batch_size, **options).statements


def read(
    ds: Dataset,
    text: str = "text",
    doc_id: str | None = None,
    date: str | None = None,
    *,
    batch_size: int = 1024,
    **options: Any,
) -> Found:
    """The same, with the articles that could not be read as a second dataset."""
    columns = ds.columns() or []
    if (doc_id or "doc_id") not in columns:
        have = ", ".join(columns)
        raise ValueError(f'no column "{doc_id or "doc_id"}" (have: {have}); name one with doc_id=')
    reading = Reading(text, doc_id, date, options_of(options))
    found = ds.map_batches(reading.read, batch_format="pyarrow", batch_size=batch_size)
    return _parted(found)


def _parted(found: Dataset) -> Found:
    return Found(
        statements=found.map_batches(_statements, batch_format="pyarrow"),
        failures=found.map_batches(_failures, batch_format="pyarrow"),
        all=found,
    )


def _statements(rows: pa.Table) -> pa.Table:
    return rows.filter(rows[FAILURE].is_null()).drop_columns([FAILURE])


def _failures(rows: pa.Table) -> pa.Table:
    failed = rows.filter(rows[FAILURE].is_valid()).select(["doc_id", FAILURE])
    return failed.rename_columns(["doc_id", "reason"])
