"""Records what a network scores on a few sentences of our own, for the tests of the Rust crate.

usage: record_cases.py CHECKPOINT PIECES OUT.json
Per case: text, tokens and paragraphs, per window the piece ids, cases, places of first pieces and tag scores
(rows of seven), and the attributions that come out, with the scores of their links.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from articles import Article, label
from batches import make_batch
from decode import CONTENT, CUE, SOURCE, LinkBatch, decode_tags, link, spans_of, to_record
from export import load_checkpoint
from pieces import Pieces
from quantise import set_quantised
from tokens import Segmentation
from windows import Window, windows_of

LONG = (
    "The governor said the bridge would reopen in spring, though engineers warned that the northern pier "
    "still needs work; “We won’t rush this,” she told reporters on Tuesday. "
)
TEXTS = {
    "plain": "The harbour will stay closed until Friday, port director Lena Öztürk said.",
    "quoted": "“It wasn't our ship,” the captain told The Daily Post. “We were 12.5 miles away.”",
    "straight": 'OSLO (NNA) -- "Prices rose by 3.5% in May," the bank\'s chief economist, Mr. O\'Hara, said Monday.',
    "according": "According to two senior officials, the well-known 75-year-old judge has resigned.",
    "paragraphs": "TALKS RESUME IN GENEVA\n\nForeign minister Ana Béjar said that talks would resume.\n\n"
    "She added: “They’re not easy… but we’re here.”\n\nNeither side commented.",
    "symbols": "Police believe the 1,200 € e-mail scam — traced to x@y.example — “began in 北京”, sources claim.",
    "long": LONG * 9,
    "empty": "",
}


def record(model, name: str, text: str, pieces: Pieces) -> dict:
    """Everything about one text."""
    article = label(name, {"text": text}, Segmentation.from_text(text), None)
    windows = windows_of(article, pieces)
    return {
        "name": name,
        "text": text,
        "tokens": article.segmentation.spans,
        "paragraphs": article.segmentation.paragraphs,
        "sentence_ends": sorted(article.segmentation.sentence_ends),
        "windows": [record_window(model, window, article) for window in windows],
    }


def record_window(model, window: Window, article: Article) -> dict:
    """Scores and outcome of one window."""
    batch = make_batch([window])
    with torch.inference_mode():
        states = model.states(batch).float()
        scores = model.heads.tag(states).numpy()
        entities = model.heads.entity(states).numpy()
        tags = decode_tags(scores, window, article)
        found = link(model, states, tags)
        links = record_links(model, states, tags)
    return {
        "pieces": window.pieces.tolist(),
        "cases": window.cases.tolist(),
        "firsts": window.firsts.tolist(),
        "tokens": window.tokens.tolist(),
        "scores": [[round(float(score), 4) for score in row] for row in scores],
        "entity_scores": [[round(float(score), 4) for score in row] for row in entities],
        "tags": tags,
        "links": links,
        "attributions": [to_record(attribution, window, article) for attribution in found],
    }


def record_links(model, states, tags: list[int]) -> dict:
    """The places of the decoded spans' first tokens in the window, and the scores of all links between them."""
    sources, cues, contents = (spans_of(tags, begin) for begin in (SOURCE, CUE, CONTENT))
    if not cues:
        return {}
    batch = LinkBatch(contents, cues, sources)
    rows = lambda scores: np.round(scores[0].numpy(), 4).tolist()
    content_cue = model.heads.choose_cue(states[batch.contents], states[batch.cues], batch)
    cue_source = model.heads.choose_source(states[batch.cues], states[batch.sources], batch)
    first = lambda spans: [start for start, _ in spans]
    return {
        "contents": first(contents), "cues": first(cues), "sources": first(sources),
        "content_cue": rows(content_cue) if contents else [],
        "cue_source_none_first": rows(cue_source) if sources else [row[:1] for row in rows(cue_source)],
    }


def main() -> None:
    """Records all cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("pieces", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--outside-bias", type=float, default=0.0)
    arguments = parser.parse_args()
    model = load_checkpoint(arguments.checkpoint, arguments.outside_bias)
    set_quantised(model, True)
    pieces = Pieces(arguments.pieces.read_text(encoding="utf-8").split("\n"))
    cases = [record(model, name, text, pieces) for name, text in TEXTS.items()]
    arguments.out.write_text(json.dumps(cases, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()
