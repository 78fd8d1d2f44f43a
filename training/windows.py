"""Windows of whole paragraphs, and the arrays that the networks read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from articles import IGNORED, NO_SOURCE, Article
from pieces import SEPARATOR, START, Pieces, letter_case
from tokens import Segmentation

WINDOW = 256
"""Pieces in a window: whole paragraphs with a neighbour or two; longer gained nothing in the pilot."""
ROOM = WINDOW - 2


@dataclass
class Window:
    """One window: its pieces, and for each of its tokens the place of the first piece and the labels."""

    pieces: np.ndarray
    cases: np.ndarray
    firsts: np.ndarray
    tokens: np.ndarray
    tags: np.ndarray
    entities: np.ndarray
    contents: list[int]
    cues: list[int]
    sources: list[int]
    content_cue: list[int]
    cue_source: list[int]
    article: int = 0
    soft: np.ndarray | None = None


def pack(counts: list[int], segmentation: Segmentation, first_limit: int = WINDOW) -> list[list[tuple[int, int]]]:
    """Packs paragraphs greedily into windows; gives each window's token ranges.

    `first_limit` shortens the first window so that training sees other neighbours each epoch.
    """
    sums = np.concatenate([[0], np.cumsum(counts)])
    packed: list[list[tuple[int, int]]] = []
    current: list[tuple[int, int]] = []
    used, limit = 1, first_limit
    for start, end in segmentation.paragraphs:
        size = int(sums[end] - sums[start])
        if current and used + size + 1 > limit:
            packed.append(current)
            current, used, limit = [], 1, WINDOW
        if size > ROOM:
            packed.extend([chunk] for chunk in chunks(sums, start, end, segmentation.sentence_ends))
            limit = WINDOW
        else:
            current.append((start, end))
            used += size + 1
    return packed + [current] if current else packed


def chunks(sums: np.ndarray, start: int, end: int, sentence_ends: frozenset[int]) -> list[tuple[int, int]]:
    """Cuts a long paragraph, at the last sentence end in a chunk's second half where there is one."""
    found = []
    while start < end:
        stop = min(end, int(np.searchsorted(sums, sums[start] + ROOM, side="right")) - 1)
        if stop < end:
            ends = (cut for cut in range(stop, start, -1) if cut in sentence_ends and sums[cut] - sums[start] >= ROOM // 2)
            stop = next(ends, stop)
        found.append((start, stop))
        start = stop
    return found


def windows_of(article: Article, pieces: Pieces, index: int = 0, first_limit: int = WINDOW) -> list[Window]:
    """All windows of an article, labels included."""
    cut = [pieces.of(word) for word in article.words]
    cases = [letter_case(word) for word in article.words]
    ranges = pack([len(ids) for ids in cut], article.segmentation, first_limit)
    return [lay_out(article, cut, cases, window, index) for window in ranges]


def lay_out(article: Article, cut: list[list[int]], cases: list[int], ranges: list[tuple[int, int]], index: int) -> Window:
    """Writes one window's arrays."""
    ids, case_ids, firsts, tokens = [START], [0], [], []
    for start, end in ranges:
        for token in range(start, end):
            firsts.append(len(ids))
            tokens.append(token)
            ids.extend(cut[token])
            case_ids.extend([cases[token]] * len(cut[token]))
        ids.append(SEPARATOR)
        case_ids.append(0)
    window = Window(
        np.array(ids), np.array(case_ids), np.array(firsts), np.array(tokens),
        article.tags[tokens], article.entities[tokens], [], [], [], [], [], index,
        None if article.soft is None else article.soft[tokens],
    )
    add_links(window, article)
    return window


def add_links(window: Window, article: Article) -> None:
    """Writes the window's own links, places counted in its tokens; what leaves the window is ignored."""
    place = {int(token): index for index, token in enumerate(window.tokens)}
    cues = sorted({place[cue] for cue, _ in article.source_links if cue in place})
    sources = sorted({place[source] for _, source in article.source_links if source in place})
    window.cues, window.sources = cues, sources
    for content, cue in article.content_links:
        if content in place and cue in place and place[cue] in cues:
            window.contents.append(place[content])
            window.content_cue.append(cues.index(place[cue]))
    source_of = dict(article.source_links)
    for cue in cues:
        source = source_of[int(window.tokens[cue])]
        if source == NO_SOURCE:
            window.cue_source.append(0)
        else:
            window.cue_source.append(sources.index(place[source]) + 1 if source in place else IGNORED)
