"""Statements of Polars frames.

>>> import polars as pl
>>> import sayso.polars
>>> frame = pl.DataFrame({"body": ["“Rain is near,” said Ada Obi, the mayor."]})
>>> sayso.polars.statements(frame, text="body", model="rules")["speaker"].to_list()
['Ada Obi']

Importing the module also adds `.sayso` to frames and lazy frames, `frame.sayso.statements(…)`, which type
checkers cannot see.
"""

from __future__ import annotations

from typing import Any, overload

import polars as pl

from ._sayso import Pipeline

__all__ = ["LazyStatements", "Statements", "statements"]


@overload
def statements(
    frame: pl.DataFrame,
    text: str = "text",
    doc_id: str | None = None,
    date: str | None = None,
    *,
    pipeline: Pipeline | None = None,
    jobs: int | None = None,
    **options: Any,
) -> pl.DataFrame: ...
@overload
def statements(
    frame: pl.LazyFrame,
    text: str = "text",
    doc_id: str | None = None,
    date: str | None = None,
    *,
    pipeline: Pipeline | None = None,
    jobs: int | None = None,
    **options: Any,
) -> pl.LazyFrame: ...
def statements(
    frame: pl.DataFrame | pl.LazyFrame,
    text: str = "text",
    doc_id: str | None = None,
    date: str | None = None,
    *,
    pipeline: Pipeline | None = None,
    jobs: int | None = None,
    **options: Any,
) -> pl.DataFrame | pl.LazyFrame:
    """A row for each statement, with the other columns of its article's row.

    `options` are those of `sayso.Pipeline`; who reads many frames makes one and gives it as
    `pipeline`. The rest is as in `Pipeline.extract_table`. Of a lazy frame the rows are found once it is
    collected, also where the engine streams.
    """
    pipeline = pipeline or Pipeline(**options)
    if isinstance(frame, pl.LazyFrame):
        return _of_lazy(frame, text, doc_id, date, pipeline, jobs)
    return pl.DataFrame(pipeline.extract_table(frame, text, doc_id, date, jobs=jobs))


def _of_lazy(
    frame: pl.LazyFrame,
    text: str,
    doc_id: str | None,
    date: str | None,
    pipeline: Pipeline,
    jobs: int | None,
) -> pl.LazyFrame:
    if doc_id is None and "doc_id" not in frame.collect_schema():
        # The numbers of the rows, which a part of the frame does not know.
        frame = frame.with_row_index("doc_id")

    def read(part: pl.DataFrame) -> pl.DataFrame:
        return pl.DataFrame(pipeline.extract_table(part, text, doc_id, date, jobs=jobs))

    schema = read(pl.DataFrame(schema=frame.collect_schema())).schema
    return frame.map_batches(read, schema=schema, streamable=True)


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
        """What the function of this name gives."""
        return statements(
            self._frame, text, doc_id, date, pipeline=pipeline, jobs=jobs, **options
        )


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
        """What the function of this name gives."""
        return statements(
            self._frame, text, doc_id, date, pipeline=pipeline, jobs=jobs, **options
        )
