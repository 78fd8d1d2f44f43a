"""From scores to attributions: constrained Viterbi in each paragraph, links by the best score."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from articles import TAGS, Article
from batches import batches_of, make_batch
from heads import NEVER
from pieces import Pieces
from windows import Window, windows_of

SOURCE, CUE, CONTENT = 1, 3, 5


def transitions() -> tuple[np.ndarray, np.ndarray]:
    """Scores of moving from tag to tag and of starting: 0 where allowed, else NEVER."""
    moves = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    start = np.zeros(len(TAGS), dtype=np.float32)
    for inside in (2, 4, 6):
        moves[:, inside] = NEVER
        moves[inside - 1, inside] = moves[inside, inside] = 0
        start[inside] = NEVER
    return moves, start


def best_tags(scores: np.ndarray) -> list[int]:
    """The best allowed tag sequence (Viterbi)."""
    moves, start = transitions()
    best, back = scores[0] + start, []
    for row in scores[1:]:
        through = best[:, None] + moves
        back.append(through.argmax(axis=0))
        best = through.max(axis=0) + row
    tag = int(best.argmax())
    path = [tag]
    for pointers in reversed(back):
        tag = int(pointers[tag])
        path.append(tag)
    return path[::-1]


def paragraph_ends(window: Window, article: Article) -> list[int]:
    """Where in the window's tokens its paragraphs end."""
    starts = {start for start, _ in article.segmentation.paragraphs}
    inner = [place for place, token in enumerate(window.tokens.tolist()) if place and token in starts]
    return [*inner, len(window.tokens)]


def decode_tags(scores: np.ndarray, window: Window, article: Article) -> list[int]:
    """Tags of a window, each paragraph by itself."""
    tags, start = [], 0
    for end in paragraph_ends(window, article):
        tags.extend(best_tags(scores[start:end]))
        start = end
    return tags


def spans_of(tags: list[int], begin: int) -> list[tuple[int, int]]:
    """The spans that open with tag `begin`, as ranges."""
    found: list[tuple[int, int]] = []
    for place, tag in enumerate(tags):
        if tag == begin:
            found.append((place, place + 1))
        elif tag == begin + 1 and found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
    return found


def predict(model, articles: list[Article], pieces: Pieces, batch_pieces: int = 4096) -> list[dict]:
    """Attributions of every article, as documents for the scorer."""
    model.eval()
    windows = [w for i, article in enumerate(articles) for w in windows_of(article, pieces, i)]
    documents = [{"doc_id": article.doc_id, "attributions": []} for article in articles]
    with torch.inference_mode():
        for group in batches_of(windows, batch_pieces):
            for window, found in zip(group, decode_group(model, group, articles)):
                article = articles[window.article]
                documents[window.article]["attributions"].extend(to_record(a, window, article) for a in found)
    return documents


def decode_group(model, group: list[Window], articles: list[Article]) -> list[list[tuple]]:
    """The attributions of several windows as (source span or None, cue span, content spans), in window places."""
    batch = make_batch(group)
    states = model.states(batch).float()
    scores = model.heads.tag(states).numpy()
    decoded, offset = [], 0
    for window in group:
        end = offset + len(window.tokens)
        tags = decode_tags(scores[offset:end], window, articles[window.article])
        decoded.append(link(model, states[offset:end], tags))
        offset = end
    return decoded


def link(model, states: Tensor, tags: list[int]) -> list[tuple]:
    """Joins the spans of one window."""
    sources, cues, contents = (spans_of(tags, begin) for begin in (SOURCE, CUE, CONTENT))
    if not cues or not contents:
        return []
    cue_of, source_of = best_links(model, states, contents, cues, sources)
    found = []
    for index, cue in enumerate(cues):
        mine = [content for content, choice in zip(contents, cue_of) if choice == index]
        if mine:
            found.append((sources[source_of[index] - 1] if source_of[index] else None, cue, mine))
    return found


def best_links(model, states: Tensor, contents: list, cues: list, sources: list) -> tuple[list[int], list[int]]:
    """For each content its cue, for each cue 0 (none) or 1 + its source."""
    batch = LinkBatch(contents, cues, sources)
    content_cue = model.heads.choose_cue(states[batch.contents], states[batch.cues], batch)
    cue_source = model.heads.choose_source(states[batch.cues], states[batch.sources], batch)
    return content_cue[0].argmax(dim=1).tolist(), cue_source[0].argmax(dim=1).tolist()


class LinkBatch:
    """The places of decoded spans, as the heads want them."""

    def __init__(self, contents: list, cues: list, sources: list):
        first = lambda spans: torch.tensor([[start for start, _ in spans] or [0]])
        self.contents, self.cues, self.sources = first(contents), first(cues), first(sources)
        self.cue_mask = torch.ones_like(self.cues).bool()
        self.source_mask = torch.full_like(self.sources, bool(sources)).bool()


def to_record(attribution: tuple, window: Window, article: Article) -> dict:
    """An attribution with code-point offsets."""
    source, cue, contents = attribution
    spans = article.segmentation.spans
    chars = lambda span: [spans[window.tokens[span[0]]][0], spans[window.tokens[span[1] - 1]][1]]
    return {
        "source": [chars(source)] if source else [],
        "cue": [chars(cue)],
        "content": [chars(content) for content in contents],
    }


def write_documents(path: Path, documents: Iterable[dict]) -> None:
    """One document a line."""
    with open(path, "w", encoding="utf-8") as out:
        for document in documents:
            out.write(json.dumps(document) + "\n")
