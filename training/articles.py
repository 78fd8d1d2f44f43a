"""Articles and their labels: what the corpora say, laid on tokens."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tokens import Segmentation

TAGS = ["O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT"]
ROLES = {"source": 1, "cue": 3, "content": 5}
ENTITY_TAGS = ["O", "B-PERSON", "I-PERSON", "B-ORGANISATION", "I-ORGANISATION", "B-PLACE", "I-PLACE"]
ENTITIES = {"PERSON": 1, "ORGANIZATION": 3, "LOCATION": 5}
IGNORED = -100
NO_SOURCE = -1
TRIMMED = frozenset(",.;:-–—")


@dataclass
class Article:
    """One article as tokens with labels; tokens are strings so that augmentation can change them."""

    doc_id: str
    text: str
    segmentation: Segmentation
    words: list[str]
    tags: np.ndarray
    entities: np.ndarray
    content_links: list[tuple[int, int]] = field(default_factory=list)
    """(first token of a content span, first token of its cue)"""
    source_links: list[tuple[int, int]] = field(default_factory=list)
    """(first token of a cue, first token of its source or NO_SOURCE)"""
    soft: np.ndarray | None = None
    """Probabilities of the tags and then of the entity tags for each token, where a teacher gave them."""


def read_jsonl(path: Path) -> Iterator[dict]:
    """The records of a JSON-lines file, gzipped or plain."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read_articles(
    path: Path, silver: Path | None = None, segmentations: dict[str, Segmentation] | None = None
) -> list[Article]:
    """All articles of a corpus file, with entities where a silver layer is given."""
    entities = {record["doc_id"]: record["sents"] for record in read_jsonl(silver)} if silver else {}
    articles = []
    for record in read_jsonl(path):
        name = name_of(record)
        segmentation = (segmentations or {}).get(name) or Segmentation.from_text(record["text"])
        articles.append(label(name, record, segmentation, entities.get(name)))
    return articles


def name_of(record: dict) -> str:
    """The name of a record, however its corpus calls it."""
    return record.get("doc_id") or record["id"]


def label(name: str, record: dict, segmentation: Segmentation, sentences: list | None) -> Article:
    """Lays a record's attributions and entities on its tokens."""
    text = record["text"]
    article = Article(
        name,
        text,
        segmentation,
        [text[start:end] for start, end in segmentation.spans],
        np.zeros(len(segmentation.spans), dtype=np.int64),
        np.full(len(segmentation.spans), IGNORED, dtype=np.int64),
    )
    owner = token_at(text, segmentation)
    for attribution in record.get("attributions", []):
        add_attribution(article, owner, attribution)
    if sentences is not None:
        add_entities(article, owner, sentences)
    return article


def token_at(text: str, segmentation: Segmentation) -> np.ndarray:
    """For every code point the token that covers it, or -1."""
    owner = np.full(len(text) + 1, -1, dtype=np.int64)
    for index, (start, end) in enumerate(segmentation.spans):
        owner[start:end] = index
    return owner


def add_attribution(article: Article, owner: np.ndarray, attribution: dict) -> None:
    """Adds one attribution's tags and links; what an earlier one already holds stays with it."""
    firsts = {}
    for role in ("cue", "source", "content"):
        tokens = covered(article, owner, attribution.get(role) or [], trim=role == "content")
        firsts[role] = write_spans(article, tokens, ROLES[role])
    if not firsts["cue"]:
        return
    cue = firsts["cue"][0]
    article.content_links.extend((content, cue) for content in firsts["content"])
    if firsts["source"]:
        article.source_links.append((cue, firsts["source"][0]))
    elif not attribution.get("source"):
        article.source_links.append((cue, NO_SOURCE))


def covered(article: Article, owner: np.ndarray, spans: list, trim: bool) -> list[int]:
    """The tokens under the spans, in order, with gaps of mere punctuation closed."""
    tokens: list[int] = []
    for start, end in sorted(map(tuple, spans)):
        inside = [int(token) for token in dict.fromkeys(owner[start:end]) if token >= 0]
        if trim:
            inside = trimmed(article.words, inside)
        if tokens and inside and not wordy(article.words, range(tokens[-1] + 1, inside[0])):
            tokens.extend(range(tokens[-1] + 1, inside[0]))
        tokens.extend(inside)
    return sorted(dict.fromkeys(tokens))


def trimmed(words: list[str], tokens: list[int]) -> list[int]:
    """The tokens without commas, dashes and full stops at their edges."""
    while tokens and words[tokens[0]] in TRIMMED:
        tokens = tokens[1:]
    while tokens and words[tokens[-1]] in TRIMMED:
        tokens = tokens[:-1]
    return tokens


def wordy(words: list[str], tokens: range) -> bool:
    """Whether any of the tokens has a letter or digit."""
    return any(character.isalnum() for token in tokens for character in words[token])


def write_spans(article: Article, tokens: list[int], begin: int) -> list[int]:
    """Tags the tokens, a new span after each gap and at each paragraph; gives the spans' first tokens.

    A shared source that is tagged already is found again, not tagged twice.
    """
    starts = {start for start, _ in article.segmentation.paragraphs}
    firsts, previous = [], None
    for token in tokens:
        opens = previous is None or token != previous + 1 or token in starts
        if article.tags[token] == 0:
            article.tags[token] = begin if opens or article.tags[token - 1] not in (begin, begin + 1) else begin + 1
            if article.tags[token] == begin:
                firsts.append(token)
        elif article.tags[token] == begin and opens:
            firsts.append(token)
        previous = token
    return firsts


def add_entities(article: Article, owner: np.ndarray, sentences: list) -> None:
    """Lays the silver entity types on the tokens as begin and inside tags."""
    article.entities[:] = 0
    for sentence in sentences:
        previous = "O"
        for _, start, end, _, kind, *_ in sentence:
            if kind in ENTITIES:
                for token in dict.fromkeys(owner[start:end]):
                    if token >= 0 and article.entities[token] == 0:
                        article.entities[token] = ENTITIES[kind] + (kind == previous)
            previous = kind
