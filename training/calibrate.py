"""Fits the calibration of confidence: the log odds of a row's least edge probability to those of its being right.

usage: calibrate.py [--inner] GOLD.jsonl[.gz] PREDICTED.jsonl [GOLD PREDICTED]...
PREDICTED is what `sayso extract GOLD --format doc-jsonl` wrote with a model exported without calibration, whose
confidence is that probability. A row is right where score.py counts its attribution; rows within others are left
out, or with `--inner` all others. Prints slope, offset and what is added for rows without a source, for export.py
(Platt 1999), and how far confidence is from the share of right rows then (expected calibration error, ten bins).
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from articles import read_jsonl

OVERLAP = 0.5
"""Share of letters, of both together, from which two contents are the same one, as in score.py."""
EDGE = 1e-6
STEPS = 200
BINS = 10


def letters(text: str, spans: list[list[int]]) -> set[int]:
    """The places of letters and digits in some spans."""
    return {place for start, end in spans for place in range(start, end) if text[place].isalnum()}


@dataclass(frozen=True)
class Row:
    """A predicted row: its least edge probability, whether it has a source, whether it is right."""

    confidence: float
    sourced: bool
    right: bool

    def odds(self) -> list[float]:
        """What the regression sees: the log odds, 1, and 1 where there is no source."""
        inner = min(max(self.confidence, EDGE), 1 - EDGE)
        return [math.log(inner / (1 - inner)), 1.0, float(not self.sourced)]


def level(document: dict, inner: bool) -> list[dict]:
    """The attributions of the text itself, or those within others."""
    return [one for one in document["attributions"] if bool(one.get("within") or one.get("nested_in")) == inner]


def judged(gold: dict, predicted: dict, inner: bool) -> list[Row]:
    """Every prediction, and whether it is right."""
    text, wanted, mine = gold["text"], level(gold, inner), level(predicted, inner)
    parts = lambda some, role: [letters(text, one.get(role) or []) for one in some]
    contents, sources = parts(wanted, "content"), parts(wanted, "source")
    found, found_sources = parts(mine, "content"), parts(mine, "source")
    right = [False] * len(mine)
    for i, j in pairs_of(found, contents):
        right[i] = bool(sources[j] & found_sources[i]) or not (sources[j] or found_sources[i])
    return [Row(one["confidence"], bool(source), good) for one, source, good in zip(mine, found_sources, right)]


def pairs_of(found: list[set[int]], contents: list[set[int]]) -> list[tuple[int, int]]:
    """Pairs of contents that overlap by half at least, largest overlap first, each taken once."""
    overlaps = (
        (len(mine & theirs) / len(mine | theirs), i, j)
        for i, mine in enumerate(found)
        for j, theirs in enumerate(contents)
        if mine & theirs
    )
    pairs: list[tuple[int, int]] = []
    used, taken = set(), set()
    for overlap, i, j in sorted(overlaps, reverse=True):
        if overlap >= OVERLAP and i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            pairs.append((i, j))
    return pairs


def fit(rows: list[Row]) -> list[float]:
    """The logistic regression of being right."""
    seen = torch.tensor([row.odds() for row in rows], dtype=torch.float64)
    labels = torch.tensor([float(row.right) for row in rows], dtype=torch.float64)
    weights = torch.tensor([1.0, 0.0, 0.0], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = binary_cross_entropy_with_logits(seen @ weights, labels)
        value.backward()
        return value

    optimiser.step(loss)
    return weights.detach().tolist()


def error_of(rows: list[Row], weights: list[float]) -> float:
    """The mean distance of confidence from the share of right rows, in points."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row in rows:
        sure = 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, row.odds()))))
        bins[min(int(sure * BINS), BINS - 1)].append((sure, row.right))
    gap = lambda members: abs(sum(sure for sure, _ in members) - sum(right for _, right in members))
    return 100 * sum(map(gap, bins.values())) / len(rows)


def main() -> None:
    """Fits over all pairs of files."""
    inner = "--inner" in sys.argv
    paths = [Path(argument) for argument in sys.argv[1:] if argument != "--inner"]
    if not paths or len(paths) % 2:
        sys.exit(__doc__)
    rows: list[Row] = []
    for gold_path, predicted_path in zip(paths[::2], paths[1::2]):
        predicted = {document["doc_id"]: document for document in read_jsonl(predicted_path)}
        for gold in read_jsonl(gold_path):
            if gold["doc_id"] in predicted:
                rows.extend(judged(gold, predicted[gold["doc_id"]], inner))
    weights = fit(rows)
    print(" ".join(f"{weight:.3f}" for weight in weights), f"error {error_of(rows, weights):.1f} of {len(rows)} rows")


if __name__ == "__main__":
    main()
