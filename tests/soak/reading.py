"""How fast two builds read each form of a corpus: reading.py OLD NEW NEWS.jsonl.gz [ROUNDS]

The articles of the corpus as CSV, TSV, JSON, JSON lines, text files and, where pyarrow is installed,
Parquet. Of each form all is read and no article is looked through (a shard behind the last one), so that
what is measured is reading and the start of the program. Prints the processor seconds of each build,
medians of alternating rounds, and their ratio.
"""

import csv
import gzip
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile


def articles(corpus):
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [{key: value if isinstance(value, str) else json.dumps(value) for key, value in row.items()} for row in rows]


def write_separated(path, delimiter, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, [*rows[0]], delimiter=delimiter, extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)


def write_forms(folder, rows):
    write_separated(folder / "news.csv", ",", rows)
    write_separated(folder / "news.tsv", "\t", rows)
    (folder / "news.json").write_text(json.dumps(rows), "utf-8")
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "news.jsonl").write_text(lines, "utf-8")
    (folder / "news.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    texts = folder / "texts"
    texts.mkdir()
    for number, row in enumerate(rows):
        (texts / f"{number}.txt").write_text(row["text"], "utf-8")
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        return
    table = pyarrow.Table.from_pylist([{key: row.get(key) for key in rows[0]} for row in rows])
    pyarrow.parquet.write_table(table, folder / "news.parquet")


def processor_seconds(program, form, count, folder):
    def spent():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    before = spent()
    command = [program, "extract", form, "--model", "rules", "--shard", f"{count}/{count}", "--jobs", "1"]
    subprocess.run([*command, "--quiet", "-o", folder / "rows.csv"], check=True)
    return spent() - before


def main():
    old, new, corpus = sys.argv[1:4]
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 7
    rows = articles(corpus)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        inputs = folder / "inputs"
        inputs.mkdir()
        write_forms(inputs, rows)
        for form in sorted(inputs.iterdir()):
            times = {old: [], new: []}
            for _ in range(rounds):
                for program in times:
                    times[program].append(processor_seconds(program, form, len(rows) + 1, folder))
            before, after = (statistics.median(times[program]) for program in (old, new))
            print(f"{form.name:14} {before:.3f} s {after:.3f} s {after / before:5.2f}", flush=True)


if __name__ == "__main__":
    main()
