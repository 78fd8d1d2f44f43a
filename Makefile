# Everything that one does with this repository: make help

SHARED ?= ../shared
SAYSO := $(or $(CARGO_TARGET_DIR),target)/release/sayso
IN ?= seeds
OUT ?= out/statements.csv

.DEFAULT_GOAL := help
.PHONY: run corpus dist static web archives image lint-delivery wheels wheel test bless package test-python eval bench soak fuzz foreign train lint doc help $(SAYSO)

run: $(SAYSO) ## Who said what in the articles of seeds/: a table here, and out/statements.csv
	@$(SAYSO) extract seeds/*.txt --format table --quiet
	@$(SAYSO) extract seeds/*.txt -o out/statements.csv
	@echo "The same as a table for a spreadsheet: out/statements.csv"
corpus: $(SAYSO) ## The same for your articles: make corpus IN=folder-or-file OUT=statements.csv
	$(SAYSO) extract "$(IN)" -o "$(OUT)"
dist: $(SAYSO) ## The program with man pages and shell completions, in out/dist
	$(SAYSO) dist out/dist
	cp $(SAYSO) LICENSE-* out/dist
web: ## The page alone, with the pipeline as WebAssembly, in out/web (needs rustup's target wasm32-unknown-unknown)
	web/make.sh build out/web
static: ; packaging/static.sh ## Static programs of Linux for x86_64 and aarch64, in out/dist (Python, for zig)
archives: ; packaging/archives.sh ## What a release has to download, after make static dist (VERSION=v1.2.3)
image: ; packaging/image.sh ## An image of the program for each processor, after make static (podman, buildah or docker)
lint-delivery: ; packaging/lint.sh ## The release workflow and the scripts of packaging/ (Python)
wheels: ; WHEEL_TARGETS="x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu" crates/sayso-python/make.sh wheel ## For any Linux, x86_64 and aarch64
wheel: ## The Python package, in out/dist
	crates/sayso-python/make.sh wheel

test: ## All tests of the Rust crates, with all their features
	cargo test --workspace --all-features
bless: ## The golden files and the table of counts anew, after a change that is meant: read the difference
	BLESS=1 cargo test -q -p sayso-cli --test whole gold
test-python: ## The Python package: its wheel, tests, types and notebook
	crates/sayso-python/make.sh test
package: ## Each library crate built from its own package, none over the 10 MB of the registry
	tests/package
foreign: ## What the tests with files of other tools need (Python, network), in target/foreign
	python3 -m venv target/foreign && target/foreign/bin/pip install -q pyarrow openpyxl warcio brotli fastwarc lxml_html_clean trafilatura zstandard networkx matplotlib rdflib label-studio-sdk dkpro-cassis lxml duckdb python-docx
fuzz: ## Each fuzz target for a minute: make fuzz SECONDS=60 (needs a C++ compiler, no nightly)
	fuzz/run $(or $(SECONDS),60)
lint: ## Formatting and lints, warnings are errors
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
doc: ## The documentation of all crates, in target/doc
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

eval: $(SAYSO) ## Accuracy against gold: seeds/, and the corpora where they are (SHARED=folder MODEL=name)
	@tests/eval $(SAYSO) "$(SHARED)" $(MODEL)
bench: ## Speed of each stage and of the whole, on one thread and on two (SHARED=folder)
	SHARED="$(abspath $(SHARED))" cargo bench -p sayso-cli --bench speed
	crates/sayso-python/make.sh bench "$(abspath $(SHARED))"
soak: $(SAYSO) ## A gigabyte of news with each model, 2 GB of pages, long texts: memory and rate (SHARED=folder)
	tests/soak/run $(SAYSO) $(wildcard $(SHARED)/data/free-news.jsonl.gz)
train: ## The networks made again: make train POLNEAR=… NEWS=… MINILM=… MPNET=… SCORER=… (hours; see training/)
	POLNEAR="$(POLNEAR)" NEWS="$(NEWS)" MINILM="$(MINILM)" MPNET="$(MPNET)" SCORER="$(SCORER)" training/train.sh
help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
$(SAYSO):
	@cargo build --release --quiet -p sayso-cli
