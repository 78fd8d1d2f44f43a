#!/usr/bin/env bash
# The large network in sayso, ONNX Runtime and OpenVINO, all in 8-bit integers, and spaCy's sentences: one core, one run.
#
# usage: training/engines/compare.sh TEXTS.jsonl [SAYSO]
# TEXTS.jsonl has a field "text"; SAYSO is target/release/sayso where it is not named. The engines are installed
# in a temporary folder, and are no dependency of sayso.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
texts=$(realpath "$1") sayso=$(realpath "${2:-target/release/sayso}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    numpy==2.2.6 onnx==1.19.1 onnxruntime==1.23.2 openvino==2025.3.0 nncf==2.18.0 spacy==3.8.7 click==8.1.8
"$work/venv/bin/python" "$here/compare.py" "$texts" "$sayso" "$work"
