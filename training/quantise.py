"""Linear layers that can act as their int8 selves: what training measures is what the program computes."""

from __future__ import annotations

import torch
from torch import Tensor, nn

LIMIT = 127
WEIGHT_LIMIT = 64
"""Largest weight of a linear layer: two products with an unsigned byte then fit 16 bits, which AVX2 needs."""


def scales(values: Tensor, limit: int = LIMIT) -> Tensor:
    """One symmetric scale for each row (last dimension)."""
    return values.abs().amax(dim=-1, keepdim=True).clamp(min=1e-10) / limit


def fake_quantise(values: Tensor, limit: int = LIMIT) -> Tensor:
    """Rounds each row to int8 steps, half to even; gradients pass as if nothing had happened."""
    values = values.float()
    scale = scales(values.detach(), limit)
    rounded = torch.round(values.detach() / scale).clamp(-limit, limit) * scale
    return values + (rounded - values).detach()


class Linear(nn.Linear):
    """A linear layer; with `rounded` set weights, with `quantised` set weights and inputs are rounded to int8 first."""

    rounded = False
    quantised = False

    def forward(self, values: Tensor) -> Tensor:
        if self.quantised:
            return nn.functional.linear(fake_quantise(values), fake_quantise(self.weight, WEIGHT_LIMIT), self.bias)
        if self.rounded:
            return nn.functional.linear(values, fake_quantise(self.weight, WEIGHT_LIMIT), self.bias)
        return super().forward(values)


def set_quantised(model: nn.Module, quantised: bool) -> None:
    """Switches every linear layer of a network to or from its int8 self."""
    for module in model.modules():
        if isinstance(module, Linear) or hasattr(module, "quantised"):
            module.quantised = quantised


def set_rounded(model: nn.Module, rounded: bool) -> None:
    """Lets every linear layer round its weights alone, which costs a step of training little."""
    for module in model.modules():
        if isinstance(module, Linear):
            module.rounded = rounded
