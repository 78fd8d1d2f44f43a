"""Makes files of articles with other tools, for sayso to read: make.py FOLDER

Every file holds the same articles: articles.jsonl (Python), articles.json (an array), one Parquet
file for each compression (pyarrow), crawl.warc and crawl.warc.gz with a page for each (warcio).
"""

import html
import io
import json
import pathlib
import sys

ARTICLES = [
    {
        "id": "bridge",
        "title": "Harbour bridge to close",
        "date": "2024-10-02",
        "text": "The harbour bridge will close for a month, the city council said on Wednesday.\n\n"
        "“We know that this is hard for everyone who lives on the north bank,” Mayor Tomas Reyl "
        "told reporters. He added that ferries would run every ten minutes.\n",
    },
    {
        "id": "café",
        "title": "Café, “Zum Löwen” 🦁",
        "date": None,
        "text": "\"It's over,\" said Ada Obi, 61, who has run the café since 1987.\n\n"
        "According to the owners’ association, 40 of 120 cafés have closed; =SUM(A1) is no "
        "formula here, Ms. Obi added.\n",
    },
    {"id": "quiet", "title": "Weather", "date": "2024-10-03", "text": "It rains.\n"},
]


def write_parquet(folder):
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.Table.from_pylist(ARTICLES)
    for codec in ["none", "snappy", "gzip", "brotli", "lz4", "zstd"]:
        path = folder / f"articles-{codec}.parquet"
        pyarrow.parquet.write_table(table, path, compression=codec)


def page(article):
    paragraphs = "".join(f"<p>{html.escape(p)}</p>\n" for p in article["text"].split("\n\n"))
    return f"""<!doctype html><html><head><meta charset="utf-8">
<title>{html.escape(article["title"])}</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>{html.escape(article["title"])}</h1>{paragraphs}</article></body></html>"""


def write_warc(folder):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    for name in ["crawl.warc", "crawl.warc.gz"]:
        with open(folder / name, "wb") as file:
            writer = WARCWriter(file, gzip=name.endswith(".gz"))
            writer.write_record(writer.create_warcinfo_record(name, {"software": "warcio"}))
            for article in ARTICLES:
                address = "https://news.example/" + article["id"]
                head = StatusAndHeaders(
                    "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
                )
                body = io.BytesIO(page(article).encode())
                record = writer.create_warc_record(
                    address, "response", payload=body, http_headers=head
                )
                writer.write_record(record)


def main():
    folder = pathlib.Path(sys.argv[1])
    lines = [json.dumps(article, ensure_ascii=False) for article in ARTICLES]
    (folder / "articles.jsonl").write_text("".join(line + "\n" for line in lines), "utf-8")
    (folder / "articles.json").write_text(json.dumps(ARTICLES, indent=2), "utf-8")
    write_parquet(folder)
    write_warc(folder)


main()
