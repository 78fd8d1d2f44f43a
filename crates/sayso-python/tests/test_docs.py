"""The examples of docs/python.md run, one after the other, and those of docs/clusters.md for a scheduler."""

from __future__ import annotations

import csv
import doctest
import io
import os
import shlex
import shutil
import subprocess
import sysconfig
from collections.abc import Iterable
from pathlib import Path

import pytest
import sayso
from conftest import SEEDS
from recipes import block_of, examples_of, run_examples


def test_examples_run() -> None:
    for package in ["duckdb", "pandas", "polars", "pyarrow", "spacy"]:
        pytest.importorskip(package)
    assert len(examples_of("python.md")) > 5
    run_examples("python.md")


def test_examples_of_docstrings_run() -> None:
    """Those of the classes in Rust; pytest itself finds those of the modules in Python."""
    pytest.importorskip("pyarrow")
    classes = [one for one in vars(sayso).values() if isinstance(one, type)]
    documented = [item for one in classes for item in [one, *vars(one).values()]]
    texts = {text for item in documented if ">>>" in (text := getattr(item, "__doc__", None) or "")}
    runner = doctest.DocTestRunner()
    for text in texts:
        runner.run(doctest.DocTestParser().get_doctest(text, {}, "sayso", None, None))
    ran = runner.summarize()
    assert ran.failed == 0 and ran.attempted > 20


SHARDS = 3


@pytest.fixture()
def data(tmp_path: Path) -> Path:
    """What the examples find under /data."""
    shutil.copytree(SEEDS, tmp_path / "articles")
    return tmp_path


def run(command: list[str], folder: Path, **variables: str) -> None:
    tools = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    command = [part.replace("/data/", f"{folder}/") for part in command]
    subprocess.run(command, check=True, env={**os.environ, "PATH": tools, **variables})


def rows(files: Iterable[Path]) -> list[str]:
    return sorted(line for file in files for line in file.read_text("utf-8").splitlines())


def whole(folder: Path) -> list[str]:
    """The rows of one run over all articles."""
    command = ["sayso", "extract", "/data/articles", "--model", "small", "--quiet"]
    run([*command, "-o", "/data/whole.jsonl"], folder)
    return rows([folder / "whole.jsonl"])


def test_array_of_slurm_gives_the_rows_of_one_run(data: Path) -> None:
    script = block_of("clusters.md", "#!/bin/bash")
    assert "--array=1-64" in script
    for task in range(1, SHARDS + 1):
        variables = {"SLURM_ARRAY_TASK_ID": str(task), "SLURM_ARRAY_TASK_COUNT": str(SHARDS)}
        run(["bash", "-e", "-c", script], data, SLURM_CPUS_PER_TASK="1", **variables)
    found = rows((data / "statements").glob("*.jsonl"))
    assert found == whole(data) and len(found) > 50
    assert len(list((data / "statements").glob("*.jsonl"))) == SHARDS


def test_indexed_job_of_kubernetes_gives_the_rows_of_one_run(data: Path) -> None:
    yaml = pytest.importorskip("yaml")
    job = yaml.safe_load(block_of("clusters.md", "apiVersion: batch/v1"))["spec"]
    [container] = job["template"]["spec"]["containers"]
    [script] = container["args"]
    assert job["completionMode"] == "Indexed" and f"/{job['completions']} " in script
    mounted, held = container["volumeMounts"], job["template"]["spec"]["volumes"]
    assert [one["name"] for one in mounted] == [one["name"] for one in held]
    script = script.replace(f"/{job['completions']} ", f"/{SHARDS} ")
    for index in range(SHARDS):
        run([*container["command"], script], data, JOB_COMPLETION_INDEX=str(index))
    assert rows((data / "statements").glob("*.jsonl")) == whole(data)


def test_loop_over_machines_gives_the_rows_of_one_run(data: Path, tmp_path: Path) -> None:
    """`ssh` is a program that runs the rest of its line here, and says on which node."""
    script = block_of("clusters.md", "for i in 1 2 3 4; do").replace("news.parquet", "articles")
    nodes = tmp_path / "nodes"
    here = tmp_path / "bin" / "ssh"
    here.parent.mkdir()
    (data / "statements").mkdir()
    here.write_text(f'#!/bin/sh\necho "$1" >> {shlex.quote(str(nodes))}; shift; "$@" --model small --quiet\n')
    here.chmod(0o755)
    run(["bash", "-e", "-c", f'PATH="{here.parent}:$PATH"\n{script}'], data)
    assert sorted(nodes.read_text().split()) == [f"node{i}" for i in range(1, 5)]
    tables = [csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))) for path in data.glob("statements-*.csv")]
    found = [(row["doc_id"], row["statement_id"]) for table in tables for row in table]
    assert len(tables) == 4 and len(found) == len({*found}) == len(whole(data))


def test_shards_are_one_table_again(data: Path) -> None:
    pytest.importorskip("duckdb")
    (data / "statements").mkdir()
    for shard in range(1, SHARDS + 1):
        command = ["sayso", "extract", "/data/articles", "--model", "small", "--quiet"]
        run([*command, "--shard", f"{shard}/{SHARDS}", "-o", f"/data/statements/{shard}.jsonl"], data)
    merge, copy = block_of("clusters.md", "sayso merge").splitlines()
    run(["sh", "-e", "-c", f"cd {data} && {merge}"], data)
    assert rows([data / "statements.jsonl"]) == whole(data)
    [_, _, query] = shlex.split(copy)
    import duckdb

    query = query.replace("'statements.parquet'", f"'{data}/statements.parquet'")
    duckdb.sql(query.replace("/data/", f"{data}/"))
    [(count,)] = duckdb.sql(f"select count(*) from '{data}/statements.parquet'").fetchall()
    assert count == len(whole(data))


def test_hourly_job_takes_each_article_once(data: Path) -> None:
    script = block_of("monitoring.md", "#!/bin/sh").replace("+%Y-%m-%d-%H%M%S", "+%N")
    (data / "rows").mkdir()
    late = data / "late.txt"
    (data / "articles" / "wire.txt").rename(late)
    run(["sh", "-c", script], data)
    run(["sh", "-c", script], data)
    late.rename(data / "articles" / "wire.txt")
    run(["sh", "-c", script], data)
    with (data / "all.csv").open(encoding="utf-8", newline="") as table:
        found = [(row["doc_id"], row["statement_id"]) for row in csv.DictReader(table)]
    assert len(found) == len({*found}) == len(whole(data))
