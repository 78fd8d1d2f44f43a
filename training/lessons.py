"""What a network learns from: articles with marks of one or both readings, and what a teacher said of others."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from articles import TAGS, Article, label, name_of, read_articles, read_jsonl
from augment import NamePool, augmented
from heads import BROAD, STRICT
from inner import gold_records
from pieces import Pieces
from teach import Taught, read_taught
from tokens import read_corpus_segmentations, segmented
from windows import Window, windows_of

SEED = 20260
MARKED = ("strict-train", "strict-more")
"""The corpora with strict marks."""
FOLDS = 5
WIKINEWS_TIMES = 3
"""Wikinews is a thirtieth of PolNeAR, yet stands for all other publishers: it is read so often in an epoch."""
GOLD_SHARE = 0.5
"""Weight of the gold tags on marked articles that a teacher has labelled too; the rest is the teacher's."""


@dataclass(frozen=True)
class Corpora:
    """Where the corpora and what belongs to them lie."""

    data: Path
    segments: Path
    dump: Path
    """The segmenter's example of that name, for inner texts."""

    def read(self, name: str, reading: str, silver: str | None = None) -> list[Article]:
        """One corpus."""
        path = lambda corpus: self.data / f"{corpus}.jsonl.gz"
        segmentations = read_corpus_segmentations(self.segments, name)
        return read_articles(path(name), reading, segmentations, path(silver) if silver else None)

    def strict(self, left_out: set[str]) -> list[Article]:
        """The strict marks, with the broad marks of those articles that have them, and their inner texts."""
        articles = [one for name in MARKED for one in self.read(name, STRICT) if one.doc_id not in left_out]
        broad = {one.doc_id: one for one in self.broad()}
        for article in articles:
            twin = broad.get(article.doc_id)
            if twin and len(twin.words) == len(article.words):
                article.readings[BROAD], article.entities = twin.readings[BROAD], twin.entities
        return articles + [one for name in MARKED for one in self.inner(name, left_out)]

    def inner(self, corpus: str, left_out: set[str]) -> list[Article]:
        """The inner texts of a corpus with strict marks."""
        segmentations = read_corpus_segmentations(self.segments, corpus)
        named = {record["doc_id"]: record for record in read_jsonl(self.data / f"{corpus}.jsonl.gz")}
        records = [(name, record) for name, record in named.items() if name not in left_out]
        inner = [one for name, record in records for one in gold_records(name, record, segmentations[name])]
        cut = segmented(self.dump, {one["doc_id"]: one["text"] for one in inner})
        articles = [label(one["doc_id"], one, cut[one["doc_id"]], STRICT) for one in inner]
        for article in articles:
            article.inner = True
        return articles

    def broad(self) -> list[Article]:
        """PolNeAR's and Wikinews' training parts."""
        polnear = self.read("polnear-train", BROAD, "polnear-train-silver")
        return polnear + self.read("wikinews-train", BROAD)

    def fold(self, number: int | None) -> set[str]:
        """The articles of strict-train that one of the folds holds out."""
        names = (name_of(record) for record in read_jsonl(self.data / "strict-train.jsonl.gz"))
        return {name for name in names if fold_of(name) == number}


def fold_of(name: str) -> int:
    """The fold of an article, whatever its place in the file."""
    return int(hashlib.md5(name.encode()).hexdigest(), 16) % FOLDS


@dataclass
class Share:
    """Articles of which an epoch reads so many, in turn, in a new order each time round."""

    articles: list[Article]
    in_epoch: int

    def part(self, epoch: int) -> list[Article]:
        """Those of one epoch."""
        chosen, orders = [], {}
        for place in range(epoch * self.in_epoch, (epoch + 1) * self.in_epoch) if self.articles else ():
            turn, index = divmod(place, len(self.articles))
            if turn not in orders:
                orders[turn] = random.Random(SEED + turn).sample(range(len(self.articles)), len(self.articles))
            chosen.append(self.articles[orders[turn][index]])
        return chosen


@dataclass
class Lessons:
    """All that a run reads, and the names with which articles are changed."""

    pool: NamePool
    shares: list[Share] = field(default_factory=list)

    def add(self, articles: list[Article], in_epoch: float) -> None:
        """Adds articles of which an epoch reads so many, or all so many times where that is below 10."""
        self.shares.append(Share(articles, int(in_epoch if in_epoch >= 10 else in_epoch * len(articles))))

    def windows(self, pieces: Pieces, chance: random.Random, epoch: int, window: int) -> list[Window]:
        """The windows of one epoch: articles are changed, and windows begin elsewhere every time."""
        windows = []
        for article in (one for share in self.shares for one in share.part(epoch)):
            changed = augmented(article, self.pool, chance)
            windows.extend(windows_of(changed, pieces, 0, window, chance.randint(window // 4, window)))
        return windows


def broad_lessons(corpora: Corpora) -> Lessons:
    """The marks of PolNeAR and Wikinews alone."""
    articles = corpora.broad()
    lessons = Lessons(NamePool(articles))
    lessons.add([article for article in articles if not article.doc_id.startswith("wikinews")], 1)
    lessons.add([article for article in articles if article.doc_id.startswith("wikinews")], WIKINEWS_TIMES)
    return lessons


def taught_lessons(corpora: Corpora, taught: Path, free_in_epoch: int) -> Lessons:
    """The same with a teacher's word mixed in, and so many articles of the free news in an epoch."""
    lessons = broad_lessons(corpora)
    said = read_taught(taught / "polnear-train.npz") | read_taught(taught / "wikinews-train.npz")
    for share in lessons.shares:
        with_word(share.articles, said, GOLD_SHARE)
    free = {name: one for path in sorted(taught.glob("free-news*.npz")) for name, one in read_taught(path).items()}
    lessons.add(with_word(corpora.read("free-news", BROAD), free, 0), free_in_epoch)
    return lessons


def with_word(articles: list[Article], said: dict[str, Taught], gold_share: float) -> list[Article]:
    """Gives articles a teacher's word; marks of their own keep this share. Those that have one are given back."""
    known = [article for article in articles if article.doc_id in said]
    for article in known:
        taught = said[article.doc_id]
        if not (article.entities > 0).any():
            article.soft_entities = taught.entities
        for name, marks in taught.readings.items():
            own = article.readings.get(name)
            if own is None:
                article.readings[name] = marks
            else:
                gold = np.eye(len(TAGS), dtype=np.float32)[own.tags]
                own.soft = (gold_share * gold + (1 - gold_share) * marks.soft.astype(np.float32)).astype(np.float16)
    return known
