"""Times the large network in several engines over the same word pieces, on one core. See compare.sh.

usage: compare.py TEXTS.jsonl SAYSO FOLDER
User seconds of each, best of three in turn. The engines get the pieces in full windows and nothing else to do:
no segmentation, no cutting of words, no heads, which are in the figure of sayso.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import nncf
import numpy as np
import onnx
import onnxruntime
import openvino
import spacy
from graph import Graph, read_large
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_dynamic, quantize_static

BATCH = 8
RUNS = 3
CALIBRATED = 8
"""Batches by which the ranges of numbers are found."""


def pieces_of(words: list[str], vocabulary: dict[str, int]) -> list[int]:
    """Words cut greedily, longest piece first."""
    found = []
    for word in words:
        for run in re.findall(r"[^\W_]+|[\W_]", word.lower()):
            start = 0
            while start < len(run):
                ends = range(len(run), start, -1)
                names = (("##" if start else "") + run[start:end] for end in ends)
                name = next((name for name in names if name in vocabulary), "[UNK]")
                found.append(vocabulary[name])
                start += len(name.removeprefix("##")) if name != "[UNK]" else len(run)
    return found


def windows_of(pieces: list[int], window: int) -> list[dict[str, np.ndarray]]:
    """The pieces in batches of full windows; the letter case is the same for all, which takes the same time."""
    whole = len(pieces) // (window * BATCH) * window * BATCH
    batches = np.array(pieces[:whole], np.int64).reshape(-1, BATCH, window)
    return [{"pieces": batch, "cases": np.ones_like(batch)} for batch in batches]


class Calibration(CalibrationDataReader):
    """The first batches, by which the ranges of numbers are found."""

    def __init__(self, batches: list[dict[str, np.ndarray]]):
        self.rest = iter(batches[:CALIBRATED])

    def get_next(self) -> dict[str, np.ndarray] | None:
        return next(self.rest, None)


def in_onnx_runtime(path: Path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return lambda batch: session.run(None, batch)


def in_openvino(model: openvino.Model, precision: str):
    config = {"INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1, "INFERENCE_PRECISION_HINT": precision}
    request = openvino.Core().compile_model(model, "CPU", config).create_infer_request()
    return lambda batch: request.infer(batch)


def by_nncf(path: Path, batches: list[dict[str, np.ndarray]]) -> openvino.Model:
    """The model as the makers of OpenVINO quantise transformers."""
    told = {"model_type": nncf.ModelType.TRANSFORMER, "subset_size": CALIBRATED, "fast_bias_correction": True}
    return nncf.quantize(openvino.Core().read_model(str(path)), nncf.Dataset(batches[:CALIBRATED]), **told)


def seconds(work) -> float:
    """User seconds of this process and its children."""
    used = lambda: sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    before = used()
    work()
    return used() - before


def prepared(folder: Path, batches: list[dict[str, np.ndarray]], config: dict, tensors: dict) -> dict:
    """The engines by name, each as a function of a batch."""
    plain, dynamic, static = (folder / f"{name}.onnx" for name in ("plain", "dynamic", "static"))
    onnx.save(Graph(config, tensors).encoder(), plain)
    quantize_dynamic(plain, dynamic, per_channel=True, weight_type=QuantType.QInt8)
    quantize_static(
        plain, static, Calibration(batches), quant_format=QuantFormat.QDQ, per_channel=True,
        weight_type=QuantType.QInt8, activation_type=QuantType.QUInt8, op_types_to_quantize=["MatMul"],
    )
    runtime, vino = version("onnxruntime"), version("openvino")
    return {
        f"ONNX Runtime {runtime}, float32": in_onnx_runtime(plain),
        f"ONNX Runtime {runtime}, int8, ranges while it runs": in_onnx_runtime(dynamic),
        f"ONNX Runtime {runtime}, int8, ranges fixed": in_onnx_runtime(static),
        f"OpenVINO {vino}, float32": in_openvino(openvino.Core().read_model(str(plain)), "f32"),
        f"OpenVINO {vino}, int8 by NNCF {version('nncf')}": in_openvino(by_nncf(plain, batches), "f32"),
    }


def main() -> None:
    """Prints a table."""
    texts, sayso, folder = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    os.environ["OMP_NUM_THREADS"] = "1"
    articles = [json.loads(line)["text"] for line in texts.open(encoding="utf-8")]
    config, tensors = read_large()
    listed = bytes(tensors["pieces"]).decode().split("\n")
    command = [sayso, "tag", str(texts), "--input-format", "jsonl", "--jobs", "1", "--quiet", "--model"]
    tagged = subprocess.run([*command, "small"], capture_output=True, check=True, text=True).stdout
    words = [line.split("\t")[0] for line in tagged.split("\n") if line]
    pieces = pieces_of(words, {piece: number for number, piece in enumerate(listed)})
    batches = windows_of(pieces, config["window"])
    engines = prepared(folder, batches, config, tensors)
    share = len(pieces) / sum(batch["pieces"].size for batch in batches)
    sentences = spacy.blank("en")
    sentences.add_pipe("sentencizer")
    quiet = {"stdout": subprocess.DEVNULL, "check": True}
    works = {name: lambda run=run: [run(batch) for batch in batches] for name, run in engines.items()}
    works |= {f"sayso tag --model {model}": lambda model=model: subprocess.run([*command, model], **quiet) for model in ("large", "small")}
    works[f"spaCy {version('spacy')}, words and sentences alone"] = lambda: [sentences(text) for text in articles]
    best = {name: float("inf") for name in works}
    for _ in range(RUNS):
        for name, work in works.items():
            scale = share if name in engines else 1.0
            best[name] = min(best[name], seconds(work) * scale)
    count = sum(len(text.split()) for text in articles)
    print(f"{count} words, {len(pieces)} word pieces\n\n| | user seconds | words a second |\n| --- | --- | --- |")
    for name, time in best.items():
        print(f"| {name} | {time:.2f} | {count / time:,.0f} |")


if __name__ == "__main__":
    main()
