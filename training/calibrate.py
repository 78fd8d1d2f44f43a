"""Fits the calibration of confidence: from what the program knows of a row to the log odds of its being right.

usage: calibrate.py MODEL ROWS strict|broad|inner OUTSIDE GOLD.jsonl[.gz]...
ROWS is the program of `cargo build --release -p sayso --example rows`; OUTSIDE is what is added to the score of the
tag O, so that more rows than the best are there to be judged. The model is run once for each sign with a calibration
that says this sign alone (PROBE times it, as log odds). A row is right where score.py counts its attribution; rows
within others are left out, or with `inner` all others. Prints a line of JSON for the measures of confidence.py
(logistic regression, Platt 1999, drawn to 0 by RIDGE), and how far confidence is from the share of right rows then
(expected calibration error, ten bins), with each fifth of the articles judged by the other four.
"""

from __future__ import annotations

import hashlib
import json
import math
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from articles import read_jsonl
from confidence import rewritten

OVERLAP = 0.5
"""Share of letters, of both together, from which two contents are the same one, as in score.py."""
SIGNS = ("cue", "content", "source", "source_margin", "content_link", "further_pieces", "length", "cue_word")
PROBE = 0.25
RIDGE = 2.0
STEPS = 60
BINS = 10
FOLDS = 5


@dataclass
class Row:
    """A row: its places in the text, what is known of it, and whether it is right."""

    doc_id: str
    inner: bool
    spans: dict[str, list[list[int]]]
    signs: list[float]
    right: bool = False

    def features(self) -> list[float]:
        """What the regression sees: 1, 1 where there is no source, and the signs."""
        return [1.0, float(not self.spans["source"]), *self.signs]


def letters(text: str, spans: list[list[int]]) -> set[int]:
    """The places of letters and digits in some spans."""
    return {place for start, end in spans for place in range(start, end) if text[place].isalnum()}


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


def judge(gold: dict, rows: list[Row], inner: bool) -> None:
    """Says of each row of a document whether it is right."""
    text = gold["text"]
    wanted = [one for one in gold["attributions"] if bool(one.get("within") or one.get("nested_in")) == inner]
    parts = lambda some, role: [letters(text, one.get(role) or []) for one in some]
    mine = [row.spans for row in rows]
    contents, sources = parts(wanted, "content"), parts(wanted, "source")
    found, found_sources = parts(mine, "content"), parts(mine, "source")
    for i, j in pairs_of(found, contents):
        rows[i].right = bool(sources[j] & found_sources[i]) or not (sources[j] or found_sources[i])


def characters(text: str) -> dict[int, int]:
    """From places in bytes to places in code points."""
    places, at = {}, 0
    for place, character in enumerate(text):
        places[at] = place
        at += len(character.encode())
    places[at] = len(text)
    return places


def confidences(program: str, model: Path, reading: str, texts: list[Path]) -> list[list[list[str]]]:
    """The rows of each text as the program prints them."""
    listed = "".join(f"{text}\n" for text in texts)
    command = [program, str(model), "broad" if reading == "broad" else "strict"]
    printed = subprocess.run(command, input=listed, capture_output=True, text=True, check=True).stdout
    documents: list[list[list[str]]] = []
    for line in printed.splitlines():
        kind, *fields = line.split("\t")
        documents.append([]) if kind == "D" else documents[-1].append(fields)
    return documents


def read(model: Path, program: str, reading: str, outside: float, golds: list[dict]) -> list[Row]:
    """All rows with their signs, judged."""
    whole, inner = model.read_bytes(), reading == "inner"
    with tempfile.TemporaryDirectory() as folder:
        texts = [Path(folder) / f"{number}.txt" for number in range(len(golds))]
        for path, gold in zip(texts, golds):
            path.write_text(gold["text"], encoding="utf-8", newline="")
        probed = []
        for sign in SIGNS:
            probe = Path(folder) / "probe.safetensors"
            measures = {name: outside for name in ("outside", "broad_outside")} | {"inner_outside": outside}
            measures["calibration"] = {"slope": 0.0, sign: PROBE}
            probe.write_bytes(rewritten(whole, measures))
            probed.append(confidences(program, probe, reading, texts))
    rows: list[Row] = []
    for number, gold in enumerate(golds):
        places = characters(gold["text"])
        spans = lambda field: [[places[int(at)] for at in span.split(":")] for span in field.split()]
        found = []
        for fields in zip(*(probe[number] for probe in probed)):
            _, _, source, cue, content = fields[0]
            signs = [log_odds(float(one[1])) / PROBE for one in fields]
            at = {"source": spans(source), "cue": spans(cue), "content": spans(content)}
            found.append(Row(gold["doc_id"], fields[0][0] == "1", at, signs))
        found = [row for row in found if row.inner == inner]
        judge(gold, found, inner)
        rows.extend(found)
    return rows


def log_odds(probability: float) -> float:
    """The log odds of a probability."""
    return math.log(probability / (1 - probability))


def fit(rows: list[Row]) -> np.ndarray:
    """The logistic regression of being right, by Newton's method."""
    seen = np.array([row.features() for row in rows])
    labels = np.array([float(row.right) for row in rows])
    weights = np.zeros(seen.shape[1])
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (sure - labels) + RIDGE * weights
        curve = (seen * (sure * (1 - sure))[:, None]).T @ seen + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights


def error_of(rows: list[Row]) -> float:
    """The mean distance of confidence from the share of right rows, in points; each fold by the others."""
    fold = lambda row: int(hashlib.md5(row.doc_id.encode()).hexdigest(), 16) % FOLDS
    weights = [fit([row for row in rows if fold(row) != number]) for number in range(FOLDS)]
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for row in rows:
        sure = 1 / (1 + math.exp(-float(weights[fold(row)] @ np.array(row.features()))))
        bins[min(int(sure * BINS), BINS - 1)].append((sure, row.right))
    gap = lambda members: abs(sum(sure for sure, _ in members) - sum(right for _, right in members))
    return 100 * sum(map(gap, bins.values())) / len(rows)


def main() -> None:
    """Fits over all gold files."""
    if len(sys.argv) < 6 or sys.argv[3] not in ("strict", "broad", "inner"):
        sys.exit(__doc__)
    model, program, reading, outside = Path(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4])
    golds = [gold for path in sys.argv[5:] for gold in read_jsonl(Path(path))]
    rows = read(model, program, reading, outside, golds)
    names = ("offset", "sourceless", *SIGNS)
    weights = {name: round(float(weight), 3) for name, weight in zip(names, fit(rows))}
    print(json.dumps({"slope": 0.0} | weights))
    print(f"error {error_of(rows):.1f} of {len(rows)} rows", file=sys.stderr)


if __name__ == "__main__":
    main()
