"""The encoder of a model file of sayso as a graph of ONNX, in single precision."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

MODELS = Path(__file__).resolve().parents[2] / "data" / "models"
TYPES = {"I8": np.int8, "F32": np.float32, "U8": np.uint8}


def read_large() -> tuple[dict, dict[str, np.ndarray]]:
    """The configuration and the tensors of the large network."""
    parts = sorted(MODELS.glob("large*/large.safetensors.*"), key=lambda part: part.suffix)
    whole = b"".join(part.read_bytes() for part in parts)
    size = int.from_bytes(whole[:8], "little")
    header = json.loads(whole[8 : 8 + size])
    config = json.loads(header.pop("__metadata__")["config"])
    tensors = {}
    for name, told in header.items():
        start, end = (8 + size + offset for offset in told["data_offsets"])
        tensors[name] = np.frombuffer(whole[start:end], TYPES[told["dtype"]]).reshape(told["shape"])
    return config, tensors


class Graph:
    """A graph that is being written, node after node."""

    def __init__(self, config: dict, tensors: dict[str, np.ndarray]):
        self.config, self.tensors = config, tensors
        self.nodes, self.constants = [], {}

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def node(self, kind: str, *inputs: str, **attributes) -> str:
        out = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [out], **attributes))
        return out

    def table(self, name: str) -> np.ndarray:
        """A matrix of bytes and scales as numbers."""
        return self.tensors[f"{name}.weight"].astype(np.float32) * self.tensors[f"{name}.scale"][:, None]

    def linear(self, name: str, rows: str) -> str:
        weight = self.constant(f"{name}.weight", self.table(name).T)
        product = self.node("MatMul", rows, weight)
        return self.node("Add", product, self.constant(f"{name}.bias", self.tensors[f"{name}.bias"]))

    def norm(self, name: str, rows: str) -> str:
        parts = [self.constant(f"{name}.{part}", self.tensors[f"{name}.{part}"]) for part in ("weight", "bias")]
        return self.node("LayerNormalization", rows, *parts, axis=-1, epsilon=1e-12)

    def heads(self, rows: str, order: list[int]) -> str:
        """[windows, pieces, hidden] to [windows, heads, pieces or 32, 32 or pieces]."""
        shape = self.constant("split", np.array([0, 0, self.config["heads"], 32], np.int64))
        return self.node("Transpose", self.node("Reshape", rows, shape), perm=order)

    def layer(self, number: int, rows: str) -> str:
        name = f"layer.{number}"
        query, key, value = (self.linear(f"{name}.{part}", rows) for part in ("query", "key", "value"))
        scale = self.constant("scale", np.array(32**-0.5, np.float32))
        query = self.node("Mul", self.heads(query, [0, 2, 1, 3]), scale)
        scores = self.node("MatMul", query, self.heads(key, [0, 2, 3, 1]))
        mixed = self.node("MatMul", self.node("Softmax", scores, axis=-1), self.heads(value, [0, 2, 1, 3]))
        joined = self.constant("joined", np.array([0, 0, self.config["hidden"]], np.int64))
        mixed = self.node("Reshape", self.node("Transpose", mixed, perm=[0, 2, 1, 3]), joined)
        rows = self.norm(f"{name}.attention_norm", self.node("Add", rows, self.linear(f"{name}.output", mixed)))
        wide = self.node("Gelu", self.linear(f"{name}.up", rows), approximate="tanh")
        return self.norm(f"{name}.output_norm", self.node("Add", rows, self.linear(f"{name}.down", wide)))

    def encoder(self) -> onnx.ModelProto:
        """Pieces and letter cases in, states out."""
        sizes = ["windows", self.config["window"]]
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, sizes) for name in ("pieces", "cases")]
        tables = [self.table("embedding.piece"), self.tensors["embedding.case"]]
        names = ["embedding.piece", "embedding.case"]
        found = [self.node("Gather", self.constant(*pair), value.name) for pair, value in zip(zip(names, tables), inputs)]
        positions = self.constant("embedding.position", self.tensors["embedding.position"])
        rows = self.node("Add", self.node("Add", *found), positions)
        rows = self.norm("embedding.norm", rows)
        for number in range(self.config["layers"]):
            rows = self.layer(number, rows)
        out = helper.make_tensor_value_info(rows, TensorProto.FLOAT, [*sizes, self.config["hidden"]])
        graph = helper.make_graph(self.nodes, "encoder", inputs, [out], list(self.constants.values()))
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
