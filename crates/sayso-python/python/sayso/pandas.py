"""Statements of pandas frames.

>>> import pandas as pd
>>> import sayso.pandas
>>> frame = pd.DataFrame({"body": ["“Rain is near,” said Ada Obi, the mayor."]})
>>> sayso.pandas.statements(frame, text="body", model="rules")["speaker"].to_list()
['Ada Obi']

Importing the module also adds `.sayso` to frames, `frame.sayso.statements(…)`, which type checkers cannot
see. pandas speaks Arrow by way of pyarrow, which it needs for this.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from ._sayso import Pipeline

__all__ = ["Statements", "statements"]


def statements(
    frame: pd.DataFrame,
    text: str = "text",
    doc_id: str | None = None,
    date: str | None = None,
    *,
    pipeline: Pipeline | None = None,
    jobs: int | None = None,
    **options: Any,
) -> pd.DataFrame:
    """A row for each statement, with the other columns of its article's row.

    `options` are those of `sayso.Pipeline`; who reads many frames makes one and gives it as
    `pipeline`. The rest is as in `Pipeline.extract_table`. The index of the frame is left out;
    `frame.reset_index()` makes it a column. Our `date` is of days that `.dt` takes.
    """
    import pyarrow

    pipeline = pipeline or Pipeline(**options)
    table = pyarrow.Table.from_pandas(frame, preserve_index=False)
    rows = pipeline.extract_table(table, text, doc_id, date, jobs=jobs)
    found = pyarrow.table(rows).to_pandas()
    # Days of Arrow become objects of Python, of which pandas knows nothing.
    found["date"] = pd.to_datetime(found["date"])
    return found


@pd.api.extensions.register_dataframe_accessor("sayso")
class Statements:
    """`frame.sayso`: what is said in the texts of a frame."""

    def __init__(self, frame: pd.DataFrame) -> None:
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
    ) -> pd.DataFrame:
        """What the function of this name gives."""
        return statements(
            self._frame, text, doc_id, date, pipeline=pipeline, jobs=jobs, **options
        )
