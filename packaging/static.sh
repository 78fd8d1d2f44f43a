#!/usr/bin/env bash
# Static programs of Linux for x86_64 and aarch64, in out/dist/linux-amd64 and out/dist/linux-arm64, which run
# on any Linux without a library; called by the Makefile. zig compiles and links what is C (it brings the headers of
# musl for all processors), from Python's registry. In the end both must write the same bytes: that of another
# processor runs under qemu, and where that is missing it is built and not tried.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
work=${CARGO_TARGET_DIR:-$root/target}
tools=$work/static-tools
# release unless a test wants it sooner: PROFILE=dev.
profile=${PROFILE:-release}
folder=$profile
test "$profile" != dev || folder=debug

python3 -m venv "$tools"
"$tools/bin/pip" install --quiet --disable-pip-version-check cargo-zigbuild==0.24.1 ziglang==0.17.1
export PATH="$tools/bin:$PATH"

# build ARCHITECTURE-OF-RUST ARCHITECTURE-OF-IMAGES
build() {
  local target=$1-unknown-linux-musl
  rustup --quiet target add "$target"
  cargo zigbuild --quiet --profile "$profile" -p sayso-cli --target "$target"
  mkdir -p "out/dist/linux-$2"
  cp "$work/$target/$folder/sayso" "out/dist/linux-$2/sayso"
  ! grep -q ld-musl "out/dist/linux-$2/sayso" || { echo "out/dist/linux-$2/sayso wants a loader" >&2; exit 1; }
}

# rows ARCHITECTURE-OF-RUST ARCHITECTURE-OF-IMAGES: the rows of the sample articles, with each model.
rows() {
  local run=()
  if test "$1" != "$(uname -m)"; then
    run=("$(command -v "qemu-$1-static" || command -v "qemu-$1")") || return 1
  fi
  for model in large small rules; do
    "${run[@]}" "out/dist/linux-$2/sayso" extract seeds --model "$model" --format csv --quiet
  done > "$work/rows-$2.csv"
}

build x86_64 amd64
build aarch64 arm64
tried=0
for pair in "x86_64 amd64" "aarch64 arm64"; do
  # shellcheck disable=SC2086
  if rows $pair; then tried=$((tried + 1)); else echo "not tried, qemu is not there: $pair"; fi
done
if test "$tried" = 2; then
  cmp "$work/rows-amd64.csv" "$work/rows-arm64.csv"
  echo "both write the same $(wc -l < "$work/rows-amd64.csv") lines"
fi
ls -l out/dist/linux-*/sayso
