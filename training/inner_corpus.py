"""Writes the inner texts of what a network finds in a corpus, as a corpus that teach.py can label.

usage: inner_corpus.py CORPUS.jsonl.gz SEGMENTS.jsonl TAUGHT.npz OUT.jsonl.gz
TAUGHT is what teach.py wrote of the corpus by the strict reading.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path

from articles import Article, Marks, read_articles
from decode import CONTENT, spans_of
from heads import STRICT
from inner import inner_of, layout_of
from teach import read_taught
from tokens import read_segmentations


def contents_of(article: Article, marks: Marks) -> list[dict]:
    """The contents that a teacher found, those of one cue together."""
    spans, ends = article.segmentation.spans, dict(spans_of(marks.tags.tolist(), CONTENT))
    by_cue: dict[int, list[list[int]]] = defaultdict(list)
    for content, cue in marks.content_links:
        by_cue[cue].append([spans[content][0], spans[ends[content] - 1][1]])
    return [{"id": str(cue), "content": content} for cue, content in by_cue.items()]


def main() -> None:
    """Writes the texts."""
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    corpus, segments, taught, out = map(Path, sys.argv[1:])
    said = read_taught(taught)
    with gzip.open(out, "wt", encoding="utf-8") as lines:
        for article in read_articles(corpus, STRICT, read_segmentations(segments)):
            if article.doc_id in said:
                found = contents_of(article, said[article.doc_id].readings[STRICT])
                text = inner_of(article.text, layout_of(article.segmentation), found).text
                if text:
                    lines.write(json.dumps({"doc_id": f"{article.doc_id}#1", "text": text}) + "\n")


if __name__ == "__main__":
    main()
