"""Ctrl-C ends work in its middle, and leaves what did it as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
import sayso

# Each would go on for minutes; the signal comes when the first documents, or parts of one, are done.
LONG = {
    "a text": "pipeline.extract(ARTICLE * 20_000)",
    "a stage": "pipeline.attribute(ARTICLE * 20_000)",
    "a batch": "pipeline.extract_batch([ARTICLE * 20] * 10_000)",
    "a long text of a batch": "pipeline.extract_batch([ARTICLE * 20_000, 'Rain.'])",
    "a table": "pa.table(pipeline.extract_table(pa.table({'text': [ARTICLE * 20] * 10_000})))",
    "a frame": "pl.DataFrame({'text': [ARTICLE * 20_000]}).sayso.statements(pipeline=pipeline)",
}
PROGRAM = """
import os, signal, sys, threading, time
import polars as pl, pyarrow as pa
import sayso, sayso.polars

ARTICLE = "“Rain is near,” said Ada Obi, the mayor of Lisse. Schools would close, she added.\\n\\n" * 10
pipeline = sayso.Pipeline(model="large")
before = pipeline.extract(ARTICLE, "0")
threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    try:
        WORK
    finally:
        # A stream of Arrow passes on only words; the interpreter raises the interrupt itself, when
        # it is next asked to do something.
        time.sleep(0)
except KeyboardInterrupt:
    assert before == pipeline.extract(ARTICLE, "0") == pipeline.extract_batch([ARTICLE])[0] != []
    print("interrupted and usable")
    sys.stdout.flush()
"""


@pytest.mark.parametrize("work", LONG)
def test_interrupt_ends_long_work(work: str) -> None:
    pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    program = PROGRAM.replace("WORK", LONG[work])
    # Far more than it takes, and far less than the work would.
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.stdout, ended.stderr, ended.returncode) == ("interrupted and usable\n", "", 0)


def test_other_threads_go_on_and_cannot_be_interrupted(rules: sayso.Pipeline) -> None:
    """Signals are the main thread's, whichever thread reads."""
    found = []
    text = "“Rain is near,” Ada Obi said.\n\n" * 5_000
    thread = threading.Thread(target=lambda: found.extend(rules.extract(text)))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)
    thread.join()
    assert len(found) == 5_000
