"""Statements of Polars frames.

>>> import polars as pl
>>> import sayso.polars
>>> frame = pl.DataFrame({"body": ["“Rain is near,” said Ada Obi, the mayor."]})
>>> frame.sayso.statements(text="body", model="rules")["speaker"].to_list()
['Ada Obi']

Importing the module is what adds `.sayso` to frames and lazy frames.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from ._sayso import Pipeline

__all__ = ["Statements", "LazyStatements"]


@pl.api.register_dataframe_namespace("sayso")
class Statements:
    """`frame.sayso`: what is said in the texts of a frame."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def statements(
        self,
        text: str = "text",
        doc_id: str | None = None,
        date: str | None = None,
        *,
        pipeline: Pipeline | None = None,
        jobs: int | None = None,
        **options: Any,
    ) -> pl.DataFrame:
        """A row for each statement, with the other columns of its article's row.

        `options` are those of `sayso.Pipeline`; who reads many frames makes one and gives it as
        `pipeline`. The rest is as in `Pipeline.extract_table`.
        """
        pipeline = pipeline or Pipeline(**options)
        rows = pipeline.extract_table(self._frame, text, doc_id, date, jobs=jobs)
        return pl.DataFrame(rows)


@pl.api.register_lazyframe_namespace("sayso")
class LazyStatements:
    """`frame.sayso` of a lazy frame."""

    def __init__(self, frame: pl.LazyFrame) -> None:
        self._frame = frame

    def statements(
        self,
        text: str = "text",
        doc_id: str | None = None,
        date: str | None = None,
        *,
        pipeline: Pipeline | None = None,
        jobs: int | None = None,
        **options: Any,
    ) -> pl.LazyFrame:
        """The same as of a frame, once it is collected, also where the engine streams."""
        pipeline = pipeline or Pipeline(**options)
        frame = self._frame
        if doc_id is None and "doc_id" not in frame.collect_schema():
            # The numbers of the rows, which a part of the frame does not know.
            frame = frame.with_row_index("doc_id")

        def statements(part: pl.DataFrame) -> pl.DataFrame:
            return pl.DataFrame(pipeline.extract_table(part, text, doc_id, date, jobs=jobs))

        schema = statements(pl.DataFrame(schema=frame.collect_schema())).schema
        return frame.map_batches(statements, schema=schema, streamable=True)
