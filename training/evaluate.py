"""Figures of a network on a gold file, by the project's scorer."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from articles import Article, name_of, read_articles, read_jsonl
from decode import predict, write_documents
from heads import BROAD, STRICT
from pieces import Pieces
from quantise import set_quantised
from tokens import read_corpus_segmentations
from voices import Voices

READINGS = {"polnear-dev": BROAD, "wikinews-dev": BROAD, "strict-dev": STRICT}


@dataclass(frozen=True)
class Gold:
    """A gold file, its articles and the reading that marked them, and where the scorer and its inputs lie."""

    name: str
    reading: str
    articles: list[Article]
    plain: Path
    scorer: Path
    dump: Path | None = None
    """The segmenter, where voices within voices are marked too."""


def read_golds(data: Path, folder: Path, scorer: Path, segments: Path, dump: Path) -> list[Gold]:
    """The gold files that choices are made on."""
    golds = []
    for name, reading in READINGS.items():
        path = data / f"{name}.jsonl.gz"
        plain = folder / f"{name}.gold.jsonl"
        plain.write_bytes(gzip.open(path).read())
        articles = read_articles(path, reading, read_corpus_segmentations(segments, name))
        golds.append(Gold(name, reading, articles, plain, scorer, dump if reading == STRICT else None))
    return golds


def held_out_gold(data: Path, folder: Path, scorer: Path, segments: Path, dump: Path, names: set[str]) -> Gold:
    """Those articles of strict-train that a run does not read."""
    path = data / "strict-train.jsonl.gz"
    plain = folder / "held-out.gold.jsonl"
    write_documents(plain, (record for record in read_jsonl(path) if name_of(record) in names))
    articles = read_articles(path, STRICT, read_corpus_segmentations(segments, "strict-train"))
    held = [article for article in articles if article.doc_id in names]
    return Gold("held-out", STRICT, held, plain, scorer, dump)


def figures(model, gold: Gold, pieces: Pieces, folder: Path, quantised: bool = True) -> dict:
    """What score.py says about the network, as it will be after rounding to int8."""
    set_quantised(model, quantised)
    documents = predict(model, gold.articles, pieces, gold.reading)
    if gold.dump:
        Voices(model, pieces, gold.dump).add_inner(gold.articles, documents)
    set_quantised(model, False)
    path = folder / f"{gold.name}.pred.jsonl"
    write_documents(path, documents)
    return score(gold, path)


def score(gold: Gold, path: Path) -> dict:
    """Runs the scorer."""
    command = [sys.executable, str(gold.scorer), str(gold.plain), str(path), "--json", "--all"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def summary(row: dict) -> str:
    """One line of the figures that the issue asks for."""
    names = {
        "attribution": "attr", "attribution.strict": "strict", "content.exact": "exact",
        "content.token": "content", "source.token": "source", "cue.token": "cue", "nested": "nested",
    }
    parts = [f"{short} {row[name]['f1']:.1f}" for name, short in names.items() if name in row]
    recalls = "/".join(f"{row['recall.' + kind]['r']:.1f}" for kind in ("direct", "mixed", "indirect"))
    pairs = {"attribution": "p/r", "communication": "communication", "nested": "nested"}
    shares = [f"{short} {row[name]['p']:.1f}/{row[name]['r']:.1f}" for name, short in pairs.items() if name in row]
    return "  ".join([*parts, f"recall {recalls}", *shares])
