#!/usr/bin/env bash
# trafilatura 2.3.1 breaks a sentence at <q> and drops the marks that a browser shows.
#
# Input:    <p>Mira Toll said <q>it is time</q> and left the hall.</p>
# Browser:  Mira Toll said “it is time” and left the hall.
# Seen:     three lines, "Mira Toll said it is time" / "and left the hall…", without marks; in Markdown the
#           parts are paragraphs of their own.
#
# Why it matters: whoever extracts pages with trafilatura and looks for quotations in its texts loses every
# quotation that the page marks by <q>, and gets sentences cut in two. `sayso extract page.html` keeps the marks.
#
# Exits with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q trafilatura==2.3.1 lxml_html_clean
"$folder/venv/bin/python" - <<'PYTHON'
import trafilatura

page = """<!doctype html><html><head><title>Ferries</title></head><body><article><h1>Ferries</h1>
<p>Four ferries will be sold before the summer, the board said on Thursday, because the repairs that they
need would cost more than they earn in two years.</p>
<p>Mira Toll said <q>it is time</q> and left the hall of the company on Thursday night.</p>
<p>The boats carry some nine hundred passengers a day between the islands, most of them pupils.</p>
</article></body></html>"""
text = trafilatura.extract(page)
print(text)
lines = text.splitlines()
assert "Mira Toll said it is time" in lines, "the sentence is no longer cut behind <q>"
assert not any(mark in text for mark in "“”\""), "the marks are there now"
print("trafilatura", trafilatura.__version__ if hasattr(trafilatura, "__version__") else "2.3.1", "still does so")
PYTHON
