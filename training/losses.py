"""What the networks are trained to lower."""

from __future__ import annotations

from torch import Tensor
from torch.nn.functional import cross_entropy, log_softmax

from articles import IGNORED
from batches import Batch, BatchMarks
from heads import ReadingScores, Scores

LINK_WEIGHT = 0.3
TYPE_WEIGHT = 0.1
ENTITY_WEIGHT = 0.1
"""Entities are silver and only an aid."""


def mean_of(scores: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy over the labels that are there; nothing where none is."""
    total = cross_entropy(scores.flatten(0, -2), labels.flatten(), ignore_index=IGNORED, reduction="sum")
    return total / (labels != IGNORED).sum().clamp(min=1)


def of_tokens(scores: Tensor, wanted: Tensor) -> Tensor:
    """Cross-entropy with probabilities, over all tokens of the batch; rows of zeros say nothing."""
    return -(wanted * log_softmax(scores, dim=1)).sum() / len(scores)


def reading_loss(scores: ReadingScores, marks: BatchMarks) -> Tensor:
    """Tags and both kinds of links, of the spans that the marks name."""
    links = mean_of(scores.content_cue, marks.content_cue) + mean_of(scores.cue_source, marks.cue_source)
    return of_tokens(scores.tags, marks.wanted) + LINK_WEIGHT * links


def loss_of(scores: Scores, batch: Batch) -> Tensor:
    """All that a batch has marks of."""
    loss = ENTITY_WEIGHT * of_tokens(scores.entities, batch.entities)
    for name, marks in batch.readings.items():
        loss = loss + reading_loss(scores.readings[name], marks) + TYPE_WEIGHT * mean_of(scores.types, marks.types)
    return loss
