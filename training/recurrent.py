"""The small network: minimal gated recurrence both ways (minGRU, Feng et al. 2024), one layer of attention.

All matrix products stand outside the time loop, and the gates are piecewise linear, so that the program
needs neither an exponential nor a product inside it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import hardsigmoid, hardswish

from batches import Batch
from encoder import SharedDropout
from heads import Heads, Scores
from pieces import PADDING
from quantise import Linear, fake_quantise
from windows import WINDOW


@dataclass(frozen=True)
class RecurrentShape:
    """The sizes of a small network."""

    pieces: int
    embedding: int = 128
    hidden: int = 256
    recurrent: int = 128
    kernel: int = 5
    attention: int = 128
    attention_heads: int = 4
    blocks: tuple[str, ...] = ("recurrent", "recurrent", "attention", "recurrent")
    window: int = WINDOW
    letter_cases: int = 5

    def to_config(self) -> dict:
        """The sizes as the model file names them."""
        return asdict(self)


class Scan(torch.autograd.Function):
    """h[t] = kept[t] * h[t-1] + added[t] along the first dimension, with its gradient, without a graph per step."""

    @staticmethod
    def forward(context, kept: Tensor, added: Tensor) -> Tensor:
        states = torch.empty_like(added)
        state = torch.zeros_like(added[0])
        for time in range(added.shape[0]):
            state = torch.addcmul(added[time], kept[time], state, out=states[time])
        context.save_for_backward(kept, states)
        return states

    @staticmethod
    def backward(context, wanted: Tensor) -> tuple[Tensor, Tensor]:
        kept, states = context.saved_tensors
        flow = torch.empty_like(states)
        last = states.shape[0] - 1
        flow[last] = wanted[last]
        for time in range(last - 1, -1, -1):
            torch.addcmul(wanted[time], kept[time + 1], flow[time + 1], out=flow[time])
        before = torch.cat([torch.zeros_like(states[:1]), states[:-1]])
        return flow * before, flow


class Convolution(torch.autograd.Function):
    """Each channel over its neighbours, with as few passes over memory as there are neighbours."""

    @staticmethod
    def forward(context, states: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        reach, length = len(weight) // 2, states.shape[1]
        wide = nn.functional.pad(states, (0, 0, reach, reach))
        total = bias.expand_as(states).contiguous()
        for offset, row in enumerate(weight):
            total.addcmul_(wide[:, offset : offset + length], row)
        context.save_for_backward(wide, weight)
        return total

    @staticmethod
    def backward(context, flow: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        wide, weight = context.saved_tensors
        reach, length = len(weight) // 2, flow.shape[1]
        of_states, of_weight = torch.zeros_like(wide), torch.empty_like(weight)
        for offset, row in enumerate(weight):
            of_states[:, offset : offset + length].addcmul_(flow, row)
            of_weight[offset] = (flow * wide[:, offset : offset + length]).sum((0, 1))
        return of_states[:, reach : reach + length], of_weight, flow.sum((0, 1))


class RecurrentBlock(nn.Module):
    """A short convolution, recurrence in both directions, an output gate."""

    def __init__(self, shape: RecurrentShape):
        super().__init__()
        self.width = shape.recurrent
        self.conv_weight = nn.Parameter(torch.randn(shape.kernel, shape.hidden) / shape.kernel)
        self.conv_bias = nn.Parameter(torch.zeros(shape.hidden))
        self.inner = Linear(shape.hidden, 6 * shape.recurrent)
        self.outer = Linear(2 * shape.recurrent, shape.hidden)
        with torch.no_grad():
            for start in (0, 2 * shape.recurrent):
                self.inner.bias[start : start + shape.recurrent] = torch.linspace(-2.5, 1.5, shape.recurrent)

    def forward(self, states: Tensor, kept: Tensor, mask: Tensor) -> Tensor:
        """`kept` is 1 at pieces and 0 at padding, [windows, pieces, 1]."""
        mixed = Convolution.apply(states * kept, self.conv_weight, self.conv_bias)
        parts = self.inner(mixed).float()
        gate_f, new_f, gate_b, new_b, out = parts.split([self.width] * 4 + [2 * self.width], dim=2)
        forward, backward = torch.cat([gate_f, new_f], 2), torch.cat([gate_b, new_b], 2).flip(1)
        gate, new = torch.stack([forward, backward], 0).transpose(0, 2).chunk(2, dim=3)
        share = hardsigmoid(gate) * torch.stack([kept, kept.flip(1)], 0).transpose(0, 2)
        scanned = Scan.apply((1 - share).contiguous(), (share * new).contiguous())
        ahead, behind = scanned.transpose(0, 2).unbind(0)
        both = torch.cat([ahead, behind.flip(1)], dim=2)
        return self.outer(both * hardswish(out))


class AttentionBlock(nn.Module):
    """Every piece looks at every piece of its window."""

    def __init__(self, shape: RecurrentShape):
        super().__init__()
        self.heads = shape.attention_heads
        self.query = Linear(shape.hidden, shape.attention)
        self.key = Linear(shape.hidden, shape.attention)
        self.value = Linear(shape.hidden, shape.attention)
        self.output = Linear(shape.attention, shape.hidden)

    def forward(self, states: Tensor, kept: Tensor, mask: Tensor) -> Tensor:
        query, key, value = (self.split(part(states)) for part in (self.query, self.key, self.value))
        if self.query.quantised:
            query, key = fake_quantise(query), fake_quantise(key)
            value = fake_quantise(value.transpose(1, 2)).transpose(1, 2)
        scale = query.shape[2] ** -0.5
        scores = torch.bmm(query * scale, key.transpose(1, 2)) + mask.to(query.dtype).repeat_interleave(self.heads, 0)
        mixed = torch.bmm(scores.softmax(dim=2).to(value.dtype), value)
        return self.output(mixed.unflatten(0, (-1, self.heads)).transpose(1, 2).flatten(2))

    def split(self, states: Tensor) -> Tensor:
        """[windows, pieces, width] to [windows * heads, pieces, width / heads]."""
        return states.unflatten(2, (self.heads, -1)).transpose(1, 2).flatten(0, 1)


BLOCKS = {"recurrent": RecurrentBlock, "attention": AttentionBlock}


class Recurrent(nn.Module):
    """Pieces and letter cases in, scores of tokens out."""

    def __init__(self, shape: RecurrentShape, dropout: float = 0.05):
        super().__init__()
        self.shape = shape
        self.piece = nn.Embedding(shape.pieces, shape.embedding)
        self.project = Linear(shape.embedding, shape.hidden)
        self.case = nn.Parameter(torch.zeros(shape.letter_cases, shape.hidden))
        self.norms = nn.ModuleList(nn.LayerNorm(shape.hidden) for _ in shape.blocks)
        self.blocks = nn.ModuleList(BLOCKS[kind](shape) for kind in shape.blocks)
        self.final_norm = nn.LayerNorm(shape.hidden)
        self.dropout = SharedDropout(dropout)
        self.heads = Heads(shape.hidden)
        self.quantised = False

    def forward(self, batch: Batch) -> Scores:
        return self.heads(self.states(batch), batch)

    def states(self, batch: Batch) -> Tensor:
        """The states of the tokens' first pieces, [tokens, hidden]."""
        pieces = self.piece(batch.pieces)
        pieces = fake_quantise(pieces) if self.quantised else pieces
        kept = (batch.pieces != PADDING).float().unsqueeze(2)
        states = self.project(pieces).float() + self.case[batch.cases]
        for norm, block in zip(self.norms, self.blocks):
            states = states + self.dropout(block(norm(states), kept, batch.mask).float())
        return self.final_norm(states).flatten(0, 1)[batch.firsts]
