"""Batches of windows of like length."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from articles import IGNORED, TAGS
from pieces import PADDING, START, SEPARATOR, UNKNOWN
from windows import Window, WindowMarks

MASKED_AWAY = -1e9
STEP = 16
"""Lengths are rounded up to this, since every new shape of a product costs its compilation."""


@dataclass
class BatchMarks:
    """What one reading says of a batch; windows that lack it have rows of zeros and no spans.

    `contents`, `cues` and `sources` are places in the batch's tokens, padded with 0 to [windows, most].
    """

    wanted: Tensor
    types: Tensor
    contents: Tensor
    cues: Tensor
    sources: Tensor
    cue_mask: Tensor
    source_mask: Tensor
    content_cue: Tensor
    cue_source: Tensor


@dataclass
class Batch:
    """Arrays of several windows; `firsts` are places in the flattened [windows * pieces]."""

    pieces: Tensor
    cases: Tensor
    hints: Tensor
    mask: Tensor
    firsts: Tensor
    entities: Tensor
    readings: dict[str, BatchMarks]


def padded(rows: list, fill: int, width: int | None = None) -> Tensor:
    """Rows of unlike length as one matrix, at least one wide."""
    width = width or max(1, max(len(row) for row in rows))
    matrix = np.full((len(rows), width), fill, dtype=np.int64)
    for index, row in enumerate(rows):
        matrix[index, : len(row)] = row
    return torch.from_numpy(matrix)


def make_batch(windows: list[Window]) -> Batch:
    """Lays windows side by side."""
    longest = max(len(window.pieces) for window in windows)
    length = -(-longest // STEP) * STEP
    pieces = padded([window.pieces for window in windows], PADDING, length)
    mask = torch.zeros(pieces.shape).masked_fill(pieces == PADDING, MASKED_AWAY)
    names = sorted({name for window in windows for name in window.readings})
    return Batch(
        pieces=pieces,
        cases=padded([window.cases for window in windows], 0, length),
        hints=padded([window.hints for window in windows], 0, length),
        mask=mask[:, None, :],
        firsts=torch.from_numpy(np.concatenate([w.firsts + i * length for i, w in enumerate(windows)])),
        entities=torch.from_numpy(np.concatenate([window.entities for window in windows])),
        readings={name: marks_of(windows, name) for name in names},
    )


def marks_of(windows: list[Window], name: str) -> BatchMarks:
    """Lays the marks of one reading side by side."""
    marks = [window.readings.get(name) or unmarked(window) for window in windows]
    offsets = np.concatenate([[0], np.cumsum([len(window.firsts) for window in windows])])
    places = lambda name: [[offsets[i] + place for place in getattr(m, name)] for i, m in enumerate(marks)]
    return BatchMarks(
        wanted=torch.from_numpy(np.concatenate([one.wanted for one in marks])),
        types=torch.from_numpy(np.concatenate([one.types for one in marks])),
        contents=padded(places("contents"), 0),
        cues=padded(places("cues"), 0),
        sources=padded(places("sources"), 0),
        cue_mask=padded([[1] * len(one.cues) for one in marks], 0).bool(),
        source_mask=padded([[1] * len(one.sources) for one in marks], 0).bool(),
        content_cue=padded([one.content_cue for one in marks], IGNORED),
        cue_source=padded([one.cue_source for one in marks], IGNORED),
    )


def unmarked(window: Window) -> WindowMarks:
    """The marks of a window that a reading says nothing of."""
    size = len(window.firsts)
    return WindowMarks(np.zeros((size, len(TAGS)), np.float32), np.full(size, IGNORED), [], [], [], [], [])


def batches_of(windows: list[Window], pieces: int, shuffled: random.Random | None = None) -> list[list[Window]]:
    """Groups windows of like length so that a batch has about so many pieces, padding included."""
    order = sorted(windows, key=lambda window: len(window.pieces) + (shuffled.random() * 16 if shuffled else 0))
    groups: list[list[Window]] = [[]]
    for window in order:
        if (len(groups[-1]) + 1) * len(window.pieces) > pieces and groups[-1]:
            groups.append([])
        groups[-1].append(window)
    if shuffled:
        shuffled.shuffle(groups)
    return groups


def mask_pieces(batch: Batch, rate: float, generator: torch.Generator) -> None:
    """Makes some pieces unknown so that no single word decides."""
    special = (batch.pieces == PADDING) | (batch.pieces == START) | (batch.pieces == SEPARATOR)
    chosen = torch.rand(batch.pieces.shape, generator=generator) < rate
    batch.pieces[chosen & ~special] = UNKNOWN
