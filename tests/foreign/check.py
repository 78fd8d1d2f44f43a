"""Reads a table of statements with another tool and looks at every row: check.py TABLE ARTICLES

ARTICLES is articles.json of make.py. The source, cue and content of each row must be the text at
their offsets. A workbook is saved again beside itself, as resaved.xlsx. Prints the number of rows.
"""

import csv
import json
import pathlib
import sys


def rows(path):
    if path.suffix == ".csv":
        with open(path, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if path.suffix == ".parquet":
        import pyarrow.parquet

        return pyarrow.parquet.read_table(path).to_pylist()
    import openpyxl

    workbook = openpyxl.load_workbook(path)
    workbook.save(path.with_name("resaved.xlsx"))
    header, *cells = workbook.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(header, row)) for row in cells]


def check(row, text):
    for part in ["source", "cue", "content"]:
        found = row[part] or ""
        if not found:
            continue
        start, end = int(row[part + "_start"]), int(row[part + "_end"])
        place = text[start:end]
        # A content of several spans has what stands between them left out.
        pieces = found.split(" […] ")
        whole = found if len(pieces) == 1 else None
        good = place == whole or (
            whole is None and place.startswith(pieces[0]) and place.endswith(pieces[-1])
        )
        assert good, f"{part} of {row['statement_id']}: {found!r} is not {place!r}"


def main():
    table, articles = map(pathlib.Path, sys.argv[1:])
    texts = {article["id"]: article["text"] for article in json.loads(articles.read_text("utf-8"))}
    found = rows(table)
    for row in found:
        check(row, texts[row["doc_id"]])
    print(len(found))


main()
