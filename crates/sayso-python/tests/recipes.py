"""The examples of the pages in docs/, to be run as they stand there."""

from __future__ import annotations

import itertools
import re
import textwrap
from pathlib import Path

DOCS = Path(__file__).parents[3] / "docs"


def examples_of(page: str, heading: str | None = None) -> list[str]:
    """The Python examples of a page, or of its section under the heading."""
    text = (DOCS / page).read_text("utf-8")
    if heading is not None:
        [_, text] = text.split(f"\n## {heading}\n")
        text = text.split("\n## ")[0]
    examples = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
    assert examples, f"{page} has no examples under {heading}"
    return examples


def block_of(page: str, beginning: str) -> str:
    """The indented block of a page whose first line begins so."""
    lines = (DOCS / page).read_text("utf-8").split("\n")
    first = next(at for at, line in enumerate(lines) if line.startswith(f"    {beginning}"))
    block = itertools.takewhile(lambda line: not line or line.startswith("    "), lines[first:])
    return textwrap.dedent("\n".join(block)).strip("\n")


def run_examples(
    page: str, heading: str | None = None, bucket: Path | None = None, **names: object
) -> None:
    """Runs the examples one after the other, with these names there from the beginning; the bucket
    of the page, which a test has not, is a folder, and so is the current one, which of Spark is where its
    machine was started."""
    for example in examples_of(page, heading):
        if bucket is not None:
            example = example.replace("s3://news/", f"{bucket}/")
            example = re.sub(r"\.(parquet|csv)\(\"(\w+)\"\)", rf'.\1("{bucket}/here/\2")', example)
        exec(compile(example, page, "exec"), names)
