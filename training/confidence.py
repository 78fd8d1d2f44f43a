"""Writes into a model file how its probabilities are read, without its checkpoint.

usage: confidence.py MODEL OUT [--calibration SLOPE OFFSET SOURCELESS] [--broad-calibration …] [--inner-calibration …]
                     [--thresholds SOURCED SOURCELESS] [--broad-thresholds …] [--inner-thresholds …] [--none]
What is not given stays as it is; with `--none` all of it goes first, for the rows from which calibrate.py learns.
The weights stay the same bytes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

CALIBRATIONS = ("calibration", "broad_calibration", "inner_calibration")
THRESHOLDS = ("thresholds", "broad_thresholds", "inner_thresholds")
FIELDS = {name: ("slope", "offset", "sourceless") for name in CALIBRATIONS} | {
    name: ("sourced", "sourceless") for name in THRESHOLDS
}
LENGTH = 8
"""Bytes of the length of the header, which is padded to a multiple of as many."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds an option for each calibration and each pair of thresholds."""
    for name, fields in FIELDS.items():
        flag = f"--{name.replace('_', '-')}"
        parser.add_argument(flag, type=float, nargs=len(fields), metavar=tuple(field.upper() for field in fields))


def given(arguments: argparse.Namespace) -> dict:
    """What was given, in the form of the model's configuration."""
    values = {name: getattr(arguments, name) for name in FIELDS}
    return {name: dict(zip(FIELDS[name], numbers)) for name, numbers in values.items() if numbers}


def rewritten(whole: bytes, change: dict, drop: bool) -> bytes:
    """The file with another header."""
    start = LENGTH + int.from_bytes(whole[:LENGTH], "little")
    header = json.loads(whole[LENGTH:start])
    config = json.loads(header["__metadata__"]["config"])
    kept = {name: value for name, value in config.items() if not (drop and name in FIELDS)}
    header["__metadata__"]["config"] = json.dumps(kept | change, sort_keys=True)
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % LENGTH)
    return len(text).to_bytes(LENGTH, "little") + text + whole[start:]


def main() -> None:
    """Rewrites one file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--none", action="store_true")
    add_arguments(parser)
    arguments = parser.parse_args()
    arguments.out.write_bytes(rewritten(arguments.model.read_bytes(), given(arguments), arguments.none))


if __name__ == "__main__":
    main()
