"""Prints a corpus as lines of `doc_id` and `text`, which the segmenter's example `dump` reads.

usage: named.py CORPUS.jsonl.gz | cargo run --release -p sayso-segment --example dump
"""

import json
import sys
from pathlib import Path

from articles import name_of, read_jsonl

for record in read_jsonl(Path(sys.argv[1])):
    print(json.dumps({"doc_id": name_of(record), "text": record["text"]}))
