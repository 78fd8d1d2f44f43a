"""Changes to training articles, so that nothing leans on names or on one house's quotation marks."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace

from articles import Article

PERSON = (1, 2)
NAMES_CHANGED = 0.4
"""Share of articles in which every person gets another name."""
MARKS_CHANGED = 0.35
"""Share of articles whose quotation marks change to another style."""
MARKS_DROPPED = 0.02
"""Share of articles that lose their quotation marks, as in text from speech or bad extraction."""
STYLES = [("“", "”", "‘", "’"), ('"', '"', "'", "'"), ("``", "''", "`", "'"), ("«", "»", "‹", "›")]
STYLE_WEIGHTS = [4, 6, 1, 0.5]
OPENING = {"“", "``", "«"}
CLOSING = {"”", "''", "»"}
TITLES = frozenset("mr mrs ms dr sen rep gov president senator mr. mrs. ms. dr. sen. rep. gov. prof. gen.".split())


class NamePool:
    """Given names and surnames seen in the training articles."""

    def __init__(self, articles: list[Article]):
        self.given: list[str] = []
        self.surnames: list[str] = []
        for article in articles:
            for start, end in persons(article):
                if end - start >= 2:
                    self.given.append(article.words[start])
                    self.surnames.append(article.words[end - 1])

    def rename(self, article: Article, chance: random.Random) -> list[str]:
        """The article's words with every person renamed, the same name always by the same one."""
        words = list(article.words)
        given: dict[str, str] = defaultdict(lambda: chance.choice(self.given))
        surnames: dict[str, str] = defaultdict(lambda: chance.choice(self.surnames))
        known_given = {words[start] for start, end in persons(article) if end - start >= 2}
        for start, end in persons(article):
            for token in range(start, end):
                old = words[token]
                if len(old) < 2 or not old[0].isupper() or old.lower() in TITLES:
                    continue
                first = token < end - 1 or (end - start == 1 and old in known_given)
                words[token] = like(old, given[old.lower()] if first else surnames[old.lower()])
        return words


def persons(article: Article) -> list[tuple[int, int]]:
    """Token ranges of the persons' names."""
    found, start = [], None
    for token, tag in enumerate([*article.entities.tolist(), 0]):
        if start is not None and tag != PERSON[1]:
            found.append((start, token))
            start = None
        if tag == PERSON[0]:
            start = token
    return found


def like(old: str, new: str) -> str:
    """The new name in capitals where the old one is."""
    return new.upper() if len(old) > 1 and old.isupper() else new


def restyle(article: Article, words: list[str], style: tuple[str, str, str, str] | None) -> list[str]:
    """The words with all double quotation marks in another style; without a style they become commas' spaces."""
    spans = article.segmentation.spans
    opens, out = True, []
    paragraph_starts = {start for start, _ in article.segmentation.paragraphs}
    for token, word in enumerate(words):
        if token in paragraph_starts:
            opens = True
        if word in OPENING or word in CLOSING or word == '"':
            opening = word in OPENING or (word == '"' and opens_at(article, spans, token, opens))
            opens = not opening
            out.append("" if style is None else style[0] if opening else style[1])
        elif style is not None and word[0] in "’'" and len(word) > 1:
            out.append(style[3] + word[1:])
        else:
            out.append(word)
    return out


def opens_at(article: Article, spans: list[tuple[int, int]], token: int, opens: bool) -> bool:
    """Whether a straight mark opens: by the white space beside it, else by turns."""
    start, end = spans[token]
    before = start == 0 or article.text[start - 1].isspace()
    after = end >= len(article.text) or article.text[end].isspace()
    return opens if before == after else before


def augmented(article: Article, pool: NamePool, chance: random.Random) -> Article:
    """A training article as this epoch sees it; labels stay, since the tokens stay."""
    words = article.words
    if article.entities.max(initial=0) > 0 and chance.random() < NAMES_CHANGED:
        words = pool.rename(article, chance)
    draw = chance.random()
    if draw < MARKS_DROPPED:
        words = restyle(article, words, None)
    elif draw < MARKS_DROPPED + MARKS_CHANGED:
        words = restyle(article, words, chance.choices(STYLES, STYLE_WEIGHTS)[0])
    return article if words is article.words else replace(article, words=words)
