#!/bin/sh
# The page alone, with the pipeline as WebAssembly, and the tests of the page in a browser.
#   web/make.sh build FOLDER   a folder that any server of files can give out
#   web/make.sh tools          what the tests need from npm, in target/browser
#   web/make.sh client         a client generated from the description of the server, in Python, asks it
#   web/make.sh speed          how many times as fast small is with simd128 as without, in one browser
#   web/make.sh test           types of the scripts, and the page in Chromium (CHROMIUM=path, SHOTS=folder)
set -eu
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}

# module FOLDER FEATURES TARGET: the pipeline as WebAssembly, for a processor with these features.
module() {
    RUSTFLAGS="-C target-feature=$2" cargo rustc --quiet --profile web --target wasm32-unknown-unknown \
        --target-dir "$3" -p sayso-web --lib --features small,docx,html --crate-type cdylib
    mkdir -p "$1"
    gzip -9nc "$3/wasm32-unknown-unknown/web/sayso_web.wasm" > "$1/sayso.bin"
}

build() {
    folder=$1
    # One instruction set for all browsers since 2023.
    module "$folder" +simd128 "$target"
    cp web/page/* "$folder"
    mv "$folder/back-wasm.js" "$folder/back.js"
    # What is kept for a time without a network.
    (cd "$folder" && printf '%s\n' *.html *.css *.js *.svg *.bin | grep -v '^offline.js$' |
        sed 's/.*/"&"/' | paste -sd, | sed 's/.*/[&]/' > files.json)
    du -ch "$folder"/* | tail -1 | sed "s|total|in $folder; open it by a server of files: python3 -m http.server -d $folder|"
}

tools() {
    mkdir -p target/browser
    npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts --prefix target/browser \
        typescript@7.0.2 playwright-core@1.65.1 axe-core@4.14.1
}

check() {
    build out/web
    target/browser/node_modules/.bin/tsc -p web/tests/tsconfig.json
    cargo build --quiet -p sayso-cli
    node web/tests/browser.mjs "$target/debug/sayso" seeds out/web
}

speed() {
    build out/web
    module out/web-plain -simd128 target/plain
    node web/tests/speed.mjs out/web out/web-plain seeds
}

client() {
    test -d target/client || python3 -m venv target/client
    target/client/bin/pip install -q openapi-python-client==0.29.1
    cargo build --quiet -p sayso-cli
    target/client/bin/python web/tests/client.py "$target/debug/sayso" seeds/wire.txt
}

case ${1:-} in
build) build "${2:-out/web}" ;;
tools) tools ;;
client) client ;;
speed) tools && speed ;;
test) tools && check ;;
*) sed -n '2,7s/^# //p' "$0" && exit 2 ;;
esac
