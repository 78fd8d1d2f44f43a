"""The examples of docs/python.md run, one after the other, and those of docs/clusters.md for a scheduler."""

from __future__ import annotations

import doctest
import itertools
import os
import re
import shutil
import subprocess
import sysconfig
import textwrap
from collections.abc import Iterable
from pathlib import Path

import pytest
import sayso
from conftest import SEEDS

PAGE = Path(__file__).parents[3] / "docs" / "python.md"


def test_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ["duckdb", "pandas", "polars", "pyarrow", "spacy"]:
        pytest.importorskip(package)
    examples = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
    assert len(examples) > 5
    names: dict[str, object] = {}
    for example in examples:
        exec(compile(example, str(PAGE), "exec"), names)


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


CLUSTERS = PAGE.with_name("clusters.md")
SHARDS = 3


def block_of(beginning: str) -> str:
    """The indented block of docs/clusters.md that begins so."""
    lines = CLUSTERS.read_text("utf-8").split("\n")
    first = lines.index(f"    {beginning}")
    block = itertools.takewhile(lambda line: not line or line.startswith("    "), lines[first:])
    return textwrap.dedent("\n".join(block))


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
    script = block_of("#!/bin/bash")
    assert "--array=1-64" in script
    for task in range(1, SHARDS + 1):
        variables = {"SLURM_ARRAY_TASK_ID": str(task), "SLURM_ARRAY_TASK_COUNT": str(SHARDS)}
        run(["bash", "-e", "-c", script], data, SLURM_CPUS_PER_TASK="1", **variables)
    found = rows((data / "statements").glob("*.jsonl"))
    assert found == whole(data) and len(found) > 50
    assert len(list((data / "statements").glob("*.jsonl"))) == SHARDS


def test_indexed_job_of_kubernetes_gives_the_rows_of_one_run(data: Path) -> None:
    yaml = pytest.importorskip("yaml")
    job = yaml.safe_load(block_of("apiVersion: batch/v1"))["spec"]
    [container] = job["template"]["spec"]["containers"]
    [script] = container["args"]
    assert job["completionMode"] == "Indexed" and f"/{job['completions']} " in script
    mounted, held = container["volumeMounts"], job["template"]["spec"]["volumes"]
    assert [one["name"] for one in mounted] == [one["name"] for one in held]
    script = script.replace(f"/{job['completions']} ", f"/{SHARDS} ")
    for index in range(SHARDS):
        run([*container["command"], script], data, JOB_COMPLETION_INDEX=str(index))
    assert rows((data / "statements").glob("*.jsonl")) == whole(data)
