"""The teacher: an MPNet encoder of twelve layers, too large to ship, that the networks learn from.

Beside BERT's absolute positions, every layer adds a learned score for the distance of two pieces
(Song et al. 2020, MPNet; the buckets of Raffel et al. 2020, T5, section 2.1).
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from batches import Batch
from encoder import Encoder, EncoderShape, copy_layers

BUCKETS = 32
FARTHEST = 128
"""Distances from here on share a bucket."""
FIRST_POSITION = 2
"""MPNet counts positions from here."""
SPECIAL = {"[PAD]": "<pad>", "[UNK]": "[UNK]", "[CLS]": "<s>", "[SEP]": "</s>"}
"""What MPNet's vocabulary calls the special pieces."""


def teacher_shape(pieces: int) -> EncoderShape:
    """The sizes of MPNet-base."""
    return EncoderShape(pieces, layers=12, hidden=768, heads=12, feed_forward=3072)


def distance_buckets(length: int) -> Tensor:
    """The bucket of every pair of places, [length, length]: exact when near, by logarithm when far."""
    places = torch.arange(length)
    behind = places[:, None] - places[None, :]
    half, exact = BUCKETS // 2, BUCKETS // 4
    size = behind.abs()
    far = exact + (size.clamp(min=1).float() / exact).log() / math.log(FARTHEST / exact) * (half - exact)
    bucket = torch.where(size < exact, size, far.long().clamp(max=half - 1))
    return bucket + half * (behind < 0)


class Teacher(Encoder):
    """An encoder whose layers share one table of distances."""

    def __init__(self, shape: EncoderShape, dropout: float = 0.1):
        super().__init__(shape, dropout)
        self.distance = nn.Embedding(BUCKETS, shape.heads)
        self.register_buffer("buckets", distance_buckets(shape.window), persistent=False)

    def attention_bias(self, batch: Batch, dtype: torch.dtype) -> Tensor:
        length = batch.pieces.shape[1]
        distance = self.distance(self.buckets[:length, :length]).permute(2, 0, 1)
        return (batch.mask[:, None] + distance).flatten(0, 1).to(dtype)


def rows_of(pieces: list[str], vocabulary: list[str]) -> list[int]:
    """The row of MPNet's vocabulary for each of our pieces."""
    rows = {piece: row for row, piece in enumerate(vocabulary)}
    return [rows[SPECIAL.get(piece, piece)] for piece in pieces]


def load_mpnet(model: Teacher, weights: dict[str, Tensor], rows: list[int]) -> None:
    """Copies a pretrained MPNet into the teacher."""
    names = {
        "attention.attn.q": "query", "attention.attn.k": "key", "attention.attn.v": "value",
        "attention.attn.o": "output", "attention.LayerNorm": "attention_norm",
        "intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "output_norm",
    }
    state = model.state_dict()
    positions = weights["embeddings.position_embeddings.weight"]
    state["piece.weight"] = weights["embeddings.word_embeddings.weight"][rows].float()
    state["position"] = positions[FIRST_POSITION : FIRST_POSITION + model.shape.window].float()
    state["distance.weight"] = weights["encoder.relative_attention_bias.weight"].float()
    copy_layers(state, weights, names, model.shape.layers)
    model.load_state_dict(state)
