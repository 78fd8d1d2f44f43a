"""Writes coreference chains as JSON lines for the example `train_ranker` of sayso-resolve.

usage: chains.py silver ARTICLES.jsonl.gz SILVER.jsonl.gz > chains.jsonl
       chains.py gum GUM.conllu.gz > chains.jsonl

A line is {"doc_id", "text", "attributions", "chains": [[[start, end], ...], ...]}, offsets in code
points. Chains of Stanford CoreNLP (silver) are automatic; those of GUM are made by hand.
"""
import gzip
import json
import re
import sys

# Genres of GUM in which somebody tells about somebody; talk and lists teach nothing about news.
GENRES = {"news", "bio", "interview", "court", "speech"}


def records(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def silver(articles, annotations):
    attributions = {article["doc_id"]: article for article in records(articles)}
    for document in records(annotations):
        article = attributions[document["doc_id"]]
        sentences = document["sents"]
        chains = []
        for chain in document["coref"]:
            spans = []
            for sentence, start, end, _head, _representative in chain:
                tokens = sentences[sentence][start:end]
                spans.append([tokens[0][1], tokens[-1][2]])
            chains.append(spans)
        yield {**article, "chains": chains}


def gum(path):
    for block in gzip.open(path, "rt", encoding="utf-8").read().split("# newdoc id = ")[1:]:
        lines = block.split("\n")
        genre = next((line.split("= ")[1] for line in lines if line.startswith("# meta::genre")), "")
        if genre in GENRES:
            yield document(lines)


def document(lines):
    text, open_mentions, chains = "", [], {}
    for line in lines[1:]:
        if line.startswith("# newpar") and text and not line.startswith("# newpar_block"):
            text = text.rstrip() + "\n\n"
        fields = line.split("\t")
        if len(fields) != 10 or not fields[0].isdigit():
            continue
        start = len(text)
        text += fields[1]
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", fields[9])
        for opening, name, closing in re.findall(r"(\()?([^()]+)(\))?", entity.group(1) if entity else ""):
            group = name.split("-")[0]
            if opening:
                open_mentions.append((group, start))
            if closing:
                place = max(i for i, it in enumerate(open_mentions) if it[0] == group)
                _, begin = open_mentions.pop(place)
                chains.setdefault(group, []).append([begin, len(text)])
        if "SpaceAfter=No" not in fields[9]:
            text += " "
    return {"doc_id": lines[0].strip(), "text": text, "attributions": [], "chains": list(chains.values())}


def main():
    source = silver(*sys.argv[2:4]) if sys.argv[1] == "silver" else gum(sys.argv[2])
    for record in source:
        print(json.dumps(record, ensure_ascii=False))


main()
