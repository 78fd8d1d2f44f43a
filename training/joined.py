"""The mean of the weights of several runs of one network, which does better than each of them (Wortsman et al. 2022).

usage: joined.py CHECKPOINT... OUT
       joined.py --towards START SHARE CHECKPOINT OUT
The second form gives a run so much of the network that it began from, but for what the strict reading and the types
have of their own.
"""

from __future__ import annotations

import sys

import torch
from torch import Tensor

from heads import STRICT

OWN = (f"heads.readings.{STRICT}.", "heads.cue_type.")
"""What the start of a run has not learned."""


def mean_of(states: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of each tensor."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def towards(start: dict[str, Tensor], share: float, state: dict[str, Tensor]) -> dict[str, Tensor]:
    """A run with a share of its start; positions that it no longer has are left out of the start."""
    mixed = lambda name, value: torch.lerp(value, start[name][: len(value)], share)
    return {name: value if name.startswith(OWN) else mixed(name, value) for name, value in state.items()}


def main() -> None:
    """Writes the mean."""
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    if sys.argv[1] == "--towards":
        start, share, state, out = sys.argv[2:]
        torch.save(towards(torch.load(start), float(share), torch.load(state)), out)
        return
    *sources, out = sys.argv[1:]
    torch.save(mean_of([torch.load(source) for source in sources]), out)


if __name__ == "__main__":
    main()
