"""What the networks are trained to lower."""

from __future__ import annotations

import numpy as np
import torch
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


def link_loss(scores: Scores, batch: Batch) -> Tensor:
    """Both kinds of links, of the spans that the labels name."""
    return mean_of(scores.content_cue, batch.content_cue) + mean_of(scores.cue_source, batch.cue_source)


def gold_loss(scores: Scores, batch: Batch) -> Tensor:
    """Tags, links and entities against gold."""
    return (
        mean_of(scores.tags, batch.tags)
        + LINK_WEIGHT * link_loss(scores, batch)
        + ENTITY_WEIGHT * mean_of(scores.entities, batch.entities)
    )


def soft_loss(scores: Scores, batch: Batch) -> Tensor:
    """Tags and entities against the probabilities that the windows carry, links against their labels."""
    soft = torch.from_numpy(np.concatenate([window.soft for window in batch.windows])).float()
    tags, entities = soft.split([scores.tags.shape[1], scores.entities.shape[1]], dim=1)
    return (
        cross_entropy(scores.tags, tags)
        + LINK_WEIGHT * link_loss(scores, batch)
        + ENTITY_WEIGHT * cross_entropy(scores.entities, entities)
    )
