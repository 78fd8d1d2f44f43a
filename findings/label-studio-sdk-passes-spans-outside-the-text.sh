#!/usr/bin/env bash
# Label Studio's SDK calls predictions valid whose spans are reversed, beyond the text, or of other words.
#
# Packages: label-studio-sdk 2.1.2.
# Behaviour: LabelInterface.validate_prediction looks at names, labels and the score, and at nothing of a text
#   region's place: True for an end before the start, for an end behind the text, for fractions, and where
#   "text" is not the text at start and end. A score of 7 and an unknown label are False.
# Output seen: label-studio-sdk 2.1.2: reversed True, beyond True, fraction True, other words True; score 7 False
# Why it matters: offsets in the wrong unit (UTF-16 or bytes for code points) are the commonest mistake in
#   predictions for texts, and this check, which exists to be run before an import, passes them all. What is
#   written has to be checked against the text itself, as sayso's test does (tests/foreign/forms.py).
# Ends with status 1 if the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check label-studio-sdk==2.1.2
"$work/venv/bin/python" - <<'END'
import sys
from importlib.metadata import version

from label_studio_sdk.label_interface import LabelInterface

interface = LabelInterface(
    '<View><Labels name="label" toName="text"><Label value="Content"/></Labels>'
    '<Text name="text" value="$text"/></View>'
)


def valid(start, end, text, score=0.5):
    value = {"start": start, "end": end, "text": text, "labels": ["Content"]}
    region = {"id": "1", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    return interface.validate_prediction({"model_version": "a", "score": score, "result": [region]})


# Of the text "Rain is near.", which the check is not even given.
found = [valid(4, 0, "Rain"), valid(0, 999, "Rain"), valid(0.5, 4.5, "Rain"), valid(0, 4, "Snow")]
high = valid(0, 4, "Rain", score=7)
names = ["reversed", "beyond", "fraction", "other words"]
told = ", ".join(f"{name} {it}" for name, it in zip(names, found))
print(f"label-studio-sdk {version('label-studio-sdk')}: {told}; score 7 {high}")
sys.exit(found != [True] * 4 or high)
END
