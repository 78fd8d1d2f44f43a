"""Inner texts: the contents of an article, each a text of its own, in which the voices within them are found.

README.md has the rule in words. `inner_of` makes the text of the attributions of one depth and remembers where each
of its characters stands in the article; `gold_records` lays marks of nested attributions on it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from tokens import Segmentation

PAIRS = [("“", "”"), ('"', '"'), ("``", "''"), ("''", "''"), ("«", "»"), ("‘", "’"), ("'", "'")]
SINGLE = {"‘", "'"}
"""Marks whose closing form is an apostrophe as well: taken off only together with the opening one."""
DANGLING = " \t\n\r\u00a0,;:-–—"
ENDED = re.compile(r"[.!?…](?:[”\"»’')\]]|'')*$")
THAT = re.compile(r"that\s+", re.IGNORECASE)
FEWEST_WORDS = 3
ADDED = -1
"""Where a character of an inner text stands that the article does not have."""

Place = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """Bare words of a content, and whether a sentence of the article begins with them."""

    begin: int
    end: int
    opens_sentence: bool


@dataclass(frozen=True)
class Layout:
    """Where the paragraphs of an article stand in its text, and where its sentences begin."""

    paragraphs: list[Place]
    sentences: frozenset[int]
    tokens: list[int]
    """Where its tokens begin."""

    def opens_sentence(self, begin: int) -> bool:
        """Whether the first token from here on is the first of a sentence."""
        at = bisect_left(self.tokens, begin)
        return at < len(self.tokens) and self.tokens[at] in self.sentences


@dataclass
class Inner:
    """An inner text, the place of each of its characters in the article, and the part of each attribution."""

    text: str
    places: list[int]
    parts: list[tuple[int, int, str]]
    """(begin, end, id of the attribution whose content it is)"""

    def owner(self, at: int) -> str | None:
        """The attribution in whose content a character stands."""
        return next((name for begin, end, name in self.parts if begin <= at < end), None)

    def to_article(self, begin: int, end: int) -> list[int]:
        """A span of the inner text as a span of the article."""
        inside = [place for place in self.places[begin:end] if place != ADDED]
        return [inside[0], inside[-1] + 1]

    def from_article(self, part: tuple[int, int, str], spans: list[list[int]]) -> list[list[int]]:
        """Spans of the article as spans of one part of the inner text; what it lacks falls away."""
        wanted = {place for begin, end in spans for place in range(begin, end)}
        found: list[list[int]] = []
        for at in range(part[0], part[1]):
            if self.places[at] in wanted:
                if found and found[-1][1] == at:
                    found[-1][1] = at + 1
                else:
                    found.append([at, at + 1])
        return found


def layout_of(segmentation: Segmentation) -> Layout:
    """The layout of an article by its tokens."""
    spans = segmentation.spans
    paragraphs = [(spans[start][0], spans[end - 1][1]) for start, end in segmentation.paragraphs if start < end]
    firsts = {0, *segmentation.sentence_ends}
    sentences = frozenset(spans[first][0] for first in firsts if first < len(spans))
    return Layout(paragraphs, sentences, [begin for begin, _ in spans])


def inner_of(text: str, layout: Layout, attributions: list[dict]) -> Inner:
    """The inner text of some attributions of one depth."""
    inner = Inner("", [], [])
    for attribution in sorted(attributions, key=lambda one: min(one["content"])):
        groups = groups_of(text, layout, attribution["content"])
        joined = [finished(text, group) for group in groups]
        if sum(len(paragraph.split()) for paragraph, _ in joined) >= FEWEST_WORDS:
            append(inner, joined, attribution["id"])
    return inner


def append(inner: Inner, joined: list[tuple[str, list[int]]], name: str) -> None:
    """Adds the paragraphs of one content."""
    for index, (paragraph, places) in enumerate(joined):
        if inner.text:
            inner.text += "\n\n"
            inner.places += [ADDED, ADDED]
        begin = inner.parts.pop()[0] if index else len(inner.text)
        inner.text += paragraph
        inner.places += places
        inner.parts.append((begin, len(inner.text), name))


def groups_of(text: str, layout: Layout, content: list[list[int]]) -> list[list[Piece]]:
    """The pieces of a content, bare, by the paragraphs that they stand in."""
    groups: dict[int, list[Piece]] = defaultdict(list)
    for begin, end in sorted(map(tuple, content)):
        for index, (start, stop) in enumerate(layout.paragraphs):
            whole = trimmed(text, max(begin, start), min(end, stop))
            piece = trimmed(text, *unquoted(text, *whole))
            if not groups:
                piece = without_that(text, *piece)
            if piece[0] < piece[1]:
                groups[index].append(Piece(*piece, layout.opens_sentence(whole[0])))
    return [groups[index] for index in sorted(groups)]


def trimmed(text: str, begin: int, end: int) -> Place:
    """Without white space at the edges."""
    while begin < end and text[begin].isspace():
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 1
    return begin, end


def unquoted(text: str, begin: int, end: int) -> Place:
    """Without the quotation marks around the whole, or around a whole of which this is the beginning or end."""
    piece = text[begin:end]
    for opens, closes in PAIRS:
        if piece.startswith(opens):
            rest = piece[len(opens) :]
            if rest.endswith(closes) and rest.find(closes) == len(rest) - len(closes):
                return begin + len(opens), end - len(closes)
            if closes not in rest and opens not in SINGLE:
                return begin + len(opens), end
        elif piece.endswith(closes) and opens not in SINGLE:
            before = piece[: -len(closes)]
            if opens not in before and closes not in before:
                return begin, end - len(closes)
    return begin, end


def without_that(text: str, begin: int, end: int) -> Place:
    """Without the introducing "that"."""
    found = THAT.match(text, begin, end)
    return (found.end(), end) if found else (begin, end)


def finished(text: str, group: list[Piece]) -> tuple[str, list[int]]:
    """The pieces of one paragraph as sentences: joined, with a capital and full stops."""
    letters, places = "", []
    group = group[: 1 + max((at for at, piece in enumerate(group) if kept(text, piece)), default=-1)]
    ends = [piece.opens_sentence for piece in group[1:]] + [True]
    for piece, ends_sentence in zip(group, ends):
        if places:
            letters += " "
            places.append(ADDED)
        own = kept(text, piece) if ends_sentence else list(range(piece.begin, piece.end))
        words = "".join(" " if text[place] in "\n\r" else text[place] for place in own)
        capital = words[:1].upper() if not letters and len(words[:1].upper()) == 1 else words[:1]
        letters += capital + words[1:]
        places += own
        if ends_sentence and not ENDED.search(letters):
            letters += "."
            places.append(ADDED)
    return letters, places


def kept(text: str, piece: Piece) -> list[int]:
    """The places of a piece but for what joins it to the next at its end."""
    end = piece.end
    while end > piece.begin and text[end - 1] in DANGLING:
        end -= 1
    return list(range(piece.begin, end))


def by_depth(attributions: list[dict]) -> list[list[dict]]:
    """Attributions by their depth: those of the text, those within them, and so on."""
    level = [one for one in attributions if not one.get("nested_in")]
    levels = []
    while level:
        levels.append(level)
        names = {one["id"] for one in level}
        level = [one for one in attributions if one.get("nested_in") in names]
    return levels


def gold_records(name: str, record: dict, segmentation: Segmentation) -> list[dict]:
    """The inner texts of a marked article, one for each depth, with the marks that they hold."""
    layout = layout_of(segmentation)
    records = []
    for depth, level in enumerate(by_depth(record["attributions"]), 1):
        inner = inner_of(record["text"], layout, level)
        parts = {part[2]: part for part in inner.parts}
        marks = [one for one in record["attributions"] if one.get("nested_in") in parts]
        laid = [laid_on(inner, parts[one["nested_in"]], one) for one in marks]
        if inner.text:
            records.append({"doc_id": f"{name}#{depth}", "text": inner.text, "attributions": laid})
    return records


def laid_on(inner: Inner, part: tuple[int, int, str], attribution: dict) -> dict:
    """A nested attribution with its places in the inner text."""
    spans = {role: inner.from_article(part, attribution[role]) for role in ("source", "cue", "content")}
    outside = bool(attribution["source"]) and not spans["source"]
    return {**spans, "type": attribution.get("type"), "source_outside": outside}
