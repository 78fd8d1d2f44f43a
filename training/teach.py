"""Labels a corpus with a trained network, for another to learn from.

usage: teach.py CHECKPOINT PIECES CORPUS.jsonl.gz OUT.npz --segments CORPUS.jsonl [--readings strict broad]
For every token the probabilities of tags and entity tags as float16; for every article the links decoded.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from articles import ENTITY_TAGS, NO_SOURCE, TAGS, Article, Marks, name_of, read_articles, read_jsonl
from batches import batches_of, make_batch
from decode import decode_tags, link, paragraphs_of
from export import load_checkpoint
from heads import BROAD, STRICT
from pieces import Pieces
from tokens import read_segmentations
from windows import Window, windows_of

BATCH_PIECES = 8192
SEED = 20260
GIST = 150
"""Letters at the beginning of an article that tell it from others."""


@dataclass
class Taught:
    """What a teacher says about one article, by its tokens."""

    doc_id: str
    entities: np.ndarray
    readings: dict[str, Marks]


def teach(model, articles: list[Article], pieces: Pieces, readings: list[str]) -> list[Taught]:
    """The teacher's word on every article."""
    taught = [blank(article, readings) for article in articles]
    windows = [w for index, article in enumerate(articles) for w in windows_of(article, pieces, index, model.shape.window)]
    groups = batches_of(windows, BATCH_PIECES)
    started = time.time()
    for count, group in enumerate(groups):
        teach_group(model, group, articles, taught)
        if count % 50 == 49:
            print(f"{count + 1}/{len(groups)} batches, {time.time() - started:.0f} s", file=sys.stderr, flush=True)
    return taught


def blank(article: Article, readings: list[str]) -> Taught:
    """An article that nothing has been said about yet."""
    size = len(article.words)
    marks = {name: Marks.blank(size) for name in readings}
    for one in marks.values():
        one.soft = np.zeros((size, len(TAGS)), np.float16)
    return Taught(article.doc_id, np.zeros((size, len(ENTITY_TAGS)), np.float16), marks)


def teach_group(model, group: list[Window], articles: list[Article], taught: list[Taught]) -> None:
    """Writes down what the teacher says about several windows."""
    batch = make_batch(group)
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        states = model.states(batch)
    with torch.inference_mode():
        rows_of = states.float().split([len(window.tokens) for window in group])
        for window, rows in zip(group, rows_of):
            one = taught[window.article]
            one.entities[window.tokens] = model.heads.entity(rows).softmax(1).numpy()
            for name, marks in one.readings.items():
                note(model.heads.readings[name], marks, rows, window, articles[window.article])


def note(heads, marks: Marks, rows: torch.Tensor, window: Window, article: Article) -> None:
    """Writes down one reading of one window."""
    scores = heads.tag(rows)
    marks.soft[window.tokens] = scores.softmax(1).numpy()
    tags = decode_tags(scores.numpy(), window, article)
    marks.tags[window.tokens] = tags
    place = lambda span: int(window.tokens[span[0]])
    for source, cue, contents in link(heads, rows, tags, paragraphs_of(window, article)):
        marks.source_links.append((place(cue), place(source) if source else NO_SOURCE))
        marks.content_links.extend((place(content), place(cue)) for content in contents)


def write_taught(path: Path, taught: list[Taught]) -> None:
    """All articles in one file, in the order of their corpus."""
    arrays = {
        "entities": np.concatenate([one.entities for one in taught]),
        "doc_ids": np.array([one.doc_id for one in taught]),
        "lengths": np.array([len(one.entities) for one in taught]),
    }
    for name in taught[0].readings:
        marks = [one.readings[name] for one in taught]
        arrays[f"{name}.soft"] = np.concatenate([one.soft for one in marks])
        arrays[f"{name}.tags"] = np.concatenate([one.tags for one in marks]).astype(np.int8)
        for links in ("content_links", "source_links"):
            rows = [(index, *pair) for index, one in enumerate(marks) for pair in getattr(one, links)]
            arrays[f"{name}.{links}"] = np.array(rows, dtype=np.int32).reshape(-1, 3)
    unfinished = path.with_name("unfinished-" + path.name)
    np.savez(unfinished, **arrays)
    unfinished.rename(path)


def read_taught(path: Path) -> dict[str, Taught]:
    """What `write_taught` wrote, by article."""
    stored = np.load(path)
    ends = np.cumsum(stored["lengths"])[:-1]
    names, split = stored["doc_ids"].tolist(), lambda key: np.split(stored[key], ends)
    taught = [Taught(name, entities, {}) for name, entities in zip(names, split("entities"))]
    for reading in (STRICT, BROAD):
        if f"{reading}.soft" in stored:
            for one, soft, tags in zip(taught, split(f"{reading}.soft"), split(f"{reading}.tags")):
                one.readings[reading] = Marks.blank(len(tags))
                one.readings[reading].soft, one.readings[reading].tags = soft, tags.astype(np.int64)
            for links in ("content_links", "source_links"):
                for index, first, second in stored[f"{reading}.{links}"].tolist():
                    getattr(taught[index].readings[reading], links).append((first, second))
    return {one.doc_id: one for one in taught}


def gist(text: str) -> str:
    """What two copies of an article have in common, however their white space and marks differ."""
    return re.sub(r"\W+", "", text)[:GIST]


def chosen(corpus: Path, part: slice, without: list[Path]) -> set[str]:
    """The names of the articles to label: a part of each source, in an order drawn with a fixed seed.

    Articles that stand in the corpora `without` too are left out.
    """
    held_back = {gist(record["text"]) for path in without for record in read_jsonl(path)}
    by_source: dict[str, list[str]] = defaultdict(list)
    for record in read_jsonl(corpus):
        if gist(record["text"]) not in held_back:
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
    parser.add_argument("--segments", type=Path, required=True)
    parser.add_argument("--readings", nargs="+", default=[STRICT, BROAD])
    parser.add_argument("--inner", action="store_true", help="the corpus holds inner texts")
    parser.add_argument("--hinted", action="store_true", help="the corpus's marks, of the broad reading, are shown")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--per-source", type=int, help="of each source no article beyond so many")
    parser.add_argument("--beyond", type=int, default=0, help="of each source only the articles after so many")
    parser.add_argument("--without", type=Path, nargs="+", default=[], help="corpora whose articles are not labelled")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    names = chosen(arguments.corpus, slice(arguments.beyond, arguments.per_source), arguments.without)
    articles = read_articles(arguments.corpus, BROAD, read_segmentations(arguments.segments))
    articles = [article for article in articles if article.doc_id in names]
    for article in articles:
        article.inner = arguments.inner
        article.hints = article.readings[BROAD].tags if arguments.hinted else None
    pieces = Pieces(arguments.pieces.read_text(encoding="utf-8").split("\n"))
    model = load_checkpoint(arguments.checkpoint)
    write_taught(arguments.out, teach(model, articles, pieces, arguments.readings))


if __name__ == "__main__":
    main()
