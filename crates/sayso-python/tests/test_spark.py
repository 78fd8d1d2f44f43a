"""Rows from Spark are those of the command line, on workers that are processes of their own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sayso
from recipes import run_examples
from test_same_rows import as_written, command_line

pyspark = pytest.importorskip("pyspark", reason="PySpark is not installed")
pa = pytest.importorskip("pyarrow", reason="PySpark needs pyarrow for this")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs Java", allow_module_level=True)

import pyarrow.parquet as pq
import sayso.spark
from pyspark.sql import DataFrame, SparkSession
from sayso import _clusters

COPIES = 6


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """Two executors of one core, each a process of its own."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    home = str(tmp_path_factory.mktemp("spark"))
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("sayso")
        .config("spark.ui.enabled", "false")
        .config("spark.local.dir", home)
        .config("spark.sql.warehouse.dir", home)
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.files.maxPartitionBytes", "40000")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    application = session.sparkContext.applicationId
    session.stop()
    # What executors of such a cluster write stands with Spark itself.
    work = Path(os.environ.get("SPARK_HOME", Path(pyspark.__file__).parent)) / "work"
    shutil.rmtree(work / application, ignore_errors=True)


@pytest.fixture(scope="module")
def parquet(
    tmp_path_factory: pytest.TempPathFactory, articles: dict[str, str]
) -> Path:
    """The sample articles, over and over, with a column of their own."""
    names = [f"{name}-{copy}" for copy in range(COPIES) for name in articles]
    bodies = [*articles.values()] * COPIES
    path = tmp_path_factory.mktemp("articles") / "articles.parquet"
    columns = {"key": names, "body": bodies, "words": [len(body.split()) for body in bodies]}
    pq.write_table(pa.table(columns), path, row_group_size=7)
    return path


def collected(frame: DataFrame) -> list[dict[str, Any]]:
    return [row.asDict() for row in frame.collect()]


def in_order(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return sorted(rows, key=lambda row: (row["doc_id"], int(row["statement_id"][1:])))


@pytest.mark.parametrize("model", ["rules", "small"])
def test_rows_are_those_of_the_command_line(spark: SparkSession, parquet: Path, model: str) -> None:
    columns = ["--text-column", "body", "--id-column", "key"]
    expected = command_line(parquet, "--model", model, *columns)
    assert len(expected) > 50 * COPIES
    frame = spark.read.parquet(str(parquet))
    rows = sayso.spark.statements(frame, text="body", doc_id="key", model=model)
    assert rows.columns == [*expected[0]]
    # The column of the input is a number here and text there.
    found = [{**row, "words": str(row["words"])} for row in collected(rows)]
    assert in_order(as_written(found)) == in_order(expected)


def test_partitions_are_kept(spark: SparkSession, parquet: Path) -> None:
    frame = spark.read.parquet(str(parquet)).repartition(5)
    rows = sayso.spark.statements(frame, text="body", doc_id="key", model="rules")
    assert rows.rdd.getNumPartitions() == 5


def test_worker_makes_one_pipeline(spark: SparkSession) -> None:
    options = _clusters.options_of({"model": "rules"})

    def made(batches: Any) -> Iterator[Any]:
        for _ in batches:
            names = {"pid": [os.getpid()], "made": [id(_clusters.pipeline(options))]}
            yield pa.RecordBatch.from_pydict(names)

    tasks = spark.range(0, 80, 1, numPartitions=8).mapInArrow(made, "pid long, made long").collect()
    workers = {row["pid"] for row in tasks}
    assert len(workers) < len(tasks) and len({(row["pid"], row["made"]) for row in tasks}) == len(workers)


def test_bad_document_is_in_the_second_table(spark: SparkSession) -> None:
    said = "“Rain is near,” Ada Obi said."
    frame = spark.createDataFrame([("a", said), ("b", None), ("c", said)], "key string, body string")
    bad = spark.sql("select 'd' as key, cast(X'68C328' as string) as body")
    found = sayso.spark.read(frame.union(bad), text="body", doc_id="key", model="rules")
    found.all.persist()
    assert [row["doc_id"] for row in collected(found.statements.orderBy("doc_id"))] == ["a", "c"]
    assert collected(found.failures) == [{"doc_id": "d", "reason": "d: the text is not UTF-8"}]
    found.all.unpersist()


def test_articles_without_a_name_are_numbered(spark: SparkSession) -> None:
    frame = spark.createDataFrame([("“Rain is near,” Ada Obi said.",)] * 10, "text string")
    rows = sayso.spark.statements(frame.repartition(3), model="rules")
    assert len({row["doc_id"] for row in collected(rows)}) == 10


def test_empty_frame_and_missing_column(spark: SparkSession) -> None:
    empty = spark.createDataFrame([], "text string")
    assert collected(sayso.spark.statements(empty, model="rules")) == []
    with pytest.raises(sayso.Error, match='no column named "body"'):
        sayso.spark.statements(empty, text="body", model="rules")
    with pytest.raises(sayso.Error):
        sayso.spark.statements(empty, model="no such model")


def test_recipes_of_the_page_run(spark: SparkSession, tmp_path: Path) -> None:
    said = "“Rain is near,” Ada Obi said."
    (tmp_path / "2024").mkdir()
    pq.write_table(pa.table({"url": ["a", "b"], "body": [said, said]}), tmp_path / "2024" / "part.parquet")
    bad = spark.sql("select 'c' as url, cast(X'68C328' as string) as body")
    bad.write.mode("append").parquet(str(tmp_path / "2024"))
    run_examples("clusters.md", "Spark", bucket=tmp_path, spark=spark)
    for written in [tmp_path / "statements", tmp_path / "here" / "statements"]:
        rows = spark.read.parquet(str(written))
        assert sorted(row["doc_id"] for row in collected(rows)) == ["a", "b"]
    failed = spark.read.csv(str(tmp_path / "here" / "failed"))
    assert collected(failed) == [{"_c0": "c", "_c1": "c: the text is not UTF-8"}]
