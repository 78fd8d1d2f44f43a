"""Writes an archive of a crawl (WARC) of generated pages to standard output: pages.py MEGABYTES

The pages are those of the sample articles, each again and again under another address, with what
stands around an article on the web, and with a picture and a failed request among them.
"""

import pathlib
import sys

SEEDS = sorted((pathlib.Path(__file__).parents[2] / "seeds").glob("*.txt"))

AROUND = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(200))


def page(text):
    paragraphs = "".join(f"<p>{paragraph}</p>\n" for paragraph in text.split("\n\n"))
    return (
        '<!doctype html><html><head><meta charset="utf-8"><title>News</title></head><body>'
        f"<nav><ul>{AROUND}</ul></nav><article><h1>News</h1>{paragraphs}</article>"
        f"<footer><ul>{AROUND}</ul></footer></body></html>"
    ).encode()


def answer(body, status=b"200 OK", media=b"text/html; charset=utf-8"):
    return b"HTTP/1.1 " + status + b"\r\nContent-Type: " + media + b"\r\n\r\n" + body


def record(number, content):
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/%d\r\n"
        b"WARC-Date: 2024-10-02T06:00:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (number, len(content), content)
    )


def main():
    left = int(sys.argv[1]) * 1_000_000
    answers = [answer(page(seed.read_text("utf-8"))) for seed in SEEDS]
    answers.append(answer(b"\x89PNG" * 20_000, media=b"image/png"))
    answers.append(answer(b"<p>Not here", status=b"404 Not Found"))
    number = 0
    while left > 0:
        written = record(number, answers[number % len(answers)])
        sys.stdout.buffer.write(written)
        left -= len(written)
        number += 1


main()
