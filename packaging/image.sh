#!/usr/bin/env bash
# The image of packaging/Containerfile for the processors of which out/dist has a static program (make static), by
# podman, buildah or docker; called by the Makefile. Each is kept as out/dist/sayso-image-ARCHITECTURE.tar, and that of
# this processor is tried: without rights the page is there, and rows are those of the program.
set -euo pipefail
cd "$(dirname "$0")/.."
name=${IMAGE:-sayso}
for tool in podman buildah docker none; do
  ! command -v "$tool" > /dev/null || break
done
test "$tool" != none || { echo "an image needs podman, buildah or docker" >&2; exit 1; }
case $(uname -m) in aarch64) own=arm64 ;; *) own=amd64 ;; esac

# build ARCHITECTURE
build() {
  rm -f "out/dist/sayso-image-$1.tar"
  if test "$tool" = docker; then
    docker buildx build --quiet -f packaging/Containerfile --platform "linux/$1" \
      --output "type=docker,dest=out/dist/sayso-image-$1.tar" -t "$name:$1" .
  else
    "$tool" build --quiet -f packaging/Containerfile --platform "linux/$1" -t "$name:$1" . > /dev/null
    "$tool" push --quiet "$name:$1" "oci-archive:out/dist/sayso-image-$1.tar:$name:$1"
  fi
}

# try_out FOLDER: runs what the image has in its folder, as its user, with nothing else.
try_out() {
  local port=${PORT:-18080} page
  run() { chroot --userspec=65532:65532 "$1" /usr/bin/sayso "${@:2}"; }
  cmp <(run "$1" extract --model rules --quiet < seeds/wire.txt) \
    <("out/dist/linux-$own/sayso" extract --model rules --quiet < seeds/wire.txt)
  # The command of the image, on a port that may be free.
  chroot --userspec=65532:65532 "$1" /usr/bin/sayso serve --address 0.0.0.0 --port "$port" > /dev/null 2>&1 &
  server=$!
  # Whatever fails, nothing of it goes on.
  trap 'test -z "$server" || kill "$server" 2> /dev/null; buildah rm "$container" > /dev/null' EXIT
  curl --silent --retry 20 --retry-connrefused --retry-delay 1 "http://127.0.0.1:$port/health"
  page=$(curl --silent "http://127.0.0.1:$port/")
  [[ $page == *"Who said what"* ]] || { echo "no page on port $port" >&2; exit 1; }
  kill "$server" && wait "$server"
  server=
}

server=
for arch in amd64 arm64; do
  test -x "out/dist/linux-$arch/sayso" || continue
  build "$arch"
  ls -l "out/dist/sayso-image-$arch.tar"
done
if test "$tool" = buildah && test "$(id -u)" = 0; then
  config=$(buildah inspect --type image --format '{{.OCIv1.Config.User}} {{.OCIv1.Config.Entrypoint}} {{.OCIv1.Config.Cmd}}' "$name:$own")
  test "$config" = "65532:65532 [/usr/bin/sayso] [serve --address 0.0.0.0]" || { echo "found $config" >&2; exit 1; }
  container=$(buildah from "$name:$own")
  trap 'buildah rm "$container" > /dev/null' EXIT
  try_out "$(buildah mount "$container")"
  echo "the image answers without rights"
fi
