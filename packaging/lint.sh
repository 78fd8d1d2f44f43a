#!/usr/bin/env bash
# The release workflow by its schema and for what an attacker could do with it (check-jsonschema and zizmor, from
# Python's registry), and the scripts by shellcheck where it is there; called by the Makefile.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${CARGO_TARGET_DIR:-target}/lint-tools
python3 -m venv "$tools"
"$tools/bin/pip" install --quiet --disable-pip-version-check check-jsonschema==0.39.0 zizmor==1.32.0
"$tools/bin/check-jsonschema" --builtin-schema vendor.github-workflows .github/workflows/*.yml
"$tools/bin/zizmor" --quiet --offline .github/workflows
if command -v shellcheck > /dev/null; then
  shellcheck packaging/*.sh web/make.sh
else
  echo "the scripts are not linted: shellcheck is not there"
fi
