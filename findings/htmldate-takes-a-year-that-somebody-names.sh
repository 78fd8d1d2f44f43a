#!/usr/bin/env bash
# htmldate 1.11.0, and trafilatura 2.3.1 which asks it, takes a year that somebody names for the day of publication.
#
# Input:    a page without any date of its own, in which a speaker says “In 1998 it rained for a month”.
# Expected: no date, as of a page that states none.
# Seen:     1998-01-01, from find_date() and as "date" of trafilatura's metadata, with their usual options; a
#           footer "© 2019" gives 2019-01-01. Only extensive_search=False gives none.
#
# Why it matters: who-said-what tables are sorted and counted by day. Articles read through these packages
# get days that no source states, always the first of January, and statements move by decades. `sayso extract
# page.html` leaves the day empty where the page has none.
#
# Exits with 0 while that is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q htmldate==1.11.0 trafilatura==2.3.1 lxml_html_clean
"$folder/venv/bin/python" - <<'PYTHON'
import json

import htmldate
import trafilatura

said = "“In 1998 it rained for a month, and nobody in the valley has forgotten it,” Mira Toll said."
rest = "The river rose, the bridges were closed, and the schools stayed shut for the rest of the week. " * 4
page = f"<html><head><title>Rain</title></head><body><article><h1>Rain</h1><p>{said} {rest}</p></article></body></html>"
footer = f"<html><body><article><h1>Rain</h1><p>{rest}</p></article><footer>© 2019 The Valley News</footer></body></html>"
metadata = json.loads(trafilatura.extract(page, output_format="json", with_metadata=True))
print("htmldate:", htmldate.find_date(page), "| footer:", htmldate.find_date(footer))
print("trafilatura:", metadata["date"], "| not extensive:", htmldate.find_date(page, extensive_search=False))
assert htmldate.find_date(page) == "1998-01-01", "the year in the text is no date any more"
assert metadata["date"] == "1998-01-01", "trafilatura has no such date any more"
assert htmldate.find_date(footer) == "2019-01-01", "the year of the footer is no date any more"
assert htmldate.find_date(page, extensive_search=False) is None
print("htmldate 1.11.0 still does so")
PYTHON
