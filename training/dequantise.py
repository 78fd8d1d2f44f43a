"""Makes a checkpoint of a model file, so that training can go on from what is shipped.

usage: dequantise.py MODEL.safetensors CHECKPOINT PIECES [--strict-as-broad]
Writes the weights and the word pieces. What a file of format version 1 lacks begins as a copy (the reading of
PolNeAR) or as noise (the types). `--strict-as-broad` lets the strict reading begin as PolNeAR's, for a file whose
network has learned only that one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch
from safetensors import safe_open
from torch import Tensor, nn

from encoder import Encoder, EncoderShape
from export import HEAD_NAMES, NAMES, READING_NAMES, READINGS
from heads import BROAD, STRICT
from recurrent import Recurrent, RecurrentShape

SEED = 20260


class ModelFile:
    """The tensors of a model file, as single-precision numbers."""

    def __init__(self, path: Path):
        self.file = safe_open(path, "pt")
        self.names = set(self.file.keys())
        self.metadata = self.file.metadata()

    def numbers(self, name: str) -> Tensor:
        """A tensor; a matrix of int8 times its scales."""
        tensor = self.file.get_tensor(name)
        if tensor.dtype != torch.int8:
            return tensor.float()
        return tensor.float() * self.file.get_tensor(name.removesuffix("weight") + "scale")[:, None]

    def pieces(self) -> str:
        """The word pieces, one a line."""
        return self.file.get_tensor("pieces").numpy().tobytes().decode()

    def network(self) -> nn.Module:
        """An untrained network of the file's sizes."""
        config = json.loads(self.metadata["config"])
        torch.manual_seed(SEED)
        if self.metadata["architecture"] == "recurrent":
            return Recurrent(RecurrentShape(config["pieces"]))
        return Encoder(EncoderShape(config["pieces"]))


def name_in_file(key: str, names: dict[str, str]) -> str:
    """What the file calls a tensor of the network; `names` has the file's name for each of ours that differs."""
    owner, _, part = key.rpartition(".")
    return f"{names[owner]}.{part}" if owner in names else names.get(key, key)


def head_name(key: str, known: set[str]) -> str | None:
    """What the file calls a tensor of the heads; nothing where it has no such tensor."""
    for reading, prefix in READINGS.items():
        start = f"heads.readings.{reading}."
        if key.startswith(start):
            name = name_in_file(key.removeprefix(start), READING_NAMES)
            return prefix + name if prefix + name in known else name
    name = name_in_file(key, HEAD_NAMES)
    return name if name in known else None


def state_of(file: ModelFile) -> dict[str, Tensor]:
    """The weights by the names that the network has for them."""
    model = file.network()
    state = model.state_dict()
    for key, value in state.items():
        name = head_name(key, file.names) if key.startswith("heads.") else body_name(key)
        if name is not None:
            state[key] = file.numbers(name).reshape(value.shape)
    return state


def as_broad(state: dict[str, Tensor]) -> None:
    """Makes the strict reading a copy of PolNeAR's."""
    for key in state:
        if key.startswith(f"heads.readings.{STRICT}."):
            state[key] = state[key.replace(STRICT, BROAD, 1)].clone()


def body_name(key: str) -> str:
    """What the file calls a tensor below the heads."""
    for ours, theirs in NAMES.items():
        if key == ours or key.startswith(ours + "."):
            return theirs + key.removeprefix(ours)
    return name_of_block(key)


def name_of_block(key: str) -> str:
    """What the file calls a tensor of a layer or block."""
    parts = key.split(".")
    if parts[0] == "layers":
        return ".".join(["layer", *parts[1:]])
    if parts[0] == "norms":
        return f"block.{parts[1]}.norm.{parts[2]}"
    inner = {"inner": "in", "outer": "out", "conv_weight": "conv.weight", "conv_bias": "conv.bias"}
    return ".".join(["block", parts[1], *(inner.get(part, part) for part in parts[2:])])


def main() -> None:
    """Writes both."""
    if len(sys.argv) not in (4, 5) or sys.argv[4:] not in ([], ["--strict-as-broad"]):
        sys.exit(__doc__)
    file = ModelFile(Path(sys.argv[1]))
    state = state_of(file)
    if len(sys.argv) == 5:
        as_broad(state)
    torch.save(state, sys.argv[2])
    Path(sys.argv[3]).write_text(file.pieces(), encoding="utf-8")


if __name__ == "__main__":
    main()
