"""Windows of whole paragraphs, and the arrays that the networks read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from articles import ENTITY_TAGS, IGNORED, NO_SOURCE, TAGS, Article, Marks
from pieces import SEPARATOR, START, Pieces, letter_case
from tokens import Segmentation

WINDOW = 256
"""Pieces in a window of the small network, the teacher and the first large ones."""
SPECIAL = 2
"""Pieces of a window that no token has: the first, and the last of each paragraph."""


@dataclass
class WindowMarks:
    """What one reading says of a window; places count its tokens."""

    wanted: np.ndarray
    """Probabilities of the tags, [tokens, tags]."""
    types: np.ndarray
    contents: list[int]
    cues: list[int]
    sources: list[int]
    content_cue: list[int]
    cue_source: list[int]


@dataclass
class Window:
    """One window: its pieces, and for each of its tokens the place of the first piece and the labels."""

    pieces: np.ndarray
    cases: np.ndarray
    hints: np.ndarray
    """For each piece 0, or 1 + the tag that its token has in another reading."""
    firsts: np.ndarray
    tokens: np.ndarray
    entities: np.ndarray
    """Probabilities of the entity tags; rows of zeros where nothing is known."""
    readings: dict[str, WindowMarks]
    article: int = 0


def pack(counts: list[int], segmentation: Segmentation, window: int, first_limit: int) -> list[list[tuple[int, int]]]:
    """Packs paragraphs greedily into windows of so many pieces; gives each window's token ranges.

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
            current, used, limit = [], 1, window
        if size > window - SPECIAL:
            packed.extend([chunk] for chunk in chunks(sums, start, end, segmentation.sentence_ends, window - SPECIAL))
            limit = window
        else:
            current.append((start, end))
            used += size + 1
    return packed + [current] if current else packed


def chunks(sums: np.ndarray, start: int, end: int, sentence_ends: frozenset[int], room: int) -> list[tuple[int, int]]:
    """Cuts a long paragraph into chunks that have room for so many pieces, at the last sentence end in a chunk's second half where there is one."""
    found = []
    while start < end:
        stop = min(end, int(np.searchsorted(sums, sums[start] + room, side="right")) - 1)
        if stop < end:
            ends = (cut for cut in range(stop, start, -1) if cut in sentence_ends and sums[cut] - sums[start] >= room // 2)
            stop = next(ends, stop)
        found.append((start, stop))
        start = stop
    return found


def windows_of(
    article: Article, pieces: Pieces, index: int = 0, window: int = WINDOW, first_limit: int | None = None
) -> list[Window]:
    """All windows of an article, labels included."""
    cut = [pieces.of(word)[: window - SPECIAL] for word in article.words]
    cases = [letter_case(word) for word in article.words]
    ranges = pack([len(ids) for ids in cut], article.segmentation, window, first_limit or window)
    return [lay_out(article, cut, cases, one, index) for one in ranges]


def lay_out(article: Article, cut: list[list[int]], cases: list[int], ranges: list[tuple[int, int]], index: int) -> Window:
    """Writes one window's arrays."""
    ids, owners, firsts, tokens = [START], [-1], [], []
    for start, end in ranges:
        for token in range(start, end):
            firsts.append(len(ids))
            tokens.append(token)
            ids.extend(cut[token])
            owners.extend([token] * len(cut[token]))
        ids.append(SEPARATOR)
        owners.append(-1)
    of_piece = lambda values: np.array([values[owner] if owner >= 0 else 0 for owner in owners])
    hints = np.zeros(len(ids), dtype=np.int64) if article.hints is None else of_piece(article.hints + 1)
    readings = {name: marks_in(marks, tokens) for name, marks in article.readings.items()}
    return Window(
        np.array(ids), of_piece(cases), hints, np.array(firsts), np.array(tokens),
        entities_in(article, tokens), readings, index,
    )


def one_hot(labels: np.ndarray, width: int) -> np.ndarray:
    """Rows with a 1 at each label; rows of zeros where it is IGNORED."""
    rows = np.zeros((len(labels), width), dtype=np.float32)
    known = np.flatnonzero(labels != IGNORED)
    rows[known, labels[known]] = 1
    return rows


def entities_in(article: Article, tokens: list[int]) -> np.ndarray:
    """The probabilities of the entity tags in a window."""
    if article.soft_entities is not None:
        return article.soft_entities[tokens].astype(np.float32)
    return one_hot(article.entities[tokens], len(ENTITY_TAGS))


def marks_in(marks: Marks, tokens: list[int]) -> WindowMarks:
    """A reading's part of a window; links that leave it are ignored."""
    soft = marks.soft
    wanted = one_hot(marks.tags[tokens], len(TAGS)) if soft is None else soft[tokens].astype(np.float32)
    place = {token: index for index, token in enumerate(tokens)}
    cues = sorted({place[cue] for cue, _ in marks.source_links if cue in place})
    sources = sorted({place[source] for _, source in marks.source_links if source in place})
    window = WindowMarks(wanted, marks.types[tokens], [], cues, sources, [], [])
    for content, cue in marks.content_links:
        if content in place and cue in place and place[cue] in cues:
            window.contents.append(place[content])
            window.content_cue.append(cues.index(place[cue]))
    source_of = dict(marks.source_links)
    window.cue_source = [source_choice(source_of[tokens[cue]], place, sources) for cue in cues]
    return window


def source_choice(source: int, place: dict[int, int], sources: list[int]) -> int:
    """0 for no source, else 1 + its place among the window's sources; IGNORED where it stands elsewhere."""
    if source == NO_SOURCE:
        return 0
    return sources.index(place[source]) + 1 if source in place else IGNORED
