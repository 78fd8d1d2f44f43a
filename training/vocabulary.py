"""Which word pieces stay: what news uses, and every single character of its script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pieces import SPECIAL, Pieces
from tokens import Segmentation

MOST = 22_000
"""As many pieces as keep the large model's file at 20 MB."""
SCRIPT = re.compile(r"(##)?[\x21-\x7e\u00a1-\u024f\u2010-\u203a\u20a0-\u20bf™°]", re.UNICODE)


def read_vocabulary(path: Path) -> list[str]:
    """The pieces of a BERT vocabulary file, in order of their ids."""
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


def counted(texts: Iterable[str], vocabulary: list[str]) -> Counter[str]:
    """How often each piece occurs."""
    ordered = [*SPECIAL, *(piece for piece in vocabulary if piece not in SPECIAL)]
    cutter = Pieces(ordered)
    words: Counter[str] = Counter()
    for text in texts:
        words.update(text[start:end] for start, end in Segmentation.from_text(text).spans)
    pieces: Counter[str] = Counter()
    for word, times in words.items():
        for piece in cutter.of(word):
            pieces[ordered[piece]] += times
    return pieces


def pruned(vocabulary: list[str], counts: Counter[str], most: int = MOST) -> list[int]:
    """The rows of the pieces that stay: special ones first, the rest in their old order."""
    special = [vocabulary.index(piece) for piece in SPECIAL]
    single = {row for row, piece in enumerate(vocabulary) if SCRIPT.fullmatch(piece)}
    latin = [row for row, piece in enumerate(vocabulary) if not piece.startswith("[") and is_latin(piece)]
    ranked = sorted(latin, key=lambda row: (-counts[vocabulary[row]], row))
    kept = set(special) | single
    for row in ranked:
        if len(kept) >= most:
            break
        kept.add(row)
    return special + sorted(kept - set(special))


def is_latin(piece: str) -> bool:
    """Whether a piece has only characters that English news has."""
    return all(SCRIPT.fullmatch(character) for character in piece.removeprefix("##")) and piece != "##"
