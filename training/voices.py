"""Voices within voices: the network once more over the contents that it found, until it finds nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch

from articles import Article, bare
from decode import predict
from heads import STRICT
from inner import Inner, inner_of, layout_of
from pieces import Pieces
from tokens import segmented

DEEPEST = 4


@dataclass
class Voices:
    """A network that reads contents as texts of their own."""

    model: torch.nn.Module
    pieces: Pieces
    dump: Path

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
            inner_of(article.text, layout_of(article.segmentation), found)
            for article, found in zip(articles, level)
        ]
        names = [f"{article.doc_id}#{depth}" for article in articles]
        texts = {name: inner.text for name, inner in zip(names, inners) if inner.text}
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

