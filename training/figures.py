"""Prints a network's figures on gold files, and can fit the biases of its decisions on them.

usage: figures.py CHECKPOINT PIECES GOLD.jsonl[.gz]... --scorer score.py [--segments FOLDER] [--fit OUT.pt]
`--fit` tries additions to the scores of O, of beginning a cue and of a link to no source, and writes the
network with those that raise attribution F1 most, summed over the gold files.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import replace
from pathlib import Path

import torch

from articles import TAGS, Article, read_articles
from batches import batches_of, make_batch
from decode import decode_tags, link, to_record, write_documents
from evaluate import Gold, make_gold, score, summary
from export import load_checkpoint
from pieces import Pieces
from quantise import set_quantised
from tokens import read_corpus_segmentations
from windows import Window, windows_of

OUTSIDE = (-0.6, -0.3, 0.0, 0.3)
CUE = (-0.3, 0.0, 0.3, 0.6)
CONTENT = (-0.3, 0.0, 0.3, 0.6)
SOURCE = (-0.3, 0.0, 0.3)
NONE = (-0.5, 0.0, 0.5)
BATCH_PIECES = 4096

Bias = dict[str, float]
States = list[tuple[Window, torch.Tensor]]


def states_of(model, articles: list[Article], pieces: Pieces) -> States:
    """The states of every window, which all decisions are made from."""
    windows = [w for index, article in enumerate(articles) for w in windows_of(article, pieces, index)]
    found: States = []
    with torch.inference_mode():
        for group in batches_of(windows, BATCH_PIECES):
            states = model.states(make_batch(group)).float()
            found.extend(zip(group, states.split([len(window.tokens) for window in group])))
    return found


def apply_bias(model, bias: Bias, sign: int = 1) -> None:
    """Adds to the biases of the heads."""
    with torch.no_grad():
        for name, value in bias.items():
            if name == "none":
                model.heads.none.bias += sign * value
            else:
                model.heads.tag.bias[TAGS.index(name)] += sign * value


def measured(model, states: States, gold: Gold, folder: Path) -> dict:
    """The scorer's figures for what the states decide."""
    documents = [{"doc_id": article.doc_id, "attributions": []} for article in gold.articles]
    with torch.inference_mode():
        for window, rows in states:
            article = gold.articles[window.article]
            found = link(model, rows, decode_tags(model.heads.tag(rows).numpy(), window, article))
            documents[window.article]["attributions"].extend(to_record(one, window, article) for one in found)
    path = folder / f"{gold.name}.pred.jsonl"
    write_documents(path, documents)
    return score(gold, path)


def fit(model, cached: list[tuple[Gold, States]], folder: Path) -> Bias:
    """One bias after the other, each at the value that serves all gold files best."""
    def total(bias: Bias) -> float:
        apply_bias(model, bias)
        value = sum(measured(model, states, gold, folder)["attribution"]["f1"] for gold, states in cached)
        apply_bias(model, bias, -1)
        return value

    chosen: Bias = {"O": 0.0, "B-CUE": 0.0, "B-CONTENT": 0.0, "B-SOURCE": 0.0, "none": 0.0}
    best = total(chosen)
    for name, steps in zip(chosen, (OUTSIDE, CUE, CONTENT, SOURCE, NONE)):
        for step in steps:
            tried = total(chosen | {name: step}) if step else best
            print(f"{name} {step:+.1f}: {tried / len(cached):.2f}", flush=True)
            if tried > best:
                best, chosen = tried, chosen | {name: step}
    return chosen


def main() -> None:
    """Prints figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("pieces", type=Path)
    parser.add_argument("golds", type=Path, nargs="+")
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--segments", type=Path)
    parser.add_argument("--fit", type=Path)
    parser.add_argument("--float", action="store_true", help="without rounding to int8")
    parser.add_argument("--publishers", action="store_true", help="also by publisher, for PolNeAR")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    model = load_checkpoint(arguments.checkpoint)
    set_quantised(model, not arguments.float)
    pieces = Pieces(arguments.pieces.read_text(encoding="utf-8").split("\n"))
    with tempfile.TemporaryDirectory() as name:
        folder, cached = Path(name), []
        for path in arguments.golds:
            corpus = path.name.split(".")[0]
            articles = read_articles(path, None, read_corpus_segmentations(arguments.segments, corpus))
            gold = make_gold(corpus, path, articles, folder, arguments.scorer)
            cached.append((gold, states_of(model, articles, pieces)))
        report(model, cached, folder)
        if arguments.publishers:
            by_publisher(cached[0][0], folder)
        if arguments.fit:
            apply_bias(model, fit(model, cached, folder))
            report(model, cached, folder)
            torch.save(model.state_dict(), arguments.fit)


def by_publisher(gold: Gold, folder: Path) -> None:
    """One line for each publisher, as the names of PolNeAR's articles begin with it."""
    gold_lines, found_lines = (
        {json.loads(line)["doc_id"]: line for line in path.read_text(encoding="utf-8").splitlines()}
        for path in (gold.plain, folder / f"{gold.name}.pred.jsonl")
    )
    for publisher in sorted({name.split("_")[0] for name in gold_lines}):
        part = replace(gold, plain=folder / "part.gold.jsonl")
        names = [name for name in gold_lines if name.split("_")[0] == publisher]
        part.plain.write_text("\n".join(gold_lines[name] for name in names), encoding="utf-8")
        (folder / "part.pred.jsonl").write_text("\n".join(found_lines[name] for name in names), encoding="utf-8")
        print(f"  {publisher}: {summary(score(part, folder / 'part.pred.jsonl'))}", flush=True)


def report(model, cached: list[tuple[Gold, States]], folder: Path) -> None:
    """One line for each gold file."""
    for gold, states in cached:
        print(f"{gold.name}: {summary(measured(model, states, gold, folder))}", flush=True)


if __name__ == "__main__":
    main()
