"""Counts how often each word is the cue of a mark where it stands, for data/models/cue-words.txt.

usage: cue_words.py [--without DOCS.jsonl[.gz]]... MARKED.jsonl[.gz]...
Prints each word in lower case with the log odds of being a cue, drawn to one in four; words that never are one and
stand fewer than FEWEST times are left out. Documents of `--without` are not counted: those on which the calibration is
fitted must not tell of themselves.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from pathlib import Path

from articles import read_jsonl

WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
FEWEST = 20
CUES, OTHERS = 0.3, 0.9
"""Added to both counts."""
HEAD = """\
# The log odds of a word to be the cue of an attribution where it stands, a word a line.
# Counted over the marks of training/corpus (strict reading) by training/cue_words.py; it is no text of the articles.
# Licence: MIT OR Apache-2.0."""


def main() -> None:
    """Counts over all files."""
    arguments, without, paths = sys.argv[1:], set(), []
    while arguments:
        argument = arguments.pop(0)
        if argument == "--without" and arguments:
            without |= {document["doc_id"] for document in read_jsonl(Path(arguments.pop(0)))}
        else:
            paths.append(Path(argument))
    if not paths:
        sys.exit(__doc__)
    cues, all_words = Counter(), Counter()
    for document in (one for path in paths for one in read_jsonl(path) if one["doc_id"] not in without):
        text = document["text"]
        places = {place for mark in document["attributions"] for start, end in mark["cue"] for place in range(start, end)}
        for word in WORD.finditer(text):
            all_words[word.group().lower()] += 1
            cues[word.group().lower()] += word.start() in places
    print(HEAD)
    for word, count in sorted(all_words.items()):
        if cues[word] or count >= FEWEST:
            print(f"{word}\t{math.log((cues[word] + CUES) / (count - cues[word] + OTHERS)):.2f}")


if __name__ == "__main__":
    main()
