"""Figures of a network on a gold file, by the project's scorer."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from articles import Article, read_articles
from decode import predict, write_documents
from pieces import Pieces
from quantise import set_quantised
from tokens import read_corpus_segmentations


@dataclass(frozen=True)
class Gold:
    """A gold file, its articles, and where the scorer and its inputs lie."""

    name: str
    articles: list[Article]
    plain: Path
    scorer: Path


def make_gold(name: str, path: Path, articles: list[Article], folder: Path, scorer: Path) -> Gold:
    """Unpacks a gold file for the scorer."""
    plain = folder / f"{name}.gold.jsonl"
    plain.write_bytes(gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes())
    return Gold(name, articles, plain, scorer)


def read_golds(data: Path, folder: Path, scorer: Path, segments: Path | None) -> list[Gold]:
    """The gold files that choices are made on."""
    golds = []
    for name in ("polnear-dev", "wikinews-dev"):
        path = data / f"{name}.jsonl.gz"
        articles = read_articles(path, None, read_corpus_segmentations(segments, name))
        golds.append(make_gold(name, path, articles, folder, scorer))
    return golds


def figures(model, gold: Gold, pieces: Pieces, folder: Path, quantised: bool = True) -> dict:
    """What score.py says about the network, as it will be after rounding to int8."""
    set_quantised(model, quantised)
    documents = predict(model, gold.articles, pieces)
    set_quantised(model, False)
    path = folder / f"{gold.name}.pred.jsonl"
    write_documents(path, documents)
    return score(gold, path)


def score(gold: Gold, path: Path) -> dict:
    """Runs the scorer."""
    command = [sys.executable, str(gold.scorer), str(gold.plain), str(path), "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def summary(row: dict) -> str:
    """One line of the figures that the issue asks for."""
    names = {
        "attribution": "attr", "attribution.strict": "strict", "content.exact": "exact",
        "content.token": "content", "source.token": "source", "cue.token": "cue",
    }
    parts = [f"{short} {row[name]['f1']:.1f}" for name, short in names.items()]
    recalls = "/".join(f"{row['recall.' + kind]['r']:.1f}" for kind in ("direct", "mixed", "indirect"))
    precision = f"p/r {row['attribution']['p']:.1f}/{row['attribution']['r']:.1f}"
    return "  ".join([*parts, f"recall {recalls}", precision])
