"""The mean of the weights of several runs of one network, which does better than each of them (Wortsman et al. 2022).

usage: joined.py CHECKPOINT... OUT
"""

import sys

import torch


def main() -> None:
    """Writes the mean."""
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    *sources, out = sys.argv[1:]
    states = [torch.load(source) for source in sources]
    torch.save({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}, out)


if __name__ == "__main__":
    main()
