"""Labels a corpus with a trained network, for another to learn from.

usage: teach.py CHECKPOINT PIECES CORPUS.jsonl.gz OUT.npz [--segments CORPUS.jsonl]
For every token the probabilities of tags and entity tags as float16; for every article the links decoded.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from articles import ENTITY_TAGS, NO_SOURCE, TAGS, Article, name_of, read_articles, read_jsonl
from batches import batches_of, make_batch
from decode import decode_tags, link
from export import load_checkpoint
from pieces import Pieces
from tokens import read_segmentations
from windows import Window, windows_of

BATCH_PIECES = 8192
SEED = 20260
WIDTH = len(TAGS) + len(ENTITY_TAGS)


@dataclass
class Taught:
    """What a teacher says about one article, by its tokens."""

    doc_id: str
    soft: np.ndarray
    tags: np.ndarray
    content_links: list[tuple[int, int]]
    source_links: list[tuple[int, int]]


def teach(model, articles: list[Article], pieces: Pieces) -> list[Taught]:
    """The teacher's word on every article."""
    taught = [blank(article) for article in articles]
    windows = [w for index, article in enumerate(articles) for w in windows_of(article, pieces, index)]
    groups = batches_of(windows, BATCH_PIECES)
    started = time.time()
    for count, group in enumerate(groups):
        teach_group(model, group, articles, taught)
        if count % 50 == 49:
            print(f"{count + 1}/{len(groups)} batches, {time.time() - started:.0f} s", file=sys.stderr, flush=True)
    return taught


def blank(article: Article) -> Taught:
    """An article that nothing has been said about yet."""
    size = len(article.words)
    return Taught(article.doc_id, np.zeros((size, WIDTH), np.float16), np.zeros(size, np.int8), [], [])


def teach_group(model, group: list[Window], articles: list[Article], taught: list[Taught]) -> None:
    """Writes down what the teacher says about several windows."""
    batch = make_batch(group)
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        states = model.states(batch)
    states = states.float()
    with torch.inference_mode():
        scores = model.heads.tag(states)
        entities = model.heads.entity(states)
        soft = torch.cat([scores.softmax(1), entities.softmax(1)], 1).numpy().astype(np.float16)
        offset = 0
        for window in group:
            end = offset + len(window.tokens)
            tags = decode_tags(scores[offset:end].numpy(), window, articles[window.article])
            note(taught[window.article], window, soft[offset:end], tags, link(model, states[offset:end], tags))
            offset = end


def note(taught: Taught, window: Window, soft: np.ndarray, tags: list[int], attributions: list[tuple]) -> None:
    """Writes down one window."""
    taught.soft[window.tokens] = soft
    taught.tags[window.tokens] = tags
    place = lambda span: int(window.tokens[span[0]])
    for source, cue, contents in attributions:
        taught.source_links.append((place(cue), place(source) if source else NO_SOURCE))
        taught.content_links.extend((place(content), place(cue)) for content in contents)


def write_taught(path: Path, taught: list[Taught]) -> None:
    """All articles in one file, in the order of their corpus."""
    pairs = lambda name: np.array(
        [(index, *pair) for index, one in enumerate(taught) for pair in getattr(one, name)], dtype=np.int32
    ).reshape(-1, 3)
    unfinished = path.with_name("unfinished-" + path.name)
    np.savez(
        unfinished,
        soft=np.concatenate([one.soft for one in taught]),
        tags=np.concatenate([one.tags for one in taught]),
        doc_ids=np.array([one.doc_id for one in taught]),
        lengths=np.array([len(one.tags) for one in taught]),
        content_links=pairs("content_links"),
        source_links=pairs("source_links"),
    )
    unfinished.rename(path)


def read_taught(path: Path) -> list[Taught]:
    """What `write_taught` wrote."""
    stored = np.load(path)
    ends = np.cumsum(stored["lengths"])[:-1]
    parts = zip(stored["doc_ids"].tolist(), np.split(stored["soft"], ends), np.split(stored["tags"], ends))
    taught = [Taught(doc_id, soft, tags, [], []) for doc_id, soft, tags in parts]
    for name in ("content_links", "source_links"):
        for index, first, second in stored[name].tolist():
            getattr(taught[index], name).append((first, second))
    return taught


def chosen(corpus: Path, part: slice) -> set[str]:
    """The names of the articles to label: a part of each source, in an order drawn with a fixed seed."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for record in read_jsonl(corpus):
        by_source[record.get("source", "")].append(name_of(record))
    chance = random.Random(SEED)
    for names in by_source.values():
        chance.shuffle(names)
    return {name for names in by_source.values() for name in names[part]}


def main() -> None:
    """Labels one corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("pieces", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--segments", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--per-source", type=int, help="of each source no article beyond so many")
    parser.add_argument("--beyond", type=int, default=0, help="of each source only the articles after so many")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    segmentations = read_segmentations(arguments.segments) if arguments.segments else None
    names = chosen(arguments.corpus, slice(arguments.beyond, arguments.per_source))
    articles = [article for article in read_articles(arguments.corpus, None, segmentations) if article.doc_id in names]
    pieces = Pieces(arguments.pieces.read_text(encoding="utf-8").split("\n"))
    write_taught(arguments.out, teach(load_checkpoint(arguments.checkpoint), articles, pieces))


if __name__ == "__main__":
    main()
