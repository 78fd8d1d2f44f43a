"""What the tests share: the sample articles, and pipelines that are made once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sayso

SEEDS = Path(os.environ.get("SAYSO_SEEDS", Path(__file__).parents[3] / "seeds"))
TEXT = "“Rain is near,” said Ada Obi, the mayor 😀. Schools would close, she added."


@pytest.fixture(scope="session")
def rules() -> sayso.Pipeline:
    return sayso.Pipeline(model="rules")


@pytest.fixture(scope="session", params=["rules", "large"])
def pipeline(request: pytest.FixtureRequest) -> Iterator[sayso.Pipeline]:
    yield sayso.Pipeline(model=request.param)


@pytest.fixture(scope="session")
def articles() -> dict[str, str]:
    """The sample articles by their ids."""
    return {path.stem: path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))}
