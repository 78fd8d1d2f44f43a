"""The examples of docs/python.md run, one after the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "docs" / "python.md"


def test_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ["duckdb", "pandas", "polars", "pyarrow", "spacy"]:
        pytest.importorskip(package)
    examples = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
    assert len(examples) > 5
    names: dict[str, object] = {}
    for example in examples:
        exec(compile(example, str(PAGE), "exec"), names)
