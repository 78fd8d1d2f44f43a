"""Puts the file of a network where the crates carry it from: whole, or in parts that the registry takes.

usage: store.py large|small FILE.safetensors
Writes data/models/small/small.safetensors, or the three parts data/models/large{,-2,-3}/large.safetensors.N, whose
bytes one after the other are the file. Nothing else needs to change: the crates take the sizes from the files.
"""

from __future__ import annotations

import sys
from pathlib import Path

MODELS = Path(__file__).resolve().parent.parent / "data" / "models"
PARTS = {"small": ["small/small.safetensors"], "large": [f"large{n}/large.safetensors.{i}" for i, n in enumerate(("", "-2", "-3"), 1)]}
MOST = 10_000_000
"""What the registry takes in a package, less the little that the rest needs."""


def store(name: str, file: Path) -> None:
    """Cuts the file into the parts of this network, all of one length but the last."""
    whole, parts = file.read_bytes(), PARTS[name]
    length = -(-len(whole) // len(parts))
    if length >= MOST:
        sys.exit(f"{file}: {len(whole):,} bytes, expected fewer than {MOST * len(parts):,}; add a part (data/models/large)")
    if int.from_bytes(whole[:8], "little") >= len(whole) or whole[8:9] != b"{":
        sys.exit(f"{file}: no safetensors, expected the length of the header and a header of JSON")
    for index, part in enumerate(parts):
        (MODELS / part).write_bytes(whole[index * length : (index + 1) * length])
        print(f"{MODELS / part}: {(MODELS / part).stat().st_size:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in PARTS:
        sys.exit(__doc__)
    store(sys.argv[1], Path(sys.argv[2]))
