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
TYPES = ["communication", "attitude", "factive", "control"]
IGNORED = -100
NO_SOURCE = -1
SOURCE_OUTSIDE = -2
"""The source of an inner voice that stands outside of the outer one's content: nothing can be learned of it."""
TRIMMED = frozenset(",.;:-–—")


@dataclass
class Marks:
    """One reading of an article: labels of its tokens, and links between the first tokens of spans."""

    tags: np.ndarray
    types: np.ndarray
    """The type of an attribution on the first token of its cue, elsewhere and where it is unknown IGNORED."""
    content_links: list[tuple[int, int]] = field(default_factory=list)
    """(first token of a content span, first token of its cue)"""
    source_links: list[tuple[int, int]] = field(default_factory=list)
    """(first token of a cue, first token of its source or NO_SOURCE or SOURCE_OUTSIDE)"""
    soft: np.ndarray | None = None
    """Probabilities of the tags for each token, where a teacher gave them."""

    @staticmethod
    def blank(tokens: int) -> "Marks":
        """The marks of an article in which nobody says anything."""
        return Marks(np.zeros(tokens, dtype=np.int64), np.full(tokens, IGNORED, dtype=np.int64))


@dataclass
class Article:
    """One article as tokens with labels; tokens are strings so that augmentation can change them."""

    doc_id: str
    text: str
    segmentation: Segmentation
    words: list[str]
    entities: np.ndarray
    readings: dict[str, Marks] = field(default_factory=dict)
    soft_entities: np.ndarray | None = None
    hints: np.ndarray | None = None
    """Tags of another reading, for a network that is shown them."""
    inner: bool = False
    """Whether its paragraphs are contents, which no link leaves."""


def read_jsonl(path: Path) -> Iterator[dict]:
    """The records of a JSON-lines file, gzipped or plain."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read_articles(
    path: Path, reading: str, segmentations: dict[str, Segmentation] | None = None, silver: Path | None = None
) -> list[Article]:
    """All articles of a corpus file, whose marks are of this reading, with entities where a silver layer is given."""
    entities = {record["doc_id"]: record["sents"] for record in read_jsonl(silver)} if silver else {}
    articles = []
    for record in read_jsonl(path):
        name = name_of(record)
        segmentation = (segmentations or {}).get(name) or Segmentation.from_text(record["text"])
        articles.append(label(name, record, segmentation, reading, entities.get(name)))
    return articles


def name_of(record: dict) -> str:
    """The name of a record, however its corpus calls it."""
    return record.get("doc_id") or record["id"]


def label(
    name: str, record: dict, segmentation: Segmentation, reading: str, sentences: list | None = None
) -> Article:
    """Lays a record's outer attributions and entities on its tokens."""
    article = bare(name, record["text"], segmentation)
    owner = token_at(article.text, segmentation)
    if "attributions" in record:
        article.readings[reading] = marks_of(article, owner, record["attributions"])
    if sentences is not None:
        add_entities(article, owner, sentences)
    return article


def bare(name: str, text: str, segmentation: Segmentation) -> Article:
    """An article without labels."""
    words = [text[start:end] for start, end in segmentation.spans]
    return Article(name, text, segmentation, words, np.full(len(words), IGNORED, dtype=np.int64))


def marks_of(article: Article, owner: np.ndarray, attributions: list[dict]) -> Marks:
    """The tags, types and links of the outer ones among some attributions."""
    marks = Marks.blank(len(article.words))
    for attribution in attributions:
        if not attribution.get("nested_in"):
            add_attribution(article, marks, owner, attribution)
    return marks


def token_at(text: str, segmentation: Segmentation) -> np.ndarray:
    """For every code point the token that covers it, or -1."""
    owner = np.full(len(text) + 1, -1, dtype=np.int64)
    for index, (start, end) in enumerate(segmentation.spans):
        owner[start:end] = index
    return owner


def add_attribution(article: Article, marks: Marks, owner: np.ndarray, attribution: dict) -> None:
    """Adds one attribution's tags and links; what an earlier one already holds stays with it."""
    firsts = {}
    for role in ("cue", "source", "content"):
        tokens = covered(article, owner, attribution.get(role) or [], trim=role == "content")
        firsts[role] = write_spans(article, marks.tags, tokens, ROLES[role])
    if not firsts["cue"]:
        return
    cue = firsts["cue"][0]
    if attribution.get("type") in TYPES:
        marks.types[cue] = TYPES.index(attribution["type"])
    marks.content_links.extend((content, cue) for content in firsts["content"])
    if attribution.get("source_outside"):
        marks.source_links.append((cue, SOURCE_OUTSIDE))
    elif firsts["source"]:
        marks.source_links.append((cue, firsts["source"][0]))
    elif not attribution.get("source"):
        marks.source_links.append((cue, NO_SOURCE))


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


def write_spans(article: Article, tags: np.ndarray, tokens: list[int], begin: int) -> list[int]:
    """Tags the tokens, a new span after each gap and at each paragraph; gives the spans' first tokens.

    A shared source that is tagged already is found again, not tagged twice.
    """
    starts = {start for start, _ in article.segmentation.paragraphs}
    firsts, previous = [], None
    for token in tokens:
        opens = previous is None or token != previous + 1 or token in starts
        if tags[token] == 0:
            tags[token] = begin if opens or tags[token - 1] not in (begin, begin + 1) else begin + 1
            if tags[token] == begin:
                firsts.append(token)
        elif tags[token] == begin and opens:
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
