"""Learns how sure a speaker is: the weights of data/models/speaker-confidence.txt.

usage: confidence.py GOLD FOUND SIGNS [GOLD FOUND SIGNS]... > speaker-confidence.txt

GOLD holds documents with gold speakers, FOUND what `sayso extract --format doc-jsonl` found in them, SIGNS
what `gold_speakers FOUND --signs` printed. A logistic model (Platt 1999) over the found rows that name a
speaker and whose content overlaps by half with a gold one.
"""
import gzip
import json
import sys

import numpy

from names import pairs, same_name

PENALTY = 2.0
# Articles of the training parts have more speakers that only the reader knows than those of the development
# parts, on which log loss is least with this much added to the first sign, and at 0.9 three rows of a hundred
# may be wrong at most.
SHIFT = 0.4


def documents(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as file:
        return {document["doc_id"]: document for document in map(json.loads, file)}


def signs(path):
    with open(path, encoding="utf-8") as file:
        names = next(file).rstrip("\n").split("\t")[3:]
        rows = (line.rstrip("\n").split("\t") for line in file)
        return names, {(row[0], row[1]): (row[2], [float(value) for value in row[3:]]) for row in rows}


def examples(gold, found, seen):
    for name, document in gold.items():
        for truth, row in pairs(document, found.get(name, {"attributions": []})):
            speaker, values = seen[name, row["id"]]
            if "speaker" in truth and speaker:
                yield values, float(same_name(speaker, truth["speaker"]))


def learn(values, right):
    """Newton's method; nothing draws the first sign, which always holds, back to nothing."""
    weights = numpy.zeros(values.shape[1])
    penalty = numpy.full(values.shape[1], PENALTY)
    penalty[0] = 0.01
    for _ in range(60):
        sure = 1 / (1 + numpy.exp(-values @ weights))
        slope = values.T @ (right - sure) - penalty * weights
        curve = (values * (sure * (1 - sure))[:, None]).T @ values + numpy.diag(penalty)
        weights += numpy.linalg.solve(curve, slope)
    return weights


def main(paths):
    rows, names = [], []
    for gold, found, seen in zip(paths[::3], paths[1::3], paths[2::3]):
        names, known = signs(seen)
        rows += examples(documents(gold), documents(found), known)
    weights = learn(numpy.array([values for values, _ in rows]), numpy.array([right for _, right in rows]))
    weights[0] += SHIFT
    print("# Weights of the signs by which sayso-resolve tells how sure a speaker is: the log-odds that he is right.")
    print("# Learned from the rows that sayso found in the training parts of strict, Wikinews and PolNeAR and their gold")
    print("# speakers. The corpora are not part of this file. Licence: MIT OR Apache-2.0.")
    print("# Made by: see training/resolve/README.md")
    for name, weight in zip(names, weights):
        print(f"{name} {weight:.3f}")


main(sys.argv[1:])
