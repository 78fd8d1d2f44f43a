#!/usr/bin/env bash
# Label Studio's CoNLL export splits straight quotation marks from words and leaves curly ones glued to them.
#
# Packages: label-studio-sdk 2.1.2.
# Behaviour: the converter behind the export "CONLL2003" (label_studio_sdk.converter.utils.create_tokens_and_tags)
#   cuts `Her "Rain is near" was all` into `Her`, `"`, `Rain`, `is`, `near`, `"`, …, and `Her “Rain is near” was all`
#   into `Her`, `“Rain`, `is`, `near”`, …. So a region over "Rain is near" is exactly three tokens with straight
#   marks, and with curly ones, which is how news is set, its first token begins and its last one ends with a mark
#   that nobody labelled. Nothing is said of it.
# Output seen: label-studio-sdk 2.1.2: straight ['Rain', 'is', 'near'], curly ['“Rain', 'is', 'near”']
# Why it matters: corpora of quotations are labelled up to the mark, and compared and trained token by token: by
#   this export every quotation with curly marks is off at both ends, while the same one with straight marks is
#   right. The offsets of the JSON export are right for both; read those (`sayso convert --from label-studio`).
# Ends with status 1 if the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check label-studio-sdk==2.1.2
"$work/venv/bin/python" - <<'END'
import sys
from importlib.metadata import version

from label_studio_sdk.converter.utils import create_tokens_and_tags

WORDS = "Rain is near"


def labelled(text):
    start = text.index(WORDS)
    span = {"start": start, "end": start + len(WORDS), "labels": ["Content"], "text": WORDS}
    return [token for token, tag in zip(*create_tokens_and_tags(text, [span])) if tag != "O"]


straight, curly = labelled('Her "Rain is near" was all.'), labelled("Her “Rain is near” was all.")
print(f"label-studio-sdk {version('label-studio-sdk')}: straight {straight}, curly {curly}")
sys.exit((straight, curly) != (WORDS.split(), ["“Rain", "is", "near”"]))
END
