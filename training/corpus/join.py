"""Joins marks with the texts that they are of, or takes them apart again.

usage: join.py MARKS.jsonl.gz OUT.jsonl.gz TEXTS.jsonl.gz...
       join.py --apart MARKED.jsonl.gz OUT.jsonl.gz
MARKS holds for each article its name, the SHA-256 of its text and the places of the marks; TEXTS are corpora whose
records have `doc_id`, or `source` and `id`, and `text`. An article whose text is missing or another is named and left
out, and the exit code is 1.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator


def records(path: str) -> Iterator[dict]:
    """The records of a gzipped file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def write(path: str, lines: Iterable[dict]) -> None:
    """Writes records, without a time, so that the same ones give the same bytes."""
    with open(path, "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as out:
        for record in lines:
            out.write((json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n").encode())


def hash_of(text: str) -> str:
    """What tells a text from any other."""
    return hashlib.sha256(text.encode()).hexdigest()


def apart(record: dict) -> dict:
    """A marked article without its text; of a speaker only the places of its words in the text are kept."""
    marks = [one | {"speaker": places(record["text"], one["speaker"])} for one in record["attributions"]]
    return {"doc_id": record["doc_id"], "sha256": hash_of(record["text"]), "attributions": marks}


def places(text: str, speaker: str | None) -> list | str | None:
    """Where the parts of a speaker's name stand first; the name itself where the text has it in no such form."""
    parts = [(text.find(part), len(part)) for part in (speaker or "").split("; ") if part]
    if speaker is None or any(at < 0 for at, _ in parts):
        return speaker
    return [[at, at + length] for at, length in parts]


def whole(record: dict, text: str) -> dict:
    """The marked article with its text."""
    for one in record["attributions"]:
        if isinstance(one["speaker"], list):
            one["speaker"] = "; ".join(text[start:end] for start, end in one["speaker"])
    return {"doc_id": record["doc_id"], "text": text, "attributions": record["attributions"]}


def joined(marks: str, texts: list[str], missing: list[str]) -> Iterator[dict]:
    """The marked articles whose texts are there; the names of others are added to `missing`."""
    by_hash = {hash_of(record["text"]): record["text"] for path in texts for record in records(path)}
    for record in records(marks):
        text = by_hash.get(record["sha256"])
        if text is None:
            missing.append(record["doc_id"])
        else:
            yield whole(record, text)


def main() -> None:
    """Either way."""
    if len(sys.argv) == 4 and sys.argv[1] == "--apart":
        write(sys.argv[3], map(apart, records(sys.argv[2])))
        return
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    missing: list[str] = []
    write(sys.argv[2], joined(sys.argv[1], sys.argv[3:], missing))
    if missing:
        sys.exit(f"no text for {len(missing)} articles: {', '.join(missing)}")


if __name__ == "__main__":
    main()
