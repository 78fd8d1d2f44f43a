"""What the border to Python costs: `make bench`.

Compares the pipeline over a Polars frame with the command line over the same texts on as many threads;
measures the import, and the memory over a table that grows. Each time is the best of three.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import sayso
import sayso.polars

RUNS = 3
SHORT = "“Rain is near,” said Ada Obi, the mayor of Lisse. Schools would close, she added."


def best(run: Callable[[], Any]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def texts(shared: Path) -> list[str]:
    corpus = shared / "data" / "polnear-dev.jsonl.gz"
    if corpus.exists():
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]
    seeds = Path(__file__).parents[2] / "seeds"
    return [path.read_text("utf-8") for path in sorted(seeds.glob("*.txt"))] * 50


def border(model: str, jobs: int, articles: list[str]) -> None:
    frame = pl.DataFrame({"doc_id": [str(n) for n in range(len(articles))], "text": articles})
    with tempfile.TemporaryDirectory() as folder:
        table, rows = Path(folder, "in.jsonl"), Path(folder, "out.csv")
        frame.write_ndjson(table)
        command = [sys.executable, "-m", "sayso", "extract", str(table), "--model", model]
        command += ["--jobs", str(jobs), "--quiet", "-o", str(rows)]
        rust = best(lambda: subprocess.run(command, check=True))
    python = best(lambda: frame.sayso.statements(jobs=jobs, model=model))
    more = (python / rust - 1) * 100
    words = sum(len(text.split()) for text in articles)
    print(
        f"{model}, {jobs} threads, {len(articles)} articles: command line {rust:.2f} s, "
        f"frame {python:.2f} s ({words / python:,.0f} words/s), {more:+.1f} %"
    )


def importing() -> None:
    # The interpreter's own start is not ours.
    run = lambda code: best(lambda: subprocess.run([sys.executable, "-c", code], check=True))
    print(f"import sayso: {(run('import sayso') - run('pass')) * 1000:.0f} ms")


def memory(pipeline: sayso.Pipeline, documents: int) -> None:
    """Reads a table of so many short documents, in a stream, and prints the peak so far."""
    schema = pa.schema({"text": pa.string()})

    def batches() -> Iterator[Any]:
        for _ in range(0, documents, 10_000):
            yield pa.record_batch({"text": [SHORT] * 10_000})

    start = time.perf_counter()
    table = pa.RecordBatchReader.from_batches(schema, batches())
    rows = sum(
        batch.num_rows
        for batch in pa.RecordBatchReader.from_stream(pipeline.extract_table(table))
    )
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{documents:,} short documents: {rows:,} rows in {seconds:.1f} s, peak {peak:.0f} MB so far")


def main() -> None:
    importing()
    rules = sayso.Pipeline(model="rules")
    for documents in [100_000, 300_000, 1_000_000]:
        memory(rules, documents)
    articles = texts(Path(sys.argv[1]))
    jobs = os.cpu_count() or 1
    border("rules", jobs, articles * 20)
    border("small", jobs, articles * 3)
    border("large", jobs, articles)


if __name__ == "__main__":
    main()
