"""Statements of Spark's frames, read where their partitions are.

    import sayso.spark

    articles = spark.read.parquet("articles.parquet")
    rows = sayso.spark.statements(articles, text="body", doc_id="url")
    rows.write.parquet("statements.parquet")

Each Python worker of Spark makes one pipeline and keeps it; partitions stay as they are. The package must
be installed where the workers run. PySpark 3.5 and 4.
"""

from __future__ import annotations

import inspect
from typing import Any, NamedTuple

from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

from ._clusters import FAILURE, Reading, options_of

__all__ = ["Found", "read", "statements"]


def _arrow_schema(df: DataFrame) -> Any:
    """The types of the columns. From PySpark 4.3 on, those of timestamps need a zone: what Spark keeps is UTC."""
    named = inspect.signature(to_arrow_schema).parameters
    options: dict[str, Any] = {"timezone": "UTC"} if "timezone" in named else {}
    return to_arrow_schema(df.schema, **options)


class Found(NamedTuple):
    """What was found in a frame of articles; nothing is read before Spark is asked for rows.

    `statements` and `failures` are both of `all`. Who wants both persists it or writes it, or else
    Spark reads the articles once for each:

        found = sayso.spark.read(articles)
        found.all.persist()
        found.statements.write.parquet("statements.parquet")
        found.failures.write.csv("failed.csv")
    """

    statements: DataFrame
    """A row for each statement, with the other columns of its article."""
    failures: DataFrame
    """A row for each article that could not be read: `doc_id` and `reason`."""
    all: DataFrame
    """Both, told apart by the column `sayso_failure`."""


def statements(
    df: DataFrame,
    text: str = "text",
    doc_id: str | None = None,
    date: str | None = None,
    **options: Any,
) -> DataFrame:
    """A row for each statement in the articles of the frame, with the other columns of its article.

    The columns are those of `sayso.Pipeline.extract_table`, and so are the arguments; `options` are
    those of `sayso.Pipeline`. Without a column `doc_id`, articles are numbered. An article that cannot
    be read has no rows; `read` says which these are.
    """
    return read(df, text, doc_id, date, **options).statements


def read(
    df: DataFrame,
    text: str = "text",
    doc_id: str | None = None,
    date: str | None = None,
    **options: Any,
) -> Found:
    """The same, with the articles that could not be read as a second table."""
    if doc_id is None and "doc_id" not in df.columns:
        df = df.withColumn("doc_id", F.monotonically_increasing_id().cast("string"))
    reading = Reading(text, doc_id, date, options_of(options))
    schema = from_arrow_schema(reading.schema(_arrow_schema(df)))
    found = df.mapInArrow(reading.read_all, schema)
    failure = F.col(FAILURE)
    return Found(
        statements=found.where(failure.isNull()).drop(FAILURE),
        failures=found.where(failure.isNotNull()).select("doc_id", failure.alias("reason")),
        all=found,
    )
