"""What stands on every network: tags, entity tags and the two link scorers."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from articles import ENTITY_TAGS, TAGS, TYPES
from quantise import Linear

LINK = 128
"""Dimensions of the link scorers."""
BUCKETS = 15
"""Signed distances by powers of two: 7 to the left, none, 7 to the right."""
NEVER = -1e4
STRICT, BROAD = "strict", "broad"
"""The readings: only what a source says, thinks, knows or wants, and whatever PolNeAR marks."""


@dataclass
class ReadingScores:
    """One reading's scores of a batch, its tokens one after the other; links per window, padded."""

    tags: Tensor
    content_cue: Tensor
    cue_source: Tensor


@dataclass
class Scores:
    """Scores of one batch, by those readings that it has marks of."""

    readings: dict[str, ReadingScores]
    types: Tensor
    entities: Tensor


def bucket(distance: Tensor) -> Tensor:
    """The bucket of a signed distance in tokens: sign * min(7, floor(log2(|d|)) + 1) + 7."""
    size = distance.abs()
    level = torch.where(size > 0, torch.floor(torch.log2(size.clamp(min=1).float())) + 1, torch.zeros(()))
    return (torch.sign(distance) * level.clamp(max=7)).long() + 7


class Reading(nn.Module):
    """Scores tags and links from the states of tokens' first pieces, by one way to mark."""

    def __init__(self, hidden: int):
        super().__init__()
        self.tag = Linear(hidden, len(TAGS))
        self.content = Linear(hidden, LINK)
        self.cue_of_content = Linear(hidden, LINK)
        self.cue = Linear(hidden, LINK)
        self.source = Linear(hidden, LINK)
        self.none = nn.Linear(LINK, 1)
        self.content_cue_distance = nn.Parameter(torch.zeros(BUCKETS))
        self.cue_source_distance = nn.Parameter(torch.zeros(BUCKETS))

    def forward(self, states: Tensor, marks: "BatchMarks") -> ReadingScores:  # noqa: F821
        """`states` are the tokens' states, [tokens, hidden], in the order of the batch."""
        contents, cues, sources = states[marks.contents], states[marks.cues], states[marks.sources]
        content_cue = self.choose_cue(contents, cues, marks)
        return ReadingScores(self.tag(states), content_cue, self.choose_source(cues, sources, marks))

    def choose_cue(self, contents: Tensor, cues: Tensor, marks: "BatchMarks") -> Tensor:  # noqa: F821
        """Scores of every content span for every cue of its window, [windows, contents, cues]."""
        scores = self.content(contents) @ self.cue_of_content(cues).transpose(1, 2) / LINK**0.5
        distance = marks.cues[:, None, :] - marks.contents[:, :, None]
        scores = scores + self.content_cue_distance[bucket(distance)]
        return scores.masked_fill(~marks.cue_mask[:, None, :], NEVER)

    def choose_source(self, cues: Tensor, sources: Tensor, marks: "BatchMarks") -> Tensor:  # noqa: F821
        """Scores of every cue for none and every source of its window, [windows, cues, 1 + sources]."""
        keys = self.cue(cues)
        scores = keys @ self.source(sources).transpose(1, 2) / LINK**0.5
        distance = marks.sources[:, None, :] - marks.cues[:, :, None]
        scores = scores + self.cue_source_distance[bucket(distance)]
        scores = scores.masked_fill(~marks.source_mask[:, None, :], NEVER)
        return torch.cat([self.none(keys), scores], dim=2)


class Heads(nn.Module):
    """All that stands on a network: both readings, entities, and the type of an attribution, read on its cue."""

    def __init__(self, hidden: int):
        super().__init__()
        self.readings = nn.ModuleDict({STRICT: Reading(hidden), BROAD: Reading(hidden)})
        self.entity = Linear(hidden, len(ENTITY_TAGS))
        self.cue_type = Linear(hidden, len(TYPES))

    def forward(self, states: Tensor, batch: "Batch") -> Scores:  # noqa: F821
        """`states` are the tokens' states, [tokens, hidden], in the order of the batch."""
        with torch.autocast("cpu", enabled=False):
            states = states.float()
            readings = {name: self.readings[name](states, marks) for name, marks in batch.readings.items()}
            return Scores(readings, self.cue_type(states), self.entity(states))
