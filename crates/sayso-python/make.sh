#!/usr/bin/env bash
# Makes, tests and measures the Python package: make.sh wheel|test|bench, called by the Makefile. Needs
# Python 3.10 or newer and its package registry; where they are missing it says so and ends well, so
# that Rust alone is enough for the rest.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${CARGO_TARGET_DIR:-$root/target}/python
tools=$work/tools/bin
export PIP_DISABLE_PIP_VERSION_CHECK=1

step() {
  echo "== $1"
}

skip() {
  echo "skipped: $1"
  exit 0
}

# Sets $python to the first Python that is new enough.
find_python() {
  test -z "${SAYSO_SKIP_PYTHON:-}" || skip "SAYSO_SKIP_PYTHON is set"
  for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python3.10; do
    "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null && return
  done
  skip "no Python 3.10 or newer with venv (PYTHON=program names one)"
}

# install ARGUMENTS-OF-PIP…: makes sure of the environment of the tools, and of these packages in it.
install() {
  mkdir -p "$work"
  test -x "$tools/python" || "$python" -m venv "$work/tools"
  "$tools/pip" install --quiet "$@" || skip "no packages from the registry of Python (see above)"
}

# The engines of clusters, which are large: Spark where there is Java, Ray where it has a wheel for this
# Python. The tests of one that is missing are skipped by pytest.
install_engines() {
  if command -v java > /dev/null || test -n "${JAVA_HOME:-}"; then
    "$tools/pip" install --quiet pyspark || echo "the tests with Spark are skipped: no PySpark (see above)"
  else
    echo "the tests with Spark are skipped: no Java"
  fi
  "$tools/pip" install --quiet --only-binary :all: 'ray[data]' 2> /dev/null \
    || echo "the tests with Ray are skipped: no wheel of it for this Python"
}

# build PROFILE FOLDER
build() {
  "$tools/maturin" build --quiet --profile "$1" -m "$here/Cargo.toml" -o "$2"
}

# The wheels of a release: one for this machine, or, with WHEEL_TARGETS, one for each of these processors, which
# zig links for any Linux since 2014.
wheels() {
  if test -z "${WHEEL_TARGETS:-}"; then
    install maturin
    build release "$root/out/dist"
    return
  fi
  install maturin ziglang==0.17.1
  for target in $WHEEL_TARGETS; do
    rustup --quiet target add "$target"
    PATH="$tools:$PATH" "$tools/maturin" build --quiet --release --zig --compatibility manylinux2014 \
      --target "$target" -m "$here/Cargo.toml" -o "$root/out/dist"
  done
}

# put WHEEL: into the environment of the tools.
put() {
  "$tools/pip" install --quiet --no-index --no-deps --force-reinstall "$1"
}

# Whether the wheel works where there is nothing else.
test_alone() {
  rm -rf "$work/empty"
  "$python" -m venv --without-pip "$work/empty"
  "$tools/pip" --python "$work/empty/bin/python" install --quiet --no-index "$1"
  "$work/empty/bin/sayso" extract "$root/seeds/wire.txt" --model rules --quiet | head -n 2
  cd "$work"
  "$work/empty/bin/python" - <<'END'
import sayso

text = "“Rain is near,” said Ada Obi, the mayor."
[statement] = sayso.Pipeline().extract(text)
assert text[statement.content_start : statement.content_end] == "“Rain is near,”", statement
END
}

test_all() {
  step "tools, in $work"
  install maturin -r "$here/tests/requirements.txt"
  install_engines
  step "wheel"
  rm -rf "$work/wheels"
  # The profile of the Rust tests, whose dependencies are built already.
  build dev "$work/wheels"
  step "in an environment with nothing else"
  (test_alone "$work"/wheels/*.whl)
  put "$work"/wheels/*.whl
  cd "$here"
  step "tests"
  "$tools/python" -m pytest
  "$tools/python" -m pytest --doctest-modules --doctest-ignore-import-errors --pyargs sayso
  step "tests of tables with pandas 2"
  "$tools/pip" install --quiet --upgrade --target "$work/pandas2" --no-deps 'pandas<3' pytz tzdata
  PYTHONPATH=$work/pandas2 "$tools/python" -c 'import pandas; assert pandas.__version__.startswith("2."), pandas.__version__'
  PYTHONPATH=$work/pandas2 "$tools/python" -m pytest tests/test_tables.py tests/test_odd_tables.py tests/test_same_rows.py
  step "types"
  "$tools/mypy"
  "$tools/stubtest" sayso._sayso
  step "notebook"
  cd "$root/docs"
  "$tools/python" -m nbconvert --log-level WARN --to html --execute --output-dir "$work" quickstart.ipynb
}

bench() {
  install maturin polars pyarrow
  rm -rf "$work/release"
  build release "$work/release"
  put "$work"/release/*.whl
  ls -l "$work"/release/*.whl | awk '{ printf "wheel: %.1f MB\n", $5 / 1e6 }'
  "$tools/python" "$here/bench.py" "$1"
}

find_python
case ${1:-} in
  wheel)
    wheels
    ls "$root"/out/dist/*.whl
    ;;
  test) test_all ;;
  bench) bench "${2:-$root/../shared}" ;;
  *)
    echo "usage: make.sh wheel|test|bench [SHARED]" >&2
    exit 2
    ;;
esac
