#!/usr/bin/env bash
# Label Studio's SDK: LabelInterface.validate_task raises TypeError for every task that has predictions.
#
# Packages: label-studio-sdk 2.1.2.
# Behaviour: LabelInterface.validate_task(task) checks a task against the labelling interface. For a task with
#   the key "predictions" (the documented form for importing pre-annotations) it calls validate_prediction without
#   the prediction, so that every such task, right or wrong, ends in "TypeError:
#   LabelInterface.validate_prediction() missing 1 required positional argument: 'prediction'". The same task
#   without predictions, and the same prediction given to validate_prediction, are True.
# Output seen: label-studio-sdk 2.1.2: task True, prediction True, both TypeError
# Why it matters: it is the only check that a tool that writes predictions can run before the import; who runs it
#   over a file of tasks takes a good file for a bad one. sayso's test (tests/foreign/forms.py) gives the two
#   parts to the SDK one by one.
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
region = {"id": "1", "from_name": "label", "to_name": "text", "type": "labels",
          "value": {"start": 0, "end": 4, "text": "Rain", "labels": ["Content"]}}
prediction = {"model_version": "a", "score": 0.5, "result": [region]}
task = interface.validate_task({"data": {"text": "Rain is near."}})
alone = interface.validate_prediction(prediction)
try:
    both = interface.validate_task({"data": {"text": "Rain is near."}, "predictions": [prediction]})
except TypeError as error:
    both = type(error).__name__
print(f"label-studio-sdk {version('label-studio-sdk')}: task {task}, prediction {alone}, both {both}")
sys.exit((task, alone, both) != (True, True, "TypeError"))
END
