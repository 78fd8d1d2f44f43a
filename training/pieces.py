"""Word pieces: the uncased WordPiece of BERT over our own tokens, and the letter case beside it."""

from __future__ import annotations

import unicodedata

PADDING, UNKNOWN, START, SEPARATOR = range(4)
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
LONGEST_WORD = 100
"""A longer run of letters is unknown, as in BERT's own tokeniser."""
MOST_PIECES = 254
"""A token keeps at most as many pieces as one window holds."""
NO_LETTERS, LOWER, CAPITALISED, CAPITALS, MIXED = range(5)


class Pieces:
    """Cuts tokens into piece ids, remembering what it has seen."""

    def __init__(self, pieces: list[str]):
        assert pieces[:4] == SPECIAL, "the first four pieces are the special ones"
        self.pieces = pieces
        self.ids = {piece: index for index, piece in enumerate(pieces)}
        self.seen: dict[str, list[int]] = {}

    def of(self, token: str) -> list[int]:
        """The ids of a token's pieces; at least one."""
        found = self.seen.get(token)
        if found is None:
            found = [piece for word in basic_words(token) for piece in self.greedy(word)]
            found = found[:MOST_PIECES] or [UNKNOWN]
            self.seen[token] = found
        return found

    def greedy(self, word: str) -> list[int]:
        """Longest match from the left; a word with a part that is no piece is unknown as a whole."""
        if len(word) > LONGEST_WORD:
            return [UNKNOWN]
        found, start = [], 0
        while start < len(word):
            end = len(word)
            while end > start and self.piece_id(word, start, end) is None:
                end -= 1
            if end == start:
                return [UNKNOWN]
            found.append(self.piece_id(word, start, end))
            start = end
        return found

    def piece_id(self, word: str, start: int, end: int) -> int | None:
        """The id of `word[start:end]`, as a continuation unless it opens the word."""
        return self.ids.get(word[start:end] if start == 0 else "##" + word[start:end])


def basic_words(token: str) -> list[str]:
    """Lower-cases, strips accents and splits at punctuation and ideographs, as BERT's basic tokeniser."""
    plain = unicodedata.normalize("NFD", token.lower())
    words, current = [], ""
    for character in plain:
        category = unicodedata.category(character)
        if category == "Mn" or category.startswith("C"):
            continue
        if is_separate(character, category):
            words.extend([current, character] if current else [character])
            current = ""
        elif character.isspace():
            words.extend([current] if current else [])
            current = ""
        else:
            current += character
    return words + [current] if current else words


def is_separate(character: str, category: str) -> bool:
    """Whether a character stands alone: Unicode punctuation, any ASCII symbol, an ideograph."""
    code = ord(character)
    symbol = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return symbol or category.startswith("P") or 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF


def letter_case(token: str) -> int:
    """The letter case of a token: none, lower, Capitalised, CAPITALS or mixed."""
    letters = [character for character in token if character.isalpha()]
    if not letters:
        return NO_LETTERS
    upper = [character.isupper() for character in letters]
    if not any(upper):
        return LOWER
    if all(upper):
        return CAPITALS if len(letters) >= 2 else CAPITALISED
    return CAPITALISED if upper[0] and not any(upper[1:]) else MIXED
