"""Prints a network's figures on the development parts, and can try biases of its decisions on them.

usage: figures.py CHECKPOINT PIECES --data FOLDER --segments FOLDER --dump PROGRAM --scorer score.py [--try READING]
Each part is read by the reading that marked it. `--try` adds to the scores of O, of beginnings and of a link to no
source, one after the other, and prints what each value does to attribution F1 over the reading's parts.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import torch

from articles import TAGS
from batches import batches_of, make_batch
from decode import decode_window, write_documents
from evaluate import Gold, figures, read_golds, score, summary
from export import load_checkpoint
from pieces import Pieces
from quantise import set_quantised
from windows import Window, windows_of

STEPS = {
    "O": (-0.6, -0.3, 0.3, 0.6), "B-CUE": (-0.6, -0.3, 0.3, 0.6), "B-CONTENT": (-0.6, -0.3, 0.3, 0.6),
    "B-SOURCE": (-0.5, 0.5), "none": (-1.0, -0.5, 0.5, 1.0),
}
BATCH_PIECES = 4096

States = list[tuple[Window, torch.Tensor]]


def states_of(model, gold: Gold, pieces: Pieces) -> States:
    """The states of every window, which all decisions are made from."""
    size = model.shape.window
    windows = [w for index, article in enumerate(gold.articles) for w in windows_of(article, pieces, index, size)]
    found: States = []
    with torch.inference_mode():
        for group in batches_of(windows, BATCH_PIECES):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not model.quantised):
                states = model.states(make_batch(group))
            found.extend(zip(group, states.float().split([len(window.tokens) for window in group])))
    return found


def add(heads, name: str, value: float) -> None:
    """Adds to one score of a reading."""
    with torch.no_grad():
        if name == "none":
            heads.none.bias += value
        else:
            heads.tag.bias[TAGS.index(name)] += value


def measured(model, gold: Gold, states: States, folder: Path) -> dict:
    """The scorer's figures for what the states decide, outer attributions alone."""
    documents = [{"doc_id": article.doc_id, "attributions": []} for article in gold.articles]
    with torch.inference_mode():
        for window, rows in states:
            found = decode_window(model, rows, window, gold.articles[window.article], gold.reading)
            documents[window.article]["attributions"].extend(found)
    path = folder / f"{gold.name}.pred.jsonl"
    write_documents(path, documents)
    return score(gold, path)


def try_biases(model, golds: list[Gold], pieces: Pieces, folder: Path) -> None:
    """Prints what each bias does by itself."""
    cached = [(gold, states_of(model, gold, pieces)) for gold in golds]
    heads = model.heads.readings[golds[0].reading]
    rows = lambda: "  ".join(f"{gold.name} {summary(measured(model, gold, states, folder))}" for gold, states in cached)
    print(f"as trained: {rows()}", flush=True)
    for name, steps in STEPS.items():
        for step in steps:
            add(heads, name, step)
            print(f"{name} {step:+.1f}: {rows()}", flush=True)
            add(heads, name, -step)


def main() -> None:
    """Prints figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("pieces", type=Path)
    for name in ("data", "segments", "dump", "scorer"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--try", dest="tried", help="the reading whose biases are tried")
    parser.add_argument("--fast", action="store_true", help="in bf16, without rounding to int8")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    model = load_checkpoint(arguments.checkpoint)
    pieces = Pieces(arguments.pieces.read_text(encoding="utf-8").split("\n"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        golds = read_golds(arguments.data, folder, arguments.scorer, arguments.segments, arguments.dump)
        if arguments.tried:
            set_quantised(model, not arguments.fast)
            try_biases(model, [gold for gold in golds if gold.reading == arguments.tried], pieces, folder)
            return
        for gold in golds:
            print(f"{gold.name}: {summary(figures(model, gold, pieces, folder, not arguments.fast))}", flush=True)


if __name__ == "__main__":
    main()
