#!/usr/bin/env bash
# What a release has to download, in out/dist: an archive for each processor with the program, man pages and
# completions, from make static and make dist, and the sums of all files. VERSION=v1.2.3 names them.
set -euo pipefail
cd "$(dirname "$0")/../out/dist"
version=${VERSION:-$(./linux-amd64/sayso --version | cut -d " " -f 2)}
for arch in amd64 arm64; do
  folder=sayso-$version-linux-$arch
  rm -rf "$folder"
  mkdir "$folder"
  cp -r "linux-$arch/sayso" man completions LICENSE-* "$folder"
  # The same bytes from the same files, whoever packs them and when.
  tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -c "$folder" | gzip -9n > "$folder.tar.gz"
  rm -r "$folder"
done
find . -maxdepth 1 -type f '(' -name '*.tar.gz' -o -name '*.whl' ')' -printf '%P\n' | sort | xargs sha256sum > SHA256SUMS
cat SHA256SUMS
