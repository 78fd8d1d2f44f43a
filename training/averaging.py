"""A running average of a network's weights, which does better than any single moment of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

EVERY = 4
"""Steps between updates; the average moves too slowly for more to matter."""
KEPT = 0.99
"""Share kept at an update: a window of some 400 steps, about one epoch."""


class Average:
    """The average, updated beside the optimiser."""

    def __init__(self, model: nn.Module):
        self.state: dict[str, Tensor] = {name: value.detach().clone() for name, value in model.state_dict().items()}
        self.steps = 0

    def update(self, model: nn.Module) -> None:
        """Moves the average towards the network; quickly at first."""
        self.steps += 1
        if self.steps % EVERY:
            return
        kept = min(KEPT, self.steps / (self.steps + 10 * EVERY))
        with torch.no_grad():
            for name, value in model.state_dict().items():
                self.state[name].lerp_(value, 1 - kept)

    def load(self, state: dict[str, Tensor]) -> None:
        """Takes up a saved average."""
        self.state = state
        self.steps = 1_000_000

    @contextmanager
    def in_place(self, model: nn.Module) -> Iterator[None]:
        """Puts the average into the network for a while."""
        own = {name: value.clone() for name, value in model.state_dict().items()}
        model.load_state_dict(self.state)
        try:
            yield
        finally:
            model.load_state_dict(own)
