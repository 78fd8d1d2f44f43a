"""Tokens, paragraphs and sentence ends of a text.

Two ways lead to the same record: `Segmentation.from_text` approximates the Rust segmenter by regular
expressions, `read_segmentations` reads what `sayso segment --format jsonl` wrote.  The second is what
the program itself sees, so prefer it whenever it is at hand.
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

ABBREVIATION = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Sgt|Capt|Rev|Hon|Pres|St|Jr|Sr|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Corp|Co|Ltd|No|vs|etc)\.(?!\w)"
)
WORD = r"\w+(?:[-‐‑'’]\w+|(?<=\d)[.,:](?=\d)\w+|(?<=[A-Za-z])\.(?=[A-Za-z])\w+)*"
TOKEN = re.compile(
    rf"(?:[A-Za-z]\.){{2,}}|\b{ABBREVIATION}|{WORD}|``|''|([-–—.])\1*|\S",
    re.UNICODE,
)
SUFFIX = re.compile(r"(?i)(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")
CLOSING = frozenset("\"”’')]") | {"''"}
ENDING = frozenset(".?!…") | {"..."}


@dataclass(frozen=True)
class Segmentation:
    """One document cut up: spans in code points, paragraphs as token ranges, sentence ends as token indices."""

    spans: list[tuple[int, int]]
    paragraphs: list[tuple[int, int]]
    sentence_ends: frozenset[int]

    @staticmethod
    def from_text(text: str) -> "Segmentation":
        """Cuts by regular expression; a line break ends a paragraph."""
        spans: list[tuple[int, int]] = []
        paragraphs: list[tuple[int, int]] = []
        for line in re.finditer(r"[^\n]+", text):
            start = len(spans)
            for match in TOKEN.finditer(text, line.start(), line.end()):
                spans.extend(split_suffix(match.group(), match.start()))
            if len(spans) > start:
                paragraphs.append((start, len(spans)))
        return Segmentation(spans, paragraphs, guess_sentence_ends(text, spans))


def split_suffix(word: str, start: int) -> list[tuple[int, int]]:
    """Splits a contraction or possessive off as the Penn Treebank does."""
    suffix = SUFFIX.search(word)
    end = start + len(word)
    if suffix is None or suffix.start() == 0:
        return [(start, end)]
    cut = start + suffix.start()
    return [(start, cut), (cut, end)]


def guess_sentence_ends(text: str, spans: list[tuple[int, int]]) -> frozenset[int]:
    """Token indices (exclusive) after a full stop and the closing marks that follow it."""
    ends = set()
    for index, (start, end) in enumerate(spans):
        if text[start:end] not in ENDING:
            continue
        after = index + 1
        while after < len(spans) and spans[after][0] == spans[after - 1][1] and (
            text[spans[after][0] : spans[after][1]] in CLOSING
        ):
            after += 1
        ends.add(after)
    return frozenset(ends)


def segmented(dump: Path, texts: dict[str, str]) -> dict[str, Segmentation]:
    """What the segmenter's example `dump`, a program at this path, makes of texts by their names."""
    lines = "".join(json.dumps({"doc_id": name, "text": text}) + "\n" for name, text in texts.items())
    found = subprocess.run([dump], input=lines, check=True, capture_output=True, text=True)
    return {record["doc_id"]: segmentation_of(record) for record in map(json.loads, found.stdout.splitlines())}


def segmentation_of(record: dict) -> Segmentation:
    """One line of `dump`."""
    return Segmentation(
        [tuple(span) for span in record["tokens"]],
        [tuple(span) for span in record["paragraphs"]],
        frozenset(end for _, end in record["sentences"]),
    )


def read_segmentations(path: Path) -> dict[str, Segmentation]:
    """Reads what `dump` wrote, by document."""
    with open(path, encoding="utf-8") as lines:
        return {record["doc_id"]: segmentation_of(record) for record in map(json.loads, lines)}


def read_corpus_segmentations(folder: Path | None, corpus: str) -> dict[str, Segmentation] | None:
    """The segmenter's tokens of one corpus, where a folder of them is given."""
    return read_segmentations(folder / f"{corpus}.jsonl") if folder else None
