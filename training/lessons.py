"""What a network learns from: gold articles, and articles that a teacher has labelled (teach.py)."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from articles import TAGS, Article, read_articles
from augment import NamePool, augmented
from pieces import Pieces
from teach import Taught, read_taught
from tokens import read_corpus_segmentations
from windows import Window, windows_of

SEED = 20260
MARKED = ("polnear-train", "wikinews-train")
WIKINEWS_TIMES = 3
"""Wikinews is a thirtieth of PolNeAR, yet stands for all other publishers: it is read so often in an epoch."""
GOLD_SHARE = 0.5
"""Weight of the gold tags on marked articles that a teacher has labelled too; the rest is the teacher's."""


@dataclass
class Lessons:
    """Marked and unmarked articles, and the names with which they are changed."""

    marked: list[Article]
    free: list[Article]
    pool: NamePool

    def windows(self, pieces: Pieces, chance: random.Random, free: range = range(0)) -> list[Window]:
        """The windows of one epoch over the marked articles and these places of the free ones.

        Articles are changed, and windows begin elsewhere in every epoch.
        """
        windows = []
        for index, article in enumerate(self.marked + self.part(free)):
            changed = augmented(article, self.pool, chance)
            windows.extend(windows_of(changed, pieces, index, chance.randint(64, 256)))
        return windows

    def part(self, part: range) -> list[Article]:
        """Free articles by their place in an endless row: all of them in turn, in a new order each time round."""
        orders: dict[int, list[int]] = {}
        chosen = []
        for place in part if self.free else ():
            turn, index = divmod(place, len(self.free))
            if turn not in orders:
                orders[turn] = random.Random(SEED + turn).sample(range(len(self.free)), len(self.free))
            chosen.append(self.free[orders[turn][index]])
        return chosen


def gold_lessons(data: Path, segments: Path | None) -> Lessons:
    """The marked articles alone."""
    of = lambda name: read_corpus_segmentations(segments, name)
    name = "polnear-train"
    articles = read_articles(data / f"{name}.jsonl.gz", data / f"{name}-silver.jsonl.gz", of(name))
    pool = NamePool(articles)
    others = read_articles(data / "wikinews-train.jsonl.gz", None, of("wikinews-train"))
    return Lessons(articles + others * WIKINEWS_TIMES, [], pool)


def taught_lessons(data: Path, taught: Path, segments: Path | None) -> Lessons:
    """The marked articles with gold and the teacher's word mixed, and the free news with the teacher's word.

    `taught` holds what teach.py wrote: polnear-train.npz, wikinews-train.npz, free-news*.npz.
    """
    lessons = gold_lessons(data, segments)
    said = {one.doc_id: one for name in MARKED for one in read_taught(taught / f"{name}.npz")}
    for article in {id(article): article for article in lessons.marked}.values():
        with_soft(article, said[article.doc_id])
    said = {one.doc_id: one for path in sorted(taught.glob("free-news*.npz")) for one in read_taught(path)}
    free = read_articles(data / "free-news.jsonl.gz", None, read_corpus_segmentations(segments, "free-news"))
    lessons.free = [article for article in free if article.doc_id in said]
    for article in lessons.free:
        with_labels(article, said[article.doc_id])
    return lessons


def with_soft(article: Article, taught: Taught) -> None:
    """Gives a marked article its mixture of gold and teacher."""
    gold = np.eye(len(TAGS), dtype=np.float32)[article.tags]
    soft = taught.soft.astype(np.float32)
    soft[:, : len(TAGS)] = GOLD_SHARE * gold + (1 - GOLD_SHARE) * soft[:, : len(TAGS)]
    article.soft = soft.astype(np.float16)


def with_labels(article: Article, taught: Taught) -> None:
    """Gives an unmarked article the teacher's tags, entities and links."""
    article.soft = taught.soft
    article.tags = taught.tags.astype(np.int64)
    article.entities = taught.soft[:, len(TAGS) :].argmax(axis=1)
    article.content_links, article.source_links = taught.content_links, taught.source_links
