"""What stands on every network: tags, entity tags and the two link scorers."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from articles import ENTITY_TAGS, TAGS
from quantise import Linear

LINK = 128
"""Dimensions of the link scorers."""
BUCKETS = 15
"""Signed distances by powers of two: 7 to the left, none, 7 to the right."""
NEVER = -1e4


@dataclass
class Scores:
    """Scores of one batch, its tokens one after the other; links per window, padded."""

    tags: Tensor
    entities: Tensor
    content_cue: Tensor
    cue_source: Tensor


def bucket(distance: Tensor) -> Tensor:
    """The bucket of a signed distance in tokens: sign * min(7, floor(log2(|d|)) + 1) + 7."""
    size = distance.abs()
    level = torch.where(size > 0, torch.floor(torch.log2(size.clamp(min=1).float())) + 1, torch.zeros(()))
    return (torch.sign(distance) * level.clamp(max=7)).long() + 7


class Heads(nn.Module):
    """Scores tags and links from the states of tokens' first pieces."""

    def __init__(self, hidden: int):
        super().__init__()
        self.tag = Linear(hidden, len(TAGS))
        self.entity = Linear(hidden, len(ENTITY_TAGS))
        self.content = Linear(hidden, LINK)
        self.cue_of_content = Linear(hidden, LINK)
        self.cue = Linear(hidden, LINK)
        self.source = Linear(hidden, LINK)
        self.none = nn.Linear(LINK, 1)
        self.content_cue_distance = nn.Parameter(torch.zeros(BUCKETS))
        self.cue_source_distance = nn.Parameter(torch.zeros(BUCKETS))

    def forward(self, states: Tensor, batch: "Batch") -> Scores:  # noqa: F821
        """`states` are the tokens' states, [tokens, hidden], in the order of the batch."""
        with torch.autocast("cpu", enabled=False):
            states = states.float()
            contents = states[batch.contents]
            cues = states[batch.cues]
            sources = states[batch.sources]
            return Scores(
                self.tag(states),
                self.entity(states),
                self.choose_cue(contents, cues, batch),
                self.choose_source(cues, sources, batch),
            )

    def choose_cue(self, contents: Tensor, cues: Tensor, batch: "Batch") -> Tensor:  # noqa: F821
        """Scores of every content span for every cue of its window, [windows, contents, cues]."""
        scores = self.content(contents) @ self.cue_of_content(cues).transpose(1, 2) / LINK**0.5
        distance = batch.cues[:, None, :] - batch.contents[:, :, None]
        scores = scores + self.content_cue_distance[bucket(distance)]
        return scores.masked_fill(~batch.cue_mask[:, None, :], NEVER)

    def choose_source(self, cues: Tensor, sources: Tensor, batch: "Batch") -> Tensor:  # noqa: F821
        """Scores of every cue for none and every source of its window, [windows, cues, 1 + sources]."""
        keys = self.cue(cues)
        scores = keys @ self.source(sources).transpose(1, 2) / LINK**0.5
        distance = batch.sources[:, None, :] - batch.cues[:, :, None]
        scores = scores + self.cue_source_distance[bucket(distance)]
        scores = scores.masked_fill(~batch.source_mask[:, None, :], NEVER)
        return torch.cat([self.none(keys), scores], dim=2)
