"""Replaces every person's name in a gold file by another, to see whether a network leans on names.

usage: rename.py GOLD.jsonl[.gz] SILVER.jsonl[.gz] OUT.jsonl [--seed N]
SILVER names the persons, as PolNeAR's automatic layer does. Text and offsets change together, so any tagger
can be scored on the outcome: `sayso eval OUT.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import random
from bisect import bisect_right
from pathlib import Path

from articles import Article, label, name_of, read_jsonl
from augment import NamePool
from heads import BROAD
from tokens import Segmentation

GIVEN = (
    "Adaeze Alvar Amparo Anneke Aoife Arjun Aslak Bintou Bogdan Carys Chidi Dagny Dalibor Eluned Emeka Farid Fionn "
    "Gudrun Haruka Ilse Imre Ivana Jorunn Kaveh Keziah Lachlan Leocadia Lupe Maarten Mirela Nilufar Oddny Ondrej "
    "Paloma Quentin Radka Rohan Sanna Sibusiso Solveig Tariq Tove Umberto Vesna Wanjiru Xanthe Yusuf Zdenka Zola"
).split()
SURNAMES = (
    "Abernethy Achterberg Adeyemi Bakkejord Balogun Banerjee Castellanos Chukwu Czerny Dlamini Dombrowski Eriksen "
    "Farrokhzad Fitzgibbon Gyllenhammar Halvorsen Hashimoto Iglesias Ivanovic Jurgensen Kalnins Kowalczyk Lindqvist "
    "Mbeki Mukherjee Nakagawa Nwosu Oyelaran Papadakis Quispe Ravnskov Sepulveda Szymanski Takahashi Tuominen "
    "Uddin Vasconcelos Wojtowicz Yamashita Zielinski"
).split()


class NewNames(NamePool):
    """Names of our own choice, few of which the training articles have."""

    def __init__(self) -> None:
        self.given, self.surnames = GIVEN, SURNAMES


def renamed(record: dict, article: Article, chance: random.Random) -> dict:
    """The record with its persons renamed."""
    words = NewNames().rename(article, chance)
    edits = [
        (span, new) for span, old, new in zip(article.segmentation.spans, article.words, words) if old != new
    ]
    text, move = rewrite(article.text, edits)
    attributions = [
        attribution | {role: [[move(s), move(e)] for s, e in attribution.get(role) or []] for role in ("source", "cue", "content")}
        for attribution in record["attributions"]
    ]
    return record | {"text": text, "attributions": attributions}


def rewrite(text: str, edits: list[tuple[tuple[int, int], str]]):
    """The text with spans replaced, and how old offsets become new ones: within a changed word, to its edge."""
    parts, last, ends, shifts = [], 0, [0], [0]
    for (start, end), new in edits:
        parts += [text[last:start], new]
        last = end
        ends.append(end)
        shifts.append(shifts[-1] + len(new) - (end - start))
    parts.append(text[last:])
    starts = [start for (start, _), _ in edits]

    def move(offset: int) -> int:
        index = bisect_right(ends, offset) - 1
        inside = index < len(starts) and starts[index] < offset
        return (starts[index] if inside else offset) + shifts[index]

    return "".join(parts), move


def main() -> None:
    """Renames the persons of one gold file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("silver", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    sentences = {record["doc_id"]: record["sents"] for record in read_jsonl(arguments.silver)}
    chance = random.Random(arguments.seed)
    with open(arguments.out, "w", encoding="utf-8") as out:
        for record in read_jsonl(arguments.gold):
            text = record["text"]
            article = label(name_of(record), {"text": text}, Segmentation.from_text(text), BROAD, sentences.get(name_of(record), []))
            out.write(json.dumps(renamed(record, article, chance), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
