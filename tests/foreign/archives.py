"""Makes archives and texts of pages with the tools of the field, for sayso to read: archives.py FOLDER

crawl-KIND.warc for bodies coded by gzip, brotli and Zstandard (warcio); fast.warc.gz and fast.warc.zst
(FastWARC); dictionary.warc.zst and dictionary-packed.warc.zst (zstandard); page.txt and page.md with
metadata in front (trafilatura). Every file holds the same two articles, page.* the first.
"""

import gzip
import io
import pathlib
import struct
import sys

import brotli
import trafilatura
import zstandard
from fastwarc.stream_io import GzipWriter, ZstdWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SPEAKERS = ["Mira Toll", "Jon Aker"]
CODINGS = {
    "gzip": gzip.compress,
    "br": brotli.compress,
    "zstd": zstandard.ZstdCompressor().compress,
}


def page(speaker):
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>Ferries: for sale</title>
<meta property="article:published_time" content="2024-10-02T23:30:00-07:00"></head><body><article>
<p>Four ferries will be sold before the summer, the board said on Thursday, because the repairs that they
need would cost more than they earn in two years.</p>
<p>“Nobody likes to part with them,” {speaker} told reporters at the quay, “but we cannot go on.”</p>
</article></body></html>""".encode()


def address(speaker):
    return "https://news.example/" + speaker.split()[0].lower()


def write_coded(path, coding):
    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=False)
        for speaker in SPEAKERS:
            fields = [("Content-Type", "text/html"), ("Content-Encoding", coding)]
            head = StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1")
            body = io.BytesIO(CODINGS[coding](page(speaker)))
            record = writer.create_warc_record(
                address(speaker), "response", payload=body, http_headers=head
            )
            writer.write_record(record)


def record(speaker):
    made = WarcRecord()
    made.init_headers(record_type=WarcRecordType.response)
    made.headers["WARC-Target-URI"] = address(speaker)
    made.headers["Content-Type"] = "application/http; msgtype=response"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    made.set_bytes_content(head + page(speaker))
    return made


def write_fast(writer):
    for speaker in SPEAKERS:
        record(speaker).write(writer)
    writer.close()


def write_with_dictionary(folder):
    """Two archives with a dictionary in their first frame, as the draft for .warc.zst has it."""
    parts = []
    for speaker in SPEAKERS:
        part = io.BytesIO()
        record(speaker).write(part)
        parts.append(part.getvalue())
    words = record("Speaker of a dictionary")
    content = io.BytesIO()
    words.write(content)
    words = content.getvalue()
    compressor = zstandard.ZstdCompressor(
        dict_data=zstandard.ZstdCompressionDict(words, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    )
    frames = b"".join(compressor.compress(part) for part in parts)
    packed = zstandard.ZstdCompressor().compress(words)
    for name, first in [("dictionary", words), ("dictionary-packed", packed)]:
        skipped = struct.pack("<II", 0x184D2A5D, len(first)) + first
        (folder / f"{name}.warc.zst").write_bytes(skipped + frames)


def main():
    folder = pathlib.Path(sys.argv[1])
    for coding in CODINGS:
        write_coded(folder / f"crawl-{coding}.warc", coding)
    write_fast(GzipWriter(str(folder / "fast.warc.gz")))
    write_fast(ZstdWriter(str(folder / "fast.warc.zst")))
    write_with_dictionary(folder)
    for ending, form in [("txt", "txt"), ("md", "markdown")]:
        text = trafilatura.extract(
            page(SPEAKERS[0]).decode(), output_format=form, with_metadata=True
        )
        (folder / f"page.{ending}").write_text(text, "utf-8")


main()
