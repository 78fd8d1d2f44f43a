"""Records what a network scores on a few sentences of our own, for the tests of the Rust crate.

usage: record_cases.py CHECKPOINT PIECES OUT.json
Per case: text, tokens and paragraphs, per window the piece ids, cases, places of first pieces and tag scores
(rows of seven), entity scores, scores of types (rows of four), and the attributions that come out, with the scores of
their links; under `broad` what PolNeAR's reading makes of the window.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from articles import Article, bare
from batches import make_batch
from decode import CONTENT, CUE, SOURCE, LinkBatch, decode_tags, link, spans_of, to_record
from export import load_checkpoint
from heads import BROAD, STRICT, Reading
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
    article = bare(name, text, Segmentation.from_text(text))
    windows = windows_of(article, pieces, 0, model.shape.window)
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
    with torch.inference_mode():
        states = model.states(make_batch([window])).float()
        strict, broad = (record_reading(model.heads.readings[name], states, window, article) for name in (STRICT, BROAD))
        return {
            "pieces": window.pieces.tolist(),
            "cases": window.cases.tolist(),
            "firsts": window.firsts.tolist(),
            "tokens": window.tokens.tolist(),
            "entity_scores": rounded(model.heads.entity(states)),
            "type_scores": rounded(model.heads.cue_type(states)),
            **strict,
            "broad": broad,
        }


def rounded(scores: torch.Tensor) -> list[list[float]]:
    """Scores as they are written down."""
    return [[round(float(score), 4) for score in row] for row in scores.numpy()]


def record_reading(heads: Reading, states: torch.Tensor, window: Window, article: Article) -> dict:
    """What one reading makes of a window."""
    scores = heads.tag(states)
    tags = decode_tags(scores.numpy(), window, article)
    return {
        "scores": rounded(scores),
        "tags": tags,
        "links": record_links(heads, states, tags),
        "attributions": [to_record(attribution, window, article) for attribution in link(heads, states, tags)],
    }


def record_links(heads: Reading, states: torch.Tensor, tags: list[int]) -> dict:
    """The places of the decoded spans' first tokens in the window, and the scores of all links between them."""
    sources, cues, contents = (spans_of(tags, begin) for begin in (SOURCE, CUE, CONTENT))
    if not cues:
        return {}
    batch = LinkBatch(contents, cues, sources)
    rows = lambda scores: np.round(scores[0].numpy(), 4).tolist()
    content_cue = heads.choose_cue(states[batch.contents], states[batch.cues], batch)
    cue_source = heads.choose_source(states[batch.cues], states[batch.sources], batch)
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
