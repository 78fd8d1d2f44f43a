"""From scores to attributions: constrained Viterbi in each paragraph, links by the best score."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from articles import TAGS, TYPES, Article
from batches import batches_of, make_batch
from heads import NEVER, STRICT, Reading
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


def predict(model, articles: list[Article], pieces: Pieces, reading: str = STRICT, batch_pieces: int = 4096) -> list[dict]:
    """Attributions of every article by one reading, as documents for the scorer."""
    model.eval()
    windows = [w for i, article in enumerate(articles) for w in windows_of(article, pieces, i, model.shape.window)]
    documents = [{"doc_id": article.doc_id, "attributions": []} for article in articles]
    with torch.inference_mode():
        for group in batches_of(windows, batch_pieces):
            states = model.states(make_batch(group)).float()
            for window, rows in zip(group, states.float().split([len(window.tokens) for window in group])):
                found = decode_window(model, rows, window, articles[window.article], reading)
                documents[window.article]["attributions"].extend(found)
    return documents


def decode_window(model, states: Tensor, window: Window, article: Article, reading: str) -> list[dict]:
    """The attributions of a window, with their types."""
    heads = model.heads.readings[reading]
    tags = decode_tags(heads.tag(states).numpy(), window, article)
    types = model.heads.cue_type(states).argmax(dim=1).tolist()
    found = link(heads, states, tags, paragraphs_of(window, article))
    return [to_record(one, window, article) | {"type": TYPES[types[one[1][0]]]} for one in found]


def paragraphs_of(window: Window, article: Article) -> Tensor | None:
    """For each token of a window of an inner text its paragraph, which no link leaves; else nothing."""
    if not article.inner:
        return None
    ends = torch.tensor(paragraph_ends(window, article))
    return torch.searchsorted(ends, torch.arange(len(window.tokens)), right=True)


def link(heads: Reading, states: Tensor, tags: list[int], paragraphs: Tensor | None = None) -> list[tuple]:
    """Joins the spans of one window: (source span or None, cue span, content spans), in its places."""
    sources, cues, contents = (spans_of(tags, begin) for begin in (SOURCE, CUE, CONTENT))
    if not cues or not contents:
        return []
    cue_of, source_of = best_links(heads, states, LinkBatch(contents, cues, sources), paragraphs)
    found = []
    for index, cue in enumerate(cues):
        mine = [content for content, choice in zip(contents, cue_of) if choice == index]
        if mine:
            found.append((sources[source_of[index] - 1] if source_of[index] else None, cue, mine))
    return found


class LinkBatch:
    """The places of decoded spans, as the heads want them."""

    def __init__(self, contents: list, cues: list, sources: list):
        first = lambda spans: torch.tensor([[start for start, _ in spans] or [0]])
        self.contents, self.cues, self.sources = first(contents), first(cues), first(sources)
        self.cue_mask = torch.ones_like(self.cues).bool()
        self.source_mask = torch.full_like(self.sources, bool(sources)).bool()


def best_links(heads: Reading, states: Tensor, batch: LinkBatch, paragraphs: Tensor | None) -> tuple[list[int], list[int]]:
    """For each content its cue or -1, for each cue 0 (none) or 1 + its source."""
    contents, cues, sources = batch.contents[0], batch.cues[0], batch.sources[0]
    content_cue = heads.choose_cue(states[batch.contents], states[batch.cues], batch)[0]
    cue_source = heads.choose_source(states[batch.cues], states[batch.sources], batch)[0]
    if paragraphs is not None:
        content_cue[paragraphs[contents][:, None] != paragraphs[cues][None, :]] = NEVER
        cue_source[:, 1:][paragraphs[cues][:, None] != paragraphs[sources][None, :]] = NEVER
    best = content_cue.max(dim=1)
    return torch.where(best.values > NEVER, best.indices, -1).tolist(), cue_source.argmax(dim=1).tolist()


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
