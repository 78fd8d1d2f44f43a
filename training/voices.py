"""Voices within voices: the network once more over the contents that it found, until it finds nothing.

usage: voices.py CHECKPOINT PIECES CORPUS.jsonl.gz OUT.jsonl.gz --segments CORPUS.jsonl --dump PROGRAM
Writes the inner texts of what the network finds in a corpus, one record for each article and depth, as a corpus that
teach.py can label.
"""

from __future__ import annotations

import argparse
import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path

import torch

from articles import Article, bare, read_articles
from decode import predict
from heads import STRICT
from inner import Inner, inner_of, paragraph_places
from pieces import Pieces
from tokens import read_segmentations, segmented

DEEPEST = 4


@dataclass
class Voices:
    """What a network finds in articles, and the inner texts that it reads on the way."""

    model: torch.nn.Module
    pieces: Pieces
    dump: Path
    texts: dict[str, str] = field(default_factory=dict)
    """Inner texts by article and depth."""

    def add_inner(self, articles: list[Article], documents: list[dict]) -> None:
        """Adds the inner attributions to the documents of the outer ones."""
        for document in documents:
            name_all(document["attributions"])
        level = [document["attributions"] for document in documents]
        for depth in range(1, DEEPEST):
            level = self.deeper(articles, level, depth)
            if not any(level):
                break
            for document, found in zip(documents, level):
                document["attributions"].extend(found)

    def deeper(self, articles: list[Article], level: list[list[dict]], depth: int) -> list[list[dict]]:
        """For each article the attributions within some that were found, with places in the article."""
        inners = [
            inner_of(article.text, paragraph_places(article.segmentation), found)
            for article, found in zip(articles, level)
        ]
        names = [f"{article.doc_id}#{depth}" for article in articles]
        texts = {name: inner.text for name, inner in zip(names, inners) if inner.text}
        self.texts |= texts
        cut = segmented(self.dump, texts)
        read = {name: inner_article(name, text, cut[name]) for name, text in texts.items()}
        found = dict(zip(read, predict(self.model, list(read.values()), self.pieces, STRICT)))
        return [placed(inner, found[name]["attributions"] if name in found else [], name) for name, inner in zip(names, inners)]


def inner_article(name: str, text: str, segmentation) -> Article:
    """An inner text as an article."""
    article = bare(name, text, segmentation)
    article.inner = True
    return article


def name_all(attributions: list[dict]) -> None:
    """Gives each attribution an id."""
    for index, attribution in enumerate(attributions):
        attribution["id"] = f"A{index}"


def placed(inner: Inner, found: list[dict], name: str) -> list[dict]:
    """Attributions of an inner text with their places in the article and the one that they stand in."""
    out = []
    for index, one in enumerate(found):
        spans = {role: to_article(inner, one[role]) for role in ("source", "cue", "content")}
        if spans["cue"] and spans["content"]:
            outer = inner.owner(one["cue"][0][0])
            out.append({**spans, "type": one["type"], "id": f"{name}.{index}", "nested_in": outer})
    return out


def to_article(inner: Inner, spans: list[list[int]]) -> list[list[int]]:
    """Spans with their places in the article; what holds only added characters falls away."""
    return [inner.to_article(*span) for span in spans if any(place >= 0 for place in inner.places[span[0] : span[1]])]


def main() -> None:
    """Writes the inner texts of one corpus."""
    from export import load_checkpoint

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("pieces", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--segments", type=Path, required=True)
    parser.add_argument("--dump", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--most", type=int, help="no article beyond so many")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    articles = read_articles(arguments.corpus, STRICT, read_segmentations(arguments.segments))[: arguments.most]
    pieces = Pieces(arguments.pieces.read_text(encoding="utf-8").split("\n"))
    voices = Voices(load_checkpoint(arguments.checkpoint), pieces, arguments.dump)
    voices.add_inner(articles, predict(voices.model, articles, pieces, STRICT))
    with gzip.open(arguments.out, "wt", encoding="utf-8") as out:
        for name, text in voices.texts.items():
            out.write(json.dumps({"doc_id": name, "text": text}) + "\n")


if __name__ == "__main__":
    main()
