"""Writes into a model file how its probabilities are read, without its checkpoint.

usage: confidence.py MODEL OUT MEASURES.json
MEASURES has `calibration` (calibrate.py), `thresholds` (the least confidence of a row, `sourced`, `sourceless` and `unsaid`) and
`outside` (what is added to the score of the tag O), and each with `broad_` or `inner_` before it for the broad reading
and for inner texts; what it lacks goes from the file. The weights stay the same bytes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

MEASURES = tuple(
    f"{use}{name}" for name in ("calibration", "thresholds", "outside") for use in ("", "broad_", "inner_")
)
LENGTH = 8
"""Bytes of the length of the header, which is padded to a multiple of as many."""


def measures_of(path: Path) -> dict:
    """The measures of a file, which has no others."""
    measures = json.loads(path.read_text(encoding="utf-8"))
    unknown = sorted(set(measures) - set(MEASURES))
    if unknown:
        sys.exit(f"{path}: {' '.join(unknown)}, expected only {' '.join(MEASURES)}")
    return measures


def rewritten(whole: bytes, measures: dict) -> bytes:
    """The file with these measures and no others."""
    start = LENGTH + int.from_bytes(whole[:LENGTH], "little")
    header = json.loads(whole[LENGTH:start])
    config = json.loads(header["__metadata__"]["config"])
    kept = {name: value for name, value in config.items() if name not in MEASURES}
    header["__metadata__"]["config"] = json.dumps(kept | measures, sort_keys=True)
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % LENGTH)
    return len(text).to_bytes(LENGTH, "little") + text + whole[start:]


def main() -> None:
    """Rewrites one file."""
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    model, out, measures = map(Path, sys.argv[1:])
    out.write_bytes(rewritten(model.read_bytes(), measures_of(measures)))


if __name__ == "__main__":
    main()
