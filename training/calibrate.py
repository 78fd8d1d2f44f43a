"""Fits the calibration of confidence: the log odds of a row's least edge probability to those of its being right.

usage: calibrate.py GOLD.jsonl[.gz] PREDICTED.jsonl [GOLD PREDICTED]...
PREDICTED is what `sayso extract GOLD --format doc-jsonl` wrote with a model exported without calibration, whose
confidence is that probability. A row is right where score.py counts its attribution. Prints slope and offset for
export.py (Platt 1999).
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

import torch

from articles import read_jsonl

OVERLAP = 0.5
"""Share of letters, of both together, from which two contents are the same one, as in score.py."""
EDGE = 1e-6
STEPS = 200


def letters(text: str, spans: list[list[int]]) -> set[int]:
    """The places of letters and digits in some spans."""
    return {place for start, end in spans for place in range(start, end) if text[place].isalnum()}


def judged(gold: dict, predicted: dict) -> list[tuple[float, bool]]:
    """Confidence of every prediction, and whether it is right."""
    text = gold["text"]
    parts = lambda document, role: [letters(text, one.get(role) or []) for one in document["attributions"]]
    contents, sources = parts(gold, "content"), parts(gold, "source")
    found, found_sources = parts(predicted, "content"), parts(predicted, "source")
    pairs = sorted(
        (
            (len(mine & theirs) / len(mine | theirs), i, j)
            for i, mine in enumerate(found)
            for j, theirs in enumerate(contents)
            if mine & theirs
        ),
        reverse=True,
    )
    right, used, taken = [False] * len(found), set(), set()
    for overlap, i, j in pairs:
        if overlap >= OVERLAP and i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            right[i] = bool(sources[j] & found_sources[i]) or not (sources[j] or found_sources[i])
    confidences = [one["confidence"] for one in predicted["attributions"]]
    return list(zip(confidences, right))


def fit(pairs: list[tuple[float, bool]]) -> tuple[float, float]:
    """The logistic regression of being right on the log odds."""
    inner = [min(max(confidence, EDGE), 1 - EDGE) for confidence, _ in pairs]
    odds = torch.tensor([math.log(p / (1 - p)) for p in inner], dtype=torch.float64)
    labels = torch.tensor([float(right) for _, right in pairs], dtype=torch.float64)
    weights = torch.tensor([1.0, 0.0], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(weights[0] * odds + weights[1], labels)
        value.backward()
        return value

    optimiser.step(loss)
    slope, offset = weights.detach().tolist()
    return slope, offset


def main() -> None:
    """Fits over all pairs of files."""
    if len(sys.argv) < 3 or len(sys.argv) % 2 == 0:
        sys.exit(__doc__)
    pairs = []
    for gold_path, predicted_path in zip(sys.argv[1::2], sys.argv[2::2]):
        predicted = {document["doc_id"]: document for document in read_jsonl(Path(predicted_path))}
        for gold in read_jsonl(Path(gold_path)):
            if gold["doc_id"] in predicted:
                pairs.extend(judged(gold, predicted[gold["doc_id"]]))
    slope, offset = fit(pairs)
    print(f"{slope:.3f} {offset:.3f}")


if __name__ == "__main__":
    main()
