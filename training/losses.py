"""What the networks are trained to lower."""

from __future__ import annotations

from torch import Tensor
from torch.nn.functional import cross_entropy

from articles import IGNORED
from batches import Batch
from heads import Scores

LINK_WEIGHT = 0.3
ENTITY_WEIGHT = 0.1
"""Entities are silver and only an aid."""


def mean_of(scores: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy over the labels that are there; nothing where none is."""
    total = cross_entropy(scores.flatten(0, -2), labels.flatten(), ignore_index=IGNORED, reduction="sum")
    return total / (labels != IGNORED).sum().clamp(min=1)


def gold_loss(scores: Scores, batch: Batch) -> Tensor:
    """Tags, links and entities against gold."""
    links = mean_of(scores.content_cue, batch.content_cue) + mean_of(scores.cue_source, batch.cue_source)
    return (
        mean_of(scores.tags, batch.tags)
        + LINK_WEIGHT * links
        + ENTITY_WEIGHT * mean_of(scores.entities, batch.entities)
    )
