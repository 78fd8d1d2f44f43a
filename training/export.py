"""Writes a trained network as the model file that the program embeds.

usage: export.py CHECKPOINT PIECES OUT [--outside-bias BIAS] [--measures MEASURES.json]
The architecture is told from the checkpoint's tensors. The measures are those of confidence.py.
README.md has the format; the same checkpoint gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import Tensor

from articles import ENTITY_TAGS, TAGS, TYPES
from confidence import measures_of
from decode import transitions
from encoder import Encoder, EncoderShape, Hinted
from heads import BROAD, LINK, STRICT
from quantise import LIMIT, WEIGHT_LIMIT, scales
from recurrent import Recurrent, RecurrentShape
from teacher import Teacher, teacher_shape

FORMAT_VERSION = "2"
LICENCE = "Apache-2.0 OR MIT"
READINGS = {STRICT: "", BROAD: "broad."}
"""What the file puts before the names of a reading's tensors."""
READING_NAMES = {
    "tag": "tag", "content": "link.content", "cue_of_content": "link.cue_of_content", "cue": "link.cue",
    "source": "link.source", "none": "link.none", "content_cue_distance": "link.content_cue.distance",
    "cue_source_distance": "link.cue_source.distance",
}
HEAD_NAMES = {"heads.entity": "entity", "heads.cue_type": "type"}
READING_LINEARS = ("tag", "content", "cue_of_content", "cue", "source")
NAMES = {
    "piece": "embedding.piece", "norm": "embedding.norm", "position": "embedding.position",
    "case": "embedding.case", "project": "embedding.project", "final_norm": "final_norm",
}


def rounded(weight: Tensor, limit: int) -> tuple[np.ndarray, np.ndarray]:
    """A matrix as int8 rows and their scales."""
    scale = scales(weight, limit)
    return torch.round(weight / scale).clamp(-limit, limit).to(torch.int8).numpy(), scale[:, 0].numpy()


def put_linear(out: dict, name: str, state: dict[str, Tensor], key: str) -> None:
    """Adds a linear layer (or an embedding, which has no bias) in int8."""
    layer = f"{key}.bias" in state
    out[f"{name}.weight"], out[f"{name}.scale"] = rounded(state[f"{key}.weight"], WEIGHT_LIMIT if layer else LIMIT)
    if layer:
        out[f"{name}.bias"] = state[f"{key}.bias"].numpy()


def put_norm(out: dict, name: str, state: dict[str, Tensor], key: str) -> None:
    """Adds a layer norm."""
    for part in ("weight", "bias"):
        out[f"{name}.{part}"] = state[f"{key}.{part}"].numpy()


def head_tensors(state: dict[str, Tensor]) -> dict[str, np.ndarray]:
    """The tensors that both networks have."""
    out: dict[str, np.ndarray] = {}
    for key, name in HEAD_NAMES.items():
        put_linear(out, name, state, key)
    for reading, prefix in READINGS.items():
        put_reading(out, prefix, state, f"heads.readings.{reading}.")
    return out


def put_reading(out: dict, prefix: str, state: dict[str, Tensor], start: str) -> None:
    """Adds the heads of one reading."""
    for key in READING_LINEARS:
        put_linear(out, prefix + READING_NAMES[key], state, start + key)
    out[f"{prefix}link.none.weight"] = state[f"{start}none.weight"][0].numpy()
    out[f"{prefix}link.none.bias"] = state[f"{start}none.bias"].numpy()
    for key in ("content_cue_distance", "cue_source_distance"):
        out[prefix + READING_NAMES[key]] = state[start + key].numpy()
    out[f"{prefix}transition"], out[f"{prefix}transition.start"] = transitions()


def encoder_tensors(state: dict[str, Tensor], shape: EncoderShape) -> dict[str, np.ndarray]:
    """The tensors of a large network."""
    out = head_tensors(state)
    put_linear(out, "embedding.piece", state, "piece")
    put_norm(out, "embedding.norm", state, "norm")
    out["embedding.position"], out["embedding.case"] = state["position"].numpy(), state["case"].numpy()
    for layer in range(shape.layers):
        for part in ("query", "key", "value", "output", "up", "down"):
            put_linear(out, f"layer.{layer}.{part}", state, f"layers.{layer}.{part}")
        for part in ("attention_norm", "output_norm"):
            put_norm(out, f"layer.{layer}.{part}", state, f"layers.{layer}.{part}")
    return out


def recurrent_tensors(state: dict[str, Tensor], shape: RecurrentShape) -> dict[str, np.ndarray]:
    """The tensors of a small network."""
    out = head_tensors(state)
    put_linear(out, "embedding.piece", state, "piece")
    put_linear(out, "embedding.project", state, "project")
    put_norm(out, "final_norm", state, "final_norm")
    out["embedding.case"] = state["case"].numpy()
    for index, kind in enumerate(shape.blocks):
        put_norm(out, f"block.{index}.norm", state, f"norms.{index}")
        if kind == "attention":
            for part in ("query", "key", "value", "output"):
                put_linear(out, f"block.{index}.{part}", state, f"blocks.{index}.{part}")
        else:
            put_linear(out, f"block.{index}.in", state, f"blocks.{index}.inner")
            put_linear(out, f"block.{index}.out", state, f"blocks.{index}.outer")
            out[f"block.{index}.conv.weight"] = state[f"blocks.{index}.conv_weight"].numpy()
            out[f"block.{index}.conv.bias"] = state[f"blocks.{index}.conv_bias"].numpy()
    return out


def load_checkpoint(path: Path, outside_bias: float = 0.0) -> Encoder | Recurrent:
    """The network of a checkpoint of averaged weights.

    `outside_bias` is added to the strict reading's score of the tag O: networks trained on tokens do not find as
    many attributions as is best for F1 of attributions; the bias is chosen on the dev parts.
    """
    state = torch.load(path)
    state[f"heads.readings.{STRICT}.tag.bias"][TAGS.index("O")] += outside_bias
    model = network_of(state)
    model.load_state_dict(state)
    return model.eval()


def network_of(state: dict[str, Tensor]) -> Encoder | Recurrent:
    """An untrained network of the kind that the weights are of."""
    pieces = state["piece.weight"].shape[0]
    if "project.weight" in state:
        return Recurrent(RecurrentShape(pieces))
    if "distance.weight" in state:
        return Teacher(teacher_shape(pieces))
    shape = EncoderShape(pieces, window=state["position"].shape[0])
    return (Hinted if "hint" in state else Encoder)(shape)


def write_model(model: Encoder | Recurrent, pieces: list[str], path: Path, measures: dict) -> None:
    """Writes the file."""
    state = {name: value.detach().float().contiguous() for name, value in model.state_dict().items()}
    large = isinstance(model, Encoder)
    tensors = (encoder_tensors if large else recurrent_tensors)(state, model.shape)
    blob = "\n".join(pieces).encode()
    tensors["pieces"] = np.frombuffer(blob, dtype=np.uint8)
    config = model.shape.to_config() | {"link": LINK, "tags": TAGS, "entity_tags": ENTITY_TAGS}
    config |= {"readings": list(READINGS), "types": TYPES}
    config |= measures
    metadata = {
        "format": "sayso-tag", "format_version": FORMAT_VERSION,
        "architecture": "encoder" if large else "recurrent",
        "config": json.dumps(config, sort_keys=True), "licence": LICENCE,
        "vocabulary_hash": hashlib.sha256(blob).hexdigest(),
        "made_by": "training/train_strict.py",
    }
    save_file({name: np.ascontiguousarray(value) for name, value in tensors.items()}, path, metadata)


def main() -> None:
    """Exports one checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("pieces", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--outside-bias", type=float, default=0.0)
    parser.add_argument("--measures", type=Path)
    arguments = parser.parse_args()
    pieces = arguments.pieces.read_text(encoding="utf-8").split("\n")
    model = load_checkpoint(arguments.checkpoint, arguments.outside_bias)
    measures = measures_of(arguments.measures) if arguments.measures else {}
    write_model(model, pieces, arguments.out, measures)
    print(f"{arguments.out}: {arguments.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
