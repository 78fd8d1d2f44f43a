#!/usr/bin/env bash
# warcio 1.8.1 gives a body whose Content-Encoding it does not know as if it were decoded.
#
# Input:    WARC records whose bodies are sent as browsers accept them: zstd, x-gzip (RFC 9110, 8.4.1.3: the same
#           as gzip), and two codings, "gzip, gzip" (8.4: a list is allowed).
# Expected: the page, or an error that names the coding.
# Seen:     content_stream() gives the bytes as they were sent, of two codings too, without a word; gzip
#           and deflate are decoded.
#
# Why it matters: newer crawls hold zstd bodies. Whoever takes content_stream() for the page hands bytes of a
# compressed stream to an HTML parser, which makes an article without words of them: pages are lost in silence.
# `sayso extract crawl.warc.gz` decodes all of these, and names what it cannot decode in --errors.
#
# Exits with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q warcio==1.8.1 zstandard==0.25.0
"$folder/venv/bin/python" - <<'PYTHON'
import gzip
import io

import zstandard
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

page = b"<html><body><p>Rain is near, Mira Toll said.</p></body></html>"
once = gzip.compress(page, mtime=0)
bodies = {
    "gzip": once,
    "x-gzip": once,
    "gzip, gzip": gzip.compress(once, mtime=0),
    "zstd": zstandard.ZstdCompressor().compress(page),
}


def read(coding):
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=False)
    fields = [("Content-Type", "text/html"), ("Content-Encoding", coding)]
    headers = StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1")
    body = io.BytesIO(bodies[coding])
    writer.write_record(writer.create_warc_record("http://news.example/", "response", payload=body, http_headers=headers))
    file.seek(0)
    return next(iter(ArchiveIterator(file))).content_stream().read()


for coding in bodies:
    print(f"{coding:10}", read(coding)[:24])
assert read("gzip") == page
assert read("x-gzip") == once, "x-gzip is decoded or refused now"
assert read("zstd") == bodies["zstd"], "zstd is decoded or refused now"
assert read("gzip, gzip") != page, "two codings are decoded now"
print("warcio 1.8.1 still does so")
PYTHON
