"""The large network: a BERT encoder of six layers with letter case, and the heads."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn

from articles import TAGS
from batches import Batch
from heads import Heads, Scores
from quantise import Linear, fake_quantise
from windows import WINDOW


@dataclass(frozen=True)
class EncoderShape:
    """The sizes of an encoder."""

    pieces: int
    layers: int = 6
    hidden: int = 384
    heads: int = 12
    feed_forward: int = 1536
    window: int = WINDOW
    letter_cases: int = 5

    def to_config(self) -> dict:
        """The sizes as the model file names them."""
        return asdict(self)


class SharedDropout(nn.Module):
    """Drops the same dimensions at all places of a window: as strong as dropout, at no cost on a CPU."""

    def __init__(self, rate: float):
        super().__init__()
        self.rate = rate

    def forward(self, values: Tensor) -> Tensor:
        if not self.training or self.rate == 0:
            return values
        kept = torch.rand(values.shape[0], 1, values.shape[2]) >= self.rate
        return values * (kept / (1 - self.rate)).to(values.dtype)


class Layer(nn.Module):
    """Self-attention and feed-forward, each with a residual and a norm after it."""

    def __init__(self, shape: EncoderShape, dropout: float):
        super().__init__()
        self.heads = shape.heads
        self.query = Linear(shape.hidden, shape.hidden)
        self.key = Linear(shape.hidden, shape.hidden)
        self.value = Linear(shape.hidden, shape.hidden)
        self.output = Linear(shape.hidden, shape.hidden)
        self.attention_norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.up = Linear(shape.hidden, shape.feed_forward)
        self.down = Linear(shape.feed_forward, shape.hidden)
        self.output_norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.dropout = SharedDropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        attended = self.output(self.attend(states, bias))
        states = self.attention_norm(states + self.dropout(attended))
        widened = nn.functional.gelu(self.up(states), approximate="tanh")
        return self.output_norm(states + self.dropout(self.down(widened)))

    def attend(self, states: Tensor, bias: Tensor) -> Tensor:
        """Every piece looks at every piece of its window; `bias` is [windows * heads, 1 or pieces, pieces]."""
        query, key, value = (self.split(part(states)) for part in (self.query, self.key, self.value))
        if self.query.quantised:
            query, key = fake_quantise(query), fake_quantise(key)
            value = fake_quantise(value.transpose(1, 2)).transpose(1, 2)
        scale = query.shape[2] ** -0.5
        scores = torch.bmm(query * scale, key.transpose(1, 2)) + bias
        mixed = torch.bmm(scores.softmax(dim=2).to(value.dtype), value)
        return mixed.unflatten(0, (-1, self.heads)).transpose(1, 2).flatten(2)

    def split(self, states: Tensor) -> Tensor:
        """[windows, pieces, hidden] to [windows * heads, pieces, hidden / heads]."""
        return states.unflatten(2, (self.heads, -1)).transpose(1, 2).flatten(0, 1)


class Encoder(nn.Module):
    """Pieces and letter cases in, scores of tokens out."""

    def __init__(self, shape: EncoderShape, dropout: float = 0.1):
        super().__init__()
        self.shape = shape
        self.piece = nn.Embedding(shape.pieces, shape.hidden)
        self.position = nn.Parameter(torch.zeros(shape.window, shape.hidden))
        self.case = nn.Parameter(torch.zeros(shape.letter_cases, shape.hidden))
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = SharedDropout(dropout)
        self.heads = Heads(shape.hidden)
        self.quantised = False

    def forward(self, batch: Batch) -> Scores:
        return self.heads(self.states(batch), batch)

    def states(self, batch: Batch) -> Tensor:
        """The states of the tokens' first pieces, [tokens, hidden]."""
        pieces = self.piece(batch.pieces)
        pieces = fake_quantise(pieces) if self.quantised else pieces
        states = self.norm(pieces + self.position[: pieces.shape[1]] + self.beside(batch))
        states = self.dropout(states)
        dtype = torch.get_autocast_dtype("cpu") if torch.is_autocast_enabled("cpu") else states.dtype
        bias = self.attention_bias(batch, dtype)
        for layer in self.layers:
            states = layer(states, bias)
        return states.flatten(0, 1)[batch.firsts]

    def beside(self, batch: Batch) -> Tensor:
        """What is known of every piece beside itself."""
        return self.case[batch.cases]

    def attention_bias(self, batch: Batch, dtype: torch.dtype) -> Tensor:
        """What is added to every score of attention: it keeps padding out."""
        return batch.mask.to(dtype).repeat_interleave(self.shape.heads, 0)


class Hinted(Encoder):
    """An encoder that is shown how another reading tags the text: it turns marks of that reading into its own."""

    def __init__(self, shape: EncoderShape, dropout: float = 0.1):
        super().__init__(shape, dropout)
        self.hint = nn.Parameter(torch.zeros(1 + len(TAGS), shape.hidden))

    def beside(self, batch: Batch) -> Tensor:
        return self.case[batch.cases] + self.hint[batch.hints]


def load_pretrained(model: Encoder, weights: dict[str, Tensor], kept: list[int]) -> None:
    """Copies a pretrained BERT into the encoder; `kept` are the rows of the pieces that stay."""
    names = {
        "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
        "attention.output.dense": "output", "attention.output.LayerNorm": "attention_norm",
        "intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "output_norm",
    }
    state = model.state_dict()
    state["piece.weight"] = weights["embeddings.word_embeddings.weight"][kept].float()
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    state["position"] = (weights["embeddings.position_embeddings.weight"][: model.shape.window] + kind).float()
    copy_layers(state, weights, names, model.shape.layers)
    model.load_state_dict(state)


def copy_layers(state: dict[str, Tensor], weights: dict[str, Tensor], names: dict[str, str], layers: int) -> None:
    """Copies the norm of the embeddings and all layers; `names` has our name for each of theirs."""
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"].float()
        for layer in range(layers):
            for theirs, ours in names.items():
                state[f"layers.{layer}.{ours}.{part}"] = weights[f"encoder.layer.{layer}.{theirs}.{part}"].float()
