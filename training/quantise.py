"""Linear layers that can act as their int8 selves: what training measures is what the program computes."""

from __future__ import annotations

import torch
from torch import Tensor, nn

LIMIT = 127


def scales(values: Tensor) -> Tensor:
    """One symmetric scale for each row (last dimension)."""
    return values.abs().amax(dim=-1, keepdim=True).clamp(min=1e-10) / LIMIT


def fake_quantise(values: Tensor) -> Tensor:
    """Rounds each row to int8 steps, half to even; gradients pass as if nothing had happened."""
    values = values.float()
    scale = scales(values.detach())
    rounded = torch.round(values.detach() / scale).clamp(-LIMIT, LIMIT) * scale
    return values + (rounded - values).detach()


class Linear(nn.Linear):
    """A linear layer; with `quantised` set, weights and inputs are rounded to int8 first."""

    quantised = False

    def forward(self, values: Tensor) -> Tensor:
        if not self.quantised:
            return super().forward(values)
        return nn.functional.linear(fake_quantise(values), fake_quantise(self.weight), self.bias)


def set_quantised(model: nn.Module, quantised: bool) -> None:
    """Switches every linear layer of a network to or from its int8 self."""
    for module in model.modules():
        if isinstance(module, Linear) or hasattr(module, "quantised"):
            module.quantised = quantised
